"""Postal addresses as people write them: one line or six, any country, beside figures that are none."""

import time

import pytest

from bailee.detectors import detect, normal_forms
from bailee.detectors.addresses.normal import normal
from bailee.detectors.engine import found as told
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator


def addresses(content, name="a.txt", **options):
    text = Text.of(content, Locator((name,)))
    return [match for match in detect(text, **options) if match.detector == "postal-address"]


def spans(content, least=Confidence.LIKELY):
    return [content[match.start : match.end] for match in addresses(content) if match.confidence >= least]


@pytest.mark.parametrize(
    "one, other",
    [
        ("12 Oak Street, Albany, NY 12207", "12 OAK ST\nALBANY NY 12207-0001\nUSA"),
        ("742 Evergreen Terrace, Apt 4B, Springfield, Illinois 62704", "Apt. 4B, 742 Evergreen Terr. Springfield IL 62704"),
        ("Hauptstr. 12, D-10115 Berlin", "Hauptstraße 12\n10115 Berlin\nDeutschland"),
        ("LOT 5, JLN KENANGA 3, TMN MELATI, 47100 PUCHONG, SELANGOR", "Lot 5, Jalan Kenanga 3,\nTaman Melati,\n47100 Puchong,\nSelangor, Malaysia"),
        ("27 Larkspur Road, Leeds LS6 4TT", "27 Larkspur Rd.\nLeeds\nLS64TT\nUnited Kingdom"),
        ("Květná 17, 602 00 Brno", "Kvetna 17\n60200 Brno"),
    ],
)  # fmt: skip
def test_one_home_written_two_ways_has_one_normal_form(one, other):
    assert normal(one) == normal(other)
    first, second = addresses(one), addresses(other)
    assert [normal_forms(match) for match in first] == [normal_forms(match) for match in second] != []


def test_two_flats_of_one_house_differ():
    assert normal("12 Oak Street, Apt 1, Albany, NY 12207") != normal("12 Oak Street, Apt 2, Albany, NY 12207")


def test_an_address_over_six_lines_is_one():
    content = "Attn: Jane Roe\n3RD FLOOR, WISMA KENANGA,\nNO. 8, JALAN MELATI 2,\nTAMAN SERI MAWAR,\n43200 KAJANG,\nSELANGOR,\nMALAYSIA\nTEL: 03-5550 0100"
    assert spans(content) == [content.split("\n", 1)[1].rsplit("\n", 1)[0]]


def test_a_receipt_has_the_shop_and_nothing_else():
    content = (
        "SUNNY HARDWARE SDN BHD\n(99999-X)\nNO. 9-G, JALAN CEMPAKA 4/1,\n47100 PUCHONG, SELANGOR.\nTEL: 03-5550 0100\nGST ID: 000999999999\n"
        "DATE: 12/03/2018 17:45\n1. 2000-0240\nPAINT WHITE 5L\n2 X 18.90\n37.80 SR\nDOUBLE BOX 12\nTOTAL 37.80\nCASH 50.00\nCHANGE 12.20\n"
    )
    assert spans(content, Confidence.POSSIBLE) == ["NO. 9-G, JALAN CEMPAKA 4/1,\n47100 PUCHONG, SELANGOR"]


def test_home_and_work_are_told_apart():
    home, work = addresses(
        "Home address: 12 Oak Street, Albany, NY 12207\nOffice address: 500 State Street, Albany, NY 12205"
    )
    assert (dict(home.attributes)["use"], dict(work.attributes)["use"]) == ("personal", "work")


def test_the_cell_of_a_street_has_its_town_in_its_normal_form():
    rows = [
        ["name", "street", "city", "state", "zip"],
        ["Jane Roe", "12 Oak St", "Albany", "NY", "12207"],
        ["John Doe", "9 Elm Rd", "Troy", "NY", "12180"],
    ]
    matches = [m for m in detect(Text.table(rows, Locator(("a.xlsx",)))) if m.detector == "postal-address"]
    assert [match.value for match in matches] == [
        normal("12 Oak Street, Albany, NY 12207"),
        normal("9 Elm Road, Troy, NY 12180"),
    ]
    assert all(match.confidence >= Confidence.LIKELY for match in matches)


