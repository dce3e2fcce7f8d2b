"""Take in what agents handed in: by the same door as a scan of this machine's, so that findings, coverage, changes and evidence appear
where they always do.

    done = take_in(workspace)       # every job that is here whole; how many

Jobs that arrived since are one scan of their places. A piece that does not open, or says nothing that a scan says, costs its job:
it is asked for again, and where that does not help either, it has failed and says why.
"""

from __future__ import annotations

import json
from collections.abc import Generator, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass, field
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.fleet.pieces import unpacked
from bailee.operations.scan_store import ScanRuns, one_at_a_time, uninterrupted
from bailee.operations.state_coverage import state_coverage
from bailee.permissions import Permission
from bailee.scanner import Conduct
from bailee.scanner.events import Event
from bailee.store.bulk import PlaceWriter, batches
from bailee.store.locks import Held
from bailee.store.place_rows import Counts
from bailee.store.rows.base import today
from bailee.store.rows.fleet import Lease
from bailee.store.rows.scans import coverage_of
from bailee.store.workspace import Workspace

AT_ONCE = 500  # jobs of one scan
ATTEMPTS = 3  # of a job whose pieces are damaged
_END = b"end\n"


@dataclass(slots=True)
class TakenIn:
    """What came of the jobs that had arrived."""

    done: int = 0
    failed: int = 0
    again: int = 0  # asked for once more
    counts: Counts = field(default_factory=Counts)


@dataclass(slots=True)
class _Ended:
    """What the last piece of a job says."""

    told: Mapping[str, Any] = field(default_factory=dict)

    @property
    def is_whole(self) -> bool:
        return self.told.get("ended") == "whole"


def take_in(workspace: Workspace) -> TakenIn:
    """Everything that has arrived. ScanRuns where a scan of this organisation runs; it is taken in after it."""
    workspace.require(Permission.SCAN)
    taken = TakenIn()
    if not workspace.arrived_leases(1):
        return taken
    try:
        with one_at_a_time(workspace):
            while arrived := workspace.arrived_leases(AT_ONCE):
                _take_in(workspace, arrived, taken)
    except Held:
        raise ScanRuns(
            "a scan of this organisation is running", hint="what agents found is taken in after it"
        ) from None
    return taken


def _take_in(workspace: Workspace, arrived: tuple[Lease, ...], taken: TakenIn) -> None:
    by_number = {place.ident: place for place in workspace.places()}
    places = [by_number[number] for number in dict.fromkeys(lease.place for lease in arrived)]
    agents = sorted({lease.agent for lease in arrived})
    with workspace.transaction():
        started = workspace.begin_scan(places)
        workspace.record(
            "scan-started",
            f"scan-{started.ident}",
            {"places": len(places), "agents": len(agents), "jobs": len(arrived), **_gates(arrived)},
        )
    counts = Counts()
    state, cause, conducts = "stopped", "", []
    whole: dict[str, bool] = {}  # by device
    cut: list[int] = []  # places
    try:
        for lease in arrived:
            ended = _take_one(workspace, lease, started.ident, by_number[lease.place], counts, taken)
            if ended is None or not ended.is_whole:
                whole[lease.device] = False
                cut.append(lease.place)
            whole.setdefault(lease.device, True)
            if ended is not None and isinstance(ended.told.get("conduct"), dict):
                conducts.append(ended.told["conduct"])
        state = "finished"
    except BaseException as error:
        cause = type(error).__name__
        raise
    finally:
        outcomes = workspace.outcomes(at_end=True)
        with uninterrupted(), workspace.transaction():
            conduct = {**(conducts[0] if len(conducts) == 1 else Conduct().told()), "cut": cut}
            workspace.end_scan(started, state, counts, covered=coverage_of(outcomes), conduct=conduct, cause=cause)
            workspace.record("scan-ended", f"scan-{started.ident}", {"state": state, **asdict(counts)})
            state_coverage(workspace, outcomes)
            _note_readings(workspace, arrived, started.ident, whole, cause)
            if counts.new or counts.changed or counts.gone or counts.moved or counts.files_gone:
                workspace.settle(today())
    taken.counts = counts


