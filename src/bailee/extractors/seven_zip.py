"""Locked 7z archives, by a password that is known (extra `data`, by py7zr): names and contents, all in memory."""

from __future__ import annotations

import io
import lzma
from collections.abc import Iterator
from typing import Any

from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.items import Item
from bailee.vocabulary import Reason

_MAGIC = b"7z\xbc\xaf\x27\x1c"


def is_one(item: Item) -> bool:
    return item.read(6) == _MAGIC


def members(item: Item, budget: Budget) -> Iterator[Extracted]:
    """Everything in it. Unreadable as encrypted where no password fits."""
    if item.size > MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    contents, left = budget.unlocked(lambda word: _opened(data, word, budget.bytes_left))
    for name, content in contents:
        budget.take(len(content))
        yield Item.nested(item.locator, name, content)
    for name in left:
        budget.member()
        yield Unread(item.locator.inside(name), Reason.TOO_BIG)


def _opened(data: bytes, word: str, most: int) -> tuple[list[tuple[str, bytes]], list[str]] | None:
    """(names and contents, names of those too big); None where the password does not fit."""
    try:
        import py7zr
        from py7zr import exceptions
        from py7zr.io import BytesIOFactory
    except ImportError:
        raise Unreadable(Reason.ENCRYPTED) from None
    limit = min(most, MEMBER_LIMIT)
    try:
        with py7zr.SevenZipFile(io.BytesIO(data), password=word) as archive:
            files = [info for info in archive.list() if not info.is_directory]
            wanted, left = _fitting(files, limit)
            factory = BytesIOFactory(limit)
            archive.extract(targets=wanted, factory=factory)
            found = [(name, product.read()) for name, product in factory.products.items() if not product.seek(0)]
    except exceptions.UnsupportedCompressionMethodError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    except (
        exceptions.ArchiveError,
        lzma.LZMAError,
        ValueError,
        EOFError,
        OSError,
        AttributeError,
        IndexError,
        TypeError,
    ):
        return None  # what a wrong password makes of a header or a content
    return found, left


def _fitting(files: list[Any], limit: int) -> tuple[list[str], list[str]]:
    """Names of those that fit into memory together, and the others."""
    wanted: list[str] = []
    left: list[str] = []
    total = 0
    for info in files:
        size = int(info.uncompressed or 0)
        if total + size <= limit:
            wanted.append(info.filename)
            total += size
        else:
            left.append(info.filename)
    return wanted, left
