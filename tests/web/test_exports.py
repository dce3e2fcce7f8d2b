"""Taking a copy away takes its own permission, on whatever page the copy is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bailee.permissions import Role
from bailee.store.organisations import add_member
from web.people import AGENT, reading_addresses, signed_in
from web.serving import Server
from world import make_world, open_world


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str, dict[str, str], list[str]]]:
    home = tmp_path_factory.mktemp("exports") / "home"
    make_world(home)
    world = open_world(home)
    ours = world.alice.organisation
    add_member(home, ours, "mona", name="Mona", role=Role.MANAGER)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    server = Server(home, works=True)
    try:
        pages = [address.replace("<slug:organisation>", ours) for _, address in reading_addresses(home)]
        yield server, ours, signed_in(home, [(ours, "mona"), (ours, "bob")]), pages
    finally:
        server.close()


def test_who_may_look_and_not_take_a_copy_gets_no_csv_anywhere(
    served: tuple[Server, str, dict[str, str], list[str]],
) -> None:
    server, _, cookies, pages = served
    got = {page: server.get(f"/{page}?format=csv", Cookie=cookies["mona"], User_Agent=AGENT) for page in pages}
    copies = [page for page, answer in got.items() if "text/csv" in answer.getheader("Content-Type", "")]
    assert len(pages) > 15 and copies == []


@pytest.mark.parametrize("page", ["", "alerts/", "obligations/"])
def test_who_may_take_one_gets_it_from_the_page_that_the_other_only_sees(
    served: tuple[Server, str, dict[str, str], list[str]], page: str
) -> None:
    server, ours, cookies, _ = served
    seen = server.get(f"/o/{ours}/{page}", Cookie=cookies["mona"], User_Agent=AGENT)
    assert seen.status == 200 and "format=csv" not in seen.text  # type: ignore[attr-defined]
    taken = server.get(f"/o/{ours}/{page}?format=csv", Cookie=cookies["bob"], User_Agent=AGENT)
    assert taken.status == 200 and taken.getheader("Content-Type", "").startswith("text/csv")
