"""Directories of Windows: what a SID is called, and who is in a group, groups in groups included.

On Linux winbind answers (`wbinfo`), on Windows its shell. Both were written from their manuals and never run against a domain;
what they are told to say, tests say.

>>> told = Directory({"S-1-5-21-1-2-3-1200": ("S-1-5-21-1-2-3-1105", "S-1-5-21-1-2-3-1201"), "S-1-5-21-1-2-3-1201": ("S-1-5-21-1-2-3-1106",)})
>>> sorted(told.people("S-1-5-21-1-2-3-1200") or ())
['S-1-5-21-1-2-3-1105', 'S-1-5-21-1-2-3-1106']
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bailee.protection.ntfs import is_group, name_of

Run = Callable[[list[str]], str]
_SID = re.compile(r"S-1-\d+(?:-\d+){1,15}")
_USER, _GROUP = frozenset({1, 9}), frozenset({2, 4, 5})  # SID_NAME_USE: user, computer; domain group, alias, well known


@dataclass
class Directory:
    """What is known; a directory that can be asked fills it as it is asked."""

    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)  # SID → members' SIDs
    names: dict[str, str] = field(default_factory=dict)
    users: set[str] = field(default_factory=set)  # known to be no group

    def name(self, sid: str) -> str:
        known = name_of(sid)
        return known if known != sid else self.names.get(sid, sid)

    def members(self, sid: str) -> tuple[str, ...] | None:
        """Of a group; empty for a user; None where nobody says."""
        if sid in self.groups:
            return self.groups[sid]
        return () if sid in self.users or is_group(sid) is False else None

    def people(self, sid: str) -> frozenset[str] | None:
        """Users behind a SID: itself, or all members, groups in groups included; one that is in itself ends nowhere.

        None where nobody says whether it is a user, or one of the groups in it could not be asked.
        """
        if sid in self.users or is_group(sid) is False:
            return frozenset({sid})
        told = self.members(sid)
        if told is None:
            return None
        found, seen, waiting = set(), {sid}, list(told)
        while waiting:
            each = waiting.pop()
            if each in seen:
                continue
            seen.add(each)
            below = self.members(each)
            if below:
                waiting += below
            elif below is None and is_group(each):
                return None
            elif each not in self.groups:
                found.add(each)
        return frozenset(found)


@dataclass
class Winbind(Directory):
    """Asked by `wbinfo`, which any account may run."""

    run: Run = lambda command: ""
    _asked: set[str] = field(default_factory=set)

    def name(self, sid: str) -> str:
        self._ask(sid)
        return super().name(sid)

    def members(self, sid: str) -> tuple[str, ...] | None:
        self._ask(sid)
        return super().members(sid)

    def _ask(self, sid: str) -> None:
        if sid in self._asked or _SID.fullmatch(sid) is None:
            return
        self._asked.add(sid)
        called, _, use = self.run(["wbinfo", "--sid-to-name", sid]).strip().rpartition(" ")
        if not called or not use.isdigit():
            return
        self.names[sid] = called
        if int(use) in _USER:
            self.users.add(sid)
        elif int(use) in _GROUP:
            # name:x:number:member,member: groups in groups are resolved by winbind itself (`winbind expand groups`)
            listed = self.run(["wbinfo", "--group-info", called]).strip().split(":")
            if len(listed) == 4:
                members = (self._sid_of(name) for name in listed[3].split(",") if name)
                self.groups[sid] = tuple(each for each in members if each)

    def _sid_of(self, name: str) -> str:
        told = self.run(["wbinfo", "--name-to-sid", name]).strip()
        found = _SID.match(told)
        return found[0] if found else ""


@dataclass
class WindowsShell(Directory):
    """Asked of PowerShell: local groups, and groups of a domain where its module is there."""

    run: Run = lambda command: ""
    _asked: set[str] = field(default_factory=set)

    def name(self, sid: str) -> str:
        if sid not in self.names and _SID.fullmatch(sid):
            ask = f"([Security.Principal.SecurityIdentifier]'{sid}').Translate([Security.Principal.NTAccount]).Value"
            self.names[sid] = self.run(_shell(ask)).strip() or sid
        return super().name(sid)

    def members(self, sid: str) -> tuple[str, ...] | None:
        if sid not in self._asked and _SID.fullmatch(sid):
            self._asked.add(sid)
            ask = (
                f"$m = Get-LocalGroupMember -SID '{sid}' -ErrorAction SilentlyContinue; "
                f"if (-not $m) {{ $m = Get-ADGroupMember -Identity '{sid}' -ErrorAction SilentlyContinue }}; "
                "$m | ForEach-Object { @{ sid = $_.SID.Value; kind = [string]$_.ObjectClass } } | ConvertTo-Json -Compress"
            )
            self._keep(sid, self.run(_shell(ask)))
        return super().members(sid)

    def _keep(self, sid: str, said: str) -> None:
        try:
            told = json.loads(said)
        except ValueError:
            return
        rows = [each for each in (told if isinstance(told, list) else [told]) if isinstance(each, Mapping)]
        self.groups[sid] = tuple(str(each["sid"]) for each in rows if _SID.fullmatch(str(each.get("sid"))))
        self.users |= {str(each["sid"]) for each in rows if str(each.get("kind")).casefold() == "user"}


def _shell(ask: str) -> list[str]:
    return ["powershell", "-NoProfile", "-NonInteractive", "-Command", ask]


def directory_of_this_machine() -> Directory:
    """Whichever can be asked here."""
    if sys.platform == "win32":
        return WindowsShell(run=_said)
    return Winbind(run=_said) if shutil.which("wbinfo") else Directory()


def _said(command: list[str]) -> str:
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired, UnicodeDecodeError):
        return ""
    return done.stdout
