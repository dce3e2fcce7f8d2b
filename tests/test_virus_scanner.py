"""What people hand in is looked at by a real clamd, on pages and by the API; what it finds is refused, recorded, and not kept."""

from __future__ import annotations

import ast
import io
import json
import socket
import tempfile
import threading
import zipfile
from base64 import b64encode
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import get_args

import pytest

from api.conftest import Served, serving
from bailee import settings, virus_scanner
from bailee.api.registry import collected
from bailee.api.screening import files_of
from bailee.errors import InvalidInput
from bailee.operations.checks import virus_scanner as check
from bailee.operations.checks.told import Around, State
from bailee.virus_scanner import NoVerdict, VirusScanner
from security import rules
from simulators.clamd import EICAR, LARGEST, MADE_UP, PROGRAM, Clamd, clamd
from web.people import signed_in
from web.test_roster import Sender

STAFF = b"Name,Start date\nPat Doe,2020-02-01\n"
needs_clamd = pytest.mark.skipif(PROGRAM is None, reason="clamd is not installed")


@pytest.fixture(scope="module")
def scanner() -> Iterator[Clamd]:
    if PROGRAM is None:
        pytest.skip("clamd is not installed")
    with tempfile.TemporaryDirectory() as folder, clamd(Path(folder)) as running:
        yield running


