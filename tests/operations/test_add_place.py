"""Who names what a server reads: on one of many clients, people of the provider alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.add_place import add_place, may_name
from bailee.permissions import Role
from bailee.store.organisations import create_organisation
from bailee.store.workspace import Workspace
from world import World

ADDRESSES = [
    "imap://10.0.0.7/",
    "s3://another-client",
    "postgresql://reader@db.internal/crm",
    "sqlite:///etc/hosts",
    "/",
]


@pytest.mark.parametrize("where", ADDRESSES)
def test_a_clients_person_has_the_providers_server_read_nothing_that_she_names(world: World, where: str) -> None:
    olga = Workspace(world.home, create_organisation(world.home, "Olga IT", owner="olga", is_provider=True), "olga")
    (world.home / "places.toml").write_text(f'[{olga.organisation}]\nplaces = ["{where}"]\n')
    client = olga.add_client("Dentist")
    at_client = Workspace(world.home, client, "olga")
    at_client.add_member("Dora", Role.CLIENT_OWNER)
    dora = Workspace(world.home, client, "dora")
    assert (may_name(dora), may_name(at_client), may_name(world.alice), may_name(world.bob)) == (
        False,
        True,
        True,
        False,
    )
    with pytest.raises(NotAllowed, match="named by your provider"):
        add_place(dora, where)
    assert dora.places() == ()
    assert add_place(at_client, where).ident == dora.places()[0].ident


def test_an_organisation_that_scans_itself_names_its_own(world: World, tmp_path: Path) -> None:
    assert add_place(world.alice, "s3://ours/payroll").name == "payroll in ours (s3)"
    assert add_place(world.alice, str(tmp_path)).path == tmp_path


def test_a_database_file_by_its_address_is_a_file_that_has_to_be_there(world: World) -> None:
    with pytest.raises(InvalidInput, match="no such folder"):
        add_place(world.alice, "sqlite:///srv/not-there.db")


@pytest.mark.parametrize("where", ["ftp://old.example/", "s3://ours?nonsense=1", "imap://ann:secret@mail.example/"])
def test_an_address_that_nothing_reads_is_no_place(world: World, where: str) -> None:
    with pytest.raises(InvalidInput):
        add_place(world.alice, where)
    assert world.alice.places() == ()


def test_a_second_provider_names_what_the_server_lends_it_and_nothing_else(world: World, tmp_path: Path) -> None:
    second = create_organisation(world.home, "Second IT", owner="sam", is_provider=True)
    sam = Workspace(world.home, second, "sam")
    at_client = Workspace(world.home, sam.add_client("Baker"), "sam")
    lent, other = tmp_path / "second", tmp_path / "first"
    lent.mkdir()
    other.mkdir()
    (lent / "way-out").symlink_to(other)
    for workspace in (sam, at_client):
        with pytest.raises(NotAllowed, match="does not lend you"):
            add_place(workspace, str(lent))
    (world.home / "places.toml").write_text(f'[{second}]\nplaces = ["{lent}", "imap://mail.second.example/"]\n')
    for workspace in (sam, at_client):
        assert add_place(workspace, str(lent)).path == lent
        assert str(add_place(workspace, "imap://ann@mail.second.example/").where) == "imap://ann@mail.second.example"
        for where in (str(other), f"{lent}/../first", f"{lent}/way-out", "/", "imap://mail.first.example/"):
            with pytest.raises(NotAllowed, match="does not lend you"):
                add_place(workspace, where)
    assert add_place(world.alice, str(other)).path == other, "whose server it is names what it likes"


@pytest.mark.parametrize("text", ["[second]", "[second]\nplaces = 'x'", "[second]\nplaces = ['srv']", "second ="])
def test_a_file_of_lent_places_that_makes_no_sense_lends_nothing(world: World, text: str) -> None:
    sam = Workspace(world.home, create_organisation(world.home, "Second IT", owner="sam", is_provider=True), "sam")
    (world.home / "places.toml").write_text(text)
    with pytest.raises(InvalidInput, match=r"places\.toml"):
        add_place(sam, "/srv")
