"""The gate and consent, asked by programs over HTTP: the same answers as the commands give, and at once."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from statistics import quantiles
from typing import Any

import pytest

from api.asking import Api
from api.conftest import Served, serving
from bailee.consents.records import Purpose
from bailee.gates import Sort
from bailee.operations.ask_consent import make_form
from bailee.operations.ask_gate import override_gate
from bailee.permissions import Permission
from bailee.store import database
from bailee.vocabulary import SubjectCategory

TODAY = datetime.now(UTC).astimezone().date()


@pytest.fixture(scope="module")
def canberra(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Alice's people work in Canberra; their notice went out four days ago. She asks for consent to one thing."""
    with serving(tmp_path_factory.mktemp("gate")) as made:
        alice = made.world.alice
        alice.set_fact("states_with_employees", ["AU-ACT"])
        alice.add_notice_version("workplace-surveillance-notice", {"purposes": {"scan-records": []}}, "a" * 64)
        alice.publish("workplace-surveillance-notice", 1)
        alice.mark_sent_to_all("workplace-surveillance-notice", 1)
        _sent(alice, TODAY - timedelta(days=4))
        alice.add_roster_person("Pat Doe", SubjectCategory.EMPLOYEE, number="7")
        make_form(alice, "photos", "Photographs", [Purpose("web-site", "On our web site")], SubjectCategory.EMPLOYEE)
        database.disconnect(made.world.home)
        yield made


def _sent(alice: Any, on: date) -> None:
    from bailee.store.models import NoticeVersion

    with alice.transaction():
        rows = NoticeVersion.objects.using(alice.alias).filter(organisation_id=alice.organisation_id)
        rows.update(sent_to_all_at=datetime(on.year, on.month, on.day, 12, tzinfo=UTC))


@pytest.fixture(scope="module")
def alice(canberra: Served) -> Api:
    return canberra.api(canberra.world.alice)


def test_any_tool_is_told_why_it_is_shut_and_when_it_opens(alice: Api) -> None:
    answer = alice.get("/gate?device=WS-14")
    told = answer.json
    assert answer.status == 200 and told["open"] is False and told["laws"] == ["mon-au-act-notice"]
    assert told["opens_on"] == (TODAY + timedelta(days=10)).isoformat() and "14 days" in told["why"]
    assert alice.get("/gate?device=WS-14&person=7").json["open"] is False
    assert alice.get("/gate?device=WS-14&place=US-TX").json["open"] is True


def test_what_was_opened_by_name_is_open_to_that_alone(canberra: Served, alice: Api) -> None:
    override_gate(canberra.world.alice, Sort.DEVICE, "WS-99", "stolen", until=None, on=TODAY)
    assert alice.get("/gate?device=ws-99").json["open"] is True
    assert alice.get("/gate?device=WS-98").json["open"] is False


def test_a_room_that_a_law_shuts_is_never_open(alice: Api) -> None:
    told = alice.get("/gate?device=ws-99&room=change-room").json
    assert (told["open"], told["may_override"], told["opens_on"]) == (False, False, None)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "device=a&mailbox=b",
        "device=a&person=nobody@example.org",
        "device=a&place=ZZ-9",
        "device=a&room=attic",
        "gadget=a",
    ],
)
def test_what_makes_no_sense_is_refused_in_words(alice: Api, query: str) -> None:
    answer = alice.get(f"/gate?{query}")
    assert answer.status in (400, 422) and answer.json["detail"]


def test_a_token_without_the_permission_and_one_of_another_organisation_see_nothing(canberra: Served) -> None:
    alice, charlie = canberra.world.alice, canberra.world.charlie
    assert canberra.api(alice, {Permission.SEE_FINDINGS}).get("/gate?device=a").status == 403
    other = canberra.api(charlie)
    assert other.get(f"/gate?device=WS-99&organisation={alice.organisation}").status == 404
    assert other.get("/gate?device=WS-99").json["open"] is False
    assert canberra.nobody.get("/gate?device=a").status == 401


def test_consent_is_noted_checked_and_taken_back(alice: Api) -> None:
    asked = "consents/check?form=photos&person=7&purpose=web-site"
    assert alice.get(asked).json["state"] == "never-asked"
    given = alice.post("consents", {"form": "photos", "person": "7", "given": ["web-site"], "how": "paper"})
    assert given.status == 201
    told = alice.get(asked).json
    assert told["given"] is True and told["record"] == given.json["record"] and len(told["sha256"]) == 64
    assert alice.post("consents/withdrawals", {"form": "photos", "person": "7"}).status == 201
    assert alice.get(asked).json["state"] == "withdrawn"
    assert alice.post("consents/withdrawals", {"form": "photos", "person": "7"}).status == 422


@pytest.mark.parametrize("wanted", [{Permission.SEE_TABLE}, {Permission.SEE_TABLE, Permission.SEE_STORES}])
def test_who_may_not_see_the_roster_learns_from_no_answer_whether_somebody_is_on_it(
    canberra: Served, alice: Api, wanted: set[Permission]
) -> None:
    """What a manager may: he is told the same of Kim, who said no and got no notice, and of somebody whom nobody knows."""
    known = f"8{len(wanted)}"
    canberra.world.alice.add_roster_person("Kim Roe", SubjectCategory.EMPLOYEE, number=known, joined_on=TODAY)
    said = {"form": "photos", "person": known, "refused": ["web-site"], "how": "paper"}
    assert alice.post("consents", said).status == 201
    api = canberra.api(canberra.world.alice, wanted)
    gate, unknown_gate, consent, unknown_consent = (
        (answer.status, answer.content)
        for path in ("/gate?device=WS-14", "consents/check?form=photos&purpose=web-site")
        for answer in (api.get(f"{path}&person={who}") for who in (known, "nobody-at-all"))
    )
    sees = Permission.SEE_STORES in wanted
    assert (gate != unknown_gate, consent != unknown_consent) == (sees, sees)
    if not sees:
        assert b"did not reach this person" in gate[1] and json.loads(consent[1])["state"] == "not-given"
    given = alice.post("consents", {**said, "refused": [], "given": ["web-site"]}).json["record"]
    assert api.get(f"consents/check?form=photos&purpose=web-site&person={known}").json["record"] == given


def test_what_recording_a_call_takes_is_said_by_the_strictest_place(alice: Api) -> None:
    told = alice.get("consents/calls?places=US-CA,US-NY").json
    assert told["needs"] == "all-party" and [each["place"] for each in told["places"]] == ["US-CA", "US-NY"]
    assert alice.get("consents/calls?places=US-NY").json["announce"] is False
    assert alice.get("consents/calls?places=Mars").status == 422


@pytest.mark.proof
def test_both_answer_within_20_ms_of_processor_time(canberra: Served) -> None:
    """As `tests/web` measures pages: the time of the thread that answers, in this process; a busy machine makes it no longer."""
    from bailee.gates import Asked
    from bailee.operations.ask_consent import check_consent
    from bailee.operations.ask_gate import ask_gate

    workspace = canberra.world.alice
    spent: dict[str, list[float]] = {"gate": [], "consent": []}
    for number in range(40):
        begun = time.thread_time()
        ask_gate(workspace, Asked(Sort.DEVICE, f"WS-{number}"), on=TODAY)
        between = time.thread_time()
        check_consent(workspace, "7", "photos", "web-site", on=TODAY)
        spent["gate"].append(between - begun)
        spent["consent"].append(time.thread_time() - between)
    assert {what: quantiles(each, n=20)[-1] <= 0.020 for what, each in spent.items()} == {"gate": True, "consent": True}
