"""The model of names: what it is asked, what comes of it, and that it can be left out."""

from __future__ import annotations

import time

import pytest

from bailee.detectors import detect, names_model
from bailee.detectors.interface import Scene
from bailee.detectors.names_model import gate, inference
from bailee.detectors.names_model.seen import look
from bailee.detectors.names_model.words import read
from bailee.detectors.person_names import joined
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

HERE = Locator(("text",))
pytestmark = pytest.mark.skipif(bool(inference.missing()), reason="needs onnxruntime")


@pytest.fixture(autouse=True)
def _full():
    names_model.begin("full")
    yield
    names_model.begin(names_model.DEFAULT)


@pytest.fixture
def without_model(monkeypatch):
    monkeypatch.setattr(names_model, "missing", lambda: "onnxruntime is not installed")


def names(content: str, least: Confidence = Confidence.LIKELY) -> list[str]:
    text = Text.of(content, HERE)
    return [
        content[match.start : match.end]
        for match in detect(text)
        if match.detector == "person-name" and match.confidence >= least
    ]


def scene(content: str) -> Scene:
    return Scene(Text.of(content, HERE))


LETTER = (
    "The pump was repaired by Adaeze Nwosu on Monday. Her colleague, Thuy Nguyen, signed the report for Szafrańska.\n"
)


def test_names_that_no_list_has_are_found_from_what_stands_around_them():
    assert "Adaeze Nwosu" in names(LETTER) and "Thuy Nguyen" in names(LETTER)
    assert names(
        "Dear Ms Qwendolara Vistrupp,\nyour shift on Friday was given to Brelk Osundaxi.\n", Confidence.POSSIBLE
    )


def test_a_name_ends_where_a_word_does():
    for name in ("Siobhan O'Neill-Byrne", "Jean-Luc D'Artois", "María José Núñez"):
        found = names(f"The form was signed by {name} in the presence of the manager.", Confidence.POSSIBLE)
        assert found == [name]


LINES = (
    "{n} {t}",
    "{n} - {t}",
    "{n}, 12 Elm St, Ames IA 50010",
    "{n} {e}",
    "{n}, {e}, {t}",
    "{n} DOB 03/15/1985",
    "{n} cell {t}",
    "#4471 {n}",
    "Order 4471 shipped to {n}",
    "{n} 318-62-9047",
)
PEOPLE = (
    "Susan Miller", "Deborah Carter", "Kevin Murphy", "Nicole Jensen", "Carlos Rossi", "Emily Novak", "Priya Raman",
    "Tomasz Wiśniewski", "Ngozi Okafor", "Brian Feeney",
)  # fmt: skip


@pytest.mark.parametrize("line", LINES)
def test_a_name_on_a_line_of_a_list_is_found_whole(line):
    """What stands there is no sentence: numbers, addresses and fields around a name neither hide it nor are part of it."""
    rows = [
        line.format(n=name, t=f"202-555-01{number:02}", e=f"{name[0]}{name.split()[1]}@example.org".lower())
        for number, name in enumerate(PEOPLE)
    ]
    found = names("\n".join(rows))
    assert len(set(PEOPLE) & set(found)) >= 9, found
    assert len(set(found) - set(PEOPLE)) <= 1, found


def test_two_names_apart_by_a_comma_and_a_name_before_a_street_end_there():
    assert names("Name: Hans Müller, Hauptstr. 5, 80331 München", Confidence.POSSIBLE) == ["Hans Müller"]
    assert names("Guests: Robert Novak, Maria Jensen and Kevin Murphy are expected.") == [
        "Robert Novak", "Maria Jensen", "Kevin Murphy",
    ]  # fmt: skip


@pytest.mark.parametrize("behind", ["t/a Vance Plumbing", "d/b/a Vance Plumbing", "w/ the keys", "c/o the office"])
def test_a_name_ends_before_letters_with_strokes(behind):
    assert [match.value for match in detect(Text.of(f"Invoice to Peter Vance {behind}\n", HERE))][:1] == ["Peter Vance"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("Mary Ellen O'Brien's SSN is 512-44-7313", "Mary Ellen O'Brien"),
        ("May Ellen O'Brien's account be closed?", "Ellen O'Brien"),  # a word that is a given name as well
    ],
)
def test_a_given_name_before_what_the_model_sees_of_a_name_belongs_to_it(text, whole):
    """What is left of a name in a redacted text identifies."""
    assert [name for name in names(text, Confidence.POSSIBLE) if "O'" in name] == [whole]


def test_titles_are_no_part_of_a_name():
    assert names("We were seen by Dr. Ngozi Okonkwo at noon.") == ["Ngozi Okonkwo"]


def test_text_without_a_sign_of_a_name_is_not_asked_about():
    plain = "the pump was repaired and the report was filed. it took 3 hours and cost 40 dollars.\n" * 40
    assert look(plain).asked == 0
    assert look(LETTER).asked > 0


def test_what_the_rules_are_sure_of_is_not_asked_about():
    content = "Approved by Jennifer Walker today.\n"
    sure = (content.index("Jennifer"), content.index(" today"))
    assert look(content).asked > 0
    assert look(content, [sure]).asked == 0


