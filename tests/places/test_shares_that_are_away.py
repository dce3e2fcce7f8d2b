"""A share that is mounted and does not answer is told as such, by the mounts of this machine itself."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path

import pytest

from bailee.places import interface, places, shares
from bailee.places.interface import System
from simulators.network_share import share
from waiting import within


def test_a_share_that_does_not_answer_is_no_place_to_scan_now(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interface, "_PATIENCE", 60.0)  # here every answer comes, however busy the machine is
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


@pytest.mark.timed
def test_shares_that_keep_whoever_asks_waiting_are_asked_together(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(interface, "_PATIENCE", 2.0)
    (tmp_path / "office").mkdir()
    with ExitStack() as stack:
        made = [stack.enter_context(share(tmp_path / "office", tmp_path / f"mnt{number}")) for number in range(6)]
        hung = [each for each in made if each is not None]
        if not hung:
            pytest.skip("this system lets nobody mount (FUSE)")
        for each in hung:
            each.hangs()
        with within(2.0 * len(hung)):
            assert {str(each.at) for each in hung} <= System().silent
        told = {each.address: each.why_not.partition(":")[0] for each in places(System())}
        assert {told[str(each.at)] for each in hung} == {"it does not answer"}


def test_homes_on_a_share_that_does_not_answer_are_not_looked_at(tmp_path: Path) -> None:
    for folder in ("office", "root/home/ann", "root/proc/self"):
        (tmp_path / folder).mkdir(parents=True)
    with share(tmp_path / "office", tmp_path / "root/home/bob") as made:
        if made is None:
            pytest.skip("this system lets nobody mount (FUSE)")
        (tmp_path / "root/proc/self/mountinfo").write_text("36 35 0:52 / /home/bob rw - fuse.sshfs office:/share rw\n")
        made.hangs()
        assert [home.account for home in System(tmp_path / "root", "linux", {}).homes] == ["ann"]
