"""Destroy the keys of one organisation: everything that they closed cannot be read any more. A certificate says what, and what it does not reach.

    plan = plan_destruction(workspace)                      # changes nothing
    done = destroy(workspace, name="Lind Dental", reason="…", out=Path("certificate.pdf"))
    done = destroy(provider, client="lind-dental-6f3f5b", …)   # of a client that is handed nothing: else `off_board`

This is a cryptographic erase in the words of NIST SP 800-88 Rev. 1 (2.6). It cannot be undone. Where two people may do it, one asks and another one
carries it out; where there is one, her name and her reason stand on the certificate.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.counting import count
from bailee.errors import CannotRead, Error, InvalidInput, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys, recovery_files
from bailee.keys.age_header import Header
from bailee.keys.recovery import PREFIX
from bailee.operations.back_up import made_at
from bailee.permissions import Permission, may
from bailee.protection.encrypt import Sealed
from bailee.rendering.document import Document, Heading, List, Paragraph, Table
from bailee.store import key_rows
from bailee.store.rows.base import now
from bailee.store.rows.key_acts import ASKED, DESTROYED, KIT, WITHDRAWN, KeyAct
from bailee.store.rows.leaving import how_many
from bailee.store.workspace import Workspace

FEWEST, MOST = 10, 500  # letters of a reason
OPEN_FOR = timedelta(days=7)  # that somebody asked; then it is asked anew
METHOD = "cryptographic erase (NIST SP 800-88 Rev. 1, 2.6): the keys are destroyed, and what they closed is left as ciphertext"


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody asked for it, and waits for another person."""

    by: str
    name: str  # of who asked
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be destroyed, and who else has to agree. `asked`: what waits already."""

    ident: str
    name: str
    keys: tuple[str, ...]
    rows: int
    sealed_files: int
    recovery_keys: tuple[Path, ...]  # that still lie here, and would go
    kits: tuple[str, ...]  # printed pages: made when, kept by whom
    last_backup: str  # '' where none was made from here
    others: tuple[str, ...]  # names of who else may agree; none: one person decides
    asked: Asked | None = None


@dataclass(frozen=True, slots=True)
class Destroyed:
    """`tried`: what was tried afterwards, with what was left in this home, and opened nothing."""

    name: str
    at: datetime
    certificate: Path | None
    content: bytes
    tried: tuple[tuple[str, int], ...]  # what, how many; none of them opened


@dataclass(frozen=True, slots=True)
class Waits:
    """Asked for; one of these people has to agree."""

    others: tuple[str, ...]


class _Whose:
    """The organisation whose keys it is about, and the door through which that is decided: its own, or its provider's."""

    def __init__(self, door: Workspace, client: str) -> None:
        door.require(Permission.MANAGE_KEYS)
        door.require(Permission.OFF_BOARD)
        self.door, self.client = door, client
        if not client:
            self.about = door
            if door.provider_number is not None:
                raise NotAllowed(
                    "the keys of a client are destroyed by its provider, whose log has to say so",
                    hint=f"as the provider: bailee keys destroy --of {door.organisation}",
                )
            if door.is_provider and any(each.state != "gone" for each in door.clients(gone=True)):
                raise InvalidInput(
                    "this provider has clients yet, whom nobody would reach any more",
                    hint="off-board them first: `bailee clients`",
                )
            return
        found = next((each for each in door.clients(gone=True) if each.ident == client), None)
        if found is None:
            raise InvalidInput("there is no such client", hint="`bailee clients` lists them")
        if found.state in ("gone", "uncertified"):
            raise InvalidInput(
                "its keys are destroyed already", hint=f"bailee clients off-board {client} --out DIR --yes"
            )
        if not found.as_member:
            raise NotAllowed(
                "you are not assigned to this client", hint=f"bailee clients assign {client} {door.member}"
            )
        self.about = Workspace(door.home, client, found.as_member)
        self.about.require(Permission.OFF_BOARD)


def plan_destruction(workspace: Workspace, client: str = "") -> Plan:
    """Say what would be destroyed and what would still open. NotAllowed for whoever may not; changes nothing."""
    return _plan(_Whose(workspace, client))


