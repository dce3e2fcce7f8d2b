"""Everything of an organisation out and in again elsewhere, on the same database or the other one: equal, or refused in words."""

from __future__ import annotations

import filecmp
import json
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import scans
from bailee.errors import CannotRead, Error, InvalidInput, NotAllowed
from bailee.exchange import Folder
from bailee.inventory.activities import ProcessingActivity
from bailee.operations.export_organisation import export_organisation
from bailee.operations.import_organisation import import_organisation
from bailee.operations.open_store import open_store
from bailee.operations.show_status import take_snapshot
from bailee.operations.verify_evidence import verify_evidence
from bailee.permissions import Role
from bailee.store import database
from bailee.store.exchange_rows import LEFT_OUT, carried
from bailee.store.organisations import create_organisation
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, SubjectCategory
from lying import files
from simulators import postgres_store
from world import World

CANARY = "Canary Q. Exportsworth"


def lay(world: World, folder: Path) -> None:
    """Something of most things: findings that came and went, a person, a notice that was signed, an activity, a decision."""
    alice = world.alice
    files = scans.Files(
        {
            "hr/a.txt": ("1", [("us-ssn", "512447313"), ("email-address", "pat@example.org")]),
            "b.txt": ("2", [("us-ssn", "512447314")]),
        }
    )
    scans.scan(alice, files, folder)
    alice.decide(alice.findings()[0], "dismissed", reason="test-data")
    del files.files["b.txt"]
    scans.scan(alice, files, folder)
    pat = alice.add_roster_person(CANARY, SubjectCategory.EMPLOYEE, email="pat@example.org")
    alice.add_notice_version("employee-privacy-notice", {"purposes": {"bank-account": ["pay"]}}, "0" * 64)
    version = alice.publish("employee-privacy-notice", 1)
    alice.record_sign_off(version, CANARY, identified_by="badge", statement="read", person=pat.ident)
    alice.declare(
        ProcessingActivity("Payroll", (("pay", LawfulBasis.CONTRACT),), ("bank-account",), (SubjectCategory.EMPLOYEE,))
    )
    alice.set_fact("employees_total", 12)
    take_snapshot(alice)


@pytest.fixture
def laid(world: World, tmp_path: Path) -> World:
    lay(world, tmp_path / "share")
    return world


@pytest.fixture
def elsewhere(tmp_path: Path) -> Iterator[Path]:
    home = tmp_path / "elsewhere"
    yield home
    database.disconnect(home)
    database.forget(home)


def same(one: Path, other: Path) -> list[str]:
    """Names of files that differ between two folders, byte for byte."""
    names = {each.relative_to(top).as_posix() for top in (one, other) for each in top.rglob("*") if each.is_file()}
    return sorted(
        name
        for name in names
        if not (
            (one / name).is_file() and (other / name).is_file() and filecmp.cmp(one / name, other / name, shallow=False)
        )
    )


def opened(home: Path, like: Workspace) -> Workspace:
    return open_store(home, organisation=like.organisation, member=like.member)


def test_export_import_export_is_the_same_byte_for_byte(laid: World, tmp_path: Path, elsewhere: Path) -> None:
    done = export_organisation(laid.alice, tmp_path / "one", in_clear=True)
    came = import_organisation(elsewhere, tmp_path / "one")
    assert came.rows == {**dict.fromkeys(came.rows, 0), **done.rows} and came.records == done.records
    there = opened(elsewhere, laid.alice)
    export_organisation(there, tmp_path / "two", in_clear=True)
    assert same(tmp_path / "one", tmp_path / "two") == []
    assert verify_evidence(elsewhere).ok
    assert [each.name for each in there.roster()] == [CANARY] and there.facts()["employees_total"] == 12
    assert len(there.findings()) == len(laid.alice.findings()) and there.dismissed() == laid.alice.dismissed()
    assert there.sign_offs()[0].name == CANARY
    there.record("facts-declared", there.organisation, {})  # the log goes on, under a key of this side
    assert verify_evidence(elsewhere).ok
    assert verify_evidence(laid.home).ok


