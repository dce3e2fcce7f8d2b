"""May a call be recorded, by where those on it are: one party agrees, all are told, or all agree. The strictest place decides.

>>> from bailee.obligations.load import rules
>>> found = check(["US-CA", "US-NY"], rules(), on=date(2026, 11, 26))
>>> found.needs.value, [(each.place, each.needs.value) for each in found.places]
('all-party', [('US-CA', 'all-party'), ('US-NY', 'one-party')])
>>> check(["US-NY", "US-TX"], rules(), on=date(2026, 11, 26)).needs.value
'one-party'
>>> check(["GB"], rules(), on=date(2026, 11, 26)).needs.value
'announce'

A place of which no table says anything is *unknown*, and taken for the strictest:

>>> found = check(["US-NY", "JP"], rules(), on=date(2026, 11, 26))
>>> found.needs.value, found.places[0].needs.value, found.do[0]
('all-party', 'unknown', 'Ask each person on the call whether they agree, before the recording begins; record that they said so.')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bailee.errors import InvalidInput
from bailee.obligations.facts import covers
from bailee.obligations.load import Rule, in_force, members, place_codes, place_name

_RECORDING = frozenset({"records_calls"})
_LONGEST = 100  # letters of a citation in a table


class Needs(StrEnum):
    """What a recording takes, the mildest first."""

    ONE_PARTY = "one-party"
    ANNOUNCE = "announce"
    ALL_PARTY = "all-party"
    UNKNOWN = "unknown"

    @property
    def words(self) -> str:
        return _WORDS[self]


_WORDS = {
    Needs.ONE_PARTY: "one party's consent is enough",
    Needs.ANNOUNCE: "everyone must be told first",
    Needs.ALL_PARTY: "everyone must agree",
    Needs.UNKNOWN: "no law table of ours says; taken as: everyone must agree",
}
_DO: dict[Needs, tuple[str, ...]] = {
    Needs.ONE_PARTY: (
        "One person on the call who knows of the recording and agrees is enough: your own employee, who signed for it.",
        "Announcing it all the same costs nothing, and serves where somebody calls from elsewhere.",
    ),
    Needs.ANNOUNCE: (
        "Say that the call is recorded before it begins, and to whoever joins; let it be on the recording.",
        "Go on without recording, or offer another way, where somebody objects.",
    ),
    Needs.ALL_PARTY: (
        "Ask each person on the call whether they agree, before the recording begins; record that they said so.",
        "Stop, and do not record, where one says no, or takes it back during the call.",
        "Your own employees agree in writing once, before their first recorded call.",
    ),
}


@dataclass(frozen=True, slots=True)
class At:
    """What one place asks, by which rule."""

    place: str
    name: str
    needs: Needs
    rule: str = ""
    citation: str = ""
    says: str = ""  # the table's own words
    form: str = ""
    confidence: str = ""


@dataclass(frozen=True, slots=True)
class Calls:
    """The answer for one call."""

    needs: Needs  # never unknown: what is not known is taken for the strictest
    places: tuple[At, ...]  # the strictest first
    do: tuple[str, ...]
    ask_counsel: tuple[str, ...] = ()

    @property
    def announce(self) -> bool:
        return self.needs is not Needs.ONE_PARTY


def check(places: Sequence[str], rules: Iterable[Rule], *, on: date) -> Calls:
    """What a call among people in these places takes on a day. InvalidInput where a place is none."""
    if not places:
        raise InvalidInput("say where the people on the call are", hint="such as --calls US-CA US-NY")
    table = [rule for rule in in_force(rules, on) if _RECORDING.intersection(rule.facts) and rule.is_verified]
    found = sorted(
        (_at(code, table) for code in dict.fromkeys(map(_code, places))),
        key=lambda each: (-list(Needs).index(each.needs), each.place),
    )
    strictest = found[0].needs if found[0].needs is not Needs.UNKNOWN else Needs.ALL_PARTY
    asks = [f"{each.name}: {_WORDS[Needs.UNKNOWN]}" for each in found if each.needs is Needs.UNKNOWN]
    return Calls(strictest, tuple(found), _DO[strictest], tuple(asks))


def _code(given: str) -> str:
    code = given.strip().upper()
    if code not in place_codes() and not re.fullmatch(r"[A-Z]{2}", code):
        raise InvalidInput(
            f'"{given.strip()[:20]}" is no place', hint="a country or a state by its code: US-CA, GB, AU-ACT"
        )
    return code


def _at(code: str, table: Sequence[Rule]) -> At:
    """The strictest rule that speaks of recording there; a state's own rule before its country's.

    Of a country without its state any of its states may be meant.
    """
    known = [(needs, rule) for rule in table if (needs := _needs(rule)) is not None and _speaks_of(rule, code)]
    exact = [pair for pair in known if code in pair[1].places]
    chosen = max(exact or known, key=lambda pair: (list(Needs).index(pair[0]), pair[1].ident), default=None)
    if chosen is None:
        return At(code, place_name(code) if code in place_codes() else code, Needs.UNKNOWN)
    needs, rule = chosen
    short = rule.short if len(rule.short) <= _LONGEST else rule.name  # one of many states lists them all
    return At(code, place_name(code), needs, rule.ident, short, rule.consent or rule.duty, rule.form, rule.confidence)


def _speaks_of(rule: Rule, code: str) -> bool:
    """A rule of a whole country reaches its states, where none of them has one of its own."""
    if rule.ident == "mon-us-ecpa":
        return False  # the federal floor; whether a state asks for more its own rule says
    return any(
        covers(place, code) or place.startswith(f"{code}-") or (place == "EU" and code in members("EU"))
        for place in rule.places
    )


def _needs(rule: Rule) -> Needs | None:
    """From the words of the table's `consent` and `form`; None where a rule does not say what a recording takes."""
    consent = rule.consent.casefold()
    if "warning" in rule.form.casefold() and rule.ident.endswith("-recording"):
        return Needs.ANNOUNCE  # once one party warns, either may record
    if consent.startswith(("all part", "mixed: treat as all", "users concerned")):
        return Needs.ALL_PARTY
    if consent.startswith("one party"):
        return Needs.ONE_PARTY
    if consent.startswith("knowledge") or "call announcement" in rule.form.casefold():
        return Needs.ANNOUNCE
    return None
