"""One device: its own table, what of it was read and what was not, its encryption over time, software that watches people.

Held counts what lies on this device alone; Told is the organisation's, for a notice is served to people and not to machines;
Secured asks only who opens this device's stores and whether its disks are encrypted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from bailee.errors import InvalidInput
from bailee.inventory import lies_in
from bailee.matrix.secured import secured_cell
from bailee.operations.list_devices import DeviceLine, list_devices
from bailee.operations.show_status import show_status
from bailee.store.rows.device_readings import DeviceReading
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A category of data on this device."""

    category: str
    label: str
    subject: str
    found: int  # findings of the category here, at likely and up
    stores: tuple[str, ...]
    told: tuple[str, str, str]  # state, word, why: of the organisation
    secured: tuple[str, str, str]  # here


@dataclass(frozen=True, slots=True)
class Span:
    """How long the disks of a device stood so."""

    is_encrypted: bool | None
    since: datetime
    until: datetime  # the last reading that said so


@dataclass(frozen=True, slots=True)
class Watcher:
    """Software on this device that watches people."""

    product: str
    signs: int
    first_on: str
    last_on: str


@dataclass(frozen=True, slots=True)
class DeviceSheet:
    line: DeviceLine
    rows: tuple[DeviceRow, ...]
    readings: tuple[DeviceReading, ...]  # oldest first
    disks: tuple[Span, ...]
    watchers: tuple[Watcher, ...]
    places: tuple[str, ...] = field(repr=False)
    is_current: bool = True  # the table that it stands on is of now


def show_device(workspace: Workspace, ident: str, now: datetime) -> DeviceSheet:
    """InvalidInput where there is no such device."""
    lines, _ = list_devices(workspace, now)
    line = next((each for each in lines if each.facts.ident == ident), None)
    if line is None:
        raise InvalidInput("there is no such device", hint="`bailee devices` lists them")
    readings = workspace.readings_of(ident)
    places = tuple(workspace.device_places(ident).values())
    status = show_status(workspace, patience=0.0)
    rows = _rows(status.content, status.found, places, readings[-1] if readings else None)
    return DeviceSheet(
        line, rows, readings, spans(readings), _watchers(workspace, line.name, places), places, status.is_current
    )


def spans(readings: Iterable[DeviceReading]) -> tuple[Span, ...]:
    """Readings of disks as times in which they said the same, oldest first."""
    made: list[Span] = []
    for each in readings:
        if made and made[-1].is_encrypted is each.is_encrypted:
            made[-1] = replace(made[-1], until=each.at)
        else:
            made.append(Span(each.is_encrypted, each.at, each.at))
    return tuple(made)


def _rows(
    content: dict[str, Any], found: Any, places: Sequence[str], newest: DeviceReading | None
) -> tuple[DeviceRow, ...]:
    told: dict[tuple[str, str], tuple[str, str, str]] = {}
    for group in content["groups"]:
        for row in (*group["rows"], *group["folded"]):
            for column in row["columns"]:
                if column["name"] == "told":
                    cell = column["cell"]
                    told[row["category"], row["subject"]] = (cell["state"], cell["word"], cell["why"])
    made = []
    for holding in found.holdings:
        here = tuple(store for store in holding.stores if lies_in(store, places))
        if not here:
            continue
        exposures = [
            each for each in found.exposures.get((holding.category, holding.subject), ()) if each.store in here
        ]
        cell = secured_cell(replace(holding, stores=here), exposures, ())
        key = (holding.category, holding.subject.value)
        known = DATA_CATEGORIES.get(holding.category)
        made.append(
            DeviceRow(
                holding.category, known.label if known else holding.category, holding.subject.value,
                newest.found.get(holding.category, 0) if newest else 0, here,
                told.get(key, ("unknown", "Unknown", "")), (cell.state.value, cell.word, cell.why),
            )
        )  # fmt: skip
    order = ("red", "amber", "unknown", "green")
    return tuple(sorted(made, key=lambda row: (order.index(row.secured[0]), -row.found, row.label)))


def _watchers(workspace: Workspace, name: str, places: Sequence[str]) -> tuple[Watcher, ...]:
    made: dict[str, Watcher] = {}
    for trace in workspace.tool_traces():
        if trace.where != name and not lies_in(trace.where, places):
            continue
        first = trace.first_on.isoformat() if trace.first_on else ""
        last = trace.last_on.isoformat() if trace.last_on else ""
        known = made.get(trace.product)
        if known is None:
            made[trace.product] = Watcher(trace.product, trace.count, first, last)
        else:
            made[trace.product] = Watcher(
                trace.product, known.signs + trace.count, min(filter(None, (known.first_on, first)), default=""),
                max(known.last_on, last),
            )  # fmt: skip
    return tuple(sorted(made.values(), key=lambda each: (-each.signs, each.product)))
