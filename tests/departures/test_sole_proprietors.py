"""Whose data is a business's: told from its name, its legal form, its numbers and its mail, on lists and forms that are read for real."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from bailee.demo.numbers import payment_card
from bailee.errors import InvalidInput
from bailee.operations.judge_client import judge_client, traders
from bailee.operations.open_store import open_store
from bailee.operations.report_status import report_status
from bailee.operations.scan_store import scan_store
from bailee.scanner import Limits
from bailee.scanner.trading import Trading, sort_of
from bailee.sole_proprietors import Signs, judge
from bailee.store.workspace import Workspace
from bailee.text import Text
from bailee.vocabulary import Locator, SubjectCategory

CLIENTS = (
    ("Kim Taylor d/b/a Taylor Plumbing", "Kim Taylor", "kim.taylor@gmail.com"),
    ("Baker & Sons LLC", "Anna Baker", "anna@baker-sons.example"),
    ("James Walker", "James Walker", "jwalker@yahoo.com"),
    ("Lakeside Dental PLLC", "Laura Bennett", "laura@lakeside.example"),
)


def table() -> str:
    """A list of clients with card numbers that nobody was given."""
    rng = Random(11)
    rows = [f"{company},{contact},{mail},{payment_card(rng)}" for company, contact, mail in CLIENTS]
    return "\n".join(["Client company,Customer contact,E-mail,Card number", *rows]) + "\n"


@pytest.mark.parametrize(
    ("name", "sort"),
    [
        ("Baker & Sons LLC", "firm"),
        ("Baker & Sons, L.L.C.", "firm"),
        ("Walker Holdings Inc.", "firm"),
        ("Schneider Bau GmbH", "firm"),
        ("Fernhill Pty Ltd", "firm"),
        ("Kim Taylor DBA Taylor Plumbing", "trader"),
        ("Kim Taylor, Photography", "trader"),
        ("Jonas Weber e.K.", "trader"),
        ("Kim Taylor", "holder"),
        ("Taylor & Daughters", ""),
        ("Albany Coffee Roasters", ""),
        ("Incline Studio", ""),  # a legal form is a word of its own
        ("", ""),
    ],
)
def test_a_trade_name_is_a_firms_a_persons_or_does_not_tell(name: str, sort: str) -> None:
    assert sort_of(name) == sort


def test_the_name_of_a_form_reaches_its_own_values_and_no_further() -> None:
    form = "Business name: Kim Taylor\nTax ID: 900-70-0000\n" + "Notes. " * 400 + "\nTax ID: 900-70-0001\n"
    text = Text.of(form, Locator(("w9.txt",)))
    assert Trading(text).of(text.content.index("900-70-0000")) == "holder"
    assert Trading(text).of(text.content.index("900-70-0001")) == ""
    shop = Text.table([["Kim Taylor", "4111 1111 1111 1111"]], Locator(("a.csv",)), headers=("Customer", "Card"))
    assert Trading(shop).of(shop.content.index("4111")) == ""  # a customer of a shop is no business
    client = Text.table(
        [["Kim Taylor d/b/a Taylor Plumbing", "4111 1111 1111 1111"]], Locator(("a.csv",)), headers=("Client", "Card")
    )
    assert Trading(client).of(client.content.index("4111")) == "trader"


@pytest.mark.parametrize(
    ("signs", "is_person"),
    [
        (Signs(individual=True), True),
        (Signs(traders=1), True),
        (Signs(traders=1, firm_number=True), True),  # who trades may have an EIN
        (Signs(holders=2), True),
        (Signs(holders=2, firm_number=True), None),  # a bare name with an EIN: nothing tells
        (Signs(firms=1), False),
        (Signs(firms=1, individual=True), False),  # the owner gave a number of his own
        (Signs(firms=1, firm_number=True, private_mail=True), False),  # Baker & Sons LLC, with mail at home
        (Signs(private_mail=True), None),
        (Signs(), None),
    ],
)
def test_what_tells_decides_in_its_order(signs: Signs, is_person: bool | None) -> None:
    judged = judge(signs)
    assert judged.is_person is is_person and bool(judged.why) is (is_person is not None)


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    root = tmp_path_factory.mktemp("clients")
    (root / "share" / "Sales").mkdir(parents=True)
    (root / "share" / "Sales" / "clients.csv").write_text(table())
    made = open_store(root / "home")
    scan(made, root / "share")
    yield made
    made.close()


def scan(workspace: Workspace, folder: Path) -> None:
    scan_store(workspace, [folder], limits=Limits(ocr="off", names="off"), jobs=1)


def cards(workspace: Workspace) -> dict[SubjectCategory, int]:
    held = [each for each in workspace.holdings() if each.category == "payment-card"]
    return {each.subject: each.people.high for each in held}


def test_two_of_four_clients_are_people_and_the_table_says_why(workspace: Workspace) -> None:
    assert cards(workspace) == {SubjectCategory.CUSTOMER: 2, SubjectCategory.SOLE_PROPRIETOR: 2}
    found = {each.why.split(",")[0] for each in traders(workspace)}
    assert found == {
        "it is a person who trades under another name (d/b/a)",
        "it trades under a person’s name with no legal form",
    }
    row = next(
        row
        for row in report_status(workspace).rows
        if (row.category, row.subject) == ("payment-card", SubjectCategory.SOLE_PROPRIETOR)
    )
    assert any("it is a person’s data" in each for each in row.held.evidence)


def test_a_person_decides_otherwise_and_it_is_remembered_over_a_scan(workspace: Workspace) -> None:
    trader = next(each for each in traders(workspace) if "d/b/a" in each.why)
    with pytest.raises(InvalidInput, match="reason"):
        judge_client(workspace, trader.ident, is_firm=True, reason=" ")
    with pytest.raises(InvalidInput, match="no client"):
        judge_client(workspace, "client-00000000", is_firm=True, reason="so")
    judge_client(workspace, trader.ident, is_firm=True, reason="the contract names Taylor Plumbing LLC")
    assert cards(workspace) == {SubjectCategory.CUSTOMER: 3, SubjectCategory.SOLE_PROPRIETOR: 1}
    place = workspace.places()[0].path
    assert place is not None
    scan(workspace, place)
    assert cards(workspace) == {SubjectCategory.CUSTOMER: 3, SubjectCategory.SOLE_PROPRIETOR: 1}
    assert all("Taylor" not in str(row) for row in workspace.evidence()[0])
