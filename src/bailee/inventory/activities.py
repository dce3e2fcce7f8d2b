"""What people declared: the entries of the record of processing (Art. 30).

>>> payroll = ProcessingActivity("Payroll", (("paying wages", LawfulBasis.CONTRACT),), ("payroll",), (SubjectCategory.EMPLOYEE,))
>>> activity_of(as_dict(payroll)) == payroll
True
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from bailee.inventory.retention import NOT_SAID, Length, Period, period_of
from bailee.vocabulary import LawfulBasis, Role, SubjectCategory

NOBODY = "nobody else"  # as a recipient: said, in contrast to not said yet
SAFEGUARDS = {  # Chapter V: what a transfer to a third country stands on
    "adequacy": "adequacy decision (Art. 45)",
    "standard-clauses": "standard contractual clauses (Art. 46(2)(c))",
    "binding-rules": "binding corporate rules (Art. 47)",
    "derogation": "derogation for a specific situation (Art. 49)",
    "other": "another safeguard of Art. 46",
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """To a third country (Art. 30(1)(e)): where to, to whom, and what it stands on."""

    country: str  # ISO 3166 code
    recipient: str = ""
    safeguard: str = ""  # of SAFEGUARDS; empty: nobody said


@dataclass(frozen=True, slots=True)
class ProcessingActivity:
    """One entry in the record of processing (Art. 30(1), or 30(2) where the role is a processor's), as a person declared it."""

    name: str
    purposes: tuple[tuple[str, LawfulBasis | None], ...]  # each purpose with its own basis
    categories: tuple[str, ...]
    subjects: tuple[SubjectCategory, ...]
    stores: tuple[str, ...] = ()  # empty: wherever found
    recipients: tuple[str, ...] = ()  # empty: nobody said; (NOBODY,): there is none
    retention: str = ""  # in words
    role: Role = Role.CONTROLLER
    period: Period = NOT_SAID  # the same as bounds that a date can be held against
    transfers: tuple[Transfer, ...] = ()
    measures: tuple[str, ...] = ()  # beside what was read from the system: idents of vocabularies.MEASURES, or words
    on_behalf_of: tuple[str, ...] = ()  # controllers, where the role is a processor's (Art. 30(2)(a))
    joint_with: tuple[str, ...] = ()  # the other controllers, where the role is a joint one's

    @property
    def limits(self) -> Period:
        """As declared in bounds, or as the words say it plainly."""
        return self.period if self.period.is_said else period_of(self.retention)

    @property
    def kept(self) -> str:
        """How long, in words; empty where nobody said."""
        return self.retention or str(self.period)


def covers(activity: ProcessingActivity, category: str, subject: SubjectCategory) -> bool:
    """Whether an activity was declared for this category of data about these people; without subjects, for everybody."""
    return category in activity.categories and (not activity.subjects or subject in activity.subjects)


class Covering:
    """Activities by what they cover: of a hundred thousand, the few that a holding asks for.

    >>> billing = ProcessingActivity("Billing", (), ("payment-card",), (SubjectCategory.CUSTOMER,))
    >>> covering = Covering((billing,))
    >>> covering.of("payment-card", SubjectCategory.CUSTOMER) == (billing,), covering.of("payroll", SubjectCategory.CUSTOMER)
    (True, ())
    """

    def __init__(self, activities: Iterable[ProcessingActivity]) -> None:
        self._by_category: dict[str, list[ProcessingActivity]] = {}
        for activity in activities:
            for category in dict.fromkeys(activity.categories):
                self._by_category.setdefault(category, []).append(activity)

    def of(self, category: str, subject: SubjectCategory) -> tuple[ProcessingActivity, ...]:
        there = self._by_category.get(category, ())
        return tuple(each for each in there if not each.subjects or subject in each.subjects)


def as_dict(activity: ProcessingActivity) -> dict[str, Any]:
    """What JSON can hold, with the same names. Bounds of the period that nobody said are left out."""
    period = activity.period
    bounds = {"at_most": period.at_most, "at_least": period.at_least}
    return {
        "name": activity.name,
        "purposes": [[purpose, basis.value if basis else None] for purpose, basis in activity.purposes],
        "categories": list(activity.categories),
        "subjects": [subject.value for subject in activity.subjects],
        "stores": list(activity.stores),
        "recipients": list(activity.recipients),
        "retention": activity.retention,
        "role": activity.role.value,
        "period": {name: asdict(length) for name, length in bounds.items() if length}
        | ({"event": period.event} if period.event else {}),
        "transfers": [asdict(each) for each in activity.transfers],
        "measures": list(activity.measures),
        "on_behalf_of": list(activity.on_behalf_of),
        "joint_with": list(activity.joint_with),
    }


def activity_of(told: Mapping[str, Any]) -> ProcessingActivity:
    """The activity that `as_dict` made it from; what a row of an earlier version did not know yet is as if nobody said it."""
    period = told.get("period", {})
    return ProcessingActivity(
        name=told["name"],
        purposes=tuple((purpose, LawfulBasis(basis) if basis else None) for purpose, basis in told["purposes"]),
        categories=tuple(told["categories"]),
        subjects=tuple(map(SubjectCategory, told["subjects"])),
        stores=tuple(told.get("stores", ())),
        recipients=tuple(told.get("recipients", ())),
        retention=told.get("retention", ""),
        role=Role(told.get("role", Role.CONTROLLER)),
        period=Period(
            Length(**period["at_most"]) if period.get("at_most") else None,
            Length(**period["at_least"]) if period.get("at_least") else None,
            period.get("event", ""),
        ),
        transfers=tuple(Transfer(**each) for each in told.get("transfers", ())),
        measures=tuple(told.get("measures", ())),
        on_behalf_of=tuple(told.get("on_behalf_of", ())),
        joint_with=tuple(told.get("joint_with", ())),
    )
