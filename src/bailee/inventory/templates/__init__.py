"""Templates: what a business of a sort typically does with data. A start to be corrected, never a declaration.

>>> load("clinic").name, [each.activity.name for each in load("clinic").activities][:2]
('Clinic', ['Treatment', 'Appointments'])

A template exists when its file exists. What is doubtful says `ask`: that is counsel's to answer.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from bailee.errors import InvalidInput
from bailee.inventory.activities import ProcessingActivity
from bailee.inventory.retention import period_of
from bailee.vocabulary import LawfulBasis, Role, SubjectCategory


@dataclass(frozen=True, slots=True)
class Typical:
    """An activity as such a business typically has it, and what of it is doubtful."""

    activity: ProcessingActivity
    ask: str = ""


@dataclass(frozen=True, slots=True)
class ContractToHave:
    """A contract that such a business usually needs."""

    sort: str
    with_whom: str
    why: str


@dataclass(frozen=True, slots=True)
class Template:
    """One sort of business."""

    ident: str
    name: str
    about: str
    activities: tuple[Typical, ...]
    contracts: tuple[ContractToHave, ...]


def idents() -> tuple[str, ...]:
    """All templates."""
    files = resources.files(__name__).iterdir()
    return tuple(sorted(each.name.removesuffix(".toml") for each in files if each.name.endswith(".toml")))


@cache
def load(ident: str) -> Template:
    """One of them; InvalidInput where there is none."""
    if ident not in idents():
        raise InvalidInput(f'there is no template "{ident}"', hint="one of: " + ", ".join(idents()))
    told = tomllib.loads(resources.files(__name__).joinpath(f"{ident}.toml").read_text("utf-8"))
    return Template(
        ident,
        told["template"]["name"],
        told["template"]["about"],
        tuple(Typical(_activity(each), each.get("ask", "")) for each in told["activity"]),
        tuple(ContractToHave(each["sort"], each["with"], each["why"]) for each in told["contract"]),
    )


def fitting(facts: Mapping[str, object]) -> str:
    """The template of an organisation with these facts; empty where none of them tells.

    >>> fitting({"is_msp": True}), fitting({"industry_naics": "541110"}), fitting({})
    ('msp', 'law-firm', '')
    """
    if facts.get("is_msp"):
        return "msp"
    code = str(facts.get("industry_naics") or "")
    for begin, ident in (
        ("5411", "law-firm"),
        ("5412", "accountant"),
        ("44", "shop"),
        ("45", "shop"),
        ("621", "clinic"),
    ):
        if code.startswith(begin):
            return ident
    return "clinic" if facts.get("has_patients") or facts.get("is_hipaa_covered_entity") else ""


def _activity(told: Mapping[str, Any]) -> ProcessingActivity:
    return ProcessingActivity(
        told["name"],
        tuple(
            (purpose, None if basis == "none" else LawfulBasis(basis)) for purpose, basis in told["purposes"].items()
        ),
        tuple(told["categories"]),
        tuple(map(SubjectCategory, told["subjects"])),
        recipients=tuple(told["recipients"]),
        retention=told["retention"],
        role=Role(told.get("role", "controller")),
        period=period_of(told["retention"]),
    )
