"""Who can open a file, as the kernel would decide; and None wherever the system does not say."""

from __future__ import annotations

import os
import stat
import struct
import tempfile
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.items import LINK, ItemFacts
from bailee.protection.exposure import (
    ANYONE,
    Account,
    Rights,
    SeenFile,
    SystemProbe,
    exposures,
    may_read,
    readers_of,
)
from bailee.protection.locks import Lock
from bailee.protection.ntfs import Ace, Descriptor
from bailee.protection.probe import Silent
from bailee.protection.remote import remote_of
from bailee.protection.surroundings import Disk, Surroundings
from bailee.sources.addresses import parse

ROOT = Account("root", 0, frozenset({0}))
ALICE = Account("alice", 1001, frozenset({1001, 50}))
BOB = Account("bob", 1002, frozenset({1002, 50}))
CHARLIE = Account("charlie", 1003, frozenset({1003}))
HR = 50


@dataclass
class World(Silent):
    """A system that we made up."""

    folders: dict[str, Rights] = field(default_factory=dict)
    known: tuple[Account, ...] | None = (ROOT, ALICE, BOB, CHARLIE)
    encrypted: bool | None = False
    decided_here: bool | None = True
    lists: dict[str, bytes] = field(default_factory=dict)
    lists_of_windows: Descriptor | None = None
    unlisted: tuple[Account, ...] = ()  # a directory tells of them where it is asked by name
    asked: list[tuple[frozenset[int], frozenset[int]]] = field(default_factory=list)

    def accounts(self) -> tuple[Account, ...] | None:
        return self.known

    def resolved(self, folder: Path) -> Path:
        return folder

    def rights(self, path: Path) -> Rights | None:
        return self.folders.get(str(path), Rights(0o40755, 0, 0))

    def acl(self, path: Path) -> bytes | None:
        return self.lists.get(str(path))

    def lock(self, path: Path) -> Lock | None:
        return Lock.SEALED if path.suffix == ".age" else Lock.PASSWORD if path.suffix == ".zip" else Lock.NONE

    def is_disk_encrypted(self, device: int) -> bool | None:
        return self.encrypted

    def is_folder_encrypted(self, folder: Path) -> bool | None:
        return folder.name == "closed"

    def rights_are_decided_here(self, device: int) -> bool | None:
        return self.decided_here

    def descriptor(self, path: Path) -> Descriptor | None:
        return self.lists_of_windows

    def mentioned(self, users: frozenset[int], groups: frozenset[int]) -> tuple[Account, ...]:
        self.asked.append((users, groups))
        return tuple(each for each in self.unlisted if each.user in users or not groups.isdisjoint(each.groups))


def file(name: str, mode: int, owner: int = 1001, group: int = HR, store: str = "hr") -> SeenFile:
    return SeenFile(store, Path("/srv/hr", name), ItemFacts(1, 1, 1, 1, stat.S_IFREG | mode, owner, group))


def who(seen: SeenFile, world: World) -> set[str]:
    assert seen.path is not None and seen.facts is not None
    return {each.name for each in readers_of(seen.path, seen.facts, world) or ()}


def test_owner_group_and_everyone() -> None:
    assert who(file("a", 0o600), World()) == {"root", "alice"}
    assert who(file("a", 0o640), World()) == {"root", "alice", "bob"}
    assert who(file("a", 0o644), World()) == {"root", "alice", "bob", "charlie", "anyone"}
    assert who(file("a", 0o000), World()) == {"root"}


def test_a_right_taken_from_the_owner_or_the_group_is_taken() -> None:
    assert who(file("a", 0o044), World()) == {"root", "bob", "charlie", "anyone"}
    assert who(file("a", 0o604), World()) == {"root", "alice", "charlie", "anyone"}


def test_a_closed_folder_on_the_way_closes_what_is_in_it() -> None:
    world = World({"/srv/hr": Rights(0o40750, 0, HR)})
    assert who(file("a", 0o644), world) == {"root", "alice", "bob"}
    above = World({"/srv": Rights(0o40700, 1001, HR)})
    assert who(file("a", 0o644), above) == {"root", "alice"}
    search_only = World({"/srv/hr": Rights(0o40711, 0, 0)})
    assert who(file("a", 0o644), search_only) >= {"charlie"}


def acl(*entries: tuple[int, int, int]) -> bytes:
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *each) for each in entries)


