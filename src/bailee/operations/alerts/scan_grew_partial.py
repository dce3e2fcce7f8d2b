"""The share of what a scan could not read rose: a hole that could hide what the table says is not there."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.store.rows.scan_work import PastScan
from bailee.vocabulary import Severity

SORT = "scan-grew-partial"
ROSE = 0.02  # of all files: below it, files come and go
FEWEST = 10  # files more than before


def find(look: Look) -> Iterator[Found]:
    finished: dict[tuple[str, ...], list[PastScan]] = {}
    for scan in look.scans:
        if scan.state == "finished":
            finished.setdefault(tuple(sorted(scan.places)), []).append(scan)
    for scans in finished.values():
        if len(scans) < 2:
            continue
        newest, files, left = scans[0], *_read(scans[0])
        # against the best of the last ones, so that a hole which stays is not forgotten with the next scan
        best = min((share_left(scan) for scan in scans[1:6]), default=0.0)
        fewest_left = min((_read(scan)[1] for scan in scans[1:6]), default=0)
        if not files or left - fewest_left < FEWEST or left / files - best < ROSE:
            continue
        yield Found(
            SORT,
            " ".join(sorted(newest.places)) or f"scan-{newest.ident}",
            Severity.MEDIUM,
            f"A scan reads less than before: {newest.places[0] if len(newest.places) == 1 else f'{len(newest.places)} places'}",
            f"{left:,} of {files:,} files were not or only partly read, {left - fewest_left:,} more than before.",
            "Open the scan: what was not read stands there by cause, with what would read it.",
            "scans-past",
            (str(newest.ident),),
        )


def share_left(scan: PastScan) -> float:
    files, left = _read(scan)
    return left / files if files else 0.0


def _read(scan: PastScan) -> tuple[int, int]:
    """Files, and those of them that were not or only partly read."""
    read, partly, skipped = (int(scan.counts.get(name, 0)) for name in ("read", "partly", "skipped"))
    return read + partly + skipped, partly + skipped
