"""Letters: every line of an address shows in the window of the envelope, however the sheet lies in it, and nothing beside it does."""

from __future__ import annotations

from datetime import date

import pypdfium2
import pytest

from bailee.deliveries import Reason
from bailee.deliveries.addresses import Window, window
from bailee.deliveries.letters import DL, TEN, Envelope, Letter, Run, mailing_list, render
from bailee.rendering import Document, Heading, Paragraph, pdf

ON = date(2026, 11, 26)
INCH = 25.4
# What stationers sell: outside of the envelope, its window from its left and upper edge, and the sheet as it is folded, in mm.
SOLD = {
    "DIN 680 in DL": (DL, (220, 110), (20, 50, 90, 45), (210, 99)),
    "British DL": (DL, (220, 110), (20, 57, 90, 35), (210, 99)),
    "No. 10": (TEN, (9.5 * INCH, 4.125 * INCH), (0.875 * INCH, 2.5 * INCH, 4.5 * INCH, 1.125 * INCH), (8.5 * INCH, 11 / 3 * INCH)),
}  # fmt: skip


def run(envelope: Envelope) -> Run:
    notice = Document("What we hold", "en", ON, (Heading(1, "A"), Paragraph("words " * 1_500)), paper=envelope.paper)
    return Run("What we hold", "en", "Acme & Sons", ON, envelope, ("Dear.",), pdf.render(notice))


def lines_on(page: pypdfium2.PdfPage, texts: tuple[str, ...]) -> dict[str, tuple[float, float, float, float]]:
    """Left, top, right and bottom of each text, in mm from the upper left."""
    height, found = page.get_height(), {}
    read = page.get_textpage()
    for text in texts:
        searcher = read.search(text, match_case=True)
        start, count = searcher.get_next()
        boxes = [read.get_charbox(start + index) for index in range(count)]
        left, right = min(box[0] for box in boxes), max(box[2] for box in boxes)
        top, bottom = height - max(box[3] for box in boxes), height - min(box[1] for box in boxes)
        found[text] = tuple(each * INCH / 72 for each in (left, top, right, bottom))  # type: ignore[assignment]
    return found


@pytest.mark.parametrize("sort", SOLD)
def test_an_address_shows_whole_in_the_window_wherever_the_sheet_lies(sort: str) -> None:
    envelope, outside, (x, y, width, height), sheet = SOLD[sort]
    long = "Maximilian Wolfeschlegelsteinhausen, Mmmmmm"[:42]
    address = "12 Wilhelmina Mmmmmmm Boulevard West, Apt 4, NY 12207, Albany, Spain"
    found = window(long, address, home="US", lines=envelope.lines)
    if envelope is TEN and found is Reason.LONG_ADDRESS:
        found = window(long, address.replace("Apt 4, ", ""), home="US", lines=envelope.lines)
    assert isinstance(found, Window) and len(found.lines) >= 4
    made = pypdfium2.PdfDocument(render(run(envelope), [Letter("3f2a-1", long, found, "Dear Max,")]))
    placed = lines_on(made[0], found.lines)
    assert len(placed) == len(found.lines)
    for slide_x in (0.0, outside[0] - sheet[0]):
        for slide_y in (0.0, outside[1] - sheet[1]):
            for left, top, right, bottom in placed.values():
                assert x <= left + slide_x and right + slide_x <= x + width, sort
                assert y <= top + slide_y and bottom + slide_y <= y + height, sort
    others = lines_on(made[0], ("3f2a-1", "Acme & Sons", "Dear Max,"))
    for left, top, _, bottom in others.values():
        assert bottom < y - (outside[1] - sheet[1]) or top > y + height or left > x + width, sort


def test_each_letter_begins_on_a_sheet_of_its_own_with_the_notice_as_it_is_behind_it() -> None:
    of = run(DL)
    letters = [
        Letter(
            f"3f2a-{number}", f"Pat {number}", Window((f"Pat {number}",), ("1 Elm St",), "US"), f"Dear Pat {number},"
        )
        for number in (1, 2, 3)
    ]
    made = pypdfium2.PdfDocument(render(of, letters))
    notice = pypdfium2.PdfDocument(of.document)
    assert len(made) == 3 * (1 + len(notice)) and len(notice) >= 2
    words = notice[0].get_textpage().get_text_bounded()
    for number in range(3):
        first = number * (1 + len(notice))
        assert f"Dear Pat {number + 1}," in made[first].get_textpage().get_text_bounded()
        assert made[first + 1].get_textpage().get_text_bounded().split() == words.split()


