"""A person answers: she signs, declines with a reason, or asks first. Each is a fact with its record; none is an error.

    signed = sign_notice(workspace, request.ident, version, Answer("Pat Doe", BOXES), identified_by="emailed-link-and-code")
    decline_to_sign(workspace, request.ident, "I want to ask my union first", identified_by=…)

A signature gets its certificate in the same transaction: evidence as JSON, sealed, and a PDF that shows it and carries it. Whoever
sends the form twice, or from two tabs, signed once.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from email.utils import parseaddr

from bailee.deliveries.wording import wording
from bailee.deliveries.words import Said, copy
from bailee.errors import CannotRead, InvalidInput
from bailee.evidence import statements
from bailee.evidence.sealing import seal_pdf
from bailee.notices.short import questions
from bailee.notices.signatures import BOXES, IDENTIFIED, certificate, evidence_of, statement
from bailee.operations.write_to_people import in_other_languages, said_about, title_of, tongue
from bailee.permissions import Permission
from bailee.rendering import pdf
from bailee.store import mail
from bailee.store.rows.base import today
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion, SignOff
from bailee.store.typed import typed_name
from bailee.store.workspace import Workspace

LONGEST = 2_000  # characters of a question, an answer, a reason
NAME = 200
A_DAY = 20  # questions of one request


@dataclass(frozen=True, slots=True)
class Answer:
    """What was typed and ticked. `checked`: answers to the questions of the check, by their ident."""

    name: str = field(repr=False)
    boxes: Sequence[str]
    checked: Mapping[str, str] = field(default_factory=dict)


def faults_of(answer: Answer, version: NoticeVersion, *, asks_check: bool) -> tuple[tuple[str, str], ...]:
    """What is missing, as (field, what): nothing where it can be signed. Words are the page's, in its language.

    `no-name`, `long-name`, `not-ticked`, `not-answered`, `wrong`.
    """
    found: list[tuple[str, str]] = []  # in the order of the page
    for question in questions(version.content, version.sha256) if asks_check else ():
        said = answer.checked.get(question.ident, "")
        if said not in ("yes", "no"):
            found.append((question.ident, "not-answered"))
        elif (said == "yes") is not question.right:
            found.append((question.ident, "wrong"))
    found += [(box, "not-ticked") for box in BOXES if box not in answer.boxes]
    try:
        typed_name(answer.name, "a signature", NAME)
    except InvalidInput:
        found.append(("name", "long-name" if len(answer.name) > NAME else "no-name"))
    return tuple(found)


def versions_to_sign(workspace: Workspace, request: SignRequest) -> tuple[NoticeVersion, ...]:
    """The version that was asked for, first, and the newest published one of each other language that tells the same."""
    asked = workspace.notice_version(request.kind, request.version, request.language)
    return (asked, *in_other_languages(workspace, asked))


def open_request(workspace: Workspace, request: SignRequest, how: str) -> None:
    """She proved who she is and was shown the notice: noted the first time."""
    if request.opened_at is None and request.is_open:
        with workspace.answering(request.ident) as standing:
            if standing.opened_at is None:
                workspace.note_signing(standing, "opened", how=how)


def note_check(workspace: Workspace, request: SignRequest, faults: Sequence[tuple[str, str]]) -> None:
    """One try at the check of understanding, and whether it was passed: the certificate says how many there were."""
    if request.asks_check:
        wrong = any(what in ("wrong", "not-answered") for _, what in faults)
        with workspace.answering(request.ident) as standing:
            workspace.note_signing(standing, "checked", how="wrong" if wrong else "right")


def sign_notice(
    workspace: Workspace,
    ident: str,
    version: NoticeVersion,
    answer: Answer,
    *,
    identified_by: str,
    witness: str = "",
    device: str = "",
    signed_at: datetime | None = None,
) -> SignOff:
    """Sign; the signature that is there already where it was signed before. InvalidInput where something is missing, or where
    it is not asked any more."""
    if identified_by not in IDENTIFIED:
        raise InvalidInput(f'"{identified_by}" is no way to identify a signer', hint="one of: " + ", ".join(IDENTIFIED))
    with workspace.answering(ident) as request:
        if request.state == "signed":
            return signature_of(workspace, request)
        person = _still_asked(workspace, request)
        if version.sha256 not in {each.sha256 for each in versions_to_sign(workspace, request)}:
            raise InvalidInput(
                "this is not the version that you are asked to sign", hint="open the page again, and read it"
            )
        if faults_of(answer, version, asks_check=request.asks_check):
            raise InvalidInput("something is missing", hint="tick all three boxes, and write your name")
        name = typed_name(answer.name, "a signature", NAME)
        before = workspace.sign_offs_of(request.person, request.kind)
        signed = next(
            (each for each in before if (each.version, each.language) == (version.version, version.language)), None
        )
        if signed is None:
            words = statement(version.language)
            signed = workspace.record_sign_off(
                version,
                name,
                identified_by=identified_by,
                statement=words,
                person=request.person,
                signed_at=signed_at,
                own=True,
            )
        workspace.note_signing(request, "signed", how=identified_by)
        tries = [each.how for each in workspace.sign_events(request, acts=("checked",))]
        asked = len(questions(version.content, version.sha256))
        told = evidence_of(
            receipt=signed.ident,
            organisation={"ident": workspace.organisation, "name": workspace.organisation_name},
            notice=about_version(version),
            signer={
                "name": name,
                "on_roster": person.name if person.name != name else "",
                "number": person.number,
                "email": person.email,
                "person": person.ident,
            },
            identified_by=identified_by,
            acts=[
                (each.act, each.at)
                for each in workspace.sign_events(request)
                if each.act not in ("checked", "declined")
            ],
            signed_at=signed.signed_at,
            language=version.language,
            witness=witness,
            device=device,
            checked={"asked": asked, "right": asked, "tries": max(len(tries), 1)} if request.asks_check else None,
            before=max((each.version for each in before if each.version < version.version), default=None),
        )
        is_sealed = seal_signature(workspace, signed, told)
        if _copy(workspace, version, signed, person, is_sealed):
            workspace.note_signing(request, "copied", how="mail")
    return signed


def seal_signature(workspace: Workspace, signed: SignOff, told: Mapping[str, object]) -> bool:
    """Seal the evidence, make its certificate, and append the record, in the transaction that is open; whether there is one now.

    Where what seals documents is not installed the evidence is recorded all the same, without a document.
    """
    evidence = statements.seal(told, workspace.keys.seal_key)
    digest = ""
    try:
        text = json.dumps(evidence, ensure_ascii=False, sort_keys=True)
        page = pdf.render(certificate(told), attached={"evidence.json": text})
        sealed = seal_pdf(page, workspace.keys.seal_key, workspace.organisation_name)
    except CannotRead:
        pass
    else:
        digest = hashlib.sha256(sealed).hexdigest()
        workspace.keep_certificate(signed, evidence, sealed, digest)
    notice = told["notice"]
    by = told["identified"]
    assert isinstance(notice, Mapping) and isinstance(by, Mapping)  # noqa: S101 - as evidence_of makes them
    workspace.record(
        "notice-signed",
        f"sign-off-{signed.ident}",
        {
            "version_sha256": notice["sha256"],
            "statement_sha256": signed.statement_sha256,
            "evidence_sha256": evidence["seal"]["sha256"],
            "seal_key": evidence["seal"]["key"],
            "certificate_sha256": digest,
            "identified_by": by["by"],
            "witnessed": "witness" in by,
            "on_roster": signed.person is not None,
        },
    )
    return bool(digest)


def decline_to_sign(workspace: Workspace, ident: str, reason: str, *, identified_by: str) -> None:
    """She was told and does not sign: a fact, with her reason where she gives one. Declining twice is declining once."""
    with workspace.answering(ident) as request:
        if request.state == "declined":
            return
        if request.state == "signed":
            raise InvalidInput("this was signed already", hint="ask whoever sent it, if you signed it in error")
        _still_asked(workspace, request)
        said = _text(reason, "the reason", needed=False)
        workspace.note_signing(request, "declined", how=identified_by, says=said)
        workspace.record("notice-declined", request.ident, {"reason_given": bool(said), "identified_by": identified_by})


def ask_first(workspace: Workspace, ident: str, question: str) -> None:
    """A question to the privacy person: kept encrypted, and mailed where an address of hers is declared."""
    with workspace.answering(ident) as request:
        said = _text(question, "the question")
        if len(workspace.sign_events(request, acts=("question",))) >= A_DAY:
            raise InvalidInput(f"{A_DAY} questions were asked", hint="talk to whoever sent it")
        workspace.note_signing(request, "question", says=said)
        workspace.record("notice-question", request.ident, {})
        version = workspace.notice_version(request.kind, request.version, request.language)
        if (to := address_in(str(version.content.get("contact") or ""))) != "":
            text = (
                f"Somebody who is asked to sign “{title_of(version)}” asks:\n\n{said}\n\n"
                "Answer on the page of signatures: the answer stands on her page, and with her signature.\n"
            )
            mail.put(workspace, to, f"A question about: {title_of(version)}", text)


def answer_question(workspace: Workspace, ident: str, answer: str) -> None:
    """The answer stands on her page, and is mailed to her."""
    with workspace.transaction(Permission.WRITE_NOTICES):
        request = workspace.sign_request(ident)
        said = _text(answer, "the answer")
        workspace.note_signing(request, "answer", says=said)
        workspace.record("notice-answered", request.ident, {})
        person = workspace.roster_person(request.person)
        if person.email:
            version = workspace.notice_version(request.kind, request.version, request.language)
            language = tongue(workspace)(person)
            title = said_about(workspace, version, signs=True).title_in(language)
            mail.put(workspace, person.email, wording(language)("answer.subject", title=title), f"{said}\n")


def signature_of(workspace: Workspace, request: SignRequest) -> SignOff:
    """The signature that answered a request. InvalidInput where there is none."""
    kinds = {(each.version, each.language) for each in versions_to_sign(workspace, request)}
    signed = workspace.sign_offs_of(request.person, request.kind)
    found = [each for each in signed if (each.version, each.language) in kinds]
    if not found:
        raise InvalidInput("there is no signature of this person yet")
    return found[-1]


def address_in(contact: str) -> str:
    """The e-mail address in a line that says whom to ask.

    >>> address_in("the office manager, privacy@acme.example"), address_in("the office manager")
    ('privacy@acme.example', '')
    """
    words = [word.strip(".,;:()<>") for word in contact.split()]
    return next((parseaddr(word)[1] for word in words if word.count("@") == 1 and len(word) > 4), "")


def _still_asked(workspace: Workspace, request: SignRequest) -> RosterPerson:
    person = workspace.roster_person(request.person)
    if request.state == "withdrawn" or (person.left_on is not None and person.left_on <= today()):
        raise InvalidInput("you are not asked to sign this any more", hint="ask whoever sent it, if that is wrong")
    return person


def about_version(version: NoticeVersion) -> dict[str, object]:
    """What evidence says of a version."""
    return {
        "kind": version.kind,
        "title": title_of(version),
        "version": version.version,
        "language": version.language,
        "sha256": version.sha256,
        "published_at": f"{version.published_at:%Y-%m-%dT%H:%M:%SZ}" if version.published_at else "",
    }


def _copy(workspace: Workspace, version: NoticeVersion, signed: SignOff, person: RosterPerson, is_sealed: bool) -> bool:
    """A copy that she can keep, by mail where she has an address and the organisation sends them: her certificate, which carries the
    evidence. Without one (what seals is not installed) the mail says what she stated, and where to ask."""
    if not mail.is_address(person.email) or not workspace.correspondence().copies:
        return False
    language = tongue(workspace)(person)
    contact = str(version.content.get("contact") or "")
    if language == version.language:  # nearly always: then nothing is looked up for it
        said = Said(workspace.organisation_name, title_of(version), signs=True, contact=contact)
    else:
        said = said_about(workspace, version, signs=True)
    words = copy(
        said, version.version, signed.signed_at.astimezone().date(), statement(version.language), signed.ident, language,
        attached=is_sealed,
    )  # fmt: skip
    certificate = signed.ident if is_sealed else ""
    mail.put_all(workspace, [mail.Letter(person.email, words.subject, words.text, certificate=certificate)])
    return True


def _text(text: str, what: str, *, needed: bool = True) -> str:
    said = "\n".join(" ".join(line.split()) for line in text.strip().splitlines())
    if needed and not said:
        raise InvalidInput(f"{what} is empty", hint="write a line")
    if len(said) > LONGEST:
        raise InvalidInput(f"{what} is too long", hint=f"at most {LONGEST:,} characters")
    return said
