"""Letters for window envelopes: a sheet with the address where the window is, and behind it the notice as everybody gets it.

>>> DL.window, TEN.window
(Rectangle(x=20.5, y=57.5, width=79.0, height=23.0), Rectangle(x=22.7, y=64.0, width=87.9, height=15.9))

A folded sheet slides about in its envelope. The window here is what shows however it lies, so that an address that stands in
it is read by the post in every case, and nothing beside it is.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib import resources
from pathlib import Path
from typing import Literal

from bailee.dates import in_full
from bailee.deliveries.addresses import Window
from bailee.errors import InvalidInput
from bailee.rendering import Document, Form, Paragraph, Table, pdf
from bailee.rendering.recovery_kit import code
from bailee.rendering.typesetting import WORDS, typeset, words

BATCH = 500  # letters of one file: 2 MB, and a printer's tray


@dataclass(frozen=True, slots=True)
class Rectangle:
    """Millimetres from the left and upper edges of the sheet."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Envelope:
    ident: str
    label: str
    paper: Literal["a4", "letter"]
    window: Rectangle
    size: float  # of the letters in it, points
    lines: int  # that fit into it


def _visible(left: float, top: float, width: float, height: float, *, slack_x: float, slack_y: float) -> Rectangle:
    """What of a window shows of the sheet, wherever the sheet lies: the window itself, less the way that the sheet can go."""
    return Rectangle(
        round(left + _EDGE, 1), round(top + _EDGE, 1), round(width - slack_x - 2 * _EDGE, 1), round(height - slack_y - 2 * _EDGE, 1)
    )  # fmt: skip


_EDGE = 0.5  # millimetres that no letter comes nearer to the edge


# DL: 220 × 110 mm; the windows of DIN 680 (90 × 45, 20 from the left, 15 from below) and of British stationers (90 × 35, 20, 18),
# of which the smaller one begins 57 mm from above. A4 folded in three is 210 × 99 mm.
DL = Envelope(
    "dl", "DL, A4 folded in three", "a4", _visible(20.0, 57.0, 90.0, 35.0, slack_x=10.0, slack_y=11.0), 9.5, 6
)
# No. 10: 9½ × 4⅛ inches, window 4½ × 1⅛, ⅞ from the left and ½ from below. Letter paper folded in three is 8½ × 3⅔ inches.
TEN = Envelope(
    "10", "No. 10, letter paper folded in three", "letter",
    _visible(22.2, 63.5, 114.3, 28.6, slack_x=25.4, slack_y=11.7), 8.5, 5,
)  # fmt: skip
ENVELOPES = {each.ident: each for each in (DL, TEN)}


@dataclass(frozen=True, slots=True)
class Letter:
    """One person's. `mark` stands above the window, and says which piece it is when it comes back."""

    mark: str
    name: str = field(repr=False)
    window: Window = field(repr=False)
    greeting: str = field(repr=False)
    # in the language of whoever reads it; empty: as the run says
    words: tuple[str, ...] = field(repr=False, default=())
    language: str = ""
    date: str = ""
    page: str = ""  # where the notice stands for everybody, as a code that a telephone reads; empty: none
    camera: str = ""  # what to do with that code, in words


@dataclass(frozen=True, slots=True)
class Run:
    """What all letters of a run share."""

    title: str
    language: str
    sender: str
    on: date
    envelope: Envelope
    words: tuple[str, ...]  # paragraphs on the sheet with the address
    document: bytes = field(repr=False)  # the notice's PDF
    pages: int = 0  # of it; 0: they are counted when it is laid out


def envelope_of(ident: str) -> Envelope:
    """InvalidInput where we know none of that name."""
    if ident not in ENVELOPES:
        raise InvalidInput(f'"{ident[:40]}" is no envelope that we know', hint="one of: " + ", ".join(ENVELOPES))
    return ENVELOPES[ident]


def pages_of(document: bytes) -> int:
    import pypdfium2

    opened = pypdfium2.PdfDocument(document)
    try:
        return len(opened)
    finally:
        opened.close()


def render(run: Run, letters: Sequence[Letter]) -> bytes:
    """The PDF of these letters, each beginning on a sheet of its own: printed on both sides none lies on the back of another."""
    with tempfile.TemporaryDirectory(prefix="bailee-letters-") as made:
        put(Path(made), run.document)
        return compiled(Path(made), data_of(run, letters))


def data_of(run: Run, letters: Sequence[Letter]) -> str:
    """What the template is given, as JSON."""
    window = run.envelope.window
    data = {
        "title": run.title,
        "language": run.language,
        "sender": run.sender,
        "on": run.on.isoformat(),
        "paper": run.envelope.paper,
        "window": {
            "x": window.x, "y": window.y, "width": window.width, "height": window.height, "size": run.envelope.size,
        },
        "words": list(run.words),
        "pages": run.pages or pages_of(run.document),
        "letters": [
            {
                "lines": list(each.window.lines), "mark": each.mark, "greeting": each.greeting,
                "words": list(each.words or run.words), "language": (each.language or run.language)[:2],
                "date": each.date or in_full(run.on), "page": each.page, "camera": each.camera,
            }
            for each in letters
        ],
        "codes": {page: code(page) for page in {each.page for each in letters} - {""}},
    }  # fmt: skip
    return json.dumps(data, ensure_ascii=False)


def put(folder: Path, document: bytes) -> None:
    """What letters are made of, as files of a folder."""
    template = resources.files("bailee.rendering") / "templates" / "letter.typ"
    (folder / "document.pdf").write_bytes(document)
    (folder / "letter.typ").write_bytes(template.read_bytes())
    (folder / WORDS).write_bytes(words())


def compiled(folder: Path, data: str) -> bytes:
    """The PDF of what lies in a folder."""
    return typeset(
        str(folder / "letter.typ"),
        json.loads(data),
        what="these letters cannot be laid out",
        hint="print these people's apart, to find whose it is",
        root=str(folder),
    )


def mailing_list(run: Run, letters: Sequence[Letter], *, number: int, of: int) -> bytes:
    """The list that the post office counts, stamps and gives back: who was written to, and how many pieces."""
    rows = tuple((each.mark, each.name, ", ".join(each.window.place)) for each in letters)
    count = f"{len(letters):,} {'piece' if len(letters) == 1 else 'pieces'}"
    blocks = (
        Paragraph(f"{count} of mail from {run.sender}, each with “{run.title}”."),
        Form((), ("Pieces counted", "Post office, date and stamp", "Signature of who took them")),
        Table("Brought to the post", ("Piece", "To", "Address"), rows, (2, 3, 5)),
    )
    part = f", list {number} of {of}" if of > 1 else ""
    document = Document(
        "List of letters", "en", run.on, blocks, subtitle=f"{run.sender} · {in_full(run.on)}{part}",
        author=run.sender, paper=run.envelope.paper,
    )  # fmt: skip
    return pdf.render(document)
