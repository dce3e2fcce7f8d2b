"""The composer: what changed and what caused it, the text with its changes, what stops it, what publishing means."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from bailee import notices
from bailee.counsel.redline import redline
from bailee.notices.choices import Choice
from bailee.notices.comparison import Change, ChangeState, Clause, clauses_of, unplaced
from bailee.notices.policies import Point, Standing
from bailee.notices.reading import PLAIN, of_document
from bailee.notices.stale import stale
from bailee.notices.stops import StopSort
from bailee.operations.know_reviews import reviews_of
from bailee.operations.publish_notice import Plan, plan_publishing
from bailee.operations.show_notices import composing_now, open_of
from bailee.operations.take_policy import points_of
from bailee.permissions import Permission
from bailee.rendering import from_data
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.web import answers, frame
from bailee.web.notices.views import audience_words, document_of, file_address, name_of, today, version_of

_SHOWN, _BESIDE = 8, 2  # causes of one clause, in the list and beside the text; the rest is counted
_SPANS = {"inserted": "added", "removed": "removed"}


def page(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """The newest version beside the one that speaks now; `?version=` another one, `?view=` one of them alone."""
    return shown(request, workspace, kind)


def shown(
    request: HttpRequest, workspace: Workspace, kind: str, *, error: str = "", wrong: str = "f-despite"
) -> HttpResponseBase:
    """The page, also after an act that was refused."""
    module = notices.kinds().get(kind)
    if module is None:
        raise Http404
    asked = request.GET.get("version", "")
    version = version_of(request, workspace, kind, int(asked) if asked.isdecimal() and len(asked) < 7 else None)
    day = today()
    compose, reviews = composing_now(workspace, day), reviews_of(workspace, day)
    plan = plan_publishing(workspace, version, on=day, compose=compose, reviews=reviews)
    served = plan.served if not version.is_published else version
    unmentioned = stale(served.content, plan.today) if served else ()
    points = points_of(workspace, version, on=day, compose=compose)
    view = request.GET.get("view", "changes" if plan.served and not version.is_policy else "after")
    ease = of_document(document_of(workspace, version, reviews))
    before = (
        of_document(document_of(workspace, plan.served, reviews))
        if plan.served and "document" in plan.served.content
        else None
    )
    suggestion, because = plan.suggested
    may_write = workspace.may(Permission.WRITE_NOTICES)
    return answers.page(
        request,
        "notices/composer.html",
        status=422 if error else 200,
        error=error,
        wrong=wrong,
        given=request.POST,
        title=name_of(kind),
        reads=module.TITLE,
        who=audience_words(module.AUDIENCE),
        version=version,
        plan=plan,
        served=plan.served,
        stale=[cause.says for cause in unmentioned],
        stale_of=served,
        is_mended=bool(unmentioned) and served is not version and not any(s.sort is StopSort.UNSAID for s in plan.stops),
        causes=[_cause(change) for change in plan.changes if change.is_changed] if view == "changes" else [],
        as_they_were=[change.mark for change in plan.changes if not change.is_changed],
        shows_changes=view == "changes" and plan.served is not None,
        unsaid=[cause.says for cause in unplaced(plan.changes, plan.causes) if not cause.is_gone][:_SHOWN]
        if view == "changes"
        else [],
        clauses=_clauses(plan, view, points),
        views=_views(workspace, version, plan, view),
        points=_points(points),
        ease=ease,
        ease_before=before,
        plain=PLAIN,
        open=open_of(workspace, plan.today) if may_write and not version.is_policy and not version.is_published else (),
        stops=[(each, _stop_state(each.sort)) for each in plan.stops],
        needs_counsel=any(each.sort is StopSort.COUNSEL for each in plan.stops),
        choices=[
            ("material", "Yes, it is material" if plan.is_signed else "It is material", plan.consequence(Choice.MATERIAL)),
            ("minor", "No, it is minor" if plan.is_signed else "It is minor", plan.consequence(Choice.MINOR)),
        ],
        suggestion=suggestion.value,
        because=because,
        versions=_others(workspace, version),
        may_write=may_write,
        draft_address=frame.address("notice-draft", workspace.organisation),
        publish_address=frame.address("notice-publish", workspace.organisation, kind),
        answer_address=frame.address("notice-answer", workspace.organisation, kind),
        counsel_address=frame.address("counsel", workspace.organisation)
        if workspace.may(Permission.SEE_PRIVILEGED) and workspace.sees_privileged
        else "",
        preview_address=frame.address("notice-preview", workspace.organisation, kind, version.version),
        pdf_address=file_address(workspace, version, "file" if version.is_policy else "pdf")
        if workspace.may(Permission.EXPORT)
        else "",
        list_address=frame.address("notices", workspace.organisation),
        after_address=frame.address("delivery-new", workspace.organisation),
    )  # fmt: skip


def _cause(change: Change) -> dict[str, Any]:
    return {
        "anchor": _anchor(change.clause, change.state),
        "mark": change.mark,
        "heading": change.heading,
        "state": change.state.value,
        "says": [cause.says for cause in change.causes[:_SHOWN]],
        "more": max(len(change.causes) - _SHOWN, 0),
    }


def _clauses(plan: Plan, view: str, points: tuple[Point, ...]) -> list[dict[str, Any]]:
    """The text, clause by clause: as it changes, or as one version has it."""
    wrong: dict[str, list[Point]] = {}
    for point in points:
        if point.standing is Standing.CONTRADICTS:
            wrong.setdefault(point.clause, []).append(point)
    if view == "changes" and plan.served is not None:
        return [_changed(change, wrong) for change in plan.changes]
    of = plan.served if view == "before" and plan.served is not None else plan.version
    return [_alone(clause, wrong if of is plan.version else {}) for clause in _clauses_in(of)]


def _clauses_in(version: NoticeVersion) -> tuple[Clause, ...]:
    document = version.content.get("document")
    return clauses_of(from_data(document).blocks) if document else ()


def _changed(change: Change, wrong: dict[str, list[Point]]) -> dict[str, Any]:
    before = change.before.lines if change.before else ()
    after = change.after.lines if change.after else ()
    lines = [[(_SPANS.get(span.look, ""), span.text) for span in line] for line in redline(before, after)]
    return {
        "anchor": _anchor(change.clause, change.state),
        "mark": change.mark,
        "heading": change.heading,
        "state": change.state.value,
        "lines": lines if change.is_changed else [[("", line)] for line in after],
        "says": [cause.says for cause in change.causes[:_BESIDE]],
        "more": max(len(change.causes) - _BESIDE, 0),
        "wrong": wrong.get(change.mark, []) if change.state is not ChangeState.REMOVED else [],
    }


def _alone(clause: Clause, wrong: dict[str, list[Point]]) -> dict[str, Any]:
    return {
        "anchor": f"clause-{clause.number}",
        "mark": clause.mark,
        "heading": clause.heading,
        "state": "",
        "lines": [[("", line)] for line in clause.lines],
        "says": [],
        "more": 0,
        "wrong": wrong.get(clause.mark, []),
    }


def _anchor(clause: Clause, state: ChangeState) -> str:
    return f"{'was' if state is ChangeState.REMOVED else 'clause'}-{clause.number}"


def _views(workspace: Workspace, version: NoticeVersion, plan: Plan, view: str) -> list[tuple[str, str, None, bool]]:
    here = frame.address("notice", workspace.organisation, version.kind)
    language = f"&language={version.language}" if version.language != "en" else ""
    if plan.served is None:
        return []
    return [
        ("Changes", f"{here}?version={version.version}&view=changes{language}", None, view == "changes"),
        (
            f"Version {plan.served.version}",
            f"{here}?version={version.version}&view=before{language}",
            None,
            view == "before",
        ),
        (f"Version {version.version}", f"{here}?version={version.version}&view=after{language}", None, view == "after"),
    ]


def _points(points: tuple[Point, ...]) -> list[tuple[str, str, list[Point]]]:
    """Of a policy of theirs: what contradicts, what is missing, what was found."""
    signs = ((Standing.CONTRADICTS, "red"), (Standing.MISSING, "amber"), (Standing.FOUND, "green"))
    return [
        (standing.value, sign, own)
        for standing, sign in signs
        if (own := [each for each in points if each.standing is standing])
    ]


def _stop_state(sort: StopSort) -> str:
    return "amber" if sort is StopSort.COUNSEL else "red"


def _others(workspace: Workspace, version: NoticeVersion) -> list[tuple[NoticeVersion, str]]:
    here = frame.address("notice", workspace.organisation, version.kind)
    own = [each for each in reversed(workspace.notices()) if each.kind == version.kind]
    return [(each, f"{here}?version={each.version}&language={each.language}") for each in own[:30]]
