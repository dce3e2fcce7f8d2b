"""Postal address.

>>> found("postal-address", "Ship to 742 Evergreen Terrace, Apt 4B, Springfield, IL 62704, please")
[('742 Evergreen Terrace, Apt 4B, Springfield, IL 62704', 'verified')]
>>> found("postal-address", "LOT 12, JALAN KENANGA 3/4,\\nTAMAN MELATI,\\n47100 PUCHONG, SELANGOR.\\nTEL: 03-5550 0100")
[('LOT 12, JALAN KENANGA 3/4,\\nTAMAN MELATI,\\n47100 PUCHONG, SELANGOR', 'verified')]
>>> found("postal-address", "in 2019 Wall Street fell, 12 points down the Road")
[]

The rules read words by the part that they may play in an address (`addresses/`): no list of towns or streets is needed.
In a table each cell stays by itself: the match is the cell of the street, its normal form takes in the town, region and
postcode of its row, so that a home has one fingerprint whether it stands in one cell or in four. Towns and postcodes in
cells of their own are no match: they lead to nobody.
"""

from __future__ import annotations

import re
from functools import cache

from bailee.detectors import names_model
from bailee.detectors.addresses.grammar import Has, addresses
from bailee.detectors.addresses.lexicon import words_of
from bailee.detectors.addresses.normal import normal
from bailee.detectors.addresses.others import others
from bailee.detectors.addresses.places import places
from bailee.detectors.addresses.region import region_of
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Candidate, Judged, Judgement, Label, Scene, Score
from bailee.detectors.names_model.gate import Sure
from bailee.detectors.use_of import use_at
from bailee.text import Match

CATEGORY = "postal-address"
SOURCE = "https://www.upu.int/en/Postal-Solutions/Programmes-Services/Addressing-Solutions"
PATTERNS_ONLY = False

_CELL = r"(?P<value>(?=[^\n\t]*[^\W\d_]{3})[^\n\t@]{5,120})"
LABELS = (
    Label(
        ("zip code", "postal code", "zip", "postcode"),
        r"(?P<value>\d{5}(?:-\d{4})?|[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|[A-Z]\d[A-Z] ?\d[A-Z]\d)(?![\w-])",
    ),
    Label(
        (),
        _CELL,
        headings=(
            "home address", "street address", "mailing address", "billing address", "shipping address", "residential address", "postal address", "address", "residence", "street",
            "address1", "address 1", "address line 1", "street1", "street 1", "addr", "addr1", "adresse", "anschrift", "strasse", "straße", "dirección", "direccion", "domicilio", "indirizzo", "endereço", "adres", "alamat",
        ),
    ),
)  # fmt: skip
_NOT_POSTAL = re.compile(
    r"(?i)\b(?:ip|mac|e-?mail|mail server|web|url|memory|wallet|bitcoin|network|physical address|host|source|dest|destination|bus|register|offset)\b"
)
# Published with free software in millions of files, in licences: nobody lives there.
_LICENCES = re.compile(r"(?i)(?:51\s+franklin|59\s+temple|675\s+mass|31\s+milk)\b")
_FIELD = re.compile(
    r"(?i)[\s\"',;]{1,8}(?:\w{1,20}[._])?(?:(?:address|addr|street)[ _-]?(?:line)?[ _-]?[2-4]|city|town|suburb|state|province|county|zip(?:[ _-]?code)?|post[ _-]?code|postal[ _-]?code|plz|ort|plz/ort|stadt|ville|ciudad)"
    r"[\"']?[ \t]{0,8}[:=][ \t]{0,8}[\"']?(?P<value>[^\"'\n,;<>{}=:]{1,40})"
)
_WORD = re.compile(r"(?<![^\W_])[^\W\d_]{2,}(?![^\W_])|[^\x00-\x7f\W\d]")
_CELL_MARK = re.compile(r",(?! )|;|\|")
_CELL_END = re.compile(r'[,;|](?! )|"')
AROUND, CELLS, FIGURES = 160, 8, 0.5  # characters on each side, cells in them, and their share that are figures
_CELL_BOUND = re.compile(r"[,;|](?! )")
_FIGURES = re.compile(r"\s*-?[\d.]+\s*")
_AT = re.compile(r"\b(?:at|to|from) $")
_EVERYDAY = re.compile(
    r"(?i)\b(?:drive|dr|court|ct|place|pl|circle|cir|way|trail|square|sq|plaza|row|walk|crossing)\.?$"
)
_SERIAL = re.compile(
    r"\b(?=[A-Z]{0,9}\d)(?=\d{0,9}[A-Z])[A-Z\d]{11,}\b"
)  # letters and figures, longer than any postcode or number
_REST = re.compile(
    r"(?i)^(?:(?:address|addr|street)[ _-]?(?:line)?[ _-]?[2-4]|city|town|suburb|state|province|region|county|zip|zip ?code|post ?code|postal[ _]?code|plz|ort|stadt|ville|code[ _]postal|ciudad|cp|comune|cap|cidade|cep|plaats|postnr|postort|country|land)\b"
)


