"""What was found, as it is kept with the table for pages: holdings, who can open them, how old they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bailee.inventory import Exposure, Holding, PeopleRange
from bailee.matrix import Key
from bailee.reports.report import Report
from bailee.vocabulary import SubjectCategory


@dataclass(frozen=True, slots=True)
class Found:
    """Holdings that were found, whatever was declared of them since."""

    holdings: tuple[Holding, ...]
    exposures: Mapping[Key, tuple[Exposure, ...]]
    ages: tuple[tuple[str, int, int], ...]  # (category ident, year of last change, files)


def kept(report: Report) -> dict[str, Any]:
    """Plain values that JSON can hold."""
    return {
        "holdings": [_plain(each) for each in report.holdings if each.found],
        "exposures": [
            [category, subject.value, [_plain(each) for each in exposures]]
            for (category, subject), exposures in report.exposures.items()
        ],
        "ages": [list(each) for each in report.tallies.ages],
    }


def found_of(told: Mapping[str, Any]) -> Found:
    """What `kept` made it from."""
    return Found(
        tuple(_holding(each) for each in told["holdings"]),
        {
            (category, SubjectCategory(subject)): tuple(map(_exposure, exposures))
            for category, subject, exposures in told["exposures"]
        },
        tuple((category, year, files) for category, year, files in told["ages"]),
    )


def _plain(value: Any) -> dict[str, Any]:
    return {name: each.isoformat() if isinstance(each, date) else each for name, each in asdict(value).items()}


def _holding(told: Mapping[str, Any]) -> Holding:
    return Holding(
        told["category"],
        SubjectCategory(told["subject"]),
        tuple(told["stores"]),
        PeopleRange(told["people"]["low"], told["people"]["high"], tuple(told["people"]["reasons"])),
        told["items"],
        _day(told["since"]),
        tuple(told["kinds"]),
        tuple(told["purposes"]),
        told["declared"],
        tools=tuple(told["tools"]),
    )


def _exposure(told: Mapping[str, Any]) -> Exposure:
    kept = {"seen_on": _day(told.get("seen_on")), "through": tuple(told.get("through", ()))}
    return Exposure(**{**told, **kept})


def _day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None
