"""Two tenants side by side: nothing of one is seen or changed by the other's people, and nobody is refused what is hers.

The whole run, of every role and every object in every place, on both databases, is `make isolation`; here each address is asked
by one who may, one who may not, nobody and a stranger, pages in this file and the API's endpoints in
tests/api/test_isolation.py. That the run finds a hole is tried by opening some.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from isolation.run import start


def test_nothing_of_another_tenant_is_seen_or_changed(tmp_path: Path) -> None:
    told = start(tmp_path, "sqlite", part="pages")
    assert told["seen"] == [] and told["changed"] == []
    assert told["faults"] == [] and told["broken"] == []
    assert told["requests"] >= 1_000 and told["filled"] >= 80 and told["idents"] >= 200


def test_postgresql_keeps_tenants_apart_by_itself(tmp_path: Path) -> None:
    told = start(tmp_path, "postgresql", part="sql")
    if told.get("missing"):
        pytest.skip("PostgreSQL 15 or later is not installed")
    assert told["sql"]["seen"] == [] and told["sql"]["changed"] == [] and told["sql"]["tables"] >= 80


def test_a_hole_is_found(tmp_path: Path) -> None:
    told: dict[str, Any] = start(tmp_path, "sqlite", broken="membership,filter,role", is_short=True)
    assert told["membership"]["seen"] != [] and told["filter"]["seen"] != [] and told["role"]["faults"] != []
