"""The threat model names tests: each one is there, and each of the six letters is thought of."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = (ROOT / "docs" / "threat-model.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", PAGE)
ROWS = [line for line in PAGE.splitlines() if re.match(r"\| [STRIDE] \|", line)]


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_test_that_is_named_is_there() -> None:
    missing = [f"{path}::{name}" for path, name in NAMED if not (ROOT / path).is_file() or name not in names_in(path)]
    assert missing == [] and len(NAMED) > 50


def test_every_threat_names_at_least_one_test() -> None:
    assert len(ROWS) > 40
    assert [row for row in ROWS if not re.search(r"`tests/[\w/]+\.py::test_\w+`", row)] == []


def test_each_letter_is_thought_of() -> None:
    assert {row[2] for row in ROWS} == set("STRIDE")


def test_every_element_of_the_drawing_is_looked_at_letter_by_letter() -> None:
    drawing = PAGE.split("```")[1]
    rows = [line for line in PAGE.splitlines() if re.match(r"\| (\(|P\d|S\d|\d)", line)]
    assert len(rows) >= 20 and all(re.fullmatch(r"\| [^|]+(\| [x–] ){6}\| [^|]+ \|", row) for row in rows)
    named = {word for row in rows for word in re.findall(r"\b[PS]\d\b", row.split("|")[1])}
    assert named == set(re.findall(r"\b[PS]\d\b", drawing)) and len(named) == 10
    headings = set(re.findall(r"(?m)^## (.+)$", PAGE))
    assert {each.strip() for row in rows for each in row.rsplit("|", 2)[1].split(";")} <= headings
    flows = {int(number) for number in re.findall(r"\b(\d+)\b", re.sub(r"[PS]\d|Microsoft 365", "", drawing))}
    assert flows == set(range(1, 13))
