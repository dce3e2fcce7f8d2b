"""The agent at work: hand in what waits, ask what is to be done, have it done in a process of its own, sleep.

work = Work(folder); work.run()        # until it is stopped
work.once()                            # what there is to do now, then an end: for schedulers, and for tests

Nothing runs while nothing is to be done: the agent waits for the server's answer, or sleeps as long as it was told, give or
take a fifth, so that two thousand do not come at the same moment. A server that does not answer is asked less and less often.
"""

from __future__ import annotations

import json
import os
import platform
import random
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bailee import __version__
from bailee.agent.enrol import require_same_machine
from bailee.agent.explain import NEVER_RUN
from bailee.agent.folder import HOME_VARIABLE, Folder
from bailee.agent.line import Away, Line, Refused
from bailee.agent.spool import Job, Piece, Spool
from bailee.errors import Error, NotAllowed
from bailee.fleet.versions import numbers
from bailee.keys import ScannerKeys

HELD = 25.0  # seconds that a poll may be held by the server
SLEEPS = 60.0  # seconds between polls, where the server says nothing else
LONGEST = 1800.0  # seconds between tries, where it is not reached
RESTARTS = 3  # of a reading that is killed before its end: what it was read by may be what kills it
LOOK = 2.0  # seconds between two looks at a reading that runs
LOW_DISK = 200 << 20


