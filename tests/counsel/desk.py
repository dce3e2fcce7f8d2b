"""A report to ask counsel about, made of facts alone: no store, no disk."""

from __future__ import annotations

from datetime import date

from bailee.counsel import packet
from bailee.counsel.packet import Asked, Packet
from bailee.counsel.reviews import Decision, Reviews, Verdict
from bailee.counsel.texts import Text, TextKind, rule_text
from bailee.inventory import Coverage, Holding
from bailee.obligations.load import rules_by_ident
from bailee.people import PeopleRange
from bailee.reports.report import Looked, Report, report
from bailee.vocabulary import SubjectCategory

DAY = date(2026, 11, 25)
FACTS = {
    "employees_by_state": {"US-NY": 40, "US-CT": 4},
    "states_with_employees": ["US-CT", "US-NY"],
    "keeps_web_logs": True,
    "monitors_email": True,
    "targets_eu_or_uk_people": True,
    "employees_total": 44,
}
HOLDINGS = (
    Holding(
        "social-security-number", SubjectCategory.EMPLOYEE, ("share/HR",), PeopleRange(41, 44), 12, date(2019, 3, 1)
    ),
    Holding("web-history", SubjectCategory.EMPLOYEE, ("share/IT",), PeopleRange(30, 40), 3),
)
NOTICE = Text("notice-staff", TextKind.NOTICE, "What we hold", ("## Who", "Acme holds it.", "- your number"), "bailee")
RULE = rule_text(rules_by_ident()["mon-us-ny-52c"])


def the_report(reviews: Reviews | None = None) -> Report:
    looked = Looked(("share",), None, None, Coverage(15, 0, 1, 9_000, (("encrypted", 1, 400),)), {})
    return report(
        "Acme Inc", looked, holdings=HOLDINGS, files={}, modified={}, exposures={}, declared=FACTS, on=DAY,
        review=(reviews or Reviews(on=DAY)).mark,
    )  # fmt: skip


def the_packet(decisions: tuple[Decision, ...] = (), texts: tuple[Text, ...] = (NOTICE,), **asked: object) -> Packet:
    reviews = Reviews(decisions, places=("US-CT", "US-NY"), on=DAY)
    return packet.make(the_report(reviews), texts, reviews, Asked(**asked))  # type: ignore[arg-type]


def decided(text: Text, verdict: Verdict = Verdict.ACCEPT, **more: object) -> Decision:
    fields = {"reviewer": "A. Adair", "firm": "Adair LLP", "decided_on": date(2026, 3, 3), "before": text.lines, **more}
    return Decision("d1", text.ident, text.kind, text.sha256, verdict, **fields)  # type: ignore[arg-type]
