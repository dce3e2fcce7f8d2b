"""Browsers without an account: open for a while, closed from elsewhere; and how people are written to."""

from __future__ import annotations

import pytest

from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.end_sitting import end_sittings, open_sittings
from bailee.permissions import Role
from bailee.store.rows.correspondence import Correspondence
from bailee.store.rows.sittings import Sort
from bailee.store.workspace import Workspace
from world import World


def test_a_sitting_is_one_browsers_and_is_closed_by_whoever_writes_notices(world: World) -> None:
    world.alice.add_member("Pat Doe", Role.EMPLOYEE, ident="pat")
    pat = Workspace(world.home, world.alice.organisation, "pat")
    hers = pat.open_sitting(Sort.PERSON, seconds=60)
    device = world.alice.open_sitting(Sort.DEVICE, seconds=60, witness="W. Itness")
    assert [(each.name, each.witness) for each in open_sittings(world.alice)][1:] == [("Pat Doe", "")]
    assert open_sittings(world.alice)[0].witness == "W. Itness"
    assert pat.is_sitting(hers) and not pat.is_sitting(device) and not world.alice.is_sitting(hers)
    with pytest.raises(NotAllowed):
        pat.open_sitting(Sort.DEVICE, seconds=60)
    for door in (pat, world.bob):
        with pytest.raises(NotAllowed):
            end_sittings(door, [device])
    with pytest.raises(InvalidInput):  # another tenant's is not there
        world.charlie.end_sitting(hers)
    with pytest.raises(InvalidInput):  # all or none
        end_sittings(world.alice, [hers, "sitting-0"])
    assert pat.is_sitting(hers)
    assert end_sittings(world.alice, [hers]) == 1 and not pat.is_sitting(hers)
    with pytest.raises(InvalidInput):
        end_sittings(world.alice, [hers])
    pat.leave_sitting(device)  # not hers to leave
    assert world.alice.is_sitting(device)
    actions = [row.action for row in world.alice.evidence()[0]]
    assert actions[-3:] == ["own-page-opened", "kiosk-started", "sitting-ended"]


def test_a_sitting_whose_time_is_over_is_closed_by_itself(world: World) -> None:
    ident = world.alice.open_sitting(Sort.DEVICE, seconds=0)
    assert not world.alice.is_sitting(ident) and open_sittings(world.alice) == ()


def test_the_last_choice_of_how_people_are_written_to_counts_and_each_is_kept(world: World) -> None:
    from bailee.store import models

    assert world.alice.correspondence() == Correspondence("en", True)
    for chosen in (Correspondence("es", True), Correspondence("es", True), Correspondence("es", False)):
        world.alice.choose_correspondence(chosen)
    assert world.alice.correspondence() == Correspondence("es", False)
    assert world.charlie.correspondence() == Correspondence()
    with world.alice.reading():
        assert world.alice._rows(models.Correspondence).count() == 2
    with pytest.raises(NotAllowed):
        world.bob.choose_correspondence(Correspondence("en", True))
