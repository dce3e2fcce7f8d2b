"""Lines to another system: by TLS, to the collector that was meant and no other, and nobody waits for it."""

from __future__ import annotations

import json
import logging
import ssl
import time
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest

from as_typed import bailee
from bailee import logs, settings, syslog
from bailee.errors import CannotRead, InvalidInput
from bailee.operations.checks import collector as check
from bailee.operations.checks.told import Around, State
from simulators import certificates
from simulators.collector import Collector, collector
from waiting import until, within
from web.serving import Server

CANARY = "Canary512447313Canary"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    return certificates.make(tmp_path_factory.mktemp("authority"))


@pytest.fixture
def there(made: tuple[Path, Path, Path]) -> Iterator[Collector]:
    with collector(*made[1:]) as running:
        yield running


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(syslog, "FIRST_WAIT", 0.05)
    monkeypatch.setattr(syslog, "LONGEST_WAIT", 0.2)


class Written:
    """This process writes lines, to a stream and to a collector."""

    def __init__(self, to: syslog.Collector, room: int = syslog.ROOM) -> None:
        self.stream, self.sender = StringIO(), syslog.Sender(to, room)
        root, ours = logging.getLogger(), logging.getLogger("bailee")
        self.before = (list(root.handlers), root.level, ours.level)
        logs.set_up("info", self.stream, beside=self.sender)

    def __enter__(self) -> Written:
        return self

    def __exit__(self, *_: object) -> None:
        root = logging.getLogger()
        self.sender.close()
        root.handlers[:], level, ours = self.before
        root.setLevel(level)
        logging.getLogger("bailee").setLevel(ours)
        logging.captureWarnings(False)
        logging.raiseExceptions = True

    @property
    def lines(self) -> list[str]:
        return self.stream.getvalue().splitlines()


def to(there: Collector, trusted: Path | None, **more: Path) -> syslog.Collector:
    return syslog.Collector("localhost", there.port, trusted, **more)


def named(texts: list[str], name: str) -> list[dict[str, object]]:
    return [each for each in map(json.loads, texts) if each["event"] == name]


def test_the_same_lines_arrive_in_their_form_and_quote_nobody(made: tuple[Path, Path, Path], there: Collector) -> None:
    with Written(to(there, made[0])) as written:
        logs.event("signed-in", account="9f31c2", by=["typed", "code"])
        logging.getLogger("a.library").warning("cannot parse %s", CANARY)
        try:
            int(CANARY)
        except ValueError as error:
            logs.fault("job-failed", error, job="job-1")
        logs.event("a-name-that-is-longer-than-thirty-two-letters")
        assert there.until(4) == written.lines and there.faults == []
    assert [line["pri"] for line in there.lines] == ["134", "132", "131", "134"]  # local0: info, warning, error
    assert [line["name"] for line in there.lines][:3] == ["signed-in", "library", "job-failed"]
    assert {line["program"] for line in there.lines} == {"bailee"} and CANARY not in str(there.lines)


def test_nothing_goes_to_one_that_was_not_meant(
    made: tuple[Path, Path, Path], there: Collector, tmp_path: Path, quick: None
) -> None:
    other = certificates.make(tmp_path)[0]
    for meant in (
        to(there, other),  # of another authority
        to(there, None),  # of none that the system trusts
        syslog.Collector("127.0.0.2", there.port, made[0]),  # another name than the certificate's
    ):
        with Written(meant) as written:
            logs.event("signed-in", account="9f31c2")
            until(lambda: named(written.lines, "log-collector-away"), "it is written")
            (away,) = named(written.lines, "log-collector-away")
            if meant.host == "localhost":
                assert away["why"] == "its certificate is not trusted"
    assert there.lines == []


