"""The register: one entry a tool, from its traces and from what a person declared about it.

What was found and what was declared stand side by side: where they part ways, the entry says so in words. Unknown stays
unknown; how long something is kept is said with where that is from: declared, set in its configuration, or seen.

>>> from bailee.monitoring.traces import Sort, Trace
>>> seen = Trace("squid", Sort.CONTENT, "fw/logs", "scan", 12, date(2024, 1, 3), date(2024, 4, 2))
>>> (entry,) = register([seen], [], on=date(2024, 4, 3))
>>> entry.name, entry.since, entry.kept.words, entry.purposes, entry.confidence.value
('Squid', datetime.date(2024, 1, 3), 'at least 90 days (seen)', (), 'likely')
>>> entry.differences
('found, and nobody declared it',)
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bailee.dates import in_short
from bailee.monitoring.product import OBSERVES, Group, Product, load
from bailee.monitoring.traces import Sort, Trace, confidence
from bailee.vocabulary import STAFF, Confidence, LawfulBasis, SubjectCategory

# Records that watching makes, by kind: what made them is a tool, also where no trace says which. Archived mail is not among
# them: a mailbox that somebody exported needs no tool.
UNNAMED: Mapping[str, tuple[str, Group, str, tuple[SubjectCategory, ...]]] = {
    "keystroke-log": ("Key logger, maker not known", Group.KEY_LOGGER, "keystrokes", (SubjectCategory.EMPLOYEE,)),
    "screen-capture": (
        "Screen capture, maker not known",
        Group.EMPLOYEE_MONITORING,
        "screen",
        (SubjectCategory.EMPLOYEE,),
    ),
    "camera-footage": (
        "Camera recorder, maker not known",
        Group.CAMERA_RECORDER,
        "camera",
        (SubjectCategory.EMPLOYEE, SubjectCategory.VISITOR),
    ),
    "web-history": ("Web log, maker not known", Group.WEB_LOG, "web", (SubjectCategory.EMPLOYEE,)),
    "call-recording": (
        "Call recorder, maker not known",
        Group.CALL_RECORDER,
        "calls",
        (SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER),
    ),
    "remote-session-recording": (
        "Recorder of remote sessions, maker not known",
        Group.REMOTE_MANAGEMENT,
        "remote-sessions",
        (SubjectCategory.EMPLOYEE,),
    ),
    "gps-track": ("Location tracker, maker not known", Group.LOCATION, "location", (SubjectCategory.EMPLOYEE,)),
    "badge-log": ("Badge system, maker not known", Group.ACCESS_CONTROL, "presence", (SubjectCategory.EMPLOYEE,)),
}
# Traces that are records of people, or lines of them; their spread says how long they are kept.
_RECORDS = frozenset({Sort.LOG, Sort.RECORDING, Sort.RECORD, Sort.CONTENT})
_SINCE = {
    Sort.SOFTWARE: "installed",
    Sort.PROGRAM: "program files",
    Sort.CONFIGURATION: "configuration",
    Sort.SETTING: "configuration",
    Sort.LISTED: "installed, by a list",
    Sort.SERVICE: "set up as a service",
    Sort.DATABASE: "database",
    Sort.LOG: "first log",
    Sort.CONTENT: "first line of its log",
    Sort.RECORDING: "first recording",
    Sort.RECORD: "first record",
    Sort.PROCESS: "running",
    Sort.ITSELF: "first scan",
}
_SLACK = 7  # days beyond what was declared that say nothing yet: a file is often erased by the week


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a person declared about one tool."""

    tool: str  # ident of a product, of an unnamed recorder, or a name that is in no table
    name: str
    purposes: tuple[tuple[str, LawfulBasis | None], ...] = ()
    watched: tuple[SubjectCategory, ...] = ()
    observes: tuple[str, ...] = ()
    kept: str = ""
    kept_days: int | None = None
    viewers: tuple[str, ...] = ()
    since: date | None = None
    switched_off_on: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """How long, and where that is from: declared, set, seen; empty where it is not known."""

    days: int | None = None
    source: str = ""
    said: str = ""  # in the words of the declaration

    @property
    def words(self) -> str:
        """
        >>> Kept(30, "set").words, Kept(400, "seen").words, Kept(None, "declared", "until the case ends").words, Kept().words
        ('30 days (set)', 'at least 400 days (seen)', 'until the case ends (declared)', 'not known')
        """
        if not self.source:
            return "not known"
        if self.said:
            return f"{self.said} ({self.source})"
        least = "at least " if self.source == "seen" else ""
        return f"{least}{self.days:,} {'day' if self.days == 1 else 'days'} ({self.source})"


