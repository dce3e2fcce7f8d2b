"""Progress of a scan on a terminal: files, bytes, rate, time left, not read so far, found so far.

Lines that are rewritten on a terminal; elsewhere one at the first finding, then one each 10 s. The amount to read is counted beside the scan.
"""

from __future__ import annotations

import os
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console
from rich.live import Live
from rich.text import Text

from bailee.counting import count
from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.reports.words import inside, size
from bailee.scanner import Event, FolderUnchanged, ItemPartly, ItemRead, KindFound, Skipped, StoreEvent
from bailee.scanner.events import FirstTold
from bailee.scanner.lane import Waiting
from bailee.scanner.pace import Pacer
from bailee.sources.addresses import Where
from bailee.vocabulary import DATA_CATEGORIES, Confidence


def duration(seconds: float) -> str:
    """A rounded time: nobody believes "41 min 37 s left".

    >>> duration(4), duration(95), duration(6720)
    ('4 s', '2 min', '1 h 52 min')
    """
    if seconds < 90:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


_HOLE = 1 << 20  # bytes that a file has and its disk has not: nobody reads them
_HOLES = 10_000  # files with such holes that are remembered
_LAST = 4  # files: as many are being read at once, and how far each has come is not told
_PER_FILE, _PER_BYTE = 12.0, 2e-6  # seconds of processor that a file is given, and a byte of its text (scanner.limits)
_LEFT_FROM = 10  # seconds before a time left is said: the first files tell little about the rest
_FIRST_WORD = 3  # seconds until the first line where there is no terminal, if nothing was found before
_LOOK = 0.2
_EVERY = 10
_BAR = 40


class Watch:
    """Counts events as they pass."""

    def __init__(self, places: Iterable[Where], pacer: Pacer | None = None) -> None:
        self.pacer = pacer or Pacer()
        self.places = list(dict.fromkeys(places))  # one that was typed twice is scanned once
        self.started = time.monotonic()
        self.files = self.bytes = self.unchanged = self.left = self.found = 0
        self.by_category: Counter[str] = Counter()
        self._first = FirstTold()
        self.total_files = self.total_bytes = 0
        self.counted = False
        self._holes: dict[tuple[int, int], int] = {}  # by device and inode
        self.waiting = Waiting()  # pictures to be read

    def count(self) -> None:
        """Count what lies there, in a thread of its own; a folder that cannot be listed counts nothing.

        A source behind an address is not listed twice for it: then nobody knows how much there is.
        """
        folders = [place for place in self.places if isinstance(place, Path)]
        if len(folders) < len(self.places):
            return
        for place in folders:
            stack = [place]
            while stack:
                here = stack.pop()
                try:
                    if here.is_file():
                        self._count_file(here.stat())
                        continue
                    with os.scandir(here) as entries:
                        for entry in entries:
                            if entry.is_dir(follow_symlinks=False):
                                stack.append(Path(entry.path))
                            elif entry.is_file(follow_symlinks=False):
                                self._count_file(entry.stat(follow_symlinks=False))
                except OSError:
                    continue
        self.counted = True

    def _count_file(self, status: os.stat_result) -> None:
        hole = status.st_size - 512 * getattr(status, "st_blocks", 1 << 62)
        if hole >= _HOLE and len(self._holes) < _HOLES:
            self._holes[status.st_dev, status.st_ino] = hole
            self.total_bytes -= hole
        self.total_files, self.total_bytes = self.total_files + 1, self.total_bytes + status.st_size

    def _size(self, facts: ItemFacts | None, size: int) -> int:
        """Bytes of a file that lie on its disk, where it was counted."""
        return size - self._holes.get((facts.device, facts.inode), 0) if facts is not None else size

    def see(self, event: StoreEvent) -> None:
        if isinstance(event, ItemRead | ItemPartly | Skipped):
            self._first.end(event.locator)
        if isinstance(event, Finding | KindFound) and not self._first.is_new(event):
            return
        if isinstance(event, ItemRead | ItemPartly):
            self.files, self.bytes = self.files + 1, self.bytes + self._size(event.facts, event.facts.size)
            self.unchanged += event.unchanged
            self.left += isinstance(event, ItemPartly)
        elif isinstance(event, FolderUnchanged):
            files = event.read + event.partly + event.skipped
            self.files, self.bytes = self.files + files, self.bytes + event.bytes
            self.unchanged, self.left = self.unchanged + files, self.left + event.partly + event.skipped
        elif isinstance(event, Skipped):
            self.files, self.left = self.files + 1, self.left + 1
            self.bytes += self._size(event.facts, event.size)
        elif isinstance(event, KindFound):
            if event.confidence > Confidence.POSSIBLE:
                self.by_category[event.category] += 1
        elif isinstance(event, Finding) and event.confidence > Confidence.POSSIBLE:
            self.found += 1
            self.by_category[event.category] += 1

    @property
    def elapsed(self) -> float:
        return time.monotonic() - self.started

    @property
    def rate(self) -> float:
        """Bytes a second, those of files that are unchanged too: it is the time left that people want to know. What was spent
        waiting for a person, for hours or for the battery is no time of reading."""
        spent = self.elapsed - self.pacer.stood
        return self.bytes / spent if spent > 0 else 0.0

    @property
    def share(self) -> float | None:
        """How much of the bytes was read; None while they are still being counted."""
        return min(self.bytes / self.total_bytes, 1.0) if self.counted and self.total_bytes else None

    def line(self) -> str:
        """The state as one line, without colour."""
        elapsed, rate = self.elapsed, self.rate
        parts = [f"{self.files:,} of {count(self.total_files, 'file')}" if self.counted else count(self.files, "file")]
        if self.counted and self.total_bytes:
            parts.insert(0, f"{min(100 * self.bytes // self.total_bytes, 100)} %")
            parts.append(f"{size(self.bytes)} of {size(self.total_bytes)}")
        else:
            parts.append(size(self.bytes))
        parts.append(f"{size(rate)}/s")
        if self.pacer.why:
            parts.append(f"waiting: {self.pacer.why}")
        elif self.counted and rate and elapsed > _LEFT_FROM and (left := self.total_files - self.files) > 0:
            if left > _LAST or self.waiting.left:
                parts.append(f"{duration(self._seconds_left(rate))} left")
            else:
                parts.append(f"the last {count(left, 'file')}" if left > 1 else "the last file")
        if self.waiting.left:
            parts.append(f"{count(self.waiting.left, 'picture')} to read")
        if self.left:
            parts.append(f"{self.left:,} not read in full")
        return "   ".join(parts)

    def _seconds_left(self, rate: float) -> float:
        """What was never opened at the rate so far, or what waits for its pictures, whichever takes longer: both go on at once."""
        unopened = max(self.total_bytes - self.bytes - self.waiting.bytes, 0)
        seconds = unopened / rate
        if not self.pacer.pace.is_gentle:  # small files come first: no file takes longer than it may
            files = max(self.total_files - self.files, 0)
            seconds = min(seconds, files * _PER_FILE + unopened * _PER_BYTE)
        return max(seconds, self.waiting.seconds_left)

    def findings_line(self) -> str:
        """What was found so far, the most frequent first."""
        if not self.by_category:
            return ""
        most = " · ".join(
            f"{inside(DATA_CATEGORIES[ident].label)} {count:,}" for ident, count in self.by_category.most_common(4)
        )
        return f"found so far: {most}"


