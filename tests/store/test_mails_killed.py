"""The sender of mail is killed with -9 again and again: every mail goes out, and none as two."""

from __future__ import annotations

import sys
from pathlib import Path

import world as worlds
from bailee.store import database

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "benchmarks"))

import mails as disturbed

sys.path.pop(0)


def test_a_sender_is_killed_and_no_mail_is_missed_or_sent_as_two(world: worlds.World) -> None:
    url = getattr(database.engine(world.home), "url", "")
    result = disturbed.disturbed(world.alice, 30, 2, seed=5, url=url)
    assert (result.missed, result.doubled, result.noted) == (0, 0, 30), str(result)
    assert result.kills == 2 and result.midway >= 1, str(result)
    # what nobody can rule out: the sender died while the server's answer was on its way
    assert result.repeated <= result.kills and max(result.idents.values()) <= 2, str(result)
