"""The register of what watches people, each tool with the notice that covers it and the days that must run."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bailee.gates import Lead, hired_since
from bailee.gates.covering import Cover, Telling, covered
from bailee.gates.laws import Held
from bailee.matrix import SUBJECTS
from bailee.monitoring.register import Entry
from bailee.operations.ask_gate import NOTICES, laws_of, who_signs
from bailee.reports import tools
from bailee.store.workspace import Workspace

HEADS = (
    "Tool", "Maker", "Sort", "Records", "Of", "Since", "Kept", "Seen by", "For", "Found or declared", "Differs", "Notice", "Served on",
    "May watch from", "How people were told",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Covered:
    """One tool of the register, and how it stands with what people were told."""

    entry: Entry
    cover: Cover


@dataclass(frozen=True, slots=True)
class Watching:
    """The register as a page shows it, and the laws that ask for days of notice."""

    tools: tuple[Covered, ...]
    leads: tuple[Lead, ...]
    unsure: tuple[str, ...]


def watching(workspace: Workspace, *, on: date, entries: Iterable[Entry] | None = None) -> Watching:
    """The register on a day. Only tools that watch staff need a notice to staff; the others stand without."""
    held: Held = laws_of(workspace, on)
    tellings = tuple(_tellings(workspace, on, hired_since(held.leads), held.zones))
    found = workspace.register(on) if entries is None else entries
    made = tuple(Covered(entry, covered(entry, tellings, held.leads, on=on)) for entry in found)
    return Watching(made, held.leads, held.unsure)


def _tellings(workspace: Workspace, on: date, since: date | None, zones: tuple[str, ...]) -> Iterable[Telling]:
    """Published notices to staff: what each tells of, and whom it reached."""
    for version in workspace.published_to_staff(NOTICES):
        of = [(version.kind, version.version, version.language)]
        reach = workspace.reached(of, on=on, hired_since=since, zones=zones)
        label = f"{version.kind.replace('-', ' ')} v{version.version}"
        gap = "was not sent" if reach.of is None else f"did not reach {reach.missing:,} of {reach.of:,}"
        unsigned, none_signs = who_signs(reach, since) if reach.of else ("", "")
        yield Telling(
            label,
            version.categories,
            version.tools,
            reach.on,
            reach.how,
            "" if reach.on else gap,
            reach.signed_on,
            unsigned,
            none_signs,
        )


def row(each: Covered) -> tuple[object, ...]:
    """A line of the CSV, under HEADS."""
    entry, cover = each.entry, each.cover
    found = "found" if entry.found else ""
    declared = "declared" if entry.declaration else ""
    return (
        entry.name, entry.maker, entry.group.value, tools.watches(entry), ", ".join(SUBJECTS[of] for of in entry.watched),
        entry.since or "", entry.kept.words, entry.viewers.words, tools.declared(entry), " and ".join(filter(None, (found, declared))),
        "; ".join(entry.differences), cover.notice, cover.served_on or "", cover.counts_from or "", cover.says,
    )  # fmt: skip


def shape(cover: Cover) -> dict[str, object]:
    """As programs read it."""
    return {
        "state": cover.state.value,
        "says": cover.says,
        "notice": cover.notice or None,
        "names_it": cover.names_it,
        "served_on": cover.served_on.isoformat() if cover.served_on else None,
        "counts_from": cover.counts_from.isoformat() if cover.counts_from else None,
    }
