"""Acts over one form: a link for a person, taking back for her, another basis for all."""

from __future__ import annotations

import os
from datetime import date

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee import settings
from bailee.errors import InvalidInput
from bailee.operations import ask_consent, link_consent
from bailee.operations.mail_server import mail_server
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis
from bailee.web import frame, shown_once, typed, words


def link(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """The address of a person's own page: mailed, or shown once."""
    values = settings.read(os.environ)
    root = str(values["address"]).rstrip("/") or request.build_absolute_uri("/").rstrip("/")
    by = request.POST.get("by", "hand")
    try:
        made = link_consent.send_page(
            workspace, request.POST.get("person", ""), kind, address=root, server=mail_server(values),
            by_mail=by == "mail", with_code=by == "code",
        )  # fmt: skip
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        why = link_consent.WHY[made.no_code] if made.no_code else ""
        shown_once.keep(request, "consent", {"link": made.link, "name": made.name, "why": words.sentence(why)})
    return _back(workspace, kind)


def revoke(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """A link opens nothing from now on."""
    try:
        who = link_consent.revoke_link(workspace, request.POST.get("link", ""))
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, f"Revoked. The link of {who.name} opens nothing any more, and says so.")
    return _back(workspace, kind)


def withdraw(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """She said so; no reason is asked for."""
    purpose = request.POST.get("purpose", "")
    try:
        ask_consent.withdraw(
            workspace, request.POST.get("person", ""), kind, [purpose] if purpose else [], how="spoken", on=_today()
        )
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Taken back; it counts no more from now on.")
    return _back(workspace, kind)


def instead(request: HttpRequest, workspace: Workspace, kind: str) -> HttpResponseBase:
    """The purposes rest on another basis."""
    try:
        basis = LawfulBasis(request.POST.get("basis", ""))
        ask_consent.rest_on(workspace, kind, basis, request.POST.get("why", ""), on=_today())
    except ValueError:
        messages.error(request, "Choose the basis.")
    except InvalidInput as fault:
        messages.error(request, typed.plain(fault))
    else:
        messages.success(request, "Nobody is asked any more. Tell people of it by a notice.")
    return _back(workspace, kind)


def _back(workspace: Workspace, kind: str) -> HttpResponseBase:
    return HttpResponseRedirect(frame.address("consent", workspace.organisation, kind), status=303)


def _today() -> date:
    return now().astimezone().date()
