"""Redacted copies of files: made apart from everything, released only when clean, never over anything that is there.

    for outcome in redact_files([Path("hr/pay.csv")], Path("for-counsel"), Wish()): …

The file itself is only read. Where there is a store, the record that a copy was made and the copy's own name come together:
neither is there without the other.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from bailee.errors import CannotRead, Error, InvalidInput
from bailee.findings import masked
from bailee.keys import fingerprint
from bailee.operations.copies_made import BESIDE
from bailee.operations.known_files import real, shown
from bailee.operations.note_protection import Outcome, refusal
from bailee.operations.protect_files import apply, propose
from bailee.own import Own
from bailee.permissions import Permission
from bailee.protection.files import Folder, Refused
from bailee.protection.files import Why as FileWhy
from bailee.protection.redaction import Redacted, RefusedRedaction, Why, Wish, redact
from bailee.protection.redaction.apart import LARGEST
from bailee.protection.redaction.work import without
from bailee.store.workspace import Workspace
from bailee.vocabulary import Locator

if TYPE_CHECKING:
    from bailee.detectors.custom import Definition

_LONGEST = 200  # bytes of a copy's name


def own_of(workspace: Workspace | None, definitions: tuple[Definition, ...] = ()) -> Own:
    """What an organisation alone knows, and a scan of it looks for: its own detectors, its lists of known values."""
    from bailee.operations.scan_store import known_values_of

    return Own(definitions, known_values_of(workspace) if workspace is not None else None)


@dataclass(frozen=True, slots=True)
class Copy:
    """What became of one file: a copy, or why there is none. Show `source` to people by `known_files.shown`."""

    source: Path
    copy: Path | None = None
    made: Redacted | None = field(default=None, repr=False)
    why: str = ""
    words: str = ""
    hint: str = ""

    @property
    def is_refused(self) -> bool:
        return self.copy is None


def redact_files(files: Sequence[Path], out: Path, wish: Wish, workspace: Workspace | None = None) -> Iterator[Copy]:
    """A copy of each file in a folder, one after the other. InvalidInput where the folder cannot be one."""
    if workspace is not None:
        workspace.require(Permission.PROTECT)
    folder = _folder(out)
    for file in files:
        yield _one(file, folder, wish, workspace)


def _folder(out: Path) -> Path:
    if out.is_symlink() or (out.exists() and not out.is_dir()):
        raise InvalidInput(f'"{out}" is no folder', hint="name a folder for the copies with --out")
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise CannotRead(
            f'cannot make "{out}": {type(error).__name__}', hint="name another folder with --out"
        ) from None
    return out.resolve()


def _one(file: Path, folder: Path, wish: Wish, workspace: Workspace | None) -> Copy:
    try:
        data = content_of(file)
        made = redact(data, file.name, wish)
        name = copy_name(file.name, made, also=wish.also)
        copy = _released(data, made, folder, name, workspace)
    except RefusedRedaction as refused:
        return Copy(file, why=refused.why.value, words=refused.words, hint=refused.hint)
    except Error as error:
        why = error.why.value if isinstance(error, Refused) else type(error).__name__
        return Copy(file, why=why, words=str(error), hint=error.hint)
    return Copy(file, copy, made)


def content_of(file: Path) -> bytes:
    """A regular file's bytes; Refused where it is a link or anything else, RefusedRedaction where it is too big."""
    path = real(file)
    with Folder(path.parent) as folder, folder.open(path.name) as stream:
        if os.fstat(stream.fileno()).st_size > LARGEST:
            raise RefusedRedaction(Why.TOO_BIG)
        return _all_of(stream)


def _all_of(stream: BinaryIO) -> bytes:
    out = io.BytesIO()
    while block := stream.read(1 << 20):
        out.write(block)
        if out.tell() > LARGEST:
            raise RefusedRedaction(Why.TOO_BIG)
    return out.getvalue()