def test_cells_of_a_line_stay_apart():
    content = "name,street,city,state,zip\nJane Roe,12 Oak St,Albany,NY,12207\nJohn Doe,9 Elm Rd,Troy,NY,12180\n"
    assert spans(content) == ["12 Oak St", "9 Elm Rd"]
    assert addresses(content)[0].value == normal("12 Oak Street, Albany, NY 12207")


def test_fields_of_a_form_are_one_home():
    form = "Street: 12 Oak Street\nCity: Albany\nState: NY\nZIP: 12207\n"
    json = '{"street": "12 Oak St", "city": "Albany", "state": "NY", "zip": "12207"}'
    assert spans(form) == ["12 Oak Street"]
    assert addresses(form)[0].value == addresses(json)[0].value == normal("12 Oak Street, Albany, NY 12207")


def test_lower_case_needs_a_word_that_says_so():
    assert spans("I live at 22 acacia avenue, leeds") == ["22 acacia avenue"]
    assert spans("we counted 22 people street by street") == []


def test_columns_of_machines_addresses_are_none():
    content = "host,address\nalpha,10.0.0.12\nbeta,fe80::1%eth0\ngamma,http://example.com/12 a\n"
    assert spans(content) == []


def test_source_code_and_logs_name_no_homes():
    assert addresses("import os\nx = '12 Oak Street, Albany, NY 12207'\n", name="a.py") == []
    log = "".join(f"2024-03-01 12:00:0{i} INFO route 12 Oak Street {i}\n" for i in range(8))
    assert all(match.confidence is Confidence.POSSIBLE for match in addresses(log))


def test_it_says_why():
    (match,) = addresses("He lives at 12 Oak Street, Albany, NY 12207.", explain=True)
    assert match.reasons[0] == "street and number"
    assert 'the word "lives" stands before it' in match.reasons
    assert not any("Oak" in reason or "12207" in reason for reason in match.reasons)


def test_without_town_and_postcode_it_is_less_sure():
    whole = addresses("Send it to 12 Oak Street, Albany, NY 12207 today")[0]
    street = addresses("Send it to 12 Oak Street today")[0]
    assert whole.confidence is Confidence.VERIFIED
    assert street.confidence is Confidence.LIKELY


@pytest.mark.parametrize(
    "piece",
    ["12 Oak ", "Street 5, ", "No. ", "1 A, ", "Jalan ", "c/ ", "12,\n", "A1 ", "Box 1 ", "corner of A and B ", "東京都港区1-", "12345 A\n", "St. "],
)  # fmt: skip
def test_time_grows_with_the_text_whatever_stands_in_it(piece):
    def seconds(size):
        content = piece * (size // len(piece))
        started = time.process_time()
        addresses(content)
        return time.process_time() - started

    seconds(1000)
    small, large = seconds(40_000), seconds(160_000)
    assert large < 10 * small + 0.5


@pytest.mark.parametrize("first", ["964,733", "89a15b86a1453b5ce2555a02c885b36bc053b1ac", "127"])
def test_a_figure_beside_a_name_in_a_table_is_no_address(first: str) -> None:
    rows = "\n".join(f"{first}|Nkechi Szabo|930422 4878 0{number}|1ZKW586665M25200{number}" for number in range(20, 26))
    assert spans(f"Quantity|Name|ID number|Tracking\n{rows}\n") == []


def test_a_row_of_figures_with_words_between_holds_no_addresses() -> None:
    row = ",".join(
        ["12", "5501", "Box 126", "80705", "33148.5", "No 690", "11609", "TX", "96", "4031", "St 7", "60273"] * 30
    )
    assert [value for value, sure in told("postal-address", row) if sure != "possible"] == []


@pytest.mark.parametrize("route", ["RR 4", "R.R. 4", "RFD #4", "HC 71", "rr 4"])
def test_the_route_in_the_country_is_a_part_of_its_address(route):
    address = f"{route} Box 219, Salina, KS 67401"
    text = Text.of(f"Mail it to {address} today", Locator(("a.txt",)))
    assert [text.content[m.start : m.end] for m in detect(text) if m.detector == "postal-address"] == [address]
