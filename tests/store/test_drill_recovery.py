"""The calendar asks for a drill; the key in hand opens a sealed canary and sealed files, or the drill failed and says what to do."""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

import pytest
from pyrage import x25519

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.keys.recovery import recovery_files
from bailee.operations import drill_recovery
from bailee.operations.drill_recovery import drill
from bailee.operations.know_recovery import recovery_seen
from bailee.operations.make_recovery_kit import make_recovery_kit
from bailee.operations.protect_files import apply, propose, undo
from bailee.operations.recover import identity_in
from bailee.operations.rewrap_files import rewrap_files
from bailee.operations.rotate_keys import Key, rotate
from bailee.operations.show_keys import show_keys
from bailee.store.workspace import Workspace
from bailee.tasks.plans import plan
from bailee.tasks.proofs import prove
from bailee.tasks.sight import RecoverySeen, Sight
from world import World


def page(workspace: Workspace) -> str:
    """The recovery key in use, as it was written."""
    mark = workspace.keys.recovery_recipient
    return next(identity_in(path) for path in recovery_files(workspace.home) if mark in path.read_text())


def sealed(workspace: Workspace, folder: Path, *names: str) -> list[Path]:
    folder.mkdir(exist_ok=True)
    paths = []
    for name in names:
        (folder / name).write_bytes(b"name,ssn\n" * 2_000 + name.encode())
        paths.append(folder / name)
    done = list(apply(workspace, propose(workspace, paths)))
    assert {each.state for each in done} == {"sealed"}
    return paths


def records(workspace: Workspace, start: str) -> list[str]:
    return [row.action for row in workspace.evidence()[0] if row.action.startswith(start)]


def test_the_key_opens_a_canary_and_sealed_files(world: World, tmp_path: Path) -> None:
    sealed(world.alice, tmp_path / "hr", "a.csv", "b.csv", "c.csv", "d.csv")
    done = drill(world.alice, page(world.alice))
    assert done.readable == 4 and 2 <= done.opened <= 3 and done.of_another == 0
    assert done.by.startswith("age ") if shutil.which("age") else done.by == "pyrage"
    assert records(world.alice, "recovery-drill") == ["recovery-drilled"]
    (canary,) = (world.home / "protection").glob("*.canary.age")
    before = canary.read_bytes()
    drill(world.alice, page(world.alice))
    assert canary.read_bytes() == before  # the older it is, the more it proves


