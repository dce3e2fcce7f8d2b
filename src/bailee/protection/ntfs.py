"""Access lists of NTFS: a security descriptor, read as Windows keeps it, and judged as Windows judges.

Pure Python, so that it is read on a Linux mount as well: `system.ntfs_acl` (ntfs-3g), `system.cifs_acl` (the kernel's SMB
client), `security.NTACL` (what Samba keeps beside a file). https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp

>>> sid_text(bytes.fromhex("010100000000000100000000"))
'S-1-1-0'
>>> name_of("S-1-5-32-545"), name_of("S-1-5-21-1-2-3-513"), name_of("S-1-5-21-1-2-3-1105")
('Users', 'Domain Users', 'S-1-5-21-1-2-3-1105')
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from enum import IntEnum

FILE_READ_DATA = 0x0001
_READ_CONTROL, _WRITE_DAC = 0x0002_0000, 0x0004_0000
_GENERIC_READ, _GENERIC_WRITE, _GENERIC_EXECUTE, _GENERIC_ALL = 0x8000_0000, 0x4000_0000, 0x2000_0000, 0x1000_0000
# MS-FSCC / winnt.h: what the generic rights mean for a file
_MEANS = {
    _GENERIC_READ: 0x0012_0089,
    _GENERIC_WRITE: 0x0012_0116,
    _GENERIC_EXECUTE: 0x0012_00A0,
    _GENERIC_ALL: 0x001F_01FF,
}
_DACL_PRESENT, _SELF_RELATIVE = 0x0004, 0x8000
_INHERIT_ONLY = 0x08
_LARGEST = 64 << 10  # bytes of a list, by its own field of length
OWNER_RIGHTS = "S-1-3-4"


class Malformed(ValueError):
    """Bytes that are no security descriptor."""


class AceType(IntEnum):
    """MS-DTYP 2.4.4.1. Those of a callback hang on a condition (a claim, a device), which is not judged here."""

    ALLOW = 0x00
    DENY = 0x01
    ALLOW_OBJECT = 0x05
    DENY_OBJECT = 0x06
    ALLOW_CALLBACK = 0x09
    DENY_CALLBACK = 0x0A
    ALLOW_CALLBACK_OBJECT = 0x0B
    DENY_CALLBACK_OBJECT = 0x0C


_ALLOWS = frozenset({AceType.ALLOW, AceType.ALLOW_OBJECT})
_DENIES = frozenset({AceType.DENY, AceType.DENY_OBJECT})
_CONDITIONAL = frozenset(
    {
        AceType.ALLOW_CALLBACK,
        AceType.DENY_CALLBACK,
        AceType.ALLOW_CALLBACK_OBJECT,
        AceType.DENY_CALLBACK_OBJECT,
    }
)
_OF_OBJECTS = frozenset(
    {
        AceType.ALLOW_OBJECT,
        AceType.DENY_OBJECT,
        AceType.ALLOW_CALLBACK_OBJECT,
        AceType.DENY_CALLBACK_OBJECT,
    }
)

# MS-DTYP 2.4.2.4, well-known SIDs; those of domains by their last number
_NAMES = {
    "S-1-0-0": "Nobody",
    "S-1-1-0": "Everyone",
    "S-1-2-0": "Local",
    "S-1-3-0": "Creator Owner",
    "S-1-3-1": "Creator Group",
    "S-1-3-4": "Owner Rights",
    "S-1-5-2": "Network",
    "S-1-5-4": "Interactive",
    "S-1-5-6": "Service",
    "S-1-5-7": "Anonymous",
    "S-1-5-9": "Domain controllers",
    "S-1-5-10": "Self",
    "S-1-5-11": "Authenticated Users",
    "S-1-5-14": "Remote interactive logon",
    "S-1-5-18": "SYSTEM",
    "S-1-5-19": "Local Service",
    "S-1-5-20": "Network Service",
    "S-1-5-32-544": "Administrators",
    "S-1-5-32-545": "Users",
    "S-1-5-32-546": "Guests",
    "S-1-5-32-547": "Power Users",
    "S-1-5-32-548": "Account Operators",
    "S-1-5-32-549": "Server Operators",
    "S-1-5-32-550": "Print Operators",
    "S-1-5-32-551": "Backup Operators",
    "S-1-5-32-555": "Remote Desktop Users",
    "S-1-15-2-1": "All application packages",
    "S-1-15-2-2": "All restricted application packages",
    "S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464": "TrustedInstaller",
}
_OF_DOMAINS = {
    500: "Administrator",
    501: "Guest",
    502: "krbtgt",
    512: "Domain Admins",
    513: "Domain Users",
    514: "Domain Guests",
    515: "Domain Computers",
    516: "Domain Controllers",
    518: "Schema Admins",
    519: "Enterprise Admins",
}
_OF_A_DOMAIN = re.compile(r"S-1-5-21(?:-\d+){3}-(\d+)")

# Whoever signs in has these by that alone: a right of theirs is everybody's.
EVERYBODY = frozenset({"S-1-1-0", "S-1-5-11", "S-1-5-32-545", "S-1-5-2", "S-1-5-4", "S-1-5-32-546", "S-1-5-7"})
# The system itself and its services: nobody signs in as one of them.
OF_THE_SYSTEM = frozenset(
    {
        "S-1-5-18",
        "S-1-5-19",
        "S-1-5-20",
        "S-1-5-6",
        "S-1-3-0",
        "S-1-3-1",
        "S-1-3-4",
        "S-1-5-10",
        "S-1-0-0",
        "S-1-15-2-1",
        "S-1-15-2-2",
    }
)


def is_everybody(sid: str) -> bool:
    """Whether each account has it that signs in here, or each of the domain.

    >>> is_everybody("S-1-1-0"), is_everybody("S-1-5-21-1-2-3-513"), is_everybody("S-1-5-32-544")
    (True, True, False)
    """
    return sid in EVERYBODY or _number(sid) in (513, 514)


def is_of_the_system(sid: str) -> bool:
    """The system and its services; a service of its own has S-1-5-80-…"""
    return sid in OF_THE_SYSTEM or sid.startswith(("S-1-5-80-", "S-1-5-83-", "S-1-5-90-"))


def is_group(sid: str) -> bool | None:
    """Whether it stands for several accounts; None: the number does not say, a directory would.

    >>> is_group("S-1-5-32-544"), is_group("S-1-5-21-1-2-3-500"), is_group("S-1-5-21-1-2-3-1105")
    (True, False, None)
    """
    if sid.startswith("S-1-5-32-") or is_everybody(sid):
        return True
    number = _number(sid)
    if number in (500, 501, 502):
        return False
    return True if number in _OF_DOMAINS else None


def _number(sid: str) -> int | None:
    found = _OF_A_DOMAIN.fullmatch(sid)
    return int(found[1]) if found else None


def name_of(sid: str) -> str:
    """What Windows calls it in English; the SID itself where only its own directory knows."""
    number = _number(sid)
    return _NAMES.get(sid) or (_OF_DOMAINS.get(number, sid) if number is not None else sid)


@dataclass(frozen=True, slots=True)
class Ace:
    """One entry of an access list."""

    kind: int
    flags: int
    mask: int  # generic rights replaced by what they mean for a file
    sid: str

    @property
    def counts_here(self) -> bool:
        """Not only for what will be made below."""
        return not self.flags & _INHERIT_ONLY


@dataclass(frozen=True, slots=True)
class Descriptor:
    """Who owns a file, and what its list says. `dacl` None: there is no list, and everybody may do everything."""

    owner: str | None
    group: str | None
    dacl: tuple[Ace, ...] | None

    @property
    def sids(self) -> frozenset[str]:
        """Everybody whom it names: the owner, and those of the list."""
        named = {ace.sid for ace in self.dacl or () if ace.counts_here}
        return frozenset(named | ({self.owner} if self.owner else set()))

    @property
    def is_conditional(self) -> bool:
        """Whether an entry hangs on a condition, so that who may open it is not known for sure."""
        return any(ace.kind in _CONDITIONAL and ace.counts_here for ace in self.dacl or ())


def parse(data: bytes, start: int = 0) -> Descriptor:
    """A self-relative SECURITY_DESCRIPTOR (MS-DTYP 2.4.6) whose head stands at `start`, and whose offsets count from the first byte.

    Malformed where it is none: nothing is guessed.
    """
    if len(data) < start + 20:
        raise Malformed
    revision, _, control, owner, group, _, dacl = struct.unpack_from("<BBHIIII", data, start)
    if revision != 1 or not control & _SELF_RELATIVE:
        raise Malformed
    entries = _entries(data, dacl) if control & _DACL_PRESENT and dacl else None
    return Descriptor(_sid(data, owner) if owner else None, _sid(data, group) if group else None, entries)


def _entries(data: bytes, at: int) -> tuple[Ace, ...]:
    """An ACL (2.4.5)."""
    if at + 8 > len(data):
        raise Malformed
    revision, _, size, count = struct.unpack_from("<BBHH", data, at)
    end = at + size
    if revision not in (2, 4) or size < 8 or size > _LARGEST or end > len(data):
        raise Malformed
    found = []
    at += 8
    for _ in range(count):
        if at + 4 > end:
            raise Malformed
        kind, flags, length = struct.unpack_from("<BBH", data, at)
        if length < 8 or at + length > end:
            raise Malformed
        if kind in AceType._value2member_map_:
            found.append(_ace(data[at : at + length], kind, flags))
        at += length
    return tuple(found)


def _ace(data: bytes, kind: int, flags: int) -> Ace:
    (mask,) = struct.unpack_from("<I", data, 4)
    at = 8
    if kind in _OF_OBJECTS:  # 2.4.4.3: which of two GUIDs follow
        if len(data) < 12:
            raise Malformed
        (present,) = struct.unpack_from("<I", data, 8)
        at = 12 + 16 * ((present & 1) + (present >> 1 & 1))
    return Ace(kind, flags, _mapped(mask), _sid(data, at))


def _mapped(mask: int) -> int:
    for generic, means in _MEANS.items():
        if mask & generic:
            mask = (mask & ~generic) | means
    return mask


def _sid(data: bytes, at: int) -> str:
    if at + 8 > len(data):
        raise Malformed
    count = data[at + 1]
    end = at + 8 + 4 * count
    if data[at] != 1 or count > 15 or end > len(data):
        raise Malformed
    return sid_text(data[at:end])


def sid_text(data: bytes) -> str:
    """As people write it (2.4.2.1)."""
    authority = int.from_bytes(data[2:8], "big")
    numbers = struct.unpack_from(f"<{data[1]}I", data, 8)
    shown = str(authority) if authority < 1 << 32 else f"0x{authority:012x}"
    return "-".join(("S", str(data[0]), shown, *map(str, numbers)))


def may(descriptor: Descriptor, token: Collection[str], wanted: int = FILE_READ_DATA) -> bool:
    """MS-DTYP 2.5.3.2: whether somebody with these SIDs (their own, and all groups they are in) gets all rights wanted.

    Entries are taken in the order in which they stand: a denial counts for what was not yet allowed. An owner may always
    read and write the list, which is no right to read the file, unless an entry for Owner Rights says otherwise.
    """
    if descriptor.dacl is None:
        return True
    left = wanted
    is_owner = descriptor.owner is not None and descriptor.owner in token
    if is_owner and not any(ace.sid == OWNER_RIGHTS and ace.counts_here for ace in descriptor.dacl):
        left &= ~(_READ_CONTROL | _WRITE_DAC)
    for ace in descriptor.dacl:
        if not left:
            break
        if not ace.counts_here or not (ace.sid in token or (ace.sid == OWNER_RIGHTS and is_owner)):
            continue
        if ace.kind in _DENIES and ace.mask & left:
            return False
        if ace.kind in _ALLOWS:
            left &= ~ace.mask
    return not left


def in_samba(blob: bytes) -> Descriptor:
    """What Samba keeps as `security.NTACL` (librpc/idl/xattr.idl, xattr_NTACL). Malformed where it is none.

    Its head differs by version (1 to 4: a digest, the name of the back end, a time); the descriptor is the rest of it. Samba
    counts offsets from the descriptor's first byte, the kernel's own server (ksmbd) from that of the whole.
    """
    if len(blob) < 24 or int.from_bytes(blob[:2], "little") not in (1, 2, 3, 4):
        raise Malformed
    for at in range(4, len(blob) - 19):
        if blob[at] == 1 and not blob[at + 1] and blob[at + 3] & 0x80:
            for data, start in ((blob[at:], 0), (blob, at)):
                with suppress(Malformed):
                    return parse(data, start)
    raise Malformed
