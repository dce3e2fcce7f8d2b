"""Who signed a version and who has not: by person, by department and manager, and over time. New on the roster counts, who left does not.

standing = show_sign_offs(workspace, version)
standing.signed, standing.whole, [row.person.name for row in standing.rows if row.state == "waiting"]

Names are encrypted, so whoever lists a hundred thousand of them opens as many. A process keeps what it made, and makes only those rows
anew of whom something was noted since; who is new on the roster, another version and another day make all of it anew.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from threading import Lock

from bailee.errors import InvalidInput
from bailee.operations.know_signatures import signed_by
from bailee.operations.request_sign_off import audience_of
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.standings import Marks
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import STAFF

STATES = ("signed", "declined", "overdue", "waiting", "not-asked")
GROUPS = ("department", "manager", "site")
_POINTS = 120  # of the plot
_FEW = 500  # people who are asked about by name


@dataclass(frozen=True, slots=True)
class Row:
    """One person. `state`: signed, declined, overdue, waiting, not-asked."""

    person: RosterPerson
    state: str
    at: datetime | None = None  # signed, declined or asked
    due_on: date | None = None
    request: str = ""
    sign_off: str = ""
    identified_by: str = ""
    has_question: bool = False  # that nobody answered


@dataclass(slots=True)
class Tally:
    """What the rows come to, kept beside them: counting a hundred thousand takes longer than changing one."""

    states: Counter[str] = field(default_factory=Counter)
    days: Counter[date] = field(default_factory=Counter)  # of signing
    groups: dict[str, dict[str, list[int]]] = field(default_factory=lambda: {name: {} for name in GROUPS})
    asking: dict[str, Row] = field(default_factory=dict)  # by request

    def put(self, row: Row, by: int = 1) -> None:
        """Count a row, or with -1 count it no more."""
        is_signed = row.state == "signed"
        self.states[row.state] += by
        if is_signed and row.at is not None:
            self.days[row.at.astimezone().date()] += by
        for name, found in self.groups.items():
            count = found.setdefault(getattr(row.person.details, name) or "", [0, 0])
            count[0] += by * is_signed
            count[1] += by
        if row.has_question and by > 0:
            self.asking[row.request] = row
        elif row.has_question:
            self.asking.pop(row.request, None)

    def copy(self) -> Tally:
        groups = {name: {key: list(count) for key, count in found.items()} for name, found in self.groups.items()}
        return Tally(self.states.copy(), self.days.copy(), groups, dict(self.asking))


@dataclass(frozen=True, slots=True)
class Standing:
    """How a version stands: its rows in the order of names, and what they come to."""

    version: NoticeVersion
    rows: tuple[Row, ...]
    tally: Tally

    @property
    def whole(self) -> int:
        return len(self.rows)

    @property
    def signed(self) -> int:
        return self.count("signed")

    def count(self, *states: str) -> int:
        return sum(self.tally.states[state] for state in states)

    @property
    def questions(self) -> tuple[Row, ...]:
        return tuple(sorted(self.tally.asking.values(), key=_by_name))

    def by(self, what: str) -> tuple[tuple[str, int, int], ...]:
        """(department, manager or site; signed; all), those with the most missing first."""
        found = [(name, signed, whole) for name, (signed, whole) in self.tally.groups[what].items() if whole]
        return tuple(sorted(found, key=lambda row: (row[1] - row[2], row[0])))

    def over_time(self, today: date) -> tuple[tuple[date, int], ...]:
        """How many had signed at the end of each day, from the day of publication to today."""
        days = sorted(day for day, count in self.tally.days.items() if count)
        sums = [0, *accumulate(self.tally.days[day] for day in days)]
        first = min([*days[:1], self.version.published_at.astimezone().date() if self.version.published_at else today])
        step = max(1, -(-((today - first).days + 1) // _POINTS))
        shown = [first + timedelta(days=index) for index in range(0, (today - first).days + 1, step)]
        if shown[-1] != today:
            shown.append(today)
        return tuple((day, sums[bisect_right(days, day)]) for day in shown)


def _by_name(row: Row) -> str:
    return row.person.name.casefold()


def versions_that_are_signed(workspace: Workspace) -> tuple[NoticeVersion, ...]:
    """The newest published version of each kind that is for people on the roster who sign, in the language it was asked in first."""
    newest: dict[str, NoticeVersion] = {}
    for each in workspace.notices():
        if each.state != "published":
            continue
        if not audience_of(each.kind) & STAFF and not workspace.is_asked(each.kind, each.version, each.language):
            continue
        before = newest.get(each.kind)
        if before is None or (each.language == before.language and each.version > before.version):
            newest[each.kind] = each
    return tuple(newest.values())


@dataclass(frozen=True, slots=True)
class _Kept:
    """A standing with what it was made from. `places`: of each person's row in it, by the row of the store."""

    marks: Marks
    on: date
    standing: Standing
    places: Mapping[int, int]
    people: Mapping[int, RosterPerson]


_MOST = 300_000  # rows that a process keeps, of all standings together
_kept: OrderedDict[tuple[Path, str, str, int, str], _Kept] = OrderedDict()
_lock = Lock()


