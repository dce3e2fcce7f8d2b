"""A template of typst and what it is given, as PDF: data goes in as JSON and never as template text, in fonts of ours alone.

typst refuses an archivable file that holds a letter without a glyph, and it dies (0.15.2) where a line of Hebrew is broken at points that stand on
nothing. What was pasted from somewhere has such things: it is set a second time, with all but letters of Europe by their number, before anybody is told
that nothing can be made of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Literal, TypeVar

from bailee.errors import InvalidInput
from bailee.rendering import glyphs

_LONG = re.compile(r"\S{50}")  # what is wider than a line; looked for in a template only where it is there
_PANIC = "PanicException"  # of the library's Rust: it derives from BaseException, and has no name to import
WORDS = "words.typ"  # what templates import
Template = TypeVar("Template", str, bytes)
Standard = Literal["a-2a", "a-2b", "a-3a", "ua-1"]


@cache
def words() -> bytes:
    """What all templates do with words."""
    return (resources.files("bailee.rendering") / "templates" / WORDS).read_bytes()


def typeset(
    template: Template,
    told: Mapping[str, Any],
    *,
    what: str,
    hint: str,
    standards: Sequence[Standard] = (),
    more: Mapping[str, str] | None = None,
    root: Template | None = None,
    reports: bool = False,
) -> bytes:
    """The PDF. InvalidInput, with `what` and `hint`, where it cannot be made; its words quote nothing of the text.

    `template`: its bytes, or the path of a file under `root`, beside which `words()` lies as `WORDS`.
    """
    import typst

    # files by their names: typst takes them, its stubs do not know of it
    given: Any = {"main.typ": template, WORDS: words()} if isinstance(template, bytes) else template
    for spell in (glyphs.spelled_in, glyphs.plain_in):
        data = json.dumps(spell(told), ensure_ascii=False)
        try:
            return typst.compile(
                given,
                root=root,
                format="pdf",
                sys_inputs={"data": data, **(more or {}), **({"long": "a word"} if _LONG.search(data) else {})},
                pdf_standards=list(standards),
                ignore_system_fonts=True,
                font_paths=glyphs.fonts(data, reports=reports),
            )
        except RuntimeError:  # its message quotes the text
            continue
        except BaseException as died:
            if type(died).__name__ != _PANIC:
                raise
    raise InvalidInput(what, hint=hint) from None
