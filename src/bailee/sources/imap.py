"""Mailboxes by IMAP: every folder and message, read without a trace.

Folders are opened by EXAMINE and messages read by BODY.PEEK, so that nothing becomes \\Seen; no other command that changes
anything is in this module. A message never changes, so one that was read is not read again; from the second scan on, only
folders that say that they changed are looked through.

    imaps://ann@mail.example/            everything that ann's account sees
    imaps://ann@mail.example/INBOX       one folder, with those below it
    imap://ann@mail.example/             port 143, with STARTTLS

[Connecting mailboxes](mailboxes.md) says step by step how, with a password and with tokens of Google and Microsoft.
"""

from __future__ import annotations

import io
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from queue import Empty, LifoQueue

from bailee.errors import InvalidInput
from bailee.items import Item, ItemFacts
from bailee.sources import tokens
from bailee.sources.addresses import Address
from bailee.sources.credentials import Credentials, Need
from bailee.sources.imap_answers import parse
from bailee.sources.imap_folders import Folder, folders
from bailee.sources.imap_messages import Message, message_in, piece_in
from bailee.sources.imap_session import Opened, Session
from bailee.sources.imap_sign_in import SignIn
from bailee.sources.imap_wire import LITERAL, Door, Wire
from bailee.sources.interface import EVERYTHING, Asked, Entry, Gone, Note, NotFetched, Unreachable
from bailee.sources.remembered import Memory
from bailee.sources.tokens import Tokens
from bailee.sources.waiting import Patience
from bailee.vocabulary import Locator, Reason

SCHEMES = ("imap", "imaps")
LABEL = "Mailbox (IMAP)"
EXAMPLE = "imaps://ann@mail.example/"
NEEDS = (
    Need("password", "The account's password, or one for applications"),
    *tokens.NEEDS,
)
# File of authorities to trust; whose mailbox, where the account may open that of somebody else
OPTIONS = frozenset({"ca", "as"})
STEERING = frozenset({"ca"})

_STEP = LITERAL // 4  # bytes of a message that are asked for at once
_LISTING = 800.0  # seconds of patience while listing
_FETCHING = 150.0  # and for one piece of a message
_READERS = 3  # connections beside the one that lists
_WINDOW = 1_000  # UIDs asked for at first
_WIDEST = 50_000
_FEW = 250  # answers below which the next window is wider
_REMARKS = {
    "untrusted": "the server's certificate is signed by nobody that this machine trusts; ?ca=FILE names another authority",
    "away": "the server was not reached, or did not answer as a mail server does",
    "refused": "the server does not accept this account with what the credentials hold",
}


def connect(address: Address, credentials: Credentials, asked: Asked) -> Mailbox:
    """InvalidInput or NotAllowed where it cannot be asked."""
    if not address.host or not address.user:
        raise InvalidInput("an IMAP address names a user and a server", hint=f"as in {EXAMPLE}")
    if any(not letter.isprintable() for letter in address.user + address.options.get("as", "")):
        raise InvalidInput("this user's name holds a character that no name has")
    ca = address.options.get("ca", "")
    try:
        context = ssl.create_default_context(cafile=ca or None)
    except (OSError, ValueError):
        raise InvalidInput(f'"{ca}" is no file of certificates', hint="PEM, as in ?ca=/etc/ssl/our-ca.pem") from None
    found = Tokens.of(credentials, ca)
    password = None if found else credentials.needed("password")
    tls = address.scheme == "imaps"
    door = Door(address.host, address.port or (993 if tls else 143), tls, context)
    return Mailbox(door, SignIn(address.user, password, found, address.options.get("as", "")), address.path, asked)


