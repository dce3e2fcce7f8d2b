"""A policy of scanning, previewed and changed by a program: what a page does, with the same refusals."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.asking import Api
from api.conftest import Served, serving
from bailee.api.nouns.policies import PolicySays
from bailee.machines import Machine
from bailee.permissions import Permission
from bailee.scan_policies.settings import BY_NAME
from bailee.store import database

ISO = [["*.iso", "disk images"]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("policies")) as made:
        made.world.alice.see_device(Machine("linux:7", "front-desk", "Linux"), made.world.alice.places())
        database.disconnect(made.world.home)
        yield made


@pytest.fixture
def alice(office: Served) -> Api:
    return office.api(office.world.alice)


def test_every_setting_can_be_said() -> None:
    assert set(PolicySays.__struct_fields__) == set(BY_NAME)


def test_a_preview_says_what_would_be_read_no_longer_and_changes_nothing(office: Served, alice: Api) -> None:
    answer = alice.post("policies/previews", {"says": {"exclude": ISO}})
    assert answer.status == 200, answer.json
    told, devices = answer.json, len(office.world.alice.devices())
    assert devices and (told["version"], told["settings"], told["devices"]) == (0, ["exclude"], devices)
    assert any("*.iso" in each for each in told["no_longer_read"]) and len(told["changed"]) == devices
    dark = alice.post("policies/previews", {"says": {"kinds": []}}).json
    assert dark["nothing_read_on"] == devices and dark["warning"]
    assert alice.get("policies").json["items"] == []


def test_a_change_holds_and_is_evidence(office: Served, alice: Api) -> None:
    device = office.world.alice.devices()[0].ident
    one = {"level": "device", "about": device, "says": {"cpu_percent": 25, "hours": "18:00-06:00"}, "after": 0}
    made = alice.post("policies", one)
    assert made.status == 200 and made.json["version"] == 1, made.json
    assert made.json["says"] == {"cpu_percent": 25, "hours": "18:00-06:00"}
    stale = alice.post("policies", {**one, "says": {"cpu_percent": 10}})
    assert stale.status == 422 and "meanwhile" in stale.json["detail"]
    back = alice.post("policies", {"level": "device", "about": device, "inherit": ["hours"], "after": 1})
    assert back.json["says"] == {"cpu_percent": 25}
    (held,) = [each for each in alice.get("policies/held").json["items"] if each["device"] == device]
    (cpu,) = [each for each in held["settings"] if each["setting"] == "cpu_percent"]
    assert (cpu["value"], cpu["level"]) == (25, "device")
    assert ("scan-policy-changed", f"policy-device-{device}") in office.world.alice.records_of({"scan-policy-changed"})


@pytest.mark.parametrize(
    ("body", "says"),
    [
        ({"says": {"ocr": "sometimes"}, "after": 0}, "no value of ocr"),
        ({"says": {"exclude": [["", "why"]]}, "after": 0}, ""),
        ({"says": {"kinds": ["attic"]}, "after": 0}, "no kind of place"),
        ({"inherit": ["attic"], "after": 0}, "no setting"),
        ({"after": 0}, "says already"),
        ({"level": "device", "about": "device-none", "says": {"ocr": "off"}, "after": 0}, "no such device"),
        ({"level": "provider", "says": {"ocr": "off"}, "after": 0}, ""),
        ({"level": "built in", "says": {"ocr": "off"}, "after": 0}, ""),
        ({"about": "front-desk", "says": {"ocr": "off"}, "after": 0}, "no single site or device"),
        ({"says": {"gadget": 1}, "after": 0}, ""),
        ({"says": {"cpu_percent": "much"}, "after": 0}, ""),
        ({"says": {"ocr": "off"}}, ""),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(alice: Api, body: dict[str, object], says: str) -> None:
    answer = alice.post("policies", body)
    assert answer.status in (400, 403, 422) and answer.json["detail"] and says in answer.json["detail"], answer.json


def test_who_may_not_change_it_is_refused(office: Served) -> None:
    world = office.world
    body = {"says": {"ocr": "off"}, "after": 0}
    assert office.api(world.alice, {Permission.SEE_STORES}).post("policies", body).status == 403
    # a device is whose stores one manages; what holds for all of the client is a setting
    assert office.api(world.alice, {Permission.MANAGE_STORES}).post("policies", body).status == 403
    device = world.alice.devices()[0].ident
    other = office.api(world.charlie).post("policies", {"level": "device", "about": device, **body})
    assert other.status == 422 and "no such device" in other.json["detail"]
    assert office.nobody.post("policies", body).status == 401
