"""Who signed a version and who has not: by person, by department and manager, and over time. New on the roster counts, who left does not.

standing = show_sign_offs(workspace, version)
standing.signed, standing.whole, [row.person.name for row in standing.rows if row.state == "waiting"]
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bailee.errors import InvalidInput
from bailee.operations.request_sign_off import audience_of, signers
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace

STATES = ("signed", "declined", "overdue", "waiting", "not-asked")
_POINTS = 120  # of the plot


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


@dataclass(frozen=True, slots=True)
class Standing:
    """How a version stands."""

    version: NoticeVersion
    rows: tuple[Row, ...]

    @property
    def whole(self) -> int:
        return len(self.rows)

    @property
    def signed(self) -> int:
        return self.count("signed")

    def count(self, *states: str) -> int:
        return sum(row.state in states for row in self.rows)

    @property
    def questions(self) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.has_question)

    def by(self, what: str) -> tuple[tuple[str, int, int], ...]:
        """(department, manager or site; signed; all), those with the most missing first."""
        whole = Counter(getattr(row.person.details, what) or "" for row in self.rows)
        signed = Counter(getattr(row.person.details, what) or "" for row in self.rows if row.state == "signed")
        found = [(name, signed[name], count) for name, count in whole.items()]
        return tuple(sorted(found, key=lambda row: (row[1] - row[2], row[0])))

    def over_time(self, today: date) -> tuple[tuple[date, int], ...]:
        """How many had signed at the end of each day, from the day of publication to today."""
        days = Counter(row.at.date() for row in self.rows if row.state == "signed" and row.at)
        first = min([*days, self.version.published_at.date() if self.version.published_at else today])
        step = max(1, -(-((today - first).days + 1) // _POINTS))
        shown = [first + timedelta(days=index) for index in range(0, (today - first).days + 1, step)]
        if shown[-1] != today:
            shown.append(today)
        return tuple((day, sum(count for on, count in days.items() if on <= day)) for day in shown)


def versions_that_are_signed(workspace: Workspace) -> tuple[NoticeVersion, ...]:
    """The newest published version of each kind that is for people on the roster who sign, in the language it was asked in first."""
    from bailee.vocabulary import STAFF

    newest: dict[str, NoticeVersion] = {}
    asked = {(each.kind, each.version, each.language) for each in workspace.sign_requests()}
    for each in workspace.notices():
        if each.state != "published":
            continue
        if not audience_of(each.kind) & STAFF and (each.kind, each.version, each.language) not in asked:
            continue
        before = newest.get(each.kind)
        if before is None or (each.language == before.language and each.version > before.version):
            newest[each.kind] = each
    return tuple(newest.values())


def show_sign_offs(workspace: Workspace, version: NoticeVersion) -> Standing:
    """Everybody on the roster whom it is for, in the order of names. Names are for who writes notices."""
    workspace.require(Permission.WRITE_NOTICES)
    audience = audience_of(version.kind)
    asked = {each.person: each for each in workspace.sign_requests(version)}
    whole = signers(workspace, version)  # also by a version of before that still counts
    signed = {each.person: each for each in workspace.sign_offs() if each.kind == version.kind and each.person in whole}
    open_ = _unanswered(workspace)
    today = now().astimezone().date()
    rows = []
    for person in workspace.roster():
        if audience and person.category not in audience:
            continue
        request, statement = asked.get(person.ident), signed.get(person.ident)
        ident = request.ident if request else ""
        due = request.due_on if request else None
        if person.ident in whole:
            at = statement.signed_at if statement else request.ended_at if request else None
            how = statement.identified_by if statement else ""
            rows.append(
                Row(person, "signed", at, due, ident, statement.ident if statement else "", how, ident in open_)
            )
        elif request is None or request.state == "withdrawn":
            rows.append(Row(person, "not-asked", None, None, ident))
        elif request.state == "declined":
            rows.append(Row(person, "declined", request.ended_at, due, ident, has_question=ident in open_))
        else:
            state = "overdue" if due is not None and due < today else "waiting"
            rows.append(Row(person, state, request.asked_at, due, ident, has_question=ident in open_))
    return Standing(version, tuple(sorted(rows, key=lambda row: row.person.name.casefold())))


def chosen(rows: Iterable[Row], *, state: str = "", department: str = "", manager: str = "") -> tuple[Row, ...]:
    """Rows of a group. `state` open: whoever has not signed."""

    def fits(row: Row) -> bool:
        told = row.person.details
        return (
            (not state or row.state == state or (state == "open" and row.state != "signed"))
            and (not department or told.department == department)
            and (not manager or told.manager == manager)
        )

    return tuple(row for row in rows if fits(row))


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


def _unanswered(workspace: Workspace) -> frozenset[str]:
    open_: dict[str, bool] = {}
    for each in workspace.sign_events(acts=("question", "answer")):
        open_[each.request] = each.act == "question"
    return frozenset(ident for ident, is_open in open_.items() if is_open)
