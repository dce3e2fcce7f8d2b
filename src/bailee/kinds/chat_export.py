"""Chat export: messages of several people, one after the other.

Messengers write a time, a name and what was said, line by line; exports of teams and of text messages are objects or rows of a sender, a time
and a text. A play has names without times, a log has times without talk, and mail has subjects.

>>> said("[24/08/24, 09:12:44] Ann Bell: Morning! Did you hear?")
'Ann Bell'
>>> said("2024-08-24 09:12 | abell | did you hear"), said("Ann Bell: did you hear? 09:12"), said("me -> Bob Ray 2024-08-24 09:12 Morning!")
('abell', 'Ann Bell', 'me')
>>> said("[2024-08-24 09:12:44] INFO: worker started")
"""

from __future__ import annotations

import re

from bailee.kinds.reading import Reading
from bailee.kinds.sheets import Sheet
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "chat-export"
NAME = "Chat export"
CATEGORY = "chat-exports"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = "messages with sender and time one after the other, exports of messengers and text messages"
BY_FORM = True

FEW, MANY = 3, 12  # messages
LOOKED_AT = 60_000  # characters
CARELESS = 0.7  # of messages that begin small and end without a stop
HEAD = 40  # lines of which some must have a clock
_CLOCK = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?:\.\d+)?(?: ?[AaPp]\.?[Mm]\.?)?"
_HOUR = re.compile(r"\d[:.]\d\d")
_DAY = r"(?:\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|[A-Z][a-z]{2,8} \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}(?: \d{4})?)"
_NAME = r"(?P<who>[+\w][^\n:\[\]<>{}|=/\\\t]{0,38}?)"
_LINE = re.compile(
    rf"^[\u200e\s>*-]*(?:[\[(<]?(?:{_DAY},?[ T])?{_CLOCK}[\])>]?(?: ?[-–—] ?| ?)|{_DAY},? {_CLOCK} ?[-–—:]? ?){_NAME}: ?(?P<what>\S.*)$"
)
_AFTER = re.compile(rf"^{_NAME} ?[\[(]?(?:{_DAY},? )?{_CLOCK}[\])]?: ?(?P<what>\S.*)$")
_PIPED = re.compile(rf"^(?:{_DAY},?[ T])?{_CLOCK} ?\| ?{_NAME} ?\| ?(?P<what>[^\s|][^|\t]*)$")
_LAST = re.compile(rf"^{_NAME}: (?P<what>\S.{{0,300}}?) {{1,4}}[\[(]?{_CLOCK}[\])]?$")  # as telephones show them
_SENT = re.compile(
    rf"^{_NAME} {{0,3}}(?:->|→|=>) {{0,3}}[^\n]{{1,40}}? {{1,4}}{_DAY},? {{1,2}}{_CLOCK} {{1,4}}(?P<what>\S.*)$"
)
_TURN = re.compile(r"^(?P<who>[A-ZÀ-Þ][\w'’-]{1,20}(?: [A-ZÀ-Þ][\w'’.-]{0,20}){0,2}): (?P<what>\S.*)$")
_HEAD = re.compile(
    rf"^(?P<who>[A-ZÀ-Þ][\w'’.-]+(?: [A-ZÀ-Þ(][\w'’.)-]+){{0,3}}),?(?: {{1,4}}|\t| [-–—] )(?:{_DAY},? (?:at )?)?{_CLOCK}$"
)
_NO_NAME = re.compile(
    r"^(?:session|screen|remote|file|camera|clip|channel|motion|info|warn\w*|error|debug|trace|notice|fatal|agent|caller|customer|client|host|guest|technician|speaker|interviewer|note|total|start|end|stop|in|out|re|subject|from|to)\b"
    r"|^\d{1,2}$|\d{3,}|[_@#$%]|\.\w{2,4}$|\b(?:ext|service|server|worker|thread|kernel|driver|badge|reader|door)\b",
    re.I,
)
_OBJECT = re.compile(
    r'"(?:text|body|message|content|msg)"\s?:\s?"[^"]{1,4000}"[^{}]{0,400}?"(?:ts|timestamp\w*|time|date|sent\w*|created\w*)"\s?:'
    r'|"(?:ts|timestamp\w*|time|date|sent\w*|created\w*)"\s?:[^{}]{0,300}?"(?:text|body|message|content|msg)"\s?:\s?"'
)
_SENDER = re.compile(r'"(?:user|sender\w*|from|author|real_name|display_name|username|participant)"\s?:')
_NO_CHAT = re.compile(r'"(?:subject|level|logger|severity|exception|sku|recording\w*)"\s?:', re.I)
_SMS = re.compile(r"<sms\b[^>]{0,400}?\baddress=[^>]{0,400}?\bbody=|<message\b[^>]{0,300}?\b(?:from|sender)=", re.S)
_WHO = re.compile(
    r"^(?:from(?: ?(?:number|address|phone|name|user|id))?|sender(?: ?(?:name|number|id))?|author|user(?: ?name)?|von|absender|de|exp[ée]diteur|remitente|contact|participant|display ?name)$",
    re.I,
)
_WHAT = re.compile(r"^(?:message(?: ?(?:text|body|content))?|text|body|content|nachricht|mensaje|msg|chat)$", re.I)
_WHEN = re.compile(r"date|time|sent|zeit|datum|hora|fecha|\bts\b", re.I)
_NOT = re.compile(r"subject|betreff|asunto|objet|level|severity|recording|duration", re.I)
_TALK = re.compile(
    r"\b(?:you|your|u|ur|why|omg|haha\w*|yep|nope|nah|gonna|wanna|gotta|dunno|him|her|he|she|i|i'm|i'll|me|we|my|it's|can|ok|okay|yes|no|hi|hey|thanks|thx|lol|please|anyone|anybody|someone|did|[a-z]+n't|we're|i've|i'd|let's|there's|gotcha|cheers|sorry|just|what|see|du|ich|ja|nein|danke|je|tu|oui|merci|yo|gracias|hat|hast|habt|bin|bist|seid|wir|ihr|mir|dir|uns|ihn|na|nix|kein|wer|wo|wann|mal|doch|heute|morgen|gleich|j'ai|c'est|on|moi|toi|pas|oui|ouais|salut|demain|vous|nous|ça|estoy|est[aá]|qu[eé]|mañana|hola|vale|tengo|eres|vamos|ciao|domani|sono|per[oò])\b|[?!😀-🙏❤]",
    re.I,
)
_TALK_SHARE = 0.3  # of messages, in which somebody speaks as people do


