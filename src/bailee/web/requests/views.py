"""Requests as pages: what is due first, one request with its days and what is left to do, a new one, figures of a year."""

from __future__ import annotations

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.catalogues import own_name
from bailee.data_subject_requests import wording
from bailee.data_subject_requests.identity import METHODS
from bailee.data_subject_requests.laws import laws
from bailee.data_subject_requests.letters import KINDS
from bailee.data_subject_requests.letters import letter as written
from bailee.data_subject_requests.requests import ACTS, CHANNELS, Contact, Done
from bailee.data_subject_requests.rights import Right
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.receive_request import receive_request
from bailee.operations.show_requests import OneRequest, list_requests, request_figures, show_request
from bailee.operations.work_on_request import GROUNDS, REFUSALS, facts_of
from bailee.permissions import Permission
from bailee.rendering import pdf
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import answers, charts, frame, typed, words
from bailee.web.requests import acts

_HEADS = ("Request", "Asks for", "How it came", "Came on", "Due on", "Stands", "Late", "Ended on", "Laws")
_FIELDS = ("name", "email", "phone", "address", "for_whom", "says", "channel", "received_on", "lives_in", "appeals")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Open ones by their day, then those that ended."""
    today = _today()
    lines = list_requests(workspace, today)
    if request.GET.get("format") == "csv":
        rows = (
            (
                each.request.ident, " ".join(each.request.rights), each.request.channel, each.request.received_on,
                each.due.on if each.due and each.due.on else "", each.state.value, "yes" if each.late else "", each.ended_on or "",
                " ".join(each.request.laws),
            )
            for each in lines
        )  # fmt: skip
        return answers.csv_file(f"{workspace.organisation} requests.csv", _HEADS, rows)
    is_open = workspace.is_request_page_open()
    return answers.page(
        request,
        "requests/list.html",
        open=[each for each in lines if each.state.is_open],
        over=[each for each in lines if not each.state.is_open],
        late=sum(each.late for each in lines),
        channels=CHANNELS,
        one_address=lambda ident: frame.here(request, "request", workspace.organisation, ident),
        new_address=frame.address("request-new", workspace.organisation),
        figures_address=frame.here(request, "request-figures", workspace.organisation),
        page_address=frame.address("request-page", workspace.organisation),
        public_address=request.build_absolute_uri(frame.address("ask-about-own", workspace.organisation)),
        is_open=is_open,
        address=frame.here(request, "requests", workspace.organisation),
        may_export=workspace.may(Permission.EXPORT),
    )


def new(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: the form for what came by mail, phone or on paper. POST: it is taken in."""
    today, error, wrong = _today(), "", ""
    given = {name: request.POST.get(name, "") for name in _FIELDS}
    chosen = request.POST.getlist("rights")
    law = request.POST.get("law", "")
    if request.method == "POST":
        try:
            made = receive_request(
                workspace,
                chosen,
                Contact(
                    given["name"], given["email"], given["phone"], given["address"], for_whom=given["for_whom"], says=given["says"]
                ),
                given["channel"],
                received_on=typed.day_or_none(given["received_on"]) or today,
                on=today,
                lives_in=given["lives_in"],
                laws=[law] if law else [],
                appeals=given["appeals"].strip(),
            )  # fmt: skip
        except InvalidInput as fault:
            error, wrong = typed.plain(fault), _field_of(str(fault))
        else:
            messages.success(request, f"{made.ident} is taken in. Its clocks run from the day it came.")
            return HttpResponseRedirect(frame.address("request", workspace.organisation, made.ident), status=303)
    return answers.page(
        request,
        "requests/new.html",
        status=422 if error else 200,
        given=given if error else given | {"received_on": today.isoformat(), "channel": "mail"},
        chosen=chosen,
        law=law,
        rights=[(each.value, each.label) for each in Right],
        channels=[(each, words.sentence(label)) for each, label in CHANNELS.items()],
        laws=[("", "Those of the places"), *((each.ident, each.name) for each in laws().values() if each.is_verified)],
        today=today.isoformat(),
        error=error,
        wrong=wrong,
        address=frame.address("request-new", workspace.organisation),
        back=frame.here(request, "requests", workspace.organisation),
    )


