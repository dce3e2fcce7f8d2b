"""The simulator of Graph refuses what Graph refuses: what it would serve beside, our client could come to need."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pytest
import requests

from simulators.graph import office, simulator
from simulators.graph.sign_in import CLIENT, SECRET, TENANT


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[simulator.Server]:
    with simulator.running(tmp_path_factory.mktemp("graph")) as running:
        office.furnish(running)
        yield running


def token(server: simulator.Server) -> str:
    form = {
        "grant_type": "client_credentials",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "scope": f"{server.url}/.default",
    }
    told = requests.post(
        f"{server.url}/{TENANT}/oauth2/v2.0/token", data=form, verify=str(server.ca), timeout=10
    ).json()
    return str(told["access_token"])


def status(server: simulator.Server, path: str, method: str = "GET", headers: dict[str, str] | None = None) -> int:
    sent = {"Authorization": f"Bearer {token(server)}", **(headers or {})}
    url = server.url + path
    return requests.request(
        method, url, headers=sent, verify=str(server.ca), allow_redirects=False, timeout=10
    ).status_code


def test_what_graph_has_is_served(server: simulator.Server) -> None:
    assert status(server, "/v1.0/users?$select=id,userPrincipalName&$top=5") == 200


@pytest.mark.parametrize(
    "path",
    ["/beta/users", "/v1.0/people", "/v1.0/users?select=id", "/v1.0/users?$select=shoeSize", "/v1.0/users?$top=0", "/v1.0/users?$top=1000",
     "/v1.0/users?$skip=3", "/v1.0/sites/getAllSites?search=x", "/v1.0/users?$expand=manager"],
)  # fmt: skip
def test_what_graph_does_not_have_is_refused(server: simulator.Server, path: str) -> None:
    assert status(server, path) == 400


def test_a_list_of_changes_takes_no_search(server: simulator.Server) -> None:
    user = next(iter(server.tenant.users.values()))
    folder = next(iter(user.folders))
    base = f"/v1.0/users/{quote(user.ident)}/mailFolders/{quote(folder)}/messages/delta"
    assert [
        status(server, f"{base}?{option}") for option in ("$select=receivedDateTime", "$search=x", "$count=true")
    ] == [200, 400, 400]


@pytest.mark.parametrize(
    "headers", [{"Authorization": ""}, {"Authorization": "Basic x"}, {"Authorization": "Bearer stolen"}]
)
def test_nobody_is_served_without_a_good_token(server: simulator.Server, headers: dict[str, str]) -> None:
    assert status(server, "/v1.0/users", headers=headers) == 401


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_nothing_is_ever_written(server: simulator.Server, method: str) -> None:
    assert status(server, "/v1.0/users", method) == 405


def test_an_unknown_preference_is_refused(server: simulator.Server) -> None:
    assert status(server, "/v1.0/users", headers={"Prefer": "odata.maxpagesize=5"}) == 200
    assert status(server, "/v1.0/users", headers={"Prefer": "respond-async"}) == 400


@pytest.mark.parametrize(
    "change",
    [
        {"client_secret": "wrong"},
        {"client_id": "x"},
        {"scope": "https://graph.example/.default"},
        {"grant_type": "password"},
    ],
)
def test_a_token_is_given_for_the_right_form_alone(server: simulator.Server, change: dict[str, str]) -> None:
    form = {
        "grant_type": "client_credentials",
        "client_id": CLIENT,
        "client_secret": SECRET,
        "scope": f"{server.url}/.default",
    }
    answer = requests.post(
        f"{server.url}/{TENANT}/oauth2/v2.0/token", data={**form, **change}, verify=str(server.ca), timeout=10
    )
    assert answer.status_code in (400, 401)
    assert "AADSTS" in answer.json()["error_description"]
