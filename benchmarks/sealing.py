"""How fast files are sealed and put back, how much memory that takes, and how long many small ones take beside a copy.

    python benchmarks/sealing.py                 # 1 GiB, 10,000 files
    python benchmarks/sealing.py --huge          # also a file of 4.5 GiB, most of it a hole: no room for as much twice is needed
    python benchmarks/sealing.py --mib 64 --files 500

Sealing is all of it: reading, encrypting for two recipients, flushing, reading back from the disk, opening, comparing, journal.
Putting back likewise. Memory is the highest of a process of its own that does nothing else. A copy is what a careful backup does:
read, write, flush, with rights and times. Run it on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bailee.keys import MasterKey, OrganisationKeys
from bailee.protection.encrypt import Sealed, Wanted, pass_all
from bailee.protection.files import Refused
from bailee.protection.journal import Journal
from bailee.protection.undo import undo_all

AT = "2026-03-03T09:00:00Z"
KEYS, _ = OrganisationKeys.create(MasterKey.random(), "acme")


def sealed(home: Path, paths: list[Path]) -> list[Sealed]:
    done: list[Sealed] = []
    with Journal(home, KEYS) as journal:
        for together in pass_all(map(Wanted, paths), KEYS, journal, ask="the office", at=AT):
            for _, made in together:
                if isinstance(made, Refused):
                    raise made
                done.append(made)
            journal.write_all([(made.ident, "noted", {}) for _, made in together if isinstance(made, Sealed)])
            journal.shorten()
    return done


def put_back(home: Path, things: list[Sealed]) -> None:
    with Journal(home, KEYS) as journal:
        for together in undo_all(things, KEYS, journal):
            for _, made in together:
                if isinstance(made, Refused):
                    raise made
            journal.write_all([(each.ident, "noted", {}) for each, _ in together])
            journal.shorten()


def timed(work: Callable[[], object]) -> tuple[float, float]:
    """Wall and CPU seconds."""
    wall, cpu = time.monotonic(), time.process_time()
    work()
    return time.monotonic() - wall, time.process_time() - cpu


def in_a_process(work: Callable[[], object]) -> int:
    """Highest memory, KiB, of a process that does this and nothing else."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            os.write(writing, str(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss).encode())
            code = 0
        finally:
            os._exit(code)
    os.close(writing)
    told = os.read(reading, 64)
    os.close(reading)
    if os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]):
        raise SystemExit("it failed")
    return int(told)


def big(root: Path, size: int, *, hole: bool) -> None:
    path = root / "big.bin"
    if hole:
        with path.open("wb") as stream:
            stream.write(os.urandom(1 << 20))
            stream.truncate(size)
    else:
        block = os.urandom(16 << 20)
        with path.open("wb") as stream:
            for start in range(0, size, len(block)):
                stream.write(block[: min(len(block), size - start)])
    digest = digest_of(path)
    things: list[Sealed] = []
    wall, cpu = timed(lambda: things.extend(sealed(root, [path])))
    print(
        f"sealed       {size / (1 << 20):8,.0f} MiB  {size / wall / 1e6:6.0f} MB/s  {size / cpu / 1e6:6.0f} MB/s a core"
    )
    wall, cpu = timed(lambda: put_back(root, things))
    print(
        f"put back     {size / (1 << 20):8,.0f} MiB  {size / wall / 1e6:6.0f} MB/s  {size / cpu / 1e6:6.0f} MB/s a core"
    )
    assert digest_of(path) == digest, "another content"
    highest = in_a_process(lambda: put_back(root, sealed(root, [path])))
    print(f"memory       {highest / 1024:8,.0f} MiB of a process that seals it and puts it back")
    path.unlink()


def digest_of(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def many(root: Path, count: int) -> None:
    folder, copies = root / "many", root / "copies"
    folder.mkdir()
    copies.mkdir()
    paths = []
    for number in range(count):
        path = folder / f"{number:05}.txt"
        path.write_bytes(os.urandom(2_000 + number % 7 * 2_000))
        os.utime(path, ns=(1_700_000_000_000_000_000 + number, 1_600_000_000_000_000_000 + number))
        paths.append(path)
    before = [state(path) for path in paths]
    copied, _ = timed(lambda: copy_all(paths, copies))
    things: list[Sealed] = []
    closing, _ = timed(lambda: things.extend(sealed(root, paths)))
    undoing, cpu = timed(lambda: put_back(root, things))
    assert [state(path) for path in paths] == before, "not what they were"
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in paths), "something is left"
    print(
        f"{count:,} files  copied {copied:.1f} s  sealed {closing:.1f} s  put back {undoing:.1f} s ({cpu:.1f} s of CPU)"
    )
    print(f"putting back is {undoing / copied:.2f} × a copy; all byte-identical, with rights and times")


def state(path: Path) -> tuple[object, ...]:
    seen = path.stat()
    return seen.st_mode, seen.st_uid, seen.st_gid, seen.st_mtime_ns, digest_of(path)


def copy_all(paths: list[Path], folder: Path) -> None:
    """As a careful backup does it: read, write, rights and times, each flushed; names at the end."""
    for path in paths:
        shutil.copy2(path, folder / path.name)
        _flush(folder / path.name)
    _flush(folder)


def _flush(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--mib", type=int, default=1024)
    options.add_argument("--files", type=int, default=10_000)
    options.add_argument("--huge", action="store_true")
    options.add_argument("--in", dest="folder", type=Path, default=None, help="where to lay the files")
    asked = options.parse_args()
    root = Path(tempfile.mkdtemp(prefix="sealing-", dir=asked.folder)).resolve()
    try:
        if asked.mib:
            big(root, asked.mib << 20, hole=False)
        if asked.huge:
            big(root, (9 << 30) // 2, hole=True)
        if asked.files:
            many(root, asked.files)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
