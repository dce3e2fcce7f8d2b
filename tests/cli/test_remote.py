"""`bailee --server`: what a server is asked for reads as it does from its own store; the rest says that it is not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import click
import pytest

from api.conftest import Served, serving
from bailee.cli.main import bailee_command
from bailee.cli.remote.commands import REMOTE
from bailee.operations.state_coverage import state_coverage
from bailee.store.workspace import Workspace
from simulators.webhook_receiver import LOOPBACK, Receiver, receiving


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
        return subprocess.run(
            [sys.executable, "-m", "bailee", *words], env=told, capture_output=True, text=True, check=False, timeout=120
        )

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
    both.here("request", "add", "access", "--name", "Pat Doe", "--email", "pat@example.org", "--lives-in", "US-CA")
    both.here("request", "add", "erase", "--name", "Kim Roe", "--phone", "518-555-0101")
    hour = f"{datetime.now(UTC) - timedelta(hours=3):%Y-%m-%dT%H:%M}"
    device = both.door().devices()[0].ident
    both.here("incident", "report", "Laptop gone", "--device", device, "--discovered", hour, "--zone", "UTC")
    ssn = [each.finding.ident for each in both.door().findings(category="social-security-number")]
    both.here("triage", "confirm", ssn[0])
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
        ("schedule", "list"),
        ("ticket", "list", "--all"),
    ],
    ids=" ".join,
)
def test_what_a_technician_asks_reads_the_same(lived: Both, words: tuple[str, ...]) -> None:
    there = lived.there(*words)
    assert there == lived.here(*words) and there.strip()


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
