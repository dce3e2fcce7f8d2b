"""What is left out of a scan on purpose, each with its reason: the coverage statement repeats it.

A pattern without a slash is a name, at any depth; one with a slash is a path from the place on, or a whole path where it
begins with one. `*` and `?` stop at a slash, `**` does not. A folder that matches is left out with all that lies in it.

>>> rules = Exclusions((Exclusion("node_modules", "third-party code"), Exclusion("old/**/*.iso", "disk images")))
>>> rules.of("web/node_modules", "/srv/web/node_modules").reason
'third-party code'
>>> rules.of("old/2009/a/cd.iso", "/srv/old/2009/a/cd.iso").reason, rules.of("cd.iso", "/srv/cd.iso")
('disk images', None)
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput

_EXAMPLE = '--exclude "*.iso=disk images, nobody\'s data"'
_LONGEST = 300  # characters of a reason


@dataclass(frozen=True, slots=True)
class Exclusion:
    """One pattern and why what matches it is not read."""

    pattern: str
    reason: str

    def __post_init__(self) -> None:
        if not self.pattern.strip():
            raise InvalidInput("an exclusion needs a pattern", hint=_EXAMPLE)
        if not self.reason.strip() or len(self.reason) > _LONGEST:
            raise InvalidInput(
                f'"{self.pattern}" is left out without a reason',
                hint=f"a reader of the report has to be told why: {_EXAMPLE}",
            )


@dataclass(frozen=True, slots=True)
class Exclusions:
    """All that is left out, the first that matches counts."""

    rules: tuple[Exclusion, ...] = ()
    _tests: tuple[re.Pattern[str], ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_tests", tuple(_test(rule.pattern) for rule in self.rules))

    def of(self, relative: str, path: str) -> Exclusion | None:
        """The rule that leaves something out: `relative` to its place, and its whole `path`. None: it is read."""
        for rule, test in zip(self.rules, self._tests, strict=True):
            if test.fullmatch(os.path.normcase(relative)) or test.fullmatch(os.path.normcase(path)):
                return rule
        return None


NOTHING = Exclusions()


def _test(pattern: str) -> re.Pattern[str]:
    shape = os.path.normcase(pattern.strip().rstrip("/") or "/").replace("\\", "/")
    made = "".join(_piece(piece) for piece in re.findall(r"\*\*/?|\*|\?|[^*?]+", shape.removeprefix("./")))
    return re.compile(made if "/" in shape else f"(?:.*/)?{made}", re.DOTALL)


def _piece(piece: str) -> str:
    return {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}.get(piece) or re.escape(piece)


def given(options: Iterable[str]) -> Exclusions:
    """From the command line, `PATTERN=REASON` each.

    >>> given(["*.iso=disk images"]).rules
    (Exclusion(pattern='*.iso', reason='disk images'),)
    """
    return Exclusions(tuple(_typed(option) for option in options))


def _typed(option: str) -> Exclusion:
    pattern, equals, reason = option.rpartition("=")
    return Exclusion(pattern.strip(), reason.strip()) if equals else Exclusion(reason.strip(), "")


def read(file: Path) -> Exclusions:
    """From a TOML file: tables `[[exclude]]` with `pattern` and `reason`. InvalidInput names what is wrong in it."""
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError:
        raise CannotRead(f'the list of exclusions "{file}" cannot be read', hint="name a file that is there") from None
    except ValueError:
        raise InvalidInput(
            f'"{file}" is no TOML', hint='[[exclude]] / pattern = "*.iso" / reason = "disk images"'
        ) from None
    rows = told.get("exclude", [])
    unknown = set(told) - {"exclude"}
    if unknown or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise InvalidInput(f'"{file}" holds something else than [[exclude]]', hint="each has a pattern and a reason")
    return Exclusions(tuple(_row(file, row) for row in rows))


def _row(file: Path, row: dict[str, object]) -> Exclusion:
    pattern, reason = row.get("pattern"), row.get("reason")
    if set(row) - {"pattern", "reason"} or not isinstance(pattern, str) or not isinstance(reason, str):
        raise InvalidInput(f'an exclusion in "{file}" lacks its pattern or its reason', hint="both are texts")
    return Exclusion(pattern, reason)
