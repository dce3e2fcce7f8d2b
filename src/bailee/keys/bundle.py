"""An organisation's keys in one blob: each wrapped under the organisation's key, and that under the master key.

A purpose may have several versions, `field`, `field.2`, `field.3`; the newest is used, all of them open. A blob is never
changed: `replaced` makes another one.

>>> bundle = Bundle.new("acme", {"field": b"1" * 32})
>>> wrapped = bundle.sealed(b"m" * 32)
>>> again = Bundle.opened((b"m" * 32,), "acme", wrapped).adding("field", b"2" * 32)
>>> again.versions("field") == (b"2" * 32, b"1" * 32)
True
"""

from __future__ import annotations

import base64
import json
import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from bailee.errors import CannotRead
from bailee.keys.custodians import Custodian, keeper, unwrap_by_any
from bailee.keys.fingerprints import KEY_BYTES
from bailee.keys.wrapping import VERSION, context, text, unwrap, wrap

NOT_OURS = "the keys of this organisation do not open with this master key"
_VERSIONED = re.compile(r"(?P<purpose>[a-z]+)(?:\.(?P<version>\d+))?")


@dataclass(frozen=True, slots=True)
class Bundle:
    """The opened keys by name, and when each was made (empty: with the organisation)."""

    organisation: str
    organisation_key: bytes = field(repr=False)
    keys: Mapping[str, bytes] = field(repr=False)
    made_at: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def new(cls, organisation: str, keys: Mapping[str, bytes]) -> Bundle:
        return cls(
            organisation, secrets.token_bytes(KEY_BYTES), dict(keys), dict.fromkeys((*keys, "organisation"), now())
        )

    @classmethod
    def opened(
        cls, masters: Sequence[bytes | Custodian], organisation: str, wrapped: bytes, only: Iterable[str] = ()
    ) -> Bundle:
        """CannotRead where the blob is damaged, belongs to another organisation or to another master key.

        `only`: purposes that are opened, all where none is named.
        """
        try:
            blob: dict[str, Any] = json.loads(bytes(wrapped))
            version, closed, keys = blob["version"], base64.b64decode(blob["organisation"]), blob["keys"]
            made_at = {str(name): str(day) for name, day in blob.get("made_at", {}).items()}
        except (ValueError, KeyError, TypeError, AttributeError):
            raise CannotRead(
                "the keys of this organisation are damaged", hint="restore the store from a backup"
            ) from None
        if version != VERSION or not isinstance(keys, dict):
            raise CannotRead(
                "the keys of this organisation were written by another version",
                hint="use the newer bailee that wrote them",
            )
        key = unwrap_by_any(masters, closed, context(organisation, "organisation"), NOT_OURS)
        wanted = set(only)
        names = [name for name in keys if not wanted or purpose_of(name) in wanted]
        return cls(organisation, key, {name: _open(key, organisation, name, keys[name]) for name in names}, made_at)

    def sealed(self, master: bytes | Custodian) -> bytes:
        """The blob that the store keeps."""
        blob = {
            "version": VERSION,
            "organisation": text(
                keeper(master).wrap(self.organisation_key, context(self.organisation, "organisation"))
            ),
            "keys": {
                name: text(wrap(self.organisation_key, key, context(self.organisation, name)))
                for name, key in self.keys.items()
            },
            "made_at": dict(self.made_at),
        }
        return json.dumps(blob, separators=(",", ":")).encode()

    def key(self, name: str) -> bytes:
        """CannotRead where it has none of this name."""
        try:
            return self.keys[name]
        except KeyError:
            raise CannotRead(
                f"the {name} key of this organisation is damaged", hint="restore the store from a backup"
            ) from None

    def versions(self, purpose: str) -> tuple[bytes, ...]:
        """Every version, newest first; none where there is no such purpose."""
        found = [(_version(name), key) for name, key in self.keys.items() if purpose_of(name) == purpose]
        return tuple(key for _, key in sorted(found, reverse=True))

    def adding(self, purpose: str, key: bytes) -> Bundle:
        """With a new version, which is used from now on."""
        there = [_version(name) for name in self.keys if purpose_of(name) == purpose]
        name = f"{purpose}.{max(there) + 1}" if there else purpose
        return self.with_key(name, key)

    def with_key(self, name: str, key: bytes) -> Bundle:
        return replace(self, keys={**self.keys, name: key}, made_at={**self.made_at, name: now()})

    def only_newest(self, purpose: str) -> Bundle:
        """Without the older versions: only once nothing is closed with them any more."""
        names = [name for name in self.keys if purpose_of(name) == purpose]
        old = set(sorted(names, key=_version)[:-1])
        return replace(
            self,
            keys={name: key for name, key in self.keys.items() if name not in old},
            made_at={name: at for name, at in self.made_at.items() if name not in old},
        )

    def with_new_organisation_key(self) -> Bundle:
        """The same keys under another organisation key."""
        made_at = {**self.made_at, "organisation": now()}
        return replace(self, organisation_key=secrets.token_bytes(KEY_BYTES), made_at=made_at)

    def newest_at(self, purpose: str) -> str:
        """When the version in use was made; empty where that was with the organisation."""
        if purpose == "organisation":
            return self.made_at.get(purpose, "")
        names = sorted((name for name in self.keys if purpose_of(name) == purpose), key=_version)
        return self.made_at.get(names[-1], "") if names else ""


def purpose_of(name: str) -> str:
    """The purpose of a key's name.

    >>> purpose_of("field.2"), purpose_of("log-until.17")
    ('field', 'log-until.17')
    """
    found = _VERSIONED.fullmatch(name)
    return found["purpose"] if found else name


def _version(name: str) -> int:
    found = _VERSIONED.fullmatch(name)
    return int(found["version"] or 1) if found else 1


def _open(organisation_key: bytes, organisation: str, name: str, wrapped: object) -> bytes:
    failure = f"the {name} key of this organisation is damaged"
    try:
        closed = base64.b64decode(wrapped if isinstance(wrapped, str) else b"")
    except ValueError:
        raise CannotRead(failure, hint="restore the store from a backup") from None
    return unwrap(organisation_key, closed, context(organisation, name), failure)


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
