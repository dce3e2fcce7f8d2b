"""Regular expressions of other people: what is slow is refused, what is not is let through, and no trigger loses a match."""

from __future__ import annotations

import random
import re
import subprocess
import sys
import time

import pytest

from bailee.detectors.expressions import faults, nearly, triggers, widths

# Published examples of expressions that never end, and their like.
ENDLESS = [
    r"X(a+)+$Y".replace("$", ""), r"X(a|aa)+Y", r"X(a|a)*Y", r"X(a*)*Y", r"X(\w+\s?)+Y", r"X(.*,)*.Y", r"X([a-z]+[a-z]*)+Y",
    r"X(\d+\.?)+Y", r"X(?:(?:\w|[a-f])+-?)+Y", r"X(x+x+)+Y", r"X(?:a?){50}a{50}Y", r"X(?:\d{1,9} ?){9}Y", r"X(([a-z])+.)+[A-Z]Y",
    r"X(?:a|ab|bc|c)*Y", r"P(?:(?:a{1,10}){1,10}){1,10}Q", r"X(?=(\w+)+-)Y", r"X(?:[^@]|@@?)*Y",
]  # fmt: skip
SQUARE = [r"A\d+ ?\d+Z", r"X.*Y.*Z", r"X\s*\w*\s*\w*,Y", r"X[a-z]{0,90}[a-z]{0,90}Y"]
GOOD = [
    r"C-\d{5}", r"\d{2,6}[- ]?\d{2,6}", r"(?:\d{4} ?){4}", r"(?:[A-Z]{2} ?){1,3}\d{6}", r"X(?:\w+\s)+Y", r"EMP-\d+", r"X(?:[a-z]+,)*[a-z]+Y",
    r"(?i)emp(?:loyee)? ?no[.:]? ?\d{4,6}", r"\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}\b", r"(?:Foo|Barbaz|Quux) Ltd", r"[^\W\d_]{3}-\d{4}",
    r"X[^,]*,[^,]*,\d", r"(?<!\d)\d{3}(?!\d)", r"Zürich[- ]\d+",
]  # fmt: skip


@pytest.mark.parametrize("pattern", ENDLESS)
def test_what_never_ends_is_refused(pattern: str) -> None:
    assert any("ever more ways" in fault or "may be empty" in fault for fault in faults(pattern)), faults(pattern)


@pytest.mark.parametrize("pattern", SQUARE)
def test_what_grows_with_the_square_is_refused(pattern: str) -> None:
    assert any("can share one text" in fault for fault in faults(pattern))


@pytest.mark.parametrize("pattern", GOOD)
def test_what_is_quick_is_let_through(pattern: str) -> None:
    assert faults(pattern) == []


@pytest.mark.parametrize(
    ("pattern", "said"),
    [
        ("(", "no regular expression"), ("", "empty text"), ("a*", "empty text"), (r"(a)\1", "refers back"), ("^A1$", "start or end"),
        (r"\w+@corp", "begins with a repeat"), (r"(?:-|\d*)X", "begins with a repeat"), (r"(?:[a-z]{300}[0-9]{300}){2}", "too long"),
    ],
)  # fmt: skip
def test_other_faults_are_said(pattern: str, said: str) -> None:
    assert any(said in fault for fault in faults(pattern)), faults(pattern)


@pytest.mark.parametrize("pattern", [r"X(a|aa)+Y", r"X(\w+\s?)+Y", r"X(a*)*Y"])
def test_the_texts_to_try_it_on_do_make_a_slow_one_slow(pattern: str) -> None:
    """That the trial would notice what the automaton says: `re` does not come back within a second."""
    code = f"import re\nfrom bailee.detectors.expressions import nearly\nfor t in nearly({pattern!r}, 300): re.search({pattern!r}, t)"
    with pytest.raises(subprocess.TimeoutExpired):
        subprocess.run([sys.executable, "-c", code], timeout=3, check=True)


@pytest.mark.parametrize(
    "pattern",
    [
        "X(?:" + "[a-z]?" * 100 + "-)+Y", "(" * 500 + "a" + ")" * 500, "a" * 1_000_000, "(?:a{1000}){1000}", "a{99999999999}",
        "X(?:" + "|".join(f"w{number}[a-z]*" for number in range(60)) + ")+Y", "X" + "[a-z]*[0-9]*" * 60 + "Y", "[", "(?P<value",
    ],
    ids=range(9),
)  # fmt: skip
def test_what_is_too_much_to_be_checked_is_refused_at_once(pattern: str) -> None:
    before = time.process_time()
    assert faults(pattern)
    assert time.process_time() - before < 10


def _random_pattern(rng: random.Random, depth: int = 0) -> str:
    def one() -> str:
        kind = rng.randrange(8 if depth < 2 else 5)
        if kind == 5:
            return f"(?:{_random_pattern(rng, depth + 1)}|{_random_pattern(rng, depth + 1)})"
        if kind == 6:
            return f"(?:{_random_pattern(rng, depth + 1)}){{1,{rng.randint(1, 3)}}}"
        if kind == 7:
            return f"(?i:{_random_pattern(rng, depth + 1)})"
        piece = ("a", "B", r"\d", "[a-c]", "[^a]")[kind]
        return piece + rng.choice(["", "", "", "?", "{2}", "{1,3}"])

    return "".join(one() for _ in range(rng.randint(1, 4)))


def test_every_match_holds_one_of_the_triggers() -> None:
    """Random expressions over random texts, characters beyond ASCII among them, as the engine sees them."""
    rng = random.Random(5)
    tried = 0
    for _ in range(400):
        pattern = _random_pattern(rng)
        stops, _often = triggers(pattern)
        if not stops or not widths(pattern)[0]:
            continue
        stop = re.compile(b"|".join(stops))
        text = "".join(rng.choice("aabBAc0129 é–?") for _ in range(300))
        for match in re.finditer(pattern, text):
            tried += 1
            seen = f"\n{text}\n".encode("ascii", "replace")[match.start() : match.end() + 2]
            assert stop.search(seen), pattern
    assert tried > 2_000


def test_the_texts_to_try_are_the_same_every_time() -> None:
    assert list(nearly(r"X(?:\w+ )+Y", 200)) == list(nearly(r"X(?:\w+ )+Y", 200))
    assert {len(text) for text in nearly(r"X(?:\w+ )+Y", 200)} == {200}
