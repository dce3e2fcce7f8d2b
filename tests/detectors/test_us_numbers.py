"""SSN, ITIN and EIN in tables: what the head of a column says, and what the other values of it and of its table say."""

import random

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

HERE = Locator(("a.csv",))
FIGURES = random.Random(7)
PEOPLE = ["Jane Roe", "Kim Tran", "Lee Ortega", "Sam Poe", "O'Neil, Pat"]


def ssn():
    return f"{FIGURES.randint(1, 665):03d}{FIGURES.randint(1, 99):02d}{FIGURES.randint(1, 9999):04d}"


def rows(head, count=40, number=ssn, others=("Name", "Born")):
    made = [[others[0], head, others[1]]]
    for _ in range(count):
        birth = f"19{FIGURES.randint(40, 99)}-0{FIGURES.randint(1, 9)}-12"
        first, last = (FIGURES.choice(PEOPLE).replace(",", ""), birth) if others[0] == "Name" else ("M8 bolt", "12.50")
        made.append([first, number(), last])
    return made


def found(table, ident="us-ssn", least=Confidence.LIKELY, cells=False):
    text = Text.table(table, HERE) if cells else Text.of("\n".join(map(",".join, table)), HERE)
    return len(
        [match for match in detect(text, patterns_only=True) if match.detector == ident and match.confidence >= least]
    )


HEADS = ("SSN", "Social", "Soc Sec #", "SS#", "ss_no", "EmployeeSSN", "social_security", "S.S.N.", "Soc. Sec. No.", "Tax ID", "TIN", "Taxpayer", "")  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
@pytest.mark.parametrize("cells", [False, True])
def test_bare_nine_figures_under_a_head_that_says_so_or_under_none_beside_names_and_births(head, cells):
    assert found(rows(head), cells=cells) == 40


@pytest.mark.parametrize("head", ["part no", "Part No.", "Item", "Order", "SKU", "Invoice", "Tracking", "Phone"])
def test_500_bare_figures_under_the_head_of_another_number_are_none(head):
    assert found(rows(head, 500), least=Confidence.POSSIBLE) == 0
    assert found(rows(head, 500, others=("Product", "Price")), least=Confidence.POSSIBLE) == 0


def test_bare_figures_without_people_or_in_a_row_of_rising_keys_are_none():
    assert found(rows("", others=("Product", "Price")), least=Confidence.POSSIBLE) == 0
    keys = iter(range(512447313, 512447999))
    assert found(rows("", number=lambda: str(next(keys))), least=Confidence.POSSIBLE) == 0


def test_an_employee_number_of_nine_figures_may_be_one():
    assert found(rows("Employee ID")) == 0
    assert found(rows("Employee ID"), least=Confidence.POSSIBLE) == 40


def test_a_column_of_tax_numbers_is_of_employers_or_of_people_by_what_is_in_it():
    firms = iter(
        [
            f"{prefix}{FIGURES.randint(1000000, 9999999)}"
            for prefix in (91, 12, 20, 36, 41, 46, 52, 61, 75, 84)
            for _ in range(4)
        ]
    )
    table = rows("Tax ID", number=lambda: next(firms), others=("Vendor", "Balance"))
    assert found(table, "us-ein") >= 36
    assert found(table) == 0
    assert found(rows("Tax ID", others=("Payee", "Amount")), "us-ein") == 0


def test_the_last_four_are_a_hint_and_never_more():
    for content in (
        "SSN ending in 7313",
        "xxx-xx-7313",
        "***-**-7313",
        "•••-••-7313",
        "XXXXX7313",
        "last four of SSN: 7313",
    ):
        matches = [match for match in detect(Text.of(content, HERE)) if match.detector == "us-ssn"]
        assert [match.confidence for match in matches] == [Confidence.POSSIBLE], content
        assert ("partial", "last four") in matches[0].attributes
    assert not [m for m in detect(Text.of("card ending in 7313, the last four years", HERE)) if m.detector == "us-ssn"]


def test_nine_figures_of_logs_and_parcels_are_none():
    lines = [f"2026-11-25T10:{n:02d}:00Z INFO job={ssn()} took {ssn()} ns, tracking 9400 {ssn()} ok" for n in range(60)]
    assert found([lines], least=Confidence.POSSIBLE) == 0


@pytest.mark.parametrize(
    "line",
    ["12 512-44-7313 Jane Roe", "Jane Roe 512-44-7313 05/12/1980", "7,512-44-7313,Roe", "512-44-7313 12 Main St"],
)
def test_dashes_tell_a_number_from_the_figures_beside_it(line):
    assert [m.value for m in detect(Text.of(line, HERE)) if m.detector == "us-ssn"] == ["512447313"]


