"""Send a published notice to everybody whom it concerns: shown first, then done, each person once.

    planned = plan_delivery(workspace, version, Means.EMAIL)         # whom, and who cannot be reached and why; nothing is changed
    campaign = start_delivery(workspace, planned)
    try_again(workspace, campaign.ident)                             # those who were not reached, with the roster as it is now

Staff sign, so they are reminded; customers are told, and need do nothing. Who reads with a screen reader, and who reads in
2036, gets the same PDF: it is made once in each language in which a version tells the same, and its hash is kept with the campaign.
"""

from __future__ import annotations

import base64
import hashlib
import mimetypes
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from typing import Any

from bailee import notices
from bailee.deliveries import Act, Means, Reason, Standing, says
from bailee.deliveries.addresses import Window, country_code, window
from bailee.deliveries.letters import DL, Envelope, envelope_of
from bailee.deliveries.rhythm import Rhythm
from bailee.deliveries.words import Said, first
from bailee.errors import InvalidInput
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.know_signatures import still_told
from bailee.operations.request_sign_off import Line, Plan, request_sign_offs, signers
from bailee.operations.write_to_people import (
    in_other_languages,
    said_about,
    second_address,
    tongue,
    ways_to_sign,
)
from bailee.rendering import Document, from_data, pdf, plain_text
from bailee.store import mail
from bailee.store.rows.deliveries import Campaign, Enlisted
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import STAFF, SubjectCategory

_ADDRESS = re.compile(r"[^\s<>,;()]+@[^\s<>,;()]+\.[A-Za-z]{2,}")


@dataclass(frozen=True, slots=True)
class Whom:
    """Some of those whom a notice concerns; empty: all of them."""

    departments: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    people: tuple[str, ...] = field(default=(), repr=False)  # names, e-mail addresses, numbers or idents on the roster

    @property
    def is_all(self) -> bool:
        return not (self.departments or self.sites or self.people)


@dataclass(frozen=True, slots=True)
class Post:
    """How letters are made: for which envelope, posted where, and the country of addresses that name none."""

    envelope: Envelope = DL
    home: str = "US"
    usual: str = ""

    @classmethod
    def read(cls, envelope: str, home: str, usual: str = "") -> Post:
        """InvalidInput for an envelope or a country that we do not know."""
        return cls(envelope_of(envelope), country_code(home), country_code(usual) if usual else "")


@dataclass(frozen=True, slots=True)
class Copy:
    """One person's: where it goes, or why it cannot."""

    person: RosterPerson
    to: str = field(repr=False, default="")
    reason: Reason | None = None
    language: str = ""  # in which this person gets it; empty: the version's own


@dataclass(frozen=True, slots=True)
class Planned:
    """Whom a delivery would reach. Nothing of it is kept."""

    version: NoticeVersion
    means: Means
    copies: tuple[Copy, ...] = field(repr=False)
    already: int  # have this version by another delivery, or one before it that still counts for them
    reviewed: str  # by whom; empty: every copy prints DRAFT
    signs: bool
    whom: Whom
    post: Post | None = None
    others: tuple[NoticeVersion, ...] = ()  # in other languages, that tell the same

    @property
    def languages(self) -> list[tuple[str, int]]:
        """In which other languages some get it, and how many."""
        return Counter(each.language for each in self.reachable if each.language).most_common()

    @property
    def reachable(self) -> tuple[Copy, ...]:
        return tuple(each for each in self.copies if each.reason is None)

    @property
    def unreachable(self) -> tuple[Copy, ...]:
        return tuple(each for each in self.copies if each.reason is not None)

    @property
    def without_link(self) -> int:
        """Whose mail brings no link to sign by, for its code could come no other way; as far as they have none of before."""
        if not self.signs or self.means is not Means.EMAIL:
            return 0
        return sum(not second_address(each.person) for each in self.reachable)

    @property
    def causes(self) -> list[tuple[Reason, int]]:
        """Why some cannot be reached, the most frequent first."""
        return Counter(each.reason for each in self.copies if each.reason is not None).most_common()


def audience_of(version: NoticeVersion) -> frozenset[SubjectCategory]:
    """Whom a notice is for. InvalidInput for a kind that is for nobody in particular, such as a sign."""
    module = notices.kinds().get(version.kind)
    told = version.content.get("audience", ())
    found = frozenset(module.AUDIENCE) if module else frozenset(SubjectCategory(each) for each in told)
    if not found:
        raise InvalidInput(f'nobody in particular is told by "{version.kind}"', hint="put it up: bailee deliver poster")
    return found


