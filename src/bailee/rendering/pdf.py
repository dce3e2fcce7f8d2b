"""A document as PDF, archivable (PDF/A-2a) and readable by programs for blind readers (PDF/UA-1), through typst.

The data goes in as JSON, never as template text. The same document gives the same bytes: no clock, no system fonts. A letter that none of our
fonts has is printed by its number.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from importlib import resources

from bailee.rendering import glyphs
from bailee.rendering.document import Document, Symbol
from bailee.rendering.pictures import size_of
from bailee.rendering.typesetting import typeset


def render(document: Document, attached: Mapping[str, str] | None = None) -> bytes:
    """The PDF's bytes. InvalidInput where the tree cannot be made accessible, such as a skipped level of headings.

    `attached`: JSON to carry along, by the name of its file; the PDF is then of the archivable sort that carries files
    (PDF/A-3a).
    """
    told = document.as_data()
    if document.letterhead and document.letterhead.logo:
        told["letterhead"] = told["letterhead"] | {"logo": _framed(document.letterhead.logo)}
    carried = {"attached": json.dumps(dict(attached))} if attached else {}
    is_report = document.look == "report"
    return typeset(
        resources.files("bailee.rendering")
        .joinpath("templates", "report.typ" if is_report else "document.typ")
        .read_bytes(),
        told,
        what="the document cannot be laid out as an accessible PDF",
        hint="a heading skips a level",
        standards=["a-3a"] if attached else ["a-2a", "ua-1"],
        more={"draft": glyphs.spelled(document.draft_mark), **carried, **_drawings(document)},
        reports=is_report,
    )


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
