"""`bailee check` says what is wrong, what to do and who has to, and changes nothing."""

from __future__ import annotations

import json
import os
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connections

from as_typed import bailee
from bailee import settings
from bailee.operations.back_up import MADE, back_up
from bailee.operations.checks import run
from bailee.operations.checks.told import Around, State, Told
from bailee.store import database, jobs
from bailee.store.organisations import organisations
from bailee.store.work.figures import SEEN, note_worker
from simulators import certificates, mail_server, postgres_store
from world import World


def looked(home: Path, **values: str) -> dict[str, list[Told]]:
    """What each check told, by its name."""
    environment = {f"BAILEE_{name.upper()}": value for name, value in values.items()}
    told: dict[str, list[Told]] = {}
    for each in run(Around.now(home, settings.read(environment))):
        told.setdefault(each.check, []).append(each)
    return told


def worst(told: dict[str, list[Told]], check: str) -> Told:
    return max(told[check], key=lambda each: each.state.exit_code)


def test_a_monitor_reads_the_worst_from_the_exit_code(world: World) -> None:
    note_worker(world.home)
    done = bailee("check", "--json", "--home", world.home)
    told = json.loads(done.out)["checks"]
    assert done.code == 1 and {each["state"] for each in told} == {"ok", "warning"}
    assert all(each["remedy"] and each["who"] for each in told if each["state"] != "ok")
    (world.home / "keys" / "master.key").chmod(0o644)
    done = bailee("check", "--home", world.home)
    assert done.code == 2 and "chmod 600" in done.out and "whoever runs this machine" in done.out


def test_a_folder_that_is_not_there_is_said_and_not_made(tmp_path: Path) -> None:
    told = looked(tmp_path / "nowhere")
    assert worst(told, "home").state is State.CRITICAL and not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["database.url", "sign-in.toml", "keys/sign-in.key"])
def test_what_others_can_open_is_named(world: World, name: str) -> None:
    (world.home / name).touch(mode=0o600)
    assert worst(looked(world.home), "home").state is State.OK
    (world.home / name).chmod(0o640)
    assert name.rpartition("/")[2] in worst(looked(world.home), "home").said


def test_a_recovery_key_that_lies_here_is_told_of(world: World) -> None:
    told = [each for each in looked(world.home)["keys"] if "recovery-kit" in each.remedy]
    whose = {each.remedy.partition("--organisation ")[2].partition(";")[0] for each in told}
    assert whose == set(organisations(world.home))  # each by its own name, or the remedy would print one of them twice
    for file in (world.home / "keys").glob("recovery-*"):
        file.unlink()
    assert worst(looked(world.home), "keys").state is State.OK


