"""What a report says, as plain words and numbers: what its page, the server's pages and a kept snapshot are all made of.

`shown` gives values that JSON can hold, so that a store may keep them and a page need not count anything again.
"""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from typing import Any

from bailee import __version__
from bailee.findings import masked
from bailee.inventory import Coverage
from bailee.matrix import Cell, Row, number
from bailee.obligations.evaluate import Obligation, ObligationState, open_questions
from bailee.obligations.load import place_name
from bailee.reports import coverage as covered
from bailee.reports import departed, held, tools
from bailee.reports.groups import STATES, Group, groups, tally
from bailee.reports.report import NamesLooked, PicturesLooked, Report, known_found
from bailee.reports.words import REMEDIES, cause, size, when
from bailee.vocabulary import DATA_CATEGORIES, Reason

AT_FIRST = 24  # rows that stand open; the rest is one key away, under its group
_LEFT = 200  # rows of what was not read; the count of all stands above
_QUESTIONS = 8
_EVIDENCE = 8
_PLOTTED = 12
_RULES = 48  # characters that name two rules in the last column


def shown(report: Report, *, exact_locators: bool = False, home: str = "", left_out: bool = False) -> dict[str, Any]:
    """All that the page says, by the part of it. Commands name `home` where the store lies in another folder than the usual one.

    `left_out` leaves out the list of files that were not read: its counts stay.
    """
    at_home = f" --home {shlex.quote(home)}" if home else ""
    idents = {id(row): f"{index}" for index, row in enumerate(report.rows, 1)}
    applying = [duty for duty in report.obligations if duty.state is ObligationState.APPLIES]
    left = [*report.looked.skipped, *report.looked.partly]
    made = groups(report.rows, at_first=AT_FIRST)
    return {
        "organisation": report.organisation,
        "version": __version__,
        "on": report.on.isoformat(),
        "places_looked": list(report.looked.places),
        "state_line": _state_line(report, made),
        "steps": [
            {
                "anchor": f"p{idents[id(step.row)]}-{step.column}",
                "cell": f"{step.row.category}|{step.row.subject.value}|{step.column}",
                "state": step.row.cells[step.column].state.value,
                "text": step.text,
                "why": step.why,
                "command": f"{step.command}{at_home}" if step.command else "",
            }
            for step in report.steps
        ],
        "total": 3 * len(report.rows),
        "states": [[state.value, count] for state, count in tally(report.rows).items()],
        "known": [
            {"name": each.name, "values": each.values, "items": each.items} for each in known_found(report.findings)
        ],
        "nothing": _nothing(report),
        "groups": [
            {
                "label": group.label,
                "subject": group.subject.value,
                "people": group.people,
                "rows": [_line(row, idents[id(row)]) for row in group.shown],
                "folded": [_line(row, idents[id(row)]) for row in group.folded],
                "folded_words": group.folded_words,
            }
            for group in made
        ],
        "plots": _plots(report, made),
        "coverage_line": coverage_line(report),
        "coverage_short": _files_line(report),
        "looked": bool(report.looked.coverage.read or report.looked.coverage.partly),
        "is_whole": not report.looked.coverage.causes and not report.looked.is_stopped,
        "causes": _causes(report),
        "counts": {
            "read": f"{report.looked.coverage.read:,}",
            "read_size": size(report.looked.coverage.read_bytes),
        },
        "left": []
        if left_out
        else [
            {"where": str(part.locator if exact_locators else masked(part.locator)), "reason": cause(part.reason)}
            for part in left[:_LEFT]
        ],
        "left_line": f"Show the {number(len(left), 'file')}"
        if len(left) <= _LEFT
        else f"Show {_LEFT} of {len(left):,} files; all are in the JSON report",
        "notes": [dict(note) for note in report.looked.conduct.get("notes", ())],
        "holdings": held.told(report.holdings),
        "places": _duties(applying),
        "duties_line": _duties_line(applying),
        "departures": [departed.page_shape(each) for each in report.departures],
        "traders": [each.shape() for each in report.traders],
        "departures_line": departed.asked(report.departures),
        "tools": tools.rows(report.tools, at_home),
        "tools_line": tools.line(report.tools),
        "questions": _questions(report),
        "named": [duty.text for duty in report.obligations if duty.state is ObligationState.NAMED_ONLY],
    }


def coverage_line(report: Report) -> str:
    """What was and what was not read, and how names were looked for; said when it was everything, too."""
    said = report.looked.staff
    staff = f"What staff keep for themselves was looked at; {said}, as whoever scanned said." if said else ""
    return " ".join(
        filter(
            None,
            (
                _files_line(report),
                _names_line(report.looked.names),
                _pictures_line(report.looked.pictures),
                staff,
                report.looked.instruction,
                covered.line(report.looked.statement.get("statement") or report.looked.conduct),
                covered.seal_line(report.looked.statement),
            ),
        )
    )


