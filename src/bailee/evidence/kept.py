"""The newest checkpoint once more, as a file beside the database: who cuts the log's tail there must find this one too.

The file is written after the transaction is on the disk, so it may lag behind the log and never runs ahead of it. It only
moves forward along the same tree: a checkpoint that the log no longer knows stays, for `verify` to find.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterator
from pathlib import Path

from bailee.errors import BrokenEvidence, CannotRead, NotAllowed
from bailee.evidence.checkpoint import Retired, opened
from bailee.evidence.log import CheckpointRow


def path(home: Path, organisation_id: int) -> Path:
    return home / "evidence" / f"{organisation_id}.checkpoint"


def read(home: Path, organisation_id: int) -> str | None:
    """The kept note; None where there is none."""
    return read_file(path(home, organisation_id))


def read_file(file: Path) -> str | None:
    try:
        with file.open("rb") as stream:
            return stream.read(1 << 17).decode("utf-8", "replace")
    except FileNotFoundError:
        return None
    except OSError:
        raise CannotRead(
            f"the checkpoint {file} cannot be read", hint="give a file that this account may read"
        ) from None


def keep(
    home: Path,
    newest: CheckpointRow,
    at: Callable[[int], CheckpointRow | None],
    verify_key: bytes,
    retired: Retired = (),
    number: int | None = None,
) -> None:
    """Move the kept checkpoint to `newest`. `at` finds the log's own checkpoint of an earlier size; `number`: of its organisation in
    this store, where its log calls it by another one.

    To be called after the transaction that appended is committed.
    """
    file = path(home, newest.organisation_id if number is None else number)
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with _locked(file.parent):
            before = read_file(file)
            if before is None or _leads_to(before, newest, at, verify_key, retired):
                _replace(file, newest.note)
    except OSError:
        raise NotAllowed(
            f"the checkpoint {file} cannot be written; the record itself is stored",
            hint="look for free space and for the right to write there; the next record writes it again",
        ) from None


def _leads_to(
    before: str,
    newest: CheckpointRow,
    at: Callable[[int], CheckpointRow | None],
    verify_key: bytes,
    retired: Retired,
) -> bool:
    try:
        old = opened(before, verify_key, retired)
        known = at(old.size) if old.size < newest.size else None
        return known is not None and opened(known.note, verify_key, retired) == old
    except BrokenEvidence:
        return False


def _replace(file: Path, note: str) -> None:
    temporary = file.with_name(f".{file.name}.{secrets.token_hex(6)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(note)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(file)
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; where the system has no file locks, the check of the tree alone decides."""
    try:
        import fcntl
    except ImportError:
        yield
        return
    descriptor = os.open(folder / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)
