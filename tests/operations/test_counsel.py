"""Counsel is asked and decides, on the real store: who may, what it changes everywhere at once, and what never leaks."""

from __future__ import annotations

import hashlib
import json
import re
import time
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pytest

import scans
from bailee.counsel.decision_file import Answer
from bailee.counsel.packet import Asked, Item, item_of
from bailee.counsel.reviews import How
from bailee.errors import InvalidInput, NotAllowed
from bailee.inventory import ProcessingActivity
from bailee.obligations.shapes import obligation_shape
from bailee.operations.ask_counsel import ask_counsel, rendered, write_packet
from bailee.operations.assess_obligations import assess_store
from bailee.operations.draft_notice import draft_notice
from bailee.operations.export_evidence import export_evidence
from bailee.operations.know_reviews import reviewed_rules
from bailee.operations.off_board_client import off_board
from bailee.operations.publish_notice import publish_notice
from bailee.operations.report_status import report_status
from bailee.operations.take_decisions import decide, import_decisions, record_on_paper, take_file
from bailee.permissions import Role
from bailee.reports import paper, shapes, shown
from bailee.store.organisations import add_member, create_organisation
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from lying import files, found
from world import World

RULE = "mon-us-ny-52c"
CANARY = "zanzibarquokka"
PAYROLL = ProcessingActivity(
    "Payroll", (("paying staff", None),), ("social-security-number",), (SubjectCategory.EMPLOYEE,), retention="4 years"
)


@dataclass
class Office:
    world: World
    alice: Workspace  # owns it
    carla: Workspace  # counsel
    day: date


@pytest.fixture
def office(world: World, tmp_path: Path) -> Office:
    with world.alice.transaction():
        for fact, value in {
            "employees_by_state": {"US-NY": 40},
            "states_with_employees": ["US-NY"],
            "monitors_email": True,
        }.items():
            world.alice.set_fact(fact, value)
        world.alice.declare(PAYROLL)
    scans.scan(world.alice, scans.Files({"hr/pay.txt": ("x", [("us-ssn", "512447313")])}), tmp_path / "share")
    add_member(world.home, world.alice.organisation, "carla", name="Carla Adair", role=Role.COUNSEL)
    drafted = draft_notice(world.alice, "employee-privacy-notice", on=now().date())
    publish_notice(world.alice, drafted.version)
    carla = Workspace(world.home, world.alice.organisation, "carla")
    return Office(world, world.alice, carla, now().date())


def answer(office: Office, ident: str, decision: str = "accept", **more: str) -> Answer:
    made = ask_counsel(office.alice)
    item = next(each for each in made.items if each.ident == ident)
    return Answer("here", item.number, item.ident, item.sha256, decision, **more)  # type: ignore[arg-type]


def answer_to(item: Item, decision: str = "accept") -> Answer:
    return Answer("here", item.number, item.ident, item.sha256, decision)


def everywhere(workspace: Workspace) -> dict[str, str]:
    """What each thing that shows the rule says of its review."""
    report = report_status(workspace)
    assessed = next(each for each in assess_store(workspace, report.on).obligations if each.ident == RULE)
    listed = next(each for each in shapes.report(report)["obligations"] if each["ident"] == RULE)
    page = next(
        duty for place in shown.shown(report)["places"] for duty in place["duties"] if duty["anchor"] == f"d-{RULE}"
    )
    rows = [row for block in paper.document(report).blocks if hasattr(block, "rows") for row in block.rows]
    printed = next(row[-1] for row in rows if page["citation"] in row)
    return {
        "assess": str(obligation_shape(assessed)["reviewed"]),
        "report": str(listed["reviewed"]),
        "page": page["mark"],
        "paper": printed,
        "laws": reviewed_rules(workspace, report.on).get(RULE, "no"),
    }


DRAFT = {"assess": "no", "report": "no", "page": "Draft", "paper": "draft", "laws": "no"}


