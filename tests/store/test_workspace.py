"""The tenant's door: who may what, what is there, and that nothing raw is kept."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connections

import scans
from bailee.authority import Agreement
from bailee.consents.records import Act as Given
from bailee.consents.records import Purpose
from bailee.contracts import Contract, Sort
from bailee.counsel.reviews import Decision, How, Verdict
from bailee.counsel.texts import TextKind
from bailee.deliveries import Act, Means
from bailee.departures import Departure
from bailee.errors import NotAllowed
from bailee.evidence import log
from bailee.inventory import ProcessingActivity
from bailee.inventory.record import Contact
from bailee.machines import Machine
from bailee.monitoring.register import Declaration
from bailee.operations.ask_consent import make_form, note_consent
from bailee.operations.show_status import take_snapshot
from bailee.permissions import Role
from bailee.scan_policies.resolve import Level
from bailee.store import models
from bailee.store.organisations import add_member
from bailee.store.rows.alerts import Found
from bailee.store.rows.deliveries import Enlisted
from bailee.store.rows.judgement_rules import JudgementRule
from bailee.store.rows.key_acts import DRILLED
from bailee.store.rows.roster import RosterPerson
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, Severity, SubjectCategory
from world import World

PAYROLL = ProcessingActivity(
    "Payroll",
    (("paying staff", LawfulBasis.CONTRACT),),
    ("social-security-number",),
    (SubjectCategory.EMPLOYEE,),
    retention="4 years",
)


def _filled(world: World, tmp_path: Path) -> None:
    """Something in every part of Alice's store."""
    files = scans.Files(
        {"hr/drug tests.txt": ("panel", [("us-ssn", "512447313"), ("email-address", "pat@example.org")])}
    )
    files.kinds["hr/drug tests.txt"] = "drug-or-alcohol-test"
    scans.scan(world.alice, files, tmp_path / "share")
    take_snapshot(world.alice)
    world.alice.note_access("findings")
    world.alice.note_given("", 1, "taken")
    world.alice.add_stamp(1, b"", said_at=None, service="", fault="the service does not answer")
    world.alice.record_agreement(Agreement.DPA, missing="nobody asked yet")
    world.alice.become_provider()
    world.alice.step_of_leaving("a-client", "begun", {"name": "A client"})
    with world.alice.transaction():
        world.alice.declare(PAYROLL)
        world.alice.save_drafts([PAYROLL], "found")
        world.alice.answer_difference(
            ("found-not-declared", "email-address", SubjectCategory.EMPLOYEE), ["share/hr"], "old mail"
        )
        world.alice.name_contact("dpo", Contact("Dana Poe", "dana@example.org"))
        world.alice.save_contracts([Contract("c1", Sort.NDA, ("Lind Dental",))])
        world.alice.note_departures([Departure("no-purpose", "employee", "nobody said what for")])
        world.alice.decide_departure("no-purpose-1", "no-purpose", "accepted", reason="soon", until=None)
        world.alice.declare_confidential(world.alice.places()[0].ident, "hr/health", ["medical"])
        world.alice.place_hold("A claim", why="received", who="A. Counsel", since=date(2026, 1, 2))
        world.alice.decide_whose([("email", "ab")], SubjectCategory.CUSTOMER, reason="a firm")
        world.alice.set_fact("has_cctv", True)
        world.alice.declare_tool(Declaration("hubstaff", "Hubstaff"))
        world.alice.add_tool_look("software-list", "rmm.csv", (), form="table")
        person = world.alice.add_roster_person("Pat Doe", SubjectCategory.EMPLOYEE, email="pat@example.org")
        world.alice.add_notice_version("employee-privacy-notice", {"purposes": ["paying staff"]}, "ab" * 32)
        version = world.alice.publish("employee-privacy-notice", 1)
        world.alice.record_sign_off(version, "Pat Doe", identified_by="badge", statement="read", person=person.ident)
        world.alice.save_protected_file(
            "f1", action="seal", state="applied", locator="hr/•••", details={"path": "/srv/hr/pat doe.txt"}
        )
        proposed = {
            "act": "erase",
            "playbook": "payroll",
            "locator": "hr/•••",
            "store": "hr",
            "details": {"path": "/srv/x"},
        }
        idents = world.alice.add_proposals([proposed])
        world.alice.decide_proposals(idents, "refused", reason="not now")
        world.alice.add_key_act(DRILLED, {"by": "age"})
        world.alice.say_need("kind", "payroll", accounts=["pat"], why="pays them")
        world.alice.keep_erasure("erasure-1", {"files": []}, b"%PDF", "ab" * 32)
    world.alice.decide(world.alice.findings()[0], "confirmed")
    world.alice.save_rule(JudgementRule("r1", "us-ssn", "", "", 0.5, "part numbers"))
    world.alice.add_scan_request(world.alice.places(), {"names": "off"})
    world.alice.save_schedule(world.alice.places(), {}, every="day", at="02:00", day=0, zone="UTC")
    world.alice.save_policy(Level.CLIENT, "", {"cpu_percent": 50}, after=0)
    world.alice.settle_alerts([Found("glass-broken", "kofi", Severity.SEVERE, "", "", "")], looked_for=[])
    _counselled(world)
    _told(world, version, person)
    _responded(world)
    _enrolled(world)
    files.files["hr/drug tests.txt"] = ("panel, later", [("us-ssn", "512447313")])
    scans.scan(world.alice, files, tmp_path / "share")


