"""Key-logger output: what somebody typed, key by key, with the windows it was typed into.

A logger writes special keys inside the text that was typed (`helo[Backspace]lo`), a manual writes them between words
(`press [Enter] to go on`). Windows' titles and times stand above the text.

>>> len(special_keys("Dear Sam[Backspace][Backspace]usan,[Enter]call me"))
3
>>> special_keys("Press [Enter] to continue, or hit [Backspace] to go back.")
[]
"""

from __future__ import annotations

import re

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "keystroke-log"
NAME = "Key-logger output"
CATEGORY = "keystroke-logs"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "special keys inside typed text, titles of windows with times, one key a line, tables of keystrokes"

_KEY = (
    r"(?:enter|return|ret|ent|cr|back ?space|bksp|bkspc|bs|back|tab|del|delete|esc|escape|space|spc|sp|caps ?lock|caps|cap"
    r"|[lr]?[ _]?(?:shift|ctrl|control|alt|win|cmd|meta|menu|windows)|alt ?gr|up|down|left|right|(?:arrow )?(?:up|down|left|right)(?: arrow)?|home|end|page ?up|page ?down|pgup|pgdn"
    r"|(?:ctrl|control|alt|shift|cmd|win|strg)[ +-]{1,3}\w{1,9}|f\d\d?|ins|insert|num ?lock|entf|eingabe|intro|retroceso|retour|mayus|l?click|right ?click|print ?screen|copy|paste)"
)
_TOKEN = re.compile(
    rf"(?:\[|<|\{{|«|⟨|\(\()\s?/?(?:key:?\s?|vk_)?{_KEY}(?:\s?[x*×]\s?\d+)?\s?(?:\]|>|\}}|»|⟩|\)\))|\\x08|\bKey\.(?:enter|space|backspace|shift(?:_[lr])?|ctrl(?:_[lr])?|tab|alt(?:_[lr])?|caps_lock|delete|esc|up|down|left|right|cmd)\b|[⏎⌫↵⇥⌦]",
    re.I,
)
_MARK = re.compile(r"[\[<{«⟨⏎⌫↵⇥⌦]|\(\(|\\x08|Key\.")  # with one of which every token begins
_CORRECTION = re.compile(r"back|bksp|\bbs\b|x08|del|⌫|retroceso", re.I)
_TOLD_TO = re.compile(
    r"(?:press|press(?:es|ing)|hit|push|tap|click|use|using|type|key|keys|the|then|or|and|a|hold|send|sendinput|with|=|::)\W{0,3}$",
    re.I,
)
_WINDOW = re.compile(
    r"\b(?:active |foreground |current |focused )?(?:window|fenster|ventana)(?: ?(?:title|text|name|changed|focus|caption))?\b\W{0,4}[:=\]>-]"
    r"|\w\.exe\b|\b(?:application|program|process|app(?:lication)? ?name|proceso|programm)\s?[:=]"
    r"|(?: - | — | \| )(?:google chrome|mozilla firefox|microsoft edge|microsoft (?:word|excel|outlook|teams|access|powerpoint)|outlook|word|excel|notepad(?:\+\+)?|firefox|chrome|edge|internet explorer|slack|gmail|safari|editor|putty|message \(html\))\b",
    re.I | re.M,
)
_BRACKETED_TITLE = re.compile(rf"^\[(?!{_KEY}\])[^\]\n]{{3,60}}\][ \t]+\S", re.M | re.I)  # `[Mail - Compose] dear sam`
_TIME = re.compile(r"\b\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\s?(?:[AP]M)?\b|\b20\d\d[-/.]\d\d[-/.]\d\d\b", re.I)
_ONE_KEY = re.compile(
    r"^(?=.{1,90}$)[\[(]?(?:(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})?[T ,]*\d\d:\d\d:\d\d(?:[.,]\d+)?|\d{10}(?:\.\d+)?)[\])]?[\s,:;|>-]*(?:(?:key|char|press(?:ed)?|release[ds]?|key ?(?:down|up)|down|up|KEY_PRESS|INFO|keystroke)\W{1,4})*"
    rf"(?:'.'|\".\"|[A-Za-z0-9 .,;@!?/'-]|Key\.\w+|<?\[?\{{?(?:KEY_)?{_KEY}\]?>?\}}?)(?:\W{{1,3}}(?:down|up|pressed|released|press))?\s*$",
    re.I | re.M,
)
_KEYS_COLUMN = frozenset(
    {
        "keystroke",
        "keystrokes",
        "keys",
        "typed",
        "typed text",
        "text typed",
        "key",
        "keystrokes typed",
        "keys typed",
        "logged keys",
        "key strokes",
        "typed keys",
        "keystroke text",
        "keyboard",
        "keyboard input",
        "raw keys",
        "input text",
        "captured text",
        "captured keys",
        "keys pressed",
    }
)
_WHERE_COLUMN = re.compile(r"window|application|app\b|program|process|title|url|caption", re.I)
_WHEN_COLUMN = re.compile(r"time|date|when|start", re.I)
_KEYS_LABEL = re.compile(
    r"(?:^|[{,|\t\"])[ \t]*\"?(?:keystrokes?(?: typed)?|keys ?(?:typed|pressed|logged)|typed(?:[ _]text)?|text ?typed|captured ?text|key ?strokes|keys)\"?[ \t]*[:=][ \t]*(?!\"?string)\S",
    re.I | re.M,
)
_LABELS = (
    "keystroke",
    "key stroke",
    "typed",
    "captured",
    "keys pressed",
    "keys logged",
    "keys:",
    'keys":',
    "keys =",
    "keys\t",
)
_STARTS = frozenset("[(0123456789")  # a line of one key begins with its time
ATTACHED = 5  # special keys right behind a letter
SINGLE = 8  # lines of one key each
_RAW = 60_000  # characters looked at
_ANGLED = re.compile(r"<[^<>\n]{1,40}>")
LEAST_SHARE_OF_KEYS = 0.3  # of all that stands in angle brackets
MOST_KEYS_A_MARK = 25  # special keys for every window's title or time
SPARSE, LONG = 0.02, 400  # special keys a word in what was typed, and words from which that tells


