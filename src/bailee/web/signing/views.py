"""A person's own requests: for members who sign in, and for those who came by a link."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from bailee.errors import InvalidInput
from bailee.operations.request_sign_off import how_linked
from bailee.permissions import Permission
from bailee.store.rows.signing import SignRequest
from bailee.store.workspace import Workspace
from bailee.web import frame
from bailee.web.own import arrived
from bailee.web.signing.answering import Signer, answer, copy


def own(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponse:
    """What a member is asked to sign, signed in."""
    asked = asked_of(workspace, ident, address_of(request))
    page, copied = (frame.address(name, workspace.organisation, ident) for name in ("own-sign", "own-signed-copy"))
    return answer(
        request, workspace, asked, Signer(_how(request), page, copied, frame.address("own", workspace.organisation))
    )


def own_copy(request: HttpRequest, workspace: Workspace, ident: str) -> HttpResponse:
    """Her certificate."""
    return copy(workspace, asked_of(workspace, ident, address_of(request)))


def person(request: HttpRequest, ident: str) -> HttpResponse:
    """The same for whoever came by a link and its code."""
    workspace = arrived.workspace_of(request)
    if workspace is None:
        return arrived.closed(request)
    workspace.require(Permission.SIGN_OWN)
    page, copied = (frame.address(name, ident) for name in ("person-sign", "person-signed-copy"))
    asked = asked_of(workspace, ident)
    how = how_linked(workspace, arrived.came_by(request))
    return answer(request, workspace, asked, Signer(how, page, copied, frame.address("person")))


def person_copy(request: HttpRequest, ident: str) -> HttpResponse:
    """Her certificate."""
    workspace = arrived.workspace_of(request)
    return arrived.closed(request) if workspace is None else copy(workspace, asked_of(workspace, ident))


def asked_of(workspace: Workspace, ident: str, email: str = "") -> SignRequest:
    """One of her own; another person's is not there."""
    try:
        return next(each for each in workspace.own_requests(email) if each.ident == ident)
    except (StopIteration, InvalidInput):
        raise Http404 from None


def address_of(request: HttpRequest) -> str:
    """The address that she signs in with."""
    user: Any = request.user
    return str(user.email) if user.is_authenticated else ""


def _how(request: HttpRequest) -> str:
    from bailee.web.accounts import sessions  # pages of sign-in answer by modules that answer by these

    return "account-with-second-factor" if sessions.is_strong(request) else "account-with-password"
