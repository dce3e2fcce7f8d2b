"""Mailboxes of Microsoft 365: each folder by its list of changes, each message as MIME.

Nested and hidden folders are read, the archive folder, and what its owner deleted and Exchange still keeps (recoverable
items), where the application may. Folders that only show what a search finds are not: their messages lie elsewhere.
Exchange's separate archive mailbox has no door in Graph.

>>> named("2024-03-05T01:02:03Z", "AAMkAD==")
('fjemlclcnfnid', '2024-03-05 fjemlclcnfnid')
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from bailee.items import Item, ItemFacts
from bailee.sources.interface import Entry, Gone, NotFetched, Unreachable, stamp
from bailee.sources.microsoft365.graph import IMMUTABLE, PAGE, Graph, Page, Refused, TooOld, ident_of
from bailee.sources.remembered import Memory
from bailee.vocabulary import Locator, Reason

_SELECTED = "receivedDateTime,isDraft,changeKey"
_SIZE = (
    "singleValueExtendedProperties($filter=id eq 'Integer 0x0E08')"  # PidTagMessageSize: mail has no size of its own
)
_FOLDER = "id,displayName,parentFolderId,childFolderCount"
_LISTED = {"Prefer": f"{IMMUTABLE['Prefer']}, odata.maxpagesize={PAGE}"}
_DEEPEST = 100
_MOST = 50_000  # folders of one mailbox
_DELETED = "recoverableitemsdeletions"  # the well-known name of what was deleted and is still there
_NO_MAILBOX = frozenset(
    {"MailboxNotEnabledForRESTAPI", "ResourceNotFound", "Request_ResourceNotFound", "ErrorNonExistentMailbox"}
)
_ELSEWHERE = frozenset({"MailboxNotHostedInExchangeOnline", "MailboxNotSupportedForRESTAPI"})


@dataclass(frozen=True, slots=True)
class _Folder:
    ident: str
    path: str


@dataclass(slots=True)
class Mail:
    """The mailboxes of one tenant."""

    graph: Graph
    before: Memory | None
    memory: Memory
    _with_size: bool = True
    _told: set[str] = field(default_factory=set)  # folders that are no more, and were told so

    def entries(self, user: str, above: str) -> Iterator[Entry]:
        """Of one person's mailbox; nothing where there is none."""
        place = f"{above}/Mail"
        try:
            folders = list(self._folders(user, place))
        except NotFetched as failure:
            code = failure.code if isinstance(failure, Refused) else ""
            if code in _ELSEWHERE:
                yield Unreachable(Locator((place,)), Reason.NOT_CONNECTED)
            elif code not in _NO_MAILBOX:
                yield from self._not_now(user, place, failure.reason)
            return
        for folder in folders:
            key = _key(user, folder)
            try:
                yield from self._folder(user, folder, key)
            except NotFetched as failure:
                if folder.ident == _DELETED and failure.reason is Reason.VANISHED:
                    continue  # this mailbox keeps nothing of what is deleted
                self.memory.keep(key, self.before)
                yield Unreachable(Locator((folder.path,)), failure.reason)
        yield from self.removed(f"mail {user} ")

    def keep(self) -> None:
        """Some mailboxes could not be looked for: those that were not met are remembered as they were."""
        for key in self.before or ():
            if key.startswith("mail ") and key not in self.memory:
                self.memory.keep(key, self.before)

    def removed(self, of_user: str = "mail ") -> Iterator[Entry]:
        """Folders that were there and are no more, with what was in them."""
        for key in self.before or ():
            if key.startswith(of_user) and key not in self.memory and key not in self._told and self.before is not None:
                self._told.add(key)
                _, path = _mark(self.before.mark(key))
                yield from (Gone(_locator(path, name)) for name in self.before.names(key).values())

    def _not_now(self, user: str, place: str, reason: Reason) -> Iterator[Entry]:
        for key in self.before or ():
            if key.startswith(f"mail {user} "):
                self.memory.keep(key, self.before)
        yield Unreachable(Locator((place,)), reason)

    # folders

    def _folders(self, user: str, place: str) -> Iterator[_Folder]:
        base = f"/users/{ident_of(user)}/mailFolders"
        asked = f"?includeHiddenFolders=true&$select={_FOLDER}&$top=100"
        waiting: list[tuple[str, str, int]] = [(f"{base}{asked}", place, 0)]
        found = 0
        while waiting:
            url, above, depth = waiting.pop()
            taken: dict[str, int] = {}
            for row in self.graph.rows(url, IMMUTABLE):
                ident = row.get("id")
                if not isinstance(ident, str) or row.get("@odata.type") == "#microsoft.graph.mailSearchFolder":
                    continue
                path = f"{above}/{_one_of(str(row.get('displayName') or ''), taken)}"
                found += 1
                if found > _MOST:
                    raise NotFetched(Reason.DAMAGED)
                yield _Folder(ident, path)
                if row.get("childFolderCount") and depth < _DEEPEST:
                    waiting.append((f"{base}/{ident_of(ident)}/childFolders{asked}", path, depth + 1))
        yield _Folder(_DELETED, f"{place}/Recoverable Items")

    # one folder

    def _folder(self, user: str, folder: _Folder, key: str) -> Iterator[Entry]:
        link, path = _mark(self.before.mark(key)) if self.before is not None else ("", "")
        old = self.before.names(key) if self.before is not None else {}
        if path and path != folder.path:  # it was renamed, and everything in it
            yield from (Gone(_locator(path, name)) for name in old.values())
            old, link = {}, ""
        if link:
            try:
                yield from self._changes(user, folder, key, link, old)
                return
            except TooOld:
                pass
        try:
            yield from self._all(user, folder, key, old)
        except TooOld:
            raise NotFetched(Reason.NOT_CONNECTED) from None

    def _changes(self, user: str, folder: _Folder, key: str, link: str, old: dict[str, str]) -> Iterator[Entry]:
        names, mark = dict(old), link
        for page in self.graph.pages(link, _LISTED):
            for row in page.rows:
                letters = named("", str(row.get("id")))[0]
                if "@removed" in row:
                    if (name := names.pop(letters, None)) is not None:
                        yield Gone(_locator(folder.path, name))
                elif (item := self._item(user, folder, row)) is not None:
                    names[letters] = named(str(row.get("receivedDateTime")), str(row["id"]))[1]
                    yield item
            mark = page.mark or mark
        self.memory.end(self.memory.begin(key, names.items()), json.dumps([mark, folder.path]))

    def _all(self, user: str, folder: _Folder, key: str, old: dict[str, str]) -> Iterator[Entry]:
        names, mark = self.memory.begin(key), ""
        for page in self._first_pages(user, folder):
            for row in page.rows:
                if (item := self._item(user, folder, row)) is None:
                    continue
                letters, name = named(str(row.get("receivedDateTime")), str(row["id"]))
                names.add(letters, name)
                old.pop(letters, None)
                yield item
            mark = page.mark
        yield from (Gone(_locator(folder.path, name)) for name in old.values())
        self.memory.end(names, json.dumps([mark, folder.path]))

    def _first_pages(self, user: str, folder: _Folder) -> Iterator[Page]:
        base = f"/users/{ident_of(user)}/mailFolders/{ident_of(folder.ident)}/messages/delta?$select={_SELECTED}"
        if self._with_size:
            pages = self.graph.pages(f"{base}&$expand={_SIZE}", _LISTED)
            try:
                first = next(pages)
            except Refused as refused:
                if refused.status != 400:
                    raise
                self._with_size = False  # this service expands nothing in a list of changes
            else:
                yield first
                yield from pages
                return
        yield from self.graph.pages(base, _LISTED)

    def _item(self, user: str, folder: _Folder, row: dict[str, Any]) -> Item | None:
        ident = row.get("id")
        if not isinstance(ident, str) or "@removed" in row:
            return None
        received = str(row.get("receivedDateTime"))
        version = row.get("changeKey") if row.get("isDraft") else ""  # what was sent changes no more; marks do
        size = _size(row)
        return Item(
            _locator(folder.path, named(received, ident)[1]),
            size,
            facts=ItemFacts(size, nanoseconds(received), inode=stamp(ident, version)),
            media_type="message/rfc822",
            opener=partial(
                self.graph.content,
                _key(user, folder),
                f"/users/{ident_of(user)}/messages/{ident_of(ident)}/$value",
                IMMUTABLE,
            ),
        )