def plan_delivery(
    workspace: Workspace, version: NoticeVersion, means: Means, *, whom: Whom | None = None, post: Post | None = None
) -> Planned:
    """Whom it would reach, by the roster of today. InvalidInput for a draft, and where the roster knows nobody of them."""
    if version.state != "published":
        raise InvalidInput("a draft is sent to nobody", hint=f"bailee notice publish {version.kind}")
    if means is Means.POST and post is None:
        raise InvalidInput("letters need an envelope and a country", hint="as in --envelope dl --from US")
    audience, chosen = audience_of(version), whom or Whom()
    everybody = [each for each in workspace.roster() if each.category in audience]
    if not everybody:
        who = ", ".join(sorted(each.value for each in audience))
        raise InvalidInput(f"nobody on the roster is told by {version.kind} ({who})", hint="bailee declare roster FILE")
    wanted = _chosen(everybody, chosen)
    reached = workspace.reach(version).reached | _waiting(workspace, version) | still_told(workspace, version)
    others = {each.language: each for each in _to_send(workspace, version)}
    speaks = tongue(workspace)
    copies = tuple(
        replace(_copy(each, means, post), language=spoken if (spoken := speaks(each)) in others else "")
        for each in wanted
        if each.ident not in reached
    )
    return Planned(
        version,
        means,
        copies,
        sum(each.ident in reached for each in wanted),
        reviewer_of(version, reviews_of(workspace, _today())),
        bool(audience & STAFF),
        chosen,
        post if means is Means.POST else None,
        tuple(others.values()),
    )


def _to_send(workspace: Workspace, version: NoticeVersion) -> list[NoticeVersion]:
    """Versions in other languages that go out beside it. A file of theirs goes out as it is, so only in the language that was sent."""
    return [] if version.is_policy else [each for each in in_other_languages(workspace, version) if not each.is_policy]


def _waiting(workspace: Workspace, version: NoticeVersion) -> frozenset[str]:
    """Who has a copy under way: another delivery would be a second one."""
    found: set[str] = set()
    for campaign in workspace.campaigns(version.kind):
        if (campaign.version, campaign.language) == (version.version, version.language):
            found.update(each.person.ident for each in workspace.deliveries(campaign, Standing.WAITING))
    return frozenset(found)


def _chosen(people: Sequence[RosterPerson], whom: Whom) -> list[RosterPerson]:
    if whom.is_all:
        return list(people)
    departments, sites = ({_plain(each) for each in names} for names in (whom.departments, whom.sites))
    named = {_plain(each) for each in whom.people}
    found = [
        each
        for each in people
        if _plain(each.details.department) in departments
        or _plain(each.details.site) in sites
        or named & {each.ident, _plain(each.name), _plain(each.email), _plain(each.number)} - {""}
    ]
    known = {_plain(text) for each in people for text in (each.ident, each.name, each.email, each.number)}
    if lost := [each for each in whom.people if _plain(each) not in known]:
        raise InvalidInput(
            f"{len(lost)} of those who were named {'is' if len(lost) == 1 else 'are'} not among those whom this notice is for",
            hint="name them as on the roster: by name, e-mail address or number",
        )
    if not found:
        raise InvalidInput("nobody is in these departments and sites", hint="as they are written on the roster")
    return found


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _copy(person: RosterPerson, means: Means, post: Post | None) -> Copy:
    if means is Means.EMAIL:
        if not person.email:
            return Copy(person, reason=Reason.NO_EMAIL)
        return Copy(person, person.email) if mail.is_address(person.email) else Copy(person, reason=Reason.BAD_EMAIL)
    found = window_of(person, post or Post())
    return Copy(person, reason=found) if isinstance(found, Reason) else Copy(person, ", ".join(found.place))


def window_of(person: RosterPerson, post: Post) -> Window | Reason:
    """Somebody's address as it stands in the window, or why there is none."""
    return window(person.name, person.details.address, home=post.home, usual=post.usual, lines=post.envelope.lines)


