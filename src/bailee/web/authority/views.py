"""What stands, in one sentence; what was given, withdrawn and signed; and the forms that record it."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.authority import EVERYWHERE, Agreement, Instruction
from bailee.errors import InvalidInput
from bailee.operations.record_authority import Standing, standing
from bailee.permissions import Permission
from bailee.store.rows.base import today as this_day
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words

_HEADS = (
    "Given by",
    "Function",
    "Scope",
    "Places",
    "Given on",
    "Until",
    "Kept where",
    "Recorded by",
    "Withdrawn on",
    "Stands",
)
_FIELDS = ("given_by", "function", "scope", "everywhere", "places", "given_on", "until", "kept_where")
_SOON = 30  # days


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: what stands. POST: a new instruction."""
    error, wrong = "", ""
    if request.method == "POST":
        try:
            workspace.record_instruction(**_instruction(request))
        except InvalidInput as fault:
            error, wrong = typed.plain(fault), _field_of(fault)
        else:
            messages.success(request, "Recorded. Scans of what it covers may begin now.")
            return _here(workspace)
    if request.GET.get("format") == "csv":
        today = this_day()
        rows = (_as_csv(each, today) for each in workspace.instructions())
        return answers.csv_file(f"{workspace.organisation} authority.csv", _HEADS, rows)
    return _shown(request, workspace, error=error, wrong=wrong)


