"""Text that can be seen in a picture: read here and now, put off for the worker that reads pictures, or left.

Reading costs one to six CPU seconds a page and some 400 MB, so a scan has one worker that does it; the others put off what
may hold text, and say so (`Deferred`). `begin` tells a process which of the two it is, and how much of a file it may read:
`full` all its pictures, `sampled` its first forty and every tenth after them, `off` none. What was wanted and what was read
is counted (`asked`), for a report must say what was not looked at.

>>> begin("off")
>>> from PIL import Image
>>> list(visible_text(Image.new("L", (99, 99)), Locator(("a.png", "ocr"))))
[]
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import TYPE_CHECKING

from bailee.extractors import ocr
from bailee.extractors.interface import Deferred, Extracted, Unread
from bailee.extractors.page_layout import Stretch
from bailee.extractors.picture_gate import holds_text
from bailee.text import Text
from bailee.vocabulary import Locator, Reason

if TYPE_CHECKING:
    from PIL.Image import Image

MODES = ("full", "sampled", "off")
DEFAULT = "sampled"
FREE = 40  # pictures of a file that are read in any case; a page takes two to six seconds
EVERY = 10  # of the others, one in so many
KEPT = 2_000  # pictures whose text is remembered: the logo of each mail, the head of each letter


@dataclass(slots=True)
class _Budget:
    mode: str = "off"
    here: bool = True
    wanted: int = 0  # pictures that may hold text
    asked: int = 0  # and those that were read


@dataclass(slots=True)
class _Process:
    budget: _Budget = field(default_factory=_Budget)
    alive: Callable[[int], None] | None = None
    known: OrderedDict[bytes, list[Stretch]] = field(default_factory=OrderedDict)


_process = _Process()


def missing() -> bool:
    """Whether what reads text out of pictures is not installed (the extra `ocr`)."""
    return find_spec("rapidocr") is None or find_spec("onnxruntime") is None


def effective(mode: str) -> str:
    """What a mode comes to on this machine: `missing` where nothing here reads pictures.

    >>> effective("off")
    'off'
    """
    return "missing" if mode != "off" and missing() else mode


def begin(mode: str, *, here: bool = True, alive: Callable[[int], None] | None = None) -> None:
    """From here on another file is read. `here`: in this process; `alive` hears how many pictures were read so far."""
    _process.budget = _Budget(effective(mode), here)
    _process.alive = alive


def asked() -> tuple[int, int]:
    """Pictures of this file that may hold text, and those of them that were read."""
    return _process.budget.wanted, _process.budget.asked


def reads_here() -> bool:
    """Whether this process reads pictures itself."""
    return _process.budget.here and _process.budget.mode in ("full", "sampled")


def is_on() -> bool:
    """Whether this scan reads pictures, here or in another process."""
    return _process.budget.mode in ("full", "sampled")


def visible_text(image: Image, place: Locator, *, offset: int = 0, sure: bool = False) -> Iterator[Extracted]:
    """The text in one picture, or what became of it. `sure`: it is known to hold text, so it need not look so."""
    if not sure and not holds_text(image):
        return
    if elsewhere := list(unseen(place)):
        yield from elsewhere
    else:
        budget = _process.budget
        budget.asked += 1
        _still_alive()
        try:
            stretches = _once(image)
        except ocr.TakesTooLong as far:
            stretches = far.stretches
            yield Unread(place, Reason.TIMED_OUT)
        for stretch in stretches:
            if stretch.is_table:
                yield Text.table(stretch.rows, place, offset=offset)
            else:
                yield Text.of(stretch.text, place, offset=offset)
            offset += len(stretch.text) + 1


def unseen(place: Locator) -> Iterator[Unread | Deferred]:
    """What becomes of a picture that is not read here and now; nothing where it is to be."""
    budget = _process.budget
    budget.wanted += 1
    if not is_on() or (budget.mode == "sampled" and budget.wanted > FREE and budget.wanted % EVERY):
        yield Unread(place, Reason.EXCLUDED)
    elif not budget.here:
        yield Deferred(place)


def _once(image: Image) -> list[Stretch]:
    """Its text, read only the first time that these very pixels come along."""
    known = _process.known
    name = hashlib.blake2b(repr((image.mode, image.size)).encode(), digest_size=16)
    name.update(image.tobytes())
    key = name.digest()
    if key in known:
        known.move_to_end(key)
        return known[key]
    known[key] = found = ocr.read_picture(image, _still_alive)
    if len(known) > KEPT:
        known.popitem(last=False)
    return found


def _still_alive() -> None:
    if _process.alive is not None:
        _process.alive(_process.budget.asked)
