"""What is only ever appended is not emptied: TRUNCATE, which fires no row's trigger, is refused by a trigger of its own."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connections

from bailee.store import database
from world import World

_MISSING = """
SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_no\\_delete' AND NOT tgisinternal
EXCEPT SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname LIKE '%\\_no\\_truncate' AND NOT tgisinternal
"""


@pytest.fixture
def stands_on() -> str:
    return "postgresql"


def test_no_table_that_is_appended_can_be_emptied_by_its_owner_either(world: World) -> None:
    owner = database.engine(world.home)._owner_of(world.alice.alias)  # type: ignore[attr-defined]
    with connections[owner].cursor() as cursor:
        cursor.execute(_MISSING)
        assert cursor.fetchall() == []
        for table in ("evidence_record", "status_snapshot", "log_checkpoint"):
            with pytest.raises(DatabaseError, match="appended, never changed"):
                cursor.execute(f"TRUNCATE {table} CASCADE")