def test_without_the_stock_program_the_library_opens_the_same(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sealed(world.alice, tmp_path / "hr", "a.csv")
    monkeypatch.setattr(drill_recovery.shutil, "which", lambda _: None)
    done = drill(world.alice, page(world.alice))
    assert (done.by, done.opened) == ("pyrage", 1)


def test_another_key_fails_and_the_log_and_the_calendar_say_so(world: World, tmp_path: Path) -> None:
    sealed(world.alice, tmp_path / "hr", "a.csv")
    drill(world.alice, page(world.alice))
    with pytest.raises(InvalidInput, match="not the recovery key in use") as caught:
        drill(world.alice, str(x25519.Identity.generate()))
    assert "rotate recovery" in caught.value.hint
    seen = recovery_seen(world.alice)
    assert seen is not None and seen.failed_on and seen.drilled_on
    assert records(world.alice, "recovery-drill") == ["recovery-drilled", "recovery-drill-failed"]
    drill(world.alice, page(world.alice))
    seen = recovery_seen(world.alice)
    assert seen is not None and seen.failed_on is None


@pytest.mark.parametrize("fault", ["canary", "file"])
def test_a_sealed_file_that_does_not_open_is_a_failed_drill(world: World, tmp_path: Path, fault: str) -> None:
    (path,) = sealed(world.alice, tmp_path / "hr", "a.csv")
    drill(world.alice, page(world.alice))
    there = next((world.home / "protection").glob("*.canary.age")) if fault == "canary" else path.with_name("a.csv.age")
    content = there.read_bytes()
    there.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    with pytest.raises(CannotRead, match="did not open"):
        drill(world.alice, page(world.alice))
    assert records(world.alice, "recovery-drill")[-1] == "recovery-drill-failed"


def test_after_a_new_recovery_key_files_are_wrapped_for_it_and_the_drill_shows_it(world: World, tmp_path: Path) -> None:
    (path,) = sealed(world.alice, tmp_path / "hr", "a.csv")
    before = path.with_name("a.csv.age").read_bytes()
    old = page(world.alice)
    drill(world.alice, old)
    rotate(world.alice, Key.RECOVERY)
    with pytest.raises(InvalidInput):
        drill(world.alice, old)
    done = drill(world.alice, page(world.alice))
    assert (done.readable, done.of_another) == (0, 1)
    (outcome,) = rewrap_files(world.alice)
    assert outcome.state == "in-place" and outcome.written < 1_000
    after = path.with_name("a.csv.age").read_bytes()
    assert after[outcome.written :] == before[outcome.written :] and after != before
    done = drill(world.alice, page(world.alice))
    assert (done.readable, done.of_another) == (1, 0)
    assert [each.state for each in undo(world.alice, [path])] == ["undone"] and path.read_bytes().endswith(b"a.csv")
    assert records(world.alice, "sealed-files") == ["sealed-files-rewrapped"]


def test_only_whoever_manages_keys_drills(world: World) -> None:
    for act in (lambda: drill(world.bob, page(world.alice)), lambda: list(rewrap_files(world.bob))):
        with pytest.raises(NotAllowed):
            act()


def test_the_calendar_asks_from_the_first_sealed_file_or_printed_page_on(world: World, tmp_path: Path) -> None:
    assert recovery_seen(world.alice) is None and show_keys(world.alice).drill_due_on is None
    make_recovery_kit(world.alice, tmp_path / "kit.pdf", keeper="Dana")
    standing = show_keys(world.alice)
    assert standing.is_drill_due and standing.kits[0][1] == "Dana"
    assert standing.drill_due_on == standing.kits[0][0] + timedelta(days=30)
    drill(world.alice, page(world.alice))
    standing = show_keys(world.alice)
    assert not standing.is_drill_due and standing.drilled_on == standing.kits[0][0]


@pytest.mark.parametrize(
    ("on", "seen", "due", "holds"),
    [
        (date(2026, 1, 10), RecoverySeen(date(2026, 1, 1)), date(2026, 1, 31), False),
        (date(2026, 3, 1), RecoverySeen(date(2026, 1, 1), date(2026, 2, 1)), date(2026, 8, 1), True),
        (date(2026, 7, 1), RecoverySeen(date(2026, 1, 1), date(2026, 2, 1)), date(2026, 8, 1), True),
        (date(2026, 7, 2), RecoverySeen(date(2026, 1, 1), date(2026, 2, 1)), date(2026, 8, 1), False),
        (
            date(2026, 3, 1),
            RecoverySeen(date(2026, 1, 1), date(2026, 2, 1), date(2026, 2, 20)),
            date(2026, 8, 1),
            False,
        ),
    ],
)
def test_the_task_has_a_day_and_closes_by_what_was_drilled(
    on: date, seen: RecoverySeen, due: date, holds: bool
) -> None:
    sight = Sight(on, recovery=seen)
    (task,) = plan((), sight)
    assert task.ident == "drill-recovery-key" and task.due is not None and task.due.on == due
    proof = prove(task, sight)
    assert proof.holds is holds and bool(proof.missing) is not holds


def test_nothing_that_was_opened_lies_anywhere(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    sealed(world.alice, tmp_path / "hr", "a.csv")
    key = page(world.alice)
    for path in recovery_files(world.home):
        path.unlink()  # as the page asks
    drill(world.alice, key)
    left = [path for path in (*world.home.rglob("*"), *temporary.rglob("*")) if path.is_file()]
    assert left
    for path in left:
        content = path.read_bytes()
        assert key.encode() not in content and b"name,ssn\n" not in content, path
    assert list(temporary.iterdir()) == []
