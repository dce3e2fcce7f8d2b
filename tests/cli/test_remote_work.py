"""`bailee --server`: letters of an incident, tickets, counsel, notices, archives, proof and clients are worked on there as here."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from api.test_archives import gone
from cli.test_remote import Both
from cli.test_remote_inform import KIND, with_staff
from cli.test_remote_record import refused
from simulators.desks import ConnectWise, desk

TODAY = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"


@pytest.fixture(scope="module")
def worked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """Three employees, a published notice, and findings of which some are gone."""
    with with_staff(tmp_path_factory.mktemp("work")) as both:
        gone(both.served.world.alice, tmp_path_factory.mktemp("gone"), 2)
        both.here("notice", "draft", KIND)
        yield both


def test_a_notice_is_published_and_said_in_another_language_there(worked: Both, tmp_path: Path) -> None:
    list_ = tmp_path / "words.csv"
    for words in (
        ("notice", "words", KIND, "--language", "es"),
        ("notice", "words", KIND, "--language", "es", "--json"),
    ):
        assert worked.there(*words) == worked.here(*words)
    assert f"written to {list_}" in worked.there("notice", "words", KIND, "--language", "es", "--out", str(list_))
    assert "new words" in worked.there("notice", "words", KIND, "--language", "es", "--take", str(list_))
    said = worked.there("notice", "publish", KIND, "--despite", "shown in a test")
    assert said.startswith(f"{KIND} version 1 is published, DRAFT")
    sent = worked.there("notice", "sent", KIND, "--by", "post")
    assert sent == f"{KIND} version 1 was sent to everyone concerned, by post\n"
    assert KIND in worked.there("notice", "kinds")  # which needs no store
    assert 'there is no notice of kind "no-such"' in refused(worked, "notice", "sent", "no-such", "--by", "post")


def test_what_was_told_is_proven_there(worked: Both, tmp_path: Path) -> None:
    for words in (("proof",), ("proof", "--json"), ("proof", "--notice", KIND)):
        assert worked.there(*words) == worked.here(*words)
    for form in ("csv", "json"):
        there, here = tmp_path / f"there.{form}", tmp_path / f"here.{form}"
        worked.there("proof", "--out", str(there))
        worked.here("proof", "--out", str(here))
        assert there.read_bytes() == here.read_bytes()
    assert worked.there("evidence", "prove", "1").startswith("c2sp.org/tlog-proof@v1")
    assert 'there is no record of the log "999999"' in refused(worked, "evidence", "prove", "999999")


def test_archives_are_made_and_brought_back_there(worked: Both) -> None:
    assert worked.there("archive") == worked.here("archive")
    moved = json.loads(worked.there("archive", "move", "--before", TODAY, "--json"))
    for words in (("archive",), ("archive", "--json"), ("archive", "verify"), ("archive", "verify", "--json")):
        assert worked.there(*words) == worked.here(*words)
    assert worked.there("archive", "bring-back", moved[0]["ident"]) == f"{moved[0]['findings']} findings brought back\n"
    assert f'there is no archive "{moved[0]["ident"]}"' in refused(worked, "archive", "bring-back", moved[0]["ident"])
    assert worked.there("archive", "move", "--before", "2020-01-01").startswith("Nothing went before 2020-01-01")


def test_tasks_go_to_other_programs_from_there(worked: Both, tmp_path: Path) -> None:
    for words in (("--as", "csv"), ("--as", "json", "--all"), ("--mine",)):
        assert worked.there("tasks", "export", *words) == worked.here("tasks", "export", *words)
    assert "tasks written to" in worked.there("tasks", "export", "--as", "ics", "--out", str(tmp_path / "tasks.ics"))
    assert (tmp_path / "tasks.ics").read_text("utf-8").startswith("BEGIN:VCALENDAR")


def test_tickets_are_connected_and_mapped_there(worked: Both, tmp_path: Path) -> None:
    with desk(ConnectWise()) as (server, address):
        keys = tmp_path / "connectwise.toml"
        keys.write_text(
            "".join(f'{name} = "{value}"\n' for name, value in server.access(address).items()), encoding="utf-8"
        )
        said = worked.there("ticket", "connect", "connectwise", "--keys", str(keys))
        ident = said.partition(":")[0]
        assert "connected; `bailee ticket map` says what goes there" in said
        assert (
            worked.there("ticket", "test")
            == worked.here("ticket", "test")
            == f"{ident} lets us in: version v2026.3.1\n"
        )
        assert "has other keys" in worked.there(
            "ticket", "connect", "connectwise", "--keys", str(keys), "--change", ident
        )
        rule = worked.there("ticket", "map", "--of", "task", "--set", "company=Alice", "--set", "board=Privacy")
        assert "task of severity high or worse become tickets from now on" in rule
        for gone_ in (rule.partition(":")[0], ident):
            assert worked.there("ticket", "disconnect", gone_) == f"{gone_}: nothing more goes there\n"
    assert "there is no such desk" in refused(worked, "ticket", "test")
    assert 'there is no system that tickets are made in "desk-00000000"' in refused(
        worked, "ticket", "test", "desk-00000000"
    )


def test_letters_of_an_incident_are_made_there(worked: Both, tmp_path: Path) -> None:
    device = worked.door().devices()[0].ident
    hour = f"{datetime.now(UTC) - timedelta(hours=3):%Y-%m-%dT%H:%M}"
    said = worked.there("incident", "report", "Gone", "--device", device, "--discovered", hour, "--zone", "UTC")
    ident = said.split()[1]
    words = worked.there("incident", "words", ident, "--set", "happened=a laptop was stolen from a car")
    assert words == worked.here("incident", "words", ident) == "happened: a laptop was stolen from a car\n"
    assert worked.there("incident", "letters", ident) == worked.here("incident", "letters", ident)
    forms = tmp_path / "authorities.pdf"
    assert worked.there("incident", "forms", ident, "--out", str(forms)) == f"for the authorities: {forms}\n"
    assert forms.read_bytes().startswith(b"%PDF")
    for act in (
        ("approve", ident, "--by", "R. Okafor"),
        ("print", ident, "--out", str(tmp_path / "letters")),
        ("mail", ident),
    ):
        there = worked.run("--server", f"http://127.0.0.1:{worked.served.server.port}", "incident", *act)
        here = worked.run("incident", *act, "--home", str(worked.served.world.home))
        assert there.returncode == here.returncode == 2 and "Nobody is to be written to" in there.stderr
    assert 'there is no incident "1999-01"' in refused(worked, "incident", "letters", "1999-01")


def test_counsel_is_asked_there_and_answers_there(worked: Both, tmp_path: Path) -> None:
    out = tmp_path / "packet"
    made = json.loads(worked.there("counsel", "packet", "--out", str(out), "--due", "2099-01-05", "--json"))
    assert [Path(each).suffix for each in made["files"]] == [".docx", ".pdf", ".toml"] and made[
        "due_on"
    ] == "2099-01-05"
    assert all(Path(each).stat().st_size for each in made["files"]) and made["questions"] + made["texts"] > 0
    strategy = tmp_path / "strategy.pdf"
    said = worked.there("counsel", "strategy", "--out", str(strategy), "--paper", "letter")
    assert said.startswith(f"written to {strategy}") and strategy.read_bytes().startswith(b"%PDF")
    assert "counsel import" not in refused(worked, "counsel", "import", made["files"][-1], "--by", "A. Adair")
    assert worked.there("counsel", "hours") == worked.run("counsel", "hours").stdout  # which needs no store


def test_what_a_client_allowed_is_recorded_there(worked: Both) -> None:
    ours = worked.served.world.alice.organisation
    signed = (
        "clients", "authorise", ours, "--by", "Dr. Lind", "--function", "owner", "--on", "2026-03-01", "--scope", "the server",
        "--place", "/srv/lind", "--kept", "binder 3", "--no-baa", "not a covered entity",
    )  # fmt: skip
    said = worked.there(*signed)
    assert "Dr. Lind (owner), 2026-03-01" in said and "missing: not a covered entity" in said
    told = json.loads(worked.there("clients", "authorise", ours, "--json"))
    assert told["instructions"][0]["places"] == ["/srv/lind"] and told["instructions"][0]["is_good"]
    assert worked.there("clients", "withdraw", ours).startswith(f"withdrawn: {told['instructions'][0]['ident']}.")
    assert "no instruction that could be withdrawn" in refused(worked, "clients", "withdraw", ours)
    site = worked.there("clients", "sites", ours, "--add", "Main Street", "--jurisdiction", "US-NY")
    assert site == "Main Street  US-NY  \n"
    assert "there is no such client" in refused(worked, "clients", "sites", "nobody")


def test_a_scan_is_scheduled_and_somebody_leaves_there(worked: Both) -> None:
    place = worked.served.world.home.parent / "share"
    place.mkdir()
    said = worked.there(
        "schedule", "add", str(place), "--every", "week", "--on", "Friday", "--at", "18:00", "--zone", "UTC"
    )
    assert said.startswith("schedule-") and "Friday" in said
    assert worked.there("schedule", "list") == worked.here("schedule", "list")
    assert worked.there("people", "end", "sam poe") == "ended: employee 3\n"
    assert "nobody on the roster answers to that" in refused(worked, "people", "end", "nobody at all")
    assert worked.there("departures", "whose") == worked.here("departures", "whose")
    for words in (("sign-off", "open"), ("sign-off", "open", "--json")):
        assert worked.there(*words) == worked.here(*words)
    assert 'there is no request to sign "sign-00000000"' in refused(
        worked, "sign-off", "answer", "sign-00000000", "Yes."
    )
