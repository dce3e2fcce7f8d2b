"""People: how many data is held about, as ranges with their reasons; who of the roster is among them; and lists of people taken over.

Names are told to those who may declare a roster, and to nobody else.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from bailee.api.cursors import cut_read, position_of
from bailee.api.interface import (
    Call,
    Content,
    Count,
    Endpoint,
    Past,
    PastPaged,
    Request,
    Shape,
    Text,
    Word,
    decoded,
    there,
)
from bailee.api.shapes import Counted, OnDay
from bailee.operations.count_people import count_people, count_whole, range_shape, shape
from bailee.operations.declare_roster import Gone, Planned, apply_roster, end_missing, plan_roster
from bailee.permissions import Permission
from bailee.rosters import Wanted
from bailee.vocabulary import SubjectCategory


class Range(Shape, frozen=True, kw_only=True):
    """At least, at most, and why it is a range."""

    low: Count
    high: Count
    reasons: tuple[str, ...]


class OfStore(Shape, frozen=True, kw_only=True):
    store: str
    people: Range


class OfHolding(Shape, frozen=True, kw_only=True):
    category: str
    subject: SubjectCategory
    stores: tuple[str, ...]
    people: Range


class OnRoster(Shape, frozen=True, kw_only=True):
    """Of those on the roster: how many are found, how many by their name alone, how many never."""

    subject: SubjectCategory
    listed: Count
    found: Count
    by_name: Count
    never: Count


class StoreCount(Shape, frozen=True, kw_only=True):
    store: str
    people: Count


class CategoryCount(Shape, frozen=True, kw_only=True):
    category: str
    people: Count


class OnNoRoster(Shape, frozen=True, kw_only=True):
    subject: SubjectCategory
    people: Range
    stores: tuple[StoreCount, ...]
    categories: tuple[CategoryCount, ...]


class PeopleShape(Shape, frozen=True, kw_only=True):
    """As `bailee people --json`."""

    people: Range
    holdings: tuple[OfHolding, ...]
    stores: tuple[OfStore, ...]
    roster: tuple[OnRoster, ...]
    unknown: tuple[OnNoRoster, ...]


class WholeShape(Shape, frozen=True, kw_only=True):
    people: Range
    stores: tuple[OfStore, ...]


class Query(PastPaged, frozen=True, kw_only=True):
    """`met`: also tell who of them is in what is held."""

    subject: SubjectCategory | None = None
    ended: bool = False
    met: bool = False


class RosterPersonShape(Shape, frozen=True, kw_only=True):
    """Somebody on the roster: kept encrypted. `found`, and `by_name` alone: whether she is in what is held; null where nobody asked."""

    ident: str
    name: str
    category: SubjectCategory
    number: str
    email: str
    department: str
    site: str
    joined_on: date | None
    left_on: date | None
    missing_since: date | None
    found: bool | None
    by_name: bool | None


class RosterPage(Shape, frozen=True, kw_only=True):
    items: tuple[RosterPersonShape, ...]
    counts: dict[str, int]
    next: str | None


class RosterList(Request, frozen=True, kw_only=True):
    """A list of people as CSV, XLSX, XLS, ODS, vCard, LDIF or an export of a directory. `gone`: what becomes of those whom it has not any more.
    `columns`: heads by field, where they do not say it. `dry_run`: only set it beside the roster."""

    name: Word
    content: Content
    subject: SubjectCategory
    columns: dict[Word, Annotated[tuple[Text, ...], msgspec.Meta(max_length=20)]] = msgspec.field(default_factory=dict)
    dates: Literal["day-first", "month-first"] | None = None
    sheet: Text = ""
    gone: Gone = Gone.KEEP
    left_on: date | None = None
    leave_out: bool = False
    dry_run: bool = False


class RosterPlan(Shape, frozen=True, kw_only=True):
    """The list beside the roster, and what became of it; `applied` false: nothing was changed."""

    new: Count
    changed: Count
    same: Count
    gone: Count
    faults: Count
    notes: tuple[str, ...]
    applied: bool
    missing: Count
    ended: Count
    left_out: Count


def people(call: Call) -> PeopleShape:
    return msgspec.convert(shape(count_people(call.workspace)), PeopleShape)


def whole(call: Call) -> WholeShape:
    everybody, stores = count_whole(call.workspace)
    told = {
        "people": range_shape(everybody),
        "stores": [{"store": store, "people": range_shape(each)} for store, each in stores],
    }
    return msgspec.convert(told, WholeShape)


def listing(call: Call) -> RosterPage:
    query: Query = call.query
    found = call.workspace.roster_page(query.subject, ended=query.ended, start=position_of(call), count=query.limit + 1)
    shown, following = cut_read(call, found)
    met = count_people(call.workspace).meeting if query.met else None
    return RosterPage(
        items=tuple(
            RosterPersonShape(
                ident=each.ident,
                name=each.name,
                category=each.category,
                number=each.number,
                email=each.email,
                department=each.details.department,
                site=each.details.site,
                joined_on=each.joined_on,
                left_on=each.left_on,
                missing_since=each.missing_since,
                found=each.ident in met.found if met else None,
                by_name=each.ident in met.by_name if met else None,
            )
            for each in shown
        ),
        counts={category.value: count for category, count in call.workspace.roster_counts().items()},
        next=following,
    )


def declared(call: Call) -> RosterPlan:
    wanted: RosterList = call.body
    how = Wanted(call.today, wanted.columns, wanted.dates or "", wanted.leave_out)
    planned = plan_roster(call.workspace, decoded(wanted.content), wanted.name, wanted.subject, how, sheet=wanted.sheet)
    if wanted.dry_run:
        return _plan(planned)
    done = apply_roster(call.workspace, planned, gone=wanted.gone, left_on=wanted.left_on, leave_out=wanted.leave_out)
    return msgspec.structs.replace(
        _plan(planned), applied=True, missing=done.missing, ended=done.ended, left_out=done.left_out
    )


def _plan(planned: Planned) -> RosterPlan:
    return RosterPlan(
        new=planned.new,
        changed=planned.changed,
        same=planned.same,
        gone=len(planned.gone),
        faults=len(planned.read.faults),
        notes=tuple(planned.notes),
        applied=False,
        missing=0,
        ended=0,
        left_out=0,
    )


def ended(call: Call) -> Counted:
    ident = call.path["rosterperson"]
    with there():
        call.workspace.roster_person(ident)
    return Counted(count=end_missing(call.workspace, [ident], call.body.on))


_SEE, _DECLARE = Permission.SEE_TABLE, Permission.DECLARE
ENDPOINTS = (
    Endpoint("GET", "people", "count_people", "How many people data is held about, and why it is a range", people, _SEE, PeopleShape, query=Past),
    Endpoint("GET", "people/whole", "count_whole", "All the people, and those of each store", whole, _SEE, WholeShape, query=Past),
    Endpoint("GET", "roster", "list_roster", "The roster by name", listing, _DECLARE, RosterPage, query=Query),
    Endpoint("POST", "roster/lists", "declare_roster", "Take over a list of people, or see what it would change", declared, _DECLARE, RosterPlan, body=RosterList),
    Endpoint("POST", "roster/{rosterperson}/end", "end_person", "Note that somebody left", ended, _DECLARE, Counted, body=OnDay),
)  # fmt: skip
