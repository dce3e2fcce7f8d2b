"""Import known values: a column of a table of one's own becomes a list of keyed hashes. The table itself is kept nowhere."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bailee import detectors
from bailee.errors import CannotRead, InvalidInput
from bailee.known_values import IDENT, PERSON, KnownList, make_list
from bailee.vocabulary import SubjectCategory

if TYPE_CHECKING:
    from bailee.store.workspace import Workspace

LARGEST = 256 << 20


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which column, and what its values are."""

    column: str
    name: str = ""  # of the list; else the column's
    detector: str = (
        ""  # ident whose values they are, or `person` for names with birth dates; empty: numbers of one's own
    )
    category: str = ""  # needed where there is no detector
    subject: SubjectCategory = SubjectCategory.PERSON
    labels: tuple[str, ...] = ()  # words before a value; else the column's name
    born: str = ""  # column of birth dates


@dataclass(frozen=True, slots=True)
class Imported:
    """The list that was made, and the lines of the table whose value is not on it."""

    made: KnownList
    left: tuple[int, ...]


def import_known_values(workspace: Workspace, file: Path, wanted: Wanted) -> Imported:
    """Keep a list of the values in a column of a CSV file; a list of the same name is replaced.

    CannotRead where the file cannot be read, InvalidInput where it has no such column or nothing of it can be listed.
    """
    imported = known_list(file, wanted, workspace.keys.fingerprint_key)
    with workspace.transaction():
        workspace.save_known_list(imported.made)
        workspace.record(
            "known-values-imported", imported.made.name, {"values": imported.made.count, "left": len(imported.left)}
        )
    return imported


def forget_known_values(workspace: Workspace, name: str) -> None:
    """Remove a list."""
    with workspace.transaction():
        workspace.forget_known_list(name)
        workspace.record("known-values-forgotten", name, {})


def known_list(file: Path, wanted: Wanted, key: bytes) -> Imported:
    """The list alone, under a key, for where there is no store."""
    category = wanted.category or _category(wanted)
    values, born, lines = _columns(file, wanted)
    made, left = make_list(
        wanted.name or re.sub(r"[^a-z0-9]+", "-", wanted.column.lower()).strip("-") or "values",
        values,
        key,
        category=category,
        detector=wanted.detector or IDENT,
        subject=wanted.subject,
        labels=wanted.labels or (wanted.column,),
        born=born,
    )
    if not made.count:
        raise InvalidInput(
            f'nothing in the column "{wanted.column}" can be listed',
            hint="a value needs a figure and four characters; e-mail addresses need --as email-address",
        )
    return Imported(made, tuple(lines[number - 1] for number in left))


def _category(wanted: Wanted) -> str:
    if wanted.detector == PERSON:
        return "person-name"
    found = next((row.category for row in detectors.catalogue() if row.ident == wanted.detector), "")
    if not found:
        if wanted.detector:
            raise InvalidInput(f'there is no detector "{wanted.detector}"', hint="`bailee detectors` lists them")
        raise InvalidInput("say what these values are", hint="--as DETECTOR, or --category for numbers of your own")
    return found


def _columns(file: Path, wanted: Wanted) -> tuple[list[str], list[str], list[int]]:
    """Values, birth dates where they are asked for, and the line of each."""
    rows = _rows(file)
    _, heads = next(rows, (1, []))
    names = [_plain(head) for head in heads]

    def index(column: str) -> int:
        if _plain(column) not in names:
            raise InvalidInput(f'"{file.name}" has no column "{column}"', hint="columns are: " + ", ".join(heads))
        return names.index(_plain(column))

    at, born_at = index(wanted.column), index(wanted.born) if wanted.born else None
    values: list[str] = []
    born: list[str] = []
    lines: list[int] = []
    for line, row in rows:
        if at < len(row) and row[at].strip():
            values.append(row[at].strip())
            lines.append(line)
            if born_at is not None:
                born.append(row[born_at].strip() if born_at < len(row) else "")
    return values, born, lines


def _plain(head: str) -> str:
    return " ".join(head.casefold().replace("_", " ").split())


def _rows(file: Path) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        if file.stat().st_size > LARGEST:
            raise InvalidInput(f'"{file.name}" is too big', hint="import it in parts, under several names")
        content = file.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="give the path of a CSV file") from None
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(content[:4_000], delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    reader = csv.reader(io.StringIO(content, newline=""), dialect)
    try:
        for row in reader:
            yield reader.line_num, row
    except csv.Error:
        raise CannotRead(f'"{file.name}" is no CSV file that can be read', hint="save the table as CSV") from None
