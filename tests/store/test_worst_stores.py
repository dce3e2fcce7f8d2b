"""The worst store is the one where the worst lies: kinds of record count, not only the values in them."""

from __future__ import annotations

from pathlib import Path

from bailee.operations.list_stores import list_stores
from bailee.operations.scan_store import scan_store
from bailee.store.rows.base import now
from bailee.vocabulary import Severity
from world import World

RESULT = """DRUG TEST RESULT
Donor name: Pat Doe
Specimen ID: 2291
Collection date: 03/02/2026
Amphetamines: NEGATIVE
Marijuana metabolites: POSITIVE
Medical Review Officer: Dr. L. Hahn
Verified result: POSITIVE
"""


def test_a_store_that_holds_a_drug_test_stands_above_one_with_addresses(world: World, tmp_path: Path) -> None:
    share = tmp_path / "share"
    (share / "office").mkdir(parents=True)
    (share / "hr").mkdir()
    (share / "office" / "mail.csv").write_text("".join(f"person{n}@example.com\n" for n in range(40)))
    before = now()
    scan_store(world.alice, [share])
    (share / "hr" / "pat.txt").write_text(RESULT)
    between = now()
    scan_store(world.alice, [share])
    first, *others = list_stores(world.alice)
    assert first.name == "share/hr" and first.severity is Severity.SEVERE and "Drug and alcohol tests" in first.worst
    assert [each.name for each in others] == ["share/office"]
    assert world.alice.records_by_store(before) == {} == world.alice.records_by_store(between)
    (share / "hr" / "pat.txt").unlink()
    scan_store(world.alice, [share])
    assert not any("Drug and alcohol tests" in each.worst for each in list_stores(world.alice))
