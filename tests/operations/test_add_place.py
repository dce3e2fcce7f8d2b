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
