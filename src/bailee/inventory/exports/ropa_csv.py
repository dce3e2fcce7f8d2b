"""The record as a table, a row an activity, in the order of Art. 30(1) and (2); it can be taken back.

Several values of a cell stand on lines of their own.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from bailee.inventory.activities import SAFEGUARDS, ProcessingActivity, Transfer
from bailee.inventory.reading import Faults, rows_of
from bailee.inventory.record import Entry, Record
from bailee.inventory.retention import Period, length_of
from bailee.rendering.spreadsheet import csv_text
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, Role, SubjectCategory

LABEL = "Record of processing, CSV"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv; charset=utf-8"
HEADS = (
    "Activity", "Role", "On behalf of", "Joint controllers", "Purposes and lawful bases", "Kinds of data", "About",
    "Recipients", "Transfers", "Kept", "At least", "At most", "From", "Measures", "Declared for", "Found in", "People",
    "Measures found", "To complete",
)  # fmt: skip


def write(record: Record) -> str:
    return "\ufeff" + csv_text(HEADS, (row(entry) for entry in record.entries))


def row(entry: Entry) -> tuple[object, ...]:
    """One entry in cells."""
    activity, people = entry.activity, entry.people
    return (
        activity.name, activity.role.value, _lines(activity.on_behalf_of), _lines(activity.joint_with),
        _lines(f"{purpose} [{basis.value if basis else 'no basis'}]" for purpose, basis in activity.purposes),
        _lines(DATA_CATEGORIES[each].label if each in DATA_CATEGORIES else each for each in activity.categories),
        _lines(subject.value for subject in activity.subjects), _lines(activity.recipients),
        _lines(f"{each.country} [{each.safeguard or 'no safeguard'}] {each.recipient}".strip() for each in activity.transfers),
        activity.retention, activity.period.at_least or "", activity.period.at_most or "", activity.period.event,
        _lines(activity.measures), _lines(activity.stores), _lines(entry.stores),
        f"{people.low}–{people.high}" if people else "", _lines(entry.measures_found), _lines(gap.says for gap in entry.gaps),
    )  # fmt: skip


def _lines(values: Iterable[object]) -> str:
    return "\n".join(str(value) for value in values)


_LABELS = {row.label.casefold(): ident for ident, row in DATA_CATEGORIES.items()}


def read(text: str, faults: Faults) -> Iterator[tuple[int, ProcessingActivity]]:
    yield from read_rows(rows_of(text, faults.file), faults)


def read_rows(rows: Iterable[tuple[int, dict[str, str]]], faults: Faults) -> Iterator[tuple[int, ProcessingActivity]]:
    """The same of a table that was read already."""
    for line, cells in rows:
        if "activity" not in cells and "name" not in cells:
            faults.add(1, 'there is no column "Activity"', "the first line names the columns, as an export does")
            return
        activity = _activity(line, cells, faults)
        if activity is not None:
            yield line, activity


def _activity(line: int, cells: dict[str, str], faults: Faults) -> ProcessingActivity | None:
    good = True

    def wrong(head: str, says: str, remedy: str) -> None:
        nonlocal good
        good = False
        faults.add(line, says, remedy, head=head)

    categories, subjects, purposes, transfers = [], [], [], []
    for said in _values(cells.get("kinds of data", "")):
        ident = said if said in DATA_CATEGORIES else _LABELS.get(said.casefold())
        if ident is None:
            near = difflib.get_close_matches(said.casefold(), [*_LABELS, *DATA_CATEGORIES], n=1)
            wrong(
                "kinds of data",
                f'there is no kind of data "{said[:60]}"',
                f"did you mean {near[0]}?" if near else "use one of the list",
            )
        else:
            categories.append(ident)
    for said in _values(cells.get("about", "")):
        try:
            subjects.append(SubjectCategory(said.casefold().replace(" ", "-").removesuffix("s")))
        except ValueError:
            wrong("about", f'there is no category of people "{said[:60]}"', "one of: " + ", ".join(SubjectCategory))
    for said in _values(cells.get("purposes and lawful bases", cells.get("purposes", ""))):
        purpose, basis = _bracketed(said)
        try:
            purposes.append((purpose, LawfulBasis(basis) if basis and basis != "no basis" else None))
        except ValueError:
            wrong(
                "purposes and lawful bases",
                f'there is no lawful basis "{basis[:60]}"',
                "one of: " + ", ".join(LawfulBasis),
            )
    for said in _values(cells.get("transfers", "")):
        before, safeguard, recipient = said.partition("[")[0].strip(), *_inner(said)
        if safeguard not in ("", "no safeguard", *SAFEGUARDS):
            wrong("transfers", f'there is no safeguard "{safeguard[:60]}"', "one of: " + ", ".join(SAFEGUARDS))
        transfers.append(Transfer(before, recipient, "" if safeguard == "no safeguard" else safeguard))
    role = cells.get("role", "") or Role.CONTROLLER
    if role not in list(Role):
        wrong("role", f'there is no role "{role[:60]}"', "one of: " + ", ".join(Role))
    lengths = []
    for head in ("at most", "at least"):
        said = cells.get(head, "")
        lengths.append(length_of(said) if said else None)
        if said and lengths[-1] is None:
            wrong(head, f'"{said[:60]}" is no length of time', "such as 7 years or 90 days")
    if not good:
        return None
    return ProcessingActivity(
        cells.get("activity") or cells.get("name", ""), tuple(purposes), tuple(categories), tuple(subjects),
        _values(cells.get("declared for", "")), _values(cells.get("recipients", "")), cells.get("kept", ""), Role(role),
        Period(lengths[0], lengths[1], cells.get("from", "")), tuple(transfers), _values(cells.get("measures", "")),
        _values(cells.get("on behalf of", "")), _values(cells.get("joint controllers", "")),
    )  # fmt: skip


def _values(cell: str) -> tuple[str, ...]:
    """Lines of a cell; where there is one line, what stands between semicolons."""
    parts = cell.splitlines() if "\n" in cell else cell.split(";")
    return tuple(part.strip() for part in parts if part.strip())


def _bracketed(said: str) -> tuple[str, str]:
    """
    >>> _bracketed("paying wages [contract]"), _bracketed("paying wages")
    (('paying wages', 'contract'), ('paying wages', ''))
    """
    if said.endswith("]") and "[" in said:
        words, _, basis = said[:-1].rpartition("[")
        return words.strip(), basis.strip()
    return said, ""


def _inner(said: str) -> tuple[str, str]:
    """What stands in the first brackets, and after them."""
    inside, _, after = said.partition("[")[2].partition("]")
    return inside.strip(), after.strip()
