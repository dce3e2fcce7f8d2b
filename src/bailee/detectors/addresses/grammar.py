"""Addresses in a row of classes: a core that tells one, such as a street with its number, and what stands around it.

>>> from bailee.detectors.addresses.tokens import read
>>> text = "Send it to 12 Oak Street, Albany, NY 12207 today"
>>> [(text[low:high], sorted(has)) for low, high, has in addresses(text, 0, len(text))]
[('12 Oak Street, Albany, NY 12207', ['number', 'postcode', 'region', 'street', 'town'])]

A core is looked for from left to right; it grows to the right by units, areas, towns, postcodes, regions and countries, at
most six lines, and to the left by what stands before a street: a unit, a floor, a building.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bailee.detectors.addresses.tokens import Tokens, read

_NAME = "(?:[cdSYQARKDTCPsOUw]|k(?!,?[nf]))"  # a word of a street's name
_SEP = r"(?:[,/]|\.(?=[,/U])|-(?=[vxfcqzpsTOU])){0,4}"
_PLACE = "[cdkSYQARKDUOtrN]"  # a word of a town's name
_TOWN = rf"(?:c|[dYQASRKDUON](?={_PLACE}|[cT])|A|Y|T)(?:-?w{{0,2}}{_PLACE}){{0,4}}"
_POSTTOWN = rf"(?:j[.:]?-?)?(?:[vxqpe],?-?/?|(?P<four>f(?![,/]{{0,2}}[cdDYOTA]{{1,4}}[SQ])),?/?)(?:{_TOWN}|[TSKsRYQU])(?:,?\([csidTAw!]\))?(?:\|[scD](?![a-z]))?(?:Z[nf]?)?"
_TOWNPOST = rf"{_TOWN}(?:n(?=,?/?[pC]))?,?(?:/{{1,2}},?)?-?(?:\(?[sT]\)?,?/?|(?<=,)[cl](?=[/,])[/,]{{1,2}})?(?:C,?/?)?-?(?:[Uj][.:]?-?)?(?:[vzxqpe]|(?P<four2>f))(?!-?{_PLACE})(?!,?T|s)"
# The same without the names of groups, and a postcode of four figures only beside its town, for what is a street only with them.
_FIRM_POSTTOWN = rf"(?:(?:j[.:]?-?)?[vxqpe],?-?/?|f,?(?![cdDYOTA]{{1,4}}[SQ]))(?:{_TOWN}|[SK](?![a-z]))"
_FIRM_TOWNPOST = _TOWNPOST.replace("|(?P<four2>f)", "")
_CORES = (
    ("box", r"(?:cn)?B[.:#]?-?(?:U[.:]?)?[nfvxi]"),
    ("street", rf"[nfviqN],?(?=[^dw]){_NAME}{{1,4}}?[SQ]D?(?:{_NAME}{{0,2}}[SQ])?(?:,?[nfi](?=,|/|$))?"),
    ("street", rf"[nf]/(?=[^dw]){_NAME}{{1,3}}[SQ](?=[,/])"),
    ("street", rf"(?:[nfvi],?[PQ](?!wn)|[PQ](?!w))(?:{_NAME}|[niO]|-|l(?=l?,?[nf](?:[,/]|$))){{1,7}}(?:,?[-#]?(?:U[.:]?)?(?:[ni]|f(?!{_PLACE}|T)|v(?!-?{_PLACE}|T))(?:[#-]?[ni])?D?)?"),
    ("street", r"(?:[nf],?)?[cd]{0,2}-?K,?(?:U[.:]?)?[nfi]"),
    ("street", rf"[nf]w[SQY](?={_SEP}(?:{_FIRM_POSTTOWN}|{_FIRM_TOWNPOST}))"),
    ("street", rf"(?=[^dw]){_NAME}{{1,3}}[SQtr],?(?:U[.:]?)?[nfvi]"),
    ("loose", rf"[nf],?R{_NAME}{{1,5}}|R{_NAME}{{1,5}}(?:,?(?:U[.:]?)?[nf]|(?={_SEP}(?:{_TOWN}{_SEP}){{0,2}}p))"),
    ("loose", rf"[nfvN],?(?=[^dw]){_NAME}{{1,3}}?[YR][YSQ]?D?"),
    ("street", r"[nfv],?r(?:[dr]{0,3}(?:[cKSYTAPOQksnD]-?)){1,5}|r(?:[dr]{0,3}[cKSYTAPOQks]){1,4},?(?:U[.:]?)?(?:n|f(?!-?[cdTDYA]))"),
    ("bare", rf"[PQr](?:[dr]{{0,3}}-?[cKSYTAPOQksD]){{1,4}}(?={_SEP}{_FIRM_POSTTOWN})"),
    ("bare", rf"(?=[^dw]){_NAME}{{1,3}}?[SQ](?={_SEP}(?:{_TOWN}{_SEP}){{0,3}}p)"),
    ("loose", r"[nfv]c{1,4}t(?:,?[nfi])?"),
    ("unit", r"U{1,2}[.:#-]{0,2}(?:O(?=n))?(?:[nfvxiq]|c(?=[,/]))(?:[&-]{1,2}U?[nfvxi]|,[nf](?=[,&])){0,4}"),
    ("floor", r"O[FU]|F[ni]"),
    ("weak", r"[nf]d?[cAC][cdAYDC]{0,3}[nfi](?![.]?[nf])"),
    ("weak", rf"[nf]c[cdl]{{1,2}}[nfi](?={_SEP}U)"),
    ("weak", rf"[cdSYQARKDPTt]{{1,4}},?(?:U[.:]?)?[nif]{{1,2}}(?={_SEP}(?:A[.]?c{{0,3}}{_SEP})?(?:{_FIRM_POSTTOWN}))"),
    ("weak", rf"c[cd]?l,?[ni](?=,?/{_FIRM_POSTTOWN})"),
    ("weak", rf"[nf],?(?=[^dw])[cdAYD]{{1,4}}(?={_SEP}(?:(?:{_TOWN}{_SEP})?{_FIRM_TOWNPOST}|{_TOWN},?/?[sT],?/?f|U[.:#]?(?:[nfi]|c(?=[,/]))))"),
    ("weak", rf"#?[nif],(?:O?[cdAYO]{{1,4}}[,/]{{1,2}}){{1,4}}(?=(?:{_TOWN})?T?-?x)"),
    ("small", r"[nfv]l{1,2}[tr]"),
    ("weak", rf"[nf]/[cdAYQSD]{{1,4}}[AYQS],?/?(?={_TOWN},?-?x)"),
)  # fmt: skip
_CORE = re.compile("|".join(f"(?P<{name}{number}>{pattern})" for number, (name, pattern) in enumerate(_CORES)))
_UNITS = r"n[.]?F[.]?(?=[,/])|[cD]:n(?=[,/])|U{1,2}[.:#-]{0,2}/?(?:[nfvxiq]|c(?=[,/]|$))(?:[&-]{1,2}U?[nfvxi]){0,4}|O[FU]|F[ni]|#[nif]"
_PARTS = (
    ("unit", _UNITS),
    ("aside", r"\([ci]\)i?(?=[,/])"),
    ("postcode", _POSTTOWN),
    ("postcode", _TOWNPOST),
    ("postcode", r"\(?[sT]\)?,?/?(?:C,?/?)?[vzxp]|[sT],?/?f"),
    ("country", r"C(?:,?/?[vzxfp](?![nfi]))?"),
    ("region", r"[sT](?![cdknSQYKA])"),
    ("lone", r"[vzxqp](?![cdkn])"),
    (
        "again",
        rf"D?(?:[nfvi],?)?[PQr](?!w)(?:{_NAME}|[ni]){{1,6}}(?:,[ni])?|(?:n,?)?{_NAME}{{1,3}}[SQ]D?n?|[ni](?=[,/])|[cd]{{0,2}}K[nf]?|[nf][cd]{{1,3}}[nfi]|(?<=q)[cd]{{1,3}}[nfi]|(?<=q)(?=[^dw])[cdAYD]{{1,3}}(?=[,/])|[SQ][ni](?=[,/])|[nfv],?(?=[^dw]){_NAME}{{1,3}}Y|[nf]{{1,2}}[cd]{{1,3}}(?=,?/?[vxq])",
    ),
    ("area", r"w?[cidAYUQSRDPKknOT&'-]{0,6}[AYR][cidAYUQSRDPKknOT&'-]{0,5}(?=[,/.CU]|$)"),
    ("box", r"B[nfvx]"),
    ("town", rf"{_TOWN}(?:n(?=[,/]{{1,2}}C))?(?=$|[,/.;)!\"]|[sTCvzxqplw])"),
)
_PART = re.compile(
    f"(?P<sep>{_SEP})(?:"
    + "|".join(f"(?P<{name}{number}>{pattern})" for number, (name, pattern) in enumerate(_PARTS))
    + ")"
)
_FOLLOWED = re.compile(rf"{_SEP}(?:,?[sTCvzxqp]|f|{_TOWN}{_SEP}[vzxqp]|[DcidwO]{{0,3}}[PA])|/{{0,2}}$|//|!?$")
_LEFT_CHUNK = re.compile(r"(?:[ciOdwAYSQRPKDTkUFnf&'#:.()-]){1,9}")
_NOT_LEFT = re.compile(r"[l!;mtr\"]|[:](?![nif])")
_YEAR = re.compile(r"(?:19|20)\d\ds?(?:-(?:(?:19|20)?\d\d))?")
_LABELLED = re.compile(r"(?i)\b(?:addres\w*|mail\w*|postal|post|c/o)\W{0,4}(?:is )?$")
_BUILDINGS = frozenset(
    [
        "mall",
        "plaza",
        "centre",
        "center",
        "court",
        "courts",
        "square",
        "gardens",
        "heights",
        "manor",
        "mansion",
        "lodge",
        "villas",
        "village",
        "mill",
        "cottage",
        "farm",
        "barn",
        "house",
        "point",
        "park",
    ]
)
_REGION_FOLLOWS = re.compile(r",?/?[TC]")
_DWELLINGS = frozenset(
    [
        "apt",
        "apartment",
        "appt",
        "suite",
        "ste",
        "flat",
        "unit",
        "apto",
        "penthouse",
        "studio",
        "interno",
        "depto",
        "room",
        "floor",
        "puerta",
        "piso",
    ]
)
_AT = re.compile(r"(?i)\b(?:at|to|is|address):? $")
_TIGHT = re.compile(r",(?=[^\s,])")
_LINES = 6

Has = frozenset[str]


def addresses(content: str, start: int, end: int) -> Iterator[tuple[int, int, Has]]:
    """Addresses between two offsets: from where to where, and which parts each of them has."""
    tokens = read(content, start, end)
    classes, position, floor = tokens.classes, 0, 0
    while (match := _CORE.search(classes, position)) is not None:
        kind = (match.lastgroup or "").rstrip("0123456789")
        low, high = match.span()
        if not _holds(content, tokens, match, kind):
            position = low + 1
            continue
        has = {"street" if kind == "bare" else kind}
        if kind in ("street", "loose", "weak", "small") and re.search("[nfvi]", match[0]):
            has.add("number")
        if kind == "unit" and _dwelling(content, tokens, low):
            has.add("dwelling")
        high = _grown(content, tokens, high, has)
        low = _begun(content, tokens, low, floor, has)
        position = high
        if has <= {"unit", "dwelling", "floor"}:  # a street may follow that it belongs to
            continue
        floor = high
        while (
            low < high - 1
            and classes[low] in "dw"
            and content[tokens.starts[low]].islower()
            and not content[tokens.starts[low] : tokens.ends[high - 1]].islower()
        ):
            low += 1  # "in der Lindenallee 44"
        while (
            high > low + 1
            and classes[high - 1] in "dw"
            and content[tokens.starts[high - 1]].islower()
            and not content[tokens.starts[low] : tokens.ends[high - 1]].islower()
        ):
            high -= 1
        begin, stop = tokens.starts[low], tokens.ends[high - 1]
        if content[begin:stop].islower():
            has.add("lower")
        yield begin, stop - (content[stop - 1] == "."), frozenset(has)


def _placed(classes: str, high: int) -> bool:
    """Whether a town, a region or a country follows."""
    match = _PART.match(classes, high)
    return (
        match is not None
        and (match.lastgroup or "").startswith(("postcode", "country", "region", "unit", "lone"))
        and match.groupdict()["four"] is None
    )


def _holds(content: str, tokens: Tokens, match: re.Match[str], kind: str) -> bool:
    """What letters alone do not tell of a core: cells of a table side by side are no street, nor is a word a unit's number."""
    low, high = match.span()
    if kind in ("street", "loose", "weak"):  # what may be the number of a house may be a year
        first = _is_year(content, tokens, low)
        if (first or _is_year(content, tokens, high - 1)) and (
            (kind == "weak" and first) or not _placed(tokens.classes, high)
        ):
            return (
                _AT.search(content, max(0, tokens.starts[low] - 24), tokens.starts[low]) is not None
                and kind == "street"
            )
    if (kind == "weak" or match[0][0] == "N") and _TIGHT.search(content, tokens.starts[low], tokens.ends[high - 1] + 3):
        return False  # cells of a row
    if kind in ("street", "loose") and match[0][1:2] == "," and match[0][2:3] not in "PQRr":
        return content[tokens.ends[low + 1] : tokens.ends[low + 1] + 1] in " \t\r\n"
    if match[0][1:3] == ",P" and tokens.ends[low + 2] - tokens.starts[low + 2] <= 2:
        return content[tokens.ends[low + 1]] == " "
    if match[0][0] == "P" and match[0][1:2] in "nfi" and tokens.ends[low] - tokens.starts[low] <= 2:
        return False
    if match[0][0] == "N":  # One Way is none, One Main Street in a town is
        return _placed(tokens.classes, high)
    if match[0][0] == "c" and kind == "box":
        return _placed(tokens.classes, high)
    if kind == "box" and content[tokens.starts[low] : tokens.ends[low]].lower() in ("box", "pl", "bp", "boks", "gpo"):
        return (
            _placed(tokens.classes, high)
            or _LABELLED.search(content, max(0, tokens.starts[low] - 40), tokens.starts[low]) is not None
        )
    if kind == "unit" and match[0][-1] == "c":
        return tokens.ends[high - 1] - tokens.starts[high - 1] <= 2
    return True


