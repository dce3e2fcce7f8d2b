"""Who can open something and need not: whose an account is, who needs what, and what nobody said."""

from __future__ import annotations

from datetime import date

import pytest

from bailee import kinds
from bailee.protection.accounts import ANYONE, Account
from bailee.protection.least_privilege import Need, Owners, Reach, Someone, Why, covering, reach_of, usual_needs

DAY = date(2026, 11, 26)
ANN = Someone("1", "Ann Roe", ("ann.roe@acme.example",), "1001", "HR", is_manager=True)
BO = Someone("2", "Bo Chu", ("b.chu@acme.example",), "1002", "Sales")
ZOE = Someone("3", "Zoë Müller", (), "", "Sales")
GONE = Someone("4", "Pat Doe", ("pat@acme.example",), "", "HR", left_on=date(2026, 6, 30))
TWIN, OTHER_TWIN = Someone("5", "Kim Lee", (), "", "HR"), Someone("6", "Kara Lee", (), "", "Sales")
STAFF = [ANN, BO, ZOE, GONE, TWIN, OTHER_TWIN]
HR = Need("kind", "personnel-file", ("HR",))


def account(name: str, user: int = 1001, called: str = "") -> Account:
    return Account(name, user, frozenset({user}), called=called)


@pytest.mark.parametrize(
    ("name", "called", "whose"),
    [
        ("ann.roe", "", ANN),
        ("ANN.ROE", "", ANN),
        ("ACME\\ann.roe", "", ANN),
        ("ann.roe@acme.example", "", ANN),
        ("1002", "", BO),
        ("aroe", "", ANN),
        ("roea", "", ANN),
        ("chubo", "", BO),
        ("zmuller", "", ZOE),
        ("zoe.muller", "", ZOE),
        ("u4711", "Zoë Müller", ZOE),
        ("u4711", "zoe  MULLER", ZOE),
        ("klee", "", None),  # two people have it
        ("leek", "", None),
        ("kimlee", "", TWIN),
        ("backup", "", None),
        ("", "", None),
    ],
)
def test_whose_an_account_is(name: str, called: str, whose: Someone | None) -> None:
    assert Owners(STAFF).of(account(name, called=called)) is whose


def why(name: str, *needs: Need, people: list[Someone] | None = None) -> Why | None:
    told = reach_of([account(name)], needs, STAFF if people is None else people, DAY)
    return told.unneeded[0].why if told.unneeded else None


def test_who_need_not() -> None:
    assert why("ann.roe", HR) is None
    assert why("b.chu", HR) is Why.NOT_NEEDED
    assert why("stranger", HR) is Why.UNKNOWN
    assert why("pat", HR) is Why.LEFT  # of the right department, and gone
    assert why("b.chu", HR, Need("store", "a/HR", accounts=("B.Chu",))) is None  # either says so
    assert why("ann.roe", Need("kind", "payroll", managers=True)) is None
    assert why("b.chu", Need("kind", "payroll", managers=True)) is Why.NOT_NEEDED
    assert why("ann.roe", Need("kind", "payroll", (" hr ",))) is None


def test_where_nobody_said_who_needs_it_only_leavers_stand_out() -> None:
    assert why("b.chu") is None and why("stranger") is None and why("pat") is Why.LEFT
    told = reach_of([account("b.chu")], (), STAFF, DAY)
    assert told.counted is None and not told.is_declared
    assert reach_of([account("pat")], (), STAFF, DAY).counted == 1
    assert reach_of([account("ann.roe")], [HR], STAFF, DAY).counted == 0


def test_without_a_roster_nobody_is_a_stranger() -> None:
    assert why("b.chu", HR, people=[]) is None


def test_somebody_who_leaves_tomorrow_is_here_today() -> None:
    leaving = Someone("9", "Al Poe", ("al@acme.example",), department="HR", left_on=date(2026, 11, 27))
    assert why("al", HR, people=[leaving]) is None


def test_root_programs_and_everybody_are_told_apart() -> None:
    readers = [account("root", 0), account("www-data", 33), account("nobody", 65534), account("backup", 34), ANYONE]
    told = reach_of(readers, [Need("store", "a", accounts=("backup",))], STAFF, DAY)
    assert told == Reach(("backup",), (), ("www-data", "nobody"), everyone=True, is_declared=True)


def test_what_covers_a_holding() -> None:
    needs = [HR, Need("category", "payroll", ("Finance",)), Need("store", "a/HR", ("IT",))]
    assert covering(needs, stores=("a/HR",), kinds=("personnel-file",), category="payroll") == tuple(needs)
    assert covering(needs, stores=("b",), kinds=(), category="medical-records") == ()


def test_words_name_the_department_and_never_the_person() -> None:
    (told,) = reach_of([account("b.chu")], [HR], STAFF, DAY).unneeded
    assert told.words == "is of Sales; this is needed by HR"
    assert "Bo" not in told.words + told.remedy and "Bo" not in repr(BO)


def test_usual_needs_name_kinds_that_there_are() -> None:
    assert set(usual_needs()) <= {kind.ident for kind in kinds.catalogue()}
