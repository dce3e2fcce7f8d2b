"""Back up a store, whatever it stands on, into one closed file (`store.closed`), while scans go on.

What is in it: every row as it was at one moment; the keys, the newest checkpoints of the logs, detectors of one's own.

    tar.gz of rows/TABLE/NUMBER.jsonl · files/… · end.json (how many rows, and a hash of each table)
"""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, BinaryIO

from bailee import __version__
from bailee.errors import CannotRead
from bailee.keys import MasterKey, OrganisationKeys, custody
from bailee.keys.bundle import Bundle
from bailee.store import closed, database, dump, key_rows
from bailee.store.organisations import numbers_of, organisations

ROWS = 5_000  # a piece: a few MB at most
MADE = "backup.made"  # in the home folder: its time is when a backup was last made
_KEPT = ("keys", "evidence", "detectors")  # folders of a home that belong to its store
_README = """\
This is a backup of a bailee store, made {made_at} by bailee {version}.

    bailee restore THIS-FILE --home NEW-FOLDER

Without bailee: `tar xf THIS-FILE`, then
{how}
which gives a tar of rows (JSON lines) and of the store's files.
"""


@dataclass(slots=True)
class Kept:
    """What a backup holds, or what was put back of it."""

    format: int
    made_at: str
    rows: dict[str, int] = field(default_factory=dict)
    files: int = 0
    organisations: int = 0

    @property
    def all_rows(self) -> int:
        return sum(self.rows.values())


Progress = Callable[[int], None]


def back_up(
    home: Path, out: Path, *, recipients: tuple[str, ...] = (), passphrase: str = "", progress: Progress | None = None
) -> Kept:
    """Write a backup. InvalidInput where nobody could open it or a recipient is none; CannotRead where there is no store."""
    if not database.exists(home):
        raise CannotRead(f'there is no store in "{home}"', hint="name its home folder")
    database.know_sign_in()
    kept = Kept(database.our_version(), datetime.now(UTC).isoformat(timespec="seconds"))

    def readme(how: str) -> str:
        return _README.format(made_at=kept.made_at, version=__version__, how=how)

    master = MasterKey.open(home)  # before anything is written: it may have to ask for its passphrase
    also = _recovery(home, master)
    with closed.writing(out, recipients=recipients, passphrase=passphrase, readme=readme, also=also) as stream:
        _write(home, stream, kept, progress, master)
    with suppress(OSError):  # so that `bailee check` knows: the backup itself is whole without it
        (home / MADE).touch(mode=0o600)
    return kept


def made_at(home: Path) -> datetime | None:
    """When a backup was last made from this machine; None where none was."""
    try:
        return datetime.fromtimestamp((home / MADE).stat().st_mtime, UTC)
    except OSError:
        return None


def _write(home: Path, stream: BinaryIO, kept: Kept, progress: Progress | None, master: MasterKey) -> None:
    alias = database.connect(home)
    stands_on = database.engine(home)
    digests: dict[str, Any] = {}
    with (
        gzip.GzipFile(fileobj=stream, mode="wb", compresslevel=3) as packed,
        tarfile.open(fileobj=packed, mode="w|") as archive,
    ):
        with database.explained(home), stands_on.snapshot(alias):
            own = numbers_of(home, alias)
            kept.organisations = len(own)
            stands_on.enter(alias, own)
            _refuse_if_replaced(alias, master)
            for piece in dump.pieces(alias, ROWS):
                number = kept.rows.get(piece.table, 0) // ROWS
                closed.add(archive, f"rows/{piece.table}/{number:06}.jsonl", piece.content)
                kept.rows[piece.table] = kept.rows.get(piece.table, 0) + piece.rows
                digests.setdefault(piece.table, hashlib.sha256()).update(piece.content)
                if progress is not None:
                    progress(kept.all_rows)
        for path in _files(home):
            closed.add(archive, f"files/{path.relative_to(home).as_posix()}", path.read_bytes())
            kept.files += 1
        # the key itself, whatever custody it is in: on another machine there is neither the keychain nor, maybe, the passphrase
        names = (custody.MASTER, custody.NEXT)  # both, while one takes the other's place
        for name, secret in zip(names, (master.secret, master.coming), strict=True):
            if secret:
                closed.add(archive, f"files/keys/{name}", custody.plain(secret).encode())
                kept.files += 1
        end = {
            "bailee": __version__,
            "format": kept.format,
            "made_at": kept.made_at,
            "organisations": own,
            "rows": kept.rows,
            "sha256": {table: digest.hexdigest() for table, digest in digests.items()},
            "files": kept.files,
        }
        closed.add(archive, "end.json", json.dumps(end).encode())


def _refuse_if_replaced(alias: str, master: MasterKey) -> None:
    """The keys that go into the backup open the rows that do: another process may have replaced the master key just now."""
    from bailee.store.models import Organisation

    for ident, wrapped in Organisation.objects.using(alias).values_list("ident", "wrapped_keys"):
        if wrapped:
            Bundle.opened(master.openers, ident, bytes(wrapped), only=("log",))


def _files(home: Path) -> Iterator[Path]:
    for name in _KEPT:
        for path in sorted((home / name).rglob("*")):
            is_kept = path.is_file() and not path.is_symlink() and not path.name.endswith((".lock", ".tmp"))
            if is_kept and path.name not in (custody.MASTER, custody.NEXT, custody.LEFTOVER):
                yield path


def _recovery(home: Path, master: MasterKey) -> tuple[str, ...]:
    """The recovery key of the organisation that runs this store, its first one: its kit alone puts a backup back."""
    for organisation in organisations(home):
        with suppress(CannotRead):
            wrapped = key_rows.wrapped_keys(home, organisation)
            return (OrganisationKeys.open(master, organisation, wrapped).recovery_recipient,)
    return ()
