"""Note that a person received, read and understood a version of a notice, and how they were identified: who signed on paper, or
before a colleague.

The statement is kept word for word by its hash, and the hash of the version it was made over; the name is encrypted. It gets its
certificate like a signature on the page, and says who entered it and which day stands on the paper.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from typing import Any

from bailee.errors import InvalidInput
from bailee.notices.signatures import BY_HAND, IDENTIFIED, evidence_of, statement
from bailee.operations.sign_notice import about_version, seal_signature, signature_of, versions_to_sign
from bailee.permissions import Permission
from bailee.store.rows.base import now
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion, SignOff
from bailee.store.typed import typed_name
from bailee.store.workspace import Workspace


def record_sign_off(
    workspace: Workspace,
    version: NoticeVersion,
    person: str,
    *,
    identified_by: str,
    witness: str = "",
    signed_on: date | None = None,
    paper: str = "",
) -> SignOff:
    """Note one sign-off. `person` is a name, an e-mail address or a number of the roster.

    InvalidInput where the version is a draft, the way of identifying is none that anybody can vouch for, or the person signed
    already.
    """
    if identified_by not in BY_HAND:
        what = "is for this program to see" if identified_by in IDENTIFIED else "is no way to identify a signer"
        raise InvalidInput(f'"{identified_by[:40]}" {what}', hint="one of: " + ", ".join(BY_HAND))
    said = " ".join(person.casefold().split())
    found = [
        listed
        for listed in workspace.roster()
        if said and said in (listed.name.casefold(), listed.email.casefold(), listed.number.casefold())
    ]
    if len(found) > 1:
        raise InvalidInput("several people on the roster answer to that", hint="name them by e-mail or number")
    told: dict[str, Any] = {"identified_by": identified_by, "witness": witness, "signed_on": signed_on, "paper": paper}
    return _record(workspace, version, found[0] if found else None, person, **told)


def record_sheet(
    workspace: Workspace,
    request: SignRequest,
    *,
    name: str = "",
    identified_by: str,
    witness: str = "",
    signed_on: date | None = None,
    paper: str = "",
) -> SignOff:
    """Note what stands on a sheet that was handed out; the signature that is there already where it was noted before."""
    if request.state == "signed":
        return signature_of(workspace, request)
    version = _on_sheet(workspace, request)
    person = workspace.roster_person(request.person)
    told: dict[str, Any] = {"identified_by": identified_by, "witness": witness, "signed_on": signed_on, "paper": paper}
    return _record(workspace, version, person, name or person.name, request=request, **told)


def _on_sheet(workspace: Workspace, request: SignRequest) -> NoticeVersion:
    """The version whose hash stands on the sheet that was printed last: it may be in another language than the one that was asked."""
    versions = versions_to_sign(workspace, request)
    printed = [each.how for each in workspace.sign_events(request, acts=("printed",)) if each.how]
    return next((each for each in versions if printed and each.language == printed[-1]), versions[0])


def _record(
    workspace: Workspace,
    version: NoticeVersion,
    person: RosterPerson | None,
    name: str,
    *,
    identified_by: str,
    witness: str,
    signed_on: date | None,
    paper: str,
    request: SignRequest | None = None,
) -> SignOff:
    if identified_by not in IDENTIFIED:
        raise InvalidInput(f'"{identified_by}" is no way to identify a signer', hint="one of: " + ", ".join(IDENTIFIED))
    at = _moment(version, signed_on)
    typed = typed_name(name, "a signature")
    with workspace.transaction(Permission.WRITE_NOTICES):
        asked = request or next(
            (each for each in workspace.sign_requests(version) if person and each.person == person.ident), None
        )
        if asked is not None and asked.state == "signed":
            raise InvalidInput("this person has signed this version already")
        signed = workspace.record_sign_off(
            version,
            person.name if person else typed,
            identified_by=identified_by,
            statement=statement(version.language),
            person=person.ident if person else None,
            signed_at=at,
        )
        acts = [(each.act, each.at) for each in workspace.sign_events(asked)] if asked else []
        if asked is not None:
            workspace.note_signing(asked, "signed", how=identified_by)
        evidence = evidence_of(
            receipt=signed.ident,
            organisation={"ident": workspace.organisation, "name": workspace.organisation_name},
            notice=about_version(version),
            signer={
                "name": typed if person is None or typed.casefold() not in _calls(person) else person.name,
                "on_roster": person.name if person else "",
                "number": person.number if person else "",
                "email": person.email if person else "",
                "person": person.ident if person else "",
            },
            identified_by=identified_by,
            acts=[*acts, ("entered", now())],
            signed_at=signed.signed_at,
            language=version.language,
            witness=" ".join(witness.split())[:200],
            entered_by=next((each.name for each in workspace.member_list() if each.ident == workspace.member), ""),
            written_on=signed_on,
            paper=paper,
        )
        seal_signature(workspace, signed, evidence)
    return signed


def _moment(version: NoticeVersion, signed_on: date | None) -> datetime | None:
    """The day on the paper, as a time; InvalidInput where it cannot be."""
    if signed_on is None:
        return None
    if signed_on > now().astimezone().date():
        raise InvalidInput("the day of signing is in the future", hint="write the day that stands on the paper")
    if version.published_at is not None and signed_on < version.published_at.astimezone().date():
        raise InvalidInput(
            "this version was not published yet on that day",
            hint="choose the version that was signed, or the right day",
        )
    noon = datetime.combine(signed_on, time(12), UTC)
    return min(max(noon, version.published_at or noon), now())


def _calls(person: RosterPerson) -> tuple[str, ...]:
    return person.name.casefold(), person.number.casefold(), *(each.casefold() for each in person.details.emails)
