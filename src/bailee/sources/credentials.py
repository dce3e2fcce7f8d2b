"""Credentials: from a file that only its owner may read, or from the environment; never from the command line.

The file is TOML, a table an address, or the beginning of addresses:

    ["s3://acme-hr"]
    access_key_id = "…"
    secret_access_key = "…"

    ["postgresql://reader@db.example.com"]
    password_file = "/run/secrets/db"

The environment has `BAILEE_S3_SECRET_ACCESS_KEY`, or `BAILEE_S3_SECRET_ACCESS_KEY_FILE`, for every address of that scheme.
What is read here goes to the library that connects, and nowhere else: no repr, no error and no record shows it.
"""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.sources.addresses import Address, looks_like_one, parse

_LARGEST = 1 << 20


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a source takes from the credentials."""

    name: str
    help: str
    only: tuple[str, ...] = ()  # the schemes that it is for, where it is not for all of a source's

    def fits(self, scheme: str) -> bool:
        return not self.only or scheme in self.only

    def variable(self, scheme: str) -> str:
        """
        >>> Need("secret_access_key", "").variable("s3")
        'BAILEE_S3_SECRET_ACCESS_KEY'
        """
        return f"BAILEE_{scheme.upper().replace('+', '_').replace('-', '_')}_{self.name.upper()}"


@dataclass(frozen=True, slots=True)
class Credentials:
    """What one address may use."""

    address: Address
    values: Mapping[str, str] = field(default_factory=dict, repr=False)

    def get(self, name: str) -> str | None:
        return self.values.get(name)

    def needed(self, name: str) -> str:
        """NotAllowed, with where to put it, where it is missing."""
        value = self.values.get(name)
        if value is None:
            variable = Need(name, "").variable(self.address.scheme)
            raise NotAllowed(
                f"{self.address} needs a {name.replace('_', ' ')}",
                hint=f"set {variable} or {variable}_FILE, or name a file of credentials with --credentials",
            )
        return value


@dataclass(frozen=True, slots=True)
class Keyring:
    """Everything that a file and the environment hold."""

    sections: tuple[tuple[Address, Mapping[str, str]], ...] = field(default=(), repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)

    def of(self, address: Address, needs: tuple[Need, ...]) -> Credentials:
        """What the file says of the longest beginning of the address, then what the environment says of its scheme."""
        values: dict[str, str] = {}
        needs = tuple(need for need in needs if need.fits(address.scheme))
        for need in needs:
            variable = need.variable(address.scheme)
            if self.environment.get(variable):
                values[need.name] = self.environment[variable]
            elif self.environment.get(f"{variable}_FILE"):
                values[need.name] = _content(Path(self.environment[f"{variable}_FILE"]))
        fitting = [section for section in self.sections if _begins(section[0], address)]
        for _, told in sorted(fitting, key=lambda section: _length(section[0])):
            values.update(_resolved(told))
        names = {need.name for need in needs}
        return Credentials(address, {name: value for name, value in values.items() if name in names})


def read(file: Path | None, environment: Mapping[str, str]) -> Keyring:
    """InvalidInput or NotAllowed where the file cannot be used; no message quotes it."""
    if file is None:
        return Keyring((), environment)
    text = _private(file)
    try:
        tables: dict[str, Any] = tomllib.loads(text)
    except tomllib.TOMLDecodeError:  # its message may quote a password
        raise InvalidInput(
            f'"{file}" is no TOML', hint='as in ["s3://bucket"] and below it secret_access_key = "…"'
        ) from None
    sections: list[tuple[Address, Mapping[str, str]]] = []
    for number, (name, table) in enumerate(tables.items(), 1):
        if not looks_like_one(name) or not isinstance(table, dict):
            raise InvalidInput(
                f'table {number} of "{file}" is not named after an address', hint='as in ["s3://bucket"]'
            )
        if not all(isinstance(value, str) for value in table.values()):
            raise InvalidInput(
                f'table {number} of "{file}" holds something that is no text', hint="put values into quotes"
            )
        sections.append((parse(name), table))
    return Keyring(tuple(sections), environment)


def _private(file: Path) -> str:
    """The file's text, if nobody but its owner may read it."""
    try:
        with file.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise InvalidInput(f'"{file}" is no file', hint="name a TOML file with --credentials")
            if sys.platform != "win32" and stat.S_IMODE(status.st_mode) & 0o077:
                raise NotAllowed(f'others may read "{file}"', hint=f'chmod 600 "{file}"')
            content = stream.read(_LARGEST + 1)
    except OSError as error:
        why = "there is no" if isinstance(error, FileNotFoundError) else "cannot read"
        raise CannotRead(f'{why} "{file}"', hint="name a TOML file of credentials that you may read") from None
    try:
        text = content.decode()
    except UnicodeDecodeError:
        raise InvalidInput(f'"{file}" is no text', hint="credentials are TOML in UTF-8") from None
    if len(content) > _LARGEST:
        raise InvalidInput(f'"{file}" is too big for a file of credentials')
    return text


def _content(file: Path) -> str:
    """A secret that lies in a file of its own, as container systems hand them over; its last line end is none of it."""
    try:
        return file.read_text("utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError):
        raise CannotRead(f'cannot read "{file}"', hint="it should hold a secret, and be readable for you") from None


def _resolved(table: Mapping[str, str]) -> dict[str, str]:
    plain = {name: value for name, value in table.items() if not name.endswith("_file")}
    filed = {
        name.removesuffix("_file"): _content(Path(value)) for name, value in table.items() if name.endswith("_file")
    }
    return {**filed, **plain}


def _begins(section: Address, address: Address) -> bool:
    """What the section's name leaves out fits anything."""
    if section.scheme != address.scheme or (section.host and section.host.lower() != address.host.lower()):
        return False
    if (section.user and section.user != address.user) or (section.port and section.port != address.port):
        return False
    return address.parts[: len(section.parts)] == section.parts


def _length(section: Address) -> int:
    return bool(section.host) + bool(section.user) + bool(section.port) + len(section.parts)
