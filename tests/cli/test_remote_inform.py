"""`bailee --server`: notices on their way to people, the record of processing, reports, and the answer to a request."""

from __future__ import annotations

import http.client
import json
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.conftest import serving
from bailee.cli.main import bailee_command
from bailee.errors import Error
from bailee.store.workspace import Workspace
from cli.test_remote import Both
from simulators.webhook_receiver import LOOPBACK, receiving

KIND = "employee-privacy-notice"
ROSTER = """Name,E-mail,Number,Address,Status
Pat Doe,pat@example.org,1,"1 Main St, Albany NY 12207",employee
Kim Roe,kim@example.org,2,"2 Main St, Albany NY 12207",employee
Sam Poe,,3,,employee
"""


@dataclass(frozen=True)
class Near(Both):
    """The command in this process, the server in its own."""

    def run(self, *words: str, token: str | None = None) -> subprocess.CompletedProcess[str]:
        told = {"BAILEE_OUTWARD_NETWORKS": LOOPBACK, "COLUMNS": "120", "NO_COLOR": "1", "TERM": "dumb"}
        told |= {"BAILEE_TOKEN": self.token if token is None else token}
        done = CliRunner().invoke(bailee_command, words, env=told)
        if isinstance(done.exception, Error):  # as the program itself says it
            return subprocess.CompletedProcess(words, 2, done.stdout, f"{done.exception}\n{done.exception.hint}\n")
        if done.exception is not None and not isinstance(done.exception, SystemExit):
            raise done.exception
        return subprocess.CompletedProcess(words, done.exit_code, done.stdout, done.stderr)


@contextmanager
def with_staff(folder: Path) -> Iterator[Near]:
    """A server with an owner's token, and three employees of whom one cannot be reached."""
    with serving(folder, {"BAILEE_OUTWARD_NETWORKS": LOOPBACK}) as served, receiving() as receiver:
        owner = Workspace(served.world.home, served.world.alice.organisation, "owner")
        both = Near(served, served.api(owner).token, receiver)
        roster = served.world.home / "staff.csv"
        roster.write_text(ROSTER, encoding="utf-8")
        both.here("declare", "roster", str(roster))
        yield both


@pytest.fixture(scope="module")
def informed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    """A published notice, the staff, and an activity that was declared."""
    with with_staff(tmp_path_factory.mktemp("inform")) as both:
        both.here("notice", "draft", KIND)
        both.here("notice", "publish", KIND)
        both.here(
            "declare", "activity", "--name", "Payroll", "--purpose", "paying salaries", "--category", "social-security-number",
            "--subject", "employee",
        )  # fmt: skip
        yield both


def test_a_notice_goes_out_by_mail_there_and_reads_the_same(informed: Both) -> None:
    for words in (("--dry-run",), ("--dry-run", "--json")):
        assert informed.there("deliver", "mail", KIND, *words) == informed.here("deliver", "mail", KIND, *words)
    said = informed.there("deliver", "mail", KIND)
    ident = said.partition(":")[0]
    assert "2 people in the outbox" in said and "1 not reachable" in said and "No mail server is set" in said
    for words in ((ident,), (ident, "--json")):
        assert informed.there("deliver", "show", *words) == informed.here("deliver", "show", *words)
    assert informed.there("deliver", "handed", ident, "3") == "1 copy was given by hand\n"
    assert "still cannot be reached" in informed.there("deliver", "again", ident)
    assert "has ended" in informed.there("deliver", "stop", ident)
    assert informed.there("deliver", "list", "--json") == informed.here("deliver", "list", "--json")


