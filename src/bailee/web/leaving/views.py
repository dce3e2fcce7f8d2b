"""Off-boarding on a page: what would be done, then, behind the client's name typed and a proof of who one is, the doing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.operations.hand_over import copies, delete_copies, seal_copy
from bailee.operations.off_board_client import certificate_of, plan_off_boarding
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.jobs import JobState
from bailee.store.rows.clients import Client
from bailee.store.tenancy import Desk
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed, words
from bailee.web.people.seats import client_of

_TASK = "off-board"
_PROBLEM = "bailee.hand-over-problem"  # in the session: what the page after an act says of it
_STEPS = (
    ("begun", "Begun", "no new scan begins, the instruction is withdrawn"),
    ("exported", "Written out", "every row, decrypted, with the log and a list of digests"),
    ("keys-destroyed", "Keys destroyed", "nothing that was encrypted of it can be read any more"),
    ("certified", "Certified", "a certificate says what was done and what it does not reach"),
)
_TABLES = 12  # tables of the dry run that are named; the rest is counted


def page(request: HttpRequest, desk: Desk, client: str) -> HttpResponseBase:
    """GET: the dry run, or how far it is. POST: do it."""
    provider, found = client_of(desk, client, Permission.OFF_BOARD)
    error = ""
    if request.method == "POST":
        try:
            _begin(provider, found, request.POST.get("name", ""))
        except InvalidInput as fault:
            error = typed.plain(fault)
        else:
            messages.success(request, "Begun. This page says how far it is.")
            return HttpResponseRedirect(frame.address("leaving", client), status=303)
    plan, refused = None, ""
    try:
        plan = plan_off_boarding(provider, client)
    except Error as fault:
        refused = f"{words.sentence(str(fault))}."
    job = _job(provider, client)
    done = {step.step: step for step in provider.leaving(client)}
    destroyed = done.get("keys-destroyed")
    is_running = job is not None and not job.has_ended
    return answers.page(
        request,
        "leaving/page.html",
        status=422 if error else 200,
        client=found,
        plan=plan,
        tables=_tables(plan.rows) if plan else [],
        rows=sum(plan.rows.values()) if plan else 0,
        refused=refused,
        error=error,
        steps=[(label, does, done.get(step)) for step, label, does in _steps(done)],
        is_gone=destroyed is not None,
        job=job,
        is_running=is_running,
        copies=copies(desk.home, client),
        problem=request.session.pop(_PROBLEM, "") if request.method == "GET" else "",
        hand_over_address=frame.address("leaving-hand-over", client),
        sealed_address=frame.address("leaving-sealed", client),
        # a browser asks again by itself, without a script, while it goes on
        certificate_address=frame.address("leaving-certificate", client) if destroyed is not None else "",
        address=frame.address("leaving", client),
        people_address=frame.address("people-at", client),
        assign_address=frame.address("people-at", client),
    )


def certificate(request: HttpRequest, desk: Desk, client: str) -> HttpResponseBase:
    """The certificate, made from what is kept of the leaving."""
    provider, _ = client_of(desk, client, Permission.OFF_BOARD)
    answer = HttpResponse(certificate_of(provider, client), content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{client}-certificate.pdf"'
    return answer


def hand_over(request: HttpRequest, desk: Desk, client: str) -> HttpResponseBase:
    """Seal what is handed over, or delete what still lies here."""
    provider, found = client_of(desk, client, Permission.OFF_BOARD)
    back = HttpResponseRedirect(f"{frame.address('leaving', client)}#folder", status=303)
    try:
        if request.POST.get("act") == "delete":
            if not _is_name(found, request.POST.get("name", "")):
                raise InvalidInput("this is not the name of the client", hint=f"type {found.name}: nothing was done")
            number = delete_copies(provider, client)
            messages.success(request, f"{words.count(number, 'copy', 'copies')} of it deleted here.")
        else:
            key, phrase = request.POST.get("recipient", "").strip(), request.POST.get("passphrase", "")
            seal_copy(provider, client, recipient=key, passphrase=phrase)
            messages.success(request, "Sealed. The readable folder is gone from this server.")
    except Error as fault:
        request.session[_PROBLEM] = typed.plain(fault)
    return back


def sealed(request: HttpRequest, desk: Desk, client: str) -> HttpResponseBase:
    """The sealed file, to be handed over."""
    provider, _ = client_of(desk, client, Permission.OFF_BOARD)
    there = copies(provider.home, client).sealed
    if not there:
        raise Http404
    answer = FileResponse(there[-1].open("rb"), content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{there[-1].name}"'
    return answer


def _is_name(client: Client, typed: str) -> bool:
    return " ".join(typed.split()).casefold() == " ".join(client.name.split()).casefold()


def _begin(provider: Workspace, client: Client, typed: str) -> None:
    """Put the leaving aside for a worker; InvalidInput where the name that was typed is another one."""
    if not _is_name(client, typed):
        raise InvalidInput("this is not the name of the client", hint=f"type {client.name}: nothing was done")
    if client.state == "gone":
        raise InvalidInput("this client has left already", hint="its certificate is on this page")
    if client.state != "uncertified" and not client.as_member:
        raise InvalidInput("you are not assigned to this client", hint="assign yourself first")
    jobs.defer(
        provider.home,
        _TASK,
        provider.organisation,
        {"client": client.ident},
        key=f"off-board-{client.ident}",
        by=provider.member,
    )


def _job(provider: Workspace, client: str) -> JobState | None:
    found = jobs.list(provider.home, provider, task=_TASK)
    return next((job for job in found if job.arguments.get("client") == client), None)


def _steps(done: dict[str, Any]) -> list[tuple[str, str, str]]:
    """The steps; that of writing out is told by the one after it, for it leaves no row of its own."""
    if "keys-destroyed" in done:
        done.setdefault("exported", done["keys-destroyed"])
    return list(_STEPS)


def _tables(rows: dict[str, int]) -> list[tuple[str, int]]:
    listed = sorted(rows.items(), key=lambda pair: -pair[1])
    shown = [(words.sentence(name.replace("_", " ")), number) for name, number in listed[:_TABLES]]
    rest = sum(number for _, number in listed[_TABLES:])
    return [*shown, (f"{len(listed) - _TABLES} more tables", rest)] if rest else shown
