"""Two tenants side by side, asked through the API: what tests/web/test_isolation.py asks of pages, of every endpoint."""

from __future__ import annotations

from pathlib import Path

from isolation.run import start


def test_nothing_of_another_tenant_is_seen_or_changed_by_the_api(tmp_path: Path) -> None:
    told = start(tmp_path, "sqlite", part="endpoints")
    assert told["seen"] == [] and told["changed"] == []
    assert told["faults"] == [] and told["broken"] == []
    assert told["requests"] >= 1_000 and told["filled"] >= 80 and told["idents"] >= 200
