"""References to characters in HTML and its kin: `&amp;` and `&#233;` as what they stand for.

>>> unescaped("Zo&#235; &amp; Ann &#" + "1" * 5000 + ";")
'Zoë & Ann \\ufffd'
"""

from __future__ import annotations

import html
import re

_NO_CHARACTER = re.compile(
    r"&#(?:[xX][0-9A-Fa-f]{9,}|[0-9]{9,});?"
)  # Python takes none of over 4,300 figures for a number


def unescaped(text: str) -> str:
    """The text; never an error, whatever stands in it."""
    if "&" not in text:
        return text
    return html.unescape(_NO_CHARACTER.sub("\ufffd", text) if "&#" in text else text)
