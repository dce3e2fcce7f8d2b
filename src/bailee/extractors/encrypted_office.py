"""Documents of Office behind a password, new and old: opened with one of the passwords that are known, else said.

The document that comes out is read in its place, as if it had never been locked (extra `data`, by msoffcrypto-tool).
"""

from __future__ import annotations

import io
from collections.abc import Iterator

from bailee.extractors.expanding import MEMBER_LIMIT
from bailee.extractors.interface import Budget, Extracted, Unreadable
from bailee.extractors.media_type import ENCRYPTED_OFFICE
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.vocabulary import Reason

READS = frozenset({ENCRYPTED_OFFICE})

_OPENED = (
    "application/x-opened-with-a-password"  # what says of an item that it was locked, so that none is opened twice
)

# With which Excel and PowerPoint lock a file that is merely protected against changes, and which they try by themselves
_PROGRAMS_OWN = ("VelvetSweatshop", "/01Hannes Ruescher/01")


def extract(item: Item, budget: Budget) -> Iterator[Extracted]:
    """Whatever Office wrote, opened and read. Unreadable as encrypted where no password fits."""
    if item.media_type == _OPENED:
        raise Unreadable(Reason.ENCRYPTED)
    if item.size > MEMBER_LIMIT:
        raise Unreadable(Reason.TOO_BIG)
    data = item.read()
    own = next((found for word in _PROGRAMS_OWN if (found := _decrypted(data, word)) is not None), None)
    opened = own or budget.unlocked(lambda password: _decrypted(data, password))
    budget.take(len(opened))
    inside = Item(item.locator, len(opened), data=opened, media_type=_OPENED, file_name=item.file_name)
    from bailee.extractors import extractor_for

    extractor = extractor_for(recognise(inside))
    if extractor is None:
        raise Unreadable(Reason.UNKNOWN_FORMAT)
    yield from extractor.extract(inside, budget)


class _InMemory:
    """What the library takes from `tempfile`."""

    TemporaryFile = io.BytesIO


def _decrypted(data: bytes, password: str) -> bytes | None:
    """The document as it was before it was locked; None where this password does not fit."""
    try:
        import msoffcrypto
        from msoffcrypto import exceptions
        from msoffcrypto.format import doc97, ppt97, xls97
    except ImportError:
        raise Unreadable(Reason.ENCRYPTED) from None
    for module in (doc97, ppt97, xls97):
        module.tempfile = _InMemory  # what was locked must not lie in the clear on a disk, and a worker writes nothing
    output = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        if file.format == "ooxml":
            file.load_key(password=password, verify_password=True)
        else:
            file.load_key(password=password)
        file.decrypt(output)
    except exceptions.InvalidKeyError:
        return None
    except (exceptions.DecryptionError, exceptions.ParseError, exceptions.FileFormatError):
        raise Unreadable(Reason.ENCRYPTED) from None  # a way of locking that the library does not know
    except Exception:  # noqa: BLE001 - the library looks for streams that a damaged file has not, and reads them as they come
        raise Unreadable(Reason.DAMAGED) from None
    return output.getvalue() or None
