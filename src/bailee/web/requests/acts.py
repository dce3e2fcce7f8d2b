"""Steps of a request by buttons; the statement as a file; the page for everybody opened and closed."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.data_subject_requests.statement import document_of, shape_of
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations import work_on_request as work
from bailee.operations.make_statement import make_statement
from bailee.operations.open_request_page import open_request_page
from bailee.operations.show_requests import subject_of_request
from bailee.operations.whose_statement import find_subject
from bailee.rendering import html, pdf
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.web import frame, typed

_Step = Callable[[Workspace, str, dict[str, str], date], str]


def act(request: HttpRequest, workspace: Workspace, ident: str, today: date) -> str:
    """Do the step whose button was pressed; what was done, in words. InvalidInput where there is no such step."""
    given = {name: str(value) for name, value in request.POST.items()}
    step = _STEPS.get(given.get("act", ""))
    if step is None:
        raise InvalidInput("there is no such step", hint="use the buttons of the page")
    return step(workspace, ident, given, today)


def _confirm(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    mailed = given.get("mailed") == "on"
    work.confirm_request(workspace, ident, on=today, mailed=mailed)
    return "The letter waits in the outbox." if mailed else "Noted that they were told; the letter is below."


def _match(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    subject = find_subject(
        workspace,
        given.get("who", ""),
        email=given.get("email", "").strip(),
        phone=given.get("phone", "").strip(),
        account=given.get("account", "").strip(),
        name=given.get("name", "").strip(),
    )
    work.match_request(workspace, ident, subject, on=today)
    return "Noted. What they brought is kept as a keyed fingerprint alone."


def _ask_identity(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    mailed = given.get("mailed") == "on"
    work.ask_identity(workspace, ident, on=today, mailed=mailed)
    return "They are asked who they are."


def _identify(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.note_identity(workspace, ident, given.get("method", ""), on=today, seen=given.get("seen", ""))
    return "Noted, with your name and the day. No copy is kept."


def _ask(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.ask_meaning(workspace, ident, given.get("question", ""), on=today, mailed=given.get("mailed") == "on")
    return "They are asked what they mean."


def _clarify(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.note_meaning(workspace, ident, given.get("answer", ""), on=today)
    return "Noted."


def _join(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    into = given.get("into", "").strip()
    work.join_request(workspace, ident, into, on=today, why=given.get("why", ""))
    return f"Joined with {into}. Who they are has to be shown there."


def _extend(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.extend_request(workspace, ident, given.get("why", ""), on=today, mailed=given.get("mailed") == "on")
    return "They are told that it takes longer."


def _except(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    store, _, right = given.get("where", "").rpartition("|")
    work.leave_out(
        workspace,
        ident,
        given.get("what", ""),
        given.get("ground", ""),
        on=today,
        why=given.get("why", ""),
        store=store,
        right=right,
    )
    return "Noted; the answer will say it."


def _done(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.done_in_store(
        workspace, ident, given.get("store", ""), given.get("right", ""), on=today, how=given.get("how", "")
    )
    return "Noted."


def _tell(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.tell_processor(workspace, ident, given.get("who", ""), on=today, how=given.get("how", ""))
    return "Noted that they were told."


def _answer(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.answer_request(workspace, ident, on=today, how=given.get("how", ""), mailed=given.get("mailed") == "on")
    return "Answered."


def _refuse(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.refuse_request(
        workspace,
        ident,
        given.get("ground", ""),
        on=today,
        why=given.get("why", ""),
        mailed=given.get("mailed") == "on",
    )
    return "Refused; the letter says how they can complain."


def _withdraw(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.withdraw_request(workspace, ident, on=today, why=given.get("why", ""))
    return "Noted that they took it back."


def _reopen(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.reopen_request(workspace, ident, given.get("why", ""), on=today)
    return "Open again."


def _note(workspace: Workspace, ident: str, given: dict[str, str], today: date) -> str:
    work.note_on_request(workspace, ident, given.get("says", ""), on=today)
    return "Noted."


_STEPS: dict[str, _Step] = {
    "confirm": _confirm,
    "match": _match,
    "ask-identity": _ask_identity,
    "identify": _identify,
    "ask": _ask,
    "clarify": _clarify,
    "join": _join,
    "extend": _extend,
    "except": _except,
    "done": _done,
    "tell": _tell,
    "answer": _answer,
    "refuse": _refuse,
    "withdraw": _withdraw,
    "reopen": _reopen,
    "note": _note,
}


def statement(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """The statement as a file; with values where it is asked for and identity was shown."""
    back = frame.address("request", workspace.organisation, ident)
    form = request.POST.get("format", "pdf")
    try:
        made = make_statement(
            workspace,
            subject_of_request(workspace, ident),
            on=now().astimezone().date(),
            request=ident,
            values=request.POST.get("values") == "on",
            language=request.POST.get("language", "")[:40],
        )
    except (InvalidInput, NotAllowed) as fault:
        messages.error(request, typed.plain(fault))
        return HttpResponseRedirect(back, status=303)
    if form == "json":
        data, kind = json.dumps(shape_of(made), ensure_ascii=False, indent=2).encode() + b"\n", "application/json"
    elif form == "html":
        data, kind = html.render(document_of(made)).encode(), "text/html; charset=utf-8"
    else:
        form, data, kind = "pdf", pdf.render(document_of(made)), "application/pdf"
    answer = HttpResponse(data, content_type=kind)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'{ident} statement.{form}')}"
    answer["Cache-Control"] = "private, no-store"
    return answer


def page(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Open or close the page for everybody."""
    is_open = request.POST.get("open") == "yes"
    open_request_page(workspace, is_open=is_open)
    messages.success(request, "The page is open." if is_open else "The page is closed.")
    return HttpResponseRedirect(frame.address("requests", workspace.organisation), status=303)
