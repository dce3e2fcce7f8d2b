"""Lists as spreadsheets have them, and back: one list a file.

    export_list(workspace, "tasks", "xlsx")                     # bytes of a workbook, in which nothing runs
    import_list(workspace, "findings", content, "judged.xlsx")  # all or none; each wrong cell is named

A module here has `TITLE`, `PERMISSION` (of whoever takes it away), `HEADS` and `rows(workspace)`. One that can be filled in has `take`, too:
`take(workspace, table, faults, on)` does what the rows say, adds what is wrong to the faults, and says how many it did. It is called in a
transaction that is undone where a cell is wrong, and where somebody only wants to look (`dry_run`).

>>> "findings" in lists(), [name for name in lists() if can_be_filled(name)]
(True, ['activities', 'clients', 'contacts', 'contracts', 'findings', 'places'])
"""

from __future__ import annotations

import hashlib
import importlib
import pkgutil
from functools import cache
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.inventory.reading import Faults, filled
from bailee.permissions import Permission
from bailee.rendering.spreadsheet import csv_text
from bailee.rendering.xlsx import workbook
from bailee.store import asking
from bailee.store.workspace import Workspace

FORMS = ("csv", "xlsx")
LARGEST = 64 << 20  # bytes of a file


@cache
def lists() -> tuple[str, ...]:
    """Idents of all of them."""
    return tuple(sorted(name for _, name, _ in pkgutil.iter_modules(__path__)))


def list_of(name: str) -> Any:
    """The module of a list. InvalidInput where there is none of this name."""
    if name not in lists():
        raise InvalidInput("there is no such list", hint="one of: " + ", ".join(lists()))
    return importlib.import_module(f"{__name__}.{name}")


def can_be_filled(name: str) -> bool:
    """Whether it can be taken back."""
    return hasattr(list_of(name), "take")


def export_list(workspace: Workspace, name: str, form: str) -> bytes:
    """The whole list; that a copy was taken is noted."""
    module = list_of(name)
    if form not in FORMS:
        raise InvalidInput("a list is written as a spreadsheet has it", hint="one of: " + ", ".join(FORMS))
    workspace.require(module.PERMISSION)
    workspace.require(Permission.EXPORT)
    rows = module.rows(workspace)
    made = (
        workbook(module.TITLE, module.HEADS, rows)
        if form == "xlsx"
        else csv_text(module.HEADS, rows).encode("utf-8-sig")
    )
    workspace.note_access(name, export=True)
    return made


def import_file(workspace: Workspace, name: str, file: Path, *, dry_run: bool = False) -> int:
    """Take over a file; how many rows it said something with. CannotRead where it cannot be read."""
    try:
        if file.stat().st_size > LARGEST:
            raise InvalidInput(f'"{file.name}" has more than {LARGEST >> 20} MB', hint="hand it over in parts")
        content = file.read_bytes()
    except OSError:
        raise CannotRead(f'cannot read "{file}"', hint="give the path of a CSV or XLSX file") from None
    return import_list(workspace, name, content, file.name, dry_run=dry_run)


class _Looked(Exception):
    """It was only to be looked at: what was done is undone."""


def import_list(workspace: Workspace, name: str, content: bytes, file: str, *, dry_run: bool = False) -> int:
    """Do what a filled list says, all or none. InvalidInput names each wrong cell: sheet, column, row and what was expected."""
    module = list_of(name)
    if not can_be_filled(name):
        fillable = ", ".join(each for each in lists() if can_be_filled(each))
        raise InvalidInput("this list is read, and not filled in", hint="those that are: " + fillable)
    if (whole := getattr(module, "take_file", None)) is not None:  # one that has a reader of its own
        return int(whole(workspace, content, file, dry_run=dry_run))
    table = filled(content, file, module.HEADS)
    if missing := [head for head in module.ASKED if head.casefold() not in table.columns]:
        raise InvalidInput(
            f'"{file}" has no column "{missing[0]}"', hint="its first line names them: " + ", ".join(module.HEADS)
        )
    if len(table.rows) > module.MOST:
        raise InvalidInput(f'"{file}" has more than {module.MOST:,} rows', hint="hand it over in parts")
    faults, count = Faults(file, table), 0
    try:
        with workspace.transaction(module.TAKES):
            count = module.take(workspace, table, faults, asking.today())
            faults.stop()
            if not count:
                raise InvalidInput(f'"{file}" says nothing', hint="fill in: " + ", ".join(module.ASKED))
            if dry_run:
                raise _Looked
            digest = hashlib.sha256(content).hexdigest()
            workspace.record("list-imported", f"file-{digest[:12]}", {"list": name, "rows": count})
    except _Looked:
        pass
    return count
