"""Publishing: what stops it, what a choice does to signatures, and what evidence keeps of both; a policy from its file to its version."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import scans
from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.inventory.activities import ProcessingActivity
from bailee.notices.choices import Choice
from bailee.notices.policies import Standing
from bailee.notices.stops import StopSort
from bailee.operations import take_policy as take_policy_module
from bailee.operations.compare_versions import compare_versions
from bailee.operations.draft_notice import draft_notice
from bailee.operations.find_stale import find_stale
from bailee.operations.know_signatures import still_told
from bailee.operations.publish_notice import plan_publishing, publish_notice
from bailee.operations.record_sign_off import record_sign_off
from bailee.operations.report_status import report_status
from bailee.operations.request_sign_off import plan_requests
from bailee.operations.take_policy import LARGEST, points_of, take_content, take_policy
from bailee.rendering import Document, Heading, Paragraph, docx, html, pdf
from bailee.vocabulary import LawfulBasis, SubjectCategory
from world import World

ON = datetime.now(UTC).date()
KIND = "employee-privacy-notice"
EMPLOYEE, CONTRACTOR = SubjectCategory.EMPLOYEE, SubjectCategory.CONTRACTOR
WAGES = (("paying wages", LawfulBasis.CONTRACT),)


def payroll(**more: Any) -> ProcessingActivity:
    return ProcessingActivity("Payroll", WAGES, ("payroll",), (EMPLOYEE,), retention="7 years", **more)


def signed_first_version(world: World) -> None:
    """Pat and Kim, employees, and Ray, a contractor, sign version 1."""
    with world.alice.transaction():
        world.alice.set_fact("contact", "P. Lind")
        world.alice.declare(payroll())
        for name, category in (("Pat Doe", EMPLOYEE), ("Kim Roe", EMPLOYEE), ("Ray Poe", CONTRACTOR)):
            world.alice.add_roster_person(name, category)
    published = publish_notice(world.alice, draft_notice(world.alice, KIND, on=ON).version, on=ON)
    for name in ("Pat Doe", "Ray Poe"):
        record_sign_off(world.alice, published, name, identified_by="in-person-by-colleague")


def told(world: World, on: date = ON) -> Any:
    return next(row for row in report_status(world.alice, on=on).rows if row.category == "payroll").told


def last(world: World) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(world.alice.evidence()[0][-1].details)
    return found


def test_a_minor_version_keeps_what_was_signed_and_its_reason_is_evidence(world: World) -> None:
    signed_first_version(world)
    world.alice.set_fact("contact", "P. Lind, room 4")
    second = draft_notice(world.alice, KIND, on=ON).version
    with pytest.raises(InvalidInput) as refused:
        publish_notice(world.alice, second, on=ON)
    assert "material or minor" in str(refused.value) and "2 carry over" in refused.value.hint
    with pytest.raises(InvalidInput, match="why it is minor"):
        publish_notice(world.alice, second, choice=Choice.MINOR, on=ON)
    publish_notice(world.alice, second, choice=Choice.MINOR, why="a room number", on=ON)
    assert last(world) == {
        "sha256": second.sha256, "choice": "minor", "after": 1, "suggested": "minor", "why": "a room number", "carried_over": 2,
    }  # fmt: skip
    assert "2 of 3 signed" in told(world).why
    assert len(still_told(world.alice, world.alice.notice_version(KIND))) == 2


def test_a_material_version_voids_what_was_signed_by_those_whom_it_touches_and_by_nobody_else(world: World) -> None:
    signed_first_version(world)
    world.alice.declare(payroll(recipients=("Ridge Payroll",)))
    second = draft_notice(world.alice, KIND, on=ON).version
    plan = plan_publishing(world.alice, second, on=ON)
    assert plan.suggested[0] is Choice.MATERIAL and plan.touches == {EMPLOYEE} and plan.touched == 2
    assert plan.consequence(Choice.MATERIAL) == "2 stay as evidence for version 1; 2 are asked again."
    published = publish_notice(world.alice, second, choice=Choice.MATERIAL, on=ON)
    assert published.touches == ("employee",) and last(world)["touches"] == ["employee"]
    assert "1 of 3 signed" in told(world).why  # the contractor's, whom nothing of it is about
    asked = {line.said: line.outcome for line in plan_requests(world.alice, published).lines}
    assert asked == {"Pat Doe": "to-ask", "Kim Roe": "to-ask", "Ray Poe": "signed"}  # who is not touched is left alone
    third = draft_notice(world.alice, KIND, on=ON + timedelta(days=1)).version
    publish_notice(world.alice, third, choice=Choice.MATERIAL, everybody=True, on=ON)
    assert "nobody signed" in told(world).why


def test_a_served_notice_goes_stale_by_what_is_found_is_healed_by_a_draft_and_the_table_says_so(
    world: World, tmp_path: Path
) -> None:
    signed_first_version(world)
    assert find_stale(world.alice, on=ON) == ()
    world.alice.declare(payroll(recipients=("Ridge Payroll",)))
    files = scans.Files({"hr/pat.txt": ("a", [("us-ssn", "512447313"), ("person-name", "Pat Doe")])})
    files.kinds = {"hr/pat.txt": "drug-or-alcohol-test"}
    scans.scan(world.alice, files, tmp_path / "share")
    (found,) = find_stale(world.alice, on=ON)
    assert {cause.category for cause in found.stale.causes} == {
        "payroll", "social-security-number", "person-name", "drug-and-alcohol-tests",
    }  # fmt: skip
    assert any("Your Social Security number." in line for change in found.changes for line in change.added)
    assert "stale: it does not mention that Ridge Payroll gets it" in told(world).why
    second = draft_notice(world.alice, KIND, on=ON).version
    assert any("Social Security numbers" in cause.says for cause in compare_versions(world.alice, KIND).causes)
    assert [stop.sort for stop in plan_publishing(world.alice, second, on=ON).stops] == [StopSort.COUNSEL]
    publish_notice(world.alice, second, choice=Choice.MATERIAL, despite="counsel is away", on=ON)
    assert find_stale(world.alice, on=ON) == () and "stale" not in told(world).why


def test_a_draft_that_is_behind_what_is_held_is_not_published_without_a_reason(world: World) -> None:
    with world.alice.transaction():
        world.alice.declare(payroll())
    draft = draft_notice(world.alice, KIND, on=ON).version
    world.alice.declare(ProcessingActivity("Sick leave", (("sick leave", None),), ("medical-records",), (EMPLOYEE,)))
    (stop,) = plan_publishing(world.alice, draft, on=ON).stops
    assert stop.sort is StopSort.UNSAID and "medical records: declared" in stop.says
    again = draft_notice(world.alice, KIND, on=ON).version
    (counsel,) = plan_publishing(world.alice, again, on=ON).stops
    assert counsel.sort is StopSort.COUNSEL
    with pytest.raises(InvalidInput, match="laws protect above others"):
        publish_notice(world.alice, again, on=ON)
    with pytest.raises(InvalidInput, match="too long"):
        publish_notice(world.alice, again, despite="x" * 501, on=ON)
    publish_notice(world.alice, again, despite="counsel is away until Monday", on=ON)
    record = world.alice.evidence()[0][-1]
    assert (
        record.actor == "alice"
        and last(world)["stops"] == ["counsel"]
        and last(world)["despite"].startswith("counsel is away")
    )


POLICY = Document(
    "Employee policy", "en", ON,
    (
        Paragraph("Acme holds what this names, and looks after it well for all of its people."),
        Heading(1, "Pay"), Paragraph("We keep payroll for 3 years, to pay wages. We never share it with anybody."),
    ),
)  # fmt: skip


def test_a_spanish_policy_is_a_version_in_spanish_held_against_what_is_declared(world: World) -> None:
    world.alice.declare(payroll(recipients=("Ridge Payroll",)))
    document = Document(
        "Política para el personal", "es", ON,
        (Heading(1, "Nóminas"), Paragraph("Guardamos las nóminas durante 3 años para pagar los salarios. Nunca las compartimos.")),
    )  # fmt: skip
    taken = take_content(world.alice, KIND, html.render(document).encode(), "p.html", on=ON)
    assert taken.version.language == "es" and taken.version.content["purposes"] == {"payroll": ["paying wages"]}
    wrong = {point.sort for point in taken.points if point.standing is Standing.CONTRADICTS}
    assert wrong == {"kept", "recipient"}
    assert StopSort.UNTRUE in {stop.sort for stop in plan_publishing(world.alice, taken.version, on=ON).stops}
    assert publish_notice(world.alice, taken.version, despite="it hangs in the hall", on=ON).language == "es"
    assert last(world)["stops"]


@pytest.mark.parametrize(
    ("name", "content"),
    [("p.pdf", pdf.render(POLICY)), ("p.docx", docx.render(POLICY)), ("p.html", html.render(POLICY).encode())],
)
def test_a_policy_of_theirs_is_a_version_as_it_is(world: World, name: str, content: bytes) -> None:
    world.alice.declare(payroll(recipients=("Ridge Payroll",)))
    taken = take_content(world.alice, KIND, content, name, on=ON)
    version = taken.version
    assert version.is_policy and world.alice.policy_file(version).content == content
    assert version.content["purposes"] == {"payroll": ["paying wages"]}
    wrong = {point.sort: point for point in taken.points if point.standing is Standing.CONTRADICTS}
    assert (
        wrong["kept"].heading == "Pay"
        and "“7 years”" in wrong["kept"].why
        and "Ridge Payroll" in wrong["recipient"].why
    )
    assert points_of(world.alice, version, on=ON) == taken.points
    stops = plan_publishing(world.alice, version, on=ON).stops
    assert {stop.sort for stop in stops} == {StopSort.UNTRUE, StopSort.UNSAID}
    published = publish_notice(world.alice, version, despite="it hangs in the hall since 2024", on=ON)
    assert record_sign_off(world.alice, published, "Pat Doe", identified_by="in-person-by-colleague").version == 1
    assert (
        take_content(world.alice, KIND, content, name, on=ON).version.version == 1
    )  # the same file is the same version


def test_what_is_no_policy_is_refused_in_words_and_nothing_is_kept(world: World, tmp_path: Path) -> None:
    for name, content, words in (
        ("a.exe", b"MZ", "is no PDF, DOCX or HTML"),
        ("a.pdf", b"", "is empty"),
        ("../../etc/x.pdf", b"not one", '"x.pdf" is no PDF'),
        ("a.html", b"<html><body></body></html>", "holds no text"),
        ("a.pdf", b"%PDF-1.7 torn", "is damaged|holds no text"),
    ):
        with pytest.raises(InvalidInput, match=words):
            take_content(world.alice, KIND, content, name, on=ON)
    with pytest.raises(InvalidInput, match="too large"):
        take_content(world.alice, KIND, b"%PDF-" + bytes(LARGEST), "a.pdf", on=ON)
    with pytest.raises(InvalidInput, match="no notice of kind"):
        take_content(world.alice, "no-such", b"%PDF-", "a.pdf", on=ON)
    with pytest.raises(CannotRead):
        take_policy(world.alice, KIND, tmp_path / "nowhere.pdf", on=ON)
    with pytest.raises(NotAllowed):
        take_content(world.bob, KIND, b"<html>x</html>", "a.html", on=ON)
    assert world.alice.notices() == ()


def test_a_file_with_very_much_text_is_refused_before_anything_is_made_of_it(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(take_policy_module, "blocks_of", None)
    much = b"<html><body>" + b"<p>We keep your name for as long as we have to keep it.</p>" * 25_000
    with pytest.raises(InvalidInput, match="too much text"):
        take_content(world.alice, KIND, much, "a.html", on=ON)
    assert world.alice.notices() == ()
