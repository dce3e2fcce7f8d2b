"""PostgreSQL itself keeps organisations apart: also from code of ours that forgot to."""

from __future__ import annotations

import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connections

import scans
from bailee.errors import CannotRead, NotAllowed
from bailee.operations.open_store import open_store
from bailee.store import database, models
from bailee.store.as_of import AsOf
from bailee.store.rows.base import atomic, now
from bailee.store.then import WorkspaceThen
from simulators import postgres_store
from world import World


@pytest.fixture
def stands_on() -> str:
    return "postgresql"


OURS: list[Any] = sorted(
    (model for model in vars(models).values() if isinstance(model, type) and hasattr(model, "_meta")),
    key=lambda model: model._meta.db_table,
)


def test_every_table_with_an_organisation_has_a_rule_that_binds_its_owner_too(world: World) -> None:
    with connections[world.alice.alias].cursor() as cursor:
        cursor.execute(
            "SELECT c.relname, c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid) "
            "FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid "
            "WHERE c.relkind = 'r' AND a.attname = 'organisation_id' AND NOT a.attisdropped"
        )
        ruled = dict(cursor.fetchall())
    assert len(ruled) >= 20 and [table for table, is_bound in ruled.items() if not is_bound] == []
    assert ruled.keys() == {model._meta.db_table for model in OURS}


def test_a_query_that_does_not_say_whose_rows_it_wants_sees_none(world: World, tmp_path: Path) -> None:
    scans.scan(world.alice, scans.Files({"a.txt": ("x", [("us-ssn", "512447313")])}), tmp_path / "place")
    for model in OURS:
        with world.alice.transaction():
            is_empty = not model.objects.using(world.alice.alias).exists()
        try:
            assert list(model.objects.using(world.alice.alias)) == [] and is_empty, model
        except DatabaseError as error:  # an empty table has no row to ask about
            assert "whose rows" in str(error), model


def test_without_a_filter_of_ours_only_ones_own_rows_are_seen(world: World) -> None:
    world.alice.set_fact("has_cctv", True)
    world.charlie.set_fact("has_cctv", True)
    for model in OURS:
        column = "pk" if model is models.Organisation else "organisation_id"
        with world.alice.transaction():
            seen = set(model.objects.using(world.alice.alias).values_list(column, flat=True))
        assert seen <= {world.alice.organisation_id}, model


def test_rows_of_another_organisation_can_be_neither_written_nor_changed_nor_deleted(world: World) -> None:
    theirs = world.charlie.organisation_id
    place = world.charlie.add_place(Path("/srv/theirs"))
    with world.alice.transaction():
        rows = models.Place.objects.using(world.alice.alias).filter(pk=place.ident)
        assert rows.update(name="mine") == 0 and rows.delete()[0] == 0
    with pytest.raises(CannotRead, match="may not do that"), world.alice.transaction():
        models.Place.objects.using(world.alice.alias).create(
            organisation_id=theirs, name="x", path_fingerprint="x", path=b"x", added_at=now()
        )
    assert [each.name for each in world.charlie.places()] == [place.name]


def test_a_row_cannot_be_given_away(world: World) -> None:
    world.alice.add_place(Path("/srv/ours"))
    with pytest.raises(CannotRead, match="may not do that"), world.alice.transaction():
        models.Place.objects.using(world.alice.alias).update(organisation_id=world.charlie.organisation_id)


def test_whose_rows_are_seen_ends_with_the_transaction(world: World) -> None:
    with world.alice.transaction():
        assert models.Member.objects.using(world.alice.alias).count() == 2
    with pytest.raises(DatabaseError, match="whose rows"):
        models.Member.objects.using(world.alice.alias).count()


def test_a_list_of_organisations_lets_nobody_change_one(world: World) -> None:
    alias = world.alice.alias
    with atomic(alias):
        database.engine(world.home).enter(alias, (), "*")
        every = models.Organisation.objects.using(alias)
        assert every.count() == 2 and every.update(name="x") == 0
        assert list(models.Fact.objects.using(alias)) == []


@pytest.mark.parametrize("right", ["SUPERUSER", "BYPASSRLS"])
def test_an_account_above_the_rules_is_refused(right: str, cluster: postgres_store.Cluster, tmp_path: Path) -> None:
    name = f"above_{secrets.token_hex(4)}"
    cluster.role(name, right)
    cluster.sql(f"CREATE DATABASE {name} OWNER {name}")
    database.use(tmp_path / "home", cluster.url(name, name))
    with pytest.raises(NotAllowed, match="row-level security"):
        open_store(tmp_path / "home")


