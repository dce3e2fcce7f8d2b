"""Off-boarding on a page: what would be done, then, behind the client's name typed and a proof of who one is, the doing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.operations.off_board_client import certificate_of, hand_over_folder, plan_off_boarding
from bailee.permissions import Permission
from bailee.store import jobs
from bailee.store.jobs import JobState
from bailee.store.rows.clients import Client
from bailee.store.tenancy import Desk
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, words
from bailee.web.people.seats import client_of

_TASK = "off-board"
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
            error = f"{words.sentence(str(fault))}. {words.sentence(fault.hint)}.".replace("..", ".")
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
        folder=str(hand_over_folder(desk.home) / str(job.result["folder"])) if job and job.result.get("folder") else "",
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


def _begin(provider: Workspace, client: Client, typed: str) -> None:
    """Put the leaving aside for a worker; InvalidInput where the name that was typed is another one."""
    if " ".join(typed.split()).casefold() != " ".join(client.name.split()).casefold():
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
