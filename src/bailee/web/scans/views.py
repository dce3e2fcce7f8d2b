"""The list of scans, the form that starts one, and one that is running."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.add_place import add_place, may_name
from bailee.operations.record_authority import NotInstructed, is_instructed
from bailee.operations.scan_history import how_it_ended, scan_history
from bailee.operations.schedule_scan import scan_schedules
from bailee.operations.start_scan import (
    TASK,
    NeedsNotice,
    continue_scan,
    pause_scan,
    scan_jobs,
    start_scan,
    stop_scan,
)
from bailee.permissions import Permission
from bailee.reports.words import REMEDIES, cause
from bailee.store import jobs
from bailee.store.jobs import JobState
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, Reason
from bailee.web import answers, frame, typed, words
from bailee.web.scans import forms
from bailee.web.visits import moment_of

_HEADS = (
    "Scan",
    "Places",
    "Started",
    "Ended",
    "Seconds",
    "By",
    "How it ended",
    "Read",
    "Partly",
    "Not read",
    "Bytes",
    "New findings",
)
STATES = {
    "waiting": ("unknown", "waits for a worker"),
    "running": ("unknown", "running"),
    "done": ("green", "finished"),
    "stopped": ("amber", "stopped; what was read is kept"),
    "cancelled": ("amber", "taken back before it began"),
    "failed": ("red", "failed"),
}


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What runs, what is due, what was."""
    moment = moment_of(request)
    history = tuple(each for each in scan_history(workspace) if moment is None or each.started_at < moment)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    if request.GET.get("format") == "csv":
        rows = (
            (
                each.ident,
                ", ".join(each.places),
                each.started_at.isoformat(timespec="minutes"),
                each.ended_at.isoformat(timespec="minutes") if each.ended_at else "",
                round(each.seconds) if each.seconds is not None else "",
                names.get(each.by, each.by),
                how_it_ended(each),
                *(each.counts.get(name, 0) for name in ("read", "partly", "skipped", "bytes", "new")),
            )
            for each in history
        )
        return answers.csv_file(f"{workspace.organisation} scans.csv", _HEADS, rows)
    return answers.page(
        request,
        "scans/list.html",
        live=[_shown(workspace, job) for job in scan_jobs(workspace, live=True)] if moment is None else [],
        failed=[_shown(workspace, job) for job in scan_jobs(workspace, live=False, limit=5) if job.state == "failed"]
        if moment is None
        else [],
        schedules=scan_schedules(workspace) if moment is None else (),
        is_past=moment is not None,
        history=[(each, how_it_ended(each)) for each in history],
        names=names,
        past_address=lambda ident: frame.address("scans-past", workspace.organisation, ident),
        end_address=lambda ident: frame.address("scans-schedule-end", workspace.organisation, ident),
        may_scan=workspace.may(Permission.SCAN),
        may_export=workspace.may(Permission.EXPORT),
        start_address=frame.address("scan-start", workspace.organisation),
        schedule_address=frame.address("scans-schedule", workspace.organisation),
    )


