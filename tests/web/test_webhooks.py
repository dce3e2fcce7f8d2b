"""Webhooks as pages and as the API: added with a secret that is shown once, tried, told, replaced, removed."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from standardwebhooks.webhooks import Webhook as Verifier

from api.asking import Api
from bailee.operations import manage_webhooks as manage
from bailee.operations.manage_tokens import create_token
from bailee.outward import Reach
from bailee.permissions import Permission
from bailee.store import database, webhook_sending
from bailee.store.organisations import organisations
from bailee.store.workspace import Workspace
from simulators.webhook_receiver import LOOPBACK, Receiver, receiving
from web import sites
from web.axe import WIDTHS, chromium, complaints, opened, sideways, violations
from web.people import AGENT, signed_in
from web.serving import Server
from world import make_world

HERE = Reach.of(LOOPBACK)


class Site(sites.Site):
    home: ClassVar[Path] = Path()
    receiver: ClassVar[Receiver]

    @property
    def list(self) -> str:
        return self.at("webhooks/")

    def door(self, member: str = "alice") -> Workspace:
        return Workspace(self.home, self.ours, member)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    Site.home = tmp_path_factory.mktemp("webhooks") / "home"
    make_world(Site.home)
    ours, theirs = organisations(Site.home)
    database.disconnect(Site.home)
    people = [(ours, "alice"), (ours, "bob"), (theirs, "charlie")]
    with receiving() as Site.receiver:
        server = Server(Site.home, {"BAILEE_OUTWARD_NETWORKS": LOOPBACK})
        try:
            yield Site(server, ours, signed_in(Site.home, people, just_proven=True))
        finally:
            server.close()
            database.disconnect(Site.home)


def test_one_is_added_its_secret_is_shown_once_and_a_test_is_taken(site: Site) -> None:
    alice = site.person("alice")
    assert "No webhooks" in alice.get(site.list)
    page = alice.post(site.list, url=site.receiver.url, name="tickets", event="scan.ended")
    assert page.startswith(f"{site.list}hook-")
    shown = alice.get(page)
    secret = shown.partition("whsec_")[2].partition("<")[0]
    assert len(secret) == 44 and "whsec_" not in alice.get(page)
    assert alice.post(f"{page}test/") == page
    assert "The test was taken: it answered 204" in alice.get(page)
    Verifier(secret).verify(site.receiver.heard[-1].body, site.receiver.heard[-1].headers)
    manage.remove_webhook(site.door(), page.split("/")[-2])


def test_an_address_that_may_not_be_called_is_refused_in_words(site: Site) -> None:
    alice = site.person("alice")
    alice.get(site.list)
    alice.post(site.list, url="https://10.0.0.1/", event="scan.ended")
    assert alice.status == 422 and "No webhook goes to this address" in alice.text
    alice.post(site.list, url=site.receiver.url)
    assert alice.status == 422 and "Choose what it hears of" in alice.text


def test_bob_reads_and_changes_nothing_and_charlie_finds_nothing(site: Site) -> None:
    hook = manage.add_webhook(site.door(), site.receiver.url, ["scan.ended"], name="desk", reach=HERE).hook
    page = f"{site.list}{hook.ident}/"
    bob, charlie = site.person("bob"), site.person("charlie")
    shown = bob.get(page)
    assert "Make a new secret" not in shown and "desk" in shown
    for act in ("test", "on", "rotate", "remove"):
        bob.post(f"{page}{act}/")
        assert bob.status == 403
    charlie.get(page)
    assert charlie.status == 404
    manage.remove_webhook(site.door(), hook.ident)


def test_a_message_is_sent_again_and_another_left_out(site: Site) -> None:
    door, alice = site.door(), site.person("alice")
    hook = manage.add_webhook(door, site.receiver.url, ["scan.ended"], reach=HERE).hook
    for number in (1, 2):
        door.record("scan-ended", f"scan-{number}", {"state": "finished"})
    site.receiver.answers = [204, 500]
    webhook_sending.send_due(site.home, HERE)
    page, (second, first) = f"{site.list}{hook.ident}/", manage.deliveries(door, hook.ident)
    assert "It answered 500" in alice.get(page)
    assert alice.post(f"{page}{second.ident}/leave/") == alice.post(f"{page}{first.ident}/again/") == page
    assert [each.state for each in manage.deliveries(door, hook.ident)] == ["left", "waiting"]
    assert "left out" in alice.get(page)
    assert first.ident in alice.get(f"{page}?format=csv")
    assert alice.post(f"{page}remove/") == site.list
    alice.get(page)
    assert alice.status == 404


def test_the_api_does_the_same(site: Site) -> None:
    door = site.door()
    token = create_token([door], "a test", [Permission.SEE_SETTINGS, Permission.CHANGE_SETTINGS], days=1).token
    api = Api(site.server.port, token, site.ours)
    made = api.post("webhooks", {"url": site.receiver.url, "events": ["scan.ended"]}, Idempotency_Key="k1")
    assert made.status == 201 and made.json["secret"].startswith("whsec_")
    assert (
        api.post("webhooks", {"url": site.receiver.url, "events": ["scan.ended"]}, Idempotency_Key="k1").json
        == made.json
    )
    one = f"webhooks/{made.json['ident']}"
    assert len(api.get("webhooks").json["items"]) == 1 and "secret" not in api.get(one).json
    assert api.post(f"{one}/test", {}).json["is_taken"] is True
    door.record("scan-ended", "scan-7", {"state": "finished"})
    site.receiver.answers = [503]
    webhook_sending.send_due(site.home, HERE)
    (waits,) = api.get(f"{one}/messages?state=waiting").json["items"]
    assert (waits["status"], waits["tries"]) == (503, 1) and api.get(one).json["state"] == "failing"
    assert api.post(f"{one}/switch-on", {}).json["state"] == "on"
    assert webhook_sending.send_due(site.home, HERE).delivered == 1
    assert api.post(f"{one}/messages/{waits['ident']}/again", {}).json["state"] == "waiting"
    newer = api.post(f"{one}/rotate", {"hours": 1}).json
    assert newer["secret"] != made.json["secret"] and newer["old_until"] is not None
    assert api.ask("DELETE", f"{one}/messages/{waits['ident']}").status == 204
    first = api.get(f"{one}/messages?limit=1").json
    assert first["next"] and len(api.get(f"{one}/messages?limit=1&cursor={first['next']}").json["items"]) == 1
    assert api.post("webhooks", {"url": "https://192.168.1.1/"}).status == 422
    assert api.ask("DELETE", one).status == 204 and api.get(one).status == 404
    reader = Api(
        site.server.port, create_token([site.door()], "reads", [Permission.SEE_SETTINGS], days=1).token, site.ours
    )
    assert reader.post("webhooks", {"url": site.receiver.url}).status == 403


def test_pages_fit_a_phone_and_axe_has_nothing_to_say(site: Site, tmp_path: Path) -> None:
    door = site.door()
    made = manage.add_webhook(door, site.receiver.url, name="The ticket system of the front office", reach=HERE)
    for number in (1, 2, 3):
        door.record("scan-ended", f"scan-{number}", {"state": "finished"})
    site.receiver.answers = [204, 500]
    webhook_sending.send_due(site.home, HERE)
    pictures = Path(os.environ.get("BAILEE_PICTURES", tmp_path))
    cookie, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": cookie, "value": value, "url": site.server.address}]
    with chromium() as browser:
        for name, address in (("list", site.list), ("one", f"{site.list}{made.hook.ident}/")):
            for look in WIDTHS:
                with opened(browser, site.server.address.rstrip("/") + address, look, jar, agent=AGENT) as page:
                    assert sideways(page) == 0, (name, look)
                    assert violations(page) == [] and complaints(page) == [], (name, look)
                    page.screenshot(path=str(pictures / f"webhooks-{name}-{look.width}.png"), full_page=True)
    manage.remove_webhook(door, made.hook.ident)