def test_the_same_words_are_asked_about_a_few_times_and_found_everywhere():
    content = "".join(f"On day {day} the meter was read by Adaeze Nwosu as usual.\n" for day in range(200))
    seen = look(content)
    assert seen.asked < 400
    assert len(seen.spans(1)) == 200


def test_a_name_that_a_comma_turns_around_is_found_whole_wherever_it_comes_again():
    before = ("Sample taken", "Order placed by ward", "Contact", "Patient moved to bed", "Copy to", "Result for")
    found = names("".join(f"{before[day % 6]} KILDARE, BENJAMIN on day {day}\n" for day in range(120)))
    assert sum("KILDARE, BENJAMIN" in name for name in found) > 100


def test_a_name_that_a_comma_and_the_end_of_a_stretch_part_is_not_looked_for_beyond_it():
    content = "".join(f"{'Adaeze Nwosu ' * 20}, Nwosu Adaeze, {word} " for word in ("Orsolya", "Thuy", "Ikechukwu"))
    assert look(content).asked > 0


def test_a_table_in_which_nobody_stands_is_left_after_a_few_rows():
    rows = "".join(f"Plot{row} Farm,{row},{row * 3},Oats\n" for row in range(400))
    assert look("Name,Id,Area,Crop\n" + rows).asked < 2_000


def test_sampled_asks_a_share_of_a_long_text_and_counts_it():
    names_model.begin("sampled")
    letters = "bcdfghklmnprstv"
    strangers = [f"{a.upper()}o{b}a{c}u{d}" for a in letters for b in letters for c in letters for d in letters[:2]]
    content = "".join(f"The meter was read by Mr {name} at noon.\n" for name in strangers)
    detect(Text.of(content, HERE))
    wanted, asked = names_model.asked()
    assert 0 < asked < 0.6 * wanted
    assert asked <= 1.1 * (names_model.FREE + names_model.PER_MEGABYTE * len(content) / 1e6)
    names_model.begin("full")
    detect(Text.of(LETTER, HERE))
    wanted, asked = names_model.asked()
    assert asked == wanted > 0


def test_what_is_asked_of_a_long_text_is_spread_to_its_end():
    content = "".join(
        f"The meter was read by Mr {a}{b}{c}vek {c}{a.lower()}dolo at noon.\n"
        for a in "BDFGK"
        for b in "aeiou"
        for c in "TLMNPRSVZ" * 9
    )
    seen = look(content, most=30)
    assert seen.wanted > 60 and 25 <= seen.windows <= 33
    assert max(seen.rows) > 0.8 * len(seen.units)


def test_off_and_without_onnxruntime_the_rules_do_what_they_can(without_model):
    by_rules = names("Please ask Jennifer Walker about it. Thuy Nguyen knows.")
    assert "Jennifer Walker" in by_rules
    assert names_model.asked() == (0, 0)
    assert names_model.effective("full") == "missing"
    names_model.begin("off")
    assert names("Please ask Jennifer Walker about it. Thuy Nguyen knows.") == by_rules


def test_code_and_logs_are_not_asked_about():
    code = "import os\n\ndef Jordan(Madison):\n    return Austin.Carter(Madison)\n\nclass Wagner:\n    pass\n"
    assert names_model.answers(scene(code)) is None
    assert names(code, Confidence.POSSIBLE) == []


def test_the_same_text_gives_the_same_answer():
    assert detect(Text.of(LETTER * 30, HERE)) == detect(Text.of(LETTER * 30, HERE))


def test_explanations_say_what_the_model_thought():
    match = next(m for m in detect(Text.of(LETTER, HERE), explain=True) if m.detector == "person-name")
    assert any("the model" in reason for reason in match.reasons)


def test_firms_files_and_places_are_no_people():
    for line in (
        "File name: Jordan",
        "The Walker & Gibson Group Ltd paid the invoice.",
        "Mail carter@example.com or see /home/Madison/notes.",
    ):
        assert names(line) == []


@pytest.mark.parametrize(
    "hostile",
    ["9" * 300_000, "@" * 300_000, "\n" * 300_000, "A" * 300_000, "A." * 150_000, "' " * 150_000, "Ж9" * 100_000],
)
def test_hostile_text_takes_no_time(hostile):
    started = time.process_time()
    look(hostile, most=20)
    assert time.process_time() - started < 4


def test_units_lie_in_the_text_and_fit_the_model():
    content = "a\u0301 \U0001f600 Zoë\u00a0x\ud800y " + "Llanfairpwllgwyngyll" * 9 + "\t\t12345678901234567890 ß"
    units = read(content)
    assert all(content[start:end] for start, end in zip(units.starts, units.ends, strict=True))
    for row in gate.segments(content, units, inference.MOST):
        assert row.pieces <= inference.MOST


def test_the_model_is_small():
    assert inference.MODEL.stat().st_size < 30_000_000


def test_a_span_without_a_letter_names_nobody():
    """A name that is cut before "c/o" may leave a blank alone, and that ended the reading of a text."""
    assert joined._names_no_person("w /x", 1, 2)
