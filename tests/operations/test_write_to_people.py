"""How people are written to: a link of their own where its code comes another way, in their language, and until they sign."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from bailee.deliveries import Means
from bailee.deliveries.rhythm import Quiet, Rhythm
from bailee.errors import InvalidInput
from bailee.evidence import standalone
from bailee.notices.signatures import BOXES
from bailee.operations.bundle_proof import make_bundle
from bailee.operations.deliver_notice import plan_delivery, start_delivery
from bailee.operations.draft_notice import draft_notice
from bailee.operations.look_after_deliveries import Looked, look_after_deliveries
from bailee.operations.publish_notice import publish_notice
from bailee.operations.renew_link import renew_link
from bailee.operations.request_sign_off import Plan, how_linked, plan_requests, request_sign_offs, send_again
from bailee.operations.sign_notice import Answer, decline_to_sign, sign_notice
from bailee.operations.write_to_people import choose_correspondence, title_of
from bailee.permissions import TABLE, Permission
from bailee.rosters import Details
from bailee.store import mail, person_links
from bailee.store.models import MailMessage, PersonLink
from bailee.store.person_links import How, Opened, open_link
from bailee.store.rows.base import now
from bailee.store.rows.roster import RosterDraft
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from simulators.mail_server import MailServer, mail_server
from world import World

KIND = "employee-privacy-notice"
HERE = "https://bailee.example"
LOUD = Rhythm(quiet=Quiet.read("none"))
STAFF = (
    Details("Ana Díaz", emails=("ana@acme.example", "ana@home.example"), number="E1", manager="Mo Lee", language="Spanish"),
    Details("Pat Doe", emails=("pat@acme.example",), number="E2", manager="Mo Lee"),
    Details("Mo Lee", emails=("mo@acme.example", "mo@home.example"), number="E3"),
)  # fmt: skip


@pytest.fixture
def notice(world: World) -> NoticeVersion:
    world.alice.save_roster([RosterDraft(SubjectCategory.EMPLOYEE, each) for each in STAFF])
    return publish_notice(world.alice, draft_notice(world.alice, KIND, on=now().date()).version)


def at(server: MailServer) -> mail.Server:
    return mail.Server("127.0.0.1", server.port, "privacy@acme.example", security="none")


def ask(world: World, version: NoticeVersion, server: MailServer, **told: object) -> Plan:
    plan = plan_requests(world.alice, version)
    return request_sign_offs(world.alice, plan, by_mail=True, address=HERE, server=at(server), **told)  # type: ignore[arg-type]


def mails(server: MailServer) -> dict[str, str]:
    """The last text that each address got."""
    found = {}
    for recipient, message in server.taken:
        body = message.get_body(("plain",))
        assert body is not None
        found[recipient] = body.get_content()
    return found


def link_in(text: str) -> str:
    found = re.findall(rf"{HERE}/e/([\w-]+)/", text)
    assert len(found) <= 1
    return found[0] if found else ""


def code_in(text: str) -> str:
    return re.findall(r"\b\d{6}\b", text)[0]


def test_a_link_goes_to_one_address_its_code_to_another_and_who_has_one_is_told_why_there_is_none(
    world: World, notice: NoticeVersion
) -> None:
    with mail_server() as server:
        made = ask(world, notice, server)
        got = mails(server)
    assert {each.said: each.how for each in made.lines} == {"Ana Díaz": "mail", "Pat Doe": "page", "Mo Lee": "mail"}
    assert not any(each.code or each.link for each in made.lines)
    assert "una sola dirección" not in got["ana@acme.example"] and "otra dirección" in got["ana@acme.example"]
    opened = open_link(world.home, link_in(got["ana@acme.example"]), code_in(got["ana@home.example"]))
    assert isinstance(opened, Opened) and opened.how is How.APART
    hers = Workspace(world.home, opened.organisation, opened.member)
    assert how_linked(hers, opened.how) == "emailed-link-and-code"
    assert "Ana" not in link_in(got["ana@acme.example"]) and "acme" not in link_in(got["ana@acme.example"])
    assert link_in(got["pat@acme.example"]) == "" and "we know one address of yours" in got["pat@acme.example"]
    assert f"{HERE}/o/{world.alice.organisation}/own/" in got["pat@acme.example"]


def test_whoever_asks_sees_a_code_only_where_she_says_why_and_the_certificate_says_that_she_had_it(
    world: World, notice: NoticeVersion
) -> None:
    with mail_server() as server:
        made = ask(world, notice, server, because="Pat works at the next desk")
        got = mails(server)
    shown = [each for each in made.lines if each.code]
    assert [each.said for each in shown] == ["Pat Doe"] and not shown[0].link
    opened = open_link(world.home, link_in(got["pat@acme.example"]), shown[0].code)
    assert isinstance(opened, Opened)
    hers = Workspace(world.home, opened.organisation, opened.member)
    (asked,) = hers.own_requests()
    how = how_linked(hers, opened.how)
    assert how == "emailed-link-and-shown-code"
    signed = sign_notice(hers, asked.ident, notice, Answer("Pat Doe", BOXES), identified_by=how)
    evidence = world.alice.certificate(signed.ident).evidence["statement"]
    assert "had, too" in evidence["identified"]["means"]
    assert "code-shown" in [each["act"] for each in evidence["acts"]]
    (why,) = [each.says for each in world.alice.sign_events(asked, acts=("code-shown",))]
    assert why == "Pat works at the next desk"
    records, _ = world.alice.evidence()
    assert not any(b"next desk" in repr(each).encode() for each in records)
    with pytest.raises(InvalidInput, match="one address"):
        send_again(world.alice, asked, address=HERE, server=mail.Server("127.0.0.1", 9, "a@b.example"))


def test_a_link_that_is_too_old_opens_nothing_and_another_one_may_be_asked_for_by_it(
    world: World, notice: NoticeVersion
) -> None:
    token, code = person_links.link_person(world.alice, "Ana Díaz")
    assert person_links.whose(world.home, token) is not None
    world.alice._rows(PersonLink).update(expires_at=now() - timedelta(seconds=1))
    assert person_links.whose(world.home, token) is None and open_link(world.home, token, code) == 0
    asker = person_links.ask_anew(world.home, token)
    assert asker is not None and asker.may


def published_in_spanish(world: World) -> NoticeVersion:
    drafted = draft_notice(world.alice, KIND, on=now().date(), language="es").version
    return publish_notice(world.alice, drafted, despite="a test")


def test_each_gets_the_notice_in_her_language_where_it_is_published_in_it(world: World, notice: NoticeVersion) -> None:
    alice, spanish = world.alice, published_in_spanish(world)
    planned = plan_delivery(alice, notice, Means.EMAIL)
    assert planned.languages == [("es", 1)]
    campaign = start_delivery(alice, planned, rhythm=LOUD, address=HERE)
    with mail_server() as server:
        mail.send_due(world.home, at(server))
        look_after_deliveries(alice, now() + timedelta(days=4))
        alice._rows(MailMessage).update(due_at=now())
        mail.send_due(world.home, at(server))
        sent = [(to, message) for to, message in server.taken if message.is_multipart()]
    titles = {"ana@acme.example": title_of(spanish), "pat@acme.example": title_of(notice)}
    for to, title in titles.items():
        own = [message for each, message in sent if each == to]
        assert len(own) == 2  # the mail and its reminder bring it in the same language
        for message in own:
            body, (pdf,) = message.get_body(("plain",)), message.iter_attachments()
            assert body is not None and title.casefold() in " ".join(body.get_content().split()).casefold()
            assert title_in(pdf.get_content()) == title
            assert "is in English" not in body.get_content() and "está en inglés" not in body.get_content()
    by = {each.person: each for each in alice.delivered()}
    ana, pat = (alice.person_named(each) for each in ("E1", "E2"))
    assert (by[ana].language, by[ana].sha256) == ("es", spanish.sha256)  # type: ignore[index]
    assert (by[pat].language, by[pat].sha256) == ("en", notice.sha256)  # type: ignore[index]
    assert ana in alice.reach(notice).reached  # who got it in Spanish was told
    record = next(each for each in alice.evidence()[0] if each.subject == campaign.ident)
    assert '"version_sha256":"' + spanish.sha256 in record.details.replace(" ", "")


def title_in(document: bytes) -> str:
    opened = pypdfium2.PdfDocument(document)
    title = str(opened.get_metadata_value("Title"))
    opened.close()
    return title


def test_the_proof_of_what_went_out_in_two_languages_verifies_by_itself(
    world: World, notice: NoticeVersion, tmp_path: Path
) -> None:
    alice, spanish = world.alice, published_in_spanish(world)
    start_delivery(alice, plan_delivery(alice, notice, Means.EMAIL), rhythm=LOUD, address=HERE)
    with mail_server() as server:
        mail.send_due(world.home, at(server))
    make_bundle(alice, tmp_path / "proof", None, on=now().date())
    count, faults = standalone.verify(tmp_path / "proof")
    assert count and faults == []
    told = (tmp_path / "proof" / standalone.TOLD).read_text()
    assert spanish.sha256 in told and notice.sha256 in told
    (tmp_path / "proof" / standalone.TOLD).write_text(told.replace(spanish.sha256, notice.sha256))
    _, faults = standalone.verify(tmp_path / "proof")
    assert any("act" in str(each) and "sha256" in str(each) for each in faults)


def test_mails_of_a_delivery_and_its_reminders_bring_a_link_that_works_once(
    world: World, notice: NoticeVersion
) -> None:
    start_delivery(world.alice, plan_delivery(world.alice, notice, Means.EMAIL), rhythm=LOUD, address=HERE)
    with mail_server() as server:
        mail.send_due(world.home, at(server))
        got = mails(server)
        first, code = link_in(got["ana@acme.example"]), code_in(got["ana@home.example"])
        assert "El aviso mismo está en inglés" in got["ana@acme.example"] and "DRAFT" in got["ana@acme.example"]
        assert link_in(got["pat@acme.example"]) == "" and "one address" in got["pat@acme.example"]
        assert isinstance(open_link(world.home, first, code), Opened) and open_link(world.home, first, code) == 0
        look_after_deliveries(world.alice, now() + timedelta(days=3, hours=1))
        server.taken.clear()
        mail.send_due(world.home, at(server))
        got = mails(server)
    assert link_in(got["ana@acme.example"]) not in ("", first) and "hace 3 días" in got["ana@acme.example"]


def test_who_may_make_no_links_says_so_in_the_mail(world: World, notice: NoticeVersion) -> None:
    tec = Workspace(world.home, world.alice.organisation, world.alice.member)
    tec.scope = TABLE[tec.role] - {Permission.MANAGE_MEMBERS}
    start_delivery(tec, plan_delivery(tec, notice, Means.EMAIL), rhythm=LOUD, address=HERE)
    with mail_server() as server:
        mail.send_due(world.home, at(server))
    text = mails(server)["mo@acme.example"]
    assert link_in(text) == "" and "may not make one" in text


def test_who_was_asked_without_a_delivery_is_reminded_until_she_answers_and_then_her_manager_hears_of_it(
    world: World, notice: NoticeVersion
) -> None:
    with mail_server() as server:
        ask(world, notice, server, rhythm=LOUD)
        begun = datetime.now(UTC)
        requests = {world.alice.roster_person(each.person).name: each for each in world.alice.sign_requests()}
        decline_to_sign(world.alice, requests["Mo Lee"].ident, "", identified_by="in-person-by-colleague")
        assert look_after_deliveries(world.alice, begun + timedelta(days=2)) == Looked()
        assert look_after_deliveries(world.alice, begun + timedelta(days=3, hours=1)).reminded == 2
        assert look_after_deliveries(world.alice, begun + timedelta(days=3, hours=2)) == Looked()
        sign_notice(
            world.alice, requests["Ana Díaz"].ident, notice, Answer("Ana", BOXES), identified_by="emailed-link-and-code"
        )
        assert look_after_deliveries(world.alice, begun + timedelta(days=15)).reminded == 1  # not two at once
        assert look_after_deliveries(world.alice, begun + timedelta(days=16)) == Looked()
        server.taken.clear()
        assert look_after_deliveries(world.alice, begun + timedelta(days=18)).escalated == 1
        assert look_after_deliveries(world.alice, begun + timedelta(days=40)) == Looked()
        mail.send_due(world.home, at(server))
        got = mails(server)
    assert "Pat Doe" in got["mo@acme.example"] and "Ana" not in got["mo@acme.example"]
    acts = [each.act for each in world.alice.sign_events(requests["Pat Doe"])]
    assert acts.count("reminded") == 2 and acts.count("escalated") == 1
    actions = [row.action for row in world.alice.evidence()[0]]
    assert actions.count("signatures-reminded") == 2 and actions.count("signatures-escalated") == 1


def test_whom_a_delivery_reminds_is_not_reminded_twice_and_quiet_hours_hold(
    world: World, notice: NoticeVersion
) -> None:
    with mail_server() as server:
        ask(world, notice, server, rhythm=LOUD)
        start_delivery(world.alice, plan_delivery(world.alice, notice, Means.EMAIL), rhythm=LOUD)
        mail.send_due(world.home, at(server))
    assert look_after_deliveries(world.alice, now() + timedelta(days=3, hours=1)).reminded == 3
    assert look_after_deliveries(world.alice, now() + timedelta(days=3, hours=2)) == Looked()


def test_nobody_who_was_asked_is_reminded_in_quiet_hours(world: World, notice: NoticeVersion) -> None:
    moment = now() + timedelta(days=4)
    quiet = Quiet.read(f"{moment - timedelta(hours=1):%H:%M}-{moment + timedelta(hours=1):%H:%M}")
    request_sign_offs(world.alice, plan_requests(world.alice, notice), rhythm=Rhythm(quiet=quiet))
    assert look_after_deliveries(world.alice, moment) == Looked()
    assert look_after_deliveries(world.alice, moment + timedelta(hours=2)).reminded == 3


def test_the_organisations_language_is_for_those_whose_own_nobody_knows(world: World, notice: NoticeVersion) -> None:
    assert choose_correspondence(world.alice, language="español").language == "es"
    with pytest.raises(InvalidInput, match="Klingon"):
        choose_correspondence(world.alice, language="Klingon")
    with mail_server() as server:
        ask(world, notice, server)
    assert mails(server)["pat@acme.example"].startswith("Para Pat Doe:")
    assert [each.action for each in world.alice.evidence()[0]].count("correspondence-chosen") == 1


def renew(world: World, token: str, server: MailServer) -> None:
    """She presses the button, and a worker sends what waits."""
    renew_link(world.home, token, address=HERE)
    mail.send_due(world.home, at(server))


def old(world: World, token: str) -> None:
    """As if its days were over."""
    with world.alice.transaction():
        rows = world.alice._rows(PersonLink).filter(token_hash=person_links.link_tokens.hash_of(token))
        assert rows.update(expires_at=now() - timedelta(hours=1)) == 1


def test_a_link_that_is_too_old_has_another_one_sent_to_the_roster_and_nowhere_else(
    world: World, notice: NoticeVersion
) -> None:
    with mail_server() as server:
        made = ask(world, notice, server, because="at the next desk")
        got = mails(server)
        (shown,) = [each.code for each in made.lines if each.code]
        token = link_in(got["pat@acme.example"])
        renew(world, token, server)  # it counts still
        assert len(server.taken) == 5
        old(world, token)
        server.taken.clear()
        renew(world, token, server)
        renew(world, token, server)  # too early
        assert [recipient for recipient, _ in server.taken] == ["pat@acme.example"]
        new = link_in(mails(server)["pat@acme.example"])
        wrong = f"{(int(shown) + 1) % 10**6:06}"
        assert open_link(world.home, new, wrong) == 4
        opened = open_link(world.home, new, shown)  # by the code that she has
        assert isinstance(opened, Opened) and opened.how is How.SHOWN
        spent = link_in(got["ana@acme.example"])
        assert isinstance(open_link(world.home, spent, code_in(got["ana@home.example"])), Opened)
        server.taken.clear()
        renew(world, spent, server)
        assert sorted(recipient for recipient, _ in server.taken) == ["ana@acme.example", "ana@home.example"]
    actions = [row.action for row in world.alice.evidence()[0]]
    assert actions.count("link-renewed") == 2


def test_nothing_is_sent_after_five_wrong_codes_or_to_who_left_and_tries_count_on(
    world: World, notice: NoticeVersion
) -> None:
    with mail_server() as server:
        ask(world, notice, server)
        got = mails(server)
        ana, mo = link_in(got["ana@acme.example"]), link_in(got["mo@acme.example"])
        wrong = f"{(int(code_in(got['ana@home.example'])) + 1) % 10**6:06}"
        assert [open_link(world.home, ana, wrong) for _ in range(5)][-1] == 0
        person = next(each for each in world.alice.roster() if each.name == "Mo Lee")
        world.alice.end_roster_person(person.ident, now().date())
        old(world, mo)
        server.taken.clear()
        for token in (ana, mo, "7-nonsense", f"{world.charlie.organisation_id}-{mo.partition('-')[2]}"):
            renew(world, token, server)
        assert server.taken == []
    told = [row.action for row in world.alice.evidence()[0]]
    assert told.count("link-not-renewed") == 1 and "link-renewed" not in told


def test_who_signed_gets_her_certificate_by_mail_unless_the_organisation_sends_none(
    world: World, notice: NoticeVersion
) -> None:
    request_sign_offs(world.alice, plan_requests(world.alice, notice))
    requests = {world.alice.roster_person(each.person).name: each for each in world.alice.sign_requests()}
    with mail_server() as server:
        for name in ("Ana Díaz", "Pat Doe"):
            signed = sign_notice(
                world.alice, requests[name].ident, notice, Answer(name, BOXES), identified_by="emailed-link-and-code"
            )
            choose_correspondence(world.alice, copies=False)
            if name == "Ana Díaz":
                ana = signed
        mail.send_due(world.home, at(server))
        ((recipient, message),) = server.taken
    assert recipient == "ana@acme.example" and message["Subject"].startswith("Su copia:")
    (file,) = message.iter_attachments()
    assert file.get_content() == world.alice.certificate(ana.ident).document
    assert file.get_content_type() == "application/pdf" and file.get_filename() == f"certificate-{ana.ident}.pdf"
    assert "va adjunto" in mails(server)["ana@acme.example"]
    acts = [each.act for each in world.alice.sign_events(requests["Pat Doe"])]
    assert "signed" in acts and "copied" not in acts
