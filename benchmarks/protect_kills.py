"""Protecting and putting back, killed with -9 at random moments and at each step: no file is lost, and none is there by halves.

    make protect-kills                              # each step once, then 500 random kills, at least 200 of them mid-way
    python benchmarks/protect_kills.py --kills 12   # as in the tests

A process seals, moves, quarantines, restricts, erases what was approved, puts back, replaces keys and wraps sealed files anew,
in any order, until it is killed. Then one command settles what was under way, and every file has to be there in exactly one
form: itself, with its rights and times; or what stands for it, which opens to the same bytes; or, if two people decided so,
erased with a row that says it. No temporary file, no open entry of the journal, no doubled row is left.

A kill counts as mid-way if it fell between the first and the last step of an act: the process says where it is in memory
that it shares with us. The last result goes to docs/protection.md.
"""

from __future__ import annotations

import argparse
import mmap
import os
import random
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

import pyrage

from bailee.operations import (
    carry_out_protection,
    known_files,
    note_protection,
    protect_files,
    rewrap_files,
    rotate_keys,
)
from bailee.operations.approve_protection import approve
from bailee.operations.open_store import open_store
from bailee.operations.verify_evidence import verify_evidence
from bailee.permissions import Role
from bailee.protection.encrypt import Sealed
from bailee.protection.erase import Erased
from bailee.protection.exposure import SystemProbe
from bailee.protection.journal import Journal
from bailee.protection.restrict import Restricted
from bailee.store.organisations import add_member
from bailee.store.workspace import Workspace

ROOT = Path(__file__).parent.parent
FILES = 14
SIZES = (0, 900, 40_000, 700_000, 2_000_000)
LONGEST = 0.4  # seconds from the start of the first act until a kill, at most
WITHIN, SHORTLY = 0.75, 0.05  # share of kills that come soon after a step of an act, and how soon, in seconds
AT_REST = frozenset({"", "noted", "undo noted", "erase noted", "ended"})
ACTS = ("seal", "seal", "undo", "undo", "move", "quarantine", "restrict", "erase", "rotate")
KEYS = (rotate_keys.Key.FILE, rotate_keys.Key.FIELD, rotate_keys.Key.ORGANISATION)
_SEALING = (
    "begun", "temporary made", "half encrypted", "encrypted", "flushed", "compared", "ready", "linked", "temporary removed",
    "note written", "sealed", "original removed", "done", "noted",
)  # fmt: skip
_MOVING = tuple(each for each in _SEALING if each not in ("half encrypted", "encrypted", "flushed", "compared"))
_UNDOING = (
    "undo begun", "undo temporary made", "decrypted", "undo compared", "undo ready", "undo linked", "undo temporary removed",
    "restored", "sealed copy removed", "note removed", "undone", "undo noted",
)  # fmt: skip
STEPS = {
    "seal": _SEALING,
    "quarantine": _SEALING,
    "move": _MOVING,
    "restrict": ("restrict begun", "mode narrowed", "list removed", "restricted", "noted"),
    "undo": (*_UNDOING, "unrestrict begun", "rights given back", "unrestricted"),
    "erase": ("erase begun", "erase note written", "erasing", "unlinked", "erased", "erase noted"),
}


@dataclass
class Tally:
    kills: int = 0
    midway: int = 0
    by_act: Counter[str] = field(default_factory=Counter)
    settled: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    forms: Counter[str] = field(default_factory=Counter)


class Said:
    """Where the other process is, in memory that both have."""

    def __init__(self) -> None:
        self._memory = mmap.mmap(-1, 64)

    def say(self, act: str, label: str) -> None:
        self._memory[:] = f"{act}|{label}".encode().ljust(64, b"\0")

    def read(self) -> tuple[str, str]:
        act, _, label = self._memory[:].rstrip(b"\0").decode().partition("|")
        return act, label


