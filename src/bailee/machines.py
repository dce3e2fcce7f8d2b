"""Which machine this is: the number that its system gave it, and what people call it.

A machine that is renamed stays the same one, and two of one name stay two. Where the system gave it no number (some
containers), its name has to do.

>>> here().name != "" and here() == here()
True
"""

from __future__ import annotations

import platform
import subprocess
import sys
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

_LINUX = (Path("/etc/machine-id"), Path("/var/lib/dbus/machine-id"))  # machine-id(5)
_SYSTEMS = {"Darwin": "macOS"}


@dataclass(frozen=True, slots=True)
class Machine:
    """A computer. `number` names it for good and is kept as a keyed fingerprint alone; `name` may hold a person's name."""

    number: str = field(repr=False)
    name: str = field(repr=False)
    system: str  # Linux, Windows, macOS


@cache
def here() -> Machine:
    """The machine that this process runs on."""
    name = platform.node().partition(".")[0] or "this machine"
    system = platform.system()
    return Machine(_number() or f"name:{name.casefold()}", name, _SYSTEMS.get(system, system or "unknown"))


def _number() -> str:
    if sys.platform == "win32":
        return _windows()
    if sys.platform == "darwin":
        return _macos()
    for file in _LINUX:
        try:
            number = file.read_text("ascii").strip()
        except (OSError, ValueError):
            continue
        if number and number != "uninitialized":
            return f"linux:{number}"
    return ""


def _windows() -> str:
    """MachineGuid, which Windows gives itself when it is installed."""
    if sys.platform == "win32":
        import winreg

        access = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
        try:
            with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Cryptography", 0, access) as key:
                return f"windows:{winreg.QueryValueEx(key, 'MachineGuid')[0]}"
        except OSError:
            return ""
    return ""


def _macos() -> str:
    """IOPlatformUUID, as ioreg(8) prints it."""
    try:
        told = subprocess.run(
            ["/usr/sbin/ioreg", "-rd1", "-c", "IOPlatformExpertDevice"],
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
        ).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
    line = next((each for each in told.splitlines() if '"IOPlatformUUID"' in each), "")
    number = line.partition("=")[2].strip().strip('"')
    return f"macos:{number}" if number else ""
