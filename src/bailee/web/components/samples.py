"""What the page of components shows. All names are invented; the figures agree with one another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bailee.web import charts


@dataclass(frozen=True, slots=True)
class Store:
    name: str
    what: str
    state: str
    files: int
    people: tuple[int, int]


STORES = (
    Store("hr-share", "share on HD-FS1", "red", 18_204, (41, 44)),
    Store("accounts", "share on HD-FS1", "amber", 9_310, (31, 34)),
    Store("practice", "database", "green", 291_440, (6_180, 6_420)),
    Store("HD-LT-07", "laptop", "unknown", 0, (0, 0)),
)
_ORDERS = {"store": lambda store: store.name, "files": lambda store: store.files}
_SIGNED = [0, 9, 14, 21, 21, 24, 32, 34, 34, 37, 38, 38, 38, 38]
_RATE = [31, 55, 60, 72, 70, 64, 61, 66, 58, 55, 57, 49, 55, 47, 30, 45, 66, 72, 68, 61, 55, 52, 58, 66, 59, 70]


def samples(sort: str = "", down: bool = False) -> dict[str, Any]:
    """The context of the page."""
    order = _ORDERS.get(sort)
    stores = sorted(STORES, key=order, reverse=down) if order else STORES
    return {
        "sort": sort if order else "",
        "down": down,
        "stores": stores,
        "columns": ("held", "told", "secured"),
        "states": ("green", "amber", "red", "unknown"),
        "signed": charts.plot_data(
            "steps",
            [f"day {day}" for day in range(1, len(_SIGNED) + 1)],
            [
                {"label": f"{_SIGNED[-1]} signed", "values": _SIGNED},
                {"label": "44 on the roster", "values": [44] * len(_SIGNED), "dashed": True},
            ],
            most=50,
        ),
        "signed_rows": list(enumerate(_SIGNED, 1)),
        "rate": charts.plot_data(
            "line",
            [f"{20 + (22 + 3 * step) // 60}:{(22 + 3 * step) % 60:02d}" for step in range(len(_RATE))],
            [{"label": "now", "values": _RATE}],
            most=80,
        ),
        "rate_rows": list(enumerate(_RATE)),
        "clients": (
            ("Harbour Dental", [10, 10, 10, 11, 11, 12, 12, 13, 13, 13, 13, 13]),
            ("Calder Street Law", [11, 11, 11, 10, 10, 10, 9, 9, 9, 9, 8, 8]),
            ("Northgate IT", [1] * 12),
        ),
        "heads": ("Employees, 44", "Patients, 6,180–6,420", "Sole proprietors, 31–34"),
        "heat": (
            ("Key-logger log", (("1", 1), ("0", 0), ("0", 0))),
            ("Medical, insurance", (("22–26", 26), ("6,180–6,420", 6420), ("0", 0))),
            ("Archived mail", (("38–44", 44), None, None)),
            ("Payment cards", (("0", 0), ("37–41", 41), ("0", 0))),
            ("E-mail addresses", (None, ("5,020–5,310", 5310), None)),
            ("Visits", (("120", 120), ("640", 640), ("0", 0))),
        ),
        "duties": (
            ("Inform", {"red": 5, "amber": 4, "unknown": 1, "green": 5}),
            ("Secure", {"red": 4, "amber": 3, "unknown": 2, "green": 4}),
            ("Keep and erase", {"red": 2, "amber": 2, "green": 3}),
            ("Respond", {"amber": 1, "unknown": 1, "green": 4}),
        ),
        "limits": (
            ("Payroll, 7 years", 508, 112),
            ("Applicants, 1 year", 18, 27),
            ("Footage, 30 days", 412, 0),
            ("Mail archive, no limit set", None, None),
        ),
        "causes": (
            ("encrypted", 120, "6.2 GB", "Passwords for 4 archives"),
            ("unknown format", 41, "1.4 GB", "38 are X-ray images of the imaging program"),
            ("damaged", 23, "0.3 GB", "Open and save again"),
            ("no permission", 18, "1.1 GB", "Scan account needs read on accounts\\Old"),
            ("timed out", 12, "2.9 GB", "Read again with 10 minutes a file"),
        ),
    }
