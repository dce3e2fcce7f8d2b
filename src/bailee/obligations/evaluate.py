"""Rules and facts become obligations: which laws apply, why, and what would change that.

>>> from datetime import date
>>> from bailee.obligations.facts import facts_from
>>> facts = facts_from((), {"employees_by_state": {"US-NY": 40}, "keeps_web_logs": True})
>>> found = {o.ident: o for o in evaluate(facts, on=date(2026, 11, 25))}
>>> found["mon-us-ny-52c"].state.value, found["mon-us-ny-52c"].short
('applies', 'NY Civ. Rights Law § 52-c')
>>> found["mon-us-ny-52c"].why
'people work in New York; Internet use is monitored or logged (logs of web use are kept)'

A rule applies where its place is reached, a fact on data or monitoring is true, a fact on people is true where it asks
for one, and its threshold holds. Each is true, false or unknown; where the answer hangs on an unknown fact, the rule is
*to decide* and carries the question. An exemption counts once it is known: until then the duty stands and says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import cache

from bailee.obligations.conditions import (
    All,
    AnyOf,
    Ask,
    Compare,
    Condition,
    Established,
    InConsumerStates,
    Is,
    LivesIn,
    Money,
    Not,
)
from bailee.obligations.facts import ALSO, Facts, covers, definitions
from bailee.obligations.load import Rule, place_name
from bailee.obligations.load import rules as all_rules
from bailee.vocabulary import DATA_CATEGORIES, STAFF, SubjectCategory


class ObligationState(StrEnum):
    APPLIES = "applies"
    TO_DECIDE = "to-decide"
    NAMED_ONLY = "named-only"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody must answer before it is known whether a rule applies."""

    text: str
    fact: str = ""  # name of the fact that answers it; empty where it takes a person's judgement


@dataclass(frozen=True, slots=True)
class Touches:
    """The cells of the matrix that an obligation speaks about. Empty categories: all of them."""

    categories: frozenset[str] = frozenset()
    subjects: frozenset[SubjectCategory] = frozenset()
    columns: tuple[str, ...] = ()

    def cell(self, category: str, subject: SubjectCategory, column: str) -> bool:
        return column in self.columns and self.row(category, subject)

    def row(self, category: str, subject: SubjectCategory) -> bool:
        return (not self.categories or category in self.categories) and (not self.subjects or subject in self.subjects)


@dataclass(frozen=True, slots=True)
class Obligation:
    """One duty of one law that applies to us, or may."""

    ident: str
    jurisdiction: str
    name: str
    citation: str
    short: str
    duties: tuple[str, ...]
    duty: str  # empty where nobody could verify the rule
    state: ObligationState
    why: str
    would_not_if: str
    source: tuple[str, ...]
    confidence: str
    status: str
    reviewed: str = "no"  # by counsel
    questions: tuple[Question, ...] = ()
    for_counsel: tuple[str, ...] = ()
    touches: Touches = field(default_factory=Touches)
    timing: str = ""
    retention: str = ""
    note: str = ""
    in_force_from: date | None = None
    separate_from: tuple[str, ...] = ()
    never_keep: tuple[str, ...] = ()
    signed: bool = False
    days_before: int = 0

    @property
    def applies(self) -> bool:
        return self.state is ObligationState.APPLIES

    @property
    def text(self) -> str:
        """The duty in one line; of a rule that nobody could verify, only that it may apply."""
        if self.confidence == "unverified":
            return f"A law may apply here: {self.name}. Not verified, ask counsel."
        return self.duty

    @property
    def is_law(self) -> bool:
        return self.status != "good_practice"


# ---- three values, with reasons ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Verdict:
    value: bool | None
    because: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()  # any of these would turn it
    asks: tuple[Question, ...] = ()
    reached: bool = True  # the place of the rule is known to be reached


_TRUE = _Verdict(True)
_FALSE = _Verdict(False)


