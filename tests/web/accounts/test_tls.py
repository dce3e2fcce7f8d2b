"""Behind TLS: cookies of this host alone, forms from its name alone, and links that lead there."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import requests
from lxml import html

from waiting import PATIENCE
from web.serving import Server

NAME = "privacy.example.com"


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    home = tmp_path_factory.mktemp("tls") / "home"
    home.mkdir(mode=0o700)
    running = Server(home, {"BAILEE_ADDRESS": f"https://{NAME}"})
    yield running
    running.close()


def pressed(server: Server, origin: str) -> requests.Response:
    """Press a button of the page as a browser does that came by the proxy."""
    url = f"http://127.0.0.1:{server.port}{server.secret_path}"
    shown = requests.get(url, headers={"Host": NAME}, timeout=PATIENCE)
    token = html.fromstring(shown.content).xpath("string(//input[@name='csrfmiddlewaretoken']/@value)")
    cookie = shown.headers["Set-Cookie"].split(";")[0]
    headers = {"Host": NAME, "Origin": origin, "Cookie": cookie}
    return requests.post(
        url, data={"csrfmiddlewaretoken": token}, headers=headers, timeout=PATIENCE, allow_redirects=False
    )


def test_a_form_from_elsewhere_is_refused_and_one_of_its_own_taken(server: Server) -> None:
    assert pressed(server, "https://evil.example").status_code == 403
    assert pressed(server, f"http://{NAME}").status_code == 403
    taken = pressed(server, f"https://{NAME}")
    assert taken.status_code == 303
    session = next(each for each in taken.headers["Set-Cookie"].split(", ") if each.startswith("__Host-bailee="))
    assert all(word in session for word in ("Secure", "HttpOnly", "SameSite=Lax", "Path=/")) and "Domain" not in session


def test_another_name_is_refused(server: Server) -> None:
    for name in ("evil.example", f"{NAME}.evil.example", f"x.{NAME}"):
        answer = requests.get(
            f"http://127.0.0.1:{server.port}/account/login/", headers={"Host": name}, timeout=PATIENCE
        )
        assert answer.status_code == 400, name


def test_a_browser_is_told_to_come_by_tls_alone(server: Server) -> None:
    answer = requests.get(f"http://127.0.0.1:{server.port}/account/login/", headers={"Host": NAME}, timeout=PATIENCE)
    assert "max-age" in answer.headers["Strict-Transport-Security"]
