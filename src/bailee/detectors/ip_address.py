"""IP address (versions 4 and 6).

>>> found("ip-address", "Failed login from 203.0.113.77 port 22")
[('203.0.113.77', 'verified')]
>>> found("ip-address", "fe80::1%eth0 and 10.0.0.0/8")
[('fe80::1%eth0', 'verified'), ('10.0.0.0/8', 'verified')]
>>> found("ip-address", "version 1.2.3.4, 192.168.1.256 and std::cout")
[]
"""

from __future__ import annotations

import ipaddress
import re
from functools import lru_cache

from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judgement, Score, Shape, words
from bailee.text import Match

CATEGORY = "network-identifier"
SOURCE = "https://www.rfc-editor.org/rfc/rfc4291"

_FOUR = r"(?:\d{1,3}\.){3}\d{1,3}"
_REST = r"\d{0,2}(?:\.\d{1,3}){3}(?![\w.])"  # of another address: a range
SHAPES = (
    Shape(
        rf"(?<![\w.])(?:(?<!\d-)|(?<=\.\d-)|(?<=\.\d\d-)|(?<=\.\d{{3}}-))(?P<value>{_FOUR}(?:/(?:3[0-2]|[12]?\d)(?![\w/]|\.\d))?)(?!\w|-\d(?!{_REST})|\.\d)",
        outlines=(r"0\.0\.0", r"0\.00\.0", r"0\.000\.0"),
        before=20,
        after=24,
    ),
    Shape(
        rf"(?<![\w:.])(?P<value>(?:[0-9A-Fa-f]{{0,4}}:){{2,7}}(?:{_FOUR}|[0-9A-Fa-f]{{1,4}}|(?<=:):|(?<=::))(?:%[\w.]{{1,15}})?(?:/(?:12[0-8]|1[01]\d|\d{{1,2}})(?!\w))?)(?![\w:]|\.\w)",
        outlines=(
            "::[0aA]",
            "[0aA]::",
            " ::",
            "\n::",
            "[0aA]:[0aA]:[0aA]",
            ":[0aA]{2}:[0aA]{3}",
            ":[0aA]{3}:",
            ":[0aA]{4}:",
            ":[0aA]{2}:[0aA]{2}:[0aA]{2}:[0aA]",
        ),
        before=45,
        after=60,
    ),
)
_AGAINST = re.compile(
    r"(?i:(?<![^\W_])(?:version|ver|v|release|build|revision|rev|section|chapter|§|clause|art\.?|no\.?|oid|object ?identifier\(|rfc \d{3,4}|schema)|fileversion|productversion|assembly\w*)[\s.:=\"']*$"
)
_RELEASED = re.compile(
    r"^(?:[+~]|-\d?[a-z]|(?:\.\w+)?-\d+(?:ubuntu|[+~]|\.el|\.fc)|\)\s+(?:unstable|stable|experimental|testing|UNRELEASED))"
)
_DRAWN = re.compile(r"(?<=[\d. ])[a-zA-Z]-?\d*\.\d+[\-.]\d+[^\n]*[ ,\-\d]$")
_SLICE = re.compile(r"[\w\])]\[$")
_EPOCH = re.compile(r"(?<![\w.])\d:$")
_CONTEXT = words(
    "ip",
    "ipv4",
    "ipv6",
    "address",
    "host",
    "server",
    "gateway",
    "subnet",
    "dns",
    "client",
    "src",
    "dst",
    "remote",
    "from",
    "port",
)
_NETWORK = words(  # nearer to the matter than "from", which versions follow, too
    "ip", "ipv4", "address", "addresses", "host", "hosts", "gateway", "subnet", "dns", "src", "dst", "ping", "nameserver", "netmask", "login", "ssh", "user", "sshd", "listen", "bind", "dhcp", "router", "vpn", "firewall", "connection",
    "connected", "resolver", "geoip", "whois", "traceroute",
)  # fmt: skip


_VERSIONED = re.compile(r"[ (,]{1,3}(?i:build|release[ds]?|rev(?:ision)?|beta|alpha|rc\d?|hotfix|patch|sp\d|stable)\b")
_VERSIONS = re.compile(r"(?i)(?<![^\W_])(?:version|versions|ver|release|build|firmware|revision)(?![^\W_])")
_NEIGHBOUR_BEFORE = re.compile(r"(?<![\w.])(\d{1,5}(?:\.\d{1,5}){2,3})[ ,;|\t]{1,2}$")
_NEIGHBOUR_AFTER = re.compile(r"[ ,;|\t]{1,2}(\d{1,5}(?:\.\d{1,5}){2,3})(?![\w.])")

