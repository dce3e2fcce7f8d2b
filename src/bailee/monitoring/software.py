"""A list of software, services or processes that was handed over: which form it has, and what it lists.

Forms: CSV of any RMM (columns are guessed from their heads), JSON of objects, `winget list`, `dpkg -l`, `dpkg-query -W`,
dpkg's status file, `rpm -qa`, an export of Windows' uninstall keys (.reg), `sc query`, `systemctl list-units`,
`launchctl list`, `tasklist`, names of programs one a line.

>>> listed = read("Computer,Application,Version,Install Date\\nWS-14,Hubstaff,1.6.2,2023-04-02\\nWS-15,,1.0,\\n")
>>> [(each.name, each.machine, each.installed_on.isoformat()) for each in listed.rows]
[('Hubstaff', 'WS-14', '2023-04-02')]
>>> listed.problems
('line 3: no name of a program',)
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

from bailee.errors import InvalidInput
from bailee.monitoring.traces import Sort

LARGEST = 64 << 20  # bytes of a list
MOST_PROBLEMS = 50
LONGEST_CELL = 131_072  # characters
MOST_COLUMNS = 400


@dataclass(frozen=True, slots=True)
class Listed:
    """One program, service or process of a list."""

    name: str
    sort: Sort  # software, service, process
    version: str = ""
    machine: str = ""
    installed_on: date | None = None
    also: str = ""  # another name that the same line has: a service's display name, a package's id


@dataclass(frozen=True, slots=True)
class SoftwareList:
    """What was read of a list. `form` says as what; a problem names its line, and never what stands there."""

    form: str
    rows: tuple[Listed, ...]
    problems: tuple[str, ...] = ()
    columns: tuple[tuple[str, str], ...] = ()  # (what, head): how the columns of a table were understood


_Form = Callable[[str], SoftwareList | None]


def decoded(content: bytes) -> str:
    """The text of a list, in the charset that it says or shows: exports of Windows are often UTF-16."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if content[:400].count(0) > len(content[:400]) // 4:
        return content.decode("utf-16-le" if content[1:2] == b"\0" else "utf-16-be", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def read(text: str) -> SoftwareList:
    """The list in whichever form it has. InvalidInput where it has none that we know."""
    text = text.lstrip("\ufeff")
    if not text.strip():
        raise InvalidInput("the list is empty", hint="export installed software again")
    for form in _FORMS:
        listed = form(text)
        if listed is not None:
            return listed
    raise InvalidInput(
        "no list of software that we know",
        hint="a CSV whose first line names its columns, such as: computer,software,version,install date",
    )


# ---- tables --------------------------------------------------------------------------------------------------------

_HEADS: Mapping[str, tuple[str, ...]] = {
    "name": (
        "software name", "application name", "program name", "product name", "app name", "display name", "displayname",
        "software", "application", "program", "product", "app", "software title", "title", "package", "package name", "name",
    ),
    "service": ("service name", "servicename", "service", "service display name"),
    "process": ("image name", "process name", "processname", "process", "imagename", "executable"),
    "version": ("version", "software version", "application version", "displayversion", "display version", "installed version"),
    "machine": (
        "computer name", "device name", "machine name", "host name", "hostname", "computer", "device", "machine", "host",
        "endpoint", "agent", "agent name", "asset", "asset name", "system name", "system", "node", "pscomputername",
        "workstation", "client computer", "computername", "devicename", "machinename",
    ),
    "installed": (
        "install date", "installed on", "date installed", "installdate", "installation date", "installed", "install time",
        "installed date", "first seen", "first detected", "installtime", "detected on", "discovered",
    ),
    "also": ("display name", "displayname", "id", "package id", "service display name", "path", "pathname"),
    "state": ("status", "state"),
}  # fmt: skip


def _head(cell: str) -> str:
    """
    >>> _head("Software_Name"), _head("InstallDate"), _head(" Date  Installed ")
    ('software name', 'install date', 'date installed')
    """
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", cell.replace("_", " ").strip())
    return " ".join(spaced.casefold().split())


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Which column is what: the first name of each list that a head bears."""
    plain = [_head(head) for head in heads]
    squeezed = [head.replace(" ", "") for head in plain]
    where: dict[str, int] = {}
    for field, names in _HEADS.items():
        for name in names:
            taken = set(where.values()) if field != "also" else {where.get("name", -1)}
            column = next(
                (
                    number
                    for number, head in enumerate(plain)
                    if number not in taken and (head == name or squeezed[number] == name)
                ),
                None,
            )
            if column is not None:
                where[field] = column
                break
    if "name" in where and "service" not in where and _is_services(plain):
        where["service"] = where.pop("name")
    if "service" in where or "process" in where:
        first = min(where[each] for each in ("service", "process") if each in where)
        where.setdefault("name", first)
    return where


def _is_services(heads: Sequence[str]) -> bool:
    """Columns that a list of services has and one of software has not: `Get-Service`, `Win32_Service`."""
    return len({"start type", "start mode", "can stop", "service type", "path name", "starttype"} & set(heads)) > 0


def _table(text: str) -> SoftwareList | None:
    lines = text.splitlines(keepends=True)
    skipped = 0
    while lines and (not lines[0].strip() or lines[0].startswith(("#TYPE", "sep="))):
        lines.pop(0)
        skipped += 1
    if not lines:
        return None
    separator = max(",;\t|", key=lines[0].count)
    if not lines[0].count(separator) and _head(lines[0]) not in _HEADS["name"]:
        return None
    rows = csv.reader(io.StringIO("".join(lines)), delimiter=separator)
    try:
        heads = next(rows)
        where = _columns(heads) if len(heads) <= MOST_COLUMNS else {}
        if "name" not in where:
            return None
    except (csv.Error, StopIteration):
        return None
    return _rows_of(heads, where, _each(rows, skipped))


def _each(rows: Iterator[list[str]], skipped: int) -> Iterator[tuple[int, list[str] | None]]:
    """Rows with the number of their line; None for one that is no row, and the next goes on."""
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error:
            yield skipped + rows.line_num, None  # type: ignore[attr-defined]
            continue
        # the limit of the csv module is one of the process, and others raise it
        readable = None if any(len(cell) > LONGEST_CELL for cell in row) else row
        yield skipped + rows.line_num, readable  # type: ignore[attr-defined]


def _rows_of(
    heads: Sequence[str], where: Mapping[str, int], rows: Iterable[tuple[int, Sequence[str] | None]]
) -> SoftwareList:
    listed: list[Listed] = []
    problems: list[str] = []
    sort = Sort.SERVICE if "service" in where else Sort.PROCESS if "process" in where else Sort.SOFTWARE
    for line, row in rows:
        if row is None:
            problems.append(f"line {line}: it cannot be read as a row")
            continue
        if not any(cell.strip() for cell in row):
            continue

        def cell(field: str, row: Sequence[str] = row) -> str:
            column = where.get(field, -1)
            return row[column].strip() if 0 <= column < len(row) else ""

        name = cell("service") or cell("process") or cell("name")
        if not name:
            problems.append(f"line {line}: no name of a program")
            continue
        installed = day(cell("installed"))
        if cell("installed") and installed is None and len(problems) < MOST_PROBLEMS:
            problems.append(f"line {line}: the date of installation is not understood")
        listed.append(Listed(name, sort, cell("version"), cell("machine"), installed, cell("also")))
    kept = tuple(problems[:MOST_PROBLEMS])
    if len(problems) > MOST_PROBLEMS:
        kept = (*kept, f"and {len(problems) - MOST_PROBLEMS} more")
    understood = tuple((field, heads[column]) for field, column in where.items())
    return SoftwareList("table", tuple(listed), kept, understood)


_COMPACT = re.compile(r"(20\d\d|19\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:\d{6}.*)?")
_MADE_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
_POINTS = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4}).*")
_SLASHES = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})(?:[ ,].*)?")
_WORDY = re.compile(
    r"(?:[A-Za-z]{3,9},? )?(?:(\d{1,2})[ -]([A-Za-z]{3})[a-z]*[ -](\d{4})|([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})).*"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def day(text: str) -> date | None:
    """The day that a cell says; month before day where slashes leave it open, as RMMs of the US write it.

    >>> [str(day(each)) for each in ("20240302", "2024-03-02T10:00:00Z", "3/2/2024 1:00 PM", "02.03.2024", "Mar 2, 2024", "25/12/2023")]
    ['2024-03-02', '2024-03-02', '2024-03-02', '2024-03-02', '2024-03-02', '2023-12-25']
    >>> day("last week")
    """
    told = text.strip()
    try:
        if found := _COMPACT.fullmatch(told) or _MADE_ISO.fullmatch(told):
            return date(int(found[1]), int(found[2]), int(found[3]))
        if found := _POINTS.fullmatch(told):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _SLASHES.fullmatch(told):
            first, second, year = int(found[1]), int(found[2]), int(found[3])
            year += 2000 if year < 100 else 0
            return date(year, second, first) if first > 12 else date(year, first, second)
        if found := _WORDY.fullmatch(told):
            number, month, year_ = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
            return date(int(year_), _MONTHS.index(month.casefold()) + 1, int(number))
        if told.isdecimal() and 1_000_000_000 <= int(told[:10]) < 2_500_000_000 and len(told) in (10, 13):
            return datetime.fromtimestamp(int(told[:10]), UTC).date()
    except ValueError:
        return None
    return None


def _json(text: str) -> SoftwareList | None:
    if not text.lstrip().startswith(("[", "{")):
        return None
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return None
    if isinstance(told, dict):
        told = next((value for value in told.values() if isinstance(value, list)), [told])
    objects = [each for each in told if isinstance(each, dict)] if isinstance(told, list) else []
    heads = list(dict.fromkeys(str(key) for each in objects for key in each))
    where = _columns(heads)
    if "name" not in where:
        return None

    def cells(each: Mapping[str, object]) -> list[str]:
        return [str(each[head]) if isinstance(each.get(head), str | int | float) else "" for head in heads]

    listed = _rows_of(heads, where, ((number, cells(each)) for number, each in enumerate(objects, 1)))
    return SoftwareList(
        "JSON", listed.rows, tuple(each.replace("line", "entry") for each in listed.problems), listed.columns
    )


# ---- what commands print -------------------------------------------------------------------------------------------

_WINGET_RULE = re.compile(r"^-{20,}\s*$", re.M)
_DPKG_LINE = re.compile(r"^[uihrp][niucfhaWt] ?[ R]? +(\S+) +(\S+)", re.M)
_DPKG_STATUS = re.compile(r"^Package: (\S+)$", re.M)
_RPM_LINE = re.compile(
    r"^([A-Za-z0-9][\w.+-]*?)-(\d[\w.+~^]*)-([\w.+~^]+)\.(x86_64|noarch|i[3-6]86|aarch64|src|armv7hl|ppc64le|s390x)(?:[ \t]+(.+))?$",
    re.M,
)
_REG_KEY = re.compile(r"^\[(HKEY_[^\]]*\\Uninstall\\[^\]]+)\]\s*$", re.M | re.I)
_SC = re.compile(r"^SERVICE_NAME: (.+?)\s*$", re.M)
_UNITS = re.compile(r"^\s*[●*]?\s*([\w@.:\\-]+\.service)\s", re.M)
_LAUNCHD = re.compile(r"^(?:-|\d+)\t-?\d+\t(\S+)$", re.M)
_APP = re.compile(r"^\s*(?:.*/)?([^/:]+)\.app/?:?\s*$", re.M)
_PAIR = re.compile(r"^(\S+)\t(\S+)\s*$")


def _winget(text: str) -> SoftwareList | None:
    rule = _WINGET_RULE.search(text)
    if rule is None:
        return None
    above = text[: rule.start()].rstrip("\r\n").rpartition("\n")[2].rpartition("\r")[2]
    starts = [found.start() for found in re.finditer(r"\S+", above)]
    heads = above.split()
    if "Id" not in heads or len(starts) != len(heads):
        return None
    edges = [*starts, None]
    rows = []
    for number, line in enumerate(text[rule.end() :].splitlines(), text.count("\n", 0, rule.end()) + 1):
        cells = [line[edges[i] : edges[i + 1]].strip() for i in range(len(heads))]
        rows.append((number, cells))
    listed = _rows_of(heads, _columns(heads), rows)
    return SoftwareList("winget list", listed.rows, listed.problems, listed.columns)


def _dpkg(text: str) -> SoftwareList | None:
    if _DPKG_STATUS.search(text[:2_000]):
        rows = []
        for paragraph in re.split(r"\n\s*\n", text):
            fields = dict(re.findall(r"^(Package|Status|Version): (.+)$", paragraph, re.M))
            if "Package" in fields and "not-installed" not in fields.get("Status", ""):
                rows.append(Listed(fields["Package"], Sort.SOFTWARE, fields.get("Version", "")))
        return SoftwareList("dpkg status", tuple(rows))
    text = _short(text)
    lines = [found for found in _DPKG_LINE.finditer(text) if found[0][1] in "iWt"]
    if lines and ("+++-" in text or (len(lines) >= 3 and len(lines) * 2 > text.count("\n"))):
        return SoftwareList("dpkg -l", tuple(Listed(found[1], Sort.SOFTWARE, found[2]) for found in lines))
    pairs = [_PAIR.match(line) for line in text.splitlines() if line.strip()]
    if pairs and all(pairs) and all(re.match(r"[a-z0-9][a-z0-9+.-]+(?::\w+)?$", pair[1]) for pair in pairs if pair):
        return SoftwareList("dpkg-query -W", tuple(Listed(pair[1], Sort.SOFTWARE, pair[2]) for pair in pairs if pair))
    return None


def _short(text: str) -> str:
    """The lines that can be a line of a package manager: a longer one costs an expression time without end."""
    return "\n".join(line for line in text.splitlines() if len(line) <= 400)


def _rpm(text: str) -> SoftwareList | None:
    text = _short(text)
    lines = list(_RPM_LINE.finditer(text))
    if not lines or len(lines) * 2 < sum(1 for line in text.splitlines() if line.strip()):
        return None
    return SoftwareList(
        "rpm -qa", tuple(Listed(found[1], Sort.SOFTWARE, found[2], "", day(_from_last(found[5]))) for found in lines)
    )


def _from_last(told: str | None) -> str:
    """`rpm -qa --last` writes `Tue 02 Jan 2024 10:11:12 AM CET`."""
    found = re.search(r"\d{1,2} [A-Z][a-z]{2} \d{4}", told or "")
    return found[0] if found else ""


def _registry(text: str) -> SoftwareList | None:
    keys = list(_REG_KEY.finditer(text))
    if not keys:
        return None
    rows = []
    for key, after in zip(keys, [*keys[1:], None], strict=True):
        body = text[key.end() : after.start() if after else len(text)]
        body = body.partition("\n[")[0]
        values = dict(re.findall(r'^"(DisplayName|DisplayVersion|InstallDate)"="((?:[^"\\]|\\.)*)"', body, re.M))
        name = values.get("DisplayName", "").replace('\\"', '"').replace("\\\\", "\\")
        if name:
            rows.append(
                Listed(name, Sort.SOFTWARE, values.get("DisplayVersion", ""), "", day(values.get("InstallDate", "")))
            )
    return SoftwareList("uninstall keys (.reg)", tuple(rows))


def _by_lines(form: str, pattern: re.Pattern[str], sort: Sort, *, most: bool) -> _Form:
    """Names that a pattern takes from lines; with `most`, only where most lines have one."""

    def read_lines(text: str) -> SoftwareList | None:
        names = [found[1].strip() for found in pattern.finditer(text)]
        if not names or (most and len(names) * 2 < sum(1 for line in text.splitlines() if line.strip())):
            return None
        return SoftwareList(form, tuple(Listed(name, sort) for name in names))

    return read_lines


def _names(text: str) -> SoftwareList | None:
    """One name a line, as `ls /Applications` or somebody's own list has them: short lines without a sentence."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if not lines or any(
        len(line) > 80 or line.endswith((".", ":", "?", "!")) or len(line.split()) > 8 or set(line) & set(",;|=<>{}\t")
        for line in lines
    ):
        return None
    return SoftwareList("names, one a line", tuple(Listed(line, Sort.SOFTWARE) for line in lines))


