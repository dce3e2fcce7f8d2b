"""A figure and its noun are said by `bailee.counting.count`: nobody is told of "1 files"."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import bailee.cli

ROOT = Path(bailee.cli.__file__).parent
NO_NOUNS = {"as", "does", "has", "is", "its", "ms", "this", "was"}  # that end as plurals do


def written_by_hand(source: str) -> Iterator[str]:
    """Figures in f-strings with a plural behind them."""
    for text in ast.walk(ast.parse(source)):
        if not isinstance(text, ast.JoinedStr):
            continue
        for value, behind in zip(text.values, text.values[1:], strict=False):
            if isinstance(value, ast.FormattedValue) and isinstance(behind, ast.Constant) and _is_figure(value):
                first = str(behind.value)[1:].partition(" ")[0].rstrip(".,:;)") if str(behind.value)[:1] == " " else ""
                if first == "people" or (first.isalpha() and first.endswith("s") and first not in NO_NOUNS):
                    yield f"{{{ast.unparse(value.value)}}} {first}"


def _is_figure(value: ast.FormattedValue) -> bool:
    """One that is grouped by thousands, or a length, or called as what it counts: `kept.files`."""
    spec = ast.unparse(value.format_spec) if value.format_spec else ""
    if "," in spec and "." not in spec:
        return True
    told = value.value
    if isinstance(told, ast.Call):
        return isinstance(told.func, ast.Name) and told.func.id in ("len", "sum")
    return not spec and isinstance(told, ast.Attribute) and told.attr.endswith("s")


@pytest.mark.parametrize("file", sorted(ROOT.rglob("*.py")), ids=lambda file: str(file.relative_to(ROOT)))
def test_a_figure_and_its_noun_agree(file: Path) -> None:
    assert list(written_by_hand(file.read_text("utf-8"))) == [], "from bailee.counting import count"


@pytest.mark.parametrize(
    "source",
    ['f"{len(found)} findings"', 'f"{kept.rows:,} rows left"', 'f"in {kept.files} files."', 'f"{number:,} people"'],
)
def test_one_that_is_written_by_hand_is_found(source: str) -> None:
    assert len(list(written_by_hand(source))) == 1


@pytest.mark.parametrize(
    "source", ["f\"{count(found, 'finding')} left\"", 'f"{took:,} ms"', 'f"{size:,.1f} bytes"', 'f"{rest:,} more"']
)
def test_what_needs_none_is_left(source: str) -> None:
    assert list(written_by_hand(source)) == []
