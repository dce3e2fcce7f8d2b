"""Invitations, on both databases: one use, one address, no more than the inviter may give, and none across organisations."""

from __future__ import annotations

import pytest

import world as worlds
from bailee.errors import InvalidInput, NotAllowed
from bailee.permissions import Role
from bailee.store import invitations, link_tokens, person_links
from bailee.store.tenancy import memberships
from bailee.store.workspace import Workspace


def test_whoever_takes_it_is_a_member_once(world: worlds.World) -> None:
    token = invitations.invite(world.alice, "pat@client.example", Role.PRIVACY_PERSON)
    found = invitations.find(world.home, token)
    assert found is not None and (found.email, found.role, found.state) == (
        "pat@client.example",
        Role.PRIVACY_PERSON,
        "open",
    )
    organisation = invitations.accept(world.home, token, "account-pat", "Pat Doe")
    assert [(each.organisation, each.role) for each in memberships(world.home, "account-pat")] == [
        (organisation, Role.PRIVACY_PERSON)
    ]
    with pytest.raises(InvalidInput):
        invitations.accept(world.home, token, "account-eve", "Eve")


def test_it_ends_with_the_right_of_whoever_wrote_it(world: worlds.World) -> None:
    pat = world.alice.add_member("Pat", Role.PRIVACY_PERSON)
    token = invitations.invite(Workspace(world.home, world.alice.organisation, pat), "lee@client.example", Role.MANAGER)
    world.alice.end_member(pat)
    found = invitations.find(world.home, token)
    assert found is not None and found.state == "withdrawn"
    with pytest.raises(InvalidInput):
        invitations.accept(world.home, token, "account-lee", "Lee")


def test_who_may_only_read_invites_nobody(world: worlds.World) -> None:
    with pytest.raises(NotAllowed):
        invitations.invite(world.bob, "pat@client.example", Role.MANAGER)
    with pytest.raises(NotAllowed):
        person_links.link_person(world.bob, "Pat")


@pytest.mark.parametrize("role", [Role.PROVIDER_OWNER, Role.LEAD, Role.TECHNICIAN])
def test_roles_of_a_provider_are_given_in_a_provider_alone(world: worlds.World, role: Role) -> None:
    with pytest.raises(NotAllowed):
        invitations.invite(world.alice, "pat@client.example", role)


def test_a_link_with_the_number_of_another_organisation_opens_nothing(world: worlds.World) -> None:
    token = invitations.invite(world.alice, "pat@client.example", Role.MANAGER)
    moved = f"{world.charlie.organisation_id}-{token.partition('-')[2]}"
    assert link_tokens.whose(moved) == world.charlie.organisation_id
    assert invitations.find(world.home, moved) is None
    assert invitations.invitations(world.charlie) == ()


def test_a_code_opens_a_link_once_and_five_wrong_ones_end_it(world: worlds.World) -> None:
    token, code = person_links.link_person(world.alice, "Pat Doe")
    wrong = f"{(int(code) + 1) % 10**6:06}"
    assert [person_links.open_link(world.home, token, wrong) for _ in range(2)] == [4, 3]
    opened = person_links.open_link(world.home, token, code)
    assert isinstance(opened, person_links.Opened)
    assert Workspace(world.home, opened.organisation, opened.member).role is Role.EMPLOYEE
    assert person_links.open_link(world.home, token, code) == 0
    other, right = person_links.link_person(world.alice, "Lee Roe")
    assert [person_links.open_link(world.home, other, f"{(int(right) + 1) % 10**6:06}") for _ in range(5)][-1] == 0
    assert person_links.open_link(world.home, other, right) == 0


def test_an_organisation_sends_no_flood_of_invitations(world: worlds.World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(invitations, "A_DAY", 2)
    for name in ("ann", "ben"):
        invitations.invite(world.alice, f"{name}@client.example", Role.MANAGER)
    with pytest.raises(InvalidInput, match="within a day"):
        invitations.invite(world.alice, "cem@client.example", Role.MANAGER)
    invitations.invite(world.charlie, "dee@practice.example", Role.MANAGER)  # another one's are its own


def test_a_member_who_does_not_sign_in_yet_is_invited_as_herself(world: worlds.World) -> None:
    ida = world.alice.add_member("Ida", Role.MANAGER, ident="ida")
    token = invitations.invite(world.alice, "ida@client.example", member=ida)
    found = invitations.find(world.home, token)
    assert found is not None and (found.role, found.member, found.state) == (Role.MANAGER, "ida", "open")
    invitations.accept(world.home, token, "account-ida", "Ida")
    (there,) = memberships(world.home, "account-ida")
    assert (there.organisation, there.member, there.role) == (world.alice.organisation, "ida", Role.MANAGER)
    assert [each.ident for each in world.alice.member_list()].count("ida") == 1
    with pytest.raises(InvalidInput, match="does not sign in yet"):
        invitations.invite(world.alice, "other@client.example", member="ida")
    with pytest.raises(InvalidInput, match="does not sign in yet"):
        invitations.invite(world.charlie, "other@client.example", member="bob")


def test_an_invitation_of_a_member_ends_with_her_membership_and_with_another_role(world: worlds.World) -> None:
    for ident, act in (("ida", world.alice.end_member), ("jo", lambda who: world.alice.change_role(who, Role.COUNSEL))):
        world.alice.add_member(ident.title(), Role.MANAGER, ident=ident)
        token = invitations.invite(world.alice, f"{ident}@client.example", member=ident)
        act(ident)
        with pytest.raises(InvalidInput, match="signs in already, or is none any more"):
            invitations.accept(world.home, token, f"account-{ident}", ident)
        assert memberships(world.home, f"account-{ident}") == ()
