"""An organisation keeps an owner, also where two of them end each other at the same moment."""

from __future__ import annotations

from threading import Event, Thread

from bailee.errors import Error
from bailee.permissions import Role
from bailee.store.workspace import Workspace
from world import World


def test_of_two_owners_who_end_each_other_at_once_one_stays(world: World) -> None:
    world.alice.add_member("Olga", Role.CLIENT_OWNER)
    olga = Workspace(world.home, world.alice.organisation, "olga")
    faults: list[str] = []
    began = Event()

    def end_alice() -> None:
        began.set()
        try:
            olga.end_member("alice")
        except Error as fault:
            faults.append(str(fault))
        finally:
            olga.close()

    other = Thread(target=end_alice)
    with world.alice.transaction():
        world.alice.end_member("olga")
        other.start()
        began.wait(10)
        other.join(1)
    other.join(30)
    assert faults == ["this is the last owner"]
    assert [each.ident for each in world.alice.member_list() if each.role is Role.CLIENT_OWNER] == ["alice"]