@pytest.mark.parametrize(
    "line", ["12 512 44 7313", "512 44 7313 12", "+48 512-44-7313", "512-44-7313-12", "1.512-44-7313"]
)
def test_figures_beside_it_make_another_number_of_one_without_dashes(line):
    assert not [m for m in detect(Text.of(line, HERE)) if m.detector == "us-ssn"]


def numbers(count, lost):
    """So many numbers, `lost` of them as a spreadsheet keeps a number that begins with zeros."""
    rng = random.Random(count * 31 + lost)
    whole = [f"{rng.randint(101, 665)}{rng.randint(10, 99)}{rng.randint(1000, 9999)}" for _ in range(count - lost)]
    short = [f"{rng.randint(1, 99)}{rng.randint(10, 99)}{rng.randint(1000, 9999)}" for _ in range(lost)]
    return whole + short


@pytest.mark.parametrize("head", ["SSN", "Social", "Soc Sec No"])
@pytest.mark.parametrize("cells", [False, True])
def test_numbers_whose_leading_zeros_a_spreadsheet_took_are_read_with_the_whole_ones_of_their_column(head, cells):
    whole, mixed, alone = ([["Name", head], *(["Jo", one] for one in numbers(*made))] for made in ((30, 0), (30, 6), (1, 1)))  # fmt: skip
    assert found(whole, cells=cells) == 30
    assert found(mixed, cells=cells) == 30
    assert found(alone, cells=cells) == 0
    assert found(alone, least=Confidence.POSSIBLE, cells=cells) == 1


def test_lost_zeros_are_put_back_and_the_span_is_what_stands_there():
    content = "Name,SSN\nJo,219456788\nMy,219456789\nAl,19456788\n"
    match = [one for one in detect(Text.of(content, HERE), explain=True) if one.detector == "us-ssn"][-1]
    assert (match.value, content[match.start : match.end]) == ("019456788", "19456788")
    assert "it lacks leading zeros, as spreadsheets leave them out" in match.reasons


def test_short_numbers_under_other_heads_or_in_text_are_none():
    for head in ("Part", "Invoice", "Qty", "Employee"):
        assert found([["Name", head], *(["Jo", one] for one in numbers(30, 15))], least=Confidence.POSSIBLE) == 0
    assert not [m for m in detect(Text.of("SSN: 19456788", HERE)) if m.detector == "us-ssn"]


def test_routing_numbers_and_numbers_abroad_without_their_zeros_need_their_check_digit():
    table = "Vendor,ABA\nA,121000358\nB,122105155\nC,21000021\nD,21000022\n"
    spans = [
        (m.value, table[m.start : m.end]) for m in detect(Text.of(table, HERE)) if m.detector == "us-routing-number"
    ]
    assert spans == [("121000358", "121000358"), ("122105155", "122105155"), ("021000021", "21000021")]
    polish = "Imię,PESEL\nA,44051401359\nB,80072909146\nC,2070803628\n"
    assert [m.value for m in detect(Text.of(polish, HERE)) if m.detector == "pl-pesel"][-1] == "02070803628"


@pytest.mark.parametrize(
    ("line", "likely"),
    [
        ("PN 219-45-6788", 0),
        ("Policy number: 219-45-6788", 0),
        ("Claim # 219-45-6788", 0),
        ("Contract 219-45-6788", 0),
        ("the claim of Ann Roe, 219-45-6788", 1),
        ("Ann Roe of the policy office: 219-45-6788", 1),
    ],
)
def test_the_word_directly_before_a_number_says_what_it_numbers(line, likely):
    matches = [m for m in detect(Text.of(line, HERE)) if m.detector == "us-ssn"]
    assert [m.confidence >= Confidence.LIKELY for m in matches].count(True) == likely


def logged(count, tail="ref {}"):
    rng = random.Random(count)
    numbers = [f"{rng.randint(101, 665)}-{rng.randint(10, 99)}-{rng.randint(1000, 9999)}" for _ in range(count)]
    return "".join(f"2026-11-25T10:00:{n % 60:02d}Z INFO app[{n}]: took 3 ms {tail.format(one)}\n" for n, one in enumerate(numbers))  # fmt: skip


def test_a_form_that_many_lines_of_a_log_have_is_a_field_of_its_program_and_one_may_be_a_slip():
    def likely(content):
        return len([m for m in detect(Text.of(content, HERE)) if m.detector == "us-ssn" and m.confidence >= Confidence.LIKELY])  # fmt: skip

    assert likely(logged(60, "of {}")) == 0
    assert likely(logged(60, "ssn={}")) == 60
    assert likely(logged(1, "of {}") + logged(20, "of nothing")) == 1
