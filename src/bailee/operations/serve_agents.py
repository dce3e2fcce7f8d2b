"""What the agents' door answers: a poll gets what is to be done, a push its acknowledgement.

A poll for which there is nothing to do costs a signature and one statement. Only a job that is given out is looked at closely:
whether the client still instructs it, and what the gate says of its device. The gate's answer goes with it, signed.
"""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

from bailee import __version__
from bailee.dates import in_short
from bailee.errors import Error
from bailee.fleet import slips
from bailee.fleet.signing import Signed
from bailee.fleet.versions import refusal
from bailee.gates import Asked, Sort
from bailee.operations.ask_gate import ask_gate
from bailee.operations.enrol_agent import fleet_door
from bailee.operations.follow_policy import agent_settings, device_policy, mark, not_read
from bailee.operations.record_authority import require_authority
from bailee.sources.addresses import Address
from bailee.store.fleet_door import LEASE, Push, Refusal, Speaker, Waiting, hearing, nothing_new
from bailee.store.rows.base import now, today
from bailee.store.rows.fleet import SCHEME
from bailee.store.workspace import Workspace

WAIT = 60.0  # seconds until the next poll, where there is nothing to do
BUSY = 20.0  # where a job runs
LOOKS = 5.0  # seconds between two looks for a job while a poll is held
_held = threading.BoundedSemaphore(6)  # polls that are held at the same time: the other threads answer
# Paths that hold people's homes on any machine; of others the agent itself looks whose they are.
_HOMES = re.compile(
    r"/|/(?:home|Users|root|mnt/c/Users)(?:/.*)?|[A-Za-z]:[\\/]?(?:(?:Users|Documents and Settings)(?:[\\/].*)?)?"
)
_REPORT = 4_000  # bytes that an agent may say of itself


def poll(home: Path, signed: Signed, told: Mapping[str, Any], *, oldest: str = "") -> dict[str, Any]:
    """What an agent is to do; held for a while where there is nothing yet and somebody may be given that. Refusal otherwise."""
    version = str(told.get("version", ""))[:60]
    refused = refusal(version, server=__version__, oldest=oldest, protocol=_number(told.get("protocol")))
    running = [str(each)[:80] for each in _list(told.get("running"))][:20]
    said = told.get("report")
    report = said if isinstance(said, dict) and len(str(said)) <= _REPORT else None
    agent, found = None, None
    renewed: dict[str, str] = {}
    withdrawn: list[str] = []
    if not running and not refused and report is not None:
        agent = nothing_new(home, signed, version=version, report=report)
    if agent is None:
        with hearing(home, signed, version=version, refused=refused) as agent:
            if report is not None:
                agent.say(report)
            renewed, withdrawn = agent.renew(running)
            found = agent.waiting(running) if told.get("free") else None
    answer: dict[str, Any] = {
        "acked": agent.acked, "wait": BUSY if running else WAIT, "withdrawn": withdrawn, "oldest": oldest,
        "server": __version__, "renewed": {ident: {"until": until} for ident, until in renewed.items()},
    }  # fmt: skip
    if found is None and told.get("free") and not running:
        found = _held_for(home, agent, min(_seconds(told.get("hold")), 25.0))
    if found is not None:
        answer["lease"] = _given(home, agent, found)
    return answer


def push(home: Path, signed: Signed, told: Mapping[str, Any], body: bytes, *, oldest: str = "") -> dict[str, Any]:
    """The number up to which everything arrived. Refusal where an earlier piece is missing."""
    try:
        piece = Push(
            int(told["sequence"]), str(told["lease"])[:80], int(told["attempt"]), int(told["number"]),
            told["last"] is True, told["lost"] is True, told["leaps"] is True,
        )  # fmt: skip
    except (KeyError, TypeError, ValueError):
        raise Refusal(400, "malformed", "this is no piece of an agent's", "update the agent") from None
    if not 0 < piece.sequence < 1 << 53 or not 0 <= piece.number < 1 << 31 or not 0 <= piece.attempt < 1 << 31:
        raise Refusal(400, "malformed", "this is no piece of an agent's", "update the agent")
    version = str(told.get("version", ""))[:60]
    # what an older one read still counts; a newer one may say what nobody here understands
    refused = refusal(version, server=__version__, oldest="", protocol=_number(told.get("protocol")))
    with hearing(home, signed, version=version, refused=refused) as agent:
        return {"acked": agent.take(piece, body)}


