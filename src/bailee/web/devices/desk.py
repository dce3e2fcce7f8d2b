"""The fleets of all clients at once: a line a client, counts alone."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime

from django.http import HttpRequest, HttpResponseBase

from bailee.operations.list_devices import COLOURS, ClientFleet, DeviceState, list_fleets
from bailee.reports.words import cause
from bailee.store.tenancy import Desk
from bailee.vocabulary import Reason
from bailee.web import answers, frame
from bailee.web.devices.views import PAGE, WORDS
from bailee.web.jinja import with_query

_HEADS = (
    "Client",
    "Devices",
    *(WORDS[each].capitalize() for each in DeviceState),
    "Never came",
    "Files",
    "Read",
    "Last heard of",
)


def listing(request: HttpRequest, desk: Desk) -> HttpResponseBase:
    """Every client that the account reaches, the worst fleet first."""
    fleets = list_fleets(desk, datetime.now(UTC))
    is_export = request.GET.get("format") == "csv"
    desk.note_access("devices", export=is_export)
    if is_export:
        return answers.csv_file("fleet.csv", _HEADS, map(_as_csv, fleets))
    states: Counter[DeviceState] = Counter()
    versions: Counter[str] = Counter()
    causes: Counter[str] = Counter()
    for each in fleets:
        states.update(each.states)
        versions.update(each.versions)
        causes.update(each.causes)
    query = request.GET.get("q", "").strip()[:100]
    chosen = [each for each in fleets if query.casefold() in each.membership.name.casefold()]
    typed = request.GET.get("after") or request.GET.get("before") or "0"
    start = int(typed) if typed.isdecimal() and len(typed) < 9 and int(typed) < len(chosen) else 0
    known = {reason.value: cause(reason) for reason in Reason}
    return answers.page(
        request, "devices/fleet.html", fleets=[(each, _colours(each)) for each in chosen[start : start + PAGE]],
        most=max((each.devices for each in fleets), default=0), total=sum(each.devices for each in fleets),
        clients=len(fleets), states=states, missing=sum(each.missing for each in fleets), words=WORDS, order=list(DeviceState),
        versions=versions.most_common(12), causes=[(known.get(reason, reason), count) for reason, count in causes.most_common(12)],
        shown=f"{start + 1:,}–{min(start + PAGE, len(chosen)):,} of {len(chosen):,}" if chosen else "",
        before=str(max(start - PAGE, 0)) if start else "", after=str(start + PAGE) if start + PAGE < len(chosen) else "",
        query=query,
        address=lambda organisation, state="": with_query(frame.address("devices", organisation), state=state or None),
    )  # fmt: skip


def _colours(fleet: ClientFleet) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for state, count in fleet.states.items():
        if state in COLOURS:
            counts[COLOURS[state]] += count
    return dict(counts)


def _as_csv(fleet: ClientFleet) -> tuple[object, ...]:
    last = fleet.last_seen_at.isoformat(timespec="minutes") if fleet.last_seen_at else ""
    counts = (fleet.states.get(each, 0) for each in DeviceState)
    return (fleet.membership.name, fleet.devices, *counts, fleet.missing, fleet.files, fleet.files_read, last)
