"""What one more file costs does not grow with those that are known: it is looked for by an index, whatever happened to it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from bailee.operations.scan_store import scan_store
from bailee.scanner import Limits
from bailee.store.taken_over import STORES
from world import World

LIMITS = Limits(names="off", ocr="off")
PAY = "Employee: Ann Berg\nSocial Security number: 512-44-{:04}\ne-mail ann@example.org\n"
FEW, MANY = 300, 3_000  # more than are looked at of one size
_HELD = {"scanned_file": "id", "finding": "file_id", "kind_found": "file_id"}  # tables, and what says whose a row is


def multiply(world: World, table: str, file: int, number: int, **changed: str) -> None:
    """Copy the rows of a file, so often; `x` is the number of the copy."""
    from django.db import connections

    with world.alice.transaction(), connections[world.alice.alias].cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE 1 = 0")  # noqa: S608 - names of ours
        changed = {"id": f"id * 1000000 + {number} * 1000 + x", **changed}
        columns = {f'"{column[0]}"': changed.get(column[0], f'"{column[0]}"') for column in cursor.description}
        cursor.execute(
            "WITH RECURSIVE copies (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM copies WHERE x < %s) "  # noqa: S608 - as above
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {', '.join(columns.values())} FROM {table}, copies WHERE {_HELD[table]} = %s",
            (number, file),
        )


def files(world: World) -> dict[str, int]:
    from bailee.store.models import ScannedFile

    with world.alice.reading():
        rows = ScannedFile.objects.using(world.alice.alias).filter(gone_at=None)
        return {row.locator: row.pk for row in rows}


def known(world: World, number: int) -> None:
    """So many more: of sizes that others have, of a size of their own, of the same content."""
    rows = files(world)
    for name, changed in {
        "known/pay.txt": {"size": "size + x", "content_digest": "content_digest || x"},
        "known/alike.txt": {"content_digest": "content_digest || x"},
        "known/same.txt": {},
    }.items():
        file, copy = rows[name], f"file_id * 1000000 + {number} * 1000 + x"
        fingerprint = f"fingerprint || 'of' || {number} || x"
        multiply(world, "scanned_file", file, number, fingerprint=fingerprint, **changed)
        multiply(world, "finding", file, number, ident=f"ident || 'of' || {number} || x", file_id=copy)
        multiply(world, "kind_found", file, number, file_id=copy)


class Steps:
    """Of SQLite's machine, in all statements of a scan."""

    def __init__(self, world: World, share: Path) -> None:
        from django.db import connections

        self.world, self.share, self.rounds = world, share, 0
        self.connection = connections[world.alice.alias]

    def of(self, number: int) -> int:
        """Of a scan before which so many files came new, were copied, changed, moved and removed."""
        self.prepare(number)
        taken = [0]

        def count() -> int:
            taken[0] += 1
            return 0

        self.connection.ensure_connection()
        self.connection.connection.set_progress_handler(count, 1)
        scan_store(self.world.alice, [self.share], limits=LIMITS, jobs=1)
        self.connection.connection.set_progress_handler(None, 1)
        return taken[0]

    def prepare(self, number: int) -> None:
        self.rounds += 1
        old, new = self.share / "old", self.share / "new" / str(self.rounds)
        texts = {f"{deed}{each}": deed for each in range(number) for deed in ("changed", "moved", "removed")}
        for place, name in enumerate(texts):
            (old / f"{name}.txt").write_text(PAY.format(1000 * self.rounds + place) + "." * place)
        scan_store(self.world.alice, [self.share], limits=LIMITS, jobs=1)
        new.mkdir(parents=True)
        for each in range(number):
            (old / f"changed{each}.txt").write_text(PAY.format(7000 + 100 * self.rounds + each))
            (old / f"moved{each}.txt").rename(new / f"moved{each}.txt")
            (old / f"removed{each}.txt").unlink()
            (new / f"text{each}.txt").write_text("-" * (5_000 + each))
            (new / f"alike{each}.txt").write_text(
                (self.share / "known" / "alike.txt").read_text().replace("Ann", f"A{each:02}")
            )
            for name in ("pay", "same"):
                shutil.copy(self.share / "known" / f"{name}.txt", new / f"{name}{each}.txt")


@pytest.fixture
def share(world: World, tmp_path: Path) -> Path:
    place = tmp_path / "share"
    for folder in ("known", "old", "new"):  # of each a data store is made
        (place / folder).mkdir(parents=True)
    (place / "new" / "first.txt").write_text("first")
    for number, name in enumerate(("pay", "alike", "same")):
        (place / "known" / f"{name}.txt").write_text(PAY.format(3000 + number) + "=" * 40 * (number + 1))
    scan_store(world.alice, [place], limits=LIMITS, jobs=1)
    return place


@pytest.mark.parametrize("stands_on", ["sqlite"], indirect=True)
def test_what_a_file_costs_does_not_grow_with_those_that_are_known(world: World, share: Path) -> None:
    steps = Steps(world, share)
    costs = {}
    for number in (FEW, MANY):
        known(world, number)
        one, several = steps.of(1), steps.of(4)
        costs[number] = several - one  # a scan as a whole counts what there is, however many are new
    assert costs[FEW] > 0
    assert costs[MANY] < costs[FEW] + MANY, costs  # to look at each known one once is more


def in_stores(world: World, number: int) -> None:
    file = files(world)["known/pay.txt"]
    multiply(world, "scanned_file", file, number, fingerprint="fingerprint || x", store="store || x", size="size + x")


@pytest.mark.parametrize(("stores", "read"), [(STORES - 2, 0), (STORES + 1, 1)])
def test_a_copy_is_known_beside_as_many_data_stores_as_an_index_is_asked_for(
    world: World, share: Path, opened: list[str], stores: int, read: int
) -> None:
    in_stores(world, stores)
    opened.clear()
    shutil.copy(share / "known" / "pay.txt", share / "old" / "copy.txt")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    assert len(opened) == read


def test_a_copy_is_known_beside_many_of_the_same_content(world: World, share: Path, opened: list[str]) -> None:
    file = files(world)["known/same.txt"]
    multiply(world, "scanned_file", file, 300, fingerprint="fingerprint || x")
    opened.clear()
    shutil.copy(share / "known" / "same.txt", share / "old" / "copy.txt")
    scan_store(world.alice, [share], limits=LIMITS, jobs=1)
    held = [f for f in world.alice.findings() if f.finding.locator.item == "old/copy.txt"]
    assert opened == [] and held
