"""Words of addresses that are something else as well, and what they are where they stand.

>>> sense("ID", "Boise, ID 83702", 7, 9), sense("ID", "Customer ID 12", 9, 11)
('region', '')
>>> sense("Mobile", "Mobile, AL 36602", 0, 6), sense("CT", "7752 JUNIPER CT, AKRON", 13, 15)
('town', 'Court')
"""

from __future__ import annotations

import re

from bailee.detectors.addresses.lexicon import parts

REGION, TOWN = "region", "town"
_OF_IDAHO = re.compile(r"[ ,.]{1,3}83[2-8]\d\d(?!\d)")  # "ID" tells a number elsewhere; these ZIP codes are of Idaho
_OF_ALABAMA = re.compile(r"[ ,.]{1,3}(?:AL|Ala\.?|Alabama)\b")  # "mobile" tells a phone elsewhere
_OF_CONNECTICUT = re.compile(r"[ ,.]{1,3}06\d{3}(?!\d)")
_ENDINGS = {"CT": "Court", "TER": "Terrace", "PT": "Point", "PLZ": "Plaza"}
_STREET_SO_FAR = re.compile(r"(?<![\w.-])\d{1,6}[A-Z]?((?: [A-Z0-9][\w'’.]{0,20}){1,3}) $")


def sense(word: str, content: str, low: int, high: int) -> str:
    """`REGION`, `TOWN`, or in full the ending of a street that it abbreviates; empty where it is what it is elsewhere."""
    if word == "ID":
        return REGION if _OF_IDAHO.match(content, high) else ""
    if word in ("Mobile", "MOBILE"):
        return TOWN if _OF_ALABAMA.match(content, high) else ""
    ending = _ENDINGS.get(word.upper(), "")
    if not ending or not word[0].isupper() or _OF_CONNECTICUT.match(content, high):
        return ""
    street = _STREET_SO_FAR.search(content, max(0, low - 80), low)
    is_whole = street is None or any("suffix" in parts(each.strip(".").lower()) for each in street[1].split())
    return "" if is_whole else ending