def _plan(whose: _Whose) -> Plan:
    about, door = whose.about, whose.door
    bundle = key_rows.read(about)
    return Plan(
        about.organisation,
        about.organisation_name,
        tuple(sorted(bundle.keys)),
        sum(how_many(about).values()),
        len(_sealed(about)),
        _recovery_keys(about),
        tuple(_kit(each) for each in about.key_acts(acts=(KIT,))),
        f"{made:%Y-%m-%d %H:%M} UTC" if (made := made_at(about.home)) else "",
        tuple(sorted(name for _, name in _others(door))),
        _asked(door, about.organisation),
    )


def _kit(act: KeyAct) -> str:
    keeper = str(act.told.get("keeper", ""))
    return f"a page of {act.at:%Y-%m-%d}" + (f", kept by {keeper}" if keeper else "")


def destroy(
    workspace: Workspace, *, client: str = "", name: str, reason: str, out: Path | None = None
) -> Destroyed | Waits:
    """Do it; or ask for it, where another person has to agree, and carry it out where that person asked before.

    `name`: of the organisation, typed again. `out`: a new file for the certificate; without one it is handed back alone.
    InvalidInput where the name is another one, the reason is too short, or the file is there.
    """
    whose = _Whose(workspace, client)
    plan = _plan(whose)
    if " ".join(name.split()).casefold() != " ".join(plan.name.split()).casefold():
        raise InvalidInput("this is not the name of the organisation", hint=f"type {plan.name}: nothing was done")
    said = " ".join(reason.split())
    if not FEWEST <= len(said) <= MOST:
        raise InvalidInput("destroying keys needs a reason", hint=f"say why, in {FEWEST} to {MOST} letters")
    if plan.others and (plan.asked is None or plan.asked.by == workspace.member):
        return _ask(whose, plan, said)
    temporary = _prepare(out) if out is not None else None
    try:
        return _carried_out(whose, plan, said, out, temporary)
    finally:
        if temporary is not None and temporary.exists() and not temporary.stat().st_size:
            temporary.unlink()  # nothing was destroyed


def withdraw(workspace: Workspace, *, client: str = "") -> None:
    """Take back that it was asked for; whoever may ask may. InvalidInput where nothing waits."""
    whose = _Whose(workspace, client)
    if _asked(workspace, whose.about.organisation) is None:
        raise InvalidInput("nobody asks for these keys to be destroyed")
    with workspace.transaction(Permission.MANAGE_KEYS):
        workspace.add_key_act(WITHDRAWN, {}, about=whose.about.organisation)
        workspace.record("key-destruction-withdrawn", whose.about.organisation)


def _ask(whose: _Whose, plan: Plan, reason: str) -> Waits:
    with whose.door.transaction(Permission.MANAGE_KEYS):
        if plan.asked is None:
            whose.door.add_key_act(ASKED, {"reason": reason}, about=plan.ident)
            whose.door.record("key-destruction-asked", plan.ident)
    return Waits(plan.others)


def _asked(door: Workspace, about: str) -> Asked | None:
    newest = next(iter(door.key_acts(about=about, acts=(ASKED, WITHDRAWN, DESTROYED))), None)
    if newest is None or newest.act != ASKED or now() - newest.at > OPEN_FOR:
        return None
    names = {each.ident: each.name for each in door.member_list()}
    if newest.by not in names:
        return None  # whoever asked is no member any more
    return Asked(newest.by, names[newest.by], newest.at, str(newest.told.get("reason", "")))


def _others(door: Workspace) -> list[tuple[str, str]]:
    return [
        (each.ident, each.name)
        for each in door.member_list()
        if each.ident != door.member and may(each.role, Permission.OFF_BOARD) and may(each.role, Permission.MANAGE_KEYS)
    ]


# ---- carried out --------------------------------------------------------------------------------------------------------


