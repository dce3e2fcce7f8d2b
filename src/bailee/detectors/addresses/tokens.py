"""A text as tokens, each with one letter for the part that it may play in an address.

The grammar is then a matter of expressions over those letters, whatever the language, the case and the punctuation.

>>> read("12 Oak Street, Albany, NY 12207", 0, 31).classes
'ncS,c,sv'
>>> read("No. 8, JALAN 7/118B\\n56000 KUALA LUMPUR", 0, 40).classes
'Un,Pn/vT'

    n f v x z m   a number of up to three figures (`12`, `12A`, `4-20`), of four, five, six, ZIP+4, another number
    i p q e       letters and figures mixed; a postcode by its form; one by its form where a town follows; a Dutch one
    S Y Q P R K   street: suffix, loose suffix, suffix or prefix, prefix, loose prefix, one word (`Hauptstraße`); t r: the
                  same in lower case: suffix, prefix
    U F O A B D   unit, floor, ordinal, area or building, box, direction
    s T C         abbreviation of a region, its name, country
    N Z           a number as a word, CEDEX
    j             what stands before a postcode: `PIN`, `PLZ`
    c d w k l     word with a capital, particle, English joining word, name of a month or day, other word
    !             a word that no address holds; `/` end of a line, `|` slash, else the mark itself
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import lru_cache

from bailee.detectors.addresses.lexicon import BOX, countries, endings, parts, phrases, region_abbreviations, regions
from bailee.detectors.addresses.two_things import REGION, TOWN, sense

_TOKEN = re.compile(
    r"""(?P<line>[ \t]*\r?\n[ \t>|?*]*)
    |(?P<gap>\t|[ ]{4,})
    |(?P<never>[\w.+\-]{1,64}@[\w.\-]+|https?://\S{1,200}|www\.\S{1,200})
    |(?P<postcode>(?<![\w-])(?:
        [A-Z]{1,2}\d[A-Z\d]?[ ]{0,2}\d[A-Z]{2} | [A-Z]\d[A-Z][ -]?\d[A-Z]\d | [AC-FHKNPRTV-Y]\d[\dW][ ]?[\dAC-FHKNPRTV-Y]{4}
        | (?:A|B|CH|CZ|D|DK|E|EE|F|FI|FIN|GR|H|HR|I|L|LT|LV|MD|N|NL|NO|P|PL|PT|RO|S|SE|SI|SK)-(?:\d{4,5}|\d{3}[ ]\d\d) | \d{5}-\d{3} | 〒[ ]?\d{3}-?\d{4}
        )(?![\w-]))
    |(?P<cep>(?<![\w-])\d{8}(?=[ ][^\W\d_][^\W\d_ ]{1,20}(?:[ ][^\W\d_]{1,20}){0,4}[ ]/[ ][A-Z]{2}\b))
    |(?P<zip>(?<![\w-])\d{5}-\d{4}(?![\w-]))
    |(?P<japanese>(?<![\w-])\d{3}-\d{4}(?=,?\s{1,2}(?:Japan|JAPAN)\b))
    |(?P<house>(?<![\w.,-])\d{1,4}(?:[ ]?(?:bis|ter|quater|BIS|TER)(?!\w)|[ ][A-Z](?=,|[ ]?\r?\n)))
    |(?P<spaced>(?<![\w#-])(?:\d\d-\d{3}|\d{4}-\d{3}|\d{3}[ ]\d\d)(?=[ ,]{1,3}\n?[ ]?[^\W\d_]))
    |(?P<dutch>(?<![\w-])[1-9]\d{3}[ ]?(?!N[EW ]|S[EW ]|[EW][ ]|(?:IN|AT|TO|OF|ON|IS|BE|BY|AM|PM|OR|NO|AN|AS|IT|WE|DE|LA)\b)[A-Z]{2}(?![\w-]))
    |(?P<money>\d{1,12}\.\d{3,20}(?![\w/-])|\d{1,3}(?:[.,]\d{3}){0,4}[.,]\d{1,2}(?![\w/-])(?![.,]\d))
    |(?P<ordinal>\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH|er|ème|º|ª|°)(?!\w))
    |(?P<none>(?<!\w)[sS]/[nN](?!\w))
    |(?P<town>[^\W\d_]{3,30}(?=-\d{5,6}(?!\d)))
    |(?P<code>(?:[^\W\d_]{1,4}-?(?:[^\W\d_]-?)?)?\d\w{0,12}(?:[-/&]\w{1,8}){0,5})
    |(?P<word>[cC]/(?=[ ]?[^\W\d_])(?![oO]\b)|[^\W\d_]{1,40}(?:['’`´.\-][^\W\d_]{1,40}){0,5}(?:['’](?=[ ][A-Z]))?)
    |(?P<mark>[^\s])""",
    re.VERBOSE,
)
_HOUSE = re.compile(r"\d{1,5}[A-Za-z]?(?:[-/&]\d{0,4}[A-Za-z]{0,2}){0,3}")
_DATE = re.compile(r"\d{1,4}[-/]\d{1,2}[-/]\d{2,4}")
_WORDY = re.compile(r"[^\W\d_]{5}")
_JOINING = frozenset(["and", "of", "the", "on", "upon", "in", "at"])
_REGISTRATION = re.compile(r"\d{6}|\d{5}-[A-Za-z]$")
_NUMBERS = frozenset(["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"])
_BY_LENGTH = "nnnnfvx"
_PLAIN = frozenset(
    [
        "the",
        "a",
        "an",
        "and",
        "or",
        "but",
        "if",
        "of",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "is",
        "are",
        "was",
        "were",
        "be",
        "been",
        "has",
        "have",
        "had",
        "do",
        "does",
        "did",
        "will",
        "would",
        "can",
        "could",
        "should",
        "may",
        "might",
        "must",
        "not",
        "no",
        "yes",
        "this",
        "that",
        "these",
        "those",
        "it",
        "its",
        "he",
        "she",
        "his",
        "her",
        "him",
        "they",
        "them",
        "their",
        "we",
        "our",
        "us",
        "you",
        "your",
        "i",
        "my",
        "me",
        "who",
        "what",
        "when",
        "where",
        "which",
        "why",
        "how",
        "there",
        "here",
        "then",
        "than",
        "so",
        "too",
        "very",
        "just",
        "also",
        "only",
        "all",
        "any",
        "some",
        "more",
        "most",
        "other",
        "another",
        "each",
        "please",
        "call",
        "update",
        "new",
        "name",
        "card",
        "phone",
        "number",
        "thanks",
        "hi",
        "hello",
        "dear",
        "address",
        "addresses",
        "zip",
        "code",
        "billing",
        "send",
        "sent",
        "order",
        "need",
        "want",
        "like",
        "live",
        "lives",
        "moved",
        "move",
        "change",
        "add",
        "located",
        "office",
        "about",
        "after",
        "before",
        "during",
        "until",
        "while",
        "because",
        "into",
        "over",
        "under",
        "between",
        "out",
        "up",
        "down",
        "off",
        "again",
        "once",
        "same",
        "own",
        "such",
        "order",
        "ordered",
    ]
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Classes, one letter a token, and where each token stands."""

    classes: str
    starts: list[int] = field(repr=False)
    ends: list[int] = field(repr=False)

    def at(self, offset: int) -> int:
        return max(bisect_right(self.starts, offset) - 1, 0)


def _class_of(word: str, folded: bool) -> str:
    """The letter of a word by itself; a single letter is an abbreviation only before a full stop."""
    letter = _class(word, folded)
    if len(word) == 1 and letter in "SQPRYtr":
        return (
            "d"
            if "particle" in parts(word.lower()) and word.islower()
            else "l"
            if word.islower() and not folded
            else "c"
        )
    return letter


@lru_cache(maxsize=8_192)
def _class(word: str, folded: bool) -> str:
    bare = word.rstrip(".")
    if "." in bare and bare.isupper():
        bare = bare.replace(".", "")  # D.C.
    if bare[1:2] in ("'", "’") and bare[2:3].isupper():
        bare = bare[2:]  # l'Église
    lower = bare.lower()
    of = parts(lower)
    first = bare[:1]
    small = first.islower() and not folded
    if "stop" in of:
        return "s" if bare in region_abbreviations() and bare.isupper() and len(bare) > 2 else "!"
    if folded and lower in _PLAIN:
        return "w" if lower in _JOINING else "d" if "particle" in of else "l"
    if folded and bare.upper() in region_abbreviations() and "particle" not in of:
        return "s"
    if not small:
        if bare in region_abbreviations() and bare.isupper():
            return "s"
        if lower in countries():
            return "C"
        if lower in regions() and len(lower) > 3:
            return "T"
    if "marker" in of:
        return "j"
    if lower in _NUMBERS and not small and not folded:
        return "N"
    if lower == "cedex":
        return "Z"
    suffix, prefix = "suffix" in of, "prefix" in of
    if small and "early" in of and "loose" in of:
        return "g"
    if small and (suffix or prefix or "early" in of):
        return "r" if prefix or ("early" in of and not suffix and "loose" not in of) else "t" if suffix else "l"
    if prefix and (suffix or "loose" in of):
        return "Q"
    if suffix:
        return "S"
    if prefix:
        return "P"
    if "early" in of and not ("particle" in of or (len(lower) == 1 and not word.endswith("."))):
        return "R"
    if lower in _JOINING and (small or folded or not bare.isupper() or len(bare) > 2):
        return "w"
    if "direction" in of and not small and not (len(bare) > 3 and "area" in of):
        return "D"
    if "particle" in of and (small or len(lower) <= 3 or folded):
        return "d"
    if small:
        if "floor" in of and len(lower) <= 3:
            return "F"
        if "unit" in of or "area" in of:
            return "b" if "unit" in of else "l"
        return "l"
    if "unit" in of:
        return "U"
    if "loose" in of:
        return "Y"
    if "floor" in of and (len(lower) > 3 or lower in ("fl", "flr", "og")):
        return "F"
    if "ordinal" in of:
        return "O"
    if "area" in of:
        return "A"
    if "direction" in of:
        return "D"
    if "month" in of:
        return "k"
    if _compound(lower):
        return "K"
    return "c"


def _compound(lower: str) -> bool:
    if lower in ("brigade", "renegade"):
        return False
    return any(lower.endswith(ending) and len(lower) >= len(ending) + 3 for ending in endings())


def _number(token: str) -> str:
    if token.isdecimal():
        return _BY_LENGTH[len(token)] if len(token) < 7 else "m"
    if _DATE.fullmatch(token) or len(token) > 14:
        return "m"
    if _HOUSE.fullmatch(token) and not _REGISTRATION.search(token):
        return "n"
    if _WORDY.search(token) or _REGISTRATION.search(token):
        return "m"
    if token[0].isalpha() and "-" in token[:4] and token.rpartition("-")[2].isdecimal() and len(token) > 9:
        return "m"
    return "i"


def read(content: str, start: int, end: int) -> Tokens:
    """The tokens of a stretch of text."""
    stretch = content[start:end]
    folded = stretch.islower()
    shouted = not folded and stretch.isupper()
    starts: list[int] = []
    ends: list[int] = []
    classes: list[str] = []
    kinds: list[tuple[str, int, int]] = []
    source, shift = content, 0
    if folded and len(upper := stretch.upper()) == len(stretch):
        source, shift = upper, start
    for match in _TOKEN.finditer(source, start - shift, end - shift):
        kind = match.lastgroup
        assert kind is not None  # noqa: S101 - every alternative is named
        kinds.append((kind, match.start() + shift, match.end() + shift))
    position, last = 0, len(kinds)
    while position < last:
        kind, low, high = kinds[position]
        letter = _KINDS.get(kind, "")
        if kind == "line":
            low = content.index("\n", low)
        elif kind == "word" and position + 1 < last and kinds[position + 1][:2] == ("code", high):
            letter, position = "i" if content[low].isupper() else "!", position + 1
            high = kinds[position][2]
        elif kind == "word":
            letter, high, position = _word(content, kinds, position, folded)
            if shouted and letter in "cAY" and content[low:high].lower() in _PLAIN:
                letter = "c" if _US_HIGHWAY.match(content, low) else "l"
        elif kind == "code":
            token = content[low:high]
            letter = _number(token)
        elif kind == "town":
            letter = "T" if content[low:high].lower() in regions() else "c"
        elif kind == "mark":
            letter = _MARKS.get(content[low], ";")
            if letter == "." and content[low - 1 : low] == " " == content[high : high + 1]:
                letter = ","  # a dot in the middle, of a letterhead
        if letter in "PR" and high - low <= 2 and (classes[-1:] == ["c"] or content[low:high] == "OS"):
            letter = "c"  # Michael R. Crusoe
        starts.append(low)
        ends.append(high)
        classes.append(letter)
        position += 1
    joined = "".join(classes)
    if "g" in joined:  # 12 place de la République
        joined = _SMALL_STREET.sub("r", joined).replace("g", "l")
    if "s" in joined:  # RUA DE CIMA is not in Delaware
        joined = "".join(
            "d"
            if letter == "s" and _particle(content[starts[index] : ends[index]], joined[index + 1 : index + 2])
            else letter
            for index, letter in enumerate(joined)
        )
    if "b" in joined:
        joined = _SMALL_UNIT.sub("U", joined).replace("b", "l")
    return Tokens(joined, starts, ends)


_KINDS = {
    "line": "/",
    "gap": "!",
    "never": "!",
    "postcode": "p",
    "zip": "z",
    "spaced": "q",
    "dutch": "e",
    "money": "m",
    "ordinal": "O",
    "none": "n",
    "house": "n",
    "japanese": "p",
    "cep": "p",
}
_MARKS = {
    ",": ",",
    ".": ".",
    "-": "-",
    ":": ":",
    "#": "#",
    "(": "(",
    ")": ")",
    "/": "|",
    "\\": "!",
    "&": "&",
    '"': '"',
    "'": '"',
    "·": ",",
    "•": ",",
    "|": ",",
    "№": "U",
    "_": "!",
    "=": "!",
    "{": "!",
    "}": "!",
    "<": "!",
    ">": "!",
    "@": "!",
    "$": "!",
    "%": "!",
    "*": "!",
    "+": "!",
}
_SMALL_STREET = re.compile(r"(?<=[nf])g(?=d{0,3}c)|(?<=[nf],)g(?=d{0,3}c)")
_SMALL_UNIT = re.compile(r"b(?=[.:#]{0,2}[nfic])")
_US_HIGHWAY = re.compile(r"US (?:HWY|HIGHWAY|ROUTE|RTE)\b")
_YOUNGER = frozenset({"Jr", "Sr", "JR", "SR"})  # of whom a street is called, with a full stop
_ABBREVIATES = frozenset("SYQPRKUFDsAtrbdjT")


def _particle(word: str, following: str) -> bool:
    return following in "cdAYDTw" and following != "" and "particle" in parts(word.lower())


def _word(content: str, kinds: list[tuple[str, int, int]], position: int, folded: bool) -> tuple[str, int, int]:
    """The letter of a word, or of the name of several words that begins here; where it ends; the last token it takes."""
    _, low, high = kinds[position]
    word = content[low:high]
    several = phrases().get(word.lower().replace(".", "").partition("-")[0])
    if several and (folded or not word[0].islower() or "box" in {part for _, part in several}):
        taken = _phrase(content, kinds, position, several, folded)
        if taken is not None:
            letter, last = taken
            high = kinds[last][2]
            if letter == "T" and last + 1 < len(kinds) and high - low <= 6 and content[high : high + 1] == ".":
                return letter, high + 1, last + 1
            return letter, high, last
    letter = _class_here(word, content, low, high, folded)
    is_short = len(word) == 1 or word in _YOUNGER or (letter in _ABBREVIATES and _abbreviated(word, letter))
    if content[high : high + 1] == "." and is_short:
        following = kinds[position + 1] if position + 1 < len(kinds) else None
        if following is not None and following[1] == high:
            if letter == "l" or len(word) == 1:
                letter = _class_of(word + ".", folded)
            return letter, high + 1, position + 1
    if len(word) == 1 and letter in "RPd" and word.isupper():
        letter = "c"
    return letter, high, position


def _class_here(word: str, content: str, low: int, high: int, folded: bool) -> str:
    """The letter of a word by itself, or of what it is here besides."""
    here = sense(word, content, low, high)
    return {"": _class_of(word, folded), REGION: "s", TOWN: "c"}.get(here) or _class_of(here, folded)


def _abbreviated(word: str, letter: str) -> bool:
    return (
        len(word) <= 4
        or (letter == "T" and len(word) <= 6)
        or (letter == "K" and word.lower().endswith("str"))
        or letter == "U"
    )


def _phrase(
    content: str,
    kinds: list[tuple[str, int, int]],
    position: int,
    several: tuple[tuple[tuple[str, ...], str], ...],
    folded: bool,
) -> tuple[str, int] | None:
    for words, part in several:
        at, taken, reached = position, 0, position
        while taken < len(words) and at < len(kinds):
            kind, low, high = kinds[at]
            token = content[low:high].lower().replace(".", "")
            if kind == "mark" and taken and token in ("", "-", "(", ")", "&") and words[taken] != token:
                at += 1
                continue
            pieces = token.split("-")
            if tuple(pieces) != words[taken : taken + len(pieces)]:
                break
            taken += len(pieces)
            reached = at
            at += 1
        if taken == len(words):
            if part == BOX:
                return "B", reached
            if len(words) == 1 and parts(words[0]) & {"suffix", "prefix", "unit"}:
                continue
            original = content[kinds[position][1] : kinds[reached][2]]
            if not folded and original.islower():
                continue
            return ("C" if part == "country" else "T"), reached
    return None
