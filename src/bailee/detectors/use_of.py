"""Home or work: what a phone number, an address or a mail address is for, by the words that stand with it.

A detector calls `use_of(candidate)`, or `use_at(scene, start, end)` where it has no candidate, and puts what it says into
the attribute `use` (`personal` or `work`) and the reasons. None means that nothing tells.

>>> from bailee.text import Text
>>> from bailee.vocabulary import Locator
>>> scene = Scene(Text.of("Home: 212-736-5000, office: 212-736-5001", Locator(("a.txt",))))
>>> use_at(scene, 6, 18), use_at(scene, 28, 40)
(Use(use='personal', reason='personal, for the word "home" stands with it'), Use(use='work', reason='work, for the word "office" stands with it'))

What is looked at, in this order: the head of its column or its label; the words beside it on its line, to the value
before it and the value after it; the line above, if it begins its line; the heading of its section (`Emergency contact`,
`"home": {`, `<work>`). The nearest word decides. A mobile counts as its owner's only where nothing else is said.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from bailee.detectors.interface import Candidate, Scene

PERSONAL, WORK = "personal", "work"


class Use(NamedTuple):
    use: str  # PERSONAL or WORK
    reason: str


_PERSONAL = """
    home residence residential private personal household domestic evening emergency kin spouse tenant
    privat private privater privates zuhause privatanschrift privatadresse wohnort wohnanschrift wohnhaft notfall notfallkontakt
    domicile personnel personnelle privé privée particulier urgence
    casa particular domicilio residencial personale abitazione residenza emergenza emergencia emergência pessoal
    thuis thuisadres privé noodgeval hem hemadress bostad privatnummer hjem hjemme koti kotiosoite yksityinen
    dom prywatny prywatna domowy domowa
"""
_WORK = """
    work office business company corporate direct desk ext extension switchboard reception headquarters hq branch warehouse
    department dept firm employer vendor supplier helpdesk workplace headoffice professional commercial
    büro firma geschäftlich dienstlich dienst zentrale durchwahl arbeit arbeitgeber firmenanschrift geschäft hauptsitz
    bureau travail professionnel professionnelle entreprise siège société standard employeur
    oficina trabajo empresa laboral sede centralita ufficio lavoro azienda aziendale trabalho escritório comercial
    werk kantoor zakelijk bedrijf arbete kontor jobb växel arbejde työ työpaikka toimisto praca biuro służbowy firmowy
