"""GPS track: where a person or a vehicle was, point by point, and trips.

A point has a place and a time; places without a time are a map, and one station's place with many times is its weather.

>>> _points('<trkpt lat="41.4993" lon="-81.6944"><time>2024-06-03T07:01:02Z</time></trkpt>' * 3)
3
>>> _points('<wpt lat="41.4993" lon="-81.6944"><name>City Hall</name></wpt>' * 3)
0
"""

from __future__ import annotations

import re

from bailee.kinds.reading import Reading
from bailee.kinds.sheets import Sheet
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "gps-track"
NAME = "GPS track"
CATEGORY = "location-tracks"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "points with latitude, longitude and time one after the other, trips of drivers and vehicles"
BY_FORM = True

FEW, MANY = 3, 12  # points
LOOKED_AT = 200_000  # characters
_MARKS = ("trkpt", "gx:coord", "<when>", "\nwhen: ", "$gp", "$gn", "$gl", "$ga", '"lat')
_GPX = re.compile(r"<trkpt\b[^>]{10,80}>(?:(?!</trkpt>).){0,200}?<time>", re.S)
_KML = re.compile(r"<gx:coord>\s?-?\d|<when>\s?\d{4}-")
# The same as XML is read: elements and attributes as labels.
_READ = re.compile(r"\btrkpt lat: ?-?\d(?:(?!trkpt lat).){0,200}?\btime: ?\d{4}-|^coord: ?-?\d", re.S | re.M)
_NMEA = re.compile(r"\$G[PNLA](?:RMC|GGA),\d{6}")
_JSON = re.compile(
    r'"(?:latitudeE7|lat|latitude)"\s?:\s?-?\d[^{}]{0,240}?"(?:timestamp\w*|time\w*|recorded\w*|ts|date|at)"\s?:'
    r'|"(?:timestamp\w*|time\w*|recorded\w*|ts|date|at)"\s?:[^{}]{0,240}?"(?:latitudeE7|lat|latitude)"\s?:\s?-?\d'
)
_LATITUDE = re.compile(r"^(?:.*[_ ])?(?:lat|latitude|latitud|breite|breitengrad|gps_?lat)\b", re.I)
_TIME = re.compile(r"time|date|when|stamp|recorded|zeit|datum|heure|hora|fecha|\bts\b|\bat\b", re.I)
_CALENDAR = re.compile(r"\d{4}-\d\d-\d\d|\d\d?[/.]\d\d?[/.]\d{2,4}|\d\d:\d\d|^\d{10,13}$")
_WHEN = re.compile(
    r"(?<![\d.])\d\d?[:h]\d\d(?!\d)|\d{4}-?\d\d-?\d\d|\d\d?[/.]\d\d?[/.]\d\d|\b1[5-9]\d{8}(?:\d{3})?\b|\d ?(?:[ap]\.?m\b|min|h\b|hrs?\b|uhr)|\b(?:mon|tue|wed|thu|fri|sat|sun)\w{0,6}day\b|\b(?:today|yesterday|morning|noon|night|minutes?|hours?)\b",
    re.I,
)
_MEASURED = re.compile(r"temp|wind|humid|rain|magnitude|depth|pressure|station|species|pm2|aqi|rating|price", re.I)
_MOVES = re.compile(
    r"driver|vehicle|truck|\bvan\b|plate|fleet|employee|person|user|member|device|odometer|heading|ignition|fahrer|conduct",
    re.I,
)


def _points(raw: str) -> int:
    return max(len(pattern.findall(raw)) for pattern in (_GPX, _KML, _READ, _NMEA, _JSON))


def _rows(sheet: Sheet) -> int:
    """Rows that are points of a track: places that differ, each with its time."""
    headers = [header.strip() for header in sheet.headers]
    latitude = next((at for at, header in enumerate(headers) if _LATITUDE.search(header)), None)
    times = [at for at, header in enumerate(headers) if _TIME.search(header)]
    if latitude is None or not times or any(_MEASURED.search(header) for header in headers):
        return 0
    places = {row[latitude] for row in sheet.rows if latitude < len(row)}
    dated = sum(1 for row in sheet.rows if any(at < len(row) and _CALENDAR.search(row[at]) for at in times))
    return max(dated, min(sheet.count, MANY)) if dated >= 2 and len(places) >= 2 else 0


def recognise(reading: Reading) -> Weighed | None:
    marked = any(mark in reading.lowered for mark in _MARKS)
    points = _points(reading.raw[:LOOKED_AT]) if marked else 0
    if points < FEW:
        points = max((_rows(sheet) for sheet in reading.sheets), default=0)
    if points < FEW:
        return None
    return Weighed(
        Confidence.VERIFIED if points >= MANY else Confidence.LIKELY, 12.0, ("points with a place and a time",)
    )


def lacks(reading: Reading) -> bool:
    """Whether it is a picture, whose place is no track, what stations measured, or nothing in it has a time: places without
    one are a map."""
    if reading.document.media_type.startswith("image/") or not _WHEN.search(reading.raw):
        return True
    placed = [sheet for sheet in reading.sheets if any(_LATITUDE.search(header.strip()) for header in sheet.headers)]
    return bool(placed) and all(_is_measured(sheet) for sheet in placed)


def _is_measured(sheet: Sheet) -> bool:
    """Whether its columns say what was measured at a place, and nobody who was there."""
    return any(map(_MEASURED.search, sheet.headers)) and not any(map(_MOVES.search, sheet.headers))
