"""Forms that the states of the United States give to driving licences and identity cards, and which state is named near one.

>>> states_of("D4187302"), states_named("issued by Texas, class C"), states_named("DL (CA)")
(['CA', 'MO', 'NE', 'NY', 'OH'], ['TX'], ['CA'])
>>> states_named("ID no. 1 OR 2"), states_named("Boise, ID")          # codes that are words, too
([], ['ID'])
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from bailee.detectors.interface import Candidate
from bailee.detectors.tables import rows

_ROWS = [row.split(" ", 2) for row in rows("us_driving_licence_forms.txt")]
_NAMES = {name.lower(): state for state, _, name in _ROWS}
_TOKENS = {"L": "[A-Z]", "S": "[A-Z*]", "d": r"\d", "A": "[A-Z0-9*]"}


def _form(form: str) -> str:
    """A form as an expression; what stands in quotes is itself.

    >>> _form("Ld5-9"), _form("'NHL'd8")
    ('[A-Z]\\\\d{5,9}', 'NHL\\\\d{8}')
    """
    out = []
    for quoted, kind, low, high in re.findall(r"'([A-Z]+)'|([LSdA])(?:(\d+)(?:-(\d+))?)?", form):
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


_PRINTED: dict[tuple[int, ...], list[str]] = {}
for _state, _groups in (row.split() for row in rows("us_driving_licence_printed.txt")):
    for _one in _groups.split(","):
        _PRINTED.setdefault(tuple(map(int, _one.split("-"))), []).append(_state)
_DATE = re.compile(r"(?:(?:19|20)\d\d-\d\d?-\d\d?|\d\d?-\d\d?-(?:19|20)\d\d)(?!-?\d)")
_GROUP = re.compile(r"[A-Za-z0-9*]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number as it stands in a text, perhaps in groups."""

    end: int
    compact: str
    printed: tuple[str, ...] = ()  # states that print it in such groups


def number_in(text: str) -> Number:
    """How much of what follows a label is the number: it may be printed in groups, and others may stand behind it.

    >>> number_in("S532-481-72-049-0"), number_in("29 481 037 12 Oak"), number_in("D4187302 120 Main").compact
    (Number(end=17, compact='S532481720490', printed=('FL',)), Number(end=10, compact='29481037', printed=('PA',)), 'D4187302')
    """
    groups = list(_GROUP.finditer(text))
    if _DATE.match(text) is not None:
        return Number(0, "")
    for number in range(len(groups), 1, -1):
        states = _PRINTED.get(tuple(len(group[0]) for group in groups[:number]), ())
        compact = "".join(group[0] for group in groups[:number]).upper()
        if printed := tuple(state for state in states if FORMS[state].fullmatch(compact)):
            return Number(groups[number - 1].end(), compact, printed)
    first = 2 if len(groups) > 1 and groups[0][0].isalpha() else 1  # a letter stands apart, or a name's
    whole = [number for number in range(first, len(groups) + 1) if _is_whole(text, groups[:number], first)]
    number = max(whole, default=first)
    return Number(groups[number - 1].end(), "".join(group[0] for group in groups[:number]).upper())


def _is_whole(text: str, groups: list[re.Match[str]], first: int) -> bool:
    """Whether groups make a number of a state: joined by dashes, or by blanks where the first is too short to be one."""
    if not states_of("".join(group[0] for group in groups).upper()):
        return False
    if len(groups) == first or " " not in text[groups[first - 1].end() : groups[-1].end()]:
        return True
    return groups[first - 1].end() < ALONE and all(len(group[0]) >= 3 for group in groups[first:])


ALONE = 7  # characters from which on a group is a number by itself, and what follows after a blank is none of it


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
