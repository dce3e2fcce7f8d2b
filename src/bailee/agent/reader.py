"""Reads one place for one job, and spools what it yields in sealed pieces. A process of its own: what it took of memory goes with it.

It asks the gate's slip before it looks at anything of staff's own, keeps to the pace that it was told, and waits where the disk
is full. However it ends, the last piece says how: whole, or why not.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from bailee.agent.folder import Enrolment, Folder
from bailee.agent.memory import Memory
from bailee.agent.spool import DiskFull, Job, Spool
from bailee.errors import Error, InvalidInput, NotAllowed
from bailee.fleet import slips
from bailee.fleet.pieces import Cutter, packed
from bailee.keys import ScannerKeys
from bailee.places.staff import watched
from bailee.scanner import Conduct, Event, Hours, Limits, Pace, Pacer, ScanKeys, scan
from bailee.scanner.events import ItemPartly, ItemRead
from bailee.scanner.made_of import reader
from bailee.sources.exclusions import Exclusion, Exclusions

WAITS = 30.0  # seconds between two tries on a full disk
GIVES_UP = 6 * 3600.0  # seconds of a full disk after which the job is handed back
LEAST_FREE = 200 << 20  # bytes that the agent leaves free, whatever it spools


@dataclass(frozen=True, slots=True)
class Told:
    """How a job is to be done, as the server wrote it. A setting that is not there is the gentle one."""

    path: Path
    share: float = 0.5  # of one core
    megabytes: float = 20.0  # a second
    hours: str = ""
    battery: int = 40
    memory: int = 400  # MB of one worker
    jobs: int = 1
    names: str = "sampled"
    ocr: str = "sampled"
    exclude: tuple[tuple[str, str], ...] = ()  # pattern, reason
    least_free: int = LEAST_FREE
    since: str = ""  # the reading of this place that the server took in last

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> Told:
        """InvalidInput where it makes no sense: what a server of a later version asks is not guessed at."""
        try:
            known = {name: told[name] for name in cls.__slots__ if name in told and name not in ("path", "exclude")}
            exclude = tuple((str(pattern), str(reason)) for pattern, reason in told.get("exclude", ()))
            return cls(Path(str(told["path"])), exclude=exclude, **known)
        except (KeyError, TypeError, ValueError):
            raise InvalidInput("this job says nothing that this agent understands", hint="update the agent") from None

    def conduct(self, paused: Path) -> Conduct:
        pace = Pace(
            share=float(self.share),
            megabytes=float(self.megabytes),
            hours=Hours.of(self.hours) if self.hours else None,
            battery=int(self.battery),
        )
        rules = tuple(Exclusion(pattern, reason) for pattern, reason in self.exclude)
        return Conduct(Pacer(pace, paused=paused.exists), Exclusions(rules))

    def limits(self) -> Limits:
        usual = Limits()
        return replace(
            usual, memory=max(64, min(int(self.memory), 4096)) << 20, names=self.names, ocr=self.ocr, gentle=True
        )


def staffs_own(path: Path) -> tuple[str, ...]:
    """What of staff's own lies there, in words that name nobody. A service is no person: every home is somebody else's."""
    return tuple(dict.fromkeys(each.words for each in watched([str(path)], account="")))


def require_gate(job: Job, enrolment: Enrolment, at: datetime) -> tuple[str, ...]:
    """What of staff's own the job would look at. NotAllowed where the gate did not say that it may, or said so too long ago."""
    own = staffs_own(Told.of(job.told).path)
    if not own:
        return ()
    if not job.slip:
        raise NotAllowed(
            f"{own[0]} would be looked at, and the gate was not asked", hint="the agent asks when it reaches the server"
        )
    slip = slips.read(job.slip, bytes.fromhex(enrolment.verify_key))
    if why := slip.lets(job.lease, enrolment.ident, at):
        raise NotAllowed(f"{own[0]} would be looked at, and {why}", hint="serve the notice, or open the gate by name")
    return own


