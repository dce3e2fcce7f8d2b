"""A scan stopped by itself, or failed before it began. What a person stopped is no news to her."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.operations.scan_history import how_it_ended
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "scan-ended-badly"
_OF_PEOPLE = ("by-a-person", "interrupted", "paused")
_GOES_ON = ("worker-ended", "taken-over")


def find(look: Look) -> Iterator[Found]:
    seen: set[tuple[str, ...]] = set()
    for scan in look.scans:
        if scan.state == "running" or scan.places in seen:
            continue
        seen.add(scan.places)  # the newest of the same places is what counts
        goes_on = scan.cause in _GOES_ON and (scan.ended_at or scan.started_at) > look.days_ago(1)
        if scan.state != "stopped" or not scan.cause or scan.cause in _OF_PEOPLE or goes_on:
            continue
        yield Found(
            SORT,
            f"scan-{scan.ident}",
            Severity.MEDIUM,
            f"A scan stopped: {_named(scan.places)}",
            f"{how_it_ended(scan).capitalize()}. What it had read is kept; the rest is not known.",
            "Open the scan for the cause, then start it again: it goes on from there.",
            "scans-past",
            (str(scan.ident),),
        )
    done: set[tuple[str, ...]] = set()
    newest = max((scan.started_at for scan in look.scans), default=None)
    for job in look.jobs:
        key = (job.where,)
        if job.state == "failed" and key not in done and (newest is None or job.created_at > newest):
            yield Found(
                SORT,
                job.ident,
                Severity.MEDIUM,
                f"A scan did not begin{': ' + job.where if job.where else ''}",
                job.hint or "It failed before anything was read.",
                "Open it for the cause, then start it again.",
                "scans-job",
                (job.ident,),
            )
        done.add(key)


def _named(places: tuple[str, ...]) -> str:
    return places[0] if len(places) == 1 else f"{len(places)} places"
