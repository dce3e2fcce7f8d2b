"""Does the log still say what it said? Names each record and column that does not, or is missing, added or moved.

Each record is checked against itself (marks and leaf), and against the two signed checkpoints around it, so that one
forged record does not cast doubt on the others. What somebody kept elsewhere (`Kept`) shows a cut tail and a log that was
written anew by someone who had the keys.

>>> from bailee.evidence.log import Record, append
>>> from bailee.keys import MasterKey, OrganisationKeys
>>> from dataclasses import replace
>>> keys, _ = OrganisationKeys.create(MasterKey.random(), "acme")
>>> one = append(None, Record(1, "2026-03-03T09:00:00Z", "member-1", "file-sealed", "file-1"), keys.sign, keys.verify_key)
>>> verify([one.row], [one.checkpoint], {1: keys.verify_key}).ok
True
>>> verify([replace(one.row, actor="member-2")], [one.checkpoint], {1: keys.verify_key}).broken[0].field
'actor'
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from bailee.errors import BrokenEvidence, InvalidInput
from bailee.evidence import checkpoint as checkpoints
from bailee.evidence.canonical import canonical_text
from bailee.evidence.log import (
    ERASABLE,
    ERASED,
    RECORD_COLUMNS,
    SALT_BYTES,
    CheckpointRow,
    Row,
    leaf_hash,
    mark,
    origin,
    parse_frontier,
    written,
)
from bailee.evidence.merkle import Frontier


@dataclass(frozen=True, slots=True)
class Kept:
    """A checkpoint from outside the database: the file beside it, or one that somebody put away."""

    name: str
    note: str


@dataclass(frozen=True, slots=True, order=True)
class Broken:
    """One thing that is not as it was written."""

    organisation_id: int
    record: int
    field: str  # a column, `record` for a whole one, `checkpoint` or `checkpoint.<column>`, `kept`
    reason: str


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """Something that a person should know of a log, though nothing of it is broken."""

    organisation_id: int
    record: int
    text: str


@dataclass(frozen=True, slots=True)
class Report:
    records: int
    broken: tuple[Broken, ...]
    notes: tuple[Note, ...] = ()  # records that were erased, a clock that was set back

    @property
    def ok(self) -> bool:
        return not self.broken


def verify(
    rows: Iterable[Row],
    checkpoint_rows: Iterable[CheckpointRow],
    verify_keys: Mapping[int, bytes],
    kept: Mapping[int, Sequence[Kept]] | None = None,
    retired: Mapping[int, checkpoints.Retired] | None = None,
) -> Report:
    """All rows of both tables, of every organisation, as the database holds them: columns may have any type by now.

    `retired`: keys that signed an organisation's log before its present one did.
    """
    before = retired or {}
    logs = {number: _Log(number, key, before.get(number, ())) for number, key in verify_keys.items()}
    broken: list[Broken] = []
    notes: list[Note] = []
    count = 0
    for line in checkpoint_rows:
        owner = _owner(line, logs)
        if owner is None:
            number = _number(line.organisation_id)
            reason = "belongs to no organisation of this store"
            broken.append(Broken(number, _number(line.size), "checkpoint.organisation_id", reason))
        else:
            owner.add_checkpoint(line)
    for row in rows:
        count += 1
        judged = _judge(row, logs)
        if judged.organisation_id in logs:
            logs[judged.organisation_id].add(judged)
        else:
            number = _number(row.organisation_id)
            broken.append(
                Broken(number, judged.sequence, "organisation_id", "belongs to no organisation of this store")
            )
    for number, log in logs.items():
        log.verify((kept or {}).get(number, ()))
        broken.extend(log.broken)
        notes.extend(log.notes)
    return Report(count, tuple(sorted(set(broken))), tuple(sorted(notes)))


# --- a row by itself


@dataclass(frozen=True, slots=True)
class _Judged:
    """A row, the place where it belongs, and what is wrong with it."""

    organisation_id: int
    sequence: int
    leaf: bytes | None  # what the tree should hold for it; None where nobody can say
    faults: tuple[tuple[str, str], ...]
    at: str = ""
    is_erased: bool = False  # every text of its row is empty but the leaf
    erases: Erasing | None = None  # what this record says was erased


@dataclass(frozen=True, slots=True)
class Erasing:
    """What a record of an erasure says."""

    leaves: Mapping[int, str]  # number of the record, its leaf
    at: str
    by: str
    reason: str


def _number(value: object) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _judge(row: Row, logs: Mapping[int, _Log]) -> _Judged:
    columns = {name: getattr(row, name) for name in RECORD_COLUMNS}
    salt, leaf = _hex(row.salt, SALT_BYTES), _hex(row.leaf, 32)
    if salt is not None and _is_whole(row, columns, salt):
        erases = _erasing(row) if row.action == ERASED else None
        return _Judged(row.organisation_id, row.sequence, leaf, (), row.at, erases=erases)
    marks = _marks(row.marks)
    computed = _leaf(salt, columns)
    number, sequence = _number(row.organisation_id), _number(row.sequence)
    if all(getattr(row, name) == "" for name in ERASABLE):
        return _Judged(number, sequence, leaf, (), is_erased=True)
    if computed is not None and computed == leaf:
        intact = salt is not None and marks is not None and all(_fits(salt, n, columns[n], marks) for n in columns)
        faults = () if intact else (("marks", "was changed"),)
        erases = _erasing(row) if row.action == ERASED else None
        return _Judged(number, sequence, leaf, faults, row.at, erases=erases)
    if salt is None:
        return _Judged(number, sequence, leaf, (("salt", "was changed: it is no salt"),))
    if marks is None:
        return _Judged(number, sequence, leaf, (("marks", "was changed"), ("leaf", "does not belong to this record")))
    changed = [name for name in RECORD_COLUMNS if not _fits(salt, name, columns[name], marks)]
    if not changed:
        return _Judged(number, sequence, computed, (("leaf", "was changed"),))
    if len(changed) == len(RECORD_COLUMNS):
        return _Judged(
            number, sequence, leaf, (("salt", "the salt was changed, or the whole record was written by someone else"),)
        )
    found = []
    for name in changed:
        reason = "was changed"
        if name == "organisation_id":
            home = next((each for each in logs if _fits(salt, name, each, marks)), None)
            if home is not None:
                number, reason = home, f"was changed: it was organisation {home}"
        if name == "sequence":
            bound = 1 + max((log.highest for log in logs.values()), default=0)
            before = next((n for n in range(1, bound + 1) if _fits(salt, name, n, marks)), None)
            if before is not None:
                reason = f"was moved: it was number {before} and is now {_shown(row.sequence)}"
                sequence = before
        found.append((name, reason))
    return _Judged(number, sequence, leaf, tuple(found))


def _is_whole(row: Row, columns: Mapping[str, Any], salt: bytes) -> bool:
    """Whether a row is as it was written, in all its columns: the usual case, without looking at each of them apart."""
    try:
        details = json.loads(row.details)
        if type(details) is not dict or canonical_text(details) != row.details:
            return False
        leaf, marks = written(salt, columns)
        return (
            leaf.hex() == row.leaf
            and marks == row.marks
            and type(row.sequence) is int
            and type(row.organisation_id) is int
        )
    except (ValueError, TypeError, AttributeError, RecursionError, InvalidInput):
        return False


def _erasing(row: Row) -> Erasing | None:
    told = json.loads(row.details)
    try:
        leaves = {int(each["sequence"]): str(each["leaf"]) for each in told["records"]}
        return Erasing(leaves, row.at, row.actor, str(told["reason"]))
    except (KeyError, TypeError, ValueError):
        return None


def _shown(value: object) -> str:
    return str(value) if isinstance(value, int) else "no number"


def _hex(value: object, size: int) -> bytes | None:
    """Bytes of lower-case hex digits; None for any other spelling."""
    try:
        data = bytes.fromhex(value) if isinstance(value, str) else b""
    except ValueError:
        return None
    return data if len(data) == size and data.hex() == value else None


def _marks(value: object) -> dict[str, Any] | None:
    try:
        marks = json.loads(value) if isinstance(value, str) else None
        good = isinstance(marks, dict) and set(marks) == set(RECORD_COLUMNS) and canonical_text(marks) == value
    except (ValueError, RecursionError, InvalidInput):
        return None
    return marks if good else None


def _fits(salt: bytes, name: str, value: object, marks: Mapping[str, Any]) -> bool:
    try:
        return bool(mark(salt, name, value) == marks[name])
    except InvalidInput:
        return False


def _leaf(salt: bytes | None, columns: Mapping[str, Any]) -> bytes | None:
    """The leaf of a row as it is now; None where it can be no record."""
    if salt is None:
        return None
    try:
        details = json.loads(columns["details"])
        if not isinstance(details, dict) or canonical_text(details) != columns["details"]:
            return None
        return leaf_hash(salt, {**columns, "details": details})
    except (ValueError, TypeError, RecursionError, InvalidInput):
        return None


# --- a checkpoint by itself


def _owner(line: CheckpointRow, logs: Mapping[int, _Log]) -> _Log | None:
    """The log that a checkpoint belongs to: the one that signed it, else the one its column names."""
    try:
        head, _, _ = checkpoints.read(line.note)
        signed = next((log for log in logs.values() if origin(log.organisation_id) == head.origin), None)
    except BrokenEvidence:
        signed = None
    return signed or logs.get(_number(line.organisation_id))


@dataclass(frozen=True, slots=True)
class _Signed:
    """A root that was signed, and the edge of the tree beside it, as the row has it."""

    root: bytes
    frontier: object


# --- the log of one organisation


@dataclass(slots=True)
class _Log:
    organisation_id: int
    verify_key: bytes
    retired: checkpoints.Retired = ()
    rows: dict[int, list[_Judged]] = field(default_factory=dict)
    heads: dict[int, list[_Signed]] = field(default_factory=dict)
    batches: list[range] = field(default_factory=list)  # sizes that a later checkpoint signs for
    edges: dict[int, object] = field(default_factory=dict)  # of rows without a note of their own, by size
    broken: list[Broken] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    highest: int = 0

    def report(self, record: int, column: str, reason: str) -> None:
        self.broken.append(Broken(self.organisation_id, record, column, reason))

    def add(self, judged: _Judged) -> None:
        self.rows.setdefault(judged.sequence, []).append(judged)

    def add_checkpoint(self, line: CheckpointRow) -> None:
        size = _number(line.size)
        if line.note == "":
            self.edges[size] = line.frontier
            self.highest = max(self.highest, size)
            return
        try:
            head = checkpoints.opened(line.note, self.verify_key, self.retired)
            if head.origin != origin(self.organisation_id):
                raise BrokenEvidence("this is the checkpoint of another log")
        except BrokenEvidence as error:
            self.report(size, "checkpoint.note", str(error))
            return
        if line.organisation_id != self.organisation_id:
            reason = f"was changed: it was organisation {self.organisation_id}"
            self.report(head.size, "checkpoint.organisation_id", reason)
        if line.size != head.size or isinstance(line.size, bool):
            self.report(head.size, "checkpoint.size", f"was changed: {head.size} was signed")
        self.heads.setdefault(head.size, []).append(_Signed(head.root, line.frontier))
        self.highest = max(self.highest, head.size)
        if head.batch > 1:
            self.batches.append(range(head.size - head.batch + 1, head.size))

    def verify(self, kept: Sequence[Kept]) -> None:
        outside = [(each.name, head) for each in kept if (head := self._opened(each)) is not None]
        signed = max([*self.heads, *(head.size for _, head in outside)], default=0)
        most = signed + sum(map(len, self.rows.values()))
        last = max([signed, *(number for number in self.rows if number <= most)], default=0)
        for number in sorted(set(self.rows) - set(range(1, last + 1))):
            for judged in self.rows[number]:
                self._faults(judged)
                self.report(number, "sequence", "was added or moved: no record of this number was ever signed")
        roots = self._walk(last, signed)
        for name, head in outside:
            if head.size and roots.get(head.size) != head.root:
                what = "the record" if head.size == 1 else f"the records 1 to {head.size}"
                self.report(
                    head.size,
                    "kept",
                    f"{what} are not those of the checkpoint in {name}: cut off, changed, or the log was written anew",
                )
        self._erasures()
        self._clock()

    def _opened(self, kept: Kept) -> checkpoints.Head | None:
        try:
            head = checkpoints.opened(kept.note, self.verify_key, self.retired)
            if head.origin != origin(self.organisation_id):
                raise BrokenEvidence("this is the checkpoint of another log")
        except BrokenEvidence as error:
            self.report(0, "kept", f"the checkpoint in {kept.name} does not count: {error}")
            return None
        return head

    def _faults(self, judged: _Judged) -> None:
        for column, reason in judged.faults:
            self.report(judged.sequence, column, reason)

    def _erasures(self) -> None:
        """Each row that is empty was erased by somebody, whom a record after it names."""
        said: dict[int, tuple[int, Erasing]] = {}
        for number, several in self.rows.items():
            for judged in several:
                if judged.erases is not None and not judged.faults:
                    said |= {each: (number, judged.erases) for each in judged.erases.leaves if each < number}
        for number, several in self.rows.items():
            for judged in several:
                if not judged.is_erased:
                    continue
                record, erasing = said.get(number, (0, None))
                if erasing is None or judged.leaf is None or erasing.leaves[number] != judged.leaf.hex():
                    self.report(number, "record", "was emptied, and no record of the log says that it was erased")
                else:
                    when = f"{erasing.at[:10]} by {erasing.by}"
                    text = f"was erased on {when} ({erasing.reason.replace('-', ' ')}), says record {record}; its place in the tree stands"
                    self.notes.append(Note(self.organisation_id, number, text))

    def _clock(self) -> None:
        """Records keep their order, whatever a clock says; where it was set back, that is said."""
        times = ((number, several[0].at) for number, several in sorted(self.rows.items()) if several[0].at)
        for number, seconds in set_backs(times):
            text = f"says an earlier time than the one before it: a clock was set back by {shown_seconds(seconds)}"
            self.notes.append(Note(self.organisation_id, number, text))

    def _walk(self, last: int, signed: int) -> dict[int, bytes]:
        """Record after record along the tree; the roots by size, as far as anybody can say."""
        roots: dict[int, bytes] = {}
        edge: Frontier | None = Frontier()
        missing, unsigned = _Runs(), _Runs()
        together = {number: batch for batch in self.batches for number in (*batch, batch.stop)}
        for number in range(1, last + 1):
            candidates, heads = self.rows.get(number, []), self.heads.get(number, [])
            if len({head.root for head in heads}) > 1:
                self.report(number, "checkpoint", "was added: two checkpoints of one size say different things")
            elif len(heads) > 1:
                self.report(number, "checkpoint", "was added: it is there twice")
            chosen, after, root, fits = self._choose(candidates, edge, {head.root for head in heads})
            for judged in candidates:
                self._faults(judged)
                if judged is not chosen:
                    self.report(number, "record", "was added: there are more records of this number than one")
            if chosen is None:
                missing.add(number)
            elif heads and edge is not None and not fits and not chosen.faults:
                one = "its signed checkpoint is of another record"
                if (batch := together.get(number)) is not None:
                    one = f"the checkpoint that signs the records {batch.start} to {number} is of others"
                self.report(number, "record", f"was changed or exchanged: {one}")
            edges = [self._edge(number, head.frontier, head.root, after, root) for head in heads]
            if number in self.edges:
                self._edge(number, self.edges[number], None, after, root)
            if not heads and not (number in together and number in self.edges):
                if number in self.edges:
                    self.report(number, "checkpoint.note", "was changed: it is empty, and no checkpoint signs for it")
                elif number <= signed:
                    unsigned.add(number)
                elif chosen is not None:
                    self.report(number, "checkpoint", "is missing: this record was added, or its checkpoint dropped")
            if not fits and heads:  # go on from what was signed
                after = next((each for each in edges if each is not None), None)
                root = after.root() if after is not None else heads[0].root
            edge = after
            if root is not None:
                roots[number] = root
        for first, final in missing.runs:
            tail = final == last
            what = "is missing" if first == final else f"and those up to {final} are missing"
            self.report(first, "record", f"{what}: {'the end of the log was cut off' if tail else 'dropped'}")
        for first, final in unsigned.runs:
            what = "is missing" if first == final else f"and those up to {final} are missing"
            self.report(first, "checkpoint", f"{what}: dropped")
        return roots

    def _edge(
        self, size: int, frontier: object, signed: bytes | None, after: Frontier | None, root: bytes | None
    ) -> Frontier | None:
        """The edge that a checkpoint's row has, where it leads to what was signed (None: to what the records give)."""
        wanted = signed if signed is not None else root
        if after is not None and root == wanted and frontier == b"".join(after.hashes).hex():
            return after
        edge: Frontier | None = None
        with contextlib.suppress(BrokenEvidence):
            edge = parse_frontier(size, frontier) if isinstance(frontier, str) else None
        if wanted is not None and (edge is None or edge.root() != wanted):
            self.report(size, "checkpoint.frontier", "was changed: it does not lead to the signed root")
            return None
        return edge

    @staticmethod
    def _choose(
        candidates: Sequence[_Judged], edge: Frontier | None, signed: set[bytes]
    ) -> tuple[_Judged | None, Frontier | None, bytes | None, bool]:
        """The row that the signed root means, the tree after it and its root, and whether it fits; else the first one."""
        first: tuple[Frontier, bytes] | None = None
        if edge is not None:
            for judged in candidates:
                if judged.leaf is not None:
                    after = edge.append(judged.leaf)
                    root = after.root()
                    if root in signed:
                        return judged, after, root, True
                    if judged is candidates[0]:
                        first = after, root
        if first is None:
            return candidates[0] if candidates else None, None, None, False
        return candidates[0], *first, not signed


