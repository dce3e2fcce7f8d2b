"""Pictures of what is held: whose data of which kind, how old, and which store would hurt most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.operations.list_stores import list_stores
from bailee.operations.show_status import show_status
from bailee.permissions import Permission
from bailee.reports.found import Found
from bailee.reports.words import SUBJECTS, people
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, SubjectCategory
from bailee.web import answers, frame, words
from bailee.web.inventory.shared import label, views

_YEARS = 6  # of their own; what is older is one column
_STORES = 20
_DRAWN = 15  # kinds in a picture; all are in its table
Cell = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Heat:
    """Rows, columns, and an amount where they meet."""

    heads: tuple[str, ...]
    rows: list[tuple[str, list[Cell]]]


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Three questions, each with its table."""
    status = show_status(workspace)
    whose, ages, stores = by_person(status.found), by_age(status.found), _stores(workspace, status.found)
    wanted = request.GET.get("plot", "")
    if request.GET.get("format") == "csv":
        if wanted == "stores":
            rows = [
                (row["name"], row["severity"], row["findings"], row["readers"] or "", row["sealed"]) for row in stores
            ]
            return answers.csv_file(
                f"{workspace.organisation} stores by risk.csv",
                ("Store", "How bad", "Findings", "Accounts", "Encrypted"),
                rows,
            )
        table = ages if wanted == "age" else whose
        lines = [(name, *(said for said, _ in cells)) for name, cells in table.rows]
        return answers.csv_file(f"{workspace.organisation} {wanted or 'person'}.csv", ("Kind", *table.heads), lines)
    return answers.page(
        request,
        "inventory/plots.html",
        whose=whose,
        drawn=_DRAWN,
        ages=ages,
        stores=stores[:_STORES],
        more=max(len(stores) - _STORES, 0),
        most=max((row["findings"] for row in stores), default=0),
        views=views(workspace, "inventory-plots"),
        computed_at=status.at,
        is_current=status.is_current,
        may_export=workspace.may(Permission.EXPORT),
        unread=status.content["coverage_short"],
        is_whole=status.content["looked"] and not status.content["causes"],
        findings_address=frame.address("findings", workspace.organisation) if workspace.may(Permission.SEE_FINDINGS) else "",
        scan_address=frame.address("scan-start", workspace.organisation) if workspace.may(Permission.SCAN) else "",
    )  # fmt: skip


def by_person(found: Found) -> Heat:
    """People by kind of data and by whom it is about; the worst kinds first."""
    cells: dict[str, dict[SubjectCategory, Cell]] = defaultdict(dict)
    for holding in found.holdings:
        if holding.people.high:
            said = people(holding.people).removesuffix(" people").removesuffix(" person")
            cells[holding.category][holding.subject] = (said, holding.people.high)
    subjects = [subject for subject in SUBJECTS if any(subject in row for row in cells.values())]
    return Heat(
        tuple(SUBJECTS[subject] for subject in subjects),
        [
            (label(category), [row.get(subject, ("", 0)) for subject in subjects])
            for category, row in sorted(cells.items(), key=_worst_first)
        ],
    )


def by_age(found: Found) -> Heat:
    """Files by kind of data and by the year of their last change."""
    newest = max((year for _, year, _ in found.ages), default=0)
    years = [newest - back for back in range(_YEARS)]
    cells: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for category, year, files in found.ages:
        cells[category][max(year, years[-1] - 1)] += files
    if not newest:
        return Heat((), [])
    columns = [*years, years[-1] - 1]
    return Heat(
        (*map(str, years), f"before {years[-1]}"),
        [
            (label(category), [(words.number(row[year]), row[year]) if row.get(year) else ("", 0) for year in columns])
            for category, row in sorted(cells.items(), key=_worst_first)
        ],
    )


def _worst_first(pair: tuple[str, object]) -> tuple[int, str]:
    category = DATA_CATEGORIES.get(pair[0])
    return -(category.severity.rank if category else 0), label(pair[0])


def _stores(workspace: Workspace, found: Found) -> list[dict[str, Any]]:
    """Stores, those first whose worst kind is worst and that most accounts can open."""
    readers: dict[str, int] = {}
    items: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for exposures in found.exposures.values():
        for each in exposures:
            if each.readers is not None:
                readers[each.store] = max(readers.get(each.store, 0), each.readers)
            if each.encrypted_items is not None:
                items[each.store][0] += each.encrypted_items
                items[each.store][1] += each.items
    return [
        {
            "name": line.name,
            "severity": line.severity.value if line.severity else "",
            "worst": line.worst[0] if line.worst else "",
            "findings": line.findings,
            "readers": readers.get(line.name),
            "sealed": words.share(*items[line.name]) if items[line.name][1] else "not known",
        }
        for line in list_stores(workspace)
        if line.findings
    ]
