"""Scan places into the store: what is new, changed and gone since the last time; one scan at a time.

    summary = scan_store(workspace, [Path("/srv/hr")], progress=lambda event: …)

What was read is kept, whatever ends the scan: Ctrl-C, a full disk, a kill. The next one reads only what is left and
what changed.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from bailee import machines
from bailee.errors import CannotRead
from bailee.findings import names_hold
from bailee.gates import Answer
from bailee.inventory import Coverage
from bailee.operations.ask_gate import require_open
from bailee.operations.follow_policy import Followed, follow
from bailee.operations.record_authority import require_authority
from bailee.operations.state_coverage import state_coverage
from bailee.operations.visit_place import Visit
from bailee.own import Own
from bailee.passwords import Passwords
from bailee.permissions import Permission
from bailee.places.staff import Said
from bailee.scanner import Conduct, Event, Known, Limits, ScanKeys, StoreEvent, equipment
from bailee.scanner.lane import Waiting
from bailee.scanner.made_of import reader
from bailee.scanner.scan import Knowledge
from bailee.sources import connect
from bailee.sources.addresses import Address, Where, written
from bailee.sources.credentials import Keyring
from bailee.sources.files import Files
from bailee.sources.interface import Note
from bailee.store.bulk import PlaceWriter, batches
from bailee.store.locks import FileLock, Held
from bailee.store.place_rows import Counts
from bailee.store.rows.base import now, today
from bailee.store.rows.places import Place
from bailee.store.rows.scans import coverage_of
from bailee.store.workspace import Workspace

if TYPE_CHECKING:
    from bailee.detectors.custom import Definition
    from bailee.known_values import KnownValues

Scan = Callable[[Where, ScanKeys, Knowledge], Iterable[Event]]


class ScanRuns(CannotRead):
    """Another scan is running: this one can begin after it."""


@dataclass(frozen=True, slots=True)
class ScanSummary:
    """What one scan did. `dismissed`: present findings that a person dismissed, this time or before."""

    ident: int
    state: str  # finished, stopped
    started_at: datetime
    ended_at: datetime
    places: tuple[str, ...]
    counts: Counts
    dismissed: int
    coverage: Coverage
    conduct: Conduct = field(default_factory=Conduct)

    @property
    def notes(self) -> tuple[tuple[str, Note], ...]:
        """By name of the place: what a person should know beside what was read."""
        return tuple(self.conduct.notes)


def scan_store(
    workspace: Workspace,
    places: Sequence[Where],
    *,
    progress: Callable[[StoreEvent], None] | None = None,
    limits: Limits | None = None,
    jobs: int = 0,
    with_masks: bool = False,
    definitions: tuple[Definition, ...] = (),
    passwords: Passwords | None = None,
    scanner: Scan | None = None,
    keyring: Keyring | None = None,
    rows: str = "sampled",
    spool: Path | None = None,
    said: Said | None = None,
    waiting: Waiting | None = None,
    conduct: Conduct | None = None,
    full_days: int = 0,
    request: int | None = None,
    why_stopped: Callable[[], str] = lambda: "interrupted",
) -> ScanSummary:
    """Scan one place after the other. CannotRead where one is not there, or another scan is running; NotAllowed where the
    client of a provider has not instructed it in writing to scan these places.

    `state` of the summary is `stopped` after Ctrl-C. `definitions` are detectors of the organisation's own; the values that it
    knows come from the store. `passwords` are tried on what is locked, and kept nowhere. `scanner` replaces the engine, for tests.
    `keyring` holds the credentials of addresses; `rows` says how much of a database's tables is read (sampled, full).
    `spool` is the folder for copies of fetched items, one in the store where none is named. `said` is what was said of the notice to
    staff, where something of theirs is looked at; it is evidence. `conduct` says how the scan is to behave; after `full_days` since the
    last full pass (0: never) unchanged files are looked at by their content too. `request` is the number of what was asked for,
    where a page or a schedule did; `why_stopped` names the cause where KeyboardInterrupt ends it.
    """
    conduct = conduct or Conduct()
    roots = _outermost(places)
    workspace.require(Permission.SCAN)
    instructed_by = require_authority(workspace, roots)  # before a single byte of a client's is looked at
    keyring = keyring or Keyring()
    gates = require_open(workspace, map(written, roots), on=now().astimezone().date(), said=said)
    for root in roots:
        if isinstance(root, Address):
            connect(root, keyring).close()  # says what is missing before anything is kept
        else:
            Files(root)  # says where it is not there, or not connected
    followed, limits = follow(workspace, roots, conduct, limits)
    keys = keys_of(workspace, with_masks=with_masks, definitions=definitions, passwords=passwords)
    own = keys.own

    def engine(visit: Visit) -> Iterable[StoreEvent]:
        if scanner is not None:
            return scanner(visit.place.where, keys, visit.writer.known)
        return visit.events(keys, limits, jobs, waiting, conduct)

    def visit(place: Place, writer: PlaceWriter) -> Visit:
        return Visit(workspace, place, writer, spool or workspace.home / "spool", keyring, rows)

    try:
        with one_at_a_time(workspace), names_hold(own):
            conduct.is_full = conduct.is_full or _is_due(workspace, full_days)
            return _scan(
                workspace, roots, visit, engine, keys, progress, limits or Limits(), said, gates, conduct, followed,
                instructed_by, request, why_stopped,
            )  # fmt: skip
    except Held as held:
        who = f" (process {held.holder.pid}, since {held.holder.since:%H:%M} UTC)" if held.holder else ""
        raise ScanRuns(
            f"another scan into this store is running{who}", hint="wait until it is done, or stop it with Ctrl-C there"
        ) from None


def _scan(
    workspace: Workspace,
    roots: Sequence[Where],
    visit: Callable[[Place, PlaceWriter], Visit],
    engine: Callable[[Visit], Iterable[StoreEvent]],
    keys: ScanKeys,
    progress: Callable[[StoreEvent], None] | None,
    limits: Limits,
    said: Said | None,
    gates: tuple[Answer, ...],
    conduct: Conduct,
    followed: Followed,
    instructed_by: tuple[str, ...],
    request: int | None,
    why_stopped: Callable[[], str],
) -> ScanSummary:
    counts = Counts(
        names=equipment.names(limits.names),
        ocr=equipment.pictures(limits.ocr),
        staff=staff_words(said, gates),
    )
    with workspace.transaction():
        rows = [workspace.add_place(root) for root in roots]
        device = workspace.see_device(machines.here(), rows)
        started = workspace.begin_scan(rows, request=request)
        workspace.record(
            "scan-started",
            f"scan-{started.ident}",
            how_begun(rows, said, gates, instructed_by),
        )
    state, cause = "stopped", ""
    try:
        for place in rows:
            conduct.exclusions = followed.exclusions(place.where)
            writer = PlaceWriter(
                workspace,
                started.ident,
                place,
                counts,
                reader(with_masks=keys.with_masks, own=keys.own.digest, names=counts.names, ocr=counts.ocr),
                look_again=conduct.is_full,
            )
            visited = visit(place, writer)
            with closing(_told(engine(visited), progress)) as stream:
                for batch in batches(stream):
                    with uninterrupted():
                        writer.save(batch)
            with uninterrupted():
                visited.finish()
            conduct.notes += [(place.name, note) for note in visited.notes]
        state = "finished"
    except KeyboardInterrupt:
        cause = why_stopped()  # what was read is kept; the summary says that it was stopped
    except BaseException as error:
        cause = type(error).__name__
        raise
    finally:
        outcomes = workspace.outcomes(at_end=True)
        covered = coverage_of(outcomes)
        with uninterrupted(), workspace.transaction():
            ended = workspace.end_scan(started, state, counts, covered=covered, conduct=conduct.told(), cause=cause)
            workspace.record("scan-ended", f"scan-{started.ident}", {"state": state, **asdict(counts)})
            state_coverage(workspace, outcomes)
            if local := [place for place in rows if place.path is not None]:
                mark = followed.mark(local[0].where)
                workspace.note_reading(device, started.ident, state=state, cause=cause, policy=mark)
            if counts.new or counts.changed or counts.gone or counts.moved or counts.files_gone:
                workspace.settle(today())
    return ScanSummary(
        started.ident,
        state,
        started.started_at,
        ended,
        tuple(place.name for place in rows),
        counts,
        workspace.dismissed(),
        covered,
        conduct,
    )


@contextmanager
def one_at_a_time(workspace: Workspace) -> Iterator[None]:
    """No other scan into this store, or of this organisation where the store stands on PostgreSQL. Raises Held where one runs."""
    with (
        FileLock(workspace.home / workspace.scan_lock).held(blocking=False, about=str(workspace.organisation_id)),
        workspace.scanning_alone(),
    ):
        yield


def keys_of(
    workspace: Workspace,
    *,
    with_masks: bool = False,
    definitions: tuple[Definition, ...] = (),
    passwords: Passwords | None = None,
) -> ScanKeys:
    """What a scan of this organisation is read with."""
    own = Own(definitions, known_values_of(workspace))
    keys = workspace.keys
    return ScanKeys(keys.fingerprint_key, keys.content_key, with_masks, own, passwords or Passwords())


def how_begun(
    places: Sequence[Place], said: Said | None, gates: Sequence[Answer], instructed_by: tuple[str, ...]
) -> dict[str, object]:
    """What the record of a scan's beginning says."""
    return {"places": len(places), **_notice(said), **_gates(gates), **_instructed(instructed_by)}


