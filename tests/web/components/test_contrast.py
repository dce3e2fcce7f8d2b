"""Colours of the pages, computed from the stylesheets: text 4.5 at least on every ground, marks and edges 3."""

from __future__ import annotations

import re

import pytest

from bailee.web import assets
from reports.test_contrast import STATES, contrast, tokens

CSS = assets._all()["bailee.css"].content.decode()
TOKENS = assets._all()["tokens.css"].content.decode()
SCHEMES = ("light", "dark", "print")
GROUNDS = ("paper", "surface", "sunk", "sel", *(f"{state}-tint" for state in STATES))


def weak(scheme: str, pairs: list[tuple[str, str]], least: float) -> dict[tuple[str, str], float]:
    of = tokens(scheme)
    values = {pair: round(contrast(of[pair[0]], of[pair[1]]), 2) for pair in pairs}
    return {pair: value for pair, value in values.items() if value < least}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_can_be_read_on_every_ground(scheme: str) -> None:
    pairs = [(text, ground) for text in ("ink", "ink2", "ink3", "link") for ground in GROUNDS]
    pairs += [(state, ground) for state in STATES for ground in ("paper", "surface", "sel", f"{state}-tint")]
    pairs += [("paper", "ink"), ("paper", "ink2"), ("paper", "link")]  # the main act, its hover, a selection
    pairs += [("ink", f"amount-{step}") for step in (1, 2, 3)] + [("paper", f"amount-{step}") for step in (4, 5)]
    assert weak(scheme, pairs, 4.5) == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_mark_and_edge_can_be_seen(scheme: str) -> None:
    pairs = [(f"{state}-mark", ground) for state in STATES for ground in ("paper", "sel", f"{state}-tint")]
    pairs += [(mark, ground) for mark in ("edge", "link") for ground in ("paper", "surface", "sel")]
    pairs += [("amount", "sunk"), ("unknown-mark", "sunk"), ("ink", "sunk"), ("ink2", "paper")]
    pairs += [("on-state", f"{state}-mark") for state in STATES]
    assert weak(scheme, pairs, 3) == {}


def test_the_two_ways_to_dark_are_the_same() -> None:
    blocks = re.findall(r"(?:not\(\[data-theme=\"light\"\]\)|\[data-theme=\"dark\"\]) \{(.*?)\}", TOKENS, re.S)
    assert len(blocks) == 2
    one, other = (dict(re.findall(r"--([a-z0-9-]+): ([^;]+);", block)) for block in blocks)
    assert one == other and one.keys() == tokens("light").keys() | {"shadow"}


def test_no_colour_stands_outside_the_tokens_and_no_token_is_missing() -> None:
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b|rgba?\(|hsla?\(", CSS) == []
    used = set(re.findall(r"var\(--([a-z0-9-]+)", CSS))
    given = set(re.findall(r"--([a-z0-9-]+):", TOKENS + CSS))
    assert used <= given


def test_a_rule_is_said_once() -> None:
    said: dict[tuple[tuple[str, ...], str, str], int] = {}
    inside: list[str] = []
    for block in re.finditer(r"([^{};]+)\{([^{}]*)\}|(@[^{};]+)\{|\}", re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)):
        if block[3]:
            inside.append(block[3].strip())
        elif block[0] == "}":
            del inside[-1:]
        else:
            for name in re.findall(r"(?:^|;)\s*([\w-]+):", block[2]):
                place = (tuple(each for each in inside if each.startswith("@media")), block[1].strip(), name)
                said[place] = said.get(place, 0) + 1
    assert len(said) > 500 and [place for place, times in said.items() if times > 1] == []