def withdraw(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """From now on no scan stands on it."""
    try:
        workspace.withdraw_instruction(ident)
    except InvalidInput as fault:
        messages.error(request, f"{words.sentence(str(fault))}.")
    else:
        messages.success(request, "Withdrawn. No new scan begins on it; what was read before is kept.")
    return _here(workspace)


def agreement(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """An agreement was signed on a day, or is missing, and why."""
    try:
        which = Agreement(request.POST.get("agreement", ""))
    except ValueError:
        return _shown(request, workspace, agreement_error="Choose the agreement.")
    given = request.POST
    try:
        if given.get("state") == "missing":
            workspace.record_agreement(which, missing=given.get("missing", ""))
        else:
            workspace.record_agreement(which, on=typed.day(given.get("on", "")), kept_where=given.get("kept_where", ""))
    except InvalidInput as fault:
        return _shown(request, workspace, agreement_error=typed.plain(fault))
    messages.success(request, "Recorded.")
    return _here(workspace)


def _shown(
    request: HttpRequest, workspace: Workspace, *, error: str = "", wrong: str = "", agreement_error: str = ""
) -> HttpResponseBase:
    today = this_day()
    stands = standing(workspace, today)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    state, sentence = summary(stands, workspace.provider_name(), today, of=workspace.organisation_name)
    return answers.page(
        request,
        "authority/page.html",
        status=422 if error or agreement_error else 200,
        state=state,
        sentence=sentence,
        stands=stands,
        instructions=[(each, _state(each, today), names.get(each.recorded_by, each.recorded_by)) for each in reversed(stands.instructions)],
        agreements=[(each, *_agreement(stands, each)) for each in Agreement],
        agreement_choices=[(each.value, words.sentence(each.label)) for each in Agreement],
        choices=[("yes", "Wherever this organisation’s data lies"), ("no", "These places alone")],
        given=given if error else given | {"given_on": today.isoformat(), "everywhere": "yes"},
        said=request.POST if agreement_error else {},
        error=error,
        wrong=wrong,
        agreement_error=agreement_error,
        today=today.isoformat(),
        everywhere=EVERYWHERE,
        may_record=workspace.may(Permission.RECORD_AUTHORITY),
        address=frame.address("authority", workspace.organisation),
        agreement_address=frame.address("authority-agreement", workspace.organisation),
        withdraw_address=lambda ident: frame.address("authority-withdraw", workspace.organisation, ident),
        scan_address=frame.address("scan-start", workspace.organisation) if workspace.may(Permission.SCAN) else "",
    )  # fmt: skip


def summary(stands: Standing, provider: str, on: date, *, of: str = "") -> tuple[str, str]:
    """How it stands now: a state and one sentence.

    >>> summary(Standing(False, (), {}, {}), "", date(2026, 11, 25))
    ('green', 'This organisation scans itself: nobody has to instruct anybody.')
    >>> summary(Standing(True, (), {}, {}), "Northgate IT", date(2026, 11, 25))
    ('red', 'Northgate IT may not scan: no written instruction is recorded.')
    """
    if not stands.is_needed:
        return "green", "This organisation scans itself: nobody has to instruct anybody."
    who = provider or "The provider"
    good = stands.good(on)
    if not good:
        past = "the last one was withdrawn or is over" if stands.instructions else "no written instruction is recorded"
        return "red", f"{who} may not scan: {past}."
    unsaid = [each for each in stands.missing if each not in stands.agreements]
    if unsaid:
        needed = " and a ".join(each.label for each in unsaid)
        return "red", f"{who} may not scan: a law asks for a {needed}, and nobody said whether there is one."
    places = sorted({place for each in good for place in each.places})
    where = (
        f"wherever data of {of or 'this organisation'} lies"
        if EVERYWHERE in places
        else f"in {words.count(len(places), 'place')}"
    )
    first = good[-1]
    said = f"{who} may scan {where}: {first.given_by}, {first.function}, allowed it on {words.day(first.given_on, year=True)}"
    ends = [each.until for each in good if each.until is not None]
    if len(ends) == len(good) and ends:
        said += f", until {words.day(max(ends), year=True)}"
    if stands.missing:
        missing = " and the ".join(each.label for each in stands.missing)
        return "amber", f"{said}. The {missing} is missing."
    if len(ends) == len(good) and (max(ends) - on).days <= _SOON:
        return "amber", f"{said}: that is soon."
    return "green", f"{said}."


def _instruction(request: HttpRequest) -> dict[str, Any]:
    given = request.POST
    listed = tuple(line.strip() for line in given.get("places", "").splitlines() if line.strip())[:1_000]
    return {
        "given_by": given.get("given_by", ""),
        "function": given.get("function", ""),
        "scope": given.get("scope", ""),
        "places": (EVERYWHERE,) if given.get("everywhere") == "yes" else listed,
        "given_on": typed.day(given.get("given_on", "")),
        "until": typed.day(given["until"]) if given.get("until") else None,
        "kept_where": given.get("kept_where", ""),
    }


_FIELD_OF = (
    ("who gave it", "f-given_by"), ("in what function", "f-function"), ("what it allows", "f-scope"), ("names places", "f-places"),
    ("over before", "f-until"), ("future", "f-given_on"), ("day", "f-given_on"),
)  # fmt: skip


def _field_of(fault: InvalidInput) -> str:
    return next((field for says, field in _FIELD_OF if says in str(fault)), "f-given_by")


def _state(each: Instruction, on: date) -> tuple[str, str]:
    if each.withdrawn_on is not None:
        return "unknown", f"withdrawn {words.day(each.withdrawn_on)}"
    if each.until is not None and each.until < on:
        return "unknown", f"over since {words.day(each.until)}"
    if each.until is not None and (each.until - on).days <= _SOON:
        return "amber", "stands, ends soon"
    return "green", "stands"


def _agreement(stands: Standing, which: Agreement) -> tuple[str, str]:
    signed, needed = stands.agreements.get(which), stands.needed.get(which)
    if signed is not None and signed.on is not None:
        kept = f"; kept: {signed.kept_where}" if signed.kept_where else ""
        return "green", f"Signed {words.day(signed.on, year=True)}{kept}"
    if signed is not None:
        return ("red" if needed else "amber"), f"Missing: {signed.missing}"
    if needed is None:
        return "unknown", "Whether a law asks for it is not known: answer the questions in the settings"
    return ("red", "Asked for by law, and not recorded") if needed else ("green", "Not asked for by what is known")


def _as_csv(each: Instruction, on: date) -> tuple[object, ...]:
    return (
        each.given_by, each.function, each.scope, "; ".join(each.places), each.given_on, each.until or "", each.kept_where,
        each.recorded_by, each.withdrawn_on or "", "yes" if each.is_good(on) else "no",
    )  # fmt: skip


def _here(workspace: Workspace) -> HttpResponseRedirect:
    return HttpResponseRedirect(frame.address("authority", workspace.organisation), status=303)
