"""How exposed data stores are, told to programs: each its own organisation's, by pages, to whom findings are open."""

from __future__ import annotations

from api.asking import Api
from api.conftest import Served
from bailee.permissions import TABLE, Permission, Role


def test_stores_come_most_exposed_first_with_what_to_do(alice: Api) -> None:
    told = alice.get("exposures").json
    products = [each["product"] for each in told["items"]]
    assert told["total"] == len(products) >= 1 and products == sorted(products, reverse=True)
    (worst,) = alice.get("exposures?limit=1").json["items"]
    assert worst == told["items"][0] and {each["category"] for each in worst["holdings"]} >= {"social-security-number"}
    assert worst["holdings"][0]["access"]["declared"] is False
    assert "512447313" not in str(told)


def test_one_store_or_none(alice: Api) -> None:
    (name,) = {each["store"] for each in alice.get("exposures").json["items"]}
    assert alice.get(f"exposures?store={name}").json["total"] == 1
    assert alice.get("exposures?store=nothing-of-ours").json == {"items": [], "next": None, "total": 0}


def test_charlie_has_his_own_and_who_sees_no_findings_sees_none_of_it(served: Served) -> None:
    his = served.api(served.world.charlie).get("exposures").json
    assert [each["store"] for each in his["items"]] == ["theirs"]
    few = TABLE[Role.MANAGER] & TABLE[served.world.alice.role] | {Permission.USE_API}
    assert served.api(served.world.alice, few).get("exposures").status == 403