"""
_MOBILE = "mobile cell cellphone cellular handy mobil mobiltelefon portable móvil celular cellulare telemóvel gsm mob"
_CUES = {
    **dict.fromkeys(_MOBILE.split(), ""),
    **dict.fromkeys(_WORK.split(), WORK),
    **dict.fromkeys(_PERSONAL.split(), PERSONAL),
}
# Words after which, or before which, a word above says something else: "home page", "direct deposit", "Microsoft Office".
_NEXT = {
    "home": {"page", "pages", "depot", "loan", "loans", "screen", "directory", "insurance", "improvement", "health", "button", "team", "secretary"},
    "work": {"order", "orders", "permit", "visa", "history", "experience", "in", "on", "with", "as", "hard"},
    "office": {"supplies", "products", "365", "suite", "action", "equipment"},
    "direct": {"deposit", "debit", "mail", "message", "current", "to", "from", "that"},
    "private": {"limited", "ltd", "equity", "key", "sector", "company"},
    "personal": {"assistant", "injury", "computer", "best", "trainer"},
    "particular": {"case", "attention"},
    "company": {"of"},
    "standard": {"deviation", "rate", "time", "error"},
    "business": {"days", "hours", "day", "as"},
    "casa": {"blanca"},
    "firm": {"offer", "order"},
    "desk": {"top"},
    "commercial": {"paper"},
    "emergency": {"room", "department", "exit", "services", "service"},
}  # fmt: skip
_BEFORE = {
    "home": {"nursing", "funeral", "care"},
    "office": {"microsoft", "ms", "open", "libre", "home", "post", "box"},
    "work": {"net", "to", "not", "the", "will", "can"},
    "standard": {"the", "a"},
    "company": {"parent"},
    "direct": {"please"},
    "dom": {"the"},
}
_EAST = re.compile(
    r"(自宅|住宅|家庭|私人|个人|個人|자택|집)|(勤務先|会社|公司|单位|單位|办公|辦公|直通|職場|회사|직장|사무실)"
)
_TOKEN = re.compile(r"[^\W\d_]+(?:'s)?")
_CAMEL = re.compile(r"[A-ZÀ-Þ]?[^\WA-ZÀ-Þ\d_]+|[A-ZÀ-Þ]+")
# A value of its own kind that stands before or after: what is beyond it belongs to that one.
_NUMBER = re.compile(r"\d[\d ().\-/+]{5,}\d")
_BLANK = re.compile(r"[\s>)]")
_AFTER = re.compile(r"[\s)\]\"',–—-]{0,3}[(\[]?[ ]?(?P<words>[^\W\d_]+(?: [^\W\d_]+)?)[ ]?(?P<colon>[:=@\d])?")
_LINES = 24
_HEADING_MARK = re.compile(
    r"^\s*(?:#{1,6} |\[|<[A-Za-z]|[\"']?[\w. -]{1,40}[\"']?\s*[:=]\s*[\[{(]?\s*$|[-=*_]{2,} ?\w)"
)


def use_of(candidate: Candidate) -> Use | None:
    """What a candidate is for, by its label, the head of its column, its neighbours and its section; None if nothing tells."""
    heading = candidate.heading
    if not heading and _begins_cell(candidate):
        heading = candidate.scene.header(candidate.start)
    return use_at(candidate.scene, candidate.start, candidate.end, candidate.label, heading)


def _begins_cell(candidate: Candidate) -> bool:
    """Whether it may stand in a cell of a table: to ask for the head of its column costs more than the rest."""
    if candidate.scene.text.cells is not None:
        return True
    before, after = candidate.before(1), candidate.after(1)
    if before in _QUOTES:
        before = candidate.before(2)[:1]
    return (before in _DELIMITERS and after in _CLOSING) or (before == "\n" and after in _DELIMITERS)


_DELIMITERS, _QUOTES, _CLOSING = frozenset("\t|;,"), frozenset("\"'"), frozenset("\t|;,\"'\r\n") | {""}


def use_at(scene: Scene, start: int, end: int, label: str = "", heading: str = "") -> Use | None:
    """The same for a span of a text; `label` and `heading` are the phrase before it and the head of its column, where known."""
    over = _last(heading) if heading else None
    if over is not None and over[0]:
        return Use(over[0], f'{over[0]}, for the head of its column says "{over[1]}"')
    content = scene.content
    line = content.rfind("\n", max(0, start - 2000), start) + 1
    low = max(line, start - 100)
    before = content[low:start]
    beside = _after(content[end : end + 40].partition("\n")[0])
    if beside is not None and beside[0]:
        return Use(beside[0], f'{beside[0]}, for the word "{beside[1]}" stands after it')
    earlier = _end_of_value(before)
    cut = before[earlier:]
    if earlier and cut.rstrip(" (\"'")[-1:] in (",", ";", ")") and _AFTER.match(cut) is not None:
        cut = ""  # "(home), " belongs to the value before
    near = _last(cut) or (_last(label) if label else None)
    if near is None and line and low == line and not before.strip(" \t\"'(<-+*•>"):
        above_start = content.rfind("\n", max(0, line - 80), line - 1) + 1
        above = content[above_start : line - 1]
        if 0 < len(above) <= 60 and not _end_of_value(above):
            near = _last(above)
    if near is not None and near[0]:
        return Use(near[0], f'{near[0]}, for the word "{near[1]}" stands with it')
    told = _section(scene, line)
    if told is not None:
        return Use(told[0], f'{told[0]}, for the heading above says "{told[1]}"')
    mobile = near or beside or over
    return (
        Use(PERSONAL, "personal, for it is a mobile, and nothing says that it is of work")
        if mobile is not None
        else None
    )


def _end_of_value(text: str) -> int:
    """Where the last number or address in a text ends; 0 if it has none."""
    end = 0
    for number in _NUMBER.finditer(text):
        end = number.end()
    at = text.rfind("@")
    if at > 0 and not text[at - 1].isspace():
        blank = _BLANK.search(text, at)
        end = max(end, blank.start() if blank is not None else len(text))
    return end


def _after(text: str) -> tuple[str, str] | None:
    """The cue directly after a value, "(home)" or "office, "; not one with a colon, which is the next value's label."""
    match = _AFTER.match(text)
    if match is None or match["colon"]:
        return None
    return _last(match["words"])


