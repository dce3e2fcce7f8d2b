"""Scans are asked for, followed and stopped; what is different between two is told."""

from __future__ import annotations

from api.asking import Api
from api.conftest import Served


def test_a_scan_is_asked_for_once_and_stopped(served: Served, alice: Api) -> None:
    place = alice.get("places").json["items"][0]["number"]
    first, again = (alice.post("scans", {"places": [place]}) for _ in range(2))
    assert first.status == 202 and first.json["ident"] == again.json["ident"] and first.json["by"] == "alice"
    assert [each["ident"] for each in alice.get("jobs?live=true").json["items"]] == [first.json["ident"]]
    stopped = alice.ask("POST", f"jobs/{first.json['ident']}/stop")
    assert stopped.status == 200 and alice.get("jobs?live=true").json["items"] == []
    other = served.api(served.world.charlie)
    assert other.get(f"jobs/{first.json['ident']}").status == 404
    assert other.ask("POST", f"jobs/{first.json['ident']}/stop").status == 404


def test_a_place_of_another_organisation_is_not_scanned(served: Served, alice: Api) -> None:
    theirs = served.api(served.world.charlie).get("places").json["items"][0]["number"]
    answer = alice.post("scans", {"places": [theirs]})
    assert answer.status == 422 and answer.json["detail"] == "There is no such place."


def test_what_is_new_since_another_scan_is_counted(alice: Api) -> None:
    number = alice.get("scans").json["items"][0]["number"]
    told = alice.get(f"scans/{number}/differences").json
    assert sum(each["new"] for each in told["findings"]) == 5 and told["before"] is None
    assert alice.get(f"scans/{number}/differences?before=999").status == 404


def test_lists_go_on_after_each_page_and_lose_nothing(served: Served, alice: Api) -> None:
    for path, of in (("evidence", lambda row: row["sequence"]), ("scans", lambda row: row["number"])):
        whole = [of(row) for row in alice.get(f"{path}?limit=500").json["items"]]
        seen, cursor = [], ""
        while True:
            page = alice.get(f"{path}?limit=1{cursor}").json
            seen += [of(row) for row in page["items"]]
            if page["next"] is None:
                break
            cursor = f"&cursor={page['next']}"
        assert seen == whole and len(seen) == len(set(seen)) > 0
