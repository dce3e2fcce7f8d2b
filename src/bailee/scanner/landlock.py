"""Landlock (Linux 5.13 and up): what this process may open from now on, for good, without any right of an administrator.

Reading is granted below named folders and files; writing, making, renaming and starting programs nowhere. From Linux 6.7
on no TCP port may be used either, and from 6.12 on no signal reaches a process outside.

https://docs.kernel.org/userspace-api/landlock.html
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
import sys
from collections.abc import Iterable

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # system calls: the same numbers on every architecture
_ASK_VERSION = 1
_BENEATH_A_PATH = 1
_NO_NEW_PRIVILEGES = 38  # PR_SET_NO_NEW_PRIVS

_EXECUTE, _WRITE, READ_FILE, READ_FOLDER = 1, 2, 4, 8
_ALL_BY_VERSION = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_TCP, _OUTSIDE = 0b11, 0b11  # bind and connect; abstract sockets and signals


def version() -> int:
    """Of Landlock in this system; 0 where there is none, or it is switched off."""
    if sys.platform != "linux":
        return 0
    try:
        found = _syscall(_CREATE, None, 0, _ASK_VERSION)
    except OSError:
        return 0
    return max(found, 0)


def restrict(readable: Iterable[str], writable: Iterable[str] = ()) -> int:
    """Let this process read below `readable` only, and write to the files `writable` only. The version; 0: it was refused.

    What is not there is left out: a path that appears later cannot be opened.
    """
    known = version()
    if not known:
        return 0
    handled = _ALL_BY_VERSION[max(number for number in _ALL_BY_VERSION if number <= known)]
    told = [handled, _TCP if known >= 4 else 0, _OUTSIDE if known >= 6 else 0]
    told = told[: 1 if known < 4 else 2 if known < 6 else 3]
    try:
        rules = _syscall(_CREATE, struct.pack(f"={len(told)}Q", *told), 8 * len(told), 0)
    except OSError:
        return 0
    try:
        for path in readable:
            _allow(rules, path, READ_FILE | READ_FOLDER)
        for path in writable:
            _allow(rules, path, READ_FILE | _WRITE)
        give_up_privileges()
        _syscall(_RESTRICT, rules, 0)
    except OSError:
        return 0
    finally:
        os.close(rules)
    return known


def give_up_privileges() -> None:
    """No program that this process starts gets more rights than it has. OSError where the system does not know that."""
    if ctypes.CDLL(None, use_errno=True).prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no new privileges")


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        descriptor = os.open(path, getattr(os, "O_PATH", 0) | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not stat.S_ISDIR(os.fstat(descriptor).st_mode):
            rights &= ~READ_FOLDER
        _syscall(_ADD, rules, _BENEATH_A_PATH, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)


def _syscall(number: int, *arguments: int | bytes | None) -> int:
    call = ctypes.CDLL(None, use_errno=True).syscall
    call.restype = ctypes.c_long
    made = [
        argument if argument is None or isinstance(argument, bytes) else ctypes.c_long(argument)
        for argument in arguments
    ]
    result = int(call(ctypes.c_long(number), *made))
    if result < 0:
        raise OSError(ctypes.get_errno(), "landlock")
    return result
