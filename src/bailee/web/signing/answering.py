"""The page on which one person reads, asks, signs or declines. GET shows and never acts, so a scanner of mail that opens it
changes nothing; what is sent twice, or from two tabs, is done once."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from bailee.errors import InvalidInput
from bailee.notices.short import Question, in_short, minutes_to_read, news, questions
from bailee.notices.signatures import BOXES, MEANS, in_groups
from bailee.operations.know_reviews import reviewer_of, reviews_of
from bailee.operations.sign_notice import (
    LONGEST,
    Answer,
    ask_first,
    decline_to_sign,
    faults_of,
    note_check,
    open_request,
    sign_notice,
    signature_of,
    versions_to_sign,
)
from bailee.operations.write_to_people import language_of, title_of
from bailee.store.rows.base import now
from bailee.store.rows.signing import SignRequest
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.web import answers
from bailee.web.own import arrived
from bailee.web.signing.wording import Signing, name_of, wording

_SAYS = {"held": "says-held", "not-held": "says-absent", "means": "says-means"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Who sits before the page, by what she is known, and where her other pages are."""

    how: str
    page: str  # address of this page
    copy: str  # address of her copy
    own: str = ""  # her privacy page; empty where she has none here
    witness: str = ""
    done: str = ""  # where one goes on after signing at a device of the office


@dataclass(frozen=True, slots=True)
class _Visit:
    """One look at the page: what was asked of whom, and in which of its versions she reads it."""

    request: HttpRequest
    workspace: Workspace
    asked: SignRequest
    versions: tuple[NoticeVersion, ...]
    version: NoticeVersion
    signer: Signer

    @property
    def address(self) -> str:
        """Of this page, in the language that she reads."""
        return f"{self.signer.page}?lang={self.version.language}"


def answer(request: HttpRequest, workspace: Workspace, asked: SignRequest, signer: Signer) -> HttpResponse:
    """Show the page; or do what its form says, and lead back to it."""
    if asked.state == "withdrawn":
        hers = language_of(workspace.roster_person(asked.person))
        return arrived.message(request, "withdrawn-title", "withdrawn-text", hers, status=410)
    versions = versions_to_sign(workspace, asked)
    wanted = (request.POST if request.method == "POST" else request.GET).get("lang", "")
    wanted = wanted or language_of(workspace.roster_person(asked.person))
    version = next((each for each in versions if each.language == wanted), versions[0])
    if asked.state == "signed":
        return _receipt(request, workspace, asked, signer)
    visit = _Visit(request, workspace, asked, versions, version, signer)
    if request.method != "POST":
        return _page(visit)
    open_request(workspace, asked, signer.how)
    act = request.POST.get("act", "")
    if act == "decline":
        return _declined(visit)
    if act == "ask":
        return _asked(visit)
    given = Answer(
        request.POST.get("name", ""),
        request.POST.getlist("box"),
        {each.ident: request.POST.get(each.ident, "") for each in questions(version.content, version.sha256)},
    )
    if request.POST.get("sha256") != version.sha256:
        return _page(visit, top=("changed",), given=given)
    faults = faults_of(given, version, asks_check=asked.asks_check)
    note_check(workspace, asked, faults)
    if faults:
        return _page(visit, faults=faults, given=given)
    device = request.headers.get("User-Agent", "")
    sign_notice(workspace, asked.ident, version, given, identified_by=signer.how, witness=signer.witness, device=device)
    return HttpResponseRedirect(signer.done or visit.address, status=303)


def copy(workspace: Workspace, asked: SignRequest) -> HttpResponse:
    """The certificate of her signature."""
    try:
        certificate = workspace.certificate(signature_of(workspace, asked).ident)
    except InvalidInput:
        raise Http404 from None
    answer = HttpResponse(certificate.document, content_type="application/pdf")
    answer["Content-Disposition"] = f'attachment; filename="{asked.kind}-v{asked.version}-signed.pdf"'
    return answer


def _declined(visit: _Visit) -> HttpResponse:
    reason = visit.request.POST.get("reason", "")
    if len(reason) > LONGEST:
        return _page(visit, faults=(("reason", "too-long"),))
    decline_to_sign(visit.workspace, visit.asked.ident, reason, identified_by=visit.signer.how)
    return HttpResponseRedirect(visit.signer.done or visit.address, status=303)


def _asked(visit: _Visit) -> HttpResponse:
    question = visit.request.POST.get("question", "")
    fault = "empty-question" if not question.strip() else "too-long" if len(question) > LONGEST else ""
    if fault:
        return _page(visit, faults=(("question", fault),))
    ask_first(visit.workspace, visit.asked.ident, question)
    return HttpResponseRedirect(f"{visit.address}#asked", status=303)


