"""What closes a task: each sort of evidence says what is missing until nothing is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bailee.tasks.proofs import closing, prove, sorts
from tasks.laying import STAFF_NOTICE, cell, notice, sight, task

ABOUT = {"about": STAFF_NOTICE.ident, "cells": ("payroll|employee", "web-history|employee")}
HELD = (
    cell("payroll", "employee", "paying wages", secured="red", held="green"),
    cell("web-history", secured="green", held="amber"),
)


def test_a_notice_is_published_once_a_reviewed_version_names_everything_and_why() -> None:
    wanted = task("a", "notice-published", **ABOUT)
    assert prove(wanted, sight(*HELD)).missing == ("no version of it is published",)
    seen = {STAFF_NOTICE.ident: notice("payroll")}
    assert prove(wanted, sight(*HELD, published=seen)).missing == (
        "employee privacy notice v1 does not name web-history, employees",
        "nobody has reviewed employee privacy notice v1",
    )
    whole = notice("payroll", "web-history", reviewed_by="R. Okafor")
    assert prove(wanted, sight(*HELD, published={STAFF_NOTICE.ident: whole})).holds
    unsaid = replace(whole, names={"payroll": (), "web-history": ()})
    (lack,) = prove(wanted, sight(*HELD, published={STAFF_NOTICE.ident: unsaid})).missing
    assert "does not say what this is for: payroll, employees (paying wages)" in lack


def test_signatures_are_there_when_everyone_on_the_roster_has_signed() -> None:
    wanted = task("a", "notice-signed", **ABOUT)

    def proof(signed: int, roster: int | None) -> object:
        return prove(wanted, sight(published={STAFF_NOTICE.ident: notice("payroll", signed=signed, roster=roster)}))

    assert proof(38, 44).missing == ("6 of 44 have not signed employee privacy notice v1",)
    assert proof(44, 44).holds and proof(44, 44).says == "44 of 44 have signed employee privacy notice v1"
    assert "no roster" in proof(0, None).missing[0]
    assert not proof(44, 45).holds  # somebody new


def test_a_scan_closes_what_turned_green_and_unknown_is_not_green() -> None:
    wanted = task("a", "cells-secured", cells=("payroll|employee", "web-history|employee"))
    assert prove(wanted, sight(*HELD)).missing == ("payroll, employees: secured is red",)
    green = (cell("payroll", secured="green"), HELD[1])
    assert prove(wanted, sight(*green)).holds
    assert not prove(wanted, sight(cell("payroll", secured="unknown"), HELD[1])).holds
    assert prove(task("a", "cells-held", cells=("web-history|employee",)), sight(*HELD)).missing


def test_a_review_is_of_the_newest_version_and_a_new_draft_asks_for_a_new_one() -> None:
    wanted = task("a", "notice-reviewed", **ABOUT)
    reviewed = notice("payroll", reviewed_by="R. Okafor")
    assert prove(wanted, sight(newest={STAFF_NOTICE.ident: reviewed})).holds
    newer = notice("payroll", version=2, is_published=False)
    assert prove(wanted, sight(newest={STAFF_NOTICE.ident: newer})).missing == (
        "nobody has reviewed employee privacy notice v2",
    )


def test_a_statement_to_customers_is_sent_on_a_day() -> None:
    wanted = task("a", "notice-sent", **ABOUT)
    assert not prove(wanted, sight(published={STAFF_NOTICE.ident: notice("payroll")})).holds
    sent = notice("payroll", sent_on=date(2026, 11, 3))
    assert "2026-11-03" in prove(wanted, sight(published={STAFF_NOTICE.ident: sent})).says


def test_counsels_review_of_a_rule_answers_what_was_asked_about_it() -> None:
    asked = task("ask-rule-1", "answer")
    assert not prove(asked, sight()).holds
    assert prove(asked, sight(reviewed=frozenset({"rule-1"}))).holds
    assert prove(asked, sight(answered={"ask-rule-1": "decided by R. Okafor"})).says == "decided by R. Okafor"


def test_each_sort_says_what_it_is_and_what_a_person_may_bring() -> None:
    for sort in sorts():
        each = closing(sort)
        assert each.text.endswith(".") and each.sees is not bool(each.takes)
        assert not prove(task("a", sort), sight()).holds or each.ident.startswith("cells") or sort == "notice-drafted"
