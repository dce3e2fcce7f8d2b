"""The agents' door: who asks is known by a signature, and what it asks is done in the same transaction in which it is heard.

with hearing(home, signed, at, version="0.1.0") as agent:
    agent.take(push, body)          # once, in order
    agent.waiting()                 # a job for its device

A request is taken once (its counter grows) and only as the next of its agent's chain. Two that run under one key part ways
there: the agent is halted, and stays so until somebody who looked says which of them may go on.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bailee.errors import Error
from bailee.fleet.pieces import SEALED
from bailee.fleet.signing import TOLERANCE, Signed
from bailee.store import database, jobs
from bailee.store.asking import written
from bailee.store.rows.base import atomic, now

LEASE = timedelta(minutes=15)  # renewed by each poll
_BUCKET = 10  # seconds whose arrivals one job takes in
HALTED = "two run under this key: the folder, or a whole disk, was copied, or set back to an earlier state"


class Refusal(Error):
    """What an agent is told instead of an answer. `code` is fixed: programs read it."""

    def __init__(self, status: int, code: str, says: str, hint: str = "", **told: Any) -> None:
        self.status, self.code, self.told = status, code, told
        super().__init__(says, hint=hint)


UNKNOWN = (401, "unknown", "this server knows no such agent", "enrol it again")


@dataclass(frozen=True, slots=True)
class Push:
    """One piece, as its agent says what it is."""

    sequence: int
    lease: str
    attempt: int
    number: int
    is_last: bool
    is_lost: bool
    leaps: bool  # what lies before it is no more at the agent


@dataclass(frozen=True, slots=True)
class Waiting:
    """A job that may be given out."""

    row: int
    ident: str
    attempt: int  # that it would be
    asked_by: str


@dataclass(slots=True)
class Speaker:
    """An agent that was heard. Good inside its transaction."""

    home: Path
    alias: str
    organisation: int
    row: int
    ident: str
    device: int
    acked: int
    at: datetime
    said: Any = None  # what it last said of itself, as the database hands it over

    # what it hands in

    def take(self, push: Push, body: bytes) -> int:
        """Keep a piece; the number up to which everything is here. Refusal where an earlier one is missing, or it is too big."""
        if push.sequence <= self.acked:
            return self.acked  # it came before, and its answer was lost
        if push.sequence != self.acked + 1:
            if not push.leaps:
                raise Refusal(409, "gap", f"number {self.acked + 1} comes next", expected=self.acked + 1)
            self.note("gap", f"{push.sequence - self.acked - 1} numbers are missing before {push.sequence}")
        if len(body) > SEALED:
            raise Refusal(413, "too-big", f"a piece has at most {SEALED >> 20} MB")
        found = written(
            self.alias,
            "SELECT id, state, attempt FROM agent_lease WHERE organisation_id = %s AND ident = %s AND device_id = %s",
            self.organisation, push.lease, self.device,
        )  # fmt: skip
        lease, state, _ = found[0] if found else (None, "", 0)
        outcome = "lost" if push.is_lost else "waiting"
        if not push.is_lost and (lease is None or state not in ("waiting", "running")):
            outcome = "superseded" if lease is not None else "refused"  # another was first; nobody asked for it
        values = (
            self.organisation, self.row, push.sequence, lease, push.attempt, push.number, push.is_last,
            hashlib.sha256(body).hexdigest(), len(body), body if outcome == "waiting" else None, self.at,
            None if outcome == "waiting" else self.at, outcome,
        )  # fmt: skip
        self._ask(
            (_KEEP, values),
            (
                "UPDATE agent SET acked = %s WHERE id = %s AND organisation_id = %s",
                (push.sequence, self.row, self.organisation),
            ),
        )
        self.acked = push.sequence
        if push.is_lost:
            self.note("piece-lost", f"number {push.sequence} was damaged at the agent; its job is done again")
        if lease is not None and outcome == "waiting" and push.is_last:
            self._arrive(lease, push.attempt)
        return self.acked

    def _arrive(self, lease: int, attempt: int) -> None:
        """It is here whole. What others handed in of it counts no more."""
        ((ident,),) = self._ask(
            (
                "UPDATE agent_lease SET state = 'arrived', agent_id = %s, attempt = %s WHERE id = %s AND organisation_id = %s",
                (self.row, attempt, lease, self.organisation),
            ),
            (
                _SUPERSEDE,
                (self.at, self.organisation, lease, self.row, attempt),
            ),
            ("SELECT ident FROM organisation WHERE organisation_id = %s", (self.organisation,)),
        )
        bucket = int(self.at.timestamp()) // _BUCKET
        run_at = datetime.fromtimestamp((bucket + 1) * _BUCKET + 1, self.at.tzinfo)
        jobs.defer(self.home, "take-in", ident, key=f"take-in-{bucket}", run_at=run_at)

    # what it is to do

    def waiting(self, running: Iterable[str]) -> Waiting | None:
        """The oldest job for its device: nobody has it, or whoever had it was not heard of in time."""
        here = set(running)
        rows = written(
            self.alias,
            "SELECT id, ident, attempt, asked_by FROM agent_lease WHERE organisation_id = %s AND device_id = %s AND "
            "(state = 'waiting' OR (state = 'running' AND (until < %s OR agent_id = %s))) ORDER BY asked_at, id LIMIT 20",
            self.organisation, self.device, self.at, self.row,
        )  # fmt: skip
        return next(
            (Waiting(row, ident, attempt + 1, by) for row, ident, attempt, by in rows if ident not in here), None
        )

    @contextmanager
    def again(self) -> Iterator[Waiting | None]:
        """A later look for a job, while its request is held."""
        with database.explained(self.home), atomic(self.alias):
            database.engine(self.home).enter(self.alias, (self.organisation,))
            self.at = now()
            yield self.waiting(())

    def renew(self, running: Iterable[str]) -> tuple[dict[str, str], list[str]]:
        """Until when it keeps each of its jobs, and which of them nobody wants any more."""
        idents = list(dict.fromkeys(map(str, running)))[:20]
        if not idents:
            return {}, []
        until = self.at + LEASE
        marks = ", ".join(["%s"] * len(idents))
        self._execute(
            "UPDATE agent_lease SET until = %s WHERE organisation_id = %s AND agent_id = %s AND state = 'running' AND "  # noqa: S608 - marks
            f"ident IN ({marks})",
            until, self.organisation, self.row, *idents,
        )  # fmt: skip
        rows = written(
            self.alias,
            "SELECT ident FROM agent_lease WHERE organisation_id = %s AND agent_id = %s AND state IN ('running', 'arrived') "  # noqa: S608 - marks
            f"AND ident IN ({marks})",
            self.organisation, self.row, *idents,
        )  # fmt: skip
        mine = {ident for (ident,) in rows}
        return {ident: until.isoformat() for ident in sorted(mine)}, [each for each in idents if each not in mine]

    def note(self, kind: str, why: str) -> None:
        """What happened to it, for whoever looks after it: once an hour, however often it comes."""
        since = self.at - timedelta(hours=1)
        again = written(
            self.alias,
            "SELECT 1 FROM agent_event WHERE organisation_id = %s AND agent = %s AND at > %s AND kind = %s LIMIT 1",
            self.organisation, self.ident, since, kind,
        )  # fmt: skip
        if not again:
            self._execute(
                "INSERT INTO agent_event (organisation_id, agent, kind, why, by, at) VALUES (%s, %s, %s, %s, '', %s)",
                self.organisation, self.ident, kind, why, self.at,
            )  # fmt: skip

    def end(self, state: str, why: str) -> None:
        """It is halted, or says goodbye."""
        self._execute(
            "UPDATE agent SET state = %s, why = %s, ended_at = %s WHERE id = %s AND organisation_id = %s",
            state, why, self.at, self.row, self.organisation,
        )  # fmt: skip
        self.note(state, why)

    def say(self, report: Mapping[str, Any]) -> None:
        """What it says of itself, where that is another thing than before."""
        if (json.loads(self.said) if isinstance(self.said, str) else self.said) == report:
            return  # it says so every minute
        self._execute(
            "UPDATE agent SET report = %s WHERE id = %s AND organisation_id = %s",
            json.dumps(report), self.row, self.organisation,
        )  # fmt: skip

    def _ask(self, *statements: tuple[str, Sequence[Any]]) -> list[Any]:
        return database.engine(self.home).ask(self.alias, self.organisation, *statements)

    def _execute(self, statement: str, *values: Any) -> int:
        from django.db import connections

        kept = connections[self.alias].ops.adapt_datetimefield_value
        with connections[self.alias].cursor() as cursor:
            cursor.execute(statement, [kept(each) if isinstance(each, datetime) else each for each in values])
            return int(cursor.rowcount)


def nothing_new(home: Path, signed: Signed, *, version: str, report: Mapping[str, Any]) -> Speaker | None:
    """The agent, where it was heard before, says of itself what it said then, and there is nothing for it to do: its place in its chain
    is all that changes, and one statement changes it under every condition that `hearing` looks at. None: it is to be heard in full.

    Most requests of a fleet are that. The key is remembered; the statement asks whether it is the agent's still.
    """
    home, at, link = home.absolute(), now(), signed.link
    public = _known.get((home, signed.keyid))
    if public is None or abs(at.timestamp() - signed.created) > TOLERANCE or not signed.is_by(public):
        return None
    alias = database.connect(home)
    values = (
        link.counter, link.own, version, at, signed.organisation, signed.agent, public, link.counter, link.before, link.own,
        json.dumps(report), at,
    )  # fmt: skip
    with database.explained(home):
        rows = database.engine(home).ask(alias, signed.organisation, (_NOTHING_NEW, values))
    if not rows:
        return None
    row, device, acked = rows[0]
    return Speaker(home, alias, signed.organisation, row, signed.agent, device, acked, at)


@contextmanager
def hearing(home: Path, signed: Signed, *, version: str, refused: str = "") -> Iterator[Speaker]:
    """The agent that signed a request. Refusal where nobody knows it, it is halted or revoked, or its request came before.

    `refused`: its version is not taken: that is noted for whoever looks after it, and it is told.
    """
    home, at = home.absolute(), now()
    alias = database.connect(home)
    halted: Refusal | None = None
    with database.explained(home), atomic(alias):
        rows = database.engine(home).ask(alias, signed.organisation, (_WHO, (signed.organisation, signed.agent)))
        if not rows or not signed.is_by(public := bytes(rows[0][2])):
            raise Refusal(*UNKNOWN)
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[home, signed.keyid] = public
        row, device, _, state, why, counter, chain, acked, said = rows[0]
        agent = Speaker(home, alias, signed.organisation, row, signed.agent, device, acked, at, said)
        if state != "active":
            raise Refusal(
                403, "revoked" if state != "halted" else "halted", f"this agent is {state}: {why}", _HINTS[state]
            )
        if abs(at.timestamp() - signed.created) > TOLERANCE:
            raise Refusal(409, "clock", "the clocks of agent and server are too far apart")
        link = signed.link
        if link.counter <= counter:
            raise Refusal(409, "replayed", "this request came before", counter=counter)
        if chain and chain not in (link.before, link.own):  # '': nobody was heard yet, or somebody let it go on
            agent.end("halted", HALTED)
            halted = Refusal(403, "halted", f"this agent is halted: {HALTED}", _HINTS["halted"])
        elif refused:
            agent.note("version", refused)
            halted = Refusal(426, "too-new" if "newer" in refused else "too-old", refused)
        elif not agent._execute(  # of two that come at once under one key the second finds the chain gone on
            "UPDATE agent SET counter = %s, chain = %s, version = %s, last_seen_at = %s WHERE id = %s AND organisation_id = %s "
            "AND counter < %s AND chain = %s",
            link.counter, link.own, version, at, row, signed.organisation, link.counter, chain,
        ):  # fmt: skip
            raise Refusal(409, "replayed", "another request of this agent came first", counter=counter)
        else:
            yield agent
    if halted is not None:
        raise halted


_MOST_KNOWN = 20_000
_known: dict[tuple[Path, str], bytes] = {}  # public keys, of agents that were heard
_WHO = "SELECT id, device_id, public_key, state, why, counter, chain, acked, report FROM agent WHERE organisation_id = %s AND ident = %s"
_NOTHING_NEW = """
UPDATE agent SET counter = %s, chain = %s, version = %s, last_seen_at = %s
WHERE organisation_id = %s AND ident = %s AND public_key = %s AND state = 'active' AND counter < %s
  AND (chain = '' OR chain = %s OR chain = %s) AND report = %s AND NOT EXISTS (
    SELECT 1 FROM agent_lease AS job WHERE job.organisation_id = agent.organisation_id AND job.device_id = agent.device_id
      AND (job.state = 'waiting' OR (job.state = 'running' AND (job.until < %s OR job.agent_id = agent.id))))
RETURNING id, device_id, acked"""
_KEEP = (
    "INSERT INTO agent_push (organisation_id, agent_id, sequence, lease_id, attempt, piece, is_last, sha256, size, body, arrived_at, "
    "settled_at, outcome) VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"
)
_SUPERSEDE = (
    "UPDATE agent_push SET outcome = 'superseded', body = NULL, settled_at = %s WHERE organisation_id = %s AND lease_id = %s AND "
    "outcome = 'waiting' AND (agent_id <> %s OR attempt <> %s)"
)
_HINTS = {
    "halted": "whoever looks after it lets one of them go on with `bailee fleet let-go-on`, or enrols both anew",
    "revoked": "enrol it again with a new code, where it is still wanted",
    "removed": "enrol it again with a new code, where it is still wanted",
}
