"""Plain text, logs, configuration, source code: whatever its encoding and length, in pieces of constant memory.

>>> from bailee.vocabulary import Locator
>>> item = Item.nested(Locator(()), "notes.txt", "Zoë, SSN 078-05-1120".encode("utf-16-le"))
>>> [text.content for text in extract(item, Budget())]
['Zoë, SSN 078-05-1120']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.extractors.encodings import pieces
from bailee.extractors.interface import Budget, Extracted, Unread
from bailee.extractors.media_type import EMPTY, LOG, PLAIN, YAML
from bailee.extractors.written_out import hidden_in
from bailee.items import Item
from bailee.text import Text
from bailee.vocabulary import Reason

READS = frozenset({PLAIN, LOG, YAML, EMPTY})  # an empty file is read: it holds nothing


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    with item.open() as stream:
        for offset, piece in pieces(stream):
            yield Text.of(_parted(piece), item.locator, offset=offset)
            yield from hidden_in(piece, item.locator, budget)
            if "-----BEGIN PGP MESSAGE-----" in piece:
                yield Unread(item.locator, Reason.ENCRYPTED)


def _parted(piece: str) -> str:
    """One zero ends a line, as in an environment or a list for `xargs -0`; several fill a field or a hole."""
    if "\0" not in piece:
        return piece
    return _ALONE.sub("\n", piece).replace("\0", " ")


_ALONE = re.compile(r"(?<!\0)\0(?!\0)")