def _told(world: World, version: NoticeVersion, person: RosterPerson) -> None:
    """What Pat was told and asked, and what the gate was opened for."""
    alice, today = world.alice, date(2026, 3, 3)
    form, _ = make_form(alice, "photos", "Photographs", [Purpose("web-site", "Your picture")], SubjectCategory.EMPLOYEE)
    note_consent(alice, "Pat Doe", form, {"web-site": Given.GIVEN}, how="paper", on=today)
    with alice.transaction():
        alice.add_gate_override("device", "WS-14", "stolen", None)
        (asked,) = alice.ask_to_sign(version, [person], due_on=None)
        alice.note_signing(asked, "question", says="who reads this?")
        alice.put_up(version, "kitchen", today, None)
        alice.set_notice_page(version.kind, True)
        campaign = alice.add_campaign(version, Means.POST, {"signs": False}, {"pdf": "", "text": ""}, "ab" * 32)
        alice.enlist(campaign, [Enlisted(person.ident, Act.PRINTED)])


def _responded(world: World) -> None:
    """A request, an incident, a drill and a report: their rows as they lie there, whatever stands in them."""
    by = {"by": "alice", "at": datetime(2026, 3, 3, tzinfo=UTC)}
    day, told = date(2026, 3, 3), {"told": b"sealed", **by}
    add = world.alice._add
    with world.alice.transaction():
        asked = add(models.DataSubjectRequest, ident="dsr-1", channel="paper", received_on=day, **told)
        add(models.RequestAct, request=asked, act="confirmed", on=day, **told)
        add(models.RequestPage, is_open=True, **by)
        add(models.DrillSheet, ident="drill-1", sort="audit", seconds=9.0, steps=3, done=3, **told)
        add(models.IncidentAct, incident="2026-01", act="reported", **told)
        add(models.IncidentSheet, incident="2026-01", document=b"sealed", sha256="ab" * 32, **by)
        letter = {"run": "r1", "piece": 1, "person": "p1", "kind": "breach-letter", "language": "en", "means": "post"}
        add(models.IncidentLetter, incident="2026-01", act="made", **letter, **by)
        add(models.ReportBrand, **told)
        add(models.KeptReport, ident="one-page-1", kind="one-page", since=day, until=day, sealed={}, record=1, **by)
        add(models.ReportFile, report="one-page-1", form="pdf", sha256="ab" * 32, size=4, document=b"sealed")
        add(models.ReportSchedule, ident="s1", kind="one-page", every="week", **told)


def _enrolled(world: World) -> None:
    """An agent, what it was asked, and what it handed in."""
    at = datetime(2026, 3, 3, tzinfo=UTC)
    add = world.alice._add
    with world.alice.transaction():
        world.alice.see_device(Machine("linux:1", "WS-14", "Linux"), ())
        device, place = (model.objects.using(world.alice.alias).first() for model in (models.Device, models.Place))
        add(models.EnrolmentCode, ident="code-1", digest="ab" * 32, most=1, made_by="alice", made_at=at, expires_at=at)
        times = {"enrolled_at": at, "last_seen_at": at}
        agent = add(
            models.Agent, ident="agent-1", device=device, public_key=b"k", code="code-1", version="0.1", **times
        )
        asked = {"told": b"sealed", "asked_by": "alice", "asked_at": at}
        lease = add(models.AgentLease, ident="lease-1", device=device, place=place, **asked)
        add(models.AgentPush, agent=agent, sequence=1, lease=lease, sha256="ab" * 32, size=4, body=b"x", arrived_at=at)
        add(models.AgentEvent, agent="agent-1", kind="enrolled", at=at)