def show_sign_offs(workspace: Workspace, version: NoticeVersion) -> Standing:
    """Everybody on the roster whom it is for, in the order of names. Names are for who writes notices."""
    workspace.require(Permission.WRITE_NOTICES)
    key = (workspace.home, workspace.organisation, version.kind, version.version, version.language)
    with workspace.reading():
        marks, today = workspace.signing_marks(), now().astimezone().date()
        with _lock:
            before = _kept.get(key)
        made = _made(workspace, version, marks, today, before)
    with _lock:
        _kept[key] = made
        _kept.move_to_end(key)
        while len(_kept) > 1 and sum(len(each.places) for each in _kept.values()) > _MOST:
            _kept.popitem(last=False)
    return made.standing


def _made(workspace: Workspace, version: NoticeVersion, marks: Marks, today: date, before: _Kept | None) -> _Kept:
    """What is kept brought up to date: as it is, with some rows anew, or all of it."""
    is_whole = before is not None and (before.on, before.marks.roster) == (today, marks.roster)
    if (
        before is None
        or not is_whole
        or before.marks.published != marks.published
        or before.standing.version != version
    ):
        people = before.people if before is not None and is_whole else _people(workspace, version.kind)
        rows = _rows(workspace, version, people, today)
        order = sorted(rows, key=lambda number: _by_name(rows[number]))
        tally = Tally()
        for row in rows.values():
            tally.put(row)
        standing = Standing(version, tuple(rows[number] for number in order), tally)
        return _Kept(marks, today, standing, {number: place for place, number in enumerate(order)}, people)
    if before.marks == marks:
        return before
    changed = workspace.changed_since(before.marks)
    some = (
        before.people
        if changed is None
        else {number: before.people[number] for number in changed & before.people.keys()}
    )
    found, tally = list(before.standing.rows), before.standing.tally.copy()
    for number, row in _rows(workspace, version, some, today).items():
        place = before.places[number]
        tally.put(found[place], -1)
        tally.put(row)
        found[place] = row
    return replace(before, marks=marks, standing=Standing(version, tuple(found), tally))


def _people(workspace: Workspace, kind: str) -> dict[int, RosterPerson]:
    audience = audience_of(kind)
    return {number: each for number, each in workspace.directory() if not audience or each.category in audience}


def _rows(
    workspace: Workspace, version: NoticeVersion, people: Mapping[int, RosterPerson], today: date
) -> dict[int, Row]:
    """How each of these people stands, by the row of the store."""
    few = tuple(people) if len(people) <= _FEW else None
    if few is not None and not few:
        return {}
    asked = workspace.asked_rows(version.kind, version.version, few)
    statements = workspace.signed_rows(version.kind, few)
    signed = {each.person: each for each in statements}
    open_ = workspace.unanswered(None if few is None else [each.number for each in asked.values()])
    whole = {each.person for each in statements if (each.version, each.language) == (version.version, version.language)}
    whole |= {number for number, each in asked.items() if each.state == "signed"}
    own = [each for each in workspace.notices() if each.kind == version.kind and each.is_published]
    if version.version == max((each.version for each in own if each.language == version.language), default=0):
        numbers = {each.ident: number for number, each in people.items()}
        by_then = [
            (people[each.person].ident, each.version, each.language) for each in statements if each.person in people
        ]
        categories = {each.ident: each.category for each in people.values()}
        # also by a version of before that still counts
        whole |= {numbers[ident] for ident in signed_by(workspace, version.kind, own, categories, by_then)}
    rows = {}
    for number, person in people.items():
        request, statement = asked.get(number), signed.get(number)
        ident, is_asking = (request.ident, request.number in open_) if request else ("", False)
        due = request.due_on if request else None
        if number in whole:
            at = statement.signed_at if statement else request.ended_at if request else None
            how, receipt = (statement.identified_by, statement.ident) if statement else ("", "")
            rows[number] = Row(person, "signed", at, due, ident, receipt, how, is_asking)
        elif request is None or request.state == "withdrawn":
            rows[number] = Row(person, "not-asked", None, None, ident)
        elif request.state == "declined":
            rows[number] = Row(person, "declined", request.ended_at, due, ident, has_question=is_asking)
        else:
            state = "overdue" if due is not None and due < today else "waiting"
            rows[number] = Row(person, state, request.asked_at, due, ident, has_question=is_asking)
    return rows


def chosen(rows: Sequence[Row], *, state: str = "", department: str = "", manager: str = "") -> Sequence[Row]:
    """Rows of a group. `state` open: whoever has not signed."""
    if state == "open":
        rows = [row for row in rows if row.state != "signed"]
    elif state:
        rows = [row for row in rows if row.state == state]
    if department:
        rows = [row for row in rows if row.person.details.department == department]
    return [row for row in rows if row.person.details.manager == manager] if manager else rows


HEADS = ("Name", "Number", "E-mail", "Department", "Manager", "State", "Asked, signed or declined", "Due", "Identified by", "Receipt")  # fmt: skip


def as_rows(rows: Sequence[Row]) -> Iterable[tuple[object, ...]]:
    """For a table file."""
    for row in rows:
        told = row.person
        yield (
            told.name, told.number, told.email, told.details.department, told.details.manager, row.state.replace("-", " "),
            f"{row.at:%Y-%m-%d %H:%M}" if row.at else "", row.due_on or "", row.identified_by, row.sign_off,
        )  # fmt: skip


def version_named(workspace: Workspace, kind: str, version: int | None = None) -> NoticeVersion:
    """The version of a kind that is signed now, or the one that is named. InvalidInput where there is none."""
    if version is not None:
        return workspace.notice_version(kind, version)
    found = next((each for each in versions_that_are_signed(workspace) if each.kind == kind), None)
    if found is None:
        raise InvalidInput(f'no version of a notice "{kind}" is published that people sign', hint="publish it first")
    return found
