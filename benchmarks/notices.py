"""What a notice costs: drafting one of four pages from facts, and each form of it. CPU milliseconds, the median of 40.

    python benchmarks/notices.py

The company is invented: an office of 44 in New York and California, with customers in Germany.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial

import pypdfium2

from bailee import notices
from bailee.inventory import Holding, PeopleRange, ProcessingActivity
from bailee.obligations.evaluate import evaluate
from bailee.obligations.facts import facts_from
from bailee.vocabulary import LawfulBasis, SubjectCategory

ON = date(2026, 11, 26)
KIND = "employee-privacy-notice"
TIMES = 40
_HELD = (
    "social-security-number", "bank-account", "postal-address", "phone-number", "email-address", "date-of-birth", "payroll",
    "personnel-files", "medical-records", "drug-and-alcohol-tests", "health-insurance", "camera-footage", "web-history", "archived-mail",
)  # fmt: skip
_FACTS: dict[str, object] = {
    "employees_by_state": {"US-NY": 40, "US-CA": 4}, "establishment_countries": ["DE"], "consumer_states": ["DE", "US-CA"],
    "annual_revenue": "USD 40000000", "monitors_email": True, "has_cctv": True, "makes_automated_decisions": False,
    "transfers_outside_eea": False, "sells_personal_data": False, "privacy_policy_address": "https://harbour.example/privacy",
}  # fmt: skip


def measured(work: Callable[[], object]) -> float:
    """CPU milliseconds, the median."""
    taken = []
    for _ in range(TIMES):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1_000)
    return statistics.median(taken)


def main() -> None:
    held = tuple(Holding(each, SubjectCategory.EMPLOYEE, ("share",), PeopleRange(41, 44), 3) for each in _HELD)
    activities = tuple(
        ProcessingActivity(
            each, (("employment", LawfulBasis.CONTRACT),), (each,), (SubjectCategory.EMPLOYEE,), recipients=("payroll bureau",),
            retention="4 years after the tax is due or paid",
        )
        for each in _HELD
    )  # fmt: skip
    obligations = tuple(evaluate(facts_from(held, _FACTS), on=ON))

    def draft() -> notices.Notice:
        return notices.draft(
            KIND, organisation="Harbour Dental", contact="P. Lind", holdings=held, activities=activities, obligations=obligations,
            on=ON, facts=_FACTS,
        )  # fmt: skip

    notice = draft()
    made = notices.render(notice, ".pdf")
    print(
        f"{KIND}: {len(pypdfium2.PdfDocument(made))} pages, {len(made) / 1_000:.0f} kB, {len(notice.items)} lines of laws"
    )
    print(f"{'draft':8} {measured(draft):6.1f} ms")
    for form in notices.rendered_forms():
        render = partial(notices.render, notice, form)
        same = render() == notices.render(draft(), form)
        print(f"{form:8} {measured(render):6.1f} ms  {'the same bytes' if same else 'OTHER BYTES'}")


if __name__ == "__main__":
    main()
