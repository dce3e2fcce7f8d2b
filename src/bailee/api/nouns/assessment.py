"""Which laws apply and why: one rule explained, what changed between days, and what the laws still need to know."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import msgspec

from bailee.api.interface import Call, Count, Endpoint, Past, Request, Shape, Text, there
from bailee.api.nouns.status import Day
from bailee.errors import InvalidInput
from bailee.obligations.questionnaire import lifting
from bailee.obligations.shapes import assessment_shape, change_shape, explanation_shape
from bailee.operations import show_changes as between
from bailee.operations.answer_questions import answer, open_questions
from bailee.operations.assess_obligations import assess_store, changes_since, held_on, held_words
from bailee.operations.declare_activity import declare_organisation
from bailee.operations.show_assessment import show_explanation
from bailee.permissions import Permission


class Query(Past, frozen=True, kw_only=True):
    on: Day | None = None


class AssessmentShape(Shape, frozen=True, kw_only=True):
    """As `bailee assess --json`."""

    on: date
    obligations: tuple[dict[str, Any], ...]
    to_decide: tuple[dict[str, Any], ...]
    coming: tuple[dict[str, Any], ...]
    questions: tuple[dict[str, Any], ...]
    facts: dict[str, Any]
    contradictions: tuple[dict[str, Any], ...]
    comparisons: tuple[dict[str, Any], ...]


class Because(Shape, frozen=True, kw_only=True):
    """A reason: a fact, in words, with who declared it or where it was found."""

    fact: str | None
    text: str
    origin: str
    stores: tuple[str, ...]


class QuestionShape(Shape, frozen=True, kw_only=True):
    fact: str | None
    text: str


class ExplanationShape(Shape, frozen=True, kw_only=True):
    """As `bailee assess --why RULE --json`."""

    ident: str
    state: str
    answer: str
    because: tuple[Because, ...]
    would_not_if: str
    questions: tuple[QuestionShape, ...]
    lifts: tuple[str, ...]
    read: str
    review: str
    comparisons: tuple[dict[str, Any], ...]
    contradictions: tuple[str, ...]
    rule: dict[str, Any]


class SinceQuery(Request, frozen=True, kw_only=True):
    since: date
    on: date | None = None


class ChangedDuty(Shape, frozen=True, kw_only=True):
    """A rule that came, went or changed, and because of what."""

    ident: str
    what: str
    because: tuple[str, ...]
    by: tuple[str, ...]
    before: str | None
    after: str | None
    citation: str
    duty: str | None


class ChangedDuties(Shape, frozen=True, kw_only=True):
    """`held`: what is known of what was held on the earlier day, in words."""

    held: str
    items: tuple[ChangedDuty, ...]


class FactAsked(Shape, frozen=True, kw_only=True):
    fact: str
    text: str
    rules: Count


class OpenQuestion(Shape, frozen=True, kw_only=True):
    ident: str
    text: str
    rules: tuple[str, ...]
    facts: tuple[FactAsked, ...]


class ForCounselShape(Shape, frozen=True, kw_only=True):
    fact: str | None
    text: str
    rules: tuple[str, ...]


class OpenQuestions(Shape, frozen=True, kw_only=True):
    """As `bailee ask --json`: the questions that settle most first."""

    questions: tuple[OpenQuestion, ...]
    for_counsel: tuple[ForCounselShape, ...]
    could_lift: tuple[FactAsked, ...]


FactName = Annotated[str, msgspec.Meta(pattern="^[a-z][a-z0-9_]{0,79}$")]
Value = bool | int | float | str | list[str] | dict[str, int]


class Answers(Request, frozen=True, kw_only=True):
    """Facts as docs/facts.md names them, and those that nobody here knows: they go to counsel."""

    facts: dict[FactName, Value] = msgspec.field(default_factory=dict)
    unknown: Annotated[tuple[Text, ...], msgspec.Meta(max_length=200)] = ()


class Declaration(Request, frozen=True, kw_only=True):
    """The name of the organisation, and facts about it, from today on; null takes one back: nobody knows it."""

    name: Text | None = None
    facts: dict[FactName, Value | None] = msgspec.field(default_factory=dict)


class Facts(Shape, frozen=True, kw_only=True):
    """What is declared about the organisation."""

    name: str
    facts: dict[str, Any]
    unknown: tuple[str, ...]


class BetweenQuery(Request, frozen=True, kw_only=True):
    """From the end of one day to the end of another; today where none is named. `who` and `what` narrow down what was done."""

    since: date
    until: date | None = None
    who: Text = ""
    what: Text = ""
    skip: Count = 0


class ChangesShape(Shape, frozen=True, kw_only=True):
    """As `bailee changes --json`. `by_who`: how many acts are whose, by name, most first."""

    since: date
    until: date
    says: str | None
    held: tuple[dict[str, Any], ...]
    cells: tuple[dict[str, Any], ...]
    facts: tuple[dict[str, Any], ...]
    obligations: tuple[dict[str, Any], ...]
    acts: tuple[dict[str, Any], ...]
    total_acts: Count
    by_who: dict[str, int]


def assessment(call: Call) -> AssessmentShape:
    on = call.query.on or call.query.as_of or call.today
    made = assess_store(call.workspace, on)
    return msgspec.convert(assessment_shape(made.facts, made.obligations, on), AssessmentShape)


def explained(call: Call) -> ExplanationShape:
    with there():
        made = show_explanation(call.workspace, call.path["rule"])
    return msgspec.convert(explanation_shape(made), ExplanationShape)


def changed(call: Call) -> ChangedDuties:
    since = call.query.since
    found = changes_since(call.workspace, since, call.query.on or call.today)
    return ChangedDuties(
        held=held_words(held_on(call.workspace, since), since),
        items=tuple(msgspec.convert(change_shape(each), ChangedDuty) for each in found),
    )


def questions(call: Call) -> OpenQuestions:
    made, asked, counsel = open_questions(call.workspace, call.today)
    return OpenQuestions(
        questions=tuple(
            OpenQuestion(
                ident=each.ident,
                text=each.text,
                rules=tuple(one.ident for one in each.waiting),
                facts=tuple(
                    FactAsked(fact=f.name, text=f.definition.question, rules=len(f.waiting)) for f in each.fields
                ),
            )
            for each in asked
        ),
        for_counsel=tuple(
            ForCounselShape(fact=each.fact or None, text=each.text, rules=tuple(one.ident for one in each.waiting))
            for each in counsel
        ),
        could_lift=tuple(
            FactAsked(fact=f.name, text=f.definition.question, rules=len(f.waiting))
            for f in lifting(made, call.workspace.unsure())
        ),
    )


def answered(call: Call) -> OpenQuestions:
    answer(call.workspace, call.body.facts, call.body.unknown)
    return questions(call)


def facts(call: Call) -> Facts:
    told: dict[str, Any] = msgspec.to_builtins(dict(call.workspace.facts()), enc_hook=str)
    return Facts(name=call.workspace.organisation_name, facts=told, unknown=tuple(sorted(call.workspace.unsure())))


def declared(call: Call) -> Facts:
    wanted: Declaration = call.body
    if wanted.name is None and not wanted.facts:
        raise InvalidInput("nothing is declared", hint="name facts as docs/facts.md has them")
    declare_organisation(call.workspace, name=wanted.name, facts=wanted.facts)  # it checks them, and keeps them as said
    return facts(call)


def changes(call: Call) -> ChangesShape:
    query: BetweenQuery = call.query
    found = between.show_changes(
        call.workspace, query.since, query.until, who=query.who, what=query.what, skip=query.skip
    )
    told = between.shape(found)
    named = {"since": told.pop("from"), "until": told.pop("to"), "by_who": dict(found.by_who.most_common())}
    return msgspec.convert({**named, **told}, ChangesShape)


_SEE, _DECLARE = Permission.SEE_TABLE, Permission.DECLARE
ENDPOINTS = (
    Endpoint("GET", "assessment", "show_assessment", "Which laws apply, because of which facts, and what waits for an answer", assessment, _SEE, AssessmentShape, query=Query),
    Endpoint("GET", "obligations/{rule}", "explain_obligation", "Why a rule applies here, does not, or waits", explained, _SEE, ExplanationShape, query=Past),
    Endpoint("GET", "obligation-changes", "list_obligation_changes", "Rules that came, went or changed between two days", changed, _SEE, ChangedDuties, query=SinceQuery),
    Endpoint("GET", "questions", "list_questions", "What the laws still need to know", questions, _SEE, OpenQuestions),
    Endpoint("POST", "questions/answers", "answer_questions", "Declare facts, and say which nobody knows", answered, _DECLARE, OpenQuestions, body=Answers),
    Endpoint("GET", "facts", "show_facts", "What is declared about the organisation", facts, _SEE, Facts, query=Past),
    Endpoint("POST", "facts", "declare_facts", "Declare facts about the organisation, or its name", declared, _DECLARE, Facts, body=Declaration),
    Endpoint("GET", "changes", "show_changes", "What changed between two days, and who did it", changes, _SEE, ChangesShape, query=BetweenQuery),
)  # fmt: skip