class World:
    """A store, a folder of files, what each of them is."""

    def __init__(self, root: Path, seed: int) -> None:
        self.home, self.folder, self.apart = root / "home", root / "company" / "hr", root / "company" / "apart"
        self.folder.mkdir(parents=True)
        self.apart.mkdir()
        self._chance = random.Random(seed)
        self.workspace = open_store(self.home)
        self.workspace.add_place(root / "company")
        add_member(self.home, self.workspace.organisation, "pat", role=Role.PRIVACY_PERSON)
        self.content: dict[Path, bytes] = {}
        self.states: dict[Path, tuple[int, int]] = {}
        for number in range(FILES):
            self.lay(self.folder / f"file {number}.csv", SIZES[number % len(SIZES)])

    def lay(self, path: Path, size: int) -> None:
        content = self._chance.randbytes(size)
        path.write_bytes(content)
        path.chmod(0o644)
        os.utime(path, ns=(1_700_000_000_000_000_001, 1_600_000_000_000_000_003))
        self.content[path] = content
        self.states[path] = (0o644, 1_600_000_000_000_000_003)

    def approved(self, path: Path) -> None:
        """Two people decided to erase it."""
        (proposal,) = protect_files.propose(self.workspace, [path], SystemProbe())
        assert proposal.seen is not None
        told = {"path": str(path), "seen": asdict(proposal.seen), "store": "", "file": 0}
        (ident,) = self.workspace.add_proposals(
            [{"act": "erase", "playbook": "default", "locator": path.name, "store": "", "details": told}]
        )
        pat = open_store(self.home, member="pat")
        approve(pat, [ident], reason="its time is over")

    # --- in the process that is killed

    def act(
        self, workspace: Workspace, act: str, said: Said, chance: random.Random, stop: Callable[[str], None]
    ) -> None:
        def step(label: str) -> None:
            said.say(act, label)
            stop(label)

        there = [path for path in self.content if path.exists() and path.stat().st_mode & 0o077]
        done = [note_protection.thing_of(row) for row in workspace.protected_files("applied")]
        if act in ("seal", "move", "quarantine", "restrict"):
            some = chance.sample(there, min(len(there), chance.randint(1, 5)))
            looking = known_files.Looking(workspace, SystemProbe())
            to = self.apart if act == "move" else None
            proposals = [replace(looking.proposal(path, None, act), to=to) for path in some]
            list(protect_files.apply(workspace, proposals, step=step))
        elif act == "undo" and done:
            some_done = chance.sample(done, min(len(done), chance.randint(1, 6)))
            list(protect_files.undo(workspace, [each.original for each in some_done], step=step))
        elif act == "erase" and workspace.proposals(state="approved"):
            carry_out_protection.erase(workspace, step=step)
        elif act == "rotate":
            said.say(act, "rotating")
            if chance.random() < 0.5:
                list(rewrap_files.rewrap_files(workspace, step=step))
            else:
                rotate_keys.rotate(workspace, chance.choice(KEYS), step=step)
            said.say(act, "ended")

    # --- afterwards

    def settle(self, tally: Tally) -> None:
        """What the next command does; then every file is looked at."""
        self.workspace = open_store(self.home)
        for outcome in protect_files.apply(self.workspace, []):
            tally.settled[outcome.state] += 1
        if rewrap_files.is_waiting(self.workspace):
            list(rewrap_files.rewrap_files(self.workspace))
        self._look(tally)

    def _look(self, tally: Tally) -> None:
        rows = self.workspace.protected_files()
        things = [(row.state, note_protection.thing_of(row)) for row in rows]
        expected: set[Path] = set()
        for path, content in self.content.items():
            of = [thing for state, thing in things if thing.original == path and state == "applied"]
            gone = any(
                state == "erased" and isinstance(thing, Erased) for state, thing in things if thing.original == path
            )
            is_there = path.exists()
            if len(of) > 1:
                tally.faults.append("a file has two rows")
            if not of:
                tally.forms["erased" if gone else "itself"] += 1
                if is_there == gone:
                    tally.faults.append(f"a file is {'there and erased' if gone else 'lost'}")
                if is_there:
                    expected.add(path)
                    self._is(path, content, self.states[path][0], tally)
            elif isinstance(of[0], Restricted):
                tally.forms["restricted"] += 1
                expected.add(path)
                self._is(path, content, 0o600, tally)
            elif isinstance(of[0], Sealed):
                tally.forms[of[0].act] += 1
                expected |= {of[0].sealed, path.with_name(of[0].note_name)}
                if is_there:
                    tally.faults.append("a file and what stands for it are both there")
                if self._opened(of[0]) != content:
                    tally.faults.append("what stands for a file does not open to its content")
        expected |= {thing.original.with_name(thing.note_name) for _, thing in things if isinstance(thing, Erased)}
        for path in (each for folder in (self.folder.parent,) for each in folder.rglob("*") if each.is_file()):
            if path not in expected:
                tally.faults.append(f"left over: {path.suffix or path.name}")
        with Journal(self.home, self.workspace.keys) as journal:
            if journal.open_entries():
                tally.faults.append("the journal has open entries")

    def _opened(self, sealed: Sealed) -> bytes | None:
        try:
            copy = sealed.sealed.read_bytes()
            if not sealed.is_closed:
                return copy
            opened: bytes = pyrage.decrypt(
                copy, [pyrage.x25519.Identity.from_str(each) for each in self.workspace.keys.age_identities]
            )
            return opened
        except (OSError, pyrage.DecryptError):
            return None

    def _is(self, path: Path, content: bytes, mode: int, tally: Tally) -> None:
        seen = path.stat()
        if path.read_bytes() != content:
            tally.faults.append("a file has another content")
        if (seen.st_mode & 0o777, seen.st_mtime_ns) != (mode, self.states[path][1]):
            tally.faults.append("a file has other rights or times")

    def shape(self, act: str) -> None:
        """So that there is something to do the act with: files that are open, or some of each that can be put back."""
        there = [path for path in self.content if path.exists() and path.stat().st_mode & 0o077]
        if act != "undo":
            if len(there) < 4 and self.workspace.protected_files("applied"):
                list(protect_files.undo(self.workspace, []))
            return
        for number, each in enumerate(("restrict", "seal", "move")):
            done = [row.action for row in self.workspace.protected_files("applied")]
            if each not in done and len(there) > number:
                proposals = protect_files.propose(self.workspace, [there[number]], SystemProbe())
                to = self.apart if each == "move" else None
                list(protect_files.apply(self.workspace, [replace(one, act=each, to=to) for one in proposals]))

    def renew(self) -> None:
        """What was erased is laid anew, and some of what is there is to be erased."""
        for path in list(self.content):
            is_done = any(
                note_protection.thing_of(row).original == path for row in self.workspace.protected_files("applied")
            )
            if not path.exists() and not is_done:
                del self.content[path]
                self.lay(path.with_name(f"{path.stem}+{path.suffix}"), self._chance.choice(SIZES))
        waiting = {each.details["path"] for each in self.workspace.proposals(state="approved")}
        open_ = [
            path for path in self.content if path.exists() and path.stat().st_mode & 0o077 and str(path) not in waiting
        ]
        if len(waiting) < 2 and open_:
            self.approved(self._chance.choice(open_))