def _carried_out(whose: _Whose, plan: Plan, reason: str, out: Path | None, temporary: Path | None) -> Destroyed:
    about, door = whose.about, whose.door
    sealed, before = _sealed(about), about.keys
    names = {each.ident: each.name for each in door.member_list()}
    told: dict[str, Any] = {
        "name": plan.name,
        "reason": reason,
        "by": names.get(door.member, door.member),
        "asked_by": plan.asked.name if plan.asked is not None and plan.asked.by != door.member else "",
        "keys": list(plan.keys),
        "rows": {"all": plan.rows},
        "sealed_files": plan.sealed_files,
        "recovery_recipient": before.recovery_recipient,
        "recovery_keys": [path.name for path in plan.recovery_keys],
        "kits": list(plan.kits),
        "last_backup": plan.last_backup,
        "log_key": before.verify_key.hex(),
    }
    newest = about.newest_checkpoint()
    told["log_size"] = newest.size if newest is not None else 0
    details = {"reason_sha256": hashlib.sha256(reason.encode()).hexdigest(), "log_key": told["log_key"]}
    if whose.client:
        door.destroy_client_keys(whose.client, told, log_size=told["log_size"])
        at = next(step.at for step in door.leaving(whose.client) if step.step == "keys-destroyed")
    else:
        at = door.destroy_own_keys(details)
    content = _rendered(door, plan.ident, told, at)
    if temporary is not None and out is not None:
        _put(temporary, out, content)
    key_rows.scrub(about.home)
    for path in plan.recovery_keys:
        path.unlink(missing_ok=True)
    if whose.client:
        certified = {"name": plan.name, "certificate_sha256": hashlib.sha256(content).hexdigest()}
        with door.transaction(Permission.OFF_BOARD):
            door.step_of_leaving(whose.client, "certified", certified)
            door.add_key_act(DESTROYED, {}, about=plan.ident)
    return Destroyed(plan.name, at, out, content, _tried(about.home, plan.ident, sealed))


def _rendered(door: Workspace, ident: str, told: Mapping[str, Any], at: datetime) -> bytes:
    from bailee.rendering import pdf

    return bytes(pdf.render(certificate(door.organisation_name, ident, told, at)))


def _tried(home: Path, organisation: str, sealed: Sequence[Path]) -> tuple[tuple[str, int], ...]:
    """Whether anything opens with what is left in this home. BrokenEvidence would be the word if something did: an error says so."""
    opened = 0
    try:
        OrganisationKeys.open(MasterKey.open(home), organisation, key_rows.wrapped_keys(home, organisation))
        opened += 1
    except Error:
        pass
    identities = [
        word
        for path in recovery_files(home)
        for word in path.read_text("utf-8", "replace").split()
        if word.startswith(PREFIX)
    ]
    tried = 0
    for path in sealed:
        with contextlib.suppress(OSError, Error), path.open("rb") as stream:
            header = Header.read(stream)
            tried += 1
            opened += any(header.opens(identity) for identity in identities)
    if opened:
        raise CannotRead(
            "something of this organisation still opens with what lies in this home",
            hint="see which recovery keys lie in its folder of keys; the certificate counts for the store alone",
        )
    return (("bundle of keys in the store", 1), ("sealed files", tried))


def _sealed(about: Workspace) -> list[Path]:
    rows = about.protected_files("applied")
    return [Sealed.of_details(row.details).sealed for row in rows if row.action == "seal"]


def _recovery_keys(about: Workspace) -> tuple[Path, ...]:
    """The one in use, and those that were replaced: they open what was sealed in their time, and not wrapped anew."""
    mark, head = about.keys.recovery_recipient, f"# RECOVERY KEY of {about.organisation}:"
    texts = {path: path.read_text("utf-8", "replace") for path in recovery_files(about.home)}
    return tuple(path for path, text in texts.items() if mark in text or text.startswith(head))


