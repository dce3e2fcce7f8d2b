"""Old and rare office formats that xberg reads (extra `office`): Hangul, WordPerfect, Word before 97.

For those that nothing here reads (Access, Project, an old office file that was cut short), letters that lie in the bytes are gathered,
and the item is said to be read in part only: a number in plain letters is found, what is packed is not.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import ExitStack

from bailee.extractors import media_type, ole
from bailee.extractors.interface import Budget, Extracted, Unread, Unreadable
from bailee.extractors.mail import texts
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.text import Part
from bailee.vocabulary import Reason

_BY_LIBRARY = {
    media_type.HWP: "application/x-hwp",
    media_type.WORD_PERFECT: "application/vnd.wordperfect",
}
_BY_LETTERS = frozenset(
    {
        media_type.PROJECT,
        media_type.OLE,
    }
)
READS = frozenset(_BY_LIBRARY) | _BY_LETTERS

# Streams that an embedded object has whatever it is: its class, its links, how it looks, its properties, the file in it
_OF_ANY_OBJECT = re.compile(
    "\x01CompObj|\x01Ole|\x02OlePres\\d+|\x03\\w+|\x05\\w+|\x01Ole10Native|\x01Ole10ItemName|Package|CONTENTS",
    re.DOTALL,
)
_WORDS = re.compile(rb"(?:[\t\r\n\x20-\x7e\x91-\x97\xa0\xc0-\xff]){5,}")
_WIDE_WORDS = re.compile(rb"(?:[\t\r\n\x20-\x7e\xa0-\xff]\0|[\x00-\xff][\x01-\x06\x20\x30]){5,}")


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > ole.SIZE_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    head = item.read(8)
    kind = recognise(item)
    if kind in _BY_LIBRARY:
        yield from through_library(item, _BY_LIBRARY[kind])
        return
    if head.startswith(media_type.OLE_MAGIC):
        with ExitStack() as open_file:
            try:
                file = open_file.enter_context(ole.opened(item))
            except Unreadable as failure:  # cut short, it has lost the list of what lies where
                found = (line for line in letters(item.read()) if _is_of_words(line))
                yield from texts("\n".join(found), item.locator.inside("letters"), Part.HIDDEN)
                yield Unread(item.locator, failure.reason)
                return
            yield from texts("\n".join(_letters_of(file)), item.locator.inside("letters"), Part.HIDDEN)
            yield from ole.properties(file, item.locator)
            yield from ole.embedded(file, item.locator, budget)
            if all(_OF_ANY_OBJECT.fullmatch(path[-1]) for path in ole.paths(file)):
                return  # a shell: what it held was read, or it holds nothing
    else:
        yield from texts("\n".join(letters(item.read())), item.locator.inside("letters"), Part.HIDDEN)
    yield Unread(item.locator, Reason.UNKNOWN_FORMAT)


def through_library(item: Item, declared: str) -> Iterator[Extracted]:
    """Text by xberg: bytes only, no network, no cache. Unreadable where the extra is not installed."""
    try:
        import xberg
    except ImportError:
        raise Unreadable(Reason.UNKNOWN_FORMAT) from None
    source = xberg.ExtractInput(kind=xberg.ExtractInputKind.BYTES, bytes=item.read(), mime_type=declared)
    settings = xberg.ExtractionConfig(disable_ocr=True, use_cache=False)
    try:
        result = asyncio.run(xberg.extract(source, settings))
    except (xberg.XbergError, RuntimeError, ValueError, OSError) as error:
        locked = re.search(r"encrypt|password|protected", str(error), re.IGNORECASE)
        raise Unreadable(Reason.ENCRYPTED if locked else Reason.DAMAGED) from None
    found = "\n\n".join(document.content for document in result.results if document.content.strip())
    if not found and result.errors:
        raise Unreadable(Reason.DAMAGED)
    yield from texts(found, item.locator.inside("body"))


def _letters_of(file: object) -> Iterator[str]:
    for path in ole.paths(file):
        if not path[-1].startswith("\x05"):  # properties are read by name
            yield from letters(ole.content(file, path))


def _is_of_words(line: str) -> bool:
    """Bytes of pictures and packed streams are every other one a letter with an accent."""
    return sum("À" <= letter <= "ÿ" for letter in line) <= 0.2 * len(line)


def letters(data: bytes, *, narrow: bool = True) -> Iterator[str]:
    """Runs of letters in bytes, narrow and wide.

    >>> list(letters(b"\\x01\\x02SSN 078-05-1120\\x01\\x00\\x01\\x08A\\0n\\0n\\0a\\0 \\0R\\0o\\0e\\0\\x07"))
    ['SSN 078-05-1120', 'Anna Roe']
    """
    for pattern, encoding in ((_WORDS, "cp1252"), (_WIDE_WORDS, "utf-16-le"))[not narrow :]:
        for run in pattern.findall(data):
            text = run.decode(encoding, "replace").strip().removeprefix("ÿþ")  # how Access marks text that it packed
            if len(text) >= 5 and sum(map(str.isalnum, text)) >= 0.6 * len(text) and len(set(text)) > 3:
                yield text
