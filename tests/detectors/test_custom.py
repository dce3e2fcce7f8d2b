"""Detectors of one's own: what a file may say, what is refused and why, and that a good one is found wherever text is read."""

from __future__ import annotations

import json
import random
import re
import time
from pathlib import Path

import pytest

from bailee.detectors import catalogue
from bailee.detectors.custom import load, own_detectors, own_matches, problems, read
from bailee.detectors.plans import plan_of
from bailee.detectors.search import Search
from bailee.errors import InvalidInput
from bailee.own import Own
from bailee.text import Text
from bailee.vocabulary import DATA_CATEGORIES, Locator
from cli.running import run

CUSTOMER = """
name = "Customer number"
category = "business-identifier"
regex = 'C-\\d{5}'
labels = ["customer no"]
must_match = ["Please quote [[C-48213]].", "customer no\\tname\\nC-48213\\tJane"]
must_not_match = ["AC-48213", "C-482134"]
"""
CARD = """
name = "Fuel card"
category = "payment-card"
regex = '7\\d{3}(?:[ -]?\\d{4}){3}'
check_digit = "luhn"
context = ["fuel card"]
needs = "context"
must_match = ["fuel card [[7083 2400 0000 0007]]"]
must_not_match = ["fuel card 7083 2400 0000 0006", "number 7083240000000007"]
"""
WORDS = """
name = "Project"
category = "business-identifier"
words = ["Falcon", "Zürich Nord", "Falcon Two"]
must_match = ["about [[falcon two]] in [[zürich  nord]]", "[[FALCON]]"]
must_not_match = ["falcons"]
"""


def _said(content: str, **changed: str) -> list[str]:
    lines = [line for line in content.splitlines() if line.partition(" =")[0] not in changed]
    lines += [f"{key} = {value}" for key, value in changed.items() if value]
    return [problem.what for each in read("\n".join(lines), "a.toml") for problem in problems(each) if problem.refused]


