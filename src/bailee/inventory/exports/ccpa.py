"""The categories of the CCPA, A to L: which are held, about whom, what for, who gets them, how long they are kept.

For a notice at collection (Cal. Civ. Code § 1798.100(a)). Whether something is sold or shared is not in the record: say it there.
"""

from __future__ import annotations

from collections.abc import Iterable

from bailee import vocabularies
from bailee.inventory.activities import NOBODY
from bailee.inventory.record import Entry, Record
from bailee.rendering.spreadsheet import csv_text
from bailee.vocabulary import DATA_CATEGORIES

LABEL = "CCPA categories A to L, CSV"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv; charset=utf-8"
HEADS = (
    "Category", "As the statute names it", "Held", "Kinds of data", "About", "Purposes", "Disclosed to", "Kept", "Sensitive, and when",
    "Sold or shared",
)  # fmt: skip


def write(record: Record) -> str:
    ccpa = vocabularies.load("ccpa")
    return "\ufeff" + csv_text(HEADS, (_row(letter, words, record) for letter, words in ccpa.letters.items()))


def _row(letter: str, words: str, record: Record) -> tuple[object, ...]:
    kinds: list[str] = []
    entries: list[Entry] = []
    when: list[str] = []
    for entry in record.entries:
        own = [each for each in entry.activity.categories if letter in letters_of(each)]
        if own:
            entries.append(entry)
            kinds += own
    for kind in dict.fromkeys(kinds):
        sensitive = vocabularies.load("ccpa").of("categories", kind).sensitive
        if sensitive:
            when.append(f"{_label(kind)}: {sensitive}")
    activities = [entry.activity for entry in entries]
    disclosed = dict.fromkeys(each for activity in activities for each in activity.recipients)
    unsaid = any(not activity.recipients for activity in activities)
    return (
        letter, words, "yes" if kinds else "no", _lines(map(_label, dict.fromkeys(kinds))),
        _lines(dict.fromkeys(subject.value for activity in activities for subject in activity.subjects)),
        _lines(dict.fromkeys(purpose for activity in activities for purpose, _ in activity.purposes)),
        _lines([*(each for each in disclosed if each != NOBODY or len(disclosed) == 1), *(["not said for all"] if unsaid else [])]),
        _lines(dict.fromkeys(activity.kept or "not said" for activity in activities)), _lines(when), "not said" if kinds else "",
    )  # fmt: skip


def letters_of(category: str) -> tuple[str, ...]:
    """Letters of a kind of data; L where it is sensitive by itself.

    >>> letters_of("social-security-number"), letters_of("bank-account")
    (('A', 'B', 'L'), ('B',))
    """
    mapped = vocabularies.load("ccpa").of("categories", category)
    always = mapped.sensitive and " if " not in mapped.sensitive
    return (*mapped.terms, "L") if always else mapped.terms


def _label(kind: str) -> str:
    return DATA_CATEGORIES[kind].label if kind in DATA_CATEGORIES else kind


def _lines(values: Iterable[str]) -> str:
    return "\n".join(values)
