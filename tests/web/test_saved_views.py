"""Views of the list of findings, asked for as a browser does: kept, opened, replaced, refused in words, and each person's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee.store.rows.views import LONGEST
from web import sites
from web.sites import Site
from world import make_world, open_world


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    make_world(tmp_path / "home")
    with sites.served(open_world(tmp_path / "home"), Site) as made:
        yield made


def test_a_view_is_kept_for_one_person_replaced_and_removed(site: Site) -> None:
    alice, findings, views = site.person("alice"), site.at("findings/"), site.at("findings/views/")
    alice.get(findings)
    alice.post(views, name="Worst <b>first</b>", query="confidence=likely&after=9&format=csv")
    page = alice.get(f"{findings}?confidence=likely")
    assert "The view is kept" in page and "Worst &lt;b&gt;first&lt;/b&gt;" in page and "?confidence=likely" in page
    bob = site.person("bob")
    assert "Worst" not in bob.get(findings)
    alice.get(findings)
    alice.post(views, name="Worst <b>first</b>", query="confidence=verified")
    page = alice.get(findings)
    assert page.count('value="Worst &lt;b&gt;') == 1 and "?confidence=verified" in page
    alice.post(views, forget="Worst <b>first</b>", query="")
    page = alice.get(findings)
    assert "The view is removed." in page and "Worst" not in page


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [
        ("", "confidence=likely", "A view needs a name"),
        ("Long", "place=" + "a" * LONGEST, "This view has too many filters"),
    ],
)
def test_a_view_that_cannot_be_kept_is_refused_in_words(site: Site, name: str, query: str, why: str) -> None:
    alice, findings = site.person("alice"), site.at("findings/")
    alice.get(findings)
    alice.post(site.at("findings/views/"), name=name, query=query)
    page = alice.get(findings)
    assert why in page and "The view is kept" not in page and ">Long<" not in page