def start_delivery(
    workspace: Workspace, planned: Planned, *, rhythm: Rhythm | None = None, standing: bool = False, address: str = ""
) -> Campaign:
    """Begin it, for everybody or for nobody. `standing`: who comes to the roster later gets it by themselves.

    Mails lie in the outbox then, and letters are ready to be printed. InvalidInput where nobody can be reached.
    """
    if not planned.reachable and not (standing and not planned.copies):
        cause, count = planned.causes[0] if planned.causes else (None, 0)
        if cause is None:
            raise InvalidInput("everybody has this version already", hint="bailee deliver list")
        raise InvalidInput(
            f"nobody can be reached: {says(cause)[0]} ({count})", hint="correct the roster, or go by another way"
        )
    if standing and not planned.whom.is_all:
        raise InvalidInput(
            "new people get what goes to everybody", hint="leave out whom you chose, or that it goes to new people"
        )
    beat = (rhythm or Rhythm()).checked() if planned.signs else replace(rhythm or Rhythm(), reminders=(), escalates=0)
    plan = beat.as_data() | {"standing": standing, "signs": planned.signs, "address": address}
    if planned.post is not None:
        post = planned.post
        plan |= {"envelope": post.envelope.ident, "home": post.home, "usual": post.usual}
    document, sha256 = _document(workspace, planned, planned.version)
    document |= _around(workspace)
    languages = {}
    for each in planned.others:
        told, hashed = _document(workspace, planned, each)
        document.setdefault("languages", {})[each.language] = told
        languages[each.language] = {
            "version": each.version, "version_sha256": each.sha256, "document_sha256": hashed,
        }  # fmt: skip
    if languages:
        plan["languages"] = languages
    with workspace.transaction():
        campaign = workspace.add_campaign(planned.version, planned.means, plan, document, sha256)
        # two people, or one person twice, may begin at the same moment: the second one finds what the first one did
        done = workspace.reach(planned.version).reached | _waiting(workspace, planned.version)
        copies = [each for each in planned.copies if each.person.ident not in done]
        if planned.copies and not any(each.reason is None for each in copies):
            raise InvalidInput("everybody has this version already", hint="bailee deliver list")
        enlist(workspace, campaign, copies)
        workspace.record(
            "delivery-started",
            campaign.ident,
            {
                "notice": f"{campaign.kind}-v{campaign.version}",
                "version_sha256": planned.version.sha256,
                "document_sha256": sha256,
                "means": campaign.means.value,
                "people": len(copies),
                "unreachable": sum(each.reason is not None for each in copies),
            }
            | ({"languages": languages} if languages else {}),
        )
        return workspace.campaign(campaign.ident)


def enlist(workspace: Workspace, campaign: Campaign, copies: Sequence[Copy]) -> int:
    """Put their copies aside, in the transaction that is open; how many are new. Staff are asked to sign, whatever reaches them:
    it stands on their own page, at the kiosk and on their sheet."""
    # who is new may read a language that the campaign began without
    known = campaign.plan.get("languages", {})
    copies = [each if each.language in known else replace(each, language="") for each in copies]
    if campaign.plan["signs"]:
        version = workspace.notice_version(campaign.kind, campaign.version, campaign.language)
        signed = signers(workspace, version)
        asked = [Line(each.person.name, "to-ask", each.person) for each in copies if each.person.ident not in signed]
        request_sign_offs(workspace, Plan(version, tuple(asked)))
    if campaign.means is Means.POST:
        begun = {copy.person.ident: "" for copy in copies if copy.reason is None}
        act = Act.PRINTED
    else:
        begun, act = _queued(workspace, campaign, copies), Act.QUEUED
    rows = [
        Enlisted(
            each.person.ident,
            Act.UNREACHABLE if each.reason else act,
            each.reason,
            begun.get(each.person.ident, ""),
            each.language,
        )
        for each in copies
    ]
    return workspace.enlist(campaign, rows)


def _queued(workspace: Workspace, campaign: Campaign, copies: Sequence[Copy]) -> dict[str, str]:
    """Mails in the outbox, by the person's ident. Who signs finds a link of her own in hers, or why there is none."""
    said, quiet, speaks = said_by(workspace, campaign), Rhythm.of(campaign.plan).quiet, tongue(workspace)
    sent = [each for each in copies if each.reason is None]
    ways = {}
    if said.signs:
        version = workspace.notice_version(campaign.kind, campaign.version, campaign.language)
        requests = {each.person: each for each in workspace.sign_requests(version) if each.is_open}
        address = str(campaign.plan.get("address", ""))
        ways = ways_to_sign(workspace, requests, [each.person for each in sent], address, quiet=quiet)
        mail.put_all(workspace, [way.apart for way in ways.values() if way.apart is not None])
    letters = []
    for each in sent:
        way = ways.get(each.person.ident)
        words = first(said, each.person.name, speaks(each.person), way.at if way else None)
        letters.append(mail.Letter(each.to, words.subject, words.text, campaign.ident, quiet, language=each.language))
    return dict(zip((each.person.ident for each in sent), mail.put_all(workspace, letters), strict=True))


