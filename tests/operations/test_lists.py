"""Lists to a spreadsheet and back: what a person types wrongly is named by its cell, and nothing is half taken over."""

from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

import scans
from bailee.contracts import Contract, Sort
from bailee.errors import InvalidInput, NotAllowed
from bailee.operations.keep_contract import save_contract
from bailee.operations.lists import can_be_filled, export_list, import_list, lists
from bailee.rendering.xlsx import Sheet, book, workbook
from bailee.store.workspace import Workspace
from world import World

RUNS = "=cmd|' /C calc'!A0"


@pytest.fixture
def filled_world(world: World, tmp_path: Path) -> World:
    files = scans.Files(
        {
            "hr/a.txt": ("a", [("us-ssn", "512447313"), ("us-ssn", "512447318")]),
            "hr/b.txt": ("b", [("email-address", "pat@example.org")]),
        }
    )
    scans.scan(world.alice, files, tmp_path / "share")
    save_contract(world.alice, Contract("c1", Sort.NDA, (RUNS,)))
    return world


def rows_of(content: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()


def sheet(heads: tuple[str, ...], *rows: tuple[object, ...], name: str = "Judged") -> bytes:
    return workbook(name, heads, rows)


def records(workspace: Workspace) -> int:
    return workspace.log_size()


def test_every_list_is_written_in_both_forms_and_nothing_in_it_runs(filled_world: World) -> None:
    for name in lists():
        if name == "clients":
            continue  # a provider's
        told = export_list(filled_world.alice, name, "csv").decode("utf-8-sig")
        for row in csv.reader(io.StringIO(told)):
            assert not any(cell.startswith(("=", "+", "@", "|")) for cell in row), (name, row)
        assert rows_of(export_list(filled_world.alice, name, "xlsx"))[0]
    contracts = export_list(filled_world.alice, "contracts", "xlsx")
    assert RUNS in [cell for row in rows_of(contracts) for cell in row], "as typed text"
    assert b"<f>" not in zipfile.ZipFile(io.BytesIO(contracts)).read("xl/worksheets/sheet1.xml")


def test_findings_come_back_judged(filled_world: World) -> None:
    alice = filled_world.alice
    rows = rows_of(export_list(alice, "findings", "xlsx"))
    heads, told = rows[0], rows[1:]
    decision, reason = heads.index("Decision"), heads.index("Reason")
    for row in told:
        row[decision], row[reason] = "Dismissed", "test-data"
    content = workbook("Findings", [str(head) for head in heads], told)
    assert import_list(alice, "findings", content, "judged.xlsx", dry_run=True) == 3
    assert len(alice.findings()) == 3, "it was only looked at"
    assert import_list(alice, "findings", content, "judged.xlsx") == 3
    assert not alice.findings()
    with pytest.raises(InvalidInput, match="says nothing"):
        import_list(alice, "findings", content, "judged.xlsx")  # all of it stands already


def test_a_wrong_cell_is_named_and_nothing_is_kept(filled_world: World) -> None:
    alice, before = filled_world.alice, records(filled_world.alice)
    first, second, third = (each.finding.ident for each in alice.findings())
    heads = ("Finding", "Decision", "Reason", "Until")
    content = sheet(
        heads, (first, "dismissed", "test-data", ""), (second, "perhaps", "", ""), ("ffff", "confirmed", "", ""),
        (third, "accepted", "moves in May", "03/04/2027"), (first, "confirmed", "", ""),
    )  # fmt: skip
    with pytest.raises(InvalidInput) as fault:
        import_list(alice, "findings", content, "judged.xlsx")
    said = str(fault.value)
    for part in (
        'Sheet "Judged", cell B3: "perhaps" is no decision (one of: confirmed, dismissed, accepted)', "cell A4: there is no such finding",
        'cell D5: "03/04/2027" could be 2027-03-04 or 2027-04-03 (write the day as 2026-03-31)', "cell A6: this finding stands in row 2",
    ):  # fmt: skip
        assert part in said
    assert len(alice.findings()) == 3 and records(alice) == before


def test_a_wrong_line_of_a_csv_is_named_too(filled_world: World) -> None:
    with pytest.raises(InvalidInput, match=r'Line 3, column B: "perhaps" is no decision'):
        idents = [each.finding.ident for each in filled_world.alice.findings()]
        text = f"Finding;Decision;Reason\n{idents[0]};confirmed;\n{idents[1]};perhaps;\n"
        import_list(filled_world.alice, "findings", text.encode("utf-16"), "judged.csv")


def test_merged_cells_failed_formulas_and_formulas_nobody_counted_are_named(world: World) -> None:
    heads = ("Ident", "Sort", "Parties", "Signed on")
    good = book(
        [
            Sheet("About", ("Read me",), [("how to fill it in",)]),
            Sheet("Register", heads, [("c1", "nda", "Lind", "2026-01-02"), ("c2", "nda", "#REF!", "")]),
        ]
    )

    def changed(old: bytes, new: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(good)) as before, zipfile.ZipFile(out, "w") as after:
            for name in before.namelist():
                part = before.read(name)
                after.writestr(name, part.replace(old, new) if name.endswith("sheet2.xml") else part)
        return out.getvalue()

    with pytest.raises(InvalidInput, match=r'Sheet "Register", cell C3: a formula failed there \(#REF!\)'):
        import_list(world.alice, "contracts", good, "register.xlsx")
    merged = changed(b"</sheetData>", b'</sheetData><mergeCells count="1"><mergeCell ref="B2:B3"/></mergeCells>')
    with pytest.raises(InvalidInput, match=r"cells B2:B3 are merged \(split them"):
        import_list(world.alice, "contracts", merged, "register.xlsx")
    formula = (
        changed(b"<row>", b'<row><c r="D3"><f>TODAY()</f></c>')
        if False
        else changed(b"</sheetData>", b'<row r="9"><c r="D9"><f>TODAY()</f><v></v></c></row></sheetData>')
    )
    with pytest.raises(InvalidInput, match=r"cell D9 holds a formula that nobody counted out"):
        import_list(world.alice, "contracts", formula, "register.xlsx")
    assert world.alice.contracts() == ()


def test_a_sheet_with_a_title_empty_rows_and_dates_as_text_is_taken(world: World) -> None:
    content = sheet(
        ("Our contracts, as of March", "", "", ""), ("", "", "", ""), ("Sort", "Parties", "Signed on", "Until"), ("", "", "", ""),
        ("nda", "Lind Dental", "31.3.2026", "31 Mar 2027"), ("", "", "", ""), ("dpa", RUNS, "2026-03-31", ""),
        name="Contracts",
    )  # fmt: skip
    assert import_list(world.alice, "contracts", content, "ours.xlsx") == 2
    assert {each.until.isoformat() if each.until else "" for each in world.alice.contracts()} == {"2027-03-31", ""}


def test_activities_go_round_by_a_workbook_and_a_wrong_one_is_named(world: World) -> None:
    heads = ("Activity", "Purposes and lawful bases", "Kinds of data", "About", "At most")
    good = sheet(heads, ("Payroll", "paying staff [contract]", "Bank account numbers", "employee", "7 years"))
    assert import_list(world.alice, "activities", good, "record.xlsx", dry_run=True) == 1
    assert world.alice.activities() == ()
    assert import_list(world.alice, "activities", good, "record.xlsx") == 1
    assert import_list(world.alice, "activities", export_list(world.alice, "activities", "xlsx"), "again.xlsx") == 1
    wrong = sheet(heads, ("Payroll", "paying staff [contract]", "Bank acount numbers", "employees", "soon"))
    with pytest.raises(
        InvalidInput,
        match=r'cell C2: there is no kind of data "Bank acount numbers" \(did you mean bank account numbers\?\)',
    ):
        import_list(world.alice, "activities", wrong, "record.xlsx")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"PK\x03\x04" + b"\0" * 100, "no workbook that can be read"),
        (b"%PDF-1.7 \0\0", "no table"),
        (b"Colour;Taste\nred;sweet\n", 'has no column "Finding"'),
        ("Finding,Decision\nab,“dismissed”\n".encode("cp1252"), "is no decision"),
        (b'Finding,Decision\n"ab,confirmed\n', "has no column"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_list_is_refused_in_words(world: World, content: bytes, says: str) -> None:
    with pytest.raises(InvalidInput, match=says):
        import_list(world.alice, "findings", content, "judged.csv")


def test_a_hundred_thousand_rows_are_read_and_each_wrong_one_counted(world: World) -> None:
    heads = ("Finding", "Decision")
    content = workbook("Judged", heads, ((f"{number:032x}", "confirmed") for number in range(100_000)))
    with pytest.raises(InvalidInput, match=r'100,000 lines of "big.xlsx" cannot be taken over.*And 99,990 more'):
        import_list(world.alice, "findings", content, "big.xlsx")


def test_places_and_contacts_are_taken_all_or_none(world: World, tmp_path: Path) -> None:
    (tmp_path / "hr").mkdir()
    text = f"Folder or address\n{tmp_path / 'hr'}\n{tmp_path / 'gone'}\n"
    with pytest.raises(InvalidInput, match="Line 3, column A: There is no such folder"):
        import_list(world.alice, "places", text.encode(), "places.csv")
    assert world.alice.places() == ()
    assert import_list(world.alice, "places", text.split(str(tmp_path / "gone"))[0].encode(), "places.csv") == 1
    assert len(world.alice.places()) == 1
    assert (
        import_list(world.alice, "contacts", b"Contact,Name,How to reach\ndpo,Dana Poe,dana@example.org\n", "c.csv")
        == 1
    )
    assert world.alice.contacts()["dpo"].name == "Dana Poe"
    with pytest.raises(InvalidInput, match='the record names no "boss"'):
        import_list(world.alice, "contacts", b"Contact,Name\nboss,Kim\n", "c.csv")


def test_a_provider_fills_in_its_clients(world: World) -> None:
    world.alice.become_provider()
    provider = Workspace(world.home, world.alice.organisation, "alice")
    text = b"Client\nLind Dental\n" + RUNS.encode() + b"\n"
    assert import_list(provider, "clients", text, "clients.csv") == 2
    assert "Lind Dental" in [each.name for each in provider.clients()]
    told = export_list(provider, "clients", "csv").decode("utf-8-sig")
    assert "\n=cmd" not in told and "'=cmd" in told
    with pytest.raises(InvalidInput, match="Line 2, column A: there is a client of this name already"):
        import_list(provider, "clients", text, "clients.csv")


def test_bob_takes_lists_away_and_fills_none_in(filled_world: World) -> None:
    assert export_list(filled_world.bob, "contracts", "csv")
    for name in lists():
        if can_be_filled(name):
            with pytest.raises((NotAllowed, InvalidInput)):
                import_list(filled_world.bob, name, b"Finding,Decision\nab,confirmed\n", "a.csv")
    assert len(rows_of(export_list(filled_world.charlie, "findings", "xlsx"))) == 1, "another organisation's is empty"
