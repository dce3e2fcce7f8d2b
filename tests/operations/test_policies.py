"""Policies of scanning: what they come to, what a change does before it is made, and that scans follow them."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.alerts import Look, finder
from bailee.operations.change_policy import change_policy, nothing_read, policy_of, preview
from bailee.operations.follow_policy import Chains
from bailee.operations.scan_store import scan_store
from bailee.operations.start_by_policy import rhythms, start_due_by_policy
from bailee.scan_policies.resolve import Level
from bailee.scanner import Conduct, Hours, Limits, Pace, Pacer
from bailee.store.rows.base import now
from bailee.store.rows.device_readings import DeviceReading
from bailee.store.workspace import Workspace
from world import World

ISO = [["*.iso", "disk images"]]


def scanned(world: World, tmp_path: Path, conduct: Conduct | None = None) -> str:
    """A place of which nothing is read; the ident of this machine's device."""
    (tmp_path / "share").mkdir(exist_ok=True)
    scan_store(world.alice, [tmp_path / "share"], scanner=lambda *_: (), conduct=conduct)
    return world.alice.devices()[0].ident


def read(world: World, tmp_path: Path) -> str:
    """A small folder, read for real: the same."""
    share = tmp_path / "share"
    share.mkdir(exist_ok=True)
    (share / "staff.txt").write_text("Pat Doe, SSN 512-44-7313\n")
    (share / "old.iso").write_text("Ann Poe, SSN 514-44-7314\n")
    scan_store(world.alice, [share], jobs=1, limits=Limits(names="off", ocr="off"))
    return world.alice.devices()[0].ident


def said(workspace: Workspace, level: Level, about: str = "", **changes: object) -> None:
    change_policy(workspace, level, about, changes, after=policy_of(workspace, level, about).version)


def last(world: World) -> DeviceReading:
    (reading,) = world.alice.device_readings().values()
    return reading


def test_what_is_said_nearer_to_the_device_counts_and_names_its_origin(world: World, tmp_path: Path) -> None:
    device = scanned(world, tmp_path)
    site = world.alice.add_site("Main Street", time_zone="America/New_York")
    world.alice.keep_device(device, site="Main Street")
    said(world.alice, Level.CLIENT, hours="18:00-06:00", cpu_percent=50, exclude=ISO)
    said(world.alice, Level.SITE, site, cpu_percent=25)
    said(world.alice, Level.DEVICE, device, read_again=[["*.iso", "an archive lies there"]])
    held = Chains.of(world.alice).device(device)
    assert held.value("cpu_percent") == 25 and held.origin("cpu_percent").words() == "site Main Street"
    assert held.origin("hours").level is Level.CLIENT and held.exclusions.rules == ()
    said(world.alice, Level.SITE, site, cpu_percent=None)
    assert Chains.of(world.alice).device(device).value("cpu_percent") == 50
    assert [each.version for each in world.alice.policy_versions(Level.SITE, site)] == [2, 1]


def test_a_scan_leaves_out_what_the_policy_says_and_reads_it_again_when_that_is_taken_back(
    world: World, tmp_path: Path
) -> None:
    read(world, tmp_path)
    assert last(world).read == 2 and last(world).found["social-security-number"] == 2
    said(world.alice, Level.CLIENT, exclude=ISO)
    read(world, tmp_path)
    assert (last(world).read, last(world).causes) == (1, {"excluded": 1}) and last(world).files == 2
    assert world.alice.scans()[-1].conduct["excluded"][0]["reason"] == "disk images"
    told = preview(world.alice, Level.CLIENT, "", {"exclude": None})
    assert told.newly == ("*.iso (disk images)",) and told.affected[0].left_out[0][:2] == ("disk images", 1)
    said(world.alice, Level.CLIENT, exclude=None)
    read(world, tmp_path)
    assert last(world).read == 2


def test_a_change_is_previewed_and_is_evidence_and_two_at_once_are_one(world: World, tmp_path: Path) -> None:
    device = scanned(world, tmp_path)
    told = preview(world.alice, Level.CLIENT, "", {"kinds": "share", "ocr": "off"})
    assert told.devices == 1 and told.affected[0].device.ident == device
    assert "Disks" in told.no_longer and not told.newly and told.settings == ("kinds", "ocr")
    assert policy_of(world.alice, Level.CLIENT).version == 0  # nothing was changed by looking
    change_policy(world.alice, Level.CLIENT, "", {"ocr": "off"}, after=0)
    (record,) = [each for each in world.alice.evidence()[0] if each.action == "scan-policy-changed"]
    told = json.loads(record.details)
    assert told["settings"] == ["ocr"] and told["devices"] == 1
    with pytest.raises(InvalidInput, match="meanwhile"):
        change_policy(world.alice, Level.CLIENT, "", {"ocr": "full"}, after=0)


