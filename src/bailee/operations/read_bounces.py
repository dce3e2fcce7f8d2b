"""Read what came back: a mailbox by IMAP, a file, or a folder of messages; what bounced is noted at its delivery.

    read_bounces(workspace, Path("bounces.mbox"))                      # of one organisation
    read_store_bounces(home, "imaps://bounces@mail.example/INBOX", …)  # of all in the store: the worker's look

Nothing of a message is kept but that it came back and why. Reading the same mailbox again changes nothing, and a message
that is no bounce, or of no mail of ours, is counted and left alone. A mailbox is only read: nothing in it is moved or marked.
"""

from __future__ import annotations

import json
import mailbox
import socket
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bailee.deliveries import bounces
from bailee.errors import CannotRead, Error, InvalidInput
from bailee.items import Item
from bailee.operations.scan_options import CREDENTIALS
from bailee.permissions import Permission
from bailee.sources import connect
from bailee.sources.addresses import Address, looks_like_one, parse
from bailee.sources.credentials import Keyring
from bailee.sources.interface import NotFetched, Unreachable
from bailee.store import delivered, jobs
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace

TASK = "bounces"
EVERY = timedelta(minutes=15)
SECONDS = 10  # that a server is waited for, where somebody asks whether it is there
SEEN = "bounces.json"  # in the home folder: which messages of the mailbox were read, as numbers
_MOST = 100_000  # messages of one look
_REMEMBERED = 200_000


@dataclass(frozen=True, slots=True)
class Bounced:
    """What a look found: messages, those of them that are bounces of ours, and how many of these say something new."""

    messages: int
    bounces: int
    news: int
    unreadable: int = 0


def read_bounces(workspace: Workspace, place: Path | Address, keyring: Keyring | None = None) -> Bounced:
    """Note what came back to this organisation. CannotRead where the place cannot be read."""
    workspace.require(Permission.WRITE_NOTICES)
    messages = _of_address(place, keyring or Keyring(), None) if isinstance(place, Address) else _of_path(place)
    found = _noted(workspace.home, (workspace.organisation_id,), messages)
    if found.news:
        workspace.record("bounces-read", "deliveries", {"messages": found.messages, "news": found.news})
    return found


def read_store_bounces(home: Path, address: str, keyring: Keyring) -> Bounced:
    """Note what came back to anybody in the store; a message that was read is not fetched again."""
    from bailee.store.organisations import numbers_of
    from bailee.store.work.rows import entered_all

    if not looks_like_one(address):
        raise InvalidInput("BAILEE_BOUNCES is no address", hint="as in imaps://bounces@mail.example/INBOX")
    with entered_all(home) as alias:
        numbers = tuple(numbers_of(home, alias))
    seen = _remembered(home)
    found = _noted(home, numbers, _of_address(parse(address), keyring, seen))
    _remember(home, seen)
    return found


def try_mailbox(address: str, keyring: Keyring) -> tuple[str, str] | None:
    """What is wrong with the mailbox of BAILEE_BOUNCES, and what to do; None where it opens. Nothing in it is read or changed."""
    if not looks_like_one(address):
        return "is no address", "write it as imaps://bounces@mail.example/INBOX"
    try:
        place = parse(address)
        if place.scheme not in ("imap", "imaps"):
            return f"is {place.scheme}://, which is no mailbox", "write it as imaps://bounces@mail.example/INBOX"
        if not place.host or not place.user:
            return "names no user, or no server", "write it as imaps://bounces@mail.example/INBOX"
        with socket.create_connection((place.host, place.port or (993 if place.scheme == "imaps" else 143)), SECONDS):
            pass
        source = connect(place, keyring)
    except OSError:
        return "is on a server that does not answer", "see to its host and port, and to what lies between"
    except Error as error:
        # the hint is the source's own: which credentials are missing, and where they go
        return (
            f"cannot be opened, for {str(error)[:1].lower()}{str(error)[1:]}",
            error.hint or "see to credentials.toml",
        )
    try:
        first = next(iter(source.items()), None)
        if not isinstance(first, Unreachable):
            return None
        if first.locator.segments != (".",):
            return "is a folder that is not there", "name one that the account sees, such as INBOX"
        remarks = {note.ident: note.says for note in source.notes()}
        if "refused" in remarks:
            return "does not let us in", f"see to its user, and to its password in {CREDENTIALS} in the home folder"
        if "untrusted" in remarks:
            return "has a certificate that is not trusted", "name the server as its certificate does, or give ?ca=FILE"
        return "cannot be listed", "give the account the right to read its mailbox"
    finally:
        source.close()


