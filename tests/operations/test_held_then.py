"""What came and went since a day stands on what was known to be held then, where a page of then was kept; and says so."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

import scans
from bailee.cli.main import bailee_command
from bailee.operations.assess_obligations import changes_since, held_on, held_words
from bailee.operations.report_status import report_status
from bailee.operations.show_assessment import show_changes
from bailee.operations.show_status import snapshot_of
from bailee.permissions import Role
from bailee.reports.shown import shown
from bailee.store.organisations import add_member
from bailee.store.workspace import Workspace
from world import World

TODAY = datetime.now(UTC).astimezone().date()
RULE = "spd-ssn-ny"


@pytest.fixture
def alice(world: World, tmp_path: Path) -> Workspace:
    """Forty days ago nothing was found; today there is a number of somebody's. Where people live was known all along."""
    long_ago = datetime.now(UTC) - timedelta(days=40)
    with world.alice.transaction():
        world.alice.set_fact("resident_states", ["US-NY"], true_from=TODAY - timedelta(days=400))
    then = report_status(world.alice)
    world.alice.save_status_page(
        shown(then), snapshot_of(then, long_ago), stamp=world.alice.status_stamp(TODAY), seconds=0.1
    )
    add_member(world.home, world.alice.organisation, "owner", role=Role.CLIENT_OWNER)  # who sits at the terminal
    scans.scan(world.alice, scans.Files({"pay.txt": ("1", [("us-ssn", "512447313")])}), tmp_path / "share")
    return world.alice


def test_what_was_found_since_then_is_what_made_a_law_apply(alice: Workspace) -> None:
    since = TODAY - timedelta(days=30)
    for found in (changes_since(alice, since, TODAY), show_changes(alice, since)):
        came = {each.ident: each for each in found if each.what == "came"}
        assert RULE in came and any("Social Security" in reason for reason in came[RULE].because)
    known = held_on(alice, since)
    assert known is not None and known.holdings == () and "is what was known then" in held_words(known, since)


def test_of_a_day_without_a_page_what_is_held_now_stands_for_both_and_that_is_said(alice: Workspace) -> None:
    since = TODAY - timedelta(days=60)
    assert held_on(alice, since) is None and held_on(alice, TODAY) is None
    assert RULE not in {each.ident for each in changes_since(alice, since, TODAY)}
    told = CliRunner().invoke(bailee_command, ["assess", "--since", since.isoformat(), "--home", str(alice.home)])
    assert told.exit_code == 0 and "was kept: what is held now stands for both days" in told.output