def test_access_control_lists_count() -> None:
    nobody = (0x01, 6, 0xFFFFFFFF), (0x04, 0, 0xFFFFFFFF)
    named = acl(*nobody, (0x02, 4, 1003), (0x10, 7, 0xFFFFFFFF), (0x20, 0, 0xFFFFFFFF))
    assert who(file("a", 0o670), World(lists={"/srv/hr/a": named})) == {"root", "alice", "charlie"}
    masked = acl(*nobody, (0x02, 4, 1003), (0x10, 0, 0xFFFFFFFF), (0x20, 0, 0xFFFFFFFF))
    assert who(file("a", 0o600), World(lists={"/srv/hr/a": masked})) == {"root", "alice"}
    group = acl(*nobody, (0x08, 4, 1003), (0x10, 4, 0xFFFFFFFF), (0x20, 0, 0xFFFFFFFF))
    assert who(file("a", 0o640), World(lists={"/srv/hr/a": group})) == {"root", "alice", "charlie"}


def test_a_list_of_an_unknown_version_falls_back_to_the_mode() -> None:
    for strange in (b"", b"\x03\0\0\0", acl((0x01, 6, 0))[:-1]):
        assert who(file("a", 0o640), World(lists={"/srv/hr/a": strange})) == {"root", "alice", "bob"}


def test_one_exposure_a_store() -> None:
    files = [file("a", 0o600), file("b", 0o644), file("c.age", 0o640), file("d", 0o600, 1003, store="billing")]
    billing, hr = exposures(files, World())
    assert (billing.store, billing.items, billing.readers, billing.open_to_everyone) == ("billing", 1, 2, 0)
    assert (hr.items, hr.encrypted_items, hr.readers, hr.open_to_everyone) == (3, 1, 4, 1)


def test_a_sealed_file_is_open_to_who_has_the_keys_alone() -> None:
    (seen,) = exposures([file("c.age", 0o644)], World(decided_here=None))
    assert (seen.encrypted_items, seen.readers, seen.open_to_everyone) == (1, 1, 0)


def test_an_encrypted_disk_encrypts_all_and_an_unknown_one_none() -> None:
    files = [file("a", 0o600), file("c.age", 0o600)]
    assert [exposures(files, World(encrypted=state))[0].encrypted_items for state in (True, False, None)] == [
        2,
        1,
        None,
    ]
    assert exposures(files[1:], World(encrypted=None))[0].encrypted_items == 1


@pytest.mark.parametrize("world", [World(known=None), World(decided_here=False), World(decided_here=None)])
def test_what_the_system_does_not_say_is_unknown(world: World) -> None:
    (seen,) = exposures([file("a", 0o600)], world)
    assert seen.readers is None and seen.open_to_everyone is None


def test_one_unknown_file_makes_the_store_unknown() -> None:
    vanished = SeenFile("hr", None, None)
    (seen,) = exposures([file("a", 0o600), vanished, file("b", 0o600)], World())
    assert (seen.items, seen.encrypted_items, seen.readers, seen.open_to_everyone) == (3, None, None, None)
    nobody_knows = replace(file("a", 0o600), facts=ItemFacts(1, 1))
    assert exposures([nobody_knows], World())[0].readers is None


def test_nothing_seen_is_nothing_exposed() -> None:
    assert exposures([], World()) == ()


@given(st.integers(0, 0o777), st.sampled_from([ROOT, ALICE, BOB, CHARLIE, ANYONE]), st.sampled_from([1001, 1003]))
@settings(max_examples=100)
def test_more_rights_never_mean_fewer_readers_of_a_class(mode: int, account: Account, owner: int) -> None:
    if may_read(Rights(mode, owner, HR), account):
        assert may_read(Rights(mode | 0o444, owner, HR), account)


def test_a_password_encrypts_and_says_nothing_of_who_has_it() -> None:
    (seen,) = exposures([file("pay.zip", 0o644)], World())
    assert (seen.encrypted_items, seen.locked, seen.readers, seen.open_to_everyone) == (1, 1, 4, 1)


def test_a_folder_that_the_file_system_encrypts_is_encrypted() -> None:
    lying = replace(file("a", 0o600), path=Path("/srv/closed/a"))
    assert exposures([lying, file("b", 0o600)], World())[0].encrypted_items == 1
    assert exposures([lying], World(encrypted=None))[0].encrypted_items == 1


def test_accounts_that_no_list_names_are_asked_for_once() -> None:
    dora = Account("dora", 70_001, frozenset({70_500}))
    world = World(unlisted=(dora,))
    files = [file(name, 0o640, owner=1001, group=70_500) for name in "abc"]
    (seen,) = exposures(files, world)
    assert seen.readers == 3  # root, alice, and dora by her group
    assert sum(70_500 in groups for _, groups in world.asked) == 1
    assert who(file("d", 0o600, owner=70_001), World(unlisted=(dora,))) == {"root", "dora"}
    assert who(file("d", 0o600, owner=70_002), World(unlisted=(dora,))) == {"root"}  # nobody has that number


