"""What stands right behind another value of its kind is found as well: an example of each detector, twice."""

import ast
import doctest
import importlib
import pkgutil
from collections.abc import Iterator
from functools import cache

import pytest

import bailee.detectors
from bailee.detectors.engine import found


@cache
def examples() -> tuple[tuple[str, str, str], ...]:
    """Ident, text and value of each example in which a detector finds one thing."""
    return tuple(dict.fromkeys(_examples()))


def _examples() -> Iterator[tuple[str, str, str]]:
    for module in pkgutil.walk_packages(bailee.detectors.__path__, "bailee.detectors."):
        doc = importlib.import_module(module.name).__doc__ or ""
        for example in doctest.DocTestParser().get_examples(doc):
            call = ast.parse(example.source.strip(), mode="eval").body if example.source.startswith("found(") else None
            told = (
                [each.value for each in call.args if isinstance(each, ast.Constant)]
                if isinstance(call, ast.Call)
                else []
            )
            if len(told) == 2:
                ident, text = map(str, told)
                values = found(ident, text)
                if len(values) == 1:
                    yield ident, text, values[0][0]


def test_there_are_examples_of_most_detectors() -> None:
    assert len({ident for ident, _, _ in examples()}) > 250


@pytest.mark.parametrize("between", ["\n", " ", "\n\n"])
def test_an_example_twice_is_two_values(between: str) -> None:
    alone = {
        (ident, text)
        for ident, text, value in examples()
        if not (between == " " and "\n" in text)  # several lines do not follow one another in one
        and sum(each == value for each, _ in found(ident, text + between + text)) < 2
    }
    assert alone == set()


def test_a_list_of_ibans_with_a_wrong_one_among_them() -> None:
    ibans = [
        "DE89370400440532013000",
        "GB29NWBK60161331926818",
        "FR7630006000011234567890189",
        "GB29 NWBK 6016 1331 9268 19",
    ]
    right = [ibans[0], ibans[2], ibans[3]]
    for between in ("\n", " ", " to ", ", "):
        assert [value for value, _ in found("iban", between.join(ibans))] == right