_FORMS: tuple[_Form, ...] = (
    _json,
    _registry,
    _winget,
    _dpkg,
    _rpm,
    _by_lines("sc query", _SC, Sort.SERVICE, most=False),
    _by_lines("systemctl", _UNITS, Sort.SERVICE, most=True),
    _by_lines("launchctl list", _LAUNCHD, Sort.SERVICE, most=True),
    _table,
    _by_lines("applications", _APP, Sort.SOFTWARE, most=True),
    _names,
)


_NAMED = frozenset(_HEADS["name"]) - {"name", "title", "package", "product", "product name"}
_MARKS = re.compile(
    r"\\CurrentVersion\\Uninstall\\|^Desired=Unknown/Install/Remove|^\+\+\+-|^Status: install ok installed$|^SERVICE_NAME: ",
    re.M,
)


def in_file(texts: Sequence[str]) -> SoftwareList | None:
    """The list of software that a file of a scan is; None where it is none.

    Stricter than `read`, for nobody said that it is one: a table must name software, and say on which machine or since when.

    >>> in_file(["Device Name\\tSoftware\\tInstall Date\\nWS-1\\tHubstaff\\t2024-03-02\\n"]).rows[0].name
    'Hubstaff'
    >>> in_file(["Software\\tPrice per seat\\nHubstaff\\t7.00\\n"])
    """
    if not texts:
        return None
    head = texts[0][:2_000]
    first, _, _ = head.lstrip("\ufeff").partition("\n")
    if _MARKS.search(head):
        return next(filter(None, (form(texts[0]) for form in _FORMS[:6])), None)
    heads = [_head(cell) for cell in re.split(r"[\t,;|]", first)]
    if len(heads) < 2 or not _NAMED.intersection(heads) or any(len(head) > 40 for head in heads):
        return None
    listed = _table("\n".join(texts))
    if listed is None or not {"machine", "installed"} & {what for what, _ in listed.columns}:
        return None
    return listed


def machines(rows: Iterable[Listed]) -> Iterator[str]:
    """Names of the machines that a list speaks of."""
    return iter(dict.fromkeys(row.machine for row in rows if row.machine))