def _is_year(content: str, tokens: Tokens, index: int) -> bool:
    return (
        tokens.classes[index] in "fn" and _YEAR.fullmatch(content, tokens.starts[index], tokens.ends[index]) is not None
    )


def _grown(content: str, tokens: Tokens, high: int, has: set[str]) -> int:
    """Where an address ends that is known to here."""
    classes, lines, again = tokens.classes, 0, 0
    for _ in range(12):
        match = _PART.match(classes, high)
        if match is None:
            break
        kind = (match.lastgroup or "").rstrip("0123456789")
        if kind == "four":
            kind = "postcode"
        separator = match["sep"]
        lines += match[0].count("/")
        if lines > _LINES or separator.count("/") > 2:
            break
        closed = "postcode" in has or "lone" in has
        if "country" in has and kind != "lone" and not (kind == "country" and "postcode" in has):
            break
        if separator.count("/") == 2 and kind not in ("country", "lone", "postcode"):
            break
        if closed and kind not in ("region", "country") and not (kind == "town" and _ends_line(classes, match)):
            break
        if kind == "postcode":
            four = next((name for name in ("four", "four2") if match.groupdict().get(name)), None)
            if four is not None and _is_year(content, tokens, match.start(four)) and not re.search("[sTC]", match[0]):
                break
            has.add("town")
            if four == "four2":
                has.add("short")
            if re.search("[sT]", match[0]):
                has.add("region")
            if "C" in match[0]:
                has.add("country")
        elif kind == "again":
            again += 1
            if again > 2:
                break
            if match[0][-1] == "Y":
                has.update(("loose", "number"))
            elif re.search("[PQSK]", match[0]) and re.search("[PQSK]", match[0].lstrip(",/.-nfi")):
                has.add("street")
            elif "unit" in has and re.fullmatch("[nf]?[cd]+[nfi]", match[0].lstrip(",/.-")):
                has.update(("weak", "number"))
        elif kind == "town":
            if not closed and (
                ("town" in has and not _FOLLOWED.match(classes, match.end())) or not _town_fits(classes, match, has)
            ):
                break
        elif kind == "area" and not separator and "unit" not in has:
            break
        elif kind == "region":
            if not separator and "town" not in has and "postcode" not in has:
                break
        elif kind == "country" and match[0][-1:] in "vzxfp":
            has.add("postcode")
        if kind == "unit" and _dwelling(content, tokens, match.end("sep")):
            has.add("dwelling")
        has.add({"lone": "postcode"}.get(kind, kind))
        high = match.end()
    return high


