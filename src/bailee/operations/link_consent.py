"""A person's own page of consent: its link made, handed over or mailed, with a code that goes apart where it can; and revoked.

    made = send_page(workspace, "pat@example.org", "staff-photos", address=address, server=None)    # to be handed over
    revoke_link(workspace, ident)

A link that is mailed has its code sent to a second address, as links to sign have; one that is handed over, to the address on the
roster, where asked. Where no code can go apart, the link alone opens the page, and whoever makes it is told so.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from enum import StrEnum

from bailee.deliveries.words import Code, SignAt, code_apart, consent_asked
from bailee.errors import InvalidInput
from bailee.operations.ask_consent import form_in
from bailee.operations.write_to_people import second_address, tongue
from bailee.permissions import Permission
from bailee.store import mail
from bailee.store.rows.consent_links import LINK_DAYS, ConsentLink
from bailee.store.rows.consents import Principal
from bailee.store.rows.roster import RosterPerson
from bailee.store.workspace import Workspace


class NoCode(StrEnum):
    """Why a link alone opens its page."""

    NOT_ASKED = "not-asked"
    ONE_ADDRESS = "one-address"
    NO_ADDRESS = "no-address"
    NO_MAIL = "no-mail"


WHY = {
    NoCode.NOT_ASKED: "no code was asked for: whoever has this link can answer",
    NoCode.ONE_ADDRESS: "no code goes with it, for there is one address of this person and the link is there: whoever reads that "
    "mailbox can answer",
    NoCode.NO_MAIL: "no code goes with it, for no mail is sent from here: whoever has this link can answer",
    NoCode.NO_ADDRESS: "no code goes with it, for the roster has no address of this person: whoever has this link can answer",
}


@dataclass(frozen=True, slots=True)
class Page:
    """What was made. `link` empty: it was mailed. `no_code` None: a code was sent apart."""

    name: str = field(repr=False)
    link: str = field(repr=False)
    no_code: NoCode | None


def send_page(
    workspace: Workspace,
    who: str,
    kind: str,
    *,
    address: str,
    server: mail.Server | None,
    by_mail: bool = False,
    with_code: bool = False,
    language: str = "",
) -> Page:
    """Make the link: mailed to the address on the roster, its code to a second one; or to be handed over, and with `with_code` its
    code mailed. `language`: of the form; where none is named, the person's, as far as it asks the same in it. InvalidInput where
    what is asked for cannot be."""
    principal = workspace.principal(who)
    form = workspace.consent_form(kind, language=language)
    if form.instead is not None:
        raise InvalidInput(f'"{kind}" asks for no consent any more', hint="it rests on another basis")
    person = workspace.roster_person(principal.person) if principal.person else None
    if by_mail and (server is None or person is None or not mail.is_address(person.email)):
        why = "no mail server is set" if server is None else "the roster has no address of this person"
        raise InvalidInput(f"{why}, so the link cannot be mailed", hint="hand it over instead")
    to, why_none = _code_goes_to(person, by_mail, with_code, has_server=server is not None)
    if with_code and not to:
        raise InvalidInput(
            WHY[why_none].partition(":")[0], hint="make the link without a code, or add an address to the roster"
        )
    code = f"{secrets.randbelow(10**6):06}" if to else ""
    speaks = tongue(workspace)(person) if person else workspace.correspondence().language
    if not language:
        form = form_in(workspace, kind, form.language, speaks)
    with workspace.transaction(Permission.WRITE_NOTICES):
        ident, token = workspace.add_consent_link(principal, kind, form.language, code=code)
        link = f"{address.rstrip('/')}/consent/{token}/"
        if to:
            said = code_apart(workspace.organisation_name, code, speaks)
            mail.put(workspace, to, said.subject, said.text)
        if by_mail and person is not None:
            at = SignAt(link, Code.APART if to else None, LINK_DAYS)
            words = consent_asked(workspace.organisation_name, form.title, person.name, at, form.contact, speaks)
            mail.put(workspace, person.email, words.subject, words.text)
        told = {"form": kind, "on_roster": principal.person is not None, "by": "mail" if by_mail else "hand"}
        workspace.record("consent-linked", ident, told | {"code": "apart" if to else "none"})
    if server is not None:
        mail.send_due(workspace.home, server)
    return Page(principal.name, "" if by_mail else link, None if to else why_none)


def _code_goes_to(
    person: RosterPerson | None, by_mail: bool, with_code: bool, *, has_server: bool
) -> tuple[str, NoCode]:
    """The address for the code, which is not where the link goes; empty where there is none, and why."""
    if by_mail and person is not None:
        return second_address(person), NoCode.ONE_ADDRESS
    if not with_code:
        return "", NoCode.NOT_ASKED
    if person is None or not mail.is_address(person.email):
        return "", NoCode.NO_ADDRESS
    return (person.email, NoCode.NOT_ASKED) if has_server else ("", NoCode.NO_MAIL)


def revoke_link(workspace: Workspace, ident: str) -> Principal:
    """It opens nothing from now on, and says so; what was said by it stays. Whose it was."""
    with workspace.transaction(Permission.WRITE_NOTICES):
        link = workspace.revoke_consent_link(ident)
        workspace.record("consent-link-revoked", ident, {"form": link.kind})
    return link.principal


def list_links(workspace: Workspace, kind: str, *, start: int = 0, count: int = 100) -> tuple[ConsentLink, ...]:
    """Links to pages about a form, the newest first."""
    workspace.require(Permission.WRITE_NOTICES)
    return workspace.consent_links(kind, start=start, count=count)
