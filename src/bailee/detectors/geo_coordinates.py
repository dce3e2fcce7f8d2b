"""Geographic coordinates of a place.

>>> found("geo-coordinates", "Last seen at GPS 60.16986, 24.93838 by her phone")
[('60.16986, 24.93838', 'likely')]
>>> found("geo-coordinates", "EXIF: 48°51'29.6\\"N 2°17'40.2\\"E")
[('48°51\\'29.6"N 2°17\\'40.2"E', 'likely')]
>>> found("geo-coordinates", "geo:52.37403,4.88969;u=35")
[('52.37403,4.88969', 'likely')]
>>> found("geo-coordinates", "Lat 60.16986, Lon 24.93838")
[('60.16986, Lon 24.93838', 'likely')]
>>> found("geo-coordinates", "loss 0.48333, 0.51666; version 60.16986")
[]
"""

from __future__ import annotations

import re
from functools import lru_cache

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words

CATEGORY = "location"
SOURCE = "https://www.rfc-editor.org/rfc/rfc5870"

_DECIMAL = r"[+-]?\d{1,3}\.\d{4,15}"
_DEGREE = r"\d{1,3}(?: ?°| deg| d) ?(?:\d{1,2}(?:\.\d{1,6})? ?(?:['′’]|min) ?(?:\d{1,2}(?:\.\d{1,6})? ?(?:[\"″”]|''|′′|sec) ?)?)?"
_DEGREES = rf"(?:[NS] ?{_DEGREE}|{_DEGREE}[NSns])[,;/ ]{{1,3}}(?:[EWO] ?{_DEGREE}|{_DEGREE}[EWOewo])"
_MARKED = r"[NS] ?\d{1,2}\.\d{4,9}°?[,;/ ]{1,3}[EWO] ?\d{1,3}\.\d{4,9}°?|\d{1,2}\.\d{4,9} ?°? ?[NS][,;/ ]{1,3}\d{1,3}\.\d{4,9} ?°? ?[EWO]"
_PAIR = rf"{_DECIMAL}(?: ?[,;/] ?| {{1,2}}|%2C){_DECIMAL}"

