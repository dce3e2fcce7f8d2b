"""Drills on the sample company: each goes to its end, is timed, and leaves a sheet; one that fails says at which step, and why."""

from __future__ import annotations

from pathlib import Path

import pytest

import scans
from bailee.errors import CannotRead, InvalidInput
from bailee.operations.drills import load, sorts
from bailee.operations.drills.ground import Ground, ground
from bailee.operations.drills.hold import HELD, hold_drill
from bailee.operations.drills.steps import Step, StepDone
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from world import World


@pytest.fixture
def company(world: World, tmp_path: Path) -> Workspace:
    """As much of a company as the drills need: files with somebody's data, and that somebody on the roster."""
    files = scans.Files({"hr/pay.txt": ("1", [("us-ssn", "512447313"), ("email-address", "pat@example.org")])})
    scans.scan(world.alice, files, tmp_path / "share")
    world.alice.add_roster_person("Pat Doe", SubjectCategory.EMPLOYEE, email="pat@example.org")
    return world.alice


@pytest.mark.parametrize("sort", sorts())
def test_each_drill_goes_to_its_end_and_leaves_its_sheet(sort: str, company: Workspace, tmp_path: Path) -> None:
    (tmp_path / "drill").mkdir()
    on = Ground(company, tmp_path / "drill")
    told: list[StepDone] = []
    sheet = hold_drill(company, sort, on, by_hand=False, after=told.append)
    assert sheet.is_whole, [(each.title, each.came) for each in told if not each.is_done]
    assert [each["title"] for each in sheet.steps] == [step.title for step in load(sort).steps(on)]
    assert all(each["came"] and each["seconds"] >= 0 for each in sheet.steps)
    kept = company.drill_sheet(sheet.ident)
    assert kept.sort == sort and kept.steps == sheet.steps
    assert company.evidence()[0][-1].action == HELD


def test_a_step_that_fails_ends_it_and_the_sheet_says_why(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails() -> str:
        raise CannotRead("the page is nowhere", hint="look in the safe")

    def steps(_on: Ground) -> tuple[Step, ...]:
        return (
            Step("One", "do it", lambda: "done"),
            Step("Two", "do that", fails),
            Step("Three", "never", lambda: "no"),
        )

    monkeypatch.setattr(load("lost-key"), "steps", steps)
    seen: list[int] = []
    sheet = hold_drill(
        world.alice,
        "lost-key",
        Ground(world.alice, tmp_path),
        by_hand=True,
        before=lambda number, _of, _step: seen.append(number),
    )
    assert (sheet.done, sheet.of, seen) == (1, 3, [1, 2]) and "look in the safe" in sheet.steps[-1]["came"]
    assert world.alice.drill_sheets()[0].ident == sheet.ident and not sheet.is_whole


def test_what_is_no_drill_or_no_sample_company_is_refused(world: World, tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="no drill"):
        load("fire")
    with pytest.raises(InvalidInput, match="no sample company"), ground(world.home):
        pass
    with pytest.raises(InvalidInput, match="no such sheet"):
        _sheet(world.charlie)


def _sheet(workspace: Workspace) -> None:
    workspace.drill_sheet("drill-00000000")
