"""Shares: whom this machine lets in from the network, beside its own accounts: Samba's smb.conf, NFS's exports.

>>> [share] = samba("[global]\\nmap to guest = bad user\\n[Public]\\npath = /srv/public\\nguest ok = yes\\n")
>>> share.name, share.path, share.lets_in_guests
('Public', '/srv/public', True)
>>> [share] = nfs("/srv/hr  192.0.2.0/24(rw,sec=krb5p)  *(ro)\\n")
>>> share.hosts, share.trusts_any_host
(('192.0.2.0/24', '*'), True)
"""

from __future__ import annotations

import configparser
import ipaddress
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PurePath, PurePosixPath

from bailee.places.interface import System, read


@dataclass(frozen=True, slots=True)
class Share:
    """A folder that this machine shares, and to whom."""

    name: str
    path: str
    protocol: str  # SMB, NFS
    lets_in_guests: bool = False  # whoever is in the network, without a password
    guest: str = "nobody"  # the account that guests are
    forced: str = ""  # everybody who comes in is this account
    users: tuple[str, ...] = ()  # `valid users`: these alone; empty: everybody with an account
    denied: tuple[str, ...] = ()
    hosts: tuple[str, ...] = ()  # of NFS: who may mount it
    trusts_any_host: bool = False  # a machine in the network says which account it is, and is believed
    as_root: bool = False  # it may say that it is root
    is_encrypted: bool | None = None  # what comes over it

    def holds(self, folder: PurePath) -> bool:
        path = PurePosixPath(self.path)
        return folder == path or path in folder.parents

    @property
    def words(self) -> str:
        """To whom, in words.

        >>> Share("Public", "/srv/public", "SMB", lets_in_guests=True).words
        'the share Public (SMB): anybody in the network, without a password'
        """
        called = f"the share {self.name} ({self.protocol})"
        if self.lets_in_guests:
            return f"{called}: anybody in the network, without a password"
        if self.trusts_any_host:
            return f"{called}: any machine in {', '.join(self.hosts)}, which says itself who is asking"
        if self.users:
            return f"{called}: {', '.join(self.users)}"
        return f"{called}: every account that may sign in"


def shares(system: System) -> tuple[Share, ...]:
    """Of this machine, as its settings say."""
    told = [*samba(system.read("/etc/samba/smb.conf")), *nfs(system.read("/etc/exports"))]
    folder = system.path("/var/lib/samba/usershares")
    for file in sorted(folder.glob("*")) if folder.is_dir() else ():
        told += _of_a_user(file.name, read(file))
    extra = system.path("/etc/exports.d")
    for file in sorted(extra.glob("*.exports")) if extra.is_dir() else ():
        told += nfs(read(file))
    return tuple(told)


def samba(text: str) -> Iterator[Share]:
    """smb.conf(5). A section without a path, a printer, the homes and those with variables in their path are left out."""
    told = configparser.ConfigParser(
        strict=False, interpolation=None, delimiters=("=",), comment_prefixes=("#", ";"), allow_no_value=True
    )
    try:
        told.read_string("\n".join(line.strip() for line in text.splitlines()))
    except configparser.Error:
        return
    of_all = {_key(name): value or "" for name, value in (told["global"].items() if "global" in told else ())}
    for section in told.sections():
        own = of_all | {_key(name): value or "" for name, value in told[section].items()}
        path = own.get("path") or own.get("directory") or ""
        if section.casefold() in ("global", "homes", "printers", "print$") or not path.startswith("/") or "%" in path:
            continue
        guests = _yes(own, "guestok") or _yes(own, "public")
        yield Share(
            section,
            path.rstrip("/") or "/",
            "SMB",
            lets_in_guests=guests,  # whatever `map to guest` says: anybody can ask to be one
            guest=own.get("guestaccount") or "nobody",
            forced=own.get("forceuser", ""),
            users=_names(own.get("validusers", "")),
            denied=_names(own.get("invalidusers", "")),
            is_encrypted=_sealed(own.get("smbencrypt") or own.get("serversmbencrypt") or ""),
        )


def _key(name: str) -> str:
    """Names of settings are written with or without blanks."""
    return name.replace(" ", "").casefold()


def _yes(told: dict[str, str], name: str) -> bool:
    return told.get(name, "").strip().casefold() in ("yes", "true", "1")


def _names(text: str) -> tuple[str, ...]:
    """`@` and `+` stand before a group.

    >>> _names('@hr, "Domain Users" pat')
    ('@hr', 'Domain Users', 'pat')
    """
    lexer = shlex.shlex(text, posix=True)
    lexer.whitespace += ","
    lexer.whitespace_split, lexer.commenters, lexer.escape = True, "", ""
    try:
        return tuple(lexer)
    except ValueError:
        return tuple(re.split(r"[,\s]+", text.strip()))


def _sealed(told: str) -> bool | None:
    """`required` encrypts all; `desired` where the client can; `off` nothing; else a client may ask for it."""
    return {"required": True, "mandatory": True, "off": False, "disabled": False}.get(told.strip().casefold())


def _of_a_user(name: str, text: str) -> Iterator[Share]:
    """net(8), usershares: a folder that somebody shares without being root."""
    path = re.search(r"(?m)^path=(/.*)$", text)
    if path:
        guests = re.search(r"(?m)^guest_ok=y", text) is not None
        everyone = re.search(r"(?m)^usershare_acl=.*(?:S-1-1-0|Everyone):[RFrf]", text) is not None
        yield Share(name, path[1].rstrip("/") or "/", "SMB", lets_in_guests=guests and everyone)


_HOST = re.compile(r"([^\s()]*)(?:\(([^)]*)\))?")
_BIG = 255  # hosts of a network that is any machine's, and no list of known ones


def nfs(text: str) -> Iterator[Share]:
    """exports(5). With `sec=sys`, as it is by default, a machine says itself which account is asking."""
    text = text.replace("\\\n", " ")
    for line in text.splitlines():
        words = re.findall(r'"[^"]*"|[^\s"]+', line.split("#")[0])
        if not words or not words[0].strip('"').startswith("/"):
            continue
        path, usual, hosts = words[0].strip('"').replace("\\040", " "), "", []
        trusts = root = False
        sealed: list[bool] = []
        for word in words[1:] or ["*"]:
            if word.startswith("-"):
                usual = word[1:]
                continue
            found = _HOST.fullmatch(word)
            if not found:
                continue
            host, options = found[1] or "*", [*usual.split(","), *(found[2] or "").split(",")]
            kinds = {kind for each in options if each.startswith("sec=") for kind in each[4:].split(":")} or {"sys"}
            hosts.append(host)
            sealed.append(kinds == {"krb5p"} or "xprtsec=tls" in options or "xprtsec=mtls" in options)
            if kinds & {"sys", "none"} and _is_open(host) and "all_squash" not in options:
                trusts, root = True, root or "no_root_squash" in options
        yield Share(
            path.rstrip("/") or "/",
            path.rstrip("/") or "/",
            "NFS",
            hosts=tuple(hosts),
            trusts_any_host=trusts,
            as_root=root,
            is_encrypted=all(sealed) if sealed else None,
        )


def _is_open(host: str) -> bool:
    """Whether it is more machines than somebody looks after one by one: all, a pattern, a network.

    >>> [_is_open(each) for each in ("*", "*.example", "192.0.2.0/24", "192.0.2.7", "nas2", "@trusted")]
    [True, True, True, False, False, False]
    """
    if "*" in host or "?" in host:
        return True
    try:
        return ipaddress.ip_network(host, strict=False).num_addresses > _BIG
    except ValueError:
        return False