def _names_line(names: NamesLooked | None) -> str:
    """What the model of names and addresses did not see."""
    if names is None:
        return ""
    if names.mode == "missing":
        return "Names and addresses were looked for by rules alone: onnxruntime is not installed."
    if names.mode == "off":
        return "Names and addresses were looked for by rules alone (--names off)."
    if names.asked < names.windows:
        share = min(int(100 * names.share), 99)
        return f"The model of names was asked about {share} % of where a name may stand (--names full: all)."
    return f"The model of names was asked about all that may hold a name (--names {names.mode})."


def _pictures_line(pictures: PicturesLooked | None) -> str:
    """What nobody looked at because it is a picture; nothing where there was none."""
    if pictures is None or not pictures.pictures:
        return ""
    count = number(pictures.pictures, "picture")
    if pictures.mode == "missing":
        return f"Text was not read out of {count} that may hold some: the extra ocr is not installed."
    if pictures.mode == "off":
        return f"Text was not read out of {count} that may hold some (--ocr off)."
    if pictures.read < pictures.pictures:
        return f"Text was read out of {pictures.read:,} of {count} that may hold some (--ocr full: all)."
    return f"Text was read out of all {count} that may hold some."


def _files_line(report: Report) -> str:
    coverage = report.looked.coverage
    total = coverage.read + coverage.partly + coverage.skipped
    if not total:
        return "Nothing was looked at yet."
    if report.looked.is_running:
        return f"{_counted(coverage, total)} A scan is running: what it has not reached is in none of these counts."
    if report.looked.is_stopped:
        return f"{_counted(coverage, total)} The scan was stopped before its end: what it had not reached is in none of these counts."
    if not coverage.causes:
        return f"Read all {number(total, 'file')}."
    return _counted(coverage, total)


def _counted(coverage: Coverage, total: int) -> str:
    """What was read of so many files, and what was not and why."""
    if not coverage.causes:
        return f"Read {number(total, 'file')}."
    causes = ", ".join(
        f"{items:,} {cause(Reason(name))}" for name, items, _ in sorted(coverage.causes, key=lambda row: -row[1])
    )
    if not coverage.skipped:
        left = f"Read all {number(total, 'file')}, {coverage.partly:,} of them only in part"
    elif not coverage.partly:
        left = f"Could not read {coverage.skipped:,} of {number(total, 'file')}"
    else:
        left = f"Could not read {coverage.skipped:,} of {number(total, 'file')}, and {coverage.partly:,} only in part"
    return f"{left}: {causes}. What they hold is not counted here."


def _state_line(report: Report, made: Sequence[Group]) -> str:
    counted = [group for group in made if group.people]
    parts = [f"{group.people.rpartition(' ')[0]} {_of_these(group)}" for group in counted[:4]]
    if report.looked.ended_at is not None:
        parts.append(f"last scan {when(report.looked.ended_at)}")
    return " · ".join(parts)


def _of_these(group: Group) -> str:
    """Whom a figure counts: one of them has a noun of its own."""
    label = group.label.lower()
    return label.replace("people", "person").removesuffix("s") if group.people.startswith("1 ") else label


def _nothing(report: Report) -> str:
    read = report.looked.coverage.read + report.looked.coverage.partly
    if not read:
        return "Nothing was read yet. Scan a folder: bailee scan FOLDER."
    return f"No personal data was found in the {read:,} files that were read."


def _line(row: Row, ident: str) -> dict[str, Any]:
    laws = [duty for duty in row.obligations if duty.is_law]
    short = list(dict.fromkeys(duty.short or duty.citation for duty in laws))
    named = 2 if len("; ".join(short[:2])) <= _RULES else 1
    rules = "; ".join(short[:named]) or "good practice"
    if len(short) > named:
        rules += f" and {len(short) - named} more"
    reviewed = {duty.reviewed for duty in laws}
    return {
        "ident": ident,
        "category": row.category,
        "subject": row.subject.value,
        "label": row.label,
        "purposes": ", ".join(row.purposes),
        "columns": [_column(row, name, cell) for name, cell in row.cells.items()],
        "rules": rules,
        "reviewed": "" if not laws else "unreviewed" if "no" in reviewed else ", ".join(sorted(reviewed)),
    }


