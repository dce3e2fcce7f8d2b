"""Ask people to sign a published version: everybody whom it is for, a group of them, or some by name.

    plan = plan_requests(workspace, version, Whom(department="Front desk"))   # a line for each, nothing is changed
    asked = request_sign_offs(workspace, plan, due_on=day, by_mail=True, address=address, server=server)

Whoever has an address gets a link by mail; the code that opens it goes to a second address, or is handed over by whoever asked.
Who is new on the roster is asked the next time, who left is asked no more. Asking twice asks once.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from bailee import notices
from bailee.errors import InvalidInput
from bailee.operations.know_signatures import signed_by
from bailee.permissions import Permission, Role
from bailee.store import mail, person_links
from bailee.store.rows.base import now
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory

_LINK = """\
{organisation} asks you to read and sign: {title}.

    {link}

The link works once, until it is used or {days} days are over. It asks for a code of six figures that reaches you another way.{due}
Do not forward it: it is for you alone. Opening it signs nothing.

Questions: {contact}
"""
_CODE = """\
The code for the link that {organisation} sent to your other address: {code}

If you got no link, do nothing.
"""


@dataclass(frozen=True, slots=True)
class Whom:
    """Which people of a notice's audience; nothing said: all of them. Names, addresses and numbers in `people` are as on the roster."""

    department: str = ""
    manager: str = ""
    site: str = ""
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of one person. `outcome`: to-ask, asked-before, declined, signed, unknown, several; after asking also asked."""

    said: str = field(repr=False)
    outcome: str
    person: RosterPerson | None = None
    how: str = ""  # mail, or hand where there is no address
    link: str = field(repr=False, default="")
    code: str = field(repr=False, default="")  # to be handed over; empty where it was mailed to a second address
    pin: str = field(repr=False, default="")


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom asking would ask."""

    version: NoticeVersion
    lines: tuple[Line, ...]

    def count(self, *outcomes: str) -> int:
        return sum(line.outcome in outcomes for line in self.lines)


WORDS = {
    "to-ask": "is asked",
    "asked": "asked",
    "asked-before": "was asked before",
    "declined": "declined, and is not asked again",
    "signed": "has signed already",
    "unknown": "is not on the roster",
    "several": "several people answer to that: name them by number",
}


def audience_of(kind: str) -> frozenset[SubjectCategory]:
    """Whom a kind of notice is for."""
    module = notices.kinds().get(kind)
    return frozenset(module.AUDIENCE) if module else frozenset()


def plan_requests(workspace: Workspace, version: NoticeVersion, whom: Whom = Whom()) -> Plan:
    """A line for each person; nothing is changed. InvalidInput for a draft, or where nobody is on the roster for it."""
    if version.state != "published":
        raise InvalidInput("only a published version can be signed", hint="publish it first")
    audience = audience_of(version.kind)
    roster = [each for each in workspace.roster() if not audience or each.category in audience]
    if not roster:
        raise InvalidInput(
            "nobody is on the roster whom this notice is for", hint="bailee declare roster reads a list of people"
        )
    signed = signers(workspace, version)
    there = {each.person: each for each in workspace.sign_requests(version)}

    def line(person: RosterPerson, said: str = "") -> Line:
        before = there.get(person.ident)
        state = "signed" if person.ident in signed else before.state if before else ""
        outcome = {"signed": "signed", "asked": "asked-before", "declined": "declined"}.get(state, "to-ask")
        return Line(said or person.name, outcome, person, "mail" if person.email else "hand")

    if whom.people:
        return Plan(version, tuple(_named(roster, each, line) for each in whom.people))
    chosen = [each for each in roster if _is_of(each, whom)]
    if not chosen:
        raise InvalidInput("nobody on the roster is of that group", hint="`bailee people` shows departments and sites")
    return Plan(version, tuple(map(line, chosen)))


def signers(workspace: Workspace, version: NoticeVersion) -> set[str]:
    """Who of the roster signed a version, in whichever language and by whichever way; of the one that speaks now also those whose
    signature of before still counts."""
    found = {each.person for each in workspace.sign_offs(version) if each.person}
    found |= {each.person for each in workspace.sign_requests(version, state="signed")}
    own = [each for each in workspace.notices() if each.kind == version.kind and each.is_published]
    if version.version == max((each.version for each in own if each.language == version.language), default=0):
        people = {each.ident: each.category for each in workspace.roster_prints()}
        found |= signed_by(workspace, version.kind, own, people)
    return found


def request_sign_offs(
    workspace: Workspace,
    plan: Plan,
    *,
    due_on: date | None = None,
    asks_check: bool = False,
    by_mail: bool = False,
    with_pins: bool = False,
    again: bool = False,
    address: str = "",
    server: mail.Server | None = None,
) -> Plan:
    """Ask them. The plan that comes back has a link, a code or a PIN where one is to be handed over: shown once, kept nowhere.

    `again`: those who were asked before and have not signed, or declined, are asked anew, too. All is done or nothing.
    """
    asked_for = ("to-ask", "asked-before", "declined") if again else ("to-ask",)
    people = [line.person for line in plan.lines if line.outcome in asked_for and line.person is not None]
    with workspace.transaction(Permission.WRITE_NOTICES):
        requests = {
            each.person: each
            for each in workspace.ask_to_sign(plan.version, people, due_on=due_on, asks_check=asks_check)
        }
        pins = workspace.give_pins(tuple(requests.values())) if with_pins else {}
        _replace_older(workspace, plan.version, {each.ident for each in people})
        lines = []
        known = _members(workspace) if by_mail else {}
        for line in plan.lines:
            request = requests.get(line.person.ident) if line.person and line.outcome in asked_for else None
            if request is None or line.person is None:
                lines.append(line)
                continue
            made = replace(line, outcome="asked", pin=pins.get(request.ident, ""))
            if by_mail:
                made = _linked(workspace, plan.version, request, made, known, address, server)
            lines.append(made)
        workspace.record(
            "signatures-asked",
            f"{plan.version.kind}-v{plan.version.version}",
            {
                "sha256": plan.version.sha256,
                "people": len(people),
                "due_on": due_on.isoformat() if due_on else "",
                "check": asks_check,
            },
        )
    if server is not None and by_mail:
        mail.send_due(workspace.home, server)
    return Plan(plan.version, tuple(lines))


