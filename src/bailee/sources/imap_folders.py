"""Folders of a mailbox: all of them, with those that others share, under the names that people gave them.

>>> decoded(b"Entw&APw-rfe"), decoded(b"A&-B"), decoded(b"&broken"), encoded("Entwürfe & Co")
('Entwürfe', 'A&B', '&broken', b'Entw&APw-rfe &- Co')
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Iterator
from dataclasses import dataclass

from bailee.sources.imap_answers import Value, parse
from bailee.sources.imap_troubles import Hostile, Refused, Trouble
from bailee.sources.imap_wire import Wire, quoted

MOST = 50_000  # folders; a server that lists more is not to be believed
_SHIFTED = re.compile(rb"&([A-Za-z0-9+,]*)-")


@dataclass(frozen=True, slots=True)
class Folder:
    """`name` as the server calls it; `path` as people do, with / between levels."""

    name: bytes
    path: str
    flags: frozenset[bytes]

    @property
    def can_be_opened(self) -> bool:
        return not self.flags & {b"\\NOSELECT", b"\\NONEXISTENT"}


def decoded(name: bytes) -> str:
    """RFC 3501's modified UTF-7; a name that is none is taken for UTF-8, as some servers send it."""

    def shifted(found: re.Match[bytes]) -> bytes:
        if not found[1]:
            return b"&"
        padded = found[1].replace(b",", b"/") + b"=" * (-len(found[1]) % 4)
        return binascii.a2b_base64(padded).decode("utf-16-be", "replace").encode("utf-8", "replace")

    try:
        return _SHIFTED.sub(shifted, name).decode("utf-8", "replace")
    except binascii.Error:
        return name.decode("utf-8", "replace")


def encoded(name: str) -> bytes:
    """The other way round, for a folder that somebody typed."""

    def shift(found: re.Match[str]) -> str:
        if found[0] == "&":
            return "&-"
        packed = binascii.b2a_base64(found[0].encode("utf-16-be", "surrogatepass"), newline=False).decode()
        return f"&{packed.rstrip('=').replace('/', ',')}-"

    return re.sub(r"&|[^ -~]+", shift, name).encode("ascii")


def folders(wire: Wire) -> Iterator[Folder]:
    """Every folder that can be seen, each once: the account's own, then other people's, then shared ones."""
    seen: set[bytes] = set()
    for prefix in ["", *_namespaces(wire)]:
        try:
            listed = wire.ask("LIST", '""', quoted(prefix.encode() + b"*"), answers="LIST")
        except Refused as refused:
            if not prefix or refused.trouble is Trouble.BUSY:
                raise
            continue  # a namespace that exists in name only
        for answer in parse(listed):
            folder = _folder(answer)
            if folder.name not in seen:
                seen.add(folder.name)
                yield folder
            if len(seen) > MOST:
                raise Hostile


def _folder(answer: list[Value]) -> Folder:
    if len(answer) < 3 or not isinstance(answer[0], list) or not isinstance(answer[2], bytes):
        raise Hostile
    flags = frozenset(flag.upper() for flag in answer[0] if isinstance(flag, bytes))
    name, between = answer[2], answer[1]
    if name.upper() == b"INBOX":
        name = b"INBOX"
    levels = name.split(between) if isinstance(between, bytes) and between else [name]
    # A slash inside a name is no level; the sign that stands in for it looks like one.
    return Folder(name, "/".join(decoded(level).replace("/", "∕") for level in levels), flags)


def _namespaces(wire: Wire) -> list[str]:
    """Prefixes below which other people's folders and shared ones lie (RFC 2342)."""
    if not wire.can("NAMESPACE"):
        return []
    try:
        answers = list(parse(wire.ask("NAMESPACE", answers="NAMESPACE")))
    except Refused:
        return []
    groups = [group for answer in answers[:1] for group in answer if isinstance(group, list)]
    spaces = [space[0] for group in groups for space in group if isinstance(space, list) and space]
    return [prefix.decode("ascii", "replace") for prefix in spaces if isinstance(prefix, bytes) and prefix]
