"""Home and work are told apart by labels, neighbours, heads of columns and sections."""

import pytest

from bailee.detectors.interface import Scene
from bailee.detectors.use_of import use_at
from bailee.text import Text
from bailee.vocabulary import Locator


def uses(content):
    """The use of each [[value]], `-` where nothing tells."""
    spans, plain = [], ""
    for part in content.split("]]"):
        head, _, value = part.partition("[[")
        plain += head
        if value:
            spans.append((len(plain), len(plain) + len(value)))
            plain += value
    scene = Scene(Text.of(plain, Locator(("a.txt",))))
    told = [use_at(scene, start, end) for start, end in spans]
    return " ".join(one.use if one else "-" for one in told)


@pytest.mark.parametrize(
    ("content", "wanted"),
    [
        ("Home: [[212-736-5000]] Work: [[212-736-5001]]", "personal work"),
        ("Home phone [[212-736-5000]], office [[212-736-5001]]", "personal work"),
        ("[[212-736-5000]] (home), [[212-736-5001]] (office)", "personal work"),
        ("[[212-736-5000]] home, [[212-736-5001]] work", "personal work"),
        ("H: see overleaf. Call [[212-736-5000]]", "-"),
        ("my desk is [[212-736-5000]] and you reach me privately, at home, on [[212-736-5001]]", "work personal"),
        ("Mobile: [[212-736-5000]]", "personal"),
        ("Work cell: [[212-736-5000]]", "work"),
        ("workPhone=[[212-736-5000]]&homePhone=[[212-736-5001]]", "work personal"),
        ("Direct line [[212-736-5000]]", "work"),
        ("direct deposit, questions to [[212-736-5000]]", "-"),
        ("see our home page or ring [[212-736-5000]]", "-"),
        ("Microsoft Office help: [[212-736-5000]]", "-"),
        ("tel. privat [[030 1234567]], dienstlich [[030 7654321]]", "personal work"),
        ("Domicile : [[01 44 55 66 77]]\nBureau : [[01 44 55 66 78]]", "personal work"),
        ("自宅電話 [[03-1234-5678]] 勤務先 [[03-1234-5679]]", "personal work"),
        ("Home address\n[[12 Oak Street]]", "personal"),
        ("EMERGENCY CONTACT\nName: Jane Roe\nRelation: sister\nPhone: [[212-736-5000]]", "personal"),
        ("Emergency contact:\nPhone: [[212-736-5000]]\n\nBilling details:\nPhone: [[212-736-5001]]", "personal -"),
        ("## Head office\n\nTelephone: [[212-736-5000]]", "work"),
        ('{"name": "x", "home": {\n  "phone": "[[212-736-5000]]"},\n "work": {\n  "phone": "[[212-736-5001]]"}}', "personal work"),
        ("<work>\n <phone>[[212-736-5000]]</phone>\n</work>\n<home>\n <phone>[[212-736-5001]]</phone>\n</home>", "work personal"),
        ("phone: [[212-736-5000]]", "-"),
    ],
)  # fmt: skip
def test_the_nearest_word_tells(content, wanted):
    assert uses(content) == wanted


def test_the_head_of_a_column_tells():
    text = Text.table([["Name", "Home phone", "Ext"], ["Roe", "212-736-5000", "12"]], Locator(("a.csv",)))
    start = text.content.index("212")
    assert use_at(Scene(text), start, start + 12, heading="Home phone") == use_at(
        Scene(text), start, start + 12, heading="home_phone"
    )
    assert use_at(Scene(text), start, start + 12, heading="Home phone").use == "personal"
