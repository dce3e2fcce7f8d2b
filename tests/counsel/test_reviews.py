"""A review stands for its very words, client, place and time, and for nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bailee.counsel.reviews import Decision, Reviews, Scope, Verdict
from bailee.counsel.texts import Text, digest
from counsel.desk import DAY, NOTICE, RULE, decided, the_report


def says(*decisions: Decision, text: Text = NOTICE, places: tuple[str, ...] = ("US-NY",), on: date = DAY) -> str:
    return Reviews(decisions, places=places, on=on).of(text).says


def test_what_nobody_reviewed_is_a_draft() -> None:
    assert says() == "DRAFT: not reviewed by counsel"


def test_what_was_accepted_says_by_whom_when_and_until_when() -> None:
    assert says(decided(NOTICE, expires_on=date(2027, 3, 3))) == "A. Adair, Adair LLP, 3 Mar 2026, until 3 Mar 2027"


def test_it_is_a_draft_again_when_a_word_changes_and_reviewed_again_when_the_word_comes_back() -> None:
    changed = replace(NOTICE, lines=(*NOTICE.lines[:-1], "- your numbers"))
    assert says(decided(NOTICE), text=changed).startswith("DRAFT: the words changed since A. Adair")
    assert not says(decided(NOTICE), text=NOTICE).startswith("DRAFT")


def test_it_ends_after_its_last_day() -> None:
    until = decided(NOTICE, expires_on=date(2026, 11, 25))
    assert not says(until, on=date(2026, 11, 25)).startswith("DRAFT")
    assert says(until, on=date(2026, 11, 26)) == "DRAFT: the review by A. Adair, Adair LLP ended on 25 Nov 2026"


def test_it_is_for_the_places_where_the_client_worked() -> None:
    for_new_york = decided(NOTICE, places=("US-NY",))
    assert not says(for_new_york).startswith("DRAFT")
    assert says(for_new_york, places=("US-CT", "US-NY")).endswith("for other places, not for Connecticut")
    assert not says(decided(NOTICE, places=("US",)), places=("US-CT", "US-NY")).startswith("DRAFT")


def test_a_rule_of_a_place_needs_no_other_place() -> None:
    for_new_york = decided(RULE, scope=Scope.PLACE, places=("US-NY",))
    assert not says(for_new_york, text=RULE, places=("US-CT", "US-NY")).startswith("DRAFT")
    for_texas = decided(RULE, scope=Scope.PLACE, places=("US-TX",))
    assert "not for New York" in says(for_texas, text=RULE)


def test_what_counsel_refused_stays_a_draft_and_who_may_not_know_why_is_not_told() -> None:
    refused = decided(NOTICE, Verdict.REFUSE)
    assert says(decided(NOTICE), refused) == "DRAFT: counsel did not agree to these words"
    assert says(decided(NOTICE), replace(refused, reviewer="", firm="")) == "DRAFT: not reviewed by counsel"


def test_changed_words_of_a_notice_are_reviewed_and_the_old_ones_are_not() -> None:
    new = replace(NOTICE, lines=("Acme keeps it.",))
    change = decided(NOTICE, Verdict.CHANGE, words=new.lines, new_sha256=digest(new.title, new.lines))
    assert not says(change, text=new).startswith("DRAFT")
    assert says(change, text=NOTICE).startswith("DRAFT")


def test_a_reviewed_rule_loses_draft_in_the_report_and_takes_the_clients_own_wording() -> None:
    def found(*decisions: Decision) -> tuple[str, str]:
        made = the_report(Reviews(decisions, places=("US-CT", "US-NY"), on=DAY))
        one = next(each for each in made.obligations if each.ident == "mon-us-ny-52c")
        return one.reviewed, one.duty

    before = found()
    assert before[0] == "no"
    assert found(decided(RULE)) == ("A. Adair, Adair LLP, 3 Mar 2026", before[1])
    assert found(decided(RULE, Verdict.CHANGE, words=("Hand out the sheet.",)))[1] == "Hand out the sheet."
    assert found(replace(decided(RULE), sha256="00" * 32)) == before


@pytest.mark.parametrize("field", ["duty", "timing", "requires", "penalty"])
def test_the_hash_of_a_rule_is_over_what_people_rely_on(field: str) -> None:
    from bailee.counsel.texts import rule_text
    from bailee.obligations.load import rules_by_ident

    rule = rules_by_ident()["mon-us-ny-52c"]
    value = getattr(rule, field)
    other = replace(rule, **{field: (*value, "more") if isinstance(value, tuple) else f"{value} more"})
    assert rule_text(other).sha256 != rule_text(rule).sha256
    assert rule_text(replace(rule, questions=("?",))).sha256 == rule_text(rule).sha256