@cache
def _label_words() -> frozenset[str]:
    return words_of("label")


def find(scene: Scene) -> list[tuple[int, int, Judgement]]:
    """Every address of a text."""
    if scene.is_code or not scene.has_letters:
        return []
    content, rows = scene.content, []
    for low, high in places(content):
        for begun, end, has in addresses(content, low, high):
            start = _with_route(content, _behind_number(content, begun))
            judgement = _judged(scene, start, end, has)
            if judgement is not None:
                rows.append((start, judgement.end or end, judgement))
    for start, end, probability, reason in others(content):
        rows.append((start, end, _judgement(scene, start, end, Score(probability, reason))))
    return rows


_ROUTE = re.compile(r"(?<![^\W_])(?:R\.?[ ]?R|R\.?F\.?D|H\.?C|S\.?R)\.?[ ]{0,2}(?:#|no\.? )?$", re.IGNORECASE)
_BOX_OF_ROUTE = re.compile(r"\d{1,4},?[ ]{1,2}box\b", re.IGNORECASE)


_TAIL = re.compile(r"\d{1,6}[ \t]*\r?\n[ \t]*")


def _behind_number(content: str, start: int) -> int:
    """Where an address begins that seems to begin with the end of another number, such as a phone's in the line before it."""
    tail = _TAIL.match(content, start)
    return tail.end() if tail and re.search(r"\d[ .\-/)]{1,2}$", content[max(0, start - 3) : start]) else start


def _with_route(content: str, start: int) -> int:
    """Where an address begins whose route in the country has a box: `RR 2 Box 48`."""
    if _BOX_OF_ROUTE.match(content, start) is None:
        return start
    low = max(0, start - 10)
    route = _ROUTE.search(content[low:start])
    return start if route is None else low + route.start()


def review(scene: Scene, judged: Judged) -> Judged:
    """What the model of names says: it finds addresses of other forms; of those that the rules doubt it denies some (16 of 16 were none)."""
    out = []
    for start, end, judgement in judged:
        low = start if judgement.start is None else judgement.start
        high = end if judgement.end is None else judgement.end
        seen = names_model.address_score(scene, low, high) if judgement.probability < 0.9 else None
        if seen is None or seen >= 0.2:
            out.append((start, end, judgement))
    taken = Sure([(start, end) for start, end, _ in out])
    for span in names_model.addresses(scene):
        if not taken.meet(span.start, span.end):
            score = Score(0.7, "the model reads it as an address")
            out.append((span.start, span.end, _judgement(scene, span.start, span.end, score)))
    return out


