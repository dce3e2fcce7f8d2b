"""The report as one self-contained page: what is held, told, secured, what to do next, what was not read.

No network, no script; it prints, and reads in black and white. The same page is served with a stylesheet beside it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup

from bailee import __version__
from bailee.findings import masked
from bailee.matrix import Row
from bailee.obligations.evaluate import Obligation, ObligationState
from bailee.reports import charts
from bailee.reports.report import Report
from bailee.reports.words import REMEDIES, SUBJECTS, cause, people, size
from bailee.vocabulary import DATA_CATEGORIES, Reason, State

_SHOWN_LEFT = 200  # rows of what was not read; the count of all stands above


@dataclass(frozen=True, slots=True)
class _Group:
    label: str
    people: str
    rows: tuple[dict[str, Any], ...]


def render(report: Report, *, stylesheet: str | None = None, exact_locators: bool = False) -> str:
    """The page; with `stylesheet`, a link to it stands where the style would be, for a policy without inline style."""
    environment = Environment(loader=PackageLoader("bailee.reports"), autoescape=True, trim_blocks=True)
    css = (resources.files("bailee.reports") / "templates" / "bailee.css").read_text(encoding="utf-8")
    applying = [duty for duty in report.obligations if duty.state is ObligationState.APPLIES]
    left = [*report.looked.skipped, *report.looked.partly]
    return environment.get_template(
        "page.html"
    ).render(
        report=report,
        version=__version__,
        stylesheet=stylesheet,
        css=Markup(css),  # noqa: S704 - our own file
        state_line=_state_line(report),
        tally=_tally(report),
        nothing=_nothing(report),
        groups=_groups(report),
        plots=_plots(report),
        coverage_line=coverage_line(report),
        causes=[
            {
                "label": cause(Reason(name)).capitalize(),
                "items": f"{items:,}",
                "size": size(amount),
                "remedy": REMEDIES[Reason(name)],
            }
            for name, items, amount in report.looked.coverage.causes
        ],
        counts={"read": f"{report.looked.coverage.read:,}", "read_size": size(report.looked.coverage.read_bytes)},
        left=[
            {
                "where": str(part.locator if exact_locators else masked(part.locator)),
                "reason": cause(part.reason),
            }
            for part in left[:_SHOWN_LEFT]
        ],
        left_line=f"Show the {len(left):,} files"
        if len(left) <= _SHOWN_LEFT
        else f"Show {_SHOWN_LEFT} of {len(left):,} files",
        duties=[_duty(duty) for duty in applying],
        duties_line=f"{len(applying)} duties follow from what is held and declared. None is reviewed by counsel unless it says so.",
        questions=_questions(report),
        named=[duty.text for duty in report.obligations if duty.state is ObligationState.NAMED_ONLY],
    )


def coverage_line(report: Report) -> str:
    """What was and what was not read, in one sentence; said when it was everything, too."""
    coverage = report.looked.coverage
    total = coverage.read + coverage.partly + coverage.skipped
    if not total:
        return "Nothing was looked at yet."
    if not coverage.causes:
        return f"Read all {total:,} files."
    causes = ", ".join(
        f"{items:,} {cause(Reason(name))}" for name, items, _ in sorted(coverage.causes, key=lambda row: -row[1])
    )
    if not coverage.skipped:
        left = f"Read all {total:,} files, {coverage.partly:,} of them only in part"
    elif not coverage.partly:
        left = f"Could not read {coverage.skipped:,} of {total:,} files"
    else:
        left = f"Could not read {coverage.skipped:,} of {total:,} files, and {coverage.partly:,} only in part"
    return f"{left}: {causes}. What they hold is not counted here."


def _state_line(report: Report) -> str:
    parts = [", ".join(report.looked.places)] if report.looked.places else []
    if report.looked.ended_at is not None:
        when = report.looked.ended_at.astimezone()
        parts.append(f"scanned {when:%a} {when.day} {when:%b %Y, %H:%M}")
    return " · ".join([*parts, "not legal advice"])


def _tally(report: Report) -> dict[str, Any]:
    cells = [cell.state for row in report.rows for cell in (row.held, row.told, row.secured)]
    return {
        "total": len(cells),
        "states": [(state.value, cells.count(state)) for state in (State.RED, State.AMBER, State.UNKNOWN, State.GREEN)],
    }


def _nothing(report: Report) -> str:
    read = report.looked.coverage.read + report.looked.coverage.partly
    if not read:
        return "Nothing was read yet. Scan a folder: bailee scan FOLDER."
    return f"No personal data was found in the {read:,} files that were read."


def _groups(report: Report) -> list[_Group]:
    groups = []
    for subject, label in SUBJECTS.items():
        rows = [row for row in report.rows if row.subject is subject]
        if rows:
            groups.append(_Group(label, _widest(rows), tuple(map(_row, rows))))
    return groups


def _widest(rows: Sequence[Row]) -> str:
    """People of a group: those of its widest row, for the rows overlap."""
    return people(max((row.people for row in rows), key=lambda count: count.high))


def _row(row: Row) -> dict[str, Any]:
    laws = [duty for duty in row.obligations if duty.is_law]
    rules = "; ".join(dict.fromkeys(duty.short or duty.citation for duty in laws[:2])) or "good practice"
    if len(laws) > 2:
        rules += f" and {len(laws) - 2} more"
    reviewed = {duty.reviewed for duty in laws}
    mark = "unreviewed" if not reviewed or "no" in reviewed else ", ".join(sorted(reviewed))
    return {
        "label": row.label,
        "held": row.held,
        "told": row.told,
        "secured": row.secured,
        "rules": f"{rules} · {mark}",
    }


def _plots(report: Report) -> list[dict[str, Any]]:
    tallies = report.tallies
    kinds = [(DATA_CATEGORIES[ident].label, count) for ident, count in tallies.by_category[:12]]
    drawn = [
        ("What is held in most files?", charts.bars(kinds, unit="files")),
        ("Where does it lie?", charts.bars(list(tallies.by_store[:12]), unit="files")),
        ("How old is it? Files by the year of their last change", charts.columns(tallies.by_year, unit="files")),
    ]
    return [{"question": question, "svg": Markup(svg)} for question, svg in drawn if svg]  # noqa: S704 - drawn by us


def _duty(duty: Obligation) -> dict[str, str]:
    mark = "Draft" if duty.reviewed == "no" else duty.reviewed
    return {
        "duty": duty.duty,
        "citation": duty.citation,
        "mark": mark if duty.is_law else "good practice, no law",
        "why": duty.why,
        "would_not_if": duty.would_not_if,
        "source": "; ".join(duty.source[:2]),
        "confidence": duty.confidence.replace("_", " "),
    }


def _questions(report: Report) -> list[str]:
    asked: dict[str, int] = {}
    for duty in report.obligations:
        if duty.state is ObligationState.TO_DECIDE:
            for question in duty.questions:
                asked[question.text] = asked.get(question.text, 0) + 1
    most = sorted(asked, key=lambda text: -asked[text])[:8]
    return [f"{text} ({asked[text]} rules hang on it)" for text in most]
