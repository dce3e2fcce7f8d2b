"""Give checkpoints away: to whoever keeps them elsewhere, by mail or into a folder, and to a time-stamp service.

    name_holder(workspace, "pat@client.example", every="week")     # from now on she is mailed the newest one each week
    give_checkpoints(workspace, None)                              # those that are due; a worker does it too

Whoever has the keys of a log can write it anew, whole; a checkpoint that lies where he cannot reach shows that he did. So it is not
enough that one was sent: that it did not arrive is an alert, and `bailee check` says it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.evidence import checkpoint
from bailee.evidence.timestamps import NoStamp, Service, Told, asked
from bailee.operations.export_evidence import newest_checkpoint
from bailee.operations.give_turns import give_turns
from bailee.permissions import Permission
from bailee.store.mail import is_address, put
from bailee.store.rows.base import now
from bailee.store.rows.log_given import Given, Holder, Stamp, standing
from bailee.store.workspace import Workspace

TASK = "checkpoints"
EVERY = {"day": timedelta(days=1), "week": timedelta(days=7), "month": timedelta(days=30)}
AGAIN = timedelta(hours=1)  # after a folder could not be written
STAMPS_EVERY = timedelta(days=1)
_FIRST, _LONGEST = timedelta(minutes=10), timedelta(hours=6)  # between two tries of a service that gives no stamp

SUBJECT = "Checkpoint of {name}: {size} records"
TEXT = """\
Please keep this mail. It takes no work, and is worth a lot one day.

{name} keeps a log of what it does with personal data. Below is the checkpoint of that log as of today: its name, the number of its
records, a digest of all of them, and a signature. It says nothing of what stands in the log.

Whoever has this mail can show later whether the log was changed or written anew since:
save the mail as a file, and run    bailee evidence verify --checkpoint FILE
or, with an exported log,           python3 verify.py FOLDER FILE

{note}
You get one of these every {every}. To get no more, tell {name}.
"""


@dataclass(frozen=True, slots=True)
class Gave:
    """What was done."""

    given: int = 0
    failed: int = 0
    stamped: int = 0
    fault: str = ""  # of the last one that failed


def name_holder(workspace: Workspace, where: str, *, name: str = "", every: str = "week") -> str:
    """Somebody keeps checkpoints from now on, at an e-mail address or in a folder elsewhere; the holder's ident."""
    where = where.strip()
    if every not in EVERY:
        raise InvalidInput(f'"{every[:20]}" is no time after which one is given again', hint=" ".join(EVERY))
    if is_address(where):
        means = "mail"
    elif Path(where).is_absolute() and Path(where).is_dir():
        means = "folder"
    else:
        raise InvalidInput(
            "this is neither an e-mail address nor a folder that is there",
            hint="such as pat@client.example, or /mnt/another-machine/checkpoints",
        )
    if means == "folder" and Path(where).resolve().is_relative_to(workspace.home):
        raise InvalidInput(
            "that folder is in the store itself", hint="name one that nobody who can change this store can change"
        )
    if any(each.where == where for each in workspace.holders()):
        raise InvalidInput("a checkpoint is given there already", hint="`bailee evidence holders` lists them")
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        ident = workspace.add_holder(means, " ".join(name.split())[:200], where, every)
        workspace.record("checkpoint-holder-named", ident, {"means": means, "every": every})
    return ident


def end_holder(workspace: Workspace, ident: str) -> None:
    """No more checkpoints are given there."""
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.end_holder(ident)
        workspace.record("checkpoint-holder-ended", ident)


