"""Consent as pages: the forms, one form with who said what, a new form, and what recording a call takes."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect, QueryDict

from bailee import settings
from bailee.consents.calls import Calls
from bailee.consents.records import Act, Form, Purpose, Standing, by_purpose, standing
from bailee.errors import InvalidInput
from bailee.obligations.load import place_codes, place_name
from bailee.operations import ask_consent, link_consent
from bailee.operations.mail_server import mail_server
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.consent_links import ConsentLink
from bailee.store.rows.consents import ConsentLine
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, SubjectCategory
from bailee.web import answers, frame, shown_once, typed, words
from bailee.web.inventory.shared import PAGE

_PURPOSES = 6  # of one form on the page; the command takes any number
_LINK_WAYS = [
    ("hand", "Shown to you, to hand over", "Whoever has it can answer."),
    ("code", "Shown to you; its code goes to the person’s address", "You have the link, and not the code."),
    (
        "mail",
        "By mail; its code to the second address",
        "Where the roster has one address, no code can go apart: you are told.",
    ),
]
_HOW = [(each, words.sentence(each.replace("-", " "))) for each in ask_consent.HOW if each != "page"]


def forms(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Every form, and how many answered it."""
    today = _today()
    found = ask_consent.newest_forms(workspace)
    return answers.page(
        request,
        "consents/forms.html",
        lines=[
            (
                each,
                workspace.consent_principals(each.kind),
                ask_consent.weakness_of(workspace, each, today).is_weak,
                ask_consent.is_decided(workspace, each, today),
            )
            for each in found
        ],
        one_address=lambda kind: frame.address("consent", workspace.organisation, kind),
        new_address=frame.address("consent-new", workspace.organisation) if _may_write(workspace) else "",
        calls_address=frame.address("consent-calls", workspace.organisation),
    )


def one(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """GET: the form, why consent is weak where it is, who said what. POST: what somebody said is noted."""
    today, error = _today(), ""
    try:
        form = workspace.consent_form(kind)
    except InvalidInput:
        raise Http404 from None
    if request.method == "POST":
        try:
            _note(request, workspace, form, today)
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, "Noted, with the hash of what was shown.")
            return HttpResponseRedirect(frame.address("consent", workspace.organisation, kind), status=303)
    if request.GET.get("format") == "csv" and workspace.may(Permission.EXPORT):
        heads = ("Who", "Form", *(each.ident for each in form.purposes), "Said on", "How", "Version", "SHA-256")
        return answers.csv_file(f"{workspace.organisation} {kind}.csv", heads, _rows(workspace, form, today))
    start, total = _start(request), workspace.consent_principals(kind)
    lines = ask_consent.list_lines(workspace, kind, start=start, count=PAGE)
    weak = ask_consent.weakness_of(workspace, form, today)
    return answers.page(
        request,
        "consents/one.html",
        status=422 if error else 200,
        form=form,
        versions=len(workspace.consent_forms(kind)),
        weak=weak,
        decided=ask_consent.is_decided(workspace, form, today),
        bases=[("", "Choose…"), *((basis.value, words.sentence(basis.value.replace("-", " "))) for basis, _ in weak.instead)]
        if weak.is_weak
        else [("", "Choose…"), *((b.value, words.sentence(b.value.replace("-", " "))) for b in LawfulBasis if b is not LawfulBasis.CONSENT)],
        lines=[(line, _stands(form, line, today)) for line in lines],
        total=total,
        pager={
            "shown": f"{start + 1:,}–{start + len(lines):,} of {total:,}" if total > PAGE else "",
            "before": str(start - PAGE) if start else "",
            "after": str(start + PAGE) if start + PAGE < total else "",
        },
        error=error,
        posted=request.POST if request.method == "POST" else {},
        hows=_HOW,
        shown_once=shown_once.take(request, "consent"),
        today=today.isoformat(),
        may_write=_may_write(workspace),
        may_export=workspace.may(Permission.EXPORT),
        address=frame.address("consent", workspace.organisation, kind),
        links=_links(workspace, kind),
        link_ways=_LINK_WAYS if mail_server(settings.read(os.environ)) is not None else _LINK_WAYS[:1],
        revoke_address=frame.address("consent-revoke", workspace.organisation, kind),
        link_address=frame.address("consent-link", workspace.organisation, kind),
        withdraw_address=frame.address("consent-withdraw", workspace.organisation, kind),
        instead_address=frame.address("consent-instead", workspace.organisation, kind),
        counsel_address=frame.address("counsel", workspace.organisation),
        back=frame.address("consents", workspace.organisation),
    )  # fmt: skip


def _links(workspace: Workspace, kind: str) -> list[tuple[ConsentLink, str]]:
    """Links that were made, the newest first, and how each stands."""
    if not _may_write(workspace):
        return []
    found = []
    for each in link_consent.list_links(workspace, kind, count=PAGE):
        state = (
            "open" if each.is_open(now()) else "revoked" if each.revoked_at else "locked" if each.is_locked else "over"
        )
        found.append((each, state))
    return found


