"""What a worker says, believed only so far: a hostile file may have taken it over.

Half a message must not keep the scanner waiting, a long one not fill its memory, a forged one not end it, and nobody may
speak of another file than the one that was given to him.
"""

from __future__ import annotations

import math
import os
import struct
import sys
from multiprocessing.connection import Connection

from bailee.extractors.interface import Unread
from bailee.findings import Finding
from bailee.items import Item
from bailee.scanner.events import KindFound
from bailee.scanner.pieces import Done, Piece
from bailee.scanner.wire import decode_pieces
from bailee.vocabulary import DATA_CATEGORIES, Locator

LARGEST = 64 << 20  # bytes of one message; an honest one has some hundred kilobytes
MOST = 1 << 30  # bytes told of one file
_WORD = 4_096  # characters of an ident, a fingerprint, an attribute
_PATH = 1 << 18  # characters of a locator, all segments together
_INTEGER = 1 << 63


class Inbox:
    """Messages of one worker as they come. EOFError where it is gone, ValueError where it says more than anybody may."""

    def __init__(self, channel: Connection) -> None:
        self.channel = channel
        self.told = 0  # bytes since `begin`
        self._waiting = bytearray()

    def begin(self) -> None:
        """Another file is given to the worker."""
        self.told = 0

    def receive(self) -> list[bytes]:
        """Whole messages that are there now; call it when the channel is ready. Half a one is kept until its rest comes."""
        if sys.platform == "win32":  # pipes there hold messages, never half a one
            messages = [self.channel.recv_bytes(LARGEST)]
        else:
            chunk = os.read(self.channel.fileno(), 1 << 20)
            if not chunk:
                raise EOFError
            self._waiting += chunk
            messages = self._whole()
        self.told += sum(map(len, messages))
        if self.told > MOST:
            raise ValueError
        return messages

    def _whole(self) -> list[bytes]:
        """As `multiprocessing.connection` frames them: a length in 4 bytes, or -1 and one in 8."""
        messages, start, waiting = [], 0, self._waiting
        while len(waiting) - start >= 4:
            (size,) = struct.unpack_from("!i", waiting, start)
            begin = start + 4
            if size == -1:
                if len(waiting) - begin < 8:
                    break
                (size,) = struct.unpack_from("!Q", waiting, begin)
                begin += 8
            if not 0 <= size <= LARGEST:
                raise ValueError
            if len(waiting) - begin < size:
                break
            messages.append(bytes(waiting[begin : begin + size]))
            start = begin + size
        del waiting[:start]
        return messages


def pieces(message: bytes, item: Item) -> list[Piece]:
    """What a worker says of `item`. ValueError where no worker of ours would say it."""
    try:
        told = decode_pieces(message)
        for piece in told:
            _check(piece, item)
    except Exception:  # noqa: BLE001 - whatever a forged message makes of the decoder: it is not believed
        raise ValueError from None
    return told


def _check(piece: Piece, item: Item) -> None:
    if isinstance(piece, Finding):
        _place(piece.locator, item)
        _words(piece.ident, piece.detector, piece.fingerprint, piece.group, piece.mask)
        for pair in (*piece.normal_forms, *piece.attributes):
            _words(*pair)
        _numbers(piece.position, piece.count)
        sure = 0 <= piece.probability <= 1 and not math.isnan(piece.probability)
        _say(sure and piece.category in DATA_CATEGORIES)
    elif isinstance(piece, KindFound):
        _place(piece.locator, item)
        _words(piece.kind, *piece.reasons)
        _say(piece.category in DATA_CATEGORIES)
    elif isinstance(piece, Unread):
        _place(piece.locator, item)
    elif isinstance(piece, Done):
        for part in piece.unread:
            _place(part.locator, item)
        _words(piece.media_type, piece.content_digest, *piece.kinds)
        _numbers(*piece.names, *piece.pictures)
        _say(not piece.same or piece.content_digest in item.known_digest.split())
        for locator in (*piece.deferred, *piece.owners):
            _place(locator, item)
        if piece.media is not None:
            _place(piece.media.locator, item)
    else:
        _numbers(piece.characters, piece.members, piece.pictures, piece.findings)


def _place(locator: Locator, item: Item) -> None:
    _say(locator.item == item.locator.item and sum(map(len, locator.segments)) <= _PATH)
    for segment in locator.segments[1:]:
        segment.encode("utf-8", "surrogateescape")  # as names of files are


def _words(*words: str) -> None:
    for word in words:
        _say(isinstance(word, str) and len(word) <= _WORD)
        word.encode()


def _numbers(*numbers: int) -> None:
    for number in numbers:
        _say(isinstance(number, int) and 0 <= number < _INTEGER)


def _say(holds: bool) -> None:
    if not holds:
        raise ValueError
