"""Verifying names what was done to a log, by record and column, and nothing else."""

from __future__ import annotations

from dataclasses import fields, replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from log_builder import KEYS, MASTER, Log, log

from bailee.evidence.log import CHECKPOINT_COLUMNS, ROW_COLUMNS, Record, append
from bailee.evidence.verify import verify
from bailee.keys import OrganisationKeys

SEVEN = log(7)
FIVE = replace(SEVEN, rows=SEVEN.rows[:5], checkpoints=SEVEN.checkpoints[:5])
OTHER_KEYS, _ = OrganisationKeys.create(MASTER, "1")


def tampered(value: object) -> list[object]:
    """What somebody with SQL could put in the place of a value."""
    if isinstance(value, int):
        return [value + 1, value - 1, 0, -1, 1 << 60, "x", None, b"x", 1.5]
    assert isinstance(value, str)
    flipped = ("0" if value[-1:] != "0" else "1") if value else "x"
    return [value + "x", "x", "", None, 7, b"\x00" * len(value), value[:-1] + flipped, value.upper() + " "]


@pytest.mark.parametrize("size", [0, 1, 2, 3, 8, 21])
def test_an_untouched_log_verifies(size: int) -> None:
    made = log(size)
    assert made.check().ok and made.check().records == size
    assert made.check(*(line.note for line in made.checkpoints)).ok


def test_the_order_of_rows_does_not_matter() -> None:
    assert replace(SEVEN, rows=SEVEN.rows[::-1], checkpoints=SEVEN.checkpoints[::-1]).check().ok


@pytest.mark.parametrize("column", ROW_COLUMNS)
@pytest.mark.parametrize("index", range(7))
def test_a_changed_column_is_named_alone(column: str, index: int) -> None:
    for value in tampered(getattr(SEVEN.rows[index], column)):
        broken = SEVEN.row(index, **{column: value}).broken()
        assert (index + 1, column) in broken
        assert {name for _, name in broken} <= {column, "leaf", "record"} if column == "marks" else {column}, broken


def test_a_changed_column_does_not_cast_doubt_on_the_others() -> None:
    assert SEVEN.row(2, actor="member-9").broken() == {(3, "actor")}
    assert SEVEN.row(2, actor="member-9", subject="x").broken() == {(3, "actor"), (3, "subject")}
    assert SEVEN.row(2, leaf=SEVEN.rows[3].leaf).broken() == {(3, "leaf")}
    assert SEVEN.row(2, salt=SEVEN.rows[3].salt).broken() == {(3, "salt")}
    assert SEVEN.row(2, sequence=11).broken() == {(3, "sequence")}
    assert SEVEN.row(2, organisation_id=2).broken() == {(3, "organisation_id")}


@pytest.mark.parametrize("column", CHECKPOINT_COLUMNS)
@pytest.mark.parametrize("index", range(7))
def test_a_changed_checkpoint_is_named(column: str, index: int) -> None:
    for value in tampered(getattr(SEVEN.checkpoints[index], column)):
        broken = SEVEN.checkpoint(index, **{column: value}).check().broken
        assert any(each.field.startswith("checkpoint") for each in broken), value


@pytest.mark.parametrize("index", range(7))
def test_a_dropped_record_is_named(index: int) -> None:
    assert SEVEN.without(rows=[index]).broken() == {(index + 1, "record")}
    assert SEVEN.without(checkpoints=[index]).broken() == {(index + 1, "checkpoint")}


@pytest.mark.parametrize("index", range(6))
def test_a_record_dropped_with_its_checkpoint_is_named(index: int) -> None:
    assert SEVEN.without([index], [index]).broken() == {(index + 1, "record"), (index + 1, "checkpoint")}


def test_a_tail_cut_with_its_checkpoints_shows_by_the_file_beside_the_store() -> None:
    assert FIVE.check().ok  # nothing inside the database can tell
    found = FIVE.check(SEVEN.checkpoints[-1].note)
    assert {(each.record, each.field) for each in found.broken} >= {(6, "record"), (7, "kept")}
    assert any("the end of the log was cut off" in each.reason for each in found.broken)


