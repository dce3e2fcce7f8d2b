"""What a fact is called, what it means, and how it reads in a sentence: the rows of facts.toml.

>>> definitions()["has_cctv"].question
'Do cameras record a workplace or its visitors?'
>>> "has_public_area_cctv" in definitions()["has_cctv"].implied_by
True
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from types import MappingProxyType
from typing import TypeAlias

from bailee.obligations.conditions import Money
from bailee.obligations.load import FOLDER

Value: TypeAlias = bool | int | float | str | date | Money | tuple[str, ...] | Mapping[str, int]


@dataclass(frozen=True, slots=True)
class FactDefinition:
    """What a fact is called, what it means, and how it reads in a sentence."""

    name: str
    type: str  # bool, int, percent, money, text, date, places, countries, counts
    unit: str
    question: str
    yes: str  # "payroll records are held"; `{}` takes the value
    no: str
    implied_by: tuple[str, ...] = ()


@cache
def definitions() -> Mapping[str, FactDefinition]:
    """Every fact by name, in the order of the alphabet."""
    rows = tomllib.loads((FOLDER / "facts.toml").read_text("utf-8"))["fact"]
    return MappingProxyType(
        {
            row["name"]: FactDefinition(
                row["name"],
                row["type"],
                row.get("unit", ""),
                row["question"],
                row["yes"],
                row.get("no", ""),
                tuple(row.get("implied_by", ())),
            )
            for row in rows
        }
    )
