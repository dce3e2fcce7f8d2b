"""Make src/bailee/rendering/printed_letters.txt: which letters the fonts of our PDFs have, asked of typst one by one.

    python update/printed_letters.py

Half by half: typst refuses an accessible PDF in which a letter has no glyph. What is unassigned, private, half of a letter or a control is not asked for.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import typst

RENDERING = Path(__file__).resolve().parents[1] / "src" / "bailee" / "rendering"
OUT = RENDERING / "printed_letters.txt"
# where a font of ours has anything; Ethiopic, Yi, the other planes and so on it has not
ASKED = ((0x20, 0x1200), (0x1C80, 0x33FF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xF900, 0xFFFD), (0x1D400, 0x1D7FF))
NO_LETTER = ("Cn", "Co", "Cs", "Cc")
TURNS = frozenset(
    "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
)  # what stands around it: the name of a file may say another's
PAGE = b'#set document(title: "L", date: datetime(year: 2026, month: 1, day: 1))\n#par(sys.inputs.text)'
AT_ONCE = 128


def main() -> None:
    folders = [str(RENDERING / name) for name in ("fonts", "east_asian_fonts")]
    fonts = typst.Fonts(include_system_fonts=False, font_paths=folders)

    def printed(letters: Sequence[str]) -> Iterator[str]:
        try:
            typst.compile(
                PAGE, format="pdf", sys_inputs={"text": " ".join(letters)}, pdf_standards=["a-2a", "ua-1"],
                ignore_system_fonts=True, font_paths=fonts,
            )  # fmt: skip
            yield from letters
        except BaseException as refused:
            if not (isinstance(refused, RuntimeError) or type(refused).__name__ == "PanicException"):
                raise
            if len(letters) > 1:
                half = len(letters) // 2
                yield from printed(letters[:half])
                yield from printed(letters[half:])

    asked = [chr(code) for first, last in ASKED for code in range(first, last + 1)]
    asked = [letter for letter in asked if unicodedata.category(letter) not in NO_LETTER and letter not in TURNS]
    there = [ord(each) for start in range(0, len(asked), AT_ONCE) for each in printed(asked[start : start + AT_ONCE])]
    ranges: list[list[int]] = []
    for code in there:
        if ranges and code == ranges[-1][1] + 1:
            ranges[-1][1] = code
        else:
            ranges.append([code, code])
    head = (
        f"# source: asked of typst {version('typst')} with the fonts beside; edition: Unicode {unicodedata.unidata_version};"
        f" {datetime.now(tz=UTC).date()}; by update/printed_letters.py\n"
    )
    lines = (f"{first:X}-{last:X}" if last > first else f"{first:X}" for first, last in ranges)
    OUT.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(there):,} of {len(asked):,} letters, in {len(ranges)} ranges")


if __name__ == "__main__":
    main()