def child(world: World, said: Said, work: Callable[[], None]) -> int:
    """Another process that works; our connection is closed, it opens its own."""
    world.workspace.close()
    said.say("", "")
    pid = os.fork()
    if pid == 0:
        code = 1
        try:
            work()
            code = 0
        except BaseException:  # noqa: BLE001 - whatever it is, it is told
            traceback.print_exc()
        finally:
            os._exit(code)
    return pid


def killed_at(world: World, said: Said, tally: Tally, act: str, label: str, seed: int) -> bool:
    """Kill it when it reaches a step; whether it did."""

    def stop(reached: str) -> None:
        if reached == label:
            os.kill(os.getpid(), signal.SIGKILL)

    world.shape(act)
    pid = child(world, said, lambda: world.act(open_store(world.home), act, said, random.Random(seed), stop))
    is_killed = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == -signal.SIGKILL
    if is_killed:
        tally.kills += 1
        tally.midway += label not in AT_REST
        tally.by_act[act] += 1
    world.settle(tally)
    world.renew()
    return is_killed


def killed_somewhen(world: World, said: Said, tally: Tally, chance: random.Random) -> None:
    seed = chance.random()

    def work() -> None:
        own, workspace = random.Random(seed), open_store(world.home)
        while True:
            act = own.choice(ACTS)
            said.say(act, "")
            world.act(workspace, act, said, own, lambda _: None)

    pid = child(world, said, work)
    is_in_an_act = chance.random() < WITHIN
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline and (said.read()[1] in AT_REST if is_in_an_act else not said.read()[0]):
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, SHORTLY if is_in_an_act else LONGEST))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    act, label = said.read()
    tally.kills += 1
    tally.by_act[act or "between acts"] += 1
    tally.midway += label not in AT_REST
    world.settle(tally)
    world.renew()


