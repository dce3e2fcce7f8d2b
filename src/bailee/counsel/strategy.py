"""The privacy strategy for an owner: where we stand, the risks in order, the plan by quarter, what it costs in hours.

One page says it all; the rest is its details. Hours are an estimate out of a table with reasons, which an owner may change;
a task is put into the quarter of its day, and one without a day where there is room, the gravest first.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from bailee.counsel.packet import Packet
from bailee.counsel.questions import Risk
from bailee.counsel.texts import TextKind
from bailee.dates import in_full, in_short
from bailee.errors import CannotRead, InvalidInput, line_of
from bailee.matrix import SIGNS, number
from bailee.obligations.evaluate import ObligationState
from bailee.rendering import Block, Break, Document, Heading, List, Paragraph, Rich, Span, Table
from bailee.reports.groups import tally
from bailee.reports.report import Report
from bailee.reports.shown import coverage_line
from bailee.reports.words import SUBJECTS
from bailee.vocabulary import State

QUARTERS = 4
_FIRST = 5


@dataclass(frozen=True, slots=True)
class Work:
    """Something to do, with what it takes."""

    ident: str
    title: str
    who: str
    weight: int  # the gravest first
    hours: float
    reason: str = ""
    due_on: date | None = None
    because: str = ""  # why that day


@dataclass(frozen=True, slots=True)
class Hours:
    """The table of estimates."""

    quarter: float
    quarter_reason: str
    counsel: Mapping[str, tuple[float, str]]
    tasks: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Quarter:
    label: str
    ends_on: date
    work: tuple[Work, ...]

    @property
    def hours(self) -> float:
        return sum(each.hours for each in self.work)


def table() -> str:
    """The table as it comes with bailee, to be changed."""
    return resources.files("bailee.counsel").joinpath("hours.toml").read_text("utf-8")


def read_hours(path: Path | None = None) -> Hours:
    """The estimates: ours, or those of a file. CannotRead where it does not open, InvalidInput where it is no such table.

    >>> read_hours().quarter
    60.0
    """
    if path is None:
        return _hours(table(), "hours.toml")
    try:
        return _hours(path.read_text("utf-8"), path.name)
    except (OSError, UnicodeDecodeError):
        raise CannotRead(f'"{path}" cannot be read', hint="bailee counsel hours --out FILE writes one") from None


def _hours(text: str, name: str) -> Hours:
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise InvalidInput(
            f"{name} is no TOML{line_of(error)}", hint="bailee counsel hours --out FILE writes one"
        ) from None
    ours = tomllib.loads(table())
    counsel = {**ours["counsel"], **told.get("counsel", {})}
    quarter = {**ours["quarter"], **told.get("quarter", {})}
    rows: list[tuple[str, Any]] = [("[quarter]", quarter.get("hours"))]
    rows += [(f"[counsel.{key}]", row.get("hours") if isinstance(row, dict) else None) for key, row in counsel.items()]
    rows += [(f"[task] {key}", value) for key, value in told.get("task", {}).items()]
    for where, value in rows:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 2_000:
            raise InvalidInput(f"{name}: {where} has no number of hours", hint="hours = 1.5, from 0 to 2000")
    if unknown := sorted(counsel.keys() - ours["counsel"].keys()):
        raise InvalidInput(f'{name}: counsel does nothing called "{unknown[0]}"', hint=", ".join(ours["counsel"]))
    return Hours(
        float(quarter["hours"]),
        str(quarter.get("reason", "")),
        {key: (float(row["hours"]), str(row.get("reason", ""))) for key, row in counsel.items()},
        {key: float(value) for key, value in told.get("task", {}).items()},
    )


def counsel_work(packet: Packet, hours: Hours) -> tuple[Work, ...]:
    """What counsel has to settle, with hours: the questions by risk, the texts by sort."""
    asked = [each for each in packet.questions if each.about is None]
    made = []
    for risk in Risk:
        own = [each for each in asked if each.risk is risk]
        if own:
            each_hours, reason = hours.counsel[f"question-{risk.value}"]
            words = number(len(own), f"question of {risk.value} risk", f"questions of {risk.value} risk")
            weight = max(each.weight for each in own) + 10
            made.append(
                Work(f"counsel-{risk.value}", f"Answer {words}", "counsel", weight, each_hours * len(own), reason)
            )
    for kind, key, words in (
        (TextKind.NOTICE, "notice", "notice"),
        (TextKind.RULE, "rule", "rule of the law tables"),
    ):
        own_texts = [item for item in packet.items if item.kind is kind]
        if own_texts:
            each_hours, reason = hours.counsel[key]
            many = "rules of the law tables" if kind is TextKind.RULE else ""
            said = f"Review {number(len(own_texts), words, many)}"
            weight = 60 if kind is TextKind.NOTICE else 15
            made.append(Work(f"counsel-{key}", said, "counsel", weight, each_hours * len(own_texts), reason))
    return tuple(made)


def plan(work: Iterable[Work], on: date, hours: Hours) -> tuple[Quarter, ...]:
    """What to do in which quarter. Dated work stands in the quarter of its day; the rest where there is room. What finds none
    stands in the last one, and says by its hours that it is too much.

    >>> hours = replace(read_hours(), quarter=10)
    >>> made = plan([Work("a", "A", "x", 1, 8), Work("b", "B", "x", 9, 8), Work("c", "C", "x", 0, 1, due_on=date(2027, 5, 1))], date(2026, 10, 1), hours)
    >>> [(each.label, [one.ident for one in each.work]) for each in made]
    [('Q4 2026', ['b']), ('Q1 2027', ['a']), ('Q2 2027', ['c']), ('Q3 2027', [])]
    """
    spans = _quarters(on)
    filled: list[list[Work]] = [[] for _ in spans]
    used = [0.0] * len(spans)
    room = [hours.quarter * (end - max(begin, on)).days / max((end - begin).days, 1) for _, begin, end in spans]
    free = []
    for each in work:
        index = next((i for i, (_, _, end) in enumerate(spans) if each.due_on and each.due_on <= end), None)
        if each.due_on is not None and index is not None:
            filled[index].append(each)
            used[index] += each.hours
        else:
            free.append(each)
    for each in sorted(free, key=lambda one: (-one.weight, one.ident)):
        if each.who == "counsel":  # her hours are not the office's
            filled[0].append(each)
            continue
        index = next((i for i in range(len(spans)) if used[i] + each.hours <= room[i] or used[i] == 0), len(spans) - 1)
        filled[index].append(each)
        used[index] += each.hours
    return tuple(
        Quarter(label, end, tuple(sorted(own, key=lambda one: (one.due_on or date.max, -one.weight, one.ident))))
        for (label, _, end), own in zip(spans, filled, strict=True)
    )


def _quarters(on: date) -> list[tuple[str, date, date]]:
    spans = []
    year, quarter = on.year, (on.month - 1) // 3 + 1
    for _ in range(QUARTERS):
        begin = date(year, 3 * quarter - 2, 1)
        following = (year + 1, 1) if quarter == 4 else (year, quarter + 1)
        end = date(following[0], 3 * following[1] - 2, 1) - timedelta(days=1)
        spans.append((f"Q{quarter} {year}", begin, end))
        year, quarter = following
    return spans


@dataclass(frozen=True, slots=True)
class Before:
    """How it stood some time ago: counts of cells by state."""

    on: date
    counts: Mapping[str, int]


def document(
    report: Report,
    packet: Packet,
    tasks: Sequence[Work],
    hours: Hours,
    *,
    before: Before | None = None,
    paper: Literal["a4", "letter"] = "a4",
) -> Document:
    """The strategy as a tree."""
    work = (*counsel_work(packet, hours), *(_estimated(each, hours) for each in tasks))
    quarters = plan(work, report.on, hours)
    blocks = [
        *_summary(report, packet, quarters, before, hours),
        Break(),
        *_risks(report),
        *_plan(quarters),
        *_counsel(packet),
        *_estimates(work, hours),
    ]
    return Document(
        "Privacy strategy",
        "en",
        report.on,
        tuple(blocks),
        subtitle=f"{report.organisation} · {in_full(report.on)}",
        foot=f"{report.organisation} · hours are an estimate · not legal advice",
        author="bailee",
        mark="For the owner. Questions to counsel in it are privileged.",
        paper=paper,
    )


def _estimated(work: Work, hours: Hours) -> Work:
    return replace(work, hours=hours.tasks[work.ident], reason="your own figure") if work.ident in hours.tasks else work


def _summary(
    report: Report, packet: Packet, quarters: Sequence[Quarter], before: Before | None, hours: Hours
) -> list[Block]:
    states = tally(report.rows)
    laws = [each for each in report.obligations if each.is_law and each.state is ObligationState.APPLIES]
    reviewed = sum(each.reviewed != "no" for each in laws)
    work = [each for quarter in quarters for each in quarter.work]
    office = sum(each.hours for each in work if each.who != "counsel")
    counsel = sum(each.hours for each in work if each.who == "counsel")
    blocks: list[Block] = [
        Heading(1, "In one page"),
        Paragraph(
            f"{report.organisation} holds {number(len(report.rows), 'kind of data about a kind of people', 'kinds of data about kinds of people')}. "
            f"{number(len(laws), 'rule of law applies', 'rules of law apply')}; {reviewed} of them "
            f"{'was' if reviewed == 1 else 'were'} reviewed by counsel. To put it in order takes about {office:.0f} hours of the "
            f"office over four quarters, and about {counsel:.0f} hours of counsel."
        ),
    ]
    if states:
        head = ("When", *(f"{SIGNS[state]} {state.value}" for state in states))
        rows = [("today", *(f"{count:,}" for count in states.values()))]
        if before is not None:
            rows.append((in_short(before.on), *(f"{before.counts.get(s.value, 0):,}" for s in states)))
            rows.append(("changed by", *(f"{count - before.counts.get(s.value, 0):+,}" for s, count in states.items())))
        blocks.append(Table("Where we stand: held, told and secured, in cells of the table", head, tuple(rows)))
    worst = _worst(report)[:_FIRST]
    if worst:
        blocks += [Heading(1, "The risks that come first"), List(tuple(f"{what}: {why}" for what, _, why in worst))]
    first = [each for each in packet.questions if each.risk is not Risk.LOW][:3]
    if first:
        blocks += [
            Heading(1, "What counsel must settle first"),
            List(tuple(f"{each.text} ({each.risk.value} risk)" for each in first)),
        ]
    rows = [
        (quarter.label, _first_words(quarter), f"{_office(quarter):.0f}", f"{quarter.hours - _office(quarter):.0f}")
        for quarter in quarters
    ]
    blocks += [
        Heading(1, "The plan, and what it costs in hours"),
        Table(
            f"Estimate; the office gives {hours.quarter:.0f} hours a quarter",
            ("Quarter", "Above all", "Office", "Counsel"),
            tuple(rows),
            widths=(2, 9, 2, 2),
        ),
        Rich((Span("Who does what: ", "strong"), Span(_who(work)))),
    ]
    return blocks


def _office(quarter: Quarter) -> float:
    return sum(each.hours for each in quarter.work if each.who != "counsel")


def _first_words(quarter: Quarter) -> str:
    grave = sorted(quarter.work, key=lambda each: (each.due_on is None, -each.weight))[:2]
    said = "; ".join(each.title for each in grave)
    more = f"; and {len(quarter.work) - 2} more" if len(quarter.work) > 2 else ""
    return f"{said}{more}" if said else "nothing is planned"


def _who(work: Sequence[Work]) -> str:
    by: dict[str, float] = {}
    for each in work:
        by[each.who] = by.get(each.who, 0.0) + each.hours
    return (
        "; ".join(f"{who} {hours:.0f} h" for who, hours in sorted(by.items(), key=lambda pair: (-pair[1], pair[0])))
        + "."
    )


def _worst(report: Report) -> list[tuple[str, str, str]]:
    """Rows that are red, the gravest first: what, which column, why."""
    found = [
        ((-row.severity.rank, -row.people.high), (f"{row.label}, {SUBJECTS[row.subject].lower()}", name, cell.why))
        for row in report.rows
        for name, cell in row.cells.items()
        if cell.state is State.RED
    ]
    seen: set[str] = set()
    worst = []
    for _, each in sorted(found, key=lambda pair: pair[0]):
        if each[0] not in seen:
            seen.add(each[0])
            worst.append(each)
    return worst


def _risks(report: Report) -> list[Block]:
    blocks: list[Block] = [Heading(1, "The risks, in order")]
    rows = [(what, column, why) for what, column, why in _worst(report)[:40]]
    if rows:
        said = "What is red, the gravest for people first"
        blocks.append(Table(said, ("What, about whom", "Where", "Why"), tuple(rows), widths=(5, 2, 9)))
    else:
        blocks.append(Paragraph("Nothing is red."))
    blocks += [Rich((Span("What no scan read. ", "strong"), Span(coverage_line(report))))]
    return blocks


def _plan(quarters: Sequence[Quarter]) -> list[Block]:
    blocks: list[Block] = [Break(), Heading(1, "The plan by quarter")]
    for quarter in quarters:
        blocks.append(Heading(2, f"{quarter.label}, until {in_full(quarter.ends_on)}"))
        if not quarter.work:
            blocks.append(Paragraph("Nothing is planned."))
            continue
        rows = tuple(
            (
                each.title,
                each.who,
                f"{in_short(each.due_on)}: {each.because}" if each.due_on else "where there is room",
                f"{each.hours:g}",
            )
            for each in quarter.work
        )
        said = f"{number(len(rows), 'piece')} of work, about {quarter.hours:.0f} hours (estimate)"
        blocks.append(Table(said, ("What", "Who", "By when", "Hours"), rows, widths=(10, 4, 5, 2)))
    return blocks


def _counsel(packet: Packet) -> list[Block]:
    blocks: list[Block] = [Heading(1, "What counsel must settle")]
    if not packet.questions:
        return [*blocks, Paragraph("Nothing is open.")]
    rows = tuple((each.risk.value, each.text, each.turns_on) for each in packet.questions[:30])
    return [
        *blocks,
        Table(
            "The gravest first; all of them are in the packet",
            ("Risk", "Question", "What turns on it"),
            rows,
            widths=(2, 7, 7),
        ),
    ]


def _estimates(work: Sequence[Work], hours: Hours) -> list[Block]:
    rows = dict.fromkeys((each.reason, f"{each.title}", f"{each.hours:g}") for each in work if each.reason)
    by_reason: dict[str, list[tuple[str, str]]] = {}
    for reason, title, said in rows:
        by_reason.setdefault(reason, []).append((title, said))
    shown = tuple(
        (reason, f"{titles[0][0]}{f', and {len(titles) - 1} more' if len(titles) > 1 else ''}")
        for reason, titles in by_reason.items()
    )
    return [
        Heading(1, "What the hours rest on"),
        Paragraph(
            f"Hours are an estimate. The office is taken to give {hours.quarter:.0f} a quarter: {hours.quarter_reason}. "
            "Change the table (bailee counsel hours), and the plan is counted anew."
        ),
        Table("Reasons", ("Because", "Work"), shown, widths=(1, 1)),
    ]
