"""The log in a store: verified whoever laid hands on the database, exported for those who do not have bailee."""

from __future__ import annotations

import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from bailee.cli.evidence import command
from bailee.errors import CannotRead, InvalidInput
from bailee.evidence.log import CHECKPOINT_COLUMNS, ROW_COLUMNS
from bailee.operations.export_evidence import export_evidence, newest_checkpoint
from bailee.operations.open_store import open_store
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database
from world import World


@pytest.fixture
def home(world: World) -> Path:
    """A home folder with a log of five records of Alice's and one of Charlie's, closed."""
    for number in range(4):
        world.alice.record("seen", f"file-{number}", {"n": number, "share": 0.5})
    database.disconnect(world.home)
    return world.home


def tamper(home: Path, *statements: str) -> set[tuple[int, str]]:
    """Run SQL on the store as someone with the file would, triggers dropped; what verify then says."""
    connection = sqlite3.connect(home / database.FILE)
    connection.execute("PRAGMA foreign_keys=OFF")
    for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type='trigger'").fetchall():
        connection.execute(f'DROP TRIGGER "{name}"')
    for statement in statements:
        connection.execute(statement)
    connection.commit()
    connection.close()
    return {(each.record, each.field) for each in verify_evidence(home).broken}


def test_an_untouched_store_verifies_and_so_does_its_copy(home: Path, tmp_path: Path) -> None:
    assert verify_evidence(home).ok and verify_evidence(home).records == 6
    shutil.copytree(home, tmp_path / "copy")
    assert verify_evidence(tmp_path / "copy").ok


@pytest.mark.parametrize("column", ROW_COLUMNS)
def test_a_column_changed_by_sql_is_named(home: Path, column: str) -> None:
    value = f"{column}+7" if column in ("organisation_id", "sequence") else f"{column}||'x'"
    statement = f"UPDATE evidence_record SET {column}={value} WHERE organisation_id=1 AND sequence=3"  # noqa: S608
    assert (3, column) in tamper(home, statement)


@pytest.mark.parametrize("column", CHECKPOINT_COLUMNS)
def test_a_checkpoint_changed_by_sql_is_named(home: Path, column: str) -> None:
    value = f"{column}+7" if column in ("organisation_id", "size") else f"{column}||'x'"
    statement = f"UPDATE log_checkpoint SET {column}={value} WHERE organisation_id=1 AND size=3"  # noqa: S608
    found = tamper(home, statement)
    assert any(field.startswith("checkpoint") for _, field in found)


def test_the_last_record_cut_with_its_checkpoint_is_found(home: Path) -> None:
    found = tamper(
        home,
        "DELETE FROM evidence_record WHERE organisation_id=1 AND sequence=5",
        "DELETE FROM log_checkpoint WHERE organisation_id=1 AND size=5",
    )
    assert {(5, "record"), (5, "kept")} <= found


def test_the_cut_is_still_found_after_more_was_written(world: World, home: Path) -> None:
    tamper(
        home,
        "DELETE FROM evidence_record WHERE organisation_id=1 AND sequence=5",
        "DELETE FROM log_checkpoint WHERE organisation_id=1 AND size=5",
    )
    for number in range(3):
        world.alice.record("seen", f"later-{number}")
    assert (5, "kept") in {(each.record, each.field) for each in verify_evidence(home).broken}


def test_an_emptied_log_is_found(home: Path) -> None:
    found = tamper(home, "DELETE FROM evidence_record", "DELETE FROM log_checkpoint")
    assert (0, "record") in found
    for kept in (home / "evidence").glob("*.checkpoint"):
        kept.unlink()
    assert not verify_evidence(home).ok


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE evidence_record",
        "DROP TABLE log_checkpoint",
        "ALTER TABLE evidence_record DROP COLUMN marks",
        "UPDATE organisation SET wrapped_keys=x'00'",
        "UPDATE organisation SET wrapped_keys=(SELECT wrapped_keys FROM organisation WHERE organisation_id=2)",
        "UPDATE organisation SET organisation_id=9 WHERE organisation_id=1",
        "DELETE FROM organisation",
        "UPDATE evidence_record SET salt=zeroblob(32) WHERE sequence=2",
        "UPDATE evidence_record SET sequence='two' WHERE sequence=2",
    ],
)
def test_blunt_tools_are_found_too(home: Path, statement: str) -> None:
    assert tamper(home, statement)


def test_a_missing_checkpoint_file_is_said(home: Path) -> None:
    (home / "evidence" / "1.checkpoint").unlink()
    assert {(each.organisation_id, each.field) for each in verify_evidence(home).broken} == {(1, "kept")}


def test_a_log_written_anew_shows_by_a_checkpoint_kept_elsewhere(world: World, home: Path, tmp_path: Path) -> None:
    """By one with every key: the whole home as it was earlier, and another history from there."""
    shutil.copytree(home, tmp_path / "earlier")
    world.alice.record("seen", "the-true-one")
    kept = tmp_path / "kept.txt"
    kept.write_text(newest_checkpoint(world.alice))
    assert verify_evidence(home, [kept]).ok
    forged = open_store(tmp_path / "earlier", organisation=world.alice.organisation, member="alice")
    forged.record("seen", "the-forged-one")
    assert verify_evidence(tmp_path / "earlier").ok
    (found,) = verify_evidence(tmp_path / "earlier", [kept]).broken
    assert (found.record, found.field) == (6, "kept")
    forged.close()


def test_a_rolled_back_change_leaves_no_record_and_no_checkpoint(world: World, home: Path) -> None:
    before = (home / "evidence" / "1.checkpoint").read_text()
    with pytest.raises(RuntimeError), world.alice.transaction():
        world.alice.record("seen", "never")
        raise RuntimeError
    assert (home / "evidence" / "1.checkpoint").read_text() == before and verify_evidence(home).ok


