"""The table and what stands behind it, by a server: `status`, `findings`, `triage confirm` and `dismiss`."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Literal

import click

from bailee.cli.output import console
from bailee.cli.remote.reading import as_it_is_now, at, day, when
from bailee.errors import InvalidInput
from bailee.vocabulary import Confidence, Locator, State, SubjectCategory

if TYPE_CHECKING:
    from bailee.client import Client
    from bailee.client.shapes.findings import Finding
    from bailee.client.shapes.kinds import Kind
    from bailee.matrix import Cell, Row
    from bailee.obligations.evaluate import Obligation
    from bailee.reports.report import Report
    from bailee.store.rows.scanned import HeldFinding, HeldKind


def status(client: Client, *, whole: bool, on: datetime | None, as_json: bool, home: object) -> None:
    from bailee.cli import table

    as_it_is_now()
    if as_json:
        raise InvalidInput("by a server the table is told in words", hint="programs ask `GET status` of its API")
    told: Any = client.show_status(on=on.date().isoformat() if on else None)
    table.show(
        _report(told, (on or datetime.now().astimezone()).date()), console(), whole=whole, covered=told["coverage_line"]
    )


def _report(told: Any, on: date) -> Report:
    from bailee.inventory import Coverage
    from bailee.matrix import next_steps
    from bailee.reports.report import Looked, Report, Tallies

    duties = {each["ident"]: _obligation(each) for each in told["obligations"]}
    rows = tuple(_row(each, duties) for each in told["status"])
    items = told["items"]
    causes = tuple((reason, each["items"], each["bytes"]) for reason, each in told["coverage"].items())
    coverage = Coverage(items["read"], items["partly"], items["skipped"], told["bytes"], causes)
    looked = Looked(tuple(told["places"]), when(told["started_at"]), when(told["ended_at"]), coverage, {})
    return Report(
        told["organisation"], on, looked, (), tuple(duties.values()), rows, next_steps(rows), Tallies((), (), ())
    )


def _row(told: Any, duties: dict[str, Obligation]) -> Row:
    from bailee.matrix import Row
    from bailee.people import PeopleRange

    people = PeopleRange(told["people"]["low"] or 0, told["people"]["high"] or 0)
    held, said, secured = (_cell(told[column]) for column in ("held", "told", "secured"))
    applying = tuple(duties[ident] for ident in told["obligations"] if ident in duties)
    return Row(
        told["category"], SubjectCategory(told["subject"]), tuple(told["purposes"]), people, held, said, secured, applying,
    )  # fmt: skip


def _cell(told: Any) -> Cell:
    from bailee.matrix import Cell

    return Cell(State(told["state"]), told["word"], told["why"], told["next"], told["command"], tuple(told["evidence"]))


def _obligation(told: Any) -> Obligation:
    from bailee.obligations.evaluate import Obligation, ObligationState

    return Obligation(
        told["ident"], told["jurisdiction"], told["citation"], told["citation"], told["short"], (), told["duty"] or "",
        ObligationState(told["state"]), told["why"], told["would_not_if"], tuple(told["source"]), told["confidence"],
        "" if told["is_law"] else "good_practice", told["reviewed"],
    )  # fmt: skip


def listed(
    client: Client,
    *,
    category: str | None,
    store: str | None,
    confidence: str,
    new: bool,
    dismissed: bool,
    exact_locators: bool,
    show_all: bool,
    as_json: bool,
    as_sarif: bool,
    home: object,
) -> None:
    from bailee.cli.findings import show_findings
    from bailee.operations.declare_activity import check_categories

    as_it_is_now()
    if exact_locators:
        raise InvalidInput("a server tells no exact names", hint="leave out --exact-locators, or run it there")
    if category is not None:
        check_categories([category])
    asked: dict[str, Any] = {"store": store, "confidence": confidence}
    state: Literal["all", "dismissed"] = "dismissed" if dismissed else "all"
    found = [_finding(each) for each in client.all_findings(category=category, state=state, **asked)]
    left = [each for each in found if each.is_dismissed is dismissed and (each.is_new or not new)]
    kinds = [_kind(each) for each in client.all_kinds(**asked) if category is None or each["category"] == category]
    show_findings(
        left,
        kinds,
        is_of_one_category=category is not None,
        show_all=show_all,
        as_json=as_json,
        as_sarif=as_sarif,
        dismissed=lambda: 0 if dismissed else _dismissed(client),
    )


def _dismissed(client: Client) -> int:
    return sum(1 for _ in client.all_findings(confidence="possible", state="dismissed"))


def _finding(told: Finding) -> HeldFinding:
    from bailee.findings import Finding as OfReport
    from bailee.store.rows.decisions import Decision
    from bailee.store.rows.scanned import HeldFinding

    judged = told["decision"]
    decision = (
        Decision(judged["verdict"], judged["reason"], day(judged["until"]), judged["by"], at(judged["at"]))
        if judged
        else None
    )
    finding = OfReport(
        told["ident"], Locator(tuple(told["locator"])), told["detector"], told["category"], SubjectCategory(told["subject"]), 0,
        told["count"], Confidence(told["confidence"]), told["probability"], told["fingerprint"], (), "", told["mask"],
        tuple(told["attributes"].items()),
    )  # fmt: skip
    return HeldFinding(finding, 0, told["place"], told["store"], told["new"], decision)


def _kind(told: Kind) -> HeldKind:
    from bailee.scanner import KindFound
    from bailee.store.rows.scanned import HeldKind

    kind = KindFound(
        Locator(tuple(told["locator"])), told["kind"], told["category"], SubjectCategory(told["subject"]),
        Confidence(told["confidence"]),
    )  # fmt: skip
    return HeldKind(kind, 0, told["place"], told["store"])


def confirm(client: Client, *, ident: str, reason: str, home: object) -> None:
    _decide(client, ident, "confirmed", reason, None)


def dismiss(client: Client, *, ident: str, reason: str, until: datetime | None, home: object) -> None:
    _decide(client, ident, "dismissed", reason, until.date() if until else None)


def _decide(
    client: Client, ident: str, verdict: Literal["confirmed", "dismissed"], reason: str, until: date | None
) -> None:
    from bailee.cli.triage import said_decided

    found = _named(client, ident)
    client.decide_finding(
        found.finding.ident,
        {"verdict": verdict, "reason": reason, "until": until.isoformat() if until else None},
    )
    click.echo(said_decided(found.finding, verdict, until))


def _named(client: Client, ident: str) -> HeldFinding:
    """The finding whose ident begins so, in the words of the same command on its own machine."""
    from bailee.operations.decide_finding import only

    every = client.all_findings(confidence="possible", state="all")
    return only(ident, lambda wanted: [_finding(each) for each in every if each["ident"].startswith(wanted)])
