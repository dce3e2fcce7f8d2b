"""A record is erased: the tree stays whole, everybody is told, and nobody can empty one by himself."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connections
from test_evidence_commands import tamper

from bailee.errors import InvalidInput, NotAllowed
from bailee.evidence import standalone
from bailee.operations.erase_records import erase_records
from bailee.operations.export_evidence import export_evidence, newest_checkpoint
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database
from world import World


@pytest.fixture
def log(world: World) -> World:
    for number in range(4):
        world.alice.record("seen", f"pat-doe-{number}", {"n": number})
    return world


def test_what_it_said_is_gone_and_the_tree_is_whole(log: World, tmp_path: Path) -> None:
    kept = tmp_path / "kept.txt"
    kept.write_text(newest_checkpoint(log.alice))
    assert erase_records(log.alice, [3, 4], "person-asked") == 2
    report = verify_evidence(log.home, [kept])
    assert report.ok and [note.record for note in report.notes] == [3, 4]
    assert "was erased on" in report.notes[0].text and "by alice (person asked), says record 6" in report.notes[0].text
    export_evidence(log.alice, tmp_path / "out")
    found = standalone.examine(tmp_path / "out", [("kept.txt", kept.read_text())])
    assert found.faults == [] and [number for number, _ in found.notes] == [3, 4]
    assert "pat-doe-1" not in (tmp_path / "out" / "records.jsonl").read_text()
    log.alice.record("seen", "after")
    assert verify_evidence(log.home).ok
    database.disconnect(log.home)
    stored = b"".join(path.read_bytes() for path in log.home.glob("bailee.sqlite3"))
    assert b"pat-doe-3" in stored and b"pat-doe-1" not in stored and b"pat-doe-2" not in stored


EMPTIED = (
    "UPDATE evidence_record SET at='', actor='', action='', subject='', details='', salt='', marks='' "
    "WHERE organisation_id=1 AND sequence=3"
)


def test_one_that_was_emptied_by_sql_is_named(log: World) -> None:
    database.disconnect(log.home)
    found = tamper(log.home, EMPTIED)
    assert found == {(3, "record")}


def test_an_erasure_that_names_another_leaf_excuses_nothing(log: World) -> None:
    told = [{"sequence": 3, "leaf": "ab" * 32, "action": "seen", "at": "2026-03-03T09:00:00Z"}]
    log.alice.record("record-erased", "records", {"records": told, "reason": "person-asked"})
    database.disconnect(log.home)
    assert (3, "record") in tamper(log.home, EMPTIED)


def test_the_database_lets_nobody_empty_half_of_a_row(log: World) -> None:
    for change in (
        "details=''",
        "salt='', details=''",
        "leaf='', at='', actor='', action='', subject='', details='', salt='', marks=''",
    ):
        with pytest.raises(DatabaseError, match="appended"), log.alice.transaction():
            connections[log.alice.alias].cursor().execute(f"UPDATE evidence_record SET {change} WHERE sequence=3")  # noqa: S608


def test_what_the_log_stands_on_is_not_erased_nor_is_anything_twice(log: World) -> None:
    for numbers, said in (([1], "stands on it"), ([99], "no record 99"), ([], "which records")):
        with pytest.raises(InvalidInput, match=said):
            erase_records(log.alice, numbers, "person-asked")
    with pytest.raises(InvalidInput, match="why"):
        erase_records(log.alice, [3], "Pat Doe wants it")
    erase_records(log.alice, [3], "time-over")
    with pytest.raises(InvalidInput, match="erased already"):
        erase_records(log.alice, [3], "time-over")


def test_nothing_is_erased_under_a_legal_hold_nor_by_an_auditor(log: World) -> None:
    with pytest.raises(NotAllowed):
        erase_records(log.bob, [3], "person-asked")
    log.alice.place_hold("A claim", why="received", who="A. Counsel", since=date(2026, 1, 2))
    with pytest.raises(InvalidInput, match="legal hold stands"):
        erase_records(log.alice, [3], "person-asked")
