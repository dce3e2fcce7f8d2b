"""Words of letters about requests and of statements, by gettext: one file a language, in `languages/`.

>>> wording("fr")("title.extended"), wording("fi")("title.extended")
('Il nous faut plus de temps', 'We need more time')
"""

from __future__ import annotations

from bailee.catalogues import Catalogue, Words

_CATALOGUE = Catalogue("bailee.data_subject_requests")


def languages() -> tuple[str, ...]:
    """By BCP 47 code."""
    return _CATALOGUE.languages()


def wording(language: str) -> Words:
    """The words of a language, English where there are none of it."""
    return _CATALOGUE.words_or_english(language)