def said(line: str) -> str | None:
    """Who says something in a line of a chat."""
    if not 6 < len(line) < 2_000 or ":" not in line:
        return None
    found = next((one for form in (_LINE, _AFTER, _PIPED, _LAST, _SENT) if (one := form.match(line))), None)
    if found is None or found.group("what").startswith("//"):
        return None
    if found.re is not _SENT and _NO_NAME.search(found.group("who")):  # of text messages a number is who wrote
        return None
    return found.group("who").strip()


def recognise(reading: Reading) -> Weighed | None:
    raw = reading.raw[:LOOKED_AT]
    count, reason = _of_lines(raw)
    if count < FEW:
        count, reason = _without_times(raw)
    if count < FEW and "sms body:" in raw:  # as XML is read
        count, reason = raw.count("sms body:"), "messages with a sender, a time and a text"
    if count < FEW and reading.raw.lstrip()[:1] in ("{", "[", "<"):
        objects = 0 if _NO_CHAT.search(raw) or not _SENDER.search(raw) else len(_OBJECT.findall(raw))
        count, reason = max(objects, len(_SMS.findall(raw))), "messages with a sender, a time and a text"
    if count < FEW:
        count, reason = (
            max((_rows(sheet) for sheet in reading.sheets), default=0),
            "a table of senders and what they wrote",
        )
    if count < FEW:
        return None
    return Weighed(Confidence.VERIFIED if count >= MANY else Confidence.LIKELY, 11.0, (reason,))


def _of_lines(raw: str) -> tuple[int, str]:
    """Messages, one a line, or below a line with a name and the hour."""
    lines = [line for line in raw.split("\n") if line.strip()]
    if sum(1 for line in lines[:HEAD] if _HOUR.search(line[:60])) < 2:
        return 0, ""
    spoken = [(who, line) for line in lines if (who := said(line.strip()))]
    heads = [at for at, line in enumerate(lines[:-1]) if _HEAD.match(line.strip()) and not _HEAD.match(lines[at + 1])]
    if len(heads) > len(spoken):
        spoken = [(lines[at], lines[at + 1]) for at in heads]
        people = {match.group("who") for at in heads if (match := _HEAD.match(lines[at].strip()))}
        enough = len(heads) >= 0.25 * len(lines)
    else:
        people = {who for who, _ in spoken}
        enough = len(spoken) >= 0.4 * len(lines)
    talk = sum(1 for _, line in spoken if _TALK.search(line))
    if not enough or len(people) < 2 or len(people) > 0.8 * len(spoken) + 1 or talk < _TALK_SHARE * len(spoken):
        return 0, ""
    return len(spoken), "messages with a time and a name, one after the other"


def _without_times(raw: str) -> tuple[int, str]:
    """Messages copied without their times. Nobody writes a play, an interview or minutes in small letters."""
    lines = [line.strip() for line in raw.split("\n") if line.strip()]
    turns = [found for line in lines if (found := _TURN.match(line)) and not _NO_NAME.search(found["who"])]
    people = {found["who"] for found in turns}
    careless = [found for found in turns if not found["what"][:1].isupper() and found["what"][-1] not in ".;"]
    talk = sum(1 for found in turns if _TALK.search(found["what"]))
    if (
        len(turns) < FEW + 2
        or len(turns) < 0.7 * len(lines)
        or not 2 <= len(people) < len(turns)
        or len(careless) < CARELESS * len(turns)
        or talk < _TALK_SHARE * len(turns)
    ):
        return 0, ""
    return len(turns), "messages under a name, one after the other, as people type them"


def _rows(sheet: Sheet) -> int:
    headers = [header.strip().replace("_", " ") for header in sheet.headers]
    if any(_NOT.search(header) for header in headers):
        return 0
    if not any(_WHO.match(header) for header in headers) or not any(_WHEN.search(header) for header in headers):
        return 0
    return sheet.count if any(_WHAT.match(header) for header in headers) else 0


def lacks(reading: Reading) -> bool:
    """Talk of chats is none; what a rule above does not see needs at least turns of two people."""
    turns = re.findall(r"^([A-ZÀ-Þ][\w'’-]+(?: [A-ZÀ-Þ][\w'’-]+)?): \S", reading.raw[:LOOKED_AT], re.M)
    return recognise(reading) is None and not (len(turns) >= FEW and len(set(turns)) == 2)
