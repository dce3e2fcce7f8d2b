"""The list of obligations, by state, duty and place; one rule and why; what changed since a day."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from textwrap import shorten
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.obligations.assessments import Change
from bailee.obligations.comparisons import comparisons
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.obligations.explain import READ, STATUS
from bailee.obligations.load import DUTIES, place_name
from bailee.obligations.questionnaire import for_counsel, questions
from bailee.operations.assess_obligations import held_on, held_words
from bailee.operations.show_assessment import Shown, show_assessment, show_changes, show_explanation
from bailee.permissions import Permission
from bailee.store.rows.base import today
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.visits import one_look

DUTY_WORDS = {
    "inform": "Tell people",
    "secure": "Keep it secure",
    "hold": "Hold it as the law allows",
    "respond": "Be ready to answer and report",
}
STATE_WORDS = {
    ObligationState.APPLIES: "Applies",
    ObligationState.TO_DECIDE: "To decide",
    ObligationState.NAMED_ONLY: "Not verified",
    ObligationState.COMING: "Coming",
}
MET_WORDS = {"red": "Not met", "amber": "Partly met", "unknown": "Unknown", "green": "Met", "": "No cell says"}
_WHY = 150  # letters of a reason in the list; its page says all
_HEADS = (
    "Rule", "Place", "Duty", "What it asks", "Citation", "State", "Met", "Applies because", "Would not if", "Timing", "Keep", "Reviewed", "Read", "Source",
)  # fmt: skip
_SINCE = timedelta(days=90)


@one_look
def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Obligations of one state, of a duty or place if one asks; contradictions and what is to decide on top."""
    shown = show_assessment(workspace)
    every = shown.assessment.obligations
    if request.GET.get("format") == "csv":
        rows = [_csv(each, shown) for each in every]
        return answers.csv_file(f"{workspace.organisation} obligations.csv", _HEADS, rows)
    state = _chosen(request, "state", [each.value for each in ObligationState], ObligationState.APPLIES.value)
    places = sorted({each.jurisdiction for each in every if each.state.value == state}, key=place_name)
    duty = _chosen(request, "duty", list(DUTIES), "")
    place = _chosen(request, "place", places, "")
    fitting = [
        each
        for each in every
        if each.state.value == state and (not duty or duty in each.duties) and place in ("", each.jurisdiction)
    ]
    here = frame.address("obligations", workspace.organisation)
    counts = Counter(each.state for each in every)
    unsure = workspace.unsure()
    asked = questions(shown.assessment, unsure)
    together = comparisons(every, shown.assessment.rules)
    return answers.page(
        request,
        "obligations/list.html",
        found=[_row(each, shown, workspace) for each in sorted(fitting, key=lambda each: _rank(each, shown))],
        line=_line(every),
        state=state,
        views=[
            (STATE_WORDS[each], here if each is ObligationState.APPLIES else f"{here}?state={each.value}", counts[each], each.value == state)
            for each in ObligationState
        ],
        filters=[
            ("duty", "Duty", [("", "Every duty"), *DUTY_WORDS.items()], duty),
            ("place", "Place", [("", "Every place"), *((each, words.sentence(place_name(each))) for each in places)], place),
        ],
        filtered=bool(duty or place),
        kept={"state": state} if state != ObligationState.APPLIES.value else {},
        plot=_plot(every, shown),
        most=max((sum(counts.values()) for _, counts in _plot(every, shown)), default=1),
        in_no_cell=sum(each.applies and each.ident not in shown.met for each in every),
        contradictions=[_contradiction(each, workspace) for each in shown.assessment.facts.contradictions],
        comparisons=[(each, [(said, _address(workspace, said.ident)) for said in each.said]) for each in together],
        open_questions=asked,
        counsel=for_counsel(shown.assessment, unsure),
        is_current=shown.status.is_current,
        computed_at=shown.status.at,
        may_export=workspace.may(Permission.EXPORT),
        may_see_questions=workspace.may(Permission.SEE_SETTINGS),
        questions_address=frame.address("questions", workspace.organisation),
        changes_address=frame.address("obligations-changes", workspace.organisation),
        address=here,
    )  # fmt: skip


@one_look
def one(request: HttpRequest, workspace: Workspace, rule: str) -> HttpResponseBase:
    """One rule: why it applies or not, what it asks, by when, what would turn it off, what is uncertain."""
    try:
        said = show_explanation(workspace, rule)
    except InvalidInput:
        raise Http404 from None
    place = place_name(said.rule.jurisdiction)
    return answers.page(
        request,
        "obligations/one.html",
        said=said,
        rule=said.rule,
        place=words.sentence(place),
        standing=STATUS.get(said.rule.status, ""),
        reviewed="" if said.rule.confidence == "good_practice" else said.review.removeprefix("reviewed by ") if said.review.startswith("reviewed") else "no",
        because=[(each, _fact_address(workspace, each.fact)) for each in said.because],
        asks=[
            (name, text)
            for name, text in (
                ("When", said.rule.timing),
                ("Form", said.rule.form),
                ("Consent", said.rule.consent),
                ("Who may see it", said.rule.files_and_access),
                ("Keep", said.rule.retention),
                ("Penalty", said.rule.penalty),
                ("Binds", said.rule.binds),
                ("In force", said.rule.effective),
                ("Note", said.rule.note),
            )
            if text
        ],
        questions=[(each, _fact_address(workspace, each.fact)) for each in said.questions],
        comparisons=[(each, [(one_, _address(workspace, one_.ident)) for one_ in each.said]) for each in said.comparisons],
        contradictions=[_contradiction(each, workspace) for each in said.contradictions],
        tasks=[(each, frame.address("task", workspace.organisation, each.ident)) for each in workspace.task_list(obligation=rule).tasks],
        address=frame.address("obligations", workspace.organisation),
    )  # fmt: skip


