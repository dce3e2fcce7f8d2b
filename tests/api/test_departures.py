"""Programs read departures, holds, clients who trade and differences by pages, and act on them where the pages do."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import scans
from api.asking import Api
from api.conftest import Served
from bailee.inventory import ProcessingActivity
from bailee.operations.declare_activity import declare_activity, declare_organisation
from bailee.operations.scan_store import scan_store
from bailee.permissions import TABLE, Permission, Role
from bailee.scanner import Limits
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from waiting import until

PAT = [("person-name", "Pat Doe"), ("us-ssn", "512447313")]
TODAY = date.today()  # noqa: DTZ011 - the API answers of now


@pytest.fixture(scope="module")
def api(served: Served, tmp_path_factory: pytest.TempPathFactory) -> Api:
    """Alice's shop, where a drug test lies with a personnel file; with people who may see less."""
    alice = Workspace(served.world.home, served.world.alice.organisation, "alice")
    facts = {"employees_by_state": {"US-NY": 40}, "states_with_employees": ["US-NY"], "employees_in_20_weeks": 40}
    declare_organisation(alice, name="Acme & Sons", facts=facts)
    shop = (("web-history",), (SubjectCategory.EMPLOYEE,))
    declare_activity(alice, ProcessingActivity("Firewall", (("safety", None),), *shop))
    files = scans.Files({"hr/a/record.txt": ("a", PAT), "hr/a/test.txt": ("b", PAT)})
    files.kinds = {"hr/a/record.txt": "personnel-file", "hr/a/test.txt": "drug-or-alcohol-test"}
    scans.scan(alice, files, Path(tmp_path_factory.mktemp("people")) / "share")
    alice.close()
    return served.api(served.world.alice)


def with_role(served: Served, role: Role) -> Api:
    """What a program of alice's asks that may do no more than this role."""
    return served.api(served.world.alice, TABLE[role] & TABLE[served.world.alice.role] | {Permission.USE_API})


def test_departures_are_walked_and_filtered_and_one_is_shown_whole(api: Api) -> None:
    whole = api.get("departures?limit=500").json
    walked, cursor = [], ""
    while True:
        page = api.get(f"departures?limit=1{cursor}").json
        walked += [each["ident"] for each in page["items"]]
        if page["next"] is None:
            break
        cursor = f"&cursor={page['next']}"
    assert walked == [each["ident"] for each in whole["items"]] and len(walked) == whole["total"] >= 2
    (beside,) = api.get("departures?sort=beside-personnel&state=red").json["items"]
    assert beside["rule"]["ident"] == "spd-ada" and beside["files"][0]["where"].endswith("test.txt")
    assert api.get(f"departures/{beside['ident']}").json == beside
    assert api.get("departures/beside-personnel-00000000").status == 404


def test_one_is_accepted_with_a_reason_and_opened_again(api: Api, served: Served) -> None:
    (beside,) = api.get("departures?sort=beside-personnel").json["items"]
    address = f"departures/{beside['ident']}"
    decisions = f"{address}/decisions"
    read = api.get(address).headers["etag"]
    assert api.post(decisions, {"verdict": "accepted", "until": "2099-01-01"}).status == 422  # no reason
    wanted = {"verdict": "accepted", "until": "2099-01-01", "reason": "the new share comes"}
    told = api.post(decisions, wanted, If_Match=read)
    assert told.status == 200 and told.json["open"] is False and told.json["decision"]["by"] == "alice"
    assert api.post(decisions, {"verdict": "reopened"}, If_Match=read).status == 412  # somebody was faster
    settled = api.get("departures?view=settled").json["items"]
    assert [each["ident"] for each in settled] == [beside["ident"]]
    assert with_role(served, Role.CLIENT_AUDITOR).post(decisions, {"verdict": "reopened"}).status == 403
    assert api.post(decisions, {"verdict": "reopened"}).json["decision"] is None


def test_who_sees_no_findings_is_told_of_no_file(api: Api, served: Served) -> None:
    counsel = with_role(served, Role.COUNSEL)
    (beside,) = counsel.get("departures?sort=beside-personnel").json["items"]
    assert beside["files"] == [] and beside["files_in_all"] == 1


