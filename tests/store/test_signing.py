"""Requests for signatures in the store, on both databases: one a person, whose page they stand on, PINs that end, certificates that wait."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.notices.signatures import BOXES
from bailee.operations.look_after_signatures import look_where_signatures_wait
from bailee.operations.request_sign_off import plan_requests, request_sign_offs
from bailee.operations.sign_notice import Answer, sign_notice
from bailee.permissions import Role
from bailee.store.rows.signing import TRIES
from bailee.store.rows.told import NoticeVersion
from bailee.store.workspace import Workspace
from bailee.vocabulary import SubjectCategory
from world import World


@pytest.fixture
def version(world: World) -> NoticeVersion:
    for number, name in enumerate(("Pat Doe", "Kim Roe")):
        world.alice.add_roster_person(
            name, SubjectCategory.EMPLOYEE, number=f"E{number}", email=f"{name[:3].lower()}@x.example"
        )
    kept = world.alice.add_notice_version("employee-privacy-notice", {"purposes": {"payroll": ["pay"]}}, "ab" * 32)
    return world.alice.publish(kept.kind, kept.version)


def test_an_employee_signs_her_own_and_asks_nobody(world: World, version: NoticeVersion) -> None:
    request_sign_offs(world.alice, plan_requests(world.alice, version), due_on=date(2099, 1, 1))
    pat, kim = world.alice.sign_requests(version)
    world.alice.add_member("Pat Doe", Role.EMPLOYEE, ident="pat")
    world.alice.know_signer(pat, "pat")
    hers = Workspace(world.home, world.alice.organisation, "pat")
    assert [each.ident for each in hers.own_requests()] == [pat.ident]
    assert [each.ident for each in hers.own_requests("KIM@x.example")] == [pat.ident, kim.ident]
    with pytest.raises(NotAllowed):
        hers.ask_to_sign(version, world.alice.roster())
    signed = sign_notice(hers, pat.ident, version, Answer("Pat Doe", BOXES), identified_by="emailed-link-and-code")
    assert (
        sign_notice(hers, pat.ident, version, Answer("P. D.", BOXES), identified_by="emailed-link-and-code") == signed
    )
    assert hers.certificate(signed.ident).evidence["statement"]["signer"]["name"] == "Pat Doe"
    assert [each.act for each in hers.sign_events(pat)][-2:] == ["signed", "copied"]
    assert not world.charlie.sign_requests() and not world.charlie.sign_events()


def test_a_pin_ends_after_five_wrong_ones_and_another_is_made(world: World, version: NoticeVersion) -> None:
    asked = request_sign_offs(world.alice, plan_requests(world.alice, version), with_pins=True)
    pin = asked.lines[0].pin
    pat = world.alice.sign_requests_of_number(" e0 ")[0]
    wrong = "000000" if pin != "000000" else "111111"
    assert [world.alice.try_pin(pat, wrong) for _ in range(TRIES)] == [4, 3, 2, 1, 0]
    assert world.alice.try_pin(pat, pin) == 0 and world.alice.sign_request(pat.ident).is_locked
    again = world.alice.give_pins([pat])[pat.ident]
    assert world.alice.try_pin(pat, again) is None and world.alice.try_pin(pat, f"{again[:3]} {again[3:]}") is None


def test_a_sheet_is_found_by_its_code_however_it_is_typed(world: World, version: NoticeVersion) -> None:
    request_sign_offs(world.alice, plan_requests(world.alice, version))
    pat = world.alice.sign_requests(version)[0]
    typed = f" {pat.sheet[:4].lower()}-{pat.sheet[4:8]} {pat.sheet[8:]} "
    assert world.alice.sign_request_of_sheet(typed).ident == pat.ident
    for wrong in ("", "AAAA-BBBB-CCCC", "x" * 5_000):
        with pytest.raises(InvalidInput):
            world.alice.sign_request_of_sheet(wrong)
    with pytest.raises(InvalidInput):
        world.charlie.sign_request_of_sheet(pat.sheet)


def test_a_worker_looks_where_somebody_is_asked_and_not_again_at_once(world: World, version: NoticeVersion) -> None:
    assert look_where_signatures_wait(world.home) == 0
    request_sign_offs(world.alice, plan_requests(world.alice, version))
    assert look_where_signatures_wait(world.home) == 1
    assert look_where_signatures_wait(world.home, datetime.now(UTC) + timedelta(minutes=5)) == 0
