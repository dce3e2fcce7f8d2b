"""What agents tell of their devices over time, and how those that were halted are heard again."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from bailee import machines
from bailee.agent import reader
from bailee.agent.folder import Folder
from bailee.cli.main import bailee_command
from bailee.errors import InvalidInput, NotAllowed
from bailee.machines import Machine
from bailee.operations import open_store
from bailee.operations.ask_agent import ask_agent
from bailee.operations.show_device import show_device
from bailee.operations.take_in import take_in
from bailee.protection.probe import SystemProbe
from bailee.store.rows.base import now
from world import World

from .pushing import found, given, spooled
from .servers import Fleet, line
from .test_door import IDLE, _handed_in
from .test_reader import AT


def _read_once(fleet: Fleet, folder: Folder, **end: object) -> str:
    """One job of the device, to its end; the device."""
    (agent,) = fleet.workspace.agents(ident=folder.enrolment().ident)
    ask_agent(fleet.workspace, agent.device, "/srv/hr")
    with line(folder) as open_line:
        spooled(folder, given(open_line), found(folder, "a.txt", range(2)), **end)
    _handed_in(folder)
    assert take_in(fleet.workspace).done == 1
    return agent.device


def test_the_page_of_a_device_says_since_when_its_disks_are_encrypted_as_its_agent_told(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    for said in ({}, {"encrypted": False}, {"encrypted": True}, {"encrypted": True}):  # {}: an agent of before
        device = _read_once(fleet, folder, **said)
    sheet = show_device(fleet.workspace, device, now())
    assert [each.is_encrypted for each in sheet.disks] == [None, False, True]
    assert sheet.disks[-1].since < sheet.disks[-1].until


def test_what_an_agent_says_of_a_disk_that_is_no_answer_counts_as_none(fleet: Fleet) -> None:
    device = _read_once(fleet, fleet.enrolled(), encrypted="yes, very")
    assert [each.is_encrypted for each in show_device(fleet.workspace, device, now()).disks] == [None]


def test_a_file_on_a_device_lies_on_its_disk_and_as_encrypted_as_that_is(fleet: Fleet) -> None:
    folder = fleet.enrolled()
    seen = []
    for said in (False, True):
        _read_once(fleet, folder, encrypted=said)
        ((exposure,),) = fleet.workspace.exposures().values()
        seen.append((exposure.where, exposure.encrypted_items))
    assert seen == [("device", 0), ("device", 1)]


@pytest.mark.parametrize("said", [True, False, None])
def test_the_reader_asks_the_system_of_the_disks_that_its_files_lie_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bool | None
) -> None:
    (tmp_path / "a.txt").write_text("nothing")
    asked: set[int] = set()

    def answer(_: SystemProbe, device: int) -> bool | None:
        asked.add(device)
        return True if device == 7 else said

    monkeypatch.setattr(SystemProbe, "is_disk_encrypted", answer)
    assert reader.are_disks_encrypted(tmp_path, {7}, AT) is said
    assert asked == {7, tmp_path.stat().st_dev}
    assert reader.are_disks_encrypted(tmp_path / "nowhere", set(), AT) is None


def test_all_that_were_halted_are_heard_again_at_once(
    fleet: Fleet, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A server that was set back to a backup takes each of its agents for two."""
    from bailee.store.models import Agent

    folders = []
    for number in range(3):
        here = Machine(f"linux:{number}", f"pc-{number}", "Linux")
        monkeypatch.setattr(machines, "here", lambda here=here: here)
        folders.append(fleet.enrolled(f"pc-{number}"))
        with line(folders[-1]) as open_line:
            open_line.ask("poll", IDLE)
    halted = [each.enrolment().ident for each in folders[:2]]
    with fleet.workspace.transaction():
        fleet.workspace._rows(Agent).filter(ident__in=halted).update(state="halted", why="as two", chain="of-before")
    with pytest.raises(NotAllowed):
        world.bob.let_all_go_on()
    monkeypatch.setattr(
        open_store, "open_store", lambda home: fleet.workspace
    )  # whose store it is, is said by the test
    shown = CliRunner().invoke(bailee_command, ["fleet", "let-go-on", "--all", "--home", str(fleet.workspace.home)])
    assert shown.output.splitlines() == [*halted, "2 agents heard again"]
    for folder in folders:
        with line(folder) as open_line:
            assert open_line.ask("poll", IDLE)["acked"] == 0
    assert fleet.workspace.let_all_go_on() == ()
    assert [each.kind for each in fleet.workspace.agent_events()].count("let-go-on") == 2
    with pytest.raises(InvalidInput, match="not halted"):
        fleet.workspace.let_go_on(halted[0])


@pytest.mark.parametrize("words", [[], ["agent-1f", "--all"]])
def test_one_or_all_is_said(tmp_path: Path, words: list[str]) -> None:
    shown = CliRunner().invoke(bailee_command, ["fleet", "let-go-on", *words, "--home", str(tmp_path)])
    assert shown.exit_code == 2 and "name one agent, or say --all" in shown.output


@pytest.mark.parametrize(
    ("files", "end", "gone"),
    [
        ("", {"device": 52}, 3),  # somebody emptied it
        ("", {"device": 1}, 0),  # the share is not mounted: an empty folder of the machine's own disk
        ("", {}, 0),  # an agent of before does not say
        ("a", {"device": 52}, 2),
        ("a", {}, 2),
        ("a", {"device": True}, 2),  # no answer counts as none
    ],
)
def test_a_place_of_an_agent_whose_share_is_away_keeps_what_it_held(
    fleet: Fleet, files: str, end: dict[str, object], gone: int
) -> None:
    folder = fleet.enrolled()
    (agent,) = fleet.workspace.agents()
    for names, told in (("ab", {"device": 52}), (files, end)):
        ask_agent(fleet.workspace, agent.device, "/srv/hr")
        numbers = {"a": range(1), "b": range(1, 3)}
        events = [each for name in names for each in found(folder, f"{name}.txt", numbers[name], device=52)]
        with line(folder) as open_line:
            spooled(folder, given(open_line), events, **told)
        _handed_in(folder)
        taken = take_in(fleet.workspace)
    assert (taken.done, taken.counts.gone, len(fleet.workspace.findings())) == (1, gone, 3 - gone)
    assert [cause for cause, *_ in fleet.workspace.coverage().causes] == ([] if gone else ["not-connected"])
