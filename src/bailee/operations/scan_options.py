"""Options of a scan that is asked for from a page, an API or a schedule: those of `bailee scan`, as plain values.

>>> ScanOptions.of({"names": "off", "hours": "18:00-06:00"}).hours
'18:00-06:00'
>>> ScanOptions(names="everything").checked()
Traceback (most recent call last):
bailee.errors.InvalidInput: "everything" is no way to look for names
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from bailee.detectors import names_model
from bailee.detectors.custom import Definition, load
from bailee.errors import InvalidInput
from bailee.extractors import visible_text
from bailee.operations.time_zones import zone
from bailee.places.staff import Said, said
from bailee.scanner import Conduct, Hours, Limits, Pace, Pacer
from bailee.scanner.limits import SECONDS_WITH_NAMES
from bailee.sources.credentials import Keyring
from bailee.sources.exclusions import Exclusion, Exclusions, read
from bailee.store.organisations import is_shared

ROWS = ("sampled", "full")
CREDENTIALS = "credentials.toml"  # in the home folder, mode 0600: of the addresses that are scanned
PAUSED = "scan.paused"  # in the home folder, while all scans are to wait (`bailee pause`)
EXCLUSIONS = "exclusions.toml"  # there too: what every scan leaves out
DETECTORS = "detectors"
_MOST, _LONGEST = 500, 2_000


@dataclass(frozen=True, slots=True)
class ScanOptions:
    names: str = names_model.DEFAULT
    ocr: str = visible_text.DEFAULT
    rows: str = "sampled"
    jobs: int = 0  # worker processes; 0: as the settings say
    cpu_percent: int | None = None  # of one core; None: as the settings say
    megabytes: float | None = None  # a second
    hours: str | None = None  # 18:00-06:00
    zone: str = ""  # of those hours; empty: the worker's own
    battery_percent: int | None = None
    full: bool = False
    exclude: tuple[tuple[str, str], ...] = ()  # pattern, reason
    notice_served_on: date | None = None  # when staff were told
    override: str = ""  # or why it goes ahead without
    ranges: int = 0  # files of a range, which any worker may take; 0: one worker reads all of it

    @classmethod
    def of(cls, told: Mapping[str, Any]) -> ScanOptions:
        """From what `told` gave, or an earlier version of it; what is not known any more is left out."""
        known = {each.name for each in fields(cls)}
        values = {name: value for name, value in told.items() if name in known}
        if values.get("notice_served_on"):
            values["notice_served_on"] = date.fromisoformat(str(values["notice_served_on"]))
        values["exclude"] = tuple((str(pattern), str(reason)) for pattern, reason in values.get("exclude", ()))
        return cls(**values)

    def told(self) -> dict[str, Any]:
        served = self.notice_served_on
        return asdict(self) | {"notice_served_on": served.isoformat() if served else None}

    def checked(self) -> ScanOptions:
        """InvalidInput, naming it, where something makes no sense."""
        for value, known, what in (
            (self.names, names_model.MODES, "way to look for names"),
            (self.ocr, visible_text.MODES, "way to read pictures"),
            (self.rows, ROWS, "share of rows"),
        ):
            if value not in known:
                raise InvalidInput(f'"{value}" is no {what}', hint="one of: " + " ".join(known))
        for number, most, what in (
            (self.jobs, 64, "number of worker processes"),
            (self.cpu_percent or 0, 6400, "share of a core, in per cent"),
            (self.megabytes or 0, 100_000, "number of megabytes a second"),
            (self.battery_percent or 0, 100, "level of the battery, in per cent"),
            (self.ranges, 10_000_000, "number of files of a range"),
        ):
            if not 0 <= number <= most:
                raise InvalidInput(f"{number} is no {what}", hint=f"from 0 to {most}")
        if self.hours:
            Hours.of(self.hours)
        if self.zone:
            zone(self.zone)
        for pattern, reason in self.exclude:
            if not pattern.strip() or not reason.strip():
                raise InvalidInput("what is left out needs a pattern and a reason", hint="*.iso and: disk images")
        if len(self.exclude) > _MOST or any(len(text) > _LONGEST for pair in self.exclude for text in pair):
            raise InvalidInput(
                "this is too much to leave out", hint=f"at most {_MOST} patterns; more of them go into {EXCLUSIONS}"
            )
        if len(self.override) > _LONGEST:
            raise InvalidInput("this reason is too long", hint=f"at most {_LONGEST:,} letters")
        self.said()
        return replace(self, override=self.override.strip())

    def said(self, today: date | None = None) -> Said | None:
        return said(self.notice_served_on, self.override, today=today or datetime.now(UTC).astimezone().date())


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a worker has around it, read once by whoever started it: settings, credentials, folders."""

    home: Path
    values: Mapping[str, int | str] = field(default_factory=dict)
    keyring: Keyring = field(default_factory=Keyring, repr=False)
    spool: Path | None = None

    def number(self, name: str) -> int:
        return int(self.values.get(name, 0))

    def limits(self, options: ScanOptions) -> Limits:
        if not self.values:
            return Limits(names=options.names, ocr=options.ocr)
        return Limits(
            seconds_per_megabyte=SECONDS_WITH_NAMES[options.names],
            seconds=float(self.values["scan_file_seconds"]),
            memory=self.number("scan_worker_megabytes") << 20,
            expanded=self.number("scan_expanded_megabytes") << 20,
            depth=self.number("scan_depth"),
            fetched=self.number("scan_fetched_megabytes") << 20,
            names=options.names,
            ocr=options.ocr,
        )

    def pace(self, options: ScanOptions) -> Pace:
        """As it was asked for, and never more than the settings of this machine allow: whoever starts a scan from a page
        shares it with others."""
        house = str(self.values.get("scan_hours", ""))
        cpu = _least(self.number("scan_cpu_percent"), options.cpu_percent or 0)
        megabytes = _least(float(self.number("scan_megabytes_a_second")), float(options.megabytes or 0))
        battery = max(self.number("scan_battery_percent"), options.battery_percent or 0)
        hours = Hours.of(options.hours) if options.hours else None
        return Pace(cpu / 100, megabytes, hours, battery, Hours.of(house) if house else None)

    def jobs(self, options: ScanOptions) -> int:
        """Worker processes; 0: one a core, at most four."""
        return int(_least(self.number("jobs"), options.jobs))

    def conduct(self, options: ScanOptions, pacer: Pacer) -> Conduct:
        listed = self.home / EXCLUSIONS
        rules = tuple(Exclusion(pattern, reason) for pattern, reason in options.exclude)
        if listed.is_file():
            rules = (*rules, *read(listed).rules)
        return Conduct(pacer, Exclusions(rules), is_full=options.full)

    def lent_to(self, organisation: str) -> Keyring:
        """Credentials that this organisation may use: its own alone, where others live in the store too."""
        return self.keyring.lent_to(organisation, is_shared=is_shared(self.home))

    def definitions(self) -> tuple[Definition, ...]:
        """Detectors of one's own, in the home folder and in the settings."""
        folder, named = self.home / DETECTORS, str(self.values.get("detectors", ""))
        places = [*([folder] if folder.is_dir() else []), *([Path(named).expanduser()] if named else [])]
        return load(places) if places else ()


def _least(*limits: float) -> float:
    """The lowest of what is limited; 0 is no limit.

    >>> _least(50, 0), _least(50, 80), _least(0, 80), _least(0, 0)
    (50, 50, 80, 0)
    """
    return min((each for each in limits if each), default=0)
