"""The list of departures, the worst first; and one of them: why, the rule, the next step, the files, and a person's decision."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.departures import label, sorts
from bailee.errors import InvalidInput
from bailee.operations.find_departures import known_departures, settle_departure
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.reports import departed
from bailee.store import asking
from bailee.store.rows.departed import Known
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.visits import one_look

PAGE = 50
_STATES = (("", "Every state"), ("red", "Red"), ("amber", "Amber"), ("unknown", "For counsel"))


@one_look
def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Those that are open; with `?view=settled` those that somebody settled or a hold keeps, with `?view=cleared` those that are gone."""
    status = show_status(workspace)
    every = known_departures(workspace, status.content)
    if request.GET.get("format") == "csv":
        name = f"{workspace.organisation} departures.csv"
        return answers.csv_file(name, departed.CSV_HEADS, departed.csv_rows(every))
    view = request.GET.get("view", "")
    history = workspace.departure_history()
    sort, state = request.GET.get("sort", ""), request.GET.get("state", "")
    fitting = [
        each
        for each in every
        if each["open"] is (view != "settled") and sort in ("", each["sort"]) and state in ("", each["state"])
    ]
    start = _start(request, len(fitting))
    here = frame.address("departures", workspace.organisation)
    cleared = [each for each in history.values() if each.cleared_at is not None]
    counts = Counter(each["open"] for each in every)
    return answers.page(
        request,
        "departures/list.html",
        found=[_row(workspace, each, history) for each in fitting[start : start + PAGE]],
        total=len(fitting),
        line=_line(every),
        view=view,
        views=[
            ("Open", here, counts[True], view not in ("settled", "cleared")),
            ("Settled", f"{here}?view=settled", counts[False], view == "settled"),
            ("Cleared", f"{here}?view=cleared", len(cleared), view == "cleared"),
        ],
        cleared=[
            _cleared(each) for each in sorted(cleared, key=lambda each: each.cleared_at or each.found_at, reverse=True)
        ][:PAGE],
        filters=[
            ("sort", "Sort", [("", "Every sort"), *((each, label(each)) for each in sorts())], sort),
            ("state", "State", _STATES, state),
        ],
        filtered=bool(sort or state),
        shown_words=f"{start + 1}–{min(start + PAGE, len(fitting))} of {len(fitting):,}" if len(fitting) > PAGE else "",
        before=str(max(start - PAGE, 0)) if start else "",
        after=str(start + PAGE) if start + PAGE < len(fitting) else "",
        is_current=status.is_current,
        computed_at=status.at,
        looked=status.content.get("looked", False),
        may_export=workspace.may(Permission.EXPORT),
        may_scan=workspace.may(Permission.SCAN),
        scan_address=frame.address("scan-start", workspace.organisation),
        address=here,
        apart_address=frame.address("departures-apart", workspace.organisation),
        holds_address=frame.address("departures-holds", workspace.organisation),
        whose_address=frame.address("departures-whose", workspace.organisation),
    )


@one_look
def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """One departure; one that is cleared shows when, and by which scan."""
    return _one(request, workspace, ident)


def _one(
    request: HttpRequest,
    workspace: Workspace,
    ident: str,
    *,
    error: str = "",
    wrong: str = "",
    given: Mapping[str, str] | None = None,
) -> HttpResponseBase:
    status = show_status(workspace)
    found = next((each for each in known_departures(workspace, status.content) if each["ident"] == ident), None)
    known = workspace.departure_history().get(ident)
    if found is None and known is None:
        raise Http404
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    may_see = workspace.may(Permission.SEE_FINDINGS)
    decision = (found or {}).get("decision")
    return answers.page(
        request,
        "departures/one.html",
        status=422 if error else 200,
        each=found,
        known=known,
        sort=label(found["sort"]) if found else label(known.sort) if known and known.sort in sorts() else "",
        times=_history(known, workspace, decision, names),
        decided_by=names.get(decision["by"], decision["by"]) if decision else "",
        may_decide=workspace.may(Permission.DECIDE_FINDINGS),
        may_see=may_see,
        error=error,
        wrong=wrong,
        given=dict(given or {"verdict": "", "reason": "", "until": ""}),
        today=_today().isoformat(),
        is_current=status.is_current,
        decide_address=frame.address("departure-decide", workspace.organisation, ident),
        address=frame.address("departures", workspace.organisation),
        apart_address=frame.address("departures-apart", workspace.organisation),
        client_address=frame.address("client", workspace.organisation) if workspace.may(Permission.SEE_TABLE) else "",
        obligations_address=frame.address("obligations", workspace.organisation),
    )


