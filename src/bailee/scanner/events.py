"""What a scan yields, one event at a time. Every regular file ends in exactly one of ItemRead, ItemPartly, Skipped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.vocabulary import Confidence, Locator, Reason, SubjectCategory

if TYPE_CHECKING:
    from bailee.kinds.interface import Sibling
    from bailee.monitoring.contents import InFile


@dataclass(frozen=True, slots=True)
class KindFound:
    """What sort of record an item, or a series of items, is."""

    locator: Locator
    kind: str
    category: str
    subject: SubjectCategory
    confidence: Confidence
    reasons: tuple[str, ...] = ()
    dated: str = ""  # the day, or the year, that it carries: how old it is, whenever its file was copied


@dataclass(frozen=True, slots=True)
class ItemRead:
    """A file that was read whole. `unchanged`: it is as the store knows it, so its findings stand."""

    locator: Locator
    facts: ItemFacts
    media_type: str = ""
    content_digest: str = ""  # keyed, so that a moved file is known again; empty where unchanged
    unchanged: bool = False
    sibling: Sibling | None = None  # what a series is recognised from, for pictures, films and mails
    names: tuple[int, int] = (0, 0)  # windows that the model of names was to be asked about, and those that it was
    pictures: tuple[int, int] = (0, 0)  # pictures that may hold text, and those that were read
    tools: tuple[InFile, ...] = field(default=(), kw_only=True)  # what its lines say of monitoring tools
    is_elsewhere: bool = field(
        default=False, kw_only=True
    )  # its path is new, its content is not: what was found is taken over
    same_as: Locator | None = field(default=None, kw_only=True)  # another name of a file that was read under this one


@dataclass(frozen=True, slots=True)
class ItemPartly:
    """A file of which a part could not be read; `parts` says which and why."""

    locator: Locator
    facts: ItemFacts
    reason: Reason
    parts: tuple[tuple[Locator, Reason], ...]
    media_type: str = ""
    content_digest: str = ""
    unchanged: bool = False
    sibling: Sibling | None = None
    names: tuple[int, int] = (0, 0)
    pictures: tuple[int, int] = (0, 0)
    tools: tuple[InFile, ...] = field(default=(), kw_only=True)
    same_as: Locator | None = field(default=None, kw_only=True)


@dataclass(frozen=True, slots=True)
class Skipped:
    """A file, or a place below which nothing could be listed, that was not read."""

    locator: Locator
    reason: Reason
    size: int = 0
    facts: ItemFacts | None = None
    why: str = ""  # it was left out on purpose: the reason that a person gave


@dataclass(frozen=True, slots=True)
class FolderUnchanged:
    """A folder in which nothing changed since the store read all of it: its files, told together. Only with a store."""

    locator: Locator
    read: int
    partly: int
    skipped: int
    bytes: int  # of those read


@dataclass(frozen=True, slots=True)
class SeriesTold:
    """Everything that shows only in a series of files of this folder was told. Only with a store."""

    locator: Locator


Event = Finding | KindFound | ItemRead | ItemPartly | Skipped
StoreEvent = Event | FolderUnchanged | SeriesTold  # of a scan beside a store that knows whole folders


class FirstTold:
    """Whether something found is told for the first time: a file that was put off is read from its beginning again, and tells again.

    >>> first, place = FirstTold(), Locator(("pay.csv",))
    >>> found = KindFound(place, "payroll", "payroll", SubjectCategory.EMPLOYEE, Confidence.LIKELY)
    >>> first.is_new(found), first.is_new(found)
    (True, False)
    """

    def __init__(self) -> None:
        self._open: dict[str, set[tuple[str, ...]]] = {}  # of files that have not ended

    def is_new(self, event: Finding | KindFound) -> bool:
        told = self._open.setdefault(event.locator.segments[0], set())
        what = (event.kind, *event.locator.segments) if isinstance(event, KindFound) else (event.ident,)
        is_new = what not in told
        told.add(what)
        return is_new

    def end(self, file: Locator) -> None:
        """A file has ended; what it told is forgotten."""
        self._open.pop(file.segments[0], None)