def test_one_that_speaks_no_tls_hears_nothing(made: tuple[Path, Path, Path], quick: None) -> None:
    import socket

    with socket.create_server(("127.0.0.1", 0)) as plain:
        plain.settimeout(10)
        with Written(syslog.Collector("localhost", plain.getsockname()[1], made[0])):
            logs.event("signed-in", account="9f31c2")
            link, _ = plain.accept()
            with link:
                assert link.recv(5)[:2] == b"\x16\x03"  # a greeting of TLS, and no line
                link.sendall(b"220 what is this\r\n")


@pytest.mark.timed
def test_who_writes_waits_for_nobody_and_what_finds_no_room_is_counted(
    made: tuple[Path, Path, Path], there: Collector, quick: None
) -> None:
    there.go_away()
    with Written(to(there, made[0]), room=500) as written:
        with within(10):  # none of the tries, each of which may take seconds
            for number in range(3_000):
                logs.event("request", number=number)
        assert written.sender._waiting.qsize() <= 501
        there.come_back()
        until(lambda: named(there.texts, "log-lines-dropped"), "it is written")
        (dropped,) = named(there.texts, "log-lines-dropped")
        sent = [each["number"] for each in named(there.texts, "request")]
        assert sent == sorted(set(sent))  # in order, none twice
        away = len(named(there.texts, "log-collector-away")) + len(named(there.texts, "log-collector-back"))
        lost = 3_000 - len(sent) + 2 - away  # the two that tell of it may have found no room themselves
        assert dropped["lines"] == lost and dropped["level"] == "error"
        assert len(named(written.lines, "request")) == 3_000 and there.faults == []


def test_after_a_fall_of_the_collector_lines_go_on(
    made: tuple[Path, Path, Path], there: Collector, quick: None
) -> None:
    with Written(to(there, made[0])) as written:
        for turn in range(3):
            logs.event("before", turn=turn)
            there.until(len(there.lines) + 1)
            there.go_away()
            logs.event("meanwhile", turn=turn)
            there.come_back()
            until(lambda turn=turn: len(named(there.texts, "meanwhile")) > turn, "it goes on")
        assert [each["turn"] for each in named(there.texts, "meanwhile")] == [0, 1, 2]
        assert len(named(written.lines, "log-collector-away")) <= 3 and there.faults == []


@pytest.mark.timed
def test_one_that_stops_reading_holds_nobody_up(
    made: tuple[Path, Path, Path], there: Collector, monkeypatch: pytest.MonkeyPatch, quick: None
) -> None:
    monkeypatch.setattr(syslog, "SECONDS", 0.5)
    there.is_reading = False
    with Written(to(there, made[0]), room=20_000) as written:
        with within(30):
            for number in range(15_000):  # more than both buffers of the network take
                logs.event("request", number=number, filler="x" * 900)
        until(lambda: named(written.lines, "log-collector-away"), "it is written")
        assert named(written.lines, "log-collector-away")[0]["why"] == "silent"
        there.is_reading = True


def test_a_collector_that_asks_who_sends_is_shown_a_certificate(made: tuple[Path, Path, Path], quick: None) -> None:
    authority, certificate, key = made
    with collector(certificate, key, asks_for=authority) as strict:
        with Written(to(strict, authority, certificate=certificate, key=key)):
            logs.event("signed-in")
            strict.until(1)
        with Written(to(strict, authority)):
            for _ in range(3):
                logs.event("nobody")
                time.sleep(0.1)
        assert named(strict.texts, "nobody") == []


def test_the_last_lines_of_a_process_are_sent_before_it_ends(made: tuple[Path, Path, Path], there: Collector) -> None:
    import subprocess
    import sys

    words = (
        "from bailee import logs, syslog; from pathlib import Path;"
        f"logs.set_up('info', process='worker', beside=syslog.Sender(syslog.Collector('localhost', {there.port}, Path({str(made[0])!r}))));"
        "[logs.event('request', number=each) for each in range(200)]; 1 / 0"
    )
    done = subprocess.run([sys.executable, "-c", words], capture_output=True, text=True, check=False)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    texts = there.until(201)
    assert [each["number"] for each in named(texts, "request")] == list(range(200))
    assert [each["error"] for each in named(texts, "process-failed")] == ["ZeroDivisionError"]