def decide(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Accept it until a day, say that it is not so, or open it again."""
    given = {name: request.POST.get(name, "") for name in ("verdict", "reason", "until")}
    content = show_status(workspace).content
    found = next((each for each in content.get("departures", ()) if each["ident"] == ident), None)
    if found is None:
        raise Http404
    try:
        until = date.fromisoformat(given["until"]) if given["until"] else None
    except ValueError:
        return _one(request, workspace, ident, error="Write the day as year-month-day.", wrong="f-until", given=given)
    try:
        settle_departure(
            workspace, ident, found["sort"], given["verdict"], reason=given["reason"], until=until, on=_today()
        )
    except InvalidInput as fault:
        wrong = "f-until" if "until" in str(fault) or "passed" in str(fault) else "f-reason"
        return _one(request, workspace, ident, error=typed.plain(fault), wrong=wrong, given=given)
    said = {
        "accepted": f"Accepted until {words.day(until)}." if until else "Accepted.",
        "not-so": "Kept as not so.",
        "reopened": "It is open again.",
    }[given["verdict"]]
    messages.success(request, f"{said} It is remembered over rescans.")
    return HttpResponseRedirect(frame.address("departure", workspace.organisation, ident), status=303)


def _row(workspace: Workspace, each: dict[str, Any], history: Mapping[str, Known]) -> dict[str, Any]:
    known = history.get(each["ident"])
    decision = each["decision"]
    settled = ""
    if decision:
        until = f" until {words.day(date.fromisoformat(decision['until']))}" if decision["until"] else ""
        settled = f"{'Accepted' if decision['verdict'] == 'accepted' else 'Not so'}{until}: {decision['reason']}"
    elif each["held_by"]:
        settled = f"Kept by {' and '.join(each['held_by'])}."
    return {
        "each": each,
        "address": frame.address("departure", workspace.organisation, each["ident"]),
        "since": known.found_at if known else None,
        "settled": settled,
    }


def _line(every: list[dict[str, Any]]) -> str:
    open_ = [each for each in every if each["open"]]
    red = sum(each["state"] == "red" for each in open_)
    if not every:
        return "Nothing departs from what was declared, or from what a law asks of place, access and time."
    if not open_:
        return "None is open: each was settled, or is kept by a legal hold."
    return f"{words.count(len(open_), 'departure is', 'departures are')} open, {red:,} of them red."


def _cleared(each: Known) -> dict[str, Any]:
    return {"known": each, "title": each.says.get("title", label(each.sort)), "rule": each.says.get("rule", "")}


def _history(
    known: Known | None, workspace: Workspace, decision: Any, names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """What happened: found, decided, cleared."""
    if known is None:
        return []
    numbers = {scan.ident: scan.started_at for scan in workspace.scans()}

    def by(scan: int | None) -> str:
        return f"by the scan of {words.when(numbers[scan])}" if scan in numbers else ""

    times: list[tuple[str, str, str]] = [("done", words.moment(known.found_at), f"Found {by(known.found_by)}".strip())]
    if decision:
        said = "Accepted" if decision["verdict"] == "accepted" else "Said to be not so"
        until = f" until {words.day(date.fromisoformat(decision['until']))}" if decision["until"] else ""
        times.append(
            (
                "done",
                words.day(date.fromisoformat(decision["on"])),
                f"{said}{until} by {names.get(decision['by'], decision['by'])}",
            )
        )
    if known.cleared_at is not None:
        times.append(("done", words.moment(known.cleared_at), f"Cleared {by(known.cleared_by)}".strip()))
    return times


def _start(request: HttpRequest, count: int) -> int:
    """Where the page begins, of a list that is in memory."""
    asked = request.GET.get("after") or request.GET.get("before") or "0"
    return min(int(asked), max(count - 1, 0)) if asked.isdecimal() and len(asked) < 9 else 0


def _today() -> date:
    return asking.today()
