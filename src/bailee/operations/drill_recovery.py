"""The drill: whether the recovery key in hand opens what was sealed, tried before it is needed.

    drilled = drill(workspace, identity)          # CannotRead, InvalidInput: it did not; the log says so, too

A canary file lies sealed in the home folder, for the organisation and for its recovery key as every sealed file is. It is opened
with the steps that the printed page gives (`age -d -i KEY FILE`), by the stock program where this machine has it, and so
are a few of the organisation's own sealed files. Nothing that is opened is kept: it is compared as it comes.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import os
import secrets
import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.keys import OrganisationKeys
from bailee.keys.age_header import Header
from bailee.keys.recovery import recipient_of
from bailee.permissions import Permission
from bailee.protection.encrypt import Sealed
from bailee.protection.files import CHUNK, Hashing
from bailee.store.rows.key_acts import DRILLED, FAILED
from bailee.store.workspace import Workspace
from bailee.tasks.due import months_after
from bailee.tasks.steps import table

_LARGEST = 256 << 20  # bytes of one: a drill takes a minute, not a night
_AGE_SECONDS = 300
_DIGEST = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class Drilled:
    """The key opened the canary, and `opened` sealed files whole. `by`: what opened them; `next_on`: when the calendar asks again."""

    opened: int
    readable: int  # sealed files of which this key is a reader, by their headers
    of_another: int  # those that need another one: they were sealed before this key was made
    by: str
    next_on: date


class _Failed(Exception):
    """A file that did not open, or not to what was sealed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def drill(workspace: Workspace, identity: str) -> Drilled:
    """Open a canary and a few sealed files with the recovery key alone, and record it. The task of the calendar closes by that.

    InvalidInput where it is another key, CannotRead where it did not open what was sealed; each is recorded as a drill that failed.
    """
    workspace.require(Permission.MANAGE_KEYS)
    wanted = workspace.keys.recovery_recipient
    if recipient_of(identity) != wanted:
        _note_failed(workspace, "another-key")
        raise InvalidInput(
            "this is not the recovery key in use: it is an earlier one, or another organisation's",
            hint=f"look for the page with the public key {wanted[:16]}…; where it is lost: `bailee keys rotate recovery`,"
            " `bailee keys recovery-kit`, `bailee keys rewrap`",
        )
    program = _Stock.found() or _Own()
    try:
        canary = _canary(workspace.home, workspace.keys)
        _open_canary(canary, identity, workspace.keys, program)
        readers = _readers(workspace, identity)
        opened = _open_samples(workspace, readers.of_this_key, identity, program)
    except _Failed as fault:
        _note_failed(workspace, fault.reason)
        raise CannotRead(
            "the recovery key did not open what was sealed for it",
            hint="keep the page; then `bailee keys rotate recovery`, `bailee keys recovery-kit`, `bailee keys rewrap`, and try again",
        ) from None
    told = {
        "recipient": wanted,
        "by": program.name,
        "opened": opened,
        "readable": len(readers.of_this_key),
        "of_another": readers.of_another,
    }
    with workspace.transaction(Permission.MANAGE_KEYS):
        workspace.add_key_act(DRILLED, told)
        workspace.record("recovery-drilled", workspace.organisation, {"opened": opened + 1, "by": program.name})
    today = datetime.now(UTC).astimezone().date()
    next_on = months_after(today, table().drills.months)
    return Drilled(opened, len(readers.of_this_key), readers.of_another, program.name, next_on)


def _note_failed(workspace: Workspace, reason: str) -> None:
    with workspace.transaction(Permission.MANAGE_KEYS):
        workspace.add_key_act(FAILED, {"recipient": workspace.keys.recovery_recipient, "reason": reason})
        workspace.record("recovery-drill-failed", workspace.organisation, {"reason": reason})


# ---- what opens ---------------------------------------------------------------------------------------------------------


class _Stock:
    """The `age` program of this machine, as the page tells a person to use it. The key goes through a pipe, into no file."""

    def __init__(self, program: str, version: str) -> None:
        self._program = program
        self.name = f"age {version}".strip()

    @classmethod
    def found(cls) -> _Stock | None:
        program = shutil.which("age")
        if program is None:
            return None
        try:
            told = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=20, check=False)
        except (OSError, subprocess.TimeoutExpired):
            return None
        version = told.stdout.strip().lstrip("v")
        return cls(program, version if version[:1].isdigit() and len(version) < 20 else "")

    def open(self, file: Path, identity: str, key: bytes) -> tuple[str, int, bytes]:
        command = [self._program, "-d", "-i", "-", "--", str(file)]
        try:
            with subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            ) as child:
                try:
                    if child.stdin is None or child.stdout is None:
                        raise _Failed("did-not-start")
                    with contextlib.suppress(BrokenPipeError):
                        child.stdin.write(identity.encode() + b"\n")
                    with contextlib.suppress(BrokenPipeError):
                        child.stdin.close()
                    content, start = Hashing(key), b""
                    while piece := child.stdout.read(CHUNK):
                        start += piece[: 4_096 - len(start)]
                        content.write(piece)
                    if child.wait(_AGE_SECONDS):
                        raise _Failed("did-not-open")
                finally:
                    child.kill()
        except (OSError, subprocess.TimeoutExpired):
            raise _Failed("did-not-open") from None
        return content.digest, content.size, start


