"""A trace: one sign that a tool is, or was, here. What sorts of signs there are, and how much each weighs.

>>> confidence([Sort.SERVICE]), confidence([Sort.LOG]), confidence([Sort.LOG, Sort.PROGRAM, Sort.CONFIGURATION])
(<Confidence.LIKELY: 'likely'>, <Confidence.POSSIBLE: 'possible'>, <Confidence.VERIFIED: 'verified'>)
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from bailee.vocabulary import Confidence


class Sort(StrEnum):
    """What a trace is."""

    PROCESS = "process"
    SERVICE = "service"
    SOFTWARE = "software"
    PROGRAM = "program"
    CONFIGURATION = "configuration"
    DATABASE = "database"
    LOG = "log"
    RECORDING = "recording"
    RECORD = "record"  # files that a scan recognised as what such a tool records
    CONTENT = "content"  # lines of its own form in a log, whatever the file is called
    SETTING = "setting"  # a line of its configuration, read
    LISTED = "listed"  # an entry in a list of software that lies in a file
    ITSELF = "itself"  # bailee, by its own store


WORDS: Mapping[Sort, str] = MappingProxyType(
    {
        Sort.PROCESS: "running process",
        Sort.SERVICE: "service",
        Sort.SOFTWARE: "installed software",
        Sort.PROGRAM: "program files",
        Sort.CONFIGURATION: "configuration",
        Sort.DATABASE: "database",
        Sort.LOG: "log files",
        Sort.RECORDING: "recordings",
        Sort.RECORD: "what it recorded",
        Sort.CONTENT: "lines of its log",
        Sort.SETTING: "setting",
        Sort.LISTED: "an entry in a list of software",
        Sort.ITSELF: "its own store",
    }
)
_WEIGHTS: Mapping[Sort, int] = MappingProxyType(
    {
        Sort.PROCESS: 3,
        Sort.SERVICE: 3,
        Sort.SOFTWARE: 3,
        Sort.PROGRAM: 2,
        Sort.DATABASE: 2,
        Sort.RECORD: 2,
        Sort.CONTENT: 2,
        Sort.SETTING: 2,
        Sort.LISTED: 2,
        Sort.CONFIGURATION: 1,
        Sort.LOG: 1,
        Sort.RECORDING: 1,
        Sort.ITSELF: 9,
    }
)
LIKELY, VERIFIED = 2, 4  # points
# Traces that lie where what a tool records lies; who can open its settings or a list of software views nothing.
STORES = frozenset({Sort.DATABASE, Sort.LOG, Sort.RECORDING, Sort.RECORD, Sort.CONTENT})


@dataclass(frozen=True, slots=True)
class Trace:
    """Signs of one sort, of one product, in one data store or on one machine."""

    product: str
    sort: Sort
    where: str  # a data store, or a machine
    origin: str  # scan, this-machine, software-list
    count: int = 1
    first_on: date | None = None
    last_on: date | None = None
    example: str = ""  # masked: a path, a name in a list
    kept_days: int | None = None  # as a configuration says
    kinds: tuple[tuple[str, int], ...] = ()  # kinds of record that the files are, with how many
    size: int = 0  # bytes


def confidence(sorts: Iterable[Sort]) -> Confidence:
    """How sure it is that a tool is here, from the sorts of its traces: two that do not hang together make it certain."""
    different = set(sorts)
    if Sort.SOFTWARE in different:  # the same list, handed over and scanned, is no second sign
        different.discard(Sort.LISTED)
    points = sum(_WEIGHTS[sort] for sort in different)
    if points >= VERIFIED:
        return Confidence.VERIFIED
    return Confidence.LIKELY if points >= LIKELY else Confidence.POSSIBLE
