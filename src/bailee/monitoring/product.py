"""Products whose traces we know: one TOML file each, read once, checked as it is read.

>>> tool = load()["squid"]
>>> tool.group.value, tool.observes, tool.records
('web-log', ('web',), ('web-history',))
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from bailee.monitoring.traces import Sort
from bailee.vocabulary import SubjectCategory


class Group(StrEnum):
    """What sort of tool it is; `docs/monitoring.md` lists products by it."""

    EMPLOYEE_MONITORING = "employee-monitoring"
    KEY_LOGGER = "key-logger"
    CALL_RECORDER = "call-recorder"
    CAMERA_RECORDER = "camera-recorder"
    MAIL_ARCHIVE = "mail-archive"
    WEB_LOG = "web-log"
    DATA_LOSS_PREVENTION = "data-loss-prevention"
    REMOTE_MANAGEMENT = "remote-management"
    DEVICE_MANAGEMENT = "device-management"
    LOCATION = "location"
    ACCESS_CONTROL = "access-control"
    SECURITY_AGENT = "security-agent"


GROUPS: Mapping[Group, str] = MappingProxyType(
    {
        Group.EMPLOYEE_MONITORING: "Monitoring of employees",
        Group.KEY_LOGGER: "Key loggers",
        Group.CALL_RECORDER: "Call recorders",
        Group.CAMERA_RECORDER: "Camera recorders",
        Group.MAIL_ARCHIVE: "Mail archives and journals",
        Group.WEB_LOG: "Firewalls, proxies and name servers that log web use",
        Group.DATA_LOSS_PREVENTION: "Data loss prevention and behaviour analytics",
        Group.REMOTE_MANAGEMENT: "Remote management and remote access",
        Group.DEVICE_MANAGEMENT: "Device management",
        Group.LOCATION: "Vehicles and locations",
        Group.ACCESS_CONTROL: "Badges and doors",
        Group.SECURITY_AGENT: "Security agents and log collectors",
    }
)

# What a tool observes, as a notice says it, with the category of data that comes of it (vocabulary.DATA_CATEGORIES).
OBSERVES: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "keystrokes": ("what is typed", "keystroke-logs"),
        "screen": ("pictures of the screen", "screen-captures"),
        "camera": ("pictures from cameras", "camera-footage"),
        "calls": ("calls", "call-recordings"),
        "mail": ("e-mail", "archived-mail"),
        "chat": ("chats", "chat-exports"),
        "web": ("web sites visited", "web-history"),
        "location": ("where somebody or something is", "location-tracks"),
        "files": ("files opened, copied and sent", "computer-activity"),
        "activity": ("programs used, idle time and log-ins", "computer-activity"),
        "presence": ("who is where and when", "badge-logs"),
        "remote-sessions": ("remote sessions on a computer", "remote-session-recordings"),
    }
)


@dataclass(frozen=True, slots=True)
class ContentRule:
    """What the first lines of a log, or a line of a configuration, look like.

    `kept` and `unit` take how long is kept from a configuration; a log's rule applies to its `kind` of record whatever the
    file is called, and to files at `at` alone where it has no kind.
    """

    sort: Sort
    at: str  # a path, as in `paths`; empty where the kind decides
    kind: str
    shape: re.Pattern[str] | None
    kept: re.Pattern[str] | None
    unit: str  # days, hours, weeks, months, years
    block: re.Pattern[str] | None = None  # the part of a configuration that `kept` is looked for in


@dataclass(frozen=True, slots=True)
class Product:
    """A tool that observes people, and the traces that it leaves where it runs."""

    ident: str
    name: str
    maker: str
    group: Group
    observes: tuple[str, ...]  # keys of OBSERVES
    watched: tuple[SubjectCategory, ...]
    records: tuple[str, ...]  # kinds of record that its folders hold
    sources: tuple[str, ...]  # where the traces are written of
    software: tuple[re.Pattern[str], ...]  # names in lists of installed software
    packages: frozenset[str]  # names of packages: Debian, RPM, Homebrew, winget
    services: tuple[re.Pattern[str], ...]
    processes: frozenset[str]
    paths: tuple[tuple[Sort, str], ...]
    rules: tuple[ContentRule, ...]
    of_provider: bool = False  # a tool of the service provider: watches its clients' people
    by_words: bool = False  # stands for tools that are in no file of their own: known by what their names say they do
    read: bool = False  # whether its traces were read in a source, or on a disk; else they are from general knowledge

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories of data that come of what it observes."""
        return tuple(dict.fromkeys(OBSERVES[each][1] for each in self.observes))


