"""Clients who are people that trade: whose card, account and e-mail are personal data, each with why (`bailee.sole_proprietors`)."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bailee.inventory import Inventory
from bailee.inventory.sightings import FileKey


@dataclass(frozen=True, slots=True)
class Trader:
    """A client whose data is a person's."""

    ident: str
    why: str
    stores: tuple[str, ...]
    files: int
    example: str  # masked locator of a file that it stands in
    forms: frozenset[tuple[str, str]] = field(repr=False, default=frozenset())

    def shape(self) -> dict[str, Any]:
        return {
            "ident": self.ident,
            "why": self.why,
            "stores": list(self.stores),
            "files": self.files,
            "example": self.example,
        }


def traders_of(inventory: Inventory, names: Mapping[FileKey, str]) -> tuple[Trader, ...]:
    """Those that the data itself tells of, most files first. Who is on the roster, or was decided about, is not among them.

    `names`: masked locators of files.
    """
    found = []
    for why, forms, files in inventory.traders():
        if not forms:
            continue  # a number alone: nothing that it could be known by again
        ident = "client-" + hashlib.sha256(repr(sorted(forms)).encode()).hexdigest()[:8]
        example = min((names[file] for file in files if file in names), default="")
        found.append(Trader(ident, why, tuple(sorted({store for store, _ in files})), len(files), example, forms))
    return tuple(sorted(found, key=lambda each: (-each.files, each.ident)))
