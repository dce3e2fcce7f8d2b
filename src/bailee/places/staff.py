"""Whether a scan would look at what staff keep for themselves, and whether they were told before.

Home folders, mailboxes and whole machines hold people's own letters beside the firm's. Looking through them is surveillance
in the words of several laws (ACT Workplace Privacy Act 2011, s 13; N.Y. Civil Rights Law § 52-c), which ask for written notice
before. So such a scan says when staff were told, or why it goes ahead without; both are recorded.

>>> Said(date(2026, 3, 2)).words(), Said(None, "a stolen laptop").words()
('staff were told on 2 Mar 2026', 'staff were not told: a stolen laptop')
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import unquote

from bailee.dates import in_short
from bailee.errors import InvalidInput
from bailee.places import homes
from bailee.places.interface import System, below

# Schemes of sources that are people's mailboxes and drives.
_MAILBOXES = frozenset({"imap", "imaps", "microsoft365", "google"})
_MAIL = ("/var/mail", "/var/spool/mail", "/var/vmail", "/var/lib/dovecot/mail", "/opt/zimbra/store", "/var/spool/imap")


@dataclass(frozen=True, slots=True)
class Said:
    """What whoever scans says of the notice to staff: the day on which it was served, or why there was none."""

    served_on: date | None
    override: str = ""

    def words(self) -> str:
        if self.served_on is not None:
            return f"staff were told on {in_short(self.served_on)}"
        return f"staff were not told: {self.override}"


def said(served_on: date | None, override: str, *, today: date) -> Said | None:
    """What was said, if anything. InvalidInput where it makes no sense."""
    if served_on is None and not override.strip():
        return None
    if served_on is not None and override.strip():
        raise InvalidInput("staff were either told or not", hint="give --notice-served or --override, not both")
    if served_on is not None and served_on > today:
        raise InvalidInput(
            f"{served_on.isoformat()} is still to come",
            hint="scan after staff were told, or give --override with a reason",
        )
    return Said(served_on, override.strip())


@dataclass(frozen=True, slots=True)
class Watched:
    """Something of staff's own that would be looked at. `words` name nobody; `whose` does, where it is one person's."""

    sort: str  # device, mailbox, home-folder, cloud-drive
    words: str
    whose: str = field(repr=False, default="")  # an account, or an address


def concerns(places: Iterable[str], system: System | None = None, *, account: str | None = None) -> tuple[str, ...]:
    """What of staff's own would be looked at, in words that name nobody; nothing where it is the account's own home."""
    return tuple(dict.fromkeys(each.words for each in watched(places, system, account=account)))


def watched(places: Iterable[str], system: System | None = None, *, account: str | None = None) -> tuple[Watched, ...]:
    """The same, each with its sort and whose it is."""
    asked = system or System()
    own = account if account is not None else _account()
    return tuple(dict.fromkeys(each for place in places for each in _watched(place, asked, own)))


def _watched(place: str, system: System, own: str) -> Iterable[Watched]:
    scheme, separator, rest = place.partition("://")
    if separator:
        if scheme.partition("+")[0] in _MAILBOXES:
            yield _elsewhere(scheme, rest)
        return
    if (whose := homes.named_in_address(place)) is not None:
        yield Watched("home-folder", "a home folder" if whose else "home folders", whose)
        return
    path = _real(Path(place))
    others = [home for home in system.homes if home.account != own and not _is_ours(home.path)]
    inside = [home for home in others if path == _real(home.path) or _real(home.path) in path.parents]
    around = [home for home in others if path in _real(home.path).parents]
    if inside and not _is_ours(path):
        yield Watched("home-folder", "a home folder", inside[0].account if len(inside) == 1 else "")
    if around:
        words = "a home folder" if len(around) == 1 else f"{len(around)} home folders"
        yield Watched("home-folder", words, around[0].account if len(around) == 1 else "")
    elif not inside:
        yield from _by_shape(path, system, own)
    for name in _MAIL:
        folder = _real(system.path(name))
        if (path == folder or path in folder.parents or folder in path.parents) and any(below(folder)):
            yield Watched(
                "mailbox", "mail that this machine keeps for people", path.name if path.parent == folder else ""
            )


def _by_shape(path: Path, system: System, own: str) -> Iterable[Watched]:
    """Homes that are of no account of this machine: of a file server, of a disk of another one."""
    known = {_real(home.path) for home in system.homes} | {_real(Path.home())}
    found = [home for home in homes.homes_around(path) if home not in known] or homes.homes_below(path)
    found = [home for home in found if home not in known and home.name.lower() != own.lower()]
    if found:
        words = "a home folder" if len(found) == 1 else f"{len(found)} home folders"
        yield Watched("home-folder", words, found[0].name if len(found) == 1 else "")


def _elsewhere(scheme: str, rest: str) -> Watched:
    if not scheme.startswith("imap"):
        return Watched("cloud-drive", "mailboxes and drives of staff")
    user, at, host = rest.partition("/")[0].rpartition("@")
    name = unquote(user.partition(":")[0]) if at else ""
    bare = host.partition(":")[0].removeprefix("imap.").removeprefix("mail.")
    return Watched("mailbox", "a mailbox", name if "@" in name or not name else f"{name}@{bare}")


def _real(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        return path.absolute()


def _is_ours(path: Path) -> bool:
    """Whether the account that scans made it: what an administrator puts into a home folder is not its owner's."""
    try:
        return hasattr(os, "geteuid") and path.stat().st_uid == os.geteuid()
    except OSError:
        return False


def _account() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""
