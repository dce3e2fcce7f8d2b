"""A report made by hand, whose words tests can know: a dental practice, its staff and its patients."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from bailee.inventory import Coverage, Exposure, Holding, PeopleRange, ProcessingActivity
from bailee.matrix import Key, PublishedNotice, SignOffs
from bailee.reports.report import Left, Looked, Report, report
from bailee.vocabulary import Locator, Reason, SubjectCategory

ON = date(2026, 11, 25)
SCANNED = datetime(2026, 11, 24, 22, 14, tzinfo=UTC)
EMPLOYEE, PATIENT, PERSON = SubjectCategory.EMPLOYEE, SubjectCategory.PATIENT, SubjectCategory.PERSON


def holding(category: str, subject: SubjectCategory, low: int, high: int, **more: object) -> Holding:
    given = {"stores": ("practice/HR",), "items": low, "since": date(2021, 3, 1), "purposes": ("payroll",)} | more
    return Holding(category, subject, people=PeopleRange(low, high), **given)  # type: ignore[arg-type]


HOLDINGS = (
    holding("drug-and-alcohol-tests", EMPLOYEE, 7, 9, purposes=()),
    holding("social-security-number", EMPLOYEE, 41, 44),
    holding("personnel-files", EMPLOYEE, 44, 44),
    holding("payment-card", PATIENT, 37, 41, purposes=("billing",)),
    holding("email-address", PATIENT, 6180, 6420, purposes=("appointments",)),
    holding("person-name", PERSON, 3, 12, purposes=()),
)


def sample(
    *,
    organisation: str = "Harbour Dental",
    holdings: Sequence[Holding] = HOLDINGS,
    coverage: Coverage | None = None,
    partly: Sequence[Left] = (),
    skipped: Sequence[Left] = (Left(Locator(("HR/2019.zip",)), Reason.ENCRYPTED),),
    exposures: Mapping[Key, Sequence[Exposure]] | None = None,
    places: Sequence[str] = ("practice",),
    looked_at: bool = True,
) -> Report:
    """The report of a practice on a day; whatever a test wants otherwise is given."""
    read = coverage or Coverage(412, 0, 1, 5_000_000, (("encrypted", 1, 2_000),))
    stores = {store: read for each in holdings for store in each.stores}
    readers = {
        (each.category, each.subject): [Exposure(store, each.items, 0, 12, 0) for store in each.stores]
        for each in holdings
    }
    staff = frozenset({EMPLOYEE})
    named = {"social-security-number": ("payroll",), "personnel-files": ("payroll",)}
    return report(
        organisation,
        Looked(
            tuple(places),
            SCANNED if looked_at else None,
            SCANNED if looked_at else None,
            read,
            stores,
            tuple(partly),
            tuple(skipped),
        ),
        holdings=holdings,
        files={
            (each.category, each.subject): [(store, n) for store in each.stores for n in range(each.items)]
            for each in holdings
        },
        modified={("practice/HR", n): 1_700_000_000_000_000_000 for n in range(50)},
        exposures=readers if exposures is None else exposures,
        declared={"employees_by_state": {"US-NY": 44}},
        activities=[ProcessingActivity("pay", (("payroll", None),), ("social-security-number",), (EMPLOYEE,))],
        notices=[
            PublishedNotice(
                "employee-privacy-notice",
                3,
                "Employee privacy notice",
                staff,
                named,
                ON,
                "A. Counsel",
                asks_signature=True,
            )
        ],
        sign_offs=[SignOffs("employee-privacy-notice", 3, 38, 44)],
        on=ON,
    )