def test_the_server_sends_who_tries_to_get_in_and_what_nobody_typed(
    made: tuple[Path, Path, Path], there: Collector, tmp_path: Path
) -> None:
    from web.accounts.browsing import set_up

    home = tmp_path / "home"
    home.mkdir(mode=0o700)
    told = {"BAILEE_SYSLOG": f"localhost:{there.port}", "BAILEE_SYSLOG_TRUSTED": str(made[0])}
    server = Server(home, told | {"BAILEE_LOG_LEVEL": "debug"}, works=True)
    try:
        set_up(server, email=f"{CANARY}@x.example".lower(), organisation=CANARY)
        wanted = {"signed-in", "way-in-changed", "request", "worker-process-began", "server-process-began"}
        until(lambda: wanted <= {json.loads(text)["event"] for text in there.texts}, f"{wanted} are sent")
    finally:
        server.close()
    written = {line for line in server.lines if line.startswith("{")}
    assert there.faults == [] and CANARY.lower() not in "".join(there.texts).lower()
    assert len({line["process"] for line in there.lines}) >= 2  # pages, worker
    missing = [text for text in there.texts if f"{text}\n" not in written]
    assert len(missing) <= len(there.texts) - len(written) + 20, missing[
        :3
    ]  # what was written before it was read aside


@pytest.mark.parametrize(
    "values",
    [
        {"SYSLOG": "http://logs.example.com"},
        {"SYSLOG": "syslog+tls://logs.example.com/path"},
        {"SYSLOG": "logs.example.com:port"},
        {"SYSLOG": "logs.example.com", "SYSLOG_TRUSTED": "nowhere.pem"},
        {"SYSLOG": "logs.example.com", "SYSLOG_CERT": "certificate.pem"},
        {"SYSLOG": "logs.example.com", "SYSLOG_CERT": __file__, "SYSLOG_KEY": __file__},
    ],
)
def test_what_makes_no_sense_is_said_at_once(values: dict[str, str], tmp_path: Path) -> None:
    told = {f"BAILEE_{name}": value for name, value in values.items()}
    with pytest.raises((InvalidInput, CannotRead), match="BAILEE_SYSLOG"):
        syslog.Collector.of(settings.read(told))
    done = bailee("serve", "--port", "0", "--home", tmp_path / "home", **told)
    assert done.code == 2 and "BAILEE_SYSLOG" in done.err


def test_bailee_check_says_whether_it_answers(made: tuple[Path, Path, Path], there: Collector, tmp_path: Path) -> None:
    def looked(**values: str) -> tuple[State, str]:
        told = {f"BAILEE_{name.upper()}": value for name, value in values.items()}
        (found,) = check.check(Around.now(tmp_path, settings.read(told)))
        assert bool(found.remedy) == (found.state is not State.OK)
        return found.state, found.said

    here = f"localhost:{there.port}"
    assert looked()[0] is State.OK
    assert looked(syslog=here, syslog_trusted=str(made[0]))[0] is State.OK
    assert looked(syslog=here) == (
        State.WARNING,
        f"the collector {here} takes no lines: its certificate is not trusted",
    )
    there.go_away()
    assert looked(syslog=here, syslog_trusted=str(made[0])) == (
        State.WARNING,
        f"the collector {here} takes no lines: refused",
    )
    assert looked(syslog="http://x")[0] is State.CRITICAL


def test_there_is_nothing_below_tls_1_2(made: tuple[Path, Path, Path]) -> None:
    context = syslog.Collector("localhost", 1, made[0]).context()
    assert context.minimum_version == ssl.TLSVersion.TLSv1_2 and context.check_hostname
    assert context.verify_mode is ssl.CERT_REQUIRED
