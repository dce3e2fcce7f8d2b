"""A notice goes to everybody whom it concerns, each once: by e-mail and by post, with what came back and who was never reached."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest

from bailee.deliveries import Act, Means, Reason, Standing
from bailee.deliveries.rhythm import Quiet, Rhythm
from bailee.errors import InvalidInput
from bailee.operations.deliver_letters import note_returned, packed, pieces_in, post_letters, write_letters
from bailee.operations.deliver_notice import (
    Post,
    Whom,
    end_delivery,
    hand_over,
    plan_delivery,
    start_delivery,
    try_again,
)
from bailee.operations.draft_notice import draft_notice, send_notice
from bailee.operations.know_deliveries import Sent, sent_of
from bailee.operations.look_after_deliveries import Looked, look_after_deliveries
from bailee.operations.place_notice import open_notice_page
from bailee.operations.publish_notice import publish_notice
from bailee.operations.read_bounces import Bounced, read_bounces
from bailee.operations.record_sign_off import record_sign_off
from bailee.operations.report_status import published_notice
from bailee.operations.write_to_people import title_of
from bailee.rosters import Details
from bailee.store import mail
from bailee.store.models import MailMessage
from bailee.store.rows.deliveries import Campaign
from bailee.store.rows.roster import RosterDraft
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from deliveries.test_bounces import report
from simulators.mail_server import MailServer, mail_server
from world import World

TODAY = datetime.now(UTC).astimezone().date()
CUSTOMERS = [
    Details("Ana Díaz", emails=("ana@client.example",), address="Calle Mayor 3, 28013, Madrid, Spain", number="C1"),
    Details("Kim Roe", emails=("kim@client.example",), address="12 Elm St, NY 12207, Albany, USA", number="C2"),
    Details("=1+1", address="9 Oak St, NY 12207, Albany", number="C3"),
    Details("Lou Poe", number="C4"),
]
STAFF = [
    Details("Pat Doe", emails=("pat@acme.example",), number="E1", manager="Mo Lee", department="Sales"),
    Details("Sam Fox", emails=("sam@acme.example",), number="E2", manager="Mo Lee", department="Sales"),
    Details("Mo Lee", emails=("mo@acme.example",), number="E3", department="Office"),
]
LOUD = Rhythm(quiet=Quiet.read("none"))


def add(workspace: Workspace, category: SubjectCategory, people: list[Details]) -> None:
    workspace.save_roster([RosterDraft(category, each) for each in people])


def published(workspace: Workspace, kind: str) -> NoticeVersion:
    return publish_notice(workspace, draft_notice(workspace, kind, on=TODAY).version)


@pytest.fixture
def statement(world: World) -> NoticeVersion:
    add(world.alice, SubjectCategory.CUSTOMER, CUSTOMERS)
    return published(world.alice, "customer-privacy-statement")


@pytest.fixture
def notice(world: World) -> NoticeVersion:
    add(world.alice, SubjectCategory.EMPLOYEE, STAFF)
    return published(world.alice, "employee-privacy-notice")


def server_at(server: MailServer) -> mail.Server:
    return mail.Server("127.0.0.1", server.port, "privacy@acme.example", security="none")


def by_email(workspace: Workspace, version: NoticeVersion, **told: object) -> Campaign:
    return start_delivery(workspace, plan_delivery(workspace, version, Means.EMAIL), rhythm=LOUD, **told)  # type: ignore[arg-type]


def how(workspace: Workspace, campaign: Campaign) -> dict[str, tuple[Standing, Reason | None]]:
    return {each.person.number: (each.standing, each.reason) for each in workspace.deliveries(campaign)}


def test_a_dry_run_says_whom_it_reaches_and_why_not_the_others_and_changes_nothing(
    world: World, statement: NoticeVersion
) -> None:
    before = world.alice.log_size()
    planned = plan_delivery(world.alice, statement, Means.EMAIL)
    assert [each.to for each in planned.reachable] == ["ana@client.example", "kim@client.example"]
    assert planned.causes == [(Reason.NO_EMAIL, 2)] and not planned.signs and planned.reviewed == ""
    letters = plan_delivery(world.alice, statement, Means.POST, post=Post.read("dl", "Germany"))
    assert {each.person.number: each.reason for each in letters.copies} == {
        "C1": None, "C2": None, "C3": Reason.NO_COUNTRY, "C4": Reason.NO_ADDRESS,
    }  # fmt: skip
    usual = plan_delivery(world.alice, statement, Means.POST, post=Post.read("dl", "US", "USA"))
    assert len(usual.reachable) == 3
    assert world.alice.log_size() == before and world.alice.campaigns() == ()


def test_each_gets_it_once_by_mail_with_the_same_pdf_and_told_knows(world: World, statement: NoticeVersion) -> None:
    campaign = by_email(world.alice, statement)
    with mail_server() as server:
        assert mail.send_due(world.home, server_at(server)) == mail.Sent(sent=2)
    assert sorted(recipient for recipient, _ in server.taken) == ["ana@client.example", "kim@client.example"]
    pdfs = {next(message.iter_attachments()).get_content() for _, message in server.taken}
    assert len(pdfs) == 1 and pdfs.pop().startswith(b"%PDF-")
    text = server.taken[0][1].get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert "Dear Ana Díaz," in text and "DRAFT" in text and max(map(len, text.splitlines())) < 998
    assert server.taken[0][1]["From"].addresses[0].display_name == world.alice.organisation_name
    assert how(world.alice, campaign)["C1"] == (Standing.SENT, None)
    assert how(world.alice, campaign)["C4"] == (Standing.UNREACHABLE, Reason.NO_EMAIL)
    reach = world.alice.reach(statement)
    assert len(reach.reached) == 2 and len(reach.back) == 2 and reach.last_on == TODAY
    with pytest.raises(InvalidInput, match="nobody can be reached"):
        by_email(world.alice, statement)
    assert plan_delivery(world.alice, statement, Means.EMAIL).already == 2


def test_letters_name_the_page_where_it_stands_for_everybody_with_a_code_and_each_is_in_its_language(
    world: World, statement: NoticeVersion, tmp_path: Path
) -> None:
    alice = world.alice
    drafted = draft_notice(alice, statement.kind, on=TODAY, language="es").version
    spanish = publish_notice(alice, drafted, despite="a test")
    spain = Details("Eva Gil", address="Calle Mayor 5, 28013, Madrid, Spain", number="C9", language="es")
    add(alice, SubjectCategory.CUSTOMER, [spain])
    campaign = start_delivery(alice, plan_delivery(alice, statement, Means.POST, post=Post.read("dl", "US", "US")))
    write_letters(alice, campaign.ident, tmp_path / "before", address="https://bailee.example")
    open_notice_page(alice, statement.kind)
    write_letters(alice, campaign.ident, tmp_path / "after", address="https://bailee.example")
    assert codes(tmp_path / "before" / "letters-001.pdf") == []
    page = f"https://bailee.example/notices/{alice.organisation}/{statement.kind}/"
    assert codes(tmp_path / "after" / "letters-001.pdf") == [page] * 3
    assert codes(tmp_path / "after" / "letters-002.pdf") == [f"{page}?language=es"]
    rows = list(csv.DictReader((tmp_path / "after" / "manifest.csv").read_text("utf-8-sig").splitlines()))
    (hers,) = [row for row in rows if row["Name"] == "Eva Gil"]
    assert hers["File"] == "letters-002.pdf" and hers["Version"] == str(spanish.version)
    assert {row["File"] for row in rows if row is not hers} == {"letters-001.pdf"}
    text = text_of(tmp_path / "after" / "letters-002.pdf")
    assert "Para Eva Gil" in text and title_of(spanish) in text and f"{page}?language=es" in "".join(text.split())


def codes(letters: Path) -> list[str]:
    """What a telephone reads on the sheets of a file."""
    import zxingcpp

    opened, found = pypdfium2.PdfDocument(letters), []
    for page in opened:
        picture = page.render(scale=2.5, grayscale=True).to_pil()
        found += [each.text for each in zxingcpp.read_barcodes(picture)]
    opened.close()
    return found


def text_of(letters: Path) -> str:
    opened = pypdfium2.PdfDocument(letters)
    said = "\n".join(page.get_textpage().get_text_range() for page in opened)
    opened.close()
    return said


def test_a_second_click_sends_nothing_twice(world: World, statement: NoticeVersion) -> None:
    planned = plan_delivery(world.alice, statement, Means.EMAIL)
    start_delivery(world.alice, planned, rhythm=LOUD)
    with pytest.raises(InvalidInput):
        start_delivery(world.alice, planned, rhythm=LOUD)
    with world.alice.reading():
        assert world.alice._rows(MailMessage).count() == 2


def test_what_bounces_is_known_and_goes_out_again_once_the_roster_is_right(
    world: World, statement: NoticeVersion, tmp_path: Path
) -> None:
    campaign = by_email(world.alice, statement)
    with mail_server() as server:
        mail.send_due(world.home, server_at(server))
    ident = str(server.taken[0][1]["Message-ID"]).strip("<>").split("@")[0]
    ours = f"From: a@b.example\r\nMessage-ID: <{ident}@acme.example>\r\n"
    (tmp_path / "back").mkdir()
    (tmp_path / "back" / "1.eml").write_bytes(report("delayed", "4.2.2", ours=ours))
    assert read_bounces(world.alice, tmp_path / "back") == Bounced(1, 1, 1)
    assert how(world.alice, campaign)["C1"] == (Standing.SENT, None)
    box = tmp_path / "bounces.mbox"
    box.write_bytes(b"From x Thu\n" + report("failed", "5.1.1", ours=ours) + b"\nFrom x Thu\nSubject: hello\n\nhi\n")
    assert read_bounces(world.charlie, box) == Bounced(2, 1, 0)
    assert read_bounces(world.alice, box) == Bounced(2, 1, 1)
    assert read_bounces(world.alice, box) == Bounced(2, 1, 0)
    assert how(world.alice, campaign)["C1"] == (Standing.FAILED, Reason.NO_MAILBOX)
    who = next(each for each in world.alice.roster() if each.number == "C1")
    better = Details("Ana Díaz", emails=("ana.diaz@client.example",), number="C1")
    world.alice.save_roster([RosterDraft(SubjectCategory.CUSTOMER, better, ident=who.ident)])
    assert try_again(world.alice, campaign.ident) == (1, 2)
    with mail_server() as server:
        assert mail.send_due(world.home, server_at(server)) == mail.Sent(sent=1)
    assert server.taken[0][0] == "ana.diaz@client.example"
    acts = [act for _, _, act, _, _ in world.alice.delivery_events(campaign, 1)]
    assert acts == [Act.QUEUED, Act.SENT, Act.DELAYED, Act.FAILED, Act.QUEUED, Act.SENT]


def test_letters_are_printed_posted_and_come_back(world: World, statement: NoticeVersion, tmp_path: Path) -> None:
    planned = plan_delivery(world.alice, statement, Means.POST, post=Post.read("10", "US", "US"))
    campaign = start_delivery(world.alice, planned)
    with pytest.raises(InvalidInput, match="not posted"):
        note_returned(world.alice, campaign.ident, [1], Reason.MOVED, on=TODAY)
    made = write_letters(world.alice, campaign.ident, tmp_path / "letters")
    assert (made.letters, made.moved) == (3, 0)
    assert sorted(each.name for each in (tmp_path / "letters").iterdir()) == [
        "letters-001.pdf", "manifest.csv", "post-office-001.pdf",
    ]  # fmt: skip
    rows = list(csv.DictReader(io.StringIO((tmp_path / "letters" / "manifest.csv").read_text("utf-8-sig"))))
    assert [row["Name"] for row in rows] == ["Ana Díaz", "Kim Roe", "'=1+1"]
    assert rows[0]["Address"].endswith("SPAIN") and rows[1]["SHA-256 of the notice"] == campaign.sha256
    assert int(rows[1]["First page"]) == 1 + int(rows[0]["Pages"])
    with pytest.raises(InvalidInput, match="not empty"):
        write_letters(world.alice, campaign.ident, tmp_path / "letters")
    assert post_letters(world.alice, campaign.ident, on=TODAY, stamped=b"%PDF stamped") == 3
    with pytest.raises(InvalidInput, match="no letter waits"):
        post_letters(world.alice, campaign.ident, on=TODAY)
    with pytest.raises(InvalidInput, match="piece 4 never went out"):
        note_returned(world.alice, campaign.ident, [1, 4], Reason.MOVED, on=TODAY)
    marks = f"{rows[0]['Piece']}, 2"
    assert note_returned(world.alice, campaign.ident, pieces_in(marks, campaign.ident), Reason.MOVED, on=TODAY) == 2
    assert how(world.alice, campaign) == {
        "C1": (Standing.FAILED, Reason.MOVED), "C2": (Standing.FAILED, Reason.MOVED), "C3": (Standing.SENT, None),
        "C4": (Standing.UNREACHABLE, Reason.NO_ADDRESS),
    }  # fmt: skip
    assert hand_over(world.alice, campaign.ident, [1, 4], on=TODAY) == 2
    assert world.alice.campaign(campaign.ident).reached == 3
    assert try_again(world.alice, campaign.ident) == (1, 0)
    assert packed(write_letters(world.alice, campaign.ident, tmp_path / "again")) is not None


@pytest.mark.parametrize("text", ["", "x", "0xA", "99999999999", "ffffffff-1"])
def test_a_piece_that_is_none_is_refused_and_nothing_is_noted(
    world: World, statement: NoticeVersion, text: str
) -> None:
    planned = plan_delivery(world.alice, statement, Means.POST, post=Post.read("dl", "US", "US"))
    campaign = start_delivery(world.alice, planned)
    post_letters(world.alice, campaign.ident, on=TODAY)
    with pytest.raises(InvalidInput):
        pieces_in(text, campaign.ident)
    with pytest.raises(InvalidInput, match="no piece 99"):
        note_returned(world.alice, campaign.ident, [1, 99], Reason.MOVED, on=TODAY)
    assert how(world.alice, campaign)["C1"] == (Standing.SENT, None)


def test_staff_are_reminded_until_they_sign_and_then_their_manager_hears_of_it(
    world: World, notice: NoticeVersion
) -> None:
    campaign = by_email(world.alice, notice)
    with mail_server() as server:
        mail.send_due(world.home, server_at(server))
        begun = datetime.now(UTC)
        assert look_after_deliveries(world.alice, begun + timedelta(days=2)) == Looked()
        record_sign_off(world.alice, notice, "mo@acme.example", identified_by="in-person-by-colleague")
        assert look_after_deliveries(world.alice, begun + timedelta(days=3, hours=1)).reminded == 2
        assert look_after_deliveries(world.alice, begun + timedelta(days=3, hours=2)) == Looked()
        record_sign_off(world.alice, notice, "sam@acme.example", identified_by="in-person-by-colleague")
        assert look_after_deliveries(world.alice, begun + timedelta(days=15)).reminded == 1  # not two at once
        assert look_after_deliveries(world.alice, begun + timedelta(days=16)) == Looked()
        assert look_after_deliveries(world.alice, begun + timedelta(days=18)).escalated == 1
        assert look_after_deliveries(world.alice, begun + timedelta(days=40)) == Looked()
        server.taken.clear()
        mail.send_due(world.home, server_at(server))
    told = [(recipient, message["Subject"]) for recipient, message in server.taken]
    assert [recipient for recipient, _ in told] == [
        "pat@acme.example",
        "sam@acme.example",
        "pat@acme.example",
        "mo@acme.example",
    ]
    manager = server.taken[-1][1].get_content()
    assert "Pat Doe" in manager and "Sam Fox" not in manager and "pat@" not in manager
    end_delivery(world.alice, campaign.ident)
    assert look_after_deliveries(world.alice, begun + timedelta(days=90)) == Looked()


def test_nobody_is_written_to_in_quiet_hours(world: World, notice: NoticeVersion) -> None:
    here = datetime.now(UTC)
    quiet = Quiet.read(f"{here - timedelta(hours=1):%H:%M}-{here + timedelta(hours=2):%H:%M}")
    planned = plan_delivery(world.alice, notice, Means.EMAIL)
    start_delivery(world.alice, planned, rhythm=Rhythm(quiet=quiet))
    with mail_server() as server:
        assert mail.send_due(world.home, server_at(server)) == mail.Sent()
        with world.alice.transaction():  # as if it had been put aside before they began
            world.alice._rows(MailMessage).update(due_at=here)
        assert mail.send_due(world.home, server_at(server)) == mail.Sent()
        with world.alice.reading():
            row = world.alice._rows(MailMessage).first()
        assert server.taken == [] and row.tries == 0
        assert timedelta(hours=1) < row.due_at - here <= timedelta(hours=2)


def test_who_is_new_on_the_roster_gets_it_by_themselves(world: World, notice: NoticeVersion) -> None:
    campaign = by_email(world.alice, notice, standing=True)
    assert look_after_deliveries(world.alice) == Looked()
    add(world.alice, SubjectCategory.EMPLOYEE, [Details("New Hire", emails=("new@acme.example",), number="E9")])
    add(world.alice, SubjectCategory.CUSTOMER, CUSTOMERS)
    assert look_after_deliveries(world.alice).new == 1 and look_after_deliveries(world.alice).new == 0
    with mail_server() as server:
        mail.send_due(world.home, server_at(server))
    assert "new@acme.example" in [recipient for recipient, _ in server.taken]
    assert world.alice.campaign(campaign.ident).people == 4


def test_some_can_be_chosen_and_whom_nobody_knows_is_said(world: World, notice: NoticeVersion) -> None:
    planned = plan_delivery(world.alice, notice, Means.EMAIL, whom=Whom(departments=("sales",)))
    assert [each.person.number for each in planned.copies] == ["E1", "E2"]
    one = plan_delivery(world.alice, notice, Means.EMAIL, whom=Whom(people=("MO@acme.example",)))
    assert [each.person.number for each in one.copies] == ["E3"]
    for whom in (Whom(people=("nobody@acme.example",)), Whom(departments=("Nowhere",))):
        with pytest.raises(InvalidInput):
            plan_delivery(world.alice, notice, Means.EMAIL, whom=whom)
    with pytest.raises(InvalidInput, match="everybody"):
        start_delivery(world.alice, planned, standing=True)


def test_a_server_that_is_down_for_a_day_loses_nothing(world: World, statement: NoticeVersion) -> None:
    by_email(world.alice, statement)
    away = mail.Server("127.0.0.1", 1, "privacy@acme.example", security="none")
    for _ in range(10):
        assert mail.send_due(world.home, away).given_up == 0
        with world.alice.transaction():
            world.alice._rows(MailMessage).filter(sent_at=None).update(due_at=datetime.now(UTC))
    with mail_server() as server:
        assert mail.send_due(world.home, server_at(server)) == mail.Sent(sent=2)
    assert len({message["Message-ID"] for _, message in server.taken}) == 2


def test_what_a_server_refuses_for_good_is_not_tried_for_days(world: World, statement: NoticeVersion) -> None:
    campaign = by_email(world.alice, statement)
    with mail_server() as server:
        server.answers = {"ana@client.example": "550 5.1.1 no such user", "kim@client.example": "452 4.2.2 full"}
        assert mail.send_due(world.home, server_at(server)) == mail.Sent(given_up=1, waiting=1)
    assert how(world.alice, campaign)["C1"] == (Standing.FAILED, Reason.NO_MAILBOX)
    assert how(world.alice, campaign)["C2"] == (Standing.WAITING, None)


def test_a_draft_goes_to_nobody_and_a_sign_to_nobody_in_particular(world: World) -> None:
    draft = draft_notice(world.alice, "customer-privacy-statement", on=TODAY).version
    with pytest.raises(InvalidInput, match="draft"):
        plan_delivery(world.alice, draft, Means.EMAIL)
    with pytest.raises(InvalidInput, match="nobody on the roster"):
        plan_delivery(world.alice, publish_notice(world.alice, draft), Means.EMAIL)


def test_no_name_and_no_address_is_in_evidence_or_in_clear_columns(world: World, statement: NoticeVersion) -> None:
    planned = plan_delivery(world.alice, statement, Means.POST, post=Post.read("dl", "US", "US"))
    campaign = start_delivery(world.alice, planned)
    post_letters(world.alice, campaign.ident, on=date.today())  # noqa: DTZ011
    text = " ".join(record.details for record in world.alice.evidence()[0])
    assert not re.search(r"Díaz|Roe|client\.example|Elm", text) and campaign.sha256 in text


def test_told_says_how_many_it_was_sent_to_and_a_note_that_it_went_to_all_does_not_hide_what_came_back(
    world: World, statement: NoticeVersion
) -> None:
    assert sent_of(world.alice, statement) == Sent()
    planned = plan_delivery(world.alice, statement, Means.POST, post=Post.read("dl", "US", "US"))
    campaign = start_delivery(world.alice, planned)
    post_letters(world.alice, campaign.ident, on=TODAY)
    assert sent_of(world.alice, statement) == Sent(TODAY, 3, 4)
    noted = send_notice(world.alice, statement, by="with the invoice")
    assert sent_of(world.alice, noted) == Sent(TODAY, 3, 4)
    hand_over(world.alice, campaign.ident, [4], on=TODAY)
    assert sent_of(world.alice, noted).to_all_on == TODAY
    note_returned(world.alice, campaign.ident, [2], Reason.MOVED, on=TODAY)
    assert sent_of(world.alice, noted) == Sent(TODAY, 3, 4)
    told = published_notice(noted, "A. Adair", sent_of(world.alice, noted))
    assert (told.sent_to, told.concerned) == (3, 4)
