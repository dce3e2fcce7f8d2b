"""Appending: records in the order in which they came, nothing on top of a broken log, no values inside."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_builder import KEYS, log, record

from bailee.errors import BrokenEvidence, InvalidInput
from bailee.evidence.checkpoint import opened
from bailee.evidence.log import Record, append, now
from bailee.evidence.merkle import root
from bailee.evidence.verify import verify


def test_rows_and_checkpoints_go_side_by_side() -> None:
    made = log(9)
    assert [row.sequence for row in made.rows] == [line.size for line in made.checkpoints] == list(range(1, 10))
    assert opened(made.checkpoints[-1].note, KEYS.verify_key).root == root([bytes.fromhex(r.leaf) for r in made.rows])


def test_the_same_record_twice_gives_unlike_leaves() -> None:
    first, second = (append(None, record(1), KEYS.sign, KEYS.verify_key).row for _ in range(2))
    assert first.leaf != second.leaf and first.salt != second.salt and first.marks != second.marks


@pytest.mark.parametrize("column", ["size", "note", "frontier"])
def test_nothing_is_appended_to_a_checkpoint_that_was_changed(column: str) -> None:
    newest = log(3).checkpoints[-1]
    changed = {"size": 4, "note": newest.note.replace("\n3\n", "\n4\n"), "frontier": newest.frontier[::-1]}
    with pytest.raises(BrokenEvidence, match="newest checkpoint"):
        append(replace(newest, **{column: changed[column]}), record(4), KEYS.sign, KEYS.verify_key)


def test_another_organisations_checkpoint_is_no_start() -> None:
    other = replace(record(4), organisation_id=2)
    with pytest.raises(BrokenEvidence):
        append(log(3).checkpoints[-1], other, KEYS.sign, KEYS.verify_key)


@pytest.mark.parametrize("at", ["", "2026-03-03", "2026-03-03T09:00:00", "2026-03-03T09:00:00+02:00", "now", "Z"])
def test_a_time_that_is_not_utc_is_refused(at: str) -> None:
    with pytest.raises(InvalidInput):
        append(None, Record(1, at, "member-1", "seen", "file-1"), KEYS.sign, KEYS.verify_key)


@pytest.mark.parametrize("details", [{"n": 2**60}, {"n": float("nan")}, {"n": b"bytes"}, {"n": "\ud800"}, {1: "x"}])
def test_details_that_json_cannot_say_are_refused(details: dict[str, object]) -> None:
    with pytest.raises(InvalidInput):
        append(None, Record(1, now(), "member-1", "seen", "file-1", details), KEYS.sign, KEYS.verify_key)


def numbers(value: object) -> list[object]:
    if isinstance(value, dict | list):
        return [n for each in (value.values() if isinstance(value, dict) else value) for n in numbers(each)]
    return [value]


json_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53) + 1, 2**53 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"])), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=5), json_values, max_size=4))
@settings(max_examples=60, deadline=None)
def test_whatever_json_can_say_verifies_after_it_was_stored(details: dict[str, object]) -> None:
    try:
        made = append(None, Record(1, now(), "member-1", "seen", "file-1", details), KEYS.sign, KEYS.verify_key)
    except InvalidInput:
        assert any(isinstance(each, float) and abs(each) >= 2**53 for each in numbers(details))
        return
    assert verify([made.row], [made.checkpoint], {1: KEYS.verify_key}).ok
