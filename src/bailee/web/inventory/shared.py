"""What the pages of the inventory share: the way between them, and how a list is cut into pages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.http import HttpRequest

from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES
from bailee.web import frame

PAGE = 50
T = TypeVar("T")
_PAGES = (
    ("inventory", "Record"),
    ("differences", "Differences"),
    ("inventory-drafts", "Drafts"),
    ("inventory-plots", "Plots"),
)


def views(workspace: Workspace, current: str, **counts: int) -> list[tuple[str, str, int | None, bool]]:
    """The way between the pages, as `c.views` takes it."""
    return [
        (label, frame.address(name, workspace.organisation), counts.get(name.replace("-", "_")), name == current)
        for name, label in _PAGES
        if frame.address(name, workspace.organisation)
    ]


def cut(request: HttpRequest, rows: Sequence[T]) -> tuple[Sequence[T], dict[str, Any]]:
    """One page of a list, and what `c.pager` takes."""
    said = request.GET.get("after") or request.GET.get("before") or "0"
    begin = min(int(said) if said.isdecimal() and len(said) < 9 else 0, max(len(rows) - 1, 0)) // PAGE * PAGE
    shown = rows[begin : begin + PAGE]
    more = {
        "shown": f"{begin + 1:,}–{begin + len(shown):,} of {len(rows):,}" if len(rows) > PAGE else "",
        "before": str(begin - PAGE) if begin else "",
        "after": str(begin + PAGE) if begin + PAGE < len(rows) else "",
    }
    return shown, more


def label(category: str) -> str:
    known = DATA_CATEGORIES.get(category)
    return known.label if known else category
