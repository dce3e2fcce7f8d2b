"""Which bailee reads: what a file that did not change is read again for.

>>> reader() == reader(), reader(names="full") == reader(names="off")
(True, False)
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

import bailee
from bailee import __version__


@cache
def reader(*, with_masks: bool = False, own: str = "", names: str = "", ocr: str = "") -> str:
    """Which bailee reads: its version, and what its detectors, kinds and extractors are made of.

    A file that another one read is read again, even if it did not change: a new detector sees what the old ones did not.
    """
    made_of = hashlib.sha256(f"{with_masks}{own}{names}{ocr}".encode())
    root = str(Path(bailee.__file__).parent)
    with suppress(OSError):  # one file that needs no Python has no folder of code: its version says all
        for entry in _made_of(root, _READING):
            facts = entry.stat()
            made_of.update(f"{entry.path.removeprefix(root)} {facts.st_size} {facts.st_mtime_ns}\n".encode())
    return f"{__version__}-{made_of.hexdigest()[:12]}"


_READING = frozenset(
    {"detectors", "kinds", "extractors", "monitoring", "scanner"}
    | {"findings.py", "known_values.py", "own.py", "text.py", "folding.py"}
)
_CODE_AND_WORDS = (".py", ".toml", ".txt", ".json", ".csv", ".tsv", ".onnx")


def _made_of(folder: str, named: frozenset[str] = frozenset()) -> Iterator[os.DirEntry[str]]:
    """Files of code and words below a folder, or below what is `named` in it: nine hundred, each looked at by every scan."""
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if named and entry.name not in named:
                continue
            if entry.is_dir():
                yield from _made_of(entry.path)
            elif entry.name.endswith(_CODE_AND_WORDS):
                yield entry
