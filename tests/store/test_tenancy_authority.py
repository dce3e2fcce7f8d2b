"""No client is scanned until its written instruction is recorded."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

import scans
from bailee.authority import EVERYWHERE, Agreement
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.record_authority import require_authority, standing
from bailee.permissions import Role
from bailee.store import models
from bailee.store.organisations import create_organisation
from bailee.store.rows.base import now
from bailee.store.workspace import Workspace
from world import World

SAID = {"given_by": "Dr. Lind", "function": "owner", "scope": "what lies on the file server", "kept_where": "binder 3"}


@pytest.fixture
def dentist(world: World) -> Workspace:
    provider = Workspace(world.home, create_organisation(world.home, "Olga IT", owner="olga", is_provider=True), "olga")
    return Workspace(world.home, provider.add_client("Dentist"), "olga")


@pytest.fixture
def scan(tmp_path: Path) -> Callable[[Workspace], object]:
    return lambda workspace: scans.scan(
        workspace, scans.Files({"a.txt": ("x", [("us-ssn", "512447313")])}), tmp_path / "place"
    )


def test_an_organisation_that_scans_itself_asks_nobody(world: World, scan: Callable[[Workspace], object]) -> None:
    scan(world.alice)
    assert not world.alice.needs_authority and require_authority(world.alice, [Path("/srv")]) == ()


def test_a_client_is_scanned_once_it_has_instructed_us_and_never_before(
    dentist: Workspace, scan: Callable[[Workspace], object], tmp_path: Path
) -> None:
    with pytest.raises(NotAllowed, match="nobody at this client has instructed") as refused:
        scan(dentist)
    assert "bailee clients authorise" in refused.value.hint and dentist.places() == () == dentist.scans()
    ident = dentist.record_instruction(**SAID, places=(str(tmp_path / "place"),), given_on=now().date())
    scan(dentist)
    started = next(row for row in dentist.evidence()[0] if row.action == "scan-started")
    assert ident in started.details


def test_withdrawing_stops_the_next_scan(dentist: Workspace, scan: Callable[[Workspace], object]) -> None:
    ident = dentist.record_instruction(**SAID, places=(EVERYWHERE,), given_on=now().date())
    scan(dentist)
    dentist.withdraw_instruction(ident)
    with pytest.raises(NotAllowed, match="was withdrawn"):
        scan(dentist)
    with pytest.raises(InvalidInput, match="no such instruction"):
        dentist.withdraw_instruction(ident)


def test_a_wider_scope_takes_a_new_instruction(
    dentist: Workspace, scan: Callable[[Workspace], object], tmp_path: Path
) -> None:
    dentist.record_instruction(**SAID, places=(str(tmp_path / "place" / "hr"),), given_on=now().date())
    with pytest.raises(NotAllowed, match="does not reach as far") as refused:
        scan(dentist)
    assert "new instruction" in refused.value.hint


def test_a_law_s_agreement_is_asked_for_once_the_facts_say_that_it_applies(
    dentist: Workspace, scan: Callable[[Workspace], object]
) -> None:
    dentist.record_instruction(**SAID, places=(EVERYWHERE,), given_on=now().date())
    dentist.set_fact("is_hipaa_covered_entity", True)
    with pytest.raises(NotAllowed, match="business associate agreement"):
        scan(dentist)
    dentist.record_agreement(Agreement.BAA, missing="their lawyer has it")
    scan(dentist)
    assert standing(dentist).missing == (Agreement.BAA,)  # named for as long as it is
    dentist.record_agreement(Agreement.BAA, on=now().date(), kept_where="binder 3")
    assert standing(dentist).missing == ()


@pytest.mark.parametrize(
    "values",
    [
        {"given_by": " "},
        {"function": ""},
        {"scope": ""},
        {"places": ()},
        {"places": ("s3://user:secret@bucket/x",)},
        {"given_on": now().date() + timedelta(days=2)},
        {"until": now().date() - timedelta(days=400)},
        {"scope": "x" * 2001},
    ],
    ids=["nobody", "no-function", "no-scope", "no-place", "password-in-it", "tomorrow", "over", "too-long"],
)
def test_an_instruction_that_says_too_little_is_none(dentist: Workspace, values: dict[str, object]) -> None:
    told = {**SAID, "places": (EVERYWHERE,), "given_on": now().date(), **values}
    with pytest.raises(InvalidInput):
        dentist.record_instruction(**told)  # type: ignore[arg-type]
    assert dentist.instructions() == ()


def test_who_said_what_is_not_in_the_clear(dentist: Workspace) -> None:
    dentist.record_instruction(**SAID, places=("/srv/hr",), given_on=now().date())
    with dentist.transaction():
        (row,) = models.Authority.objects.using(dentist.alias).filter(organisation_id=dentist.organisation_id)
        assert b"Lind" not in bytes(row.told) and b"/srv/hr" not in bytes(row.told)
    assert not any("Lind" in row.details for row in dentist.evidence()[0])


def test_an_instruction_of_one_client_is_none_of_another(world: World, dentist: Workspace) -> None:
    ident = dentist.record_instruction(**SAID, places=(EVERYWHERE,), given_on=now().date())
    assert world.alice.instructions() == () and world.alice.agreements() == {}
    with pytest.raises(InvalidInput, match="no such instruction"):
        world.alice.withdraw_instruction(ident)


def test_who_may_only_look_records_none_and_scans_nothing(
    dentist: Workspace, scan: Callable[[Workspace], object]
) -> None:
    for name, role in (("Ada", Role.CLIENT_AUDITOR), ("Carl", Role.COUNSEL)):
        dentist.add_member(name, role)
        member = Workspace(dentist.home, dentist.organisation, name.lower())
        with pytest.raises(NotAllowed, match="record authority"):
            member.record_instruction(**SAID, places=(EVERYWHERE,), given_on=now().date())
        with pytest.raises(NotAllowed, match="may not scan"):
            scan(member)