def _all(verdicts: Iterable[_Verdict]) -> _Verdict:
    got = list(verdicts)
    if any(verdict.value is False for verdict in got):
        return _FALSE
    because = tuple(reason for verdict in got if verdict.value for reason in verdict.because)
    unless = tuple(reason for verdict in got if verdict.value for reason in verdict.unless)
    asks = tuple(question for verdict in got if verdict.value is None for question in verdict.asks)
    return _Verdict(None if any(verdict.value is None for verdict in got) else True, because, unless, asks)


def _any(verdicts: Iterable[_Verdict]) -> _Verdict:
    got = list(verdicts)
    yes = [verdict for verdict in got if verdict.value]
    if yes:
        because = tuple(reason for verdict in yes for reason in verdict.because)
        parts = [" and ".join(verdict.unless) for verdict in yes if verdict.unless]
        return _Verdict(True, because, (" and ".join(dict.fromkeys(parts)),) if parts else ())
    asks = tuple(question for verdict in got if verdict.value is None for question in verdict.asks)
    return _Verdict(None, asks=asks) if any(verdict.value is None for verdict in got) else _FALSE


def _not(verdict: _Verdict) -> _Verdict:
    if verdict.value is None:
        return verdict
    return _FALSE if verdict.value else _TRUE


def _question(name: str) -> Question:
    return Question(definitions()[name].question, name)


_WORDS = {">=": "{} or more", ">": "more than {}", "<": "fewer than {}", "<=": "{} or fewer"}
_TURNED = {">=": "fewer than {}", ">": "{} or fewer", "<": "{} or more", "<=": "more than {}"}


def _number(value: float | Money) -> str:
    return str(value) if isinstance(value, Money) else f"{value:,}"


def _compare(node: Compare, facts: Facts, places: tuple[str, ...]) -> _Verdict:
    definition = definitions()[node.fact]
    found = facts.count(node.fact, places) if definition.type == "counts" else facts[node.fact]
    limit = node.limit.amount if isinstance(node.limit, Money) else node.limit
    if isinstance(found, Money):
        if isinstance(node.limit, Money) and found.currency and found.currency != node.limit.currency:
            return _Verdict(
                None, asks=(Question(f"{definition.question} The law counts in {node.limit.currency}.", node.fact),)
            )
        value: float = found.amount
    elif isinstance(found, int | float):
        value = found
    else:
        return _Verdict(None, asks=(_question(node.fact),))
    holds = {">=": value >= limit, ">": value > limit, "<": value < limit, "<=": value <= limit}[node.sign]
    if not holds:
        return _FALSE
    shown = _number(found) if isinstance(found, Money) else _number(value)
    said = definition.yes.format(shown)
    bound = _number(node.limit)
    return _Verdict(
        True,
        (f"{said} ({_WORDS[node.sign].format(bound)})",),
        (definition.yes.format(_TURNED[node.sign].format(bound)),),
    )


def _is(name: str, facts: Facts, places: tuple[str, ...]) -> _Verdict:
    definition = definitions()[name]
    value = facts[name]
    if value is None:
        return _Verdict(None, asks=(_question(name),))
    if definition.type == "places":
        return _lives(facts, name, places)
    if not value:
        return _FALSE
    origin = facts.origin(name)
    said = f"{definition.yes} ({origin})" if origin else definition.yes
    return _Verdict(True, (said,), (definition.no,) if definition.no else ())


def judge(condition: Condition, facts: Facts, places: tuple[str, ...]) -> _Verdict:
    """A condition at a place: true, false or unknown, with its reasons and questions."""
    match condition:
        case Is(name):
            return _is(name, facts, places)
        case Compare():
            return _compare(condition, facts, places)
        case Ask(question):
            return _Verdict(None, asks=(Question(question),))
        case Not(part):
            return _turned(part, facts, places)
        case All(parts):
            return _all(judge(part, facts, places) for part in parts)
        case AnyOf(parts):
            return _any(judge(part, facts, places) for part in parts)
        case LivesIn(codes):
            return _lives(facts, "resident_states", codes, also="states_with_employees")
        case Established(place):
            return _lives(facts, "establishment_countries", (place,))
        case InConsumerStates():
            return _consumers(facts, places)


