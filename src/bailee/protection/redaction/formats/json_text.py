"""JSON, one document or a line each: laid out as it was, only strings and numbers that change are written anew.

>>> [(kind, raw) for kind, raw, *_ in tokens('{"a": [1, "b"]}') if kind != "mark"]
[('key', '"a"'), ('number', '1'), ('string', '"b"')]
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from bailee.extractors.media_type import JSON, JSON_LINES
from bailee.protection.redaction.formats import plain
from bailee.protection.redaction.passages import Passage, Words
from bailee.protection.redaction.work import Work

REDACTS = frozenset({JSON, JSON_LINES})

_TOKEN = re.compile(r'(?P<string>"(?:[^"\\]|\\.)*")|(?P<number>-?\d[\d.eE+-]*)|(?P<mark>[{}\[\],:])', re.DOTALL)


def redact(data: bytes, work: Work) -> bytes:
    text, coding = plain.decoded(data)
    pieces: list[tuple[int, int, str, Words]] = []
    passages: list[Passage] = []
    for kind, raw, start, label in tokens(text):
        if kind == "mark":
            continue
        words = Words(_read(raw) if raw.startswith('"') else raw)
        pieces.append((start, start + len(raw), kind, words))
        passages.append(Passage([words], label, whole=kind == "number"))
    work.settle(passages)
    out: list[str] = []
    done = 0
    for start, end, _, words in pieces:
        if words.is_changed:
            out += [text[done:start], json.dumps(words.text, ensure_ascii=text[start:end].isascii() and "\\u" in text)]
            done = end
    return plain.encoded("".join([*out, text[done:]]), coding)


def _read(raw: str) -> str:
    try:
        return str(json.loads(raw, strict=False))
    except ValueError:
        return raw[1:-1]


def tokens(text: str) -> Iterator[tuple[str, str, int, str]]:
    """(key, string, number or mark; as written; where; the key over it)."""
    keys: list[str] = []
    key = ""
    waiting: tuple[str, int] | None = None
    for found in _TOKEN.finditer(text):
        kind, raw, at = str(found.lastgroup), found[0], found.start()
        if waiting is not None:
            if raw == ":":
                key = _read(waiting[0])
                yield "key", *waiting, ""
                waiting = None
                continue
            yield "string", *waiting, key
            waiting = None
        if kind == "string":
            waiting = (raw, at)
        elif kind == "number":
            yield "number", raw, at, key
        else:
            if raw in "{[":
                keys.append(key)
                key = key if raw == "[" else ""
            elif raw in "}]" and keys:
                key = keys.pop()
            yield "mark", raw, at, ""
    if waiting is not None:
        yield "string", *waiting, key
