"""Values that are to be gone, and where else they stand: in other spellings too, with other marks between their figures.

A value is known by its letters and figures alone, in lower case. It is looked for from the beginning of a word on and has to
end with one; a long number also within a longer one, since a telephone number stands with its country and without.

>>> from bailee.vocabulary import Confidence
>>> ssn = Match(0, 11, "us-ssn", "social-security-number", Confidence.VERIFIED, 0.99, "512447313")
>>> hunted = Values()
>>> hunted.add("512-44-7313", ssn), hunted.add("512 44 7313", ssn)
(True, False)
>>> [(start, end) for start, end, _ in hunted.spans("No. 512447313, 512.44.7313, 512-44-73130 and 1512-44-7313")]
[(4, 13), (15, 26)]
"""

from __future__ import annotations

import base64
import binascii
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import unquote, unquote_to_bytes

from bailee.folding import fold
from bailee.text import Match

SHORTEST = 2  # letters and figures of a further word: one stands in all that is written
KEY = 4  # letters and figures by which candidates are looked up
LONG = 9  # figures from which on a number is looked for within longer ones
GAP = 4  # characters that may stand between two words of a value
_WORD = re.compile(r"[^\W_]+")
_TURNS = re.compile(r"(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_SPACES = re.compile(r"\s+")
# Han, kana, Thai, Lao, Burmese, Khmer: a name stands in a line of them without a blank on either side.
_UNPARTED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_DIGITS = re.compile(rf"\d{{{LONG},}}")
_LEAST_BASE64 = 24
_BASE64_TEXT = re.compile(r"(?:[A-Za-z0-9+/]{4}[\r\n]{0,2}){6,}[A-Za-z0-9+/]{0,4}={0,2}")
_SEGMENT = re.compile(r"[^\s/?&=#\"'<>,;:]+")  # of an address
_BASE64 = re.compile(rb"(?:[A-Za-z0-9+/]{4}[\r\n]{0,2}){6,}[A-Za-z0-9+/]{0,4}={0,2}")


def compact(text: str) -> str:
    """Letters and figures alone.

    >>> compact("512-44-7313"), compact("Ann.Roe@Example.com")
    ('512447313', 'annroeexamplecom')
    """
    return "".join(_WORD.findall(_lower(fold(text)[0])))


def _lower(text: str) -> str:
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(letter.lower() if len(letter.lower()) == 1 else letter for letter in text)


@dataclass(frozen=True, slots=True)
class Value:
    """A value as letters and figures, and what it was found as."""

    letters: str = field(repr=False)
    match: Match = field(repr=False)
    spelling: str = field(default="", repr=False)  # one word that is a name: only so written
    is_anywhere: bool = False  # of a script that puts no blanks between words

    @property
    def is_number(self) -> bool:
        return self.letters.isdecimal() and len(self.letters) >= LONG


@dataclass(slots=True)
class Values:
    """All values of a file that are to be gone."""

    _known: dict[str, Value] = field(default_factory=dict, repr=False)
    _by_key: dict[str, list[Value]] = field(default_factory=dict, repr=False)
    _short: dict[str, Value] = field(default_factory=dict, repr=False)  # of fewer letters than a key
    _is_anywhere: bool = False  # whether one may begin within a word
    _left: set[str] = field(default_factory=set, repr=False)  # found, too short or common to be looked for elsewhere

    def __len__(self) -> int:
        return len(self._known)

    def add(self, text: str, match: Match, *, forced: bool = False) -> bool:
        """Whether this value was new. `forced`: looked for although it is short, for it was found again."""
        letters = compact(text)
        if not letters or letters in self._known:
            return False
        spelling = ""
        if not forced:
            hunted, spelling = _is_hunted(text, letters, match)
            if not hunted:
                self._left.add(letters)
                return False
        value = Value(letters, match, spelling, forced and _UNPARTED.search(letters) is not None)
        self._is_anywhere |= value.is_anywhere
        self._known[letters] = value
        if len(letters) < KEY:
            self._short[letters] = value
        else:
            self._by_key.setdefault(letters[:KEY], []).append(value)
            self._by_key[letters[:KEY]].sort(key=lambda each: -len(each.letters))
        return True

    def spans(self, text: str, *, folded: bool = True) -> Iterator[tuple[int, int, Match]]:
        """Where values stand, from left to right, none within another."""
        if not self._known or not text:
            return
        content, origin = fold(text) if folded else (text, None)
        lowered = _lower(content)
        begins: list[int] = []  # of words, in the text
        marks: list[int] = []  # and in the letters
        words: list[str] = []
        at = 0
        for word in _WORD.finditer(lowered):
            begins.append(word.start())
            marks.append(at)
            words.append(word[0])
            at += len(word[0])
        letters = "".join(words)
        if not letters:
            return
        edges = set(marks)
        edges.add(len(letters))
        for turn in _TURNS.finditer(letters):
            edges.add(turn.start())
        starts = sorted(edges)
        if any(value.is_number for value in self._known.values()):
            inner = {place for run in _DIGITS.finditer(letters) for place in range(run.start(), run.end())}
            starts = sorted(edges | inner)
        if self._is_anywhere:
            starts = sorted({*starts, *(found.start() for found in _UNPARTED.finditer(letters))})
        done = 0
        for start in starts:
            if start < done:
                continue
            value = self._at(letters, start, edges)
            if value is None:
                continue
            end = start + len(value.letters)
            first, last = bisect_right(marks, start) - 1, bisect_right(marks, end - 1) - 1
            ends = (begins[index] + len(words[index]) for index in range(first, last))
            if any(
                begin - end > GAP and len(_SPACES.sub(" ", content[end:begin])) > GAP
                for end, begin in zip(ends, begins[first + 1 : last + 1], strict=True)
            ):  # words that do not belong together; as much room as a printer leaves between them parts none
                continue
            low = begins[first] + start - marks[first]
            high = begins[last] + end - marks[last]
            if value.spelling and content[low:high] != value.spelling:
                continue
            done = end
            if origin is None:
                yield low, high, value.match
            else:
                yield origin[low], origin.end(high), value.match

    def _at(self, letters: str, start: int, edges: set[int]) -> Value | None:
        for value in self._by_key.get(letters[start : start + KEY], ()):
            end = start + len(value.letters)
            if letters.startswith(value.letters, start) and self._fits(value, start, end, edges):
                return value
        for size in range(1, KEY):
            found = self._short.get(letters[start : start + size])
            if found is not None and (found.is_anywhere or (start in edges and start + size in edges)):
                return found
        return None

    def _fits(self, value: Value, start: int, end: int, edges: set[int]) -> bool:
        if value.is_anywhere or (start in edges and end in edges):
            return True
        return (
            value.is_number and len(value.letters) >= LONG + 1
        )  # nine figures stand in many a longer number by chance

    def encoded_spans(self, text: str) -> Iterator[tuple[int, int, Match]]:
        """Stretches in Base64, or with per cent signs, that hold a value: as a whole, for of such a one nothing can stay.

        >>> from bailee.vocabulary import Confidence
        >>> ssn = Match(0, 11, "us-ssn", "social-security-number", Confidence.VERIFIED, 0.99, "512447313")
        >>> hunted = Values()
        >>> hunted.add("512-44-7313", ssn)
        True
        >>> text = "key U1NOIDUxMi00NC03MzEzIG9mIEphbmU= and /512%2d44%2d7313/"
        >>> [text[start:end] for start, end, _ in hunted.encoded_spans(text)]
        ['U1NOIDUxMi00NC03MzEzIG9mIEphbmU=', '512%2d44%2d7313']
        """
        if not self._known:
            return
        for run in _BASE64_TEXT.finditer(text) if len(text) >= _LEAST_BASE64 else ():
            for inner in in_base64(run[0].encode("ascii")):
                if (found := self._first_in(inner)) is not None:
                    yield *run.span(), found
        for part in _SEGMENT.finditer(text) if "%" in text else ():
            if "%" not in part[0]:
                continue
            shown = unquote(part[0], errors="replace")
            if (first := next(self.spans(shown), None)) is not None:
                yield *part.span(), first[2]

    def _first_in(self, data: bytes) -> Match | None:
        if not self._may_be_in(data):
            return None
        texts = (data.decode("utf-8", "replace"), data.replace(b"\0", b"").decode("utf-8", "replace"))
        return next((match for text in texts for _, _, match in self.spans(text)), None)

    def is_in(self, text: str, *, folded: bool = True) -> bool:
        """Whether one of them stands there, as it is, behind per cent signs, or in Base64."""
        if next(self.spans(text, folded=folded), None) is not None:
            return True
        if "%" in text and next(self.spans(unquote(text, errors="replace"), folded=folded), None) is not None:
            return True
        encoded = text.encode("ascii", "replace") if len(text) > 24 else b""
        return any(self.is_in_bytes(inner, deep=False) for inner in in_base64(encoded))

    def is_in_bytes(self, data: bytes, *, deep: bool = True) -> bool:
        """Whether one stands in raw bytes: as ASCII, UTF-8, in UTF-16 of either order, behind per cent signs, in Base64."""
        if not self._known:
            return False
        looks = [data, unquote_to_bytes(data)] if 0 < data.count(b"%") < len(data) / 100 else [data]
        if any(self._may_be_in(look) and self._is_in_decoded(look) for look in looks):
            return True
        return deep and any(self.is_in_bytes(inner, deep=False) for inner in in_base64(data))

    def _may_be_in(self, data: bytes) -> bool:
        """A quick look: packed data is long, and has nothing of it."""
        if len(self._known) > _MANY:
            return True
        letters = data.lower().translate(None, _NO_LETTERS)
        return any(not value.isascii() or value.encode() in letters for value in self._known)

    def _is_in_decoded(self, data: bytes) -> bool:
        texts = [_narrow(data).decode("latin-1"), data.replace(b"\0", b"").decode("latin-1")]
        if not all(map(str.isascii, self._known)):
            texts += [data.decode(encoding, "replace") for encoding in ("utf-8", "utf-16-le", "utf-16-be")]
            texts.append(data[1:].decode("utf-16-le", "replace"))
        return any(
            not _is_by_chance(text, start, end) for text in texts for start, end, _ in self.spans(text, folded=False)
        )


_MANY = 400  # values from which on looking for each by itself takes longer than going through all words
_BY_CHANCE = 6  # letters: fewer stand in some megabytes of a picture by chance
_NO_LETTERS = bytes(set(range(256)) - set(b"abcdefghijklmnopqrstuvwxyz0123456789"))


_WRITING = re.compile(r"[\0\t\n\r -~]")
_WIDE = re.compile(rb"(?<![!-~])(?:[\t\n\r -~]\0){3,}|(?:\0[\t\n\r -~]){3,}")


def _narrow(data: bytes) -> bytes:
    r"""Bytes in which what stands in two bytes a letter stands in one, so that a word of it ends where it ends.

    >>> _narrow(b"\1" + "wombats stay".encode("utf-16-le") + b"\1")
    b'\x01wombats stay\x00\x01'
    """
    return _WIDE.sub(lambda wide: wide[0].replace(b"\0", b"") + b"\0", data) if b"\0" in data else data


def _is_by_chance(text: str, start: int, end: int) -> bool:
    """Whether a short value stands in packed data, of which every byte is as frequent as any other. No writing is.

    Around two or three letters it has to be plain writing that stands: so few stand in any picture.

    >>> import random
    >>> noise = random.Random(1).randbytes(2000).decode("latin-1")
    >>> _is_by_chance(noise + "Bob" + noise, 2000, 2003), _is_by_chance("Here Bob stood. " * 100, 805, 808)
    (True, False)
    """
    letters = "".join(_WORD.findall(text[start:end]))
    if len(letters) >= _BY_CHANCE or not letters.isascii():
        return False
    if len(letters) < KEY:
        near = text[max(0, start - 24) : end + 24]
        return len(_WRITING.findall(near)) < 0.8 * len(near)
    return len(set(text[max(0, start - 256) : end + 256])) > 160


def in_base64(data: bytes) -> Iterator[bytes]:
    """What stands in Base64 in these bytes."""
    for run in _BASE64.finditer(data):
        raw = run[0].translate(None, b"\r\n")
        try:
            yield base64.b64decode(raw + b"=" * (-len(raw) % 4))
        except (binascii.Error, ValueError):
            continue


def _is_hunted(text: str, letters: str, match: Match) -> tuple[bool, str]:
    """Whether further occurrences are looked for, and how they must be written. A short or plain word stands anywhere."""
    words = _WORD.findall(text)
    if any(letter.isdigit() for letter in letters):
        return len(letters) >= 6, ""
    if len(words) > 1:
        return len(letters) >= KEY, ""
    if match.category == "person-name":
        return len(letters) >= 5, fold(text)[0]
    return len(letters) >= 6, ""
