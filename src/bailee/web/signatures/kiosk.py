"""A device in the office: whoever looks after it starts it and is signed out there; then one after the other types her number and
her PIN, reads and signs, before a witness.

The device knows no list of people and opens no other page. Ten minutes without anybody, or twelve hours, end it.
"""

from __future__ import annotations

import time
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.show_sign_offs import versions_that_are_signed
from bailee.operations.write_to_people import language_of
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.sittings import Sort
from bailee.store.typed import typed_name
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, visits, words
from bailee.web.own import arrived
from bailee.web.own.wording import languages, offered, wording
from bailee.web.signing.answering import Signer, answer

SESSION = "bailee.kiosk"
IDLE, LONGEST, READING = 10 * 60, 12 * 60 * 60, 20 * 60  # seconds; reading: of one person


def start(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: what it is. POST: this browser is the device from now on, and nobody is signed in on it."""
    error = ""
    if request.method == "POST":
        try:
            witness = typed_name(request.POST.get("witness", ""), "a witness", 100)
        except InvalidInput as fault:
            error = f"{words.sentence(str(fault))}."
        else:
            sitting = workspace.open_sitting(Sort.DEVICE, seconds=LONGEST, witness=witness)
            begun = {
                "sitting": sitting,
                "organisation": workspace.organisation,
                "member": workspace.member,
                "witness": witness,
                "began": int(time.time()),
                "seen": int(time.time()),
            }
            request.session.flush()  # whoever started it is signed out on this device
            request.session[SESSION] = begun
            request.session.set_expiry(LONGEST)
            return HttpResponseRedirect(frame.address("kiosk"), status=303)
    return answers.page(
        request,
        "signatures/start.html",
        status=422 if error else 200,
        error=error,
        witness=request.POST.get("witness", ""),
        waiting=len(workspace.sign_requests(state="asked")),
        is_signing=bool(versions_that_are_signed(workspace)),
        kiosk_address=frame.address("signatures-kiosk", workspace.organisation),
        back=frame.address("signatures", workspace.organisation),
    )


def at_the_device(request: HttpRequest) -> HttpResponse:
    """GET: number and PIN. POST: they are right, and the page opens for her; or the device is put away."""
    here = _device(request)
    if here is None:
        return _over(request)
    workspace, kept = here
    if request.method == "POST":
        if request.POST.get("act") == "end":
            workspace.leave_sitting(kept.get("sitting", ""))
            request.session.flush()
            return _said(request, "away")
        number, pin = request.POST.get("number", "")[:200], request.POST.get("pin", "")[:40]
        for asked in workspace.sign_requests_of_number(number):
            if workspace.try_pin(asked, pin) is None:
                request.session[SESSION] = {**kept, "request": asked.ident, "until": int(time.time()) + READING}
                hers = language_of(workspace.roster_person(asked.person)) or _chosen(request)
                query = f"?lang={hers}" if hers else ""
                return HttpResponseRedirect(frame.address("kiosk-sign") + query, status=303)
        return _ask(request, workspace, kept, status=422, is_wrong=True, number=number)
    return _ask(request, workspace, kept)


def sign(request: HttpRequest) -> HttpResponse:
    """The page of whoever typed her PIN; after it the device is free for the next one."""
    here = _device(request)
    if here is None:
        return _over(request)
    workspace, kept = here
    if "request" not in kept or kept["until"] < time.time():
        return HttpResponseRedirect(frame.address("kiosk"), status=303)
    asked = workspace.sign_request(kept["request"])
    page, after = frame.address("kiosk-sign"), frame.address("kiosk")
    if request.method == "POST" and request.POST.get("act") == "leave":
        request.session[SESSION] = {name: value for name, value in kept.items() if name not in ("request", "until")}
        return HttpResponseRedirect(after, status=303)
    told = answer(
        request,
        workspace,
        asked,
        Signer("kiosk-with-pin-and-witness", page, "", witness=kept["witness"], done=f"{after}?thanks=1"),
    )
    if request.method == "POST" and told.status_code == 303 and told["Location"].startswith(after + "?"):
        request.session[SESSION] = {name: value for name, value in kept.items() if name not in ("request", "until")}
    return told


def _ask(
    request: HttpRequest,
    workspace: Workspace,
    kept: dict[str, Any],
    *,
    status: int = 200,
    is_wrong: bool = False,
    number: str = "",
) -> HttpResponse:
    say = wording(_chosen(request) or workspace.correspondence().language)
    return answers.page(
        request,
        "signatures/kiosk.html",
        status=status,
        organisation=workspace.organisation_name,
        say=say,
        language=say.language,
        languages=offered(),
        witness=kept["witness"],
        error=say("kiosk.wrong") if is_wrong else "",
        number=number,
        thanks=request.method == "GET" and request.GET.get("thanks") == "1",
        kiosk_address=f"{frame.address('kiosk')}?lang={say.language}",
        ends=words.when(now()),
    )


def _chosen(request: HttpRequest) -> str:
    """The language that somebody chose at the device; empty for none."""
    chosen = request.GET.get("lang", "")
    return chosen if chosen in languages() else ""


def _device(request: HttpRequest) -> tuple[Workspace, dict[str, Any]] | None:
    """The device's door, as whoever started it; None where it was put away, or nobody came for ten minutes."""
    kept = request.session.get(SESSION)
    moment = time.time()
    patience = READING if kept and "request" in kept else IDLE
    if not kept or moment - kept["seen"] > patience or moment - kept["began"] > LONGEST:
        request.session.pop(SESSION, None)
        return None
    try:
        workspace = Workspace(visits.home(), kept["organisation"], kept["member"])
        workspace.require(Permission.WRITE_NOTICES)
    except NotAllowed:
        raise Http404 from None
    if not workspace.is_sitting(kept.get("sitting", "")):  # ended from elsewhere
        request.session.pop(SESSION, None)
        return None
    if request.method == "POST":
        kept = {**kept, "seen": int(moment)}
        request.session[SESSION] = kept
    return workspace, kept


def _over(request: HttpRequest) -> HttpResponse:
    return _said(request, "over", status=403)


def _said(request: HttpRequest, what: str, *, status: int = 200) -> HttpResponse:
    """One thing to say at the device, in the language that was chosen there or that its browser asks for."""
    say = wording(_chosen(request) or arrived.language(request))
    return answers.page(
        request,
        "message.html",
        status=status,
        layout=frame.frame_of(request, say.language),
        title=say(f"kiosk.{what}_title"),
        text=say(f"kiosk.{what}"),
        link=("/", say("kiosk.sign_in")),
    )
