"""A provider and its clients: who reaches which, who did, and that nobody else sees it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.manage_tokens import create_token
from bailee.operations.rotate_keys import Key, rotate
from bailee.permissions import Permission, Role
from bailee.store import models
from bailee.store.organisations import create_organisation
from bailee.store.rows.base import now
from bailee.store.tenancy import link_account, memberships
from bailee.store.tokens import presented
from bailee.store.workspace import Workspace
from world import World


@dataclass(frozen=True)
class Provider:
    home: Path
    olga: Workspace  # owns it
    dentist: str
    florist: str

    def at(self, organisation: str, member: str) -> Workspace:
        return Workspace(self.home, organisation, member)

    def log(self, organisation: str, member: str = "olga") -> list[str]:
        return [row.action for row in self.at(organisation, member).evidence()[0]]


@pytest.fixture
def provider(world: World) -> Provider:
    """Olga's provider beside the world: a lead, a technician, an auditor, and two clients."""
    ident = create_organisation(world.home, "Olga IT", owner="olga", is_provider=True)
    olga = Workspace(world.home, ident, "olga")
    for name, role in (("Lee", Role.LEAD), ("Tess", Role.TECHNICIAN), ("Ada", Role.PROVIDER_AUDITOR)):
        olga.add_member(name, role)
    return Provider(world.home, olga, olga.add_client("Dentist"), olga.add_client("Florist"))


def test_who_adds_a_client_reaches_it_and_the_others_do_not(provider: Provider) -> None:
    assert provider.at(provider.dentist, "olga").role is Role.PROVIDER_OWNER
    with pytest.raises(NotAllowed, match="no access"):
        provider.at(provider.dentist, "tess")
    listed = provider.at(provider.olga.organisation, "tess").clients()
    assert [(each.name, each.assigned, each.is_mine) for each in listed] == [
        ("Dentist", ("olga",), False),
        ("Florist", ("olga",), False),
    ]


def test_a_technician_who_is_assigned_reaches_that_client_alone_until_it_ends(provider: Provider) -> None:
    provider.olga.assign(provider.dentist, "tess")
    assert provider.at(provider.dentist, "tess").role is Role.TECHNICIAN
    with pytest.raises(NotAllowed):
        provider.at(provider.florist, "tess")
    provider.olga.end_assignment(provider.dentist, "tess")
    with pytest.raises(NotAllowed, match="no access"):
        provider.at(provider.dentist, "tess")
    assert provider.log(provider.dentist)[-2:] == ["member-assigned", "assignment-ended"]


def test_an_assignment_lasts_no_longer_than_the_membership_at_the_provider(provider: Provider) -> None:
    ends = now() + timedelta(days=30)
    provider.olga.add_member("Temp", Role.TECHNICIAN, until=ends)
    provider.olga.assign(provider.dentist, "temp")
    assert provider.at(provider.dentist, "temp").until == ends
    provider.olga.assign(provider.florist, "temp", until=ends + timedelta(days=300))
    assert provider.at(provider.florist, "temp").until == ends


def test_a_token_does_not_come_back_with_the_next_assignment(provider: Provider) -> None:
    def shown(token: str) -> str:
        found = presented(provider.home, token)
        assert found is not None
        return found.fault

    provider.olga.assign(provider.dentist, "tess")
    before = create_token([provider.at(provider.dentist, "tess")], "before", {Permission.SEE_TABLE}, days=365).token
    assert shown(before) == ""
    provider.olga.end_assignment(provider.dentist, "tess")
    tess = provider.at(provider.olga.organisation, "tess")
    tess.break_glass(provider.dentist, "the dentist's scan hangs")
    assert "may not use one any more" in shown(before)
    again = create_token([provider.at(provider.dentist, "tess")], "again", {Permission.SEE_TABLE}, days=1).token
    assert shown(again) == ""


def test_a_clients_owner_replaces_no_key_of_the_whole_server(provider: Provider) -> None:
    provider.at(provider.dentist, "olga").add_member("Dora", Role.CLIENT_OWNER)
    dora = provider.at(provider.dentist, "dora")
    with pytest.raises(NotAllowed, match="every organisation"):
        rotate(dora, Key.MASTER)
    assert rotate(dora, Key.LOG).key is Key.LOG


