"""Words of the page that one signs on: one catalogue a language, all with the same keys (a test compares).

>>> wording("es")("minutes", count=4)
'unos 4 minutos'
>>> wording("fr")("sign")
'Sign'
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from functools import cache
from importlib import resources

_MONTHS = ("enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre")  # fmt: skip


@cache
def catalogues() -> Mapping[str, Mapping[str, str]]:
    text = resources.files("bailee.web.signing").joinpath("words.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def wording(language: str) -> Callable[..., str]:
    """Words in a language, in English where there are none in it."""
    words = catalogues().get(language.partition("-")[0]) or catalogues()["en"]

    def said(name: str, **values: object) -> str:
        # replaced one by one: a name that looks like a place to fill is a name
        text = words[name]
        parts = text.split("{")
        return parts[0] + "".join(str(values[each.partition("}")[0]]) + each.partition("}")[2] for each in parts[1:])

    return said


def name_of(language: str) -> str:
    """What a language calls itself."""
    return catalogues().get(language.partition("-")[0], {}).get("name", language)


def day_in(language: str, at: date | datetime) -> str:
    """
    >>> day_in("es", date(2026, 12, 14)), day_in("en", date(2026, 12, 14))
    ('14 de diciembre de 2026', 'Mon 14 Dec 2026')
    """
    if language.startswith("es"):
        return f"{at.day} de {_MONTHS[at.month - 1]} de {at.year}"
    return f"{at:%a} {at.day} {at:%b %Y}"
