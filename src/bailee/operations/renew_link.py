"""Another link for somebody whose own counts no more: she asks by the old one, and it goes to the address on the roster alone.

    renew_link(home, token, address="https://bailee.example")     # says nothing of whether anything will be sent

Who holds an old link may be anybody it was forwarded to, so nothing on the page tells whose it was, and none of it is chosen there.
A code goes to a second address; where there is none, the new link opens by the code that she has.
"""

from __future__ import annotations

from pathlib import Path

from bailee.deliveries.words import Code, SignAt, code_apart, link_again
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.write_to_people import second_address, tongue
from bailee.permissions import Permission
from bailee.store import mail, person_links
from bailee.store.rows.base import today
from bailee.store.rows.roster import RosterPerson
from bailee.store.workspace import Workspace


def renew_link(home: Path, token: str, *, address: str) -> None:
    """Put one into the outbox, where an old link says whose it was and she is still on the roster; a worker sends it, so that how long
    the page takes tells nothing. Evidence says what came of it."""
    asker = person_links.ask_anew(home, token)
    if asker is None or not asker.may:
        return
    try:
        workspace = Workspace(home, asker.organisation, asker.member)
    except NotAllowed:  # she belongs here no more
        return
    with workspace.transaction(Permission.SEE_OWN):
        code, because = _send(workspace, address)
        if because:
            workspace.record("link-not-renewed", asker.link, {"because": because})
        else:
            workspace.record("link-renewed", asker.link, {"code": code.value})


def _send(workspace: Workspace, address: str) -> tuple[Code, str]:
    """Put the mails into the outbox: how the code comes to her, and why there was nothing to send."""
    person = _person_of(workspace)
    if person is None:
        return Code.KNOWN, "not on the roster, or without an address"
    language, second = tongue(workspace)(person), second_address(person)
    if second:
        token, figures = person_links.link_own(workspace)
        words = code_apart(workspace.organisation_name, figures, language)
        mail.put(workspace, second, words.subject, words.text)
        code = Code.APART
    else:
        again = person_links.link_again(workspace, workspace.member)
        if again is None:
            return Code.KNOWN, "its code was wrong too often"
        token, code = again[0], Code.KNOWN
    at = SignAt(f"{address.rstrip('/')}/e/{token}/", code, person_links.DAYS)
    said = link_again(
        workspace.organisation_name, person.name, at, str(workspace.facts().get("contact") or ""), language
    )
    mail.put(workspace, person.email, said.subject, said.text)
    for request in workspace.own_requests():
        if request.is_open:
            workspace.note_signing(request, "renewed", how="mail")
    return code, ""


def _person_of(workspace: Workspace) -> RosterPerson | None:
    """Who she is on the roster, where she is still on it and has an address."""
    for request in reversed(workspace.own_requests()):
        try:
            person = workspace.roster_person(request.person)
        except InvalidInput:
            continue
        is_here = person.left_on is None or person.left_on > today()
        return person if is_here and mail.is_address(person.email) else None
    return None
