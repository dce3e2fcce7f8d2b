"""The roster by name, for whoever may declare it; and that somebody left."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.operations.declare_roster import end_missing
from bailee.operations.show_status import show_status
from bailee.store.rows.roster import RosterPerson
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from bailee.web import answers, frame, words
from bailee.web.roster.views import who

ROWS = 100
_HEADS = (
    "Name",
    "About",
    "Number",
    "E-mail",
    "Department",
    "Site",
    "Joined",
    "Left",
    "In what is held",
    "Missing since",
)


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Some of them; a roster may have a hundred thousand people."""
    category = _category(request.GET.get("about", ""))
    ended = request.GET.get("state") == "ended"
    start = _start(request.GET.get("after", ""))
    met = show_status(workspace).content["people"]["met"]
    found, by_name = (set(met[name]) if met[name] is not None else None for name in ("found", "by_name"))

    def is_found(person: RosterPerson) -> str:
        if found is None or by_name is None:
            return "not looked up"
        return "by name alone" if person.ident in by_name else "yes" if person.ident in found else "never found"

    if request.GET.get("format") == "csv":
        everybody = workspace.roster_of_all() if ended else workspace.roster(category=category)
        rows = (
            (
                each.name, each.category.value, each.number, each.email, each.details.department, each.details.site,
                each.joined_on or "", each.left_on or "", is_found(each), each.missing_since or "",
            )
            for each in everybody
            if (category is None or each.category is category) and (not ended or each.left_on)
        )  # fmt: skip
        return answers.csv_file(f"{workspace.organisation} roster.csv", _HEADS, rows)
    people = workspace.roster_page(category, ended=ended, start=start, count=ROWS + 1)
    counts = workspace.roster_counts()
    whole = sum(counts.values()) if category is None else counts.get(category, 0)
    shown = people[:ROWS]
    here = f"{words.number(start + 1)}–{words.number(start + len(shown))}" if shown else ""
    return answers.page(
        request,
        "roster/list.html",
        people=[(each, is_found(each)) for each in shown],
        whole=whole,
        ended=ended,
        shown=here if ended or not here else f"{here} of {words.number(whole)}",
        before=str(max(start - ROWS, 0)) if start else "",
        after=str(start + ROWS) if len(people) > ROWS else "",
        categories=[("", "Everybody")] + [(each.value, who(each.value)) for each in sorted(counts)],
        about=category.value if category else "",
        address=frame.address("roster-list", workspace.organisation),
        people_address=frame.address("roster", workspace.organisation),
        read_address=frame.address("roster-read", workspace.organisation),
        end_address=lambda ident: frame.address("roster-end", workspace.organisation, ident),
        today=date.today().isoformat(),  # noqa: DTZ011 - the reader's day, as a form shows it
    )


def end(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """From that day on they are not on the roster."""
    try:
        end_missing(workspace, [ident], _day(request.POST.get("on", "")))
    except InvalidInput as fault:
        messages.error(request, f"{words.sentence(str(fault))}.")
    else:
        messages.success(
            request, "Ended. What was said of them before stays known, and a list that has them again brings them back."
        )
    return HttpResponseRedirect(frame.address("roster-list", workspace.organisation), status=303)


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise InvalidInput("write the day as 2026-11-25") from None


def _category(text: str) -> SubjectCategory | None:
    return next((each for each in SubjectCategory if each.value == text), None)


def _start(text: str) -> int:
    return min(int(text), 10_000_000) if text.isascii() and text.isdigit() and len(text) < 9 else 0
