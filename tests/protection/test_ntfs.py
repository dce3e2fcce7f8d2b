"""Access lists of NTFS: read as they are published, judged as MS-DTYP 2.5.3.2 judges; nothing is guessed of what is broken."""

from __future__ import annotations

import struct
from typing import Any

import descriptors as made
import pytest
from descriptors import ADMINS, ALLOW, ANN, BO, DENY, DOMAIN, EVERYONE, FULL, HR, MODIFY, READ, STAFF, SYSTEM, USERS
from hypothesis import given
from hypothesis import strategies as st

from bailee.protection.accounts import ANYONE
from bailee.protection.directories import Directory, Winbind, WindowsShell
from bailee.protection.ntfs import Malformed, in_samba, may, name_of, parse
from bailee.protection.windows_readers import readers_of_descriptor

# What Windows itself puts down for who may list sessions (HKLM\…\LanmanServer\DefaultSecurity\SrvsvcSessionInfo)
SESSIONS = bytes.fromhex(
    "010004801400000020000000000000002c000000010100000000000512000000010100000000000512000000"
    "02008c00060000000000"
    "1400ff011f00010100000000000503000000"
    "00001400ff011f00010100000000000504000000"
    "00001400ff011f00010100000000000506000000"
    "0000180013000f00010200000000000520000000200200000000180013000f0001020000000000052000000023020000"
    "0000180013000f00010200000000000520000000250200 00".replace(" ", "")
)


def test_a_descriptor_of_windows_itself() -> None:
    told = parse(SESSIONS)
    assert (told.owner, told.group) == ("S-1-5-18", "S-1-5-18")
    assert [(ace.sid, hex(ace.mask)) for ace in told.dacl or ()] == [
        ("S-1-5-3", "0x1f01ff"),
        ("S-1-5-4", "0x1f01ff"),
        ("S-1-5-6", "0x1f01ff"),
        ("S-1-5-32-544", "0xf0013"),
        ("S-1-5-32-547", "0xf0013"),
        ("S-1-5-32-549", "0xf0013"),
    ]


def test_the_example_of_microsofts_page_on_descriptor_strings() -> None:
    # O:AOG:DAD:(A;;RPWPCCDCLCSWRCWDWOGA;;;S-1-0-0) is given there as: one entry, allowed, mask 0x100e003f, S-1-0-0
    told = parse(made.descriptor(made.ace(ALLOW, "S-1-0-0", 0x100E_003F), owner="S-1-5-32-548", group=f"{DOMAIN}-512"))
    assert (name_of(told.owner or ""), name_of(told.group or "")) == ("Account Operators", "Domain Admins")
    (only,) = told.dacl or ()
    assert name_of(only.sid) == "Nobody" and only.mask == 0x000E_003F | 0x001F_01FF  # "generic all" as a file has it


@pytest.mark.parametrize(
    ("aces", "token", "opens"),
    [
        ([(ALLOW, EVERYONE, READ)], {EVERYONE}, True),
        ([(ALLOW, ADMINS, FULL)], {EVERYONE, ANN}, False),
        ([], {EVERYONE}, False),  # a list without an entry lets nobody in
        ([(DENY, ANN, READ), (ALLOW, EVERYONE, READ)], {ANN, EVERYONE}, False),
        ([(ALLOW, EVERYONE, READ), (DENY, ANN, READ)], {ANN, EVERYONE}, True),  # the order counts
        ([(DENY, HR, 2), (ALLOW, ANN, READ)], {ANN, HR}, True),  # of writing, and it is reading that is asked
        ([(ALLOW, HR, 0x8000_0000)], {ANN, HR}, True),  # generic read
        ([(ALLOW, HR, 0x2000_0000)], {ANN, HR}, False),  # generic execute is none
        ([(ALLOW, HR, MODIFY, 0x08)], {ANN, HR}, False),  # only for what will be made below
        ([(ALLOW, HR, MODIFY, 0x13)], {ANN, HR}, True),  # inherited, and handed on
        ([(17, EVERYONE, FULL)], {EVERYONE}, False),  # an integrity label is no right
    ],
)
def test_entries_in_their_order(aces: list[Any], token: set[str], opens: bool) -> None:
    told = parse(made.descriptor(*(made.ace(kind, whom, mask, *flags) for kind, whom, mask, *flags in aces)))
    assert may(told, token) is opens


def test_without_a_list_everybody_may_everything_and_an_owner_reads_the_list_alone() -> None:
    assert may(parse(made.descriptor(has_list=False)), {EVERYONE})
    owned = parse(made.descriptor(owner=ANN))
    assert may(owned, {ANN}, 0x0002_0000) and not may(owned, {ANN})
    tied = parse(made.descriptor(made.ace(ALLOW, "S-1-3-4", 0), owner=ANN))
    assert not may(tied, {ANN}, 0x0002_0000)  # an entry for Owner Rights, and the owner has those alone
    given = parse(made.descriptor(made.ace(ALLOW, "S-1-3-4", READ), owner=ANN))
    assert may(given, {ANN}) and not may(given, {BO})


def test_an_entry_for_a_kind_of_object_is_read_past_its_idents() -> None:
    guid = bytes(range(16))
    for flags, extra in ((0, b""), (1, guid), (2, guid), (3, guid * 2)):
        entry = made.ace(made.ALLOW_OBJECT, HR, READ, extra=struct.pack("<I", flags) + extra)
        assert parse(made.descriptor(entry)).dacl[0].sid == HR  # type: ignore[index] # it has a list


