"""A version of a notice is frozen: whoever signs, signs its hash; and the file of a policy comes back as it was handed over."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connections

from bailee.errors import InvalidInput, NotAllowed
from bailee.store.rows.policies import PolicyFile
from world import World

KIND = "employee-privacy-notice"


@pytest.mark.parametrize(
    "change", ["content = '{}'", "sha256 = 'bb'", "version = 2", "language = 'es'", "notice_id = notice_id + 1"]
)
def test_what_a_version_says_is_never_changed(world: World, change: str) -> None:
    world.alice.add_notice_version(KIND, {"purposes": {}}, "aa" * 32)
    with pytest.raises(DatabaseError, match="never changed"), world.alice.transaction():
        connections[world.alice.alias].cursor().execute(f"UPDATE notice_version SET {change}")  # noqa: S608
    with pytest.raises(DatabaseError, match="never changed"), world.alice.transaction():
        connections[world.alice.alias].cursor().execute("DELETE FROM notice_version")
    assert world.alice.publish(KIND, 1).is_published  # that it speaks is no word of it


def test_the_choice_and_its_reason_are_kept_with_the_version(world: World) -> None:
    world.alice.add_notice_version(KIND, {"purposes": {}}, "aa" * 32)
    world.alice.publish(KIND, 1, choice="minor", touches=["contractor"], why="a comma")
    again = world.alice.publish(KIND, 1, choice="material")  # what was published is not published anew
    assert (again.choice, again.touches, again.why) == ("minor", ("contractor",), "a comma")


def test_the_file_of_a_policy_comes_back_as_it_was_and_to_nobody_else(world: World) -> None:
    file = PolicyFile("our policy.pdf", "application/pdf", 4, b"%PDF")
    version = world.alice.add_policy(KIND, {"purposes": {}, "policy": {}}, "cc" * 32, file)
    assert version.is_policy and world.alice.policy_file(version) == file
    assert world.alice.add_policy(KIND, {"purposes": {}, "policy": {}}, "cc" * 32, file).version == version.version
    with pytest.raises(InvalidInput):
        world.charlie.policy_file(version)
    with pytest.raises(NotAllowed):
        world.bob.add_policy(KIND, {}, "dd" * 32, file)
    with connections[world.alice.alias].cursor() as cursor, world.alice.reading():
        cursor.execute("SELECT name, content FROM policy_file")
        assert all(b"%PDF" not in bytes(each) and b"our" not in bytes(each) for each in cursor.fetchone())
