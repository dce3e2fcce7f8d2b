"""Devices by the API: which there are, what lies on one, and every client's at once as counts."""

from __future__ import annotations

from pathlib import Path

from agent import servers
from api.asking import Api
from api.conftest import Served
from bailee.permissions import Role
from bailee.store.organisations import add_member
from bailee.store.workspace import Workspace


def test_a_device_is_listed_with_what_was_read_on_it(served: Served, alice: Api) -> None:
    listed = alice.get("devices").json
    assert listed["total"] == len(listed["items"]) == 1
    (device,) = listed["items"]
    assert device["state"] == "current" and device["reading"]["read"] == 2
    assert device["reading"]["found"]["social-security-number"] == 2
    whole = alice.get(f"devices/{device['ident']}").json
    assert whole["device"] == device and len(whole["readings"]) == 1
    row = next(each for each in whole["rows"] if each["category"] == "social-security-number")
    assert row["found"] == 2 and row["secured"]["state"] in ("red", "amber", "unknown", "green")
    assert alice.get("devices?state=retired").json["items"] == []


def test_another_ones_device_is_not_there(served: Served, alice: Api) -> None:
    ident = alice.get("devices").json["items"][0]["ident"]
    charlie = served.api(served.world.charlie)
    assert charlie.get(f"devices/{ident}").status == 404
    assert charlie.post(f"devices/{ident}/scans", {"path": "/srv/hr"}).status == 404
    assert ident not in [each["ident"] for each in charlie.get("devices").json["items"]]


def test_a_device_without_an_agent_is_asked_for_nothing(alice: Api) -> None:
    ident = alice.get("devices").json["items"][0]["ident"]
    answer = alice.post(f"devices/{ident}/scans", {"path": "/srv/hr"})
    assert answer.status == 422 and "no agent runs on this device" in answer.json["detail"].lower()


def test_an_agent_is_asked_to_scan_a_folder(served: Served, alice: Api, tmp_path: Path) -> None:
    workspace = served.world.alice
    with servers.serving(workspace, tmp_path) as fleet:
        agent_ident = fleet.enrolled().enrolment().ident
    (agent,) = workspace.agents(ident=agent_ident)
    answer = alice.post(f"devices/{agent.device}/scans", {"path": "/srv/hr", "share": 0.25, "hours": "18:00-06:00"})
    assert answer.status == 202, answer.content
    leases = workspace.leases(device=agent.device)
    assert [each.ident for each in leases] == [answer.json["ident"]]
    assert alice.post(f"devices/{agent.device}/scans", {"path": "srv/hr"}).status == 422
    assert alice.post(f"devices/{agent.device}/scans", {"path": "/srv/hr", "share": 12}).status == 422


def test_a_fleet_is_told_in_counts_of_those_alone_that_a_token_reaches(served: Served, alice: Api) -> None:
    assert alice.get("/fleet").status == 403, "an owner of one client sees no others"
    workspace = served.world.alice
    add_member(served.world.home, workspace.organisation, "techie", role=Role.TECHNICIAN)
    told = served.api(Workspace(served.world.home, workspace.organisation, "techie")).get("/fleet")
    assert told.status == 200, told.content
    assert [each["organisation"] for each in told.json["items"]] == [workspace.organisation]
    assert told.json["items"][0]["devices"] >= 1 and told.json["items"][0]["states"]["current"] == 1
