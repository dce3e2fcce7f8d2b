"""The questionnaire: it asks only what changes an answer, what settles most first, and stops where nothing can change.

>>> from datetime import date
>>> from bailee.obligations.assessments import assess
>>> from bailee.obligations.facts import facts_from
>>> day = date(2026, 11, 26)
>>> first = questions(assess(facts_from((), {}), day))[0]
>>> first.ident, first.rules > 100
('people', True)
>>> canberra = {"employees_by_state": {"AU-ACT": 18}, "resident_states": ["AU-ACT"], "consumer_states": ["AU-ACT"]}
>>> {question.ident for question in questions(assess(facts_from((), canberra), day))} & {"numbers", "residents"}
{'numbers'}

A fact is asked only while a rule waits for it; facts that a person answers together are one question (questions.toml).
"I don't know" is an answer: it is not asked again, and stands on counsel's list with the rules that wait; so does what was
answered and still settles nothing, such as revenue in another currency than the law counts in.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from textwrap import shorten

from bailee.obligations.assessments import Assessment
from bailee.obligations.definitions import FactDefinition, definitions
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.obligations.load import FOLDER


@dataclass(frozen=True, slots=True)
class Field:
    """One fact of a question, and the rules that wait for it."""

    definition: FactDefinition
    waiting: tuple[Obligation, ...]

    @property
    def name(self) -> str:
        return self.definition.name


@dataclass(frozen=True, slots=True)
class Asked:
    """One question: facts that are answered together."""

    ident: str
    text: str
    fields: tuple[Field, ...]  # the weightiest first
    waiting: tuple[Obligation, ...]

    @property
    def rules(self) -> int:
        return len(self.waiting)

    @property
    def why(self) -> str:
        """Why it is asked.

        >>> from bailee.obligations.evaluate import Obligation
        >>> Asked("x", "?", (), ()).why
        'No rule waits for it.'
        """
        shown = [shorten(each.short, 70, placeholder=" …") for each in self.waiting[:2]]
        if not shown:
            return "No rule waits for it."
        more = f" and {self.rules - len(shown)} more" if self.rules > len(shown) else ""
        return f"{'Rules' if self.rules > 1 else 'A rule'} wait{'' if self.rules > 1 else 's'} for it: {'; '.join(shown)}{more}."


@dataclass(frozen=True, slots=True)
class ForCounsel:
    """A question that nobody here can answer, and what waits for it."""

    text: str
    fact: str  # empty where it takes a judgement
    waiting: tuple[Obligation, ...]


@cache
def _groups() -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    rows = tomllib.loads((FOLDER / "questions.toml").read_text("utf-8"))["question"]
    return tuple((row["ident"], row["text"], tuple(row["facts"])) for row in rows)


@cache
def _group_of() -> Mapping[str, str]:
    return {fact: ident for ident, _, facts in _groups() for fact in facts}


# asked of a person in one way only: what follows from the other is not asked beside it
_INSTEAD: Mapping[str, str] = {
    "states_with_employees": "employees_by_state",
    "employees_total": "employees_by_state",
    "establishment_countries": "employees_by_state",
    "share_of_revenue_from_data_sale": "sells_personal_data",  # of nothing that is sold there is no share
}


def _waiting(assessment: Assessment, unsure: Collection[str]) -> Mapping[str, list[Obligation]]:
    """Open facts, and the obligations that wait for each."""
    waiting: dict[str, list[Obligation]] = {}
    for obligation in assessment.obligations:
        if obligation.state is not ObligationState.TO_DECIDE:
            continue
        for fact in dict.fromkeys(_asked_as(each.fact, assessment) for each in obligation.questions if each.fact):
            if fact not in unsure and assessment.facts[fact] is None:
                waiting.setdefault(fact, []).append(obligation)
    return waiting


def _asked_as(fact: str, assessment: Assessment) -> str:
    instead = _INSTEAD.get(fact, fact)
    return instead if assessment.facts[instead] is None else fact


def questions(assessment: Assessment, unsure: Collection[str] = ()) -> tuple[Asked, ...]:
    """Questions whose answer can still change what applies, the one that settles most first. Ask one, then ask again."""
    waiting = _waiting(assessment, unsure)
    by_group: dict[str, list[Field]] = {}
    for fact, obligations in waiting.items():
        by_group.setdefault(_group_of().get(fact, fact), []).append(Field(definitions()[fact], tuple(obligations)))
    texts = {ident: text for ident, text, _ in _groups()}
    order = list(texts)
    made = []
    for ident, fields in by_group.items():
        ordered = tuple(sorted(fields, key=lambda each: (-len(each.waiting), each.name)))
        rules = dict.fromkeys(each.ident for field in ordered for each in field.waiting)
        by_ident = {each.ident: each for field in ordered for each in field.waiting}
        text = texts.get(ident, ordered[0].definition.question)
        made.append(Asked(ident, text, ordered, tuple(by_ident[rule] for rule in rules)))
    return tuple(
        sorted(made, key=lambda each: (-each.rules, order.index(each.ident) if each.ident in order else 99, each.ident))
    )


def in_number(asked: Collection[Asked]) -> str:
    """How many questions, and how much there is to fill in or to tick in them.

    >>> from bailee.obligations.definitions import definitions
    >>> boxes = tuple(Field(definitions()[name], ()) for name in ("holds_ssn", "holds_passport"))
    >>> in_number([Asked("numbers", "?", boxes, ()), Asked("holds_genetic", "?", boxes[:1], ())]), in_number(())
    ('2 questions, with 3 boxes in all', '')
    """
    if not asked:
        return ""
    boxes = sum(len(each.fields) for each in asked)
    return f"{len(asked)} question{'s' * (len(asked) != 1)}, with {boxes} box{'es' * (boxes != 1)} in all"


def for_counsel(assessment: Assessment, unsure: Collection[str] = ()) -> tuple[ForCounsel, ...]:
    """What is left for counsel: judgements that rules ask for, and what people here do not know."""
    made: dict[tuple[str, str], list[Obligation]] = {}
    for obligation in assessment.obligations:
        if obligation.state is ObligationState.TO_DECIDE:
            for question in obligation.questions:
                # an answer that is there and settles nothing: revenue in another currency, "US" without a state
                if not question.fact or question.fact in unsure or assessment.facts[question.fact] is not None:
                    made.setdefault((question.text, question.fact), []).append(obligation)
    return tuple(ForCounsel(text, fact, tuple(rules)) for (text, fact), rules in made.items())


def lifting(assessment: Assessment, unsure: Collection[str] = ()) -> tuple[Field, ...]:
    """Exemptions that nobody has said anything of: a Yes would lift rules that apply. Asked last, and only if wanted."""
    waiting: dict[str, list[Obligation]] = {}
    for obligation in assessment.obligations:
        if obligation.applies:
            for question in obligation.lifts:
                if question.fact and question.fact not in unsure:
                    waiting.setdefault(question.fact, []).append(obligation)
    found: Iterable[Field] = (Field(definitions()[fact], tuple(rules)) for fact, rules in waiting.items())
    return tuple(sorted(found, key=lambda each: (-len(each.waiting), each.name)))