def test_many_records_in_one_transaction_keep_the_last_checkpoint(world: World, home: Path) -> None:
    with world.alice.transaction():
        for number in range(50):
            world.alice.record("seen", f"file-{number}")
    assert (home / "evidence" / "1.checkpoint").read_text() == newest_checkpoint(world.alice)
    assert verify_evidence(home).ok


def test_no_store_is_no_whole_log(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="no store"):
        verify_evidence(tmp_path)
    assert list(tmp_path.iterdir()) == []


# --- the export


def run_verifier(folder: Path, *more: str) -> tuple[int, str]:
    done = subprocess.run(
        [sys.executable, "-I", folder / "verify.py", folder, *more], capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout


def test_an_export_verifies_with_its_own_file_alone(world: World, home: Path, tmp_path: Path) -> None:
    assert export_evidence(world.alice, tmp_path / "out") == 5
    code, said = run_verifier(tmp_path / "out")
    assert code == 0 and "5 records, all hold" in said and world.alice.keys.verify_key.hex() in said
    assert verify_evidence(tmp_path / "out").ok
    assert len(list((tmp_path / "out" / "proofs").iterdir())) == 5
    content = b"".join(path.read_bytes() for path in (tmp_path / "out").rglob("*") if path.is_file())
    assert world.alice.keys.log_key.hex().encode() not in content


def edit_line(number: int, old: str, new: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        lines = (folder / "records.jsonl").read_text().splitlines(keepends=True)
        assert old in lines[number]
        lines[number] = lines[number].replace(old, new)
        (folder / "records.jsonl").write_text("".join(lines))

    return edit


def drop_line(folder: Path) -> None:
    lines = (folder / "records.jsonl").read_text().splitlines(keepends=True)
    (folder / "records.jsonl").write_text("".join(lines[:2] + lines[3:]))


def swap_lines(folder: Path) -> None:
    lines = (folder / "records.jsonl").read_text().splitlines(keepends=True)
    (folder / "records.jsonl").write_text("".join([lines[0], lines[2], lines[1], *lines[3:]]))


def damage(name: str) -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        content = (folder / name).read_bytes()
        at = len(content) // 2
        (folder / name).write_bytes(content[:at] + bytes([content[at] ^ 1]) + content[at + 1 :])

    return edit


@pytest.mark.parametrize(
    "change",
    [
        edit_line(2, '"file-1"', '"file-9"'),
        edit_line(2, "0.5", "0.25"),
        edit_line(0, '"sequence":1', '"sequence":2'),
        drop_line,
        swap_lines,
        damage("records.jsonl"),
        damage("checkpoint.txt"),
        damage("log-key.txt"),
        damage("proofs/3.tlog-proof"),
    ],
)
def test_a_changed_export_does_not_verify(
    world: World, home: Path, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    export_evidence(world.alice, tmp_path / "out")
    change(tmp_path / "out")
    assert run_verifier(tmp_path / "out")[0] == 1
    assert not verify_evidence(tmp_path / "out").ok


def test_an_export_is_compared_with_an_older_checkpoint(world: World, home: Path, tmp_path: Path) -> None:
    kept, other = tmp_path / "kept.txt", tmp_path / "other.txt"
    kept.write_text(newest_checkpoint(world.alice))
    other.write_text(newest_checkpoint(world.charlie))
    world.alice.record("seen", "later")
    export_evidence(world.alice, tmp_path / "out")
    assert run_verifier(tmp_path / "out", str(kept))[0] == 0 and verify_evidence(tmp_path / "out", [kept]).ok
    assert run_verifier(tmp_path / "out", str(other))[0] == 1 and not verify_evidence(tmp_path / "out", [other]).ok


def test_an_export_overwrites_nothing(world: World, tmp_path: Path) -> None:
    (tmp_path / "theirs").write_text("x")
    with pytest.raises(InvalidInput, match="not empty"):
        export_evidence(world.alice, tmp_path)


# --- the command


def test_the_command_speaks_to_people_and_programs(tmp_path: Path) -> None:
    workspace = open_store(tmp_path / "home")
    for number in range(3):
        workspace.record("seen", f"file-{number}")
    workspace.close()
    home, kept, run = str(tmp_path / "home"), tmp_path / "kept.txt", CliRunner().invoke
    assert "4 records say what they said" in run(command, ["verify", "--home", home]).output
    assert json.loads(run(command, ["verify", "--json", home]).output) == {
        "ok": True,
        "records": 4,
        "broken": [],
        "notes": [],
    }
    kept.write_bytes(run(command, ["checkpoint", "--home", home]).stdout_bytes)
    assert run(command, ["verify", "--home", home, "--checkpoint", str(kept)]).exit_code == 0
    tamper(Path(home), "UPDATE evidence_record SET actor='x' WHERE sequence=3")
    told = run(command, ["verify", "--home", home, "--json"])
    assert told.exit_code == 1
    assert [(each["record"], each["field"]) for each in json.loads(told.output)["broken"]] == [(3, "actor")]
    assert "record 3, actor: was changed" in run(command, ["verify", "--home", home]).output
    exported = run(command, ["export", "--home", home, "--out", str(tmp_path / "out")])
    assert "4 records in" in exported.output and run_verifier(tmp_path / "out")[0] == 1


@pytest.mark.parametrize("name", ["", "verify", "checkpoint", "export"])
def test_every_help_has_an_example(name: str) -> None:
    assert "Example:\n" in CliRunner().invoke(command, [*filter(None, [name]), "--help"]).output
