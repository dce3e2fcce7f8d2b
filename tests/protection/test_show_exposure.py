"""How exposed data stores are, from the store and this system; who need not; and that Charlie sees none of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.say_need import say_need, withdraw_need
from bailee.operations.scan_store import scan_store
from bailee.operations.show_exposure import shape, show_exposure
from bailee.protection.accounts import Account
from bailee.protection.posix import Rights
from bailee.protection.probe import Silent
from bailee.protection.whereabouts import Whereabouts, by_names
from bailee.rosters import Details
from bailee.store.rows.roster import RosterDraft
from bailee.vocabulary import State, SubjectCategory
from cli.running import read_json, run
from lying import found
from world import World

PAY = "Employee: Maria Gonzalez, SSN 512-44-7313, Social Security number 513-45-7314\n"
CANARY = "512-44-7313"
ANN, BO, OLD = (
    Account(name, user, frozenset({user, 50})) for name, user in (("ann", 2001), ("bo", 2002), ("old", 2003))
)


@dataclass
class Office(Silent):
    """A system that we made up, over files that are there."""

    owner_reads: tuple[str, ...] = ("ann",)
    known: tuple[Account, ...] = field(
        default=(Account("root", 0, frozenset({0})), Account("daemon", 1, frozenset({1, 50})), ANN, BO, OLD)
    )
    encrypted: bool = True

    def accounts(self) -> tuple[Account, ...]:
        return self.known

    def rights(self, path: Path) -> Rights:
        return Rights(0o40755, 0, 0)

    def acl(self, path: Path) -> bytes | None:
        return b""

    def is_disk_encrypted(self, device: int) -> bool:
        return self.encrypted

    def rights_are_decided_here(self, device: int) -> bool:
        return True

    def whereabouts(self, folder: Path, device: int) -> Whereabouts:
        return max(by_names(Path("/srv") / folder.name), Whereabouts.LOCAL, key=lambda each: each.rank)


@pytest.fixture
def stands_on() -> str:
    return "sqlite"


@pytest.fixture
def laid(world: World, tmp_path: Path) -> Path:
    """HR: readable by its group; public_html: by everybody."""
    company = tmp_path / "company"
    for name, mode in (("HR/pay.txt", 0o640), ("public_html/list.txt", 0o644)):
        (company / name).parent.mkdir(parents=True, exist_ok=True)
        (company / name).write_text(PAY)
        (company / name).chmod(mode)
    import os

    if os.geteuid() == 0:
        for path in company.rglob("*.txt"):
            os.chown(path, 2001, 50)
    else:
        pytest.skip("files of other accounts are made by root")
    scan_store(world.alice, [company], jobs=1)
    return company


def roster(world: World) -> None:
    people = (
        ("Ann Roe", "ann", "HR", None),
        ("Bo Chu", "bo", "Sales", None),
        ("Pat Old", "old", "HR", date(2026, 1, 31)),
    )
    drafts = [
        RosterDraft(
            SubjectCategory.EMPLOYEE,
            Details(name, emails=(f"{login}@acme.example",), department=department),
            left_on=left,
        )
        for name, login, department, left in people
    ]
    with world.alice.transaction():
        world.alice.save_roster(drafts)


def test_the_most_exposed_store_stands_first(world: World, laid: Path) -> None:
    first, second = show_exposure(world.alice, probe=Office())
    assert (first.name, first.risk.level.value) == ("company/public_html", "extreme")
    assert (second.name, second.risk.level.value, second.worst.exposure.readers) == ("company/HR", "raised", 5)
    assert first.worst.reach.everyone and any("web server" in step for step in first.next)
    assert CANARY not in str([shape(each) for each in (first, second)])


def test_who_need_not_is_told_once_somebody_says_who_needs_it(world: World, laid: Path) -> None:
    roster(world)
    (hr,) = show_exposure(world.alice, "company/HR", Office())
    assert hr.unneeded == ("old",)  # who left; of the others nobody said anything
    need = say_need(world.alice, "company/HR", departments=["HR"])
    (hr,) = show_exposure(world.alice, "company/HR", Office())
    assert hr.unneeded == ("bo", "old") and hr.worst.reach.programs == ("daemon",) and hr.worst.reach.needed == ("ann",)
    assert not hr.usually and any(step.startswith("Take bo out of the groups") for step in hr.next)
    withdraw_need(world.alice, need.ident)
    assert show_exposure(world.alice, "company/HR", Office())[0].unneeded == ("old",)
    assert len(world.alice.needs()) == 0


def test_who_need_not_keeps_secured_from_green(world: World, laid: Path) -> None:
    from bailee.matrix.secured import secured_cell

    (laid / "public_html/list.txt").unlink()
    scan_store(world.alice, [laid], jobs=1)
    roster(world)
    with world.alice.transaction():
        world.alice.end_roster_person(
            next(each.ident for each in world.alice.roster() if each.name == "Bo Chu"), date(2026, 1, 1)
        )
    say_need(world.alice, "social-security-number", departments=["HR"])
    inventory = world.alice.inventory()
    (holding,) = [each for each in inventory.holdings() if each.category == "social-security-number"]
    key = (holding.category, holding.subject)
    cell = secured_cell(holding, world.alice.exposures(Office(), inventory)[key], ())
    assert cell.state is State.AMBER and "2 accounts that can open it need not" in cell.why
    say_need(world.alice, "social-security-number", departments=["HR"], accounts=["bo", "old"])
    cell = secured_cell(holding, world.alice.exposures(Office(), inventory)[key], ())
    assert cell.state is State.AMBER  # they left: naming an account does not make a leaver somebody who needs it
    only_ann = Office(known=(Account("root", 0, frozenset({0})), ANN))
    assert secured_cell(holding, world.alice.exposures(only_ann, inventory)[key], ()).state is State.GREEN


def test_nonsense_is_said(world: World, laid: Path) -> None:
    with pytest.raises(InvalidInput, match="nothing is found"):
        show_exposure(world.alice, "company/Nothing", Office())
    with pytest.raises(InvalidInput, match="no kind of record"):
        say_need(world.alice, "payrol", departments=["HR"])
    with pytest.raises(InvalidInput, match="who needs it"):
        say_need(world.alice, "payroll", departments=["  "])
    with pytest.raises(InvalidInput):
        withdraw_need(world.alice, "need-00000000")


def test_charlie_sees_nothing_and_who_only_reads_says_nothing(world: World, laid: Path) -> None:
    say_need(world.alice, "company/HR", departments=["HR"])
    assert show_exposure(world.charlie, probe=Office()) == () and world.charlie.needs() == ()
    if not world.bob.may_write:
        with pytest.raises(NotAllowed):
            say_need(world.bob, "company/HR", departments=["Sales"])


def test_what_was_said_is_encrypted_and_in_the_log(world: World, laid: Path) -> None:
    say_need(
        world.alice, "company/HR", departments=["Canary department"], accounts=["canary.account"], why="canary reason"
    )
    assert found(world.alice, b"canary department", b"canary.account", b"canary reason") == []
    assert "access-need-said" in str(world.alice.evidence()[0])


def test_on_a_terminal(tmp_path: Path) -> None:
    company, home = tmp_path / "company", tmp_path / "home"
    (company / "HR").mkdir(parents=True)
    (company / "HR" / "pay.txt").write_text(PAY)
    assert run("scan", company, "--jobs", "1", home=home).exit_code == 0
    told = run("protect", "exposure", home=home, columns=200)
    assert told.exit_code == 0 and "company/HR" in told.output and CANARY not in told.output
    whole = run("protect", "exposure", "company/HR", home=home, columns=160).output
    assert "Social Security numbers" in whole and "what to do" in whole
    assert run("protect", "need", "payroll", "--department", "HR", home=home).exit_code == 0
    assert "payroll (kind): HR" in run("protect", "need", home=home).output
    (told_to_programs,) = read_json("protect", "exposure", "--json", home=home)["stores"]
    assert told_to_programs["store"] == "company/HR" and told_to_programs["holdings"][0]["access"]["declared"] is False
    refused = run("protect", "exposure", "company/Nothing", home=home)
    assert refused.exit_code != 0