def _key(user: str, folder: _Folder) -> str:
    return f"mail {user} {folder.ident}"


def named(received: str, ident: str) -> tuple[str, str]:
    """Letters that stand for a message's ident, which is 150 signs long, and a name that begins with its day."""
    letters = "".join("abcdefghijklmnop"[int(digit, 16)] for digit in f"{stamp(ident):x}"[:13])
    return letters, f"{received[:10]} {letters}" if nanoseconds(received) else letters


def nanoseconds(moment: str) -> int:
    """Since the epoch; 0 where it is no time, or the year 1, which stands for none.

    >>> nanoseconds("1970-01-01T00:00:01Z"), nanoseconds("0001-01-01T00:00:00Z"), nanoseconds("yesterday")
    (1000000000, 0, 0)
    """
    try:
        seconds = int(datetime.fromisoformat(moment).timestamp())
    except (ValueError, OverflowError):
        return 0
    return seconds * 1_000_000_000 if 0 < seconds < 1 << 33 else 0


def _size(row: dict[str, Any]) -> int:
    properties = row.get("singleValueExtendedProperties")
    if isinstance(properties, list) and properties and isinstance(properties[0], dict):
        told = str(properties[0].get("value"))
        return int(told) if told.isascii() and told.isdecimal() and len(told) < 16 else 0
    return 0


def _mark(kept: str) -> tuple[str, str]:
    """Link to the next changes, and the path that the folder had."""
    try:
        link, path = json.loads(kept)
    except ValueError:
        return "", ""
    return str(link), str(path)


def _locator(path: str, name: str) -> Locator:
    return Locator((f"{path}/{name}.eml",))


def _one_of(name: str, taken: dict[str, int]) -> str:
    """A folder's name as a part of a path: two of one name are told apart."""
    name = name.replace("/", "∕") or "unnamed"
    taken[name] = taken.get(name, 0) + 1
    return name if taken[name] == 1 else f"{name} ({taken[name]})"