_DATE = re.compile(
    r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d|(?:19|20)\d\d\.(?:0[1-9]|1[0-2])\.(?:0[1-9]|[12]\d|3[01])"
)


def _row_of_versions(candidate: Candidate) -> bool:
    """Whether it stands in a row of versions: one beside it has three parts or one above 255, or all are small at the start."""
    sides = (_NEIGHBOUR_BEFORE.search(candidate.before(28)), _NEIGHBOUR_AFTER.match(candidate.after(28)))
    rows = [side[1].split(".") for side in sides if side is not None and not _DATE.fullmatch(side[1])]
    if any(len(row) == 3 or max(map(int, row)) > 255 for row in rows):
        return True
    own = candidate.value.partition("/")[0].split(".")
    return bool(rows) and all(int(row[0]) < 30 and int(row[1]) < 30 for row in (*rows, own))


@lru_cache(maxsize=8_192)
def _normal(value: str) -> str:
    """The address as one writes it, without scope; empty where it is none."""
    address, slash, prefix = value.partition("/")
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    plain = str(parsed).partition("%")[0]
    return f"{plain}/{prefix}" if slash else plain


def _like_version(octets: list[str]) -> bool:
    """Whether numbers are as small as those of a version (7.1.1.43, 2.0.14.1) and no private network is written so."""
    numbers = [int(octet) for octet in octets]
    return (numbers[0] < 10 and numbers[1] < 10) or (
        max(numbers) < 100 and numbers[0] < 30 and numbers[0] != 10 and sum(number < 10 for number in numbers) >= 2
    )


def judge(candidate: Candidate) -> Judgement | None:
    value = candidate.value
    normal = _normal(value)
    if not normal:
        return None
    score = Score(0.995, "an address by the rules of its version")
    if ":" not in value:
        if _AGAINST.search(candidate.before(20)):
            return None
        octets = value.partition("/")[0].split(".")
        if _EPOCH.search(candidate.before(4)) or _RELEASED.match(candidate.after(24)):
            return None  # a package's version: 8:7.1.1.43+dfsg1
        if _VERSIONED.match(candidate.after(24)) or _VERSIONS.search(candidate.header):
            score.at_most(0.5, "a version, by the word after it or the head of its column")
        elif (
            _row_of_versions(candidate)
            and not candidate.near(_NETWORK)
            and "/" not in value
            and octets[0] not in ("10", "192", "172", "127")
        ):
            score.at_most(0.6, "one of a row of versions")
        elif all(len(octet) == 1 for octet in octets) and not candidate.near(_CONTEXT) and not candidate.alone:
            score.at_most(0.5, "four single digits may be a version or a paragraph")
        elif (
            _like_version(octets)
            and "/" not in value
            and not candidate.alone
            and not candidate.near(_NETWORK)
            and not candidate.scene.is_log
        ):
            score.at_most(0.6, "small numbers may be a version or a paragraph")
        elif candidate.scene.is_code and not candidate.near(_CONTEXT):
            score.at_most(0.6, "stands in source code, without words about networks")
        elif any(len(octet) > 1 and octet[0] == "0" for octet in octets):
            return None
        if _DRAWN.search(candidate.before(60)):
            return None  # a path of a drawing
    elif _SLICE.search(candidate.before(3)) and candidate.after(1) == "]":
        return None  # every second one of a list
    elif value[:2] == "::" and value[2:3] in ("", "/", "%") and candidate.before(1) not in ("", " ", "\n"):
        return None  # a mark of programs: `std::`, `[::2]`, `"::"`
    elif value in ("::", "::/0") or sum(character.isdigit() for character in value) == 0:
        if value != "::/0" and not (candidate.near(_CONTEXT) or candidate.alone or value in ("::",)):
            return None
        score.at_most(0.6 if not candidate.scene.is_code else 0.1, "may be punctuation of a program")
    elif value.endswith("::") and len(value) <= 6 and not candidate.near(_NETWORK):
        score.at_most(0.5, "a number before two colons")
    elif candidate.scene.is_code and len(value) < 8:
        score.at_most(0.6, "stands in source code")
    parsed = ipaddress.ip_address(normal.partition("/")[0])
    scope = "loopback" if parsed.is_loopback or parsed.is_unspecified else "private" if parsed.is_private else "public"
    return score.judgement(normal, ("scope", scope))


def mask(match: Match) -> str:
    return "•••.•••.•••.•••" if ":" not in match.value else "••••:••••:••••"
