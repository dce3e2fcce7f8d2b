"""Declare who works here, who applied, who buys: a roster from a table. Its fields are kept encrypted.

What a scan finds is placed by it (*employee*, *customer*), and a notice is told to everyone only when everyone on it signed.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from bailee import detectors
from bailee.errors import CannotRead, InvalidInput
from bailee.store.workspace import Workspace
from bailee.text import Text
from bailee.vocabulary import Locator, SubjectCategory

_COLUMNS = {
    "name": ("name", "full name", "employee", "employee name", "customer", "customer name", "contact"),
    "first": ("first name", "first", "given name", "forename"),
    "last": ("last name", "last", "surname", "family name"),
    "email": ("email", "e-mail", "email address", "e-mail address", "mail"),
    "number": ("number", "id", "employee id", "employee number", "customer number", "customer id", "no"),
}
LARGEST = 20 << 20


def declare_roster(workspace: Workspace, file: Path, category: SubjectCategory) -> int:
    """People from a CSV file with a column for the name; how many. A person who is there already is brought up to date."""
    people = _read(file)
    with workspace.transaction():
        for person in people:
            workspace.add_roster_person(
                person["name"],
                category,
                email=person.get("email", ""),
                number=person.get("number", ""),
                fingerprints=fingerprints(workspace, person["name"], person.get("email", "")),
            )
        workspace.record("roster-declared", category.value, {"people": len(people)})
    return len(people)


def fingerprints(workspace: Workspace, name: str, email: str) -> tuple[tuple[str, str], ...]:
    """Keyed fingerprints of the normal forms that a scan would make of these, so that findings are recognised."""
    text = Text.table([[name, email]], Locator(("roster",)), headers=("name", "e-mail address"))
    forms = dict.fromkeys(form for match in detectors.detect(text) for form in detectors.normal_forms(match))
    # a name that only sounds alike is no proof that it is the person
    return tuple((form, workspace.fingerprint(form, value)) for form, value in forms if form != "name-sound")


def _read(file: Path) -> list[Mapping[str, str]]:
    try:
        if file.stat().st_size > LARGEST:
            raise InvalidInput(f'"{file.name}" is too big for a roster')
        content = file.read_bytes().decode("utf-8-sig", "replace")
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="give the path of a CSV file") from None
    sample = content[:4_000]
    try:
        dialect: type[csv.Dialect] = csv.Sniffer().sniff(sample, delimiters=",;\t")
    except csv.Error:
        dialect = csv.excel
    rows = csv.reader(io.StringIO(content), dialect)
    heads = [" ".join(cell.casefold().replace("_", " ").split()) for cell in next(rows, [])]
    where = {field: heads.index(head) for field, names in _COLUMNS.items() for head in names if head in heads}
    if "name" not in where and not {"first", "last"} <= where.keys():
        raise InvalidInput(
            f'"{file.name}" has no column for a name', hint='its first line must name the columns, such as "name,email"'
        )
    people: list[Mapping[str, str]] = []
    for row in rows:
        person = {field: row[column].strip() for field, column in where.items() if column < len(row)}
        if not person.get("name"):
            person["name"] = f"{person.get('first', '')} {person.get('last', '')}".strip()
        if person["name"]:
            people.append(person)
    return people
