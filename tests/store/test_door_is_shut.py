"""What begins with an underscore on a door (rows, ciphertexts, transactions that ask nobody) is for the store alone."""

from __future__ import annotations

import ast
import inspect
from pathlib import Path

from bailee.store.tenancy import Desk
from bailee.store.workspace import Workspace

ROOT = Path(__file__).parents[2] / "src" / "bailee"
SHUT = {name for door in (Workspace, Desk) for name, _ in inspect.getmembers(door) if name[0] == "_" != name[1]}


def reached(file: Path) -> set[str]:
    tree = ast.parse(file.read_text("utf-8"))
    found = (node for node in ast.walk(tree) if isinstance(node, ast.Attribute) and node.attr in SHUT)
    return {node.attr for node in found if not (isinstance(node.value, ast.Name) and node.value.id in ("self", "cls"))}


def test_nobody_outside_the_store_reaches_behind_a_door() -> None:
    assert {"_rows", "_add", "_seeing", "_decrypted"} <= SHUT
    outside = [file for file in ROOT.rglob("*.py") if "store" not in file.relative_to(ROOT).parts]
    assert {file.name: names for file in outside if (names := reached(file) & SHUT)} == {}