@lru_cache(maxsize=8192)
def _last(text: str) -> tuple[str, str] | None:
    """The last cue in a text as (use, word); `home mobile` and `work cell` are told by their first word."""
    found: tuple[str, str] | None = None
    words: list[str] = []
    for token in _TOKEN.findall(text):
        lower = token.lower().removesuffix("'s")
        if lower in _CUES or token.islower() or token.isupper() or token[1:].islower():
            words.append(lower)
        else:
            words.extend(part.lower() for part in _CAMEL.findall(token))
    for number, word in enumerate(words):
        use = _CUES.get(word)
        if use is None:
            continue
        following = words[number + 1] if number + 1 < len(words) else ""
        preceding = words[number - 1] if number else ""
        if following in _NEXT.get(word, ()) or preceding in _BEFORE.get(word, ()):
            continue
        if not use and found is not None and found[0] and number and words[number - 1] == found[1]:
            continue
        found = use, word
    if not text.isascii():
        for match in _EAST.finditer(text):
            found = (PERSONAL if match[1] else WORK), match[0]
    return found


_Told = tuple[str, str] | None


def _section(scene: Scene, line: int) -> _Told:
    """The cue in the nearest heading above the line that begins at `line`; a heading without one ends the search.

    Each line of a text is looked at once: what stands above it is kept, with how far above that is.
    """
    content = scene.content
    kept: dict[int, tuple[int, _Told]] = vars(scene).setdefault("sections", {})
    passed: list[int] = []
    known: tuple[int, _Told] | None = None
    while line > 0 and len(passed) <= _LINES:
        known = kept.get(line)
        if known is not None:
            break
        passed.append(line)
        above = content.rfind("\n", max(0, line - 402), line - 1) + 1
        if 4 <= line - above <= 80 and (head := _heading(content[above : line - 1])) is not None:
            known = 0, head if head[0] else None
            break
        if above <= line - 402:
            break  # a long line: no form
        line = above
    distance, told = known if known is not None else (0, None)
    for number, begin in enumerate(reversed(passed), 1):
        kept[begin] = distance + number, told if distance + number <= _LINES else None
    if known is not None and not passed:
        return told
    return told if distance + len(passed) <= _LINES else None


def _heading(line: str) -> tuple[str, str] | None:
    """The cue of a line that is a heading, empty if it has none and yet ends a section; None for any other line."""
    line = line.strip(" \t\r")
    if not 3 <= len(line) <= 60:
        return None
    titled = line[0].isupper() and line[-1] not in ".,;!?" and ":" not in line and line.count(" ") < 6
    marked = line.endswith((":", "{", ":[", "</th>")) or line.isupper() or _HEADING_MARK.match(line) is not None
    if not (marked or titled) or _end_of_value(line) or _FIGURES.search(line) is not None:
        return None
    told = _last(line)
    if told is not None and told[0]:
        return told
    return ("", "") if marked and line[0] not in "<\"'" else None


_FIGURES = re.compile(r"\d{4}")
