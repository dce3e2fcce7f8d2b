"""Take the pictures of docs/tour.md that are paper: the first page of a report, and of a packet for counsel, of a sample company.

    python update/tour.py HOME     # a home that `bailee demo` laid; it is left with a report and a packet more

Its other pictures are those of update/screens.py and update/signed.py.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pypdfium2

import few_colours

IMAGES = Path(__file__).resolve().parent.parent / "docs" / "images" / "tour"


def first_page(paper: Path) -> bytes:
    """Its first page as a PNG, 110 pixels an inch."""
    shot = io.BytesIO()
    with pypdfium2.PdfDocument(paper) as document:
        document[0].render(scale=110 / 72).to_pil().save(shot, "PNG")
    return shot.getvalue()


def take(home: Path) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        environment = os.environ | {"BAILEE_HOME": str(home.absolute())}
        for words in (
            ("report", "one-page", "--out", folder / "one-page.pdf"),
            ("counsel", "packet", "--out", folder / "packet"),
        ):
            subprocess.run([sys.executable, "-m", "bailee", *map(str, words)], env=environment, check=True)
        few_colours.save(first_page(folder / "one-page.pdf"), IMAGES / "one-page.png")
        (packet,) = (folder / "packet").glob("*.pdf")
        few_colours.save(first_page(packet), IMAGES / "packet.png")


if __name__ == "__main__":
    take(Path(sys.argv[1]))
