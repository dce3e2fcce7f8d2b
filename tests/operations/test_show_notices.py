"""What a process keeps of notices: the words of versions, which are frozen, and what was composed, until a record is written."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bailee.inventory import ProcessingActivity
from bailee.operations.declare_activity import declare_activity
from bailee.operations.draft_notice import draft_notice
from bailee.operations.show_notices import composing_now, list_notices
from bailee.store.workspace import Workspace
from bailee.vocabulary import LawfulBasis, SubjectCategory
from world import make_world, open_world

KIND = "employee-privacy-notice"
TODAY = datetime.now(UTC).astimezone().date()


@pytest.fixture
def ours(tmp_path: Path) -> Workspace:
    make_world(tmp_path / "home")
    return open_world(tmp_path / "home").alice


def declare(workspace: Workspace, purpose: str) -> None:
    pay = ProcessingActivity("Pay", ((purpose, LawfulBasis.CONTRACT),), ("payroll",), (SubjectCategory.EMPLOYEE,), retention="1 year")  # fmt: skip
    declare_activity(workspace, pay)


def test_what_was_composed_is_kept_until_something_is_declared_or_the_day_is_over(ours: Workspace) -> None:
    declare(ours, "paying wages")
    composing_now(ours, TODAY)  # the first table of all makes tasks, which is a record
    first = composing_now(ours, TODAY)(KIND)
    assert composing_now(ours, TODAY)(KIND) is first and composing_now(ours, TODAY)(KIND, language="es") is not first
    declare(ours, "paying wages and taxes")
    anew = composing_now(ours, TODAY)(KIND)
    assert anew.snapshot.purposes["payroll"] == ("paying wages and taxes",)
    assert composing_now(ours, TODAY + timedelta(1))(KIND).snapshot.on == TODAY + timedelta(1)


def test_what_one_organisation_holds_is_never_in_the_notice_of_another(ours: Workspace) -> None:
    declare(ours, "paying wages")
    assert "payroll" in composing_now(ours, TODAY)(KIND).snapshot.purposes
    assert "payroll" not in composing_now(open_world(ours.home).charlie, TODAY)(KIND).snapshot.purposes


def test_words_of_a_version_are_read_once_and_of_each_organisation_its_own(ours: Workspace) -> None:
    charlie = open_world(ours.home).charlie
    for workspace, name in ((ours, "ours"), (charlie, "theirs")):
        workspace.add_notice_version(KIND, {"purposes": {name: []}}, "a" * 64)
    (kept,) = ours.notices()
    assert ours.notices()[0].content is kept.content
    assert [list(each.notices()[0].content["purposes"]) for each in (ours, charlie)] == [["ours"], ["theirs"]]
    ours.publish(KIND, 1)
    assert ours.notices()[0].is_published and ours.notices()[0].content is kept.content


def test_the_list_says_what_was_drafted_and_what_is_served(ours: Workspace) -> None:
    declare(ours, "paying wages")
    draft_notice(ours, KIND, on=TODAY)
    (line,) = list_notices(ours, TODAY)
    assert (line.kind, line.says, line.served) == (KIND, "not published", None) and line.draft is not None