def test_letters_are_made_posted_and_come_back_there(informed: Both, tmp_path: Path) -> None:
    informed.here("notice", "draft", "applicant-notice")
    informed.here("notice", "publish", "applicant-notice")
    (tmp_path / "applicants.csv").write_text(ROSTER.replace("employee", "applicant"), encoding="utf-8")
    informed.here("declare", "roster", str(tmp_path / "applicants.csv"), "--subject", "applicant")
    out = tmp_path / "letters"
    said = informed.there(
        "deliver",
        "letters",
        "applicant-notice",
        "--from",
        "US",
        "--country",
        "US",
        "--envelope",
        "10",
        "--out",
        str(out),
    )
    ident = said.partition(":")[0]
    assert "2 letters, a manifest" in said and (out / "letters-001.pdf").read_bytes().startswith(b"%PDF")
    address = f"http://127.0.0.1:{informed.served.server.port}"
    again = informed.run("--server", address, "deliver", "print", ident, "--out", str(out))
    assert again.returncode == 2 and "is not empty" in again.stderr
    today = f"{datetime.now(UTC).astimezone():%Y-%m-%d}"
    assert "2 letters were brought to the post" in informed.there("deliver", "posted", ident, "--on", today)
    assert informed.there("deliver", "returned", ident, "1", "--reason", "moved").startswith("1 letter came back")
    none = informed.run("--server", address, "deliver", "returned", ident, "1", "--reason", "eaten")
    assert none.returncode == 2 and "no reason for which letters come back" in none.stderr
    assert informed.there("deliver", "show", ident) == informed.here("deliver", "show", ident)


def test_posters_pages_and_languages_are_chosen_there(informed: Both) -> None:
    poster = informed.there("deliver", "poster", KIND, "--at", "Front door").partition(":")[0]
    assert informed.there("deliver", "take-down", poster) == "It hangs there no more\n"
    assert "is open now" in informed.there("deliver", "page", KIND)
    assert "was open already" in informed.there("deliver", "page", KIND)
    assert informed.there("deliver", "page", KIND, "--close") == "Nobody sees it any more\n"
    assert informed.there("deliver", "how", "--language", "es") == informed.here("deliver", "how")


def test_what_was_declared_and_what_was_found_part_ways_there_as_here(informed: Both) -> None:
    for words in (
        ("differences",),
        ("differences", "--json"),
        ("suggest",),
        ("suggest", "--json"),
        ("template", "clinic"),
    ):
        assert informed.there("inventory", *words) == informed.here("inventory", *words)
    first, *_ = json.loads(informed.there("inventory", "differences", "--json"))
    said = informed.there("inventory", "accept", first["ident"], "--reason", "addresses in manuals")
    assert said == f"accepted: {first['ident']}\n"
    assert informed.there("inventory", "differences", "--all") == informed.here("inventory", "differences", "--all")
    assert informed.there("inventory", "reopen", first["ident"]) == f"open again: {first['ident']}\n"
    before = len(informed.door().drafts())
    assert "drafted: " in informed.there("inventory", "suggest", "--apply")
    informed.there("inventory", "template", "clinic", "--apply")
    assert len(informed.door().drafts()) > before + 1


