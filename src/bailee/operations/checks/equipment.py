"""What a scan needs beside bailee itself: models, and libraries of the system."""

from __future__ import annotations

import ctypes.util
from collections.abc import Iterator

from bailee.operations.checks.told import Around, State, Told, ok
from bailee.scanner import equipment

RANK = 13
_LIBRARIES = {
    "magic": ("libmagic names file types", "libmagic1"),
    "archive": ("libarchive reads 7z, rar, cab and iso", "libarchive13"),
}


def check(around: Around) -> Iterator[Told]:
    whole = True
    if equipment.names(equipment.DEFAULT) == "missing":
        whole = False
        yield Told(
            State.WARNING,
            "the model of names and addresses is not there: rules find fewer of them",
            "pip install 'bailee[names]'",
        )
    if equipment.pictures(equipment.DEFAULT) == "missing":
        whole = False
        yield Told(State.WARNING, "text in scans and pictures is not read", "pip install 'bailee[ocr]'")
    for name, (use, package) in _LIBRARIES.items():
        if ctypes.util.find_library(name) is None:
            whole = False
            yield Told(
                State.WARNING,
                f"{use}, and is not there: fewer formats are read",
                f"apt-get install {package}, or your system's package of it",
            )
    if whole:
        yield ok("models and libraries that a scan needs are there")