@pytest.mark.parametrize("content", [CUSTOMER, CARD, WORDS])
def test_good_ones_have_nothing_wrong(content: str) -> None:
    assert problems(read(content, "a.toml")[0]) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"regex": r"'(\w+\s?)+:'"}, "ever more ways"),
        ({"regex": r"'\w+-\d{5}'"}, "begins with a repeat"),
        ({"regex": "'x*'"}, "empty text"),
        ({"regex": r"'\w{1,20}'", "must_match": "[]"}, "no example in must_match"),
        ({"must_not_match": '["C-11111"]'}, "must_not_match, example 1: it matches characters 1 to 7"),
        ({"must_match": '["C-4821"]'}, "must_match, example 1: the pattern is not in it"),
        ({"must_match": '["AC-48213"]'}, "a letter or digit right beside it"),
        ({"must_match": '["c-48213"]'}, "in other case"),
        ({"must_match": '["id [[-48213]] C-48213"]'}, "not exactly what [[ ]] marks"),
        ({"check_digit": '"lunh"'}, 'no check digit "lunh"'),
        ({"check_digit": '"luhn"'}, "its check digit (luhn) is wrong"),
        ({"regex": r"'X[a-z ]{0,31}[a-z ]{0,31}[a-z ]{0,31}[a-z ]{0,31}Y'", "must_match": '["XabY"]'}, "too slow"),
        ({"regex": r"'(?:\d?[a-z]?){1,9}x?'", "must_match": '["1a"]'}, "may be empty"),
        ({"regex": "", "words": '["of", "Falcon"]', "must_match": '["Falcon"]'}, "word 1 is shorter"),
    ],
)
def test_bad_ones_are_refused_with_the_reason(changed: dict[str, str], said: str) -> None:
    assert any(said in what for what in _said(CUSTOMER, **changed)), _said(CUSTOMER, **changed)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("name = ", "is no TOML"),
        (CUSTOMER.replace("category", "categori"), 'no key "categori"'),
        (CUSTOMER.replace("business-identifier", "customers"), 'no category "customers"'),
        (CUSTOMER.replace('name = "Customer number"', ""), "no name"),
        (CUSTOMER + 'words = ["a word"]', 'either "regex" or "words"'),
        (CUSTOMER + 'needs = "luck"', "neither"),
        (CUSTOMER + 'confidence = "sure"', "none of possible, likely, verified"),
        (CUSTOMER + 'words_file = "../../etc/passwd"', "no file beside this one"),
        (CUSTOMER + "whole = 1", 'no key "whole"'),
        ("[[detector]]\n" + CUSTOMER + "[other]\na = 1", "outside [[detector]]"),
    ],
)
def test_a_file_that_makes_no_sense_says_where(content: str, said: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        read(content, "a.toml", Path("/nowhere"))
    assert said in str(caught.value) and caught.value.hint


def test_a_refused_one_does_not_run(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(CUSTOMER.replace(r"C-\d{5}", r"C(\w+\s?)+-"))
    with pytest.raises(InvalidInput, match="ever more ways"):
        load([tmp_path])


def test_a_label_and_a_column_make_it_sure() -> None:
    (definition,) = read(CUSTOMER, "a.toml")
    table = Text.table([["customer no", "x"], ["C-11111", "1"]], Locator(("t.csv",)))
    sure = {match.confidence.value for match in Own((definition,)).detect(table)}
    assert sure == {"verified"}
    assert [match.confidence.value for match in own_matches("see C-11111", (definition,))] == ["likely"]


NICKNAME = """
name = "Nickname"
category = "online-handle"
regex = '[a-z]{4,9}'
labels = ["nickname"]
needs = "label"
must_match = ["Nickname: [[moonlit]], of 4 June"]
must_not_match = ["moonlit walk"]
"""


def test_one_that_stops_nowhere_runs_after_its_labels_only() -> None:
    (definition,) = read(NICKNAME, "a.toml")
    assert problems(definition) == []
    (bare,) = read(NICKNAME.replace('needs = "label"', ""), "a.toml")
    assert any("which is slow" in problem.what for problem in problems(bare))


def test_hostile_text_takes_no_longer_than_it_is_long() -> None:
    """A value of 500 digits is nobody's, and a megabyte of them is no trouble."""
    (definition,) = read(CUSTOMER.replace(r"C-\d{5}", r"C-\d+"), "a.toml")
    assert own_matches("C-" + "1" * 500, (definition,)) == []
    assert own_matches("C-" * 200_000 + "1" * 200_000, (definition,)) == []
    assert len(own_matches("C-1 " * 2_000, (definition,))) == 2_000


def test_it_is_found_by_detect_and_scan_and_listed(tmp_path: Path) -> None:
    file, place, home = tmp_path / "own.toml", tmp_path / "place", tmp_path / "home"
    file.write_text("[[detector]]\n" + CUSTOMER + "[[detector]]\n" + WORDS)
    place.mkdir()
    (place / "letter.txt").write_text("Customer no: C-48213, about Falcon Two\n")
    (place / "C-55555.txt").write_text("nothing")
    out = tmp_path / "r.json"
    for words in (("--no-store",), ()):
        run("scan", place, "--jobs", "1", "--detectors", file, "--report", out, *words, home=home)
        told = json.loads(out.read_text("utf-8"))
        found = sorted((each["detector"], "/".join(each["locator"])) for each in told["findings"])
        assert found == [
            ("custom-customer-number", "letter.txt"),
            ("custom-customer-number", "•••.txt"),
            ("custom-project", "letter.txt"),
        ]
    listed = {
        row["ident"] for row in json.loads(run("detectors", "list", "--json", "--detectors", file, home=home).stdout)
    }
    assert listed - {each.ident for each in catalogue()} == {"custom-customer-number", "custom-project"}


def test_those_in_the_home_run_without_being_named_and_a_changed_one_reads_again(tmp_path: Path) -> None:
    home, place = tmp_path / "home", tmp_path / "place"
    (home / "detectors").mkdir(parents=True)
    place.mkdir()
    (place / "a.txt").write_text("C-48213 and D-48213\n")
    run("scan", place, "--jobs", "1", home=home)
    for letter, count in (("C", 1), ("D", 1), ("[CD]", 2)):
        (home / "detectors" / "own.toml").write_text(
            f'name = "N"\ncategory = "business-identifier"\nregex = "{letter}-[0-9]{{5}}"\nmust_match = ["{letter[-2:][0]}-48213"]'
        )
        run("scan", place, "--jobs", "1", home=home)
        found = json.loads(run("findings", "--json", home=home).stdout)["findings"]
        assert [each["detector"] for each in found] == ["custom-n"] * count


def test_the_check_says_everything_and_leaves_with_one(tmp_path: Path) -> None:
    file = tmp_path / "own.toml"
    file.write_text("[[detector]]\n" + CUSTOMER + "[[detector]]\n" + CARD.replace("0007]]", "0006]]"))
    done = run("detectors", "check", file)
    assert done.exit_code == 1
    assert "✓ custom-customer-number" in done.stdout and "its check digit (luhn) is wrong" in done.stdout
    rows = json.loads(run("detectors", "check", file, "--json").stdout)
    assert [row["ok"] for row in rows] == [True, False]


def test_both_engines_find_what_the_expression_alone_finds() -> None:
    """Two megabytes of text that is full of near misses, in each language of the samples."""
    definitions = [read(content, "a.toml")[0] for content in (CUSTOMER, WORDS)]
    rng = random.Random(4)
    near = [
        "C-48213",
        "c-48213",
        "C-4821",
        "AC-48213",
        "C–48213",
        "FALCON",
        "falcons",
        "Zürich Nord",
        "ZÜRICH  NORD",
        "Falcon\nTwo",
        "身份",
        "é",
    ]
    text = Text.of(
        " ".join(rng.choice(near) + rng.choice(["", ".", ",x", " and", "\n"]) for _ in range(200_000)),
        Locator(("a.txt",)),
    )
    for definition in definitions:
        alone = {match.span() for match in re.finditer(definition.pattern, text.content)}
        for portable in (False, True):
            raw = Search(text, plan_of(own_detectors([definition]), portable)).candidates()
            assert {(start, end) for start, end, *_ in raw} == alone and len(alone) > 10_000


def test_a_long_list_of_words_is_quick_and_whole() -> None:
    rng = random.Random(6)
    listed = sorted({"".join(rng.choice("abdeiklmnorstu") for _ in range(rng.randint(4, 14))) for _ in range(1_000)})
    content = f"name = 'Names'\ncategory = 'online-handle'\nwords = {listed}\nmust_match = ['{listed[7]}']\nmust_not_match = ['x']"
    (definition,) = read(content, "a.toml")
    assert problems(definition) == []
    text = " ".join(listed)
    assert {match.value for match in own_matches(text, (definition,))} == set(listed)
    before = time.process_time()
    assert own_matches("the quick brown fox jumps over no dog " * 25_000, (definition,)) == []
    assert time.process_time() - before < 5


def test_every_category_may_be_named() -> None:
    for category in DATA_CATEGORIES:
        assert read(CUSTOMER.replace("business-identifier", category), "a.toml")[0].category == category
