"""On one's own page: asking about one's own data, and how what one asked stands."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from bailee.catalogues import Words
from bailee.data_subject_requests.requests import Contact
from bailee.errors import InvalidInput
from bailee.operations.ask_by_page_request import BY_PAGE, ask_on_own_page, own_data_requests
from bailee.operations.write_to_people import language_of
from bailee.store.rows.roster import RosterPerson
from bailee.store.workspace import Workspace
from bailee.web.own import arrived
from bailee.web.own.wording import languages, wording


def ask(request: HttpRequest, workspace: Workspace) -> HttpResponse:
    """A member asks."""
    user: Any = request.user
    email = str(user.email) if user.is_authenticated else ""
    person = person_of(workspace, email)
    return _ask(request, workspace, person, email, str(user.name or ""), reverse("own", args=(workspace.organisation,)))


def ask_by_link(request: HttpRequest) -> HttpResponse:
    """The same for whoever came by a link."""
    workspace = arrived.workspace_of(request)
    if workspace is None:
        return arrived.closed(request)
    return _ask(request, workspace, person_of(workspace), "", "", reverse("person"))


def _ask(
    request: HttpRequest, workspace: Workspace, person: RosterPerson | None, email: str, name: str, back: str
) -> HttpResponse:
    chosen = request.GET.get("lang", "")
    chosen = chosen if chosen in languages() else ""
    say = wording(chosen or (language_of(person) if person else "") or arrived.language(request))
    where = person.email if person is not None and person.email else email
    who = person.name if person is not None else name
    try:
        ident = ask_on_own_page(
            workspace,
            request.POST.getlist("rights"),
            Contact(
                who, where or request.POST.get("email", ""), says=request.POST.get("says", ""), language=say.language
            ),
            person=person.ident if person is not None else "",
        )
    except InvalidInput as fault:
        field = (
            "rights"
            if "asked for" in str(fault)
            else "email"
            if "e-mail" in str(fault) or "answered" in str(fault)
            else "long"
        )
        messages.error(request, say(f"ask.fault_{field}"))
    else:
        messages.success(request, say("ask.own_sent", number=ident))
    return HttpResponseRedirect(f"{back}?lang={chosen}#ask" if chosen else f"{back}#ask", status=303)


def shown(workspace: Workspace, say: Words) -> dict[str, Any]:
    """What the page says of it: what one may ask for, and how what one asked stands."""
    return {
        "rights": [(each, say(f"ask.{each.replace('-', '_')}")) for each in BY_PAGE],
        "asked": [
            (
                each,
                "; ".join(say(f"ask.{right.replace('-', '_')}") for right in each.rights if right in BY_PAGE),
                say(f"ask.state_{each.state}"),
            )
            for each in own_data_requests(workspace)
        ],
    }


def person_of(workspace: Workspace, email: str = "") -> RosterPerson | None:
    """Who a member is on the roster, by what she was asked to sign; None where nobody knows."""
    asked = workspace.own_requests(email)
    return workspace.roster_person(asked[-1].person) if asked else None