def run(kills: int, *, steps: bool, seed: int, root: Path) -> tuple[Tally, Tally, list[str]]:
    """Kill at each step, then at random; tallies of both, and steps that were never reached."""
    world, said = World(root, seed), Said()
    world.renew()
    at_steps, somewhen, missed = Tally(), Tally(), []
    chance = random.Random(seed)
    for act, labels in STEPS.items() if steps else ():
        for label in labels:
            for attempt in range(12):
                if killed_at(world, said, at_steps, act, label, attempt):
                    break
            else:
                missed.append(f"{act}: {label}")
    for number in range(kills):
        killed_somewhen(world, said, somewhen, chance)
        if number % 50 == 49:
            print(f"  {number + 1} kills, {somewhen.midway} mid-way, {len(somewhen.faults)} faults", flush=True)
    for tally in (at_steps, somewhen):
        if not verify_evidence(world.home).ok:
            tally.faults.append("the log is broken")
    world.workspace.close()
    return at_steps, somewhen, missed


def told(at_steps: Tally, somewhen: Tally, missed: list[str]) -> str:
    """As lines of a table."""
    rows = [
        ("steps at which it was killed", at_steps.kills),
        ("steps that were not reached", len(missed)),
        ("kills at random moments", somewhen.kills),
        ("of them mid-way", somewhen.midway),
        ("by what was done", ", ".join(f"{act} {count}" for act, count in sorted(somewhen.by_act.items()))),
        (
            "settled afterwards as",
            ", ".join(f"{act} {count}" for act, count in sorted((at_steps.settled + somewhen.settled).items())),
        ),
        (
            "forms in which files were found whole",
            ", ".join(f"{form} {count:,}" for form, count in sorted((at_steps.forms + somewhen.forms).items())),
        ),
        ("files lost, doubled, half, or left over", len(at_steps.faults) + len(somewhen.faults)),
    ]
    return "| what | figure |\n| --- | --- |\n" + "".join(f"| {what} | {figure} |\n" for what, figure in rows)


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--kills", type=int, default=500)
    options.add_argument("--seed", type=int, default=8)
    options.add_argument("--no-steps", action="store_true")
    options.add_argument("--write", action="store_true", help="put the result into docs/protection.md")
    asked = options.parse_args()
    root = Path(tempfile.mkdtemp(prefix="protect-kills-"))
    try:
        at_steps, somewhen, missed = run(asked.kills, steps=not asked.no_steps, seed=asked.seed, root=root)
    finally:
        shutil.rmtree(root, ignore_errors=True)
    table = told(at_steps, somewhen, missed)
    print(table)
    for fault, count in Counter(at_steps.faults + somewhen.faults).items():
        print(f"  {count} × {fault}")
    for each in missed:
        print(f"  not reached: {each}")
    if asked.write:
        page = ROOT / "docs" / "protection.md"
        text = page.read_text("utf-8")
        page.write_text(
            re.sub(r"(<!-- kills -->\n).*?(<!-- end -->)", lambda found: found[1] + table + found[2], text, flags=re.S),
            "utf-8",
        )
    enough = somewhen.midway >= asked.kills * 2 // 5
    return 0 if enough and not missed and not at_steps.faults and not somewhen.faults else 1


if __name__ == "__main__":
    sys.exit(main())
