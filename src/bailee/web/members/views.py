"""Members of an organisation: the list, one of them, her role, and the end of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error
from bailee.permissions import Permission, Role, may_grant
from bailee.store import invitations
from bailee.store.rows.members import Member
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, typed
from bailee.web.members import words as role_words

_HEADS = ("Name", "Ident", "Role", "Through", "Since", "Until", "Ended", "Can sign in", "Last opened")
HOW = {
    "added": "became a member",
    "assigned": "was assigned by the provider",
    "broke-glass": "opened it without being assigned",
    "role": "got this role",
    "account": "signed in with an own account",
}


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """Who belongs to it now; with `?ended=yes` also who did."""
    with_ended = request.GET.get("ended") == "yes"
    members = workspace.member_list(ended=with_ended)
    last = workspace.last_opened() if workspace.may(Permission.SEE_ACCESS) else None
    provider = workspace.provider_name()
    if request.GET.get("format") == "csv":
        rows = (_as_csv(each, provider, (last or {}).get(each.ident)) for each in members)
        return answers.csv_file(f"{workspace.organisation} members.csv", _HEADS, rows)
    invited = [each for each in invitations.invitations(workspace) if each.state == "open"]
    here = frame.address("members", workspace.organisation)
    return answers.page(
        request,
        "members/list.html",
        members=[(each, (last or {}).get(each.ident)) for each in members],
        standing=sum(each.is_standing for each in members),
        shows_opened=last is not None,
        provider=provider,
        invited=invited,
        views=[("Now", here, None, not with_ended), ("With those who left", f"{here}?ended=yes", None, with_ended)],
        one_address=lambda ident: frame.address("members-one", workspace.organisation, ident),
        invite_address=frame.address("invitations", workspace.organisation),
        roles_address=frame.address("members-roles", workspace.organisation),
        access_address=frame.address("access", workspace.organisation) if workspace.may(Permission.SEE_ACCESS) else "",
        may_manage=workspace.may(Permission.MANAGE_MEMBERS),
        me=workspace.member,
    )


def roles(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """What each role may do."""
    shown = [
        (role, role_words.about(role), role_words.may_words(role), role_words.cannot_words(role))
        for role in Role
        if workspace.is_provider or workspace.provider_number is not None or not role.value.startswith("provider")
    ]
    return answers.page(
        request, "members/roles.html", roles=shown, members_address=frame.address("members", workspace.organisation)
    )


def one(request: HttpRequest, workspace: Workspace, member: str, error: str = "") -> HttpResponseBase:
    """One member: what she may, since when, and how that changed."""
    found = _member(workspace, member)
    sees_access = workspace.may(Permission.SEE_ACCESS)
    spans = [each for each in workspace.member_spans() if each.member == member] if sees_access else []
    names = {each.ident: each.name for each in workspace.member_list(ended=True)}
    roles = _roles(workspace, found)
    return answers.page(
        request,
        "members/one.html",
        status=422 if error else 200,
        member=found,
        about=role_words.about(found.role),
        may_do=role_words.may_words(found.role),
        may_not=role_words.cannot_words(found.role),
        provider=workspace.provider_name(),
        choices=role_words.choices(roles),
        because=_because(workspace, found) if found.is_standing else "",
        error=error,
        history=[(_kind(each.until), each, HOW.get(each.how, each.how), names.get(each.by, each.by)) for each in spans],
        last=workspace.last_opened().get(member) if sees_access else None,
        shows_opened=sees_access,
        access_address=frame.address("access", workspace.organisation) if sees_access else "",
        role_address=frame.address("members-role", workspace.organisation, member),
        end_address=frame.address("members-end", workspace.organisation, member),
        members_address=frame.address("members", workspace.organisation),
        roles_address=frame.address("members-roles", workspace.organisation),
        is_me=member == workspace.member,
    )


def change_role(request: HttpRequest, workspace: Workspace, member: str) -> HttpResponseBase:
    """Another role from her next click on."""
    found = _member(workspace, member)
    try:
        role = Role(request.POST.get("role", ""))
    except ValueError:
        return one(request, workspace, member, "Choose a role.")
    try:
        workspace.change_role(member, role)
    except Error as fault:
        return one(request, workspace, member, typed.plain(fault))
    messages.success(
        request, f"{found.name} is {role.label} from the next click on. What was done before stays in the log."
    )
    return HttpResponseRedirect(frame.address("members-one", workspace.organisation, member), status=303)


def end(request: HttpRequest, workspace: Workspace, member: str) -> HttpResponseBase:
    """She is a member no more; her sessions show nothing of it from the next click on."""
    found = _member(workspace, member)
    try:
        workspace.end_member(member)
    except Error as fault:
        return one(request, workspace, member, typed.plain(fault))
    if member == workspace.member:
        return HttpResponseRedirect("/", status=303)
    messages.success(request, f"{found.name} is no member any more. What was done stays in the log.")
    return HttpResponseRedirect(frame.address("members", workspace.organisation), status=303)


def _member(workspace: Workspace, ident: str) -> Member:
    found = next((each for each in workspace.member_list(ended=True) if each.ident == ident), None)
    if found is None:
        raise Http404
    return found


def _roles(workspace: Workspace, member: Member) -> list[Role]:
    """Roles that the reader may give this member; none where she may not change her."""
    if not member.is_standing or _because(workspace, member):
        return []
    return list(invitations.roles_to_give(workspace))


def _because(workspace: Workspace, member: Member) -> str:
    """Why the reader changes nothing of this member; empty where she may."""
    if member.through:
        return "Comes by the provider: role and assignment are changed there."
    if not workspace.may(Permission.MANAGE_MEMBERS):
        return f"As {workspace.role.label} you see members, and change none."
    if not may_grant(workspace.role, member.role):
        return f"As {workspace.role.label} you change no {member.role.label}: ask an owner."
    return ""


def _kind(until: datetime | None) -> str:
    return "pending" if until is None else "done"


def _as_csv(member: Member, provider: str, last: datetime | None) -> tuple[Any, ...]:
    def at(value: datetime | None) -> str:
        return value.isoformat(timespec="minutes") if value else ""

    return (
        member.name,
        member.ident,
        member.role.label,
        provider if member.through else "",
        at(member.created_at),
        at(member.until),
        at(member.ended_at),
        "yes" if member.account else "no",
        at(last),
    )