def test_one_account_alone_will_do(cluster: postgres_store.Cluster, tmp_path: Path) -> None:
    name = f"alone_{secrets.token_hex(4)}"
    cluster.role(name)
    cluster.sql(f"CREATE DATABASE {name} OWNER {name}")
    database.use(tmp_path / "home", cluster.url(name, name))
    workspace = open_store(tmp_path / "home")
    workspace.set_fact("has_cctv", True)
    assert workspace.facts() == {"has_cctv": True}
    with pytest.raises(DatabaseError, match="whose rows"):
        models.Fact.objects.using(workspace.alias).count()
    workspace.close()


def test_a_database_that_cannot_be_reached_is_said_so(tmp_path: Path) -> None:
    database.use(tmp_path / "home", f"postgresql://app@/none?host={tmp_path}")
    with pytest.raises(CannotRead, match="cannot be reached"):
        open_store(tmp_path / "home")


def test_the_address_of_the_database_lies_in_a_file_that_is_nobody_elses(world: World, tmp_path: Path) -> None:
    home = tmp_path / "elsewhere"
    home.mkdir(mode=0o700)
    file = home / database.URL_FILE
    file.write_text("postgresql://app@/none?host=/nowhere\n")
    file.chmod(0o644)
    with pytest.raises(NotAllowed, match="other accounts"):
        database.exists(home)
    file.chmod(0o600)
    assert database.exists(home)


def test_the_past_is_read_by_an_account_that_may_make_nothing_not_even_for_a_moment(
    world: World, cluster: postgres_store.Cluster, tmp_path: Path
) -> None:
    scans.scan(world.alice, scans.Files({"a.txt": ("x", [("us-ssn", "512447313")])}), tmp_path / "place")
    world.charlie.set_fact("has_cctv", True)
    name = connections[world.alice.alias].settings_dict["NAME"]
    cluster.sql(f"REVOKE ALL ON DATABASE {name} FROM PUBLIC")
    cluster.sql(f"GRANT CONNECT ON DATABASE {name} TO {postgres_store.APP}")
    today = now().astimezone().date()
    with WorkspaceThen(world.alice, AsOf(today, today)) as then:
        then.close()  # rights are looked at anew
        with pytest.raises(DatabaseError, match="permission denied"), connections[then.alias].cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE mine (id int)")
        assert len(then.findings()) == 1 and then.task_list().tasks == () and then.facts() == {}


def test_nothing_is_written_while_the_past_is_read_and_what_was_read_is_gone_after_it(
    world: World, tmp_path: Path
) -> None:
    scans.scan(world.alice, scans.Files({"a.txt": ("x", [("us-ssn", "512447313")])}), tmp_path / "place")
    early = now().astimezone().date() - timedelta(days=5)
    with WorkspaceThen(world.alice, AsOf(early, early)) as then:
        for statement in ("DELETE FROM finding", "UPDATE place SET name = 'x'", "CREATE TABLE fact2 (id int)"):
            with (
                pytest.raises(DatabaseError, match="read-only"),
                then.reading(),
                connections[then.alias].cursor() as cursor,
            ):
                cursor.execute(statement)
        assert then.findings() == ()
        with atomic(then.alias):
            database.engine(world.home).enter(then.alias, (world.alice.organisation_id,))
            assert (
                models.Finding.objects.using(then.alias).count() == 1
            )  # the connection itself reads the present again


def test_of_the_past_too_only_ones_own_rows_are_seen_without_a_filter_of_ours(world: World) -> None:
    world.alice.set_fact("has_cctv", True)
    world.charlie.set_fact("has_cctv", True)
    today = now().astimezone().date()
    with WorkspaceThen(world.alice, AsOf(today, today)) as then, then.reading():
        for model in OURS:
            column = "pk" if model is models.Organisation else "organisation_id"
            seen = set(model.objects.using(then.alias).values_list(column, flat=True))
            assert seen <= {world.alice.organisation_id}, model
        with connections[then.alias].cursor() as cursor:
            cursor.execute("SELECT count(*) FROM public.fact")  # past its name of then
            assert cursor.fetchone() == (1,)