def test_a_server_that_cannot_type_a_passphrase_is_told_of(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from bailee.keys import custody, passphrases

    monkeypatch.setattr(passphrases, "N", 1 << 10)
    custody.move(world.home, custody.Custody.PASSPHRASE, passphrase="five words that nobody joins")
    assert "BAILEE_PASSPHRASE_FILE" in looked(world.home)["keys"][0].remedy


def test_work_without_a_worker_is_critical(world: World) -> None:
    assert worst(looked(world.home), "worker").state is State.WARNING
    jobs.defer(world.home, "scan", world.alice.organisation, {"request": "x"})
    assert worst(looked(world.home), "worker").state is State.CRITICAL
    note_worker(world.home)
    assert worst(looked(world.home), "worker").state is State.OK
    long_ago = time.time() - 600
    os.utime(world.home / SEEN, (long_ago, long_ago))
    assert "10 minutes" in worst(looked(world.home), "worker").said


def test_a_backup_grows_old(world: World, tmp_path: Path) -> None:
    assert worst(looked(world.home), "backup").state is State.WARNING
    back_up(world.home, tmp_path / "a.bailee", passphrase="five words that nobody joins")
    assert worst(looked(world.home), "backup").state is State.OK
    for days, state in ((3, State.WARNING), (20, State.CRITICAL)):
        then = (datetime.now(UTC) - timedelta(days=days)).timestamp()
        os.utime(world.home / MADE, (then, then))
        assert worst(looked(world.home), "backup").state is state


@pytest.mark.parametrize(
    ("values", "state", "about"),
    [
        ({}, State.OK, "alone"),
        ({"host": "::"}, State.CRITICAL, "encrypted"),
        ({"address": "http://privacy.example.com"}, State.CRITICAL, "https"),
        ({"address": "https://privacy.example.com"}, State.WARNING, "proxy"),
        ({"address": "https://privacy.example.com", "proxies": "127.0.0.1"}, State.OK, "proxy"),
        ({"address": "https://privacy.example.com", "proxies": "the proxy"}, State.CRITICAL, "network"),
    ],
)
def test_address_proxy_and_tls_have_to_agree(world: World, values: dict[str, str], state: State, about: str) -> None:
    from bailee.operations.checks import address

    environment = {f"BAILEE_{name.upper()}": value for name, value in values.items()}
    found = list(address.check(Around.now(world.home, settings.read(environment))))
    told = max(found, key=lambda each: each.state.exit_code)
    assert told.state is state and about in told.said + told.remedy


def test_a_certificate_for_another_name_or_near_its_end_is_told_of(world: World, tmp_path: Path) -> None:
    _, certificate, key = certificates.make(tmp_path, "privacy.example.com")  # for a day
    files = {"tls_cert": str(certificate), "tls_key": str(key)}
    told = looked(world.home, address="https://privacy.example.com", **files)
    assert worst(told, "address").state is State.OK and worst(told, "certificate").state is State.CRITICAL
    told = looked(world.home, address="https://other.example.com", **files)
    assert "not for other.example.com" in worst(told, "address").said


def test_the_mail_server_is_tried(world: World, tmp_path: Path) -> None:
    def values(port: int, security: str) -> dict[str, str]:
        return {
            "smtp_host": "localhost",
            "smtp_port": str(port),
            "smtp_security": security,
            "smtp_from": "b@example.com",
        }

    with mail_server.mail_server() as server:
        told = looked(world.home, **values(server.port, "none"))
        assert worst(told, "mail").state is State.OK
        told = looked(world.home, **values(server.port, "starttls"))
        assert worst(told, "mail").state is State.WARNING
    told = looked(world.home, **values(server.port, "none"))
    assert "does not answer" in worst(told, "mail").said


class TestPostgreSQL:
    @pytest.fixture
    def stands_on(self) -> str:
        return "postgresql"

    def test_one_in_order_is_said_to_be(self, world: World) -> None:
        told = looked(world.home)
        for check in ("database", "row-security", "clock"):
            assert worst(told, check).state is State.OK, told[check]
        assert [each for all_told in told.values() for each in all_told if each.state is State.UNKNOWN] == []

    def test_a_table_whose_rule_is_gone_is_named(self, world: World, cluster: postgres_store.Cluster) -> None:
        stands_on: Any = database.engine(world.home)
        name = stands_on.url.rpartition("/")[2]
        cluster.sql("ALTER TABLE finding NO FORCE ROW LEVEL SECURITY", name)
        cluster.sql("ALTER TABLE decision DISABLE TRIGGER decision_no_update", name)
        said = " ".join(each.said for each in looked(world.home)["row-security"])
        assert "finding" in said and "decision.decision_no_update" in said

    def test_an_account_above_the_rules_is_critical(self, world: World, cluster: postgres_store.Cluster) -> None:
        cluster.sql(f"ALTER ROLE {postgres_store.APP} BYPASSRLS")
        try:
            told = worst(looked(world.home), "database")
        finally:
            cluster.sql(f"ALTER ROLE {postgres_store.APP} NOBYPASSRLS")
        assert told.state is State.CRITICAL and "NOBYPASSRLS" in told.remedy

    def test_a_worker_on_another_machine_counts(self, world: World) -> None:
        (world.home / SEEN).unlink(missing_ok=True)
        assert worst(looked(world.home), "worker").state is State.WARNING
        with connections[world.alice.alias].cursor() as cursor:
            cursor.execute("SELECT * FROM procrastinate_register_worker_v1()")
        assert worst(looked(world.home), "worker").state is State.OK

    def test_a_store_of_before_is_told_of_and_left_as_it_is(
        self, world: World, cluster: postgres_store.Cluster
    ) -> None:
        stands_on: Any = database.engine(world.home)
        name = stands_on.url.rpartition("/")[2]
        newest = "SELECT max(id) FROM django_migrations WHERE app = 'store'"
        cluster.sql(f"DELETE FROM django_migrations WHERE id = ({newest})", name)  # noqa: S608 - our own words
        told = looked(world.home)
        assert "backup" in worst(told, "database").remedy and "worker" not in told and "people" not in told

    def test_a_database_that_does_not_answer_is_told_once(self, tmp_path: Path) -> None:
        home = tmp_path / "home"
        home.mkdir(mode=0o700)
        database.use(home, "postgresql://bailee_app:canary@127.0.0.1:1/bailee")
        told = looked(home)
        assert worst(told, "database").state is State.CRITICAL and "reached" in worst(told, "database").said
        assert "canary" not in str(told) and "row-security" not in told


def test_credentials_that_do_not_say_whose_they_are_are_named(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    file = world.home / "credentials.toml"
    ours = world.alice.organisation
    file.write_text(f'["imaps://mail.example"]\norganisation = "{ours}"\npassword = "canary"\n')
    file.chmod(0o600)
    assert worst(looked(world.home), "credentials").state is State.OK
    file.write_text('["imaps://mail.example"]\npassword = "canary"\n["s3://"]\norganisation = "gone-1"\n')
    monkeypatch.setenv("BAILEE_MYSQL_PASSWORD", "canary")
    said = [f"{each.said} {each.remedy}" for each in looked(world.home)["credentials"]]
    assert len(said) == 4 and not any("canary" in each for each in said)
    assert "imaps://mail.example" in said[0] and "name no host" in said[1] and "gone-1" in said[2]
    assert "BAILEE_MYSQL_PASSWORD is not used" in said[3]


def test_an_owner_who_is_counsel_by_another_address_is_asked_about(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from bailee.operations.checks import counsel
    from bailee.permissions import Role
    from bailee.store.organisations import add_member
    from bailee.store.tenancy import link_account

    link_account(world.home, world.alice.organisation, "alice", "a1")
    add_member(world.home, world.alice.organisation, "lea", role=Role.COUNSEL, account="c1")
    addresses = {"a1": "alice@shop.example", "c1": "lea@firm.example"}
    monkeypatch.setattr(counsel, "email_of", lambda _, account: addresses[account])
    assert worst(looked(world.home), "counsel").state is State.OK
    addresses["c1"] = "alice.second@shop.example"
    told = worst(looked(world.home), "counsel")
    assert told.state is State.WARNING and "same person" in told.said and "shop.example" not in told.said


def test_a_mailbox_of_bounces_that_does_not_open_is_a_warning_with_its_remedy(world: World) -> None:
    told = worst(looked(world.home, bounces="imap://ann@127.0.0.1:1/INBOX"), "bounces")
    assert told.state is State.WARNING and "nobody hears which mails come back" in told.said and told.remedy
    assert "bounces" not in looked(world.home)
