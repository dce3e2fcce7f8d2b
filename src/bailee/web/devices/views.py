"""Devices of one organisation, and one of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.operations.list_devices import COLOURS, ORDER, DeviceLine, DeviceState, list_devices, never_came, version_of
from bailee.operations.show_device import show_device
from bailee.permissions import Permission
from bailee.reports.words import REMEDIES, cause
from bailee.store.workspace import Workspace
from bailee.vocabulary import Reason
from bailee.web import answers, frame
from bailee.web.jinja import with_query

PAGE = 50
WORDS = {
    DeviceState.REFUSED: "refused", DeviceState.LEFT_OUT: "nothing is read", DeviceState.SILENT: "silent",
    DeviceState.BEHIND: "behind", DeviceState.SCANNING: "scanning", DeviceState.CURRENT: "read", DeviceState.RETIRED: "retired",
}  # fmt: skip
_HEADS = (
    "Device",
    "Ident",
    "State",
    "Why",
    "System",
    "Site",
    "Last heard of",
    "Version",
    "Files",
    "Read",
    "Disk encrypted",
    "Last read",
)


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Every device, the worst first, with what is true of all of them as plots."""
    now = datetime.now(UTC)
    lines, facts = list_devices(workspace, now)
    chosen = _chosen(request, lines)
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} devices.csv", _HEADS, map(_as_csv, chosen))
    expected = [each for each in lines if each.state is not DeviceState.RETIRED]
    counts = Counter(each.state for each in lines)
    start = _start(request, len(chosen))
    return answers.page(
        request, "devices/list.html",
        lines=[(each, COLOURS.get(each.state, ""), WORDS[each.state]) for each in chosen[start : start + PAGE]],
        shown=f"{start + 1:,}–{min(start + PAGE, len(chosen)):,} of {len(chosen):,}" if chosen else "",
        before=str(max(start - PAGE, 0)) if start else "", after=str(start + PAGE) if start + PAGE < len(chosen) else "",
        total=len(expected), counts=counts, missing=never_came(facts.awaited, now),
        views=_views(request, counts), query=request.GET.get("q", "")[:100],
        versions=spread(version_of(each.facts) or "not known" for each in expected),
        policies=spread(_policy_words(each) for each in expected),
        causes=causes(expected), refused=facts.refused.most_common(8), sites=by_site(expected), version_of=version_of,
        device_address=lambda ident: frame.address("device", workspace.organisation, ident),
        install_address=frame.address("devices-install", workspace.organisation) if workspace.may(Permission.MANAGE_STORES) else "",
        policies_address=frame.address("policies", workspace.organisation), may_export=workspace.may(Permission.EXPORT),
    )  # fmt: skip


def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """One device."""
    try:
        sheet = show_device(workspace, ident, datetime.now(UTC))
    except InvalidInput:
        raise Http404 from None
    workspace.note_access("devices")
    reading = sheet.line.facts.reading
    return answers.page(
        request, "devices/one.html", sheet=sheet, line=sheet.line, facts=sheet.line.facts, reading=reading,
        colour=COLOURS.get(sheet.line.state, ""), word=WORDS[sheet.line.state],
        causes=causes([sheet.line]), version=version_of(sheet.line.facts),
        policy_address=with_query(frame.address("policies", workspace.organisation), level="device", about=ident),
        devices_address=frame.address("devices", workspace.organisation),
        keep_address=f"{frame.address('stores', workspace.organisation)}#devices",
    )  # fmt: skip


def spread(values: Iterable[str]) -> list[tuple[str, int]]:
    """How many have each, most first."""
    return Counter(values).most_common(12)


def causes(lines: Sequence[DeviceLine]) -> list[tuple[str, int, int, str]]:
    """What was not read: (cause, files, devices, what would read them), most first."""
    files: Counter[str] = Counter()
    devices: Counter[str] = Counter()
    for each in lines:
        if each.facts.reading is not None:
            files.update(each.facts.reading.causes)
            devices.update(each.facts.reading.causes.keys())
    known = {reason.value: reason for reason in Reason}
    return [
        (cause(known[reason]) if reason in known else reason, count, devices[reason], REMEDIES[known[reason]] if reason in known else "")
        for reason, count in files.most_common()
    ]  # fmt: skip


def by_site(lines: Sequence[DeviceLine]) -> list[tuple[str, dict[str, int]]]:
    """Devices of each site by the colour of their state, most first."""
    found: dict[str, Counter[str]] = {}
    for each in lines:
        found.setdefault(each.facts.site or "at no site", Counter())[COLOURS[each.state]] += 1
    return sorted(
        ((site, dict(counts)) for site, counts in found.items()), key=lambda pair: (-sum(pair[1].values()), pair[0])
    )


def _policy_words(line: DeviceLine) -> str:
    if line.facts.reading is None:
        return "never read"
    return "read before a policy changed" if line.is_under_policy is False else "read under what holds now"


def _chosen(request: HttpRequest, lines: Sequence[DeviceLine]) -> list[DeviceLine]:
    state, query = request.GET.get("state", ""), request.GET.get("q", "").strip().casefold()[:100]
    found = [each for each in lines if (each.state is not DeviceState.RETIRED if not state else each.state == state)]
    if query:
        found = [
            each for each in found
            if query in " ".join((each.name, each.facts.ident, each.facts.system, each.facts.site, version_of(each.facts))).casefold()
        ]  # fmt: skip
    return found


def _start(request: HttpRequest, of: int) -> int:
    typed = request.GET.get("after") or request.GET.get("before") or "0"
    start = int(typed) if typed.isdecimal() and len(typed) < 9 else 0
    return start if start < of else 0


def _views(request: HttpRequest, counts: Counter[DeviceState]) -> list[tuple[str, str, int, bool]]:
    state = request.GET.get("state", "")
    expected = sum(count for each, count in counts.items() if each is not DeviceState.RETIRED)
    shown = [
        ("All", "", expected),
        *((WORDS[each].capitalize(), each.value, counts[each]) for each in ORDER if counts[each]),
    ]
    return [
        (words, with_query(request.path, state=value or None, q=request.GET.get("q") or None), count, value == state)
        for words, value, count in shown
    ]


def _as_csv(line: DeviceLine) -> tuple[Any, ...]:
    facts, reading = line.facts, line.facts.reading
    disk = (
        {True: "yes", False: "no"}.get(reading.is_encrypted, "not known")
        if reading and reading.is_encrypted is not None
        else "not known"
    )
    return (
        line.name, facts.ident, WORDS[line.state], line.why, facts.system, facts.site, facts.last_seen_at.isoformat(timespec="minutes"),
        version_of(facts), reading.files if reading else "", reading.read if reading else "", disk,
        reading.at.isoformat(timespec="minutes") if reading else "",
    )  # fmt: skip
