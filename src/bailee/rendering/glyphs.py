"""Which letters the fonts of our PDFs have: those that typst carries (Libertinus Serif, OFL), and no font of the system.

>>> [has(letter) for letter in ("ő", "Ω", "Ж", "ễ", "ש", "ა", "王", "ท", "\\u2041")]
[True, True, True, True, True, True, False, False, False]
>>> spelled("Nguyễn 王")
'Nguyễn U+738B '

Latin with Vietnamese, Greek, Cyrillic, Armenian, Hebrew and Georgian are there, each whole. Arabic, the scripts of India, Thai, Chinese,
Japanese and Korean are not, or not shaped as they are written: a font for any of these is larger than all else that we install.
"""

from __future__ import annotations

import unicodedata

# source: asked of typst 0.14 letter by letter, as the test beside does; edition 2026-11-26; no script
_RANGES = (
    (0x20, 0x4FF), (0x531, 0x58F), (0x591, 0x5F4), (0x10D0, 0x10FF), (0x1E00, 0x1FFF), (0x2000, 0x206F), (0x20A0, 0x20C0), (0xFB1D, 0xFB4F),
)  # fmt: skip
_LACKING = frozenset(
    "\u0483\u0484\u0485\u0486\u0487\u05c4\u05c6\u05c7\u2041\u2043\u2053"
)  # of them, marks that stand on few letters alone
_NONE = ("Cn", "Co", "Cs", "Cc")  # what is no letter: unassigned, private, half of one, control


def has(letter: str) -> bool:
    """Whether a letter is printed as it is."""
    number = ord(letter)
    there = any(first <= number <= last for first, last in _RANGES)
    return there and letter not in _LACKING and unicodedata.category(letter) not in _NONE


def spelled(text: str) -> str:
    """A text with the letters that are not there by their number."""
    return "".join(each if has(each) else f"U+{ord(each):04X} " for each in text).replace("  ", " ")
