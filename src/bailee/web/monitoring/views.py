"""The register as a page: each tool, what it records of whom, since when, and the notice that covers it; and one tool of it."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict

from bailee.errors import InvalidInput
from bailee.monitoring.product import GROUPS, OBSERVES
from bailee.monitoring.register import Declaration
from bailee.operations.cover_tools import HEADS, Covered, row, watching
from bailee.operations.look_for_tools import days_in, declare_tool
from bailee.permissions import Permission
from bailee.reports import tools
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, State, SubjectCategory
from bailee.web import answers, frame, typed, words
from bailee.web.inventory.shared import cut

_LONGEST = 500


def register(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """All of them, those that nobody was told of first."""
    made = watching(workspace, on=_today())
    ordered = sorted(made.tools, key=lambda each: (each.entry.is_own, _ORDER.index(each.cover.state)))
    if request.GET.get("format") == "csv" and workspace.may(Permission.EXPORT):
        return answers.csv_file(f"{workspace.organisation} monitoring.csv", HEADS, map(row, ordered))
    shown, pager = cut(request, ordered)
    return answers.page(
        request,
        "monitoring/register.html",
        lines=[_line(workspace, each) for each in shown],
        pager=pager,
        total=len(ordered),
        uncovered=sum(each.cover.state is not State.GREEN for each in ordered),
        leads=made.leads,
        unsure=made.unsure,
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("monitoring", workspace.organisation),
        gate_address=frame.address("gate", workspace.organisation),
    )


_ORDER = [State.RED, State.AMBER, State.UNKNOWN, State.GREEN]


def tool(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """GET: one tool with its traces. POST: what a person says of it."""
    found = next((each for each in watching(workspace, on=_today()).tools if _key(each) == ident), None)
    if found is None:
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            declare_tool(workspace, _declared(found, request.POST))
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, f"Declared: {found.entry.name}.")
            return HttpResponseRedirect(frame.address("monitoring-tool", workspace.organisation, ident), status=303)
    entry = found.entry
    return answers.page(
        request,
        "monitoring/tool.html",
        status=422 if error else 200,
        line=_line(workspace, found),
        facts=[
            ("Sort", "This program" if entry.is_own else words.sentence(GROUPS[entry.group])),
            ("Records", words.sentence(tools.watches(entry))),
            ("Of", words.sentence(tools.subjects(entry))),
            ("Since", tools.since(entry)),
            ("Kept", entry.kept.words),
            ("Seen by", entry.viewers.words),
            ("For", tools.declared(entry)),
            ("Differs", "; ".join(entry.differences) or "nothing"),
        ],
        traces=tools.lines(entry)[: tools.MOST],
        error=error,
        given=_given(request, found),
        subjects=[(each.value, words.sentence(each.value.replace("-", " "))) for each in SubjectCategory],
        bases=[("", "Not said"), *((each.value, words.sentence(each.value.replace("-", " "))) for each in LawfulBasis)],
        observed=[(ident, words.sentence(said)) for ident, (said, _) in OBSERVES.items()] if not entry.observes else [],
        may_declare=workspace.may(Permission.DECLARE),
        today=_today().isoformat(),
        back=frame.address("monitoring", workspace.organisation),
        address=frame.address("monitoring-tool", workspace.organisation, ident),
    )


def _line(workspace: Workspace, each: Covered) -> dict[str, object]:
    entry, cover = each.entry, each.cover
    return {
        "name": entry.name,
        "group": "This program" if entry.is_own else words.sentence(GROUPS[entry.group]),
        "records": tools.watches(entry),
        "of": tools.subjects(entry),
        "since": tools.since(entry),
        "kept": entry.kept.words,
        "viewers": entry.viewers.words,
        "declared": tools.declared(entry),
        "found": entry.found,
        "state": cover.state.value,
        "notice": cover.notice,
        "says": cover.says,
        "names_it": cover.names_it,
        "address": frame.address("monitoring-tool", workspace.organisation, _key(each)),
    }


def _key(each: Covered) -> str:
    """The ident of a product; of a tool of one's own, which is named in words, the same in an address's letters."""
    return (
        "".join(letter if letter.isalnum() and letter.isascii() else "-" for letter in each.entry.ident.casefold())[:80]
        or "tool"
    )


def _declared(each: Covered, given: QueryDict) -> Declaration:
    purposes = tuple(" ".join(line.split()) for line in given.get("purposes", "").splitlines() if line.strip())
    viewers = tuple(" ".join(line.split()) for line in given.get("viewers", "").splitlines() if line.strip())
    kept = " ".join(given.get("kept", "").split())
    if any(len(text) > _LONGEST for text in (*purposes, *viewers, kept)) or len(purposes) > 20 or len(viewers) > 50:
        raise InvalidInput("this is too long", hint=f"at most {_LONGEST} letters a line")
    try:
        basis = LawfulBasis(str(given["basis"])) if given.get("basis") else None
        watched = tuple(SubjectCategory(one) for one in given.getlist("watched"))
        since, off = (
            date.fromisoformat(str(given[name])) if given.get(name) else None for name in ("since", "switched_off")
        )
    except ValueError:
        raise InvalidInput("write the day as 2026-11-25, and choose from what is offered") from None
    observes = tuple(one for one in given.getlist("observes") if one in OBSERVES)
    return Declaration(
        each.entry.ident, each.entry.name, tuple((purpose, basis) for purpose in purposes), watched, observes, kept, days_in(kept),
        viewers, since, off,
    )  # fmt: skip


def _given(request: HttpRequest, each: Covered) -> dict[str, object]:
    """What the form shows: what was typed, else what was declared before."""
    if request.method == "POST":
        names = ("purposes", "viewers", "kept", "basis", "since", "switched_off")
        given: dict[str, object] = {name: request.POST.get(name, "")[:4_000] for name in names}
        return given | {"watched": request.POST.getlist("watched"), "observes": request.POST.getlist("observes")}
    before = each.entry.declaration
    basis = next((basis for _, basis in before.purposes if basis), None) if before else None
    return {
        "purposes": "\n".join(each.entry.purposes),
        "viewers": "\n".join(each.entry.viewers.declared),
        "kept": before.kept if before else "",
        "basis": basis.value if basis else "",
        "since": before.since.isoformat() if before and before.since else "",
        "switched_off": before.switched_off_on.isoformat() if before and before.switched_off_on else "",
        "watched": [one.value for one in each.entry.watched],
        "observes": list(each.entry.observes),
    }


def _today() -> date:
    return now().astimezone().date()