def _turned(part: Condition, facts: Facts, places: tuple[str, ...]) -> _Verdict:
    """`not`: a fact that is known to be false is a reason too."""
    verdict = _not(judge(part, facts, places))
    if verdict.value and isinstance(part, Is):
        definition = definitions()[part.fact]
        return _Verdict(True, (), (definition.yes.replace(" is ", " were ", 1),) if definition.no else ())
    return verdict


# ---- places --------------------------------------------------------------------------------------------------------


def _lives(facts: Facts, name: str, places: tuple[str, ...], also: str = "") -> _Verdict:
    """Whether a list of places has one that `places` cover; `also` may say yes, never no."""
    for listed in (name, also):
        hit = (
            [code for code in facts.places(listed) or () if any(covers(place, code) for place in places)]
            if listed
            else []
        )
        if hit:
            names = " and ".join(place_name(code) for code in hit[:3]) + (
                f" and {len(hit) - 3} more" if len(hit) > 3 else ""
            )
            definition = definitions()[listed]
            wide = place_name(places[0]) if len(places) == 1 else names.replace(" and ", " or ")
            return _Verdict(True, (definition.yes.format(names),), (definition.no.format(wide),))
    known = facts.places(name)
    if known is None or any(covers(code, place) and code != place for code in known for place in places):
        return _Verdict(None, asks=(_question(name),))  # "US" without a state leaves the state open
    return _FALSE


def _consumers(facts: Facts, places: tuple[str, ...]) -> _Verdict:
    verdict = _lives(facts, "consumer_states", places)
    if verdict.value is None and facts.places("consumer_states") is None:
        residents = _lives(facts, "resident_states", places)
        if residents.value is False:  # consumers are among the people in the data
            return _FALSE
    return verdict


def _reach(kind: str, facts: Facts, places: tuple[str, ...]) -> _Verdict:
    staff = _lives(facts, "states_with_employees", places)
    country = all("-" not in place for place in places)
    if country and staff.value is not True:
        established = _lives(facts, "establishment_countries", places)
        if established.value is True or (established.value is None and staff.value is False):
            staff = established
    match kind:
        case "staff":
            return staff
        case "residents":
            return _lives(facts, "resident_states", places, also="states_with_employees")
        case "consumers":
            return _consumers(facts, places)
        case "union":  # GDPR Art. 3: an establishment, or people there who are targeted or monitored
            return _any((staff, _is("targets_eu_or_uk_people", facts, places)))
        case "world":
            return _TRUE
        case "anyone":
            wider = (_lives(facts, "resident_states", places), _consumers(facts, places))
            if country:  # a country's own law looks at who is there; where customers live may only add
                return staff if staff.value else next((v for v in wider if v.value), staff)
            if staff.value:
                return staff
            return _any((staff, *wider))
        case _:
            raise ValueError(kind)


# ---- touches -------------------------------------------------------------------------------------------------------