def _noted(home: Path, organisations: tuple[int, ...], messages: Iterator[bytes | None]) -> Bounced:
    count = news = ours = unreadable = 0
    for content in messages:
        if content is None:
            unreadable += 1
            continue
        count += 1
        found = bounces.read(content)
        ours += bool(found)
        news += delivered.note_bounces(home, organisations, found)
    return Bounced(count, ours, news, unreadable)


def _of_path(place: Path) -> Iterator[bytes | None]:
    """A message, a file of many (mbox), or a folder of messages as mail programs keep them."""
    try:
        if place.is_dir():
            for path in sorted(each for each in place.rglob("*") if each.is_file())[:_MOST]:
                yield _content(path)
            return
        with place.open("rb") as stream:
            is_many = stream.read(5) == b"From "
    except OSError:
        raise CannotRead(
            f'cannot read "{place}"', hint="give a message, an mbox file, or a folder of messages"
        ) from None
    if not is_many:
        yield _content(place)
        return
    box = mailbox.mbox(place, create=False)
    try:
        for key in box.iterkeys():
            yield box.get_bytes(key)
    finally:
        box.close()


def _content(path: Path) -> bytes | None:
    try:
        with path.open("rb") as stream:
            return stream.read(bounces.LARGEST)
    except OSError:
        return None


def _of_address(address: Address, keyring: Keyring, seen: set[int] | None) -> Iterator[bytes | None]:
    source = connect(address, keyring)
    try:
        for entry in source.items():
            if isinstance(entry, Unreachable):
                if len(entry.locator.segments) == 1 and entry.locator.segments[0] == ".":
                    said = next((note.says for note in source.notes()), "it was not reached")
                    raise CannotRead(
                        f"the mailbox of bounces cannot be read: {said}",
                        hint="see to BAILEE_BOUNCES and credentials.toml",
                    )
                yield None
            elif isinstance(entry, Item):
                number = entry.facts.inode if entry.facts else 0
                if seen is not None and number and number in seen:
                    continue
                try:
                    with entry.open() as stream:
                        content = stream.read(bounces.LARGEST)
                except (OSError, NotFetched):
                    yield None
                    continue
                yield content
                if seen is not None and number:
                    seen.add(number)
    finally:
        source.close()


def _remembered(home: Path) -> set[int]:
    with suppress(OSError, ValueError):
        told = json.loads((home / SEEN).read_text("utf-8"))
        if isinstance(told, list) and all(isinstance(each, int) for each in told):
            return set(told)
    return set()


def _remember(home: Path, seen: set[int]) -> None:
    """Lost, it costs reading the mailbox once more."""
    beside = home / f".{SEEN}"
    beside.write_text(json.dumps(sorted(seen)[-_REMEMBERED:]), "utf-8")
    beside.chmod(0o600)
    beside.replace(home / SEEN)


def read_where_due(home: Path, address: str, at: datetime | None = None) -> bool:
    """Put a look at the mailbox aside where one is set and nobody looked for a while: with the organisation whose server it is."""
    from bailee.store.models import Job
    from bailee.store.organisations import organisations
    from bailee.store.work.rows import entered_all

    if not address:
        return False
    first = organisations(home)[:1]
    if not first:
        return False
    moment = at or now()
    with entered_all(home) as alias:
        last = Job.objects.using(alias).filter(task=TASK).order_by("-pk").first()
    if last is not None and (last.ended_at is None or moment - last.created_at < EVERY):
        return False
    jobs.defer(home, TASK, first[0], key=TASK)
    return True