def test_the_list_for_the_post_office_names_every_piece_once() -> None:
    letters = [
        Letter(f"a-{n}", f"Pat {n}", Window((f"Pat {n}",), (f"{n} Elm St", "Albany"), "US"), "") for n in range(1, 61)
    ]
    made = pypdfium2.PdfDocument(mailing_list(run(DL), letters, number=1, of=1))
    text = "".join(page.get_textpage().get_text_bounded() for page in made)
    assert "60 pieces" in text
    assert all(text.count(f"a-{n}\r\n") + text.count(f"a-{n} ") == 1 for n in range(1, 61))


@pytest.mark.parametrize(
    ("name", "address", "found"),
    [
        ("Pat", "", Reason.NO_ADDRESS),
        ("Pat", "USA", Reason.NO_ADDRESS),
        ("Pat", "1 Elm St, Albany", Reason.NO_COUNTRY),
        ("Pat", "1 Peachtree St, Atlanta, Georgia", Reason.NO_COUNTRY),
        ("Pat", "1 Market St, Wilmington, DE", Reason.NO_COUNTRY),
        ("Pat " * 60, "1 Elm St, Albany, USA", Reason.LONG_ADDRESS),
        ("Pat", "1 " + "x" * 60 + ", Albany, USA", Reason.LONG_ADDRESS),
        ("தமிழ்", "1 Elm St, Albany, USA", Reason.OTHER_SCRIPT),
    ],
)
def test_an_address_that_cannot_be_printed_says_why(name: str, address: str, found: Reason) -> None:
    assert window(name, address, home="US") is found


@pytest.mark.parametrize(
    ("address", "home", "lines"),
    [
        ("12 Elm St, NY 12207, Albany, US", "US", ("12 Elm St", "Albany, NY 12207")),
        ("12 Elm St, Albany, NY 12207, USA", "DE", ("12 Elm St", "Albany, NY 12207", "UNITED STATES")),
        ("Hauptstr. 1, 10115, Berlin, DE", "DE", ("Hauptstr. 1", "10115 Berlin")),
        ("12 High St, SW1A 1AA, London, UK", "FR", ("12 High St", "London", "SW1A 1AA", "UNITED KINGDOM")),
        ("1 Queen St; ACT 2601\nCanberra, Australia", "AU", ("1 Queen St", "Canberra, ACT 2601")),
    ],
)
def test_lines_stand_as_the_post_wants_them(address: str, home: str, lines: tuple[str, ...]) -> None:
    found = window("Pat Doe", address, home=home)
    assert isinstance(found, Window) and found.place == lines


@pytest.mark.parametrize("name", ["محمد الأحمد", "अनीता शर्मा", "สมชาย ใจดี"])
def test_names_that_the_font_of_typst_lacks_are_printed(name: str) -> None:
    found = window(name, "1 Elm St, Albany, USA", home="US")
    assert isinstance(found, Window) and found.lines[0] == name
    made = pypdfium2.PdfDocument(render(run(DL), [Letter("a-1", name, found, f"Dear {name},")]))
    assert set(name) - {" "} <= set(made[0].get_textpage().get_text_bounded())


def test_an_address_is_text_whatever_it_holds() -> None:
    found = window("#set page(fill: red)\u202e", "*1* $Elm$\nAlbany\x00, United Kingdom", home="US")
    assert isinstance(found, Window)
    assert found.lines == ("#set page(fill: red)", "*1* $Elm$", "Albany", "UNITED KINGDOM")
    made = pypdfium2.PdfDocument(render(run(DL), [Letter("a-1", "x", found, "Dear #x,")]))
    assert "#set page(fill: red)" in made[0].get_textpage().get_text_bounded()
