"""Enrol agents: a code for a client's devices, shown once; a device that comes with it, and what it is told then.

ident, code = make_code(workspace, most=40, days=7, site="Main Street")
told = enrol(home, told)        # what a device asked, by the agents' door
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bailee import __version__
from bailee.errors import CannotRead, NotAllowed
from bailee.fleet.signing import ENROLMENT, is_weak
from bailee.fleet.versions import refusal
from bailee.machines import Machine
from bailee.permissions import Role
from bailee.store import database, link_tokens
from bailee.store.fleet_door import Refusal
from bailee.store.rows.base import atomic, now
from bailee.store.standing import Membership
from bailee.store.workspace import Workspace

NOT_GOOD = (403, "code", "this code is not good", "ask whoever looks after this client for a new one")


@dataclass(frozen=True, slots=True)
class Code:
    """A code, this once."""

    ident: str
    code: str = field(repr=False)


def make_code(workspace: Workspace, *, most: int = 1, days: int = 7, site: str = "") -> Code:
    """A code with which so many devices enrol within so many days. InvalidInput for more than may be."""
    workspace.keys.for_scanner()  # NotAllowed where no scanner elsewhere may have keys of this store
    return Code(*workspace.add_enrolment_code(most=most, expires_at=now() + timedelta(days=days), site=site))


def enrol(home: Path, told: Mapping[str, Any], *, oldest: str = "") -> dict[str, str]:
    """Make a device one of the organisation's. Refusal where its code is not good, its key is not its own, or its version is not taken."""
    try:
        code, public, proof = (
            str(told["code"]),
            b64decode(str(told["public_key"]), validate=True),
            b64decode(str(told["proof"])),
        )
        said = told["machine"]
        machine = Machine(str(said["number"])[:200], str(said["name"])[:200], str(said["system"])[:40])
        version, protocol = str(told["version"])[:60], int(told["protocol"])
    except (KeyError, TypeError, ValueError):
        raise Refusal(400, "malformed", "this is not how an agent enrols", "update the agent") from None
    if (
        len(public) != 32
        or is_weak(public)
        or not machine.number
        or not _is_its_own(public, proof, code, str(told["public_key"]))
    ):
        raise Refusal(400, "key", "the key of this device did not sign its enrolment")
    number = link_tokens.whose(code)
    workspace = fleet_door(home, number, "enrolment") if number is not None else None
    if workspace is None:
        raise Refusal(*NOT_GOOD)
    digest = link_tokens.hash_of(code)
    known = workspace.enrolment_code_of(digest)
    if known is None:
        raise Refusal(*NOT_GOOD)
    if why := refusal(version, server=__version__, oldest=oldest, protocol=protocol):
        raise Refusal(426, "version", why)
    keys = workspace.keys.for_scanner()
    with workspace.transaction():
        used = workspace.use_enrolment_code(digest)
        if used is not None:
            device = workspace.see_device(machine, ())
            if used.site:
                workspace.keep_device(device, site=used.site)
            agent = workspace.add_agent(device, public, used.ident, version)
    if used is None:
        with workspace.transaction():
            workspace.note_agent(
                known.ident, "code-refused", f"a device came with it, and it {known.fault(now()) or 'was used up'}"
            )
        raise Refusal(403, "code", f"this code {known.fault(now()) or 'was used up'}", NOT_GOOD[3])
    return {
        "agent": agent,
        "keyid": f"{workspace.organisation_id}.{agent}",
        "organisation": workspace.organisation,
        "fingerprint_key": b64encode(keys.fingerprint_key).decode(),
        "content_key": b64encode(keys.content_key).decode(),
        "recipient": keys.recipient,
        "verify_key": workspace.keys.verify_key.hex(),
    }


def _is_its_own(public: bytes, proof: bytes, code: str, written: str) -> bool:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(proof, ENROLMENT + code.encode() + written.encode())
    except (InvalidSignature, ValueError):
        return False
    return True


def fleet_door(home: Path, number: int, who: str) -> Workspace | None:
    """An organisation's door for the server's own work with its agents; None where there is none, or its keys are destroyed."""
    from bailee.store.models import Organisation

    home = home.absolute()
    alias = database.connect(home)
    with database.explained(home), atomic(alias):
        database.engine(home).enter(alias, (number,))
        ours = Organisation.objects.using(alias).filter(pk=number).first()
    if ours is None or not ours.wrapped_keys:
        return None
    standing = Membership(
        ours.ident, ours.name, who, Role.TECHNICIAN, "", None, "", ours.is_provider, number,
        provider_number=ours.provider_id, wrapped_keys=bytes(ours.wrapped_keys), log_number=ours.log_number,
    )  # fmt: skip
    try:
        return Workspace(home, ours.ident, who, standing=standing)
    except (CannotRead, NotAllowed):
        return None


__all__ = ["Code", "enrol", "fleet_door", "make_code"]
