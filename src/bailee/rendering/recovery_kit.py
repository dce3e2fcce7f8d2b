"""The recovery kit as a page of PDF: a key in blocks with check characters, the same as a code for cameras, and its use.

The key goes into the page and nowhere else: no temporary file, no program's argument.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from importlib import resources

from bailee.rendering.typesetting import typeset


@dataclass(frozen=True, slots=True)
class RecoveryKit:
    """What is printed. `squares`: the code as SVG; empty where the library that draws it is missing."""

    organisation: str
    lines: tuple[str, ...] = field(repr=False)
    recipient: str
    keeper: str
    made_on: str
    squares: str = field(default="", repr=False)


def code(identity: str) -> str:
    """A QR code as SVG; empty where it cannot be drawn here."""
    try:
        from qrcode.constants import ERROR_CORRECT_Q
        from qrcode.main import QRCode
    except ImportError:
        return ""
    drawn: QRCode = QRCode(error_correction=ERROR_CORRECT_Q, border=4)
    drawn.add_data(identity)
    drawn.make(fit=True)
    matrix = drawn.get_matrix()
    size = len(matrix)
    path = "".join(f"M{x} {y}h1v1h-1z" for y, row in enumerate(matrix) for x, is_dark in enumerate(row) if is_dark)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size} {size}">'
        f'<rect width="{size}" height="{size}" fill="#fff"/><path fill="#000" d="{path}"/></svg>'
    )


def render(kit: RecoveryKit) -> bytes:
    """The PDF's bytes: one page of A4 or Letter, black on white."""
    template = resources.files("bailee.rendering") / "templates" / "recovery_kit.typ"
    return typeset(
        template.read_bytes(),
        asdict(kit),
        what="the page cannot be laid out",
        hint="a name on it is too long",
        standards=["a-2a", "ua-1"],
    )