@dataclass(frozen=True, slots=True)
class Viewers:
    """Who can open what it records. Accounts are those of the system that its store lies on; None is unknown."""

    accounts: int | None = None
    everyone: bool | None = None
    declared: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        found = (
            "every account"
            if self.everyone
            else f"{self.accounts} {'account' if self.accounts == 1 else 'accounts'}"
            if self.accounts is not None
            else ""
        )
        said = ", ".join(self.declared)
        if found and said:
            return f"{said} (declared); {found} can open it"
        return f"{said} (declared)" if said else f"{found} can open it" if found else "not known"


@dataclass(frozen=True, slots=True)
class Entry:
    """One tool in the register."""

    ident: str
    name: str
    maker: str
    group: Group
    observes: tuple[str, ...]
    watched: tuple[SubjectCategory, ...]
    confidence: Confidence
    traces: tuple[Trace, ...]
    since: date | None
    since_from: str
    last: date | None
    kept: Kept
    viewers: Viewers
    purposes: tuple[str, ...]
    declaration: Declaration | None
    differences: tuple[str, ...]
    records: tuple[tuple[str, int], ...] = ()  # kinds of record in its folders, with how many files
    of_provider: bool = False
    sources: tuple[str, ...] = ()
    is_own: bool = field(default=False)  # bailee itself

    @property
    def where(self) -> tuple[str, ...]:
        """Data stores and machines that its traces lie in."""
        return tuple(dict.fromkeys(trace.where for trace in self.traces))

    @property
    def machines(self) -> tuple[str, ...]:
        """Machines that it is installed on, as lists and machines themselves say."""
        return tuple(dict.fromkeys(trace.where for trace in self.traces if trace.origin != "scan"))

    @property
    def stores(self) -> tuple[str, ...]:
        """Data stores that its own traces were found in by a scan: where a list of software lies, nothing is recorded."""
        own = (trace.where for trace in self.traces if trace.origin == "scan" and trace.sort is not Sort.LISTED)
        return tuple(dict.fromkeys(own))

    @property
    def categories(self) -> tuple[str, ...]:
        """Categories of data that come of it."""
        return ("scan-records",) if self.is_own else tuple(dict.fromkeys(OBSERVES[each][1] for each in self.observes))

    @property
    def found(self) -> bool:
        return bool(self.traces)

    @property
    def switched_off(self) -> bool:
        return self.declaration is not None and self.declaration.switched_off_on is not None


def register(
    traces: Iterable[Trace],
    declarations: Iterable[Declaration],
    *,
    on: date,
    viewers: Mapping[str, Viewers] | None = None,
    own: Entry | None = None,
) -> tuple[Entry, ...]:
    """Entries, the surest and gravest first; bailee's own at the end. `viewers` are by product, as read from the system."""
    by_tool: dict[str, list[Trace]] = defaultdict(list)
    for trace in traces:
        by_tool[trace.product].append(trace)
    declared = {each.tool: each for each in declarations}
    read = viewers or {}
    entries = [
        _entry(tool, by_tool.get(tool, ()), declared.get(tool), read.get(tool), on)
        for tool in dict.fromkeys((*by_tool, *declared))
        if own is None or tool != own.ident
    ]
    ordered = sorted(
        entries, key=lambda e: (not e.found, -e.confidence.rank, list(Group).index(e.group), e.name.casefold())
    )
    return (*ordered, own) if own else tuple(ordered)


def _entry(tool: str, traces: Sequence[Trace], declared: Declaration | None, read: Viewers | None, on: date) -> Entry:
    product = load().get(tool)
    name, maker, group, observes, watched = _what(tool, product, declared)
    since, since_from = _since(traces)
    last = max((trace.last_on for trace in traces if trace.last_on), default=None)
    if declared and declared.since and (since is None or declared.since < since):
        since, since_from = declared.since, "declared"
    seen = read or Viewers()
    records: Counter[str] = Counter()
    for trace in traces:
        records.update(dict(trace.kinds))
    entry = Entry(
        tool,
        name,
        maker,
        group,
        declared.observes if declared and declared.observes else observes,
        declared.watched if declared and declared.watched else watched,
        confidence(trace.sort for trace in traces) if traces else Confidence.POSSIBLE,
        tuple(traces),
        since,
        since_from,
        last,
        _kept(traces, declared),
        Viewers(seen.accounts, seen.everyone, declared.viewers if declared else ()),
        tuple(purpose for purpose, _ in declared.purposes) if declared else (),
        declared,
        (),
        tuple(sorted(records.items())),
        product.of_provider if product else False,
        product.sources if product else (),
    )
    return replace(entry, differences=_differences(entry, watched, on))


