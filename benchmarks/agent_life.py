"""An agent's life on a device: installed, enrolled, asked, scanned, handed in, removed; the file system compared before and after.

    python benchmarks/agent_life.py               # some minutes on a busy machine; exit 1 where anything stays
    python benchmarks/agent_life.py --idle 60     # beside it, what the agent takes while there is nothing to do, over so many seconds

A real server (`bailee serve`) on loopback, the commands as people type them, a device that is a folder: its `etc`, its homes, its caches
and its temporary folder lie there, so whatever the agent makes is seen. The last result goes to docs/agent.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

BAILEE = [sys.executable, "-m", "bailee"]
SSN = ("512-44-7313", "529-41-8842", "530-52-1177")


def main() -> int:
    """0 where nothing stays, 1 where something does."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--idle", type=int, default=0, metavar="SECONDS", help="Watch an idle agent for so long.")
    idle = parser.parse_args().idle
    with tempfile.TemporaryDirectory() as folder:
        return live(Path(folder), idle)


def live(root: Path, idle: int = 0) -> int:
    home, device = root / "server", root / "device"
    share = device / "srv" / "hr"
    share.mkdir(parents=True)
    for name in ("etc/systemd/system", "home/pat", "tmp", "var/lib"):
        (device / name).mkdir(parents=True)
    people = "\n".join(f"Person {number},{ssn}" for number, ssn in enumerate(SSN))
    (share / "people.csv").write_text(f"name,ssn\n{people}\n")
    before = fingerprints(device)
    about = os.environ | {
        "BAILEE_AGENT_HOME": str(device / "var/lib/bailee-agent"), "HOME": str(device / "home/pat"), "TMPDIR": str(device / "tmp"),
        "XDG_CACHE_HOME": str(device / "home/pat/.cache"), "XDG_STATE_HOME": str(device / "home/pat/.local/state"),
        "PYTHONDONTWRITEBYTECODE": "1",
    }  # fmt: skip

    def agent(*words: str) -> str:
        return told(["agent", *words], about)

    def server(*words: str) -> str:
        return told([*words, "--home", str(home)], dict(os.environ))

    with serving(home) as url:
        code = json.loads(server("fleet", "code", "--json"))["code"]
        step("enrolled", agent("enrol", url, "--code", code))
        step("installed", agent("install", "--root", str(device)))
        made = {name for name in fingerprints(device) if name not in before}
        step("it made", ", ".join(sorted(made)))
        step("checked", agent("check"))
        (one,) = json.loads(server("fleet", "--json"))
        server("fleet", "scan", one["device"], str(share), "--cpu", "2")
        step("worked", agent("once"))
        step("taken in", server("fleet", "take-in"))  # nothing, where a worker of the server's did so
        found = json.loads(server("findings", "--json"))
        found = found["findings"] if isinstance(found, dict) else found
        kinds = sorted(each["detector"] for each in found)
        step("findings at the server", f"{len(found)}: {', '.join(kinds)}")
        if idle:
            step("idle", watched(about, idle))
        step("removed", agent("uninstall", "--yes", "--root", str(device)))
        (gone,) = json.loads(server("fleet", "--json"))
        step("at the server it is", f"{gone['state']}: {gone['why']}")
    after = fingerprints(device)
    stays = sorted(set(after.items()) ^ set(before.items()))
    for name, _ in stays:
        print(f"STAYS   {name}")
    print(
        f"compared {len(before)} files and folders before, {len(after)} after: {'the same' if not stays else 'NOT the same'}"
    )
    return 1 if stays or kinds.count("us-ssn") != len(SSN) or gone["state"] != "removed" else 0


def fingerprints(root: Path) -> dict[str, str]:
    """Each file and folder with its rights and what is in it."""
    return {
        str(each.relative_to(root)): f"{each.lstat().st_mode:o} "
        + (hashlib.sha256(each.read_bytes()).hexdigest() if each.is_file() else "")
        for each in root.rglob("*")
    }


@contextmanager
def serving(home: Path) -> Iterator[str]:
    """The server, and its address."""
    run = subprocess.Popen(
        [*BAILEE, "serve", "--port", "0", "--home", str(home)],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        for line in run.stdout or ():
            if found := re.search(r"http://127\.0\.0\.1:\d+", line):
                yield found[0]
                return
        raise SystemExit("the server did not start")
    finally:
        run.send_signal(signal.SIGTERM)
        run.wait(60)


def watched(about: dict[str, str], seconds: int) -> str:
    """What an agent with nothing to do takes, as /proc tells it (Linux)."""
    run = subprocess.Popen([*BAILEE, "agent", "run"], env=about, stderr=subprocess.DEVNULL)
    try:
        time.sleep(15)  # it starts, polls, and is held
        begun = _ticks(run.pid)
        time.sleep(seconds)
        used = (_ticks(run.pid) - begun) / os.sysconf("SC_CLK_TCK")
        status = Path(f"/proc/{run.pid}/status").read_text()
        resident = int(re.search(r"VmRSS:\s+(\d+)", status)[1]) / 1024  # type: ignore[index]  # Linux has this line of every process
        return f"{resident:.0f} MB resident, {used:.2f} s of processor in {seconds} s ({100 * used / seconds:.2f} %)"
    finally:
        run.terminate()
        run.wait(30)


def _ticks(pid: int) -> int:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def told(words: list[str], about: dict[str, str]) -> str:
    done = subprocess.run([*BAILEE, *words], env=about, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode and words[:2] != ["agent", "check"]:
        raise SystemExit(f"{' '.join(words[:3])} ended with {done.returncode}: {done.stderr[-800:]}")
    return done.stdout.strip()


def step(what: str, said: str) -> None:
    print(f"{what}: {said}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
