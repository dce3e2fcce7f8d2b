"""The engine: both ways of looking give the same, offsets hold, and hostile text costs no more than other text."""

import re
import time
from collections import defaultdict
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from bailee.detectors import catalogue, detect
from bailee.detectors.engine import Search, detect_pieces, plan
from bailee.detectors.interface import Candidate, Scene
from bailee.detectors.plans import CompiledShape
from bailee.detectors.triggers import lengths, width
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

SAMPLES = Path(__file__).parents[1] / "samples"
HERE = Locator(("text.txt",))


def mixed():
    """All samples, with other scripts, marks and lone surrogates between them."""
    lines = [line for path in sorted(SAMPLES.glob("*-*/*valid.txt")) for line in path.read_text("utf-8").splitlines()]
    return "\n".join(f"{line} – Größe ٣٤٥ \u200f\ud800 日本" for line in lines).replace("[[", "").replace("]]", "")


def test_both_engines_find_the_same():
    text = Text.of(mixed(), HERE)
    matches = detect(text, patterns_only=True)
    assert detect(text, patterns_only=True, portable=True) == matches
    assert len(matches) > 1000


def cut_values():
    """Values of several kinds, cut by the end of a line at each place where people cut them."""
    values = (
        "DE89 3704 0044 0532 0130 00",
        "FR14 2004 1010 0505 0001 3M02 606",
        "512-44-7313",
        "4539 5787 6362 1486",
        "+44 20 7946 0958",
    )
    for value in values:
        for at in [number for number, sign in enumerate(value) if sign in " -"]:
            for mark in ("\n", "\r\n", "\n> ", "-\n", "\n  "):
                yield f"IBAN, card number, SSN, phone: {value[:at]}{mark}{value[at + 1 :]} in all"
        yield f"Number\n{value.replace(' ', chr(10))}"


def test_both_engines_find_the_same_in_values_that_the_ends_of_lines_cut():
    text = Text.of("\n\n".join(cut_values()), HERE)
    matches = detect(text, patterns_only=True)
    assert detect(text, patterns_only=True, portable=True) == matches
    assert len(matches) > 60


def test_a_sign_in_a_class_is_none_that_may_be_left_out():
    text = Text.of("say hello to sam?@example.com or =@example.org, ?@ABCDEF", HERE)
    assert detect(text, patterns_only=True, portable=True) == detect(text, patterns_only=True)


@cache
def looked_at():
    """One pass over the samples of all detectors: the spans that each form was judged at, by detector."""
    seen = defaultdict(set)

    def watched(detector):
        def judge(candidate):
            seen[detector.ident].add((candidate.start, candidate.end))
            return detector.judge(candidate)

        return replace(detector, judge=judge)

    text = Text.of(mixed(), HERE)
    the_plan = plan(patterns_only=True)
    shapes = tuple(CompiledShape(watched(shape.detector), shape.shape) for shape in the_plan.shapes)
    Search(text, replace(the_plan, shapes=shapes)).candidates()
    return text, seen


@pytest.mark.parametrize(
    "ident", [detector.ident for detector in catalogue() if detector.shapes and detector.patterns_only]
)
def test_no_form_is_missed_between_trigger_and_window(ident):
    """What a pattern finds in the whole text is looked at; a window that is too narrow would lose it."""
    text, seen = looked_at()
    scene = Scene(text)
    detector = next(one for one in catalogue() if one.ident == ident)
    wanted = set()
    for shape in detector.shapes:
        for match in re.finditer(shape.pattern, scene.content):
            start, end = match.span("value" if "value" in match.re.groupindex else 0)
            if detector.judge(Candidate(scene, start, end, scene.content[start:end], match.groupdict().get)):
                wanted.add((start, end))
    assert wanted <= seen[ident]


def test_triggers_have_a_fixed_length():
    for detector in catalogue():
        for shape in detector.shapes:
            triggers = [one for trigger in (*shape.triggers, *shape.outlines) for one in lengths(trigger.encode())]
            assert all(map(width, triggers))