def test_swapped_records_are_named_by_the_numbers_they_had() -> None:
    two, three = SEVEN.rows[1], SEVEN.rows[2]
    swapped = replace(
        SEVEN, rows=(SEVEN.rows[0], replace(two, sequence=3), replace(three, sequence=2), *SEVEN.rows[3:])
    )
    found = swapped.check().broken
    assert {(each.record, each.field) for each in found} == {(2, "sequence"), (3, "sequence")}
    assert "was number 2 and is now 3" in found[0].reason


def test_an_added_record_is_named() -> None:
    forged = append(SEVEN.checkpoints[-1], record_of("x"), OTHER_KEYS.sign, KEYS.verify_key).row
    assert (8, "checkpoint") in replace(SEVEN, rows=(*SEVEN.rows, forged)).broken()
    assert (3, "record") in replace(SEVEN, rows=(*SEVEN.rows, SEVEN.rows[2])).broken()
    assert (8, "sequence") in replace(SEVEN, rows=(*SEVEN.rows, replace(forged, sequence=40))).broken()


def record_of(subject: str) -> Record:
    return Record(1, "2026-03-03T09:00:00Z", "member-1", "seen", subject)


@pytest.mark.parametrize("index", range(7))
def test_a_record_forged_with_a_leaf_of_its_own_is_named_alone(index: int) -> None:
    before = SEVEN.checkpoints[index - 1] if index else None
    forged = append(before, record_of("forged"), KEYS.sign, KEYS.verify_key).row
    rows = (*SEVEN.rows[:index], forged, *SEVEN.rows[index + 1 :])
    assert replace(SEVEN, rows=rows).broken() == {(index + 1, "record")}


def test_a_log_written_anew_with_the_right_key_shows_by_an_older_checkpoint() -> None:
    anew = log(7)
    assert anew.check().ok
    for older in SEVEN.checkpoints:
        (found,) = anew.check(older.note).broken
        assert found.field == "kept" and found.record == older.size


def test_a_checkpoint_of_another_key_or_log_does_not_count() -> None:
    strange = log(3, OTHER_KEYS).checkpoints[-1].note
    assert SEVEN.broken(strange) == {(0, "kept")}
    assert SEVEN.broken("no checkpoint at all") == {(0, "kept")}


def test_a_second_history_signed_with_the_right_key_is_a_fork() -> None:
    fork = log(4).checkpoints[-1]
    assert (4, "checkpoint") in replace(SEVEN, checkpoints=(*SEVEN.checkpoints, fork)).broken()


def test_rows_given_to_another_organisation_are_found() -> None:
    keys = {1: KEYS.verify_key, 2: OTHER_KEYS.verify_key}
    rows = SEVEN.row(4, organisation_id=2).rows
    report = verify(rows, SEVEN.checkpoints, keys)
    assert [(each.organisation_id, each.record, each.field) for each in report.broken] == [(1, 5, "organisation_id")]


@given(st.data())
@settings(max_examples=200, deadline=None)
def test_no_edit_of_any_columns_verifies(data: st.DataObject) -> None:
    changed: Log = SEVEN
    for _ in range(data.draw(st.integers(1, 4))):
        index = data.draw(st.integers(0, 6))
        if data.draw(st.booleans()):
            column = data.draw(st.sampled_from(ROW_COLUMNS))
            value = data.draw(st.sampled_from(tampered(getattr(SEVEN.rows[index], column))))
            changed = changed.row(index, **{column: value})
        else:
            column = data.draw(st.sampled_from(CHECKPOINT_COLUMNS))
            value = data.draw(st.sampled_from(tampered(getattr(SEVEN.checkpoints[index], column))))
            changed = changed.checkpoint(index, **{column: value})
    assert not changed.check().ok


def test_every_column_is_one_of_these() -> None:
    assert len(fields(SEVEN.rows[0])) == len(ROW_COLUMNS) == 10
