"""Every detector finds its valid samples and leaves its invalid ones; a detector without samples is not finished."""

from pathlib import Path

import pytest

from bailee.detectors import catalogue, detect, mask, normal_forms
from bailee.text import Text
from bailee.vocabulary import DATA_CATEGORIES, Confidence, Locator

OF_NAMES = ("person-name", "postal-address")
SAMPLES = Path(__file__).parents[1] / "samples"


def lines(ident, name):
    path = SAMPLES / ident / f"{name}.txt"
    content = path.read_text(encoding="utf-8").splitlines()
    return [line.replace("\\n", "\n") for line in content if line and not line.startswith("#")]


def found(ident, content):
    text = Text.of(content, Locator(("sample.txt",)))
    matches = [match for match in detect(text, patterns_only=ident not in OF_NAMES) if match.detector == ident]
    return [(content[slice(*text.original_span(match.start, match.end))], match.confidence) for match in matches]


@pytest.mark.parametrize("ident", [detector.ident for detector in catalogue()])
def test_valid_samples_are_found_where_they_stand(ident):
    for line in lines(ident, "valid"):
        content, _, _ = line.partition("|?")
        wanted = [part.split("]]")[0] for part in content.split("[[")[1:]]
        plain = (
            content.replace("[[", "").replace("]]", "")
            if "[[[" not in content
            else content.replace("[[[", "[").replace("]]]", "]")
        )
        wanted = [value.strip("[]") if "[[[" in content else value for value in wanted]
        matches = found(ident, plain)
        assert [value for value, _ in matches if value in wanted] == wanted or not wanted, (line, matches)
        if not line.endswith("|?"):
            assert all(confidence >= Confidence.LIKELY for _, confidence in matches), (line, matches)


@pytest.mark.parametrize("ident", [detector.ident for detector in catalogue()])
def test_invalid_samples_are_left(ident):
    for line in lines(ident, "invalid"):
        assert [match for match in found(ident, line) if match[1] >= Confidence.LIKELY] == [], line


def test_the_catalogue_is_complete():
    idents = {detector.ident for detector in catalogue()}
    fixed = """payment-card iban us-ssn us-itin us-ein us-routing-number us-bank-account email-address phone-number ip-address
        mac-address person-name postal-address date-of-birth"""
    assert set(fixed.split()) <= idents
    assert len(idents) >= 25
    for detector in catalogue():
        assert detector.category in DATA_CATEGORIES
        assert detector.source.startswith("https://")
        assert detector.examples
        assert detector.name


@pytest.mark.parametrize("ident", [detector.ident for detector in catalogue()])
def test_masks_show_at_most_four_characters_and_forms_are_named(ident):
    for line in lines(ident, "valid"):
        plain = line.removesuffix("|?").replace("[[", "").replace("]]", "")
        for match in detect(Text.of(plain, Locator(("sample.txt",))), patterns_only=ident not in OF_NAMES):
            shown = mask(match)
            assert match.value not in shown
            assert sum(map(str.isdigit, shown)) <= 4
            forms = normal_forms(match)
            assert forms and all(form and value for form, value in forms)
