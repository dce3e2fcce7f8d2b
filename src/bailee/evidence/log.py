"""The log: each record becomes a salted leaf of a Merkle tree, and each tree a signed checkpoint.

A leaf is SHA-256(0x00 ‖ SHA-256(salt ‖ canonical record)) with a random salt of 32 bytes: who has only the tree learns
nothing, and erasing a record with its salt leaves every proof of the others whole. A record names idents, never values.

The store keeps two tables, and `append` makes a row of each, inside the transaction of the change it records:

    evidence_record   organisation_id, sequence (1, 2, 3 …), at, actor, action, subject, details, salt, leaf, marks
    log_checkpoint    organisation_id, size, note, frontier

Of records that are appended at once only the last has a signed note, which says how many they are; the notes between are empty, and
their frontiers are kept: proofs are made of them.

A record may be erased: every text of its row becomes empty but the leaf, so the tree stays whole. A later record says so, which
names its number, leaf, action and time; a row that was emptied and is named by none was emptied by somebody else.

`organisation_id`, `sequence` and `size` are whole numbers; every other column is text and kept exactly as it is here (a
date column or a JSON column would change how it is written). One record and one checkpoint have equal `sequence` and
`size`, and are unique in their organisation, so that two writers cannot both append the fourth.

>>> from bailee.keys import MasterKey, OrganisationKeys
>>> keys, _ = OrganisationKeys.create(MasterKey.random(), "acme")
>>> record = Record(1, "2026-03-03T09:00:00Z", "member-1", "notice-published", "notice-7", {"version": 3})
>>> first = append(None, record, keys.sign, keys.verify_key)
>>> second = append(first.checkpoint, record, keys.sign, keys.verify_key)
>>> second.row.sequence, second.checkpoint.size, first.row.leaf == second.row.leaf
(2, 2, False)
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from bailee.errors import BrokenEvidence, InvalidInput
from bailee.evidence import checkpoint as checkpoints
from bailee.evidence.canonical import canonical, canonical_text, plain_text, quoted
from bailee.evidence.merkle import Frontier, hash_leaf

SALT_BYTES = 32
RECORD_TABLE = "evidence_record"
CHECKPOINT_TABLE = "log_checkpoint"


@dataclass(frozen=True, slots=True)
class Record:
    """What happened. Idents and counts only, no name, address or value of anybody."""

    organisation_id: int
    at: str  # RFC 3339, UTC: `now()`
    actor: str  # ident of a member, or of a part of ours that acts by itself
    action: str  # kebab-case, such as file-sealed
    subject: str  # ident of what it happened to
    details: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Row:
    """A row of `evidence_record`, column by column; `marks` tells which one was changed, when one was."""

    organisation_id: int
    sequence: int
    at: str
    actor: str
    action: str
    subject: str
    details: str  # canonical JSON object
    salt: str  # 64 hex digits
    leaf: str  # 64 hex digits
    marks: str  # canonical JSON object: 16 hex digits a column


@dataclass(frozen=True, slots=True)
class CheckpointRow:
    """A row of `log_checkpoint`. `frontier`: hex digits, 64 a hash, from which the next record is appended."""

    organisation_id: int
    size: int
    note: str
    frontier: str


@dataclass(frozen=True, slots=True)
class Appended:
    """The two rows to insert."""

    row: Row
    checkpoint: CheckpointRow


ROW_COLUMNS = tuple(each.name for each in fields(Row))
CHECKPOINT_COLUMNS = tuple(each.name for each in fields(CheckpointRow))
ERASABLE = ("at", "actor", "action", "subject", "details", "salt", "marks")  # of a row: all of them, or none
ERASED = "record-erased"
STAYING = frozenset(
    {
        ERASED,
        "organisation-created",
        "log-key-began",
        "log-key-rotated",
        "keys-destroyed",
        "organisation-keys-destroyed",
        "proof-made",
        "binder-made",
    }
)  # actions whose records the verifier stands on, and which name nobody
RECORD_COLUMNS = ("organisation_id", "sequence", "at", "actor", "action", "subject", "details")


def now() -> str:
    """This moment as a record writes it.

    >>> len(now()), now()[-1]
    (27, 'Z')
    """
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def origin(organisation_id: int) -> str:
    """The name of an organisation's log in its checkpoints."""
    return f"bailee/{organisation_id}"


def leaf_hash(salt: bytes, record: dict[str, Any]) -> bytes:
    """`record` has the names of RECORD_COLUMNS; its `details` is an object."""
    return hash_leaf(hashlib.sha256(salt + canonical(record)).digest())


def mark(salt: bytes, column: str, value: object) -> str:
    """What a column said, salted, short: it names a changed column, the leaf is what proves."""
    return hashlib.sha256(salt + canonical([column, value])).hexdigest()[:16]