def _what(
    tool: str, product: Product | None, declared: Declaration | None
) -> tuple[str, str, Group, tuple[str, ...], tuple[SubjectCategory, ...]]:
    if product is not None:
        return product.name, product.maker, product.group, product.observes, product.watched
    if tool.removeprefix("unnamed-") in UNNAMED:
        name, group, observes, watched = UNNAMED[tool.removeprefix("unnamed-")]
        return name, "", group, (observes,), watched
    name = declared.name if declared else tool
    observes_ = declared.observes if declared else ()
    watched = declared.watched if declared else ()
    return name, "", Group.EMPLOYEE_MONITORING, observes_, watched


def _since(traces: Iterable[Trace]) -> tuple[date | None, str]:
    """The earliest sign, and which it was. When a program's file was built says nothing where another sign has a day."""
    dated = [trace for trace in traces if trace.first_on]
    telling = [trace for trace in dated if trace.sort is not Sort.PROGRAM] or dated
    first = min(telling, key=lambda trace: trace.first_on or date.max, default=None)
    return (first.first_on, _SINCE[first.sort]) if first else (None, "")


def _kept(traces: Sequence[Trace], declared: Declaration | None) -> Kept:
    if declared and (declared.kept or declared.kept_days):
        return Kept(declared.kept_days, "declared", declared.kept)
    set_to = max((trace.kept_days for trace in traces if trace.kept_days), default=None)
    if set_to:
        return Kept(set_to, "set")
    spread = _spread(traces)
    return Kept(spread, "seen") if spread else Kept()


def _spread(traces: Iterable[Trace]) -> int | None:
    """Days between the oldest and the newest record of it."""
    records = [trace for trace in traces if trace.sort in _RECORDS and trace.first_on and trace.last_on]
    if not records:
        return None
    first = min(trace.first_on for trace in records if trace.first_on)
    last = max(trace.last_on for trace in records if trace.last_on)
    return (last - first).days or None


def _differences(entry: Entry, watched: tuple[SubjectCategory, ...], on: date) -> tuple[str, ...]:
    """Where what was declared and what was found part ways, in words."""
    told = entry.declaration
    if told is None:
        return ("found, and nobody declared it",)
    said: list[str] = []
    if not entry.found:
        if told.switched_off_on is None:
            said.append("declared, and no trace of it was found")
        return tuple(said)
    if not told.purposes:
        said.append("no purpose is declared")
    off = told.switched_off_on
    if off is not None and off <= on:
        after = [trace for trace in entry.traces if trace.last_on and trace.last_on > off]
        alive = [trace for trace in entry.traces if trace.sort is Sort.PROCESS]
        if after:
            said.append(
                f"declared switched off on {in_short(off)}, and traces are as late as {in_short(max(t.last_on for t in after if t.last_on))}"
            )
        elif alive:
            said.append(f"declared switched off on {in_short(off)}, and it runs")
        elif any(trace.sort in _RECORDS for trace in entry.traces):
            said.append("switched off, and its records are still here")
    if told.kept_days:
        spread = _spread(entry.traces) or 0
        set_to = max((trace.kept_days for trace in entry.traces if trace.kept_days), default=0)
        if spread > told.kept_days + _SLACK:
            said.append(f"declared kept {told.kept_days} days, and its records span {spread}")
        elif set_to > told.kept_days + told.kept_days // 50:
            said.append(f"declared kept {told.kept_days} days, and it is set to {set_to}")
    if told.watched and (unsaid := _unsaid(watched, told.watched)):
        said.append(f"it also watches {', '.join(unsaid)}, who are not declared")
    if told.since and entry.traces:
        first, _ = _since(entry.traces)
        if first and (told.since - first).days > _SLACK:
            said.append(f"declared since {in_short(told.since)}, and traces begin on {in_short(first)}")
    if told.viewers:
        if entry.viewers.everyone:
            said.append("who may view it is declared, and every account can open it")
        elif entry.viewers.accounts is not None and entry.viewers.accounts > max(len(told.viewers), 1):
            said.append(f"{len(told.viewers)} may view it as declared, and {entry.viewers.accounts} accounts can")
    return tuple(said)


def _unsaid(watched: Iterable[SubjectCategory], declared: Sequence[SubjectCategory]) -> list[str]:
    """Whom a tool watches beside those who were declared. Who says staff means all who work there."""
    staff = STAFF if STAFF.intersection(declared) else frozenset()
    return [f"{each.value.replace('-', ' ')}s" for each in watched if each not in declared and each not in staff]
