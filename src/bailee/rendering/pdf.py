"""A document as PDF, archivable (PDF/A-2a) and readable by programs for blind readers (PDF/UA-1), through typst.

The data goes in as JSON, never as template text. The same document gives the same bytes: no clock, no system fonts.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from importlib import resources

from bailee.errors import InvalidInput
from bailee.rendering.document import Document, Symbol


def render(document: Document, attached: Mapping[str, str] | None = None) -> bytes:
    """The PDF's bytes. InvalidInput where the tree cannot be made accessible, such as a skipped level of headings.

    `attached`: JSON to carry along, by the name of its file; the PDF is then of the archivable sort that carries files
    (PDF/A-3a).
    """
    import typst

    template = resources.files("bailee.rendering") / "templates" / "document.typ"
    data = json.dumps(document.as_data(), ensure_ascii=False)
    carried = {"attached": json.dumps(dict(attached))} if attached else {}
    try:
        return typst.compile(
            template.read_bytes(),
            format="pdf",
            sys_inputs={"data": data, "draft": document.draft_mark, **carried, **_drawings(document)},
            pdf_standards=["a-3a"] if attached else ["a-2a", "ua-1"],
            ignore_system_fonts=True,
        )
    except RuntimeError:  # its message quotes the text
        raise InvalidInput(
            "the document cannot be laid out as an accessible PDF",
            hint="a heading skips a level, or a text holds a control character",
        ) from None


def _drawings(document: Document) -> dict[str, str]:
    """Drawings that it shows, by name."""
    names = {block.name for block in document.blocks if isinstance(block, Symbol)}
    folder = resources.files("bailee.rendering") / "templates"
    return {name: folder.joinpath(f"{name}.svg").read_text("utf-8") for name in sorted(names)}
