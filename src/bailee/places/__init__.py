"""Places: disks, shares, home folders, synchronised folders, mail, databases and backups that could be scanned from here.

A file of this folder with `RANK` and `find(system)` is a finder; there is no other list.

>>> import tempfile, pathlib
>>> here = pathlib.Path(tempfile.mkdtemp()); (here / "home/pat/Dropbox").mkdir(parents=True)
>>> [(found.sort.value, found.address) for found in places(System(here, "linux", {}))]
[('profile', '/home/pat'), ('sync-folder', '/home/pat/Dropbox')]
"""

from __future__ import annotations

import importlib
import pkgutil

from bailee.places.interface import Found, Home, Sort, System

__all__ = ["Found", "Home", "Sort", "System", "places"]


def places(system: System | None = None) -> tuple[Found, ...]:
    """Everything that could be scanned from here, by sort; a place that two finders know is told once."""
    asked = system or System()
    modules = [importlib.import_module(f"bailee.places.{name}") for _, name, _ in pkgutil.iter_modules(__path__)]
    finders = sorted((module for module in modules if hasattr(module, "find")), key=lambda module: int(module.RANK))
    found: dict[tuple[str, str], Found] = {}
    for module in finders:
        for place in module.find(asked):
            found.setdefault((place.sort, place.address or place.name), place)
    return tuple(found.values())
