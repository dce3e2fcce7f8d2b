"""Credentials: from a file that only its owner may read, or from the environment; never from the command line.

The file is TOML, a table an address, or the beginning of addresses:

    ["s3://acme-hr"]
    access_key_id = "…"
    secret_access_key = "…"

    ["postgresql://reader@db.example.com"]
    password_file = "/run/secrets/db"

The environment has `BAILEE_S3_SECRET_ACCESS_KEY`, or `BAILEE_S3_SECRET_ACCESS_KEY_FILE`, for every address of that scheme.
What is read here goes to the library that connects, and nowhere else: no repr, no error and no record shows it.

Where several organisations share a server, whoever names an address must not reach another one's place with it, nor send a
secret to a server of her own. So a table says whose it is, and there nothing else is lent:

    ["imaps://scanner@mail.alice.example"]
    organisation = "alices-shop-3fa2c1"
    password_file = "/run/secrets/alice-mail"

>>> ring = Keyring((Section(parse("imaps://mail.example"), {"password": "…"}),))
>>> ring.lent_to("alices-shop-3fa2c1", is_shared=True).of(parse("imaps://ann@mail.example"), (Need("password", ""),))
Traceback (most recent call last):
bailee.errors.NotAllowed: nobody said that the credentials for imaps://mail.example are this organisation's
"""

from __future__ import annotations

import os
import stat
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
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
    is_shared: bool = False  # on a server of several organisations: nothing else of this account's is used

    def get(self, name: str) -> str | None:
        return self.values.get(name)

    def needed(self, name: str) -> str:
        """NotAllowed, with where to put it, where it is missing."""
        value = self.values.get(name)
        if value is None and self.is_shared:
            raise NotAllowed(
                f"{self.address} needs a {name.replace('_', ' ')}",
                hint=f'whoever runs the server writes it into credentials.toml, below ["{_plain(self.address)}"]',
            )
        if value is None:
            variable = Need(name, "").variable(self.address.scheme)
            raise NotAllowed(
                f"{self.address} needs a {name.replace('_', ' ')}",
                hint=f"set {variable} or {variable}_FILE, or name a file of credentials with --credentials",
            )
        return value


@dataclass(frozen=True, slots=True)
class Section:
    """A table of the file: what addresses that begin like this one may use."""

    address: Address
    values: Mapping[str, str] = field(repr=False)
    organisation: str = ""  # ident of the one that it belongs to; empty: nobody said

    def fits(self, address: Address) -> bool:
        return _begins(self.address, address)

    @property
    def length(self) -> int:
        named = self.address
        return bool(named.host) + bool(named.user) + bool(named.port) + len(named.parts)


@dataclass(frozen=True, slots=True)
class Keyring:
    """Everything that a file and the environment hold."""

    sections: tuple[Section, ...] = field(default=(), repr=False)
    environment: Mapping[str, str] = field(default_factory=dict, repr=False)
    borrower: str = ""  # ident of the organisation that it was lent to
    is_shared: bool = False  # it was lent on a server that has others too

    def lent_to(self, organisation: str, *, is_shared: bool) -> Keyring:
        """What one organisation may use. Alone on its server: all but what is said to be another one's; else its own."""
        return replace(self, borrower=organisation, is_shared=is_shared)

    def of(self, address: Address, needs: tuple[Need, ...], steering: frozenset[str] = frozenset()) -> Credentials:
        """What the file says of the longest beginning of the address, then what the environment says of its scheme.

        `steering` are the options that say whom the source speaks to. NotAllowed where there is something that this
        organisation may not have.
        """
        needs = tuple(need for need in needs if need.fits(address.scheme))
        values = {} if self.is_shared else self._of_environment(address.scheme, needs)
        fitting = [section for section in self.sections if section.fits(address)]
        ours = [section for section in fitting if self._is_lent(section, address, steering)]
        if self.is_shared and not ours:
            self._refuse(address, needs, fitting, steering)
        for section in sorted(ours, key=lambda each: each.length):
            values.update(_resolved(section.values))
        names = {need.name for need in needs}
        lent = {name: value for name, value in values.items() if name in names}
        return Credentials(address, lent, is_shared=self.is_shared)

    def unbound(self) -> tuple[Section, ...]:
        """Tables that nobody is lent on a server of several: not said whose, or for any host."""
        return tuple(section for section in self.sections if not section.organisation or not section.address.host)

    def _of_environment(self, scheme: str, needs: tuple[Need, ...]) -> dict[str, str]:
        values: dict[str, str] = {}
        for need in needs:
            variable = need.variable(scheme)
            if self.environment.get(variable):
                values[need.name] = self.environment[variable]
            elif self.environment.get(f"{variable}_FILE"):
                values[need.name] = _content(Path(self.environment[f"{variable}_FILE"]))
        return values

    def _is_lent(self, section: Section, address: Address, steering: frozenset[str]) -> bool:
        if not self.is_shared:
            return not (section.organisation and self.borrower and section.organisation != self.borrower)
        if section.organisation != self.borrower or not section.address.host:
            return False
        # ?endpoint=https://mine.example would have the secret sent there
        return _steered(section.address, steering) == _steered(address, steering)

    def _refuse(
        self, address: Address, needs: tuple[Need, ...], fitting: list[Section], steering: frozenset[str]
    ) -> None:
        """NotAllowed, with what to write, where there would be credentials. Nothing is told of another organisation's."""
        own = f'organisation = "{self.borrower}"'
        if any(not section.organisation for section in fitting):
            raise NotAllowed(
                f"nobody said that the credentials for {_plain(address)} are this organisation's",
                hint=f"several share this server: write {own} into their table of credentials.toml",
            )
        mine = [section for section in fitting if section.organisation == self.borrower]
        if any(not section.address.host for section in mine):
            raise NotAllowed(
                f"the credentials for {address.scheme}:// name no host",
                hint=f'several organisations share this server: name it, as in ["{_plain(address)}"]',
            )
        if mine:
            said = ", ".join(
                sorted(name for name, _ in _steered(address, steering) ^ _steered(mine[0].address, steering))
            )
            raise NotAllowed(
                f"the credentials for {_plain(address)} are for other options than {said} of this address",
                hint=f'name the table as the address is, as in ["{address}"]',
            )
        if any(
            self.environment.get(f"{need.variable(address.scheme)}{end}") for need in needs for end in ("", "_FILE")
        ):
            raise NotAllowed(
                f"variables hold for every {address.scheme}:// address, and several organisations share this server",
                hint=f'write them into credentials.toml, below ["{_plain(address)}"] with {own}',
            )


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
    sections: list[Section] = []
    for number, (name, table) in enumerate(tables.items(), 1):
        if not looks_like_one(name) or not isinstance(table, dict):
            raise InvalidInput(
                f'table {number} of "{file}" is not named after an address', hint='as in ["s3://bucket"]'
            )
        if not all(isinstance(value, str) for value in table.values()):
            raise InvalidInput(
                f'table {number} of "{file}" holds something that is no text', hint="put values into quotes"
            )
        values = {key: value for key, value in table.items() if key != "organisation"}
        sections.append(Section(parse(name), values, table.get("organisation", "")))
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


def _steered(address: Address, steering: frozenset[str]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair in address.query if pair[0] in steering)


def _plain(address: Address) -> str:
    """Scheme and host, as a table may be named."""
    return f"{address.scheme}://{address.server}"
