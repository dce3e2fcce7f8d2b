"""`bailee --server`: what a server is asked for reads as it does from its own store; the rest says that it is not."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click
import pytest

import warm
from api.conftest import Served, serving
from bailee.cli.main import bailee_command
from bailee.cli.remote.commands import REMOTE
from bailee.operations.state_coverage import state_coverage
from bailee.store.workspace import Workspace
from simulators.webhook_receiver import LOOPBACK, Receiver, receiving

INCIDENT = f"{datetime.now(UTC):%Y}-01"


@dataclass(frozen=True)
class Both:
    """A server, and the store under it."""

    served: Served
    token: str
    receiver: Receiver

    def door(self) -> Workspace:
        return Workspace(self.served.world.home, self.served.world.alice.organisation, "owner")

    def run(self, *words: str, token: str | None = None) -> subprocess.CompletedProcess[str]:
        told = {name: value for name, value in os.environ.items() if not name.startswith("BAILEE_")}
        told |= {"BAILEE_OUTWARD_NETWORKS": LOOPBACK, "COLUMNS": "120"}
        told |= {"BAILEE_TOKEN": self.token if token is None else token}
        return warm.run(*words, environment=told)

    def here(self, *words: str) -> str:
        done = self.run(*words, "--home", str(self.served.world.home))
        assert done.returncode == 0, done.stderr
        return done.stdout.replace(f" --home {self.served.world.home}", "")  # of commands that it says to type

    def there(self, *words: str) -> str:
        done = self.run("--server", f"http://127.0.0.1:{self.served.server.port}", *words)
        assert done.returncode == 0, done.stderr
        return done.stdout


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    with (
        serving(tmp_path_factory.mktemp("remote"), {"BAILEE_OUTWARD_NETWORKS": LOOPBACK}) as served,
        receiving() as receiver,
    ):
        owner = Workspace(served.world.home, served.world.alice.organisation, "owner")
        yield Both(served, served.api(owner).token, receiver)


@pytest.mark.parametrize("words", [("alerts",), ("alerts", "--json"), ("alerts", "--past")])
def test_alerts_read_the_same(both: Both, words: tuple[str, ...]) -> None:
    both.here("alerts", "settle")
    assert both.there(*words) == both.here(*words)


@pytest.mark.parametrize(
    "words", [("tasks",), ("tasks", "--all", "--by-owner"), ("tasks", "--json"), ("tasks", "--overdue")]
)
def test_tasks_read_the_same(both: Both, words: tuple[str, ...]) -> None:
    assert both.there(*words) == both.here(*words)


@pytest.fixture(scope="module")
def lived(both: Both) -> Both:
    """The same, after a while: a notice was drafted, somebody asked about her data, a laptop is gone, findings are judged."""
    both.here("notice", "draft", "employee-privacy-notice")
    both.here("notice", "publish", "employee-privacy-notice")
    both.here("deliver", "page", "employee-privacy-notice")
    both.here("deliver", "poster", "employee-privacy-notice", "--at", "Front door")
    both.here("request", "add", "access", "--name", "Pat Doe", "--email", "pat@example.org", "--lives-in", "US-CA")
    both.here("request", "add", "erase", "--name", "Kim Roe", "--phone", "518-555-0101")
    hour = f"{datetime.now(UTC) - timedelta(hours=3):%Y-%m-%dT%H:%M}"
    device = both.door().devices()[0].ident
    both.here("incident", "report", "Laptop gone", "--device", device, "--discovered", hour, "--zone", "UTC")
    both.here("incident", "show", INCIDENT, "--pdf", str(both.served.world.home / "sheet.pdf"))
    both.here("policy", "set", "cpu_percent=25", "--exclude", "*.bak=copies of copies", "--yes")
    ssn = [each.finding.ident for each in both.door().findings(category="social-security-number")]
    both.here("triage", "confirm", ssn[0])
    both.here(
        "declare", "activity", "--name", "Payroll", "--purpose", "paying salaries", "--category", "social-security-number",
        "--subject", "employee",
    )  # fmt: skip
    both.here("inventory", "suggest", "--apply")
    both.here("inventory", "contact", "dpo", "--name", "Dana Poe", "--reach", "privacy@example.org")
    both.here("members", "add", "Tess Moreau", "privacy-person", "--ident", "tess")
    both.here("members", "end", "tess")
    both.here("hold", "add", "Doe v. Acme", "--why", "claim received", "--who", "A. Counsel", "--person", "Pat Doe")
    return both


@pytest.mark.parametrize(
    "words",
    [
        ("status",),
        ("status", "--all"),
        ("findings",),
        ("findings", "--json"),
        ("findings", "--category", "social-security-number", "--confidence", "possible", "--all"),
        ("findings", "--format", "sarif"),
        ("notice", "list"),
        ("notice", "list", "--json"),
        ("request", "list"),
        ("request", "list", "--all", "--json"),
        ("incident",),
        ("incident", "--json"),
        ("incident", "show", INCIDENT),
        ("incident", "step", INCIDENT),
        ("incident", "sheets", INCIDENT),
        ("incident", "sheets", INCIDENT, "--json"),
        ("policy", "show"),
        ("policy", "show", "--json"),
        ("policy", "explain"),
        ("policy", "explain", "--json"),
        ("policy", "preview", "ocr=off", "--exclude", "*.iso=disk images"),
        ("policy", "preview", "kinds=", "--json"),
        ("inventory",),
        ("inventory", "--json"),
        ("inventory", "show", "Payroll"),
        ("inventory", "show", "Payroll", "--json"),
        ("inventory", "drafts"),
        ("inventory", "drafts", "--json"),
        ("inventory", "export", "--as", "ropa-json"),
        ("members",),
        ("members", "--ended", "--json"),
        ("deliver", "list"),
        ("deliver", "list", "--json"),
        ("devices",),
        ("devices", "--json"),
        ("hold", "list", "--all"),
        ("hold", "list", "--all", "--json"),
        ("statement", "--email", "pat@example.org"),
        ("statement", "--email", "pat@example.org", "--json"),
        ("schedule", "list"),
        ("ticket", "list", "--all"),
    ],
    ids=" ".join,
)
def test_what_a_technician_asks_reads_the_same(lived: Both, words: tuple[str, ...]) -> None:
    there = lived.there(*words)
    assert there == lived.here(*words) and there.strip()


def test_the_sheet_of_an_incident_is_the_same_but_for_when_it_was_made(lived: Both) -> None:
    device = lived.door().devices()[0].ident
    for words in (("show", INCIDENT), ("look", device, "--zone", "America/New_York", "--at", "2026-11-24T08:15")):
        there, here = (json.loads(run("incident", *words, "--json")) for run in (lived.there, lived.here))
        for sheet in (there, here):
            del sheet["made_at"], sheet["incident"]["reported_at"]
            sheet["timeline"] = [{**each, "known_at": None} for each in sheet["timeline"]]
        assert there == here and there["duties"] is not None


def test_an_incident_is_worked_on_there(lived: Both, tmp_path: Path) -> None:
    device = lived.door().devices()[0].ident
    said = lived.there(
        "incident", "report", "There", "--device", device, "--discovered", "2026-11-24T08:15", "--zone", "UTC"
    )
    ident = said.split()[1]
    assert lived.there("incident", "fact", ident, "Taken from a car", "--at", "2026-11-24T07:00") == "noted\n"
    assert "(done, sessions ended)" in lived.there("incident", "step", ident, "--done", "1", "--note", "sessions ended")
    question = json.loads(lived.there("incident", "show", ident, "--json"))["questions"]
    if question:
        lived.there("incident", "answer", ident, question[0]["question"], "no", "--grounds", "looked into")
    lived.there("incident", "show", ident, "--pdf", str(tmp_path / "first.pdf"))
    lived.there("incident", "sheets", ident, "--number", "1", "--pdf", str(tmp_path / "again.pdf"))
    assert (tmp_path / "first.pdf").read_bytes() == (tmp_path / "again.pdf").read_bytes()
    lived.there("incident", "decide", ident, "--grounds", "counsel, file 12")
    assert lived.there("incident", "close", ident, "--grounds", "decided") == f"closed: {ident}\n"
    incident = lived.door().incident(ident)
    assert not incident.is_open and any(each.says == "Taken from a car" for each in incident.timeline)
    assert lived.there("incident", "reopen", ident, "--grounds", "a second drive") == f"open again: {ident}\n"
    assert [each.says for each in lived.door().incident(ident).timeline][-1] == "Opened again"


def test_a_request_is_taken_in_worked_on_and_answered_there(lived: Both, tmp_path: Path) -> None:
    said = lived.there(
        "request", "add", "access", "--name", "Kim Poe", "--email", "kim@example.org", "--lives-in", "US-CA"
    )
    ident = said.splitlines()[0]
    assert ident in {each.ident for each in lived.door().requests()} and "answer by" in said
    for words in (("show", ident), ("show", ident, "--json")):
        assert lived.there("request", *words) == lived.here("request", *words)
    assert f"request show {ident}" in lived.there("request", "match", ident, "--email", "kim@example.org")
    letter = tmp_path / "received.pdf"
    assert f"The letter is {letter}" in lived.there("request", "confirm", ident, "--out", str(letter))
    assert letter.read_bytes().startswith(b"%PDF")
    assert "Noted: " in lived.there("request", "identify", ident, "--how", "known-in-person")
    assert lived.there("request", "note", ident, "called back") == "Noted.\n"
    assert "answer will say it" in lived.there(
        "request", "except", ident, "mails", "--ground", "third-party", "--why", "others"
    )
    for name in json.loads(lived.there("request", "show", ident, "--json"))["processors"]:
        lived.there("request", "tell", ident, name["name"], "--how", "mail")
    for words in (("show", ident), ("show", ident, "--json")):
        assert lived.there("request", *words) == lived.here("request", *words)
    lived.there("request", "answer", ident, "--how", "in person", "--out", str(tmp_path / "answer.pdf"))
    assert json.loads(lived.here("request", "show", ident, "--json"))["state"] == "answered"
    assert lived.there("request", "reopen", ident, "--why", "another mailbox") == "Open again.\n"
    assert lived.there("request", "withdraw", ident) == "Noted.\n"
    assert lived.there("request", "page", "open") == lived.here("request", "page", "show")


def test_a_letter_is_handed_over_before_anything_is_done_or_not_at_all(lived: Both, tmp_path: Path) -> None:
    ident = json.loads(lived.there("request", "list", "--json"))[0]["ident"]
    address = f"http://127.0.0.1:{lived.served.server.port}"
    for words in ((), ("--out", str(tmp_path / "letter.docx"))):
        done = lived.run("--server", address, "request", "confirm", ident, *words)
        assert done.returncode == 2 and "--out FILE.pdf" in done.stderr
    assert "confirmed" not in [
        each["act"] for each in json.loads(lived.there("request", "show", ident, "--json"))["acts"]
    ]


def test_a_statement_is_written_there_in_every_form(lived: Both, tmp_path: Path) -> None:
    for ending in ("pdf", "html", "txt", "json"):
        out = tmp_path / f"statement.{ending}"
        assert str(out) in lived.there("statement", "--email", "pat@example.org", "--out", str(out))
        assert out.stat().st_size > 200
    address = f"http://127.0.0.1:{lived.served.server.port}"
    done = lived.run("--server", address, "statement", "--email", "pat@example.org", "--values")
    assert done.returncode == 2 and "--request" in done.stderr


def test_drafts_and_contacts_of_the_record_are_settled_there(lived: Both) -> None:
    names = [each["name"] for each in json.loads(lived.there("inventory", "drafts", "--json"))]
    assert lived.there("inventory", "drafts", "--drop", names[0]) == f'dropped: "{names[0]}"\n'
    assert names[0] not in {each.activity.name for each in lived.door().drafts()}
    assert "taken back" in lived.there("inventory", "contact", "representative")


def test_a_policy_is_changed_there(lived: Both) -> None:
    told = lived.there("policy", "set", "ocr=off", "--drop", "*.bak", "--inherit", "cpu_percent", "--yes")
    assert "holds from the next scan on" in told
    assert json.loads(lived.there("policy", "show", "--json"))["says"] == {"ocr": "off"}
    assert lived.there("policy", "explain") == lived.here("policy", "explain")
    address = f"http://127.0.0.1:{lived.served.server.port}"
    again = lived.run("--server", address, "policy", "set", "ocr=off", "--yes")
    assert again.returncode == 2 and "says already" in again.stderr
    none = lived.run("--server", address, "policy", "explain", "device-none")
    assert none.returncode == 2 and "no such device" in none.stderr


def test_tasks_holds_and_the_gate_are_acted_on_there(lived: Both, tmp_path: Path) -> None:
    task = json.loads(lived.there("tasks", "--json"))[0]["ident"]
    assert lived.there("tasks", "start", task) == f"{task} is started.\n"
    assert "now of owner" in lived.there("tasks", "assign", task, "--to", "owner")
    lined = next(each for each in json.loads(lived.here("tasks", "--json")) if each["ident"] == task)
    assert lined["member"] == "owner" and lined["state"] == "started"
    hold = lived.there("hold", "add", "Roe v. Acme", "--why", "claim received", "--who", "A. Counsel").split(":")[0]
    assert hold in {each.ident for each in lived.door().legal_holds()}
    assert lived.there("hold", "list") == lived.here("hold", "list")
    assert lived.there("hold", "lift", hold, "--why", "settled") == f"{hold} is lifted\n"
    opened = lived.there("gate", "override", "device", "WS-14", "--reason", "stolen, to be wiped").split(":")[0]
    assert lived.there("gate", "--device", "WS-14") == lived.here("gate", "--device", "WS-14")
    assert lived.there("gate", "end", opened) == f"{opened} counts no more\n"


def test_a_finding_is_judged_there(lived: Both) -> None:
    ident = next(each.finding.ident for each in lived.door().findings(category="email-address"))
    assert lived.there("triage", "dismiss", ident[:8], "--reason", "test-data").startswith(
        f"dismissed: {ident[:8]} in "
    )
    (held,) = lived.door().findings(ident=ident, dismissed=True)
    assert held.decision is not None and (held.decision.verdict, held.decision.reason) == ("dismissed", "test-data")
    assert lived.there("findings", "--dismissed") == lived.here("findings", "--dismissed")
    assert "confirmed: " in lived.there("triage", "confirm", ident[:8])
    done = lived.run("--server", f"http://127.0.0.1:{lived.served.server.port}", "triage", "confirm", "0000")
    assert done.returncode == 2 and 'there is no finding "0000"' in done.stderr


def test_what_a_server_does_not_tell_is_said(lived: Both) -> None:
    address = f"http://127.0.0.1:{lived.served.server.port}"
    for words, said in (
        (("status", "--json"), "programs ask `GET status`"),
        (("findings", "--exact-locators"), "a server tells no exact names"),
        (("findings", "--as-of", "2026-01-01"), "tells how it stands now"),
    ):
        done = lived.run("--server", address, *words)
        assert done.returncode == 2 and said in done.stderr


def test_an_alert_that_is_known_there_is_known_here(both: Both) -> None:
    both.here("alerts", "settle")
    waiting = [each for each in both.door().alerts() if each.waits]
    assert (
        both.there("alerts", "know", "--all")
        == f"noted of {len(waiting)} alert{'s' * (len(waiting) != 1)}; the log says so\n"
    )
    assert not [each for each in both.door().alerts() if each.waits]


def test_a_webhook_is_made_tried_and_removed_there(both: Both) -> None:
    made = json.loads(both.there("webhook", "add", both.receiver.url, "--event", "scan.ended", "--json"))
    assert made["secret"].startswith("whsec_")
    assert "taken: it answered 204" in both.there("webhook", "test", made["ident"])
    for words in (
        ("list",),
        ("list", "--json"),
        ("deliveries", made["ident"]),
        ("deliveries", made["ident"], "--json"),
    ):
        assert both.there("webhook", *words) == both.here("webhook", *words)
    assert both.there("webhook", "rotate", made["ident"]).startswith("whsec_")
    assert (
        both.there("webhook", "retry", made["ident"])
        == f"{made['ident']} is on, and is told within a minute; 0 waiting\n"
    )
    assert both.there("webhook", "remove", made["ident"]) == "removed\n"
    assert both.door().webhooks() == ()


def test_coverage_and_tokens_read_the_same(both: Both) -> None:
    state_coverage(both.door())
    assert both.there("coverage").splitlines()[:3] == both.here("coverage").splitlines()[:3]
    assert both.there("token", "list").splitlines()[0] == both.here("token", "list").splitlines()[0]


def test_what_works_on_its_own_machine_says_so(both: Both) -> None:
    address = f"http://127.0.0.1:{both.served.server.port}"
    done = both.run("--server", address, "scan", "/tmp")
    assert done.returncode == 2 and "`bailee scan` works on a store and disks of its own machine" in done.stderr
    done = both.run("--server", address, "alerts", token="bailee_nonsense")
    assert done.returncode == 2 and "no token of this server" in done.stderr
    done = both.run("--server", "http://bailee.example.com", "alerts")
    assert done.returncode == 2 and "open line" in done.stderr
    done = both.run("--server", address, "alerts", "--client", "charlie")
    assert done.returncode == 2 and "reaches no client" in done.stderr


def test_each_command_of_the_table_is_one() -> None:
    for path in REMOTE:
        command: click.Command | None = bailee_command
        for word in path.split():
            assert isinstance(command, click.Group)
            command = command.get_command(click.Context(bailee_command), word)
            assert command is not None, path
