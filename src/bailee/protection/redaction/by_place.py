"""What is a person's name or a part of an address by the place where it stands: under the head of a column, behind a label.

Detectors want to be sure of a value by itself, and a town alone is nobody's. In a copy that leaves the house the town and the
ZIP beside a street are the rest of an address, and what stands under "Last name" is a name, however rare it is. A town without
a street, as in a list of branches, stays.

>>> part_of("lastName"), part_of("ZIP code"), part_of("City of birth"), part_of("Note")
('family', 'postcode', '', '')
>>> line = "City ........ Dayton"
>>> [(part, line[low:high]) for part, low, high in labelled_in(line)]
[('town', 'Dayton')]
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from bailee.protection.redaction.passages import View
from bailee.rosters.columns import field_of
from bailee.text import Match
from bailee.vocabulary import Confidence

_FIELDS = {
    "given": "given",
    "surname": "family",
    "second": "family",
    "former": "family",
    "address": "street",
    "city": "town",
    "postcode": "postcode",
}
# Beside the heads of rosters: halves that are names only together, second lines, further languages.
_PARTS = {
    "given": "fname, middle name, preferred name, voornaam, nome próprio",
    "family": "lname, cognome, achternaam, sobrenome",
    "first": "first, given",
    "last": "last, family",
    "street": "street 1, street line 1, address 1, address line 1, addr, addr 1, addr1, address1, residential address, via",
    "more": "address 2, address line 2, addr 2, addr2, address2, street 2, street line 2, apt, apartment, unit, suite",
    "town": "suburb, county, city town, città, plaats, cidade",
    "postcode": "zip 4, post code, cap",
}  # fmt: skip
_KNOWN = {name.strip(): part for part, names in _PARTS.items() for name in names.split(",")}
_TURNS = re.compile(r"(?<=[a-z])(?=[A-Z])")
_MARKS = re.compile(r"[\W_]+")
_LINE = re.compile(
    r"^[\W_]*(?P<label>[^\W\d_][\w ./-]{0,30}?)[\"']?\s*(?:[:=]|\.{3,}+|_{3,}+|\t| {3,}+)[\s.:_]*+[\"']?(?P<value>[^\"'\n]*?[^\"'\s,;])[\"']?[,;]?\s*$"
)
_PAIR = re.compile(
    r"(?P<label>[^\W\d_][\w /-]{0,24}?)[ \t]*+:\s*+(?P<value>[^:\t\n]*?[^:\s,;|])(?=\s{2,}|\t|\s+[^\W\d_][\w/-]*+(?: [\w/-]++)?[ \t]*+:|[,;|]?\s*$)"
)
_TAG = re.compile(r"<(?P<label>\w{1,20})>(?P<value>[^<>\r\n]+)")
_WORD = re.compile(r"[^\s:.]+")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|[.'’, -]){0,60}")
_ADDRESS = frozenset({"street", "more", "town", "postcode"})
_NEAR = 5  # passages between two parts of one address: keys of JSON, a state, a country
_LABEL = 30  # letters of a label
_LONGEST = 80  # letters of a town or a street


@cache
def part_of(label: str) -> str:
    """Which part of a name or of an address a label announces."""
    plain = " ".join(_MARKS.split(_TURNS.sub(" ", label))).strip().lower()
    if plain in _KNOWN or any(
        map(str.isdigit, plain)
    ):  # a roster's head leaves numbers out, and "Street 12" is no label
        return _KNOWN.get(plain, "")
    return _FIELDS.get(field_of(label), "")


def labelled_in(text: str) -> Iterator[tuple[str, int, int]]:
    """(part, from, to) of what stands behind labels in a line.

    >>> [part for part, _, _ in labelled_in("City: Dayton  State: OH  ZIP: 45402")]
    ['town', 'postcode']
    """
    if len(text) <= 4 * _LONGEST and text.count(":") > 1 and len(pairs := list(_PAIR.finditer(text))) > 1:
        for pair in pairs:
            if part := part_of(pair["label"]):
                yield part, *pair.span("value")
        return
    if len(text) <= 4 * _LONGEST and (line := _LINE.match(text)) and (part := part_of(line["label"])):
        yield part, *line.span("value")
        return
    if "<" in text:
        for tag in _TAG.finditer(text):
            if part := part_of(tag["label"]):
                yield part, *tag.span("value")


@dataclass(frozen=True, slots=True)
class _Place:
    part: str
    start: int
    end: int
    words: str


def found_in(view: View, found: Sequence[tuple[int, int, Match]]) -> Iterator[tuple[int, int, Match]]:
    """(from, to, as what) in the original of a view. `found`: what detectors found there."""
    for record in _rows(view) if view.cells else _runs(view):
        yield from _of_record(record, found)


def _of_record(
    record: Sequence[_Place], found: Sequence[tuple[int, int, Match]], least: int = 2
) -> Iterator[tuple[int, int, Match]]:
    parts = {place.part for place in record}
    is_address = len(parts & _ADDRESS) >= least and "street" in parts and bool(parts & {"town", "postcode"})
    if least == 2:
        streets = [(start, end) for start, end, match in found if match.category == "postal-address"]
        is_address |= any(start < place.end and end > place.start for place in record for start, end in streets)
    for place in record:
        if place.part in _ADDRESS and is_address and len(place.words) <= _LONGEST:
            yield place.start, place.end, _as("postal-address", place.words)
        is_named = place.part in ("given", "family") or (place.part in ("first", "last") and {"first", "last"} <= parts)
        is_named &= least == 2 or {"given", "family"} <= parts
        if is_named and _NAME.fullmatch(place.words):
            yield place.start, place.end, _as("person-name", place.words)


def in_page(text: str, found: Sequence[tuple[int, int, Match]]) -> Iterator[tuple[int, int, Match]]:
    """The same for lines of a page, of which nobody knows what stood in a column of its own: several parts have to follow one another.

    >>> page = "First name Ann\\nStreet 12 Elm Lane\\nCity Dayton\\nZIP 45402\\nCity councils met."
    >>> [page[low:high] for low, high, _ in in_page(page, [])]
    ['12 Elm Lane', 'Dayton', '45402']
    """
    places: list[tuple[int, _Place]] = []
    at = 0
    for number, line in enumerate(text.split("\n")):
        if len(line) <= _LONGEST:
            behind = list(labelled_in(line)) or list(_loosely(line))
            places += [(number, _Place(part, at + low, at + high, line[low:high])) for part, low, high in behind]
        at += len(line) + 1
    for record in _apart(places):
        yield from _of_record(record, found, least=3)


def _loosely(line: str) -> Iterator[tuple[str, int, int]]:
    """A label of one to three words and what stands behind it."""
    words = list(_WORD.finditer(line))
    for size in (3, 2, 1):
        if len(words) > size and (part := part_of(line[words[0].start() : words[size - 1].end()])):
            yield part, words[size].start(), words[-1].end()
            return


def _as(category: str, words: str) -> Match:
    return Match(0, len(words), category, category, Confidence.LIKELY, 0.9, words)


def _rows(view: View) -> Iterator[list[_Place]]:
    """Cells of each row under the heads of their columns; where these say nothing, behind the cell that is their label."""
    cells = view.text.cells
    if cells is None:
        return
    rows: dict[int, list[int]] = {}
    for index in range(min(len(view.cells), len(cells.rows))):
        rows.setdefault(cells.rows[index], []).append(index)
    table = [[(_cell(view, index), cells.columns[index]) for index in indexes] for indexes in rows.values()]
    if sum(bool(row) and _announces(row[0][0][0]) for row in table) > 1:  # a form: labels on the left, not at the top
        places = []
        for number, row in enumerate(table):
            for ((label, _), _), ((text, at), _) in pairwise(row):
                if _announces(label) and text.strip() and not _announces(text):
                    places.append((number, _place(part_of(label), text, at)))
        yield from _apart(places)
        return
    heads = [part_of(head) for head in cells.headers]
    first = [(_announces(text) and part_of(text)) or "" for (text, _), _ in table[0]] if table else []
    if not any(heads) and len(set(first) - {""}) > 2:
        heads = first
    for row in table if any(heads) else ():
        record = [
            _place(heads[column], text, at)
            for (text, at), column in row
            if column < len(heads) and heads[column] and text.strip() and not _announces(text)
        ]
        if record:
            yield record


def _announces(text: str) -> bool:
    return len(text) <= _LABEL and part_of(text) != ""


def _cell(view: View, index: int) -> tuple[str, int]:
    first = view.firsts[index]
    end = view.firsts[index + 1] - 1 if index + 1 < len(view.firsts) else len(view.original)
    return view.original[first:end], first


def _place(part: str, text: str, at: int) -> _Place:
    words = text.strip()
    low = at + text.find(words)
    return _Place(part, low, low + len(words), words)


def _runs(view: View) -> Iterator[list[_Place]]:
    """Labelled passages that stand near one another, each part once."""
    places: list[tuple[int, _Place]] = []
    for number, (passage, start) in enumerate(zip(view.passages, view.starts, strict=True)):
        text = passage.text
        if not text.strip():
            continue
        if passage.label:
            if part := part_of(passage.label):
                places.append((number, _place(part, text, start)))
            continue
        for part, low, high in labelled_in(text):
            places.append((number, _Place(part, start + low, start + high, text[low:high])))
    yield from _apart(places)


def _apart(places: Sequence[tuple[int, _Place]]) -> Iterator[list[_Place]]:
    run: list[_Place] = []
    last = 0
    for number, place in places:
        if run and (number - last > _NEAR or any(each.part == place.part for each in run)):
            yield run
            run = []
        run.append(place)
        last = number
    if run:
        yield run