def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """GET: everything about it. POST: one step of it, by the name of its button."""
    found = _found(workspace, ident)
    error = ""
    if request.method == "POST":
        try:
            said = acts.act(request, workspace, ident, _today())
        except (InvalidInput, NotAllowed) as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, said)
            return HttpResponseRedirect(frame.address("request", workspace.organisation, ident), status=303)
    return answers.page(
        request,
        "requests/one.html",
        status=422 if error else 200,
        one=found,
        who=found.request.contact,
        how=CHANNELS[found.request.channel],
        error=error,
        act_words=ACTS,
        said_of=_said_of,
        methods=[(name, words.sentence(each.label)) for name, each in METHODS.items()],
        grounds=[(name, words.sentence(label)) for name, label in GROUNDS.items()],
        refusals=[(name, words.sentence(label)) for name, label in REFUSALS.items()],
        asked_identity=bool(found.identity_lacks),
        confirmed=any(each.act == "confirmed" for each in found.acts),
        address=frame.address("request", workspace.organisation, ident),
        letter_address=lambda kind: frame.address("request-letter", workspace.organisation, ident, kind),
        statement_languages=[("", "That of whoever asks"), *((each, own_name(each)) for each in wording.languages())],
        statement_address=frame.address("request-statement", workspace.organisation, ident),
        one_address=lambda other: frame.here(request, "request", workspace.organisation, other),
        may_export=workspace.may(Permission.EXPORT),
        back=frame.here(request, "requests", workspace.organisation),
    )


def letter(request: HttpRequest, workspace: Workspace, ident: str, kind: str) -> HttpResponseBase:
    """A letter about a request as PDF, with the words of what was done last. It changes nothing."""
    found = _found(workspace, ident)
    if kind not in KINDS:
        raise Http404
    last = next((each for each in reversed(found.acts) if each.act == kind), None)
    why = str(last.details.get("why", "")) if last is not None else ""
    made = written(kind, facts_of(workspace, found, last.on if last else _today(), kind, why))
    answer = HttpResponse(pdf.render(made), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{ident}-{kind}.pdf"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def figures(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """A year in figures and as a plot."""
    today = _today()
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and 2000 <= int(asked) <= today.year else today.year
    made = request_figures(workspace, year, today)
    if request.GET.get("format") == "csv":
        heads = ("Asks for", "Came", "Done", "In part", "Refused", "Open", "Median days", "Mean days")
        rows = (
            (
                each.right.value,
                each.received,
                each.complied,
                each.in_part,
                each.denied,
                each.open,
                each.median_days,
                each.mean_days,
            )
            for each in made.lines
        )
        return answers.csv_file(f"{workspace.organisation} requests {year}.csv", heads, rows)
    series = [
        {"label": "Came", "values": [received for received, _ in made.months]},
        {"label": "Answered or refused", "values": [ended for _, ended in made.months], "token": "amount-2"},
    ]
    return answers.page(
        request,
        "requests/figures.html",
        figures=made,
        plot=charts.plot_data("bars", _MONTHS, series),
        months=list(zip(_MONTHS, made.months, strict=True)),
        before=year - 1,
        after=year + 1 if year < today.year else 0,
        channels=CHANNELS,
        address=frame.here(request, "request-figures", workspace.organisation),
        back=frame.here(request, "requests", workspace.organisation),
        may_export=workspace.may(Permission.EXPORT),
    )


def _said_of(act: Done) -> str:
    """An act in words, with what tells it from others of its sort."""
    told = next(
        (
            str(act.details[name])
            for name in ("method", "store", "who", "what", "says", "into")
            if act.details.get(name)
        ),
        "",
    )
    return words.sentence(ACTS.get(act.act, act.act)) + (f": {told}" if told else "")


def _found(workspace: Workspace, ident: str) -> OneRequest:
    try:
        return show_request(workspace, ident, _today())
    except InvalidInput:
        raise Http404 from None


def _field_of(fault: str) -> str:
    for word, field in (
        ("asked for", "f-rights"), ("answered yet", "f-appeals"), ("appeal", "f-appeals"), ("answered", "f-email"), ("e-mail", "f-email"),
        ("come", "f-received_on"), ("day", "f-received_on"), ("country", "f-lives_in"), ("name", "f-name"), ("way", "f-channel"),
    ):  # fmt: skip
        if word in fault:
            return field
    return "f-rights"


def _today() -> date:
    return now().astimezone().date()