def start(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """The form, and the scan that it starts."""
    error = ""
    about: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            job = start_scan(workspace, forms.places_of(request.POST), forms.options_of(request.POST))
        except NeedsNotice as asked:
            error, about = str(asked), asked.about
        except NotInstructed as fault:
            error = f"{words.sentence(str(fault))}."  # where to record it stands above
        except (InvalidInput, NotAllowed) as fault:
            error = typed.plain(fault)
        else:
            return HttpResponseRedirect(frame.address("scans-job", workspace.organisation, job.ident), status=303)
    return form_page(request, workspace, "scans/start.html", error=error, about=about)


def form_page(
    request: HttpRequest, workspace: Workspace, template: str, *, error: str, where_error: str = "", **more: Any
) -> HttpResponseBase:
    """A form that chooses places and options: of one scan, or of a schedule."""
    given = request.POST if request.method == "POST" else request.GET
    places = workspace.places()
    only = places if len(places) == 1 and request.method == "GET" else ()  # nothing to choose from
    return answers.page(
        request,
        template,
        status=400 if error or where_error else 200,
        places=places,
        choices=[(str(place.ident), place.name) for place in places],
        chosen=given.getlist("place") or [str(place.ident) for place in only],
        given=given,
        error=error,
        where_error=where_error,
        names=forms.NAMES,
        pictures=forms.PICTURES,
        places_address=frame.address("scan-places", workspace.organisation) if may_name(workspace) else "",
        scans_address=frame.address("scans", workspace.organisation),
        start_address=frame.address("scan-start", workspace.organisation),
        authority_address=frame.address("authority", workspace.organisation)
        if workspace.needs_authority and (error or not is_instructed(workspace))
        else "",
        **more,
    )


def add(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Name a place, and go back to the form with it ticked; a wrong one stands in its field still."""
    back = frame.address("scan-start", workspace.organisation)
    try:
        place = add_place(workspace, request.POST.get("where", ""))
    except (InvalidInput, NotAllowed) as fault:
        return form_page(request, workspace, "scans/start.html", error="", about=(), where_error=typed.plain(fault))
    messages.success(request, f"{place.name} can be scanned now.")
    return HttpResponseRedirect(f"{back}?place={place.ident}", status=303)


def running(request: HttpRequest, workspace: Workspace, job: str) -> HttpResponseBase:
    """One scan in the background; GET shows, POST stops, pauses or continues it."""
    state = _job(workspace, job)
    address = frame.address("scans-job", workspace.organisation, job)
    if request.method == "POST":
        act = {"stop": stop_scan, "pause": pause_scan, "continue": continue_scan}.get(request.POST.get("act", ""))
        if act is not None:
            act(workspace, job)
        return HttpResponseRedirect(address, status=303)
    return answers.page(request, "scans/job.html", **_context(workspace, state))


def part(request: HttpRequest, workspace: Workspace, job: str) -> HttpResponseBase:
    """The part of that page which goes on."""
    return answers.page(request, "scans/part.html", **_context(workspace, _job(workspace, job)))


def _job(workspace: Workspace, ident: str) -> JobState:
    try:
        state = jobs.state(workspace.home, workspace, ident)
    except InvalidInput:
        raise Http404 from None
    if state.task != TASK:
        raise Http404
    return state


def _context(workspace: Workspace, state: JobState) -> dict[str, Any]:
    scan = state.result.get("scan")
    return {
        "job": _shown(workspace, state),
        "address": frame.address("scans-job", workspace.organisation, state.ident),
        "part_address": frame.address("scans-job-part", workspace.organisation, state.ident),
        "past_address": frame.address("scans-past", workspace.organisation, scan) if scan else "",
        "scans_address": frame.address("scans", workspace.organisation),
        "may_scan": workspace.may(Permission.SCAN),
    }


def _shown(workspace: Workspace, state: JobState) -> dict[str, Any]:
    """A job with its words."""
    kind = "running" if state.is_divided and not state.is_paused else state.state
    colour, said = STATES.get(kind, ("unknown", state.state))
    counts = state.result
    unread = [
        (
            cause(Reason(name.partition(".")[2])),
            number,
            counts.get(f"not-read-bytes.{name.partition('.')[2]}", 0),
            REMEDIES[Reason(name.partition(".")[2])],
        )
        for name, number in counts.items()
        if name.startswith("not-read.") and name.partition(".")[2] in {reason.value for reason in Reason}
    ]
    found = [
        (DATA_CATEGORIES[name.partition(".")[2]].label, number)
        for name, number in counts.items()
        if name.startswith("found.") and name.partition(".")[2] in DATA_CATEGORIES
    ]
    return {
        "state": state,
        "colour": colour,
        "said": "paused" if state.is_paused else "stopping" if state.wish == "stop" and not state.has_ended else said,
        "line": progress_line(state),
        "unread": sorted(unread, key=lambda row: -row[1]),
        "found": sorted(found, key=lambda row: -row[1])[:12],
        "address": frame.address("scans-job", workspace.organisation, state.ident),
    }


def progress_line(state: JobState) -> str:
    """How far it is, in a sentence.

    >>> from datetime import UTC, datetime
    >>> at = datetime(2026, 11, 25, tzinfo=UTC)
    >>> job = JobState("scan-1", "scan", "running", {}, "pat", at, None, at, None, 1, "", "", "", 240, 388, 10**9, 2 * 10**9, 5e7, 2520)
    >>> progress_line(job)
    '50 % of bytes, 240 of 388 files, 50 MB/s, 42 min left'
    >>> more = JobState("scan-1", "scan", "done", {}, "pat", at, None, at, at, 1, "", "", "", 3, 2, 10, 10)
    >>> progress_line(more)
    '100 % of bytes, 3 files'
    >>> divided = JobState("scan-1", "scan", "waiting", {}, "pat", at, None, at, None, 1, "", "", "", 240, 388, result={"ranges": 12, "ranges-ended": 3})
    >>> progress_line(divided)
    '61 % of files, 240 of 388 files, 3 of 12 ranges'
    """
    if state.is_paused and state.state == "waiting":
        return "It waits until somebody continues it, and goes on from there. Meanwhile other scans have its worker."
    if state.state == "waiting" and state.done and not state.is_divided:
        return "It goes on where it was as soon as a worker is free and it may: within its hours, not paused on the machine."
    if state.state == "waiting" and not state.is_divided:
        return "It begins as soon as a worker is free."
    parts = []
    if state.share is not None:
        parts.append(f"{int(100 * state.share)} % of {'bytes' if state.bytes_of else 'files'}")
    # how many there are is known from the scan before: where more came since, that is said no more
    of = f" of {words.number(state.of)}" if state.of and state.done <= state.of else ""
    parts.append(f"{words.number(state.done)}{of} {'file' if state.done == 1 and not of else 'files'}")
    if ranges := state.result.get("ranges"):
        parts.append(f"{words.number(state.result.get('ranges-ended', 0))} of {words.number(ranges)} ranges")
    if state.rate and not state.has_ended:
        parts.append(words.rate(state.rate))
    if state.seconds_left is not None and not state.has_ended:
        parts.append(f"{words.duration(state.seconds_left)} left")
    return ", ".join(parts)
