"""Names of people, and where they stand: a binder that names nobody is looked through for them.

>>> names = Names(["Pat Doe", "pat@example.org"])
>>> names.masked({"who": "Pat Doe signed", "n": 3}), names.are_in("member-added pat-doe"), names.are_in("scan-ended")
({'who': '••• signed', 'n': 3}, True, False)
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

MASK = "•••"
_SHORTEST = 3  # letters of a part of a name that is looked for by itself


class Names:
    """Of one organisation: those on its roster, and its members."""

    def __init__(self, names: Iterable[str]) -> None:
        whole = {" ".join(name.split()) for name in names}
        self._whole = sorted((name for name in whole if len(name) >= _SHORTEST), key=len, reverse=True)
        words = (word for name in self._whole for word in _words(name))
        self._words = frozenset(word for word in words if len(word) >= _SHORTEST)
        spelled = "|".join(r"\s+".join(map(re.escape, name.split())) for name in self._whole)
        self._pattern = re.compile(rf"(?<!\w)(?:{spelled})(?!\w)", re.IGNORECASE) if spelled else None

    def are_in(self, text: str) -> bool:
        """Whether any part of any name is a word of a text: idents are made of names, too."""
        return not self._words.isdisjoint(_words(text))

    def masked(self, value: Any) -> Any:
        """Plain data in which each whole name is masked."""
        if isinstance(value, str):
            return self._pattern.sub(MASK, value) if self._pattern else value
        if isinstance(value, dict):
            return {name: self.masked(each) for name, each in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.masked(each) for each in value]
        return value


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())
