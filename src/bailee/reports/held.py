"""What is held, as the kept page keeps it: enough to assess a day anew without reading findings again.

>>> from bailee.inventory import PeopleRange
>>> kept = told((Holding("payroll", SubjectCategory.EMPLOYEE, ("hr",), PeopleRange(40, 44), 12, kinds=("payroll",)),))
>>> kept
[['payroll', 'employee', ['hr'], 40, 44, 12, ['payroll'], [], True]]
>>> read(kept)[0].people
PeopleRange(low=40, high=44, reasons=())
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from bailee.inventory import Holding, PeopleRange
from bailee.vocabulary import SubjectCategory


def told(holdings: Iterable[Holding]) -> list[list[Any]]:
    """Holdings as plain values."""
    return [
        [
            each.category,
            each.subject.value,
            list(each.stores),
            each.people.low,
            each.people.high,
            each.items,
            list(each.kinds),
            list(each.tools),
            each.found,
        ]
        for each in holdings
    ]


def read(kept: Sequence[Sequence[Any]]) -> tuple[Holding, ...]:
    """The same as holdings."""
    return tuple(
        Holding(
            category,
            SubjectCategory(subject),
            tuple(stores),
            PeopleRange(low, high),
            items,
            kinds=tuple(kinds),
            tools=tuple(tools),
            found=found,
        )
        for category, subject, stores, low, high, items, kinds, tools, found in kept
    )
