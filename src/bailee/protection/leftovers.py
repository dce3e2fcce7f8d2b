"""What was not cleaned: copies of a file that is closed or gone, which we know of and did not touch, or cannot look at.

Snapshots, bins, copies that programs make beside a file, backups, versions that a cloud keeps, other devices of a sync
service, and the same content elsewhere by its keyed fingerprint. A proof that names none of these would be a half-truth.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from bailee.places.sync_folders import kept_with
from bailee.protection.files import Folder, Refused, digest_of

# Folders in which a file system or a file server shows its own past, below a folder on the way
_SNAPSHOTS = (".snapshots", ".snapshot", ".zfs/snapshot", "#snapshot", "@Recently-Snapshot", "~snapshot")
_BINS = ("#recycle", "@Recycle", "$RECYCLE.BIN", ".Trashes", ".recycle")
_BESIDE = (
    "{name}~",
    ".{name}.swp",
    "{name}.bak",
    "#{name}#",
    ".~lock.{name}#",
    "~${name}",
    "{name}.orig",
    "{stem}.bak",
    "{name}.tmp",
)
_MOST = 2_000  # files of a bin that are compared


@dataclass(frozen=True, slots=True)
class NotCleaned:
    """One place where the content is, or may be, still. `where` is exact: show it masked."""

    sort: str  # snapshot, bin, beside, backup, cloud-versions, sync-peers, same-content
    where: Path | None = field(default=None, repr=False)
    words: str = ""
    is_sure: bool = True  # it is there; else it may be, and cannot be looked at from here


@dataclass(frozen=True, slots=True)
class Sought:
    """What a file was, as its copies are told by it."""

    path: Path
    size: int
    digest: str  # keyed, of its content; empty: it was only moved


def not_cleaned(
    sought: Sought,
    content_key: bytes,
    *,
    backups: Iterable[tuple[str, str]] = (),
    same: Iterable[Path] = (),
    homes: Iterable[Path] | None = None,
    is_copy: Callable[[Path], bool] | None = None,
) -> tuple[NotCleaned, ...]:
    """All of it, in a fixed order. `backups`: (what, where) known to the organisation; `same`: files of the same size."""
    looks_same = is_copy or (lambda path: _has_content(path, sought, content_key))
    found: list[NotCleaned] = []
    found += _snapshots(sought.path)
    found += _bins(sought, looks_same, list(homes) if homes is not None else _homes())
    found += _beside(sought.path)
    if service := kept_with(sought.path.parent):
        found.append(
            NotCleaned("cloud-versions", None, f"{service} keeps earlier versions and deleted files for a time", False)
        )
        found.append(
            NotCleaned("sync-peers", None, f"other devices with {service} have a copy until they next connect", False)
        )
    found += [
        NotCleaned("same-content", path, "has the same content")
        for path in same
        if path != sought.path and looks_same(path)
    ]
    found += [
        NotCleaned("backup", None, f"{what}{f' ({where})' if where else ''} may have a copy", False)
        for what, where in backups
    ]
    return tuple(found)


def _has_content(path: Path, sought: Sought, content_key: bytes) -> bool:
    try:
        if not sought.digest or path.lstat().st_size != sought.size:
            return False
        with Folder(path.parent.resolve()) as folder, folder.open(path.name) as stream:
            return digest_of(stream, content_key) == (sought.digest, sought.size)
    except (OSError, Refused):
        return False


def _snapshots(path: Path) -> Iterator[NotCleaned]:
    """The same path in what a file system shows of its past."""
    for above in path.parents:
        below = path.relative_to(above)
        for name in _SNAPSHOTS:
            try:
                taken = sorted((above / name).iterdir())
            except OSError:
                continue
            there = [each for each in taken if any(os.path.lexists(one / below) for one in (each, each / "snapshot"))]
            if there:
                yield NotCleaned(
                    "snapshot",
                    there[0],
                    f"{len(there)} snapshot{'s' if len(there) > 1 else ''} still {'have' if len(there) > 1 else 'has'} it",
                )
    if sys.platform == "win32":
        yield NotCleaned("snapshot", None, "shadow copies of the disk may have it", False)
    elif sys.platform == "darwin":
        yield NotCleaned("snapshot", None, "local snapshots of Time Machine may have it", False)


def _homes() -> list[Path]:
    try:
        import pwd
    except ImportError:
        return [Path.home()]
    return sorted(
        {Path(each.pw_dir) for each in pwd.getpwall() if each.pw_dir.startswith(("/home/", "/root", "/Users/"))}
    )


def _bins(sought: Sought, looks_same: Callable[[Path], bool], homes: Collection[Path]) -> Iterator[NotCleaned]:
    """Bins of people and of the disk: by the path that a bin notes, and by content where it notes none."""
    bins = [home / ".local/share/Trash" for home in homes] + [home / ".Trash" for home in homes]
    bins += [above / name for above in sought.path.parents for name in _BINS]
    for above in sought.path.parents:
        try:
            bins += [each for each in above.iterdir() if each.name.startswith(".Trash-")] if above.is_mount() else []
        except OSError:
            continue
    seen: set[Path] = set()
    for folder in bins:
        for note in _listed(folder / "info"):
            if note.suffix == ".trashinfo" and _noted(note, folder, sought.path):
                thrown = folder / "files" / note.stem
                seen.add(thrown)
                yield NotCleaned("bin", thrown, "lies in a bin")
        for thrown in _files_below(folder):
            if thrown not in seen and thrown.suffix != ".trashinfo" and looks_same(thrown):
                yield NotCleaned("bin", thrown, "lies in a bin")


def _noted(note: Path, folder: Path, path: Path) -> bool:
    try:
        told = note.read_text("utf-8", "replace")
    except OSError:
        return False
    for line in told.splitlines():
        if line.startswith("Path="):
            named = Path(unquote(line[5:]))
            return named == path or (not named.is_absolute() and folder.parent / named == path)
    return False


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())[:_MOST]
    except OSError:
        return []


def _files_below(folder: Path) -> Iterator[Path]:
    count = 0
    for here, _, names in os.walk(folder):
        for name in names:
            count += 1
            if count > _MOST:
                return
            yield Path(here, name)


def _beside(path: Path) -> Iterator[NotCleaned]:
    """What editors and office programs leave beside a file."""
    for pattern in _BESIDE:
        other = path.with_name(pattern.format(name=path.name, stem=path.stem))
        if other != path and os.path.lexists(other):
            yield NotCleaned("beside", other, "is a copy or a lock that a program made of it")
