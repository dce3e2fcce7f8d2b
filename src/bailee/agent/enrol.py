"""Enrol: a key is made on the device, and a code that a member made makes it one of the organisation's devices.

enrolment = enrol(Folder(path), Trust("https://privacy.example.com"), "3-K7Q2…")
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import json
import random
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Callable
from dataclasses import asdict, replace

from bailee import __version__, machines
from bailee.agent.folder import Enrolment, Folder
from bailee.agent.line import ROOT, SECONDS, Away, Refused, Trust
from bailee.errors import InvalidInput, NotAllowed
from bailee.fleet import signing
from bailee.fleet.versions import PROTOCOL
from bailee.keys import key_files

PATIENCE = 600.0  # seconds in which a device asks again: a whole office is installed at one moment, from one address
PAUSES = 5.0, 60.0  # seconds between two tries: the first, and the longest


def enrol(
    folder: Folder, trust: Trust, code: str, *, again: bool = False, sleep: Callable[[float], None] = time.sleep
) -> Enrolment:
    """Enrol this device; where too many come at once, wait for its turn. InvalidInput where it is enrolled already and `again` was not
    asked; Refused for a code that is not good."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    if folder.is_enrolled and not again:
        raise InvalidInput(
            "this device is enrolled already", hint="`bailee agent status` says where; --again enrols it anew"
        )
    folder.make()
    key, machine = Ed25519PrivateKey.generate(), machines.here()
    public = b64encode(signing.public_of(key)).decode()
    told = {
        "code": code.strip(),
        "public_key": public,
        "proof": b64encode(key.sign(signing.ENROLMENT + code.strip().encode() + public.encode())).decode(),
        "machine": {"number": machine.number, "name": machine.name, "system": machine.system},
        "version": __version__,
        "protocol": PROTOCOL,
    }
    answer = _asked_in_turn(trust, told, sleep)
    fingerprint_key = b64decode(answer["fingerprint_key"])
    enrolment = Enrolment(
        trust.server.rstrip("/"),
        answer["keyid"],
        answer["agent"],
        answer["organisation"],
        answer["fingerprint_key"],
        answer["content_key"],
        answer["recipient"],
        answer["verify_key"],
        machine_print(fingerprint_key),
        trust.ca,
        trust.pin,
    )
    folder.keep(enrolment, key.private_bytes_raw())
    return enrolment


def machine_print(fingerprint_key: bytes) -> str:
    """This machine, as the agent's folder remembers it: a folder that was copied to another one is not the same agent."""
    return hmac.digest(fingerprint_key, b"machine\x00" + machines.here().number.encode(), hashlib.sha256).hex()[:32]


def require_same_machine(enrolment: Enrolment) -> None:
    """NotAllowed on another machine than the one that was enrolled."""
    if machine_print(enrolment.keys[0]) != enrolment.machine:
        raise NotAllowed(
            "this agent was enrolled on another machine: its folder, or the whole disk, was copied",
            hint="enrol this machine with a code of its own: bailee agent enrol SERVER --code CODE --again",
        )


def pin_anew(folder: Folder, pin: str) -> None:
    """Believe another key of the server. InvalidInput where it is written otherwise than a pin."""
    if not re.fullmatch(r"sha256/[A-Za-z0-9+/]{43}=", pin):
        raise InvalidInput("this is no pin", hint="as in sha256/ and 44 letters; the refusal of the old one names it")
    enrolment = replace(folder.enrolment(), pin=pin)
    key_files.replace(folder.path / "agent.json", json.dumps(asdict(enrolment), indent=1))


def _asked_in_turn(trust: Trust, told: dict[str, object], sleep: Callable[[float], None]) -> dict[str, str]:
    pause, waited = PAUSES[0], 0.0
    while True:
        try:
            return _asked(trust, told)
        except Refused as refusal:
            if refusal.code != "too-many" or waited >= PATIENCE:
                raise
        rest = random.uniform(0.5, 1.0) * pause  # noqa: S311 - no secret: not all at the same moment again
        sleep(rest)
        waited, pause = waited + rest, min(PAUSES[1], 2 * pause)


def _asked(trust: Trust, told: dict[str, object]) -> dict[str, str]:
    connection = trust.connect(SECONDS)
    try:
        connection.request("POST", f"{ROOT}/enrol", json.dumps(told).encode(), {"Content-Type": "application/json"})
        answer = connection.getresponse()
        said = json.loads(answer.read(1 << 20))
    except (OSError, http.client.HTTPException, ValueError):
        raise Away("the server is not reached, or is no server of bailee's", hint="look at its address") from None
    finally:
        connection.close()
    if answer.status != 200 or not isinstance(said, dict):
        shape = said if isinstance(said, dict) else {}
        raise Refused(
            str(shape.get("error", f"status-{answer.status}")), str(shape.get("says", "the server refused"))[:500],
            str(shape.get("hint", ""))[:500],
        )  # fmt: skip
    return said
