"""Tokens from a command and from a token endpoint."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee.errors import CannotRead, NotAllowed
from bailee.sources import connect
from bailee.sources.addresses import parse
from bailee.sources.credentials import Credentials, Keyring, Section
from bailee.sources.interface import NotFetched
from bailee.sources.tokens import Tokens
from bailee.vocabulary import Reason
from simulators.graph import simulator
from simulators.graph.sign_in import CLIENT, SECRET, TENANT

ADDRESS = parse("imaps://ann@mail.example/")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[simulator.Server]:
    with simulator.running(tmp_path) as running:
        yield running


def tokens(server: simulator.Server, **values: str) -> Tokens:
    endpoint = f"{server.url}/{TENANT}/oauth2/v2.0/token"
    made = Tokens.of(Credentials(ADDRESS, {"token_endpoint": endpoint, **values}), str(server.ca))
    assert made is not None
    return made


def test_a_refresh_token_gives_one_token_until_it_is_refused(server: simulator.Server) -> None:
    source = tokens(server, client_id=CLIENT, refresh_token="1//old")
    first = source.current()
    assert source.current() == first
    second = source.renewed(first)
    assert second not in (None, first)
    assert source.renewed(first) == second  # another connection asks for the same
    assert server.sign_in.given == 2


def test_an_application_asks_for_itself(server: simulator.Server) -> None:
    source = tokens(server, client_id=CLIENT, client_secret=SECRET, scope=f"{server.url}/.default")
    assert source.current() in server.sign_in.tokens


@pytest.mark.parametrize(("number", "reason"), [(70043, Reason.NO_PERMISSION), (90033, Reason.NOT_CONNECTED)])
def test_a_refusal_is_a_reason(server: simulator.Server, number: int, reason: Reason) -> None:
    server.sign_in.refused = number
    with pytest.raises(NotFetched) as failure:
        tokens(server, client_id=CLIENT, refresh_token="1//old").current()
    assert failure.value.reason is reason


def test_what_is_missing_is_named() -> None:
    with pytest.raises(NotAllowed, match="token endpoint"):
        Tokens.of(Credentials(ADDRESS, {"client_id": CLIENT, "refresh_token": "1//old"}))
    assert Tokens.of(Credentials(ADDRESS, {"password": "x"})) is None


@pytest.mark.parametrize(
    ("address", "library"), [("imaps://ann@mail.example/", "requests"), ("microsoft365://contoso.example/", "msal")]
)
def test_a_library_that_is_missing_is_said_before_the_scan(
    monkeypatch: pytest.MonkeyPatch, address: str, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    values = {
        "client_id": CLIENT,
        "client_secret": SECRET,
        "refresh_token": "1//old",
        "token_endpoint": "https://mail.example/token",
    }
    keyring = Keyring((Section(parse(address), values),))
    with pytest.raises(CannotRead) as refusal:
        connect(parse(address), keyring)
    assert "bailee[sources]" in refusal.value.hint


def test_a_secret_goes_nowhere_without_tls() -> None:
    values = {"client_id": CLIENT, "refresh_token": "1//old", "token_endpoint": "http://mail.example/token"}
    source = Tokens.of(Credentials(ADDRESS, values))
    assert source is not None
    with pytest.raises(NotFetched):
        source.current()


def printing(folder: Path, text: str) -> str:
    script = folder / "print.py"
    script.write_text(f"print({text!r})")
    return f"{sys.executable} {script}"


@pytest.mark.parametrize(
    "prints", ["", "two words", "x\x01y", "y" * 40_000], ids=["nothing", "words", "control", "endless"]
)
def test_what_a_command_prints_is_a_token_or_nothing(prints: str, tmp_path: Path) -> None:
    assert Tokens(command=printing(tmp_path, "t0ken\nand more")).current() == "t0ken"
    with pytest.raises(NotFetched):
        Tokens(command=printing(tmp_path, prints)).current()


def test_a_command_is_started_without_a_shell(tmp_path: Path) -> None:
    source = Tokens(command=f"{printing(tmp_path, 't0ken')} ; touch {tmp_path / 'written'}")
    assert source.current() == "t0ken"
    assert not (tmp_path / "written").exists()