def _judged(scene: Scene, start: int, end: int, has: Has) -> Judgement | None:
    content = scene.content
    cell = _cell_end(scene, start, end)
    if cell < end and _WORD.search(content, start, cell) is None:  # a figure or a hash, and what stands beside it
        return None
    score = _score(has)
    told = "loose" in has and score.probability < 0.9 and _AT.search(content, max(0, start - 12), start) is not None
    if told and _EVERYDAY.search(content, start, end) is not None:
        score.at_least(0.9, "stands where a place is told")
    labelled = _label(content, start)
    if labelled:
        if score.probability < 0.5 and has.isdisjoint({"unit", "number", "box"}):
            return None
        least = 0.93 if score.probability >= 0.6 else 0.9 if "small" in has else 0.85 if has & {"weak", "box"} else 0.6
        score.at_least(least, f'the word "{labelled}" stands before it')
    if score.probability < 0.5:
        return None
    if _LICENCES.search(content, max(0, start - 30), start + 20):
        score.at_most(0.3, "an address that stands in licences of software")
    elif scene.is_log:
        score.at_most(0.5, "stands in a log")
    elif _SERIAL.search(content, start, end):
        score.at_most(0.4, "holds the number of a parcel or a part")
    elif scene.text.cells is None and _in_figures(content, start, end):
        score.at_most(0.4, "stands in a row of figures")
    return _judgement(scene, start, end, score)