def special_keys(text: str) -> list[re.Match[str]]:
    """The special keys that stand in typed text, not in a sentence that tells to press them."""
    return [
        found
        for found in (_TOKEN.finditer(text) if _MARK.search(text) else ())
        if not _TOLD_TO.search(text, max(0, found.start() - 14), found.start())
    ]


def recognise(reading: Reading) -> Weighed | None:
    raw = reading.raw[:_RAW]
    tokens = special_keys(raw)
    if tokens and _is_markup(raw, tokens):
        tokens = [found for found in tokens if raw[found.start()] != "<"]
    short = [line for line in raw.split("\n") if line[:1] in _STARTS and len(line) <= 90]
    single = sum(1 for line in short if _ONE_KEY.match(line)) if len(short) >= SINGLE else 0
    named = "key" in reading.lowered or "typed" in reading.lowered
    labels = len(_KEYS_LABEL.findall(raw)) if named and any(word in reading.lowered for word in _LABELS) else 0
    table = named and _table(reading)
    if len(tokens) < 3 and single < SINGLE and not table and not labels:
        return None
    windows = len(_WINDOW.findall(raw))
    times = len(_TIME.findall(raw))
    if len(tokens) >= 5 and windows < 3:
        windows = max(windows, len(_BRACKETED_TITLE.findall(raw)))
        windows = max(windows, sum(1 for line in raw.split("\n") if _is_heading(line)))
    corrections = sum(1 for found in tokens if _CORRECTION.search(found.group()))
    attached = sum(1 for found in tokens if found.start() and not raw[found.start() - 1].isspace())
    # Lines that end with `{ENTER}` look like code; a script that sends keys has no clock, and corrects nothing.
    least = 1 if corrections >= 2 and attached >= ATTACHED else 3
    if reading.is_code and not table and single < SINGLE and min(windows, times) < least:
        return None
    per_word = len(tokens) / max(len(raw.split()), 1)
    score, reasons = 0.0, []
    if len(tokens) >= 3:
        score += 2 + (len(tokens) >= 10) + (per_word > 0.04)
        reasons.append("special keys inside typed text")
    if corrections:
        score += 1.5
        reasons.append("keys that correct what was typed")
    if attached >= 3 and attached >= 0.3 * len(tokens):
        score += 2
    if windows:
        score += 1.5 + 0.5 * (windows >= 3)
        reasons.append("titles of windows or programs")
    if times:
        score += 1 + 0.5 * (times >= 3)
        reasons.append("times of typing")
    if single >= SINGLE:
        score += 6
        reasons.append("one key a line, with its time")
    if table:
        score += 4
        reasons.append("a table of keystrokes by window and time")
    elif labels and (windows or times):
        score += 1.5 + 1.5 * (labels >= 2)
        reasons.append("what was typed, under its own label")
    score -= min(max(reading.generality - 0.03, 0.0) * 100, 5.0)
    score -= 1.5 * min(reading.common("rules") + reading.common("articles"), 4) * (attached < 5)
    if score < 4:
        return None
    confidence = Confidence.VERIFIED if score >= 9 else Confidence.LIKELY if score >= 6 else Confidence.POSSIBLE
    # A logger writes down where and when; a manual of keys, a keymap or a menu's translation has keys alone.
    logged = single >= SINGLE or table or (labels >= 2 and windows and times)
    if not logged and (
        len(tokens) > MOST_KEYS_A_MARK * (windows + times)
        or (per_word < SPARSE and len(raw.split()) > LONG)
        or (reading.is_technical and min(windows, times) < least)
    ):
        confidence = Confidence.POSSIBLE
    return Weighed(confidence, score, tuple(reasons))


def _is_markup(raw: str, tokens: list[re.Match[str]]) -> bool:
    """Whether most of what stands in angle brackets is no key: tags, names of characters, a grammar."""
    keys = sum(1 for found in tokens if found.group()[0] == "<")
    return keys > 0 and keys < LEAST_SHARE_OF_KEYS * len(_ANGLED.findall(raw))


def _is_heading(line: str) -> bool:
    """Whether a line names what was typed into, and when: words with a time, no keys."""
    return (
        5 < len(line) <= 120
        and line[0] not in " \t"
        and _TIME.search(line) is not None
        and _TOKEN.search(line) is None
        and sum(map(str.isalpha, line)) >= 4
    )


def _table(reading: Reading) -> bool:
    for sheet in reading.sheets:
        names = [header.strip().lower().replace("_", " ") for header in sheet.headers]
        keyed = [column for column, name in enumerate(names) if name in _KEYS_COLUMN]
        if (
            keyed
            and any(_WHERE_COLUMN.search(name) for name in names)
            and any(_WHEN_COLUMN.search(name) for name in names)
            and any(row[column].strip() for row in sheet.rows for column in keyed if column < len(row))
        ):
            return True
    return False
