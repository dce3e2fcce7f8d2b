"""Findings were accepted until a day, and the day is over: they are to be judged again."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.dates import with_weekday
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "acceptance-ended"


def find(look: Look) -> Iterator[Found]:
    for day, count in sorted(look.acceptances.items()):
        if count and day < look.on:
            yield Found(
                SORT,
                day.isoformat(),
                Severity.MEDIUM,
                f"{count:,} accepted {'finding is' if count == 1 else 'findings are'} to be judged again",
                f"Somebody accepted {'it' if count == 1 else 'them'} until {with_weekday(day)}; that day is over.",
                "Remove what is not needed any more, or accept it again, with a reason.",
                "findings",
            )
