"""The record of processing to other tools, and back: nothing of a file is kept where one line of it is wrong."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput
from bailee.inventory import exports
from bailee.inventory.activities import ProcessingActivity
from bailee.inventory.exports import ropa_csv
from bailee.inventory.reading import Faults, filled, text_of
from bailee.inventory.record import Contact
from bailee.operations.declare_activity import check_activity
from bailee.operations.draft_activity import IMPORTED
from bailee.operations.name_contact import name_contact
from bailee.operations.show_record import show_record
from bailee.store.workspace import Workspace

LARGEST = 256 << 20


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file brought."""

    activities: int
    drafts: int  # those that do not say what they are for, or all where that was asked


def export_record(workspace: Workspace, ident: str) -> bytes:
    """The record in a format; that a copy was taken is noted."""
    made = exports.load(ident).write(show_record(workspace))
    workspace.note_access("record", export=True)
    return made if isinstance(made, bytes) else made.encode()


def import_file(workspace: Workspace, file: Path, *, as_drafts: bool = False, dry_run: bool = False) -> Imported:
    """Take over the activities of a file that an export wrote. CannotRead where it cannot be read."""
    return import_record(workspace, content_of(file), file.name, as_drafts=as_drafts, dry_run=dry_run)


def content_of(file: Path) -> bytes:
    """Of a file that may be a record. CannotRead where it cannot be read."""
    try:
        if file.stat().st_size > LARGEST:
            raise InvalidInput(f'"{file.name}" is too big for a record')
        return file.read_bytes()
    except OSError:
        raise CannotRead(
            f'cannot read "{file}"', hint="give the path of a record as JSON, JSON-LD, CSV or XLSX"
        ) from None


def import_record(
    workspace: Workspace, content: bytes, name: str, *, as_drafts: bool = False, dry_run: bool = False
) -> Imported:
    """Declare the activities of a record, all or none; one of the same name is replaced from today on.

    InvalidInput names each line that is wrong, and what to do about it.
    """
    activities, named = _read(content, name)
    done = [each for each in activities if each.purposes and not as_drafts]
    waiting = [each for each in activities if not each.purposes or as_drafts]
    if dry_run:
        return Imported(len(done), len(waiting))
    ours = workspace.contacts()
    with workspace.transaction():
        for sort, each in () if as_drafts else named.items():
            if sort not in ours:  # whom somebody named here stays
                name_contact(workspace, sort, each.name, each.contact)
        if done:
            workspace.declare_all(done)
        if waiting:
            workspace.save_drafts(waiting, IMPORTED)
        digest = hashlib.sha256(content).hexdigest()
        workspace.record(
            "activities-imported", f"file-{digest[:12]}", {"activities": len(done), "drafts": len(waiting)}
        )
    return Imported(len(done), len(waiting))


def _read(content: bytes, name: str) -> tuple[list[ProcessingActivity], Mapping[str, Contact]]:
    seen: dict[str, int] = {}
    activities = []
    if content[:4] in (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"):  # a workbook
        table = filled(content, name, ropa_csv.HEADS)
        faults, text, sort = Faults(name, table), "", "ropa-csv"
        found = ropa_csv.read_rows(table.rows, faults)
    else:
        text, faults = text_of(content, name), Faults(name)
        sort = exports.sort_of(text)
        found = exports.reader(sort)(text, faults)
    for line, activity in found:
        if activity.name in seen:
            faults.add(
                line,
                f'"{activity.name[:60]}" stands on line {seen[activity.name]:,} already',
                "give each activity one row",
            )
        seen.setdefault(activity.name, line)
        try:
            check_activity(activity, drafts=True)
        except InvalidInput as fault:
            faults.add(line, str(fault), fault.hint)
        activities.append(activity)
    faults.stop()
    if not activities:
        raise InvalidInput(
            f'"{name}" holds no activity', hint="a record that `bailee inventory export` wrote holds some"
        )
    return activities, exports.contacts_in(sort, text) if text else {}
