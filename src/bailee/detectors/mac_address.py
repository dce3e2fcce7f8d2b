"""MAC address of a network device.

>>> found("mac-address", "dhcp 00:1A:2B:3C:4D:5E, aabb.ccdd.eeff")
[('00:1A:2B:3C:4D:5E', 'verified'), ('aabb.ccdd.eeff', 'likely')]
>>> found("mac-address", "FF:FF:FF:FF:FF:FF and 00:1A:2B:3C:4D")
[]
>>> found("mac-address", "client mac 3c22fb4a91d0 leased; commit 3c22fb4a91d0")
[('3c22fb4a91d0', 'likely')]
"""

from __future__ import annotations

import re

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Label, Score, Shape, words
from bailee.text import Match

CATEGORY = "network-identifier"
SOURCE = "https://standards.ieee.org/products-programs/regauth/"

SHAPES = (
    Shape(
        r"(?<![\w:\-])(?P<value>[0-9A-Fa-f]{2}(?P<gap>[:\-])(?:[0-9A-Fa-f]{2}(?P=gap)){4}[0-9A-Fa-f]{2})(?![\w\-]|:\w)",
        outlines=("[0aA]{2}:[0aA]{2}:[0aA]{2}:[0aA]{2}", "[0aA]{2}-[0aA]{2}-[0aA]{2}-[0aA]{2}-"),
        before=16,
        after=12,
    ),
    Shape(
        r"(?<![\w.\-])(?P<value>[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4}\.[0-9A-Fa-f]{4})(?![\w\-]|\.\w)",
        outlines=(r"[0aA]{4}\.[0aA]{4}\.[0aA]{4}",),
        before=18,
        after=4,
    ),
)
# Twelve digits with nothing between them are an address only where something says so: RADIUS and DHCP write them so.
_TWELVE = r"(?P<value>[0-9A-Fa-f]{6}-?[0-9A-Fa-f]{6})(?![\w\-])"
LABELS = (
    Label(("mac",), _TWELVE, reach=3),  # nearer than the others: it is a computer, a burger and a name as well
    Label(
        (
            "mac address",
            "mac addr",
            "mac id",
            "wifi mac",
            "wlan mac",
            "client mac",
            "bssid",
            "hwaddr",
            "hw addr",
            "hw address",
            "hardware address",
            "ethernet address",
            "lladdr",
            "chaddr",
            "calling station id",
            "called station id",
        ),
        _TWELVE,
        reach=12,
    ),
)
_CONTEXT = words(
    "mac",
    "ethernet",
    "hardware",
    "hwaddr",
    "physical",
    "dhcp",
    "arp",
    "interface",
    "wlan",
    "device",
    "ether",
    "lan",
    "port",
    "cisco",
)


_STRONG = words(
    "mac", "macs", "ethernet", "hardware", "hwaddr", "physical", "dhcp", "arp", "wlan", "cisco", "ether", "bia"
)


def judge(candidate: Candidate) -> Judgement | None:
    plain = re.sub(r"[:\-.]", "", candidate.value).lower()
    if len(set(plain)) == 1:
        return None
    digits_only = plain.isdigit()
    if not re.search(r"[:.]|-..-", candidate.value):
        if not candidate.labelled:
            return None
        score = Score(0.0, "twelve digits").at_least(0.6 if digits_only else 0.95, candidate.said)
        return score.judgement(":".join(plain[index : index + 2] for index in range(0, 12, 2)))
    if "." in candidate.value:
        named = candidate.near(_CONTEXT)
        if (digits_only and not named) or candidate.before(1) in ("*", "[", "(") or (not named and candidate.header):
            return None
        score = Score(0.5, "three groups of four")
    else:
        score = Score(0.7 if digits_only else 0.99, "six pairs")
    if candidate.near(_CONTEXT) and (":" in candidate.value or "-" in candidate.value or candidate.near(_STRONG)):
        score.at_least(
            0.99 if ":" in candidate.value or "-" in candidate.value else 0.95,
            candidate.seen("words about networks stand near"),
        )
    return score.judgement(":".join(plain[index : index + 2] for index in range(0, 12, 2)))


def mask(match: Match) -> str:
    return f"••:••:••:••:{match.value[-5:]}"
