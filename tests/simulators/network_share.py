"""A share of another machine that drops: a file system of our own, told to the kernel by FUSE, that shows a folder.

`python network_share.py FD FOLDER CONTROL` serves the kernel's questions. As long as the file CONTROL is there, its words are
what befalls: `error NUMBER` answers everything with that error, `reads NUMBER FROM` what is read of files from that byte on.
"""

from __future__ import annotations

import ctypes
import os
import signal
import stat
import struct
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_NO_SUID, _NO_DEVICES, _DETACH = 2, 4, 2
_LOOKUP, _GETATTR, _OPEN, _READ, _STATFS, _INIT, _OPENDIR, _READDIR = 1, 3, 14, 15, 17, 26, 27, 28
_RELEASE, _FLUSH, _RELEASEDIR = 18, 25, 29
_UNANSWERED = (2, 36, 42)  # FORGET, INTERRUPT, BATCH_FORGET
_NO_SUCH_CALL, _NO_SUCH_FILE, _IO = 38, 2, 5


@dataclass
class Share:
    at: Path
    control: Path
    server: subprocess.Popen[bytes]

    def drops(self, number: int = _IO) -> None:
        self.control.write_text(f"error {number}")

    def reads_fail(self, number: int = _IO, beyond: int = 0) -> None:
        self.control.write_text(f"reads {number} {beyond}")

    def comes_back(self) -> None:
        self.control.unlink()

    def hangs(self) -> None:
        """It answers nothing any more, and whoever asks waits."""
        self.server.send_signal(signal.SIGSTOP)

    def dies(self) -> None:
        """Its program ends: what is left says that the endpoint is not connected."""
        self.server.kill()
        self.server.wait()


@contextmanager
def share(folder: Path, at: Path, kind: str = "fuse.sshfs") -> Iterator[Share | None]:
    """`folder` as a share that is mounted at `at`; None where this system lets nobody mount."""
    libc = ctypes.CDLL(None, use_errno=True)
    at.mkdir(exist_ok=True)
    control = at.with_name(f"{at.name}.control")
    try:
        fd = os.open("/dev/fuse", os.O_RDWR)
    except OSError:
        yield None
        return
    told = f"fd={fd},rootmode=40000,user_id=0,group_id=0,allow_other".encode()
    if libc.mount(b"office:/share", os.fsencode(at), kind.encode(), _NO_SUID | _NO_DEVICES, told):
        os.close(fd)
        yield None
        return
    command = [sys.executable, "-S", __file__, str(fd), str(folder), str(control)]
    server = subprocess.Popen(command, pass_fds=[fd])
    os.close(fd)
    try:
        yield Share(at, control, server)
    finally:
        libc.umount2(os.fsencode(at), _DETACH)
        server.kill()
        server.wait()


class _Server:
    def __init__(self, fd: int, folder: str, control: str) -> None:
        self.fd, self.control = fd, Path(control)
        self.nodes = {1: folder}
        self.numbers = {folder: 1}

    def serve(self) -> None:
        while True:
            try:
                asked = os.read(self.fd, 1 << 18)
            except OSError:
                return  # it was unmounted
            _, operation, unique, node = struct.unpack_from("<IIQQ", asked)
            if operation in _UNANSWERED:
                continue
            try:
                answer, error = self.answer(operation, self.nodes.get(node, ""), asked[40:]), 0
            except OSError as failure:
                answer, error = b"", failure.errno or _IO
            with suppress(OSError):  # whoever asked is gone
                os.write(self.fd, struct.pack("<IiQ", 16 + len(answer), -error, unique) + answer)

    def answer(self, operation: int, path: str, body: bytes) -> bytes:
        self.befalls(operation, body)
        if operation == _INIT:
            return struct.pack("<IIIIHHIIHHI28x", 7, 31, 0, 0, 4, 4, 1 << 17, 1, 32, 0, 0)
        if operation == _LOOKUP:
            child = f"{path}/{os.fsdecode(body.rstrip(bytes(1)))}"
            told = _attributes(child)
            return struct.pack("<QQQQII", self.number(child), 0, 0, 0, 0, 0) + told
        if operation == _GETATTR:
            return struct.pack("<QII", 0, 0, 0) + _attributes(path)
        if operation in (_OPEN, _OPENDIR):
            return struct.pack("<QII", 0, 1, 0)  # nothing of it is kept by the kernel
        if operation in (_RELEASE, _RELEASEDIR, _FLUSH):
            return b""
        if operation == _STATFS:
            return struct.pack("<QQQQQIIII24x", 1 << 20, 1 << 19, 1 << 19, 1 << 10, 1 << 9, 4096, 255, 4096, 0)
        if operation not in (_READ, _READDIR):
            raise OSError(_NO_SUCH_CALL, "")
        _, start, most = struct.unpack_from("<QQI", body)
        if operation == _READ:
            with Path(path).open("rb") as file:
                file.seek(start)
                return file.read(most)
        return self.listing(path, start, most)

    def befalls(self, operation: int, body: bytes) -> None:
        try:
            what, number, *beyond = self.control.read_text().split()
        except (OSError, ValueError):
            return
        if what == "error" and operation != _INIT:
            raise OSError(int(number), "")
        if what == "reads" and operation == _READ and struct.unpack_from("<QQ", body)[1] >= int(beyond[0]):
            raise OSError(int(number), "")

    def number(self, path: str) -> int:
        number = self.numbers.setdefault(path, len(self.numbers) + 1)
        self.nodes[number] = path
        return number

    def listing(self, path: str, start: int, most: int) -> bytes:
        told = b""
        for number, name in enumerate(sorted(each.name for each in Path(path).iterdir())):
            spelt = os.fsencode(name)
            kind = stat.S_IFMT(Path(path, name).lstat().st_mode) >> 12
            entry = struct.pack("<QQII", number + 1, number + 1, len(spelt), kind) + spelt
            entry += bytes(-len(entry) % 8)
            if number < start:
                continue
            if len(told) + len(entry) > most:
                break
            told += entry
        return told


def _attributes(path: str) -> bytes:
    s = Path(path).lstat()
    times = [s.st_atime_ns, s.st_mtime_ns, s.st_ctime_ns]
    whole, parts = [each // 10**9 for each in times], [each % 10**9 for each in times]
    return struct.pack(
        "<QQQQQQIIIIIIIIII", s.st_ino, s.st_size, s.st_blocks, *whole, *parts, s.st_mode, s.st_nlink, s.st_uid, s.st_gid, 0, 4096, 0
    )  # fmt: skip


if __name__ == "__main__":
    _Server(int(sys.argv[1]), sys.argv[2], sys.argv[3]).serve()
