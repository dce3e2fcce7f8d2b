"""Postal address.

>>> found("postal-address", "Ship to 742 Evergreen Terrace, Apt 4B, Springfield, IL 62704, please")
[('742 Evergreen Terrace, Apt 4B, Springfield, IL 62704', 'verified')]
>>> found("postal-address", "P.O. Box 1182, Tulsa, OK 74101")
[('P.O. Box 1182, Tulsa, OK 74101', 'verified')]
>>> found("postal-address", "in 2019 Wall Street fell, 12 points down the Road")
[]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape
from bailee.text import Match

CATEGORY = "postal-address"
SOURCE = "https://pe.usps.com/text/pub28/welcome.htm"
PATTERNS_ONLY = False

_SUFFIX = (
    "Street|St|Avenue|Ave|Road|Rd|Drive|Dr|Boulevard|Blvd|Lane|Ln|Court|Ct|Circle|Cir|Way|Place|Pl|Terrace|Ter|Parkway|Pkwy|Highway|Hwy|Trail|Trl|Square|Sq|Plaza|Loop"
    "|Close|Crescent|Gardens|Grove|Mews|Row|Hill|Walk|Alley|Pike|Turnpike|Expressway|Crossing|Ridge|Run|Path|Jalan"
)
_W = r"(?:(?![a-zß-öø-ÿ])[^\W\d_][\w'’.\-]*|\d{1,3}(?:st|nd|rd|th|ST|ND|RD|TH))"
_S = r"(?:,?[ \t]+|,?[ ]{0,3}\r?\n[ \t>?]{0,6},?[ ]?|, ?)"
_UNIT = r"(?:(?i:apt|apartment|suite|ste|unit|floor|fl|room|rm|bldg|building|lot|flat|level|no)\b\.?[ ]?#?|#[ ]?)[\w\-]{1,8}"
_STATE = "A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|P[AR]|RI|S[CD]|T[NX]|UT|V[AIT]|W[AIVY]|NSW|VIC|QLD|TAS|ACT|ON|QC|BC|AB|MB|SK|NS|NB"
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland"
    "|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma"
    "|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming"
)
_POSTCODE = (
    r"(?:\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d|\d{4} ?[A-Z]{2}|\d{4,6})(?!\w)"
)
_CITY = rf"{_W}(?:[ \-](?:de |la |am |an der |upon |on |of )?{_W}){{0,3}}"
_TOWN = (
    rf"(?:{_S}{_UNIT})?"
    rf"(?P<town>{_S}(?:{_CITY}{_S})?(?:(?:{_STATE})\b\.?|{_STATES}){_S}{_POSTCODE}(?:{_S}(?:USA|United States|Canada|Australia))?|{_S}\d{{4,6}} {_CITY}"
    rf"|(?:{_S}{_CITY}){{0,2}}{_S}{_POSTCODE}|{_S}{_CITY},? (?:(?:{_STATE})\b|{_STATES}))?"
)
_LEFT = r"(?<![\w.,/$€£:#\-])"
SHAPES = (
    Shape(  # number, street
        rf"{_LEFT}(?P<value>\d{{1,6}}[A-Za-z]?(?:[\-/]\d{{1,5}})?,?[ \t]+(?:(?:[NSEW]{{1,2}}\.?|North|South|East|West)[ ])?(?P<street>{_W}(?:[ ]{_W}){{0,3}}?)[ ](?:{_SUFFIX})\b\.?(?:[ ](?:[NSEW]{{1,2}}\b\.?|North|South|East|West))?{_TOWN})",
        triggers=tuple(rf" {suffix}" for suffix in (
            "Str", "St", "Ave", "Road", "Rd", "Dr", "Boul", "Blvd", "Lane", "Ln", "Court", "Ct", "Cir", "Way", "Pl", "Ter", "Pkwy", "Parkw", "Hi", "Hwy", "Tr", "Sq", "Loop",
            "Close", "Cres", "Gard", "Grove", "Mews", "Row", "Walk", "Alley", "Pike", "Turn", "Expr", "Cros", "Ridge", "Run", "Path",
        )),
        before=90,
        after=160,
    ),
    Shape(  # post box
        rf"{_LEFT}(?P<value>(?:P\.? ?O\.? ?|Post Office |p\.? ?o\.? ?)[Bb]ox[ ]?#?\d{{1,6}}{_TOWN}|(?:PSC|Unit|CMR)[ ]\d{{1,5}},?[ ]?(?:\r?\n)?(?:[Bb]ox)[ ]\d{{1,5}}{_S}(?:APO|FPO|DPO)[ ]A[AEP][ ]\d{{5}})",
        triggers=(r"[BbO][Oo][Xx] \d", r"[Bb]ox\d", r"[Bb]ox #"),
        before=30,
        after=140,
    ),
    Shape(  # street, number
        rf"(?<![\w])(?P<value>(?:\d{{1,4}}[ ])?(?:(?:{_W}[ \-]){{0,2}}[^\W\d_][\w\-]{{2,24}}(?:straße|strasse|str\.|gasse|weg|allee|platz|gatan|vägen|gata|vej|gade|katu|tie|laan|straat|plein|kade|utca|út)"
        rf"|(?:Via|Viale|Piazza|Rue|Avenue|Boulevard|Calle|Avenida|Av\.|Paseo|Rua|Plaza|Ul\.|ul\.|Carrer|Ctra\.|Jalan|C/)[ ](?:(?:de|la|las|los|del|della|di|du|des|da|do|dos|l['’]|d['’])[ ]?){{0,2}}{_W}(?:[ ](?:(?:de|la|del|di|da) )?{_W}){{0,3}}),?[ ]\d{{1,5}}[a-zA-Z]?\b{_TOWN})",
        triggers=(r"stra.e \d", r"strasse \d", r"str\. \d", r"gasse \d", r"weg \d", r"allee \d", r"platz \d", r"gatan \d", r"v.gen \d", r"gata \d", r"vej \d", r"gade \d",
                  r"katu \d", r"tie \d", r"laan \d", r"straat \d", r"plein \d", r"kade \d", "Via ", "Viale ", "Piazza ", "Rue ", "Calle ", "Avenida ", r"Av\. ", "Paseo ", "Rua ", r"[Uu]l\. ",
                  "Carrer ", "C/ [A-Z]"),
        before=70,
        after=180,
    ),
    Shape(  # French: number, street
        rf"{_LEFT}(?P<value>\d{{1,4}}(?: ?bis| ?ter)?,? (?:rue|avenue|av\.|boulevard|bd|chemin|place|impasse|allée|quai|cours|route)[ ](?:(?:de|la|du|des|le|les)[ ]|l['’]|d['’]){{0,3}}{_W}(?:[ \-](?:de |la |du )?{_W}){{0,3}}{_TOWN})",
        triggers=(r"\d rue", r"\d, rue", r"\d ave", r"\d, ave", r"\d boul", r"\d, boul", r"\d chem", r"\d place ", r"\d, place", r"\d imp", r"\d quai"),
        before=14,
        after=160,
    ),
)  # fmt: skip
LABELS = (
    Label(
        ("home address", "street address", "mailing address", "address", "residing at", "lives at", "residence", "billing address", "shipping address", "ship to", "addr", "adresse", "dirección"),
        r"(?P<value>(?:\d{1,6}[A-Za-z]?(?:[\-/]\d{1,5})?,? |No\.? ?\d|Lot \d|Unit \d|Flat \d|Apt\.? \d)[^\n\t|;\"<>(){}=]{6,90}?)(?=$|\n|\t|[|;\"<>]|[.!?](?:\s|$)| {3}| (?i:phone|tel|email|fax|dob|ssn|and|is|was)\b)",
        headings=("street", "address 1", "address1", "street1", "residential address"),
    ),
    Label((), r"(?P<value>(?=[^\n\t]*\d)(?=[^\n\t]*[^\W\d_]{3})[^\n\t@]{8,120})", headings=("home address", "street address", "mailing address", "address", "residence", "street", "address1", "addr")),
)  # fmt: skip
_NUMBER = re.compile(r"^(?:19|20)\d\d ")


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value.rstrip(" ,.;")
    if candidate.scene.is_code:
        return None
    town = candidate.groups("town") if candidate.groups else None
    if candidate.labelled:
        if (
            "ip" in candidate.heading.lower().split()
            or "mac" in candidate.heading.lower().split()
            or "://" in value
            or not re.search(r"[^\W\d_]{3}", value)
        ):
            return None
        if candidate.heading and candidate.peers < 0.5:
            return None
        if re.fullmatch(r"[\d.:/a-fA-F ]+", value):
            return None
        score = Score(0.9, "a label says so")
        if re.search(r"\b\d{5}(?:-\d{4})?\b", value) or candidate.heading:
            score.at_least(0.95, "with a postal code or the head of its column")
    elif candidate.alone and not town:
        return None
    else:
        score = Score(0.75, "number and street")
        if _NUMBER.match(value) and not town:
            return None
        if town and re.search(r"\d", town):
            score.at_least(
                0.99 if re.search(rf"(?:{_STATE})\W", town) or "Box" in value else 0.93, "with town and postal code"
            )
        elif town:
            score.at_least(0.93, "with its town")
        if candidate.scene.is_log:
            score.at_most(0.5, "stands in a log")
    return score.judgement(re.sub(r"[\s,.>?]+", " ", value).strip().lower(), end=candidate.start + len(value))


def mask(match: Match) -> str:
    return "••• •••••, •••••"
