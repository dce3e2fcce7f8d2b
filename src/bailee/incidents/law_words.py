"""What a law says of a duty, in few words: where it stands, and when it names no day."""

from __future__ import annotations

from bailee.incidents.duties import Duty
from bailee.obligations.load import Rule

_WORDS = {"people": "individual_deadline_text", "regulator": "regulator_deadline", "owner": "vendor_to_owner"}


def own_words(rule: Rule, duty: Duty) -> str:
    """What the law says where it names no day."""
    said = str(rule.breach.get(_WORDS.get(duty.to, ""), "") or (rule.timing if duty.to == "people" else ""))
    return (said if said != "n/a" else "").partition(";")[0].removesuffix(
        ", no fixed number of days"
    ) or "without undue delay"


def shortened(rule: Rule) -> str:
    """The section alone: "N.Y. Gen. Bus. Law § 899-aa".

    >>> from bailee.obligations.load import rules_by_ident
    >>> shortened(rules_by_ident()["breach-us-ny"])
    'N.Y. Gen. Bus. Law § 899-aa'
    """
    short = rule.short if rule.short != rule.citation else rule.citation.removeprefix(rule.name).lstrip(", ")
    return (short or rule.citation).partition(" (")[0]
