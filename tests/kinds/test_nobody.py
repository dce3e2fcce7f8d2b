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

# Made up, as a court of appeal writes: it tells of a dismissal, of wages that were attached, and of an arrest.
JUDGMENT = """\
Garrick v. Lowland Freight Ltd. This is an appeal from a decision of the District Court of Marlow, dated 4 March 2019. The applicant was
represented by Ms T. Oyelaran, a lawyer practising in Marlow. The respondent did not appear.

The applicant, Mr Hal Garrick, was born in 1961 and lives in Marlow. He was employed as a driver from 1998. On 2 May 2016 he received a written
warning for leaving his route, and on 9 June 2016 a final warning. On 11 July 2016 he was arrested on suspicion of theft and released the next
day; the public prosecutor discontinued the criminal proceedings against him on 3 October 2016. He had no previous convictions.

On 12 July 2016 his employer dismissed him for gross misconduct. The disciplinary panel found that he had falsified two delivery notes. He lodged an
appeal with the regional tribunal, which dismissed his appeal on 8 February 2017. By a final judgment of 4 March 2019 the district court upheld
that decision and ordered that a third of his wages with his new employer be attached until the costs of 4,120.50 were paid.

The applicant complained that the panel had heard no witness. The Court notes that nobody had asked for one. The Court considers that the trial
judge erred in one respect: an order of attachment leaves a debtor what he needs to live, and the domestic courts did not say how much that was.
The court held in Brandt that such an order must name the sum. We reverse that part of the judgment, and affirm the rest.

It follows that the application is admissible in part. The learned judge had regard to a medical report of 14 June 2016, in which a Dr Weiss described
the applicant as unfit for night work; nothing turns on it. Each party bears its own costs of the appeal.
"""
ORDER = """\
IN THE DISTRICT COURT OF MARLOW COUNTY. Writ of garnishment. Judgment creditor: Lowland Freight Ltd. Judgment debtor: Hal Garrick, SSN 512-44-7313,
employee number 40417. To the garnishee, Marlow Bakery, payroll department: you are ordered to withhold 25% of the debtor's disposable earnings
from each pay period from 1 April 2019, and to remit them to the clerk under case no. 19-CV-0417, until 4,120.50 and costs are paid.
"""


def told(content: str) -> list[str]:
    document = Document(PLACE, "text/plain", len(content), (Text.of(content, PLACE),), ())
    return [found.kind for found in recognise(document) if found.confidence > Confidence.POSSIBLE]


@pytest.mark.parametrize("content", [IN_COLUMNS, STOPS], ids=["empty form", "stops"])
def test_nobody_is_told_of(content: str) -> None:
    assert told(content) == []


@pytest.mark.parametrize("times", [1, 6], ids=["of one page", "of several"])
def test_what_a_court_publishes_is_no_record_and_its_order_to_an_employer_is(times: int) -> None:
    assert told(JUDGMENT * times) == []
    assert told(ORDER) == ["garnishment"]


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
