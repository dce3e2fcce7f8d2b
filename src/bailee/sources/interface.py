"""What a source is: something with a place that yields items one by one, and says what it could not reach.

    for found in Files(Path("/srv/hr")):          # Item | Unreachable
        ...

Each thing that lies there comes up once, as the one or the other: nothing is left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bailee.items import Item, ItemFacts
from bailee.vocabulary import Locator, Reason


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Something that a source cannot hand over: a file, or all that lies below a folder."""

    locator: Locator
    reason: Reason
    size: int = 0
    facts: ItemFacts | None = None


class Source(Protocol):
    def __iter__(self) -> Iterator[Item | Unreachable]: ...