def test_a_role_that_is_lowered_at_the_provider_is_lowered_at_each_client_at_once(provider: Provider) -> None:
    for client in (provider.dentist, provider.florist):
        provider.olga.assign(client, "lee")
    provider.olga.change_role("lee", Role.PROVIDER_AUDITOR)
    roles = {provider.at(client, "lee").role for client in (provider.dentist, provider.florist)}
    assert roles == {Role.PROVIDER_AUDITOR}
    with pytest.raises(NotAllowed):
        provider.at(provider.dentist, "lee").add_site("Front desk")


def test_who_leaves_the_provider_reaches_no_client_any_more(provider: Provider) -> None:
    provider.olga.assign(provider.dentist, "tess")
    provider.at(provider.olga.organisation, "tess").break_glass(provider.florist, "the florist's scan hangs")
    provider.olga.end_member("tess")
    for organisation in (provider.olga.organisation, provider.dentist, provider.florist):
        with pytest.raises(NotAllowed, match="no access"):
            provider.at(organisation, "tess")


def test_a_person_whose_role_is_none_of_a_provider_any_more_reaches_no_client(provider: Provider) -> None:
    provider.olga.assign(provider.dentist, "tess")
    provider.olga.change_role("tess", Role.EMPLOYEE)
    with pytest.raises(NotAllowed, match="no access"):
        provider.at(provider.dentist, "tess")


def test_who_breaks_the_glass_says_why_and_is_out_again_by_itself(provider: Provider) -> None:
    tess = provider.at(provider.olga.organisation, "tess")
    until = tess.break_glass(provider.dentist, "Ransomware on the reception's computer", hours=2)
    inside = provider.at(provider.dentist, "tess")
    assert inside.until == until and timedelta(hours=1.9) < until - now() < timedelta(hours=2)
    (told,) = provider.at(provider.dentist, "olga").broken_glass()
    assert (told.member, told.reason, told.until) == ("tess", "Ransomware on the reception's computer", until)
    assert provider.log(provider.dentist)[-1] == provider.log(provider.olga.organisation)[-1] == "glass-broken"
    with inside.transaction():
        models.Member.objects.using(inside.alias).filter(ident="tess").update(until=now() - timedelta(seconds=1))
    with pytest.raises(NotAllowed, match="no access"):
        provider.at(provider.dentist, "tess")


@pytest.mark.parametrize(
    ("reason", "hours"), [("why", 1), (" " * 40, 1), ("x" * 1001, 1), ("a good reason", 25), ("a good reason", 0)]
)
def test_glass_is_not_broken_without_a_reason_or_for_long(provider: Provider, reason: str, hours: int) -> None:
    with pytest.raises(InvalidInput):
        provider.at(provider.olga.organisation, "tess").break_glass(provider.dentist, reason, hours=hours)
    assert "glass-broken" not in provider.log(provider.dentist)


def test_who_is_assigned_breaks_no_glass_and_an_auditor_never(provider: Provider) -> None:
    with pytest.raises(InvalidInput, match="reaches this client already"):
        provider.olga.break_glass(provider.dentist, "because I can do it")
    with pytest.raises(NotAllowed, match="break glass"):
        provider.at(provider.olga.organisation, "ada").break_glass(provider.dentist, "because I can do it")


def test_who_could_and_did_open_which_clients_data(provider: Provider) -> None:
    provider.olga.assign(provider.dentist, "tess")
    tess = provider.at(provider.dentist, "tess")
    for kind in ("findings", "findings", "status"):
        tess.note_access(kind)
    tess.note_access("findings", export=True)
    tess.note_access("findings", export=True)
    auditor = provider.at(provider.olga.organisation, "ada")
    did = sorted(
        (each.client_name, each.person, each.what.kind, each.what.is_export) for each in auditor.client_accesses()
    )  # type: ignore[union-attr]
    assert did == [
        ("Dentist", "tess", "findings", False),
        ("Dentist", "tess", "findings", True),
        ("Dentist", "tess", "findings", True),
        ("Dentist", "tess", "status", False),
    ]
    could = {(each.client_name, each.person, each.what.until) for each in auditor.client_spans()}
    assert could == {("Dentist", "olga", None), ("Florist", "olga", None), ("Dentist", "tess", None)}
    assert auditor.client_accesses(client=provider.florist) == ()


