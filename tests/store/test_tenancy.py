"""Accounts, memberships, and the sight of many organisations: nobody's but one's own."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connections

from bailee.errors import InvalidInput, NotAllowed
from bailee.permissions import Permission, Role
from bailee.store import database, models
from bailee.store.organisations import add_member
from bailee.store.rows.base import atomic, now
from bailee.store.tenancy import Desk, link_account, memberships
from bailee.store.workspace import Workspace
from world import World


def test_an_account_sees_its_own_memberships_and_no_others(world: World) -> None:
    link_account(world.home, world.alice.organisation, "alice", "account-a")
    link_account(world.home, world.charlie.organisation, "charlie", "account-c")
    (ours,) = memberships(world.home, "account-a")
    assert (ours.organisation, ours.name, ours.member, ours.role) == (
        world.alice.organisation,
        "Alice's shop",
        "alice",
        Role.CLIENT_OWNER,
    )
    assert memberships(world.home, "") == memberships(world.home, "account-x") == ()


def test_one_account_may_be_a_member_of_several_organisations(world: World) -> None:
    link_account(world.home, world.alice.organisation, "bob", "account-b")
    add_member(world.home, world.charlie.organisation, "bob", role=Role.COUNSEL, account="account-b")
    assert [(each.name, each.role) for each in memberships(world.home, "account-b")] == [
        ("Alice's shop", Role.CLIENT_AUDITOR),
        ("Charlie's practice", Role.COUNSEL),
    ]


def test_one_account_is_one_member_of_an_organisation(world: World) -> None:
    link_account(world.home, world.alice.organisation, "alice", "account-a")
    with pytest.raises(InvalidInput, match="another member"):
        link_account(world.home, world.alice.organisation, "bob", "account-a")
    with pytest.raises(InvalidInput, match="no such member"):
        link_account(world.home, world.alice.organisation, "charlie", "account-c")


@pytest.mark.parametrize(
    "values", [{"until": now() - timedelta(seconds=1)}, {"ended_at": now()}], ids=["over", "ended"]
)
def test_who_is_a_member_no_more_is_refused_as_one_who_never_was(world: World, values: dict[str, object]) -> None:
    link_account(world.home, world.alice.organisation, "bob", "account-b")
    with world.alice.transaction():
        models.Member.objects.using(world.alice.alias).filter(ident="bob").update(**values)
    with pytest.raises(NotAllowed, match="no access"):
        Workspace(world.home, world.alice.organisation, "bob")
    assert memberships(world.home, "account-b") == () == Desk(world.home, "account-b").numbers


def test_a_desk_shows_the_organisations_of_its_account_alone(world: World) -> None:
    for each in (world.alice, world.charlie):
        each.set_fact("has_cctv", True)
    link_account(world.home, world.charlie.organisation, "charlie", "account-c")
    desk = Desk(world.home, "account-c")
    with desk.reading():
        assert {row.organisation_id for row in desk.rows(models.Fact)} == {world.charlie.organisation_id}
    assert Desk(world.home, "account-c", Permission.SEE_CLIENTS).numbers == ()  # a client's owner has no clients


def test_the_database_itself_keeps_a_desk_to_its_set(world: World, stands_on: str) -> None:
    if stands_on == "sqlite":
        pytest.skip("SQLite has no rules by row")
    for each in (world.alice, world.charlie):
        each.set_fact("has_cctv", True)
    link_account(world.home, world.charlie.organisation, "charlie", "account-c")
    desk = Desk(world.home, "account-c")
    with desk.reading():
        seen = set(models.Fact.objects.using(desk.alias).values_list("organisation_id", flat=True))
        assert models.Fact.objects.using(desk.alias).filter(organisation_id=world.alice.organisation_id).count() == 0
    assert seen == {world.charlie.organisation_id}


@pytest.mark.parametrize("account", ["", "*", "%", "account-a' OR '1'='1"])
def test_no_wildcard_lists_members_by_their_accounts(world: World, stands_on: str, account: str) -> None:
    if stands_on == "sqlite":
        pytest.skip("SQLite has no rules by row")
    link_account(world.home, world.alice.organisation, "alice", "account-a")
    alias = world.alice.alias
    with atomic(alias):
        database.engine(world.home).enter(alias, (), account=account)
        assert not models.Member.objects.using(alias).exists()
        database.engine(world.home).enter(alias, (), account="account-a")
        own = models.Member.objects.using(alias)
        assert [row.ident for row in own.all()] == ["alice"] and own.update(role="provider-owner") == 0


def test_what_owners_and_readers_of_before_were_they_are_now(world: World) -> None:
    from bailee.store import rules

    with world.alice.transaction():
        rows = models.Member.objects.using(world.alice.alias).filter(organisation_id=world.alice.organisation_id)
        rows.filter(ident="alice").update(role="owner")
        rows.filter(ident="bob").update(role="reader")
    before = [Workspace(world.home, world.alice.organisation, ident).role for ident in ("alice", "bob")]
    with connections[world.alice.alias].schema_editor() as editor:
        rules.former_roles().lay(editor)
    with world.alice.transaction():
        assert dict(rows.values_list("ident", "role")) == {"alice": "client-owner", "bob": "client-auditor"}
    assert before == [Role.CLIENT_OWNER, Role.CLIENT_AUDITOR]


def test_a_transaction_asks_for_the_permission_and_says_who_has_it(world: World) -> None:
    with (
        pytest.raises(NotAllowed, match="as client auditor you may not scan here") as refused,
        world.bob.transaction(Permission.SCAN),
    ):
        pass
    assert "client owner" in refused.value.hint and "employee" not in refused.value.hint
    with world.bob.transaction(Permission.EXPORT):
        world.bob.record("exported", "findings")  # what proves an act of one who may only look
    with pytest.raises(NotAllowed):
        world.bob.record("exported", "findings")


def test_a_desk_notes_that_it_was_opened_in_each_organisation_of_its_set(world: World) -> None:
    link_account(world.home, world.alice.organisation, "alice", "account-a")
    desk = Desk(world.home, "account-a")
    for _ in range(3):
        desk.note_access("all-clients")
    desk.note_access("all-clients", export=True)
    noted = [(each.kind, each.is_export, each.account) for each in world.alice.accesses()]
    assert noted == [("all-clients", True, "account-a"), ("all-clients", False, "account-a")]
    assert world.charlie.accesses() == ()


def test_counsel_reviews_and_changes_nothing_else(world: World, tmp_path: Path) -> None:
    add_member(world.home, world.alice.organisation, "carl", role=Role.COUNSEL)
    carl = Workspace(world.home, world.alice.organisation, "carl")
    for change in (
        lambda: carl.set_fact("has_cctv", True),
        lambda: carl.add_place(tmp_path),
        lambda: carl.publish("employee-privacy-notice", 1),
        lambda: carl.add_site("Front desk"),
        lambda: carl.add_member("Friend", Role.EMPLOYEE),
    ):
        with pytest.raises(NotAllowed, match="as counsel you may not"):
            change()
    assert world.alice.facts() == {}


def test_a_server_is_of_the_organisation_that_set_it_up_and_no_other(world: World) -> None:
    assert world.alice.owns_server and world.bob.owns_server and not world.charlie.owns_server
    with world.charlie.reading():
        assert not world.charlie.owns_server
        assert world.charlie.organisation_name == "Charlie's practice"  # what was being read goes on
