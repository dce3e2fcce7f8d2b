"""Playbooks: what is proposed for a record of a kind, by where it lies, who can open it, and what departs from what is asked.

A playbook exists when its file exists: `playbooks/<kind>.toml`, for a kind of record or a category of data; `default.toml` is
for what has none. An organisation's own lie in its home, in `playbooks/`, and win.

>>> book = playbooks()["payroll"]
>>> decide(book, Circumstances(past="kept 7 years: over since 2024")).act
'erase'
>>> decide(book, Circumstances(past="kept 7 years", held_by=("legal hold hold-1",))).act
'leave'
>>> decide(book, Circumstances(is_open=True)).act
'seal'
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput

FOLDER = Path(__file__).with_name("playbooks")
DEFAULT = "default"
ACTS = ("seal", "move", "restrict", "redact", "quarantine", "erase", "leave")
IRREVERSIBLE = frozenset({"erase"})  # waits for another person; a redacted copy leaves the original, sealed
_LIES = frozenset({"local", "share", "backup", "temporary", "synced", "removable", "web-root", "public", "cloud"})


@dataclass(frozen=True, slots=True)
class When:
    """What has to be so; what is not said does not matter."""

    past: bool | None = None  # the time to keep it is over
    departs: frozenset[str] = frozenset()  # it is part of one of these sorts of departure
    is_open: bool | None = None  # every account of the system can open it
    readers_over: int | None = None  # accounts that can open it
    lies_in: frozenset[str] = frozenset()  # one of these sorts of place
    apart: bool | None = None  # a confidential folder was declared for such records
    is_encrypted: bool | None = None  # where it lies, at rest

    def fits(self, seen: Circumstances) -> bool:
        return (
            (self.past is None or self.past == bool(seen.past))
            and (not self.departs or not self.departs.isdisjoint(seen.departs))
            and (self.is_open is None or self.is_open == seen.is_open)
            and (self.readers_over is None or (seen.readers is not None and seen.readers > self.readers_over))
            and (not self.lies_in or seen.lies_in in self.lies_in)
            and (self.apart is None or self.apart == bool(seen.apart))
            and (self.is_encrypted is None or self.is_encrypted == seen.is_encrypted)
        )


@dataclass(frozen=True, slots=True)
class Rule:
    act: str
    because: str
    when: When = When()


@dataclass(frozen=True, slots=True)
class Playbook:
    """Rules in order: the first that fits decides."""

    kind: str  # ident of a kind of record, of a category, or `default`
    about: str
    rules: tuple[Rule, ...]
    records: str = ""  # which sort of records it is where such are kept apart


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known of one file, as the rules ask for it."""

    past: str = ""  # which period is over, in words; empty: none
    dated: str = ""  # how old it is, and as what says
    departs: Collection[str] = ()
    is_open: bool | None = None
    readers: int | None = None
    lies_in: str = "local"
    apart: str = ""  # the confidential folder that was declared for such records and that it does not lie in
    is_encrypted: bool | None = None
    held_by: tuple[str, ...] = ()  # legal holds, in words
    left: str = ""  # a person decided to leave it as it is: why
    left_until: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Which act is proposed, why, and of `leave` until when."""

    act: str
    because: str
    playbook: str = DEFAULT
    until: date | None = None


def decide(book: Playbook, seen: Circumstances) -> Decision:
    """What a playbook proposes. A person's decision to leave it stands; what a legal hold keeps is never erased."""
    if seen.left:
        return Decision("leave", seen.left, book.kind, seen.left_until)
    for rule in book.rules:
        if not rule.when.fits(seen):
            continue
        if rule.act in IRREVERSIBLE and seen.held_by:
            return Decision("leave", f"{seen.past}; kept by {' and '.join(seen.held_by)} until it is lifted", book.kind)
        if rule.act == "move" and not seen.apart:
            continue  # to where?
        because = f"{rule.because} {seen.past}." if rule.when.past else rule.because
        return Decision(rule.act, because, book.kind)
    return Decision("leave", "no rule of its playbook asks for more", book.kind)


def book_for(books: Mapping[str, Playbook], kinds: Collection[str], categories: Collection[str]) -> Playbook:
    """The playbook of a file: of its kinds before its categories, each in the order that they are given: worst first."""
    return next((books[name] for name in (*kinds, *categories) if name in books), books[DEFAULT])


@cache
def playbooks() -> Mapping[str, Playbook]:
    """Those that come with us, by what they are for."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.toml"))}


def with_own(home: Path) -> Mapping[str, Playbook]:
    """Ours, and an organisation's own, which win. InvalidInput where one of those is no playbook."""
    own = home / "playbooks"
    return {**playbooks(), **({path.stem: read(path) for path in sorted(own.glob("*.toml"))} if own.is_dir() else {})}


def read(path: Path) -> Playbook:
    """One playbook, held against its schema."""
    try:
        told = tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        raise _wrong(path, "cannot be read as TOML") from None
    _only(path, told, {"about", "records", "rule"})
    rules = told.get("rule")
    if not isinstance(rules, list) or not rules:
        raise _wrong(path, "has no rule")
    about, records = told.get("about"), told.get("records", "")
    if not isinstance(about, str) or not about or not isinstance(records, str):
        raise _wrong(path, "says not what it is about")
    return Playbook(path.stem, about, tuple(_rule(path, each) for each in rules), records)


def _rule(path: Path, told: Any) -> Rule:
    if not isinstance(told, dict):
        raise _wrong(path, "has a rule that is no table")
    _only(path, told, {"act", "because", "when"})
    act, because = told.get("act"), told.get("because")
    if act not in ACTS:
        raise _wrong(path, f"proposes “{act}”, which is none of {', '.join(ACTS)}")
    if not isinstance(because, str) or not because:
        raise _wrong(path, f"does not say why it proposes to {act}")
    when = _when(path, told.get("when", {}))
    if act in IRREVERSIBLE and when.past is not True:
        raise _wrong(path, f"would {act} what may still have to be kept: a rule to {act} asks for past = true")
    return Rule(act, because, when)


def _when(path: Path, told: Any) -> When:
    if not isinstance(told, dict):
        raise _wrong(path, "has conditions that are no table")
    sorts: dict[str, type] = {
        "past": bool, "departs": list, "open": bool, "readers_over": int, "lies_in": list, "apart": bool, "encrypted": bool,
    }  # fmt: skip
    _only(path, told, set(sorts))
    for key, value in told.items():
        if type(value) is not sorts[key] or (
            isinstance(value, list) and not all(isinstance(one, str) for one in value)
        ):
            raise _wrong(path, f"says {key} = {value!r}")
    if unknown := set(told.get("lies_in", ())) - _LIES:
        raise _wrong(path, f"knows a place “{min(unknown)}”, which is none of {', '.join(sorted(_LIES))}")
    return When(
        told.get("past"),
        frozenset(told.get("departs", ())),
        told.get("open"),
        told.get("readers_over"),
        frozenset(told.get("lies_in", ())),
        told.get("apart"),
        told.get("encrypted"),
    )


def _only(path: Path, told: Mapping[str, Any], known: Collection[str]) -> None:
    if unknown := set(told) - set(known):
        raise _wrong(path, f"has “{min(unknown)}”, which is none of {', '.join(sorted(known))}")


def _wrong(path: Path, what: str) -> InvalidInput:
    return InvalidInput(f"the playbook {path.name} {what}", hint="docs/protection.md says what may stand in one")
