"""An office in Microsoft 365: people with mailboxes and drives, sites with libraries, and a memory of what changed when."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, field


def ident(kind: str, *what: str) -> str:
    """Idents look like Graph's: long, and with every sign of base64url in them."""
    digest = hashlib.sha256("/".join((kind, *what)).encode()).digest()
    return f"AAMk{base64.urlsafe_b64encode(digest * 2).decode()}"


@dataclass
class Message:
    ident: str
    mime: bytes
    received: str = "2024-03-05T01:02:03Z"
    change: int = 0
    is_draft: bool = False
    removed: bool = False


@dataclass
class MailFolder:
    ident: str
    name: str
    parent: str
    messages: dict[str, Message] = field(default_factory=dict)
    hidden: bool = False
    search: bool = False


@dataclass
class Entry:
    """A file or a folder of a drive."""

    ident: str
    name: str
    parent: str
    content: bytes | None = None  # None: a folder
    change: int = 0
    content_change: int = 0
    removed: bool = False
    package: str = ""
    shared: str = ""  # scope of a sharing link
    modified: str = "2024-03-06T07:08:09Z"


@dataclass
class Drive:
    ident: str
    name: str
    owner: str
    entries: dict[str, Entry] = field(default_factory=dict)

    def __post_init__(self) -> None:
        root = ident("root", self.ident)
        self.root = root
        self.entries[root] = Entry(root, "root", "")


@dataclass
class User:
    ident: str
    name: str  # userPrincipalName
    kind: str = "Member"
    mailbox: str = "here"  # here, none, elsewhere
    folders: dict[str, MailFolder] = field(default_factory=dict)
    drives: list[Drive] = field(default_factory=list)
    blocked: set[str] = field(default_factory=set)  # mail, drives: 403


@dataclass
class Site:
    ident: str
    name: str
    url: str
    drives: list[Drive] = field(default_factory=list)
    personal: bool = False


@dataclass
class Tenant:
    """Changes are numbered; a token of a list of changes is the number of the last that it told."""

    users: dict[str, User] = field(default_factory=dict)
    sites: dict[str, Site] = field(default_factory=dict)
    drives: dict[str, Drive] = field(default_factory=dict)
    clock: int = 1

    def tick(self) -> int:
        self.clock += 1
        return self.clock

    def user(self, name: str, **facts: object) -> User:
        user = User(ident("user", name), name, **facts)  # type: ignore[arg-type]
        self.users[user.ident] = user
        if user.mailbox == "here":
            for folder in ("Inbox", "Sent Items", "Archive"):
                self.folder(user, folder)
            deletions = self.folder(user, "Deletions")
            del user.folders[deletions.ident]
            deletions.ident = "recoverableitemsdeletions"
            user.folders[deletions.ident] = deletions
        return user

    def folder(self, user: User, name: str, below: MailFolder | None = None, **facts: object) -> MailFolder:
        parent = below.ident if below else "root"
        folder = MailFolder(ident("folder", user.name, parent, name), name, parent, **facts)  # type: ignore[arg-type]
        user.folders[folder.ident] = folder
        return folder

    def mail(self, user: User, folder: str, mime: bytes, **facts: object) -> Message:
        into = next(found for found in user.folders.values() if found.name == folder)
        message = Message(ident("message", user.name, folder, str(self.clock)), mime, change=self.tick(), **facts)  # type: ignore[arg-type]
        into.messages[message.ident] = message
        return message

    def drive(self, owner: User | Site, name: str) -> Drive:
        drive = Drive("b!" + ident("drive", owner.name, name), name, owner.name)
        owner.drives.append(drive)
        self.drives[drive.ident] = drive
        return drive

    def site(self, name: str, url: str, **facts: object) -> Site:
        site = Site(f"contoso.sharepoint.com,{ident('site', url)[4:20]},{ident('web', url)[4:20]}", name, url, **facts)  # type: ignore[arg-type]
        self.sites[site.ident] = site
        return site

    def put(self, drive: Drive, path: str, content: bytes | None, **facts: object) -> Entry:
        """A file, or a folder where there is no content, with the folders above it."""
        *above, name = path.split("/")
        parent = drive.root
        for folder in above:
            parent = self._child(drive, parent, folder).ident
        now = self.tick()
        entry = self._child(drive, parent, name, content)
        entry.content, entry.change, entry.content_change = content, now, now
        for fact, value in facts.items():
            setattr(entry, fact, value)
        return entry

    def _child(self, drive: Drive, parent: str, name: str, content: bytes | None = None) -> Entry:
        for entry in drive.entries.values():
            if (entry.parent, entry.name, entry.removed) == (parent, name, False):
                return entry
        key = "01" + ident("entry", drive.ident, parent, name, str(self.clock))[4:36].upper()
        drive.entries[key] = Entry(key, name, parent, content, self.tick())
        return drive.entries[key]

    def change(self, what: Entry | Message, **facts: object) -> None:
        """Rename, move, mark: `change` tells of it; `remove` takes it away."""
        for fact, value in facts.items():
            setattr(what, fact, value)
        what.change = self.tick()

    def remove(self, what: Entry | Message) -> None:
        self.change(what, removed=True)
