"""Workers that a hostile file has taken over, for tests: what the file's first word says is done, and what came of it is told.

The real worker runs, with its limits and locked in; only the extractor is a double that misbehaves.
"""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import socket
import struct
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path

from bailee.extractors.interface import Budget
from bailee.items import Item
from bailee.scanner import Limits, ScanKeys
from bailee.text import Text

CARD = "card number 4111 1111 1111 1111"  # what a double says where it was let through


def _worked() -> str:
    return CARD


def connect(argument: str) -> str:
    with socket.create_connection(("127.0.0.1", int(argument)), timeout=2) as there:
        there.sendall(b"stolen")
    return _worked()


def send(argument: str) -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as there:
        there.sendto(b"stolen", ("127.0.0.1", int(argument)))
    return _worked()


def write(argument: str) -> str:
    Path(argument).write_text("stolen")
    return _worked()


def change(argument: str) -> str:
    Path(argument).chmod(0o777)
    return _worked()


def remove(argument: str) -> str:
    Path(argument).unlink()
    return _worked()


def read(argument: str) -> str:
    Path(argument).read_bytes()
    return _worked()


def run(argument: str) -> str:
    os.execv("/bin/sh", ["/bin/sh", "-c", f"touch '{argument}'"])  # noqa: S606 - it is to be refused


def fork(_: str) -> str:
    for _ in range(1_000):
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
    return _worked()


def kill_parent(_: str) -> str:
    os.kill(os.getppid(), signal.SIGTERM)
    return _worked()


def swell(_: str) -> str:
    held = []
    for _ in range(4 << 10):
        held.append(bytearray(os.urandom(1 << 10) * (1 << 10)))
    return _worked()


def map_memory(_: str) -> str:
    """Past the limit on data: shared memory counts nowhere but in what is resident."""
    import mmap

    held = mmap.mmap(-1, 4 << 30)
    for offset in range(0, 4 << 30, 4096):
        held[offset] = 1
    return _worked()


def sleep(_: str) -> str:
    signal.setitimer(signal.ITIMER_REAL, 0)  # it knows how it is watched
    ctypes.CDLL(None).sleep(3_600)
    return _worked()


def burn(_: str) -> str:
    while True:
        pass


DEEDS: dict[str, Callable[[str], str]] = {
    each.__name__: each
    for each in (connect, send, write, change, remove, read, run, fork, kill_parent, swell, map_memory, sleep, burn)
}


class Double:
    """An extractor for everything."""

    READS = ("text/plain",)
    channel: Connection

    def extract(self, item: Item, budget: Budget) -> Iterator[Text]:
        deed, _, argument = item.read().decode().strip().partition(" ")
        if deed in DEEDS:
            yield Text.of(DEEDS[deed](argument), item.locator)
        elif deed == "flood":  # messages without end
            while True:
                self.channel.send_bytes(b"ok" + b"[" + b" " * (8 << 20) + b"]")
        elif deed == "huge":  # a message that says it is huge
            self._raw(struct.pack("!iQ", -1, 1 << 40) + bytes(1 << 20))
        elif deed == "half":  # half a message, and nothing more
            signal.setitimer(signal.ITIMER_REAL, 0)
            self._raw(struct.pack("!i", 1_000) + b"ok")
            ctypes.CDLL(None).sleep(3_600)
        elif deed == "forge":
            self.channel.send_bytes(argument.encode())
            time.sleep(3_600)
        else:
            yield Text.of(item.read().decode(), item.locator)

    def _raw(self, data: bytes) -> None:
        while data:
            data = data[os.write(self.channel.fileno(), data) :]


def work(channel: Connection, keys: ScanKeys, limits: Limits, readable: tuple[str, ...], place: str) -> None:
    """As `scanner.pool._work`, with the double in place of every extractor."""
    from bailee.scanner import reading, worker

    Double.channel = channel
    reading.extractors.extractor_for = lambda media_type: Double()  # type: ignore[attr-defined, return-value, assignment]
    worker.work(channel, keys, limits, readable, place)


GIVEN = "what a worker was given"  # beside the place


def tell_what_it_was_given(
    channel: Connection, keys: ScanKeys, limits: Limits, readable: tuple[str, ...], place: str
) -> None:
    """The worker as it is, once it wrote down what came into its process."""
    from bailee.scanner import worker

    (Path(place).parent / GIVEN).write_bytes(pickle.dumps((keys, limits, readable, place)))
    worker.work(channel, keys, limits, readable, place)
