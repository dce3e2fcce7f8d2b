"""Put a backup back on an empty machine, and verify it; or try that out in a temporary folder."""

from __future__ import annotations

import hashlib
import json
import os
import re
import tarfile
import tempfile
from pathlib import Path
from typing import Any, BinaryIO

from bailee.errors import CannotRead, InvalidInput
from bailee.operations.back_up import Kept, Progress
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import closed, database, dump
from bailee.store.rows.base import atomic

_ROWS = re.compile(r"rows/([a-z_]{1,60})/\d{6}\.jsonl")
_FILE = re.compile(r"files/(?:keys|evidence|detectors)/[\w.\- ]{1,120}(?:/[\w.\- ]{1,120}){0,4}")
_LARGEST = 256 << 20  # of one member


def restore(
    file: Path, home: Path, *, identities: tuple[str, ...] = (), passphrase: str = "", progress: Progress | None = None
) -> Kept:
    """Put a backup back into an empty home, and verify it: rows, hashes, and the logs of evidence.

    InvalidInput where the home is not empty or the file is no backup; CannotRead where no key given opens it, or it is damaged.
    """
    home = home.absolute()
    database.know_sign_in()
    if home.exists() and any(path.name != database.URL_FILE for path in home.iterdir()):
        raise InvalidInput(f'"{home}" is not empty', hint="name a new folder: a restore replaces nothing")
    if not isinstance(database.engine(home), database.SQLite) and database.exists(home):
        raise InvalidInput("this database holds a store already", hint="name an empty one: a restore replaces nothing")
    was_there = home.exists()
    try:
        with closed.reading(file, identities=identities, passphrase=passphrase) as stream:
            kept = _read(stream, home, progress)
        broken = verify_evidence(home).broken
        if broken:
            raise CannotRead(
                f"the log of evidence in this backup is broken in {len(broken)} places",
                hint="`bailee evidence verify` names them on the original; keep this file, and take an older backup",
            )
    except BaseException:
        database.take_back(home, was_there=was_there)
        raise
    return kept


def drill(file: Path, *, identities: tuple[str, ...] = (), passphrase: str = "") -> Kept:
    """Restore into a temporary folder, verify, and forget it: what a backup is worth is known before it is needed."""
    with tempfile.TemporaryDirectory(prefix="bailee-drill-") as folder:
        home = Path(folder) / "home"
        kept = restore(file, home, identities=identities, passphrase=passphrase)
        database.disconnect(home)
        database.forget(home)
        return kept


def _read(stream: BinaryIO, home: Path, progress: Progress | None) -> Kept:
    counts: dict[str, int] = {}
    digests: dict[str, Any] = {}
    files = 0
    end: dict[str, Any] = {}
    alias = database.connect(home)
    stands_on = database.engine(home)
    with database.explained(home), atomic(alias), tarfile.open(fileobj=stream, mode="r|gz") as archive:
        is_entered = False
        for member in archive:
            content = archive.extractfile(member)
            if not member.isfile() or content is None or member.size > _LARGEST:
                raise InvalidInput("this backup holds something that no backup holds")
            data = content.read()
            if rows := _ROWS.fullmatch(member.name):
                table = rows[1]
                if not is_entered:  # organisations come first; their numbers are all that is needed to write the rest
                    stands_on.enter(alias, _numbers(data))
                    is_entered = True
                counts[table] = counts.get(table, 0) + dump.load(alias, table, data)
                digests.setdefault(table, hashlib.sha256()).update(data)
                if progress is not None:
                    progress(sum(counts.values()))
            elif _FILE.fullmatch(member.name) and ".." not in member.name.split("/"):
                files += 1
                _put(home / member.name.removeprefix("files/"), data)
            elif member.name == "end.json":
                end = json.loads(data)
            else:
                raise InvalidInput("this backup holds something that no backup holds")
        made = {table: digest.hexdigest() for table, digest in digests.items()}
        if (end.get("rows"), end.get("sha256"), end.get("files")) != (counts, made, files):
            raise CannotRead("this backup is not whole", hint="it may be cut off; take another copy of it")
        if end["format"] > database.our_version():
            raise CannotRead("this backup is of a newer bailee", hint="install that version or a later one")
        for table in counts:
            stands_on.loaded(alias, table, "organisation_id" if table == "organisation" else "id")
    with database.explained(home):
        stands_on.measure(alias)
    return Kept(end["format"], end["made_at"], counts, files, len(end["organisations"]))


def _numbers(organisations: bytes) -> list[int]:
    head, *rows = organisations.splitlines()
    position = [name for name, _ in json.loads(head)["columns"]].index("organisation_id")
    return [int(json.loads(row)[position]) for row in rows]


def _put(path: Path, content: bytes) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
