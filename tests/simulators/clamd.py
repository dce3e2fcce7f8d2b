"""A real clamd on loopback, with signatures of our own: EICAR's file, and words that were made up. Nothing is downloaded."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bailee.virus_scanner import NoVerdict, VirusScanner

PROGRAM = shutil.which("clamd", path="/usr/sbin:/usr/local/sbin:/usr/bin")
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"  # https://www.eicar.org
MADE_UP = b"made-up-signature-of-a-test"
LARGEST = 4 << 20  # bytes that it takes


@dataclass
class Clamd:
    folder: Path
    process: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> str:
        return str(self.folder / "s")

    def come_back(self) -> None:
        assert PROGRAM
        with (self.folder / "log").open("ab") as log:
            words = [PROGRAM, "-c", str(self.folder / "clamd.conf")]
            self.process = subprocess.Popen(words, stdout=log, stderr=log)
        end = time.monotonic() + 120
        while time.monotonic() < end:
            try:
                VirusScanner(self.socket).version()
                return
            except NoVerdict:
                assert self.process.poll() is None, (self.folder / "log").read_text()
                time.sleep(0.1)
        raise AssertionError("clamd did not come up")

    def go_away(self) -> None:
        if self.process is not None:
            self.process.terminate()
            self.process.wait(60)
            self.process = None


@contextmanager
def clamd(folder: Path) -> Iterator[Clamd]:
    """One that lives as long as the block. `folder` has a short path: a socket's is at most 107 letters long."""
    database = folder / "db"
    database.mkdir()
    digest = hashlib.md5(EICAR, usedforsecurity=False).hexdigest()  # as such files write it
    (database / "ours.hdb").write_text(f"{digest}:{len(EICAR)}:Ours.Eicar\n")
    (database / "ours.ndb").write_text(f"Ours.Made-Up:0:*:{MADE_UP.hex()}\n")
    told = {
        "Foreground": "yes",
        "LocalSocket": str(folder / "s"),
        "DatabaseDirectory": str(database),
        "TemporaryDirectory": str(folder),
        "StreamMaxLength": str(LARGEST),
    }
    (folder / "clamd.conf").write_text("".join(f"{name} {value}\n" for name, value in told.items()))
    there = Clamd(folder)
    there.come_back()
    try:
        yield there
    finally:
        there.go_away()
