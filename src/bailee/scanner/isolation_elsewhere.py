"""The same promise on macOS and Windows, as far as they let a process give up its own rights.

Written from Apple's and Microsoft's documents, and never run there by us: what a worker says it was refused is what it tried.
"""

from __future__ import annotations

import ctypes
import sys
from typing import Any

# The profile language of macOS; later rules win. Reading stays: frameworks read in many places.
_PROFILE = b'(version 1)(allow default)(deny network*)(deny file-write*)(allow file-write* (literal "/dev/null"))(deny process-fork)(deny process-exec*)'

_KILL_ON_CLOSE, _ACTIVE_PROCESSES, _DIE_QUIETLY = 0x2000, 0x0008, 0x0400
_LIMITS, _INTERFACE = 9, 4  # classes of information: extended limits, restrictions of the user interface
_LOW_INTEGRITY = 0x1000


def isolate() -> list[str]:
    """Give up what can be given up; the names of what the system took."""
    if sys.platform == "darwin":
        return ["sandbox profile"] if _sandbox() else []
    if sys.platform == "win32":
        return [*(["job object"] if _job() else []), *(["low integrity"] if _low_integrity() else [])]
    return []


def alone() -> bool:
    """Windows: whether this process lies in a job that lets it start no other."""
    if sys.platform == "win32":
        held: Any = _Limits()
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        if not kernel.QueryInformationJobObject(None, _LIMITS, ctypes.byref(held), ctypes.sizeof(held), None):
            return False
        return bool(held.basic.flags & _ACTIVE_PROCESSES) and held.basic.processes == 1
    return False


def _sandbox() -> bool:
    try:
        library = ctypes.CDLL("/usr/lib/libSystem.dylib", use_errno=True)
        error = ctypes.c_char_p()
        return bool(library.sandbox_init(_PROFILE, ctypes.c_uint64(0), ctypes.byref(error)) == 0)
    except (OSError, AttributeError):
        return False


class _Basic(ctypes.Structure):
    _fields_ = (
        ("process_time", ctypes.c_int64), ("job_time", ctypes.c_int64), ("flags", ctypes.c_uint32),
        ("least", ctypes.c_size_t), ("most", ctypes.c_size_t), ("processes", ctypes.c_uint32),
        ("affinity", ctypes.c_size_t), ("priority", ctypes.c_uint32), ("scheduling", ctypes.c_uint32),
    )  # fmt: skip


class _Limits(ctypes.Structure):
    _fields_ = (
        ("basic", _Basic), ("io", ctypes.c_uint64 * 6), ("process_memory", ctypes.c_size_t), ("job_memory", ctypes.c_size_t),
        ("peak_process", ctypes.c_size_t), ("peak_job", ctypes.c_size_t),
    )  # fmt: skip


def _job() -> bool:
    """A job of this process alone: it starts no other, ends when the job is closed, and sees no clipboard nor desktop."""
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        kernel.CreateJobObjectW.restype = kernel.GetCurrentProcess.restype = ctypes.c_void_p
        job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
        if not job:
            return False
        limits: Any = _Limits()
        limits.basic.flags, limits.basic.processes = _KILL_ON_CLOSE | _ACTIVE_PROCESSES | _DIE_QUIETLY, 1
        everything = ctypes.c_uint32(0xFF)
        set_to = kernel.SetInformationJobObject
        set_to(job, _INTERFACE, ctypes.byref(everything), ctypes.sizeof(everything))
        return bool(
            set_to(job, _LIMITS, ctypes.byref(limits), ctypes.sizeof(limits))
            and kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
        )
    return False


def _low_integrity() -> bool:
    """Nothing of the user's may be written by a process of low integrity, wherever it could be read."""
    if sys.platform == "win32":
        kernel, rights = ctypes.WinDLL("kernel32", use_last_error=True), ctypes.WinDLL("advapi32", use_last_error=True)
        kernel.GetCurrentProcess.restype = ctypes.c_void_p
        token, level = ctypes.c_void_p(), ctypes.c_void_p()
        adjust_and_ask = 0x0080 | 0x0008
        if not rights.OpenProcessToken(
            ctypes.c_void_p(kernel.GetCurrentProcess()), adjust_and_ask, ctypes.byref(token)
        ):
            return False
        if not rights.ConvertStringSidToSidW(f"S-1-16-{_LOW_INTEGRITY}", ctypes.byref(level)):
            return False

        class Label(ctypes.Structure):
            _fields_ = (("level", ctypes.c_void_p), ("attributes", ctypes.c_uint32))

        label, is_integrity, integrity_level = Label(level, 0x20), 0x20, 25
        assert label.attributes == is_integrity  # noqa: S101 - checked a line before
        size = ctypes.sizeof(label) + rights.GetLengthSid(level)
        return bool(rights.SetTokenInformation(token, integrity_level, ctypes.byref(label), size))
    return False
