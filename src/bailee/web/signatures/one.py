"""One person's request: what happened, her questions and their answers, her certificate; and what can be done for her."""

from __future__ import annotations

import os

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect

from bailee import settings
from bailee.errors import Error, InvalidInput
from bailee.notices.sheets import in_fours
from bailee.notices.signatures import IDENTIFIED
from bailee.operations.mail_server import mail_server
from bailee.operations.record_sign_off import record_sheet
from bailee.operations.request_sign_off import send_again
from bailee.operations.sign_notice import LONGEST, answer_question, signature_of
from bailee.operations.write_to_people import second_address, title_of
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.signing import Certificate, SignRequest
from bailee.store.rows.told import SignOff
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, shown_once, typed, words

_BY_HAND = ("in-person-by-colleague", "paper-entered-later")
ACTS = {
    "asked": "Asked to sign",
    "linked": "A link was made to hand over",
    "mailed": "A link was mailed",
    "printed": "A sheet of paper was printed",
    "opened": "Opened the notice",
    "question": "Asked",
    "answer": "Was answered",
    "checked": "Answered the check",
    "signed": "Signed",
    "declined": "Declined",
    "withdrawn": "Is asked no more",
    "copied": "A copy was sent",
    "code-shown": "The code was shown to whoever asked",
    "renewed": "Had another link sent to the address on the roster",
    "reminded": "Was reminded",
    "escalated": "The manager was told",
}


def one(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """GET shows; POST answers a question, makes a link or a PIN, or notes what was signed by hand."""
    asked = _asked(workspace, ident)
    here = frame.address("signatures-one", workspace.organisation, ident)
    if request.method != "POST":
        return _page(request, workspace, asked)
    act = request.POST.get("act", "")
    try:
        if act == "answer":
            answer_question(workspace, ident, request.POST.get("answer", ""))
            messages.success(request, "Answered. It stands on the person's page.")
        elif act == "link":
            values = settings.read(os.environ)
            address = str(values["address"]).rstrip("/") or request.build_absolute_uri("/").rstrip("/")
            because = request.POST.get("because", "")
            made = send_again(workspace, asked, address=address, server=mail_server(values), because=because)
            shown_once.keep(request, "sign-link", {"link": made.link, "code": made.code})
        elif act == "pin":
            shown_once.keep(request, "sign-link", {"pin": workspace.give_pins([asked])[ident]})
        elif act == "record":
            how = request.POST.get("how", "")
            if how not in _BY_HAND:
                raise InvalidInput("choose how it was signed")
            record_sheet(
                workspace,
                asked,
                name=request.POST.get("name", ""),
                identified_by=how,
                witness=request.POST.get("witness", ""),
                signed_on=typed.day_or_none(request.POST.get("signed_on", "")),
            )
            messages.success(request, "Noted, with its certificate.")
    except KeyError:
        return _page(request, workspace, asked, error="This was answered already.")
    except Error as fault:
        return _page(request, workspace, asked, error=typed.plain(fault), field=_FIELDS.get(act, ""))
    return HttpResponseRedirect(here, status=303)


_FIELDS = {"link": "f-because", "answer": "f-answer", "record": "f-name"}


def certificate(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """The certificate of a person's signature."""
    signed, kept = _kept(workspace, _asked(workspace, ident))
    if signed is None or kept is None:
        raise Http404
    answer = HttpResponse(kept.document, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{signed.kind}-{signed.ident}.pdf"'
    return answer


def _page(
    request: HttpRequest, workspace: Workspace, asked: SignRequest, *, error: str = "", field: str = ""
) -> HttpResponseBase:
    version = workspace.notice_version(asked.kind, asked.version, asked.language)
    person = workspace.roster_person(asked.person)
    events = workspace.sign_events(asked)
    signed, kept = _kept(workspace, asked)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    return answers.page(
        request,
        "signatures/one.html",
        status=422 if error else 200,
        error=error,
        field=field,
        asked=asked,
        person=person,
        title=title_of(version),
        sheet=in_fours(asked.sheet),
        steps=[(words.when(each.at), ACTS[each.act], each.says, names.get(each.by, "")) for each in events],
        is_waiting=_waits(events),
        signed=signed,
        how=IDENTIFIED.get(signed.identified_by, signed.identified_by) if signed else "",
        kept=kept,
        shown=shown_once.take(request, "sign-link"),
        may_link=workspace.may(Permission.MANAGE_MEMBERS),
        needs_reason=mail_server(settings.read(os.environ)) is not None
        and bool(person.email)
        and not second_address(person),
        ways=[(each, words.sentence(IDENTIFIED[each])) for each in _BY_HAND],
        given=request.POST,
        longest=LONGEST,
        today=now().astimezone().date().isoformat(),
        here=frame.address("signatures-one", workspace.organisation, asked.ident),
        back=frame.address("signatures-of", workspace.organisation, asked.kind),
        certificate_address=frame.address("signatures-certificate", workspace.organisation, asked.ident),
    )


def _waits(events: object) -> bool:
    acts = [each.act for each in events if each.act in ("question", "answer")]  # type: ignore[attr-defined]
    return bool(acts) and acts[-1] == "question"


def _asked(workspace: Workspace, ident: str) -> SignRequest:
    try:
        return workspace.sign_request(ident)
    except InvalidInput:
        raise Http404 from None


def _kept(workspace: Workspace, asked: SignRequest) -> tuple[SignOff | None, Certificate | None]:
    try:
        signed = signature_of(workspace, asked)
    except InvalidInput:
        return None, None
    try:
        return signed, workspace.certificate(signed.ident)
    except InvalidInput:
        return signed, None