def read(folder: Folder, lease: str, *, now: float | None = None) -> str:
    """Do one job that was taken on; how it ended: whole, or the reason why not."""
    enrolment, spool = folder.enrolment(), Spool(folder.database)
    job = spool.job(lease)
    if job is None:
        raise InvalidInput("there is no such job")
    spool.begin_again(lease)
    fingerprint_key, content_key = enrolment.keys
    sealer = ScannerKeys(fingerprint_key, content_key, enrolment.recipient)
    at = datetime.fromtimestamp(now if now is not None else time.time(), UTC)
    own: tuple[str, ...] = ()
    conduct: Conduct | None = None
    devices: set[int] = set()
    ended, says = "failed", ""
    try:
        told = Told.of(job.told)
        own = require_gate(job, enrolment, at)
        if not told.path.exists():
            raise InvalidInput("the place is not there", hint="mount it, or take it out of the job")
        conduct = told.conduct(folder.path / "paused")
        keys, stamp = ScanKeys(fingerprint_key, content_key), reader(names=told.names, ocr=told.ocr)
        with Memory(folder.memory, content_key, str(told.path), lease, since=told.since, stamp=stamp) as memory:
            events = scan(
                told.path, keys=keys, known=memory.known, limits=told.limits(), jobs=int(told.jobs), conduct=conduct
            )
            noted = memory.noting(_noting(events, devices))
            for held in Cutter().cut(_while_wanted(noted, spool, lease)):
                _put(spool, lease, sealer.seal(packed(held)), folder, told.least_free)
            memory.keep()
        ended = "whole"
    except Withdrawn:
        says = "withdrawn"
    except NotAllowed as error:
        says = f"gate: {error}" if "looked at" in str(error) else str(error)
    except Error as error:
        says = str(error)
    except OSError as error:
        says = f"the system refused: {os.strerror(error.errno).lower() if error.errno else type(error).__name__}"
    last: dict[str, Any] = {
        "ended": ended,
        "says": says[:300],
        "staff": list(own),
        "conduct": conduct.told() if conduct else {},
    }
    if conduct is not None:  # it was begun
        last["encrypted"] = are_disks_encrypted(told.path, devices, at)
        with suppress(OSError):  # by it the server knows an empty folder that a share was mounted on
            last["device"] = told.path.stat().st_dev
    body = sealer.seal(b"end\n" + json.dumps(last).encode())
    with suppress(DiskFull):
        _put(spool, lease, body, folder, 0, is_last=True)
    return "" if ended == "whole" else says


def are_disks_encrypted(place: Path, devices: set[int], at: datetime) -> bool | None:
    """Whether the disks that a place lies on are (LUKS, BitLocker, FileVault), as this system says; None where it does not say."""
    from bailee.protection.probe import SystemProbe
    from bailee.protection.surroundings import look_around

    try:
        seen = look_around(place, devices, SystemProbe(), at.date())
    except (OSError, Error):
        return None
    return None if seen is None else seen.is_all_encrypted


def _noting(events: Iterable[Event], devices: set[int]) -> Iterator[Event]:
    """The events; `devices` takes on which disks their files lie."""
    for event in events:
        facts = event.facts if isinstance(event, ItemRead | ItemPartly) else None
        if facts is not None and facts.device:
            devices.add(facts.device)
        yield event


class Withdrawn(Exception):
    """Nobody wants this job any more."""


def _while_wanted(events: Iterable[Event], spool: Spool, lease: str) -> Iterator[Event]:
    """The events, until the job is withdrawn: looked at every few seconds."""
    looked = time.monotonic()
    for event in events:
        yield event
        if time.monotonic() - looked > 5:
            looked = time.monotonic()
            job = spool.job(lease)
            if job is None or job.state == "withdrawn":
                raise Withdrawn


def _put(spool: Spool, lease: str, body: bytes, folder: Folder, least_free: int, *, is_last: bool = False) -> None:
    """Keep a piece; on a full disk wait, and say so, for what was read is not read again for it."""
    until = time.monotonic() + GIVES_UP
    while True:
        try:
            if least_free and shutil.disk_usage(folder.path).free < least_free:
                raise DiskFull
            spool.put(lease, body, is_last=is_last)
        except DiskFull:
            print("the disk is full: waiting", file=sys.stderr, flush=True)  # noqa: T201 - the service's log
            if time.monotonic() > until:
                raise
            time.sleep(WAITS)
        else:
            return