@contextmanager
def watching(
    places: Iterable[Where], console: Console, known: tuple[int, int] | None = None, pacer: Pacer | None = None
) -> Iterator[Watch]:
    """Show progress on the console while the block runs; the block calls `see` for each event.

    `known`: files and bytes, where they need not be counted. `pacer`: what the scan waits for.
    """
    watch = Watch(places, pacer)
    if known is None:
        threading.Thread(target=watch.count, daemon=True).start()
    else:
        watch.total_files, watch.total_bytes = known
        watch.counted = True
    if console.is_terminal:
        with Live(console=console, refresh_per_second=4, transient=True, get_renderable=lambda: _shown(watch)):
            yield watch
        return
    stop = threading.Event()

    def tell() -> None:
        while not stop.wait(_LOOK):  # the first line as soon as something was found
            if watch.by_category or watch.elapsed > _FIRST_WORD:
                break
        while not stop.is_set():
            console.print(_plain(watch), soft_wrap=True)
            stop.wait(_EVERY)

    teller = threading.Thread(target=tell, daemon=True)
    teller.start()
    try:
        yield watch
    finally:
        stop.set()
        teller.join()


def _plain(watch: Watch) -> str:
    return "; ".join(part for part in (watch.line(), watch.findings_line()) if part)


def _shown(watch: Watch) -> Text:
    text = Text(no_wrap=True, overflow="ellipsis")
    if watch.share is not None:
        done = round(_BAR * watch.share)
        text.append("  ").append("━" * done, style="bold").append("─" * (_BAR - done), style="dim").append("\n")
    text.append("  " + watch.line(), style="bold")
    if found := watch.findings_line():
        text.append("\n  " + found)
    text.append("\n  Ctrl-C keeps what was read; the next scan continues here", style="dim")
    return text


def seen(watch: Watch, events: Iterable[Event]) -> Iterator[Event]:
    """The events, each shown to the watch on its way."""
    for event in events:
        watch.see(event)
        yield event
