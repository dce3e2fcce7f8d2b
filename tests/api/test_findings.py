"""Findings are walked through whole, and decided once, by whoever saw them as they are."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from api.asking import Api
from api.conftest import Served
from bailee.vocabulary import Confidence


def walk(api: Api, filters: str = "") -> list[dict[str, object]]:
    found, cursor = [], ""
    while True:
        told = api.get(f"findings?limit=2{filters}" + (f"&cursor={cursor}" if cursor else "")).json
        found += told["items"]
        if not (cursor := told["next"]):
            return found


def test_a_walk_by_cursors_finds_each_once(served: Served, alice: Api) -> None:
    idents = [each["ident"] for each in walk(alice, "&state=all")]
    held = served.world.alice.findings(confidence=Confidence.POSSIBLE, dismissed=None)
    assert len(idents) == len(set(idents)) == 5 and set(idents) == {each.finding.ident for each in held}


def test_filters_fit_all_at_once(alice: Api) -> None:
    assert {each["detector"] for each in walk(alice, "&detector=us-ssn&state=all")} == {"us-ssn"}
    assert walk(alice, "&detector=us-ssn&category=email-address") == []


def test_a_cursor_is_good_for_its_own_list_alone(served: Served, alice: Api) -> None:
    cursor = alice.get("findings?limit=1").json["next"]
    for path in (f"findings?cursor={cursor}&detector=us-ssn", f"kinds?cursor={cursor}", f"findings?cursor=9{cursor}"):
        assert alice.get(path).json["field"] == "cursor"
    assert served.api(served.world.charlie).get(f"findings?cursor={cursor}").status == 422


def test_a_decision_is_kept_with_its_evidence(served: Served, alice: Api) -> None:
    ident = walk(alice)[0]["ident"]
    answer = alice.post(f"findings/{ident}/decisions", {"verdict": "dismissed", "reason": "test-data"})
    assert answer.status == 200 and answer.json["decision"]["by"] == "alice"
    assert ident not in [each["ident"] for each in walk(alice)]
    assert [each["subject"] for each in alice.get("evidence?limit=500").json["items"]][-1] == ident
    assert alice.get("evidence/verification").json["ok"]


def test_of_two_who_decide_at_once_the_second_is_told(alice: Api) -> None:
    ident = walk(alice)[0]["ident"]
    seen = alice.get(f"findings/{ident}").headers["etag"]

    def decide(verdict: str) -> int:
        body = {"verdict": verdict, "reason": "not-personal"}
        return alice.post(f"findings/{ident}/decisions", body, If_Match=seen).status

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(decide, ("confirmed", "dismissed"))) == [200, 412]


def test_a_request_that_comes_twice_is_done_once(alice: Api) -> None:
    ident, key = walk(alice)[0]["ident"], "7c1f"
    body = {"verdict": "confirmed", "reason": "ours"}

    def decide(_: int) -> tuple[int, bytes]:
        answer = alice.post(f"findings/{ident}/decisions", body, Idempotency_Key=key)
        return answer.status, answer.content

    with ThreadPoolExecutor(4) as many:
        answers = set(many.map(decide, range(4)))
    records = alice.get("evidence?limit=500").json["items"]
    assert len(answers) == 1 and answers.pop()[0] == 200
    assert len([each for each in records if each["subject"] == ident]) == 1
    other = alice.post(f"findings/{ident}/decisions", body | {"reason": "not ours"}, Idempotency_Key=key)
    assert other.status == 422 and other.json["field"] == "Idempotency-Key"


def test_what_is_wrong_with_a_decision_is_said_with_what_to_do(alice: Api) -> None:
    ident = alice.get("findings?state=all").json["items"][0]["ident"]
    answer = alice.post(f"findings/{ident}/decisions", {"verdict": "dismissed"})
    assert answer.status == 422 and "reasons" in answer.json["hint"]
    assert alice.post(f"findings/{ident}/decisions", {"verdict": "accepted", "reason": "ours"}).status == 422


def test_a_finding_of_another_organisation_is_not_there(served: Served, alice: Api) -> None:
    (theirs,) = served.world.charlie.findings()
    assert alice.get(f"findings/{theirs.finding.ident}").status == 404
    answer = alice.post(f"findings/{theirs.finding.ident}/decisions", {"verdict": "confirmed"})
    assert answer.status == 404 and served.world.charlie.findings()[0].decision is None
