"""How people are written to: in which language, of which notice, and where they sign.

    speaks = tongue(workspace)                                   # the language of each, by the roster, else the organisation's
    ways = ways_to_sign(workspace, version, people, address)     # a link of her own for each; or why there is none

A link of one's own takes a code that comes another way: by a second address on the roster, or by a code that she has from a
link of before, or by whoever asked her, where that person says why. Where none of these is, a mail has no link, and says so.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from bailee.deliveries import wording
from bailee.deliveries.rhythm import Quiet
from bailee.deliveries.words import Code, Lacks, Said, SignAt, code_apart
from bailee.errors import InvalidInput
from bailee.notices.short import says_the_same
from bailee.permissions import Permission, Role
from bailee.store import mail, person_links
from bailee.store.person_links import How
from bailee.store.rows.correspondence import Correspondence
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace

REASON = 300  # characters of why somebody sees the codes of others


@dataclass(frozen=True, slots=True)
class Way:
    """Where one person signs. `code`: to be handed over by whoever asks; `apart`: the mail that brings it instead."""

    at: SignAt
    code: str = field(repr=False, default="")
    apart: mail.Letter | None = field(repr=False, default=None)


def tongue(workspace: Workspace) -> Callable[[RosterPerson], str]:
    """The language in which each is written to."""
    usual = workspace.correspondence().language
    return lambda person: language_of(person) or usual


def language_of(person: RosterPerson) -> str:
    """The language that the roster says somebody reads; empty where it says none, or one that has no words."""
    return wording.language_of(person.details.language)


def language_of_member(workspace: Workspace) -> str:
    """The same of whoever this door was opened for, by what she was asked to sign last."""
    asked = workspace.own_requests()
    return language_of(workspace.roster_person(asked[-1].person)) if asked else ""


def choose_correspondence(workspace: Workspace, *, language: str = "", copies: bool | None = None) -> Correspondence:
    """How people are written to from now on; what is not named stays. InvalidInput for a language that has no words."""
    before = workspace.correspondence()
    code = wording.language_of(language) if language else before.language
    if not code:
        raise InvalidInput(
            f'there are no words for mails in "{language[:40]}"', hint="one of: " + " ".join(wording.languages())
        )
    chosen = Correspondence(code, before.copies if copies is None else copies)
    workspace.choose_correspondence(chosen)
    return chosen


def title_of(version: NoticeVersion) -> str:
    """What a version is called on its own page."""
    document = version.content.get("document") or {}
    return str(document.get("title") or version.kind.replace("-", " ").capitalize())


def said_about(workspace: Workspace, version: NoticeVersion, *, signs: bool, address: str = "") -> Said:
    """What mails and letters about a version speak of."""
    root = address.rstrip("/")
    is_open = workspace.notice_pages().get(version.kind, (False, None))[0]
    return Said(
        workspace.organisation_name,
        title_of(version),
        signs,
        contact=str(workspace.facts().get("contact") or version.content.get("contact") or ""),
        page=f"{root}/notices/{workspace.organisation}/{version.kind}/" if root and is_open else "",
        language=version.language,
        titles={each.language: title_of(each) for each in in_other_languages(workspace, version)},
    )


def in_other_languages(workspace: Workspace, version: NoticeVersion) -> tuple[NoticeVersion, ...]:
    """The newest published version of each other language that tells the same."""
    others: dict[str, NoticeVersion] = {}
    for each in workspace.notices():
        if each.kind == version.kind and each.state == "published" and each.language != version.language:
            others[each.language] = each
    return tuple(each for each in others.values() if says_the_same(version.content, each.content))


def ways_to_sign(
    workspace: Workspace,
    requests: Mapping[str, SignRequest],
    people: Iterable[RosterPerson],
    address: str,
    *,
    because: str = "",
    quiet: Quiet | None = None,
) -> dict[str, Way]:
    """Where each of them signs, by ident, in the transaction that is open; links are made for it. `requests`: by person.

    `because`: why whoever asks sees the codes of those who have one address.
    """
    root, speaks = address.rstrip("/"), tongue(workspace)
    known = {each.person: each.member for each in workspace.sign_requests() if each.member} if root else {}
    found = {}
    for person in people:
        request = requests.get(person.ident)
        if not root or request is None:
            found[person.ident] = Way(SignAt())
            continue
        account = f"{root}/o/{workspace.organisation}/own/"
        if not workspace.may(Permission.MANAGE_MEMBERS):
            found[person.ident] = Way(SignAt(account, lacks=Lacks.MAY_NOT))
            continue
        found[person.ident] = _way(workspace, request, person, known, root, because, quiet, speaks(person)) or Way(
            SignAt(account, lacks=Lacks.ONE_ADDRESS)
        )
    return found


def _way(
    workspace: Workspace,
    request: SignRequest,
    person: RosterPerson,
    known: dict[str, str],
    root: str,
    because: str,
    quiet: Quiet | None,
    language: str,
) -> Way | None:
    member = request.member or known.get(person.ident, "")
    second = second_address(person)
    if second:
        member = known[person.ident] = member_of(workspace, request, person, member)
        token, code = person_links.link_person(workspace, person.name, member=member, how=How.APART)
        said = code_apart(workspace.organisation_name, code, language)
        return Way(_at(root, token, Code.APART), apart=mail.Letter(second, said.subject, said.text, quiet=quiet))
    if because:
        member = known[person.ident] = member_of(workspace, request, person, member)
        token, code = person_links.link_person(workspace, person.name, member=member, how=How.SHOWN)
        workspace.note_signing(request, "code-shown", how="one-address", says=because)
        return Way(_at(root, token, Code.SHOWN), code)
    if member and (again := person_links.link_again(workspace, member)) is not None:
        member_of(workspace, request, person, member)
        return Way(_at(root, again[0], Code.KNOWN))
    return None


def member_of(workspace: Workspace, request: SignRequest, person: RosterPerson, member: str) -> str:
    """The member whose page the request stands on; made where she is none."""
    member = member or workspace.add_member(person.name, Role.EMPLOYEE, ident=f"person-{secrets.token_hex(6)}")
    if request.member != member:
        workspace.know_signer(request, member)
    return member


def second_address(person: RosterPerson) -> str:
    """Another address of hers, to which a code can go; empty where she has one."""
    first = person.email.strip().casefold()
    return next(
        (each for each in person.details.emails if each.strip().casefold() != first and mail.is_address(each)), ""
    )


def why_shown(text: str) -> str:
    """Why somebody sees the codes of others, as it was typed. InvalidInput where it is too long."""
    said = " ".join(text.split())
    if len(said) > REASON:
        raise InvalidInput("that reason is too long", hint=f"at most {REASON} characters")
    return said


def _at(root: str, token: str, code: Code) -> SignAt:
    return SignAt(f"{root}/e/{token}/", code, person_links.DAYS)
