"""Programs that carry an archive: self-extracting zip, 7z, rar and cab, installers. The program itself is not looked into.

>>> import io, zipfile
>>> from bailee.vocabulary import Locator
>>> buffer = io.BytesIO(b"MZ" + bytes(200))
>>> with zipfile.ZipFile(buffer, "a") as archive:
...     archive.writestr("pay.csv", "name,ssn")
>>> item = Item.nested(Locator(()), "setup.exe", buffer.getvalue())
>>> [str(inner.locator) for inner in extract(item, Budget())]
['setup.exe / archive in it']
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.extractors import polyglots
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.extractors.media_type import PROGRAM
from bailee.items import Item
from bailee.vocabulary import Reason

READS = frozenset({PROGRAM})

_MOST = 20  # archives in one program: those that IExpress and installers of installers carry
_LARGEST = 1 << 30


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    if item.size > _LARGEST:
        raise Unreadable(Reason.TOO_BIG)
    count = 0
    if start := polyglots.zip_start(item):
        count += 1
        yield polyglots.cut(item, start, "archive in it")
    for start in [] if count else polyglots.archives_in(item.read(polyglots.SEARCHED)):
        count += 1
        budget.member()
        yield polyglots.cut(item, start, "archive in it" if count == 1 else f"archive {count} in it")
        if count == _MOST:
            return
    if not count:
        raise Unreadable(Reason.UNKNOWN_FORMAT)
