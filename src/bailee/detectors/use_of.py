"""Home or work: what a phone number, an address or a mail address is for, by the words that stand with it.

A detector calls `use_of(candidate)`, or `use_at(scene, start, end)` where it has no candidate, and puts what it says into
the attribute `use` (`personal` or `work`) and the reasons. None means that nothing tells.

>>> from bailee.text import Text
>>> from bailee.vocabulary import Locator
>>> scene = Scene(Text.of("Home: 212-736-5000, office: 212-736-5001", Locator(("a.txt",))))
>>> use_at(scene, 6, 18), use_at(scene, 28, 40)
(Use(use='personal', reason='the word "home" stands with it'), Use(use='work', reason='the word "office" stands with it'))

What is looked at, in this order: the head of its column or its label; the words beside it on its line, to the value
before it and the value after it; the line above, if it begins its line; the heading of its section (`Emergency contact`,
`"home": {`, `<work>`). The nearest word decides. A mobile counts as its owner's only where nothing else is said.
"""

from __future__ import annotations

import re
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
_VALUE = re.compile(r"\d[\d ().\-/+]{5,}\d|[^\s@]+@[^\s@]+")
_AFTER = re.compile(r"[\s)\]\"',–—-]{0,3}[(\[]?[ ]?(?P<words>[^\W\d_]+(?: [^\W\d_]+)?)[ ]?(?P<colon>[:=@\d])?")
_LINES, _REACH = 24, 1500
_HEADING_MARK = re.compile(
    r"^\s*(?:#{1,6} |\[|<[A-Za-z]|[\"']?[\w. -]{1,40}[\"']?\s*[:=]\s*[\[{(]?\s*$|[-=*_]{2,} ?\w)"
)


def use_of(candidate: Candidate) -> Use | None:
    """What a candidate is for, by its label, the head of its column, its neighbours and its section; None if nothing tells."""
    return use_at(candidate.scene, candidate.start, candidate.end, candidate.label, candidate.header)


def use_at(scene: Scene, start: int, end: int, label: str = "", heading: str = "") -> Use | None:
    """The same for a span of a text; `label` and `heading` are the phrase before it and the head of its column, where known."""
    if heading:
        told = _last(heading)
        if told is not None and told[0]:
            return Use(told[0], f'the head of its column says "{told[1]}"')
    mobile = ""
    content = scene.content
    low, high = scene.line(start)
    low = max(low, start - 100)
    before = content[low:start]
    beside = _after(content[end : min(high, end + 40)])
    if beside is not None and beside[0]:
        return Use(beside[0], f'the word "{beside[1]}" stands after it')
    earlier = next(reversed(list(_VALUE.finditer(before))), None)
    cut = before[earlier.end() :] if earlier is not None else before
    if earlier is not None and _AFTER.match(cut) is not None and cut.rstrip(" (\"'")[-1:] in (",", ";", ")"):
        cut = ""  # "(home), " belongs to the value before
    near = _last(cut) or (_last(label) if label else None)
    if near is None and not before.strip(" \t\"'(<-+*•>"):
        above_end = low - 1
        above_start = content.rfind("\n", max(0, above_end - 80), max(above_end, 0)) + 1
        if 0 < above_end - above_start <= 60:
            line = content[above_start:above_end]
            near = None if _VALUE.search(line) else _last(line)
    if near is not None:
        if near[0]:
            return Use(near[0], f'the word "{near[1]}" stands with it')
        mobile = near[1]
    told = _section(content, low)
    if told is not None and told[0]:
        return Use(told[0], f'the heading above says "{told[1]}"')
    if not mobile and (beside is not None or (heading and _last(heading) is not None)):
        mobile = "mobile"
    return Use(PERSONAL, "a mobile, and nothing says that it is of work") if mobile else None


def _after(text: str) -> tuple[str, str] | None:
    """The cue directly after a value, "(home)" or "office, "; not one with a colon, which is the next value's label."""
    match = _AFTER.match(text)
    if match is None or match["colon"]:
        return None
    return _last(match["words"])


def _last(text: str) -> tuple[str, str] | None:
    """The last cue in a text as (use, word); `home mobile` and `work cell` are told by their first word."""
    found: tuple[str, str] | None = None
    tokens = _TOKEN.findall(text)
    words: list[str] = []
    for token in tokens:
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


def _section(content: str, start: int) -> tuple[str, str] | None:
    """The cue in the nearest heading above; a heading without one ends the search."""
    low = max(0, start - _REACH)
    for number, line in enumerate(reversed(content[low:start].split("\n"))):
        if number > _LINES:
            return None
        line = line.strip(" \t\r")
        if not 3 <= len(line) <= 60 or _VALUE.search(line) is not None or sum(map(str.isdigit, line)) > 3:
            continue
        marked = line.endswith((":", "{", ":[", "</th>")) or _HEADING_MARK.match(line) is not None or line.isupper()
        titled = line[0].isupper() and line[-1] not in ".,;!?" and ":" not in line and len(line.split()) <= 6
        if not marked and not titled:
            continue
        told = _last(line)
        if told is not None and told[0]:
            return told
        if marked and not (line.startswith("<") or line[0] in "\"'"):
            return None
    return None
