"""Which product a name in a list stands for: of installed software, a package, a service, a process.

>>> software("Splashtop Streamer"), service("SplashtopRemoteService"), process("SRService.exe")
(('splashtop',), ('splashtop',), ('splashtop',))
>>> software("Invoice 2231 Splashtop"), process("notepad.exe")
((), ())
>>> software("Night Owl Keylogger Pro 3.1"), software("Anti-Keylogger 10"), software("Keylogger removal guide")
(('other-key-logger',), (), ())
"""

from __future__ import annotations

import re
from functools import lru_cache

from bailee.monitoring.product import load

_VERSION = re.compile(
    r"[\s_-]*(?:\(?(?:version |v\.? ?)?\d+(?:\.\d+)+[^\s)]*\)?|\((?:x?64|32|x86|64)[- ]?bit\)|\(x(?:64|86)\))$", re.I
)
# What speaks of such tools, or keeps them off, is none of them.
_NO_TOOL = re.compile(
    r"\banti\b|anti-?key|anti-?log|remov|detect|prevent|protect|block|scrambl|shelter|uninstall|disable"
    r"|\b(?:policy|policies|guide|manual|invoice|training|notice|form|template|licen[cs]e|quote|contract|how)\b",
    re.I,
)
_UNIT = re.compile(r"\.(?:service|timer|socket|plist)$|@.*$", re.I)


@lru_cache(maxsize=16_384)
def software(name: str) -> tuple[str, ...]:
    """Products of a name in a list of installed software, with or without its version, or of a package's name.

    One that no product has is judged by its words, where they say what it does to people.
    """
    plain = " ".join(name.split())
    bare = _VERSION.sub("", _VERSION.sub("", plain)).removesuffix(".app").strip()
    package = plain.casefold().partition(":")[0]
    found = [
        tool
        for tool in load().values()
        if package in tool.packages
        or any(pattern.fullmatch(plain) or pattern.fullmatch(bare) for pattern in tool.software)
    ]
    known = [tool.ident for tool in found if not tool.by_words]
    return tuple(known or ([] if _NO_TOOL.search(plain) else [tool.ident for tool in found]))


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
