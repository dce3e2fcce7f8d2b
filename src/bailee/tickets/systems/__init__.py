"""Systems that tickets are made in. One exists when its file exists.

A module here has `TITLE`, `ACCESS` (what to say of its address and keys), `MAPPING` (what to say of where tickets go) and
`open_desk(told, reach)`.

>>> systems()
('connectwise', 'halopsa')
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from bailee.errors import InvalidInput
from bailee.outward import Reach
from bailee.tickets.drafts import Desk, Field

LONGEST = 500  # letters of one thing that is said


@cache
def systems() -> tuple[str, ...]:
    """Idents of all of them."""
    return tuple(sorted(name for _, name, _ in pkgutil.iter_modules(__path__)))


def system(name: str) -> Any:
    """InvalidInput where there is none of this name."""
    if name not in systems():
        raise InvalidInput("no such system is known", hint="one of: " + ", ".join(systems()))
    return importlib.import_module(f"{__name__}.{name}")


def open_desk(name: str, told: Mapping[str, str], reach: Reach) -> Desk:
    """A system with its keys."""
    desk: Desk = system(name).open_desk(told, reach)
    return desk


def filled(fields: Sequence[Field], given: Mapping[str, str]) -> dict[str, str]:
    """What was said, complete. InvalidInput names what is missing, or is asked by nobody.

    >>> filled((Field("board", "Board"), Field("closed", "Closed", default=">Closed")), {"board": " Privacy "})
    {'board': 'Privacy', 'closed': '>Closed'}
    >>> filled((Field("board", "Board"),), {})
    Traceback (most recent call last):
    bailee.errors.InvalidInput: board is missing
    """
    known = {each.name for each in fields}
    if unknown := sorted(set(given) - known):
        raise InvalidInput(f'"{unknown[0][:40]}" is asked by nobody here', hint="it takes: " + ", ".join(sorted(known)))
    made = {}
    for each in fields:
        value = " ".join(given.get(each.name, "").split()) or each.default
        if value is None:
            raise InvalidInput(f"{each.name} is missing", hint=each.hint or each.label)
        if len(value) > LONGEST:
            raise InvalidInput(f"{each.name} is longer than {LONGEST} letters", hint=each.hint or each.label)
        made[each.name] = value
    return made
