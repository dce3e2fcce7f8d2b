"""Pages of the fleet and of policies, asked for as a browser does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

import scans
from bailee.store.organisations import organisations
from web.people import AGENT, signed_in
from web.serving import Server
from world import make_world, open_world


@dataclass(frozen=True)
class Site:
    server: Server
    base: str
    device: str
    cookies: dict[str, str]

    def get(self, path: str, member: str = "alice") -> tuple[int, str]:
        answer = self.server.get(f"{self.base}{path}", Cookie=self.cookies[member], User_Agent=AGENT)
        return answer.status, answer.text  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    home = tmp_path_factory.mktemp("devices") / "home"
    make_world(home)
    world = open_world(home)
    files = scans.Files({"hr/pay.txt": ("a", [("us-ssn", "512447313")])})
    scans.scan(world.alice, files, tmp_path_factory.mktemp("share"))
    device = world.alice.devices()[0].ident
    ours, theirs = organisations(home)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    server = Server(home)
    try:
        cookies = signed_in(home, [(ours, "alice"), (ours, "bob"), (theirs, "charlie")])
        yield Site(server, f"/o/{ours}", device, cookies)
    finally:
        server.close()


def test_devices_are_listed_and_have_a_page_and_charlie_sees_neither(site: Site) -> None:
    status, page = site.get("/devices/")
    assert status == 200 and "1 device" in page and f"/devices/{site.device}/" in page
    status, page = site.get(f"/devices/{site.device}/")
    assert status == 200 and "Social Security numbers" in page and "Are its disks encrypted?" in page
    for path in ("/devices/", f"/devices/{site.device}/", "/policies/", "/devices/install/"):
        assert site.get(path, "charlie")[0] == 404
    assert site.get("/devices/device-none/")[0] == 404
    assert site.get("/devices/?state=nonsense&after=-1&q=%3Cb%3E")[0] == 200


def test_bob_sees_policies_and_no_form(site: Site) -> None:
    status, page = site.get("/policies/", "bob")
    assert status == 200 and "built in" in page and "Preview the change" not in page
    assert site.get("/devices/install/", "bob")[0] == 403