@pytest.mark.parametrize(
    "unit",
    [
        "@",
        "1",
        "a@",
        "4111 ",
        "1.",
        "::",
        "password=",
        "A",
        "name: ",
        "(",
        "-",
        "SSN ",
        "\u200b",
        "é",
        "\x00",
        "Dear ",
        "pwd:",
        "login: ",
        "curl -u a:b ",
        "net use ",
        "SSN\n",
        "SSN DOB\n",
        "Employee Name\n",
        "Name  SSN\nJane Roe  1\n",
        "Name\tSSN\n",
        "a <b@c.de>, ",
    ],
)
@pytest.mark.proof
def test_hostile_text_takes_time_in_proportion(unit):
    short, long = Text.of(unit * (100_000 // len(unit)), HERE), Text.of(unit * (400_000 // len(unit)), HERE)
    detect(short)
    started = time.process_time()
    detect(short)
    middle = time.process_time()
    detect(long)
    assert time.process_time() - middle < 12 * (middle - started) + 1.0


def test_a_label_over_and_over_is_read_as_quickly_as_other_text():
    def spent(text):
        detect(text)
        started = time.process_time()
        assert detect(text) == []
        return time.process_time() - started

    labels, words = Text.of("password=" * 60_000, HERE), Text.of("The quick brown fox, " * 26_000, HERE)
    assert (
        spent(labels) < 4 * spent(words) + 0.2
    )  # as quick where it was measured; 8 x before values ended with their label


@pytest.mark.parametrize("portable", [False, True])
def test_of_a_label_twice_close_by_the_one_at_the_value_leads_to_it(portable):
    text = Text.of('<a href="#X_SSN">ssn</a><br> 536228745\n', HERE)
    assert [match.value for match in detect(text, patterns_only=True, portable=portable)] == ["536228745"]


@pytest.mark.parametrize("portable", [False, True])
@pytest.mark.parametrize(
    "sentence",
    ["SSN for Jane Doe: 536228745", "the SSN we have for Jane Q. Doe is 536228745, please", "SSN de Ana: 536228745"],
)
def test_a_sentence_may_name_somebody_between_a_label_and_its_value(sentence, portable):
    assert [m.value for m in detect(Text.of(sentence, HERE), patterns_only=True, portable=portable)] == ["536228745"]


@pytest.mark.parametrize(
    "sentence",
    [
        "If your SSN changed, the new account is 536228745", "SSN or the order you placed is 536228745",
        "Send the SSN. Order is 536228745", "SSN form was sent to 536228745", "SSN we ask for; it is 536228745 bytes",
    ],
)  # fmt: skip
def test_what_has_a_number_of_its_own_between_a_label_and_a_value_has_that_value(sentence):
    assert [m for m in detect(Text.of(sentence, HERE), patterns_only=True) if m.detector == "us-ssn"] == []


def test_offsets_lead_back_to_the_original():
    original = "SSN ５１２‑44‑7\u200b313, mail\u202e jane@example.com"
    text = Text.of(original, HERE)
    spans = {match.detector: original[slice(*text.original_span(match.start, match.end))] for match in detect(text)}
    assert spans["us-ssn"] == "５１２‑44‑7\u200b313"
    assert spans["email-address"] == "jane@example.com"


def test_matches_are_sorted_and_do_not_overlap():
    matches = detect(Text.of(mixed(), HERE))
    assert all(first.end <= second.start for first, second in pairwise(matches))


def test_patterns_only_leaves_names_and_addresses_out():
    text = Text.of("Jennifer Walker, 742 Evergreen Terrace, Springfield, IL 62704, jw@example.com", HERE)
    assert {match.detector for match in detect(text)} == {"person-name", "postal-address", "email-address"}
    assert {match.detector for match in detect(text, patterns_only=True)} == {"email-address"}


TABLE = "name,ssn,part no\n" + "\n".join(f"Jane Roe,5124473{n:02d},2124473{n:02d}" for n in range(10, 40)) + "\n"


def test_a_column_is_known_by_its_head():
    matches = [match for match in detect(Text.of(TABLE, HERE)) if match.detector == "us-ssn"]
    assert len(matches) == 30
    assert all(match.confidence >= Confidence.LIKELY and match.value.startswith("5124473") for match in matches)


def test_a_table_of_cells_says_the_same():
    rows = [line.split(",") for line in TABLE.splitlines()]
    matches = detect(Text.table(rows, HERE))
    assert sum(match.detector == "us-ssn" for match in matches) == 30


def test_a_head_is_remembered_in_the_next_piece():
    cut = TABLE.index("\n", len(TABLE) // 2) + 1
    pieces = [Text.of(TABLE[:cut], HERE), Text.of(TABLE[cut:], HERE, offset=cut)]
    found = [match for _, matches in detect_pieces(pieces) for match in matches if match.detector == "us-ssn"]
    assert len(found) == 30


REPORT = """Larch Clinic                 Payroll journal

Employee            Soc Sec No     Born         Gross
------------------  -------------  -----------  --------
Roe, Jane           512447313      12-Mar-1984  1,200.00
Tran, Kim           512447316      03-Sep-1979    980.10

                                         page 1

Ortega, Lee         512447319      30-Nov-1966  1,020.00

Totals for the period: 512447322 units of account
"""


def values(ident, content):
    return [match.value for match in detect(Text.of(content, HERE)) if match.detector == ident]


def test_a_column_set_apart_by_blanks_is_read_under_its_head_over_the_foot_of_a_page():
    assert values("us-ssn", REPORT) == ["512447313", "512447316", "512447319"]
    assert values("date-of-birth", REPORT) == ["1984-03-12", "1979-09-03", "1966-11-30"]
    assert values("person-name", REPORT) == ["Jane Roe", "Kim Tran", "Lee Ortega"]


def test_in_text_out_of_a_pdf_a_value_has_as_many_words_behind_it_as_its_head():
    lines = [" ".join(line.split()) for line in REPORT.splitlines() if line.strip() and not line.startswith("---")]
    flat = "\n".join(lines[1:-1])
    assert values("us-ssn", flat) == ["512447313", "512447316", "512447319"]
    both = "Part SSN Lot\n212447313 512447313 212447319\n212447316 512447316 212447322\n"
    assert values("us-ssn", both) == ["512447313", "512447316"]


def test_a_sentence_or_a_form_is_no_head_of_a_table():
    assert values("us-ssn", "Please write the SSN on page two\n512447313 copies were printed\n") == []
    assert values("us-ssn", "SSN required: yes\n512447313\n512447316\n") == []
    assert values("person-name", "Employee      Start Date\nJob Title     Pay Rate\nHome Address  Hire Date\n") == []


def test_a_head_set_apart_by_blanks_is_remembered_in_the_next_piece():
    table = "Name      SSN        \n" + "".join(f"Row {n:<6}5124473{n}\n" for n in range(10, 40))
    cut = table.index("\n", len(table) // 2) + 1
    pieces = [Text.of(table[:cut], HERE), Text.of(table[cut:], HERE, offset=cut)]
    assert sum(match.detector == "us-ssn" for _, matches in detect_pieces(pieces) for match in matches) == 30


def test_a_column_of_part_numbers_is_none_of_ssns():
    table = "part no\tprice\n" + "".join(f"512-44-{n}\t3.20\n" for n in range(7300, 7330))
    matches = detect(Text.of(table, HERE))
    assert not [match for match in matches if match.detector == "us-ssn" and match.confidence >= Confidence.LIKELY]


def parcels(count):
    return "ref,parcel\n" + "".join(f"A{n},{n % 600 + 100}-{n % 89 + 10}-{n % 9000 + 1000}\n" for n in range(count))


def likely(texts):
    return [
        match
        for _, matches in detect_pieces(texts, patterns_only=True)
        for match in matches
        if match.confidence >= Confidence.LIKELY
    ]


def test_the_heads_of_a_long_table_hold_for_all_of_its_rows_in_one_text_and_in_pieces():
    assert likely([Text.of(parcels(12_000), HERE)]) == []
    lines = parcels(400).splitlines(keepends=True)
    assert likely([Text.of("".join(lines[at : at + 50]), HERE) for at in range(0, 401, 50)]) == []
    assert len(likely([Text.of("".join(lines[at : at + 50]), HERE) for at in range(50, 401, 50)])) > 300


def test_a_table_that_has_ended_says_nothing_of_the_next():
    texts = [Text.of(parcels(40), HERE), Text.of("\nMary,512-44-7313\nJohn,513-44-7314\n", HERE)]
    assert [match.value for match in likely(texts)] == ["512447313", "513447314"]


def test_reasons_are_words_without_the_value():
    (match,) = detect(Text.of("SSN 512-44-7313", HERE), explain=True)
    assert match.reasons
    assert not any("7313" in reason for reason in match.reasons)
    assert "7313" not in repr(match).replace(match.detector, "")
