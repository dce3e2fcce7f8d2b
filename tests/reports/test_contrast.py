"""Colours of the page: text on every ground it stands on has a contrast of 4.5 at least, marks and edges 3."""

from __future__ import annotations

import re

import pytest

from bailee.reports.page import asset

CSS = asset("bailee.css").decode()
STATES = ("green", "amber", "red", "unknown")


def tokens(scheme: str) -> dict[str, str]:
    """Tokens of a scheme, read from the stylesheet as a browser would take them."""
    light = re.search(r":root \{(.*?)\}", CSS, re.S)
    dark = re.search(r"prefers-color-scheme: dark\) \{\s*:root\S* \{(.*?)\}", CSS, re.S)
    printed = re.search(r"@media print \{\s*:root:root \{(.*?)\}", CSS, re.S)
    assert light and dark and printed
    found = {"light": light, "dark": dark, "print": printed}[scheme]
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6});", found[1]))


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_the_measure_is_the_one_of_the_norm() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_text_can_be_read(scheme: str) -> None:
    of = tokens(scheme)
    grounds = ["paper", "sel", *(f"{state}-tint" for state in STATES)]
    pairs = [(text, ground) for text in ("ink", "ink2", "ink3") for ground in grounds]
    pairs += [(state, ground) for state in STATES for ground in ("paper", f"{state}-tint")]
    pairs += [("link", "paper"), ("link", "sel")]
    weak = {pair: round(contrast(of[pair[0]], of[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < 4.5} == {}


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_marks_edges_and_bars_can_be_seen(scheme: str) -> None:
    of = tokens(scheme)
    pairs = [(f"{state}-mark", ground) for state in STATES for ground in ("paper", f"{state}-tint")]
    pairs += [
        ("edge", "paper"),
        ("link", "paper"),
        ("amount", "sunk"),
        ("unknown-mark", "sunk"),
        ("on-state", "red-mark"),
    ]
    weak = {pair: round(contrast(of[pair[0]], of[pair[1]]), 2) for pair in pairs}
    assert {pair: value for pair, value in weak.items() if value < 3} == {}


def test_the_three_schemes_name_the_same_tokens() -> None:
    assert tokens("light").keys() == tokens("dark").keys() == tokens("print").keys()


def test_no_colour_stands_outside_the_tokens() -> None:
    rules = re.sub(r":root\S* \{.*?\}", "", CSS, flags=re.S)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", rules) == []