_PATHS = {
    "programs": Sort.PROGRAM,
    "configuration": Sort.CONFIGURATION,
    "databases": Sort.DATABASE,
    "logs": Sort.LOG,
    "recordings": Sort.RECORDING,
}
_FIELDS = frozenset(
    {
        "name",
        "maker",
        "group",
        "observes",
        "watched",
        "records",
        "sources",
        "of_provider",
        "by_words",
        "read",
        "traces",
        "content",
    }
)
_TRACES = frozenset({"software", "packages", "services", "processes", *_PATHS})


@cache
def load() -> Mapping[str, Product]:
    """Every product by ident, in the order of the alphabet. ValueError names a file of ours that says nonsense."""
    folder = resources.files("bailee.monitoring") / "products"
    found: dict[str, Product] = {}
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            ident = file.name.removesuffix(".toml")
            try:
                found[ident] = parse(ident, file.read_text("utf-8"))
            except (KeyError, ValueError, re.error) as error:
                raise ValueError(f"products/{file.name}: {error}") from None
    return MappingProxyType(found)


def parse(ident: str, text: str) -> Product:
    """A product from its TOML. ValueError or KeyError where it says something that there is not."""
    told = tomllib.loads(text)
    traces = told.get("traces", {})
    _refuse_unknown(told, _FIELDS)
    _refuse_unknown(traces, _TRACES)
    for each in told["observes"]:
        if each not in OBSERVES:
            raise ValueError(f"observes {each}: one of {', '.join(OBSERVES)}")
    if not told["sources"]:
        raise ValueError("no source")
    return Product(
        ident,
        told["name"],
        told.get("maker", told["name"]),
        Group(told["group"]),
        tuple(told["observes"]),
        tuple(SubjectCategory(each) for each in told["watched"]),
        tuple(told.get("records", ())),
        tuple(told["sources"]),
        tuple(name_pattern(each) for each in traces.get("software", ())),
        frozenset(each.casefold() for each in traces.get("packages", ())),
        tuple(name_pattern(each) for each in traces.get("services", ())),
        frozenset(each.casefold().removesuffix(".exe") for each in traces.get("processes", ())),
        tuple((sort, path) for field, sort in _PATHS.items() for path in traces.get(field, ())),
        tuple(_rule(each) for each in told.get("content", ())),
        bool(told.get("of_provider", False)),
        bool(told.get("by_words", False)),
        bool(told.get("read", False)),
    )


def _refuse_unknown(told: Mapping[str, Any], known: frozenset[str]) -> None:
    unknown = sorted(told.keys() - known)
    if unknown:
        raise ValueError(f"unknown field {unknown[0]}")


def _rule(told: Mapping[str, Any]) -> ContentRule:
    return ContentRule(
        Sort(told["sort"]),
        told.get("at", ""),
        told.get("kind", ""),
        re.compile(told["shape"], re.MULTILINE) if "shape" in told else None,
        re.compile(told["kept"], re.MULTILINE) if "kept" in told else None,
        told.get("unit", "days"),
        re.compile(told["block"], re.MULTILINE) if "block" in told else None,
    )


def name_pattern(name: str) -> re.Pattern[str]:
    """A name with `*` for anything; whole, whatever its case.

    >>> bool(name_pattern("ScreenConnect Client (*)").fullmatch("screenconnect client (8d2f)"))
    True
    >>> bool(name_pattern("Teramind*").fullmatch("Invoice for Teramind"))
    False
    """
    return re.compile(".*".join(re.escape(part) for part in name.split("*")), re.IGNORECASE)
