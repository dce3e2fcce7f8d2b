"""What a policy may say: one row a setting, with what holds where nobody says anything.

>>> checked({"hours": "18:00-06:00", "cpu_percent": "25"})
{'hours': '18:00-06:00', 'cpu_percent': 25}
>>> checked({"every": "sometimes"})
Traceback (most recent call last):
bailee.errors.InvalidInput: "sometimes" is no value of every
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from bailee.errors import InvalidInput
from bailee.places.interface import Sort
from bailee.scanner.pace import Hours
from bailee.sources.exclusions import Exclusion

MOST_RULES, LONGEST = 500, 2_000  # exclusions of one policy; letters of one of them
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Group(StrEnum):
    WHAT = "what"
    WHEN = "when"
    HOW_HARD = "how hard"
    HOW_LONG = "how long"


@dataclass(frozen=True, slots=True)
class Setting:
    """One thing that a policy may say. `read` makes its value of what a person or a program gave, and refuses the rest."""

    name: str
    group: Group
    default: Any
    about: str
    read: Callable[[Any], Any]
    choices: tuple[str, ...] = ()  # where there are few
    unit: str = ""


def _one_of(name: str, choices: tuple[str, ...]) -> Callable[[Any], str]:
    def read(given: Any) -> str:
        if str(given) not in choices:
            raise InvalidInput(f'"{str(given)[:60]}" is no value of {name}', hint="one of: " + " ".join(choices))
        return str(given)

    return read


def _number(name: str, most: int) -> Callable[[Any], int]:
    def read(given: Any) -> int:
        typed = str(given).strip()
        if not re.fullmatch(r"\d{1,9}", typed) or int(typed) > most:
            raise InvalidInput(f'"{typed[:60]}" is no value of {name}', hint=f"a whole number from 0 to {most}")
        return int(typed)

    return read


def _kinds(given: Any) -> list[str]:
    """Sorts of places, in the order of the table; none is a policy too: it reads nothing, and that is said."""
    listed = given.replace(",", " ").split() if isinstance(given, str) else list(given)
    unknown = [str(each) for each in listed if str(each) not in set(Sort)]
    if unknown:
        raise InvalidInput(f'"{unknown[0][:60]}" is no kind of place', hint="one of: " + " ".join(Sort))
    return [sort.value for sort in Sort if sort.value in listed]


def _hours(given: Any) -> str:
    return str(Hours.of(str(given))) if str(given).strip() else ""


def _time(given: Any) -> str:
    found = re.fullmatch(r"(\d\d?):(\d\d)", str(given).strip())
    if found is None or int(found[1]) > 23 or int(found[2]) > 59:
        raise InvalidInput(f'"{str(given)[:20]}" is no time of the day', hint="such as 02:30")
    return f"{int(found[1]):02}:{found[2]}"


def _zone(given: Any) -> str:
    name = str(given).strip()
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError):
        raise InvalidInput(
            f'"{name[:60]}" is no time zone', hint="as the IANA names them, such as America/New_York"
        ) from None


def _rules(given: Any) -> list[list[str]]:
    """Patterns with reasons: pairs, or lines of `PATTERN=REASON`."""
    pairs: list[list[str]] = []
    for each in given.splitlines() if isinstance(given, str) else given:
        if isinstance(each, str):
            if not each.strip():
                continue
            pattern, equals, reason = each.rpartition("=")
            each = (pattern, reason) if equals else (each, "")
        if not isinstance(each, list | tuple) or len(each) != 2:
            raise InvalidInput("what is left out is a pattern and a reason", hint="*.iso=disk images")
        rule = Exclusion(str(each[0]).strip(), str(each[1]).strip())  # refuses what lacks either
        if len(rule.pattern) > LONGEST:
            raise InvalidInput("this pattern is too long", hint=f"at most {LONGEST:,} letters")
        pairs.append([rule.pattern, rule.reason])
    if len(pairs) > MOST_RULES:
        raise InvalidInput("this is too much to leave out", hint=f"at most {MOST_RULES} patterns in a policy")
    return pairs


_EVERY = ("never", "day", "week", "month")
# as those who read names and pictures have them: they are not loaded to say so, or each scan would load every reader
MODES = ("full", "sampled", "off")
_ROWS = ("sampled", "full")

TABLE: tuple[Setting, ...] = (
    Setting("kinds", Group.WHAT, [sort.value for sort in Sort], "Kinds of places that are read", _kinds),
    Setting("names", Group.WHAT, "sampled", "How names and addresses are looked for", _one_of("names", MODES), MODES),
    Setting("ocr", Group.WHAT, "sampled", "Whether text in pictures is read", _one_of("ocr", MODES), MODES),
    Setting("rows", Group.WHAT, "sampled", "How much of a database's tables is read", _one_of("rows", _ROWS), _ROWS),
    Setting("exclude", Group.WHAT, [], "Left out, with reasons; adds to what is said above", _rules),
    Setting("read_again", Group.WHAT, [], "Patterns left out above that are read here, with reasons", _rules),
    Setting("every", Group.WHEN, "never", "How often it is scanned by itself", _one_of("every", _EVERY), _EVERY),
    Setting("at", Group.WHEN, "02:00", "At what time it begins", _time),
    Setting("day", Group.WHEN, 0, "On which day of the week (0 is Monday) or of the month", _number("day", 31)),
    Setting("zone", Group.WHEN, "", "Whose clock; empty: the site's, else the machine's own", _zone),
    Setting("hours", Group.WHEN, "", "Works only in these hours of the day; empty: at any", _hours),
    Setting("cpu_percent", Group.HOW_HARD, 0, "Share of one core; 0: as much as is free", _number("cpu_percent", 6_400), unit="%"),
    Setting("megabytes", Group.HOW_HARD, 0, "Begins no more than so much a second; 0: no limit", _number("megabytes", 100_000), unit="MB/s"),
    Setting("battery_percent", Group.HOW_HARD, 20, "On battery, waits below this level; 0: never", _number("battery_percent", 100), unit="%"),
    Setting("archive_months", Group.HOW_LONG, 0, "What is gone moves to an archive after so many months; 0: never", _number("archive_months", 1_200), unit="months"),
    Setting("erase_months", Group.HOW_LONG, 0, "What is gone is erased after so many months, archived or not; 0: never", _number("erase_months", 1_200), unit="months"),
)  # fmt: skip
BY_NAME: Mapping[str, Setting] = {setting.name: setting for setting in TABLE}


def checked(given: Mapping[str, Any]) -> dict[str, Any]:
    """What a policy says, in the form in which it is kept. None takes a setting back: it is inherited again. InvalidInput
    names what makes no sense, or is no setting."""
    made: dict[str, Any] = {}
    for name, value in given.items():
        if name not in BY_NAME:
            raise InvalidInput(f'"{name[:60]}" is no setting of a policy', hint="one of: " + " ".join(BY_NAME))
        if value is not None:
            made[name] = BY_NAME[name].read(value)
    most = {"week": 6, "month": 31}.get(str(made.get("every")))
    if most is not None and int(made.get("day", 0)) > most:
        raise InvalidInput(f"there is no day {made['day']} in a {made['every']}", hint=f"from 0 to {most}")
    return made


def words(name: str, value: Any) -> str:
    """A value as a person reads it. What a newer version said, of a setting or a kind of place that is not known here, as it is.

    >>> words("kinds", ["share", "mailbox"]), words("hours", ""), words("megabytes", 20), words("day", 4)
    ('Shares, Mailboxes elsewhere', 'at any hour', '20 MB/s', '4')
    >>> words("kinds", ["share", "tape"]), words("of-next-year", 3)
    ('Shares, tape', '3')
    """
    setting = BY_NAME.get(name)
    if setting is None:
        return str(value)
    if name == "kinds":
        plural = {each.value: each.plural for each in Sort}
        return ", ".join(plural.get(each, each) for each in value) or "none: nothing is read"
    if name in ("exclude", "read_again"):
        return "; ".join(f"{pattern} ({reason})" for pattern, reason in value) or "nothing"
    if name == "hours" and not value:
        return "at any hour"
    if name == "zone" and not value:
        return "the site’s clock, else the machine’s own"
    if name in ("archive_months", "erase_months") and not value:
        return "never"
    if name in ("cpu_percent", "megabytes", "battery_percent") and not value:
        return "no limit" if name != "battery_percent" else "never waits"
    if name == "every" and value != "never":
        return f"every {value}"
    return f"{value:,} {setting.unit}".strip() if isinstance(value, int) else str(value)