_ON_COMPUTER = frozenset(
    {
        "web-history",
        "keystroke-logs",
        "screen-captures",
        "archived-mail",
        "chat-exports",
        "remote-session-recordings",
        "computer-activity",
        "scan-records",
    }
)
_MONITORING = _ON_COMPUTER | {"camera-footage", "call-recordings", "location-tracks", "badge-logs"}
_HEALTH = frozenset({"medical-records", "health-identifier", "health-insurance", "health-insurance-identifier"})
_CONSUMERS = frozenset(
    {SubjectCategory.CUSTOMER, SubjectCategory.SOLE_PROPRIETOR, SubjectCategory.PATIENT, SubjectCategory.PERSON}
)
_WIDE: Mapping[str, frozenset[str]] = {
    "holds_medical": frozenset({"medical-records", "health-identifier"}),
    "holds_disability_records": frozenset({"personality-evaluations", "medical-records"}),
    "holds_phi": _HEALTH,
    "holds_ephi": _HEALTH,
    "sponsors_health_plan": _HEALTH,
    "monitors_web_use": frozenset({"web-history"}),
    "monitors_computer_use": _ON_COMPUTER,
    "monitors_phone_use": frozenset({"call-recordings"}),
    "records_audio": frozenset({"call-recordings"}),
    "records_meetings": frozenset({"call-recordings"}),
    "monitors_workers": _MONITORING,
    "holds_surveillance_records": _MONITORING,
    "holds_leave_records": frozenset({"medical-records"}),
    "holds_tax_file_number": frozenset({"tax-identifier"}),
    "monitors_productivity": frozenset({"keystroke-logs", "screen-captures", "computer-activity"}),
}
_EVERYTHING = frozenset(
    {
        "holds_personal_data",
        "holds_consumer_data",
        "holds_employee_records",
        "holds_applicant_records",
        "disposes_personal_data",
    }
)
_PATIENTS = frozenset({"holds_phi", "holds_ephi", "holds_sud_treatment"})
_NONE = frozenset({"no category of the matrix"})


@cache
def _categories_of(fact: str) -> frozenset[str]:
    named = {category.ident for category in DATA_CATEGORIES.values() if category.fact == fact}
    named |= {category for category, facts in ALSO.items() if fact in facts}
    return frozenset(named) | _WIDE.get(fact, frozenset())


def touches(rule: Rule) -> Touches:
    """Which cells a rule speaks about, from the facts it asks for and how its place is reached."""
    if any(fact in _EVERYTHING for fact in rule.facts):
        categories: frozenset[str] = frozenset()
    else:
        categories = frozenset().union(*(_categories_of(fact) for fact in rule.facts)) | frozenset(rule.never_keep)
        categories = categories or _NONE
    reach = set(rule.reach)
    if rule.facts and all(fact in _PATIENTS for fact in rule.facts):
        subjects = frozenset({SubjectCategory.PATIENT})
    elif reach == {"staff"} or rule.facts == ("sponsors_health_plan",) or "holds_employee_records" in rule.facts:
        subjects = STAFF | {SubjectCategory.FAMILY_MEMBER}
    elif rule.facts == ("holds_applicant_records",):
        subjects = frozenset({SubjectCategory.APPLICANT})
    elif (
        reach == {"consumers"}
        or "holds_consumer_data" in rule.facts
        or (rule.area == "monitoring" and not reach - {"consumers"})
    ):
        subjects = _CONSUMERS
    else:
        subjects = frozenset()
    return Touches(categories, subjects, rule.columns)


# ---- rules to obligations --------------------------------------------------------------------------------------------


def _cut(reasons: Iterable[str], separator: str) -> str:
    return separator.join(dict.fromkeys(reason for reason in reasons if reason))


def _made(rule: Rule, verdict: _Verdict, on: date, touched: Touches) -> Obligation:
    value = verdict.value
    coming = (rule.in_force_from is not None and rule.in_force_from > on) or rule.status in ("future", "proposed")
    if not rule.is_verified and verdict.reached:
        state = ObligationState.NAMED_ONLY
    elif not value:
        state = ObligationState.TO_DECIDE
    else:
        state = ObligationState.COMING if coming else ObligationState.APPLIES
    return Obligation(
        ident=rule.ident,
        jurisdiction=rule.jurisdiction,
        name=rule.name,
        citation=rule.citation,
        short=rule.short,
        duties=rule.duties,
        duty=rule.duty,
        state=state,
        why=_cut(verdict.because, "; "),
        would_not_if=_cut(verdict.unless, ", or "),
        source=rule.source,
        confidence=rule.confidence,
        status=rule.status,
        questions=tuple(dict.fromkeys(verdict.asks)),
        for_counsel=rule.questions,
        touches=touched,
        timing=rule.timing,
        retention=rule.retention,
        note=rule.note,
        in_force_from=rule.in_force_from,
        separate_from=rule.separate_from,
        never_keep=rule.never_keep,
        signed=rule.signed,
        days_before=rule.days_before,
    )