def written(salt: bytes, columns: Mapping[str, Any]) -> tuple[bytes, str]:
    """Leaf and marks of a row whose `details` are canonical JSON, each column quoted once: what `leaf_hash`, `mark` and
    `canonical_text` give, five times as fast. ValueError where a column is no text of Unicode."""
    action, actor, at, subject = (quoted(columns[name]) for name in ("action", "actor", "at", "subject"))
    details, number, sequence = columns["details"], str(columns["organisation_id"]), str(columns["sequence"])
    sha256 = hashlib.sha256

    def short(text: str) -> str:
        return sha256(salt + text.encode()).hexdigest()[:16]

    content = (
        f'{{"action":{action},"actor":{actor},"at":{at},"details":{details},"organisation_id":{number},'
        f'"sequence":{sequence},"subject":{subject}}}'
    )
    leaf = hash_leaf(sha256(salt + content.encode()).digest())
    marks = (
        ("action", action), ("actor", actor), ("at", at), ("details", quoted(details)), ("organisation_id", number),
        ("sequence", sequence), ("subject", subject),
    )  # fmt: skip
    shown = ",".join([f'"{name}":"{short(f"""["{name}",{text}]""")}"' for name, text in marks])
    return leaf, f"{{{shown}}}"


def append(
    newest: CheckpointRow | None,
    record: Record,
    sign: Callable[[bytes], bytes],
    verify_key: bytes,
    retired: checkpoints.Retired = (),
) -> Appended:
    """The rows for one more record, after the organisation's newest checkpoint (None: this is the first).

    `retired`: keys that signed before this one.
    BrokenEvidence where that checkpoint was changed: on top of a broken log nothing is written.
    """
    (made,) = append_all(newest, [record], sign, verify_key, retired)
    return made


def append_all(
    newest: CheckpointRow | None,
    records: Sequence[Record],
    sign: Callable[[bytes], bytes],
    verify_key: bytes,
    retired: checkpoints.Retired = (),
) -> list[Appended]:
    """The same for records of one organisation that are appended at once: the last one's checkpoint signs for all."""
    if not records:
        return []
    owner = records[0].organisation_id
    frontier = Frontier() if newest is None else _frontier(newest, owner, verify_key, retired)
    made: list[Appended] = []
    for record in records:
        if record.organisation_id != owner:
            raise InvalidInput("records of one organisation are appended at once")
        row, leaf = _row(record, frontier.size + 1)
        frontier = frontier.append(leaf)
        edge = b"".join(frontier.hashes).hex()
        made.append(Appended(row, CheckpointRow(owner, frontier.size, "", edge)))
    note = checkpoints.sign(origin(owner), frontier.size, frontier.root(), sign, verify_key, len(records))
    made[-1] = Appended(made[-1].row, replace(made[-1].checkpoint, note=note))
    return made


def _row(record: Record, sequence: int) -> tuple[Row, bytes]:
    if not record.action or not record.actor or not _is_utc(record.at):
        raise InvalidInput("a record needs an actor, an action and a time in UTC")
    details = plain_text(record.details)
    if details is None:
        details = canonical_text(record.details)
        if (
            canonical_text(json.loads(details)) != details
        ):  # also refuses 2.0**60: written without a point, read as too big
            raise InvalidInput("the details of a record do not read back as they were written")
    salt = secrets.token_bytes(SALT_BYTES)
    columns = {
        "organisation_id": record.organisation_id,
        "sequence": sequence,
        "at": record.at,
        "actor": record.actor,
        "action": record.action,
        "subject": record.subject,
        "details": details,
    }
    try:
        leaf, marks = written(salt, columns)
    except (ValueError, TypeError, AttributeError):
        raise InvalidInput("a record is of text: actor, action and subject are idents") from None
    row = Row(
        record.organisation_id,
        sequence,
        record.at,
        record.actor,
        record.action,
        record.subject,
        details,
        salt.hex(),
        leaf.hex(),
        marks,
    )
    return row, leaf


def _frontier(newest: CheckpointRow, organisation_id: int, verify_key: bytes, retired: checkpoints.Retired) -> Frontier:
    """The tree's edge from a checkpoint, believed only where its signed root says the same."""
    hint = "run `bailee evidence verify` to see what was changed, and restore the store from a backup"
    try:
        head = checkpoints.opened(newest.note, verify_key, retired)
        frontier = parse_frontier(newest.size, newest.frontier)
    except BrokenEvidence as error:
        raise BrokenEvidence(f"the newest checkpoint of the log is broken: {error}", hint=hint) from None
    if head.origin != origin(organisation_id) or head.size != frontier.size or head.root != frontier.root():
        raise BrokenEvidence("the newest checkpoint of the log does not say what was signed", hint=hint)
    return frontier


def parse_frontier(size: int, text: str) -> Frontier:
    try:
        data = bytes.fromhex(text)
        frontier = Frontier(int(size), tuple(data[start : start + 32] for start in range(0, len(data), 32)))
    except (ValueError, TypeError):
        raise BrokenEvidence("the edge of the tree is no list of hashes") from None
    if not frontier.is_whole or text != data.hex():
        raise BrokenEvidence("the edge of the tree does not fit its size")
    return frontier


@lru_cache(maxsize=64)  # records of one batch have one time
def _is_utc(at: str) -> bool:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return False
    return at.endswith("Z") and "T" in at and moment.tzinfo is not None