def test_a_technician_does_not_see_who_opened_what(provider: Provider) -> None:
    tess = provider.at(provider.olga.organisation, "tess")
    for ask in (tess.client_accesses, tess.client_spans, tess.accesses, tess.member_spans):
        with pytest.raises(NotAllowed, match="see access"):
            ask()


def test_what_was_opened_can_not_be_unsaid(provider: Provider) -> None:
    from django.db import DatabaseError

    inside = provider.at(provider.dentist, "olga")
    inside.note_access("findings")
    for change in ("delete", "update"):
        with pytest.raises((DatabaseError, Exception), match="appended, never changed"), inside.transaction():
            rows = models.Access.objects.using(inside.alias).filter(organisation_id=inside.organisation_id)
            rows.delete() if change == "delete" else rows.update(kind="status")
    assert [each.kind for each in inside.accesses()] == ["findings"]


def test_another_providers_clients_are_not_there(world: World, provider: Provider) -> None:
    other = create_organisation(world.home, "Rival IT", owner="ron", is_provider=True)
    ron = Workspace(world.home, other, "ron")
    assert ron.clients() == ron.client_accesses() == ron.client_spans() == ()
    for act in (
        lambda: ron.assign(provider.dentist, "ron"),
        lambda: ron.end_assignment(provider.dentist, "olga"),
        lambda: ron.break_glass(provider.dentist, "because I can do it"),
        lambda: ron.assign(world.alice.organisation, "ron"),  # an organisation without a provider
        lambda: ron.break_glass(ron.organisation, "because I can do it"),
    ):
        with pytest.raises(InvalidInput, match="no such client"):
            act()


def test_a_client_sees_nothing_of_its_provider_or_the_provider_s_other_clients(
    provider: Provider, stands_on: str
) -> None:
    provider.olga.assign(provider.florist, "tess")
    inside = provider.at(provider.dentist, "olga")
    with pytest.raises(InvalidInput, match="no provider"):
        inside.clients()
    assert {each.ident for each in inside.member_list()} == {"olga"}
    if stands_on == "postgresql":
        with inside.transaction():
            for model in (models.Organisation, models.Member, models.MemberChange, models.Access, models.OffBoarding):
                column = "pk" if model is models.Organisation else "organisation_id"
                seen = set(model.objects.using(inside.alias).values_list(column, flat=True))
                assert seen <= {inside.organisation_id}, model


def test_a_provider_lists_its_clients_by_sql_and_changes_none_of_them(provider: Provider, stands_on: str) -> None:
    if stands_on == "sqlite":
        pytest.skip("SQLite has no rules by row")
    with provider.olga.transaction():
        every = models.Organisation.objects.using(provider.olga.alias)
        assert {row.name for row in every.all()} == {"Olga IT", "Dentist", "Florist"}
        assert every.filter(name="Dentist").update(name="x") == 0
        assert (
            models.Member.objects.using(provider.olga.alias)
            .exclude(organisation_id=provider.olga.organisation_id)
            .count()
            == 0
        )


def test_nobody_gives_a_role_by_which_he_would_have_more_than_now(provider: Provider) -> None:
    lee = provider.at(provider.olga.organisation, "lee")
    for role in (Role.PROVIDER_OWNER, Role.LEAD):
        with pytest.raises(NotAllowed, match="make nobody"):
            lee.add_member("Lee's friend", role)
    with pytest.raises(NotAllowed, match="change no provider owner"):
        lee.end_member("olga")
    with pytest.raises(NotAllowed):
        lee.change_role("lee", Role.TECHNICIAN)  # nor of himself: a lead is changed by an owner
    provider.olga.assign(provider.dentist, "lee")
    with pytest.raises(NotAllowed, match="make nobody a client owner"):
        provider.at(provider.dentist, "lee").add_member("Lee's friend", Role.CLIENT_OWNER)


