"""All clients at once: how each stands, what turned this week, who was never scanned. Read as one set of the database's.

Worst first: red, then unknown, then amber. A client that was never scanned stays in the list, unknown, and what is missing
is its next step.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from bailee.operations.show_status import WEEK, Turned, turned
from bailee.store.rows.snapshots import CELLS, Snapshot
from bailee.store.tenancy import Desk, Membership

WEEKS = 12


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client in the list."""

    membership: Membership
    now: Snapshot | None  # None: nothing was ever computed for it
    week_ago: Snapshot | None
    reds: tuple[int, ...]  # at the end of each of the last weeks, oldest first
    scanned_at: datetime | None
    is_scanning: bool
    has_authority: bool  # or needs none
    people: tuple[int, int] | None  # about how many the last report found data of, as a range; None: none was made yet
    turned: tuple[Turned, ...] = field(default=(), repr=False)

    @property
    def red_change(self) -> int | None:
        """Red cells against a week ago; None where nothing is known of then."""
        return self.now.red - self.week_ago.red if self.now and self.week_ago else None

    @property
    def sort_key(self) -> tuple[int, int, int, int, str]:
        if self.now is None or self.scanned_at is None:
            return (1, 0, 0, 0, self.membership.name.casefold())
        return (0, -self.now.red, -self.now.unknown, -self.now.amber, self.membership.name.casefold())


def list_clients(desk: Desk, now: datetime) -> tuple[ClientLine, ...]:
    """The organisations of a desk, worst first."""
    from django.db.models import Max

    from bailee.store.models import Authority, Scan, StatusPage, StatusSnapshot

    with desk.reading():
        kept = _snapshots(desk, StatusSnapshot, now)
        ended = desk.rows(Scan).order_by().values_list("organisation_id").annotate(Max("ended_at"))
        scanned = {number: at for number, at in ended if at is not None}
        running = set(desk.rows(Scan).filter(state="running").values_list("organisation_id", flat=True))
        running &= desk.scanning() if running else set()
        people = {
            number: (low, high)
            for number, low, high in desk.rows(StatusPage)
            .exclude(people_high=None)
            .values_list("organisation_id", "people_low", "people_high")
        }
        allowed = _allowed(desk.rows(Authority).order_by("pk"), now.date())
    lines = []
    for each in desk.memberships:
        own = kept.get(each.number, [])
        before = [snapshot for snapshot in own if snapshot.at <= now - WEEK]
        lines.append(
            ClientLine(
                each,
                own[-1] if own else None,
                before[-1] if before else None,
                _reds(own, now),
                scanned.get(each.number),
                each.number in running,
                not each.provider or each.number in allowed,
                people.get(each.number),
                turned(tuple(own), now - WEEK),
            )
        )
    return tuple(sorted(lines, key=lambda line: line.sort_key))


def _snapshots(desk: Desk, model: Any, now: datetime) -> dict[int, list[Snapshot]]:
    """Of each organisation: those of the last weeks, oldest first, and the last before them. Cells only where this week needs them."""
    since = now - timedelta(weeks=WEEKS)
    columns = ("pk", "organisation_id", "at", "on", *CELLS, "files", "files_read", "worst")
    rows = list(desk.rows(model).filter(at__gte=since).order_by("at", "pk").values(*columns))
    have = {row["organisation_id"] for row in rows}
    for number in desk.numbers:
        earlier = (
            desk.rows(model).filter(organisation_id=number, at__lt=since).order_by("-at", "-pk").values(*columns)[:1]
        )
        if number not in have or all(row["at"] > now - WEEK for row in rows if row["organisation_id"] == number):
            rows = [*earlier, *rows]
    needed = set()
    for number in desk.numbers:
        own = [row for row in rows if row["organisation_id"] == number]
        old = [row for row in own if row["at"] <= now - WEEK]
        if own and (not old or old[-1]["pk"] != own[-1]["pk"]):
            needed |= {row["pk"] for row in own if row["at"] > now - WEEK} | ({old[-1]["pk"]} if old else set())
    cells = dict(desk.rows(model).filter(pk__in=needed).values_list("pk", "cells"))
    found: dict[int, list[Snapshot]] = {}
    for row in rows:
        snapshot = Snapshot(
            at=row["at"],
            on=row["on"],
            cells=cells.get(row["pk"], {}),
            worst=tuple(row["worst"]),
            **{name: row[name] for name in (*CELLS, "files", "files_read")},
        )
        found.setdefault(row["organisation_id"], []).append(snapshot)
    return found


def _reds(own: list[Snapshot], now: datetime) -> tuple[int, ...]:
    ends = [now - back * WEEK for back in range(WEEKS - 1, -1, -1)]
    then = [[each for each in own if each.at <= end] for end in ends]
    return tuple(each[-1].red for each in then if each)


def _allowed(rows: Iterable[Any], on: date) -> set[int]:
    """Organisations with an instruction that stands on a day."""
    good: dict[tuple[int, str], bool] = {}
    for row in rows.values("organisation_id", "ident", "act", "until"):  # type: ignore[attr-defined]
        if row["act"] in ("given", "withdrawn"):
            good[row["organisation_id"], row["ident"]] = row["act"] == "given" and (
                row["until"] is None or row["until"] >= on
            )
    return {number for (number, _), is_good in good.items() if is_good}
