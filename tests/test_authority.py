"""What an instruction to scan reaches, when it is good, and which agreements a law wants beside it: pure, on paths that are there."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from bailee.authority import EVERYWHERE, Agreement, Instruction, Signed, agreements_needed, lacking
from bailee.obligations.facts import facts_from
from bailee.sources import where

DAY = date(2026, 3, 3)
NEEDED: dict[Agreement, bool | None] = {Agreement.BAA: None, Agreement.DPA: False}


def instruction(*places: str, **values: object) -> Instruction:
    return Instruction("i", "Dr. Lind", "owner", "our files", places, date(2026, 3, 1), **values)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("allowed", "place", "is_covered"),
    [
        ("/srv/hr", "/srv/hr", True),
        ("/srv/hr", "/srv/hr/2024", True),
        ("/srv/hr/", "/srv/hr", True),
        ("/srv/hr", "/srv", False),
        ("/srv/hr", "/srv/hr-old", False),
        ("/srv/hr", "/srv/hr/../finance", False),
        ("/srv/hr", "s3://srv/hr", False),
        (EVERYWHERE, "/srv/anything", True),
        (EVERYWHERE, "imaps://ann@mail.example/", True),
        ("s3://bucket/hr", "s3://bucket/hr/2024", True),
        ("s3://bucket/hr", "s3://bucket/hr/../finance", False),
        ("s3://bucket/hr", "s3://bucket", False),
        ("imaps://ann@mail.example/", "imaps://bob@mail.example/", False),
        ("postgresql://r@db/crm", "/srv/hr", False),
    ],
)
def test_an_instruction_reaches_as_far_as_it_says(allowed: str, place: str, is_covered: bool) -> None:
    assert instruction(allowed).covers(where(place)) is is_covered


def test_a_link_does_not_lead_out_of_what_was_allowed(tmp_path: Path) -> None:
    (tmp_path / "hr").mkdir()
    (tmp_path / "finance").mkdir()
    (tmp_path / "hr" / "more").symlink_to(tmp_path / "finance")
    told = instruction(str(tmp_path / "hr"))
    assert told.covers(tmp_path / "hr") and not told.covers(tmp_path / "hr" / "more")


@pytest.mark.parametrize(
    ("values", "says"),
    [
        ({"until": DAY - timedelta(days=1)}, "is over"),
        ({"withdrawn_on": DAY}, "was withdrawn"),
        ({"given_on": DAY + timedelta(days=1)}, "nobody"),
    ],
)
def test_an_instruction_that_is_over_withdrawn_or_not_yet_given_is_none(values: dict[str, date], says: str) -> None:
    from dataclasses import replace

    told = replace(instruction(EVERYWHERE), **values)  # type: ignore[arg-type]
    lack = lacking([told], {}, NEEDED, [Path("/srv")], DAY)
    assert lack is not None and says in lack.says
    assert lacking([told, instruction(EVERYWHERE)], {}, NEEDED, [Path("/srv")], DAY) is None


def test_every_place_of_a_scan_is_asked_for() -> None:
    lack = lacking([instruction("/srv/hr")], {}, NEEDED, [Path("/srv/hr"), Path("/srv/finance")], DAY)
    assert lack is not None and "does not reach as far" in lack.says
    assert (
        lacking(
            [instruction("/srv/hr"), instruction("/srv/finance")],
            {},
            NEEDED,
            [Path("/srv/hr"), Path("/srv/finance")],
            DAY,
        )
        is None
    )


@pytest.mark.parametrize(
    ("declared", "baa", "dpa"),
    [
        ({}, None, None),
        ({"is_hipaa_covered_entity": True}, True, None),
        ({"is_hipaa_covered_entity": False}, None, None),
        ({"is_hipaa_covered_entity": False, "is_hipaa_business_associate": False}, False, None),
        ({"establishment_countries": ["DE", "US"]}, None, True),
        ({"establishment_countries": ["NO"]}, None, True),  # the GDPR applies in the EEA
        ({"establishment_countries": ["GB"]}, None, True),  # and as UK law
        ({"establishment_countries": ["US"]}, None, None),
        ({"establishment_countries": ["US"], "targets_eu_or_uk_people": False}, None, False),
        ({"establishment_countries": ["US"], "targets_eu_or_uk_people": True}, None, True),  # Art. 3(2)
    ],
)
def test_which_agreement_a_law_wants(declared: dict[str, object], baa: bool | None, dpa: bool | None) -> None:
    assert agreements_needed(facts_from((), declared)) == {Agreement.BAA: baa, Agreement.DPA: dpa}


def test_an_agreement_is_signed_or_said_to_be_missing_before_a_scan() -> None:
    needed = {Agreement.BAA: True, Agreement.DPA: None}
    everywhere = [instruction(EVERYWHERE)]
    lack = lacking(everywhere, {}, needed, [Path("/srv")], DAY)
    assert lack is not None and "business associate agreement" in lack.says and "--no-baa" in lack.hint
    for told in (Signed(date(2026, 1, 1)), Signed(None, missing="their lawyer has it since February")):
        assert lacking(everywhere, {Agreement.BAA: told}, needed, [Path("/srv")], DAY) is None
