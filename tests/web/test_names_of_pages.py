"""A link to a page that is not there would be left out without a word; so each name that is linked to is looked for."""

from __future__ import annotations

import re
from pathlib import Path

from bailee.catalogues import Catalogue
from bailee.permissions import Role

WEB = Path(__file__).parents[2] / "src" / "bailee" / "web"


def _text(*names: str) -> str:
    return "\n".join(file.read_text("utf-8") for name in names for file in sorted(WEB.rglob(name)))


def test_every_page_that_is_linked_to_by_name_is_there() -> None:
    linked = set(re.findall(r"""\b(?:address|reverse)\(\s*["']([\w-]+)["']""", _text("*.html", "*.py")))
    named = set(re.findall(r"""["']([\w-]+)["']""", _text("routes.py", "urls.py")))
    assert len(linked) > 20 and linked - named == set()


def test_each_section_and_each_role_has_its_words_in_the_catalogue_of_the_frame() -> None:
    sections = dict(
        re.findall(r'Section\("([\w-]+)", "([^"]+)"', _text("routes.py").replace(_text_of("routes.py"), ""))
    )
    assert len(sections) > 30
    words = Catalogue("bailee.web.own").words("en").texts
    assert words["section"] == sections
    assert words["role"] == {role.value: role.label for role in Role}


def _text_of(name: str) -> str:
    return (WEB / name).read_text("utf-8")
