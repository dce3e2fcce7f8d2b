"""What laws ask a notice to say, line by line: found in it, or missing with the question that fills it.

>>> asked = Asked("mon-us-ct-31-48d", "Conn. Gen. Stat. § 31-48d", "§ 31-48d", "Connecticut", ("types of monitoring which may occur",), "verified_primary")
>>> (item,) = items_of("workplace-surveillance-notice", [asked], {"kinds": Part("Camera: pictures.")})
>>> item.is_found, item.part
(True, 'kinds')
>>> (item,) = items_of("workplace-surveillance-notice", [asked], {})
>>> item.is_found, item.questions[0].text
(False, 'This notice has no words for “types of monitoring which may occur”. Ask counsel for them.')

A part is found where it has words and leaves no question open; what stands in the notice is those same words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bailee.notices.snapshot import Asked, Snapshot
from bailee.obligations.facts import covers
from bailee.obligations.load import Rule
from bailee.vocabulary import STAFF, SubjectCategory

# Kinds that speak of what not everybody has whom their law reaches: without it that law asks for another notice.
_ONLY_WHERE = {"health-plan-notice": "sponsors_health_plan"}
ELSEWHERE = "elsewhere"  # what of a law another notice, a sign or a practice answers


@dataclass(frozen=True, slots=True)
class Question:
    """What somebody must answer before a notice is whole; the command takes the answer."""

    text: str
    command: str = ""  # empty where it takes counsel


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that a notice says, and what is still open about it."""

    words: str = ""
    open: tuple[Question, ...] = ()

    @property
    def is_whole(self) -> bool:
        return bool(self.words) and not self.open


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a law on what a notice says."""

    law: str  # ident of the rule
    short: str
    asks: str
    part: str  # empty where the notice has none for it
    words: str
    questions: tuple[Question, ...]
    confidence: str  # in the law's line

    @property
    def is_found(self) -> bool:
        return bool(self.words) and not self.questions

    def as_data(self) -> dict[str, Any]:
        return {
            "law": self.law,
            "short": self.short,
            "asks": self.asks,
            "part": self.part,
            "found": self.is_found,
            "confidence": self.confidence,
            "questions": [{"text": each.text, "command": each.command} for each in self.questions],
        }


def stated(snapshot: Snapshot, parts: Mapping[str, Part], ident: str) -> str:
    """A part as it stands in the notice: what nobody stated is said to be missing, never passed over."""
    return parts[ident].words or snapshot.say("clauses.missing", label=snapshot.say(f"holes.{ident}"))


@cache
def _asks() -> dict[str, dict[str, dict[str, str]]]:
    table = resources.files("bailee.notices").joinpath("asks.toml").read_text(encoding="utf-8")
    asks: dict[str, dict[str, dict[str, str]]] = tomllib.loads(table)
    return asks


def asking(
    kind: str, rules: Mapping[str, Rule], audience: frozenset[SubjectCategory], facts: Mapping[str, object]
) -> dict[str, Rule]:
    """Rules whose content a kind of notice carries. A notice to staff carries those of where staff work, and of where the
    organisation is established: that customers live elsewhere asks nothing of it.
    """
    if kind in _ONLY_WHERE and facts.get(_ONLY_WHERE[kind]) is not True:
        return {}
    found = {ident: rules[ident] for ident in _asks().get(kind, {}) if ident in rules}
    places = _places_of_staff(facts) if audience <= STAFF else ()
    return {ident: rule for ident, rule in found.items() if not places or _is_of(rule, places)}


def _places_of_staff(facts: Mapping[str, object]) -> tuple[str, ...]:
    """Empty where nobody declared where they work: then any law may be theirs."""
    counted = facts.get("employees_by_state")
    working = [place for place, number in counted.items() if number] if isinstance(counted, Mapping) else []
    named = facts.get("states_with_employees")
    working += named if isinstance(named, list | tuple) else []
    at_home = facts.get("establishment_countries")
    return (*working, *(at_home if isinstance(at_home, list | tuple) else ())) if working else ()


def _is_of(rule: Rule, places: Iterable[str]) -> bool:
    return "XX" in rule.places or any(covers(wide, place) for wide in rule.places for place in places)


def items_of(kind: str, asked: Iterable[Asked], parts: Mapping[str, Part]) -> tuple[Item, ...]:
    """Each line of each law that applies, with the part of the notice that answers it."""
    found = []
    for law in asked:
        table = _asks().get(kind, {}).get(law.ident, {})
        for line in law.lines:
            ident = table.get(line, "")
            if ident == ELSEWHERE:
                continue
            part = parts.get(ident) or Part("", (_for_counsel(line),))
            questions = part.open or (() if part.words else (_for_counsel(line),))
            found.append(Item(law.ident, law.short, line, ident, part.words, questions, law.confidence))
    return tuple(found)


def parts_asked(kind: str, asked: Iterable[Asked]) -> tuple[str, ...]:
    """Parts that the laws which apply ask for, each once, in the order of the table."""
    table = _asks().get(kind, {})
    named = (table.get(law.ident, {}).get(line, "") for law in asked for line in law.lines)
    return tuple(dict.fromkeys(part for part in named if part and part != ELSEWHERE))


def translation_of(kind: str, snapshot: Snapshot) -> tuple[Item, ...]:
    """Declared words that the notice has in another language than its own, as one line with where to put their translations."""
    if not (lacking := snapshot.untranslated):
        return ()
    name = snapshot.say.name
    first = ", ".join(f"“{text}”" for text in lacking[:3])
    more = f" and {len(lacking) - 3} more" if len(lacking) > 3 else ""
    command = f"bailee notice words {kind} --language {snapshot.language} --out words.csv"
    question = Question(f"How are these declared words said in {name}: {first}{more}?", command)
    return (Item("translation", name, f"what was declared, in {name}", "", "", (question,), "declared"),)


def _for_counsel(line: str) -> Question:
    return Question(f"This notice has no words for “{line}”. Ask counsel for them.")


def prescribed(ident: str) -> str:
    """Words that a law itself prescribes; prescribed.toml says where they were read."""
    return all_prescribed()[ident]


@cache
def all_prescribed() -> Mapping[str, str]:
    table = resources.files("bailee.notices").joinpath("prescribed.toml").read_text(encoding="utf-8")
    return {ident: str(told["words"]) for ident, told in tomllib.loads(table).items()}


def fact(snapshot: Snapshot, name: str, key: str, question: str, example: str) -> Part:
    """A part that one declared fact fills; the words of `key` have a place for it."""
    value = snapshot.fact(name)
    if value:
        return Part(snapshot.say(key, value=value))
    return Part("", (Question(question, declare(name, example)),))


def declare(name: str, example: str) -> str:
    quoted = f'"{example}"' if " " in example or "…" in example else example
    return f"bailee declare organisation --set {name}={quoted}"
