"""Words for redacted copies are forgotten when no job makes the copies any more, and kept while one still may."""

from __future__ import annotations

from datetime import timedelta

from bailee.operations import further_words
from bailee.store import jobs
from bailee.store.rows.base import now
from lying import found
from world import World

WORDS = ("Project Heron",)


def put_aside(world: World) -> tuple[tuple[str, ...], str]:
    idents = further_words.keep(world.alice, [(1, "file 1"), (2, "file 2")], WORDS)
    arguments = {"act": "apply", "files": [1, 2], "acts": ["redact", "redact"], "idents": list(idents)}
    return idents, jobs.defer(world.home, "protect", world.alice.organisation, arguments, by=world.alice.member)


def later(world: World) -> int:
    return further_words.forget_left(world.home, now() + timedelta(hours=1))


def test_they_stay_while_a_job_may_still_need_them(world: World) -> None:
    idents, _ = put_aside(world)
    assert later(world) == 0 and further_words.kept(world.alice, idents) == WORDS


def test_they_go_with_a_job_that_is_over_without_having_made_the_copies(world: World) -> None:
    idents, job = put_aside(world)
    others, _ = put_aside(world)
    jobs.cancel(world.home, world.alice, job)
    assert later(world) == len(idents)
    assert further_words.kept(world.alice, idents) == () and further_words.kept(world.alice, others) == WORDS
    assert {each.state for each in world.alice.proposals(idents=idents)} == {"stopped"}
    assert "further-words-forgotten" in str(world.alice.evidence()[0])
    assert later(world) == 0
    assert found(world.alice, b"project heron") == []


def test_they_go_where_the_decision_never_got_a_job_but_not_at_once(world: World) -> None:
    idents = further_words.keep(world.alice, [(1, "file 1")], WORDS)
    assert further_words.forget_left(world.home) == 0
    assert later(world) == 1 and further_words.kept(world.alice, idents) == ()
