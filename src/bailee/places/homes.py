"""Home folders of people by their shape, wherever they lie: on a file server, a share, a disk of another machine.

The accounts of this machine tell of its own homes alone. A profile of Windows or a home of Unix tells of itself by what is in it; folders
that Windows redirects to a server, by standing side by side with others alike; and a share or an export called `home` by its name.

>>> import tempfile
>>> share = Path(tempfile.mkdtemp())
>>> for made in ("Users/jane.roe/AppData/Roaming", "Users/jane.roe/Documents", "projects/site/Documents"):
...     (share / made).mkdir(parents=True)
>>> [home.name for home in homes_below(share)], [home.name for home in homes_around(share / "Users/jane.roe/Documents")]
(['jane.roe'], ['jane.roe'])
>>> homes_around(share / "projects/site"), named_in_address("//fs1/home$/jroe/letters")
([], 'jroe')
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

DEEPEST = 4  # levels below a place that are looked at
MOST_FOLDERS = 3_000  # in all, with those that are only looked into once
MOST_ENTRIES = 2_000  # of one folder
LEVELS_UP = 8

_HISTORIES = frozenset({".bash_history", ".zsh_history", ".sh_history", ".ssh", ".gnupg", ".mozilla", ".thunderbird"})
_SHELL = frozenset({".bashrc", ".profile", ".bash_profile", ".bash_logout", ".zshrc", ".cshrc"})
_DESKS = frozenset({"desktop", "schreibtisch", "bureau", "escritorio", "scrivania", "pulpit", "bureaublad"})
_PAPERS = frozenset(
    {"documents", "my documents", "downloads", "favorites", "favourites", "dokumente", "eigene dateien", "téléchargements", "documentos", "documenti", "dokumenty", "documenten"}
)  # fmt: skip
_MORE = _PAPERS | {"pictures", "music", "videos", "contacts", "links", "searches", "saved games", "start menu", "cookies", "recent", "bilder", "musik", "images", "musique", "public", "templates"}  # fmt: skip
# What a folder of homes is called where its name says it, and what such folders of a program's source hold.
_CONTAINER = re.compile(r"(?:homes?|homedirs?|home-?folders?|user-?homes?)\$?", re.I)
_SHARE = re.compile(
    r"(?:homes?|homedirs?|home-?folders?|users?|user-?(?:data|homes?|profiles?)|profiles?|redirect(?:ed|ion)?s?)\$?",
    re.I,
)
_NOBODY = frozenset(
    {"public", "default", "default user", "all users", "defaultapppool", "shared", "guest", "lost+found", "linuxbrew", "snapshots", "#recycle", "@eadir", "skel"}
)  # fmt: skip
_OF_A_PROGRAM = re.compile(
    r"src|lib|libs|templates?|static|assets?|css|js|img|images?|components?|pages?|views?|tests?|styles?|fonts?|media|build|dist|public|migrations|node_modules|"
    r"include|icons?|locales?|[a-z]{2}(?:[-_][a-z]{2})?|__pycache__|hooks|utils?|docs?|data|bin|etc|var|scripts?|modules?|partials?|layouts?|sections?|evidence|keys",
    re.I,
)
_NO_CONTENT = frozenset({"desktop.ini", "thumbs.db", ".ds_store", "aquota.user", "aquota.group", "quota.user"})


def homes_around(place: Path) -> list[Path]:
    """The home folder that a place lies in, or is."""
    for folder in islice((place, *place.parents), LEVELS_UP):
        if folder.parent == folder:
            break
        if not _is_nobodys(folder.name) and (is_home(folder) or _is_in_container(folder)):
            return [folder]
    return []


def homes_below(place: Path) -> list[Path]:
    """Home folders in a place, as far down as is looked."""
    found: list[Path] = []
    waiting = [(place, 0)]
    looked = 0
    while waiting and looked < MOST_FOLDERS:
        folder, depth = waiting.pop(0)
        below = [child for child in _folders(folder) if not _is_nobodys(child.name)]
        looked += 1 + len(below)
        homes = below if _is_container(folder) else [child for child in below if is_home(child)]
        found += homes
        if depth + 1 < DEEPEST:
            waiting += [(child, depth + 1) for child in below if child not in homes]
    return found


def _is_nobodys(name: str) -> bool:
    return name.startswith(".") or name.lower() in _NOBODY


def named_in_address(place: str) -> str | None:
    r"""Whose home an address of a share names; empty: several; None: it names none.

    >>> named_in_address(r"\\fs1\users$"), named_in_address(r"\\fs1\projects\users")
    ('', None)
    """
    parts = place.replace("\\", "/").removeprefix("//?/UNC/").split("/")
    if place.startswith(("\\\\?\\UNC\\", "//?/UNC/")):
        parts = ["", "", *parts]
    if len(parts) < 4 or parts[:2] != ["", ""] or not _SHARE.fullmatch(parts[3]):
        return None
    return parts[4] if len(parts) > 4 else ""


def is_home(folder: Path) -> bool:
    """Whether what lies in a folder is what lies in somebody's home."""
    names = _names(folder)
    if "ntuser.dat" in names or ("appdata" in names and _names(_child(folder, "appdata")) & {"local", "roaming"}):
        return True
    if {"application data", "local settings"} <= names:
        return True
    has_desk = bool(names & _DESKS)
    if ".git" not in names and (names & _HISTORIES or len(names & _SHELL) > 1):
        return True
    if not has_desk:
        return False
    if "library" in names and names & _PAPERS:  # macOS
        return True
    if not names & _PAPERS:
        return False
    return len(names & _MORE) > 1 or sum(_has_desk(each) for each in islice(_folders(folder.parent), 50)) > 1


def _has_desk(folder: Path) -> bool:
    names = _names(folder)
    return bool(names & _DESKS and names & _PAPERS)


def _is_in_container(folder: Path) -> bool:
    return _CONTAINER.fullmatch(folder.parent.name) is not None and folder.is_dir() and _is_container(folder.parent)


def _is_container(folder: Path) -> bool:
    """A folder `home` with nothing but folders in it that are called as accounts are."""
    if not _CONTAINER.fullmatch(folder.name):
        return False
    names = _names(folder) - _NO_CONTENT - _NOBODY
    folders = {child.name.lower() for child in _folders(folder)} - _NOBODY
    return bool(folders) and folders == names and not any(_OF_A_PROGRAM.fullmatch(name) for name in folders)


def _entries(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(str(folder)) as entries:
            yield from islice(entries, MOST_ENTRIES)
    except OSError:
        return


def _names(folder: Path) -> set[str]:
    return {entry.name.lower() for entry in _entries(folder)}


def _child(folder: Path, name: str) -> Path:
    return next((Path(entry.path) for entry in _entries(folder) if entry.name.lower() == name), folder / name)


def _folders(folder: Path) -> list[Path]:
    found = []
    for entry in _entries(folder):
        try:
            if entry.is_dir(follow_symlinks=False):
                found.append(Path(entry.path))
        except OSError:
            continue
    return sorted(found)