SHAPES = (
    Shape(
        rf"(?<![\w.])(?P<dms>(?P<value>{_DEGREES}|{_MARKED}))(?!\w)",
        outlines=(r"0\?0", r"0\? 0", r"0000\? G", r"0000\?G", "00 aag 0"),
        before=40,
        after=48,
        then=r"[?°0-9'′NSns]",
    ),
    Shape(rf"\bgeo:(?P<uri>(?P<value>{_PAIR}))", triggers=(r"geo:[0-9-]",), before=6, after=44),
    Shape(
        rf"(?:/@|[?&](?:ll|q|query|center|daddr|saddr|destination|mlat|cp)=(?:loc:)?|/place/|/dir/|!3d)(?P<uri>(?P<value>{_PAIR}))",
        triggers=(r"/@[0-9-]", r"[?&]ll=[0-9-]", r"[?&]q=[0-9-]", "query=[0-9-]", "center=[0-9-]", "addr=[0-9-]"),
        before=18,
        after=44,
    ),
    Shape(  # ISO 6709, as telephones write it into films
        r"(?<![\w.+\-])(?P<uri>(?P<value>[+-]\d{2}\.\d{4,8}[+-]\d{3}\.\d{4,8}(?:[+-]\d{1,5}(?:\.\d{1,6})?)?))/?(?!\w)",
        outlines=(r"[+-]00\.0000[+-]000\.", r"[+-]00\.00000[+-]000\.", r"[+-]00\.000000[+-]000\."),
        before=18,
        after=40,
    ),
    Shape(
        r"\$G[PN](?:GGA|RMC),(?:[\d.]{0,12},)(?:A,)?(?P<uri>(?P<value>\d{4}\.\d{2,7},[NS],\d{5}\.\d{2,7},[EW]))",
        triggers=(r"\$G[PN]GGA,", r"\$G[PN]RMC,"),
        before=8,
        after=60,
    ),
)
LABELS = (
    Label(
        ("latitude", "gps", "gps position", "gps coordinates", "coordinates", "geolocation", "lat/long", "lat/lon", "latlng", "lat lon", "lat long", "koordinaten", "coordonnées gps", "coordenadas"),
        rf"(?P<value>{_DEGREES}|{_MARKED}|{_PAIR}|(?P<one>[+-]?\d{{1,2}}\.\d{{4,15}}|{_DEGREE}[NS]))(?!\w|\.\d)",
        headings=("lat", "location"),
        reach=14,
    ),
    Label(
        ("longitude",),
        rf"(?P<value>(?P<one>[+-]?\d{{1,3}}\.\d{{4,15}}|{_DEGREE}[EW]))(?!\w|\.\d)",
        headings=("lon", "lng", "long"),
        reach=8,
    ),
    Label(("lat",), rf" (?P<value>{_DECIMAL}[,;/ ]{{1,3}}(?i:longitude|long|lon|lng)\.?:? {_DECIMAL})(?!\w|\.\d)", gap=False),
    Label(("lat",), r"[\"']?\s?[:=]\s?[\"']?(?P<value>(?P<one>[+-]?\d{1,2}\.\d{4,15}))(?!\w|\.\d)", gap=False),
    Label(("lon", "lng"), r"[\"']?\s?[:=]\s?[\"']?(?P<value>(?P<one>[+-]?\d{1,3}\.\d{4,15}))(?!\w|\.\d)", gap=False),
)  # fmt: skip
_NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?")
_PERSON = words(
    "name", "employee", "customer", "driver", "user", "device", "phone", "time", "timestamp", "home", "address", "photo", "visited", "seen", "checkin", "check in", "ip", "tracker", "person",
    "patient", "member", "exif", "speed", "accuracy", "gps", "staff", "client", "email", "taken",
)  # fmt: skip
_SURELY = words(  # a table of towns or airports has names, too
    "employee", "customer", "driver", "user", "device", "phone", "email", "patient", "member", "timestamp", "first name", "last name", "surname", "dob", "tracker", "visited", "client", "staff", "photo", "ip", "seen",
)  # fmt: skip
_PLACES = words(
    "city",
    "cities",
    "country",
    "airport",
    "station",
    "capital",
    "town",
    "population",
    "iata",
    "timezone",
    "region",
    "province",
)


@lru_cache(maxsize=64)
def _told_by(heads: str) -> tuple[bool, bool, bool]:
    """Whether the heads of a table are those of places, of people, and surely of people: asked once, not for each row."""
    return _PLACES.search(heads) is not None, _PERSON.search(heads) is not None, _SURELY.search(heads) is not None


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    if candidate.heading:
        places, people, surely = _told_by(candidate.table)
        if not people or (places and not surely):
            return None  # towns, airports, measuring points: nobody is where they are
    numbers = [float(number) for number in _NUMBER.findall(value.replace("%2C", ","))]
    single = candidate.has("one")
    decimal = "." in value and not candidate.has("dms") and "," not in value[:4]
    if decimal and "°" not in value and "deg" not in value and not value.startswith("$"):
        limits = (180.0,) if single else (90.0, 180.0)
        if (
            "N," not in value
            and "S," not in value
            and any(abs(number) > limit for number, limit in zip(numbers, limits, strict=False))
        ):
            return None
        if not any(numbers):
            return None  # nowhere
    elif any(number > 180 for number in numbers[:1]):
        return None
    known = candidate.has("dms") or candidate.has("uri")
    if not known and not candidate.labelled:
        return Score(0.5, "stands alone").judgement(value) if not single else None
    score = Score(0.95 if known else 0.93, "a notation of coordinates" if known else candidate.said)
    if candidate.scene.is_code:
        score.at_most(0.5, "stands in source code")
    elif not candidate.heading and candidate.near(_PLACES, 80, 40) and not _SURELY.search(candidate.table):
        score.at_most(0.5, candidate.seen("words about towns or stations stand near"))
    if candidate.heading and candidate.peers < 0.5:
        score.at_most(0.4, "most of its column has another form")
    return score.judgement(" ".join(_NUMBER.findall(value)) + "".join(re.findall(r"[NSEW]", value)))
