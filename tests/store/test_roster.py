"""The roster in the store: kept encrypted, its history appended, nobody ended unasked; people found are met with it."""

from __future__ import annotations

import os
import time
from datetime import date
from pathlib import Path

import pytest

from bailee.cli.worker import chores
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.count_people import count_people, count_whole
from bailee.operations.declare_roster import Gone, declare_roster, end_person, plan_roster
from bailee.operations.keep_list import HOUR, MOST, drop_list, forget_lists, keep_list, kept_list
from bailee.operations.scan_store import scan_store
from bailee.rosters import Wanted
from bailee.vocabulary import SubjectCategory
from world import World

EMPLOYEE, CUSTOMER = SubjectCategory.EMPLOYEE, SubjectCategory.CUSTOMER
TODAY = date(2026, 11, 25)
STAFF = "No,Name,E-mail,Hired\n1,Pat Doe,pat.doe@example.org,2020-02-01\n2,Kim Roe,kim.roe@example.org,2021-03-15\n"


def declared(world: World, folder: Path, text: str, **how: object) -> None:
    (folder / "staff.csv").write_text(text)
    declare_roster(world.alice, folder / "staff.csv", EMPLOYEE, **how)  # type: ignore[arg-type]


def test_a_list_again_marks_who_is_missing_and_ends_nobody_unasked(world: World, tmp_path: Path) -> None:
    declared(world, tmp_path, STAFF)
    declared(world, tmp_path, STAFF.replace("2,Kim Roe,kim.roe@example.org,2021-03-15\n", "3,Cy Fox,cy@example.org,\n"))
    people = {each.name: each for each in world.alice.roster()}
    assert set(people) == {"Pat Doe", "Kim Roe", "Cy Fox"}
    assert people["Kim Roe"].missing_since and not people["Kim Roe"].left_on
    declared(world, tmp_path, STAFF, gone=Gone.PART)
    assert not any(each.missing_since for each in world.alice.roster())
    declared(world, tmp_path, STAFF, gone=Gone.ENDED, left_on=date(2026, 10, 31))
    assert {each.name for each in world.alice.roster()} == {"Pat Doe", "Kim Roe"}
    acts = [each.act for each in world.alice.roster_changes(people["Kim Roe"].ident)]
    assert acts == ["added", "missing", "returned"]


def test_whoever_left_and_is_listed_again_is_who_they_were(world: World, tmp_path: Path) -> None:
    declared(world, tmp_path, STAFF)
    ident = end_person(world.alice, "kim.roe@example.org").ident
    assert len(world.alice.roster()) == 1
    declared(world, tmp_path, STAFF)
    assert ident in {each.ident for each in world.alice.roster()}
    with pytest.raises(InvalidInput, match="nobody on the roster"):
        end_person(world.alice, "nobody@example.org")


def test_nothing_is_half_imported(world: World, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="nothing was imported"):
        declared(world, tmp_path, STAFF + "3,=1+1,x@example.org,\n")
    assert world.alice.roster() == ()
    declared(world, tmp_path, STAFF + "3,=1+1,x@example.org,\n", wanted=Wanted(TODAY, leave_out=True))
    assert len(world.alice.roster()) == 2


def test_a_person_in_two_categories_is_said_and_kept(world: World, tmp_path: Path) -> None:
    declared(world, tmp_path, STAFF)
    planned = plan_roster(world.alice, STAFF.encode(), "customers.csv", CUSTOMER, Wanted(TODAY))
    assert planned.new == 2 and any("as employee, too" in note and "line 2" in note for note in planned.notes)


def test_who_may_not_declare_neither_reads_a_list_nor_ends_anybody(world: World, tmp_path: Path) -> None:
    declared(world, tmp_path, STAFF)
    with pytest.raises(NotAllowed):
        end_person(world.bob, "pat.doe@example.org")
    with pytest.raises(NotAllowed):
        keep_list(world.bob, STAFF.encode(), "staff.csv")
    assert len(world.alice.roster()) == 2


def test_a_list_waits_encrypted_and_for_its_own_organisation_alone(world: World) -> None:
    token = keep_list(world.alice, STAFF.encode(), "staff.csv")
    lying = b"".join(path.read_bytes() for path in (world.home / "lists").rglob("*.list"))
    assert lying and b"Pat" not in lying
    assert kept_list(world.alice, token) == (STAFF.encode(), "staff.csv")
    for other, asked in ((world.charlie, token), (world.alice, "../../x"), (world.alice, "0" * 32)):
        with pytest.raises(InvalidInput):
            kept_list(other, asked)
    drop_list(world.alice, token)
    with pytest.raises(InvalidInput):
        kept_list(world.alice, token)


def test_lists_that_nobody_comes_back_for_do_not_fill_the_disk(world: World) -> None:
    tokens = [keep_list(world.alice, STAFF.encode(), f"{number}.csv") for number in range(MOST + 3)]
    assert len(list((world.home / "lists").rglob("*.list"))) == MOST
    assert kept_list(world.alice, tokens[-1])[1] == f"{MOST + 2}.csv"
    hour_ago = time.time() - HOUR - 1
    for path in [path for path in (world.home / "lists").rglob("*.list") if path.stem != tokens[-1]]:
        os.utime(path, (hour_ago, hour_ago))
    assert forget_lists(world.home) == MOST - 1 and forget_lists in chores()  # without another list
    assert kept_list(world.alice, tokens[-1])
    assert len(list((world.home / "lists").rglob("*.list"))) == 1


def test_people_found_are_met_with_the_roster(world: World, tmp_path: Path) -> None:
    share = tmp_path / "share"
    (share / "hr").mkdir(parents=True)
    (share / "hr" / "pay.csv").write_text(
        "name,ssn,e-mail\nPat Doe,512-44-7313,pat.doe@example.org\nZed Quill,512-44-7314,zed.quill@example.org\n"
    )
    declared(world, tmp_path, STAFF)
    scan_store(world.alice, [share])
    counted = count_people(world.alice)
    (standing,) = counted.standings
    assert (standing.listed, standing.found, standing.never) == (2, 1, 1)
    assert sum(each.people.high for each in counted.unknown) >= 1
    whole, stores = count_whole(world.alice)
    assert (whole.low, whole.high) == (counted.everybody.low, counted.everybody.high)
    assert [store for store, _ in stores] == [store for store, _ in counted.stores]


@pytest.mark.parametrize("people", [2_000])
def test_a_long_list_is_read_at_once(world: World, tmp_path: Path, people: int) -> None:
    rows = "".join(f"{n},Pat{chr(97 + n % 26)} Doe{n},p{n}@example.org,2020-01-0{1 + n % 9}\n" for n in range(people))
    declared(world, tmp_path, "No,Name,E-mail,Hired\n" + rows)
    assert world.alice.roster_counts() == {EMPLOYEE: people}
    page = world.alice.roster_page(EMPLOYEE, start=people - 5, count=100)
    assert len(page) == 5
