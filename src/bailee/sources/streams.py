r"""What the system keeps with a file beside its content: alternate data streams, extended attributes, a resource fork.

Windows lists the streams of a file on NTFS by `FindFirstStreamW`. Linux has the like in attributes: `user.*` of its own file systems,
where a mounted NTFS (ntfs-3g) shows its streams too, or under `file:name` where it was mounted so and says which in `ntfs.streams.list`.
macOS opens a resource fork as a path below the file; copied elsewhere it is a file `._name`, which has a reader of its own.

>>> [stream.name for stream in of_windows("a.txt", [("::$DATA", 5), (":Zone.Identifier:$DATA", 26)])]
['Zone.Identifier']
>>> extended(r"C:\staff\letters"), extended(r"\\fs1\hr\2024"), extended(r"\\?\C:\staff")
('\\\\?\\C:\\staff\\letters', '\\\\?\\UNC\\fs1\\hr\\2024', '\\\\?\\C:\\staff')
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from bailee.sources import system_errors
from bailee.vocabulary import Reason

MOST = 100  # of one file
_NO_WORDS = (  # notes of programs to themselves
    "user.xdg.", "user.mime_type", "user.DOSATTRIB", "user.DosStream.DOSATTRIB", "user.org.netatalk.", "user.crtime", "user.baloo.", "user.checksum", "user.shatag.",
    "user.com.dropbox.", "user.ocfs2",
)  # fmt: skip
_ORIGIN = ("user.xdg.origin.", "user.xdg.comment", "user.xdg.tags", "user.xdg.referrer.")
_NTFS_LIST = "ntfs.streams.list"
# What systems answer that keep no such thing, or not with this file.
_KEEPS_NONE = (errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOENT, errno.ENOTDIR, errno.EINVAL)
_FORK = "..namedfork/rsrc"


@dataclass(frozen=True, slots=True)
class Stream:
    """One of them. `data`: its content where the system hands it out whole, else it is opened at `path`."""

    name: str
    size: int
    path: str = ""
    data: bytes | None = None
    reason: Reason | None = None  # why it could not be looked at: it is there, and was not read


def streams_of(path: str) -> Iterator[Stream]:
    """Those of a file here, as the system tells them; none where it tells of none."""
    if sys.platform == "win32":
        yield from of_windows(path, _found_by_windows(path))
    elif sys.platform == "darwin":
        yield from _of_macos(path)
    else:
        yield from _of_attributes(path)


def of_windows(path: str, listed: Iterable[tuple[str, int]]) -> Iterator[Stream]:
    """Streams as Windows lists them, `:name:$DATA`, without the content itself."""
    for spelt, size in listed:
        name, _, kind = spelt.removeprefix(":").rpartition(":")
        if name and kind == "$DATA":
            yield Stream(name, size, f"{path}:{name}")


def _of_attributes(path: str) -> Iterator[Stream]:
    try:
        names = os.listxattr(path, follow_symlinks=False)
    except AttributeError:  # this system has none
        return
    except OSError as error:
        if error.errno not in _KEEPS_NONE:
            yield Stream("", 0, reason=reason_of(error, path))
        return
    if len(names) > MOST:
        yield Stream("", 0, reason=Reason.TOO_BIG)
    for name in names[:MOST]:
        try:
            if name.startswith("user.") and (name.startswith(_ORIGIN) or not name.startswith(_NO_WORDS)):
                value = os.getxattr(path, name, follow_symlinks=False)
                if value:
                    yield Stream(name.removeprefix("user."), len(value), data=value)
            elif name == _NTFS_LIST:
                listed = [each for each in os.getxattr(path, name, follow_symlinks=False).split(b"\0") if each]
                yield from (_beside(path, os.fsdecode(each)) for each in listed[:MOST])
                if len(listed) > MOST:
                    yield Stream("", 0, reason=Reason.TOO_BIG)
        except OSError as error:
            if error.errno != errno.ENODATA:  # it went since it was listed
                yield Stream(name.removeprefix("user."), 0, reason=reason_of(error, path))


def _beside(path: str, name: str) -> Stream:
    """A stream of a mounted NTFS; one that is listed and cannot be looked at is said."""
    at = f"{path}:{name}"
    try:
        return Stream(name, Path(at).stat().st_size, at)
    except OSError as error:
        return Stream(name, 0, at, reason=reason_of(error, path))


def reason_of(error: OSError, path: str = "") -> Reason:
    """Why the system gave nothing of it.

    >>> [reason_of(OSError(number, "")).value for number in (errno.EACCES, errno.ENOENT, errno.EIO, errno.E2BIG)]
    ['no-permission', 'vanished', 'disk-error', 'too-big']
    """
    if error.errno == errno.ENODATA:
        return Reason.VANISHED
    return Reason.TOO_BIG if error.errno in (errno.E2BIG, errno.ERANGE) else system_errors.reason_of(error, path)


def _of_macos(path: str) -> Iterator[Stream]:
    at = f"{path}/{_FORK}"
    try:
        size = Path(at).stat().st_size
    except OSError as error:
        if error.errno not in _KEEPS_NONE:
            yield Stream("resource fork", 0, at, reason=reason_of(error, path))
        return
    if size:
        yield Stream("resource fork", size, at)


def _found_by_windows(path: str) -> list[tuple[str, int]]:
    """Never run by us: there is no Windows here. It follows Microsoft's description of FindFirstStreamW."""
    import ctypes
    from ctypes import wintypes

    class Found(ctypes.Structure):
        _fields_ = (("size", ctypes.c_longlong), ("name", ctypes.c_wchar * 296))  # WIN32_FIND_STREAM_DATA

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)  # type: ignore[attr-defined, unused-ignore]  # of Windows alone
    kernel.FindFirstStreamW.restype = wintypes.HANDLE
    kernel.FindFirstStreamW.argtypes = (wintypes.LPCWSTR, ctypes.c_int, ctypes.c_void_p, wintypes.DWORD)
    kernel.FindNextStreamW.argtypes = (wintypes.HANDLE, ctypes.c_void_p)
    kernel.FindClose.argtypes = (wintypes.HANDLE,)
    found = Found()
    handle = kernel.FindFirstStreamW(path, 0, ctypes.byref(found), 0)
    if handle in (None, wintypes.HANDLE(-1).value):
        return []
    listed: list[tuple[str, int]] = []
    try:
        while len(listed) < MOST:
            listed.append((str(found.name), int(found.size)))
            if not kernel.FindNextStreamW(handle, ctypes.byref(found)):
                break
    finally:
        kernel.FindClose(handle)
    return listed


# --- long paths


def extended(path: str) -> str:
    """An absolute path of Windows in the form that may be longer than 260 characters."""
    if path.startswith(("\\\\?\\", "\\\\.\\")):
        return path
    path = path.replace("/", "\\")
    if path.startswith("\\\\"):
        return "\\\\?\\UNC\\" + path[2:]
    return "\\\\?\\" + path if path[1:3] == ":\\" else path
