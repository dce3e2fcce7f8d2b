"""Every key can be replaced: what was closed opens, what compared compares, and the log says it; killed anywhere, it goes on."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path

import pytest

import scans
from bailee.consents.records import Purpose
from bailee.errors import InvalidInput, NotAllowed
from bailee.evidence import checkpoint, log
from bailee.evidence.statements import seal
from bailee.keys import MasterKey, fingerprint, master
from bailee.known_values import make_list
from bailee.machines import Machine
from bailee.operations.ask_consent import make_form
from bailee.operations.decide_finding import decide_finding
from bailee.operations.declare_roster import fingerprints
from bailee.operations.export_evidence import export_evidence, newest_checkpoint
from bailee.operations.open_store import open_store
from bailee.operations.rotate_keys import Key, rotate
from bailee.operations.state_coverage import is_ours
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import consent_links, encrypted_columns, key_rows, person_links
from bailee.store.encrypted_columns import columns, name_of
from bailee.store.locks import FileLock
from bailee.store.prints_anew import INDEXED, STAYING, VALUES
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from world import World

TODAY = date(2026, 11, 25)


class Stopped(Exception):
    """As a kill: nothing after it is done."""


def files() -> scans.Files:
    return scans.Files({f"hr/{n}.txt": ("x", [("us-ssn", f"51244731{n}")]) for n in range(6)})


def filled(world: World, tmp_path: Path) -> Workspace:
    scans.scan(world.alice, files(), tmp_path / "share")
    world.alice.add_roster_person(
        "Jo Poe", SubjectCategory.EMPLOYEE, fingerprints=fingerprints(world.alice, "Jo Poe", "jo@poe.example")
    )
    return world.alice


def again(workspace: Workspace) -> Workspace:
    return open_store(workspace.home, organisation=workspace.organisation, member=workspace.member)


def holds(workspace: Workspace) -> tuple[object, ...]:
    found = [
        (str(each.finding.locator), each.finding.ident, each.finding.fingerprint)
        for each in workspace.findings(exact_locators=True)
    ]
    return sorted(found), [place.path for place in workspace.places()], [each.name for each in workspace.roster()]


@pytest.mark.parametrize("key", [key for key in Key if key is not Key.FINGERPRINT])
def test_what_was_closed_opens_after_each_rotation_and_the_log_holds(world: World, tmp_path: Path, key: Key) -> None:
    workspace = filled(world, tmp_path)
    before, old = holds(workspace), workspace.keys
    for _ in range(2):
        rotate(again(workspace), key)
        again(workspace).set_fact("has_cctv", True)
        assert holds(again(workspace)) == before
        assert verify_evidence(world.home).broken == ()
    assert any("rotated" in row.action for row in again(workspace).evidence()[0])
    assert (again(workspace).keys == old) is (key in (Key.MASTER, Key.ORGANISATION))


def test_only_who_may_manage_keys_replaces_one(world: World) -> None:
    for key in Key:
        with pytest.raises(NotAllowed):
            rotate(world.bob, key)


def test_a_master_key_that_is_replaced_opens_nothing_any_more(world: World) -> None:
    old = MasterKey.open(world.home)
    rotate(world.alice, Key.MASTER)
    assert MasterKey.open(world.home).secret != old.secret and not master.is_being_replaced(world.home)
    for each in (world.alice, world.charlie):  # every organisation of the store
        with pytest.raises(Exception, match="do not open"):
            Workspace(each.home, each.organisation, each.member, master=replace(old, coming=b""))
        assert again(each).organisation == each.organisation


@pytest.mark.parametrize("at", range(5))
def test_killed_anywhere_a_new_master_key_is_taken_up_again(world: World, at: int) -> None:
    steps: list[str] = []

    def step(name: str) -> None:
        steps.append(name)
        if len(steps) == at + 1:
            raise Stopped

    with pytest.raises(Stopped):
        rotate(world.alice, Key.MASTER, step=step)
    for each in (world.alice, world.charlie):
        assert again(each).organisation == each.organisation
    rotate(again(world.alice), Key.MASTER)
    assert not master.is_being_replaced(world.home) and again(world.charlie).organisation
    assert verify_evidence(world.home).broken == ()


@pytest.mark.parametrize("at", ["begun", "finding", "scanned_file", "ended"])
def test_killed_anywhere_a_new_field_key_leaves_everything_readable(world: World, tmp_path: Path, at: str) -> None:
    workspace = filled(world, tmp_path)
    before, old = holds(workspace), workspace.keys.field_key

    def step(name: str) -> None:
        if name == at:
            raise Stopped

    with pytest.raises(Stopped):
        rotate(workspace, Key.FIELD, step=step)
    half = again(workspace)
    assert holds(half) == before
    half.add_place(Path("/srv/meanwhile"))
    rotate(again(half), Key.FIELD)
    whole = again(workspace)
    assert holds(whole)[0] == before[0] and len(whole.keys.field_keys) == 1
    assert old not in whole.keys.field_keys


def test_files_sealed_before_open_with_the_identity_of_before(world: World) -> None:
    sealed = world.alice.keys.for_scanner().seal(b"hello")
    rotate(world.alice, Key.FILE)
    keys = again(world.alice).keys
    assert keys.open_spool(sealed) == b"hello" == keys.open_spool(keys.for_scanner().seal(b"hello"))
    assert len(keys.age_identities) == 2


def test_a_seal_of_before_is_the_organisations_still(world: World, tmp_path: Path) -> None:
    sealed = seal({"read": 1}, world.alice.keys.seal_key)
    rotate(world.alice, Key.SEAL)
    assert is_ours(again(world.alice), sealed) and is_ours(
        world.alice, seal({"read": 1}, again(world.alice).keys.seal_key)
    )
    assert not is_ours(again(world.charlie), sealed)


def test_a_log_key_signs_in_its_time_and_not_after(world: World) -> None:
    from bailee.store.models import Checkpoint, EvidenceRecord

    stolen = world.alice.keys
    rotate(world.alice, Key.LOG)
    owner = again(world.alice)
    assert verify_evidence(world.home).broken == ()
    with owner.transaction():
        record = log.Record(owner.organisation_id, log.now(), "alice", "forged", "x")
        keys = owner.keys
        made = log.append(owner.newest_checkpoint(), record, keys.sign, keys.verify_key, keys.retired_log_keys)
        head, _, _ = checkpoint.read(made.checkpoint.note)
        note = checkpoint.sign(head.origin, head.size, head.root, stolen.sign, stolen.verify_key)
        EvidenceRecord.objects.using(owner.alias).create(**asdict(made.row))
        Checkpoint.objects.using(owner.alias).create(**{**asdict(made.checkpoint), "note": note})
    assert any(each.field.startswith("checkpoint") for each in verify_evidence(world.home).broken)


def test_a_new_fingerprint_key_needs_no_scan_and_nothing_is_forgotten(world: World, tmp_path: Path) -> None:
    workspace = filled(world, tmp_path)
    first = workspace.findings()[0]
    decide_finding(workspace, first.finding.ident, "dismissed", reason="test-data", on=TODAY)
    listed, _ = make_list("staff", ["C-48213"], workspace.keys.fingerprint_key, category="business-identifier")
    workspace.save_known_list(listed)
    old = {each.finding.ident: each.finding.fingerprint for each in workspace.findings(dismissed=None)}
    rotate(workspace, Key.FINGERPRINT)
    after = again(workspace)
    new = {each.finding.ident: each.finding.fingerprint for each in after.findings(dismissed=None)}
    assert new.keys() == old.keys() and not set(new.values()) & set(old.values())
    assert [each.finding.ident for each in after.findings(dismissed=True)] == [first.finding.ident]
    assert after.known_lists() == (listed,)
    person = after.roster()[0]
    assert set(person.fingerprints) == set(fingerprints(after, "Jo Poe", "jo@poe.example"))
    summary = scans.scan(
        after, scans.Files({**files().files, "hr/new.txt": ("y", [("us-ssn", "512447310")])}), tmp_path / "share"
    )
    assert summary.counts.new == 1 and summary.counts.gone == 0  # all others are the same findings as before
    assert len({each.finding.fingerprint for each in after.findings(dismissed=None)}) == 6
    assert verify_evidence(world.home).broken == ()


def test_a_store_of_before_goes_on_and_can_be_brought_up(world: World, tmp_path: Path) -> None:
    workspace = world.alice
    with workspace.transaction():
        bundle = key_rows.read(workspace)
        of_before = {name: key for name, key in bundle.keys.items() if name not in ("rekey", "index", "reference")}
        key_rows.save(workspace, replace(bundle, keys=of_before))
    workspace = filled(world, tmp_path)
    decide_finding(workspace, workspace.findings()[0].finding.ident, "dismissed", reason="test-data", on=TODAY)
    kept = workspace.findings(dismissed=None)[0].finding
    assert kept.fingerprint == fingerprint(workspace.keys.fingerprint_key, "us-ssn", "512447310")
    with pytest.raises(NotAllowed, match="before fingerprints were re-keyed"):
        workspace.keys.for_scanner()
    rotate(workspace, Key.FINGERPRINT)
    after = again(workspace)
    assert after.keys.for_scanner().recipient and len(after.findings(dismissed=True)) == 1
    known = {each.finding.fingerprint for each in after.findings(dismissed=None)}
    assert kept.fingerprint not in known and after.fingerprint("us-ssn", "512447310") in known
    summary = scans.scan(after, files(), tmp_path / "share")
    assert (summary.counts.new, summary.counts.gone, summary.counts.unchanged) == (0, 0, 6)


def test_no_scan_runs_while_fingerprints_are_made_anew(world: World) -> None:
    with FileLock(world.home / world.alice.scan_lock).held(blocking=False), pytest.raises(InvalidInput, match="scan"):
        rotate(world.alice, Key.FINGERPRINT)


def test_an_agents_fingerprint_is_the_servers(world: World, tmp_path: Path) -> None:
    filled(world, tmp_path)
    agent = world.alice.keys.for_scanner()
    sent = fingerprint(agent.fingerprint_key, "us-ssn", "512447310")
    kept = {each.finding.fingerprint for each in world.alice.findings()}
    assert world.alice.keys.arrived(sent) in kept and sent not in kept
    assert agent.content_key != world.alice.keys.content_key


def test_every_encrypted_column_is_known_by_the_name_that_the_code_gives_it() -> None:
    source = "".join(path.read_text() for path in Path("src/bailee").rglob("*.py"))
    names = {name_of(model._meta.db_table, column) for model, found in columns() for column in found}
    assert sorted(name for name in names if f'"{name}"' not in source) == []


def test_every_fingerprint_is_either_made_anew_or_stays_on_purpose() -> None:
    from django.apps import apps

    listed = {*VALUES, *INDEXED, *STAYING}
    there = {
        (model._meta.db_table, field.column)
        for model in apps.get_app_config("store").get_models()
        for field in model._meta.concrete_fields
        if re.search("fingerprint|_print$|^(code|pin)_hash$", field.column) and field.get_internal_type() == "TextField"
    }
    once_more, of_an_hour = {("decision", "fingerprint")}, {("api_answer", "key_print"), ("api_answer", "body_print")}
    assert there - listed == once_more | of_an_hour


def test_pins_codes_links_and_sheets_that_are_open_outlive_every_key(world: World) -> None:
    alice = world.alice
    pat = alice.add_roster_person("Pat Doe", SubjectCategory.EMPLOYEE, email="pat@acme.example", number="7")
    version = alice.add_notice_version("employee-privacy-notice", {"purposes": {}}, "a" * 64)
    alice.publish(version.kind, version.version)
    (asked,) = alice.ask_to_sign(alice.notice_version(version.kind), [pat])
    pins = alice.give_pins([asked])
    (asked,) = alice.sign_requests()
    token, code = person_links.link_person(alice, "Pat Doe")
    purposes = [Purpose("web-site", "Your photograph on our web site")]
    make_form(alice, "photos", "Photographs", purposes, SubjectCategory.EMPLOYEE)
    ident, consent = alice.add_consent_link(alice.principal("7"), "photos", code="123456")
    for key in Key:
        rotate(again(alice), key)
        later = again(alice)
        assert [each.ident for each in later.sign_requests_of_number("7")] == [asked.ident], key
        assert [each.ident for each in later.own_requests("pat@acme.example")] == [asked.ident], key
        assert later.try_pin(asked, pins[asked.ident]) is None, key
        assert later.sign_request_of_sheet(asked.sheet).ident == asked.ident, key
        assert person_links.whose(alice.home, token) is not None, key
        assert consent_links.open_page(alice.home, consent) is not None, key
        assert later.try_consent_code(ident, "123456") is None, key
    assert isinstance(person_links.open_link(alice.home, token, code), person_links.Opened)


def test_a_machine_is_the_same_one_under_another_key(world: World) -> None:
    machine = Machine("windows:4c4c4544", "WS-14", "Windows")
    before = world.alice.see_device(machine, ())
    rotate(world.alice, Key.FINGERPRINT)
    assert again(world.alice).see_device(machine, ()) == before


def test_an_export_verifies_over_a_new_log_key_and_knows_checkpoints_of_before(world: World, tmp_path: Path) -> None:
    earlier = newest_checkpoint(world.alice)
    for _ in range(2):
        rotate(again(world.alice), Key.LOG)
    out = tmp_path / "export"
    export_evidence(again(world.alice), out)
    (tmp_path / "earlier.txt").write_text(earlier)
    command = [sys.executable, "verify.py", ".", tmp_path / "earlier.txt"]
    told = subprocess.run(command, cwd=out, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stdout
    keys = (out / "log-key.txt").read_text().splitlines()
    assert len(keys) == 3
    (out / "log-key.txt").write_text("\n".join([*keys[:2], f"{'0' * 64} until 99"]))
    assert subprocess.run(command, cwd=out, capture_output=True, check=False).returncode == 1


def appended(workspace: Workspace) -> list[bytes]:
    """Ciphertexts of a table whose rows are appended, as they lie there."""
    from bailee.store.models import ToolDeclaration

    with workspace._seeing():
        return [bytes(each) for each in workspace._rows(ToolDeclaration).values_list("declaration", flat=True)]


def declared_tool(workspace: Workspace) -> None:
    from bailee.store.models import ToolDeclaration
    from bailee.store.rows.base import now

    sealed = workspace.keys.encrypt_field("tool_declaration.declaration", b'{"since": "2026"}')
    with workspace.transaction():
        workspace._add(ToolDeclaration, tool="teramind", declaration=sealed, true_from=TODAY, known_from=now())


def test_what_is_only_appended_comes_under_the_new_key_too(world: World) -> None:
    declared_tool(world.alice)
    declared_tool(world.charlie)
    before, theirs = appended(world.alice), appended(world.charlie)
    done = rotate(world.alice, Key.FIELD)
    after = again(world.alice)
    assert done.staying == () and len(after.keys.field_keys) == 1
    (sealed,) = appended(after)
    assert [sealed] != before and appended(again(world.charlie)) == theirs
    assert after.keys.decrypt_field("tool_declaration.declaration", sealed) == b'{"since": "2026"}'


def test_what_is_read_at_once_is_bounded_by_bytes(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from bailee.store.models import FindingArchive
    from bailee.store.rows.base import now

    sizes = (90, 10, 10, 300, 10, 10, 10)
    with world.alice.transaction():
        for number, size in enumerate(sizes):
            sealed = world.alice.keys.encrypt_field("finding_archive.content", bytes(size * 1_000))
            world.alice._add(
                FindingArchive, ident=f"archive-2025-03-{number:08}", month="2025-03", findings=1, first_at=now(), last_at=now(),
                size=size, sha256="0" * 64, content=sealed, made_at=now(), made_by="alice",
            )  # fmt: skip
    monkeypatch.setattr(encrypted_columns, "BYTES", 120_000)
    batches: list[str] = []
    done = rotate(world.alice, Key.FIELD, step=batches.append)
    assert batches.count("finding_archive") == 3 and done.staying == ()  # three rows, the large one, three
    after = again(world.alice)
    with after.reading():
        sealed = [bytes(each) for each in after._rows(FindingArchive).order_by("pk").values_list("content", flat=True)]
    opened = [len(after.keys.decrypt_field("finding_archive.content", each)) for each in sealed]
    assert opened == [1_000 * size for size in sizes] and len(after.keys.field_keys) == 1


def test_nobody_changes_it_in_any_other_way_before_during_or_after(world: World) -> None:
    from django.db import DatabaseError

    from bailee.store.models import ToolDeclaration

    declared_tool(world.alice)

    def refused() -> bool:
        with pytest.raises(DatabaseError, match="appended"), world.alice._seeing():
            world.alice._rows(ToolDeclaration).update(declaration=b"x")
        return True

    assert refused()
    engine = world.alice._engine
    with pytest.raises(Stopped), engine.rewriting(world.alice.alias, "tool_declaration", world.alice.organisation_id):
        raise Stopped  # cut off in the middle: the table refuses again
    assert refused()
    rotate(world.alice, Key.FIELD)
    assert refused()


KILLED = """
import os, signal, sys
from pathlib import Path
from bailee.operations.open_store import open_store
from bailee.operations.rotate_keys import Key, rotate
from bailee.store import database

