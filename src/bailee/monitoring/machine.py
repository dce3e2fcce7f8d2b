"""This machine: which monitoring tools are installed, set up as services, running, or have their folders here.

Linux is read from its own files: dpkg's and apk's lists, rpm, snaps and flatpaks, systemd's units, /proc, and well-known
folders. Windows is read from the registry (uninstall keys, services), macOS from launchd's plists and /Applications; both
were written from their makers' documentation and never ran on such a machine.

    look(Path("/"))      # a Look: traces, and what could not be asked
"""

from __future__ import annotations

import os
import plistlib
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from bailee.monitoring import names
from bailee.monitoring.collect import MACHINE, Tallies, day_of
from bailee.monitoring.paths import seen_at
from bailee.monitoring.software import day
from bailee.monitoring.traces import Sort, Trace

DEEP, MOST = 4, 60_000  # folders deep that well-known folders are listed, and names looked at in all
_PLACES = (
    "opt", "etc", "var/ossec", "var/opt", "var/lib", "var/log", "var/spool/asterisk", "usr/local", "srv", "usr/lib",
)  # fmt: skip
_WINDOWS_PLACES = ("Program Files", "Program Files (x86)", "ProgramData")
_MACOS_PLACES = ("Applications", "Library/Application Support", "Library/LaunchDaemons", "usr/local", "opt")


@dataclass(frozen=True, slots=True)
class Look:
    """What was looked at on a machine, and what could not be."""

    machine: str
    system: str  # linux, windows, macos
    traces: tuple[Trace, ...]
    asked: tuple[tuple[str, int], ...]  # what was asked, with how many names it gave
    not_asked: tuple[str, ...]


def look(root: Path = Path("/"), *, machine: str = "this machine", system: str = "") -> Look:
    """Look at this machine, or at the disk of one that is mounted at `root`: then nothing is asked that runs."""
    system = system or _system()
    here = _Looking(root, machine, alive=root == Path(root.anchor))
    asks: dict[str, Iterable[tuple[str, Callable[[], Iterator[tuple[Sort, str, date | None]]]]]] = {
        "linux": (
            ("packages of dpkg", here.dpkg),
            ("packages of rpm", here.rpm),
            ("packages of apk", here.apk),
            ("snaps and flatpaks", here.boxed),
            ("units of systemd", here.units),
            ("running processes", here.processes),
        ),
        "windows": (("uninstall keys", _uninstall_keys), ("services", _windows_services)),
        "macos": (("applications", here.applications), ("launchd jobs", here.launchd), ("running processes", here.ps)),
    }
    for what, ask in asks[system]:
        here.ask(what, ask)
    here.folders({"linux": _PLACES, "windows": _WINDOWS_PLACES, "macos": _MACOS_PLACES}[system])
    return Look(machine, system, here.tallies.traces(), tuple(here.asked), tuple(here.not_asked))


def _system() -> str:
    return {"win32": "windows", "darwin": "macos"}.get(sys.platform, "linux")


_OF = {Sort.SERVICE: names.service, Sort.PROCESS: names.process, Sort.SOFTWARE: names.software}
_Named = Iterator[tuple[Sort, str, date | None]]


