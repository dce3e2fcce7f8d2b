"""Which versions are signed, and who has not: a plot over time, departments, and the list by name."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase

from bailee.errors import InvalidInput
from bailee.operations.show_sign_offs import (
    HEADS,
    STATES,
    Standing,
    as_rows,
    chosen,
    show_sign_offs,
    version_named,
    versions_that_are_signed,
)
from bailee.operations.write_to_people import in_other_languages, title_of
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import answers, charts, frame, words
from bailee.web.signing.wording import name_of
from bailee.web.visits import one_look

ROWS = 100
_GROUPS = 12  # of a table before the rest is in the CSV
STATE_WORDS = {
    "signed": "Signed",
    "declined": "Declined",
    "overdue": "Overdue",
    "waiting": "Waiting",
    "not-asked": "Not asked yet",
}


@one_look
def index(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Each version that people sign, with its counts."""
    found = [show_sign_offs(workspace, each) for each in versions_that_are_signed(workspace)]
    return answers.page(
        request,
        "signatures/index.html",
        standings=[(each, title_of(each.version), address(workspace, each)) for each in found],
        paper_address=frame.address("signatures-paper", workspace.organisation),
        kiosk_address=frame.address("signatures-kiosk", workspace.organisation),
        open_address=frame.address("signatures-open", workspace.organisation),
    )


@one_look
def standing(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """One version: who signed, who did not, and since when."""
    found = show_sign_offs(workspace, by_name(workspace, kind))
    state, department, manager = (request.GET.get(name, "")[:200] for name in ("state", "department", "manager"))
    state = state if state in (*STATES, "open", "all") else "open"
    rows = chosen(found.rows, state="" if state == "all" else state, department=department, manager=manager)
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} {kind} signatures.csv", HEADS, as_rows(rows))
    start = _start(request.GET.get("after", ""))
    shown = rows[start : start + ROWS]
    today = now().astimezone().date()
    series = found.over_time(today)
    here = address(workspace, found)
    return answers.page(
        request,
        "signatures/standing.html",
        standing=found,
        title=title_of(found.version),
        rows=shown,
        state_words=STATE_WORDS,
        shown=f"{words.number(start + 1)}–{words.number(start + len(shown))} of {words.number(len(rows))}"
        if shown
        else "",
        before=str(max(start - ROWS, 0)) if start else "",
        after=str(start + ROWS) if start + ROWS < len(rows) else "",
        states=[
            (STATE_WORDS.get(each, each), f"{here}?state={each}", found.count(each), state == each)
            for each in STATES
            if found.count(each)
        ],
        open_count=found.whole - found.signed,
        all_address=f"{here}?state=all",
        state=state,
        departments=_options("Everybody", [name for name, _, _ in found.by("department")]),
        managers=_options("Everybody", [name for name, _, _ in found.by("manager")]),
        department=department,
        manager=manager,
        groups=[
            (label, [(name or "None named", signed, whole) for name, signed, whole in found.by(what)][:_GROUPS])
            for what, label in (("department", "department"), ("manager", "manager"))
            if any(name for name, _, _ in found.by(what))
        ],
        series=[(words.day(day), count) for day, count in series],
        plot=charts.plot_data(
            "steps",
            [words.day(day) for day, _ in series],
            [
                {
                    "label": f"{words.number(found.signed)} signed",
                    "values": [count for _, count in series],
                    "token": "amount-5",
                },
                {
                    "label": f"{words.number(found.whole)} on the roster",
                    "values": [found.whole] * len(series),
                    "dashed": True,
                },
            ],
        ),
        plot_says=f"{found.signed} of {found.whole} signed by {words.day(today)}",
        address=here,
        ask_address=frame.address("signatures-ask", workspace.organisation, kind),
        sheet_languages=[
            (each.language, name_of(each.language)) for each in in_other_languages(workspace, found.version)
        ],
        sheets_address=frame.address("signatures-sheets", workspace.organisation, kind),
        one_address=lambda ident: frame.address("signatures-one", workspace.organisation, ident),
    )


def address(workspace: Workspace, found: Standing) -> str:
    return frame.address("signatures-of", workspace.organisation, found.version.kind)


def by_name(workspace: Workspace, kind: str) -> Any:
    """The version of an address. InvalidInput in words where there is none."""
    try:
        return version_named(workspace, kind)
    except InvalidInput:
        from django.http import Http404

        raise Http404 from None


def _options(first: str, names: list[str]) -> list[tuple[str, str]]:
    return [("", first), *((name, name) for name in sorted(filter(None, names)))]


def _start(text: str) -> int:
    return min(int(text), 10_000_000) if text.isascii() and text.isdigit() and len(text) < 9 else 0
