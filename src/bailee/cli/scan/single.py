"""`bailee scan --no-store`: nothing is kept but the report. Neither the store nor Django is loaded."""

from __future__ import annotations

import os
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee import settings
from bailee.cli.output import console
from bailee.cli.pacing import conduct_of
from bailee.cli.scan.order import Scanned, ScanOrder
from bailee.sources import connect
from bailee.sources.addresses import Address
from bailee.sources.interface import Asked

if TYPE_CHECKING:
    from bailee.scanner import ScanKeys


def scan_singly(order: ScanOrder, key: bytes | None, instruction: str) -> Scanned:
    """Scan without a store. With a key, fingerprints compare with those of other runs; Ctrl-C leaves what was read until then."""
    from bailee.cli.progress import watching
    from bailee.detectors import compiled, names_model
    from bailee.extractors import visible_text
    from bailee.reports.single_run import SingleRun
    from bailee.scanner import scan

    places = order.places
    run = SingleRun(
        names=names_model.effective(order.limits.names),
        ocr=visible_text.effective(order.limits.ocr),
        staff=order.said.words() if order.said else "",
        instruction=instruction,
    )
    keys = _keys(order, key)
    stopped = False
    spool = settings.spool(os.environ)
    shown = console(stderr=True)
    conduct = conduct_of(click.get_current_context(), order.home, shown)
    try:
        # nothing is kept but the report
        with compiled.not_kept(), watching(places, shown, pacer=conduct.pacer) as watch:
            for place in dict.fromkeys(place.absolute() if isinstance(place, Path) else place for place in places):
                source = connect(place, order.keyring, Asked(rows=order.rows)) if isinstance(place, Address) else None
                scanning = scan(
                    place,
                    keys=keys,
                    limits=order.limits,
                    jobs=order.jobs,
                    source=source,
                    spool=spool,
                    waiting=watch.waiting,
                    conduct=conduct,
                )
                with closing(scanning) as events:
                    for event in events:
                        watch.see(event)
                        run.add(event, place)
                if source is not None:
                    conduct.notes += [(place.name, note) for note in source.notes()]
    except KeyboardInterrupt:
        stopped = True
    only = places[0].absolute() if isinstance(places[0], Path) else places[0]
    name = only.name if len(places) == 1 else "This organisation"
    report = run.report(name, on=datetime.now(UTC).astimezone().date())
    report = replace(report, looked=replace(report.looked, conduct=conduct.told()))
    return Scanned(report, stopped, watch.elapsed, notes=tuple(conduct.notes))


def _keys(order: ScanOrder, key: bytes | None) -> ScanKeys:
    from bailee.scanner import ScanKeys

    keys = replace(ScanKeys.random(order.own), passwords=order.passwords)
    return keys if key is None else replace(keys, fingerprint_key=key)
