"""Check digits by name, for detectors of one's own: the usual ones, or any module of python-stdnum.

>>> passes("luhn", "4539 5787 6362 1486"), passes("mod97", "12345676"), passes("verhoeff", "2363"), passes("us.ssn", "512-44-7313")
(True, True, True, True)
>>> passes("luhn", "4539 5787 6362 1487")
False
>>> passes("luhn", "LC12345674")
True
>>> known("luhn"), known("de.idnr"), known("os.path")
(True, True, False)
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec

from stdnum.exceptions import ValidationError

USUAL = {
    "luhn": "luhn",
    "verhoeff": "verhoeff",
    "damm": "damm",
    "mod97": "iso7064.mod_97_10",
    "mod11-2": "iso7064.mod_11_2",
    "mod11-10": "iso7064.mod_11_10",
    "mod37-2": "iso7064.mod_37_2",
    "mod37-36": "iso7064.mod_37_36",
}
OF_FIGURES = frozenset(["luhn", "verhoeff", "damm", "mod11-10"])  # letters before a number are no part of it to these
_NAME = re.compile(r"[a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*){0,2}")
_APART = re.compile(r"[^0-9A-Za-z]+")
_LETTERS = re.compile(r"[^0-9]+")


def known(name: str) -> bool:
    """Whether there is a check of that name."""
    return _check(name) is not None


def passes(name: str, value: str) -> bool:
    """Whether a value passes the check; blanks and marks in it do not count, nor letters where the check knows figures alone."""
    check = _check(name)
    apart = _LETTERS if name in OF_FIGURES else _APART
    return check is not None and check(apart.sub("", value).upper())


@cache
def _check(name: str) -> Callable[[str], bool] | None:
    module = USUAL.get(name, name.removeprefix("stdnum."))
    if not _NAME.fullmatch(module):
        return None
    full = f"stdnum.{module}"
    try:
        if find_spec(full) is None:
            return None
        validate = getattr(importlib.import_module(full), "validate", None)
    except ImportError:
        return None
    if validate is None:
        return None

    def check(value: str) -> bool:
        try:
            validate(value)
        except (ValidationError, ValueError):
            return False
        return True

    return check
