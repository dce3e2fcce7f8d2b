"""Questions that rules wait for: the one that settles most first, asked anew after each answer; all on one page if wanted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.obligations.definitions import FactDefinition, definitions
from bailee.obligations.facts import declared
from bailee.obligations.questionnaire import Asked, Field, for_counsel, in_number, lifting, questions
from bailee.operations.answer_questions import answer
from bailee.operations.show_assessment import show_assessment
from bailee.permissions import Permission
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.settings import answering
from bailee.web.visits import one_look

_HEADS = ("Question", "Fact", "Rules that wait", "First of them")
_REST = (
    ("no", "No", "What is not ticked is not so."),
    ("unknown", "Nobody here knows", "It is not asked again, and goes to counsel."),
    ("open", "Leave it open", "It is asked again another time."),
)


@dataclass(frozen=True, slots=True)
class Wrong:
    """An answer that makes no sense: of which fact, and how it is written."""

    name: str
    text: str


@one_look
def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the next question, or all with `?all=1`. POST: the answers of one."""
    wrong: tuple[Wrong, ...] = ()
    if request.method == "POST":
        facts, unknown, wrong = _given(request)
        if not wrong:
            try:
                answer(workspace, facts, unknown)
            except InvalidInput as fault:
                wrong = (Wrong("", typed.plain(fault)),)
        if not wrong:
            _say(request, facts, unknown)
            return HttpResponseRedirect(_here(workspace, request.POST.get("all") == "1"), status=303)
    shown = show_assessment(workspace)
    unsure = workspace.unsure()
    asked = questions(shown.assessment, unsure)
    if request.GET.get("format") == "csv":
        rows = [
            (each.definition.question, each.name, len(each.waiting), each.waiting[0].citation)
            for question in asked
            for each in question.fields
        ]
        return answers.csv_file(f"{workspace.organisation} questions.csv", _HEADS, rows)
    at_once = (request.POST if request.method == "POST" else request.GET).get("all") == "1"
    return answers.page(
        request,
        "questionnaire/page.html",
        status=422 if wrong else 200,
        shown=[_shown(each, request, wrong) for each in (asked if at_once else asked[:1])],
        left=len(asked),
        number=in_number(asked),
        at_once=at_once,
        errors=[(f"f-{each.name}", each.text) for each in wrong],
        rest=_REST,
        counsel=for_counsel(shown.assessment, unsure),
        lifts=[(each, _fact(workspace, each.name)) for each in lifting(shown.assessment, unsure)],
        unsure=[(definitions()[name].question, _fact(workspace, name)) for name in sorted(unsure) if name in definitions()],
        may_declare=workspace.may(Permission.DECLARE),
        address=frame.address("questions", workspace.organisation),
        facts_address=frame.address("settings-facts", workspace.organisation),
        obligations_address=frame.address("obligations", workspace.organisation),
    )  # fmt: skip


def _here(workspace: Workspace, at_once: bool) -> str:
    return frame.address("questions", workspace.organisation) + ("?all=1" if at_once else "")


def _fact(workspace: Workspace, name: str) -> str:
    return frame.address("settings-fact", workspace.organisation, name)


def _shown(asked: Asked, request: HttpRequest, wrong: tuple[Wrong, ...]) -> dict[str, Any]:
    """A question with what was typed, where it comes back with an error."""
    back = request.method == "POST" and request.POST.get("question") == asked.ident
    faults = {each.name: each.text for each in wrong}
    ticks = [each for each in asked.fields if each.definition.type == "bool"]
    return {
        "asked": asked,
        "options": [(each.name, each.definition.question, _waits(each)) for each in ticks],
        "ticked": request.POST.getlist(f"so-{asked.ident}") if back else [],
        "rest": request.POST.get(f"rest-{asked.ident}", "") if back else "",
        "rest_error": faults.get(f"rest-{asked.ident}", "") if back else "",
        "fields": [
            {
                "name": each.name,
                "question": each.definition.question,
                "hint": answering.HINTS.get(each.definition.type, ""),
                "kind": "date" if each.definition.type == "date" else "text",
                "value": request.POST.get(f"value-{each.name}", "") if back else "",
                "error": faults.get(f"value-{each.name}", ""),
            }
            for each in asked.fields
            if each.definition.type != "bool"
        ],
    }


def _waits(field: Field) -> str:
    first = field.waiting[0].short
    return first if len(field.waiting) == 1 else f"{first} and {len(field.waiting) - 1} more"


def _given(request: HttpRequest) -> tuple[dict[str, Any], tuple[str, ...], tuple[Wrong, ...]]:
    """What was answered: facts, those that nobody knows, and what makes no sense."""
    facts: dict[str, Any] = {}
    unknown: list[str] = []
    wrong: list[Wrong] = []
    known = definitions()
    offered = [name for name in request.POST.getlist("offered") if name in known]
    asked = request.POST.get("question", "")
    ticked = set(request.POST.getlist(f"so-{asked}"))
    rest = request.POST.get(f"rest-{asked}", "")
    if rest not in {value for value, _, _ in _REST} and not ticked.issuperset(offered):
        wrong.append(Wrong(f"rest-{asked}", "Say what holds of those that are not ticked."))
    for name in offered:
        if name in ticked:
            facts[name] = True
        elif rest == "no":
            facts[name] = False
        elif rest == "unknown":
            unknown.append(name)
    for name in (name for name in request.POST.getlist("asks") if name in known):
        text = request.POST.get(f"value-{name}", "")
        if name in request.POST.getlist("unsure"):
            unknown.append(name)
            continue
        try:
            value = _value(known[name], text)
        except InvalidInput as fault:
            wrong.append(Wrong(f"value-{name}", f"{known[name].question} {typed.plain(fault)}"))
            continue
        if value is not None:
            facts[name] = value
    return facts, tuple(unknown), tuple(wrong)


def _value(definition: FactDefinition, text: str) -> Any:
    if definition.type in ("places", "countries") and text.strip().casefold() == "none":
        return []
    value = answering.value_of(definition, text)
    if value is not None:
        declared({definition.name: value})  # a place that there is not is said here, beside its field
    return value


def _say(request: HttpRequest, facts: dict[str, Any], unknown: tuple[str, ...]) -> None:
    said = []
    if facts:
        said.append(f"{words.count(len(facts), 'fact is', 'facts are')} declared from today on")
    if unknown:
        said.append(f"{words.count(len(unknown), 'question goes', 'questions go')} to counsel")
    messages.success(request, f"{'; '.join(said)}. The rules were asked again." if said else "Nothing was answered.")
