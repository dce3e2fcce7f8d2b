"""The magnetic line of a cheque, as scanners and people write its marks: routing number and account, and not the cheque's own number."""

import pytest

from bailee.detectors import detect
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

ROUTING, ACCOUNT = "122105155", "7730918264"


def found(content):
    matches = detect(Text.of(content, Locator(("scan.txt",))), patterns_only=True)
    return {(m.detector, m.value) for m in matches if m.confidence >= Confidence.LIKELY}


@pytest.mark.parametrize(
    "line",
    [
        "⑆122105155⑆ 7730918264⑈ 0815",
        "⑆122105155⑆7730918264⑈0815",
        "⑆122105155⑆ 0815⑈7730918264⑈",
        "⑈000815⑈ ⑆122105155⑆ 7730918264⑈",
        "|:122105155|: 7730918264||' 0815",
        ":122105155: 7730918264< 0815",
        "A122105155A 7730918264C 0815",
        "T122105155T 7730918264U 0815",
        "Pay to the order of Larch Bank\nD122105155D 7730918264B 0815",
    ],
)
def test_routing_number_and_account(line):
    assert found(line) == {("us-routing-number", ROUTING), ("us-micr", ACCOUNT)}


@pytest.mark.parametrize(
    "line",
    [
        "⑆122105156⑆ 7730918264⑈ 0815",  # the check digit is wrong
        "D122105155D 7730918264B 0815",  # letters alone, and nothing of banks near
        "cache A122105155A of 12 rows",
        "at:122105155:77",
        "id|122105155|7730918264|open",
    ],
)
def test_other_marks_around_figures_are_none(line):
    assert found(line) == set()
