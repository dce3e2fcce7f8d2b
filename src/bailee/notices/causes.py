"""Why a notice changes: what is held, declared or owed on one day, and was not on another.

>>> before = Footing({}, tools=())
>>> after = Footing({"camera-footage": Fact("camera-footage", ("employee",), stores=3, people=(41, 44))}, tools=())
>>> (cause,) = causes(before, after)
>>> cause.says
'camera footage: found in 3 data stores, of 41–44 people'
>>> cause.sort.value, sorted(each.value for each in cause.subjects), cause.is_more
('kind', ['employee'], True)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from bailee.notices.facts import Fact, fact_of
from bailee.obligations.load import rules_by_ident
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory, inside


class Sort(StrEnum):
    """What changed."""

    KIND = "kind"  # of data
    PURPOSE = "purpose"
    RECIPIENT = "recipient"
    SERVICE = "service"  # of others, that it lies with
    TOOL = "tool"
    KEPT = "kept"
    CONTACT = "contact"
    LAW = "law"


MORE = (Sort.KIND, Sort.PURPOSE, Sort.RECIPIENT, Sort.SERVICE, Sort.TOOL)  # what people have to be told anew


@dataclass(frozen=True, slots=True)
class Cause:
    """One thing that is otherwise than it was."""

    sort: Sort
    category: str  # empty where it is of none
    name: str  # the purpose, recipient, service, tool, or how long
    says: str  # inside a sentence
    subjects: frozenset[SubjectCategory]
    is_gone: bool = False  # what was there before, and is not any more

    @property
    def is_more(self) -> bool:
        """Whether people who were told before were not told this."""
        return self.sort in MORE and not self.is_gone


@dataclass(frozen=True, slots=True)
class Footing:
    """What a notice stands on, on one day."""

    facts: Mapping[str, Fact]
    tools: tuple[str, ...] = ()
    contact: str = ""
    duties: tuple[str, ...] = ()
    tools_of: Mapping[str, frozenset[SubjectCategory]] = field(default_factory=dict)  # whom each tool watches
    citations: Mapping[str, str] = field(default_factory=dict)  # of duties


def footing_of(content: Mapping[str, Any]) -> Footing:
    """What a version stands on, as it was kept with it. Versions of before kept purposes alone."""
    kept = [fact_of(each) for each in content.get("facts", ())]
    facts = {each.category: each for each in kept}
    for category, purposes in content.get("purposes", {}).items():
        if category not in facts:
            facts[category] = Fact(category, (), tuple(purposes))
    return Footing(
        {category: facts[category] for category in content.get("purposes", facts) if category in facts},
        tuple(content.get("tools", ())),
        str(content.get("contact") or ""),
        tuple(content.get("duties", ())),
    )


def causes(before: Footing, after: Footing) -> tuple[Cause, ...]:
    """What is otherwise, in the order of the later one; what is gone comes last."""
    found: list[Cause] = []
    for category, fact in after.facts.items():
        known = before.facts.get(category)
        found += _new(fact) if known is None else _changed(known, fact)
    found += _tools(before, after)
    found += _around(before, after)
    found += [_gone(fact) for category, fact in before.facts.items() if category not in after.facts]
    return tuple(found)


def _new(fact: Fact) -> Iterator[Cause]:
    yield Cause(Sort.KIND, fact.category, "", f"{label(fact.category)}: {_was(fact)}", _subjects(fact))


def _changed(before: Fact, after: Fact) -> Iterator[Cause]:
    what = label(after.category)
    about = _subjects(after)
    for purpose in _added(before.purposes, after.purposes):
        yield Cause(Sort.PURPOSE, after.category, purpose, f"{what}: “{purpose}” was declared as a purpose", about)
    for name in _added(before.recipients, after.recipients):
        yield Cause(Sort.RECIPIENT, after.category, name, f"{what}: “{name}” was declared as a recipient", about)
    for service in _added(before.services, after.services):
        yield Cause(Sort.SERVICE, after.category, service, f"{what}: found with {service}", about)
    if before.kept != after.kept and after.kept:
        was = f" (was “{'; '.join(before.kept)}”)" if before.kept else ""
        kept = "; ".join(after.kept)
        yield Cause(Sort.KEPT, after.category, kept, f"{what}: now kept “{kept}”{was}", about)
    for sort, was_there, is_there in (
        (Sort.PURPOSE, before.purposes, after.purposes),
        (Sort.RECIPIENT, before.recipients, after.recipients),
        (Sort.SERVICE, before.services, after.services),
    ):
        for name in _added(is_there, was_there):
            says = f"{what}: “{name}” is not named as a {sort.value} any more"
            yield Cause(sort, after.category, name, says, about, is_gone=True)


def _tools(before: Footing, after: Footing) -> Iterator[Cause]:
    for name in _added(before.tools, after.tools):
        yield Cause(
            Sort.TOOL,
            "",
            name,
            f"a program that records people was found: {name}",
            after.tools_of.get(name, frozenset()),
        )
    for name in _added(after.tools, before.tools):
        yield Cause(Sort.TOOL, "", name, f"{name} is not named any more", frozenset(), is_gone=True)  # fmt: skip


def _around(before: Footing, after: Footing) -> Iterator[Cause]:
    if before.contact != after.contact and after.contact:
        yield Cause(Sort.CONTACT, "", after.contact, "whom to ask was declared anew", frozenset())
    for ident in _added(before.duties, after.duties):
        citation = _citation(after, ident)
        yield Cause(Sort.LAW, "", citation, f"{citation} asks for this notice", frozenset())
    for ident in _added(after.duties, before.duties):
        citation = _citation(before, ident)
        yield Cause(Sort.LAW, "", citation, f"{citation} does not ask for this notice any more", frozenset(), is_gone=True)  # fmt: skip


def _citation(footing: Footing, ident: str) -> str:
    """Where a duty stands. Rules of one's own that were taken out since have their ident alone."""
    known = rules_by_ident().get(ident)
    return footing.citations.get(ident) or (known.citation if known else ident)


def _gone(fact: Fact) -> Cause:
    says = f"{label(fact.category)}: not named any more"
    return Cause(Sort.KIND, fact.category, "", says, _subjects(fact), is_gone=True)


def _added(before: Sequence[str], after: Sequence[str]) -> list[str]:
    known = {_same(each) for each in before}
    return [each for each in after if _same(each) not in known]


def _same(text: str) -> str:
    return " ".join(text.casefold().split())


def _was(fact: Fact) -> str:
    if not fact.found:
        return "declared"
    stores = f"{fact.stores:,} data store{'s' if fact.stores != 1 else ''}" if fact.stores else ""
    where = f" in {stores}" if stores else ""
    if fact.people is None:
        return f"found{where}"
    low, high = fact.people
    people = f"{low:,}" if low == high else f"{low:,}–{high:,}"
    return f"found{where}, of {people} {'person' if (low, high) == (1, 1) else 'people'}"


def _subjects(fact: Fact) -> frozenset[SubjectCategory]:
    return frozenset(SubjectCategory(each) for each in fact.subjects)


def label(category: str) -> str:
    """What a category is called inside a sentence."""
    known = DATA_CATEGORIES.get(category)
    return inside(known.label) if known else category.replace("-", " ")


def touched(found: Iterable[Cause]) -> frozenset[SubjectCategory]:
    """Whom causes are about: those who have to be told anew."""
    return frozenset(each for cause in found if cause.is_more for each in cause.subjects)
