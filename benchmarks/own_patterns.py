"""What all pattern detectors look for, as plain expressions: for programs that search, to be asked for the same.

Phrases as a person would write them, words with what may join them between, in any case; forms by their triggers. What follows a
phrase, checks and surroundings are left out, so a program that is given these has less to do than the detectors.

    python benchmarks/own_patterns.py > patterns.txt && rg --no-unicode -c -f patterns.txt FILE
"""

from __future__ import annotations

import re

from bailee.detectors.listing import catalogue
from bailee.detectors.triggers import Trigger

JOINT = r"[ _.-]{0,2}"
WHOLE = 6  # letters up to which a word counts only by itself, as for the detectors
_SIGN = re.compile(r"\[(?:\\.|[^\]\\])+\]|\\.|.", re.DOTALL)
_CLASSES = {"0": "[0-9]", "a": "[a-f]", "g": "[g-z]", "A": "[A-F]", "G": "[G-Z]"}
_NEEDLESS = re.compile(r"\\[^\w\[\](){}.*+?^$|\\]")  # escapes that other dialects refuse


def expressions() -> list[str]:
    """All of them, each once, sorted; for a dialect without looking around: `re`, and that of ripgrep.

    >>> rows = expressions()
    >>> r"\\bssn\\b" in rows[0].lower() or any("ssn" in row for row in rows)
    True
    """
    rows = set()
    for detector in catalogue():
        if not detector.patterns_only:
            continue
        for shape in detector.shapes:
            rows.update(form(Trigger(one.encode())) for one in shape.triggers)
            rows.update(form(Trigger(one.encode(), outline=True)) for one in shape.outlines)
        for label in detector.labels:
            rows.update(phrase(one) for one in (*label.phrases, *label.headings))
    return sorted(row for row in rows if "\\n" not in row and "\n" not in row)


def form(trigger: Trigger) -> str:
    """A trigger in plain letters.

    >>> form(Trigger(rb"000-00-0", outline=True)), form(Trigger(rb"\\-\\-BEGIN"))
    ('[0-9][0-9][0-9]-[0-9][0-9]-[0-9]', '--BEGIN')
    """
    signs = (sign[0] for sign in _SIGN.finditer(trigger.expression.decode()))
    if trigger.outline:
        return "".join(_CLASSES.get(sign) or _plain(sign) for sign in signs)
    return "".join(_plain(sign) for sign in signs)


def _plain(sign: str) -> str:
    return sign[1:] if _NEEDLESS.fullmatch(sign) else sign


def phrase(words: str) -> str:
    """A phrase of a label: a short word by itself, a long one wherever it stands.

    >>> phrase("ssn"), phrase("tax code")
    ('(?i:\\\\bssn\\\\b)', '(?i:tax[ _.-]{0,2}code)')
    """
    text = JOINT.join("".join(_plain(sign) for sign in _SIGN.findall(re.escape(word))) for word in words.split())
    if len(words) <= WHOLE and words.isascii() and words.isalnum():
        text = rf"\b{text}\b"
    return f"(?i:{text})" if words.isascii() else text


if __name__ == "__main__":
    print("\n".join(expressions()))
