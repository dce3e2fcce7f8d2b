"""An organisation out of an export, into this store: all of it or nothing, and equal to what it was.

    done = import_organisation(home, Path("acme"), identities=("AGE-SECRET-KEY-1…",))

An empty home becomes its store; in a provider's store it becomes a client. With its keys in the export everything goes on as it
was. Without them it gets new ones: what was encrypted is encrypted anew, its log goes on under a new key that the old one's last
size is known by, and fingerprints of a next scan compare with no earlier one.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.evidence import log
from bailee.evidence.verify import verify
from bailee.exchange import Folder, Manifest, decoded
from bailee.exchange.folder import lines_of
from bailee.keys import KEY_BYTES, MasterKey, OrganisationKeys, recovery_files
from bailee.keys.bundle import Bundle
from bailee.keys.organisation import LOG_UNTIL, SEAL_UNTIL
from bailee.operations.export_organisation import KEYS, PRIVATE
from bailee.permissions import Permission
from bailee.store import closed, database
from bailee.store.encrypted_columns import name_of
from bailee.store.exchange_rows import IMPORTED, Numbers, carried, columns, load
from bailee.store.organisations import record_at
from bailee.store.rows.base import atomic
from bailee.store.workspace import Workspace

Progress = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Imported:
    organisation: str
    name: str
    rows: dict[str, int]
    records: int
    has_keys: bool
    sha256: str

    @property
    def all_rows(self) -> int:
        return sum(self.rows.values())


def import_organisation(
    home: Path,
    path: Path,
    *,
    identities: tuple[str, ...] = (),
    provider: Workspace | None = None,
    progress: Progress = lambda table, rows: None,
) -> Imported:
    """Into an empty home, or as a client of `provider`.

    InvalidInput where it is no export, is there already, or the store is somebody else's; CannotRead where it is damaged, of
    another version, or closed to the keys that were given. Nothing of it is kept then.
    """
    folder = Folder.opened(path)
    made = folder.manifest
    if made.format != database.our_version():
        older = "an older" if made.format < database.our_version() else "a newer"
        raise CannotRead(
            f"this export is of {older} bailee (format {made.format}, this one writes {database.our_version()})",
            hint="import it with that version, and bring that store up to date; or export it anew with this one",
        )
    if provider is not None:
        provider.require(Permission.ADD_CLIENTS)
        if made.organisation.get("is_provider"):
            raise InvalidInput("this export is of a provider", hint="import it into a home of its own")
    was_there = home.exists()
    is_new = not database.exists(home)
    if is_new and was_there and any(each.name != database.URL_FILE for each in home.iterdir()):
        raise InvalidInput(f'"{home}" is not empty', hint="name a new folder with --home")
    lay_there = set(recovery_files(home))
    try:
        return _import(home, folder, identities, provider, progress)
    except (OverflowError, RecursionError, UnicodeError):
        _undone(home, is_new, was_there, lay_there)
        raise InvalidInput(
            "this export holds a value that no table takes", hint="it was changed: do not trust it"
        ) from None
    except BaseException:
        _undone(home, is_new, was_there, lay_there)
        raise


def _import(
    home: Path, folder: Folder, identities: tuple[str, ...], provider: Workspace | None, progress: Progress
) -> Imported:
    from bailee.store.models import Organisation

    made = folder.manifest
    alias = database.connect(home)
    engine = database.engine(home)
    with database.explained(home), atomic(alias):
        engine.serialise(alias, 0)
        engine.enter(alias, (), "*")
        there = list(Organisation.objects.using(alias).order_by("pk").values_list("pk", "ident"))
        new = engine.numbers(alias, "organisation", "organisation_id")
        number, log_number = _number(made, there, provider, new)
        master = MasterKey.open(home) if there else MasterKey.create(home)
        keys, wrapped = _keys(folder, master, identities)
        engine.enter(alias, (number,))
        row = Organisation.objects.using(alias).create(
            pk=number,
            ident=made.ident,
            name=str(made.organisation["name"]),
            wrapped_keys=wrapped,
            provider_id=provider.organisation_id if provider is not None else None,
            is_provider=bool(made.organisation.get("is_provider")),
            log_number=log_number,
            created_at=datetime.fromisoformat(str(made.organisation["created_at"])),
        )
        rows = _rows(home, alias, number, folder, keys, identities, progress)
        _verified(alias, number, made, keys)
        told = {"manifest_sha256": folder.sha256, "rows": sum(rows.values()), "with_keys": made.has_keys}
        who = provider.member if provider is not None else "import"
        record_at(home, alias, row, keys, who, IMPORTED, made.ident, **told)
        engine.loaded(alias, "organisation", "organisation_id")
    if provider is not None:
        with provider.transaction(Permission.ADD_CLIENTS):
            provider.record("client-imported", made.ident, told)
    return Imported(
        made.ident, str(made.organisation["name"]), rows, int(made.log["size"]), made.has_keys, folder.sha256
    )


def _number(
    made: Manifest, there: list[tuple[int, str]], provider: Workspace | None, new: Iterator[int]
) -> tuple[int, int | None]:
    """Its number in this store, and by which its log calls it where that is another one. InvalidInput where it is there."""
    if any(ident == made.ident for _, ident in there):
        raise InvalidInput(
            f'"{made.organisation["name"]}" is in this store already',
            hint="an import replaces nothing: name another --home",
        )
    if there and provider is None:
        raise InvalidInput(
            "this store is another organisation's", hint="name a new --home; a provider's store takes it as a client"
        )
    called = int(made.organisation["number"])
    if not there:
        return called, None
    number = next(new)  # after those that are there: the first of a store owns the server
    return number, called if called != number else None


# ---- keys --------------------------------------------------------------------------------------------------------------


def _keys(folder: Folder, master: MasterKey, identities: tuple[str, ...]) -> tuple[OrganisationKeys, bytes]:
    """Its own keys, where they came along; else new ones, which know by which keys the log was signed and papers sealed."""
    made = folder.manifest
    signed = _signers(made)
    if made.has_keys:
        bundle = _opened_keys(folder, identities)
        keys = OrganisationKeys.of(bundle)
        if keys.verify_key.hex() != signed[-1][0]:
            raise CannotRead("the keys of this export are not those that its log was signed with")
        return keys, bundle.sealed(master.newest)
    _, wrapped = OrganisationKeys.create(master, made.ident)
    bundle = Bundle.opened(master.openers, made.ident, wrapped)
    for key, until in signed:
        bundle = bundle.with_key(f"{LOG_UNTIL}{until or made.log['size']}", bytes.fromhex(key))
    for place, sealed in enumerate(made.log.get("seal_keys", ())):
        bundle = bundle.with_key(f"{SEAL_UNTIL}{place:04}", base64.b64decode(sealed))
    return OrganisationKeys.of(bundle), bundle.sealed(master.newest)


def _signers(made: Manifest) -> list[tuple[str, int | None]]:
    try:
        found = [(str(each["key"]), each["until"]) for each in made.log["keys"]]
        whole = isinstance(made.log["size"], int) and all(len(bytes.fromhex(key)) == KEY_BYTES for key, _ in found)
        if found and whole and all(until is None or isinstance(until, int) for _, until in found):
            return found
    except (KeyError, TypeError, ValueError):
        pass
    raise InvalidInput("this export does not say who signed its log", hint="it was changed: do not trust it")


def _opened_keys(folder: Folder, identities: tuple[str, ...]) -> Bundle:
    import pyrage
    from pyrage import x25519

    try:
        opened = pyrage.decrypt(folder.content(KEYS), [x25519.Identity.from_str(each.strip()) for each in identities])
        told = json.loads(opened)
        keys = {str(name): base64.b64decode(each) for name, each in told["keys"].items()}
        made_at = {str(name): str(at) for name, at in told["made_at"].items()}
        if told["organisation"] != folder.manifest.ident:
            raise InvalidInput("the keys of this export are another organisation's", hint="do not trust it")
    except (pyrage.DecryptError, pyrage.IdentityError):
        raise _closed_to(identities) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise InvalidInput("the keys of this export are none", hint="take another copy of it") from None
    return replace(Bundle.new(folder.manifest.ident, keys), made_at=made_at)


def _closed_to(identities: tuple[str, ...]) -> CannotRead:
    if not identities:
        return CannotRead(
            "this export is sealed",
            hint="--identity-file FILE with the key of one of its recipients, such as the recovery key",
        )
    return CannotRead(
        "the key that was given does not open this export", hint="name one of those that it was sealed for"
    )


# ---- rows --------------------------------------------------------------------------------------------------------------


def _rows(
    home: Path,
    alias: str,
    number: int,
    folder: Folder,
    keys: OrganisationKeys,
    identities: tuple[str, ...],
    progress: Progress,
) -> dict[str, int]:
    made = folder.manifest
    models = {model._meta.db_table: model for model in carried()}
    if strange := sorted(made.tables.keys() - models.keys()):
        raise InvalidInput(
            f'this export holds a table "{strange[0]}" that this bailee does not import',
            hint="it was changed: do not trust it",
        )
    numbers: dict[str, Numbers] = {}
    counts: dict[str, int] = {}
    with ExitStack() as stack:
        private: _Readable | _Stream = _Readable(folder)
        if made.private == "sealed":
            if not identities:
                raise _closed_to(identities)
            stream = stack.enter_context(_unsealed(folder, identities))
            private = _Stream(stream)
        for table, model in models.items():
            if table not in made.tables:
                if table not in made.left_out:
                    raise CannotRead(f'this export is not whole: it lacks "{table}"', hint="take another copy of it")
                numbers[table] = Numbers()
                continue
            merged = _merged(table, model, folder, private, keys, made)
            counts[table] = load(home, alias, number, model, merged, numbers)
            if counts[table] != made.tables[table]:
                raise CannotRead(
                    f'this export is not whole: rows of "{table}" are missing', hint="take another copy of it"
                )
            progress(table, counts[table])
        private.end()
    return counts


def _unsealed(folder: Folder, identities: tuple[str, ...]) -> Any:
    return closed.reading(folder.path / PRIVATE, identities=identities)


def _merged(
    table: str, model: Any, folder: Folder, private: _Readable | _Stream, keys: OrganisationKeys, made: Manifest
) -> Iterator[tuple[dict[str, Any], dict[str, bytes | None]]]:
    """Each public line with what is private of it, closed under the keys of this side."""
    names = [each.name for each in columns(model) if each.is_private]
    for text in folder.lines(f"rows/{table}.jsonl"):
        public = _object(text)
        if (
            table in ("evidence_record", "log_checkpoint")
            and public.get("organisation_id") != made.organisation["number"]
        ):
            raise InvalidInput("the log in this export is another organisation's", hint="do not trust it")
        sealed: dict[str, bytes | None] = {}
        if names:
            told = private.next(table)
            if told.get("number") != public.get("number"):
                raise InvalidInput("the two parts of this export do not fit", hint="take another copy of it")
            for name in names:
                value = told.get(name)
                sealed[name] = None if value is None else _sealed(table, name, value, folder, keys)
        yield public, sealed


def _sealed(table: str, column: str, value: Any, folder: Folder, keys: OrganisationKeys) -> bytes:
    match value:
        case {"raw": str(text)}:
            with suppress(ValueError):
                return base64.b64decode(text, validate=True)
    return keys.encrypt_field(name_of(table, column), decoded(value, folder.content))


def _object(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise InvalidInput("this export holds a line that is none", hint="take another copy of it")
    return found


class _Readable:
    """What is private, readable: a file a table."""

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.lines: dict[str, Iterator[bytes]] = {}

    def next(self, table: str) -> dict[str, Any]:
        if table not in self.lines:
            self.lines[table] = self.folder.lines(f"private/{table}.jsonl")
        text = next(self.lines[table], None)
        if text is None:
            raise InvalidInput("the two parts of this export do not fit", hint="take another copy of it")
        return _object(text)

    def end(self) -> None:
        if any(next(each, None) is not None for each in self.lines.values()):
            raise InvalidInput("the two parts of this export do not fit", hint="take another copy of it")


class _Stream:
    """The same out of the sealed stream, whose end says how much there was."""

    def __init__(self, stream: Any) -> None:
        self.lines = lines_of(stream)
        self.digest = hashlib.sha256()
        self.count = 0

    def next(self, table: str) -> dict[str, Any]:
        text = next(self.lines, None)
        told = _object(text) if text is not None else {}
        if text is None or told.get("table") != table:
            raise InvalidInput("the two parts of this export do not fit", hint="take another copy of it")
        self.digest.update(text + b"\n")
        self.count += 1
        return told

    def end(self) -> None:
        text = next(self.lines, None)
        told = _object(text) if text is not None else {}
        if (
            told.get("end") != {"lines": self.count, "sha256": self.digest.hexdigest()}
            or next(self.lines, None) is not None
        ):
            raise CannotRead("what is sealed in this export is not whole", hint="take another copy of it")


# ---- the log -------------------------------------------------------------------------------------------------------------


def _verified(alias: str, number: int, made: Manifest, keys: OrganisationKeys) -> None:
    """The log as it lies in the store now still says what was signed. CannotRead, naming how much does not, where it does not."""
    from bailee.store.models import Checkpoint, EvidenceRecord

    records = EvidenceRecord.objects.using(alias).filter(organisation_id=number).order_by("sequence")
    points = Checkpoint.objects.using(alias).filter(organisation_id=number).order_by("size")
    called = {"organisation_id": int(made.organisation["number"])}
    rows = [log.Row(**{**each, **called}) for each in records.values(*log.ROW_COLUMNS)]
    checkpoints = [log.CheckpointRow(**{**each, **called}) for each in points.values(*log.CHECKPOINT_COLUMNS)]
    name = called["organisation_id"]
    report = verify(rows, checkpoints, {name: keys.verify_key}, {}, {name: keys.retired_log_keys})
    if report.broken or not rows or len(rows) != made.log["size"]:
        raise CannotRead(
            f"the log in this export is broken in {len(report.broken) or 1} places: {report.broken[0].reason if report.broken else 'it is cut off'}",
            hint="take another copy of it; `bailee evidence verify` checks the store that it came from",
        )


def _undone(home: Path, is_new: bool, was_there: bool, lay_there: set[Path]) -> None:
    """A home that was made for this is none again; in one that was there lies no recovery key of what did not come."""
    if not is_new:
        for path in set(recovery_files(home)) - lay_there:
            path.unlink(missing_ok=True)
        return
    database.take_back(home, was_there=was_there)
