"""docs/components.md says what the macros are, and the page shows each of them."""

from __future__ import annotations

import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
_SPEC = importlib.util.spec_from_file_location("update_components", ROOT / "update" / "components.py")
assert _SPEC and _SPEC.loader
COMPONENTS = importlib.util.module_from_spec(_SPEC)
__import__("sys").modules["update_components"] = COMPONENTS  # dataclasses look their module up
_SPEC.loader.exec_module(COMPONENTS)
TEMPLATES = ROOT / "src" / "bailee" / "web" / "templates"


def test_the_document_is_fresh() -> None:
    assert COMPONENTS.PAGE.read_text("utf-8") == COMPONENTS.page(), "run: python update/components.py --pictures"


def test_every_macro_says_what_it_is_for() -> None:
    assert [macro.name for macro in COMPONENTS.macros() if not macro.about] == []
    written = re.findall(r"macro ([a-z]\w*)\(", (TEMPLATES / "components.html").read_text("utf-8"))
    assert [macro.name for macro in COMPONENTS.macros()] == written


def test_every_macro_stands_on_the_page() -> None:
    shown = (TEMPLATES / "components" / "page.html").read_text("utf-8")
    used = set(re.findall(r"\bc\.(\w+)\(", shown + (TEMPLATES / "base.html").read_text("utf-8")))
    by_others = {
        "bound",
        "bound_form",
        "form_errors",
        "error_summary",
        "tag",
    }  # need a form of Django, or would take the focus
    assert {macro.name for macro in COMPONENTS.macros()} - used <= by_others


def test_the_pictures_are_there() -> None:
    for name, *_ in COMPONENTS.SHOWN:
        picture = (COMPONENTS.IMAGES / f"{name}.png").read_bytes()
        assert picture.startswith(b"\x89PNG") and len(picture) < 400_000
