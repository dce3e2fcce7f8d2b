"""Home folders of people, as the list of accounts and the folders themselves tell."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bailee.places.interface import Found, Sort, System

RANK = 3


def find(system: System) -> Iterator[Found]:
    for home in system.homes:
        may = os.access(home.path, os.R_OK | os.X_OK)
        yield Found(
            Sort.PROFILE,
            f"Home folder of {home.account}",
            system.shown(home.path),
            whose=home.account,
            why_not="" if may else "may not be opened: run as an account that may",
        )
