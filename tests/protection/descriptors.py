"""Security descriptors laid out byte by byte from MS-DTYP 2.4, by code that the reader of them does not share."""

from __future__ import annotations

import struct

READ, MODIFY, FULL = 0x0012_0089, 0x0013_01BF, 0x001F_01FF  # as the dialogue of Windows grants them
ALLOW, DENY, ALLOW_OBJECT, ALLOW_CALLBACK = 0, 1, 5, 9
EVERYONE, USERS, ADMINS, SYSTEM = "S-1-1-0", "S-1-5-32-545", "S-1-5-32-544", "S-1-5-18"
DOMAIN = "S-1-5-21-1004336348-1177238915-682003330"  # the domain of Microsoft's own examples
ANN, BO, HR, STAFF = f"{DOMAIN}-1105", f"{DOMAIN}-1106", f"{DOMAIN}-1200", f"{DOMAIN}-1201"


def sid(text: str) -> bytes:
    _, revision, authority, *numbers = text.split("-")
    return (
        bytes((int(revision), len(numbers)))
        + int(authority).to_bytes(6, "big")
        + b"".join(struct.pack("<I", int(each)) for each in numbers)
    )


def ace(kind: int, whom: str, mask: int, flags: int = 0, extra: bytes = b"") -> bytes:
    body = struct.pack("<I", mask) + extra + sid(whom)
    return struct.pack("<BBH", kind, flags, 4 + len(body)) + body


def descriptor(*aces: bytes, owner: str = ADMINS, group: str = ADMINS, has_list: bool = True) -> bytes:
    control = 0x8000 | (0x0004 if has_list else 0)
    listed = b"".join(aces)
    dacl = struct.pack("<BBHHH", 4, 0, 8 + len(listed), len(aces), 0) + listed if has_list else b""
    first, second = sid(owner), sid(group)
    at = 20
    offsets = (at, at + len(first), 0, at + len(first) + len(second) if has_list else 0)
    return struct.pack("<BBHIIII", 1, 0, control, *offsets) + first + second + dacl


def in_samba(content: bytes) -> bytes:
    """As version 4 of xattr_NTACL frames it: a digest of the list, the back end's name, a time, a digest of its own rights."""
    head = struct.pack("<HHIHHH", 4, 4, 0x0002_0000, 4, 2, 1)
    return (
        head + bytes(range(1, 65)) + b"posix_acl\0" + struct.pack("<Q", 133_000_000_000_000_000) + bytes(64) + content
    )
