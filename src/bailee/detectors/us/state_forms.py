"""Forms that the states of the United States give to driving licences and identity cards, and which state is named near one.

>>> states_of("D4187302"), states_named("issued by Texas, class C"), states_named("DL (CA)")
(['CA', 'MO', 'NE', 'NY', 'OH'], ['TX'], ['CA'])
>>> states_named("ID no. 1 OR 2"), states_named("Boise, ID")          # codes that are words, too
([], ['ID'])
"""

from __future__ import annotations

import re

from bailee.detectors.interface import Candidate
from bailee.detectors.tables import rows

_ROWS = [row.split(" ", 2) for row in rows("us_driving_licence_forms.txt")]
_NAMES = {name.lower(): state for state, _, name in _ROWS}
_TOKENS = {"L": "[A-Z]", "d": r"\d", "A": "[A-Z0-9*]"}


def _form(form: str) -> str:
    """A form as an expression; what stands in quotes is itself.

    >>> _form("Ld5-9"), _form("'NHL'd8")
    ('[A-Z]\\\\d{5,9}', 'NHL\\\\d{8}')
    """
    out = []
    for quoted, kind, low, high in re.findall(r"'([A-Z]+)'|([LdA])(?:(\d+)(?:-(\d+))?)?", form):
        item = quoted or _TOKENS[kind]
        out.append(item + (f"{{{low},{high}}}" if high else f"{{{low}}}" if low else ""))
    return "".join(out)


FORMS = {
    state: re.compile("|".join(_form(form) for form in forms.split(",")), re.IGNORECASE) for state, forms, _ in _ROWS
}
_WORDS = ("ID", "IN", "OR", "OK", "ME", "HI", "OH")
_CODE = re.compile(
    rf"(?<![A-Za-z])(?:{'|'.join(state for state in FORMS if state not in _WORDS)})(?![A-Za-z])"
    rf"|(?:(?<=\()|(?<=[,:] )|(?<=State ))(?:{'|'.join(_WORDS)})(?=[),.;]|[ ]?\d|\s*$)"
)
_NAME = re.compile(r"(?i)\b(" + "|".join(_NAMES) + r")\b")
# "TX DL:", "California driver's license", "State: NY" before a number; "(CA)" after it.
_ISSUER = re.compile(
    rf"(?:(?<![A-Za-z])(?P<code>{'|'.join(FORMS)})|(?i:\b(?P<name>{'|'.join(_NAMES)})))[ ,:\-]{{1,3}}"
    r"(?i:driv\w*(?:['’]?s)?[ ]lic|dl\b|d/l\b|id\b|state[ ]id|identification)[^\n]{0,24}$"
)
_AFTER = re.compile(rf"[ ]?\((?P<code>{'|'.join(FORMS)})\)")


def states_of(number: str) -> list[str]:
    """States whose licences have the form of this number."""
    return [state for state, form in FORMS.items() if form.fullmatch(number)]


def states_named(text: str) -> list[str]:
    """States that a text names, by code in capitals or by name."""
    return _CODE.findall(text) + [_NAMES[name.lower()] for name in _NAME.findall(text)]


def issuer_named(candidate: Candidate) -> str:
    """The state that is said to have issued a number; empty where none is."""
    said = _ISSUER.search(candidate.before(60)) or _AFTER.match(candidate.after(8))
    if said is None:
        return ""
    groups = said.groupdict()
    return groups["code"] or _NAMES[(groups.get("name") or "").lower()]