def test_a_reviewed_rule_loses_draft_everywhere_at_once_and_it_comes_back_with_time(office: Office) -> None:
    assert everywhere(office.alice) == DRAFT
    until = office.day.replace(year=office.day.year + 1)
    decide(
        office.carla, answer(office, f"rule-{RULE}", expires=until.isoformat()), name="Carla Adair", firm="Adair LLP"
    )
    said = everywhere(office.alice)
    assert len(set(said.values())) == 1 and said["page"].startswith("Carla Adair, Adair LLP, ")
    assert everywhere(office.world.bob) == said
    later = until.replace(year=until.year + 1)
    assert reviewed_rules(office.alice, later) == {}


def test_who_writes_notices_notes_no_review_and_neither_does_anybody_but_owner_and_counsel(office: Office) -> None:
    add_member(office.world.home, office.alice.organisation, "petra", name="Petra", role=Role.PRIVACY_PERSON)
    petra = Workspace(office.world.home, office.alice.organisation, "petra")
    version = petra.notice_version("employee-privacy-notice")
    for who in (petra, office.world.bob):
        with pytest.raises(NotAllowed):
            record_on_paper(who, version, by="Somebody", paper=b"x", on=office.day)
        with pytest.raises(NotAllowed):
            take_file(who, b"[[item]]", "d.toml")
        with pytest.raises(NotAllowed):
            ask_counsel(who)
    with pytest.raises(NotAllowed):
        decide(office.alice, answer(office, f"rule-{RULE}"), name="Alice", firm="")
    assert petra.publish("employee-privacy-notice", 1).reviewed_by == ""


def test_an_owner_notes_a_paper_by_its_hash_and_the_table_knows(office: Office) -> None:
    def told() -> str:
        report = report_status(office.alice)
        return next("; ".join(row.told.evidence) for row in report.rows if row.category == "social-security-number")

    version = office.alice.notice_version("employee-privacy-notice")
    before = told()
    taken = record_on_paper(office.alice, version, by="A. Adair", firm="Adair LLP", paper=b"signed", on=office.day)
    assert taken.decisions[0].how is How.PAPER
    record = office.alice.evidence()[0][-1]
    assert (
        record.action == "counsel-decided"
        and json.loads(record.details)["paper_sha256"] == hashlib.sha256(b"signed").hexdigest()
    )
    assert "not reviewed" in before and "not reviewed" not in told()
    again = draft_notice(office.alice, "employee-privacy-notice", on=office.day)
    assert again.reviewed.startswith("A. Adair") and not again.notice.document.draft


def test_a_packet_goes_out_and_its_docx_comes_back(office: Office, tmp_path: Path) -> None:
    made = ask_counsel(office.alice, Asked(due_on=date(2027, 1, 5)))
    files = write_packet(made, tmp_path / "packet")
    assert [path.suffix for path in files] == [".docx", ".pdf", ".toml"] and files[0].stat().st_mode & 0o077 == 0
    (kept,) = office.carla.packets()
    assert rendered(kept, "docx") == files[0].read_bytes() and [item_of(i) for i in kept.items] == list(made.items)
    from rendering.test_docx import filled, parts

    number = next(item.number for item in made.items if item.ident == f"rule-{RULE}")
    body = parts(files[0].read_bytes())["word/document.xml"].decode()
    box = rf'(<w:tag w:val="{number}.decision=accept"/><w:id w:val="[0-9]+"/><w14:checkbox><w14:checked w14:val=)"0"'
    back = tmp_path / "back.docx"
    back.write_bytes(filled(files[0].read_bytes(), body, re.sub(box, r'\1"1"', body)))
    (one,) = import_decisions(office.alice, back, name="A. Adair", firm="Adair LLP").decisions
    assert (
        one.text == f"rule-{RULE}" and one.how is How.COMMAND_LINE and RULE in reviewed_rules(office.alice, office.day)
    )


def test_a_file_for_words_that_changed_since_is_refused_whole(office: Office, tmp_path: Path) -> None:
    made = ask_counsel(office.alice)
    text = rendered(made, "toml").decode().replace('decision = ""', 'decision = "accept"')
    text = text.replace('name = ""', 'name = "A. Adair"')
    file = tmp_path / "d.toml"
    file.write_text(text, "utf-8")
    with office.alice.transaction():
        office.alice.set_fact("contact", "somebody else")
    draft_notice(office.alice, "employee-privacy-notice", on=office.day)
    with pytest.raises(InvalidInput, match=r"line \d+: “What we hold about you, and why” changed since"):
        import_decisions(office.alice, file)
    assert office.alice.reviews() == ()


