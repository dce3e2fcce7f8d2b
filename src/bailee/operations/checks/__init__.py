"""What is looked at when somebody asks whether this installation is in order: a check exists when its file exists.

Each has `RANK`, its place in the list, and `check(around)`, which yields what it saw. One that fails by itself is told as
such and ends no other.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Iterator
from importlib import import_module
from typing import Any

from bailee import logs
from bailee.errors import Error
from bailee.operations.checks.told import Around, State, Told, Who


def run(around: Around) -> Iterator[Told]:
    """All of them, in order."""
    for name, module in sorted(_modules().items(), key=lambda each: (each[1].RANK, each[0])):
        try:
            for told in module.check(around):
                yield told.named(name)
        except Error as error:
            yield Told(State.CRITICAL, str(error), error.hint or "see to it", Who.MACHINE).named(name)
        except Exception as error:  # noqa: BLE001 - its message may hold anything; one check ends no other
            logs.fault("check-failed", error, check=name)
            said = f"this check failed itself: {type(error).__name__}"
            yield Told(State.UNKNOWN, said, "report it with the version of bailee", Who.MACHINE).named(name)


def _modules() -> dict[str, Any]:
    names = [each.name for each in pkgutil.iter_modules(__path__) if each.name != "told"]
    return {name.replace("_", "-"): import_module(f"{__name__}.{name}") for name in names}