def test_a_client_makes_nobody_a_person_of_the_provider(provider: Provider, world: World) -> None:
    inside = provider.at(provider.dentist, "olga")
    inside.add_member("Dora", Role.CLIENT_OWNER)
    with pytest.raises(NotAllowed):
        provider.at(provider.dentist, "dora").add_member("Friend", Role.LEAD)
    with pytest.raises(InvalidInput, match="a person of a provider"):
        inside.add_member("Friend", Role.LEAD)
    with pytest.raises(InvalidInput, match="comes by the provider"):
        provider.at(provider.dentist, "dora").end_member("olga")


def test_the_last_owner_stays(provider: Provider, world: World) -> None:
    with pytest.raises(InvalidInput, match="last owner"):
        provider.olga.end_member("olga")
    with pytest.raises(InvalidInput, match="last owner"):
        world.alice.change_role("alice", Role.PRIVACY_PERSON)
    provider.olga.add_member("Second", Role.PROVIDER_OWNER)
    provider.olga.change_role("olga", Role.LEAD)
    assert provider.at(provider.dentist, "olga").role is Role.LEAD


def test_an_account_that_is_linked_at_the_provider_signs_in_at_its_clients(provider: Provider) -> None:
    provider.olga.assign(provider.dentist, "tess")
    link_account(provider.home, provider.olga.organisation, "tess", "account-t")
    assert [each.name for each in memberships(provider.home, "account-t")] == ["Dentist", "Olga IT"]
    provider.olga.assign(provider.florist, "tess")
    assert [each.name for each in memberships(provider.home, "account-t")] == ["Dentist", "Florist", "Olga IT"]
    provider.olga.end_member("tess")
    assert memberships(provider.home, "account-t") == ()


def test_names_that_meet_are_told_apart(provider: Provider) -> None:
    provider.at(provider.dentist, "olga").add_member("Tess", Role.CLIENT_OWNER)
    provider.olga.assign(provider.dentist, "tess")
    named = {each.ident: each.role for each in provider.at(provider.dentist, "olga").member_list()}
    ident = f"tess@{provider.olga.organisation}"
    assert named == {"olga": Role.PROVIDER_OWNER, "tess": Role.CLIENT_OWNER, ident: Role.TECHNICIAN}
    assert next(each for each in provider.olga.clients() if each.name == "Dentist").assigned == ("olga", "tess")


def test_a_client_s_name_is_given_once(provider: Provider) -> None:
    with pytest.raises(InvalidInput, match="of this name already"):
        provider.olga.add_client(" dentist ")
    for name in ("", "   ", "x" * 201):
        with pytest.raises(InvalidInput, match=r"needs a name|too long"):
            provider.olga.add_client(name)


def test_an_owner_makes_an_organisation_a_provider(world: World) -> None:
    with pytest.raises(NotAllowed, match="see clients"):
        world.alice.clients()
    with pytest.raises(NotAllowed):
        world.bob.become_provider()
    world.alice.become_provider()
    client = world.alice.add_client("Baker")
    assert Workspace(world.home, client, "alice").role is Role.PROVIDER_OWNER
    with pytest.raises(InvalidInput, match="no provider itself"):
        Workspace(world.home, client, "alice").become_provider()


def test_sites_hold_places_and_their_names_are_free_again(world: World) -> None:
    place = world.alice.add_place(Path("/srv/front"))
    site = world.alice.add_site("Front desk", jurisdiction="US-NY", time_zone="America/New_York")
    world.alice.place_at(place.name, site)
    (told,) = world.alice.sites()
    assert (told.name, told.jurisdiction, told.places) == ("Front desk", "US-NY", ("front",))
    assert world.charlie.sites() == ()
    with pytest.raises(InvalidInput, match="no such site"):
        world.charlie.close_site(site)
    world.alice.close_site(site)
    assert world.alice.sites() == () and world.alice.add_site("Front desk")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"jurisdiction": "XX-YY"}, "jurisdiction"),
        ({"time_zone": "Mars/Olympus"}, "time zone"),
        ({"name": " "}, "name"),
    ],
)
def test_a_site_of_no_law_or_clock_is_refused(world: World, values: dict[str, str], says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        world.alice.add_site(**{"name": "Front desk", **values})
