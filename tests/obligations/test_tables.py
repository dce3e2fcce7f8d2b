"""Law tables: each of ours keeps the schema, and a faulty one is refused with file, line and remedy."""

from __future__ import annotations

from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from bailee.errors import CannotRead, InvalidInput
from bailee.obligations.assessments import assess
from bailee.obligations.facts import facts_from
from bailee.obligations.load import in_force, rules, tables
from bailee.obligations.tables import check_table, check_text, own_rules, rule_named, rules_for

RULE = Path(__file__).with_name("own_table.toml").read_text("utf-8")


@pytest.mark.parametrize("path", tables(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_table_has_no_fault(path):
    assert [str(fault) for fault in check_table(path)] == []


def test_no_rule_was_lost_or_padded_since_the_research_was_carried_over():
    # 287 rules were researched: 136 read in the law, 104 in a quotation of it, 37 in a text about it, 10 not verified
    law = {rule.ident: rule.confidence for rule in rules() if rule.confidence != "good_practice"}
    assert Counter(law.values()) == {
        "verified_primary": 136,
        "secondary_quoting_primary": 104,
        "verified_secondary": 37,
        "unverified": 10,
    }


def test_ours_are_valid_one_version_at_a_time_over_all_tables():
    seen: dict[str, list[tuple[date, date]]] = {}
    for path in tables():
        assert check_table(path, seen) == ()
        for rule in rules():
            if rule.ident in path.read_text("utf-8"):
                seen.setdefault(rule.ident, [])


def without(key):
    return "\n".join(line for line in RULE.splitlines() if not line.startswith(f"{key} ="))


@pytest.mark.parametrize(
    ("text", "line", "said", "remedy"),
    [
        (RULE.replace("monitors_email", "monitors_emails"), 15, 'unknown trigger "monitors_emails"', "monitors_email"),
        (RULE.replace("monitors_email", "monitors_email and"), 15, "cannot be read", "a fact, a comparison"),
        (without("citation"), 2, "has no citation", "citation ="),
        (without("source"), 2, "has no source", "source ="),
        (without("duty"), 2, "has no duty", "what the law asks"),
        (
            RULE.replace("[rule.applies]", 'ciation = "x"\n[rule.applies]'),
            13,
            'a key "ciation"',
            "did you mean citation",
        ),
        (RULE + 'tresh = "holds_ssn"\n', 16, '"tresh" in [rule.applies]', "threshold"),
        (RULE.replace('"US-NY"', '"US-XY"'), 4, 'the place "US-XY"', "US-"),
        (RULE.replace('"staff"', '"employees"'), 14, 'reached by "employees"', "staff"),
        (RULE.replace('["inform"]', '["tell"]'), 8, 'the duty "tell"', "inform"),
        (RULE.replace("verified_primary", "sure"), 9, 'the confidence "sure"', "one of"),
        (RULE.replace("verified_primary", "unverified"), 12, "a duty that nobody verified", "leave duty out"),
        (
            RULE.replace("[rule.applies]", 'valid_from = "2026-01-01"\n[rule.applies]'),
            13,
            "not a day",
            "without quotes",
        ),
        (RULE.replace("own-1", "Own 1"), 3, "kebab-case", "small letters"),
        ("a = [", 1, "no TOML", "square brackets"),
        ("a = 1", 1, "no rule", "[[rule]]"),
    ],
)
def test_a_faulty_table_is_refused_with_line_and_remedy(text, line, said, remedy):
    faults = check_text(text, "counsel.toml")
    hit = [fault for fault in faults if said in fault.text]
    assert hit, faults
    assert hit[0].line == line and remedy in hit[0].remedy and hit[0].file == "counsel.toml"


def test_two_versions_that_are_valid_at_the_same_time_are_named_with_both_lines():
    second = RULE.partition("\n")[2].replace("[rule.applies]", "valid_from = 2026-01-01\n[rule.applies]")
    faults = check_text(RULE + second, "counsel.toml")
    assert len(faults) == 1 and "at the same time as its version in line 2" in faults[0].text
    ended = RULE.replace("[rule.applies]", "valid_until = 2025-12-31\n[rule.applies]")
    assert check_text(ended + second, "counsel.toml") == ()
    backwards = ended.replace("[rule.applies]", "valid_from = 2026-05-01\n[rule.applies]")
    assert "until a day before it begins" in check_text(backwards, "counsel.toml")[0].text


def test_a_table_that_cannot_be_read_is_said_without_a_traceback(tmp_path):
    with pytest.raises(CannotRead):
        check_table(tmp_path / "none.toml")
    (tmp_path / "latin.toml").write_bytes(b"# \xe9")
    assert "UTF-8" in check_table(tmp_path / "latin.toml")[0].text


def test_counsels_own_table_counts_at_once_and_stands_in_the_place_of_ours(tmp_path):
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "counsel.toml").write_text(RULE + RULE.partition("\n")[2].replace("own-1", "mon-us-ny-52c"))
    table = rules_for(tmp_path)
    found = {o.ident: o for o in assess(facts_from((), {"employees_by_state": {"US-NY": 3}, "monitors_email": True}), date(2026, 11, 26), table).obligations}  # fmt: skip
    assert found["own-1"].applies and found["own-1"].duty == "Tell staff."
    assert found["mon-us-ny-52c"].citation == "Memorandum of 3 March"
    assert len(table) == len(rules()) + 1
    (folder / "counsel.toml").write_text(RULE.replace("Tell staff.", "Tell all staff."))
    assert own_rules(tmp_path)[0].duty == "Tell all staff."


def test_of_a_faulty_table_nothing_is_taken(tmp_path):
    (tmp_path / "laws").mkdir()
    (tmp_path / "laws" / "counsel.toml").write_text(
        RULE + without("citation").partition("\n")[2].replace("own-1", "own-2")
    )
    with pytest.raises(InvalidInput, match=r"counsel\.toml, line 16.*has no citation") as caught:
        rules_for(tmp_path)
    assert "citation =" in caught.value.hint
    with pytest.raises(InvalidInput):
        own_rules(tmp_path)


def test_the_version_in_force_on_the_day_is_the_one_that_is_asked():
    def version(day):
        return [rule.version for rule in in_force(rules(), day) if rule.ident == "spd-state-ct"]

    assert version(date(2026, 6, 30)) == ["until 30 Jun 2026"]
    assert version(date(2026, 7, 1)) == ["from 1 Jul 2026"]
    assert len(in_force(rules(), date(2026, 11, 26))) == len({rule.ident for rule in rules()})


def test_a_rule_that_there_is_not_is_said_with_the_nearest():
    with pytest.raises(InvalidInput, match="no rule") as caught:
        rule_named("mon-us-ny-52d")
    assert "mon-us-ny-52c" in caught.value.hint