class _Own:
    """Without that program: the same format, read by the library that seals."""

    name = "pyrage"

    def open(self, file: Path, identity: str, key: bytes) -> tuple[str, int, bytes]:
        import pyrage
        from pyrage import x25519

        content = _Start(key)
        try:
            with file.open("rb") as closed:
                pyrage.decrypt_io(closed, content, [x25519.Identity.from_str(identity)])
        except (pyrage.DecryptError, OSError, ValueError):
            raise _Failed("did-not-open") from None
        return content.digest, content.size, content.start


class _Start(Hashing):
    """Keeps the first bytes, too."""

    start = b""

    def write(self, data: bytes) -> int:
        self.start += bytes(data[: 4_096 - len(self.start)])
        return super().write(data)


# ---- what is opened -----------------------------------------------------------------------------------------------------


def _canary(home: Path, keys: OrganisationKeys) -> Path:
    """The sealed canary of the keys in use: made once, and opened again at each drill."""
    safe = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in keys.organisation)
    path = home / "protection" / f"{safe}.{keys.recovery_recipient[4:12]}.canary.age"
    if not path.exists():
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            _seal_canary(path, keys)
        except OSError:
            raise NotAllowed(
                f"the canary {path} cannot be written", hint="look for free space and for the right to write there"
            ) from None
    return path


def _seal_canary(path: Path, keys: OrganisationKeys) -> None:
    import pyrage
    from pyrage import x25519

    said = f"A canary of bailee, sealed {datetime.now(UTC):%Y-%m-%d}; whoever reads this has the key.\n"
    content = said.encode() + secrets.token_hex(32).encode() + b"\n"
    content += _proof(keys, content)
    recipients = [x25519.Recipient.from_str(each) for each in (keys.age_recipient, keys.recovery_recipient)]
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as stream:
            stream.write(pyrage.encrypt(content, recipients))
            stream.flush()
            os.fsync(stream.fileno())
        with contextlib.suppress(FileExistsError):  # another process was faster: its canary counts
            os.link(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def _proof(keys: OrganisationKeys, content: bytes) -> bytes:
    return hmac.digest(keys.content_key, b"canary\x00" + content, hashlib.sha256)


def _open_canary(path: Path, identity: str, keys: OrganisationKeys, program: _Stock | _Own) -> None:
    _, size, start = program.open(path, identity, keys.content_key)
    content, proof = start[:-_DIGEST], start[-_DIGEST:]
    if size != len(start) or not hmac.compare_digest(proof, _proof(keys, content)):
        raise _Failed("canary-changed")


@dataclass(frozen=True, slots=True)
class _Readers:
    """Sealed files that lie where they should, by whether the recovery key in use is one of their readers."""

    of_this_key: tuple[Sealed, ...]
    of_another: int


def _readers(workspace: Workspace, identity: str) -> _Readers:
    """Every header is looked at, a few hundred bytes each; what cannot be reached now is not counted."""
    ours, others = [], 0
    for row in workspace.protected_files("applied"):
        if row.action != "seal":
            continue
        sealed = Sealed.of_details(row.details)
        try:
            with sealed.sealed.open("rb") as stream:
                is_ours = Header.read(stream).opens(identity)
        except (OSError, CannotRead):
            continue
        ours += [sealed] if is_ours else []
        others += not is_ours
    return _Readers(tuple(ours), others)


def _open_samples(workspace: Workspace, there: tuple[Sealed, ...], identity: str, program: _Stock | _Own) -> int:
    """Whole, a few of them: the first, the last and the smallest of those that are not too large."""
    small = [each for each in there if each.facts.size <= _LARGEST]
    chosen = {
        each.ident: each for each in (*small[:1], *small[-1:], *sorted(small, key=lambda one: one.facts.size)[:1])
    }
    for sealed in chosen.values():
        digest, size, _ = program.open(sealed.sealed, identity, workspace.keys.content_key)
        if (digest, size) != (sealed.digest, sealed.facts.size):
            raise _Failed("sealed-file-changed")
    return len(chosen)
