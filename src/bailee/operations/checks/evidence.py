"""Checkpoints of each log lie elsewhere, the time-stamp service answers, and no clock was set back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import takewhile

from bailee.evidence.verify import set_backs, shown_seconds
from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.store import inspection
from bailee.store.organisations import organisations
from bailee.store.rows.log_given import Standing, standing
from bailee.store.work.rows import entered, number_of

RANK = 14
_FEW = 20  # records: a store that was just set up has nobody yet


def check(around: Around) -> Iterator[Told]:
    if not inspection.is_current(around.home):
        return
    kept = alone = 0
    whole = True
    for organisation in organisations(around.home):
        number = number_of(around.home, organisation)
        with entered(around.home, number) as alias:
            stands = standing(alias, number)
        kept, alone = kept + bool(stands.holders), alone + (not stands.holders and stands.size > _FEW)
        for told in _faults(organisation, stands):
            whole = False
            yield told
    if alone:
        yield Told(
            State.WARNING,
            f"of {alone} {'log' if alone == 1 else 'logs'} nobody outside keeps a checkpoint: who has this machine could write "
            f"{'it' if alone == 1 else 'them'} anew",
            "bailee evidence keep pat@client.example",
            Who.OWNER,
        )
    elif whole and not kept:
        yield ok("logs are young: none has to be vouched for outside yet")
    elif whole:
        yield ok(f"checkpoints of {kept} {'log' if kept == 1 else 'logs'} are given to somebody outside")


def _faults(organisation: str, stands: Standing) -> Iterator[Told]:
    for holder in stands.holders:
        newest = next((each for each in stands.given if each.holder == holder.ident), None)
        if newest is not None and newest.state == "failed":
            yield Told(
                State.WARNING,
                f"a checkpoint of {organisation} did not reach {holder.ident}: {newest.fault}",
                "bailee evidence holders; then see to the address, the folder or the mail server",
                Who.OWNER,
            )
    refused = list(takewhile(lambda each: each.fault, stands.stamps))
    if refused:
        yield Told(
            State.WARNING,
            f"no time stamp for the log of {organisation} since {refused[-1].at:%Y-%m-%d %H:%M}: {refused[0].fault}",
            "see whether the service in BAILEE_TIME_STAMPS answers; it is asked again by itself",
        )
    back = set_backs(stands.times)
    if back:
        number, seconds = back[-1]
        yield Told(
            State.WARNING,
            f"in the log of {organisation} record {number} says an earlier time than the one before it: a clock was set back by {shown_seconds(seconds)}",
            "let the machine follow a time server (chrony, systemd-timesyncd); the records keep their order",
        )