@pytest.mark.parametrize(
    "changes", [{"exclude": [["**", "not now"]]}, {"kinds": []}, {"exclude": [["SHARE", "moved to another server"]]}]
)
def test_a_policy_that_leaves_out_everything_is_said_aloud(
    world: World, tmp_path: Path, changes: dict[str, object]
) -> None:
    device = scanned(world, tmp_path)
    if changes.get("exclude") == [["SHARE", "moved to another server"]]:
        changes = {"exclude": [[str(tmp_path / "share"), "moved to another server"]]}
    assert preview(world.alice, Level.CLIENT, "", changes).left_dark == 1
    said(world.alice, Level.CLIENT, **changes)
    with pytest.raises(InvalidInput, match="nothing would be read"):
        scanned(world, tmp_path)
    found = list(finder("policy-leaves-nothing")(Look(now(), unread=nothing_read(world.alice))))
    assert [each.about for each in found] == [device] and "not clean" in found[0].why
    assert len(world.alice.readings_of(device)) == 1  # one that read nothing takes the place of none


def test_whoever_starts_a_scan_may_ask_for_less_and_never_for_more(world: World, tmp_path: Path) -> None:
    scanned(world, tmp_path)
    said(world.alice, Level.CLIENT, cpu_percent=50, megabytes=20, battery_percent=30)
    conduct = Conduct(Pacer(Pace(share=4.0, megabytes=5, battery=0)))
    scanned(world, tmp_path, conduct)
    assert (conduct.pacer.pace.share, conduct.pacer.pace.megabytes, conduct.pacer.pace.battery) == (0.5, 5, 30)


def test_hours_of_the_policy_bind_those_that_were_asked_for(world: World, tmp_path: Path) -> None:
    from bailee.operations.follow_policy import follow

    device = scanned(world, tmp_path)
    said(world.alice, Level.DEVICE, device, hours="22:00-06:00")
    for asked, held in ((None, "22:00-06:00"), ("23:00-04:00", "23:00-04:00"), ("12:00-13:00", "22:00-06:00")):
        conduct = Conduct(Pacer(Pace(hours=Hours.of(asked) if asked else None)))
        follow(world.alice, [tmp_path / "share"], conduct, None)
        assert str(conduct.pacer.pace.hours) == held


def test_a_rhythm_has_the_worker_scan_what_lies_here(world: World, tmp_path: Path) -> None:
    device = scanned(world, tmp_path)
    said(world.alice, Level.CLIENT, every="day", at="03:00", zone="UTC")
    (rhythm,) = rhythms(world.alice)
    assert rhythm.device == device and rhythm.recurrence.words() == "every day at 03:00 (UTC)"
    assert start_due_by_policy(world.home) == 0
    later = now() + timedelta(days=2)
    assert start_due_by_policy(world.home, later) == 1 and start_due_by_policy(world.home, later) == 0


def test_a_providers_policy_holds_for_its_clients(world: World, tmp_path: Path) -> None:
    world.alice.become_provider()
    client = Workspace(world.home, world.alice.add_client("Harbour Dental"), "alice")
    said(world.alice, Level.PROVIDER, hours="18:00-06:00", exclude=ISO)
    held = Chains.of(client)
    assert [each.level for each in held.chain()] == [Level.PROVIDER] and held.chain()[0].name == "Alice's shop"
    with pytest.raises(InvalidInput, match="only a provider"):
        preview(client, Level.PROVIDER, "", {"ocr": "off"})
    assert not Chains.of(world.charlie).policies
    told = preview(world.alice, Level.PROVIDER, "", {"ocr": "off"}, clients=[client], unseen=2)
    assert told.unseen == 2 and told.elsewhere.no_longer == ("text in pictures: off instead of sampled",)


def test_bob_sees_policies_and_changes_none(world: World, tmp_path: Path) -> None:
    device = scanned(world, tmp_path)
    for level, about in ((Level.CLIENT, ""), (Level.DEVICE, device)):
        with pytest.raises(NotAllowed):
            said(world.bob, level, about, ocr="off")
    assert Chains.of(world.bob).device(device).value("ocr") == "sampled"


@pytest.mark.parametrize(
    "changes",
    [
        {"hours": "25:00-26:00"}, {"every": "sometimes"}, {"cpu_percent": -1}, {"exclude": [["*.iso", ""]]},
        {"kinds": "cellar"}, {"zone": "Mars/Olympus"}, {"colour": "red"}, {"every": "week", "day": 9},
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused_and_named(world: World, changes: dict[str, object]) -> None:
    with pytest.raises(InvalidInput) as refused:
        preview(world.alice, Level.CLIENT, "", changes)
    assert refused.value.hint


def test_modes_of_a_policy_are_those_of_the_readers() -> None:
    from bailee.detectors import names_model
    from bailee.extractors import visible_text
    from bailee.scan_policies.settings import MODES, TABLE

    defaults = {setting.name: setting.default for setting in TABLE}
    assert MODES == tuple(names_model.MODES) == tuple(visible_text.MODES)
    assert (defaults["names"], defaults["ocr"]) == (names_model.DEFAULT, visible_text.DEFAULT)
