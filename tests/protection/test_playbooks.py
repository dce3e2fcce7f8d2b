"""Playbooks: each is held against its schema, each kind of record has one, and the first rule that fits decides."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bailee import kinds
from bailee.errors import InvalidInput
from bailee.protection.playbook import Circumstances, book_for, decide, playbooks, read, with_own
from bailee.vocabulary import DATA_CATEGORIES

HOLD = ("legal hold hold-1, since 2026-03-01",)


def test_every_kind_of_record_has_a_playbook_and_every_playbook_is_of_one() -> None:
    known = set({each.ident for each in kinds.catalogue()}) | set(DATA_CATEGORIES) | {"default"}
    assert set({each.ident for each in kinds.catalogue()}) <= set(playbooks()) <= known


@pytest.mark.parametrize("name", sorted(playbooks()))
def test_no_playbook_erases_before_the_time_is_over_or_under_a_hold(name: str) -> None:
    book = playbooks()[name]
    for is_open in (True, False, None):
        for lies_in in ("local", "removable", "web-root", "share"):
            free = Circumstances(is_open=is_open, lies_in=lies_in, readers=9)
            assert decide(book, free).act != "erase"
            held = Circumstances(past="7 years", is_open=is_open, lies_in=lies_in, readers=9, held_by=HOLD)
            decision = decide(book, held)
            assert decision.act != "erase"
            if decision.act == "leave" and decide(book, Circumstances(past="7 years")).act == "erase":
                assert HOLD[0] in decision.because


@pytest.mark.parametrize("name", sorted(playbooks()))
def test_whatever_is_open_to_everybody_is_not_just_left(name: str) -> None:
    for lies_in in ("local", "share", "removable", "synced", "web-root"):
        assert decide(playbooks()[name], Circumstances(is_open=True, readers=40, lies_in=lies_in)).act != "leave" or (
            name == "contact-list" and lies_in == "synced"
        )


def test_records_that_are_kept_apart_are_moved_where_a_folder_was_declared() -> None:
    book = playbooks()["drug-or-alcohol-test"]
    lying = Circumstances(departs={"beside-personnel"}, apart="acme/Confidential", readers=2)
    assert decide(book, lying).act == "move"
    assert decide(book, Circumstances(departs={"beside-personnel"}, is_open=True)).act == "seal"


def test_a_security_code_is_redacted_and_the_form_kept() -> None:
    assert decide(playbooks()["card-authorisation"], Circumstances(departs={"never-kept"})).act == "redact"


def test_what_a_person_left_stays_until_its_day() -> None:
    until = date(2027, 3, 31)
    decision = decide(playbooks()["payroll"], Circumstances(past="7 years", left="the audit runs", left_until=until))
    assert (decision.act, decision.because, decision.until) == ("leave", "the audit runs", until)


def test_a_file_goes_by_its_worst_kind() -> None:
    books = playbooks()
    assert book_for(books, ["payroll", "contact-list"], []).kind == "payroll"
    assert book_for(books, [], ["payment-card"]).kind == "payment-card"
    assert book_for(books, [], ["e-mail-address"]).kind == "default"


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ('act = "erase"\nbecause = "it is old"', "would erase what may still have to be kept"),
        ('act = "erase"\nbecause = "x"\nwhen = { past = true, held = true }', "“held”"),
        ('act = "erase"\nbecause = "x"\nwhen = { past = true, ignore_holds = true }', "“ignore_holds”"),
        ('act = "shred"\nbecause = "x"', "“shred”"),
        ('act = "seal"', "does not say why"),
        ('act = "seal"\nbecause = "x"\nwhen = { open = "yes" }', "open = 'yes'"),
        ('act = "seal"\nbecause = "x"\nwhen = { readers_over = true }', "readers_over = True"),
        ('act = "seal"\nbecause = "x"\nwhen = { lies_in = ["moon"] }', "“moon”"),
    ],
)
def test_a_playbook_that_is_wrong_is_refused_by_name(tmp_path: Path, told: str, says: str) -> None:
    (tmp_path / "payroll.toml").write_text(f'about = "Payroll"\n[[rule]]\n{told}\n')
    with pytest.raises(InvalidInput) as caught:
        read(tmp_path / "payroll.toml")
    assert says in str(caught.value) and "payroll.toml" in str(caught.value)


@pytest.mark.parametrize("told", ["", "about = 3", 'about = "x"', 'about = "x"\nrule = 3', "\xff not toml ["])
def test_what_is_no_playbook_is_refused(tmp_path: Path, told: str) -> None:
    (tmp_path / "payroll.toml").write_text(told, "latin-1")
    with pytest.raises(InvalidInput, match=r"payroll\.toml"):
        read(tmp_path / "payroll.toml")


def test_an_organisations_own_playbook_wins(tmp_path: Path) -> None:
    (tmp_path / "playbooks").mkdir()
    (tmp_path / "playbooks" / "payroll.toml").write_text(
        'about = "Payroll"\n[[rule]]\nact = "restrict"\nbecause = "we work with it"\n'
    )
    assert decide(with_own(tmp_path)["payroll"], Circumstances(is_open=True)).act == "restrict"
    assert decide(playbooks()["payroll"], Circumstances(is_open=True)).act == "seal"
