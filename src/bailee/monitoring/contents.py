"""What a file's own lines say: the log of which product it is, and how long a configuration keeps what is recorded.

Runs where files are read, in a worker. What comes out is a product, a sort of trace, a number of days and a date: no line
of the file, and no value in it.

>>> found = look("/etc/frigate/config.yml", ["record:\\n  enabled: true\\n  retain:\\n    days: 14\\n"], ())
>>> [(each.product, each.sort.value, each.kept_days) for each in found]
[('frigate', 'setting', 14)]
>>> look("/srv/notes/how we set frigate up.txt", ["record:\\n  retain:\\n    days: 14\\n"], ())
()
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from bailee.monitoring import names
from bailee.monitoring.paths import compiled
from bailee.monitoring.product import ContentRule, load
from bailee.monitoring.software import in_file
from bailee.monitoring.traces import Sort

LOOKED_AT = 64 << 10  # characters of a file: first lines of a log, and of a configuration mostly all
FIRST_LINES = 40
LONG = 2_000  # characters of a line; a log's own form shows in its beginning
_DAYS: Mapping[str, float] = {"hours": 1 / 24, "days": 1, "weeks": 7, "months": 30, "years": 365}
LONGEST = 36_500  # days; a figure beyond it is no time to keep something


@dataclass(frozen=True, slots=True)
class InFile:
    """What the lines of one file say of one product."""

    product: str
    sort: Sort
    kept_days: int | None = None
    first_on: date | None = None  # day of the log's first line


def look(path: str, texts: Sequence[str], kinds: Collection[str]) -> tuple[InFile, ...]:
    """What the lines of a file say. `kinds` are the kinds of record that the file was recognised as."""
    where = "/" + path.replace("\\", "/").lower().lstrip("/")
    found = {(said.product, said.sort): said for said in _listed(texts)}
    rules = [rule for kind in kinds for rule in _by_kind().get(kind, ())]
    rules += [rule for rule in _by_path() if rule[2].search(where)]
    head = "\n".join(texts)[:LOOKED_AT] if rules else ""
    for product, rule, _ in rules:
        said = _read(product, rule, head)
        if said is not None:
            earlier = found.get((product, rule.sort))
            if earlier is None or (earlier.kept_days is None and said.kept_days is not None):
                found[product, rule.sort] = said
    return tuple(found.values())


def _listed(texts: Sequence[str]) -> Iterator[InFile]:
    """Products in a list of software, each with the first day that it was installed on."""
    listed = in_file(texts)
    if listed is None:
        return
    since: dict[str, date | None] = {}
    for row in listed.rows:
        named = {Sort.SERVICE: names.service, Sort.PROCESS: names.process}.get(row.sort, names.software)
        for product in named(row.name):
            since[product] = min(filter(None, (since.get(product), row.installed_on)), default=None)
    for product, first_on in since.items():
        yield InFile(product, Sort.LISTED, None, first_on)


def _read(product: str, rule: ContentRule, head: str) -> InFile | None:
    first_on = None
    if rule.shape is not None:
        lines = "\n".join(line[:LONG] for line in head.split("\n", FIRST_LINES)[:FIRST_LINES])
        shaped = rule.shape.search(lines)
        if shaped is None:
            return None
        if rule.sort is Sort.CONTENT:
            begins = lines.rfind("\n", 0, shaped.start() + 1) + 1
            first_on = day_of(lines[begins : begins + 400].split("\n", 1)[0])
    kept_days = None
    if rule.kept is not None:
        kept_days = _longest(rule, head)
        if kept_days is None and rule.shape is None:
            return None
    return InFile(product, rule.sort, kept_days, first_on)


def _longest(rule: ContentRule, head: str) -> int | None:
    """The longest time that a configuration keeps something; None where it says none."""
    blocks = [found[0] for found in rule.block.finditer(head)] if rule.block else [head]
    told = (found for block in blocks for found in (rule.kept.finditer(block) if rule.kept else ()))
    days = [float(next(filter(None, found.groups()))) * _DAYS[rule.unit] for found in told if any(found.groups())]
    longest = max((each for each in days if 0 < each <= LONGEST), default=None)
    return max(1, round(longest)) if longest else None


_ISO = re.compile(r"\b(20\d\d)[-/.](0[1-9]|1[0-2])[-/.]([0-2]\d|3[01])\b")
_EPOCH = re.compile(r"(?<![\d.])(1[2-9]\d{8})(?:\.\d{1,6}|\d{3})?(?![\d.])")
_NAMED = re.compile(r"\b([0-3]?\d)[ /-](Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[ /-](20\d\d)\b")
_US = re.compile(r"\b(0?[1-9]|1[0-2])/([0-2]?\d|3[01])/(20\d\d)\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_of(line: str) -> date | None:
    """The day that a line of a log begins with; None where it names none with its year.

    >>> day_of("1717401602.113  241 10.0.3.17 TCP_TUNNEL/200"), day_of("Jan  3 10:00:00 fw filterlog[1]:")
    (datetime.date(2024, 6, 3), None)
    """
    try:
        if found := _ISO.search(line):
            return date(*map(int, found.groups()))
        if found := _NAMED.search(line):
            return date(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
        if found := _US.search(line):
            return date(int(found[3]), int(found[1]), int(found[2]))
        if found := _EPOCH.search(line):
            return datetime.fromtimestamp(int(found[1]), UTC).date()
    except ValueError:
        return None
    return None


_Placed = tuple[str, ContentRule, re.Pattern[str]]
_ANYWHERE = re.compile("")


@cache
def _by_kind() -> Mapping[str, tuple[_Placed, ...]]:
    placed: dict[str, list[_Placed]] = {}
    for tool in load().values():
        for rule in tool.rules:
            if rule.kind:
                placed.setdefault(rule.kind, []).append((tool.ident, rule, _ANYWHERE))
    return {kind: tuple(rules) for kind, rules in placed.items()}


@cache
def _by_path() -> tuple[_Placed, ...]:
    return tuple((tool.ident, rule, compiled(rule.at)) for tool in load().values() for rule in tool.rules if rule.at)
