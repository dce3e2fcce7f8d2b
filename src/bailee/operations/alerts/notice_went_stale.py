"""A served notice went stale: something is found or declared that it does not mention, so people are not told of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "notice-went-stale"
_WORDS = {
    "kind": ("kind of data", "kinds of data"),
    "purpose": ("purpose", "purposes"),
    "recipient": ("recipient", "recipients"),
    "service": ("service of others", "services of others"),
    "tool": ("program that records people", "programs that record people"),
}


def find(look: Look) -> Iterator[Found]:
    for notice in look.stale:
        # a recipient may be a person, and alerts are mailed: what is counted is named on the page
        counted = Counter(sort for sort in notice["sorts"] if sort in _WORDS)
        said = [f"{number} {_WORDS[sort][number != 1]}" for sort, number in counted.items()]
        what = said[0] if len(said) == 1 else f"{', '.join(said[:-1])} and {said[-1]}"
        name = str(notice["kind"]).replace("-", " ")
        yield Found(
            SORT,
            f"{notice['kind']} {notice['version']}",
            Severity.HIGH if counted["kind"] or counted["tool"] else Severity.MEDIUM,
            f"The {name}, version {notice['version']}, has gone stale",
            f"It does not mention {what} found or declared since.",
            "Draft it again: the clauses are written. Then those whom it touches are told.",
            "notice",
            (str(notice["kind"]),),
        )