def test_a_record_is_taken_over_there(informed: Both, tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    informed.there("inventory", "export", "--as", "ropa-json", "--out", str(file))
    assert informed.there("inventory", "import", str(file), "--dry-run").startswith("could be declared: ")
    assert informed.there("inventory", "import", str(file)).startswith("declared: ")


def test_where_a_device_stands_is_said_there(informed: Both) -> None:
    device = informed.door().devices()[0].ident
    informed.there("devices", device, "--silent-after", "9")
    assert informed.door().devices()[0].silent_days == 9
    assert informed.there("devices", device, "--retire") == informed.here("devices")
    address = f"http://127.0.0.1:{informed.served.server.port}"
    assert "say which device" in informed.run("--server", address, "devices", "--retire").stderr


def test_the_package_of_a_request_comes_from_there(informed: Both, tmp_path: Path) -> None:
    for words in (("figures",), ("figures", "--json")):
        assert informed.there("request", *words) == informed.here("request", *words)
    said = informed.there(
        "request", "add", "copy", "--name", "Pat Doe", "--email", "pat@example.org", "--lives-in", "US-CA"
    )
    ident = said.splitlines()[0]
    informed.there("request", "match", ident, "--email", "pat@example.org")
    address, out = f"http://127.0.0.1:{informed.served.server.port}", tmp_path / "for-pat.zip"
    early = informed.run("--server", address, "request", "package", ident, "--out", str(out))
    assert early.returncode == 2 and "Who they are is not shown enough" in early.stderr and not out.exists()
    informed.there("request", "identify", ident, "--how", "known-in-person")
    told = json.loads(informed.there("request", "package", ident, "--out", str(out), "--json"))
    with zipfile.ZipFile(out) as archive:
        assert {"manifest.json", "statement.pdf", "check.py"} <= {*archive.namelist()}
    assert set(told) == {"path", "copies", "values", "manifest_sha256", "by_hand"}
    informed.there("request", "package", ident, "--out", str(tmp_path / "folder"))
    assert (tmp_path / "folder" / "statement.html").is_file()


def test_a_report_is_made_there_and_fetched(informed: Both, tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    said = informed.there("report", "one-page", "--out", str(page), "--out", str(tmp_path / "page.html"))
    assert "kept as one-page-" in said and page.read_bytes().startswith(b"%PDF")
    assert informed.there("report", "verify", str(page)).startswith("whole: one-page-")
    assert informed.here("report", "verify", str(page)).startswith("whole: one-page-")
    for words in (("list",), ("list", "--json"), ("look",), ("schedule",)):
        assert informed.there("report", *words) == informed.here("report", *words)
    assert "made when a whole month is over" in informed.there("report", "schedule", "one-page", "--every", "month")
    assert informed.there("report", "schedule", "--json") == informed.here("report", "schedule", "--json")
    assert informed.there("report", "look", "--name", "Northgate IT") == informed.here("report", "look")


def test_a_person_decides_there(informed: Both) -> None:
    rule = informed.there(
        "triage", "rule", "add", "--detector", "phone-number", "--at-most", "0.5", "--reason", "order numbers"
    ).split(": ")[1]
    for words in (
        ("triage", "rule"),
        ("gate", "overrides"),
        ("departures", "confidential"),
    ):
        assert informed.there(*words) == informed.here(*words)
    assert informed.there("triage", "rule", "end", rule.strip()).startswith("ended: ")
    address = f"http://127.0.0.1:{informed.served.server.port}"
    calls = informed.run("--server", address, "consent", "check", "--calls", "US-CA", "US-NY")
    home = str(informed.served.world.home)
    assert (
        calls.returncode == 1
        and calls.stdout == informed.run("consent", "check", "--calls", "US-CA", "US-NY", "--home", home).stdout
    )


@contextmanager
def _older(port: int) -> Iterator[int]:
    """The server as it was before it told the months of a year, and before a device could be kept there."""

    class Older(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            line = http.client.HTTPConnection("127.0.0.1", port)
            size = int(self.headers.get("Content-Length") or 0)
            line.request(self.command, self.path, self.rfile.read(size), dict(self.headers))
            answer = line.getresponse()
            told, status = answer.read(), answer.status
            if self.command == "POST" and "/devices/" in self.path:
                told, status = (
                    b'{"type":"urn:bailee:no-such-method","title":"","status":405,"detail":"Allow says what it does."}',
                    405,
                )
            elif self.path.endswith("openapi.json"):
                told = told.replace(b'"months"', b'"nothing"')
            elif "request-figures" in self.path:
                told = json.dumps(
                    {name: value for name, value in json.loads(told).items() if name != "months"}
                ).encode()
            self.send_response(status)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(told)))
            self.end_headers()
            self.wfile.write(told)

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Older)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def test_a_server_of_another_version_is_named_and_no_command_breaks(informed: Both) -> None:
    with _older(informed.served.server.port) as port:
        figures = informed.run("--server", f"http://127.0.0.1:{port}", "request", "figures")
        device = informed.door().devices()[0].ident
        kept = informed.run("--server", f"http://127.0.0.1:{port}", "devices", device, "--silent-after", "9")
    for done in (figures, kept):
        assert done.returncode == 2 and "Traceback" not in done.stderr
        assert "it is of another version than this bailee" in done.stderr and "docs/versions.md" in done.stderr
