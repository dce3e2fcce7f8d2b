"""`bailee deliver` as a person types it: a look first, letters into a folder, and words for what makes no sense."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bailee.operations.draft_notice import draft_notice
from bailee.operations.open_store import open_store
from bailee.operations.publish_notice import publish_notice
from bailee.rosters import Details
from bailee.store.rows.roster import RosterDraft
from bailee.vocabulary import SubjectCategory
from cli.running import read_json, run

TODAY = datetime.now(UTC).astimezone().date()
KIND = "customer-privacy-statement"


def lay(home: Path) -> Path:
    workspace = open_store(home)
    people = [Details("Kim Roe", address="12 Elm St, NY 12207, Albany"), Details("Lou Poe")]
    workspace.save_roster([RosterDraft(SubjectCategory.CUSTOMER, each) for each in people])
    publish_notice(workspace, draft_notice(workspace, KIND, on=TODAY).version)
    workspace.close()
    return home


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay(tmp_path_factory.mktemp("deliver") / "home")


def test_from_a_look_to_a_letter_that_came_back(tmp_path: Path) -> None:
    home = lay(tmp_path / "home")
    looked = run("deliver", "letters", KIND, "--from", "US", "--dry-run", home=home)
    assert looked.exit_code == 0, looked.output
    assert "country" in looked.output, looked.output
    told = read_json("deliver", "letters", KIND, "--from", "US", "--country", "US", "--dry-run", "--json", home=home)
    assert (told["reachable"], told["unreachable"], told["delivery"]) == (1, {"no-address": 1}, None)
    made = run("deliver", "letters", KIND, "--from", "US", "--country", "US", "--out", tmp_path / "letters", home=home)
    assert made.exit_code == 0 and "1 letter, a manifest" in made.output, made.output
    (delivery,) = read_json("deliver", "list", "--json", home=home)["deliveries"]
    ident = delivery["ident"]
    assert run("deliver", "posted", ident, "--on", TODAY, home=home).exit_code == 0
    back = run("deliver", "returned", ident, "1", "--reason", "moved", home=home)
    assert "1 letter came back" in back.output, back.output
    shown = run("deliver", "show", ident, home=home).output
    assert "0 of 2 reached" in shown and "moved away" in shown and "Kim Roe" in shown
    assert run("deliver", "stop", ident, home=home).exit_code == 0
    assert "has ended" in str(run("deliver", "again", ident, home=home).exception)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["mail", "nothing-such"], "no such version"),
        (["mail", KIND], "nobody can be reached"),
        (["letters", KIND, "--from", "Nowhere", "--out", "x"], "no country"),
        (["letters", KIND, "--from", "US", "--envelope", "c4", "--out", "x"], "no envelope"),
        (["letters", KIND, "--from", "US"], "--out"),
        (["show", "delivery-none"], "no such delivery"),
        (["poster", KIND, "--at", "hall", "--photo", "not-there.jpg"], "cannot read"),
        (["bounces", "not-there.mbox"], "cannot read"),
        (["page", "employee-privacy-notice"], "no version of"),
        (["take-down", "poster-none"], "no poster"),
    ],
)
def test_what_makes_no_sense_is_said_and_begins_nothing(untouched: Path, words: list[str], said: str) -> None:
    done = run("deliver", *words, home=untouched)
    assert done.exit_code != 0 and said in f"{done.exception} {done.output}", (done.exception, done.output)
    assert read_json("deliver", "list", "--json", home=untouched) == {"deliveries": [], "posters": [], "pages": []}
