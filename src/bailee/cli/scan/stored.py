"""`bailee scan` into the store: what was found is kept, and the next scan reads only what changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from bailee import settings
from bailee.cli.options import given_home
from bailee.cli.output import console
from bailee.cli.pacing import conduct_of
from bailee.cli.scan.order import Scanned, ScanOrder, changes_in_words
from bailee.counting import count

if TYPE_CHECKING:
    from bailee.operations.scan_store import ScanSummary
    from bailee.store.rows.scans import Scan


def scan_into_store(order: ScanOrder, *, brief: bool) -> Scanned | None:
    """Scan into the store. `brief`: where nothing changed since the scan before, say that and compute no report (None)."""
    from bailee.cli.progress import watching
    from bailee.cli.scan.unchanged import is_unchanged, show_unchanged
    from bailee.operations.open_store import open_store
    from bailee.operations.scan_store import scan_store

    values = settings.read(os.environ)
    workspace = open_store(order.home)
    shown = console(stderr=True)
    conduct = conduct_of(click.get_current_context(), order.home, shown)
    known = _known_size(workspace.scans(), len(order.places))
    with watching(order.places, shown, known, conduct.pacer) as watch:
        done = scan_store(
            workspace,
            order.places,
            progress=watch.see,
            waiting=watch.waiting,
            limits=order.limits,
            jobs=order.jobs,
            with_masks=bool(values["show_masks"]),
            definitions=order.own.definitions,
            passwords=order.passwords,
            keyring=order.keyring.lent_to(
                workspace.organisation, is_shared=False
            ),  # who types here has the file anyway
            rows=order.rows,
            spool=settings.spool(os.environ, order.home),
            said=order.said,
            conduct=conduct,
            full_days=int(values["scan_full_days"]),
        )
    scans = workspace.scans()
    if brief and is_unchanged(done, scans):
        stated = workspace.coverage_statement()
        show_unchanged(done, watch.elapsed, order.places, scans[-2], given_home(click.get_current_context()), stated)
        return None
    from bailee.operations.find_departures import note_departures
    from bailee.operations.report_status import report_status

    report = report_status(workspace, exact_locators=order.exact_locators)
    note_departures(workspace, report)
    return Scanned(report, done.state == "stopped", watch.elapsed, _changes(done), done.notes)


def _changes(done: ScanSummary) -> str:
    counts = done.counts
    line = changes_in_words(counts.new, counts.changed, counts.gone)
    if done.dismissed:
        line += f", {done.dismissed:,} dismissed stay dismissed"
    if counts.unchanged:
        line += f"; {count(counts.unchanged, 'file')} unchanged, not read again"
    return line


def _known_size(scans: tuple[Scan, ...], places: int) -> tuple[int, int] | None:
    """Files and bytes of the last scan, where it went over as many places: to show how far this one is, nobody counts again."""
    if not scans or scans[-1].state != "finished" or len(scans[-1].places) != places:
        return None
    counts = scans[-1].counts
    return counts.get("read", 0) + counts.get("partly", 0) + counts.get("skipped", 0), counts.get("bytes", 0)