def _in_figures(content: str, start: int, end: int) -> bool:
    """Whether the cells around it, in one line without an end, are figures mostly: measurements with a word here and there.

    >>> row = "12,5501,7764,Box 126,80705,33148,8120,96,4031,77,60273,9144"
    >>> _in_figures(row, row.index("Box"), row.index(",33148")), _in_figures("7,Ann Bell,12 Main St,Albany,NY,12207,5550100", 11, 21)
    (True, False)
    """
    before = content[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = content[end : end + AROUND].partition("\n")[0]
    cells = [cell for cell in _CELL_BOUND.split(f"{before}|{after}") if cell.strip()]
    return len(cells) >= CELLS and sum(1 for cell in cells if _FIGURES.fullmatch(cell)) >= FIGURES * len(cells)


def _score(has: Has) -> Score:
    """How sure the parts of an address make it."""
    street = "street" in has or "box" in has
    placed = {"postcode", "region", "country", "town"} & has
    exact = "postcode" in has and bool({"region", "country"} & has)
    if street and "number" not in has and "unit" not in has and "box" not in has:
        score = Score(0.3, "a street without a number")
        if "postcode" in has:
            score.at_least(0.93, "with town and postcode")
        return score
    if street:
        score = Score(0.6 if "lower" in has else 0.9, "street and number" if "street" in has else "a post box")
        if exact:
            score.at_least(0.99, "with town, postcode and region or country")
        elif "postcode" in has:
            score.at_least(0.98 if "short" in has or "lower" in has else 0.99, "with town and postcode")
        elif placed:
            score.at_least(0.95, "with its town")
        elif "unit" in has:
            score.at_least(0.93, "with its unit")
        return score
    if "loose" in has:
        score = Score(0.6, "a number and what may be a street")
        if exact:
            score.at_least(0.99, "with town, postcode and region or country")
        elif "postcode" in has:
            score.at_least(0.96, "with town and postcode")
        elif placed & {"region", "country"}:
            score.at_least(0.93, "with its town")
        elif "unit" in has:
            score.at_least(0.92, "with its unit")
        elif "town" in has:
            score.at_least(0.8, "with its town")
        return score
    if "small" in has:
        return Score(0.4, "a number and a street in lower case")
    if "weak" in has:
        score = Score(0.3, "words and a number")
        if "postcode" in has:
            sure = 0.95 if exact or "dwelling" in has else 0.6 if "short" in has else 0.92
            score.at_least(sure, "with town and postcode")
        elif placed & {"region", "country"} and "town" in has:
            score.at_least(0.91, "with town and region or country")
        elif "dwelling" in has:
            score.at_least(0.91, "with its unit")
        return score
    score = Score(0.2, "a unit of a building")
    if "postcode" in has and ("area" in has or exact):
        score.at_least(0.93, "with town and postcode")
    elif "postcode" in has:
        score.at_least(0.8, "with town and postcode")
    elif "area" in has and placed:
        score.at_least(0.7, "with building and town")
    return score


def _label(content: str, start: int) -> str:
    """The word before an address that says that one follows, or an empty string."""
    before = content[max(0, start - 60) : start]
    head, _, line = before.rpartition("\n")
    for word in reversed(re.findall(r"[^\W\d_]+", line)[-6:]):
        if word.lower() in _label_words():
            return str(word)
    above = head.rstrip().rpartition("\n")[2]
    if not line.strip() and above.rstrip()[-1:] in (":", "-"):
        for word in re.findall(r"[^\W\d_]+", above)[-4:]:
            if word.lower() in _label_words():
                return str(word)
    return ""


def _judgement(scene: Scene, start: int, end: int, score: Score) -> Judgement:
    content = scene.content
    value = content[start:end]
    rest = ""
    if scene.text.cells is not None:
        rest = _row_rest(scene, start)
    elif _cell_end(scene, start, end) == end:
        rest = _fields_after(content, end)
    else:
        end = _cell_end(scene, start, end)
    use = use_at(scene, start, end)
    attributes = []
    if use is not None:
        attributes.append(("use", use.use))
        score.reasons.append(use.reason)
    whole = f"{value}, {rest}" if rest else value
    if region := region_of(whole):  # after an incident it says by which law somebody is told
        attributes.append(("region", region))
    return score.judgement(normal(whole), *attributes, start=start, end=end)


def _cell_end(scene: Scene, start: int, end: int) -> int:
    """Where the cell of a street ends, in a table that stands in plain text: the rest of its row is no part of it."""
    value = scene.content[start:end]
    if scene.text.cells is None and "\n" not in value and _CELL_MARK.search(value) and scene.header(start):
        return start + len(_CELL_END.split(value, maxsplit=1)[0])
    return end


def _fields_after(content: str, end: int) -> str:
    """Town, region and postcode from the fields of a form after a street's: `City: Albany`, `"zip": "12207"`."""
    parts, at = [], end
    for _ in range(5):
        match = _FIELD.match(content, at)
        if match is None:
            break
        parts.append(match["value"].strip())
        at = match.end()
    return ", ".join(parts)


def _row_rest(scene: Scene, start: int) -> str:
    """Town, region and postcode from the cells after a street's."""
    cells = scene.text.cells
    assert cells is not None  # noqa: S101 - asked for tables only
    at = cells.at(start)
    found_cells = []
    for cell in range(at + 1, min(at + 7, len(cells.starts))):
        column = cells.columns[cell]
        if cells.rows[cell] != cells.rows[at] or column >= len(cells.headers):
            break
        if _REST.match(cells.headers[column]):
            stop = cells.starts[cell + 1] - 1 if cell + 1 < len(cells.starts) else len(scene.content)
            found_cells.append(scene.content[cells.starts[cell] : stop].strip())
    return ", ".join(part for part in found_cells if part)


def judge(candidate: Candidate) -> Judgement | None:
    """A cell under a head that says address, or a postcode after a word that says so."""
    value, scene = candidate.value, candidate.scene
    if scene.is_code:
        return None
    if candidate.label:
        return Score(0.7, f'a postcode after "{candidate.label}"').judgement(normal(value))
    if not candidate.heading or candidate.peers < 0.5 or _NOT_POSTAL.search(candidate.heading):
        return None
    telling = sum(_tells(other) for other in candidate.column[:20])
    if telling < 0.4 * min(len(candidate.column), 20) or not any(map(str.isdigit, value)):
        return None
    return _judgement(
        scene, candidate.start, candidate.end, Score(0.95, f'the head of its column says "{candidate.heading}"')
    )


def _tells(value: str) -> bool:
    """Whether a cell reads as an address: a number, and words beside it."""
    return (
        re.search(r"\d", value) is not None
        and re.search(r"[^\W\d_]{3}", value) is not None
        and re.search(r"://|[{}<>=\\@]|\.\d+\.\d|::|^[\d.:/a-fA-Fx ]+$", value) is None
    )


def mask(match: Match) -> str:
    return "••• •••••, •••••"
