"""Every byte of a binder with 200 records, one bit of each changed in turn, and whatever may happen to a folder:  make binders

A binder for an auditor, with a time stamp, is made of a log of 200 records. Of each byte one bit is changed, another one in turn;
the verifier has to say no, and to name the file, or the record, that the byte is of. Each goes through the verifier's check of its
file; what that lets through, and one byte in some thousands, goes through the whole of it; of a large file whose digest alone is
checked it is one byte in 61: so it takes minutes and not days. Then a bare environment with nothing but `cryptography` verifies the binder.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import world as worlds
from bailee.evidence import standalone
from binders.making import binder, is_named, lay, said
from simulators.time_stamps import stamps, time_stamp_service

RECORDS = 200
LARGE, STEP = 20_000, 61  # of a large file that is named by its digest one byte in so many: each is another digest


def main() -> int:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        home, out = Path(name) / "home", Path(name) / "binder"
        worlds.make_world(home)
        alice = worlds.open_world(home).alice
        lay(alice, Path(name) / "share")
        short = RECORDS - 1 - alice.log_size()  # the binder's own record is the last one
        alice.record_all([("file-sealed", f"file-{number:04}", {"n": number}) for number in range(max(short - 1, 0))])
        with time_stamp_service(stamps()) as service:
            made = binder(alice, "auditor", out, service)
        print(
            f"a binder of {made.files} files and {made.records} records, {made.given} of them in full; it holds: {said(out) == []}"
        )
        tried, accepted, unnamed = flips(out)
        print(
            f"{tried:,} bytes flipped in {time.monotonic() - begun:.0f} s: {len(accepted)} false accepts, {len(unnamed)} not named"
        )
        for where in [*accepted, *unnamed][:20]:
            print("MISSED", *where)
        bare = without_bailee(out, Path(name) / "bare")
    return 1 if accepted or unnamed or not bare else 0


def flips(out: Path) -> tuple[int, list[tuple[str, int]], list[tuple[str, int]]]:
    files = json.loads((out / standalone.MANIFEST).read_bytes())["statement"]["files"]
    log, _ = standalone.read_log(out)
    tree, checkpoint = standalone.tree_of(log.leaves), (out / standalone.CHECKPOINT).read_text()
    accepted, unnamed, tried = [], [], 0
    for path in sorted(path for path in out.rglob("*") if path.is_file()):
        file, content = path.relative_to(out).as_posix(), path.read_bytes()
        step = STEP if file in files and len(content) > LARGE else 1
        for place in range(0, len(content), step):
            changed = bytearray(content)
            changed[place] ^= 1 << (place % 8)
            tried += 1
            if place % (9_973 if file in files else 997) and is_caught(
                file, content, bytes(changed), place, files, log, tree, checkpoint
            ):
                continue
            path.write_bytes(
                bytes(changed)
            )  # through the whole: one in a thousand, and whatever the check of its file let through
            faults = said(out)
            path.write_bytes(content)
            if not faults:
                accepted.append((file, place))
            elif not is_named(out, file, place, faults):
                unnamed.append((file, place))
    return tried, accepted, unnamed


def is_caught(
    file: str, content: bytes, changed: bytes, place: int, files: dict[str, dict[str, str]],
    log: standalone.Log, tree: list[list[bytes]], checkpoint: str,
) -> bool:  # fmt: skip
    """Whether the verifier's check of that file says no, and names it."""
    if file in files:
        return standalone.digest(changed) != files[file]["sha256"]
    if file.startswith(standalone.PROOFS):
        number = int(Path(file).name.partition(".")[0])
        return changed != standalone.proof_text(tree, number - 1, checkpoint).encode()
    if file == standalone.MANIFEST:
        return any(file in what for what, _ in standalone.manifest_faults(changed, log.records)[2])
    if file == standalone.RECORDS and content[place] != 10:
        number = content[:place].count(b"\n") + 1
        line = changed.split(b"\n")
        if len(line) != content.count(b"\n") + 1:
            return False
        _, _, faults = standalone.read_line(number, line[number - 1].decode("utf-8", "replace"))
        return any(each[0] == number for each in faults)
    return False


def without_bailee(out: Path, folder: Path) -> bool:
    """A new environment that has `cryptography` and nothing of ours."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "-q", "cryptography"], check=True)
    none = subprocess.run([python, "-c", "import bailee"], capture_output=True, check=False, cwd="/").returncode != 0
    done = subprocess.run([python, out / "verify.py"], capture_output=True, text=True, check=False, cwd="/")
    print(f"in an environment without bailee ({none}): exit {done.returncode}\n{done.stdout}{done.stderr}".rstrip())
    return none and done.returncode == 0


if __name__ == "__main__":
    sys.exit(main())
