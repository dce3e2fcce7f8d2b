"""What a text is: mail, a table, a log, markup, JSON, or just text. A new format that is text is a row of `TEXT_MARKS`.

>>> from bailee.vocabulary import Locator
>>> of_text("BEGIN:VCARD\\nFN:Ann Bell\\n", Item.nested(Locator(()), "ann", b""), complete=True)
'text/vcard'
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from bailee.extractors import data_types, document_types
from bailee.extractors.delimiters import delimiter_of
from bailee.extractors.media_type import (
    APPLE_MAIL,
    CALENDAR,
    CSV,
    HTML,
    JSON,
    JSON_LINES,
    LOG,
    MAIL,
    MBOX,
    PLAIN,
    SVG,
    TSV,
    VCARD,
    XML,
    YAML,
)
from bailee.items import Item

_MACHINE_HEADERS = frozenset(
    [
        "received",
        "return-path",
        "message-id",
        "mime-version",
        "delivered-to",
        "content-type",
        "dkim-signature",
        "content-transfer-encoding",
    ]
)
_HUMAN_HEADERS = frozenset(["from", "to", "cc", "bcc", "subject", "date", "reply-to", "sender"])
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60}):(?:[ \t]|\r?$)")
_MBOX_LINE = re.compile(r"From \S+ +(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) [A-Z][a-z]{2} +\d{1,2} \d\d:\d\d.{0,20}\d{4}")
_MAIL_ENDINGS = (".eml", ".mht", ".mhtml", ".emlx", ".nws")
_LOG_LINE = re.compile(
    r"""^(?:<\d{1,3}>)?\d*\s*\[?(?:
        (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)\s+\d{1,2}\s+(?:\d{4}\s+)?\d\d:\d\d       # syslog
      | (?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*,?\s+.{0,12}\d\d:\d\d
      | \d{4}[-/.]\d\d[-/.]\d\d[T\s]+\d\d:\d\d
      | \d\d?[-/.]\d\d?[-/.]\d{2,4}[,\s]+\d\d?:\d\d
      | \d{9,10}\.\d{3}\s                                                                              # squid
      | \d{1,3}(?:\.\d{1,3}){3}\s+\S+\s+\S+\s+\[\d\d/                                               # Apache
      | \d\d:\d\d:\d\d[.,\s]
      | date=\d{4}-\d\d-\d\d\s
    )""",
    re.VERBOSE,
)  # fmt: skip


def of_text(text: str, item: Item, *, complete: bool) -> str:
    name = item.name.lower()
    for mark in TEXT_MARKS:
        if found := mark(text, name, complete):
            return found
    return PLAIN


def _data(text: str, name: str, complete: bool) -> str | None:
    return data_types.of_text(text, name)


def _mail(text: str, name: str, complete: bool) -> str | None:
    body = text.lstrip("\r\n \ufeff")
    if _MBOX_LINE.match(body):
        return MBOX
    if re.match(r"From \S+.{0,80}\d{4}", body) and _headers(body.split("\n", 1)[-1], weak=True):
        return MBOX
    if re.match(r"\d{1,10}\s*\r?\n", body) and _headers(body.split("\n", 1)[-1], weak=name.endswith(".emlx")):
        return APPLE_MAIL
    return MAIL if _headers(body, weak=name.endswith(_MAIL_ENDINGS)) else None


def _headers(text: str, *, weak: bool) -> bool:
    """Whether a text begins with the headers of a mail, and not with a memo's From and To."""
    seen: set[str] = set()
    for line in text[:16_384].split("\n")[:200]:
        if not line.strip():
            break
        if line[0] in " \t" and seen:
            continue
        header = _HEADER.match(line)
        if header is None:
            if seen and line.startswith((">From ", "From ")):
                continue
            return False
        seen.add(header[1].lower())
    machine = seen & _MACHINE_HEADERS or {header for header in seen if header.startswith("x-")}
    human = seen & _HUMAN_HEADERS
    return (len(machine) + len(human) >= 2 and bool(human or weak)) if weak else bool(machine and len(human) >= 2)


def _cards(text: str, name: str, complete: bool) -> str | None:
    start = text[:200].lstrip().upper()
    if start.startswith("BEGIN:VCARD"):
        return VCARD
    return CALENDAR if start.startswith("BEGIN:VCALENDAR") else None


def _markup(text: str, name: str, complete: bool) -> str | None:
    start = text[:65_536].lstrip()
    if start.startswith("<") and (found := document_types.of_xml(start)):
        return found
    if not start.startswith("<"):
        late = re.search(r"<(?:!doctype html|(?:html|body|div|p|table|h1)[\s>])", text[:4096], re.IGNORECASE)
        return HTML if late and name.endswith((".html", ".htm", ".xhtml", ".asp", ".aspx", ".php", ".xls")) else None
    declared = False
    while start.startswith(("<?", "<!--")):  # declaration, comments, processing instructions
        end = start.find("-->" if start.startswith("<!--") else ">")
        if end < 0:
            break
        declared = declared or start.startswith("<?xml")
        start = start[end + (3 if start.startswith("<!--") else 1) :].lstrip()
        if declared and not re.match(r"<(?:\?|!--|!doctype\s+html|(?:\w+:)?html[\s>])", start, re.IGNORECASE):
            return SVG if re.match(r"(?:<!DOCTYPE\s+svg[^>]*>\s*)?<(?:svg:)?svg[\s>]", start) else XML
    if re.match(r"<(?:!doctype\s+html|html|head|body)\b", start, re.IGNORECASE):
        return HTML
    tags = {tag.lower() for tag in re.findall(r"<([A-Za-z][A-Za-z0-9]*)", start[:8192])}
    html = tags & {
        "div",
        "p",
        "br",
        "table",
        "tr",
        "td",
        "a",
        "span",
        "ul",
        "li",
        "h1",
        "h2",
        "img",
        "script",
        "b",
        "font",
        "meta",
        "form",
        "input",
    }
    if html and (name.endswith((".html", ".htm")) or len(html) >= max(1, len(tags) * 0.6)):
        return HTML
    if re.match(r"<svg[\s>]", start):
        return SVG
    if re.match(r"<(?:!DOCTYPE\s|[A-Za-z_][\w.-]*(?::[\w.-]+)?(?:\s+[\w.:-]+\s*=|\s*/?>))", start):
        closes = text.rstrip()
        return (
            XML if name.endswith(".xml") or not complete or re.search(r"(?:</[\w.:-]+\s*>|/>|-->)$", closes) else None
        )
    return None


_JSON_START = re.compile(
    r"""\s*(?:
        \{\s*(?:\}|"(?:[^"\\]|\\.){0,2000}"\s*:)
      | \[\s*(?:\]|[\{\["]|(?:-?\d[\d.eE+-]*|true|false|null)\s*[,\]]\s*(?:["\d\-tfn\{\[]|\]|$))
    )""",
    re.VERBOSE,
)  # fmt: skip


def _json(text: str, name: str, complete: bool) -> str | None:
    if not _JSON_START.match(text):
        return None
    lines = [line for line in text.split("\n") if line.strip()]
    if not complete and len(lines) > 1:
        lines.pop()
    if len(lines) > 1 or name.endswith((".jsonl", ".ndjson")):
        good = sum(1 for line in lines[:20] if _is_json_record(line))
        if good >= max(1, min(len(lines), 20) * 0.8):
            return JSON_LINES
    if complete:
        try:
            json.loads(text, parse_int=str)
        except (ValueError, RecursionError):
            return JSON if name.endswith(".json") else None
    return JSON


def _is_json_record(line: str) -> bool:
    if line.strip()[:1] not in ("{", "["):
        return False
    try:
        json.loads(line, parse_int=str)
    except (ValueError, RecursionError):
        return False
    return True


def _table(text: str, name: str, complete: bool) -> str | None:
    lines = text[:32_768].splitlines()
    if len(lines) > 1 and (not complete or len(text) > 32_768):
        lines.pop()
    if not name.endswith((".csv", ".tsv", ".tab", ".psv")) and _is_log(lines):
        return LOG
    mark = delimiter_of(lines, sure=name.endswith((".csv", ".tsv", ".tab", ".psv")))
    if mark is None:
        return CSV if name.endswith(".csv") else None
    return TSV if mark == "\t" else CSV


def _is_log(lines: Sequence[str]) -> bool:
    filled = [line for line in lines[:60] if line.strip() and not line.startswith("#")]
    return len(filled) >= 3 and sum(1 for line in filled if _LOG_LINE.match(line)) >= 0.6 * len(filled)


def _yaml(text: str, name: str, complete: bool) -> str | None:
    if name.endswith((".yaml", ".yml")):
        return YAML
    return YAML if re.match(r"(?:%YAML.*\n)?---\s*\n(?:#.*\n)*[\w\"'-][\w \"'-]*:(?:\s|$)", text) else None


# Each looks at (text, name in lower case, whether the text is all of it); the first that answers decides
TEXT_MARKS: tuple[Callable[[str, str, bool], str | None], ...] = (_mail, _data, _cards, _markup, _json, _table, _yaml)