class _Looking:
    def __init__(self, root: Path, machine: str, *, alive: bool) -> None:
        self.root = root
        self.machine = machine
        self.alive = alive
        self.tallies = Tallies(MACHINE)
        self.asked: list[tuple[str, int]] = []
        self.not_asked: list[str] = []

    def ask(self, what: str, ask: Callable[[], _Named]) -> None:
        number = 0
        try:
            for sort, name, since in ask():
                number += 1
                for product in _OF[sort](name):
                    self.tallies.see(product, sort, self.machine, example=name, first=since)
        except OSError:
            self.not_asked.append(what)
            return
        self.asked.append((what, number)) if number else self.not_asked.append(what)

    # Linux

    def dpkg(self) -> _Named:
        status = self.root / "var/lib/dpkg/status"
        if not status.is_file():
            return
        info = self.root / "var/lib/dpkg/info"
        for paragraph in status.read_text("utf-8", "replace").split("\n\n"):
            fields = dict(re.findall(r"^(Package|Status|Architecture): (.+)$", paragraph, re.M))
            if fields.get("Status", "").endswith(" installed"):
                name = fields["Package"]
                yield (
                    Sort.SOFTWARE,
                    name,
                    _day(info / f"{name}.list") or _day(info / f"{name}:{fields.get('Architecture', '')}.list"),
                )

    def rpm(self) -> _Named:
        if not self.alive or not shutil.which("rpm"):
            return
        for line in _printed("rpm", "-qa", "--queryformat", "%{NAME}\t%{INSTALLTIME}\n"):
            name, _, since = line.partition("\t")
            yield Sort.SOFTWARE, name, day_of(int(since) * 10**9) if since.strip().isdecimal() else None

    def apk(self) -> _Named:
        listed = self.root / "lib/apk/db/installed"
        if listed.is_file():
            for name in re.findall(r"^P:(\S+)$", listed.read_text("utf-8", "replace"), re.M):
                yield Sort.SOFTWARE, name, None

    def boxed(self) -> _Named:
        for folder in ("snap", "var/lib/snapd/snap", "var/lib/flatpak/app"):
            for each in _listed(self.root / folder):
                if each.is_dir():
                    yield Sort.SOFTWARE, each.name, _day(Path(each.path))

    def units(self) -> _Named:
        seen: set[str] = set()
        for folder in (
            "etc/systemd/system",
            "usr/local/lib/systemd/system",
            "usr/lib/systemd/system",
            "lib/systemd/system",
        ):
            for each in _listed(self.root / folder):
                if each.name.endswith((".service", ".timer")) and each.name not in seen:
                    seen.add(each.name)
                    yield Sort.SERVICE, each.name, _day(Path(each.path))
        for each in _listed(self.root / "etc/init.d"):
            yield Sort.SERVICE, each.name, _day(Path(each.path))

    def processes(self) -> _Named:
        if not self.alive:
            return
        for each in _listed(self.root / "proc"):
            if each.name.isdecimal():
                try:
                    name = (Path(each.path) / "comm").read_text("utf-8", "replace").strip()
                    program = (
                        Path(each.path, "exe").readlink().name if os.access(Path(each.path, "exe"), os.R_OK) else ""
                    )
                except OSError:
                    continue  # it ended meanwhile, or is somebody else's
                yield Sort.PROCESS, program.removesuffix(" (deleted)") or name, None

    # macOS

    def applications(self) -> _Named:
        for folder in ("Applications", "Applications/Utilities"):
            for each in _listed(self.root / folder):
                if each.name.endswith(".app"):
                    yield Sort.SOFTWARE, each.name, _day(Path(each.path))

    def launchd(self) -> _Named:
        for folder in ("Library/LaunchDaemons", "Library/LaunchAgents"):
            for each in _listed(self.root / folder):
                if each.name.endswith(".plist"):
                    yield Sort.SERVICE, _label(Path(each.path)) or each.name, _day(Path(each.path))

    def ps(self) -> _Named:
        if self.alive:
            for line in _printed("ps", "-axo", "comm="):
                yield Sort.PROCESS, line.strip(), None

    # folders

    def folders(self, places: Iterable[str]) -> None:
        """Well-known folders, a few levels deep: names alone, no file is opened."""
        left = MOST
        for place in places:
            todo = [(self.root / place, 0)]
            while todo and left > 0:
                folder, depth = todo.pop()
                for each in _listed(folder):
                    left -= 1
                    try:
                        if each.is_dir(follow_symlinks=False):
                            if depth < DEEP:
                                todo.append((Path(each.path), depth + 1))
                            continue
                        seen = tuple(seen_at("/" + os.path.relpath(each.path, self.root)))
                        on = day_of(each.stat(follow_symlinks=False).st_mtime_ns) if seen else None
                    except OSError:
                        continue
                    for product, sort in ((one.product, one.sort) for one in seen):
                        self.tallies.see(product, sort, self.machine, first=on, example=each.name)
        self.asked.append(("names in well-known folders", MOST - left))
        if left <= 0:
            self.not_asked.append(f"names in well-known folders beyond {MOST:,}")


def _listed(folder: Path) -> Iterator[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            yield from sorted(entries, key=lambda entry: entry.name)
    except OSError:
        return


def _day(path: Path) -> date | None:
    try:
        return day_of(path.lstat().st_mtime_ns)
    except OSError:
        return None


def _printed(*command: str) -> list[str]:
    done = subprocess.run(command, capture_output=True, text=True, errors="replace", timeout=60, check=False)
    return [line for line in done.stdout.splitlines() if line.strip()]


def _label(path: Path) -> str:
    """A launchd job's label; its file is root's own, and still no more than 1 MB of it is read."""
    try:
        if path.stat().st_size > 1 << 20:
            return ""
        told = plistlib.loads(path.read_bytes())
    except Exception:  # noqa: BLE001 - plistlib raises whatever its parts do; the file's name says as much
        return ""
    return str(told.get("Label", "")) if isinstance(told, dict) else ""


# ---- Windows: written from Microsoft's documentation ------------------------------------------------------------------

_UNINSTALL = (
    r"SOFTWARE\Microsoft\Windows\CurrentVersion\Uninstall",
    r"SOFTWARE\WOW6432Node\Microsoft\Windows\CurrentVersion\Uninstall",
)
_SERVICES = r"SYSTEM\CurrentControlSet\Services"


def _registry() -> Any:
    """The module of the registry; OSError where there is none."""
    try:
        import winreg
    except ImportError:
        raise OSError("no registry") from None
    return winreg


def _keys(registry: Any, hive: int, path: str) -> Iterator[tuple[str, Any]]:
    try:
        opened = registry.OpenKey(hive, path)
    except OSError:
        return
    with opened as key:
        for number in range(registry.QueryInfoKey(key)[0]):
            name = registry.EnumKey(key, number)
            try:
                below = registry.OpenKey(key, name)
            except OSError:
                continue
            with below:
                yield name, below


def _value(registry: Any, key: Any, name: str) -> str:
    try:
        return str(registry.QueryValueEx(key, name)[0])
    except OSError:
        return ""


def _uninstall_keys() -> _Named:
    registry = _registry()
    for hive in (registry.HKEY_LOCAL_MACHINE, registry.HKEY_CURRENT_USER):
        for path in _UNINSTALL:
            for _, key in _keys(registry, hive, path):
                name = _value(registry, key, "DisplayName")
                if name:
                    yield Sort.SOFTWARE, name, day(_value(registry, key, "InstallDate"))


def _windows_services() -> _Named:
    registry = _registry()
    for name, key in _keys(registry, registry.HKEY_LOCAL_MACHINE, _SERVICES):
        yield Sort.SERVICE, name, None
        shown = _value(registry, key, "DisplayName")
        if shown and not shown.startswith("@"):
            yield Sort.SERVICE, shown, None
