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

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

MOST = 100  # of one file
_NO_WORDS = (  # notes of programs to themselves
    "user.xdg.", "user.mime_type", "user.DOSATTRIB", "user.DosStream.DOSATTRIB", "user.org.netatalk.", "user.crtime", "user.baloo.", "user.checksum", "user.shatag.",
    "user.com.dropbox.", "user.ocfs2",
)  # fmt: skip
_ORIGIN = ("user.xdg.origin.", "user.xdg.comment", "user.xdg.tags", "user.xdg.referrer.")
_NTFS_LIST = "ntfs.streams.list"
_FORK = "..namedfork/rsrc"


@dataclass(frozen=True, slots=True)
class Stream:
    """One of them. `data`: its content where the system hands it out whole, else it is opened at `path`."""

    name: str
    size: int
    path: str = ""
    data: bytes | None = None


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
    except (OSError, AttributeError):
        return
    for name in names[:MOST]:
        try:
            if name.startswith("user.") and (name.startswith(_ORIGIN) or not name.startswith(_NO_WORDS)):
                value = os.getxattr(path, name, follow_symlinks=False)
                if value:
                    yield Stream(name.removeprefix("user."), len(value), data=value)
            elif name == _NTFS_LIST:
                for stream in os.getxattr(path, name, follow_symlinks=False).split(b"\0")[:MOST]:
                    if stream:
                        at = f"{path}:{os.fsdecode(stream)}"
                        yield Stream(os.fsdecode(stream), Path(at).stat().st_size, at)
        except OSError:  # it went, or lies where only its owner may look
            continue


def _of_macos(path: str) -> Iterator[Stream]:
    at = f"{path}/{_FORK}"
    try:
        size = Path(at).stat().st_size
    except OSError:
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