@one_look
def changed(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What came, went or changed since a day, and which fact or version of a law made it so."""
    day, error = request.GET.get("since", ""), ""
    since = today() - _SINCE
    found: tuple[Change, ...] = ()
    try:
        since = date.fromisoformat(day) if day else since
        found = show_changes(workspace, since)
    except ValueError:
        error = "Write the day as 2026-07-01."
    except InvalidInput as fault:
        error = typed.plain(fault)
    counts = Counter(each.what for each in found)
    if request.GET.get("format") == "csv" and not error:
        rows = [
            (each.ident, each.what, "; ".join(each.because), each.obligation.citation, each.obligation.duty)
            for each in found
        ]
        heads = ("Rule", "What", "Because", "Citation", "What it asks")
        return answers.csv_file(f"{workspace.organisation} obligations since {since}.csv", heads, rows)
    shown = [each for each in found if each.what in ("came", "went", "changed")]
    return answers.page(
        request,
        "obligations/changes.html",
        status=422 if error else 200,
        error=error,
        since=since,
        typed=day if error else since.isoformat(),
        today=today(),
        groups=[
            (head, [(each, _address(workspace, each.ident)) for each in shown if each.what == what])
            for what, head in (("came", "Came"), ("went", "Went"), ("changed", "Asks something else now"))
        ],
        other=[(each, _address(workspace, each.ident)) for each in found if each.what in ("opened", "closed")],
        counts=counts,
        held="" if error else held_words(held_on(workspace, since), since),
        may_export=workspace.may(Permission.EXPORT),
        changes_address=frame.address("obligations-changes", workspace.organisation),
        address=frame.address("obligations", workspace.organisation),
    )


# ---- rows ------------------------------------------------------------------------------------------------------------


def _chosen(request: HttpRequest, name: str, known: list[str], otherwise: str) -> str:
    value = request.GET.get(name, otherwise)
    return value if value in known else otherwise


def _address(workspace: Workspace, ident: str) -> str:
    return frame.address("obligation", workspace.organisation, ident)


def _fact_address(workspace: Workspace, fact: str) -> str:
    may = fact and workspace.may(Permission.SEE_SETTINGS)
    return frame.address("settings-fact", workspace.organisation, fact) if may else ""


def _row(each: Obligation, shown: Shown, workspace: Workspace) -> dict[str, Any]:
    return {
        "each": each,
        "address": _address(workspace, each.ident),
        "place": words.sentence(place_name(each.jurisdiction)),
        "met": shown.met.get(each.ident, ""),
        "met_words": MET_WORDS[shown.met.get(each.ident, "")],
        "review": _review(each),
        "why": words.sentence(shorten(each.why, _WHY, placeholder=" …")),
        "from": each.in_force_from,
    }


def _rank(each: Obligation, shown: Shown) -> tuple[int, bool]:
    """The worst met first; good practice after the law."""
    return list(MET_WORDS).index(shown.met.get(each.ident, "")), not each.is_law


def _review(each: Obligation) -> str:
    if not each.is_law:
        return ""
    return "no" if each.reviewed == "no" else each.reviewed


def _contradiction(each: Any, workspace: Workspace) -> tuple[Any, str]:
    return each, _fact_address(workspace, each.fact)


def _line(every: tuple[Obligation, ...]) -> str:
    applies = [each for each in every if each.applies]
    laws = sum(each.is_law for each in applies)
    reviewed = sum(each.reviewed != "no" for each in applies if each.is_law)
    if not applies:
        return "No rule applies yet: nothing is held, or nothing was said of the organisation."
    said = "none is reviewed by counsel yet" if not reviewed else f"{reviewed} of them reviewed by counsel"
    return f"{laws} rules of law apply by what is held and declared, {said}; {len(applies) - laws} duties are good practice."


def _plot(every: tuple[Obligation, ...], shown: Shown) -> list[tuple[str, dict[str, int]]]:
    """Obligations that apply, by duty and by how far each is met."""
    made = []
    for duty, name in DUTY_WORDS.items():
        mine = [each.ident for each in every if each.applies and each.duties[0] == duty]
        counts = Counter(shown.met[ident] for ident in mine if ident in shown.met)
        if counts:
            made.append((name, dict(counts)))
    return made


def _csv(each: Obligation, shown: Shown) -> tuple[object, ...]:
    verified = each.confidence != "unverified"
    return (
        each.ident,
        place_name(each.jurisdiction),
        ", ".join(each.duties) if verified else "",
        each.text,
        each.citation,
        STATE_WORDS[each.state],
        MET_WORDS[shown.met.get(each.ident, "")] if each.applies else "",
        each.why,
        each.would_not_if,
        each.timing if verified else "",
        each.retention if verified else "",
        "" if not each.is_law else "draft" if each.reviewed == "no" else each.reviewed,
        READ[each.confidence],
        "; ".join(each.source),
    )
