"""Progress of a scan on a terminal: files, bytes, rate, time left, not read so far, found so far.

A line that is rewritten on a terminal; a line each 10 s elsewhere. The amount to read is counted beside the scan.
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

from bailee.reports.words import size
from bailee.scanner import Event, ItemPartly, ItemRead, KindFound, Skipped
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


class Watch:
    """Counts events as they pass."""

    def __init__(self, places: Iterable[Path]) -> None:
        self.places = list(places)
        self.started = time.monotonic()
        self.files = self.bytes = self.unchanged = self.left = self.found = 0
        self.by_category: Counter[str] = Counter()
        self.total_files = self.total_bytes = 0
        self.counted = False

    def count(self) -> None:
        """Count what lies there, in a thread of its own; a folder that cannot be listed counts nothing."""
        for place in self.places:
            stack = [place]
            while stack:
                here = stack.pop()
                try:
                    if here.is_file():
                        self.total_files, self.total_bytes = (
                            self.total_files + 1,
                            self.total_bytes + here.stat().st_size,
                        )
                        continue
                    with os.scandir(here) as entries:
                        for entry in entries:
                            if entry.is_dir(follow_symlinks=False):
                                stack.append(Path(entry.path))
                            elif entry.is_file(follow_symlinks=False):
                                self.total_files += 1
                                self.total_bytes += entry.stat(follow_symlinks=False).st_size
                except OSError:
                    continue
        self.counted = True

    def see(self, event: Event) -> None:
        if isinstance(event, ItemRead | ItemPartly):
            self.files, self.bytes = self.files + 1, self.bytes + event.facts.size
            self.unchanged += event.unchanged
            self.left += isinstance(event, ItemPartly)
        elif isinstance(event, Skipped):
            self.files, self.bytes, self.left = self.files + 1, self.bytes + event.size, self.left + 1
        elif isinstance(event, KindFound):
            if event.confidence > Confidence.POSSIBLE:
                self.by_category[event.category] += 1
        elif event.confidence > Confidence.POSSIBLE:
            self.found += 1
            self.by_category[event.category] += 1

    def line(self) -> str:
        """The state as one line, without colour."""
        elapsed = time.monotonic() - self.started
        rate = self.bytes / elapsed if elapsed else 0.0
        parts = [f"{self.files:,} of {self.total_files:,} files" if self.counted else f"{self.files:,} files"]
        if self.counted and self.total_bytes:
            parts.insert(0, f"{min(100 * self.bytes // self.total_bytes, 100)} %")
            parts.append(f"{size(self.bytes)} of {size(self.total_bytes)}")
        else:
            parts.append(size(self.bytes))
        parts.append(f"{size(rate)}/s")
        if self.counted and rate and elapsed > 5 and self.files < self.total_files:
            parts.append(f"{duration(max(self.total_bytes - self.bytes, 0) / rate)} left")
        if self.left:
            parts.append(f"{self.left:,} not or partly read")
        return "   ".join(parts)

    def findings_line(self) -> str:
        """What was found so far, the most frequent first."""
        if not self.by_category:
            return ""
        most = ", ".join(
            f"{count:,} × {DATA_CATEGORIES[ident].label.lower()}" for ident, count in self.by_category.most_common(4)
        )
        return f"found so far: {most}"


@contextmanager
def watching(places: Iterable[Path], console: Console) -> Iterator[Watch]:
    """Show progress on the console while the block runs; the block calls `see` for each event."""
    watch = Watch(places)
    threading.Thread(target=watch.count, daemon=True).start()
    if console.is_terminal:
        with Live(console=console, refresh_per_second=4, transient=True, get_renderable=lambda: _shown(watch)):
            yield watch
        return
    stop = threading.Event()

    def tell() -> None:
        while not stop.wait(10):
            console.print(watch.line(), soft_wrap=True)

    threading.Thread(target=tell, daemon=True).start()
    try:
        yield watch
    finally:
        stop.set()


def _shown(watch: Watch) -> Text:
    text = Text("  " + watch.line(), style="bold", no_wrap=True, overflow="ellipsis")
    if found := watch.findings_line():
        text.append("\n  " + found, style="not bold")
    text.append("\n  Ctrl-C keeps what was read; the next scan continues here", style="dim not bold")
    return text


def seen(watch: Watch, events: Iterable[Event]) -> Iterator[Event]:
    """The events, each shown to the watch on its way."""
    for event in events:
        watch.see(event)
        yield event
