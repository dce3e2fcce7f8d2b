"""A store that an earlier bailee left is brought up to date with all that is in it (tests/samples/stores, by update/stores.py)."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from bailee.operations.back_up import back_up
from bailee.operations.open_store import open_store
from bailee.operations.restore import restore
from bailee.operations.rotate_keys import Key, rotate
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import database
from simulators import postgres_store

pytestmark = pytest.mark.usefixtures("cheap_passphrases")

STORES = sorted((Path(__file__).parents[1] / "samples" / "stores").glob("*.tar.gz"))


def unpacked(file: Path, home: Path) -> dict[str, object]:
    home.mkdir(mode=0o700)
    subprocess.run(["tar", "-xzf", file, "-C", home], check=True)  # tarfile's filters came with Python 3.11.4
    for path in home.rglob("*"):
        path.chmod(0o700 if path.is_dir() else 0o600)
    told: dict[str, object] = json.loads((home / "expected.json").read_text())
    return told


def check(home: Path, expected: dict[str, object]) -> None:
    workspace = open_store(home)
    found = workspace.findings(dismissed=None, exact_locators=True)
    assert sorted([each.finding.detector, each.finding.ident] for each in found) == expected["findings"]
    assert [each.finding.ident for each in found if each.is_dismissed] == [expected["dismissed"]]
    assert {each.finding.locator.segments[0] for each in found} == {"hr/staff.csv", "mail/note.txt"}
    assert workspace.facts()["has_cctv"] is True and [each.name for each in workspace.roster()] == ["Jo Poe"]
    assert [str(place.path) for place in workspace.places()] == [expected["place"]]
    assert len(workspace.evidence()[0]) >= int(str(expected["records"]))
    workspace.set_fact("has_cctv", False)
    assert verify_evidence(home).broken == ()
    database.disconnect(home)


@pytest.fixture
def stands_on() -> str:
    return "sqlite"


def test_there_is_one_of_each_state_that_stores_were_left_in() -> None:
    assert len(STORES) >= 8


def named(file: Path) -> str:
    return file.name[:4]


# what the first store goes through, those of between go through from where they are
BETWEEN = [pytest.param(file, marks=pytest.mark.proof) for file in STORES[1:-1]]


@pytest.mark.parametrize("file", [STORES[0], *BETWEEN, STORES[-1]], ids=named)
def test_it_is_brought_up_to_date_with_all_that_is_in_it(file: Path, tmp_path: Path) -> None:
    expected = unpacked(file, tmp_path / "home")
    check(tmp_path / "home", expected)


@pytest.mark.parametrize("file", [pytest.param(STORES[0], marks=pytest.mark.proof), STORES[-1]], ids=named)
def test_it_moves_to_postgresql_and_its_fingerprints_are_rekeyed(
    file: Path, tmp_path: Path, cluster: postgres_store.Cluster
) -> None:
    expected = unpacked(file, tmp_path / "home")
    back_up(tmp_path / "home", tmp_path / "b.bailee", passphrase="correct horse battery")
    postgres_store.stand_on(tmp_path / "again", cluster, f"earlier_{file.name[:4]}")
    restore(tmp_path / "b.bailee", tmp_path / "again", passphrase="correct horse battery")
    check(tmp_path / "again", expected)
    rotate(open_store(tmp_path / "again"), Key.FINGERPRINT)
    after = open_store(tmp_path / "again")
    assert len(after.findings(dismissed=True)) == 1 and after.keys.for_scanner().recipient
    assert len(after.findings(dismissed=None)) == len(expected["findings"])  # type: ignore[arg-type]
    after.close()
