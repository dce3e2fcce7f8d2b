"""The whole of it for one file in memory: rounds until nothing new is found, then everybody reads the copy.

This runs in a worker (`apart`): the bytes are anybody's.
"""

from __future__ import annotations

import time

import bailee.protection.redaction.formats as formats
import bailee.protection.redaction.reading as reading
import bailee.protection.redaction.validity as validity
from bailee.extractors.media_type import EMPTY
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.protection.redaction.interface import Redacted, RefusedRedaction, Why, Wish
from bailee.protection.redaction.work import Work
from bailee.vocabulary import Locator

ROUNDS = 8  # in each something new was learnt; a file that needs more is a riddle
LEAST_READERS = 3


def redact_bytes(data: bytes, name: str, wish: Wish) -> Redacted:
    """A copy without the values, or RefusedRedaction. `name` tells what the file calls itself; it is not in the answer."""
    started = time.process_time()
    item = Item(Locator(("file",)), len(data), data=data, file_name=name)
    media_type = recognise(item)
    if media_type == EMPTY:
        return Redacted(data, media_type)
    work = Work(wish, formats.redact_item)
    reading.learn(data, name, work)  # says too that it is locked
    known = formats.format_for(media_type)
    if known is None:
        raise RefusedRedaction(Why.NO_FORMAT)
    for _ in range(ROUNDS):
        work.begin_round()
        made = known.redact(data, work)
        if work.learnt_more():
            continue
        made_type, made_name = (media_type, name) if not work.ending else (work.made_type, "copy" + work.ending)
        validity.check(made, made_type, data, made_name)
        readers = reading.again(made, made_name, made_type, work, source=data)
        if work.learnt_more():
            continue
        if len(readers) < LEAST_READERS:
            raise RefusedRedaction(Why.INVALID, "too few readers")
        return Redacted(
            made,
            made_type,
            tuple(sorted((category, count) for category, count in work.counts.items() if count)),
            len(work.values),
            tuple(readers + [each for each in work.readers if each not in readers]),
            tuple(work.notes),
            work.ending,
            round(time.process_time() - started, 2),
        )
    raise RefusedRedaction(Why.TRACE, "something new in each round")
