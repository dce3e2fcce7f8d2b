"""Which letters the fonts of our PDFs have: the one that typst carries (Libertinus Serif, OFL), those beside it here, and no font of the
system.

>>> [has(letter) for letter in ("ő", "Ω", "Ж", "ễ", "ש", "ა", "م", "ท", "王", "\\u2041")]
[True, True, True, True, True, True, True, True, False, False]
>>> ["Noto Sans Arabic" in fonts(text).families() for text in ("محمد", "Nguyễn")]
[True, False]
>>> spelled("Nguyễn 王")
'Nguyễn U+738B '

Latin with Vietnamese, Greek, Cyrillic, Armenian, Hebrew, Georgian, Arabic, Devanagari and Thai are there, each whole. Other scripts of
India, Chinese, Japanese and Korean are not: a font for the last three is larger than all else that we install.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

# source: asked of typst 0.14 letter by letter, as the test beside does; edition 2026-11-26; no script
_RANGES = (
    (0x20, 0x4FF), (0x531, 0x58F), (0x591, 0x5F4), (0x10D0, 0x10FF), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x20A0, 0x20C0), (0xFB1D, 0xFB4F),
)  # fmt: skip
# of the fonts in `fonts/`, which are read where a text has a letter of theirs
_BESIDE = ((0x600, 0x6FF), (0x750, 0x77F), (0x900, 0x97F), (0xE01, 0xE3A), (0xE3F, 0xE5B))
_THEIRS = re.compile("[" + "".join(f"{chr(first)}-{chr(last)}" for first, last in _BESIDE) + "]")
_LACKING = frozenset(
    "\u0483\u0484\u0485\u0486\u0487\u05c4\u05c6\u05c7\u2041\u2043\u2053"
)  # of them, marks that stand on few letters alone
_NONE = ("Cn", "Co", "Cs", "Cc")  # what is no letter: unassigned, private, half of one, control


def has(letter: str) -> bool:
    """Whether a letter is printed as it is."""
    number = ord(letter)
    there = any(first <= number <= last for first, last in (*_RANGES, *_BESIDE))
    return there and letter not in _LACKING and unicodedata.category(letter) not in _NONE


def fonts(text: str, *, reports: bool = False) -> typst.Fonts:
    """What a text is set in: those beside the one of typst only where it has a letter of theirs. Reports have the font of our pages."""
    return _fonts(beside=_THEIRS.search(text) is not None, reports=reports)


@cache
def _fonts(*, beside: bool, reports: bool) -> typst.Fonts:
    import typst

    folders = [name for name, is_used in (("fonts", beside), ("report_fonts", reports)) if is_used]
    paths = [str(resources.files("bailee.rendering") / name) for name in folders]
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


def spelled(text: str) -> str:
    """A text with the letters that are not there by their number."""
    return "".join(each if has(each) else f"U+{ord(each):04X} " for each in text).replace("  ", " ")
