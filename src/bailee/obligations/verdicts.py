"""Whether a condition holds of the facts: true, false or unknown, with its reasons, what would turn it, and what to ask.

>>> from bailee.obligations.conditions import parse
>>> from bailee.obligations.facts import facts_from
>>> facts = facts_from((), {"employees_by_state": {"US-OH": 15}})
>>> verdict = judge(parse("employees_in_20_weeks >= 15 and holds_medical"), facts, ("US",))
>>> verdict.value, [question.fact for question in verdict.asks]
(None, ['holds_medical'])
>>> judge(parse("employees_in_20_weeks >= 15"), facts, ("US",)).because
('15 employees in 20 or more weeks (15 or more)',)
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

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
    Unless,
)
from bailee.obligations.facts import Facts, covers, definitions
from bailee.obligations.load import place_name


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody must answer before it is known whether a rule applies."""

    text: str
    fact: str = ""  # name of the fact that answers it; empty where it takes a person's judgement


@dataclass(frozen=True, slots=True)
class Verdict:
    value: bool | None
    because: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()  # any of these would turn it
    asks: tuple[Question, ...] = ()
    reached: bool = True  # the place of the rule is known to be reached
    fired: tuple[str, ...] = ()  # facts that made it true
    lifts: tuple[Question, ...] = ()  # not known, and would lift it


TRUE = Verdict(True)
FALSE = Verdict(False)


def every(verdicts: Iterable[Verdict]) -> Verdict:
    """`and`."""
    got = list(verdicts)
    if any(verdict.value is False for verdict in got):
        return FALSE
    true = [verdict for verdict in got if verdict.value]
    return Verdict(
        True if len(true) == len(got) else None,
        tuple(reason for verdict in true for reason in verdict.because),
        tuple(reason for verdict in true for reason in verdict.unless),
        tuple(question for verdict in got if verdict.value is None for question in verdict.asks),
        fired=tuple(name for verdict in true for name in verdict.fired),
        lifts=tuple(question for verdict in true for question in verdict.lifts),
    )


def some(verdicts: Iterable[Verdict]) -> Verdict:
    """`or`."""
    got = list(verdicts)
    if len(got) == 1:
        return got[0]
    yes = [verdict for verdict in got if verdict.value]
    if yes:
        parts = [" and ".join(verdict.unless) for verdict in yes if verdict.unless]
        return Verdict(
            True,
            tuple(reason for verdict in yes for reason in verdict.because),
            (" and ".join(dict.fromkeys(parts)),) if parts else (),
            fired=tuple(name for verdict in yes for name in verdict.fired),
            lifts=yes[0].lifts if len(yes) == 1 else (),
        )
    asks = tuple(question for verdict in got if verdict.value is None for question in verdict.asks)
    return Verdict(None, asks=asks) if any(verdict.value is None for verdict in got) else FALSE


def _not(verdict: Verdict) -> Verdict:
    if verdict.value is None:
        return verdict
    return FALSE if verdict.value else TRUE


def question(name: str) -> Question:
    return Question(definitions()[name].question, name)


_WORDS = {">=": "{} or more", ">": "more than {}", "<": "fewer than {}", "<=": "{} or fewer"}
_TURNED = {">=": "fewer than {}", ">": "{} or fewer", "<": "{} or more", "<=": "more than {}"}


def _number(value: float | Money) -> str:
    return str(value) if isinstance(value, Money) else f"{value:,}"


def _compare(node: Compare, facts: Facts, places: tuple[str, ...]) -> Verdict:
    definition = definitions()[node.fact]
    found = facts.count(node.fact, places) if definition.type == "counts" else facts[node.fact]
    limit = node.limit.amount if isinstance(node.limit, Money) else node.limit
    if isinstance(found, Money):
        if isinstance(node.limit, Money) and found.currency and found.currency != node.limit.currency:
            return Verdict(
                None, asks=(Question(f"{definition.question} The law counts in {node.limit.currency}.", node.fact),)
            )
        value: float = found.amount
    elif isinstance(found, int | float):
        value = found
    else:
        return Verdict(None, asks=(question(node.fact),))
    holds = {">=": value >= limit, ">": value > limit, "<": value < limit, "<=": value <= limit}[node.sign]
    if not holds:
        return FALSE
    shown = _number(found) if isinstance(found, Money) else _number(value)
    said = definition.yes.format(shown)
    bound = _number(node.limit)
    return Verdict(
        True,
        (f"{said} ({_WORDS[node.sign].format(bound)})",),
        (definition.yes.format(_TURNED[node.sign].format(bound)),),
        fired=(node.fact,),
    )


def is_so(name: str, facts: Facts, places: tuple[str, ...]) -> Verdict:
    """Whether one fact is true."""
    definition = definitions()[name]
    value = facts[name]
    if value is None:
        return Verdict(None, asks=(question(name),))
    if definition.type == "places":
        return lives(facts, name, places)
    if not value:
        return FALSE
    origin = facts.origin(name)
    said = f"{definition.yes} ({origin})" if origin else definition.yes
    return Verdict(True, (said,), (definition.no,) if definition.no else (), fired=(name,))


def judge(condition: Condition, facts: Facts, places: tuple[str, ...]) -> Verdict:
    """A condition at a place: true, false or unknown, with its reasons and questions."""
    match condition:
        case Is(name):
            return is_so(name, facts, places)
        case Compare():
            return _compare(condition, facts, places)
        case Ask(text):
            return Verdict(None, asks=(Question(text),))
        case Not(part):
            return _turned(part, facts, places)
        case Unless(part):
            return _unless(part, facts, places)
        case All(parts):
            return every(judge(part, facts, places) for part in parts)
        case AnyOf(parts):
            return some(judge(part, facts, places) for part in parts)
        case LivesIn(codes):
            return lives(facts, "resident_states", codes, also=RESIDENT_TOO)
        case Established(place):
            return lives(facts, "establishment_countries", (place,))
        case InConsumerStates():
            return _consumers(facts, places)