def _prepare(out: Path) -> Path:
    """A file beside `out` to write to: that it can be written is known before anything is destroyed."""
    if out.exists():
        raise InvalidInput(f'"{out}" is there already', hint="name a new file: nothing is replaced")
    temporary = out.with_name(f".{out.name}.{secrets.token_hex(6)}")
    try:
        os.close(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except OSError:
        raise NotAllowed(
            f'"{out}" cannot be written', hint="name a folder that you can write to: nothing was done"
        ) from None
    return temporary


def _put(temporary: Path, out: Path, content: bytes) -> None:
    try:
        with temporary.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.link(temporary, out)
        temporary.unlink()
    except OSError:
        raise CannotRead(
            f'the keys are destroyed; the certificate could not be written to "{out}"',
            hint=f"see whether it lies in {temporary}; the log says what was done",
        ) from None


# ---- the certificate ----------------------------------------------------------------------------------------------------


def certificate(author: str, ident: str, told: Mapping[str, Any], at: datetime) -> Document:
    """What was destroyed, by whom and why, how, and what this does not reach."""
    moment = f"{at:%Y-%m-%d %H:%M:%S} UTC"
    people = [("carried out by", told["by"])]
    if told["asked_by"]:
        people.insert(0, ("asked for by", told["asked_by"]))
    return Document(
        "Certificate of destruction of keys",
        "en",
        at.date(),
        (
            Paragraph(f"The keys of {told['name']} were destroyed on {moment}.", strong=True),
            Table(
                "What was done",
                ("what", "how it stands"),
                (
                    ("organisation", f"{told['name']} ({ident})"),
                    *people,
                    ("reason", told["reason"]),
                    ("method", METHOD),
                    ("keys", ", ".join(told["keys"])),
                    (
                        "what they closed",
                        f"every encrypted column of {count(told['rows']['all'], 'row')}; the one file key of {count(told['sealed_files'], 'sealed file')}",
                    ),
                    (
                        "verified",
                        "afterwards neither the bundle of keys nor a sealed file opened with what was left in the store’s home",
                    ),
                    (
                        "log",
                        f"{told['log_size']:,} records before this one, signed by the key {_grouped(told['log_key'])}",
                    ),
                ),
                widths=(1, 3),
            ),
            Heading(1, "What this means"),
            Paragraph(
                "All that was encrypted of this organisation was under one bundle of keys, which was overwritten. What is left of those"
                " fields is ciphertext. Fingerprints of values were made with keys of the same bundle: nobody can compare them with a value."
            ),
            Heading(1, "What may still open something"),
            List(_copies(told)),
            Heading(1, "What is not claimed"),
            List(
                (
                    (
                        "No medium was purged or destroyed in the sense of NIST SP 800-88. The keys lay in files of a database; a solid-state"
                        " disk may hold an old block of it until the disk reuses it, and a snapshot until it is deleted."
                    ),
                    "Processes that had opened the store before that moment hold keys in memory until they end. Restart the server and its workers.",
                    "The store keeps its log, counts, categories and masked names of files: they hold no value, and they prove what was done.",
                )
            ),
        ),
        author=author,
        foot=f"{told['name']}: destruction of keys, {moment}",
    )


def _copies(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Copies of keys that may exist elsewhere, as far as bailee knows of them."""
    recipient = told["recovery_recipient"]
    found = []
    if told["sealed_files"]:
        pages = (
            f" Known: {'; '.join(told['kits'])}."
            if told["kits"]
            else " No page of it was printed with bailee that we know of."
        )
        found.append(
            f"The recovery key opens {count(told['sealed_files'], 'sealed file')} yet (its public part: {recipient}).{pages}"
            " To make those unreadable, too, destroy each page and copy of it, and write down who did."
        )
    if told["recovery_keys"]:
        found.append("The file of the recovery key that still lay in the home was deleted.")
    found.append(
        f"Backups from before hold the bundle and, closed by their own key, the master key. The last one made from this machine: {told['last_backup']}."
        if told["last_backup"]
        else "No backup was made from this machine. Copies of its disk that others made may hold the bundle; the master key opens them."
    )
    found.append(
        "The files of a PostgreSQL, its log of writes and its replicas may hold the old row until they are vacuumed and expired; a SQLite"
        " store was overwritten at once (secure_delete)."
    )
    return tuple(found)


def _grouped(digest: str) -> str:
    """
    >>> _grouped("0123456789abcdef")
    '01234567 89abcdef'
    """
    return " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