class Mailbox:
    """What one account sees on one server."""

    asks_again = True

    def __init__(self, door: Door, sign_in: SignIn, below: str, asked: Asked, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._remarks: set[str] = set()
        inbox = below.partition("/")[0].upper() == "INBOX"  # the one name whose case means nothing
        self._below = f"INBOX{below[5:]}" if inbox else below
        self._listing = Session(door, sign_in, self._patience, _LISTING, self._remarks)
        self._idle: LifoQueue[Session] = LifoQueue()
        for _ in range(_READERS):
            self._idle.put(Session(door, sign_in, self._patience, _FETCHING, self._remarks))
        self._before = Memory.read(asked.state)
        self._memory = Memory()
        self._missed: set[str] = set()  # folders of which a message could not be had: they are looked through again
        self._met: set[int] = set()  # idents of messages that several folders show

    @property
    def only_changes(self) -> bool:
        return self._before is not None

    @property
    def last_heard(self) -> float:
        return self._patience.last_heard

    def items(self) -> Iterator[Entry]:
        try:
            shown, gmail = self._folders()
        except NotFetched as failure:
            yield Unreachable(EVERYTHING, failure.reason)
            return
        for folder in shown:
            try:
                yield from self._folder(folder, gmail=gmail)
            except NotFetched as failure:
                self._memory.keep(folder.path, self._before)
                yield Unreachable(Locator((folder.path,)), failure.reason)
        if self._below and not shown:
            yield Unreachable(Locator((self._below,)), Reason.VANISHED)
        present = {folder.path for folder in shown}
        for path in self._before or ():
            if path not in present:
                yield from (
                    Gone(_locator(path, uid, day)) for uid, day in (self._before or Memory()).names(path).items()
                )

    def state(self) -> bytes:
        self._memory.doubt(self._missed)
        return self._memory.written()

    def notes(self) -> tuple[Note, ...]:
        away = set() if self._patience.reached or self._remarks else {"away"}
        return tuple(Note(remark, _REMARKS[remark]) for remark in sorted(self._remarks | away))

    def close(self) -> None:
        self._listing.close()
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    # folders

    def _folders(self) -> tuple[list[Folder], bool]:
        """Those to be read, and whether they show one heap of messages, as Gmail's labels do."""
        everything = self._listing.ask(lambda wire: list(folders(wire)))
        gmail = self._listing.ask(lambda wire: wire.can("X-GM-EXT-1"))
        shown = [folder for folder in everything if folder.can_be_opened and self._is_below(folder)]
        if gmail and any(b"\\ALL" in folder.flags for folder in shown):
            return [folder for folder in shown if folder.flags & {b"\\ALL", b"\\JUNK", b"\\TRASH"}], False
        return shown, gmail

    def _is_below(self, folder: Folder) -> bool:
        return not self._below or folder.path == self._below or folder.path.startswith(self._below + "/")

    # one folder

    def _folder(self, folder: Folder, *, gmail: bool) -> Iterator[Entry]:
        before = self._before if self._before is not None and folder.path in self._before else None
        opened = self._listing.inside(folder, lambda _, opened: opened)
        mark = f"{opened.validity};{opened.next_uid};{opened.messages}"
        if before is not None and opened.next_uid and before.mark(folder.path) == mark:
            self._memory.keep(folder.path, before)
            return
        old = before.names(folder.path) if before is not None else {}
        names = self._memory.begin(folder.path)
        for message in self._messages(folder, opened, gmail=gmail):
            names.add(str(message.uid), message.day)
            if old.get(str(message.uid)) == message.day:  # else it is another: the folder was made anew
                del old[str(message.uid)]
            if message.ident:
                if message.ident in self._met:
                    continue
                self._met.add(message.ident)
            yield self._item(folder, opened, message)
        yield from (Gone(_locator(folder.path, uid, day)) for uid, day in old.items())
        self._memory.end(names, mark)

    def _messages(self, folder: Folder, opened: Opened, *, gmail: bool) -> Iterator[Message]:
        """All messages in rising windows of UIDs: what arrives or goes in the meantime shifts none of them."""
        what = "(UID RFC822.SIZE INTERNALDATE X-GM-MSGID)" if gmail else "(UID RFC822.SIZE INTERNALDATE)"
        start, width, left, last = 1, _WINDOW, opened.messages, opened.next_uid - 1
        if not left:
            return
        if last < 0:  # a server that does not tell UIDNEXT
            last = max((message.uid for message in self._window(folder, opened, "*", what)), default=0)
        while start <= last:
            end = min(start + width - 1, last)
            window = self._window(folder, opened, f"{start}:{end}", what)
            seen = 0
            for message in window:
                if start <= message.uid <= end:
                    seen += 1
                    yield message
            left -= seen
            if left <= _FEW:
                width = last  # the few that are left, wherever they are
            elif seen < _FEW:
                width = min(width * 4, _WIDEST)
            start = end + 1

    def _window(self, folder: Folder, opened: Opened, uids: str, what: str) -> list[Message]:
        def fetch(wire: Wire, now: Opened) -> list[Message]:
            if now.validity != opened.validity:
                raise NotFetched(Reason.VANISHED)
            answers = parse(wire.ask("UID", "FETCH", uids, what, answers="FETCH"))
            return [message for answer in answers if (message := message_in(answer)) is not None]

        return self._listing.inside(folder, fetch)

    # one message

    def _item(self, folder: Folder, opened: Opened, message: Message) -> Item:
        nanoseconds = int(message.moment.timestamp()) * 1_000_000_000
        return Item(
            _locator(folder.path, str(message.uid), message.day),
            message.size,
            facts=ItemFacts(message.size, nanoseconds, inode=message.uid, device=opened.validity),
            media_type="message/rfc822",
            opener=lambda: io.BufferedReader(_Content(self._readers(folder, opened.validity, message.uid)), 64 << 10),
        )

    def _readers(self, folder: Folder, validity: int, uid: int) -> Callable[[int], bytes]:
        """Gives the piece of a message that begins at an offset."""

        def piece(offset: int) -> bytes:
            def fetch(wire: Wire, now: Opened) -> bytes:
                if now.validity != validity:
                    raise NotFetched(Reason.VANISHED)
                asked = f"(BODY.PEEK[]<{offset}.{_STEP}>)"
                return piece_in(wire.ask("UID", "FETCH", str(uid), asked, answers="FETCH"), uid, offset)

            try:
                with self._reader() as session:
                    return session.inside(folder, fetch)
            except NotFetched as failure:
                if failure.reason is not Reason.VANISHED:
                    self._missed.add(folder.path)
                raise

        return piece

    @contextmanager
    def _reader(self) -> Iterator[Session]:
        session = self._idle.get()
        try:
            yield session
        finally:
            self._idle.put(session)


class _Content(io.RawIOBase):
    """A message as a stream: one piece in memory, whatever its size."""

    def __init__(self, piece: Callable[[int], bytes]) -> None:
        self._piece = piece
        self._at = 0  # of what was fetched
        self._left = memoryview(b"")
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        if not self._left and not self._ended:
            fetched = self._piece(self._at)
            self._at += len(fetched)
            self._left = memoryview(fetched)
            self._ended = len(fetched) < _STEP
        taken = min(len(buffer), len(self._left))
        buffer[:taken] = self._left[:taken]
        self._left = self._left[taken:]
        return taken


def _locator(path: str, uid: str, day: str) -> Locator:
    return Locator((f"{path}/{day} message {uid}.eml",))