def test_with_its_keys_sealed_it_goes_on_as_it_was(laid: World, tmp_path: Path, elsewhere: Path) -> None:
    from pyrage import x25519

    own = x25519.Identity.generate()
    export_organisation(laid.alice, tmp_path / "one", recipients=(str(own.to_public()),), with_keys=True)
    for path in files(tmp_path / "one"):
        assert CANARY.encode() not in path.read_bytes(), path
    with pytest.raises(CannotRead, match="sealed"):
        import_organisation(elsewhere, tmp_path / "one")
    with pytest.raises(CannotRead, match="does not open"):
        import_organisation(elsewhere, tmp_path / "one", identities=(str(x25519.Identity.generate()),))
    assert not elsewhere.exists()
    import_organisation(elsewhere, tmp_path / "one", identities=(str(own),))
    there = opened(elsewhere, laid.alice)
    assert (
        there.keys.fingerprint_key == laid.alice.keys.fingerprint_key
        and there.keys.verify_key == laid.alice.keys.verify_key
    )
    assert {each.fingerprint for each in (held.finding for held in there.findings())} == {
        held.finding.fingerprint for held in laid.alice.findings()
    }
    export_organisation(laid.alice, tmp_path / "clear-one", in_clear=True)
    export_organisation(there, tmp_path / "clear-two", in_clear=True)
    differing = same(tmp_path / "clear-one", tmp_path / "clear-two")
    # the one that was exported sealed first has that act in its log, and nothing else differs
    assert {each for each in differing if each.startswith("private/")} <= {"private/access.jsonl"}


def test_from_one_database_to_the_other_and_back(
    laid: World, stands_on: str, cluster: postgres_store.Cluster, tmp_path: Path, elsewhere: Path
) -> None:
    back = tmp_path / "back"
    export_organisation(laid.alice, tmp_path / "one", in_clear=True)
    if stands_on == "sqlite":
        postgres_store.stand_on(elsewhere, cluster, f"exchange_{os.getpid()}_{id(elsewhere)}")
    else:
        postgres_store.stand_on(back, cluster, f"exchange_{os.getpid()}_{id(back)}")
    import_organisation(elsewhere, tmp_path / "one")
    export_organisation(opened(elsewhere, laid.alice), tmp_path / "two", in_clear=True)
    import_organisation(back, tmp_path / "two")
    export_organisation(opened(back, laid.alice), tmp_path / "three", in_clear=True)
    assert same(tmp_path / "one", tmp_path / "two") == [] and same(tmp_path / "two", tmp_path / "three") == []
    assert verify_evidence(back).ok
    database.disconnect(back)
    database.forget(back)


def test_in_a_providers_store_it_becomes_a_client_and_nobody_elses(
    laid: World, stands_on: str, cluster: postgres_store.Cluster, tmp_path: Path, elsewhere: Path
) -> None:
    export_organisation(laid.alice, tmp_path / "one", in_clear=True)
    if stands_on == "postgresql":
        postgres_store.stand_on(elsewhere, cluster, f"exchange_client_{os.getpid()}_{id(elsewhere)}")
    ident = create_organisation(elsewhere, "Olga IT", owner="olga", is_provider=True)
    olga = open_store(elsewhere, organisation=ident, member="olga")
    olga.add_member("Tess", Role.TECHNICIAN, ident="tess")
    dentist = olga.add_client("Dentist")
    tess = open_store(elsewhere, organisation=ident, member="tess")
    with pytest.raises(NotAllowed):
        import_organisation(elsewhere, tmp_path / "one", provider=tess)
    came = import_organisation(elsewhere, tmp_path / "one", provider=olga)
    assert {each.ident for each in olga.clients()} == {dentist, came.organisation}
    with pytest.raises(Error):
        open_store(elsewhere, organisation=came.organisation, member="tess")
    olga.assign(came.organisation, "tess")
    there = open_store(elsewhere, organisation=came.organisation, member="tess")
    assert {each.finding.ident for each in there.findings()} == {each.finding.ident for each in laid.alice.findings()}
    assert verify_evidence(elsewhere).ok
    beside = open_store(elsewhere, organisation=dentist, member="olga")
    assert not list(beside.findings()) and not list(beside.roster())
    assert "client-imported" in {each.action for each in olga.evidence()[0]}
    with pytest.raises(InvalidInput, match="already"):
        import_organisation(elsewhere, tmp_path / "one", provider=olga)


def _manifest(folder: Path, change: Any) -> None:
    told = json.loads((folder / "manifest.json").read_text())
    change(told)
    (folder / "manifest.json").write_text(json.dumps(told))


def _cut(folder: Path) -> None:
    path = folder / "rows" / "finding.jsonl"
    path.write_bytes(path.read_bytes()[:-40])


def _resigned(folder: Path, name: str, content: bytes) -> None:
    """Changed with its digest: whoever changes a file can change the manifest too."""
    import hashlib

    (folder / name).write_bytes(content)
    _manifest(folder, lambda told: told["files"].update({name: hashlib.sha256(content).hexdigest()}))


def _forged_log(folder: Path) -> None:
    path = folder / "rows" / "evidence_record.jsonl"
    _resigned(
        folder, "rows/evidence_record.jsonl", path.read_bytes().replace(b'"actor":"alice"', b'"actor":"malice"', 1)
    )


