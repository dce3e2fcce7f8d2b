"""Folding: what looks the same to a reader becomes the same for a detector.

Digits of every script and full-width letters become ASCII, every dash a `-`, every space a blank; marks that show nothing
go, letters and their accents are put together. `Origin` leads from an offset in the folded text back to the one read.

>>> folded, origin = fold("SSN\\u00a0０７８‑05‑1\\u200b120")
>>> folded, origin[4], origin[14]
('SSN 078-05-1120', 4, 15)

What is a letter or a sign elsewhere is a dash only between digits, and so is a byte that was lost between them:

>>> fold("512ー44ー7313 コーヒー, 512\\ufffd44\\ufffd7313")[0]
'512-44-7313 コーヒー, 512-44-7313'

ASCII text comes back as it is; other text is looked at in blocks, and only at what is not ASCII in them.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

BLOCK = 1 << 12


@dataclass(frozen=True, slots=True)
class Origin:
    """Offsets in the text as it was read, for those in the folded one: how far they are apart, from where on."""

    starts: array[int]  # rising offsets in the folded text, the first 0
    shifts: array[int]
    marked: frozenset[int] = frozenset()  # those of them before which a letter's or digit's own marks were

    def __getitem__(self, offset: int) -> int:
        return offset + self.shifts[bisect_right(self.starts, offset) - 1]

    def end(self, offset: int) -> int:
        """Where a span ends that ends before `offset` in the folded text: with the marks of its last letter."""
        return self[offset] if offset in self.marked else self[offset - 1] + 1


def _characters(*ranges: int | tuple[int, int]) -> str:
    return "".join(chr(one) if isinstance(one, int) else "".join(map(chr, range(one[0], one[1] + 1))) for one in ranges)


# Dashes wherever they stand: class Pd of Unicode 14.0 and U+10D6E of 16.0, what confusables.txt of 2024-01 (UTS #39) gives for U+002D and is no letter
# or full stop, and two signs that typewriters and old code pages put for a dash.
_DASHES = _characters(
    0x058A, 0x05BE, 0x1400, 0x1806, (0x2010, 0x2015), 0x2E17, 0x2E1A, 0x2E3A, 0x2E3B, 0x2E40, 0x2E5D, 0x301C, 0x3030, 0x30A0,
    0xFE31, 0xFE32, 0xFE58, 0xFE63, 0xFF0D, 0x10D6E, 0x10EAD, 0x2043, 0x02D7, 0x2212, 0x2796, 0x00AF, 0x207B, 0x208B, 0x23AF,
)  # fmt: skip
# Dashes between digits only: letters that confusables.txt gives for a dash, a bar or a line, every sign whose name in Unicode
# 14.0 says hyphen, dash, minus, macron, overline, low line or horizontal bar, and what stands where a dash was lost: U+FFFD
# and the control characters of a code page that was taken for another.
_BETWEEN = _characters(
    0x00B1, 0x02C9, 0x02CD, 0x02DC, 0x06D4, 0x1173, 0x1FC0, 0x2017, 0x2027, 0x203E, 0x2052, 0x2053, (0x21E0, 0x21E3), 0x2213, 0x2216, 0x2238,
    0x223C, 0x2242, 0x2296, 0x229D, 0x229F, 0x2389, (0x23BA, 0x23BD), 0x2448, 0x2500, 0x2501, (0x2504, 0x250B), (0x254C, 0x254F), 0x2550, (0x2574, 0x257B), 0x2756,
    0x279F, 0x27A0, (0x290C, 0x2910), 0x293C, (0x296A, 0x296D), 0x29B5, (0x2A29, 0x2A2C), 0x2A3A, 0x2A41, 0x2A5C, 0x2A5D, (0x2A6A, 0x2A6C), 0x2A73,
    0x2AD8, 0x2AE6, 0x2AF3, 0x2B37, (0x2B6A, 0x2B6D), 0x2CBA, 0x2E43, 0x2F00, 0x30FC, 0x3161, 0x31D0, 0x4E00, 0xA4FE, 0xA719, 0xA7F7, 0xFE49, 0xFE4A,
    0xFE4B, 0xFE4C, 0xFE4D, 0xFE4E, 0xFE4F, 0xFF70, 0xFFDA, 0xFFE3, 0x10191, 0x10192, 0x1BC96, 0x1D104, 0x1F4A8, (0x1FB76, 0x1FB7B), 0x1FB81,
    0xFFFD, (0x80, 0x84), (0x86, 0x9F),
)  # fmt: skip
# What parts the cells of tables that are drawn, as a bar does.
_BARS = _characters(0xA6, 0x2502, 0x2503, 0x2551)
# Points between digits only: what confusables.txt gives for U+00B7.
_POINTS = _characters(0xB7, 0x387, 0x1427, 0x16EB, 0x2022, 0x2024, 0x2219, 0x22C5, 0x2E31, 0x2E33, 0x30FB, 0xA78F, 0xFF65, 0x10101)  # fmt: skip
# Show a gap or nothing, and are no spaces for Unicode: nothing between figures, elsewhere a blank.
_FILLERS = _characters(0x115F, 0x1160, 0x2800, 0x3164, 0xFFA0)
# Figures above and below the line, in circles and brackets, or with a point: figures where several stand together and begin
# a word. Behind another figure they number a note.
_SET_OFF = "".join(
    character
    for character in map(chr, [*range(0x80, 0x2E80), *range(0x1F100, 0x1F110)])
    if not character.isdecimal() and unicodedata.digit(character, None) is not None
)
# Show nothing: class Cf, without the signs that Arabic and others put before numbers.
_DROPPED = _characters(
    0xAD, 0x61C, 0x180E, (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x2064), (0x2066, 0x206F), 0xFEFF, (0xFFF9, 0xFFFB),
    (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), 0xE0001, (0xE0020, 0xE007F),
)  # fmt: skip
# Marks of any script's letters, put together with the letter before them or dropped; and those of one script, dropped where
# they stand after an ASCII letter or digit.
_MARKS = _characters((0x300, 0x36F), (0x1AB0, 0x1ACE), (0x1DC0, 0x1DFF), (0x20D0, 0x20F0), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xE0100, 0xE01EF))  # fmt: skip
_OF_A_SCRIPT = _characters(
    (0x483, 0x489), (0x591, 0x5BD), 0x5BF, 0x5C1, 0x5C2, (0x610, 0x61A), (0x64B, 0x65F), 0x670, (0x6D6, 0x6DC), (0x900, 0x902), 0x93C, 0x94D, 0xE31,
    (0xE34, 0xE3A), (0xE47, 0xE4E), 0x302A, 0x302B, 0x3099, 0x309A, 0xA66F,
)  # fmt: skip
_SURROGATES = "\ud800-\udfff"

_WIDE = re.compile(r"(?:[^\x00]\x00){3,}")  # text in UTF-16 that was read as bytes
_SCRIPT_AFTER_ASCII = re.compile(f"[0-9A-Za-z][{_MARKS}{_DROPPED}]{{0,8}}[{_OF_A_SCRIPT}]")
# Text in UTF-8 that was read as Windows-1252 or Latin-1: dashes and no-break spaces between digits.
_MISREAD = re.compile(
    r"[0-9](?P<dash>â(?:€[“”‘’•\x90]|\x80[\x90-\x95]|ˆ’|ˆ-|\x88\x92))(?=[0-9])|[0-9](?P<lost>Â)(?= [0-9])"
)


@cache
def _folds() -> dict[int, str]:
    """One character for one, wherever it stands."""
    every = "".join(map(chr, [*range(0x80, 0xD800), *range(0xE000, 0x1FBFA)]))
    table = {ord(character): str(unicodedata.digit(character)) for character in re.findall(r"\d", every)}
    table |= dict.fromkeys(map(ord, _DASHES), "-")
    table |= dict.fromkeys(map(ord, _BARS), "|")
    table |= {ord(space): " " for space in re.findall(r"[^\S\x85\u2028\u2029]", every)}
    table |= {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in table}
    for code in range(0x1D400, 0x1D6A4):  # mathematical letters
        letter = unicodedata.normalize("NFKC", chr(code))
        if letter.isascii():
            table[code] = letter
    return table


_LOOSE = frozenset(_DROPPED + _MARKS + _FILLERS + "\0")  # may be taken out
_JOINED = frozenset(_BETWEEN + _POINTS)
_SCRIPT = frozenset(_OF_A_SCRIPT)
_CONTEXT = _LOOSE | _JOINED | _SCRIPT | frozenset("âÂ" + _SET_OFF)
_FIGURES = {ord(character): str(unicodedata.digit(character)) for character in _SET_OFF}
_TOGETHER = re.compile(f"(?<![0-9A-Za-z])[{re.escape(_SET_OFF)}](?:[ .-]{{0,2}}[{re.escape(_SET_OFF)}])+")
_NOTE = re.compile("(?<=[0-9])[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+")
_NOTHING, _ACCENTS, _BLANKS = frozenset(_DROPPED), frozenset(_MARKS), frozenset(_FILLERS)


@cache
def _special() -> re.Pattern[str]:
    """What may have to be folded: a class that `re` keeps as a bit map, so every other plane is one range of it."""
    plain = "".join(character for character in map(chr, _folds()) if character <= "\uffff")
    context = "".join(character for character in _CONTEXT if "\x00" < character <= "\uffff")
    return re.compile(f"[\\x00{re.escape(plain)}{re.escape(context)}{_SURROGATES}\U00010000-\U0010ffff]")


_ASCII = bytes(range(1, 0x80))


def fold(text: str) -> tuple[str, Origin | None]:
    """Folded text, and where its characters come from; None where every one stands where it stood."""
    if text.isascii() and "\0" not in text:
        return text, None
    if len(text) <= BLOCK + (BLOCK >> 1):
        folded, edits = _fold(text)
        return folded, _origin(edits) if edits else None
    pieces: list[str] = []
    edits = []
    start, size = 0, len(text)
    while start < size:
        stop = start + BLOCK
        if stop < size:  # not within a number: at a line's end, or else at a blank
            cut = text.rfind("\n", start, stop)
            if cut < 0:
                cut = text.rfind(" ", start, stop)
            stop = cut + 1 if cut >= start else stop
        block = text[start:stop]
        if not block.isascii() or "\0" in block:
            block, own = _fold(block)
            edits.extend((at + start, taken, kept, marked) for at, taken, kept, marked in own)
        pieces.append(block)
        start = stop
    return "".join(pieces), _origin(edits) if edits else None


_Edit = tuple[
    int, int, int, bool
]  # offset in the text as read; characters there, and in the folded text; marks of a letter


def _fold(block: str) -> tuple[str, list[_Edit]]:
    """One block, and where characters were taken out."""
    rest = block.encode("utf-8", "surrogatepass").translate(None, _ASCII).decode("utf-8", "surrogatepass")
    present = set(_special().findall(rest))
    if not present:
        return block, []
    folds = _folds()
    plain = [character for character in present if ord(character) in folds]
    if len(plain) > 12:
        block = block.translate(folds)
    else:
        for character in plain:
            block = block.replace(character, folds[ord(character)])
    if len(plain) == len(present):
        return block, []
    edits: list[_Edit] = []
    loose = {character for character in present if character in _LOOSE or "\ud800" <= character <= "\udfff"}
    if not _SCRIPT.isdisjoint(present) and _SCRIPT_AFTER_ASCII.search(block):
        loose |= _SCRIPT & present
    if "\0" in loose and (wide := list(_WIDE.finditer(block))):
        block, edits = _narrowed(block, wide)
    elif loose and loose <= _NOTHING:
        edits = [
            (found.start(), found.end() - found.start(), 0, False) for found in re.finditer(_any(loose) + "+", block)
        ]
        for character in loose:
            block = block.replace(character, "")
    elif loose:
        block, edits = _bared(block, loose)
    elif "â" in present or "Â" in present:
        block, edits = _reread(block)
    block = block.replace("\0", " ")
    if not present.isdisjoint(_SET_OFF):
        block = _TOGETHER.sub(lambda figures: figures[0].translate(_FIGURES), block)
        block = _NOTE.sub(lambda note: " " * len(note[0]), block)
    joined = _JOINED & present
    if joined:
        block = re.sub(rf"([0-9] ?){_any(joined)}+( ?)(?=[0-9])", _as_mark, block)
    return block, edits


def _any(characters: Iterable[str]) -> str:
    return f"[{re.escape(''.join(sorted(characters)))}]"


def _as_mark(match: re.Match[str]) -> str:
    """A dash or a point, and as many characters as before: of several signs, the first."""
    mark = "." if match[0].strip(" ")[1:].strip(" ")[:1] in _POINTS else "-"
    return f"{match[1]}{mark}{match[2]}".ljust(len(match[0]))


def _bared(block: str, loose: set[str]) -> tuple[str, list[_Edit]]:
    """A block without marks that show nothing, its letters and accents put together."""
    pieces: list[str] = []
    edits: list[_Edit] = []
    done = 0
    for run in re.finditer(_any(loose) + "+", block):
        start, end = run.span()
        before, after = block[start - 1 : start] if start > done else "", block[end : end + 1]
        number = before in _OF_NUMBERS or after in _OF_NUMBERS
        kept, marks = "", ""
        for character in run[0]:
            if character in _ACCENTS:
                if before.isalnum() or before in _BASES:
                    marks += character
                else:
                    kept += character
            elif character in _NOTHING:
                continue
            elif character in _BLANKS:
                kept += "" if before in _OF_NUMBERS and after in _OF_NUMBERS else " "
            elif character == "\0":
                inside = len(run[0]) == 1 and before in _OF_NUMBERS and after in _OF_NUMBERS
                kept += "" if inside else " "
            elif character in _SCRIPT:
                kept += "" if before.isascii() and before.isalnum() else character
            else:
                kept += "" if number else character
        whole = unicodedata.normalize("NFC", before + marks)[:1] if marks and before else before
        if whole != before:
            start -= 1
            kept = whole + kept
        if kept != block[start:end]:
            pieces.append(block[done:start])
            pieces.append(kept)
            done = end
            edits.append((start, end - start, len(kept), bool(marks)))
    return "".join([*pieces, block[done:]]), edits


_OF_NUMBERS = frozenset("0123456789-")
_BASES = frozenset("-.@ ")


def _narrowed(block: str, wide: list[re.Match[str]]) -> tuple[str, list[_Edit]]:
    edits = [(at, 1, 0, False) for match in wide for at in range(match.start() + 1, match.end(), 2)]
    pieces, done = [], 0
    for at, _, _, _ in edits:
        pieces.append(block[done:at])
        done = at + 1
    return "".join([*pieces, block[done:]]), edits


def _reread(block: str) -> tuple[str, list[_Edit]]:
    edits: list[_Edit] = []
    pieces, done = [], 0
    for match in _MISREAD.finditer(block):
        start, end = match.span("dash" if match["dash"] else "lost")
        pieces += [block[done:start], "-" if match["dash"] else ""]
        done = end
        edits.append((start, end - start, 1 if match["dash"] else 0, False))
    return "".join([*pieces, block[done:]]), edits


def _origin(edits: list[_Edit]) -> Origin:
    starts, shifts = array("q", [0]), array("q", [0])
    shift, marked = 0, []
    for at, taken, kept, of_a_letter in edits:
        shift += taken - kept
        if of_a_letter:
            marked.append(at + taken - shift)
        start = at + taken - shift  # in the folded text, where what follows the edit stands
        if start == starts[-1]:
            shifts[-1] = shift
        else:
            starts.append(start)
            shifts.append(shift)
    return Origin(starts, shifts, frozenset(marked))
