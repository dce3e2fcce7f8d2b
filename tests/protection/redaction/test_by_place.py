"""What stands under the head of a column or behind a label is a name, or the rest of an address, though no detector is sure of it."""

from __future__ import annotations

import json
import re

import pytest
from making import part, zipped

from bailee.detectors import names_model
from bailee.protection.redaction import Wish
from bailee.protection.redaction.by_place import in_page
from bailee.protection.redaction.engine import redact_bytes

QUICK = Wish(names="off")
STREET, TOWN, ZIP = "2280 Whispering Pines Lane", "Mechanicsburg", "17055"
GONE = ("Oakhurst", "Whispering", TOWN, ZIP)


def redacted(data: str, name: str) -> str:
    made = redact_bytes(data.encode(), name, QUICK).data.decode()
    assert not [each for each in GONE if each in made]
    return made


def test_a_table_of_addresses_keeps_its_states_and_notes() -> None:
    made = redacted(f"first,last,street,city,state,zip,note\nEdwin,Oakhurst,{STREET},{TOWN},PA,{ZIP},late\n", "a.csv")
    assert made.splitlines()[1] == "█████,█████,█████,█████,PA,█████,late"


def test_json_xml_yaml_and_lines_with_dots() -> None:
    person = {"firstName": "Edwin", "lastName": "Oakhurst", "street": STREET, "city": TOWN, "zip": ZIP, "note": "late"}
    assert json.loads(redacted(json.dumps([person], indent=1), "a.json"))[0]["note"] == "late"
    elements = "".join(f"<{name}>{words}</{name}>" for name, words in person.items())
    assert "<note>late</note>" in redacted(f"<staff><person>{elements}</person></staff>", "a.xml")
    assert "note: late" in redacted("\n".join(f"{name}: {words}" for name, words in person.items()), "a.yaml")
    assert "late" in redacted("\n".join(f"{name:.<20} {words}" for name, words in person.items()), "a.txt")


def test_a_directory_and_a_bank_statement() -> None:
    entry = f"dn: ou=x\nsn: Oakhurst\nstreet: {STREET}\nl: {TOWN}\nst: PA\npostalCode: {ZIP}\n"
    assert "st: PA" in redacted(entry, "a.ldif")
    payee = f"<NAME>Edwin Oakhurst<ADDR1>{STREET}<CITY>{TOWN}<STATE>PA<POSTALCODE>{ZIP}<MEMO>late"
    head = "OFXHEADER:100\nDATA:OFXSGML\nVERSION:102\n\n"
    assert "<MEMO>late" in redacted(f"{head}<OFX><STMTTRN><PAYEE>{payee}</PAYEE></STMTTRN></OFX>\n", "a.ofx")


def test_a_town_without_a_street_stays() -> None:
    listed = f"city,branches\n{TOWN},3\nKalamazoo,2\n"
    assert redact_bytes(listed.encode(), "a.csv", QUICK).data.decode() == listed
    assert redact_bytes(f"City: {TOWN}\nBranches: 3\n".encode(), "a.txt", QUICK).data.decode().startswith("City: Mech")


def test_an_address_of_the_person_whom_the_copy_is_for_stays_with_its_parts() -> None:
    listed = f"last name,street,city,zip\nOakhurst,{STREET},{TOWN},{ZIP}\nRedmayne,41 Sycamore Road,Kalamazoo,49007\n"
    wish = Wish(names="off", keep=("Oakhurst", f"{STREET}, {TOWN}, PA {ZIP}"))
    rows = redact_bytes(listed.encode(), "a.csv", wish).data.decode().splitlines()
    assert rows[1].endswith(f"{TOWN},{ZIP}") and rows[1].startswith("Oakhurst")
    assert rows[2] == "█████,█████,█████,█████"


