"""Drawings and logos as pictures of dots, for forms that know no SVG or want a size: DOCX and PPTX.

>>> drawn = drawn_as_png('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 10" width="20" height="10"><rect width="20" height="10"/></svg>')
>>> size_of(drawn)
(40, 20)
"""

from __future__ import annotations

import json
import struct

from bailee.rendering import glyphs

_PAGE = """#let told = json(bytes(sys.inputs.data))
#set page(width: auto, height: auto, margin: 0pt, fill: none)
#image(bytes(told.svg), format: "svg", alt: "")"""


def drawn_as_png(svg: str, *, scale: float = 2.0) -> bytes:
    """A drawing of our own as PNG, `scale` dots a unit of it: the same drawing gives the same bytes."""
    import typst

    return typst.compile(
        _PAGE.encode(),
        format="png",
        ppi=96 * scale,
        sys_inputs={"data": json.dumps({"svg": svg})},
        ignore_system_fonts=True,
        font_paths=glyphs.fonts(svg, reports=True),
    )


def size_of(png: bytes) -> tuple[int, int]:
    """Dots across and down, as the head of a PNG says."""
    across, down = struct.unpack(">II", png[16:24])
    return across, down
