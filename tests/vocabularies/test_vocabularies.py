"""Every word of ours has a term of each vocabulary, or a stated gap; and each term is one that was published."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bailee import vocabularies
from bailee.vocabulary import DATA_CATEGORIES, LawfulBasis, Role, SubjectCategory

HERE = Path(__file__).parent
OURS = {
    "categories": tuple(DATA_CATEGORIES),
    "subjects": tuple(SubjectCategory),
    "bases": tuple(LawfulBasis),
    "roles": tuple(Role),
    "purposes": tuple(vocabularies.purposes()),
    "measures": tuple(vocabularies.measures()),
}


def published(file: str) -> frozenset[str]:
    lines = (HERE / file).read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def said(vocabulary: str, table: str) -> Iterator[tuple[str, vocabularies.Mapped]]:
    for ident in OURS[table]:
        yield ident, vocabularies.load(vocabulary).of(table, ident)


@pytest.mark.parametrize("table", OURS)
@pytest.mark.parametrize("vocabulary", ["dpv", "fideslang"])
def test_every_word_of_ours_has_a_term_or_a_stated_gap(vocabulary: str, table: str) -> None:
    silent = [ident for ident, mapped in said(vocabulary, table) if not mapped.terms and mapped.gap in ("", "no entry")]
    both = [ident for ident, mapped in said(vocabulary, table) if mapped.terms and mapped.gap]
    assert not silent and not both


@pytest.mark.parametrize("vocabulary", vocabularies.idents())
def test_a_vocabulary_names_nothing_that_is_not_ours(vocabulary: str) -> None:
    for table, rows in vocabularies.load(vocabulary).tables.items():
        assert set(rows) == set(OURS[table])


def test_every_term_of_dpv_was_published() -> None:
    terms = published("dpv-2.2.txt")
    used = {term for table in OURS for _, mapped in said("dpv", table) for term in (*mapped.terms, *mapped.broader)}
    assert used and used <= terms


@pytest.mark.parametrize(
    ("table", "part"), [("categories", "data_categories"), ("purposes", "data_uses"), ("subjects", "data_subjects")]
)
def test_every_key_of_fideslang_was_published(table: str, part: str) -> None:
    keys = {key.removeprefix(f"{part} ") for key in published("fideslang-3.1.4.txt") if key.startswith(f"{part} ")}
    used = {key for _, mapped in said("fideslang", table) for key in (*mapped.terms, *mapped.broader)}
    assert used and used <= keys


def test_every_category_has_its_letters_of_the_ccpa() -> None:
    letters = vocabularies.load("ccpa").letters
    assert set(letters) == set("ABCDEFGHIJKL")
    for ident, mapped in said("ccpa", "categories"):
        assert (mapped.terms or mapped.gap) and set(mapped.terms) <= set(letters) - {"L"}, ident


def test_what_the_ccpa_names_as_sensitive_is_marked() -> None:
    """§ 1798.140(ae): each of its points that we have a kind for."""
    ccpa = vocabularies.load("ccpa")
    always = {
        ident for ident, mapped in said("ccpa", "categories") if mapped.sensitive and " if " not in mapped.sensitive
    }
    assert {
        "social-security-number",
        "passport",
        "driving-licence",
        "credentials",
        "genetic-and-family-history",
    } <= always
    assert {"medical-records", "drug-and-alcohol-tests", "union-membership", "location-tracks"} <= always
    assert " if " in ccpa.of("categories", "bank-account").sensitive
    assert not ccpa.of("categories", "email-address").sensitive


@pytest.mark.parametrize("vocabulary", vocabularies.idents())
def test_each_vocabulary_says_where_it_comes_from(vocabulary: str) -> None:
    told = vocabularies.load(vocabulary)
    assert told.name and told.edition and told.source and told.licence


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("paying wages", "paying-staff"),
        ("payroll tax", "payroll-tax"),
        ("protection of premises", "protecting-premises"),
        ("collecting payment", "collecting-payment"),
        ("keeping business records", "keeping-records"),
        ("work at the border", None),
    ],
)
def test_a_purpose_is_known_by_its_words(words: str, purpose: str | None) -> None:
    assert vocabularies.purpose_of(words) == purpose