home, organisation, member, key, at, *urls = sys.argv[1:]
if urls:
    database.use(Path(home), *urls)
left = int(at)

def step(name):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

rotate(open_store(Path(home), organisation=organisation, member=member), Key(key), step=step)
"""


def killed(workspace: Workspace, key: Key, at: int) -> bool:
    """Whether a process of its own that replaced a key was killed by the system after so many steps, rather than done."""
    engine = workspace._engine
    urls = [url for url in (getattr(engine, "url", ""), getattr(engine, "owner", "")) if url]
    words = [str(workspace.home), workspace.organisation, workspace.member, key.value, str(at), *urls]
    done = subprocess.run([sys.executable, "-c", KILLED, *words], capture_output=True, text=True, check=False)
    assert done.returncode in (0, -9), done.stderr
    return done.returncode == -9


@pytest.mark.parametrize("key", [Key.MASTER, Key.FIELD])
def test_a_process_that_is_really_killed_leaves_everything_readable(world: World, tmp_path: Path, key: Key) -> None:
    workspace = filled(world, tmp_path)
    declared_tool(workspace)
    before = holds(workspace)
    assert killed(workspace, key, 0) and killed(workspace, key, 1)
    assert holds(again(workspace)) == before and again(world.charlie).organisation
    assert not killed(workspace, key, 10**6)  # it goes on to its end
    whole = again(workspace)
    assert holds(whole) == before and len(whole.keys.field_keys) == 1 and not master.is_being_replaced(world.home)
    assert verify_evidence(world.home).broken == ()
