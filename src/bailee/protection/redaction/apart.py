"""Redacting in a process of its own, under limits: a file of anybody's may take its reader over, and that reader is shut in.

It reaches neither the network nor any file nor the store; what comes back are the copy's bytes and facts without a value.
"""

from __future__ import annotations

import json
import re
import time
from multiprocessing.connection import Connection
from typing import Any

from bailee.protection.redaction.interface import Redacted, RefusedRedaction, Why, Wish
from bailee.scanner.limits import Limits
from bailee.scanner.pool import LOOK_EVERY, start_method
from bailee.scanner.processes import moment

MEMORY = 2_500 << 20  # bytes of the worker
LARGEST = 512 << 20  # bytes of a file
_WAITS = 6.0  # times its seconds of processor that a worker may take by the clock


def redact(data: bytes, name: str, wish: Wish | None = None) -> Redacted:
    """A copy of a file without what is to go, or RefusedRedaction with the reason. The file itself is not touched."""
    wish = wish or Wish()
    if len(data) > LARGEST:
        raise RefusedRedaction(Why.TOO_BIG)
    context = start_method()
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, wish), daemon=True)
    process.start()
    theirs.close()
    started = time.monotonic()
    try:
        ours.send_bytes(name.encode("utf-8", "surrogateescape"))
        ours.send_bytes(data)
        while not ours.poll(LOOK_EVERY):
            spent = moment(process.pid or 0)
            if spent.cpu > wish.seconds or time.monotonic() - started > _WAITS * wish.seconds:
                raise RefusedRedaction(Why.TIMED_OUT)
        told = json.loads(ours.recv_bytes())
        if "refused" in told:
            raise RefusedRedaction(Why(told["refused"]), _class(told["place"]))
        return _heard(told, ours.recv_bytes())
    except (EOFError, BrokenPipeError, ConnectionResetError):
        process.join(2)
        raise RefusedRedaction(_cause(process.exitcode)) from None
    finally:
        process.kill()
        process.join()
        process.close()
        ours.close()


def _cause(exitcode: int | None) -> Why:
    return {-24: Why.TIMED_OUT, -14: Why.TIMED_OUT, -9: Why.OUT_OF_MEMORY, -6: Why.OUT_OF_MEMORY}.get(
        exitcode or 0, Why.CRASHED
    )


def _class(words: Any) -> str:
    """A class of places, as the worker names it: short, and of letters."""
    return words if isinstance(words, str) and re.fullmatch(r"[\w .\-]{0,40}", words) else ""


def _heard(told: Any, data: bytes) -> Redacted:
    return Redacted(
        data,
        str(told["media_type"])[:100],
        tuple((str(category)[:40], int(count)) for category, count in told["counts"]),
        int(told["values"]),
        tuple(str(each)[:40] for each in told["readers"]),
        tuple(str(each)[:200] for each in told["notes"]),
        _class(told["ending"]),
        float(told["seconds"]),
    )


def _work(channel: Connection, wish: Wish) -> None:
    # In the child only: the parent loads no parser of files.
    from bailee.protection.redaction.engine import redact_bytes
    from bailee.scanner.limits import allow_cpu
    from bailee.scanner.worker import settle

    name = channel.recv_bytes().decode("utf-8", "surrogateescape")
    data = channel.recv_bytes()
    settle(Limits(memory=MEMORY, expanded=1 << 30), ())
    allow_cpu(wish.seconds)
    try:
        made = redact_bytes(data, name, wish)
    except RefusedRedaction as refused:
        channel.send_bytes(json.dumps({"refused": refused.why.value, "place": refused.place}).encode())
        return
    except (MemoryError, RecursionError):
        channel.send_bytes(json.dumps({"refused": Why.OUT_OF_MEMORY.value, "place": ""}).encode())
        return
    except Exception:  # noqa: BLE001 - a parser may raise anything, with what it read in its message
        channel.send_bytes(json.dumps({"refused": Why.CRASHED.value, "place": ""}).encode())
        return
    told = {
        "media_type": made.media_type,
        "counts": made.counts,
        "values": made.values,
        "readers": made.readers,
        "notes": made.notes,
        "ending": made.ending,
        "seconds": made.seconds,
    }
    channel.send_bytes(json.dumps(told).encode())
    channel.send_bytes(made.data)
