"""Replace keys, one purpose at a time. What the old one closed stays readable, and every replacement is a record of evidence.

| what | what happens to what is there |
|---|---|
| master | every organisation's key is wrapped anew; may be cut off, and is taken up again |
| organisation | all keys of an organisation are wrapped under another organisation key |
| field | every encrypted column is encrypted anew, in small transactions, while others read and write |
| file | new files are sealed for the new key; the old one still opens what it sealed, until that is wrapped anew (`rewrap_files`) |
| log, seal | the log says from which record on another key signs; what was signed before stays true |
| recovery | its private part lies on this machine until it is moved away; what was sealed before opens with the earlier one, until it is wrapped anew |
| fingerprint | every fingerprint goes through the new key once: nothing is scanned anew |

The key that scanners make their fingerprints with needs no replacement when one of them is stolen: what lies in the store
cannot be compared with it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from bailee.errors import InvalidInput, NotAllowed
from bailee.keys import KEY_BYTES, master
from bailee.keys.bundle import Bundle, now
from bailee.keys.organisation import (
    LOG_UNTIL,
    SEAL_UNTIL,
    new_identity,
    new_seal_key,
    public_log_key,
    public_seal_key,
)
from bailee.keys.recovery import recipient_of, write_recovery
from bailee.operations.rewrap_files import is_waiting
from bailee.permissions import Permission
from bailee.protection.journal import Journal
from bailee.store import database, encrypted_columns, key_rows
from bailee.store.locks import FileLock, Held
from bailee.store.organisations import organisations
from bailee.store.prints_anew import prints_anew
from bailee.store.rows.base import atomic
from bailee.store.workspace import Workspace

Step = Callable[[str], None]  # called between two steps: a test stops there


class Key(StrEnum):
    """What can be replaced."""

    MASTER = "master"
    ORGANISATION = "organisation"
    FIELD = "field"
    FILE = "file"
    LOG = "log"
    SEAL = "seal"
    FINGERPRINT = "fingerprint"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Rotated:
    """What was replaced: how many rows were written anew, the tables whose rows keep the key of their time, and the archives
    that did not open."""

    key: Key
    rows: int = 0
    staying: tuple[str, ...] = ()
    organisations: int = 1
    left: tuple[str, ...] = ()


def rotate(workspace: Workspace, key: Key, *, step: Step = lambda _: None) -> Rotated:
    """Replace a key of an organisation, or the master key. NotAllowed for whoever may not manage keys, and the master's for a client."""
    workspace.require(Permission.MANAGE_KEYS)
    if key is Key.MASTER:
        if not workspace.owns_server:
            raise NotAllowed(
                "the master key is the server's, and closes what every organisation has",
                hint="it is replaced as the provider, or as the organisation whose server it is",
            )
        return _master(workspace, step)
    if key is Key.FIELD:
        return _field(workspace, step)
    if key is Key.FINGERPRINT:
        return _fingerprint(workspace)
    with workspace.transaction(Permission.MANAGE_KEYS):
        _replaced(workspace, key)
    return Rotated(key)


def _replaced(workspace: Workspace, key: Key) -> None:
    bundle = key_rows.read(workspace)
    action = f"{key.value}-key-rotated"
    if key is Key.ORGANISATION:
        key_rows.save(workspace, bundle.with_new_organisation_key())
        workspace.record(action, workspace.organisation)
    elif key is Key.FILE:
        key_rows.save(workspace, bundle.adding("file", new_identity()))
        workspace.record(action, workspace.organisation, {"recipient": workspace.keys.age_recipient})
    elif key is Key.SEAL:
        retired = public_seal_key(bundle.key("seal"))
        key_rows.save(workspace, bundle.with_key(f"{SEAL_UNTIL}{now()}", retired).with_key("seal", new_seal_key()))
        workspace.record(action, workspace.organisation, {"key": public_seal_key(workspace.keys.seal_key_der).hex()})
    elif key is Key.LOG:
        _log(workspace, bundle)
    elif key is Key.RECOVERY:
        identity = new_identity().decode()
        recipient = recipient_of(identity)
        write_recovery(workspace.home / "keys", workspace.organisation, identity, recipient)
        key_rows.save(workspace, bundle.with_key("recovery", recipient.encode()))
        workspace.record(action, workspace.organisation, {"recipient": recipient})


