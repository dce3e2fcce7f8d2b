"""What a law table must say: each fault of one named with its file, its line, and what to write instead.

>>> faults = check_text('[[rule]]\\nident = "x-1"\\n', "mine.toml")
>>> print(faults[0])
mine.toml, line 1: the rule "x-1" has no jurisdiction: write jurisdiction = "US-NY"

Tables that bailee brings, and those that counsel of an organisation writes (`laws/` in the home folder), are held to the
same. `own_rules` reads the latter and takes none of them where one is faulty.
"""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.obligations.conditions import facts_in, parse
from bailee.obligations.definitions import definitions
from bailee.obligations.facts import ALSO
from bailee.obligations.load import DUTIES, Rule, in_force, place_codes, read_table, rules
from bailee.vocabulary import DATA_CATEGORIES

CONFIDENCES = ("verified_primary", "secondary_quoting_primary", "verified_secondary", "unverified", "good_practice")
STATUSES = (
    "in_force",
    "guidance_on_law_in_force",
    "in_force_via_national_law",
    "industry_standard",
    "voluntary_safe_harbour",
    "final_rule_status_unknown",
    "future",
    "proposed",
    "good_practice",
)
REACHES = ("staff", "residents", "consumers", "anyone", "union", "world")
# what must stand there, and an example of it
NEEDED: Mapping[str, str] = {
    "ident": 'ident = "mon-us-ny-52c"',
    "jurisdiction": 'jurisdiction = "US-NY"',
    "name": 'name = "New York Civil Rights Law"',
    "citation": 'citation = "New York Civil Rights Law, § 52-c"',
    "area": 'area = "monitoring"',
    "duties": 'duties = ["inform"]',
    "confidence": 'confidence = "verified_secondary"',
    "status": 'status = "in_force"',
    "source": 'source = ["https://…"], where the law was read',
    "applies": '[rule.applies] with reach = ["staff"] and when = ["monitors_email"]',
}
_TEXT = (
    "ident", "jurisdiction", "name", "citation", "short", "area", "confidence", "status", "effective", "binds", "title", "duty", "timing", "form", "consent", "files_and_access",
    "retention", "penalty", "note", "reviewed_by",
)  # fmt: skip
_LIST = ("places", "duties", "requires", "notice_content", "exempt", "unverified_details", "questions", "ask", "source")
_DATE = ("in_force_from", "valid_from", "valid_until")
_TABLE: Mapping[str, tuple[str, ...]] = {
    "applies": ("reach", "when", "about", "threshold", "exempt", "follows"),
    "asks": ("separate_from", "never_keep", "signed", "signed_since", "or_put_up", "days_before"),
    "breach": (
        "regulator", "regulator_deadline", "regulator_threshold", "encryption_safe_harbour", "individual_deadline_text", "individual_deadline_days", "consumer_reporting_agencies",
        "vendor_to_owner", "trigger_type", "harm_test", "elements", "covers_paper",
    ),
}  # fmt: skip
_KEYS = (*_TEXT, *_LIST, *_DATE, *_TABLE)
LONGEST_TITLE = 110  # letters
_IDENT = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
FOLDER = "laws"  # below the home folder


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong in a table, and what to do about it."""

    file: str
    line: int
    text: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}: {self.text}: {self.remedy}"


# ---- one rule --------------------------------------------------------------------------------------------------------


class _Row:
    """A rule as it was written, with the lines on which its parts stand."""

    def __init__(self, row: Mapping[str, Any], file: str, first: int, lines: list[str]) -> None:
        self.row, self.file, self.first, self.lines = row, file, first, lines
        self.ident = str(row.get("ident", "")) or "without an ident"

    def fault(self, text: str, remedy: str, key: str = "") -> Fault:
        return Fault(self.file, self._line(key), f'the rule "{self.ident}" {text}', remedy)

    def _line(self, key: str) -> int:
        pattern = re.compile(rf"\s*(\[rule\.{re.escape(key)}\]|{re.escape(key)}\s*=)") if key else None
        for number, line in enumerate(self.lines):
            if pattern is not None and pattern.match(line):
                return self.first + number
        return self.first


def _near(word: str, known: Iterable[str], otherwise: str) -> str:
    near = difflib.get_close_matches(word, list(known), n=1)
    return f"did you mean {near[0]}?" if near else otherwise


def _keys(each: _Row) -> Iterator[Fault]:
    for key, example in NEEDED.items():
        value = each.row.get(key)
        if not value and not (key == "source" and each.row.get("confidence") == "unverified"):
            yield each.fault(f"has no {key}", f"write {example}", key)
    for key, value in each.row.items():
        if key not in _KEYS:
            yield each.fault(
                f'has a key "{key}" that no rule has', _near(key, _KEYS, f"one of {', '.join(_KEYS)}"), key
            )
        elif key in _TABLE and isinstance(value, Mapping):
            for part in value:
                if part not in _TABLE[key]:
                    said = _near(part, _TABLE[key], f"one of {', '.join(_TABLE[key])}")
                    yield each.fault(f'has a key "{part}" in [rule.{key}] that is not known', said, part)
        wanted = "text" if key in _TEXT else "a list of texts" if key in _LIST else "a day" if key in _DATE else ""
        if wanted and not _is(wanted, value):
            example = "such as 2026-07-01, without quotes" if wanted == "a day" else f"{key} needs {wanted}"
            yield each.fault(f"has a {key} that is not {wanted}", example, key)


def _is(wanted: str, value: object) -> bool:
    match wanted:
        case "text":
            return isinstance(value, str)
        case "a day":
            return isinstance(value, date)
        case _:
            return isinstance(value, list) and all(isinstance(part, str) for part in value)


def _words(each: _Row) -> Iterator[Fault]:
    row = each.row
    if not _IDENT.fullmatch(str(row.get("ident", "a"))):
        yield each.fault("has an ident that is not in kebab-case", "small letters, digits and single hyphens", "ident")
    for key, known in (("confidence", CONFIDENCES), ("status", STATUSES)):
        if isinstance(row.get(key), str) and row[key] not in known:
            yield each.fault(f'has the {key} "{row[key]}"', _near(row[key], known, f"one of {', '.join(known)}"), key)
    for duty in _list(row, "duties"):
        if duty not in DUTIES:
            yield each.fault(f'has the duty "{duty}"', _near(duty, DUTIES, f"one of {', '.join(DUTIES)}"), "duties")
    for key in ("jurisdiction", "places"):
        for code in _list(row, key):
            if code not in place_codes():
                yield each.fault(
                    f'has the place "{code}", which is not known',
                    _near(code, place_codes(), "a country as DE, a state as US-NY, EU, or XX for anywhere"),
                    key,
                )
    if row.get("confidence") == "unverified" and row.get("duty"):
        yield each.fault(
            "has a duty that nobody verified", "leave duty out, or say how it was read in confidence", "duty"
        )
    if row.get("confidence") not in ("unverified", None) and not row.get("duty"):
        yield each.fault("has no duty", 'write duty = "…", what the law asks in one or two plain sentences', "duty")
    title = row.get("title")
    if isinstance(title, str) and len(title) > LONGEST_TITLE:
        yield each.fault(
            f"has a title of {len(title)} letters", f"at most {LONGEST_TITLE}: what to do, in a line", "title"
        )
    if row.get("ask") and len(_list(row, "ask")) != len(_list(row, "questions")):
        yield each.fault("has not as many in ask as in questions", "write one plain question for each note", "ask")
    asks = row.get("asks") if isinstance(row.get("asks"), Mapping) else {}
    if not isinstance((asks or {}).get("signed_since", date.min), date):
        yield each.fault("has a signed_since that is not a day", "such as 2022-05-07, without quotes", "signed_since")
    for key in ("separate_from", "never_keep"):
        for category in _list(asks or {}, key):
            if category not in DATA_CATEGORIES and category not in ALSO:
                said = _near(category, DATA_CATEGORIES, "a category of data as bailee names it")
                yield each.fault(f'names the category of data "{category}"', said, key)


def _list(row: Mapping[str, Any], key: str) -> list[str]:
    value = row.get(key)
    if isinstance(value, str):
        return [value]
    return [part for part in value if isinstance(part, str)] if isinstance(value, list) else []


def _triggers(each: _Row) -> Iterator[Fault]:
    applies = each.row.get("applies")
    if not isinstance(applies, Mapping):
        return
    if not applies.get("follows"):
        for key, example in (("reach", 'reach = ["staff"]'), ("when", 'when = ["holds_ssn"]')):
            if not applies.get(key):
                yield each.fault(f"has no {key} in [rule.applies]", f"write {example}", "applies")
    for word in _list(applies, "reach"):
        if word not in REACHES:
            yield each.fault(f'is reached by "{word}"', _near(word, REACHES, f"one of {', '.join(REACHES)}"), "reach")
    for key in ("when", "about", "threshold", "exempt"):
        for text in _list(applies, key):
            try:
                named = facts_in(parse(text))
            except (ValueError, KeyError):
                yield each.fault(
                    f'has a condition in {key} that cannot be read: "{text}"',
                    "a fact, a comparison such as employees_total >= 15, with and, or, not",
                    key,
                )
                continue
            for fact in sorted(named - definitions().keys()):
                said = _near(fact, definitions(), "docs/facts.md lists the facts")
                yield each.fault(f'has an unknown trigger "{fact}" in {key}', said, key)


def _validity(rows: Iterable[_Row], known: Mapping[str, list[tuple[date, date]]]) -> Iterator[Fault]:
    spans: dict[str, list[tuple[date, date, _Row | None]]] = {
        ident: [(start, end, None) for start, end in several] for ident, several in known.items()
    }
    for each in rows:
        start, end = each.row.get("valid_from"), each.row.get("valid_until")
        first = start if isinstance(start, date) else date.min
        last = end if isinstance(end, date) else date.max
        if first > last:
            yield each.fault(
                "is valid until a day before it begins", "correct valid_from or valid_until", "valid_until"
            )
            continue
        for begun, ended, other in spans.get(each.ident, ()):
            if first <= ended and begun <= last:
                where = f"line {other.first}" if other is not None else "another table"
                yield each.fault(
                    f"is valid at the same time as its version in {where}",
                    "end the older version with valid_until, and begin this one the day after with valid_from",
                    "valid_from",
                )
                break
        spans.setdefault(each.ident, []).append((first, last, each))


# ---- a table ---------------------------------------------------------------------------------------------------------


def check_text(text: str, file: str, known: Mapping[str, list[tuple[date, date]]] | None = None) -> tuple[Fault, ...]:
    """Faults of a table, in the order of its lines. `known`: when the rules of other tables are valid, by ident."""
    try:
        rows = tomllib.loads(text).get("rule", [])
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else 1
        return (Fault(file, line, "this is no TOML", 'a line reads key = "value"; lists stand in square brackets'),)
    if not isinstance(rows, list) or not rows or not all(isinstance(row, Mapping) for row in rows):
        return (Fault(file, 1, "there is no rule in it", "a rule begins with a line [[rule]]"),)
    lines = text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.strip() == "[[rule]]"]
    starts = starts if len(starts) == len(rows) else [0] * len(rows)
    ends = [*starts[1:], len(lines)]
    read = [
        _Row(row, file, start + 1, lines[start : max(end, start + 1)])
        for row, start, end in zip(rows, starts, ends, strict=True)
    ]
    faults = [fault for each in read for check in (_keys, _words, _triggers) for fault in check(each)]
    faults += _validity(read, known or {})
    return tuple(sorted(faults, key=lambda fault: fault.line))


def check_table(path: Path, known: Mapping[str, list[tuple[date, date]]] | None = None) -> tuple[Fault, ...]:
    """Faults of the table in a file. CannotRead where it cannot be opened."""
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise CannotRead(f'cannot read "{path}": {error.strerror}', hint="give the path of a law table") from None
    except UnicodeDecodeError:
        return (Fault(path.name, 1, "this is no UTF-8 text", "save it as UTF-8"),)
    return check_text(text, path.name, known)


# ---- an organisation's own -------------------------------------------------------------------------------------------


def own_rules(home: Path) -> tuple[Rule, ...]:
    """Rules of the tables in `laws/` of a home folder. InvalidInput names the first fault; then none of them is taken."""
    files = sorted((home / FOLDER).glob("*.toml"))
    return _own(tuple((path, path.stat().st_mtime_ns, path.stat().st_size) for path in files)) if files else ()


def own_rules_stamp(home: Path) -> str:
    """Which tables of its own a home folder has, and when they were written; empty where it has none."""
    files = sorted((home / FOLDER).glob("*.toml"))
    return " ".join(f"{path.name}:{path.stat().st_mtime_ns}" for path in files) + " " if files else ""


@lru_cache(maxsize=8)
def _own(files: tuple[tuple[Path, int, int], ...]) -> tuple[Rule, ...]:
    known: dict[str, list[tuple[date, date]]] = {}
    read: list[Rule] = []
    for path, _, _ in files:
        faults = check_table(path, known)
        if faults:
            first = faults[0]
            more = f"; {len(faults) - 1} more: bailee laws check {path}" if len(faults) > 1 else ""
            raise InvalidInput(
                f"a law table of your own is faulty: {path}, line {first.line}: {first.text}",
                hint=f"{first.remedy}{more}",
            )
        for rule in read_table(path):
            known.setdefault(rule.ident, []).append((rule.valid_from or date.min, rule.valid_until or date.max))
            read.append(rule)
    return tuple(read)


def rules_for(home: Path | None) -> tuple[Rule, ...]:
    """Our rules and those of the home folder; where both have an ident, its own stands."""
    own = own_rules(home) if home is not None else ()
    if not own:
        return rules()
    replaced = {rule.ident for rule in own}
    return (*(rule for rule in rules() if rule.ident not in replaced), *own)


def rule_named(ident: str, home: Path | None = None, on: date | None = None) -> Rule:
    """One rule, in the version of a day (else the newest). InvalidInput names the nearest where there is none."""
    table = rules_for(home)
    found = [rule for rule in in_force(table, on) if rule.ident == ident] if on else []
    found = found or [rule for rule in table if rule.ident == ident]
    if not found:
        near = difflib.get_close_matches(ident, {rule.ident for rule in table}, n=1, cutoff=0.5)
        hint = f"did you mean {near[0]}? " if near else ""
        raise InvalidInput(f'there is no rule "{ident}"', hint=f"{hint}bailee laws lists them all")
    return max(found, key=lambda rule: rule.valid_from or date.min)
