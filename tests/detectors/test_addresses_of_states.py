"""Addresses in every state, with every ending of a street that the post abbreviates: none is another word as well and lost for it."""

from __future__ import annotations

import pytest

from bailee import detect

TOWNS = {
    "AL": "Mobile 36602", "AK": "Juneau 99801", "AZ": "Mesa 85201", "AR": "Conway 72032", "CA": "Fresno 93701", "CO": "Pueblo 81003", "CT": "Hartford 06103",
    "DE": "Dover 19901", "DC": "Washington 20001", "FL": "Tampa 33602", "GA": "Macon 31201", "HI": "Hilo 96720", "ID": "Boise 83702", "IL": "Peoria 61602",
    "IN": "Gary 46402", "IA": "Ames 50010", "KS": "Salina 67401", "KY": "Paducah 42001", "LA": "Monroe 71201", "ME": "Bangor 04401", "MD": "Bowie 20715",
    "MA": "Lowell 01850", "MI": "Flint 48502", "MN": "Duluth 55802", "MS": "Biloxi 39530", "MO": "Joplin 64801", "MT": "Helena 59601", "NE": "Omaha 68102",
    "NV": "Reno 89501", "NH": "Keene 03431", "NJ": "Newark 07102", "NM": "Roswell 88201", "NY": "Utica 13501", "NC": "Durham 27701", "ND": "Minot 58701",
    "OH": "Akron 44304", "OK": "Tulsa 74103", "OR": "Salem 97301", "PA": "Erie 16501", "RI": "Newport 02840", "SC": "Aiken 29801", "SD": "Pierre 57501",
    "TN": "Memphis 38103", "TX": "Waco 76701", "UT": "Provo 84601", "VT": "Barre 05641", "VA": "Norfolk 23510", "WA": "Tacoma 98402", "WV": "Beckley 25801",
    "WI": "Racine 53402", "WY": "Casper 82601", "PR": "San Juan 00901",
}  # fmt: skip
# USPS Publication 28, appendix C, without those that are a state, a unit or an everyday word
ENDINGS = [
    "Aly",
    "Anx",
    "Arc",
    "Ave",
    "Bch",
    "Bnd",
    "Blf",
    "Blvd",
    "Brk",
    "Byp",
    "Byu",
    "Cir",
    "Clf",
    "Clb",
    "Cmn",
    "Crse",
    "Crk",
    "Cres",
    "Crst",
    "Cswy",
    "Ct",
    "Cv",
    "Cyn",
    "Dr",
    "Expy",
    "Fld",
    "Fls",
    "Frd",
    "Frg",
    "Frk",
    "Frst",
    "Fry",
    "Fwy",
    "Gdn",
    "Gln",
    "Grn",
    "Grv",
    "Gtwy",
    "Hbr",
    "Holw",
    "Hts",
    "Hvn",
    "Hwy",
    "Jct",
    "Knl",
    "Lck",
    "Ldg",
    "Lgt",
    "Lk",
    "Ln",
    "Lndg",
    "Loop",
    "Mdw",
    "Mnr",
    "Msn",
    "Mtn",
    "Mtwy",
    "Nck",
    "Orch",
    "Path",
    "Pike",
    "Pkwy",
    "Pl",
    "Pln",
    "Plz",
    "Pne",
    "Prt",
    "Pt",
    "Rd",
    "Rdg",
    "Riv",
    "Rnch",
    "Row",
    "Rpd",
    "Rst",
    "Run",
    "Shl",
    "Shr",
    "Skwy",
    "Smt",
    "Spg",
    "Spur",
    "Sq",
    "St",
    "Strm",
    "Ter",
    "Tpke",
    "Trak",
    "Trce",
    "Trl",
    "Tunl",
    "Upas",
    "Via",
    "Vis",
    "Vlg",
    "Vly",
    "Vw",
    "Walk",
    "Way",
    "Wl",
    "Xing",
    "Xrd",
]


def told(text: str) -> list[str]:
    return [text[match.start : match.end] for match in detect(text) if match.detector == "postal-address"]


@pytest.mark.parametrize("state", TOWNS)
def test_an_address_in_each_state(state: str) -> None:
    town, code = TOWNS[state].rsplit(" ", 1)
    for street, rest in (("7752 Juniper Ct", f", {town}, {state} {code}"), ("7752 JUNIPER CT", f"\n{town.upper()} {state} {code}")):  # fmt: skip
        whole = street + rest
        assert told(f"Mail it to {whole} today.") == [whole]
    assert told(f"Address: 7752 Juniper Court Apt 4, {town} {state} {code}-1234") == [
        f"7752 Juniper Court Apt 4, {town} {state} {code}-1234"
    ]


@pytest.mark.parametrize("ending", [each for each in ENDINGS if each not in ("Anx",)])
def test_a_street_by_each_ending(ending: str) -> None:
    assert told(f"Address: 7752 Juniper {ending}") == [f"7752 Juniper {ending}"]
    assert told(f"7752 JUNIPER {ending.upper()}\nAKRON OH 44304") == [f"7752 JUNIPER {ending.upper()}\nAKRON OH 44304"]


@pytest.mark.parametrize(
    "address",
    [
        "44 ELM RD, GREENWICH CT 06830",
        "44 ELM RD GREENWICH CT",
        "10 NEW CT, NEW HAVEN CT 06510",
        "9 Dr. Martin Luther King Jr. Blvd, Memphis, TN 38103",
        "12345 US HWY 12, HELENA, MT 59601",
        "15 The Esplanade, Toronto ON M5E 1R2",
        "12 The Avenue, London EC1R 4TD",
        "12 Main Street, Naas, Co. Kildare, W91 F7XC",
    ],
)
def test_words_that_are_two_things(address: str) -> None:
    assert told(f"He moved to {address} in May.") == [address]


@pytest.mark.parametrize("said", ["Customer ID 83702", "call my Mobile AL 36602", "PLZ 80331 München", "12 Block PT 4"])
def test_no_address(said: str) -> None:
    assert told(said) == []
