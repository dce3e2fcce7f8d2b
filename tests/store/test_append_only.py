"""What is only ever appended cannot be changed by another word for it either."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connections

from world import World


@pytest.fixture
def stands_on() -> str:
    return "sqlite"


@pytest.mark.parametrize("table", ["evidence_record", "log_checkpoint", "member_change"])
@pytest.mark.parametrize(
    "statement", ["INSERT OR REPLACE INTO {0} SELECT * FROM {0}", "REPLACE INTO {0} SELECT * FROM {0}"]
)
def test_a_row_that_is_appended_is_not_replaced(world: World, table: str, statement: str) -> None:
    with connections[world.alice.alias].cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")  # noqa: S608 - a table of ours
        assert cursor.fetchone()[0] > 0
        with pytest.raises(DatabaseError, match="appended, never changed"):
            cursor.execute(statement.format(table))
