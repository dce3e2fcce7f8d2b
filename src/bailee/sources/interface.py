"""What a source is: something that lists items, and says of those that it could not open, why.

class Files:
    def items(self) -> Iterator[Item | Unreachable]: ...
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from bailee.items import Item
from bailee.vocabulary import Locator, Reason


@dataclass(frozen=True, slots=True)
class Unreachable:
    """An item, or a folder of them, that the source knows of and could not list or open."""

    locator: Locator
    reason: Reason
    size: int = 0


class Source(Protocol):
    def items(self) -> Iterator[Item | Unreachable]: ...