def known_values_of(workspace: Workspace) -> KnownValues | None:
    """The organisation's lists; None where it has none, for then no detector need be loaded to hand them on."""
    lists = workspace.known_lists()
    if not lists:
        return None
    from bailee.known_values import KnownValues

    return KnownValues(workspace.keys.fingerprint_key, lists)


def _is_due(workspace: Workspace, days: int) -> bool:
    """Whether it is so long ago that every file was looked at; the first scan did so. A clock that was put back is no excuse."""
    finished = [scan for scan in workspace.scans() if scan.state == "finished"]
    if not days or not finished:
        return False
    latest = max(scan.started_at for scan in (finished[0], *(scan for scan in finished if scan.conduct.get("full"))))
    return not timedelta(-1) <= now() - latest < timedelta(days)


def _instructed(by: tuple[str, ...]) -> dict[str, list[str]]:
    return {"instructed_by": list(by)} if by else {}


def staff_words(said: Said | None, gates: Sequence[Answer]) -> str:
    """What a report says of the notice to staff: what was said, else what the store knows."""
    if said is not None:
        return said.words()
    served = [each.served_on for each in gates if each.served_on is not None]
    return Said(max(served)).words() if served else ""


def _gates(gates: Sequence[Answer]) -> dict[str, dict[str, object]]:
    """What opened the gate, where something of staff's own is looked at."""
    if not gates:
        return {}
    served = [each.served_on for each in gates if each.served_on is not None]
    return {
        "gate": {
            "asked": len(gates),
            "overridden": sum(bool(each.overridden_by) for each in gates),
            "served_on": max(served).isoformat() if served else "",
            "laws": sorted({law for each in gates for law in each.laws}),
        }
    }


