"""Which letters the fonts of our PDFs have: those that typst carries (Libertinus Serif, OFL, first), those beside it here, and no font of the
system.

>>> [has(letter) for letter in ("ő", "Ω", "Ж", "ễ", "ש", "ა", "م", "ท", "王", "サ", "민", "→", "அ", "👍")]
[True, True, True, True, True, True, True, True, True, True, True, True, False, False]
>>> [fonts(text).families()[-1] for text in ("محمد", "王小明", "Nguyễn")]
['Noto Sans Thai', 'WenQuanYi Micro Hei', 'New Computer Modern Math']
>>> spelled("Nguyễn 𠮷")
'Nguyễn U+20BB7 '

Latin with Vietnamese, Greek, Cyrillic, Armenian, Hebrew, Georgian, Arabic, Devanagari, Thai, kana and hangul are there, each whole, and 20,932 Han
letters. What is not (other scripts of India, Han letters outside the first plane, emoji) is printed by its number: a document with one letter that
nobody's font has is no reason to have none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import typst

# of the fonts in `fonts/` and in `east_asian_fonts/`, which are read where a text has a letter of theirs
_BESIDE = re.compile("[\u0600-\u08ff\u0900-\u097f\u0e01-\u0e5b\u1cd0-\u1cff\ufb50-\ufdff\ufe70-\ufefc]")
_EAST_ASIAN = re.compile("[\u3001-\u33ff\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff01-\uffe6]")


def has(letter: str) -> bool:
    """Whether a letter is printed as it is."""
    return _lacking().match(letter) is None and letter not in "\t\n\r"


@cache
def _lacking() -> re.Pattern[str]:
    """Finds a letter that no font of ours has. What only breaks or sets off a line is not looked for."""
    table = (resources.files("bailee.rendering") / "printed_letters.txt").read_text("utf-8").splitlines()
    ranges = [line.partition("-") for line in table if not line.startswith("#")]
    there = "".join(f"{_escaped(first)}-{_escaped(last or first)}" for first, _, last in ranges)
    return re.compile(f"[^\t\n\r{there}]")


def _escaped(code: str) -> str:
    return f"\\U{int(code, 16):08x}"


def fonts(text: str, *, reports: bool = False) -> typst.Fonts:
    """What a text is set in: those beside the ones of typst only where it has a letter of theirs. Reports have the font of our pages."""
    beside, east = (found.search(text) is not None for found in (_BESIDE, _EAST_ASIAN))
    return _fonts(beside=beside, east=east, reports=reports)


@cache
def _fonts(*, beside: bool, east: bool, reports: bool) -> typst.Fonts:
    import typst

    used = (("fonts", beside), ("east_asian_fonts", east), ("report_fonts", reports))
    paths = [str(resources.files("bailee.rendering") / name) for name, is_used in used if is_used]
    return typst.Fonts(include_system_fonts=False, font_paths=paths)


def spelled(text: str) -> str:
    """A text with the letters that are not there by their number; one written in parts is put together first."""
    return _by_number(_lacking(), text)


def spelled_in(told: Any) -> Any:
    """The same of every text in plain data: what a template is given.

    >>> spelled_in({"names": ("அ Li", "王 Li"), "page": 1})
    {'names': ['U+0B85 Li', '王 Li'], 'page': 1}
    """
    return _in(told, _lacking())


def plain_in(told: Any) -> Any:
    """With all but the letters of Europe by their number: what is left to try where a text cannot be set as it is.

    >>> plain_in(["Zoë Ж", "ש\u05b8"])
    ['Zoë Ж', 'U+05E9 U+05B8 ']
    """
    return _in(told, _EUROPEAN)


# in which nothing stands on anything, and no line is turned round
_EUROPEAN = re.compile(
    "[^\t\n\r\u0020-\u007e\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u04ff\u1e00-\u1fff\u2010-\u2027\u20a0-\u20bf\u2190-\u21ff]"
)


def _in(told: Any, lacking: re.Pattern[str]) -> Any:
    if isinstance(told, str):
        return _by_number(lacking, told)
    if isinstance(told, Mapping):
        return {name: _in(value, lacking) for name, value in told.items()}
    return [_in(each, lacking) for each in told] if isinstance(told, list | tuple) else told


def _by_number(lacking: re.Pattern[str], text: str) -> str:
    if lacking.search(text) is None:
        return text
    whole = unicodedata.normalize("NFC", text)
    return lacking.sub(lambda found: f"U+{ord(found[0]):04X} ", whole).replace("  ", " ")
