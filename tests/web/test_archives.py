"""Pages of archives, asked for as a browser does: listed, looked through, moved, brought back; Charlie sees none of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.test_archives import gone
from web import sites
from web.sites import Site
from world import make_world, open_world


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    home, share = tmp_path / "home", tmp_path / "share"
    share.mkdir()
    make_world(home)
    world = open_world(home)
    gone(world.alice, share, 2)
    with sites.served(world, Site) as made:
        yield made


def test_what_went_is_moved_found_and_brought_back_on_the_page(site: Site) -> None:
    alice, archives = site.person("alice"), site.at("archives/")
    page = alice.get(archives)
    assert alice.status == 200 and "4 findings went" in page and "Nothing is archived" in page
    alice.post(site.at("archives/move/"), before="no day")
    assert "That is no day" in alice.get(archives)
    alice.post(site.at("archives/move/"), before=datetime.now(UTC).date().isoformat())
    page = alice.get(archives)
    assert "4 findings moved." in page and "All that went lies in archives" in page
    ident = page[page.index("archive-20") :][:24]
    page = alice.get(f"{archives}?detector=us-ssn")
    assert alice.status == 200 and page.count("pay/a.csv") == 4
    assert "No archive holds that" in alice.get(f"{archives}?detector=iban")
    assert "no-month" not in alice.get(f"{archives}?month=no-month").partition("<h2")[0] and alice.status == 422

    back = site.at(f"archives/{ident}/back/")
    for member, seen, done in (("bob", 200, 403), ("charlie", 404, 404)):
        person = site.person(member)
        person.get(archives)
        assert person.status == seen
        person.get(site.at("")) if seen == 200 else person.get("/")
        person.post(back)
        assert person.status == done
    alice.get(archives)
    alice.post(back)
    assert "4 findings brought back." in alice.get(archives)
    alice.post(back)
    assert "There is no such archive" in alice.get(archives)
