"""Checkpoints lie elsewhere: given by mail and into folders, asked the time of; what fails is said and tried again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bailee import settings
from bailee.errors import InvalidInput, NotAllowed
from bailee.evidence import log, standalone
from bailee.evidence.timestamps import Service
from bailee.operations.alerts import Look, finder
from bailee.operations.checks import evidence as check
from bailee.operations.checks.told import Around, State, Told
from bailee.operations.give_checkpoints import (
    end_holder,
    give_checkpoints,
    look_where_checkpoints_are_due,
    name_holder,
)
from bailee.operations.verify_evidence import verify_evidence
from bailee.store import jobs
from bailee.store.mail import Server, send_due
from simulators.mail_server import mail_server
from simulators.time_stamps import stamps, time_stamp_service
from world import World

NOW = datetime.now(UTC)


def looked(world: World) -> list[Told]:
    return list(check.check(Around(world.home, settings.read({}), NOW)))


def alerts(world: World, sort: str, at: datetime) -> list[str]:
    alice = world.alice
    look = Look(at, holders=alice.holders(), given=alice.given(), log_stamps=alice.log_stamps())
    return [each.why for each in finder(sort)(look)]


def test_a_mail_goes_out_and_serves_as_a_checkpoint(world: World, tmp_path: Path) -> None:
    name_holder(world.alice, "pat@client.example", name="Pat Doe", every="week")
    assert give_checkpoints(world.alice, None).given == 1 and world.alice.given()[0].state == "waiting"
    with mail_server() as server:
        send_due(world.home, Server("127.0.0.1", server.port, "bailee@example.org", "none"))
        ((_, message),) = server.taken
    assert world.alice.given()[0].state == "kept" and "Pat Doe" not in message.as_string()
    saved = tmp_path / "saved.eml"
    body = message.get_body()
    assert body is not None
    saved.write_text(str(body.get_content()))  # type: ignore[attr-defined]
    world.alice.record("seen", "after")
    assert verify_evidence(world.home, [saved]).ok
    again = give_checkpoints(world.alice, None, at=NOW + timedelta(days=3))
    assert again.given == 0 and give_checkpoints(world.alice, None, at=NOW + timedelta(days=8)).given == 1


def test_a_folder_elsewhere_gets_one_and_its_loss_is_said_and_tried_again(world: World, tmp_path: Path) -> None:
    elsewhere = tmp_path / "offsite"
    elsewhere.mkdir()
    holder = name_holder(world.alice, str(elsewhere), every="day")
    assert give_checkpoints(world.alice, None).given == 1
    (kept,) = elsewhere.iterdir()
    assert verify_evidence(world.home, [kept]).ok and looked(world)[-1].state is State.OK
    shutil.rmtree(elsewhere)
    done = give_checkpoints(world.alice, None, at=NOW + timedelta(days=2))
    assert (done.given, done.failed, done.fault) == (0, 1, "the folder is not there")
    (why,) = alerts(world, "checkpoint-not-kept", NOW)
    assert "the folder is not there" in why and str(elsewhere) not in why  # it is mailed
    (told,) = [each for each in looked(world) if each.state is State.WARNING]
    assert "did not reach" in told.said and "not there" in told.said
    elsewhere.mkdir()
    assert give_checkpoints(world.alice, None, at=datetime.now(UTC) + timedelta(hours=2)).given == 1
    assert alerts(world, "checkpoint-not-kept", NOW) == []
    end_holder(world.alice, holder)
    assert world.alice.holders() == () and world.alice.given()


def test_a_worker_puts_aside_what_is_due_once(world: World, tmp_path: Path) -> None:
    assert look_where_checkpoints_are_due(world.home, stamps=False) == 0
    name_holder(world.alice, str(tmp_path), every="week")
    assert look_where_checkpoints_are_due(world.home, stamps=False) == 1
    assert look_where_checkpoints_are_due(world.home, stamps=False) == 0  # it waits already
    assert [job.task for job in jobs.list(world.home, world.alice)] == ["checkpoints"]


def test_a_service_that_is_down_is_said_and_asked_again(world: World) -> None:
    down = Service("http://127.0.0.1:9/tsa", (stamps().trusted,), seconds=0.5)
    for hour in range(0, 24, 8):
        done = give_checkpoints(world.alice, down, at=datetime.now(UTC) + timedelta(hours=hour))
        assert done.stamped == 0 and "does not answer" in done.fault
    assert give_checkpoints(world.alice, down, at=datetime.now(UTC)).fault == ""  # not asked again at once
    (why,) = alerts(world, "no-time-stamp", NOW)
    assert "does not answer" in why and any("no time stamp" in each.said for each in looked(world))
    with time_stamp_service(stamps()) as service:
        assert give_checkpoints(world.alice, service, at=datetime.now(UTC) + timedelta(days=1)).stamped == 1
        (stamp,) = [each for each in world.alice.log_stamps() if not each.fault]
        note = world.alice.checkpoint_at(stamp.size)
        assert note is not None and stamp.service == "Stamps"
        from cryptography.x509 import load_der_x509_certificate

        roots = [load_der_x509_certificate(each) for each in service.trusted]
        assert standalone.stamp_faults(stamp.token, note.encode(), roots) == []
        assert standalone.stamp_faults(stamp.token, b"another", roots)
    assert alerts(world, "no-time-stamp", NOW) == []


def test_a_clock_that_was_set_back_is_said_and_breaks_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    world.alice.record("seen", "before")
    monkeypatch.setattr(log, "now", lambda: "2026-01-01T00:00:00.000000Z")
    world.alice.record("seen", "set-back")
    monkeypatch.undo()
    report = verify_evidence(world.home)
    (note,) = report.notes
    assert report.ok and note.record == 3 and "a clock was set back by" in note.text
    assert any("a clock was set back" in each.said for each in looked(world))
    from bailee.operations.export_evidence import export_evidence

    export_evidence(world.alice, tmp_path / "out")
    found = standalone.examine(tmp_path / "out")
    assert found.faults == [] and [number for number, _ in found.notes] == [3]


def test_nobody_outside_is_said_once_a_log_has_grown(world: World) -> None:
    assert looked(world)[-1].state is State.OK
    world.alice.record_all([("seen", f"file-{number}", {}) for number in range(25)])
    (told,) = looked(world)
    assert told.state is State.WARNING and "nobody outside keeps a checkpoint" in told.said


@pytest.fixture
def refused(world: World, tmp_path: Path) -> Iterator[list[tuple[str, str]]]:
    inside = world.home / "here"
    inside.mkdir()
    yield [
        ("nobody", "neither an e-mail address nor a folder"),
        ("relative/folder", "neither an e-mail address nor a folder"),
        (str(inside), "in the store itself"),
    ]


def test_who_cannot_keep_one_is_refused_in_words(world: World, refused: list[tuple[str, str]]) -> None:
    for where, said in refused:
        with pytest.raises(InvalidInput, match=said):
            name_holder(world.alice, where)
    name_holder(world.alice, "pat@client.example")
    with pytest.raises(InvalidInput, match="already"):
        name_holder(world.alice, "pat@client.example")
    with pytest.raises(InvalidInput, match="no time"):
        name_holder(world.alice, "lee@client.example", every="year")
    with pytest.raises(NotAllowed):
        name_holder(world.bob, "bob@client.example")
