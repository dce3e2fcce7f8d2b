"""What was asked of a scan on the command line, as the ways to carry it out take it; and what each of them comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bailee.counting import count

if TYPE_CHECKING:
    from pathlib import Path

    from bailee.own import Own
    from bailee.passwords import Passwords
    from bailee.places.staff import Said
    from bailee.reports.report import Report
    from bailee.scanner import Limits
    from bailee.sources.addresses import Where
    from bailee.sources.credentials import Keyring
    from bailee.sources.interface import Note


@dataclass(frozen=True, slots=True)
class ScanOrder:
    """Where to look, and how. `jobs`: worker processes. `rows`: of tables in a database, *sampled* or *full*."""

    places: tuple[Where, ...]
    home: Path
    limits: Limits
    jobs: int
    own: Own
    passwords: Passwords
    keyring: Keyring
    rows: str
    said: Said | None
    exact_locators: bool


@dataclass(frozen=True, slots=True)
class Scanned:
    """What a scan came to, how many seconds it took, and what is different from the last one."""

    report: Report
    stopped: bool
    seconds: float
    changes: str = ""
    notes: tuple[tuple[str, Note], ...] = ()  # by name of the place


def changes_in_words(new: int, changed: int, gone: int) -> str:
    """What is different from the scan before.

    >>> changes_in_words(1, 0, 12_000)
    '1 finding new, 0 changed, 12,000 gone'
    """
    return f"{count(new, 'finding')} new, {changed:,} changed, {gone:,} gone"