@pytest.fixture(scope="module")
def served(scanner: Clamd, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(tmp_path_factory.mktemp("handed-in"), {"BAILEE_VIRUS_SCANNER": scanner.socket}) as made:
        yield made


def packed(content: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("invoice.txt", content)
    return target.getvalue()


# --- the scanner


def test_a_real_scanner_tells_what_it_finds_and_what_it_takes(scanner: Clamd) -> None:
    asked = VirusScanner(scanner.socket)
    assert asked.look(io.BytesIO(b"")) == "" == asked.look(io.BytesIO(STAFF * 10_000))
    assert asked.look(io.BytesIO(EICAR)) == "Ours.Eicar.UNOFFICIAL"
    assert asked.look(io.BytesIO(bytes(3 << 20) + MADE_UP + bytes(9))) == "Ours.Made-Up.UNOFFICIAL"
    assert asked.look(io.BytesIO(packed(EICAR))) == "Ours.Eicar.UNOFFICIAL"
    with pytest.raises(NoVerdict):
        asked.look(io.BytesIO(bytes(LARGEST + 1)))
    assert asked.version().startswith("ClamAV ")


@pytest.mark.parametrize(
    "answer", [b"", b"stream: ", b"stream: OK?\0", b"COMMAND READ TIMED OUT. ERROR\0", b"\xff" * 9000]
)
def test_what_is_no_clear_answer_is_no_verdict(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def talk() -> None:
            link, _ = listener.accept()
            with link:
                link.recv(1 << 16)
                link.sendall(answer)

        threading.Thread(target=talk, daemon=True).start()
        with pytest.raises(NoVerdict):
            VirusScanner(("127.0.0.1", listener.getsockname()[1])).look(io.BytesIO(b"x"))


def test_one_that_is_silent_is_waited_for_no_longer_than_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    assert virus_scanner.SECONDS <= 60
    monkeypatch.setattr(virus_scanner, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as listener, pytest.raises(NoVerdict):
        VirusScanner(listener.getsockname()).look(io.BytesIO(b"x"))


@pytest.mark.parametrize("given", ["scanner.example.com:3310", "10.0.0.7:3310", "nonsense", ":3310", "127.0.0.1:0"])
def test_files_are_sent_to_this_machine_alone(given: str) -> None:
    with pytest.raises(InvalidInput, match="BAILEE_VIRUS_SCANNER"):
        VirusScanner.of(settings.read({"BAILEE_VIRUS_SCANNER": given}))


# --- what people hand in


def test_what_is_found_on_a_page_is_refused_recorded_and_not_kept(served: Served, scanner: Clamd) -> None:
    ours, home = served.world.alice.organisation, served.world.home
    alice = Sender(served.server, signed_in(home, [(ours, "alice")], just_proven=True)["alice"])
    page = f"/o/{ours}/roster/read/"
    alice.get(page)
    assert alice.status == 200
    text = alice.hand_over(page, STAFF + MADE_UP, subject="employee")
    assert alice.status == 422 and "Ours.Made-Up.UNOFFICIAL" in text and "was not taken" in text
    digest = sha256(STAFF + MADE_UP).hexdigest()
    record = served.world.alice.records_of({"file-refused"})["file-refused", digest][1]
    assert record == {"field": "file", "found": "Ours.Made-Up.UNOFFICIAL", "bytes": len(STAFF + MADE_UP)}
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert MADE_UP not in kept
    alice.get(page)
    text = alice.hand_over(page, STAFF, subject="employee")
    assert (
        alice.status == 200 and "not taken" not in text and 'name="list"' in text
    )  # read, and shown what it would change


def test_by_the_api_the_same(served: Served) -> None:
    api, page = served.api(served.world.alice), "roster/lists"

    def sent(content: bytes) -> tuple[int, str]:
        body = {"name": "staff.csv", "content": b64encode(content).decode(), "subject": "employee", "dry_run": True}
        answer = api.post(page, body)
        return answer.status, json.dumps(answer.json)

    assert sent(STAFF)[0] == 200
    status, said = sent(packed(EICAR))
    assert status == 422 and "Ours.Eicar.UNOFFICIAL" in said
    assert ("file-refused", sha256(packed(EICAR)).hexdigest()) in served.world.alice.records_of({"file-refused"})
    status, said = sent(bytes(10))  # what it does not know goes on to who reads lists
    assert status == 422 and "virus" not in said


def test_while_it_is_away_nothing_is_taken_and_other_pages_go_on(served: Served, scanner: Clamd) -> None:
    api = served.api(served.world.alice)
    body = {"name": "staff.csv", "content": b64encode(STAFF).decode(), "subject": "employee", "dry_run": True}
    scanner.go_away()
    try:
        answer = api.post("roster/lists", body)
        assert answer.status >= 400 and "was not looked at" in json.dumps(answer.json)
        assert api.get("findings").status == 200
        assert any('"file-not-looked-at"' in line and '"taken": false' in line for line in served.server.lines)
    finally:
        scanner.come_back()
    assert api.post("roster/lists", body).status == 200


@needs_clamd
def test_where_the_settings_say_so_a_file_is_taken_unseen_and_a_line_says_it(tmp_path: Path) -> None:
    told = {"BAILEE_VIRUS_SCANNER": str(tmp_path / "nobody"), "BAILEE_VIRUS_SCANNER_AWAY": "take"}
    with serving(tmp_path, told) as made:
        body = {"name": "staff.csv", "content": b64encode(STAFF).decode(), "subject": "employee", "dry_run": True}
        assert made.api(made.world.alice).post("roster/lists", body).status == 200
        assert any('"file-not-looked-at"' in line and '"taken": true' in line for line in made.server.lines)


# --- nothing goes round it


def test_every_file_of_a_page_comes_by_the_door_and_every_one_of_the_api_by_its_body() -> None:
    """Whatever reads `request.FILES` is given a workspace, which the door alone makes, after it screened; a body's file is `Content`."""
    readers = []
    for path in rules.files():
        text = path.read_text("utf-8")
        if ".FILES" not in text or path.name in ("door.py", "sent_before.py"):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and ".FILES" in (ast.get_source_segment(text, node) or ""):
                names = {each.arg for each in node.args.args}
                outer = "workspace" in (text[: text.index(".FILES")].rpartition("\ndef ")[2])
                readers.append((path.name, node.name, "workspace" in names or outer))
    assert len(readers) >= 8 and all(each[2] for each in readers), readers
    told = {each.body for each in collected() if each.body is not None}
    bodies = {part for each in told for part in (get_args(each) or (each,))}
    with_files = {each.__name__: files_of(each) for each in bodies if files_of(each)}
    assert len(with_files) >= 9, with_files


def test_bailee_check_says_whether_it_answers(scanner: Clamd, tmp_path: Path) -> None:
    def looked(**values: str) -> tuple[State, str]:
        told = {f"BAILEE_{name.upper()}": value for name, value in values.items()}
        (found,) = check.check(Around.now(tmp_path, settings.read(told)))
        assert bool(found.remedy) == (found.state is not State.OK)
        return found.state, found.said

    assert looked()[0] is State.OK
    state, said = looked(virus_scanner=scanner.socket)
    assert state is State.OK and "ClamAV 1" in said
    away = looked(virus_scanner=str(tmp_path / "nobody"))
    assert away == (State.CRITICAL, "the virus scanner does not answer: files that are handed in are refused")
    assert looked(virus_scanner=scanner.socket, virus_scanner_away="perhaps")[0] is State.CRITICAL