def test_labels_of_a_form_stay_and_what_stands_beside_them_goes() -> None:
    fields = [("First name", "Edwin"), ("Last name", "Oakhurst"), ("Street", STREET), ("City", TOWN), ("ZIP", ZIP), ("Remarks", "late")]  # fmt: skip
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    rows = "".join(f"<w:tr>{cell.format(label)}{cell.format(words)}</w:tr>" for label, words in fields)
    document = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:tbl>{rows}</w:tbl></w:body></w:document>'
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    made = redact_bytes(zipped({"[Content_Types].xml": types, "word/document.xml": document}), "a.docx", QUICK).data
    shown = re.findall(r"<w:t(?: [^>]*)?>([^<]*)", part(made, "word/document.xml"))
    assert shown == [each for label, words in fields for each in (label, "late" if words == "late" else "█████")]


def test_a_page_that_a_spreadsheet_wrote_keeps_no_copy_of_a_cell() -> None:
    fields = {"Street": STREET, "City": TOWN, "ZIP": ZIP, "Remarks": "late"}
    rows = [
        "".join(
            f'<td data-sheets-value="{{ &quot;2&quot;: &quot;{words}&quot;}}"><font>{words}</font></td>'
            for words in row
        )
        for row in (fields, fields.values())
    ]
    made = redacted(f"<html><body><table><tr>{rows[0]}</tr><tr>{rows[1]}</tr></table></body></html>", "a.html")
    assert made.count("late") == 2 and made.count("City") == 2


def test_pairs_in_one_line_and_columns_of_a_page() -> None:
    line = f"Street: {STREET}   City: {TOWN}   State: PA   ZIP: {ZIP}   Remarks: late\n"
    assert redacted(line, "a.txt").endswith("State: PA   ZIP: █████   Remarks: late\n")
    page = (
        f"First name Edwin\nLast name Oakhurst\nStreet {STREET}\nCity {TOWN}\nState PA\nZIP {ZIP}\nCity councils met."
    )
    gone = {page[low:high] for low, high, _ in in_page(page, [])}
    assert gone == {"Edwin", "Oakhurst", STREET, TOWN, ZIP}


def test_rows_of_a_dump_keep_their_columns() -> None:
    dump = f"CREATE TABLE staff (id int, first text, last text, street text, city text, zip text, ssn bigint);\nINSERT INTO staff VALUES (1,'Edwin','Oakhurst','{STREET}','{TOWN}','{ZIP}',512447313);\n"
    made = redacted(dump, "a.sql")
    assert "VALUES (1,'█████','█████','█████','█████','█████',NULL);" in made
    copied = f"COPY public.staff (id, last_name, street, city, zip, note) FROM stdin;\n1\tOakhurst\t{STREET}\t{TOWN}\t{ZIP}\tlate\n\\.\n"
    assert "1\t█████\t█████\t█████\t█████\tlate\n\\." in redacted(copied, "b.sql")


def test_a_claim_loses_its_address_over_two_segments() -> None:
    head = (
        "ISA*00*          *00*          *ZZ*A              *ZZ*B              *261104*1030*^*00501*000000905*0*T*:~\n"
    )
    claim = f"NM1*IL*1*OAKHURST*EDWIN***MI*JS0011~\nN3*{STREET.upper()}*APT 4~\nN4*{TOWN.upper()}*PA*{ZIP}~\nDMG*D8*19620314*F~\nSE*5*0001~\n"
    made = redact_bytes((head + claim).encode(), "a.837", QUICK).data.decode()
    assert made.startswith(head) and "N3*█████*~\nN4***~\n" in made and "SE*5*0001~" in made
    assert not [each for each in GONE if each.upper() in made]


@pytest.mark.skipif(names_model.effective("full") == "missing", reason="no model of names here")
def test_who_is_named_in_a_log_goes() -> None:
    lines = ["INFO job finished", "WARN declined for Edwin Oakhurst in the shop", "ERROR Connection Pool Manager closed", "INFO job finished"]  # fmt: skip
    log = "".join(f"2026-11-04 10:00:0{number} {line}\n" for number, line in enumerate(lines))
    made = redact_bytes(log.encode(), "a.log", Wish()).data.decode()
    assert made == log.replace("Edwin Oakhurst", "█████")