def _dwelling(content: str, tokens: Tokens, index: int) -> bool:
    return content[tokens.starts[index] : tokens.ends[index]].lower().rstrip(".") in _DWELLINGS


def _ends_line(classes: str, match: re.Match[str]) -> bool:
    """Whether words after a postcode end the line, as a region's name does that no table holds."""
    following = classes[match.end() : match.end() + 2]
    if match["sep"] == ",":
        return re.fullmatch(",c{1,2}", match[0]) is not None and (not following or following[0] == "/")
    return match["sep"] in ("/", ",/") and _REGION_FOLLOWS.match(classes, match.end()) is not None


def _town_fits(classes: str, match: re.Match[str], has: set[str]) -> bool:
    """Whether words after an address are its town: what follows says so, or nothing but the end does."""
    separator = match["sep"]
    if not separator and match[0][0] == "d":
        return False  # "Storgatan 12 i Lund"
    if "/" in separator or not separator:
        return _FOLLOWED.match(classes, match.end()) is not None and (
            bool(separator) or not has.isdisjoint({"unit", "number"})
        )
    return True


def _begun(content: str, tokens: Tokens, low: int, floor: int, has: set[str]) -> int:
    """Where an address begins whose core begins here: units, floors and buildings before a street are part of it."""
    classes = tokens.classes
    # in the same piece of the line: from the first number or unit on
    begin = low
    first = low
    while begin > floor and low - begin < 9 and classes[begin - 1] in "cdiOAYSQRPKDTkUFnfsv&'#:.(-":
        begin -= 1
        if classes[begin] in "UnifOPB" and not _is_year(content, tokens, begin):
            first = begin
    if first < low and _plausible(classes[first:low]):
        low = first
        if re.search("[nf]", classes[first]):
            has.add("number")
    for _ in range(4):  # pieces before it
        edge = low
        while edge > floor and classes[edge - 1] in ",/":
            edge -= 1
        if edge == low or low - edge > 2 or classes[edge:low].count("/") > 1:
            break
        begin = edge
        while begin > floor and classes[begin - 1] not in ",/" and edge - begin < 9:
            begin -= 1
        if begin > 0 and begin != floor and classes[begin - 1] not in ",/":
            break
        piece = classes[begin:edge]
        cut = 0
        for found in _NOT_LEFT.finditer(piece):
            cut = found.end()
        piece = piece[cut:]
        if not piece or not _LEFT_CHUNK.fullmatch(piece):
            break
        last = content[tokens.starts[edge - 1] : tokens.ends[edge - 1]].lower()
        if piece[-1] == "Y" and last not in _BUILDINGS:
            break
        alone = piece[0] in "nif" and "/" in classes[edge:low] and "," not in classes[edge:low]
        if alone and (
            piece[0] != "n"
            or not has.isdisjoint({"number", "unit"})
            or tokens.ends[edge - 1] - tokens.starts[begin] > 5
        ):
            break
        offset = _piece(piece, has)
        if offset is None:
            break
        low = begin + cut + offset
        if cut or offset:
            break
    return low


