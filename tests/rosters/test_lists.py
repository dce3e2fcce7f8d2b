"""Lists of people as programs and people write them: read whole, with what is wrong said by line, or not at all."""

from __future__ import annotations

import io
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest

from bailee.errors import InvalidInput
from bailee.rosters import Entry, Known, Read, Wanted, compare, read_entries, read_tables, sheets
from bailee.rosters.details import Details
from bailee.rosters.tables import table_named

TODAY = date(2026, 11, 25)


def read(content: bytes | str, name: str = "list.csv", **wanted: object) -> Read:
    raw = content.encode() if isinstance(content, str) else content
    return read_entries(table_named(read_tables(raw, name), "", name), Wanted(TODAY, **wanted))  # type: ignore[arg-type]


def faults(content: str, **wanted: object) -> list[str]:
    return [str(fault) for fault in read(content, **wanted).faults]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_a_table_of_any_dialect_and_encoding(encoding: str, mark: str) -> None:
    lines = [("Personalnummer", "Nachname", "Vorname", "Geburtsdatum"), ("17", "Müller", "Jörg", "29.02.1980")]
    lines += [(str(100 + n), f"Groß{'abcdefghij'[n % 10]}", "Zoë", "01.03.1990") for n in range(30)]
    found = read("\r\n".join(mark.join(row) for row in lines).encode(encoding))
    first = found.entries[0].details
    assert (first.name, first.number, first.born) == ("Jörg Müller", "17", date(1980, 2, 29))
    assert len(found.entries) == 31 and not found.faults


def test_outlook_and_google_export_their_contacts_in_their_own_words() -> None:
    outlook = 'First Name,Last Name,E-mail Address,E-mail 2 Address,Home Phone,Mobile Phone,Home Street,Home City,Birthday\nPat,Doe,pat@example.org,pat@home.example,518 457 5555,518 457 5556,"1 Elm Road",Albany,2/29/1980\n'
    person = read(outlook).entries[0].details
    assert person.emails == ("pat@example.org", "pat@home.example") and len(person.phones) == 2
    assert person.address == "1 Elm Road, Albany" and person.born == date(1980, 2, 29)
    google = "Name,Given Name,Family Name,E-mail 1 - Type,E-mail 1 - Value,Phone 1 - Value,Organization 1 - Department\nPat Doe,Pat,Doe,Work,pat@example.org,+1 518 457 5555,IT\n"
    person = read(google).entries[0].details
    assert (person.name, person.emails, person.department) == ("Pat Doe", ("pat@example.org",), "IT")


def test_address_cards_are_people() -> None:
    card = "BEGIN:VCARD\nVERSION:2.1\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:M=C3=BCller;J=C3=B6rg;;;\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:J=C3=B6rg M=C3=BCller\nTEL;CELL:+49 30 901820\nEMAIL:joerg@example.org\nBDAY:19800229\nEND:VCARD\n"
    person = read(card, "contacts.vcf").entries[0].details
    assert (person.name, person.surname, person.born) == ("Jörg Müller", "Müller", date(1980, 2, 29))


def test_a_directory_exports_people_and_computers_and_only_people_are_read() -> None:
    export = "dn: CN=Ann Roe,OU=Staff,DC=example\nobjectClass: user\ncn: Ann Roe\ngivenName: Ann\nsn: Roe\nmail: ann@example.org\nproxyAddresses: smtp:a.roe@example.org\nemployeeID: 7\nmanager: CN=Bo Li,OU=Staff,DC=example\n\ndn: CN=PC-1,DC=example\nobjectClass: user\nobjectClass: computer\ncn: PC-1\n"
    (entry,) = read(export.encode("utf-16"), "export.ldf").entries
    person = entry.details
    assert (person.number, person.manager) == ("7", "Bo Li") and "a.roe@example.org" in person.emails
    csvde = "DN,objectClass,cn,sn,givenName,mail\n\"CN=Zoe,DC=x\",user,X'5a6fc3ab20526f65',Roe,X'5a6fc3ab',zoe@example.org\n"
    assert read(csvde).entries[0].details.name == "Zoë Roe"


def test_a_workbook_with_its_dates_and_a_title_above() -> None:
    book = _workbook([["Staff list 2026"], ["Name", "Hired"], ["Doe, Pat", 45_000], ["Kim Roe", "2024-05-01"]])
    found = read(book, "staff.xlsx")
    assert [entry.details.name for entry in found.entries] == ["Pat Doe", "Kim Roe"]
    assert found.entries[0].joined_on == date(2023, 3, 15) and found.entries[0].line == 3


def test_day_and_month_are_asked_about_and_never_guessed() -> None:
    table = "Name,Hired\nPat Doe,03/04/2026\n"
    assert "line 2" in faults(table)[0] and "--dates" in faults(table)[0]
    assert read(table, dates="day-first").entries[0].joined_on == date(2026, 4, 3)
    assert read(table + "Kim Roe,25/12/2025\n").entries[0].joined_on == date(2026, 4, 3)  # the column shows it
    mixed = table + "Kim Roe,25/12/2025\nCy Fox,12/25/2025\n"
    assert ["line 2" in fault for fault in faults(mixed)] == [True]
    three = "Name,Hired\nA B,2024-01-31\nC D,31.01.2024\nE F,January 31 2024\n"
    assert {entry.joined_on for entry in read(three).entries} == {date(2024, 1, 31)}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        ("=HYPERLINK(1),a@example.org", "formula"),
        ("+cmd|x,a@example.org", "formula"),
        ("<b>Pat</b>,a@example.org", "markup"),
        ("P" * 300 + " Doe,a@example.org", "304 letters"),
        (",a@example.org", "no name"),
        ("12345,a@example.org", "no letter"),
        ("Pat Doe,nowhere", "no e-mail address"),
    ],
)
def test_what_is_wrong_is_said_by_line_with_a_remedy_and_without_the_value(row: str, says: str) -> None:
    found = read(f"Name,E-mail\nKim Roe,kim@example.org\n{row}\n")
    (fault,) = found.faults
    assert fault.line == 3 and says in fault.says and fault.remedy
    assert "HYPERLINK" not in str(fault) and "nowhere" not in str(fault) and len(str(fault)) < 200


