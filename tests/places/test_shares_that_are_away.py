"""A share that is mounted and does not answer is told as such, by the mounts of this machine itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from bailee.places import shares
from bailee.places.interface import System
from simulators.network_share import share


def test_a_share_that_does_not_answer_is_no_place_to_scan_now(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    with share(tmp_path / "office", tmp_path / "mnt") as made:
        if made is None:
            pytest.skip("this system lets nobody mount (FUSE)")

        def told() -> list[str]:
            return [each.why_not for each in shares.find(System()) if each.address == str(made.at)]

        assert told() == [""]
        made.drops()
        assert [why.partition(":")[0] for why in told()] == ["it does not answer"]
        made.comes_back()
        assert told() == [""]
        made.dies()
        assert [why.partition(":")[0] for why in told()] == ["it does not answer"]
