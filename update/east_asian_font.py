"""Make the font that our PDFs have for Chinese, Japanese and Korean out of WenQuanYi Micro Hei.

    apt-get download fonts-wqy-microhei && dpkg-deb -x fonts-wqy-microhei_*.deb wqy
    pip install fonttools && python update/east_asian_font.py wqy/usr/share/fonts/truetype/wqy/wqy-microhei.ttc

0.2.0-beta, Apache-2.0. All of its Han letters, kana, bopomofo and hangul, and the punctuation around them; no hints, no Latin, no names of glyphs.
After it: `python update/printed_letters.py`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTCollection

OUT = (
    Path(__file__).resolve().parents[1] / "src" / "bailee" / "rendering" / "east_asian_fonts" / "WenQuanYiMicroHei.ttf"
)
RANGES = (
    (0x3001, 0x3003), (0x3005, 0x3017), (0x301D, 0x301F), (0x3021, 0x3029), (0x3041, 0x3094), (0x3099, 0x309E), (0x30A1, 0x30F6),
    (0x30FB, 0x30FE), (0x3105, 0x3129), (0x3131, 0x318E), (0x3200, 0x33FF), (0x4E00, 0x9FC3), (0xAC00, 0xD7A3), (0xF900, 0xFA2D),
    (0xFF01, 0xFF5E), (0xFF61, 0xFF9F), (0xFFE0, 0xFFE6),
)  # fmt: skip
NAMES = (0, 1, 2, 3, 4, 5, 6, 13, 14)  # of its name table: whose it is, its own names, its licence


def main() -> None:
    font = TTCollection(sys.argv[1]).fonts[0]
    there = font.getBestCmap()
    options = subset.Options()
    options.hinting, options.glyph_names, options.notdef_outline, options.recalc_timestamp = False, False, True, False
    options.layout_features, options.name_IDs = ["*"], list(NAMES)
    options.drop_tables += ["FFTM", "gasp"]
    cut = subset.Subsetter(options)
    cut.populate(unicodes=[code for first, last in RANGES for code in range(first, last + 1) if code in there])
    cut.subset(font)
    font.save(OUT)
    print(f"{len(font.getBestCmap()):,} letters in {OUT.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
