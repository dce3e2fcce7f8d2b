"""What is written with the words of a record and holds nobody: empty forms, lists of places."""

from __future__ import annotations

import time

import pytest

from bailee.kinds import recognise
from bailee.kinds.interface import Document
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator

PLACE = Locator(("x",))

IN_COLUMNS = """\
Last Name (Family Name)          First Name (Given Name)      Middle Initial    Other Last Names Used (if any)

Address (Street Number and Name)   Apt. Number   City or Town     State   ZIP Code

Date of Birth (mm/dd/yyyy)   U.S. Social Security Number   Employee's Email Address      Employee's Telephone Number
        /   /                        -   -
I attest, under penalty of perjury, that I am: [ ] 1. A citizen of the United States   [ ] 2. A noncitizen national
[ ] 3. A lawful permanent resident (Form I-551) [ ] 4. An alien authorized to work until
List A: Document Title 1     Issuing Authority    Document Number    Expiration Date (if any)
First Day of Employment (mm/dd/yyyy):
"""
FILLED = """\
Last Name (Family Name)          First Name (Given Name)      Middle Initial    Other Last Names Used (if any)
Kjellberg                        Oda                          M                 N/A
Address (Street Number and Name)   City or Town     State   ZIP Code
909 Wharf St                       Astoria          OR      97103
I attest, under penalty of perjury, that I am: [X] 1. A citizen of the United States   [ ] 2. A noncitizen national
List A: Document Title 1  U.S. Passport   Issuing Authority  US DOS   Document Number A00000001   Expiration Date 02/11/2031
First Day of Employment (mm/dd/yyyy): 07/08/2024
"""
STOPS = "route_id,stop_id,stop_name,stop_lat,stop_lon\n12,4401,Main & 1st,44.97782,-93.26501\n12,4402,University Ave,44.98110,-93.24480\n12,4403,Raymond Stn,44.96310,-93.19560\n"


def told(content: str) -> list[str]:
    document = Document(PLACE, "text/plain", len(content), (Text.of(content, PLACE),), ())
    return [found.kind for found in recognise(document) if found.confidence > Confidence.POSSIBLE]


@pytest.mark.parametrize("content", [IN_COLUMNS, STOPS], ids=["empty form", "stops"])
def test_nobody_is_told_of(content: str) -> None:
    assert told(content) == []


def test_the_same_form_filled_in_is_a_record() -> None:
    assert told(FILLED) == ["i9-form"]


def test_a_specimen_that_its_donor_certifies_has_no_result_yet() -> None:
    form = (
        "Donor: Talia Embry   Specimen ID 90184471   Reason for test: [X] Random [ ] Post accident   Collected 4/3/24 08:51\n"
        "Temperature between 90 and 100 F? [X] Yes   Split specimen. Collector: B. Quint, sealed and released to the courier 17:10\n"
        "I certify that I provided my urine specimen to the collector; that I have not adulterated it in any manner; that each bottle was sealed in my presence.\n"
    )
    assert told(form) == ["custody-and-control-form"]


@pytest.mark.parametrize(
    "content",
    [
        "subj: a\nsubj: b\n" + "from=a@b.example " * 6_000 + "to=c@d.example " * 6_000,
        "Employee: A. Example\nTop sites, hits\nexample.com" + " " * 190_000 + "\n",
    ],
    ids=["a log without line ends", "a line of blanks"],
)
def test_an_endless_line_is_looked_at_once(content: str) -> None:
    began = time.process_time()
    assert "archived-mail" not in told(content)
    assert time.process_time() - began < 15  # it was hours
