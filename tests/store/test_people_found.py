"""What is found of people comes out of both databases alike: the same values with the same forms, in the same order, and so the
same ranges, though each gathers the forms of a finding in its own way."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count, groupby
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Any

import pytest

from bailee.findings import Finding
from bailee.items import ItemFacts
from bailee.keys import fingerprint
from bailee.operations.back_up import back_up
from bailee.operations.count_people import count_people, count_whole, met_shape, shape
from bailee.operations.open_store import open_store
from bailee.operations.restore import restore
from bailee.operations.scan_store import scan_store
from bailee.scanner import Event, ItemRead, ScanKeys
from bailee.store import database
from bailee.store.workspace import Workspace
from bailee.vocabulary import Confidence, Locator, SubjectCategory
from people.population import Company
from simulators import postgres_store
from world import World

_NUMBERS = count()


def scanned(company: Company) -> Any:
    """A scanner that finds what a company's documents mention; every hundredth value is only possible."""

    def scan(place: Path, keys: ScanKeys, _known: Any) -> Iterator[Event]:
        key = keys.fingerprint_key
        for item, mentions in groupby(sorted(company.mentions, key=attrgetter("item")), attrgetter("item")):
            path = f"{str(item).partition(' ')[0]}/{item}.txt"
            for each in mentions:
                yield Finding(
                    fingerprint(key, "finding", f"{path} {each.position}"), Locator((path,)), each.detector, each.category,
                    SubjectCategory.PERSON, each.position, 1,
                    Confidence.POSSIBLE if each.position % 100 == 99 else Confidence.LIKELY, 0.9,
                    fingerprint(key, each.detector, each.fingerprint),
                    tuple((form, fingerprint(key, form, value)) for form, value in reversed(each.forms)),
                    fingerprint(key, "group", each.group)[:16], attributes=each.attributes,
                )  # fmt: skip
            yield ItemRead(Locator((path,)), ItemFacts(100, 1_700_000_000_000_000_000), "text/plain")

    return scan


@pytest.fixture
def company(world: World, tmp_path: Path) -> Company:
    made = Company(Random(8), 60, reads=0.95)
    (tmp_path / "share").mkdir()
    scan_store(world.alice, [tmp_path / "share"], scanner=scanned(made))
    return made


@pytest.fixture
def moved(
    world: World, company: Company, stands_on: str, cluster: postgres_store.Cluster, tmp_path: Path
) -> Iterator[Workspace]:
    """The same store on the other database, keys and all."""
    back_up(world.home, tmp_path / "b.bailee", passphrase="correct horse")
    home = tmp_path / "other"
    if stands_on == "sqlite":
        postgres_store.stand_on(home, cluster, f"people_{next(_NUMBERS)}")
    restore(tmp_path / "b.bailee", home, passphrase="correct horse")
    yield open_store(home, organisation=world.alice.organisation, member="alice")
    database.disconnect(home)


def seen(workspace: Workspace) -> list[tuple[Any, ...]]:
    found: list[tuple[Any, ...]] = []
    for each in workspace.inventory().sightings():
        value = each.value
        found.append((value.key, value.forms, value.attributes, each.group, each.position, each.file, each.segments))
    return found


def test_both_databases_tell_the_same_in_the_same_order(world: World, moved: Workspace) -> None:
    told = seen(world.alice)
    assert told == seen(moved)
    assert len(told) > 1_000 and any(len(forms) == 4 for _, forms, *_ in told)
    assert all(list(forms) == sorted(forms) for _, forms, *_ in told)


def test_so_the_ranges_are_the_same_and_hold_the_truth(world: World, company: Company, moved: Workspace) -> None:
    here, there = count_people(world.alice), count_people(moved)
    assert shape(here) == shape(there) and met_shape(here.meeting) == met_shape(there.meeting)
    assert count_whole(world.alice) == count_whole(moved)
    numbers = [each.people for each in here.holdings if each.category == "social-security-number"]
    assert len(numbers) == 1 and numbers[0].low <= len(company.mentioned["social-security-number"]) <= numbers[0].high


def test_one_value_is_one_object_however_often_its_forms_come_in_another_order(world: World, company: Company) -> None:
    values = [each.value for each in world.alice.inventory().sightings()]
    assert len(set(map(id, values))) == len({(value.key, value.forms, value.attributes) for value in values})
