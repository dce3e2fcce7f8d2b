"""One file read in a process of its own for somebody who waits for it, under the limits of a scan: what the process tells, as it tells it.

for told in watched(_show, item, limits, passwords):
    if isinstance(told, Reason): …              # it took too long, or died: nothing more comes
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

from bailee.items import Item
from bailee.scanner.limits import Limits
from bailee.scanner.pool import LOOK_EVERY, start_method
from bailee.scanner.processes import moment
from bailee.vocabulary import Reason


def watched(read: Callable[..., None], item: Item, limits: Limits, *more: object) -> Iterator[dict[str, Any] | Reason]:
    """`read(channel, item, limits, *more)` runs in the process and sends JSON objects: an empty one says that it lives, `null` that
    it is through. A reason comes last, where it was given up for its time or died.
    """
    ours, theirs = (context := start_method()).Pipe(duplex=False)
    process = context.Process(target=read, args=(theirs, item, limits, *more), daemon=True)
    process.start()
    theirs.close()
    try:
        while True:
            heard = moment(process.pid or 0)
            while not ours.poll(LOOK_EVERY):
                spent = moment(process.pid or 0) - heard
                if limits.are_spent(spent, spent, 0.0):
                    yield Reason.TIMED_OUT
                    return
            told = json.loads(ours.recv_bytes())
            if told is None:
                return
            if told:
                yield told
    except EOFError:
        yield Reason.CRASHED
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()
