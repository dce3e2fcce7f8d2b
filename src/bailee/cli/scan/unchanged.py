"""What `bailee scan` prints where it found everything as the scan before had left it: a few lines, at once.

The table of what is held, told and secured would take longer than such a scan: it is computed when somebody asks for it.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.text import Text

from bailee.cli.output import console, typed
from bailee.counting import count

if TYPE_CHECKING:
    from bailee.operations.scan_store import ScanSummary
    from bailee.store.rows.scans import Scan


def is_unchanged(done: ScanSummary, scans: Sequence[Scan]) -> bool:
    """Whether no file was opened, came, went or changed, and the one before had come to its end. `scans`: this one is the last."""
    counts = done.counts
    if done.state != "finished" or not counts.unchanged or counts.unchanged != counts.read + counts.partly:
        return False
    if counts.new or counts.changed or counts.gone or counts.moved or counts.files_gone or len(scans) < 2:
        return False
    before = scans[-2]
    same = ("read", "partly", "skipped", "names", "ocr")
    return before.state == "finished" and all(before.counts.get(name) == getattr(counts, name) for name in same)


def show_unchanged(
    done: ScanSummary,
    seconds: float,
    places: Sequence[object],
    before: Scan,
    home: str,
    stated: Mapping[str, Any] | None,
) -> None:
    """`stated`: the sealed statement of coverage, for beside every "nothing new" stands what nobody looked at."""
    from bailee.cli.progress import duration
    from bailee.reports.words import size, when

    shown, coverage = console(), done.coverage
    total = coverage.read + coverage.partly + coverage.skipped
    took = f"{size(coverage.read_bytes)} in {duration(seconds)}"
    shown.print(f"[green]✓[/] [bold]{escape(', '.join(done.places))}[/bold], {took}", soft_wrap=True)
    shown.print()
    shown.print(
        f"  {coverage.read:,} read   {coverage.partly:,} partly   {coverage.skipped:,} not read   = {count(total, 'file')}",
        soft_wrap=True,
    )
    shown.print(
        f"  nothing new, changed or gone since {when(before.started_at)}; "
        f"{count(done.counts.unchanged, 'file')} unchanged, not read again",
        soft_wrap=True,
    )
    for place, note in done.notes:
        line = Text("! ", style="yellow").append(f"{place}: ", style="bold").append(note.says, style="default")
        shown.print(line, soft_wrap=True)
    if coverage.causes:
        from bailee.reports.words import REMEDIES, cause
        from bailee.vocabulary import Reason

        shown.print()
        digits = max(len(f"{items:,}") for _, items, _ in coverage.causes)
        for name, items, _ in sorted(coverage.causes, key=lambda row: -row[1]):
            reason = Reason(name)
            line = Text("? ", style="magenta").append(f"{items:>{digits},} {cause(reason):<15}")
            shown.print(line.append(REMEDIES[reason], style="default"), soft_wrap=True)
    if stated is not None:
        from bailee.reports.coverage import line as coverage_line
        from bailee.reports.coverage import seal_line

        for said in (coverage_line(stated["statement"]), seal_line(stated)):
            if said:
                shown.print(said, style="dim", soft_wrap=True, markup=False)
    shown.print()
    again = " ".join(shlex.quote(str(place)) for place in places)
    shown.print(f"table   {escape(typed('bailee status', home))}", soft_wrap=True)
    shown.print(f"page    {escape(typed(f'bailee scan {again} --report report.html', home))}", soft_wrap=True)
