"""The short layer of a notice, what is new in it, and three questions on it: all from the snapshot that its hash covers.

>>> told = {"organisation": "Acme", "contact": "Pat", "purposes": {"payroll": ["paying wages"]}, "tools": ["ninjaone"]}
>>> [head for head, _ in in_short(told)]
['hold', 'watched', 'why', 'ask']
>>> many = {"purposes": {each: [] for each in list(DATA_CATEGORIES)[:11]}}
>>> in_short(many, "es")[0][1].rpartition(", ")[2].partition(" y ")[2]
'3 más'
>>> news(told, {**told, "purposes": {"payroll": ["paying wages"], "web-history": ["network security"]}})
(('category', 'web history'),)
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bailee.notices.snapshot import WATCHING
from bailee.notices.wording import ENGLISH, Wording, languages, wording
from bailee.vocabulary import DATA_CATEGORIES

_OURSELVES = "bailee"  # what it records is among the categories
_SHOWN = 8  # of a list, before the rest is counted


def in_short(content: Mapping[str, Any], language: str = ENGLISH) -> tuple[tuple[str, str], ...]:
    """(what it is about, its words): hold, watched, why, ask. Nothing where a version carries no snapshot."""
    say = wording(language if language in languages() else ENGLISH)
    purposes: Mapping[str, Any] = content.get("purposes") or {}
    given = [label_of(each, language) for each in purposes if each not in WATCHING]
    watched = [label_of(each, language) for each in purposes if each in WATCHING]
    why = dict.fromkeys(say.usual(purpose) or purpose for each in purposes.values() for purpose in each)
    tools = [str(each) for each in content.get("tools") or () if each != _OURSELVES]
    found = [
        ("hold", _listed(say, given)),
        ("watched", "; ".join(filter(None, (_listed(say, watched), _listed(say, tools, keep=True))))),
        ("why", _listed(say, list(why))),
        ("ask", str(content.get("contact") or "")),
    ]
    return tuple((head, words) for head, words in found if words)


def news(before: Mapping[str, Any], after: Mapping[str, Any], language: str = ENGLISH) -> tuple[tuple[str, str], ...]:
    """What a version tells that one of before did not: (category, tool or purpose; its name)."""
    was, is_ = before.get("purposes") or {}, after.get("purposes") or {}
    found = [("category", label_of(each, language)) for each in is_ if each not in was]
    found += [("tool", str(each)) for each in after.get("tools") or () if each not in (before.get("tools") or ())]
    told = {purpose for each in was.values() for purpose in each}
    new = dict.fromkeys(purpose for each, all_ in is_.items() if each in was for purpose in all_ if purpose not in told)
    return (*found, *(("purpose", purpose) for purpose in new))


@dataclass(frozen=True, slots=True)
class Question:
    """One question with its answers; which of them is right follows from what the notice says."""

    ident: str
    about: str  # held, not-held or means
    what: str  # a label to put into the question
    right: bool  # whether the statement is true


def questions(content: Mapping[str, Any], sha256: str, language: str = ENGLISH) -> tuple[Question, ...]:
    """Three statements that the notice makes true or false. The same version asks everybody the same."""
    purposes = content.get("purposes") or {}

    def in_order(categories: list[str]) -> list[str]:
        return sorted(categories, key=lambda each: hashlib.sha256(f"{sha256}{each}".encode()).digest())

    held = in_order([each for each in purposes if each in WATCHING]) or in_order(list(purposes))
    absent = in_order([each for each in WATCHING if each not in purposes and each in DATA_CATEGORIES])
    found = [Question("q-held", "held", label_of(held[0], language), True)] if held else []
    found += [Question("q-absent", "held", label_of(absent[0], language), False)] if absent else []
    return (*found, Question("q-means", "means", "", False))


def says_the_same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two versions in different languages tell of the same categories and tools: then one may be signed for the other."""
    return set(one.get("purposes") or {}) == set(other.get("purposes") or {}) and set(one.get("tools") or ()) == set(
        other.get("tools") or ()
    )


def minutes_to_read(content: Mapping[str, Any]) -> int:
    """At 200 words a minute, rounded up."""
    words = sum(len(str(text).split()) for text in _texts(content.get("document", {}).get("blocks", ())))
    return max(1, -(-words // 200))


def label_of(category: str, language: str = ENGLISH) -> str:
    """A category's name inside a sentence, in a language, in English where there are no words in it."""
    if category not in DATA_CATEGORIES:
        return category.replace("-", " ")
    return wording(language if language in languages() else ENGLISH).label(category)


def _texts(value: Any) -> Any:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            if name != "is":
                yield from _texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from _texts(inner)


def _listed(say: Wording, names: list[str], *, keep: bool = False) -> str:
    text = ", ".join(names[:_SHOWN])
    text = text if keep else text[:1].upper() + text[1:]
    return say("lists.more", first=text, number=len(names) - _SHOWN) if len(names) > _SHOWN else text
