"""Address cards and calendars."""

from __future__ import annotations

from reading import read, words_by_place

from bailee.items import Item


def test_properties_name_their_values() -> None:
    card = (
        b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Roe;Ann;;;\r\nADR;TYPE=HOME:;;1 Main St;Albany;NY;12207;USA\r\n"
        b"item1.EMAIL;TYPE=INTERNET:ann@example.org\r\nNOTE:SSN 512-44-73\r\n 13\\, see HR\r\nEND:VCARD\r\n"
    )
    text = words_by_place(card, "a.vcf")[""]
    assert "N: Roe, Ann" in text and "ADR (HOME): 1 Main St, Albany, NY, 12207, USA" in text
    assert "EMAIL (INTERNET): ann@example.org" in text and "NOTE: SSN 512-44-7313, see HR" in text


def test_old_cards_fold_their_quoted_printable() -> None:
    card = (
        b"BEGIN:VCARD\nVERSION:2.1\nFN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:Zo=C3=AB M=C3=\n=BCller\nTEL;CELL:+1 212 555 0100\n"
        b"END:VCARD\n"
    )
    assert "FN: Zoë Müller\nTEL" in words_by_place(card, "a.vcf")[""]


def test_cards_stand_apart() -> None:
    text = words_by_place(b"BEGIN:VCARD\nFN:Ann\nEND:VCARD\nBEGIN:VCARD\nFN:Bo\nEND:VCARD\n", "a.vcf")[""]
    assert "FN: Ann\n\nFN: Bo" in text


def test_pictures_and_files_inside_are_items() -> None:
    data = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nATTACH;ENCODING=BASE64;VALUE=BINARY:bmFtZSxz\n c24=\nEND:VEVENT\nEND:VCALENDAR\n"
    (item,) = (piece for piece in read(data, "a.ics") if isinstance(piece, Item))
    assert (item.locator.segments[-1], item.data) == ("attachment 1", b"name,ssn")


def test_the_name_of_a_file_in_a_calendar_is_text() -> None:
    data = (
        b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nATTACH;ENCODING=BASE64;VALUE=BINARY;X-FILENAME=drug test of Ann Roe.csv:bmFtZSxzc24=\n"
        b"END:VEVENT\nEND:VCALENDAR\n"
    )
    assert words_by_place(data, "a.ics")["attachment 1"] == "drug test of Ann Roe.csv\n"
    (item,) = (piece for piece in read(data, "a.ics") if isinstance(piece, Item))
    assert item.name == "drug test of Ann Roe.csv"