def _page(
    visit: _Visit,
    *,
    faults: tuple[tuple[str, str], ...] = (),
    top: tuple[str, ...] = (),
    given: Answer | None = None,
) -> HttpResponse:
    request, workspace, asked, version = visit.request, visit.workspace, visit.asked, visit.version
    say = wording(version.language)
    content = version.content
    person = workspace.roster_person(asked.person)
    checks = questions(content, version.sha256, version.language) if asked.asks_check else ()
    texts = {each.ident: _question(say, each) for each in checks}
    minutes = minutes_to_read(content)
    reviews = reviews_of(workspace, now().astimezone().date())
    declined = workspace.sign_events(asked, acts=("declined",))
    contact = str(content.get("contact") or "")
    return answers.page(
        request,
        "signing/sign.html",
        status=422 if faults or top else 200,
        say=say,
        language=say.language,
        languages=[(each.language, name_of(each.language)) for each in visit.versions]
        if len(visit.versions) > 1
        else [],
        organisation=workspace.organisation_name,
        version=version,
        title=title_of(version),
        about=say(
            "version",
            number=version.version,
            person=person.name,
            minutes=say.count("minutes", minutes),
        ),
        due=say("due", day=say.day(asked.due_on)) if asked.due_on else "",
        reviewed=reviewer_of(version, reviews),
        new=_new(workspace, say, asked, version),
        short=[(say(head), words) for head, words in in_short(content, version.language)],
        document=content.get("document"),
        contact=contact,
        talk=_talk(workspace, asked),
        checks=[(each.ident, texts[each.ident]) for each in checks],
        boxes=BOXES,
        means=MEANS.get(version.language, MEANS["en"]),
        given=given or Answer("", ()),
        question=request.POST.get("question", ""),
        reason=request.POST.get("reason", ""),
        errors=[*(("", say(each)) for each in top), *(_fault(say, texts, checks, *fault) for fault in faults)],
        faults=dict(faults),
        declined=say.day(declined[-1].at.astimezone()) if asked.state == "declined" and declined else "",
        signer=visit.signer,
    )


def _receipt(request: HttpRequest, workspace: Workspace, asked: SignRequest, signer: Signer) -> HttpResponse:
    signed = signature_of(workspace, asked)
    version = workspace.notice_version(signed.kind, signed.version, signed.language)
    say = wording(version.language)
    person = workspace.roster_person(asked.person)
    try:
        certificate = workspace.certificate(signed.ident)
    except InvalidInput:
        certificate = None
    events = workspace.sign_events(asked)
    steps = [("done", say.moment(each.at.astimezone()), say("opened-at")) for each in events if each.act == "opened"]
    steps.append(("done", say.moment(signed.signed_at.astimezone()), say("signed-at")))
    if certificate is not None and certificate.stamped_at is not None:
        at = say.moment(certificate.stamped_at.astimezone())
        steps.append(("done", at, say("stamped", who=certificate.stamped_by)))
    elif certificate is not None:
        steps.append(("pending", say("stamp-fault" if certificate.fault else "stamp-none"), say("stamp-pending")))
    return answers.page(
        request,
        "signing/signed.html",
        say=say,
        language=say.language,
        languages=[],
        organisation=workspace.organisation_name,
        title=title_of(version),
        version=version,
        person=person.details.given or person.name.partition(" ")[0] or person.name,
        steps=steps,
        size=round(len(certificate.document) / 1024) if certificate else 0,
        is_copied=any(each.act == "copied" for each in events),
        receipt=in_groups(signed.ident, 4),
        contact=str(version.content.get("contact") or ""),
        signer=signer,
    )


def _new(workspace: Workspace, say: Signing, asked: SignRequest, version: NoticeVersion) -> tuple[str, str]:
    """What is new since the version that she signed last, in words: a lead and the rest; empty for the first one."""
    signed = workspace.sign_offs_of(asked.person, asked.kind)
    before = [each for each in signed if each.version < version.version]
    if not before:
        return "", ""
    last = before[-1]
    was = workspace.notice_version(last.kind, last.version, last.language)
    lead = say("new", number=last.version, day=say.day(last.signed_at.astimezone()))
    told = [say(f"new-{sort}", what=what) for sort, what in news(was.content, version.content, version.language)]
    new = "; ".join(told)
    return lead, (f"{new[:1].upper()}{new[1:]}." if told else say("nothing-new"))


def _talk(workspace: Workspace, asked: SignRequest) -> list[tuple[str, str]]:
    """Questions with their answers, in the order in which they came; an answer answers what stands open."""
    pairs: list[tuple[str, str]] = []
    for each in workspace.sign_events(asked, acts=("question", "answer")):
        if each.act == "question":
            pairs.append((each.says, ""))
        elif pairs:
            question, before = pairs[-1]
            pairs[-1] = (question, f"{before}\n{each.says}".strip())
    return pairs


def _question(say: Signing, question: Question) -> str:
    return say("q-means") if question.about == "means" else say("q-held", what=question.what)


def _fault(say: Signing, texts: dict[str, str], checks: tuple[Question, ...], field: str, what: str) -> tuple[str, str]:
    """(id of the field, words) for the summary on top."""
    if field in BOXES:
        return f"f-box-{BOXES.index(field) + 1}", say("not-ticked", box=say(field))
    if field in texts:
        question = next(each for each in checks if each.ident == field)
        about = "means" if question.about == "means" else "held" if question.right else "not-held"
        return f"f-{field}", say(what, question=texts[field], says=say(_SAYS[about]))
    return f"f-{field}", say(what)