@pytest.mark.parametrize("at", [0, 3, 4, 16, 17])
def test_what_is_broken_is_refused(at: int) -> None:
    good = bytearray(made.descriptor(made.ace(ALLOW, HR, READ)))
    good[at] = 0xFF
    if at == 3:
        good[at] = 0x00  # not self-relative: its places would be addresses in memory
    with pytest.raises(Malformed):
        parse(bytes(good))


def test_a_cut_one_is_refused_wherever_it_is_cut() -> None:
    good = made.descriptor(made.ace(ALLOW, HR, READ), made.ace(ALLOW, ANN, READ))
    for length in range(len(good)):
        with pytest.raises(Malformed):
            parse(good[:length])


@given(st.binary(max_size=300))
def test_whatever_stands_there_it_is_a_descriptor_or_refused(data: bytes) -> None:
    for start in (data, b"\x01\x00\x04\x80" + data):
        try:
            parse(start)
        except Malformed:
            continue


def test_samba_keeps_it_behind_a_head_of_its_own() -> None:
    plain = made.descriptor(made.ace(ALLOW, HR, READ), owner=ANN)
    assert in_samba(made.in_samba(plain)) == parse(plain)
    framed = made.in_samba(b"")
    start = len(framed)
    moved = bytearray(plain)  # the kernel's own server counts from the first byte of all
    for at in (4, 8, 16):
        moved[at : at + 4] = struct.pack("<I", struct.unpack_from("<I", plain, at)[0] + start)
    assert in_samba(framed + bytes(moved)) == parse(plain)
    for wrong in (b"", b"\x09\x00" + bytes(40), framed):
        with pytest.raises(Malformed):
            in_samba(wrong)


# --- who that is


def readers(*aces: bytes, directory: Directory | None = None) -> set[str] | None:
    told = readers_of_descriptor(parse(made.descriptor(*aces)), directory or Directory())
    return None if told is None else {each.name for each in told}


def test_a_right_of_everybodys_needs_no_directory() -> None:
    for whom in (EVERYONE, USERS, "S-1-5-11", f"{DOMAIN}-513"):
        told = readers_of_descriptor(parse(made.descriptor(made.ace(ALLOW, whom, READ))), Directory())
        assert told is not None and ANYONE in told


def test_a_group_that_nobody_tells_of_makes_it_unknown() -> None:
    assert readers(made.ace(ALLOW, HR, READ)) is None
    assert readers(made.ace(ALLOW, ADMINS, FULL)) is None
    assert readers(made.ace(ALLOW, HR, 2), made.ace(ALLOW, SYSTEM, FULL)) == {"SYSTEM"}  # it may write, not read


def test_groups_in_groups_are_resolved_and_denials_count_for_who_is_in_them() -> None:
    directory = Directory({STAFF: (HR, BO), HR: (ANN, STAFF)}, {ANN: "ACME\\ann", BO: "ACME\\bo"}, {ANN, BO})
    assert readers(made.ace(ALLOW, STAFF, READ), directory=directory) == {"ACME\\ann", "ACME\\bo"}
    assert readers(made.ace(ALLOW, HR, READ), directory=Directory({HR: (ANN,)}, users={ANN})) == {ANN}
    both = made.ace(DENY, HR, READ), made.ace(ALLOW, STAFF, READ)
    apart = Directory({STAFF: (ANN, BO), HR: (ANN,)}, {ANN: "ann", BO: "bo"}, {ANN, BO})
    assert readers(*both, directory=apart) == {"bo"}


def test_a_condition_makes_it_unknown() -> None:
    assert readers(made.ace(made.ALLOW_CALLBACK, EVERYONE, READ, extra=b"")) is None


def test_winbind_is_asked_once_and_groups_are_told_from_people() -> None:
    asked: list[list[str]] = []
    says = {
        ("--sid-to-name", HR): "ACME\\hr 2\n",
        ("--group-info", "ACME\\hr"): "ACME\\hr:x:70001:ACME\\ann,ACME\\bo\n",
        ("--name-to-sid", "ACME\\ann"): f"{ANN} SID_USER (1)\n",
        ("--name-to-sid", "ACME\\bo"): f"{BO} SID_USER (1)\n",
        ("--sid-to-name", ANN): "ACME\\ann 1\n",
        ("--sid-to-name", BO): "ACME\\bo 1\n",
    }

    def run(command: list[str]) -> str:
        asked.append(command)
        return says.get((command[1], command[2]), "")

    directory = Winbind(run=run)
    for _ in range(2):
        assert readers(made.ace(ALLOW, HR, READ), directory=directory) == {"ACME\\ann", "ACME\\bo"}
    assert len(asked) == len({tuple(command) for command in asked}) == 7  # the owner, too
    assert Winbind(run=lambda command: "").people(HR) is None


def test_windows_is_asked_by_sid_alone() -> None:
    said: list[str] = []

    def run(command: list[str]) -> str:
        said.append(command[-1])
        if "Get-LocalGroupMember" in command[-1] and ADMINS in command[-1]:
            return f'[{{"sid":"{ANN}","kind":"User"}},{{"sid":"{HR}","kind":"Group"}}]'
        if "Get-LocalGroupMember" in command[-1] and HR in command[-1]:
            return f'{{"sid":"{BO}","kind":"User"}}'
        return ""

    directory = WindowsShell(run=run)
    assert directory.people(ADMINS) == frozenset({ANN, BO})
    directory.members("S-1-5-32-544'; Remove-Item C:\\ -Recurse; '")
    assert not any("Remove-Item" in each for each in said)