def _pointing(folder: Path) -> None:
    path = folder / "rows" / "finding.jsonl"
    _resigned(folder, "rows/finding.jsonl", path.read_bytes().replace(b'"file_id":1', b'"file_id":999', 1))


def _shorter(folder: Path) -> None:
    lines = (folder / "rows" / "fact.jsonl").read_bytes().splitlines(keepends=True)
    _resigned(folder, "rows/fact.jsonl", b"".join(lines[:-1]))


def _huge(folder: Path) -> None:
    path = folder / "rows" / "finding.jsonl"
    _resigned(folder, "rows/finding.jsonl", path.read_bytes().replace(b'"position":0', b'"position":' + b"9" * 60, 1))


def _link(folder: Path) -> None:
    (folder / "rows" / "fact.jsonl").unlink()
    (folder / "rows" / "fact.jsonl").symlink_to("/etc/passwd")


BAD = {
    "cut": (_cut, "changed or cut off"),
    "missing": (lambda folder: (folder / "rows" / "finding.jsonl").unlink(), "not whole"),
    "strange": (lambda folder: (folder / "extra.sh").write_text("x"), "does not name"),
    "link": (_link, "a link"),
    "hostile-path": (lambda folder: _manifest(folder, lambda told: told["files"].update({"rows/../../x": "0" * 64})), "no export holds"),
    "hostile-table": (lambda folder: _manifest(folder, lambda told: told["tables"].update({"organisation": 1})), "does not import"),
    "newer": (lambda folder: _manifest(folder, lambda told: told.update(format=9999)), "a newer bailee"),
    "older": (lambda folder: _manifest(folder, lambda told: told.update(format=1)), "an older bailee"),
    "other-version": (lambda folder: _manifest(folder, lambda told: told.update(bailee_export=2)), "another version"),
    "no-json": (lambda folder: (folder / "manifest.json").write_text("{"), "no export"),
    "no-manifest": (lambda folder: (folder / "manifest.json").unlink(), "there is no manifest"),
    "forged-log": (_forged_log, "log in this export is broken"),
    "pointing-nowhere": (_pointing, "points at a row"),
    "row-taken-out": (_shorter, "do not fit|missing"),
    "number-too-big": (_huge, "no table takes|none"),
    "other-organisation": (lambda folder: _manifest(folder, lambda told: told["organisation"].update(number=77)), "another organisation"),
}  # fmt: skip


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    from world import lay_world, open_world

    home, out = tmp_path_factory.mktemp("source") / "home", tmp_path_factory.mktemp("out") / "one"
    lay_world(home)
    world = open_world(home)
    lay(world, tmp_path_factory.mktemp("share"))
    export_organisation(world.alice, out, in_clear=True)
    yield out
    database.disconnect(home)
    database.forget(home)


@pytest.mark.parametrize("stands_on", ["sqlite"], indirect=True)
@pytest.mark.parametrize("fault", BAD)
def test_a_damaged_or_hostile_export_is_refused_and_nothing_of_it_is_kept(
    fault: str, stands_on: str, exported: Path, tmp_path: Path, elsewhere: Path
) -> None:
    folder = tmp_path / "export"
    shutil.copytree(exported, folder)
    harm, says = BAD[fault]
    harm(folder)
    with pytest.raises(Error, match=says):
        import_organisation(elsewhere, folder)
    assert not elsewhere.exists()


def test_what_is_there_already_is_never_replaced(laid: World, tmp_path: Path) -> None:
    export_organisation(laid.alice, tmp_path / "one", in_clear=True)
    before = len(laid.alice.evidence()[0])
    with pytest.raises(InvalidInput, match="in this store already"):
        import_organisation(laid.home, tmp_path / "one")
    with pytest.raises(InvalidInput, match="is there already"):
        export_organisation(laid.alice, tmp_path / "one", in_clear=True)
    assert len(laid.alice.evidence()[0]) == before
    with pytest.raises(NotAllowed):
        export_organisation(laid.bob, tmp_path / "two")
    assert not (tmp_path / "two").exists() and not list(tmp_path.glob(".*.partial"))


def test_each_line_is_as_its_schema_says_and_each_table_goes_out_or_says_why(exported: Path) -> None:
    from django.apps import apps
    from jsonschema import Draft202012Validator

    folder = Folder.opened(exported)
    for table in folder.manifest.tables:
        shapes = json.loads((exported / "schemas" / f"{table}.json").read_text())
        for part, schema in shapes.items():
            Draft202012Validator.check_schema(schema)
            for text in folder.lines(f"{part}/{table}.jsonl"):
                Draft202012Validator(schema).validate(json.loads(text))
    there = {model._meta.db_table for model in apps.get_app_config("store").get_models()}
    assert {model._meta.db_table for model in carried()} | set(LEFT_OUT) == there
