"""The log: each record becomes a salted leaf of a Merkle tree, and each tree a signed checkpoint.

A leaf is SHA-256(0x00 ‖ SHA-256(salt ‖ canonical record)) with a random salt of 32 bytes: who has only the tree learns
nothing, and erasing a record with its salt leaves every proof of the others whole. A record names idents, never values.

The store keeps two tables, and `append` makes a row of each, inside the transaction of the change it records:

    evidence_record   organisation_id, sequence (1, 2, 3 …), at, actor, action, subject, details, salt, leaf, marks
    log_checkpoint    organisation_id, size, note, frontier

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
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from datetime import UTC, datetime
from typing import Any

from bailee.errors import BrokenEvidence, InvalidInput
from bailee.evidence import checkpoint as checkpoints
from bailee.evidence.canonical import canonical, canonical_text
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
    frontier = Frontier() if newest is None else _frontier(newest, record.organisation_id, verify_key, retired)
    sequence = frontier.size + 1
    if not record.action or not record.actor or not _is_utc(record.at):
        raise InvalidInput("a record needs an actor, an action and a time in UTC")
    salt = secrets.token_bytes(SALT_BYTES)
    content: dict[str, Any] = {
        "organisation_id": record.organisation_id,
        "sequence": sequence,
        "at": record.at,
        "actor": record.actor,
        "action": record.action,
        "subject": record.subject,
        "details": record.details,
    }
    leaf = leaf_hash(salt, content)
    details = canonical_text(record.details)
    if canonical_text(json.loads(details)) != details:  # also refuses 2.0**60: written without a point, read as too big
        raise InvalidInput("the details of a record do not read back as they were written")
    columns = {**content, "details": details}
    marks = canonical_text({column: mark(salt, column, columns[column]) for column in RECORD_COLUMNS})
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
    after = frontier.append(leaf)
    note = checkpoints.sign(origin(record.organisation_id), sequence, after.root(), sign, verify_key)
    return Appended(row, CheckpointRow(record.organisation_id, sequence, note, b"".join(after.hashes).hex()))


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


def _is_utc(at: str) -> bool:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return False
    return at.endswith("Z") and "T" in at and moment.tzinfo is not None