def _counselled(world: World) -> None:
    """Counsel was asked, decided, and released what she decided."""
    add_member(world.home, world.alice.organisation, "carla", name="Carla", role=Role.COUNSEL)
    carla = Workspace(world.home, world.alice.organisation, "carla")
    decision = Decision(
        "", "question-1", TextKind.QUESTION, "ab" * 32, Verdict.ACCEPT, "Carla", "", date(2026, 3, 3), how=How.SIGNED_IN
    )
    (kept,) = carla.record_decisions([decision])
    carla.save_packet("packet-1", {}, [], due_on=None)
    carla.release(kept.ident, to="the insurer", reason="asked for")


READS = (
    "facts", "activities", "places", "scans", "findings", "kinds", "files", "holdings", "differences", "notices",
    "sign_offs", "roster", "protected_files", "exposures", "coverage_by_store", "drafts", "difference_answers",
    "contacts", "contracts", "proposals", "erasures",
)  # fmt: skip


def test_charlie_sees_none_of_what_alice_and_bob_see(world: World, tmp_path: Path) -> None:
    _filled(world, tmp_path)
    for method in READS:
        theirs = getattr(world.alice, method)()
        assert theirs, method
        assert getattr(world.bob, method)() == theirs, method
        assert not getattr(world.charlie, method)(), method


def test_charlie_cannot_open_alices_door(world: World) -> None:
    with pytest.raises(NotAllowed):
        Workspace(world.home, world.alice.organisation, "charlie")
    with pytest.raises(NotAllowed):
        Workspace(world.home, "no-such-organisation", "charlie")


def test_bob_reads_and_changes_nothing(world: World, tmp_path: Path) -> None:
    _filled(world, tmp_path)
    for change in (
        lambda: world.bob.declare(PAYROLL),
        lambda: world.bob.set_fact("has_cctv", False),
        lambda: world.bob.rename_organisation("Bob's"),
        lambda: world.bob.decide(world.bob.findings()[0], "dismissed", reason="test-data"),
        lambda: world.bob.add_roster_person("Eve", SubjectCategory.EMPLOYEE),
        lambda: world.bob.publish("employee-privacy-notice", 1),
        lambda: world.bob.record("anything", "at-all"),
        lambda: world.bob.add_place(tmp_path),
    ):
        with pytest.raises(NotAllowed):
            change()


def test_charlies_decision_cannot_reach_alices_finding(world: World, tmp_path: Path) -> None:
    _filled(world, tmp_path)
    from bailee.errors import InvalidInput

    with pytest.raises(InvalidInput):
        world.charlie.decide(world.alice.findings()[0], "dismissed", reason="test-data")


def test_the_empty_connection_holds_nobodys_rows(world: World) -> None:
    with pytest.raises(Exception, match=r"settings\.DATABASES"):
        models.Finding.objects.count()


def test_every_table_of_an_organisation_says_whose_it_is(world: World) -> None:
    connection = connections[world.alice.alias]
    with world.alice.transaction(), connection.cursor() as cursor:
        tables = {
            table: {column.name for column in connection.introspection.get_table_description(cursor, table)}
            for table in connection.introspection.table_names(cursor)
        }
    without = {table for table, columns in tables.items() if "organisation_id" not in columns}
    named = models.WITHOUT_ORGANISATION.keys() - {"sqlite_sequence"}
    if connection.vendor == "sqlite":
        named -= {table for table in named if table.startswith("procrastinate_")}
    assert without == named


@pytest.mark.parametrize("change", ["UPDATE {} SET organisation_id = organisation_id", "DELETE FROM {}"])
def test_what_was_known_is_never_rewritten(world: World, tmp_path: Path, change: str) -> None:
    _filled(world, tmp_path)
    rewritten = []
    for table in (model._meta.db_table for model in models.APPEND_ONLY):
        try:
            with world.alice.transaction():
                connections[world.alice.alias].cursor().execute(change.format(table))
            rewritten.append(table)  # or it has no row here, and nothing was tried
        except DatabaseError as error:
            assert "appended" in str(error), table
    assert rewritten == []


