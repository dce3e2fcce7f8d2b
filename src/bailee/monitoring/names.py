"""Which product a name in a list stands for: of installed software, a package, a service, a process.

>>> software("Splashtop Streamer"), service("SplashtopRemoteService"), process("SRService.exe")
(('splashtop',), ('splashtop',), ('splashtop',))
>>> software("Invoice 2231 Splashtop"), process("notepad.exe")
((), ())
"""

from __future__ import annotations

import re
from functools import lru_cache

from bailee.monitoring.product import load

_VERSION = re.compile(
    r"[\s_-]*(?:\(?(?:version |v\.? ?)?\d+(?:\.\d+)+[^\s)]*\)?|\((?:x?64|32|x86|64)[- ]?bit\)|\(x(?:64|86)\))$", re.I
)
_UNIT = re.compile(r"\.(?:service|timer|socket|plist)$|@.*$", re.I)


@lru_cache(maxsize=16_384)
def software(name: str) -> tuple[str, ...]:
    """Products of a name in a list of installed software, with or without its version, or of a package's name."""
    plain = " ".join(name.split())
    bare = _VERSION.sub("", _VERSION.sub("", plain)).removesuffix(".app").strip()
    package = plain.casefold().partition(":")[0]
    return tuple(
        tool.ident
        for tool in load().values()
        if package in tool.packages
        or any(pattern.fullmatch(plain) or pattern.fullmatch(bare) for pattern in tool.software)
    )


@lru_cache(maxsize=16_384)
def service(name: str) -> tuple[str, ...]:
    """Products of a service: its name in Windows, a systemd unit, the label of a launchd job."""
    bare = _UNIT.sub("", name.strip())
    return tuple(tool.ident for tool in load().values() if any(pattern.fullmatch(bare) for pattern in tool.services))


@lru_cache(maxsize=16_384)
def process(name: str) -> tuple[str, ...]:
    """Products of a process, by the name of its program alone."""
    bare = name.replace("\\", "/").rpartition("/")[2].casefold().removesuffix(".exe")
    return tuple(tool.ident for tool in load().values() if bare in tool.processes)