def goodbye(home: Path, signed: Signed, told: Mapping[str, Any]) -> dict[str, Any]:
    """The agent was uninstalled: it is not expected any more."""
    with hearing(home, signed, version=str(told.get("version", ""))[:60]) as agent:
        agent.end("removed", "it was uninstalled")
    return {}


def _held_for(home: Path, agent: Speaker, seconds: float) -> Waiting | None:
    """A job that comes within so many seconds. A few agents are held at a time; the others are told to come again."""
    if seconds < LOOKS or not _held.acquire(blocking=False):
        return None
    try:
        until = time.monotonic() + seconds
        while time.monotonic() + LOOKS <= until:
            time.sleep(LOOKS)
            with agent.again() as found:
                if found is not None:
                    return found
        return None
    finally:
        _held.release()


def _given(home: Path, agent: Speaker, found: Waiting) -> dict[str, Any] | None:
    """The job as the agent is told it, with what the gate said; None where it may not be done now, and the job says why."""
    workspace = fleet_door(home, agent.organisation, agent.ident)
    if workspace is None:
        return None
    (lease,) = workspace.leases(ident=found.ident)
    path = str(lease.told.get("path", ""))
    try:
        require_authority(workspace, [Address(SCHEME, lease.device, path=path.replace("\\", "/").strip("/"))])
    except Error as error:
        with workspace.transaction():
            workspace.hold_lease(lease.row, str(error)[:300])
        return None
    slip = _slip(workspace, lease.ident, agent.ident, lease.device)
    if not slip.is_open and _HOMES.fullmatch(path):
        with workspace.transaction():
            workspace.hold_lease(lease.row, f"the gate is shut: {slip.why}"[:300])
        return None
    held = device_policy(workspace, lease.device)
    if why := not_read(held, path):
        with workspace.transaction():
            workspace.hold_lease(lease.row, why[:300])
        return None
    until = now() + LEASE
    gate = {
        "policy": mark(held),
        "open": slip.is_open,
        "why": slip.why[:300],
        "overrides": list(slip.overrides),
        "on": in_short(today()),
    }
    with workspace.transaction():
        if not workspace.give_lease(lease.row, agent.row, until, gate):
            return None
    settings = agent_settings(held, lease.told)
    if found.attempt == 1 and (since := workspace.last_taken_in(lease, agent.device, agent.row)):
        settings["since"] = since  # what did not change since then need not be read; a second try reads everything
    return {
        "ident": lease.ident, "attempt": found.attempt, "told": settings, "until": until.isoformat(),
        "slip": slips.written(slip, workspace.keys.sign),
    }  # fmt: skip


def _slip(workspace: Workspace, lease: str, agent: str, device: str) -> slips.Slip:
    """What the gate says of a device today. Answers are kept for some minutes: it reads facts, laws, notices and the roster."""
    key, at = (str(workspace.home), workspace.organisation_id, device), time.monotonic()
    kept = _answers.get(key)
    if kept is None or at - kept[0] > _KEPT:
        named = workspace.device_name(device) or device
        answer = ask_gate(workspace, Asked(Sort.DEVICE, named), on=now().astimezone().date())
        if len(_answers) > 10_000:
            _answers.clear()
        kept = _answers[key] = (at, answer.is_open, answer.why, ("device",) if answer.overridden_by else ())
    _, is_open, why, overrides = kept
    return slips.Slip(lease, agent, is_open, "" if is_open else why, overrides, now() + timedelta(hours=slips.HOURS))


_KEPT = 60.0  # seconds
_answers: dict[tuple[str, int, str], tuple[float, bool, str, tuple[str, ...]]] = {}


def _number(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _seconds(value: Any) -> float:
    return float(value) if isinstance(value, (int, float)) and not isinstance(value, bool) and value > 0 else 0.0