def try_again(workspace: Workspace, ident: str) -> tuple[int, int]:
    """Those whom it did not reach, with the roster as it is now: how many go out again, and how many still cannot be reached."""
    campaign = workspace.campaign(ident)
    if not campaign.is_open:
        raise InvalidInput("this delivery has ended", hint="start another one: who has it already gets no second one")
    with workspace.transaction():
        lost = [
            each
            for standing in (Standing.FAILED, Standing.UNREACHABLE)
            for each in workspace.deliveries(campaign, standing)
            if each.person.left_on is None or each.person.left_on > _today()
        ]
        post = post_of(campaign)
        copies = {
            each.piece: replace(_copy(each.person, campaign.means, post), language=each.language) for each in lost
        }
        going = [piece for piece, copy in copies.items() if copy.reason is None]
        if campaign.means is Means.POST:
            workspace.note_deliveries(campaign, going, Act.PRINTED, on=_today())
        else:
            by_person = _queued(workspace, campaign, [copies[piece] for piece in going])
            messages = {piece: by_person[copies[piece].person.ident] for piece in going}
            workspace.note_deliveries(campaign, going, Act.QUEUED, on=_today(), messages=messages)
        if going:
            workspace.record("delivery-tried-again", ident, {"people": len(going)})
    return len(going), len(copies) - len(going)


def hand_over(workspace: Workspace, ident: str, pieces: Sequence[int], *, on: date) -> int:
    """Note that these people were given their copy by hand; how many."""
    if on > _today():
        raise InvalidInput("this day is still to come", hint="note it once it was given")
    with workspace.transaction():
        campaign = workspace.campaign(ident)
        done = workspace.note_deliveries(campaign, pieces, Act.HANDED, on=on)
        workspace.record("delivery-handed-over", ident, {"pieces": sorted(set(pieces)), "on": on.isoformat()})
    return done


def end_delivery(workspace: Workspace, ident: str) -> None:
    """No reminders any more, and nobody new. What is under way goes on."""
    with workspace.transaction():
        workspace.end_campaign(ident)
        workspace.record("delivery-ended", ident, {})


def post_of(campaign: Campaign) -> Post:
    """How the letters of a campaign are made; the usual way where it goes by e-mail."""
    if campaign.means is not Means.POST:
        return Post()
    return Post(envelope_of(campaign.plan["envelope"]), campaign.plan["home"], campaign.plan["usual"])


def said_by(workspace: Workspace, campaign: Campaign, address: str = "") -> Said:
    """What mails and letters of a campaign speak of. `address`: of the server now, where it had none when the campaign began."""
    version = workspace.notice_version(campaign.kind, campaign.version, campaign.language)
    begun_at = str(campaign.plan.get("address", ""))
    said = said_about(workspace, version, signs=bool(campaign.plan["signs"]), address=begun_at or address)
    return replace(said, brings=frozenset(campaign.plan.get("languages", {})))


def document_of(version: NoticeVersion, reviewed: str) -> Document:
    """A version as people get it: DRAFT on every page until counsel has reviewed its words, then who did. InvalidInput where
    its words are not kept here."""
    if "document" not in version.content:
        raise InvalidInput("the words of this version are not kept here", hint=f"bailee notice draft {version.kind}")
    document = from_data(version.content["document"])
    if not reviewed:
        return replace(document, draft=True)
    return replace(document, draft=False, foot=f"{document.foot} · reviewed by {reviewed}")


def _document(workspace: Workspace, planned: Planned, version: NoticeVersion) -> tuple[dict[str, Any], str]:
    """What each of them gets of a version, made once: text and file; and the hash of the file."""
    if version.is_policy:  # a file of theirs goes out as it is
        file = workspace.policy_file(version)
        if planned.means is Means.POST and file.media_type != "application/pdf":
            raise InvalidInput("only a PDF is printed", hint="hand the policy over as PDF, or send it by e-mail")
        made, sort, text = file.content, file.media_type, "It is attached.\n"
        name = f"{version.kind}{mimetypes.guess_extension(sort) or ''}"
    else:
        document = document_of(version, reviewer_of(version, reviews_of(workspace, _today())))
        if planned.post is not None:
            document = replace(document, paper=planned.post.envelope.paper)
        made, sort, text = pdf.render(document), "application/pdf", plain_text.render(document)
        name = f"{version.kind}.pdf"
    told = {"file": name, "sort": sort, "content": base64.b64encode(made).decode(), "text": text}
    return told, hashlib.sha256(made).hexdigest()


def _around(workspace: Workspace) -> dict[str, str]:
    """Who sends it, and where an answer goes."""
    found = _ADDRESS.search(str(workspace.facts().get("contact") or ""))
    return {
        "sender": " ".join(workspace.organisation_name.split())[:80] or "bailee",
        "reply_to": found[0] if found and mail.is_address(found[0]) else "",
    }


def _today() -> date:
    return datetime.now(UTC).astimezone().date()
