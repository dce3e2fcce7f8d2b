"""The agent's folder: the device's key, what it was told when it enrolled, its place in the chain, its spool.

>>> import tempfile
>>> folder = Folder(Path(tempfile.mkdtemp()) / "agent")
>>> folder.is_enrolled
False
"""

from __future__ import annotations

import json
import os
import sys
from base64 import b64decode, b64encode
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import platformdirs

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.keys import key_files

HOME_VARIABLE = "BAILEE_AGENT_HOME"
DATABASES = tuple(f"{name}.db{side}" for name in ("spool", "memory") for side in ("", "-journal", "-wal", "-shm"))


def usual_home() -> Path:
    """Where the agent's folder lies, where nobody said otherwise: the system's own for a service, else the account's."""
    if named := os.environ.get(HOME_VARIABLE):
        return Path(named)
    if sys.platform == "win32":
        return Path(os.environ.get("PROGRAMDATA", r"C:\ProgramData")) / "bailee-agent"
    if sys.platform == "darwin" and os.geteuid() == 0:
        return Path("/Library/Application Support/bailee-agent")
    if os.geteuid() == 0:
        return Path("/var/lib/bailee-agent")
    return Path(platformdirs.user_state_dir("bailee-agent"))


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What the server told when the agent enrolled."""

    server: str  # https://privacy.example.com
    keyid: str
    ident: str
    organisation: str  # what it calls itself
    fingerprint_key: str = field(repr=False)  # base64
    content_key: str = field(repr=False)
    recipient: str  # public age key: what is found is closed to it
    verify_key: str  # hex, of the log: signs slips of the gate
    machine: str  # keyed print of the machine's number: a copied disk is another machine
    ca: str = ""  # file with the certificates that are believed; empty: those of the system
    pin: str = ""  # sha256/… of the server's public key, in place of that

    @property
    def keys(self) -> tuple[bytes, bytes]:
        return b64decode(self.fingerprint_key), b64decode(self.content_key)


@dataclass(slots=True)
class Folder:
    path: Path

    @property
    def is_enrolled(self) -> bool:
        return (self.path / "agent.json").is_file()

    @property
    def database(self) -> Path:
        return self.path / "spool.db"

    @property
    def memory(self) -> Path:
        """What it remembers of files that it read."""
        return self.path / "memory.db"

    @property
    def patterns(self) -> Path:
        """Where detectors keep what they compiled, so that it goes with the agent."""
        return self.path / "patterns"

    def make(self) -> None:
        """NotAllowed where it cannot be made, or is open to other accounts."""
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            key_files.refuse_if_open_to_others(self.path, self.path.stat())
        except OSError:
            raise NotAllowed(
                f"the folder {self.path} cannot be made",
                hint=f"run this as administrator, or name another in {HOME_VARIABLE}",
            ) from None

    def enrolment(self) -> Enrolment:
        """InvalidInput where it is not enrolled; CannotRead where its file is damaged."""
        try:
            told = json.loads((self.path / "agent.json").read_text("utf-8"))
            return Enrolment(**told)
        except FileNotFoundError:
            raise InvalidInput(
                "this agent is not enrolled", hint="bailee agent enrol https://SERVER --code CODE"
            ) from None
        except PermissionError:
            raise NotAllowed(f"{self.path} belongs to another account", hint="run this as administrator") from None
        except (ValueError, TypeError, OSError):
            raise CannotRead("what this agent was told at its enrolment is damaged", hint="enrol it again") from None

    def keep(self, enrolment: Enrolment, key: bytes) -> None:
        """A new enrolment in the place of any before; the chain begins anew, and what was not handed in stays sealed where it is."""
        key_files.replace(self.path / "device.key", b64encode(key).decode())
        key_files.replace(self.path / "chain.json", "{}")
        key_files.replace(self.path / "agent.json", json.dumps(asdict(enrolment), indent=1))

    def device_key(self) -> Any:
        """Ed25519. NotAllowed where other accounts could read its file."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        path = self.path / "device.key"
        try:
            key_files.refuse_if_open_to_others(path, path.stat())
            return Ed25519PrivateKey.from_private_bytes(b64decode(path.read_text("ascii"), validate=True))
        except (OSError, ValueError):
            raise CannotRead("the key of this device is missing or damaged", hint="enrol it again") from None

    def chain(self) -> dict[str, Any]:
        """Where the agent is in its chain: `counter`, `own`, `before`, `offset` (seconds that the server's clock is ahead)."""
        try:
            told = json.loads((self.path / "chain.json").read_text("utf-8"))
            return told if isinstance(told, dict) else {}
        except (OSError, ValueError):
            return {}

    def keep_chain(self, chain: dict[str, Any]) -> None:
        """Before a request goes out: one that was sent and not answered is sent again as the same."""
        key_files.replace(self.path / "chain.json", json.dumps(chain))

    def remove(self) -> list[str]:
        """Everything that the agent made in it, and the folder where nothing else is left in it; what had to stay."""
        mine = ("agent.json", "device.key", "chain.json", "run.lock", *DATABASES)
        for name in mine:
            with suppress(OSError):
                (self.path / name).unlink()
        for damaged in self.path.glob("spool-damaged-*"):
            with suppress(OSError):
                damaged.unlink()
        for compiled in self.patterns.glob("*"):
            with suppress(OSError):
                compiled.unlink()
        for folder in (self.patterns, self.path):
            with suppress(OSError):
                folder.rmdir()
        return sorted(each.name for each in self.path.iterdir()) if self.path.exists() else []