def set_backs(times: Iterable[tuple[int, str]]) -> list[tuple[int, float]]:
    """Numbers of records that say an earlier time than the one before, and by how many seconds: two or more, for machines differ by less.

    >>> set_backs([(1, "2026-03-03T09:00:00Z"), (2, "2026-03-03T08:00:00Z"), (3, "2026-03-03T08:30:00Z")])
    [(2, 3600.0)]
    """
    found: list[tuple[int, float]] = []
    before = ""
    for number, at in times:
        if at < before:  # all are written alike; a moment is read only where the text says so
            moment, was = _moment(at), _moment(before)
            if moment is not None and was is not None and (seconds := (was - moment).total_seconds()) >= _SKEW:
                found.append((number, seconds))
        before = at
    return found


_SKEW = 2.0  # seconds


def _moment(at: str) -> datetime | None:
    try:
        return datetime.fromisoformat(at)
    except ValueError:
        return None


def shown_seconds(seconds: float) -> str:
    """
    >>> shown_seconds(90), shown_seconds(3600), shown_seconds(86400 * 3)
    ('90 s', '60 min', '72 h')
    """
    if seconds < 120:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 7200 else f"{seconds / 3600:.0f} h"


class _Runs:
    """Numbers in rising order, kept as runs: a log that lost its end should not fill a screen."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, int]] = []

    def add(self, number: int) -> None:
        if self.runs and self.runs[-1][1] == number - 1:
            self.runs[-1] = (self.runs[-1][0], number)
        else:
            self.runs.append((number, number))
