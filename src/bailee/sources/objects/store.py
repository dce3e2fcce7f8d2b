"""What every object store is asked in the same way: pages of a listing, and the bytes of one object."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol
from urllib.parse import quote

from bailee.vocabulary import Reason

PAGE = 1_000  # objects


@dataclass(frozen=True, slots=True)
class Object:
    key: str
    size: int
    modified_ns: int
    tag: str  # changes when the content does
    is_archived: bool = False  # it has to be brought back before it can be read
    is_old: bool = False  # a version that another one has replaced


@dataclass(frozen=True, slots=True)
class Page:
    objects: tuple[Object, ...]
    next: str = ""  # what the next page is asked for with; empty after the last


@dataclass(frozen=True, slots=True)
class Request:
    """A GET, signed. Path and query are as they go over the wire: a key may hold `//` and `..`, and means them."""

    url: str = field(repr=False)  # a token of Azure's is part of it
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the store gave nothing."""

    reason: Reason
    again: bool = False  # it may give it to the same request a little later
    renew: bool = False  # it may give it to another token
    for_all: bool = False  # it will give nothing more in this scan


class Malformed(Exception):
    """An answer that is none of this store's."""


class Store(Protocol):
    """One bucket. Each request is made anew for each try: signatures and tokens grow old."""

    def list(
        self, prefix: str, marker: str, *, most: int = PAGE, signed: bool = True, versions: bool = False
    ) -> Request: ...

    def page(self, body: bytes) -> Page:
        """Malformed where it is none."""
        ...

    def get(self, key: str, start: int = 0, tag: str = "", *, signed: bool = True) -> Request: ...

    def refused(self, status: int, headers: Mapping[str, str], body: bytes) -> Refusal: ...

    def renew(self) -> bool:
        """Another token in place of the one that was refused; False where there is no other."""
        ...

    @property
    def is_anonymous(self) -> bool: ...


def quoted(key: str) -> str:
    """A key as a path: every byte that is not plainly harmless is escaped.

    >>> quoted("a b//ü/../100%.txt")
    'a%20b//%C3%BC/../100%25.txt'
    """
    return quote(key, safe="/-_.~", errors="surrogatepass")


def query(values: Mapping[str, str]) -> str:
    """Sorted, as signatures want it.

    >>> query({"prefix": "a/b c", "list-type": "2"})
    'list-type=2&prefix=a%2Fb%20c'
    """
    return "&".join(f"{quote(name, safe='-_.~')}={quote(values[name], safe='-_.~')}" for name in sorted(values))


def moment_ns(text: str) -> int:
    """Nanoseconds of a time as stores write it; 0 where it makes no sense."""
    try:
        moment = datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        try:
            moment = datetime.strptime(text, "%a, %d %b %Y %H:%M:%S %Z").replace(tzinfo=UTC)
        except ValueError:
            return 0
    return int(moment.timestamp()) * 1_000_000_000


def xml(body: bytes) -> Any:
    """The root of an answer in XML. Malformed where it is none, or declares anything of its own."""
    from lxml import etree

    if b"<!" in body:
        raise Malformed
    try:
        return etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    except etree.XMLSyntaxError:
        raise Malformed from None


def told(element: Any, name: str) -> str:
    """The text of a child, whatever its namespace; empty where there is none."""
    for child in element:
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name:
            return str(child.text or "")
    return ""


def children(element: Any, name: str) -> list[Any]:
    return [child for child in element if isinstance(child.tag, str) and child.tag.rpartition("}")[2] == name]


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 20 else 0