def _plausible(between: str) -> bool:
    return len(between) <= 3 or any(letter in "UFOAPK" for letter in between)


_PIECES = (
    (re.compile(r"[#]?[nif](?:[&-][nif])*"), "number"),
    (re.compile(r"(?:.{0,3}?)U[.:#-]{0,3}O?(?:[nficvx])(?:[&#-]{0,2}[nficvx]){0,3}(?:[OAcdFUY]{0,4})"), "unit"),
    (re.compile(r"[cdA]{0,3}O[FU][cA]{0,2}|F[ni]|[ni]O[FU]"), "unit"),
    (re.compile(r"(?:[nif],?)?[PQ](?:[cdSYQARKDTkCPsOUni-]){1,6}"), "street"),
    (re.compile(r"[nf][cdSYQARKDTkCPsO]{1,4}[SQY]"), "street"),
    (re.compile(r"[cdSYQRK]{0,3}K[nfi]?"), "street"),
    (re.compile(r"w?[cdAYQTDUik&']{0,5}(?:A[cdATDnik&'-]{0,5}|[YA])"), "area"),
)
_WEAK_PIECE = re.compile(r"(?:[nf])?[cdYSDKT]{1,4}[nfi]")


def _piece(piece: str, has: set[str]) -> int | None:
    """How far into a piece before a street an address begins, or None where the piece is none of its parts."""
    for pattern, kind in _PIECES:
        if pattern.fullmatch(piece):
            has.add(kind)
            return 0
    if has.isdisjoint({"street", "box"}) and _WEAK_PIECE.fullmatch(piece):
        has.update(("weak", "number"))
        return 0
    # words of a sentence before it: the address begins with the unit or number in them
    match = re.search(r"(?:U[.:#-]{0,2}[nifc]|[nif])(?:[&-][nif])*$", piece)
    if match is not None and match.start() and len(match[0]) <= 4:
        has.add("unit" if match[0][0] == "U" else "number")
        return match.start()
    return None