def test_changed_words_become_the_next_draft_which_no_longer_tells_what_was_struck_out(office: Office) -> None:
    made = ask_counsel(office.alice)
    item = next(each for each in made.items if each.ident == "notice-employee-privacy-notice")
    assert "social-security-number" in office.alice.notice_version("employee-privacy-notice").content["purposes"]
    words = "\n".join(line for line in item.lines if "Social Security" not in line) + "\nAsk Carla."
    given = Answer("here", item.number, item.ident, item.sha256, "change", words=words)
    (version,) = decide(office.carla, given, name="Carla", firm="").drafts
    assert (version.version, version.state) == (2, "draft")
    assert "social-security-number" not in version.content["purposes"]
    decided = office.carla.counsel_decisions()[-1]
    assert decided.before == item.lines and decided.words[-1] == "Ask Carla."


def test_an_answered_question_is_not_asked_again(office: Office) -> None:
    with office.alice.transaction():
        office.alice.set_fact("targets_eu_or_uk_people", True)
    first = ask_counsel(office.alice)
    question = next(each for each in first.items if each.ident.startswith("question-"))
    decide(office.carla, answer(office, question.ident, "refuse", note="no"), name="Carla", firm="")
    assert question.ident not in {each.ident for each in ask_counsel(office.alice).items}


def test_one_decision_counts_nothing_anew_and_still_is_over_words_that_stand(office: Office) -> None:
    asked = answer(office, f"rule-{RULE}")
    begun = time.process_time()
    question = next(each for each in ask_counsel(office.alice).items if each.ident.startswith("question-"))
    told = time.process_time()
    decide(office.carla, asked, name="Carla", firm="")
    decide(office.carla, answer_to(question), name="Carla", firm="")
    decided = time.process_time()
    assert decided - told < told - begun  # telling what applies counts the report, and two decisions do not
    stale = replace(asked, sha256="0" * 64)
    unknown = replace(asked, ident="question-0000000000")
    for wrong in (stale, unknown, replace(asked, ident="rule-nothing")):
        with pytest.raises(InvalidInput):
            decide(office.carla, wrong, name="Carla", firm="")


def test_counsel_who_hands_a_file_in_decides_in_her_own_name(office: Office) -> None:
    made = ask_counsel(office.alice)
    text = rendered(made, "toml").decode().replace('name = ""', 'name = "A. Adair"')
    filled = text.replace('decision = ""', 'decision = "refuse"', 1).encode()
    (one,) = take_file(office.carla, filled, "d.toml", name="B. Brook").decisions
    assert (one.reviewer, one.by) == ("Carla Adair", "carla")


def test_a_rule_decided_for_all_clients_counts_at_each_of_them(world: World) -> None:
    olga = Workspace(world.home, create_organisation(world.home, "Olga IT", owner="olga", is_provider=True), "olga")
    door = Workspace(world.home, olga.add_client("Lind Dental"), "olga")
    for each in (olga, door):
        with each.transaction():
            each.set_fact("employees_by_state", {"US-NY": 4})
            each.set_fact("monitors_email", True)
    made = ask_counsel(olga)
    text = rendered(made, "toml").decode().replace('name = ""', 'name = "A. Adair"')
    head, *items = text.split("[[item]]")
    items = [
        each.replace('decision = ""', 'decision = "accept"').replace('"client"', '"all-clients"')
        if f'"rule-{RULE}"' in each
        else each
        for each in items
    ]
    taken = take_file(olga, "[[item]]".join([head, *items]).encode(), "d.toml")
    assert taken.others == ("Lind Dental",)
    assert RULE in reviewed_rules(door, now().date())
    with pytest.raises(NotAllowed, match="between the client and its counsel"):
        door.counsel_decisions()


