"""Ask people to sign a published version: everybody whom it is for, a group of them, or some by name.

    plan = plan_requests(workspace, version, Whom(department="Front desk"))   # a line for each, nothing is changed
    asked = request_sign_offs(workspace, plan, due_on=day, by_mail=True, address=address, server=server)

Whoever has two addresses gets a link by the one and its code by the other. Who has one is told where to sign; a link goes there,
too, where whoever asks says why the code is shown to her. `rhythm` says when who did not sign is reminded. Who is new on the roster is asked the next time, who left is asked no more. Asking twice asks once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from bailee import notices
from bailee.deliveries.rhythm import Quiet, Rhythm
from bailee.deliveries.words import asked as words_of_asking
from bailee.errors import InvalidInput
from bailee.operations.know_signatures import signed_by
from bailee.operations.write_to_people import (
    Way,
    member_of,
    said_about,
    second_address,
    tongue,
    ways_to_sign,
    why_shown,
)
from bailee.permissions import Permission
from bailee.store import mail, person_links
from bailee.store.person_links import How
from bailee.store.rows.base import now
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory


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
    how: str = ""  # mail; hand where there is no address; page where a mail has no link of her own
    one_address: bool = False  # a code could come no other way
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
        is_one = bool(person.email) and not second_address(person)
        return Line(said or person.name, outcome, person, "mail" if person.email else "hand", is_one)

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
    because: str = "",
    rhythm: Rhythm | None = None,
) -> Plan:
    """Ask them. The plan that comes back has a link, a code or a PIN where one is to be handed over: shown once, kept nowhere.

    `again`: those who were asked before and have not signed, or declined, are asked anew, too. `because`: why the codes of who
    has one address are shown to whoever asks; without it they get no link. All is done or nothing.
    """
    reason = why_shown(because)
    asked_for = ("to-ask", "asked-before", "declined") if again else ("to-ask",)
    people = [line.person for line in plan.lines if line.outcome in asked_for and line.person is not None]
    beat = rhythm.checked().as_data() | {"address": address} if rhythm is not None else None
    with workspace.transaction(Permission.WRITE_NOTICES):
        requests = {
            each.person: each
            for each in workspace.ask_to_sign(plan.version, people, due_on=due_on, asks_check=asks_check, rhythm=beat)
        }
        pins = workspace.give_pins(tuple(requests.values())) if with_pins else {}
        _replace_older(workspace, plan.version, {each.ident for each in people})
        post = _Post(workspace, plan.version, address, server, reason, rhythm.quiet if rhythm else None)
        lines, made = [], post.send(requests, people) if by_mail else {}
        for line in plan.lines:
            request = requests.get(line.person.ident) if line.person and line.outcome in asked_for else None
            if request is None or line.person is None:
                lines.append(line)
                continue
            told = replace(line, outcome="asked", pin=pins.get(request.ident, ""))
            lines.append(replace(told, **made[line.person.ident]) if line.person.ident in made else told)
        workspace.record(
            "signatures-asked",
            f"{plan.version.kind}-v{plan.version.version}",
            {
                "sha256": plan.version.sha256,
                "people": len(people),
                "due_on": due_on.isoformat() if due_on else "",
                "check": asks_check,
                "codes_shown": sum(bool(each.code) and not each.link for each in lines),
                "reminders": list(rhythm.reminders) if rhythm else [],
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


def send_again(
    workspace: Workspace, request: SignRequest, *, address: str, server: mail.Server | None, because: str = ""
) -> Line:
    """A new link for one person; the one of before still ends by itself. InvalidInput where its code could come no other way, and
    nobody says why it is shown."""
    version = workspace.notice_version(request.kind, request.version, request.language)
    person, reason = workspace.roster_person(request.person), why_shown(because)
    if server is not None and person.email and not second_address(person) and not reason:
        raise InvalidInput(
            "there is one address of this person, so nobody but you can hand over the code",
            hint="say why it is shown to you; the reason is kept, and the certificate says that you had the code",
        )
    with workspace.transaction(Permission.WRITE_NOTICES):
        line = Line(person.name, "asked", person, "mail" if person.email else "hand")
        made = _Post(workspace, version, address, server, reason).send({person.ident: request}, [person])
        sent = replace(line, **made[person.ident])
        workspace.record("sign-link-sent", request.ident, {"by": sent.how, "code_shown": bool(sent.code)})
    if server is not None:
        mail.send_due(workspace.home, server)
    return sent


def how_linked(workspace: Workspace, came_by: How) -> str:
    """How whoever came by a link is identified. One that was handed over with its code may be the one that she came by as long as
    it may open, and so may one whose code was shown: whoever made it had it."""
    since = now() - timedelta(days=person_links.DAYS)
    acts = {
        each.act
        for asked in workspace.own_requests()
        for each in workspace.sign_events(asked, acts=("linked", "code-shown"))
        if each.at > since
    }
    if "linked" in acts or came_by is How.HANDED:
        return "handed-link-and-code"
    return "emailed-link-and-shown-code" if acts or came_by is How.SHOWN else "emailed-link-and-code"


def _replace_older(workspace: Workspace, version: NoticeVersion, people: set[str]) -> None:
    """Who is asked to sign a version is not asked to sign one before it any more."""
    for each in workspace.sign_requests(state="asked"):
        older = (each.kind, each.language) == (version.kind, version.language) and each.version < version.version
        if older and each.person in people:
            workspace.note_signing(each, "withdrawn", how="replaced")


@dataclass(frozen=True, slots=True)
class _Post:
    """By mail where there is a server and an address; else links are handed over with their codes."""

    workspace: Workspace
    version: NoticeVersion
    address: str
    server: mail.Server | None
    because: str
    quiet: Quiet | None = None

    def send(self, requests: dict[str, SignRequest], people: Iterable[RosterPerson]) -> dict[str, dict[str, Any]]:
        """What the line of each says then, in the transaction that is open."""
        mailed = [each for each in people if self.server is not None and each.email]
        by_hand = [each for each in people if self.server is None or not each.email]
        known = {each.person: each.member for each in self.workspace.sign_requests() if each.member} if by_hand else {}
        made = {each.ident: self._by_hand(requests[each.ident], each, known.get(each.ident, "")) for each in by_hand}
        ways = ways_to_sign(self.workspace, requests, mailed, self.address, because=self.because, quiet=self.quiet)
        said = said_about(self.workspace, self.version, signs=True, address=self.address)
        speaks = tongue(self.workspace)
        letters: list[mail.Letter] = []
        for each in mailed:
            way, request = ways[each.ident], requests[each.ident]
            words = words_of_asking(said, each.name, speaks(each), way.at, request.due_on)
            letters.append(mail.Letter(each.email, words.subject, words.text, quiet=self.quiet))
            letters += [way.apart] if way.apart else []
            self.workspace.note_signing(request, "mailed", how="mail" if way.at.code else "no-link")
            made[each.ident] = self._line(way)
        mail.put_all(self.workspace, letters)
        return made

    @staticmethod
    def _line(way: Way) -> dict[str, Any]:
        return {"how": "mail" if way.at.code else "page", "code": way.code}

    def _by_hand(self, request: SignRequest, person: RosterPerson, known: str) -> dict[str, Any]:
        member = member_of(self.workspace, request, person, request.member or known)
        token, code = person_links.link_person(self.workspace, person.name, member=member)
        self.workspace.note_signing(request, "linked", how="hand")
        return {"how": "hand", "link": f"{self.address.rstrip('/')}/e/{token}/", "code": code}


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