def test_what_a_server_decides_is_judged_by_the_list_that_it_hands_on() -> None:
    everyone = Descriptor("S-1-5-32-544", None, (Ace(0, 0, 0x0012_0089, "S-1-1-0"),))
    (seen,) = exposures([file("a", 0o600)], World(decided_here=False, lists_of_windows=everyone))
    assert (seen.readers, seen.open_to_everyone) == (1, 1)
    (seen,) = exposures([file("a", 0o600)], World(known=None, lists_of_windows=everyone))
    assert seen.open_to_everyone == 1
    group = Descriptor(None, None, (Ace(0, 0, 0x0012_0089, "S-1-5-21-1-2-3-1200"),))
    (seen,) = exposures([file("a", 0o600)], World(decided_here=False, lists_of_windows=group))
    assert seen.readers is None and seen.open_to_everyone is None


def test_what_lies_behind_an_address_is_public_as_the_last_scan_saw_it() -> None:
    bucket = remote_of(parse("s3://acme-hr/payroll"), {"public"})
    (seen,) = exposures([SeenFile("b", None, ItemFacts(1, 1), remote=bucket)], World())
    assert (seen.public, seen.readers, seen.where, seen.encrypted_items) == (1, None, "public", None)
    drive = remote_of(parse("microsoft365://acme.example/"), ())
    files = [SeenFile("d", None, ItemFacts(1, 1, acl=LINK + scope), remote=drive) for scope in (b"anonymous", b"users")]
    (seen,) = exposures(files, World())
    assert (seen.public, seen.where, seen.channel) == (1, "public", True)
    (seen,) = exposures(files[1:], World())
    assert (seen.public, seen.where, seen.readers) == (0, "cloud", None)


def test_a_disk_on_the_shelf_is_still_one_that_can_be_carried_away() -> None:
    root = Path("/mnt/stick")
    open_folder = Rights(0o40755, 0, 0)
    then = Surroundings(
        date(2026, 3, 3), root, root, 7, dict.fromkeys((root, *root.parents), open_folder),
        {7: Disk(False, True, is_carried=True)}, (ROOT, ALICE),
    )  # fmt: skip
    lying = SeenFile("stick", root / "pay.csv", ItemFacts(1, 1, 1, 7, stat.S_IFREG | 0o600, 1001, HR), False, then)
    (seen,) = exposures([lying], World())
    assert (seen.where, seen.readers, seen.encrypted_items, seen.seen_on) == ("removable", 2, 0, date(2026, 3, 3))


# --- this system


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="asks the kernel as other accounts")
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o604, 0o044, 0o644, 0o000])
@pytest.mark.parametrize("folder_mode", [0o755, 0o750, 0o700])
def test_the_kernel_agrees(mode: int, folder_mode: int) -> None:
    with tempfile.TemporaryDirectory() as name:  # pytest's own folders are closed to other accounts
        Path(name).chmod(0o755)
        folder = Path(name).resolve() / "hr"
        folder.mkdir()
        path = folder / "a"
        path.write_text("x")
        os.chown(path, 1, 2)
        os.chown(folder, 3, 2)
        path.chmod(mode)
        folder.chmod(folder_mode)
        seen = path.stat()
        facts = ItemFacts(1, 1, seen.st_ino, seen.st_dev, seen.st_mode, seen.st_uid, seen.st_gid)
        readers = readers_of(path, facts, SystemProbe())
        assert readers is not None
        for account in [each for each in SystemProbe().accounts() or () if each.user in (0, 1, 2, 3, 65534)]:
            assert (account in readers) == opens(account, path), account.name


def opens(account: Account, path: Path) -> bool:
    """Whether the kernel lets this account open the file."""
    pid = os.fork()
    if pid == 0:
        try:
            os.setgroups(sorted(account.groups))
            os.setgid(min(account.groups))
            os.setuid(account.user)
            os.close(os.open(path, os.O_RDONLY))
            os._exit(0)
        except PermissionError:
            os._exit(1)
        finally:
            os._exit(9)
    return {0: True, 1: False}[os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])]


def test_this_system_answers(tmp_path: Path) -> None:
    (tmp_path / "a.age").write_bytes(b"age-encryption.org/v1\n-> X25519 x\n")
    (tmp_path / "b").write_bytes(b"")
    probe = SystemProbe()
    assert probe.lock(tmp_path / "a.age") is Lock.SEALED and probe.lock(tmp_path / "b") is Lock.NONE
    assert probe.lock(tmp_path / "absent") is None and probe.lock(tmp_path) is None
    assert probe.lock(tmp_path / "a") is Lock.SEALED  # sealed since it was seen
    assert probe.is_folder_encrypted(tmp_path) in (False, None)
    assert any(each.user == 0 for each in probe.accounts() or ())
