"""Where several rules speak of the same thing: which is stricter, which governs, and where they cannot both be kept.

>>> from datetime import date
>>> from bailee.obligations.evaluate import evaluate
>>> from bailee.obligations.facts import facts_from
>>> given = {"employees_by_state": {"US-NY": 40}, "holds_payroll": True, "holds_ssn": True, "resident_states": ["US-NY", "US-CT"]}
>>> facts = facts_from((), given)
>>> for each in comparisons(evaluate(facts, on=date(2026, 11, 26))):
...     print(each.topic, "|", each.strictest)
telling people of a breach | breach-us-ny
keeping payroll records | ret-us-ny-payroll
keeping personnel records and records of applicants | ret-us-adea

Lengths are read from what the tables say; where a table names several, the first is compared and the whole text shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bailee.inventory.retention import Length, length_of
from bailee.obligations.evaluate import Obligation
from bailee.obligations.load import Rule, place_name, rules

TELL, KEEP, CONSENT, NOTICE = "tell", "keep", "consent", "notice"
_RECORDS: Mapping[str, str] = {
    "holds_payroll": "payroll records",
    "holds_employee_records": "personnel records",
    "holds_applicant_records": "records of applicants",
    "has_cctv": "camera footage",
    "holds_biometric": "biometric data",
    "keeps_breach_register": "the register of breaches",
    "holds_drug_alcohol_tests": "drug and alcohol tests",
    "holds_i9": "Forms I-9",
    "holds_customer_financial": "customers' financial data",
    "holds_cardholder_data": "card data",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one rule says of the thing."""

    ident: str
    citation: str
    place: str
    text: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Several rules on one thing."""

    kind: str
    topic: str
    said: tuple[Said, ...]  # the strictest first
    verdict: str  # which governs, and why
    is_conflict: bool = False  # they cannot both be kept: a question for counsel

    @property
    def strictest(self) -> str:
        return self.said[0].ident


def comparisons(obligations: Iterable[Obligation], table: Iterable[Rule] | None = None) -> tuple[Comparison, ...]:
    """Things that two or more obligations which apply speak about."""
    by_ident = {rule.ident: rule for rule in (rules() if table is None else table)}
    pairs = [(each, by_ident[each.ident]) for each in obligations if each.applies and each.ident in by_ident]
    found = [*_breaches(pairs), *_retention(pairs), *_consent(pairs), *_notice(pairs)]
    return tuple(found)


_Pairs = list[tuple[Obligation, Rule]]


def _said(rule: Rule, text: str) -> Said:
    return Said(rule.ident, rule.short, place_name(rule.jurisdiction), text)


def _breaches(pairs: _Pairs) -> Iterable[Comparison]:
    timed = sorted(
        ((rule.breach["individual_deadline_days"], rule) for _, rule in pairs if rule.breach.get("individual_deadline_days")),
        key=lambda pair: (pair[0], pair[1].ident),
    )  # fmt: skip
    open_ = [
        rule
        for _, rule in pairs
        if rule.area == "breach" and not rule.breach.get("individual_deadline_days") and rule.timing
    ]
    if len(timed) + len(open_) < 2 or not timed:
        return
    shortest, days = timed[0][1], timed[0][0]
    said = [_said(rule, f"{number} days: {rule.timing}" if rule.timing else f"{number} days") for number, rule in timed]
    said += [_said(rule, rule.timing) for rule in open_]
    yield Comparison(
        TELL,
        "telling people of a breach",
        tuple(said),
        f"Each governs for the people of its place. Who tells everybody at once keeps the shortest: {days} days, {shortest.short}.",
    )  # fmt: skip


def _bound(rule: Rule) -> tuple[str, Length | None]:
    """`minimum` or `maximum`, and the length, as a table on retention says it."""
    sort, separator, text = rule.retention.partition(":")
    word = sort.split(",")[0].strip()
    return (
        (word, length_of(text.replace(" y ", " years ")))
        if separator and word in ("minimum", "maximum")
        else ("", None)
    )


def _retention(pairs: _Pairs) -> Iterable[Comparison]:
    by_record: dict[str, dict[str, Rule]] = {}
    for _, rule in pairs:
        if rule.area == "retention" and _bound(rule)[0]:
            for fact in rule.facts:
                if fact in _RECORDS:
                    by_record.setdefault(fact, {})[rule.ident] = rule
    by_rules: dict[tuple[str, ...], list[str]] = {}  # what the very same rules speak about is one thing
    for fact, found in by_record.items():
        by_rules.setdefault(tuple(found), []).append(fact)
    for idents, facts in by_rules.items():
        several = [by_record[facts[0]][ident] for ident in idents]
        least = _sorted(several, "minimum", longest=True)
        most = _sorted(several, "maximum", longest=False)
        if len(several) < 2:
            continue
        topic = "keeping " + " and ".join(_RECORDS[fact] for fact in facts)
        said = tuple(_said(rule, rule.retention) for rule in (*least, *most))
        low, high = (_bound(least[0])[1] if least else None), (_bound(most[0])[1] if most else None)
        if low and high and low.days > high.days:
            yield Comparison(
                KEEP,
                topic,
                said,
                f"They cannot both be kept: {least[0].short} asks for at least {low}, {most[0].short} allows at most {high}. "
                "A question for counsel; keep it sealed until it is answered.",
                is_conflict=True,
            )
        elif least and low:
            end = f" At most {high}, {most[0].short}." if high else ""
            yield Comparison(KEEP, topic, said, f"The longest governs: at least {low}, {least[0].short}.{end}")
        elif most and high:
            yield Comparison(
                KEEP,
                topic,
                said,
                f"Each governs in its place; the shortest keeps all of them: {high}, {most[0].short}.",
            )


def _sorted(several: Iterable[Rule], sort: str, *, longest: bool) -> list[Rule]:
    sign = -1 if longest else 1

    def place(rule: Rule) -> tuple[float, str]:
        length = _bound(rule)[1]
        return (sign * length.days if length else float("inf"), rule.ident)

    return sorted((rule for rule in several if _bound(rule)[0] == sort), key=place)


_PARTIES: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("all", lambda text: text.startswith("all part")),
    ("mixed", lambda text: text.startswith("mixed")),
    ("one", lambda text: text.startswith("one party")),
)


def _consent(pairs: _Pairs) -> Iterable[Comparison]:
    ranked: list[tuple[int, Rule]] = []
    for _, rule in pairs:
        for rank, (_, fits) in enumerate(_PARTIES):
            if fits(rule.consent):
                ranked.append((rank, rule))
    if len(ranked) < 2:
        return
    ranked.sort(key=lambda pair: (pair[0], pair[1].ident))
    first = ranked[0][1]
    if ranked[0][0] == 2:
        verdict = "All of them ask for one party. Telling callers all the same keeps every other state's law too."
    else:
        verdict = (
            f"The strictest governs wherever one who takes part is in its place: {first.short} asks for {first.consent}. "
            "As nobody knows where a caller is, ask everybody."
        )
    yield Comparison(
        CONSENT, "consent to recording calls", tuple(_said(rule, rule.consent) for _, rule in ranked), verdict
    )


def _notice(pairs: _Pairs) -> Iterable[Comparison]:
    ahead = sorted(
        ((-rule.days_before, rule) for _, rule in pairs if rule.days_before), key=lambda pair: (pair[0], pair[1].ident)
    )
    if len(ahead) < 2:
        return
    days, first = -ahead[0][0], ahead[0][1]
    yield Comparison(
        NOTICE,
        "days between notice and surveillance",
        tuple(_said(rule, f"{-number} days before") for number, rule in ahead),
        f"Each governs for the workers of its place; {days} days, {first.short}, keep all of them.",
    )  # fmt: skip