def test_two_people_of_one_number_are_a_fault_and_a_row_twice_counts_once() -> None:
    (fault,) = read("Name,No\nPat Doe,7\nKim Roe,7\n").faults
    assert fault.line == 3 and "line 2 has the same number" in fault.says
    twice = read("Name,No\nPat Doe,7\nPat Doe,7\n")
    assert len(twice.entries) == 1 and "counted once" in twice.notes[0]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"%PDF-1.7\n\x80\x81", "no list"),
        (bytes(range(256)) * 20, "no list"),
        (b"PK\x03\x04 no workbook", "no workbook"),
        (b"Shoes,Price\nred,7\n", "no column is called a name"),
        (b"First name,Price\nPat,7\n", "no column is called a surname"),
        (b"Name,E-mail\n", "no row"),
    ],
)
def test_what_is_no_list_is_refused_with_a_hint(content: bytes, says: str) -> None:
    with pytest.raises(InvalidInput, match=says) as refused:
        read(content)
    assert refused.value.hint


def test_a_directory_that_would_grow_without_measure_is_refused() -> None:
    entries = "".join(f"dn: cn={n}\nfield{n}: {n}\n\n" for n in range(5_000))
    with pytest.raises(InvalidInput, match="5,000 entries and 5,000 fields"):
        read(entries, "staff.ldif")


def test_a_workbook_that_repeats_a_long_text_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    book = _workbook([["Name"], *[["x" * 1_000]] * 20])
    assert len(sheets._read(book)[0][1]) == 21
    monkeypatch.setattr(sheets, "MOST_LETTERS", 19_000)
    with pytest.raises(SystemExit):
        sheets._read(book)


def test_a_column_is_named_where_its_head_says_nothing_and_left_out_where_it_is_wrong() -> None:
    table = "Wer,Nummer\nPat Doe,7\nKim Roe,7\n"
    found = read(table, columns={"name": ["Wer"], "number": []})
    assert len(found.entries) == 2 and not found.faults and found.unused == ("Nummer",)
    with pytest.raises(InvalidInput, match="no column"):
        read(table, columns={"name": ["Wo"]})


def test_a_list_again_is_a_difference() -> None:
    known = [
        Known("a", Details("Ann Roe", number="1", emails=("ann@example.org",))),
        Known("b", Details("Bo Li", emails=("bo@example.org",))),
        Known("c", Details("Cy Fox", number="3"), left_on=date(2026, 1, 1)),
    ]
    entries = [
        Entry(2, Details("Ann Doe", number="1", emails=("ann@example.org",))),  # married
        Entry(3, Details("Bo Li", emails=("BO@example.org",))),
        Entry(4, Details("Cy Fox", number="3")),  # back again
        Entry(5, Details("Di Li", emails=("bo@example.org",))),  # one mailbox, two people
    ]
    found = compare(known, entries)
    assert {(each.ident, each.fields) for each in found.changed} == {
        ("a", ("name",)),
        ("b", ("emails",)),
        ("c", ("left_on",)),
    }
    assert [entry.line for entry in found.new] == [5] and not found.gone


def _workbook(rows: list[list[object]]) -> bytes:
    """The smallest workbook that programs open."""

    def cell(value: object) -> str:
        return f"<c><v>{value}</v></c>" if isinstance(value, int) else f'<c t="inlineStr"><is><t>{value}</t></is></c>'

    sheet = "".join(f"<row>{''.join(map(cell, row))}</row>" for row in rows)
    space = "http://schemas.openxmlformats.org"
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as book:
        book.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{space}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>',
        )
        book.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        book.writestr(
            "xl/workbook.xml",
            f'<workbook xmlns="{space}/spreadsheetml/2006/main" xmlns:r="{space}/officeDocument/2006/relationships"><sheets><sheet name="Staff" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        book.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{space}/package/2006/relationships"><Relationship Id="r1" Type="{space}/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        book.writestr(
            "xl/worksheets/sheet1.xml",
            f'<worksheet xmlns="{space}/spreadsheetml/2006/main"><sheetData>{sheet}</sheetData></worksheet>',
        )
    return kept.getvalue()


def test_who_reads_a_workbook_reaches_no_file_of_ours(tmp_path: Path) -> None:
    (tmp_path / "master.key").write_text("a secret")
    held = "from bailee.scanner.isolation import isolate; print(isolate(()).missing)"
    if "reading" in subprocess.run([sys.executable, "-c", held], capture_output=True, text=True, check=True).stdout:
        pytest.skip("this system keeps no process from reading")
    taken_over = "import sys; from bailee.rosters import sheets; sheets._read = lambda _: open(sys.argv[1]).read(); sheets.main()"
    words = [sys.executable, "-c", taken_over, str(tmp_path / "master.key")]
    done = subprocess.run(words, input=b"", capture_output=True, check=False)
    assert done.stdout == b"" and done.returncode == 1
