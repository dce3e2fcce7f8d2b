"""What keeps a worker in: no network, nothing written, nothing read but what is scanned, no other process started.

A parser of hostile bytes may be taken over. What it can do then is what the system lets the worker do, so the worker gives
up everything it has no use for, by whatever this system offers: its own network (namespace), Landlock, a filter of system
calls; on macOS a sandbox profile, on Windows a job and a low integrity level. Containers and old systems refuse some of
them. So nothing is claimed: each worker then *tries* to do what it should not be able to, and tells what was refused.

>>> Held(network=True, writing=True, reading=True, processes=True, by=("landlock 7",)).missing
()
>>> (Held(network=True) & Held(network=False, writing=True)).missing
('network', 'writing', 'reading', 'processes')
"""

from __future__ import annotations

import contextlib
import errno
import os
import socket
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import bailee.scanner.isolation_elsewhere as isolation_elsewhere
import bailee.scanner.landlock as landlock
import bailee.scanner.seccomp as seccomp

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
# What libraries read beside themselves: tables of the loader, of time zones, of libmagic, fonts; what the machine is.
_SYSTEM = (
    "/usr/lib", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64", "/usr/share", "/opt/homebrew", "/nix/store",
    "/etc/ld.so.cache", "/etc/localtime", "/etc/magic", "/etc/magic.mime", "/etc/mime.types", "/etc/fonts",
    "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu", "/sys/fs/cgroup", "/dev/urandom", "/dev/random", "/dev/zero",
)  # fmt: skip
_MOST_PROCESSES = 64  # threads too, where a worker has a user namespace of its own to be counted in
_PROMISES = ("network", "writing", "reading", "processes")
_KEPT_RIGHT = 2  # CAP_DAC_READ_SEARCH: an administrator's scan reads what others own, and that is all it needs


@dataclass(frozen=True, slots=True)
class Held:
    """What a worker was refused when it tried, and by what means."""

    network: bool = False  # it reaches nobody, this machine included
    writing: bool = False  # no file outside its own memory
    reading: bool = False  # no file outside the place, Python and the system's libraries
    processes: bool = False  # it starts no other one
    by: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        """What this system did not refuse."""
        return tuple(name for name in _PROMISES if not getattr(self, name))

    def __and__(self, other: Held) -> Held:
        """What holds of both."""
        return Held(
            self.network and other.network,
            self.writing and other.writing,
            self.reading and other.reading,
            self.processes and other.processes,
            tuple(means for means in self.by if means in other.by),
        )

    def told(self) -> dict[str, Any]:
        return {**asdict(self), "by": list(self.by)}

    @classmethod
    def heard(cls, told: Any) -> Held:
        """From a worker's message. ValueError or TypeError where it is none."""
        words = [str(means)[:40] for means in told["by"]][:10]
        network, writing, reading, processes = (told[each] is True for each in _PROMISES)
        return cls(network, writing, reading, processes, tuple(words))


def isolate(readable: Iterable[str]) -> Held:
    """Give up, for good, what a worker has no use for; what is left is tried out. `readable`: files and folders to be scanned."""
    by: list[str] = []
    writable = (tempfile.gettempdir(), str(Path.home()))  # as long as it can still be found out
    if sys.platform == "linux":
        by += _linux([*readable, *own_folders()])
    else:
        by += isolation_elsewhere.isolate()
    return Held(_no_network(), _no_writing(writable), _no_reading(), _no_processes(), tuple(by))


def own_folders() -> list[str]:
    """Where Python, its packages and bailee itself lie."""
    here = Path(__file__).resolve().parent.parent
    roots = {sys.prefix, sys.base_prefix, sys.exec_prefix, str(here), *(path for path in sys.path if path)}
    if getattr(sys, "frozen", False):
        roots.add(sys.executable)  # where all is one program, modules are read out of it when they are needed
    # an administrator's own Python may have `/usr` as its prefix, and a package installed for editing lies anywhere
    return [path for path in sorted(roots) if path not in ("/", "")]


def _linux(readable: list[str]) -> list[str]:
    by = []
    if _own_network():
        by.append("network namespace")
    _drop_rights()
    if version := landlock.restrict([*readable, *_SYSTEM], [os.devnull]):
        by.append(f"landlock {version}")
    if seccomp.restrict():
        by.append("seccomp")
    return by


def _own_network() -> bool:
    """A network without any interface. An administrator's scan keeps its user, else it could not read what others own."""
    import ctypes

    unshare = ctypes.CDLL(None, use_errno=True).unshare
    if unshare(_NEW_NETWORK) == 0:
        return True
    user, group = os.geteuid(), os.getegid()
    if user == 0 or unshare(_NEW_USER | _NEW_NETWORK) != 0:
        return False
    with contextlib.suppress(OSError):  # without it the worker is nobody to itself; files open all the same
        for name, told in (("setgroups", "deny"), ("uid_map", f"{user} {user} 1"), ("gid_map", f"{group} {group} 1")):
            Path("/proc/self", name).write_text(told)
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    most = _MOST_PROCESSES if hard == resource.RLIM_INFINITY else min(hard, _MOST_PROCESSES)
    resource.setrlimit(resource.RLIMIT_NPROC, (most, most))
    return True


def _drop_rights() -> None:
    """Of an administrator's rights keep the one to read; a namespace's own administrator keeps none that matters."""
    import ctypes
    import struct

    library = ctypes.CDLL(None, use_errno=True)
    header = ctypes.create_string_buffer(struct.pack("=Ii", 0x20080522, 0))
    kept = 1 << _KEPT_RIGHT
    held = ctypes.create_string_buffer(24)
    if library.capget(header, held) == 0:
        effective, permitted, _ = struct.unpack_from("=III", held.raw)
        wanted = struct.pack("=6I", effective & kept, permitted & kept, 0, 0, 0, 0)
        library.capset(header, ctypes.create_string_buffer(wanted))


# tried out


def _no_network() -> bool:
    """Whether a server on this machine, and one far away, cannot be reached. Nothing listens there; that is another answer."""
    for family, address in ((socket.AF_INET, ("127.0.0.1", 9)), (socket.AF_INET, ("192.0.2.1", 9))):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as asked:
                asked.connect(address)  # sends nothing: only a way there is looked for
        except OSError:
            continue
        return False
    return True


def _no_writing(folders: Iterable[str]) -> bool:
    for folder in folders:
        path = f"{folder}/.bailee-worker-{os.getpid()}"
        try:
            os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
        except OSError as error:
            if error.errno in (errno.EACCES, errno.EPERM):
                continue
            if error.errno in (errno.EROFS, errno.ENOENT, errno.ENOTDIR):
                continue
            return False
        with contextlib.suppress(OSError):
            Path(path).unlink()
        return False
    return True


def _no_reading() -> bool:
    """Whether the list of accounts, which everybody may read, cannot be opened."""
    probe = "/etc/passwd" if os.name == "posix" else os.path.expandvars(r"%WINDIR%\win.ini")
    try:
        os.close(os.open(probe, os.O_RDONLY))
    except OSError as error:
        return error.errno in (errno.EACCES, errno.EPERM)
    return False


def _no_processes() -> bool:
    if not hasattr(os, "fork"):
        return isolation_elsewhere.alone()
    try:
        child = os.fork()
    except OSError:
        return True
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return False