def _column(row: Row, name: str, cell: Cell) -> dict[str, Any]:
    """A cell with what its panel says."""
    own = [duty for duty in row.obligations if name in duty.touches.columns]
    evidence = list(cell.evidence[:_EVIDENCE])
    if len(cell.evidence) > _EVIDENCE:
        evidence.append(f"and {len(cell.evidence) - _EVIDENCE} more")
    return {
        "name": name,
        "cell": {
            "state": cell.state.value,
            "word": cell.word,
            "why": cell.why,
            "next": cell.next,
            "command": cell.command,
        },
        "law": _duty(own[0]) if own else None,
        "more": [
            [f"d-{duty.ident}", duty.short or duty.citation] for duty in own[1:5]
        ],  # further duties: anchor, short name
        "evidence": evidence,
    }


def _plots(report: Report, made: Sequence[Group]) -> list[dict[str, Any]]:
    tallies = report.tallies
    kinds = [(DATA_CATEGORIES[ident].label, count) for ident, count in tallies.by_category]
    years = [(str(year), count) for year, count in reversed(tallies.by_year)]
    drawn = [
        _bars("What is held in most files?", "Kind", kinds),
        _bars("Where does it lie?", "Data store", list(tallies.by_store)),
        _bars("How old is it? Year of each file’s last change", "Year", years),
    ]
    states = {
        "most": max((3 * len(group.rows) for group in made), default=0),
        "states": [
            {"label": group.label, "counts": [[state.value, tally(group.rows)[state]] for state in STATES]}
            for group in made
        ],
    }
    return [*([states] if made else []), *(plot for plot in drawn if plot["rows"])]


def _bars(question: str, head: str, rows: Sequence[tuple[str, int]]) -> dict[str, Any]:
    return {
        "question": question,
        "head": head,
        "most": max((count for _, count in rows), default=0),
        "rows": [[label, count] for label, count in rows[:_PLOTTED]],
        "rest": f"{len(rows) - _PLOTTED} more, each with {rows[_PLOTTED][1]:,} or fewer"
        if len(rows) > _PLOTTED and head != "Year"
        else f"{len(rows) - _PLOTTED} earlier years"
        if len(rows) > _PLOTTED
        else "",
    }


def _causes(report: Report) -> list[dict[str, Any]]:
    most = max((items for _, items, _ in report.looked.coverage.causes), default=0)
    return [
        {
            "label": cause(Reason(name)).capitalize(),
            "files": items,
            "size": size(amount),
            "most": most,
            "remedy": REMEDIES[Reason(name)][:1].upper() + REMEDIES[Reason(name)][1:] + ".",
        }
        for name, items, amount in sorted(report.looked.coverage.causes, key=lambda row: -row[1])
    ]


def _duty(duty: Obligation) -> dict[str, str]:
    return {
        "anchor": f"d-{duty.ident}",
        "duty": duty.duty,
        "citation": duty.citation,
        "mark": "" if not duty.is_law else "Draft" if duty.reviewed == "no" else duty.reviewed,
        "why": duty.why,
        "would_not_if": duty.would_not_if,
        "source": "; ".join(duty.source[:2]),
        "confidence": duty.confidence.replace("_", " "),
    }


def _duties(applying: Sequence[Obligation]) -> list[dict[str, Any]]:
    """Duties by place, the place with most of them first."""
    by_place: dict[str, list[Obligation]] = {}
    for duty in applying:
        by_place.setdefault(duty.jurisdiction, []).append(duty)
    ordered = sorted(by_place.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    made = []
    for place, duties in ordered:
        name = place_name(place)
        made.append(
            {
                "name": name[:1].upper() + name[1:],
                "count": number(len(duties), "duty", "duties"),
                "duties": [_duty(duty) for duty in duties],
            }
        )
    return made


def _duties_line(applying: Sequence[Obligation]) -> str:
    if not applying:
        return ""
    reviewed = sum(duty.reviewed != "no" for duty in applying)
    said = (
        f"{number(reviewed, 'is', 'are')} reviewed by counsel; the rest is draft"
        if reviewed
        else "None is reviewed by counsel yet, so each is a draft"
    )
    return f"{number(len(applying), 'duty follows', 'duties follow')} from what is held and declared. {said}."


def _questions(report: Report) -> list[dict[str, Any]]:
    """What to answer first: each settles so many rules, and the command that answers it."""
    return [
        {
            "text": question.text,
            "rules": f"{number(waiting, 'rule hangs', 'rules hang')} on it",
            "fact": question.fact or "",
            "waiting": waiting,
            "command": f"bailee declare organisation --set {question.fact}=…" if question.fact else "",
        }
        for question, waiting in open_questions(report.obligations)[:_QUESTIONS]
    ]
