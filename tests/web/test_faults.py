"""What pages say of a fault: one function says all of them, so none ends without a full stop or tells a command to type."""

from __future__ import annotations

import ast
from pathlib import Path

import bailee.web

WEB = Path(bailee.web.__file__).parent
SAYS = {
    "typed.py": "it is the function",
    "middleware.py": "a heading and a sentence, of a page that is nothing but the fault",
    "agent_door.py": "a program reads it",
    "tickets/views.py": "the hint of a field",
    "settings/views.py": "the page of the server's own settings, for whoever starts it",
}


def test_no_page_puts_a_fault_and_its_hint_together_by_itself() -> None:
    found = set()
    for path in WEB.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "hint":
                found.add(str(path.relative_to(WEB)))
    assert found == set(SAYS)
