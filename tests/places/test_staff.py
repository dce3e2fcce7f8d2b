"""A scan of what staff keep for themselves asks whether they were told."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from bailee.errors import InvalidInput
from bailee.places import System
from bailee.places.staff import Said, concerns, said

TODAY = date(2026, 11, 25)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    monkeypatch.setattr(os, "geteuid", lambda: 4711, raising=False)  # these folders are another account's
    for folder in ("home/pat/Documents", "home/kim", "srv/hr", "root", "var/mail"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "var/mail/pat").write_text("From x\n")
    return System(tmp_path, "linux", {})


@pytest.mark.parametrize(
    "place, told",
    [
        ("/srv/hr", ()),
        ("/home/pat", ("a home folder",)),
        ("/home/pat/Documents", ("a home folder",)),
        ("/home/kim", ()),  # of the account that scans
        ("/home", ("a home folder",)),
        ("/", ("a home folder", "mail that this machine keeps for people")),
        ("/var/mail/pat", ("mail that this machine keeps for people",)),
    ],
)
def test_which_folders_are_of_staff(machine: System, place: str, told: tuple[str, ...]) -> None:
    assert concerns([str(machine.path(place))], machine, account="kim") == told


def test_what_the_account_itself_put_into_a_home_folder_is_its_own(
    machine: System, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = machine.path("/home/pat/Documents")
    monkeypatch.setattr(os, "geteuid", lambda: place.stat().st_uid, raising=False)
    assert concerns([str(place)], machine, account="kim") == ()


def test_which_addresses_are_of_staff(machine: System) -> None:
    told = concerns(
        ["imaps://pat@mail.example.com/", "s3://backups/", "microsoft365://example.com/", "postgresql://db/crm"],
        machine,
        account="kim",
    )
    assert told == ("a mailbox", "mailboxes and drives of staff")


def test_a_link_into_a_home_folder_is_seen_through(machine: System) -> None:
    machine.path("/srv/link").symlink_to(machine.path("/home/pat"))
    assert concerns([str(machine.path("/srv/link"))], machine, account="kim") == ("a home folder",)


def test_what_may_be_said() -> None:
    assert said(None, " ", today=TODAY) is None
    assert said(date(2026, 3, 2), "", today=TODAY) == Said(date(2026, 3, 2))
    assert said(None, " a stolen laptop ", today=TODAY) == Said(None, "a stolen laptop")
    for served, reason in ((date(2026, 12, 1), ""), (date(2026, 3, 2), "why")):
        with pytest.raises(InvalidInput):
            said(served, reason, today=TODAY)