@dataclass(slots=True)
class Work:
    folder: Folder
    say: Callable[[str], None] = lambda _: None
    sleep: Callable[[float], None] = time.sleep
    errors: Counter[str] = field(default_factory=Counter)  # by cause, since it was started
    restarts: Counter[str] = field(default_factory=Counter)  # of readings, by job
    reading: subprocess.Popen[bytes] | None = None
    lease: str = ""  # that is being read
    failures: int = 0  # in a row, of reaching the server
    polled: float = -1e9
    wait: float = 0.0
    refused: str = ""  # the server takes nothing of this agent; what it holds is kept

    def run(self) -> None:
        """Until it is stopped. NotAllowed where the server has no use for this agent any more."""
        enrolment = self.folder.enrolment()
        require_same_machine(enrolment)
        spool = Spool(self.folder.database)
        with Line(self.folder, enrolment) as line:
            try:
                while True:
                    self.sleep(self.turn(line, spool, holds=True))
            finally:
                self._stop_reading()

    def once(self) -> int:
        """One poll, what it asks for, all that waits handed in; how many jobs were done."""
        enrolment = self.folder.enrolment()
        require_same_machine(enrolment)
        spool, done = Spool(self.folder.database), 0
        with Line(self.folder, enrolment) as line:
            while True:
                self._hand_in(line, spool)
                self._poll(line, spool, held=0.0)
                job = self._next(spool)
                if job is None:
                    return done
                self._start_reading(job)
                while self.reading is not None and self.reading.poll() is None:
                    self.sleep(min(LOOK, 0.2))
                self._see_reading(spool)
                done += 1
                self._hand_in(line, spool)

    def turn(self, line: Line, spool: Spool, *, holds: bool) -> float:
        """One round; seconds to sleep until the next."""
        try:
            self._see_reading(spool)
            self._hand_in(line, spool)
            busy = self.reading is not None
            if time.monotonic() - self.polled >= self.wait:
                self._poll(line, spool, held=0.0 if busy or not holds else HELD)
            if self.reading is None and (job := self._next(spool)) is not None:
                self._start_reading(job)
            self.failures, self.refused = 0, ""
        except Away as error:
            return self._back_off("away", error)
        except Refused as refusal:
            if refusal.code in ("revoked", "unknown"):
                raise
            self.refused = refusal.code
            return self._back_off(refusal.code, refusal)
        except NotAllowed as error:
            return self._back_off("certificate", error)
        if self.reading is not None:
            return LOOK
        return max(0.0, self.polled + self.wait - time.monotonic())

    # the server

    def _back_off(self, cause: str, error: Error) -> float:
        """Longer each time, and never all at once."""
        self.errors[cause] += 1
        if self.failures == 0:
            self.say(f"{error}{f'; {error.hint}' if error.hint else ''}")
        self.failures = min(self.failures + 1, 12)
        return random.uniform(0.5, 1.0) * min(LONGEST, 5.0 * 2.0**self.failures)  # noqa: S311 - no secret

    def _hand_in(self, line: Line, spool: Spool) -> None:
        """Everything that waits, in order, each piece until it is acknowledged."""
        while (piece := spool.next()) is not None:
            answer = self._push(line, spool, piece)
            spool.ack(int(answer["acked"]))
        for job in spool.jobs():
            if job.state == "read":
                spool.forget(job.lease)

    def _push(self, line: Line, spool: Spool, piece: Piece, *, leaps: bool = False) -> dict[str, Any]:
        told = {
            "sequence": piece.sequence,
            "lease": piece.lease,
            "attempt": piece.attempt,
            "number": piece.number,
            "last": piece.is_last,
            "lost": piece.is_lost,
            "leaps": leaps,
        }
        try:
            return line.ask("push", told, piece.body)
        except Refused as refusal:
            if refusal.code != "gap" or leaps:
                raise
        # the server expects an earlier one, which is here no more: it was set back, or this spool was lost
        self.errors["gap"] += 1
        return self._push(line, spool, piece, leaps=True)

    def _poll(self, line: Line, spool: Spool, *, held: float) -> None:
        running = [job.lease for job in spool.jobs() if job.state != "withdrawn"]
        told = {"hold": held, "running": running, "report": self.report(spool), "free": not running}
        answer = line.ask("poll", told, seconds=held + 35.0)
        self.polled = time.monotonic()
        self.wait = random.uniform(0.8, 1.2) * float(answer.get("wait", SLEEPS))  # noqa: S311 - no secret
        spool.start_after(int(answer.get("acked", 0)))
        for lease in answer.get("withdrawn", ()):
            spool.mark(str(lease), "withdrawn")
            if str(lease) != self.lease:
                spool.forget(str(lease))
        for lease, renewed in dict(answer.get("renewed", {})).items():
            spool.renew(str(lease), str(renewed["until"]), dict(renewed.get("slip") or {}))
        if (given := answer.get("lease")) is not None:
            spool.take_on(
                Job(
                    str(given["ident"]), int(given["attempt"]), dict(given["told"]), dict(given.get("slip") or {}),
                    str(given["until"]),
                )
            )  # fmt: skip
        self._heed_version(str(answer.get("oldest", "")))

    def _heed_version(self, oldest: str) -> None:
        """Refused where the server allows none as old as this one: it scans no more until it is updated."""
        ours, least = numbers(__version__), numbers(oldest)
        if ours is not None and least is not None and ours < least:
            raise Refused(
                "too-old", f"this agent ({__version__}) is older than its server allows ({oldest})", "update it"
            )

    def report(self, spool: Spool) -> dict[str, Any]:
        """What the agent says of itself: counts and words of ours, no name and no path."""
        pieces, size = spool.held
        free = shutil.disk_usage(self.folder.path).free
        return {
            "held": {"pieces": pieces, "bytes": size},
            "damaged": spool.noted("damaged"),
            "disk_full": free < LOW_DISK,
            "errors": dict(self.errors),
            "reading": self.lease,
            "platform": NEVER_RUN.get(platform.system(), ""),
            "low_privileges": os.name == "posix" and os.geteuid() != 0,
        }

    # reading

    def _next(self, spool: Spool) -> Job | None:
        return next((job for job in spool.jobs() if job.state in ("taken", "reading")), None)

    def _start_reading(self, job: Job) -> None:
        self.say(f"reading {job.lease}")
        self.lease = job.lease
        self.reading = subprocess.Popen(
            [*own_command(), "agent", "read", job.lease],
            env=os.environ
            | {HOME_VARIABLE: str(self.folder.path), "BAILEE_PATTERNS_FOLDER": str(self.folder.patterns)},
        )

    def _see_reading(self, spool: Spool) -> None:
        if self.reading is None or (code := self.reading.poll()) is None:
            return
        lease, self.reading, self.lease = self.lease, None, ""
        job = spool.job(lease)
        if job is None or job.state == "read":
            if code:
                self.errors["not-whole"] += 1
            self.say(f"{lease}: {'read' if not code else 'not whole'}")
            return
        if job.state == "withdrawn":
            spool.forget(lease)
            return
        self.errors["reader-ended"] += 1  # it was killed: `_next` starts it again, from the beginning
        self.restarts[lease] += 1
        if self.restarts[lease] >= RESTARTS:
            self._give_up(spool, lease)

    def _give_up(self, spool: Spool, lease: str) -> None:
        """Hand a job back whose reading never came to its end: the server says so, and nobody reads for ever."""
        enrolment = self.folder.enrolment()
        sealer = ScannerKeys(*enrolment.keys, enrolment.recipient)
        told = {
            "ended": "failed",
            "says": f"the reader was ended {RESTARTS} times before its end",
            "staff": [],
            "conduct": {},
        }
        spool.begin_again(lease)
        spool.put(lease, sealer.seal(b"end\n" + json.dumps(told).encode()), is_last=True)

    def _stop_reading(self) -> None:
        if self.reading is not None and self.reading.poll() is None:
            self.reading.terminate()
            with suppress(subprocess.TimeoutExpired):
                self.reading.wait(20)
            if self.reading.poll() is None:
                self.reading.kill()


def own_command() -> list[str]:
    """This program, as it runs: also where it is one file that needs no Python."""
    return [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "bailee"]