def new(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """A form, or the next version of one."""
    error = ""
    if request.method == "POST":
        try:
            form = _made(workspace, request.POST)
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, f"Version {form.version}. People are shown exactly these words.")
            return HttpResponseRedirect(frame.address("consent", workspace.organisation, form.kind), status=303)
    posted = request.POST if request.method == "POST" else request.GET
    return answers.page(
        request,
        "consents/new.html",
        status=422 if error else 200,
        error=error,
        posted=posted,
        numbers=range(1, _PURPOSES + 1),
        subjects=[(each.value, words.sentence(each.value.replace("-", " "))) for each in SubjectCategory],
        categories=[("", "Not said"), *((each.ident, each.label) for each in DATA_CATEGORIES.values())],
        address=frame.address("consent-new", workspace.organisation),
        back=frame.address("consents", workspace.organisation),
    )


def calls(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What recording a call takes."""
    error, found = "", None
    asked = [code for code in request.GET.getlist("place") if code][:20]
    if asked:
        try:
            found = ask_consent.check_calls(workspace, asked, on=_today())
        except InvalidInput as fault:
            error = typed.plain(fault)
    codes = sorted(place_codes() - {"XX", "EU"}, key=place_name)
    return answers.page(
        request,
        "consents/calls.html",
        status=422 if error else 200,
        found=found,
        state=_state(found),
        error=error,
        asked=[*asked, *[""] * 4][: max(4, len(asked) + 1)],
        places=[("", "–"), *((code, place_name(code)) for code in codes)],
        address=frame.address("consent-calls", workspace.organisation),
        back=frame.address("consents", workspace.organisation),
    )


def _state(found: Calls | None) -> str:
    if found is None:
        return ""
    return {"one-party": "green", "announce": "amber", "all-party": "red"}[found.needs.value]


def _stands(form: Form, line: ConsentLine, today: date) -> list[tuple[Purpose, Standing]]:
    said = by_purpose(line.events)
    return [(each, standing(said.get(each.ident, ()), on=today)) for each in form.purposes]


def _rows(workspace: Workspace, form: Form, today: date) -> Iterator[Sequence[object]]:
    start = 0
    while lines := ask_consent.list_lines(workspace, form.kind, start=start, count=500):
        for line in lines:
            last = line.events[-1]
            states = (stands.state.value for _, stands in _stands(form, line, today))
            yield (
                line.principal.name,
                form.kind,
                *states,
                last.at.astimezone().date(),
                last.how,
                last.form[1],
                last.shown,
            )
        start += len(lines)


def _note(request: HttpRequest, workspace: Workspace, form: Form, today: date) -> None:
    acts = {}
    for each in form.purposes:
        said = request.POST.get(f"say-{each.ident}", "")
        if said in (Act.GIVEN.value, Act.REFUSED.value):
            acts[each.ident] = Act(said)
    try:
        until = date.fromisoformat(request.POST["until"]) if request.POST.get("until") else None
    except ValueError:
        raise InvalidInput("write the day as 2026-11-25") from None
    ask_consent.note_consent(
        workspace, request.POST.get("person", ""), form, acts, how=request.POST.get("how", ""), on=today, until=until
    )


def _made(workspace: Workspace, given: QueryDict) -> Form:
    purposes = []
    for number in range(1, _PURPOSES + 1):
        said = " ".join(given.get(f"words-{number}", "").split())
        if said:
            category = given.get(f"category-{number}", "")
            purposes.append(
                Purpose(
                    _ident(given.get(f"ident-{number}", "") or f"purpose-{number}"),
                    said,
                    (category,) if category else (),
                    " ".join(given.get(f"recipient-{number}", "").split()),
                    " ".join(given.get(f"kept-{number}", "").split()),
                )
            )
    days = given.get("days", "").strip()
    if days and not (days.isdecimal() and len(days) < 7):
        raise InvalidInput("days is a whole number")
    try:
        subject = SubjectCategory(given.get("subject", ""))
    except ValueError:
        raise InvalidInput("choose who is asked") from None
    form, _ = ask_consent.make_form(
        workspace, _ident(given.get("kind", "")), given.get("title", ""), purposes, subject, intro=given.get("intro", ""),
        days=int(days) if days else None,
    )  # fmt: skip
    return form


def _ident(text: str) -> str:
    return "-".join(text.casefold().split())


def _start(request: HttpRequest) -> int:
    said = request.GET.get("after") or request.GET.get("before") or "0"
    return int(said) // PAGE * PAGE if said.isdecimal() and len(said) < 9 else 0


def _may_write(workspace: Workspace) -> bool:
    return workspace.may(Permission.WRITE_NOTICES)


def _today() -> date:
    return now().astimezone().date()
