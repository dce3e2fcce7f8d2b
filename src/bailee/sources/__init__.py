"""Sources: where items come from. A module with `SCHEMES` reads addresses; there is no second list.

>>> "s3" in schemes()
True
>>> where("ftp://old.example/")
Traceback (most recent call last):
bailee.errors.InvalidInput: nothing reads ftp:// addresses
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import cast

from bailee.errors import CannotRead, InvalidInput
from bailee.sources import addresses
from bailee.sources.addresses import Address, Where
from bailee.sources.credentials import Keyring
from bailee.sources.interface import Asked, Source, SourceModule


@cache
def schemes() -> dict[str, SourceModule]:
    """By scheme of an address. Modules import heavy libraries only when they connect, so that all load in milliseconds."""
    found: dict[str, SourceModule] = {}
    for _, name, _ in pkgutil.iter_modules(__path__):
        module = importlib.import_module(f"{__name__}.{name}")
        if hasattr(module, "SCHEMES"):
            source = cast("SourceModule", module)
            for scheme in source.SCHEMES:
                if scheme in found:
                    raise RuntimeError(f"{scheme}:// is read by two sources")
                found[scheme] = source
    return found


def modules() -> tuple[SourceModule, ...]:
    """Each source that reads addresses once, in the order of their names."""
    return tuple({id(module): module for _, module in sorted(schemes().items())}.values())


def where(text: str) -> Where:
    """A place as it was typed: a path, or an address that something here reads. InvalidInput where nothing does."""
    if not text:  # a variable of a script that is not set: the folder that it runs in was not meant
        raise InvalidInput("no place is named", hint="name a folder or a file; . is the folder that you are in")
    if not addresses.looks_like_one(text):
        return Path(text)
    address = addresses.parse(text)
    module = schemes().get(address.scheme)
    if module is None:
        known = " ".join(f"{scheme}://" for scheme in sorted(schemes()))
        raise InvalidInput(f"nothing reads {address.scheme}:// addresses", hint=f"a folder, or one of {known}")
    unknown = sorted(set(address.options) - module.OPTIONS)
    if unknown:
        may = ", ".join(sorted(module.OPTIONS)) or "none"
        raise InvalidInput(f"{address.scheme}:// addresses have no option {unknown[0]!r}", hint=f"options: {may}")
    # an address of a file is that file: it is read in place, by a worker
    return module.path_of(address) if hasattr(module, "path_of") else address


def connect(address: Address, keyring: Keyring, asked: Asked | None = None) -> Source:
    """The source behind an address. InvalidInput or NotAllowed where it cannot be asked; CannotRead where a library is missing."""
    module = schemes()[address.scheme]
    try:
        return module.connect(address, keyring.of(address, module.NEEDS, module.STEERING), asked or Asked())
    except ImportError:
        raise CannotRead(
            f"{address.scheme}:// addresses are read with a library that is not installed",
            hint="pip install 'bailee[sources]'",
        ) from None