def copy_name(name: str, made: Redacted, ending: str = "", *, also: Sequence[str] = ()) -> str:
    """The copy's name: the file's own, with values and further words in it masked, and its new format's ending.

    >>> copy_name("pay 512-44-7313.csv", Redacted(b"", "text/csv")), copy_name("a.heic", Redacted(b"", "image/jpeg", ending=".jpg"))
    ('pay •••.csv', 'a.jpg')
    >>> copy_name("project_heron.final.txt", Redacted(b"", "text/plain"), also=["Project Heron"])
    '•••.final.txt'
    """
    stem, dot, own = masked(Locator((name,))).segments[0].rpartition(".")
    if not dot:
        stem, own = own, ""
    stem = without(stem, also)
    while len(stem.encode("utf-8", "surrogateescape")) > _LONGEST:
        stem = stem[:-1]
    return f"{stem}{ending}" + (made.ending or (f".{own}" if own else ""))


def _released(data: bytes, made: Redacted, folder: Path, name: str, workspace: Workspace | None) -> Path:
    """The copy under its name: written apart, read back, recorded, named; in this order, and nothing is left of a half one."""
    with Folder(folder) as place:
        if place.has(name):
            raise RefusedRedaction(Why.EXISTS)
        temporary = place.temporary_name()
        try:
            with place.create(temporary) as stream:
                _written(stream, made.data)
                inode = os.fstat(stream.fileno()).st_ino

            def give_name() -> None:
                try:
                    place.link(temporary, name, inode)
                except FileExistsError:
                    raise RefusedRedaction(Why.EXISTS) from None
                place.sync()

            try:
                if workspace is None:
                    give_name()
                else:
                    _recorded(workspace, data, made, give_name)
            except BaseException:
                place.remove_if(name, inode)  # the record did not come to be, so neither does the copy
                raise
        except OSError as error:
            raise CannotRead(f"the copy cannot be written: {type(error).__name__}", hint="name another folder with --out") from None  # fmt: skip
        finally:
            place.remove_any(temporary)
            place.sync()
    return folder / name


def _written(stream: BinaryIO, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[stream.write(view) or 0 :]
    os.fsync(stream.fileno())
    stream.seek(0)
    seen = hashlib.sha256()
    while block := stream.read(1 << 20):
        seen.update(block)
    if seen.digest() != hashlib.sha256(data).digest():
        raise Refused(FileWhy.DISK_FAULT)


def _recorded(workspace: Workspace, data: bytes, made: Redacted, give_name: Callable[[], None]) -> None:
    copy = hashlib.sha256(made.data).hexdigest()
    original = hashlib.sha256(data).hexdigest()
    told = {
        "format": made.media_type,
        # keyed: the plain hash of a file with one number in it is that number
        "original": fingerprint(workspace.keys.fingerprint_key, "redacted-original", original),
        "copy_sha256": copy,
        "replaced": dict(made.counts),
        "read_again_by": list(made.readers),
    }
    with workspace.transaction(Permission.PROTECT):
        workspace.record("file-redacted", f"redacted-copy-{copy[:16]}", told)
        give_name()


def redact_for_proposal(workspace: Workspace, path: Path, wish: Wish | None = None) -> Outcome:
    """A copy beside the file, and the file itself sealed. Where there is no copy, the file stays as it is."""
    copy, wish = "", wish or Wish(own=own_of(workspace))
    try:
        data = content_of(path)
        made = redact(data, path.name, wish)
        copy = copy_name(path.name, made, BESIDE, also=wish.also)
        released = _released(data, made, real(path).parent, copy, workspace)
    except RefusedRedaction as refused:
        return Outcome(path, "refused", "", refused.why.value, refused.words, refused.hint)
    except Error as error:
        return refusal(path, error, error.why.value if isinstance(error, Refused) else "not-redacted")
    outcome = next(iter(apply(workspace, propose(workspace, [path]))), None)
    if outcome is None or outcome.is_refused:
        words = f"a redacted copy was made ({shown(released)}), but the original could not be sealed"
        return Outcome(
            path, "refused", "", outcome.reason if outcome else "not-sealed", words, outcome.hint if outcome else ""
        )
    return Outcome(path, "redacted", outcome.ident, words=f"{made.places} places replaced in {shown(released)}; the original is sealed")  # fmt: skip
