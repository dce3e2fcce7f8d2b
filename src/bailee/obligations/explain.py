"""Why a rule applies, does not, or waits: as a colleague would say it, with the very facts and where they come from.

>>> from datetime import date
>>> from bailee.obligations.assessments import assess
>>> from bailee.obligations.facts import facts_from
>>> day = date(2026, 11, 26)
>>> told = explain("mon-us-ny-52c", assess(facts_from((), {"employees_by_state": {"US-NY": 40}, "keeps_web_logs": True}), day))
>>> told.answer
'It applies.'
>>> [(reason.text, reason.origin) for reason in told.because]
[('people work in New York', 'declared'), ('Internet use is monitored or logged', 'logs of web use are kept: declared')]
>>> explain("mon-us-ct-31-48d", assess(facts_from((), {"employees_by_state": {"US-NY": 40}}), day)).answer
'It does not apply: nobody is known to work in Connecticut.'
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bailee.obligations.assessments import Assessment, value_words
from bailee.obligations.comparisons import Comparison, comparisons
from bailee.obligations.conditions import All, AnyOf, Compare, Condition, Is, Not
from bailee.obligations.contradictions import Contradiction
from bailee.obligations.definitions import definitions
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.obligations.facts import Facts, covers
from bailee.obligations.load import Rule, place_name
from bailee.obligations.tables import rule_named
from bailee.obligations.verdicts import Question, judge, reach

READ = {
    "verified_primary": "read in the law’s own text",
    "secondary_quoting_primary": "read in a text that quotes the law word for word",
    "verified_secondary": "read in a text about the law, not in the law itself",
    "unverified": "not verified: nobody could read it",
    "good_practice": "no law: good practice",
}
STATUS = {
    "guidance_on_law_in_force": "an authority’s guidance on a law in force",
    "industry_standard": "a standard of an industry, by contract",
    "voluntary_safe_harbour": "voluntary: who keeps it has a defence",
    "in_force_via_national_law": "in force through the law of each country",
    "final_rule_status_unknown": "it is not known whether its final rule is in force",
    "future": "made, and not in force yet",
    "proposed": "proposed",
}


@dataclass(frozen=True, slots=True)
class Stated:
    """Who declared a fact, and since when it is true."""

    by: str  # a member, or the file that a description stands in
    since: date | None = None
    on: date | None = None  # when it was declared

    def __str__(self) -> str:
        """
        >>> str(Stated("Dana Reyes", date(2026, 1, 1), date(2026, 2, 3)))
        'declared by Dana Reyes on 3 Feb 2026, true since 1 Jan 2026'
        """
        said = f"declared by {self.by}" if self.by else "declared"
        if self.on:
            said += f" on {self.on:%-d %b %Y}"
        if self.since and self.since != self.on:
            said += f", true since {self.since:%-d %b %Y}"
        return said


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact that made a rule apply, and where it comes from."""

    text: str
    origin: str
    fact: str
    stores: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything that there is to say of one rule for one organisation."""

    rule: Rule
    state: str  # of ObligationState, or "does-not-apply"
    answer: str
    because: tuple[Reason, ...]
    would_not_if: str
    exempt: tuple[str, ...]  # who is outside, in the law's words
    questions: tuple[Question, ...]  # what is open
    lifts: tuple[Question, ...]  # not known; if so, it would not apply
    comparisons: tuple[Comparison, ...]
    contradictions: tuple[Contradiction, ...]
    obligation: Obligation | None

    @property
    def read(self) -> str:
        return READ[self.rule.confidence]

    @property
    def review(self) -> str:
        reviewed = self.rule.reviewed_by or (self.obligation.reviewed if self.obligation else "no")
        return "not reviewed by counsel" if reviewed in ("", "no") else f"reviewed by {reviewed}"


def explain(ident: str, assessment: Assessment, stated: Mapping[str, Stated] | None = None) -> Explanation:
    """Why a rule applies on the day of an assessment, or does not. InvalidInput where there is no such rule."""
    rule = assessment.rule(ident) or rule_named(ident, on=assessment.on)
    found, facts, known = assessment.obligation(ident), assessment.facts, stated or {}
    fired = found.fired if found else ()
    because = tuple(_reason(name, rule, facts, known) for name in dict.fromkeys(fired))
    if rule.follows and found is not None and found.why:
        because = (Reason(found.why, "", ""), *because)
    together = comparisons(assessment.obligations, assessment.rules) if found is not None and found.applies else ()
    named = {*fired, *(name for reason in because for name in (reason.fact,))}
    return Explanation(
        rule,
        found.state.value if found is not None else "does-not-apply",
        _answer(rule, found, facts),
        because,
        found.would_not_if if found is not None else "",
        rule.exempt,
        found.questions if found is not None else (),
        found.lifts if found is not None else (),
        tuple(each for each in together if any(said.ident == ident for said in each.said)),
        tuple(each for each in facts.contradictions if each.fact in named),
        found,
    )


def _answer(rule: Rule, found: Obligation | None, facts: Facts) -> str:
    if found is None:
        return f"It does not apply: {why_not(rule, facts)}."
    match found.state:
        case ObligationState.APPLIES:
            return "It applies." if found.is_law else "It is good practice here."
        case ObligationState.COMING:
            return f"It will apply from {found.in_force_from:%-d %b %Y}." if found.in_force_from else "It is proposed."
        case ObligationState.NAMED_ONLY:
            return "It may apply: nobody could verify what it says. Ask counsel."
        case _:
            return "It is not decided: an answer is missing."


def _reason(name: str, rule: Rule, facts: Facts, stated: Mapping[str, Stated]) -> Reason:
    return Reason(_sentence(name, rule, facts), _origin(name, facts, stated), name, facts.stores(name))


def _sentence(name: str, rule: Rule, facts: Facts) -> str:
    definition = definitions()[name]
    value = facts[name]
    if definition.type in ("places", "countries") and isinstance(value, tuple):
        hit = [place_name(code) for code in value if any(covers(place, code) for place in rule.places)]
        return definition.yes.format(" and ".join(hit[:3]) + (f" and {len(hit) - 3} more" if len(hit) > 3 else ""))
    if definition.type == "counts":
        return definition.yes.format(f"{facts.count(name, rule.places) or 0:,}")
    return definition.yes.format(value_words(value)) if "{}" in definition.yes else definition.yes


def _origin(name: str, facts: Facts, stated: Mapping[str, Stated]) -> str:
    """Where a fact is from: who declared it, where it was found, or what it follows from, down to that."""
    stores = facts.stores(name)
    if stores:
        shown = ", ".join(stores[:3]) + (f" and {len(stores) - 3} more" if len(stores) > 3 else "")
        return f"found in {shown}"
    origin = facts.origin(name)
    if not origin:
        follows = {"states_with_employees": "employees_by_state", "employees_by_state": "states_with_employees"}
        source = name if name in stated else follows.get(name, name)
        return str(stated[source]) if source in stated else "declared"
    narrower = next((part for part in definitions()[name].implied_by if facts[part] is True), "")
    if narrower and origin in (definitions()[narrower].yes, facts.origin(narrower)):
        return f"{definitions()[narrower].yes}: {_origin(narrower, facts, stated)}"
    return origin


# ---- why not ---------------------------------------------------------------------------------------------------------


def why_not(rule: Rule, facts: Facts) -> str:
    """Which part of a rule does not hold, as a sentence reads it."""
    if rule.follows:
        return "none of the rules that it goes with applies"
    reached = [reach(kind, facts, rule.places) for kind in rule.reach]
    if all(verdict.value is False for verdict in reached):
        where = place_name(rule.places[0]) if len(rule.places) == 1 else "any of its places"
        ways = dict.fromkeys(_NOT_REACHED[kind].format(where) for kind in rule.reach)
        return " and ".join(ways)
    for part in (rule.when, rule.about, rule.threshold):
        if judge(part, facts, rule.places).value is False:
            return _refuted(part, rule, facts)
    if rule.exempt_if is not None and judge(rule.exempt_if, facts, rule.places).value:
        return "; ".join(judge(rule.exempt_if, facts, rule.places).because) or "an exemption holds"
    return "what it asks for concerns nobody here"


_NOT_REACHED = {
    "staff": "nobody is known to work in {}",
    "residents": "nobody in the data lives in {}",
    "consumers": "no customer lives in {}",
    "anyone": "nobody in the data works, lives or buys in {}",
    "union": "the firm is not in {}, and offers nothing to people there",
    "world": "it is nowhere",
}


def _refuted(condition: Condition, rule: Rule, facts: Facts) -> str:
    match condition:
        case Is(name):
            return definitions()[name].no.replace(" was ", " is ").replace(" were ", " are ") or f"{name} is not so"
        case Compare(name, _, limit):
            found = facts.count(name, rule.places) if definitions()[name].type == "counts" else facts[name]
            said = definitions()[name].yes.format(value_words(found))
            return f"{said}; the law speaks of {limit if not isinstance(limit, int) else format(limit, ',')}"
        case Not(Is(name)):
            return definitions()[name].yes
        case All(parts):
            return next(
                (_refuted(part, rule, facts) for part in parts if judge(part, facts, rule.places).value is False), ""
            )
        case AnyOf(parts):
            said_of = dict.fromkeys(_refuted(part, rule, facts) for part in parts)
            shown = [text for text in said_of if text]
            return "; ".join(shown[:4]) + (f"; and {len(shown) - 4} more do not hold" if len(shown) > 4 else "")
        case _:
            return "its threshold is not reached"
