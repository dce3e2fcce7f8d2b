"""History written anew by SQL, with the right keys: nothing in the store contradicts it, and whoever kept one checkpoint does."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from bailee.errors import BrokenEvidence
from bailee.operations.export_evidence import newest_checkpoint
from bailee.operations.open_store import open_store
from bailee.operations.verify_evidence import verify_evidence
from world import World

SCRIPT = Path(__file__).parent.parent.parent / "update" / "rewrite.py"


def test_one_kept_checkpoint_shows_it(world: World, tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("rewrite", SCRIPT)
    assert spec is not None and spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    for number in range(4):
        world.alice.record("notice-sent", f"notice-{number}", {"people": 44})
    kept = tmp_path / "kept.txt"
    kept.write_text(newest_checkpoint(world.alice))
    world.alice.record("notice-sent", "notice-5", {"people": 44})
    assert verify_evidence(world.home, [kept]).ok
    script.rewrite(world.alice)
    assert verify_evidence(world.home).ok
    (broken,) = verify_evidence(world.home, [kept]).broken
    assert broken.field == "kept" and "written anew" in broken.reason
    again = open_store(world.home, organisation=world.alice.organisation, member="alice")
    with pytest.raises(BrokenEvidence, match="it was written anew"):
        again.consistency(kept.read_text())