def give_checkpoints(
    workspace: Workspace, service: Service | None, *, at: datetime | None = None, everybody: bool = False
) -> Gave:
    """Give the newest checkpoint to those to whom it is due (or to `everybody`), and ask for its time; doing it again does nothing."""
    moment, given, failed, fault = at or now(), 0, 0, ""
    note = newest_checkpoint(workspace)
    size = checkpoint.read(note)[0].size
    before = workspace.given()
    for holder in workspace.holders():
        if everybody or is_due(holder, before, size, moment):
            wrong = _give(workspace, holder, note, size)
            given, failed, fault = given + (not wrong), failed + bool(wrong), wrong or fault
    stamped = 0
    if service is not None and (everybody or stamp_is_due(workspace.log_stamps(), size, moment)):
        made = _asked(note, service)
        stamped, fault = int(not made.fault), made.fault or fault
        with workspace.transaction(Permission.EXPORT):
            workspace.add_stamp(size, made.token, said_at=made.at, service=made.by, fault=made.fault)
            if made.at is not None:
                digest = hashlib.sha256(made.token).hexdigest()
                said = {"size": size, "stamp_sha256": digest, "at": f"{made.at:%Y-%m-%dT%H:%M:%SZ}"}
                workspace.record("checkpoint-stamped", f"checkpoint-{size}", said)
    return Gave(given, failed, stamped, fault)


def is_due(holder: Holder, given: Sequence[Given], size: int, at: datetime) -> bool:
    """Whether a holder is to be given the checkpoint of `size` records. `given`: newest first."""
    mine = [each for each in given if each.holder == holder.ident]
    if not mine:
        return True
    if mine[0].state == "failed":
        return at - mine[0].at >= AGAIN
    return bool(mine[0].size < size and at - mine[0].at >= EVERY[holder.every])


def stamp_is_due(stamps: Sequence[Stamp], size: int, at: datetime) -> bool:
    """Whether a service is to be asked: once a day where the log grew, and again and again where it gave nothing."""
    refused = 0
    for each in stamps:
        if not each.fault:
            break
        refused += 1
    if refused:
        wait: timedelta = min(_FIRST * 2 ** min(refused - 1, 12), _LONGEST)
        return at - stamps[0].at >= wait
    return not stamps or (stamps[0].size < size and at - stamps[0].at >= STAMPS_EVERY)


def _give(workspace: Workspace, holder: Holder, note: str, size: int) -> str:
    """Why it could not be given; empty where it went out."""
    mail = fault = ""
    with workspace.transaction(Permission.EXPORT):
        if holder.means == "mail":
            told = {"name": workspace.organisation_name, "size": size, "note": note, "every": holder.every}
            mail = put(workspace, holder.where, SUBJECT.format(**told), TEXT.format(**told))
        else:
            fault = _laid(Path(holder.where), f"{workspace.organisation}-{size}.checkpoint", note)
        workspace.note_given(holder.ident, size, holder.means, mail=mail, fault=fault)
        if not fault:
            workspace.record("checkpoint-given", holder.ident, {"size": size, "means": holder.means})
    return fault


def _laid(folder: Path, name: str, note: str) -> str:
    try:
        if not folder.is_dir():
            return "the folder is not there"
        if not (folder / name).exists():
            (folder / name).write_bytes(note.encode())
        return "" if (folder / name).read_bytes() == note.encode() else "another file of that name is there"
    except OSError:
        return "the folder cannot be written"


def _asked(note: str, service: Service) -> Told:
    try:
        return asked(note.encode(), service)
    except NoStamp as refused:
        return Told(b"", None, "", str(refused))


# --- when


def look_where_checkpoints_are_due(home: Path, *, stamps: bool, at: datetime | None = None) -> int:
    """Put the giving aside in each organisation where something is due; how many. `stamps`: a service stands in the settings."""
    moment = at or now()

    def wants(alias: str) -> Iterable[Any]:
        from bailee.store.models import Organisation

        for row in Organisation.objects.using(alias).all():
            stands = standing(alias, row.pk)
            is_wanted = any(is_due(each, stands.given, stands.size, moment) for each in stands.holders)
            if is_wanted or (stamps and stamp_is_due(stands.stamps, stands.size, moment)):
                yield row

    return give_turns(home, TASK, wants=wants, needs=Permission.CHANGE_SETTINGS, at=moment)
