"""The tree that `kills.py` scans, and what happens to it between two scans: every kind of container, few bytes."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import mutations  # noqa: E402 - found by the path above

NOTES = 40
SCREENS = 5
ROWS = 600  # of the one long file, that a kill finds in the middle
# Those that cost most are left out: what they hold is read by the same readers in the others.
_COSTLY = frozenset({
    "media.mp4", "media.mkv", "media.avi", "media.png", "picture.jpeg", "picture.gif", "picture.bmp", "picture.webp", "picture.tiff",
    "message-in-message.msg", "comment.ppt", "hyperlinks.xls", "password.xls", "various.xlsb", "header-and-body.doc",
})  # fmt: skip


def note(path: Path, number: int) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [
        f"Employee {number}-{line}, SSN 512-44-{7000 + number % 900 + line:04}, pat{number}@example.org"
        for line in range(4)
    ]
    path.write_text("\n".join(lines) + "\n")


def screens(folder: Path, first: int, count: int) -> None:
    """Pictures as a program that watches a screen makes them: a kind of record that shows only in all of them together."""
    from PIL import Image, ImageDraw

    folder.mkdir(exist_ok=True)
    for number in range(first, first + count):
        picture = Image.new("RGB", (1920, 1080), "white")
        drawing = ImageDraw.Draw(picture)
        drawing.rectangle((0, 0, 1920, 60), fill="navy")
        drawing.rectangle((100 + number, 200, 900, 700), fill="lightgrey", outline="black")
        path = folder / f"{number:03}.png"
        picture.save(path)
        at = 1_700_000_000 + number * 300
        os.utime(path, (at, at))


def lay(tree: Path) -> None:
    """Notes in folders, one file of each format, a folder of screens, one long file."""
    for number in range(NOTES):
        note(tree / f"{number % 4}" / f"note {number}.txt", number)
    for number, (name, content) in enumerate(sorted(mutations.good_files().items())):
        if name not in _COSTLY:
            (tree / f"{number % 4}" / name).write_bytes(content)
    (tree / "0" / "cut.zip").write_bytes(b"PK\x03\x04" + bytes(40))
    (tree / "1" / "unknown.bin").write_bytes(bytes(range(256)) * 4)
    screens(tree / "screens", 0, SCREENS)
    (tree / "1" / "long.csv").write_text(
        "name,ssn\n" + "".join(f"Pat {n},515-44-{1000 + n % 8999:04}\n" for n in range(ROWS))
    )


def change(tree: Path) -> None:
    """What happens between two scans: files are gone, new, changed, moved, touched, a folder is gone, a series goes on."""
    shutil.rmtree(tree / "3")
    for number in range(0, NOTES, 7):
        (tree / f"{number % 4}" / f"note {number}.txt").unlink(missing_ok=True)
    for number in range(NOTES, NOTES + 12):
        note(tree / f"{number % 3}" / f"note {number}.txt", number)
    (tree / "2" / "note 2.txt").write_text("Social Security number: 516-44-7313\n")
    (tree / "1" / "note 5.txt").rename(tree / "2" / "moved.txt")
    (tree / "1" / "note 1.txt").touch()
    screens(tree / "screens", SCREENS, 1)
