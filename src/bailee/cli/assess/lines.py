"""Text wrapped to the page, as the parts of `bailee assess` write it."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text


class Page:
    """A page of at most 100 columns."""

    def __init__(self, out: Console) -> None:
        self.out = out
        self.width = min(out.width, 100)

    def line(self, text: str = "", *, indent: int = 0, style: str = "", first: str = "") -> None:
        """Text wrapped to the page; `first` stands in the indent of the first line."""
        lines = textwrap.wrap(text, self.width - indent, break_on_hyphens=False, break_long_words="/" not in text) or [
            ""
        ]
        for number, part in enumerate(lines):
            lead = first.rjust(indent) if first and number == 0 else " " * indent
            self.out.print(Text(lead) + Text(part, style=style), soft_wrap=True)

    def head(self, text: str) -> None:
        """A heading, with a line free above."""
        self.line()
        self.line(text, style="bold")

    def points(self, texts: tuple[str, ...], *, style: str = "") -> None:
        """Several short texts, one below the other."""
        for text in texts:
            self.line(text, indent=4, first="· ", style=style)

    def named(self, name: str, text: str) -> None:
        """What something is called, and what it is; nothing where there is nothing."""
        if text:
            self.line(text, indent=12, first=f"  {name:<10}")
