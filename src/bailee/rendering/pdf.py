"""A document as PDF, archivable (PDF/A-2a) and readable by programs for blind readers (PDF/UA-1), through typst.

The data goes in as JSON, never as template text. The same document gives the same bytes: no clock, no system fonts.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from importlib import resources

from bailee.errors import InvalidInput
from bailee.rendering import glyphs
from bailee.rendering.document import Document, Symbol
from bailee.rendering.pictures import size_of


def render(document: Document, attached: Mapping[str, str] | None = None) -> bytes:
    """The PDF's bytes. InvalidInput where the tree cannot be made accessible, such as a skipped level of headings.

    `attached`: JSON to carry along, by the name of its file; the PDF is then of the archivable sort that carries files
    (PDF/A-3a).
    """
    import typst

    template = "report.typ" if document.look == "report" else "document.typ"
    told = document.as_data()
    if document.letterhead and document.letterhead.logo:
        told["letterhead"] = told["letterhead"] | {"logo": _framed(document.letterhead.logo)}
    data = json.dumps(told, ensure_ascii=False)
    carried = {"attached": json.dumps(dict(attached))} if attached else {}
    try:
        return typst.compile(
            resources.files("bailee.rendering").joinpath("templates", template).read_bytes(),
            format="pdf",
            sys_inputs={"data": data, "draft": document.draft_mark, **carried, **_drawings(document)},
            pdf_standards=["a-3a"] if attached else ["a-2a", "ua-1"],
            ignore_system_fonts=True,
            font_paths=glyphs.fonts(data, reports=document.look == "report"),
        )
    except RuntimeError:  # its message quotes the text
        raise InvalidInput(
            "the document cannot be laid out as an accessible PDF",
            hint="a heading skips a level, or a text holds a control character",
        ) from None


def _framed(png: str) -> str:
    """A picture as a drawing that holds it: what is given to a template is text."""
    across, down = size_of(base64.b64decode(png))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" viewBox="0 0 {across} {down}">'
        f'<image width="{across}" height="{down}" href="data:image/png;base64,{png}"/></svg>'
    )


def _drawings(document: Document) -> dict[str, str]:
    """Drawings that it shows, by name."""
    names = {block.name for block in document.blocks if isinstance(block, Symbol)}
    folder = resources.files("bailee.rendering") / "templates"
    return {name: folder.joinpath(f"{name}.svg").read_text("utf-8") for name in sorted(names)}
