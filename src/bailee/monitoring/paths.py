"""Which product a path belongs to: its own folders, databases, logs and recordings.

A pattern is the end of a path, in small letters or not: `*` stands for anything in one name, `**` for any folders and
files below. It never matches a document that only bears the product's name.

>>> [(seen.product, seen.sort.value) for seen in seen_at(r"C:\\ProgramData\\BlueIris\\db\\cam1.dat")]
[('blue-iris', 'database')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bailee.monitoring.product import load
from bailee.monitoring.traces import Sort

# Of a product's own folders too, these are no trace of its running: what was downloaded, sent, or thrown away.
_NOT_RUNNING = re.compile(
    r"/(?:downloads?|installers?|setup files|attachments?|\$recycle\.bin|\.?trash(?:-\d+)?|quarantine)/"
)
_INSTALLER = re.compile(r"(?:setup|install(?:er)?)[^/]*\.(?:exe|msi|pkg|dmg|deb|rpm|zip)$|\.(?:msi|dmg|deb|rpm|iso)$")


@dataclass(frozen=True, slots=True)
class Seen:
    product: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class _Pattern:
    seen: Seen
    regex: re.Pattern[str]


def seen_at(path: str) -> Iterator[Seen]:
    """What a path is a trace of: at most one sort a product, the first that its file names."""
    folder, _, name = path.replace("\\", "/").lower().rpartition("/")
    whole = f"/{folder.lstrip('/')}/{name}"
    in_folder = _in_folder(folder)
    candidates = (*in_folder, *_index().get(name, ()), *_endings().get(name.rpartition(".")[2], ()))
    if not candidates or _NOT_RUNNING.search(whole) or _INSTALLER.search(name):
        return
    told: set[str] = set()
    for pattern in candidates:
        if pattern.seen.product not in told and pattern.regex.search(whole):
            told.add(pattern.seen.product)
            yield pattern.seen


@lru_cache(maxsize=4_096)
def _in_folder(folder: str) -> tuple[_Pattern, ...]:
    """Patterns of which a word is a folder on the way: asked once a folder, not once a file."""
    index = _index()
    return tuple(pattern for part in dict.fromkeys(folder.split("/")) for pattern in index.get(part, ()))


@cache
def _index() -> Mapping[str, tuple[_Pattern, ...]]:
    return _tables()[0]


@cache
def _endings() -> Mapping[str, tuple[_Pattern, ...]]:
    return _tables()[1]


@cache
def _tables() -> tuple[dict[str, tuple[_Pattern, ...]], dict[str, tuple[_Pattern, ...]]]:
    """Patterns by their rarest fixed part, and those without one by the ending of the name."""
    by_part: dict[str, list[_Pattern]] = {}
    by_ending: dict[str, list[_Pattern]] = {}
    for tool in load().values():
        for sort, path in tool.paths:
            parts = path.lower().strip("/").split("/")
            pattern = _Pattern(Seen(tool.ident, sort), compiled(path))
            fixed = [part for part in parts if not set(part) & set("*?")]
            if fixed:
                by_part.setdefault(max(fixed, key=len), []).append(pattern)
            else:
                by_ending.setdefault(parts[-1].rpartition(".")[2], []).append(pattern)
    return (
        {part: tuple(patterns) for part, patterns in by_part.items()},
        {ending: tuple(patterns) for ending, patterns in by_ending.items()},
    )


def compiled(path: str) -> re.Pattern[str]:
    """The pattern as an expression over a path in small letters that begins with a slash."""
    made = "/"
    parts = path.lower().strip("/").split("/")
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if part == "**":
            made += r".+" if last else r"(?:[^/]+/)*"
        else:
            made += "".join({"*": "[^/]*", "?": "[^/]"}.get(sign, re.escape(sign)) for sign in part)
            made += "" if last else "/"
    return re.compile(made + "$")