def _turned(part: Condition, facts: Facts, places: tuple[str, ...]) -> Verdict:
    """`not`: a fact that is known to be false is a reason too."""
    verdict = _not(judge(part, facts, places))
    if verdict.value and isinstance(part, Is):
        definition = definitions()[part.fact]
        return Verdict(True, (), (definition.yes.replace(" is ", " were ", 1),) if definition.no else ())
    return verdict


def _unless(part: Condition, facts: Facts, places: tuple[str, ...]) -> Verdict:
    """`unless`: an exemption counts once it is known; until then it is said, and does not hold the rule up."""
    verdict = judge(part, facts, places)
    if verdict.value:
        return FALSE
    if verdict.value is False:
        return TRUE
    return Verdict(True, (), would_hold(part, verdict.asks), lifts=tuple(each for each in verdict.asks if each.fact))


def would_hold(condition: Condition, asks: tuple[Question, ...]) -> tuple[str, ...]:
    """How the open parts of a condition read if they held: "the organisation is a nonprofit"."""
    match condition:
        case Is(name):
            return (definitions()[name].yes,) if any(each.fact == name for each in asks) else ()
        case Compare(name, sign, limit):
            if not any(each.fact == name for each in asks):
                return ()
            return (definitions()[name].yes.format(_WORDS[sign].format(_number(limit))),)
        case Not(Is(name)):
            return (definitions()[name].no,) if any(each.fact == name for each in asks) else ()
        case All(parts) | AnyOf(parts):
            return tuple(text for part in parts for text in would_hold(part, asks))
        case _:
            return ()


# ---- places --------------------------------------------------------------------------------------------------------

# people in the data are also those who work somewhere, buy somewhere, or are counted somewhere
RESIDENT_TOO = ("states_with_employees", "consumer_states", "personal_records_by_state")


def _listed(facts: Facts, name: str) -> tuple[str, ...]:
    if name == "personal_records_by_state":
        return facts.counted(name)
    return facts.places(name) or ()


def lives(facts: Facts, name: str, places: tuple[str, ...], also: tuple[str, ...] = ()) -> Verdict:
    """Whether a list of places has one that `places` cover; the lists in `also` may say yes, never no."""
    for listed in (name, *also):
        hit = [code for code in _listed(facts, listed) if any(covers(place, code) for place in places)]
        if hit:
            names = " and ".join(place_name(code) for code in hit[:3]) + (
                f" and {len(hit) - 3} more" if len(hit) > 3 else ""
            )
            definition = definitions()["resident_states" if listed == "personal_records_by_state" else listed]
            wide = place_name(places[0]) if len(places) == 1 else names.replace(" and ", " or ")
            return Verdict(True, (definition.yes.format(names),), (definition.no.format(wide),), fired=(listed,))
    known = facts.places(name)
    if known is None or any(covers(code, place) and code != place for code in known for place in places):
        return Verdict(None, asks=(question(name),))  # "US" without a state leaves the state open
    return FALSE


def _consumers(facts: Facts, places: tuple[str, ...]) -> Verdict:
    verdict = lives(facts, "consumer_states", places)
    if verdict.value is None and facts.places("consumer_states") is None:
        residents = lives(facts, "resident_states", places)
        if residents.value is False:  # consumers are among the people in the data
            return FALSE
    return verdict


_UNIONS = ("EU", "GB")  # whose law reaches a firm elsewhere that targets people there (Art. 3(2) of either GDPR)


def _targeted(facts: Facts, places: tuple[str, ...]) -> Verdict:
    """People at `places` who are offered something, or watched, from elsewhere.

    The fact does not say whether it means the Union or the United Kingdom: where people in the data live does. Where
    none of them lives in either, a firm that says it targets people there is taken at its word for both.
    """
    named = {code for name in ("consumer_states", "resident_states") for code in facts.places(name) or ()}
    there = any(covers(place, code) for place in places for code in named)
    known = facts.places("consumer_states") is not None or facts.places("resident_states") is not None
    targets = is_so("targets_eu_or_uk_people", facts, places)
    if targets.value is None:
        open_code = any(covers(code, place) for place in places for code in named)
        return targets if there or open_code or not known else FALSE
    if targets.value and not there and any(covers(union, code) for union in _UNIONS for code in named):
        return FALSE
    return targets


def reach(kind: str, facts: Facts, places: tuple[str, ...]) -> Verdict:
    """Whether a rule's place is reached, in the way that its table says."""
    staff = lives(facts, "states_with_employees", places)
    country = all("-" not in place for place in places)
    if country and staff.value is not True:
        established = lives(facts, "establishment_countries", places)
        if established.value is True or (established.value is None and staff.value is False):
            staff = established
    match kind:
        case "staff":
            return staff
        case "residents":
            return lives(facts, "resident_states", places, also=RESIDENT_TOO)
        case "consumers":
            return _consumers(facts, places)
        case "union":  # GDPR Art. 3: an establishment, or people there who are targeted or monitored
            return some((staff, _targeted(facts, places)))
        case "world":
            return TRUE
        case "anyone":
            wider = (lives(facts, "resident_states", places), _consumers(facts, places))
            if country:  # a country's own law looks at who is there; where customers live may only add
                return staff if staff.value else next((v for v in wider if v.value), staff)
            if staff.value:
                return staff
            return some((staff, *wider))
        case _:
            raise ValueError(kind)