def _note_readings(
    workspace: Workspace, arrived: tuple[Lease, ...], scan: int, whole: dict[str, bool], cause: str
) -> None:
    """What each device comes to now, so that no page of the fleet counts it again."""
    versions = {each.ident: each.version for each in workspace.agents()}
    for lease in {each.device: each for each in arrived}.values():
        workspace.note_reading(
            lease.device, scan, state="finished" if whole.get(lease.device) else "stopped", cause=cause,
            policy=str(lease.gate.get("policy", "")), version=versions.get(lease.agent, ""),
        )  # fmt: skip


def _take_one(
    workspace: Workspace, lease: Lease, scan: int, place: Any, counts: Counts, taken: TakenIn
) -> _Ended | None:
    """One job: whole, or as far as it came. What it found stands either way; only a whole one says what is gone."""
    ended = _Ended()
    try:
        _check(workspace, lease)  # that everything is here and opens, before anything is written
        writer = PlaceWriter(workspace, scan, place, counts, f"agent-{lease.agent}")
        with closing(_events(workspace, lease, ended)) as events:
            for batch in batches(events):
                if not all(writer.holds(each.locator) for each in batch if getattr(each, "unchanged", False)):
                    raise InvalidInput("the agent says that a file is as it was, and nothing of it is known here")
                with uninterrupted():
                    writer.save(batch)
        if ended.is_whole:
            with uninterrupted():
                writer.finish(on=_disks(ended.told))
    except (InvalidInput, CannotRead) as error:
        again = lease.attempt < ATTEMPTS
        workspace.settle_lease(lease, "waiting" if again else "failed", f"{error}"[:300])
        taken.again, taken.failed = taken.again + again, taken.failed + (not again)
        return None
    says = str(ended.told.get("says", ""))[:300]
    with uninterrupted(), workspace.transaction():
        workspace.settle_lease(lease, "done" if ended.is_whole else "failed", says, scan)
        if "encrypted" in ended.told:  # agents of before say nothing of disks
            said = ended.told["encrypted"]
            workspace.note_disk(lease.place, said if isinstance(said, bool) else None)
        workspace.record("agent-job-ended", lease.ident, {"agent": lease.agent, "whole": ended.is_whole, "scan": scan})
    taken.done, taken.failed = taken.done + ended.is_whole, taken.failed + (not ended.is_whole)
    return ended


def _check(workspace: Workspace, lease: Lease) -> None:
    """InvalidInput or CannotRead where a piece is missing, does not open, or looked at what the gate was shut to."""
    last = b""
    for sealed in workspace.pieces_of(lease):
        last = workspace.keys.open_spool(sealed)
        if not last.startswith(_END):
            for _ in unpacked(last):
                pass
    if not last.startswith(_END):
        raise InvalidInput("the end of what the agent read did not arrive")
    told = _end_of(last)
    if told.get("staff") and not lease.gate.get("open"):
        raise InvalidInput("the agent looked at something of staff's own, and the gate was shut: nothing of it is kept")


def _events(workspace: Workspace, lease: Lease, ended: _Ended) -> Generator[Event, None, None]:
    for sealed in workspace.pieces_of(lease):
        piece = workspace.keys.open_spool(sealed)
        if piece.startswith(_END):
            ended.told = _end_of(piece)
        else:
            yield from unpacked(piece)


def _disks(told: Mapping[str, Any]) -> set[str]:
    """The disk of the place itself, as the agent says; one of before says nothing, and a place that is empty there may be away."""
    said = told.get("device")
    return {str(said)} if isinstance(said, int) and not isinstance(said, bool) else set()


def _end_of(piece: bytes) -> dict[str, Any]:
    try:
        told = json.loads(piece.removeprefix(_END))
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise InvalidInput("the end of what the agent read says nothing")
    return told


def _gates(arrived: tuple[Lease, ...]) -> dict[str, Any]:
    """What the gate said when these jobs were given out."""
    asked = [lease.gate for lease in arrived if lease.gate]
    overridden = sum(bool(gate.get("overrides")) for gate in asked)
    return {
        "gate": {"asked": len(asked), "open": sum(gate.get("open") is True for gate in asked), "overridden": overridden}
    }


__all__ = ["TakenIn", "take_in"]
