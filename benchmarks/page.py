"""docs/benchmarks.md: each benchmark writes its own sections between markers and leaves those of others as they are.

>>> merged("a\\n<!-- one -->\\nold\\n<!-- /one -->\\nz\\n", [Section("one", "# One", ["new"])]).splitlines()
['a', '<!-- one -->', '# One', '', 'new', '<!-- /one -->', 'z']
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

PAGE = Path(__file__).parent.parent / "docs" / "benchmarks.md"
RESULTS = Path(__file__).parent / "results"


@dataclass(frozen=True, slots=True)
class Section:
    name: str
    title: str
    lines: Sequence[str]

    def text(self) -> str:
        body = "\n".join([self.title, "", *self.lines]).strip()
        return f"<!-- {self.name} -->\n{body}\n<!-- /{self.name} -->\n"


def merged(page: str, sections: Iterable[Section]) -> str:
    """A page with these sections in it: where they stood, else at the end of the part that their name begins with."""
    for section in sections:
        pattern = re.compile(
            rf"<!-- {re.escape(section.name)} -->\n.*?<!-- /{re.escape(section.name)} -->\n", re.DOTALL
        )
        text = section.text()
        stands = pattern.search(page)
        if stands is not None:
            page = page[: stands.start()] + text + page[stands.end() :]
            continue
        part = f"<!-- end of {section.name.partition('-')[0]} -->\n"
        page = page.replace(part, f"{text}\n{part}", 1) if part in page else f"{page}\n{text}"
    return page


def write(sections: Sequence[Section]) -> None:
    """Print sections and put them into the page."""
    for section in sections:
        print("\n".join([section.title, "", *section.lines, ""]))
    PAGE.write_text(merged(PAGE.read_text("utf-8"), sections), "utf-8")


def signed(figures: Iterable[float]) -> list[float]:
    return [round(figure, 4) for figure in figures]
