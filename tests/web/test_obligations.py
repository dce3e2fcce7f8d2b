"""Obligations and questions on their pages, asked for as a browser does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest

from bailee.operations.declare_activity import declare_organisation
from bailee.permissions import Role
from bailee.store.organisations import add_member
from waiting import PATIENCE
from web.people import AGENT, signed_in
from web.serving import Server
from world import make_world, open_world

FACTS = {"employees_by_state": {"US-NY": 40}, "monitors_email": True, "has_cctv": True, "monitors_workers": False}


class Reader:
    """One person's browser."""

    def __init__(self, server: Server, cookie: str, base: str) -> None:
        self.server, self.cookie, self.base = server, cookie, base

    def get(self, path: str):
        return self.server.get(f"{self.base}{path}", Cookie=self.cookie, User_Agent=AGENT)

    def post(self, path: str, *fields: tuple[str, str]):
        from http.client import HTTPConnection

        page = self.get(path)
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page.text)
        jar = "; ".join([self.cookie, *(c.partition(";")[0] for c in page.headers.get_all("Set-Cookie") or ())])
        body = urlencode([("csrfmiddlewaretoken", token[1] if token else ""), *fields])
        headers = {"Cookie": jar, "User-Agent": AGENT, "Content-Type": "application/x-www-form-urlencoded"}
        headers |= {"Referer": self.server.address, "Origin": self.server.address.rstrip("/")}
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        connection.request("POST", f"{self.base}{path}", body, headers)
        answer = connection.getresponse()
        answer.text = answer.read().decode("utf-8", "replace")
        connection.close()
        return answer


@pytest.fixture(scope="module")
def people(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Reader]]:
    home = tmp_path_factory.mktemp("obligations") / "home"
    make_world(home)
    world = open_world(home)
    ours, alice = world.alice.organisation, world.alice.member
    declare_organisation(world.alice, facts=FACTS)
    add_member(home, ours, "mona", name="Mona", role=Role.MANAGER)
    for workspace in (world.alice, world.bob, world.charlie):
        workspace.close()
    server = Server(home)
    try:
        cookies = signed_in(home, [(ours, alice), (ours, "mona")], agent=AGENT)
        yield {
            "owner" if name == alice else name: Reader(server, cookie, f"/o/{ours}/")
            for name, cookie in cookies.items()
        }
    finally:
        server.close()


def test_the_list_says_what_applies_why_and_what_contradicts(people: dict[str, Reader]) -> None:
    page = people["owner"].get("obligations/").text
    assert 'id="d-mon-us-ny-52c"' in page and "New York Civil Rights Law, § 52-c" in page
    assert "Facts that contradict" in page and "was answered No; but cameras record the workplace" in page
    assert 'id="d-mon-us-ct-31-48d"' not in page
    assert "Draft" in page and "questions are</strong>" not in page and "open.</strong>" in page


def test_the_list_is_cut_by_state_duty_and_place(people: dict[str, Reader]) -> None:
    secured = people["owner"].get("obligations/?duty=secure&place=XX").text
    assert 'id="d-bailee-secure"' in secured and "d-mon-us-ny-52c" not in secured
    waiting = people["owner"].get("obligations/?state=to-decide").text
    assert 'id="d-spd-ada"' in waiting and "d-mon-us-ny-52c" not in waiting
    assert people["owner"].get("obligations/?state=nonsense&duty=%27&place=zz").status == 200


def test_as_csv_it_has_every_rule_with_its_state(people: dict[str, Reader]) -> None:
    lines = people["owner"].get("obligations/?format=csv").text.splitlines()
    assert lines[0].lstrip("\ufeff").startswith("Rule,Place,Duty")
    assert any(line.startswith("mon-us-ny-52c,New York,inform") for line in lines)
    assert any(",To decide," in line for line in lines)


def test_one_rule_is_explained_with_who_declared_the_facts(people: dict[str, Reader]) -> None:
    page = people["owner"].get("obligations/mon-us-ny-52c/").text
    assert "It applies." in page and "People work in New York" in page and "declared by" in page
    assert "What would turn it off" in page and "What is uncertain" in page and "Not reviewed by counsel" in page
    other = people["owner"].get("obligations/mon-us-ct-31-48d/").text
    assert "It does not apply: nobody is known to work in Connecticut." in other
    assert people["owner"].get("obligations/mon-us-xx-1/").status == 404


def test_what_changed_names_the_fact_and_a_day_that_is_none_is_said(people: dict[str, Reader]) -> None:
    page = people["owner"].get("obligations/changes/?since=2020-01-01").text
    assert "New York Civil Rights Law" in page and "Not known before, now" in page
    for since in ("2020-13-01", "2999-01-01", "%27"):
        answer = people["owner"].get(f"obligations/changes/?since={since}")
        assert answer.status == 422 and "Traceback" not in answer.text
    assert people["owner"].get("obligations/changes/?since=2020-01-01&format=csv").text.count("came") > 3


def test_a_question_says_why_and_its_answer_is_declared(people: dict[str, Reader]) -> None:
    owner = people["owner"]
    page = owner.get("questions/?all=1").text
    assert "Where do the people in the data live?" in page and "for it:" in page
    where = ("question", "residents"), ("asks", "resident_states"), ("asks", "consumer_states")
    wrong = owner.post("questions/", *where, ("value-resident_states", "NY"), ("value-consumer_states", "US-NY"))
    assert wrong.status == 422 and "is no place" in wrong.text and 'value="NY"' in wrong.text
    kept = owner.get("settings/facts/?format=csv").text
    assert not re.search(r"^consumer_states,[^\n]*US-NY", kept, re.M)  # nothing of a faulty answer is kept
    done = owner.post("questions/", *where, ("value-resident_states", "US-NY"), ("value-consumer_states", "none"))
    assert done.status == 303
    assert "Where do the people in the data live?" not in owner.get("questions/?all=1").text


def test_ticks_need_a_word_on_the_rest_and_nobody_knows_goes_to_counsel(people: dict[str, Reader]) -> None:
    owner = people["owner"]
    staff = ("question", "staff"), ("offered", "uses_polygraph"), ("offered", "holds_i9"), ("so-staff", "holds_i9")
    assert owner.post("questions/", *staff).status == 422
    assert owner.post("questions/", *staff, ("rest-staff", "unknown")).status == 303
    page = owner.get("questions/").text
    assert "Are lie-detector tests used" in page.partition("For counsel")[2]
    assert 'id="d-spd-i9"' in owner.get("obligations/").text


def test_who_may_not_declare_reads_and_answers_nothing(people: dict[str, Reader]) -> None:
    mona = people["mona"]
    assert mona.get("obligations/").status in (200, 403)
    assert mona.post("questions/", ("question", "staff"), ("offered", "holds_i9"), ("rest-staff", "no")).status == 403