def _log(workspace: Workspace, bundle: Bundle) -> None:
    """The old key signs the record that names the new one; the new one signs from the next record on."""
    before, after = bundle.key("log"), _random()
    names = {"old": public_log_key(before).hex(), "new": public_log_key(after).hex()}
    last = workspace.record("log-key-rotated", workspace.organisation, names).sequence
    key_rows.save(workspace, bundle.with_key(f"{LOG_UNTIL}{last}", public_log_key(before)).with_key("log", after))
    workspace.record("log-key-began", workspace.organisation, {"key": names["new"], "after": last})


def _field(workspace: Workspace, step: Step) -> Rotated:
    """Both keys open while rows are encrypted anew; the old one goes once no row needs it. Again after a kill: it goes on."""
    with workspace.transaction(Permission.MANAGE_KEYS):
        bundle = key_rows.read(workspace)
        if len(bundle.versions("field")) == 1:
            key_rows.save(workspace, bundle.adding("field", _random()))
            workspace.record("field-key-rotated", workspace.organisation, {"state": "begun"})
    step("begun")
    done = encrypted_columns.reencrypt(workspace, lambda table, _rows: step(table))
    # a process that was opened before may have written one more row with the old key meanwhile
    more = encrypted_columns.reencrypt(workspace)
    staying = (*more.staying, *_journal(workspace))
    with workspace.transaction(Permission.MANAGE_KEYS):
        bundle = key_rows.read(workspace)
        if not staying:
            key_rows.save(workspace, bundle.only_newest("field"))
        details = {"state": "ended", "rows": done.changed + more.changed, "staying": len(staying)}
        workspace.record("field-key-rotated", workspace.organisation, details)
    step("ended")
    return Rotated(Key.FIELD, done.changed + more.changed, staying)


def _journal(workspace: Workspace) -> tuple[str, ...]:
    """The journal of files that were being sealed is under the field key too: emptied where nothing is left to do."""
    journal = Journal(workspace.home, workspace.keys)
    if journal.path.is_file():
        with journal:
            if not journal.forget_settled():
                return ("the journal of files that are being sealed",)
    return ("the journal of files that are being wrapped anew",) if is_waiting(workspace) else ()


def _fingerprint(workspace: Workspace) -> Rotated:
    """In one transaction, while no scan runs: there is no moment in which half of the store compares with the other half."""
    try:
        with (
            FileLock(workspace.home / workspace.scan_lock).held(blocking=False, about="keys"),
            workspace.scanning_alone(),
            workspace.transaction(Permission.MANAGE_KEYS),
        ):
            bundle = key_rows.read(workspace)
            anew = bundle.adding("rekey", _random())
            if "index" not in bundle.keys:  # a store of before: its scanners' fingerprints lie in it as they are
                anew = anew.with_key("index", _random())
            done = prints_anew(workspace, bundle, anew)
            key_rows.save(workspace, anew)
            told = {"rows": done.findings} | ({"left": len(done.left)} if done.left else {})
            workspace.record("fingerprint-key-rotated", workspace.organisation, told)
    except Held:
        raise InvalidInput("a scan into this store is running", hint="wait until it is done") from None
    return Rotated(Key.FINGERPRINT, done.findings, left=done.left)


def _master(workspace: Workspace, step: Step) -> Rotated:
    """New key beside the old one; each organisation's key under it; then it takes the old one's place."""
    home, actor = workspace.home, workspace.member
    master.prepare_next(home)
    step("made")
    wrapped = 0
    for ident in organisations(home):
        wrapped += key_rows.rewrap(home, ident, actor, is_recorded=True)
        step("wrapped")
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        # an organisation that is made meanwhile takes the same lock, and finds both keys
        database.engine(home).serialise(alias, 0)
        idents = organisations(home)
        for ident in idents:
            key_rows.rewrap(home, ident, actor, is_recorded=False)
    step("wrapped again")
    _take_place(home, alias)
    step("ended")
    return Rotated(Key.MASTER, organisations=wrapped)


def _take_place(home: Path, alias: str) -> None:
    """After everything opens with the new key alone; while nobody can make an organisation."""
    from bailee.store.models import Organisation

    coming = master.MasterKey.open(home).newest
    stands_on = database.engine(home)
    with database.explained(home), atomic(alias):
        stands_on.serialise(alias, 0)
        stands_on.enter(alias, (), "*")
        numbers = list(Organisation.objects.using(alias).values_list("pk", flat=True))
        for number in numbers:  # who replaces another key just now ends before, or finds the new master key
            stands_on.serialise(alias, number)
        for ident, wrapped in Organisation.objects.using(alias).values_list("ident", "wrapped_keys"):
            if wrapped:
                Bundle.opened((coming,), ident, bytes(wrapped), only=("log",))
        master.take_place(home)


def _random() -> bytes:
    import secrets

    return secrets.token_bytes(KEY_BYTES)
