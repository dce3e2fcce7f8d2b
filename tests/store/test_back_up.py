"""A backup holds everything, opens for nobody else, and comes back equal, on either database and from one to the other."""

from __future__ import annotations

import os
import subprocess
import tarfile
from base64 import b64encode
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner
from pyrage import x25519

import scans
from bailee.cli.backup import command
from bailee.errors import CannotRead, InvalidInput
from bailee.keys import MasterKey, custody, passphrases, recovery_files
from bailee.operations.back_up import back_up
from bailee.operations.open_store import open_store
from bailee.operations.recover import identity_in, is_backup, recover_store
from bailee.operations.restore import drill, restore
from bailee.operations.rotate_keys import Key, rotate
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database, dump
from bailee.store.locks import FileLock
from bailee.vocabulary import SubjectCategory
from simulators import postgres_store
from world import World

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

_NUMBERS = count()


@pytest.fixture
def filled(world: World, tmp_path: Path) -> Iterator[World]:
    files = {
        f"hr/{number}.txt": ("x", [("us-ssn", f"5124473{number:02}"), ("email-address", f"p{number}@example.org")])
        for number in range(30)
    }
    scans.scan(world.alice, scans.Files(files), tmp_path / "share")
    world.alice.set_fact("has_cctv", True)
    world.charlie.set_fact("has_cctv", False)
    yield world
    for home in (tmp_path / "again", tmp_path / "third"):
        database.disconnect(home)


def rows(home: Path) -> dict[str, list[bytes]]:
    alias = database.connect(home)
    stands_on = database.engine(home)
    with stands_on.snapshot(alias):
        from bailee.store.organisations import numbers_of

        stands_on.enter(alias, numbers_of(home, alias))
        told: dict[str, list[bytes]] = {}
        for piece in dump.pieces(alias, 1_000):
            told.setdefault(piece.table, []).extend(piece.content.splitlines())
        return told


def test_what_comes_back_is_equal_and_goes_on(filled: World, tmp_path: Path) -> None:
    kept = back_up(filled.home, tmp_path / "b.bailee", passphrase="correct horse")
    before = rows(filled.home)
    assert kept.rows["finding"] == 60 and kept.organisations == 2
    back = restore(tmp_path / "b.bailee", tmp_path / "again", passphrase="correct horse")
    assert back.rows == kept.rows and rows(tmp_path / "again") == before
    again = open_store(tmp_path / "again", organisation=filled.alice.organisation, member="alice")
    assert len(again.findings()) == 60 and again.facts() == {"has_cctv": True}
    again.set_fact("has_cctv", False)  # numbers of new rows follow the old ones
    again.add_place(Path("/srv/another"))
    assert verify_evidence(tmp_path / "again").broken == ()


def test_from_one_database_to_the_other(
    filled: World, stands_on: str, cluster: postgres_store.Cluster, tmp_path: Path
) -> None:
    back_up(filled.home, tmp_path / "b.bailee", passphrase="correct horse")
    home = tmp_path / "again"
    if stands_on == "sqlite":
        postgres_store.stand_on(home, cluster, f"moved_{next(_NUMBERS)}")
    restore(tmp_path / "b.bailee", home, passphrase="correct horse")
    assert (home / database.FILE).exists() is (stands_on == "postgresql")
    moved = open_store(home, organisation=filled.alice.organisation, member="alice")
    assert {each.finding.ident for each in moved.findings()} == {each.finding.ident for each in filled.alice.findings()}


def test_only_who_was_named_can_open_it(filled: World, tmp_path: Path) -> None:
    ours, other = x25519.Identity.generate(), x25519.Identity.generate()
    file = tmp_path / "b.bailee"
    back_up(filled.home, file, recipients=(str(ours.to_public()),))
    for identities, passphrase in (((str(other),), ""), ((), "guess"), ((), "")):
        with pytest.raises(CannotRead):
            restore(file, tmp_path / "again", identities=identities, passphrase=passphrase)
        assert not (tmp_path / "again").exists()
    assert drill(file, identities=(str(ours),)).rows["finding"] == 60


@pytest.mark.dear
def test_stock_tools_open_it(filled: World, tmp_path: Path) -> None:
    ours = x25519.Identity.generate()
    back_up(filled.home, tmp_path / "b.bailee", recipients=(str(ours.to_public()),))
    (tmp_path / "key.txt").write_text(str(ours))
    subprocess.run(["tar", "-xf", tmp_path / "b.bailee", "-C", tmp_path, "backup.age"], check=True)
    opened = subprocess.run(
        ["age", "-d", "-i", tmp_path / "key.txt", tmp_path / "backup.age"], capture_output=True, check=True
    )
    (tmp_path / "inner.tgz").write_bytes(opened.stdout)
    with tarfile.open(tmp_path / "inner.tgz") as inner:
        assert {"end.json", "files/keys/master.key", "rows/organisation/000000.jsonl"} <= set(inner.getnames())


def test_nothing_of_it_lies_anywhere_in_the_clear(filled: World, tmp_path: Path) -> None:
    file = tmp_path / "b.bailee"
    back_up(filled.home, file, passphrase="correct horse")
    assert b"alice" not in file.read_bytes() and b"correct horse" not in file.read_bytes()
    assert [path.name for path in tmp_path.iterdir() if "backup" in path.name] == []
    assert file.stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("cut", [100, 3_000, -200])
def test_a_backup_that_is_cut_off_or_damaged_leaves_nothing_behind(filled: World, tmp_path: Path, cut: int) -> None:
    file = tmp_path / "b.bailee"
    back_up(filled.home, file, passphrase="correct horse")
    content = bytearray(file.read_bytes())
    middle = len(content) // 2
    content[middle] ^= 1
    for damaged in (bytes(content[:cut]), bytes(content)):
        file.write_bytes(damaged)
        with pytest.raises((CannotRead, InvalidInput)):
            restore(file, tmp_path / "again", passphrase="correct horse")
        assert not (tmp_path / "again").exists()


