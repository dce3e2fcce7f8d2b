"""Commands as of a past day say so, in text and in JSON, and refuse days that make no sense; export, import and changes as they are typed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from cli.running import read_json, run

TODAY = datetime.now(UTC).astimezone().date()
DAY = (TODAY - timedelta(days=2)).isoformat()
LISTS = (
    ["status"], ["findings"], ["assess"], ["tasks"], ["people"], ["people", "roster"], ["notice", "list"], ["inventory"],
    ["departures"], ["monitoring"], ["contracts"], ["members"], ["hold", "list"], ["consent", "forms"], ["consent", "list"],
    ["deliver", "list"], ["gate", "overrides"], ["proof"], ["access"], ["evidence", "holders"],
)  # fmt: skip


@pytest.mark.parametrize("words", LISTS, ids=" ".join)
def test_a_list_as_of_a_day_before_the_first_scan_says_that_nothing_is_known(words: list[str], home: Path) -> None:
    done = run(*words, "--as-of", DAY, home=home)
    assert done.exit_code == 0, done.output
    assert done.output.startswith("As of ") and "nothing here means zero" in done.output
    assert "As of" not in run(*words, home=home).output.splitlines()[0]


def test_json_names_both_days(home: Path) -> None:
    told = read_json("status", "--json", "--as-of", DAY, "--known", TODAY.isoformat(), home=home)
    assert told["as_of"] == {"on": DAY, "known_on": TODAY.isoformat()}
    assert "as_of" not in read_json("status", "--json", home=home)


@pytest.mark.parametrize(("given", "says"), [
    (["--as-of", TODAY.isoformat()], "is not over"), (["--known", DAY], "needs --as-of"), (["--as-of", "1999-01-01"], "before any record"),
])  # fmt: skip
def test_a_day_that_makes_no_sense_is_refused(given: list[str], says: str, home: Path) -> None:
    done = run("status", *given, home=home)
    assert done.exit_code != 0 and says in str(done.exception)


def test_what_was_not_looked_at_by_then_is_not_known(home: Path) -> None:
    for words in (["coverage"], ["protect", "exposure"]):
        done = run(*words, "--as-of", DAY, home=home)
        assert done.exit_code != 0 and "not known" in str(done.exception)


def test_changes_from_before_the_first_scan_are_met_first(home: Path) -> None:
    done = run("changes", "--from", DAY, home=home)
    assert done.exit_code == 0 and "met first" in done.output and "Who did it" in done.output
    told = read_json("changes", "--json", "--from", DAY, home=home)
    assert told["says"] and told["held"] and told["acts"] and told["total_acts"] >= len(told["acts"])


def test_an_export_goes_in_again_as_it_is_typed(home: Path, tmp_path: Path) -> None:
    key = next((home / "keys").glob("recovery-*.txt"))
    done = run("export", "--out", tmp_path / "all", "--with-keys", home=home)
    assert done.exit_code == 0 and "the recovery key alone" in done.output, done.output
    came = run("import", tmp_path / "all", "--identity-file", key, home=tmp_path / "new")
    assert came.exit_code == 0 and "is whole" in came.output, (came.output, came.exception)
    before, after = (read_json("findings", "--json", home=each) for each in (home, tmp_path / "new"))
    assert before == after
    again = run("import", tmp_path / "all", "--identity-file", key, home=tmp_path / "new")
    assert again.exit_code != 0 and "already" in str(again.exception)


def test_a_drill_waits_for_somebody_or_is_told_to_go_on(home: Path) -> None:
    done = run("drill", "lost-key", home=home)
    assert done.exit_code != 0 and "nobody is there" in str(done.exception)
    listed = run("drill", home=home)
    assert listed.exit_code == 0 and "stolen-laptop" in listed.output and "never" in listed.output