def _notice(said: Said | None) -> dict[str, str]:
    if said is None:
        return {}
    if said.served_on is not None:
        return {"notice_served_on": said.served_on.isoformat()}
    return {"notice_override": said.override}


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Ctrl-C, or the system's wish to end, is heard after the block: half a batch saved is a batch lost."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread is ever interrupted
        return
    heard: list[int] = []
    wishes = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]
    before = [(wish, signal.getsignal(wish)) for wish in wishes if callable(signal.getsignal(wish))]
    for wish, _ in before:
        signal.signal(wish, lambda number, _: heard.append(number))
    try:
        yield
    finally:
        for wish, handler in before:
            signal.signal(wish, handler)
    if heard:
        raise KeyboardInterrupt


def _told(
    events: Iterable[StoreEvent], progress: Callable[[StoreEvent], None] | None
) -> Generator[StoreEvent, None, None]:
    """The events, each told to whoever shows progress. Closing it ends the engine's workers."""
    try:
        for event in events:
            if progress is not None:
                progress(event)
            yield event
    finally:
        if isinstance(events, Generator):
            events.close()


def _outermost(places: Sequence[Where]) -> list[Where]:
    """Each place once, and none that lies in another one."""
    roots = list(dict.fromkeys(place.absolute() if isinstance(place, Path) else place for place in places))
    return [root for root in roots if not any(_holds(other, root) for other in roots)]


def _holds(outer: Where, inner: Where) -> bool:
    if isinstance(outer, Path):
        return isinstance(inner, Path) and outer in inner.parents
    return isinstance(inner, Address) and outer != inner and outer.holds(inner)


__all__ = ["Known", "ScanSummary", "reader", "scan_store"]
