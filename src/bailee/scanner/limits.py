"""Limits of one file's reading, and how a worker process puts them on itself.

A parser may hang, eat memory or die; each worker has hard limits, so that costs one file.
"""

from __future__ import annotations

import contextlib
import sys
from dataclasses import dataclass, replace

from bailee.scanner.processes import Moment

# A megabyte of text on a slow machine, by how much of it the model of names is asked about.
SECONDS_WITH_NAMES = {"off": 2.0, "sampled": 3.0, "full": 60.0}


@dataclass(frozen=True, slots=True)
class Limits:
    """Bytes and seconds for one file with all that lies nested in it."""

    seconds: float = 12.0  # of processor without progress; and in all, beside what its text allows
    stalled: float = (
        60.0  # that pass without progress, however little of a processor it used; in all, in the same proportion
    )
    seconds_per_megabyte: float = 2.0  # of text read, on top
    ratio: int = 8  # characters a byte of the file, beyond which text buys no more time
    seconds_per_finding: float = 0.001  # on top: of a list of people every line tells of somebody
    seconds_per_member: float = 0.02  # of an archive or a mailbox, on top: a hundred thousand mails are no hang
    memory: int = 400 << 20  # of one worker, bytes
    expanded: int = 1 << 30  # bytes that containers may expand to
    members: int = 100_000
    depth: int = 12
    fetched: int = 2 << 30  # bytes of one item of a source that is no folder
    spooled: int = 4 << 30  # of all copies that lie in the spool together; one of any size may be there
    distinct_findings: int = 500_000  # kept of one item
    ocr: str = "sampled"  # how many of a file's pictures are read (extractors.visible_text.MODES)
    reads_pictures: bool = False  # this worker reads them itself; the others put them off for it
    seconds_per_picture: float = 60.0  # on top; a page takes two to six of CPU
    gentle: bool = False  # workers take what nobody else wants
    names: str = "sampled"  # how much of the text the model of names is asked about (detectors.names_model.MODES)

    def for_pictures(self) -> Limits:
        """Of the one worker that reads text out of pictures: it takes 450 MB, and up to 3 s of CPU until it can say that it lives."""
        return replace(self, seconds=max(self.seconds, 15.0), memory=max(self.memory, 800 << 20), reads_pictures=True)

    def are_spent(self, heard: Moment, started: Moment, granted: float) -> bool:
        """Whether a file took too long, by what was spent since its last sign of life and since its start.

        `granted` are the seconds that its text, its members and its pictures allow on top. Seconds of processor count, so a busy
        machine costs no file its reading; what blocks without using any (a share that hangs) is given up later.

        >>> Limits().are_spent(Moment(1.0, 40.0), Moment(9.0, 300.0), granted=60), Limits().are_spent(Moment(12.5, 13), Moment(12.5, 13), 0)
        (False, True)
        """
        in_all = self.seconds + granted
        return (
            heard.cpu > self.seconds
            or started.cpu > in_all
            or heard.clock > self.stalled
            or started.clock > self.stalled * (1 + granted / max(self.seconds, 1.0))
        )


def apply(limits: Limits) -> None:
    """Put the limits on this process: memory, open files, size of files written. A no-op where the system has none."""
    if sys.platform == "win32":
        return
    import resource

    def lower(kind: int, value: int) -> None:
        _, hard = resource.getrlimit(kind)
        ceiling = value if hard == resource.RLIM_INFINITY else min(value, hard)
        resource.setrlimit(kind, (ceiling, ceiling))

    # Data, not address space: libraries map far more than they use. What is already there counts too.
    if sys.platform == "linux":
        lower(resource.RLIMIT_DATA, limits.memory)
    lower(resource.RLIMIT_NOFILE, 128)
    lower(resource.RLIMIT_CORE, 0)
    # Parsers that insist on a path get a memory file; it may hold one expanded file, and the disk gets nothing.
    lower(resource.RLIMIT_FSIZE, limits.expanded)


def allow_cpu(seconds: float) -> None:
    """Let this process use `seconds` of CPU from now on: the limit of the system counts from the start of the process."""
    if sys.platform == "win32":
        return
    import resource

    used = resource.getrusage(resource.RUSAGE_SELF)
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    wanted = int(used.ru_utime + used.ru_stime + seconds) + 1
    if hard == resource.RLIM_INFINITY or wanted <= hard:
        resource.setrlimit(resource.RLIMIT_CPU, (wanted, hard))


def allow_time(seconds: float) -> None:
    """End this process unless it says within `seconds` that it lives; 0: no more.

    The scanner watches too. This is for a worker whose scanner was killed while a library in C holds the interpreter:
    the system's default for SIGALRM needs nobody's help.
    """
    if sys.platform == "win32":
        return
    import signal

    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, seconds)


def end_with_parent() -> None:
    """Have the system end this process when the one that forked it ends. Linux only; elsewhere `allow_time` is what there is."""
    if sys.platform != "linux":
        return
    import ctypes
    import signal

    set_parent_death_signal = 1  # PR_SET_PDEATHSIG of prctl(2)
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(set_parent_death_signal, signal.SIGKILL, 0, 0, 0)
