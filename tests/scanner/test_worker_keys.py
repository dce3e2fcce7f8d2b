"""What a worker is given: two keys that open and sign nothing. Looked at where it arrives, in the worker of a scan of a store."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from bailee.keys import MasterKey
from bailee.operations.scan_store import scan_store
from bailee.scanner import Limits, pool
from world import World

sys.path.insert(0, str(Path(__file__).parent))

import taken_over


def test_a_worker_gets_two_keys_and_no_more(world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_work", taken_over.tell_what_it_was_given)
    place = tmp_path / "place"
    place.mkdir()
    (place / "staff.txt").write_text("Social Security number: 512-44-7313\n")
    summary = scan_store(world.alice, [place], limits=Limits(names="off", ocr="off"), jobs=1)
    assert summary.counts.read == 1 and len(world.alice.findings()) == 1
    given = (tmp_path / taken_over.GIVEN).read_bytes()
    keys = world.alice.keys
    assert keys.fingerprint_key in given and keys.content_key in given
    others = (
        keys.field_key,
        keys.log_key,
        keys.seal_key_der,
        keys.age_identity.encode(),
        *keys.rekey_keys,
        keys.index_key,
        keys.reference_key,
        MasterKey.open(world.home).secret,
    )
    assert all(others)
    for secret in others:
        assert secret not in given
