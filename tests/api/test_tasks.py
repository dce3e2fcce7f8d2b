"""Programs read tasks by pages, and close them with evidence as people do: refused where that is missing."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta
from typing import Any

import pytest

from api.asking import Api
from api.conftest import Served
from bailee.permissions import Permission, Role
from bailee.store.workspace import Workspace
from bailee.tasks import Due, Planned
from bailee.vocabulary import Severity

DAY = date.today()  # noqa: DTZ011 - the API answers of now


@pytest.fixture
def owing(served: Served) -> Served:
    """Alice's shop with three tasks, one of them overdue."""

    def planned(ident: str, closes: str, **more: Any) -> Planned:
        return Planned(ident, ident.capitalize(), ("rule-1",), Role.PRIVACY_PERSON, closes, Severity.HIGH, **more)

    alice = Workspace(served.world.home, served.world.alice.organisation, "alice")
    plan = (
        planned("train", "document", due=Due(DAY - timedelta(days=1), "a law")),
        planned("hang", "statement"),
        planned("sign", "notice-signed"),
    )
    alice.settle_tasks(plan, {}, on=DAY, stamp=alice.status_stamp(DAY))
    alice.close()
    return served


def test_tasks_are_walked_by_pages_and_filtered(owing: Served, alice: Api) -> None:
    first = alice.get("tasks?limit=2").json
    rest = alice.get(f"tasks?limit=2&cursor={first['next']}").json
    assert [each["ident"] for each in first["items"] + rest["items"]] == ["train", "hang", "sign"] and rest[
        "next"
    ] is None
    late = alice.get("tasks?overdue=true").json["items"]
    assert [(each["ident"], each["overdue"], each["due_because"]) for each in late] == [("train", True, "a law")]
    assert alice.get("tasks/nothing").status == 404


def test_a_task_is_closed_by_a_digest_and_not_without_it(owing: Served, alice: Api) -> None:
    refused = alice.post("tasks/train/closings", {})
    assert refused.status == 422 and "missing" in refused.json["detail"]
    assert (
        alice.post("tasks/sign/closings", {"statement": "everybody has signed it"}).status == 422
    )  # it closes by itself
    digest = hashlib.sha256(b"list").hexdigest()
    assert alice.post("tasks/train/closings", {"sha256": digest}).status == 422  # it is not described
    told = alice.post("tasks/train/closings", {"sha256": digest, "size": 4, "description": "list of who was there"})
    assert told.status == 200 and told.json["state"] == "done" and told.json["done_on"] == DAY.isoformat()
    assert alice.post("tasks/train/closings", {"sha256": digest, "description": "list of who was there"}).status == 422


def test_a_reader_closes_nothing(owing: Served) -> None:
    reader = owing.api(owing.world.alice, [Permission.SEE_TABLE, Permission.USE_API])
    assert reader.post("tasks/hang/closings", {"statement": "hung beside the clock"}).status == 403