def test_a_hold_is_placed_told_to_few_and_lifted(api: Api, served: Served) -> None:
    wanted = {"matter": "Roe v. Acme", "why": "a claim came", "who": "A. Counsel", "person": "Pat Doe"}
    assert api.post("holds", wanted | {"stores": ["nowhere"]}).status == 422
    placed = api.post("holds", wanted)
    assert placed.status == 201 and placed.json["keeps"] == "whatever names Pat Doe"
    ident = placed.json["ident"]
    auditor = with_role(served, Role.CLIENT_AUDITOR)
    (seen,) = auditor.get("holds").json["items"]
    assert (seen["matter"], seen["why"], seen["who"]) == (None, None, None)
    assert seen["keeps"] == "whatever names one person" and "Roe v. Acme" not in auditor.get("holds").content.decode()
    assert with_role(served, Role.COUNSEL).get(f"holds/{ident}").json["matter"] == "Roe v. Acme"
    assert auditor.post(f"holds/{ident}/liftings", {"why": "over"}).status == 403
    assert api.post(f"holds/{ident}/liftings", {"why": "settled"}).json["lifted_on"] == TODAY.isoformat()
    assert api.get("holds").json["items"] == [] and api.get("holds?lifted=true").json["total"] == 1
    assert api.post(f"holds/{ident}/liftings", {"why": "settled"}).status == 422


def test_differences_are_accepted_reopened_and_corrected(api: Api) -> None:
    found = {each["ident"]: each for each in api.get("differences?limit=500").json["items"]}
    missing, undeclared = (
        "declared-not-found:web-history:employee",
        "found-not-declared:drug-and-alcohol-tests:employee",
    )
    assert {missing, undeclared} <= set(found)
    assert [each["ident"] for each in api.get("differences?what=declared-not-found").json["items"]] == [missing]
    settling = f"differences/{undeclared}/settlings"
    assert api.post(settling, {"act": "accept"}).status == 422
    assert api.post(settling, {"act": "accept", "reason": "the register is being written"}).status == 200
    assert api.get(f"differences/{undeclared}").json["accepted"]["by"] == "alice"
    assert api.post(settling, {"act": "reopen"}).status == 200
    told = api.post(f"differences/{missing}/settlings", {"act": "withdraw"}).json
    assert told["activities"] == ["Firewall"]
    assert api.get(f"differences/{missing}").status == 404


def _current(api: Api) -> dict[str, Any]:
    """The list once it was made anew: a busy machine takes its time for it, and says so until then."""

    def current() -> dict[str, Any]:
        told: dict[str, Any] = api.get("traders").json
        return told if told["current"] else {}

    return until(current, "the list is made anew")


def test_who_trades_is_listed_and_judged_with_a_reason(api: Api, served: Served, tmp_path: Path) -> None:
    assert api.get("traders").json["items"] == []
    rows = "Client company,Customer contact,E-mail,Card number\n"
    rows += "Kim Taylor d/b/a Taylor Plumbing,Kim Taylor,kim.taylor@example.com,4111111111111111\n"
    rows += "Baker & Sons LLC,Anna Baker,anna@baker-sons.example,5555555555554444\n"
    (tmp_path / "Sales").mkdir()
    (tmp_path / "Sales" / "clients.csv").write_text(rows)
    alice = Workspace(served.world.home, served.world.alice.organisation, "alice")
    scan_store(alice, [tmp_path / "Sales"], limits=Limits(ocr="off", names="off"), jobs=1)
    alice.close()
    (trader,) = _current(api)["items"]
    assert "d/b/a" in trader["why"] and trader["files"] == 1 and "clients.csv" in trader["example"]
    assert with_role(served, Role.COUNSEL).get("traders").json["items"][0]["example"] is None
    judgements = f"traders/{trader['ident']}/judgements"
    assert api.post(judgements, {"is_firm": True, "reason": " "}).status == 422
    assert api.post(judgements, {"is_firm": True, "reason": "an LLC since May"}).json["is_firm"] is True
    assert _current(api)["items"] == []
    assert api.post("traders/client-00000000/judgements", {"is_firm": True, "reason": "so"}).status == 404
