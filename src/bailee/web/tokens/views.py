"""Own tokens: made, shown once, revoked. A token may less than its member, in organisations that she chose."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect

from bailee.errors import Error, InvalidInput
from bailee.operations.manage_tokens import LONGEST_DAYS, LONGEST_NAME, create_token, revoke_token, tokens_of
from bailee.permissions import MEANS, Permission, may
from bailee.store.rows.base import now
from bailee.store.rows.programs import Token
from bailee.store.tenancy import Membership
from bailee.store.workspace import Workspace
from bailee.web import answers, frame, shown_once, typed, visits, words

_HEADS = ("Ident", "Name", "May", "Made", "Until", "Last used", "State")
_DAYS = 90
_USUAL = (Permission.SEE_TABLE, Permission.SEE_FINDINGS, Permission.SEE_STORES)


def listing(request: HttpRequest, workspace: Workspace) -> HttpResponseBase:
    """GET: one's own. POST: another one."""
    error = ""
    others = _others(request, workspace)
    if request.method == "POST":
        try:
            made = create_token(
                [workspace, *_chosen(request, workspace, others)],
                request.POST.get("name", ""),
                [Permission(each) for each in request.POST.getlist("permission")],
                days=_number(request.POST.get("days", "")),
            )
        except ValueError:
            error = "Choose what it may from the list."
        except Error as fault:
            error = typed.plain(fault)
        else:
            shown_once.keep(request, "token", {"token": made.token, "name": request.POST.get("name", "")})
            return _here(workspace)
    found = tokens_of(workspace)
    if request.GET.get("format") == "csv":
        return answers.csv_file(f"{workspace.organisation} tokens.csv", _HEADS, map(_as_csv, found))
    mine = [each for each in Permission if workspace.may(each) and each is not Permission.USE_API]
    return answers.page(
        request,
        "tokens/list.html",
        status=422 if error else 200,
        tokens=[(each, *_state(each), [_say(permission) for permission in each.permissions]) for each in found],
        good=sum(each.is_good(now()) for each in found),
        shown_once=shown_once.take(request, "token"),
        error=error,
        choices=[(each.value, words.sentence(_say(each))) for each in mine],
        chosen=request.POST.getlist("permission") if error else [each.value for each in _USUAL if each in mine],
        others=[(each.organisation, each.name) for each in others],
        others_chosen=request.POST.getlist("organisation"),
        name=request.POST.get("name", "") if error else "",
        days=request.POST.get("days", "") if error else _DAYS,
        longest_days=LONGEST_DAYS,
        longest_name=LONGEST_NAME,
        address=frame.address("tokens", workspace.organisation),
        revoke_address=lambda ident: frame.address("token-revoke", workspace.organisation, ident),
        settings_address=frame.address("settings", workspace.organisation)
        if workspace.may(Permission.SEE_SETTINGS)
        else "",
    )


def revoke(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponseBase:
    """Refused from now on, in every organisation that it was made for."""
    if ident not in {each.ident for each in tokens_of(workspace)}:
        messages.error(request, "You have no such token.")
        return _here(workspace)
    doors = [
        workspace,
        *(Workspace(workspace.home, each.organisation, each.member) for each in _others(request, workspace)),
    ]
    try:
        revoked = revoke_token(doors, ident)
    except InvalidInput as fault:
        messages.error(request, f"{words.sentence(str(fault))}.")
    else:
        messages.success(request, f"{revoked.name} is revoked. Whatever uses it is refused from now on.")
    return _here(workspace)


def _others(request: HttpRequest, workspace: Workspace) -> list[Membership]:
    """Other organisations of the account in which she may make tokens."""
    visit = visits.visit_of(request)
    if visit is None or not workspace.account:
        return []
    return [
        each
        for each in visit.memberships
        if each.organisation != workspace.organisation and may(each.role, Permission.USE_API)
    ]


def _chosen(request: HttpRequest, workspace: Workspace, others: list[Membership]) -> list[Workspace]:
    wanted = set(request.POST.getlist("organisation"))
    if wanted - {each.organisation for each in others}:
        raise InvalidInput("you are no member of one of these organisations", hint="load the page again")
    return [Workspace(workspace.home, each.organisation, each.member) for each in others if each.organisation in wanted]


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 6):
        raise InvalidInput("this is no number of days", hint=f"1 to {LONGEST_DAYS}")
    return int(text)


def _state(token: Token) -> tuple[str, str]:
    if token.revoked_at is not None:
        return "unknown", f"revoked {words.when(token.revoked_at)}"
    return ("green", "good") if token.is_good(now()) else ("unknown", "over")


def _say(permission: Permission) -> str:
    return MEANS[permission].replace("'", "’")


def _as_csv(token: Token) -> tuple[object, ...]:
    return (
        token.ident, token.name, " ".join(each.value for each in token.permissions), token.created_at.isoformat(timespec="minutes"),
        token.expires_at.isoformat(timespec="minutes"), token.last_used_at.isoformat(timespec="minutes") if token.last_used_at else "",
        _state(token)[1],
    )  # fmt: skip


def _here(workspace: Workspace) -> HttpResponseRedirect:
    return HttpResponseRedirect(frame.address("tokens", workspace.organisation), status=303)
