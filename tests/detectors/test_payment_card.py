"""Cards of every scheme are found as people write them; numbers of parcels, logs and tables are none."""

import random

import pytest
from stdnum import luhn

from bailee.detectors import detect
from bailee.detectors.engine import found
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

SCHEMES = {
    "visa": ("4", (13, 16, 19)),
    "mastercard": ("54", (16,)),
    "mastercard of the 2-series": ("2412", (16,)),
    "american-express": ("37", (15,)),
    "discover": ("6011", (16, 19)),
    "diners-club": ("36", (14, 16, 19)),
    "jcb": ("3540", (16, 19)),
    "unionpay": ("6217", (16, 17, 18, 19)),
    "maestro": ("6759", (12, 13, 14, 15, 16, 17, 18, 19)),
    "dankort": ("5019", (16,)),
    "mir": ("2202", (16, 19)),
    "troy": ("9792", (16,)),
    "verve": ("506112", (16, 19)),
    "rupay": ("5085", (16,)),
    "uatp": ("1220", (15,)),
    "wex": ("690046", (19,)),
    "voyager": ("7088", (15,)),
}


def number(rng, prefix, length):
    while True:
        digits = prefix + "".join(rng.choices("0123456789", k=length - 1 - len(prefix)))
        if len(set(digits)) > 4:
            return digits + luhn.calc_check_digit(digits)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_cards_of_all_lengths_are_found_beside_words(scheme):
    rng, (prefix, lengths) = random.Random(scheme), SCHEMES[scheme]
    for length in lengths:
        digits = number(rng, prefix, length)
        for content in (
            f"Card number: {digits}\nExp: 04/27",
            f'{{"cardNumber": "{digits}"}}',
            f"charge credit card {digits} today",
        ):
            assert [span for span, confidence in found("payment-card", content) if confidence != "possible"] == [digits]


def test_a_number_that_the_end_of_a_line_cuts_is_one():
    assert found("payment-card", "Card number: 4539 5787\n6362 1486") == [("4539 5787\n6362 1486", "verified")]
    assert found("payment-card", "Card No\n4539 5787 6362\n1486 exp 04/27")[0][0] == "4539 5787 6362\n1486"


def test_the_security_code_behind_a_number_is_no_part_of_it():
    assert found("payment-card", "MC 5498 8785 8117 7505 731") == [("5498 8785 8117 7505", "likely")]


def test_masked_numbers_are_no_numbers():
    assert found("payment-card", "card XXXX XXXX XXXX 1486, ************1486, 4539 57XX XXXX 1486") == []


def test_unionpay_without_a_check_digit_needs_its_name():
    assert found("payment-card", "UnionPay card 6221261234123457")[0][1] == "likely"
    assert found("payment-card", "credit card 6221261234123457") == []


def line(rng):
    def digits(count):
        return rng.choice("123456789") + "".join(rng.choices("0123456789", k=count - 1))

    return rng.choice(
        (
            lambda: f"FedEx tracking {digits(12)} or {digits(15)} or {digits(20)}",
            lambda: f"USPS 94{digits(20)}",
            lambda: f"UPS 1Z{digits(3)}AA{digits(10)}",
            lambda: f'{{"id": {digits(16)}, "user": {digits(19)}, "at": 17{digits(11)}}}',
            lambda: (
                f"2024-05-01 10:11:12 INFO request {rng.randbytes(16).hex()} trace_id={digits(16)} took 0.{digits(16)}s"
            ),
            lambda: f"{rng.random()},{rng.random()},{rng.random() * 1e6}",
            lambda: f"{digits(16)},{digits(5)},{rng.random():.6f}",
            lambda: f"order {digits(16)} shipped, invoice {digits(10)}, meter {digits(16)}",
            lambda: " ".join(digits(4) for _ in range(6)),
        )
    )()


def test_parcels_logs_and_measurements_hold_no_cards():
    rng = random.Random(20261125)
    lines = [line(rng) for _ in range(6000)]
    whole = Text.of("\n".join(lines), Locator(("numbers.txt",)))
    assert [m for m in detect(whole, only="payment-card") if m.confidence >= Confidence.LIKELY] == []
    assert [one for one in lines[:1500] if any(sure != "possible" for _, sure in found("payment-card", one))] == []


def test_a_column_of_cards_is_one_whatever_its_head_says() -> None:
    rng = random.Random(7)
    numbers = [body + luhn.calc_check_digit(body) for body in (f"4{rng.randrange(10**14):014}" for _ in range(8))]
    rows = [[f"{1540325169500 + row}", "Jane Roe", number, "Closed"] for row, number in enumerate(numbers)]
    plain = "Timestamp,Name,Pay with,State\n" + "\n".join(map(",".join, rows)) + "\n"
    cells = Text.table([["Timestamp", "Name", "Pay with", "State"], *rows], Locator(("a.csv",)))
    for text in (Text.of(plain, Locator(("a.txt",))), cells):
        cards = [match for match in detect(text) if match.detector == "payment-card"]
        assert len(cards) == 8 and all(match.confidence >= Confidence.LIKELY for match in cards)


def test_a_column_of_numbers_some_of_which_pass_for_cards_is_none() -> None:
    rows = "\n".join(f"x{row},{4532015112830366 + 9 * row},Closed" for row in range(40))
    text = Text.of(f"Note,Ticket,State\n{rows}\n", Locator(("a.csv",)))
    assert all(match.confidence < Confidence.LIKELY for match in detect(text) if match.detector == "payment-card")


@pytest.mark.parametrize(
    "line", ["3 4417 7763 1706 6904 Roe", "Roe 4417 7763 1706 6904 05/27 123", "12. 4417 7763 1706 6904"]
)
def test_a_number_in_a_list_or_an_expiry_date_beside_a_card_leaves_it_one(line: str) -> None:
    cards = [match for match in detect(Text.of(line, Locator(("a.txt",)))) if match.detector == "payment-card"]
    assert [(card.value, card.confidence >= Confidence.LIKELY) for card in cards] == [("4417776317066904", True)]


@pytest.mark.parametrize(
    "line", ["4417 7763 1706 6904 0512 1234", "1234 4417 7763 1706 6904", "5 12 4417 7763 1706 6904"]
)
def test_groups_of_figures_beside_a_card_make_a_table_of_numbers(line: str) -> None:
    assert not [match for match in detect(Text.of(line, Locator(("a.txt",)))) if match.detector == "payment-card"]


def test_a_card_is_found_in_rows_of_cells_that_were_pasted_into_a_text() -> None:
    card, bare = "4539 5787 6362 1486", "4539578763621486"
    assert ("payment-card", card) in [
        ("payment-card", value) for value, _ in found("payment-card", f"Ann,12,{card}, 5")
    ]
    assert found("payment-card", f"Pay with 1,234,{bare} today") == [(bare, "verified")]
    assert found("payment-card", f"the share was 12,{bare} of all") == []  # a decimal number, as Europe writes it