_AT_WORK = STAFF | {SubjectCategory.FAMILY_MEMBER}


def _touched(rule: Rule, facts: Facts) -> Touches | None:
    """What a rule touches of this organisation; None where it touches nobody.

    A union's law reached only by targeting people there (GDPR Art. 3(2)) is about those people, and not about staff
    elsewhere.
    """
    touched = touches(rule) if rule.is_verified else Touches(columns=())
    if "union" not in rule.reach or _reach("staff", facts, rule.places).value is not False:
        return touched
    subjects = (touched.subjects or frozenset(SubjectCategory)) - _AT_WORK
    return replace(touched, subjects=subjects) if subjects else None


def _judged(rule: Rule, facts: Facts) -> _Verdict:
    verdict = _all((judge(rule.when, facts, rule.places), judge(rule.about, facts, rule.places)))
    if verdict.value is False:
        return _FALSE
    reached = _any(_reach(kind, facts, rule.places) for kind in rule.reach)
    if reached.value is False:
        return _FALSE
    verdict = _all((reached, verdict, judge(rule.threshold, facts, rule.places)))
    if reached.value is None:  # nothing else is worth asking before
        verdict = replace(verdict, asks=reached.asks, reached=False)
    if verdict.value is False or rule.exempt_if is None:
        return verdict
    exempt = judge(rule.exempt_if, facts, rule.places)
    if exempt.value:
        return _FALSE
    if exempt.value is None:
        lifted = tuple(definitions()[question.fact].yes for question in exempt.asks if question.fact)
        return replace(verdict, unless=(*verdict.unless, *lifted))
    return verdict


_MAIN = {"inform": 0, "secure": 1, "hold": 2, "respond": 3}


def evaluate(facts: Facts, rules: Iterable[Rule] | None = None, *, on: date) -> tuple[Obligation, ...]:
    """Obligations of rules that apply on a day, may apply, or will; rules known not to apply are left out."""
    table = tuple(all_rules() if rules is None else rules)
    made: list[Obligation] = []
    verdicts: dict[str, bool | None] = {}
    for rule in table:
        if rule.follows:
            continue
        verdict = _judged(rule, facts)
        verdicts[rule.ident] = verdict.value
        touched = _touched(rule, facts)
        if verdict.value is not False and touched is not None:
            made.append(_made(rule, verdict, on, touched))
    in_force = {obligation.ident: obligation for obligation in made if obligation.state is not ObligationState.COMING}
    for rule in table:
        if rule.follows:
            leaders = [o for ident, o in in_force.items() if ident.startswith(rule.follows)]
            sure = [o for o in leaders if o.applies]
            if sure:
                names = ", ".join(o.short for o in sure)
                made.append(
                    _made(
                        rule, _Verdict(True, (f"it goes with {names}",), ("none of them applied",)), on, touches(rule)
                    )
                )
            elif leaders:
                asks = tuple(question for o in leaders for question in o.questions)
                made.append(_made(rule, _Verdict(None, asks=asks, reached=False), on, touches(rule)))
    return tuple(sorted(made, key=_order))


def _order(obligation: Obligation) -> tuple[int, int, int, int, str]:
    states = list(ObligationState)
    return (
        states.index(obligation.state),
        _MAIN[obligation.duties[0]],
        0 if obligation.is_law else 1,
        98 if obligation.touches.categories == _NONE else len(obligation.touches.categories) or 99,
        obligation.ident,
    )


def open_questions(obligations: Iterable[Obligation]) -> tuple[tuple[Question, int], ...]:
    """Questions that rules wait for, with how many wait for each: the one that settles most first."""
    waiting: dict[Question, int] = {}
    for obligation in obligations:
        if obligation.state is ObligationState.TO_DECIDE:
            for question in obligation.questions:
                waiting[question] = waiting.get(question, 0) + 1
    return tuple(sorted(waiting.items(), key=lambda pair: (-pair[1], pair[0].text)))