def test_a_drill_makes_the_backup_that_is_not_there_yet(filled: World, tmp_path: Path) -> None:
    (words := tmp_path / "words").write_text("correct horse\n")
    words.chmod(0o600)
    asked = [str(tmp_path / "b.bailee"), "--drill", "--home", str(filled.home), "--passphrase-file", str(words)]
    run = CliRunner().invoke(command, asked)
    assert run.exit_code == 0 and "backed up:" in run.output and "it can be put back" in run.output
    again = CliRunner().invoke(command, asked)
    assert again.exit_code == 0 and "backed up:" not in again.output and "it can be put back" in again.output


def test_what_a_killed_backup_left_is_taken_away_and_what_runs_is_not(filled: World, tmp_path: Path) -> None:
    left, runs, begins = (tmp_path / f".backup-{name}" for name in ("left", "runs", "begins"))
    for folder in (left, runs, begins):
        folder.mkdir()
        (folder / "backup.tar").write_bytes(b"half of it")
        if folder is not begins:
            os.utime(folder, (1, 1))
    with FileLock(runs / "lock").held():
        os.utime(runs, (1, 1))
        back_up(filled.home, tmp_path / "b.bailee", passphrase="correct horse")
    assert [each.exists() for each in (left, runs, begins)] == [False, True, True]


def test_what_is_there_is_never_replaced(filled: World, tmp_path: Path) -> None:
    file = tmp_path / "b.bailee"
    back_up(filled.home, file, passphrase="correct horse")
    with pytest.raises(InvalidInput, match="there already"):
        back_up(filled.home, file, passphrase="correct horse")
    with pytest.raises(InvalidInput, match="not empty"):
        restore(file, filled.home, passphrase="correct horse")


def test_a_backup_is_of_one_moment_while_others_write(filled: World, tmp_path: Path) -> None:
    def write() -> None:
        filled.charlie.set_fact("employees_total", 7)
        filled.charlie.close()  # this thread's connection

    wrote: list[Thread] = []

    def meanwhile(count: int) -> None:
        if not wrote:
            wrote.append(Thread(target=write))
            wrote[0].start()
            wrote[0].join(20)
            assert not wrote[0].is_alive()  # nobody waits for a backup

    before = len(rows(filled.home)["fact"])
    kept = back_up(filled.home, tmp_path / "b.bailee", passphrase="x y z", progress=meanwhile)
    assert kept.rows["fact"] == before - 1 and len(rows(filled.home)["fact"]) == before + 1  # a line names the columns


def test_the_recovery_key_alone_lays_a_lost_store_anew(filled: World, tmp_path: Path) -> None:
    page = next(file for file in recovery_files(filled.home) if filled.alice.keys.recovery_recipient[4:12] in file.name)
    identity = identity_in(page)
    custody.move(filled.home, custody.Custody.PASSPHRASE, passphrase="words that went with the machine")
    back_up(filled.home, tmp_path / "b.bailee", recipients=(str(x25519.Identity.generate().to_public()),))
    before = rows(filled.home)
    assert (
        is_backup(tmp_path / "b.bailee") and recover_store(tmp_path / "b.bailee", None, identity).rows["finding"] == 60
    )
    passphrases.forget()
    recover_store(tmp_path / "b.bailee", tmp_path / "again", identity)
    assert rows(tmp_path / "again") == before
    again = open_store(tmp_path / "again", organisation=filled.alice.organisation, member="alice")
    assert len(again.findings()) == 60


def test_a_clients_recovery_key_opens_no_backup_that_holds_others(filled: World, tmp_path: Path) -> None:
    theirs = filled.charlie.keys.recovery_recipient[4:12]
    page = next(file for file in recovery_files(filled.home) if theirs in file.name)
    back_up(filled.home, tmp_path / "b.bailee", passphrase="correct horse")
    with pytest.raises(CannotRead, match="no passphrase or key"):
        recover_store(tmp_path / "b.bailee", tmp_path / "again", identity_in(page))


def test_a_backup_while_the_master_key_is_replaced_opens(filled: World, tmp_path: Path) -> None:
    def stop(step: str) -> None:
        if step == "wrapped":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        rotate(filled.alice, Key.MASTER, step=stop)
    back_up(filled.home, tmp_path / "b.bailee", passphrase="correct horse")
    restore(tmp_path / "b.bailee", tmp_path / "again", passphrase="correct horse")
    for each in (filled.alice, filled.charlie):
        assert open_store(tmp_path / "again", organisation=each.organisation, member=each.member).organisation


@pytest.mark.dear
def test_without_its_key_a_backup_tells_nothing(filled: World, tmp_path: Path) -> None:
    filled.alice.add_roster_person("Zephyrine Quillfeather", SubjectCategory.EMPLOYEE, email="zephyrine@example.org")
    back_up(filled.home, tmp_path / "b.bailee", passphrase="correct horse")
    content = (tmp_path / "b.bailee").read_bytes()
    secret = MasterKey.open(filled.home).secret
    canaries = [b"Zephyrine", b"zephyrine@example.org", b"512447301", b"alice-s-shop", b"finding", secret]
    canaries += [filled.alice.keys.fingerprint_key, filled.alice.findings()[0].finding.fingerprint.encode()]
    for canary in canaries:
        for shape in (
            canary,
            canary.hex().encode(),
            b64encode(canary)[:-4],
            canary.decode("latin-1").encode("utf-16-le"),
        ):
            assert shape not in content
