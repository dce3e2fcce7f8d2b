"""A notice that leaves out what a law asks is not published, unless somebody says why; evidence keeps that."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from bailee.errors import InvalidInput
from bailee.operations.draft_notice import draft_notice
from bailee.operations.publish_notice import publish_notice
from world import World

ON = datetime.now(UTC).date()
KIND = "workplace-surveillance-notice"


def test_what_a_law_asks_and_nobody_answered_stops_it_unless_a_reason_is_given(world: World) -> None:
    with world.alice.transaction():
        world.alice.set_fact("employees_by_state", {"AU-ACT": 12})
        world.alice.set_fact("has_cctv", True)
        world.alice.set_fact("contact", "P. Lind")
    drafted = draft_notice(world.alice, KIND, on=ON)
    with pytest.raises(InvalidInput) as refused:
        publish_notice(world.alice, drafted.version)
    assert "s 13 asks: " in str(refused.value) and "bailee notice draft" in refused.value.hint
    assert world.alice.notice_version(KIND).state == "draft"
    publish_notice(world.alice, drafted.version, despite="cameras start on Monday")
    assert world.alice.notice_version(KIND).state == "published"
    record = world.alice.evidence()[0][-1]
    details = json.loads(record.details)
    assert (record.actor, details["despite"]) == ("alice", "cameras start on Monday")
    assert len(details["missing"]) == len(drafted.notice.missing) > 0


def test_the_two_first_kinds_carry_no_lines_and_publish_as_ever(world: World) -> None:
    for kind in ("employee-privacy-notice", "customer-privacy-statement"):
        drafted = draft_notice(world.alice, kind, on=ON)
        assert not drafted.notice.items and "items" not in drafted.version.content
        assert publish_notice(world.alice, drafted.version).state == "published"
