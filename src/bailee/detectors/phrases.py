"""Phrases that stand before a value or over its column, as expressions: in every way that people and programs write them.

>>> [found[0] for text in ("Social Security", "social_security", "employeeSsn", "lessn") if (found := words("social security", "ssn").search(text))]
['Social Security', 'social_security', 'Ssn']
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_CAMEL = r"(?-i:(?<=[a-z0-9])(?=[A-Z]))"
_LEFT = rf"(?:(?<![^\W\d_])|{_CAMEL})"
_RIGHT = rf"s?(?:(?![^\W\d_])|{_CAMEL})"
_LEFT_TIGHT = r"(?:(?<![^\W_])|(?-i:(?<=[a-z])(?=[A-Z])))"  # no figure beside it, either
_RIGHT_TIGHT = r"s?(?:(?![^\W_])|(?-i:(?<=[a-z])(?=[A-Z])))"


class Words:
    """Any of these phrases, caseless; blanks may be missing, `_`, `-` or `.`.

    Most texts hold none of them: that their longest words do not occur is seen ten times quicker than the expression tells it.
    """

    __slots__ = ("_flags", "_longest", "_pattern", "_phrases")

    def __init__(self, phrases: Iterable[str], flags: re.RegexFlag | int = re.IGNORECASE) -> None:
        self._phrases = tuple(phrases)
        self._flags = flags
        self._pattern: re.Pattern[str] | None = None  # compiled when it is first needed: there are hundreds
        longest = sorted({max(re.split(r"[ '’]", phrase), key=len).lower() for phrase in self._phrases}, key=len)
        self._longest = tuple(
            word for number, word in enumerate(longest) if not any(other in word for other in longest[:number])
        )

    def search(self, text: str) -> re.Match[str] | None:
        folded = text.lower()
        for word in self._longest:
            if word in folded:
                if self._pattern is None:
                    self._pattern = re.compile(phrases_pattern(self._phrases), self._flags)
                return self._pattern.search(text)
        return None


def words(*phrases: str) -> Words:
    """Any of these words.

    >>> bool(words("social security").search("Social_Security")), bool(words("tin").search("getting"))
    (True, False)
    """
    return Words(phrases)


_FIRST_LEFT = r"(?:(?<![^\W\d_].)|(?<=[a-z0-9][A-Z]))"
_FIRST_LEFT_TIGHT = r"(?:(?<![^\W_].)|(?<=[a-z][A-Z]))"


def phrase_pattern(phrase: str) -> str:
    """One phrase, caseless without the flag: it begins with a class of letters, which `re` searches five times quicker.

    >>> bool(re.search(phrase_pattern("ssn"), "employeeSsn")), bool(re.search(phrase_pattern("tin"), "Getting"))
    (True, False)
    >>> bool(re.search(phrase_pattern("身份证"), "我的身份证号码"))
    True
    """
    letters = []
    for word in phrase.split():
        word = re.escape(word).replace("'", "['’]?")
        letters.append(re.sub(r"[^\W\d_]", lambda letter: f"[{letter[0].lower()}{letter[0].upper()}]", word))
    body = r"[\s_.\-]{0,3}".join(letters)
    tight = is_short(phrase)
    if phrase[0].isalpha() and not unspaced(phrase[0]):
        end = body.index("]") + 1
        short = tight or len(phrase) == 3  # H275E1GSM0, j6U/P7B
        body = body[:end] + (_FIRST_LEFT_TIGHT if short else _FIRST_LEFT) + body[end:]
    right = _RIGHT_TIGHT if tight else _RIGHT
    return body + (right.replace("s?", "[sS]?", 1) if phrase[-1].isalnum() and not unspaced(phrase[-1]) else "")


def is_short(phrase: str) -> bool:
    """Whether a phrase is two letters or less: those stand beside figures in hashes, part numbers and codes of all sorts.

    >>> bool(re.search(phrase_pattern("dl"), "DL 534916")), bool(re.search(phrase_pattern("dl"), "DL534916"))
    (True, False)
    >>> bool(words("cc").search("234af2cc/")), bool(words("ni").search("NI14402716E"))
    (False, False)
    """
    return len(phrase) <= 2 and phrase.isalpha() and not unspaced(phrase[0])


def unspaced(letter: str) -> bool:
    """Whether a letter is of a script that sets no blanks between words, or hangs endings on them: Thai, Chinese, Japanese, Korean."""
    return "\u0e00" <= letter <= "\u0eff" or "\u3040" <= letter <= "\u9fff" or "\uac00" <= letter <= "\ud7af"


def phrases_pattern(phrases: Iterable[str]) -> str:
    """Phrases as one expression: at word boundaries, those of `camelCase` and `snake_case` included.

    The boundary stands once before all of them: an alternative is then refused by its first letter.
    """
    groups: dict[tuple[str, str], list[str]] = {}
    for phrase in phrases:
        body = r"[\s_.\-]{0,3}".join(re.escape(word).replace("'", "['’]?") for word in phrase.split())
        tight = is_short(phrase)
        left, right = (letter.isalnum() and not unspaced(letter) for letter in (phrase[0], phrase[-1]))
        sides = (
            (_LEFT_TIGHT if tight else _LEFT) if left else "",
            (_RIGHT_TIGHT if tight else _RIGHT) if right else "",
        )
        groups.setdefault(sides, []).append(body)
    return "|".join(f"{left}(?:{'|'.join(bodies)}){right}" for (left, right), bodies in groups.items())