def test_counsel_lets_somebody_of_the_provider_in_and_out_by_name(world: World) -> None:
    olga = Workspace(world.home, create_organisation(world.home, "Olga IT", owner="olga", is_provider=True), "olga")
    client = olga.add_client("Lind Dental")
    add_member(world.home, client, "carla", name="Carla", role=Role.COUNSEL)
    door, carla = Workspace(world.home, client, "olga"), Workspace(world.home, client, "carla")
    assert not door.sees_privileged and carla.sees_privileged
    with pytest.raises(NotAllowed):
        door.admit("olga", to="Olga", reason="I want to")
    carla.admit("olga", to="Olga", reason="prepares the answer")
    assert door.sees_privileged and door.counsel_decisions() == ()
    carla.shut_out("olga", to="Olga")
    assert not door.sees_privileged
    assert [row.action for row in carla.evidence()[0][-2:]] == ["privilege-admitted", "privilege-shut-out"]


def test_whoever_is_assigned_anew_is_let_in_anew(world: World) -> None:
    olga = Workspace(world.home, create_organisation(world.home, "Olga IT", owner="olga", is_provider=True), "olga")
    client = olga.add_client("Lind Dental")
    olga.add_member("Pete", Role.LEAD, ident="pete")
    olga.assign(client, "pete")
    add_member(world.home, client, "carla", name="Carla", role=Role.COUNSEL)
    carla = Workspace(world.home, client, "carla")
    (there,) = [each.ident for each in carla.member_list() if each.name == "Pete"]
    carla.admit(there, to="Pete", reason="prepares the answer")
    assert Workspace(world.home, client, there).sees_privileged
    olga.end_assignment(client, "pete")
    assert there not in carla.admitted()
    olga.assign(client, "pete")
    assert not Workspace(world.home, client, there).sees_privileged
    carla.admit(there, to="Pete", reason="and again")
    assert Workspace(world.home, client, there).sees_privileged


def test_a_ground_leaks_nowhere_until_it_is_released_by_name(world: World, tmp_path: Path) -> None:
    """A unique word in a ground is sought in what is handed over, the log, reports, and all files of the store."""
    olga = Workspace(world.home, create_organisation(world.home, "Olga IT", owner="olga", is_provider=True), "olga")
    client = olga.add_client("Lind Dental")
    door = Workspace(world.home, client, "olga")
    with door.transaction():
        door.set_fact("employees_by_state", {"US-NY": 40})
        door.set_fact("monitors_email", True)
    add_member(world.home, client, "carla", name="Carla", role=Role.COUNSEL)
    carla = Workspace(world.home, client, "carla")
    with pytest.raises(NotAllowed, match="between the client and its counsel"):
        ask_counsel(door, Asked(note=CANARY))  # nor asks the provider for it, unless counsel lets him in
    made = ask_counsel(carla, Asked(note=CANARY))
    item = next(each for each in made.items if each.ident == f"rule-{RULE}")
    decide(
        carla,
        Answer("", item.number, item.ident, item.sha256, "accept", note=f"{CANARY}, she said"),
        name="Carla",
        firm="",
    )
    report = report_status(door)
    said = (
        json.dumps([shapes.report(report), shown.shown(report)]) + repr(paper.document(report)) + repr(door.reviews())
    )
    assert CANARY not in said and CANARY in carla.counsel_decisions()[-1].ground
    export_evidence(door, tmp_path / "log")
    for at in (tmp_path / "log", world.home):
        assert not [path for path in files(at) if CANARY.encode() in path.read_bytes()]
    assert found(door, CANARY.encode()) == []
    assert door.released_decisions() == ()
    carla.release(carla.counsel_decisions()[-1].ident, to="the insurer", reason="claim 7")
    assert CANARY in door.released_decisions()[0].ground
    left = off_board(olga, client, tmp_path / "out")
    handed = {path.name: path.read_text("utf-8") for path in (left.folder / "rows").glob("*.jsonl")}
    assert [name for name, text in handed.items() if CANARY in text] == ["counsel_decision.jsonl"]
    assert '"privileged": true' in handed["counsel_packet.jsonl"]