def test_columns_of_the_log_are_exactly_those_it_hashes() -> None:
    for model, columns in ((models.EvidenceRecord, log.ROW_COLUMNS), (models.Checkpoint, log.CHECKPOINT_COLUMNS)):
        assert {field.attname for field in model._meta.fields} - {"id"} == set(columns)


def test_models_and_migrations_agree(world: World) -> None:
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)


def test_no_value_and_no_name_lies_in_the_file(world: World, tmp_path: Path) -> None:
    files = scans.Files(
        {"staff/512-44-7313 review.txt": ("x", [("us-ssn", "512447313"), ("email-address", "pat@example.org")])}
    )
    scans.scan(world.alice, files, tmp_path / "Jane 219-09-9999 share")
    _filled(world, tmp_path)
    world.alice.close()
    stored = b"".join(
        path.read_bytes() for path in world.home.rglob("*") if path.is_file() and "keys" not in path.parts
    )
    for value in ("512447313", "512-44-7313", "pat@example.org", "Pat Doe", "pat doe.txt", "219-09-9999"):
        for encoded in (value.encode(), value.encode("utf-16-le")):
            assert encoded not in stored


def test_exact_locators_come_only_when_asked(world: World, tmp_path: Path) -> None:
    name = "staff/512-44-7313 review.txt"
    scans.scan(world.alice, scans.Files({name: ("x", [("us-ssn", "512447313")])}), tmp_path / "share")
    assert str(world.alice.findings()[0].finding.locator) == "staff/••• review.txt"
    assert str(world.alice.findings(exact_locators=True)[0].finding.locator) == name


def test_facts_are_a_view_of_a_day_and_of_what_was_known(world: World) -> None:
    today = datetime.now(UTC).date()
    world.alice.set_fact("employees_total", 40, true_from=today - timedelta(days=300))
    before = datetime.now(UTC)
    world.alice.set_fact("employees_total", 44, true_from=today - timedelta(days=10))
    assert world.alice.facts() == {"employees_total": 44}
    assert world.alice.facts(today - timedelta(days=100)) == {"employees_total": 40}
    assert world.alice.facts(known_at=before) == {"employees_total": 40}
    assert world.alice.facts(today - timedelta(days=400)) == {}
    world.alice.set_fact("employees_total", None)
    assert world.alice.facts() == {}


def test_a_date_comes_back_as_a_date(world: World) -> None:
    from bailee.obligations.facts import definitions

    name = next(name for name, definition in definitions().items() if definition.type == "date")
    world.alice.set_fact(name, date(2026, 3, 3))
    assert world.alice.facts() == {name: date(2026, 3, 3)}


def test_an_activity_is_replaced_by_its_name_and_ended_by_withdrawal(world: World) -> None:
    from dataclasses import replace

    world.alice.declare(PAYROLL)
    world.alice.declare(replace(PAYROLL, retention="7 years"))
    assert [activity.retention for activity in world.alice.activities()] == ["7 years"]
    world.alice.declare(PAYROLL, withdrawn=True)
    assert world.alice.activities() == ()


def test_a_version_is_frozen_and_signed_once(world: World) -> None:
    from bailee.errors import InvalidInput

    draft = world.alice.add_notice_version("employee-privacy-notice", {"text": "a"}, "aa" * 32)
    assert world.alice.add_notice_version("employee-privacy-notice", {"text": "a"}, "aa" * 32).version == 1
    with pytest.raises(InvalidInput):
        world.alice.record_sign_off(draft, "Pat Doe", identified_by="badge", statement="read")
    published = world.alice.publish("employee-privacy-notice", 1)
    world.alice.record_sign_off(published, "Pat Doe", identified_by="badge", statement="read")
    with pytest.raises(InvalidInput):
        world.alice.record_sign_off(published, "pat  doe", identified_by="badge", statement="read")
    assert [each.name for each in world.alice.sign_offs(published)] == ["Pat Doe"]


def test_a_change_and_its_evidence_happen_together_or_not(world: World) -> None:
    before = world.alice.evidence()
    with pytest.raises(ZeroDivisionError), world.alice.transaction():
        world.alice.set_fact("has_cctv", True)
        world.alice.record("facts-declared", "x")
        raise ZeroDivisionError
    assert world.alice.facts() == {} and world.alice.evidence() == before