def follow_roster(workspace: Workspace, version: NoticeVersion) -> int:
    """Who left the roster is asked no more: how many. Their requests say so, and their links open nothing."""
    there = {each.ident for each in workspace.roster()}
    gone = [each for each in workspace.sign_requests(version, state="asked") if each.person not in there]
    if gone:
        with workspace.transaction(Permission.WRITE_NOTICES):
            for request in gone:
                workspace.note_signing(request, "withdrawn", how="left")
            workspace.record(
                "signatures-withdrawn", f"{version.kind}-v{version.version}", {"people": len(gone), "because": "left"}
            )
    return len(gone)


def send_again(workspace: Workspace, request: SignRequest, *, address: str, server: mail.Server | None) -> Line:
    """A new link for one person; the one of before still ends by itself."""
    version = workspace.notice_version(request.kind, request.version, request.language)
    person = workspace.roster_person(request.person)
    with workspace.transaction(Permission.WRITE_NOTICES):
        line = Line(person.name, "asked", person, "mail" if person.email else "hand")
        made = _linked(workspace, version, request, line, _members(workspace), address, server)
        workspace.record("sign-link-sent", request.ident, {"by": made.how})
    if server is not None:
        mail.send_due(workspace.home, server)
    return made


def how_linked(workspace: Workspace) -> str:
    """How whoever came by a link is identified. One that was handed over with its code may be the one that she came by as long as
    it may open: whoever made it had both."""
    since = now() - timedelta(days=person_links.DAYS)
    handed = any(
        each.at > since for asked in workspace.own_requests() for each in workspace.sign_events(asked, acts=("linked",))
    )
    return "handed-link-and-code" if handed else "emailed-link-and-code"


def _replace_older(workspace: Workspace, version: NoticeVersion, people: set[str]) -> None:
    """Who is asked to sign a version is not asked to sign one before it any more."""
    for each in workspace.sign_requests(state="asked"):
        older = (each.kind, each.language) == (version.kind, version.language) and each.version < version.version
        if older and each.person in people:
            workspace.note_signing(each, "withdrawn", how="replaced")


def _linked(
    workspace: Workspace,
    version: NoticeVersion,
    request: SignRequest,
    line: Line,
    known: dict[str, str],
    address: str,
    server: mail.Server | None,
) -> Line:
    person = line.person
    assert person is not None  # noqa: S101 - whoever calls has one
    member = request.member or known.get(person.ident, "")
    if not member:
        member = workspace.add_member(person.name, Role.EMPLOYEE, ident=f"person-{secrets.token_hex(6)}")
        known[person.ident] = member
    workspace.know_signer(request, member)
    token, code = person_links.link_person(workspace, person.name, member=member)
    link = f"{address.rstrip('/')}/e/{token}/"
    emails = person.details.emails
    if server is None or not emails:
        workspace.note_signing(request, "linked", how="hand")
        return replace(line, how="hand", link=link, code=code)
    day = f"\nPlease sign by {request.due_on.day} {request.due_on:%B %Y}." if request.due_on else ""
    text = _LINK.format(
        organisation=workspace.organisation_name,
        title=title_of(version),
        link=link,
        days=person_links.DAYS,
        due=day,
        contact=str(version.content.get("contact") or "whoever sent you this"),
    )
    mail.put(workspace, emails[0], f"Please read and sign: {title_of(version)}", text)
    workspace.note_signing(request, "mailed", how="mail")
    if len(emails) > 1:
        mail.put(
            workspace,
            emails[1],
            "The code for your link",
            _CODE.format(organisation=workspace.organisation_name, code=code),
        )
        code = ""
    return replace(line, how="mail", link="", code=code)


def title_of(version: NoticeVersion) -> str:
    """What a version is called on its own page."""
    document = version.content.get("document") or {}
    return str(document.get("title") or version.kind.replace("-", " ").capitalize())


def _members(workspace: Workspace) -> dict[str, str]:
    """Members whom people on the roster are already, by links of before."""
    return {each.person: each.member for each in workspace.sign_requests() if each.member}


def _is_of(person: RosterPerson, whom: Whom) -> bool:
    told = person.details
    pairs = ((whom.department, told.department), (whom.manager, told.manager), (whom.site, told.site))
    return all(not asked or asked.casefold().strip() == is_.casefold() for asked, is_ in pairs)


def _named(roster: Iterable[RosterPerson], said: str, line: Callable[[RosterPerson, str], Line]) -> Line:
    wanted = " ".join(said.casefold().split())
    found = [
        each
        for each in roster
        if wanted
        and wanted in (each.name.casefold(), each.number.casefold(), *(one.casefold() for one in each.details.emails))
    ]
    if len(found) != 1:
        return Line(said, "several" if found else "unknown")
    return line(found[0], said)
