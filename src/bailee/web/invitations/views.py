"""Invitations of an organisation: who was invited, a new one, and links for people without an account."""

from __future__ import annotations

import os

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse

from bailee import settings
from bailee.errors import Error
from bailee.operations.invite_member import invite_member
from bailee.operations.mail_server import mail_server
from bailee.permissions import Role
from bailee.store import invitations as kept
from bailee.store import person_links
from bailee.store.workspace import Workspace
from bailee.web import answers, shown_once, typed, words


def invitations(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Who was invited; a form for another one."""
    fault = ""
    if request.method == "POST":
        try:
            role = Role(request.POST.get("role", ""))
            values = settings.read(os.environ)
            email = request.POST.get("email", "")
            made = invite_member(workspace, email, role, address=_address(request), server=mail_server(values))
        except ValueError:
            fault = "Choose a role."
        except Error as error:
            fault = typed.plain(error)
        else:
            shown_once.keep(request, "invitation", {"link": made.link, "email": email, "mailed": made.is_mailed})
            return HttpResponseRedirect(_here(workspace), status=303)
    found = kept.invitations(workspace)
    if request.GET.get("format") == "csv":
        rows = [(each.email, each.role.label, each.state, each.created_at, each.expires_at) for each in found]
        return answers.csv_file("invitations.csv", ("E-mail", "Role", "State", "Invited", "Until"), rows)
    roles = kept.roles_to_give(workspace)
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    return answers.page(
        request,
        "invitations/list.html",
        status=422 if fault else 200,
        invitations=found,
        names=names,
        roles=roles and [("", "Choose…"), *((each.value, words.sentence(each.label)) for each in roles)],
        fault=fault,
        email=request.POST.get("email", ""),
        role=request.POST.get("role", ""),
        shown_once=shown_once.take(request, "invitation"),
        organisation=workspace.organisation,
    )


def withdraw(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponse:
    """The link opens nothing any more."""
    kept.withdraw(workspace, ident)
    return HttpResponseRedirect(_here(workspace), status=303)


def person(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """A link and a code for somebody without an account."""
    name = " ".join(request.POST.get("name", "").split())
    token, code = person_links.link_person(workspace, name)
    shown_once.keep(request, "invitation", {"link": f"{_address(request)}/e/{token}/", "code": code, "name": name})
    return HttpResponseRedirect(_here(workspace), status=303)


def _here(workspace: Workspace) -> str:
    return reverse("invitations", args=(workspace.organisation,))


def _address(request: HttpRequest) -> str:
    """The server's public address, or the one by which it was asked."""
    return str(settings.read(os.environ)["address"]).rstrip("/") or request.build_absolute_uri("/").rstrip("/")
