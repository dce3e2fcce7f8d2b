"""Reports as pages: seen before, made in the background, taken along by whom they are for; a look that is refused in words."""

from __future__ import annotations

import http.client
import io
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PIL import Image

import scans
from bailee.operations.gather_report import last_months
from bailee.operations.make_report import make_report
from bailee.permissions import Role
from bailee.store import jobs
from bailee.store.asking import today
from bailee.store.workspace import Workspace
from waiting import PATIENCE
from web import sites
from web.axe import WIDTHS, chromium, complaints, opened, sideways, violations
from web.people import AGENT
from web.test_scans import Person
from world import make_world, open_world

PAT = [("person-name", "Pat Doe"), ("email-address", "pat@example.org"), ("us-ssn", "512447313")]


class Site(sites.Site):
    made: ClassVar[str] = ""
    home: ClassVar[Path] = Path()

    @property
    def list(self) -> str:
        return self.at("reports/")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("reports")
    Site.home = folder / "home"
    make_world(Site.home)
    world = open_world(Site.home)
    scans.scan(world.alice, scans.Files({"hr/pat.txt": ("a", PAT)}), folder / "share")
    world.alice.add_member("Mia", Role.MANAGER, ident="mia")
    Site.made = make_report(world.alice, "technical-list", last_months(today()), forms=("pdf",)).kept.ident
    with sites.served(world, Site, "mia") as made:
        yield made


def test_a_report_is_seen_before_and_then_made_in_the_background(site: Site) -> None:
    alice = site.person("alice")
    assert "What you hold, and where you stand" in alice.get(f"{site.list}preview/one-page/")
    assert "No report is made by a schedule" in alice.get(site.list)
    assert alice.post(f"{site.list}make/", kind="one-page", form="pdf", since="", until="") == site.list
    assert "is being made" in alice.get(site.list)
    alice.post(f"{site.list}make/", kind="one-page", form="pdf", since="2026-09-31")
    assert alice.status == 422 and "write a day as" in alice.text.lower()
    alice.post(f"{site.list}make/", kind="one-page")
    assert alice.status == 422 and "choose a form" in alice.text.lower()
    workspace = Workspace(site.home, site.ours, "alice")
    assert [job.task for job in jobs.list(workspace.home, workspace, task="report")] == ["report"]


def test_it_is_taken_along_by_whom_it_is_for(site: Site) -> None:
    file = f"{site.list}made/{site.made}/pdf/"
    answer = site.server.get(file, Cookie=site.cookies["alice"], User_Agent=AGENT)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "application/pdf")
    assert site.made in str(answer.headers["Content-Disposition"])
    assert site.server.get(file, Cookie=site.cookies["charlie"], User_Agent=AGENT).status == 404
    mia = site.person("mia")
    mia.get(file)
    assert mia.status == 403
    assert "Technical list" not in mia.get(site.list)
    mia.get(f"{site.list}preview/technical-list/")
    assert mia.status == 403
    mia.get(f"{site.list}made/{site.made}/")
    assert mia.status == 404


def posted(person: Person, path: str, name: str, content: bytes) -> tuple[int, str]:
    """A look with a file, as a browser sends it."""
    mark = "zanzibarquokka"
    head = f'--{mark}\r\nContent-Disposition: form-data; name="csrfmiddlewaretoken"\r\n\r\n{person.csrf}\r\n'
    head += f'--{mark}\r\nContent-Disposition: form-data; name="name"\r\n\r\nNorthgate IT\r\n'
    head += (
        f'--{mark}\r\nContent-Disposition: form-data; name="logo"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'
    )
    connection = http.client.HTTPConnection("127.0.0.1", person.server.port, timeout=PATIENCE)
    heads = {
        "Cookie": person.cookie, "User-Agent": AGENT, "Origin": person.server.address.rstrip("/"),
        "Host": f"127.0.0.1:{person.server.port}", "Content-Type": f"multipart/form-data; boundary={mark}",
    }  # fmt: skip
    connection.request("POST", path, head.encode() + content + f"\r\n--{mark}--\r\n".encode(), heads)
    answer = connection.getresponse()
    text = answer.read().decode("utf-8", "replace")
    connection.close()
    return answer.status, text


def test_a_logo_is_taken_and_an_svg_is_refused_in_words(site: Site) -> None:
    alice, look = site.person("alice"), f"{site.list}look/"
    alice.get(look)
    status, text = posted(alice, look, "logo.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")
    assert status == 422 and "cannot be an SVG" in text and "onload" not in text
    out = io.BytesIO()
    Image.new("RGB", (200, 60), "#1a4fb4").save(out, "PNG")
    assert posted(alice, look, "logo.png", out.getvalue())[0] == 303
    answer = site.server.get(f"{look}logo/", Cookie=site.cookies["alice"], User_Agent=AGENT)
    assert (answer.status, answer.headers["Content-Type"]) == (200, "image/png")
    assert site.server.get(f"{look}logo/", Cookie=site.cookies["charlie"], User_Agent=AGENT).status == 404
    alice.post(look, accent="#ffff00")
    assert alice.status == 422 and "too pale" in alice.text


def test_the_pages_keep_to_the_rules_of_accessibility_and_fit_a_phone(site: Site) -> None:
    name, _, value = site.cookies["alice"].partition("=")
    jar = [{"name": name, "value": value, "url": site.server.address}]
    pages = (
        site.list,
        f"{site.list}preview/data-map/",
        f"{site.list}preview/insurers-sheet/",
        f"{site.list}made/{site.made}/",
    )
    with chromium() as browser:
        for path in pages:
            for look in WIDTHS:
                with opened(browser, site.server.address.rstrip("/") + path, look, jar, agent=AGENT) as page:
                    assert sideways(page) == 0, path
                    assert violations(page) == [] and complaints(page) == [], path
