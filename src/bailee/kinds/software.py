"""What comes with software: source code, lists of changes, licences, pages of manuals, translations, descriptions of interfaces.

They lie on every computer by the thousand and are written with everybody's words: a list of changes says who called, answered and was hired, a
licence names people with their addresses. No record of anybody is written in their forms.

>>> is_software("libfoo (1.2-3) unstable; urgency=medium\\n\\n  * New release.\\n\\n -- Ann Bell <ann@example.org>  Mon, 04 Mar 2024 10:00:00 +0100\\n")
True
>>> is_software("Ann Bell was hired on 4 March 2024; her manager called her on Monday.\\nShe answered in writing.")
False
"""

from __future__ import annotations

import re

LOOKED_AT = 30_000  # characters
FEW = 3  # of the signs that stand once in a paragraph
SHARE = 0.3  # of the lines, of code
ENOUGH_CODE = 12  # lines that only programs have

# One is enough, at the head of a file.
_HEAD = re.compile(
    r"\A\ufeff?\s*(?:#!/|<\?php|%PDF-|Metadata-Version: \d|Wheel-Version:|\.\\\"|'\\\\\"|\.TH |=head1 |=encoding |=pod\b|\"\"\"[^\n]{0,200}\"\"\"\n|"
    r"\S+ \([^)\n]+\) [\w .-]+; urgency=|Format: https?://www\.debian\.org/doc/packaging|syntax = \"proto|package [\w.]+;|#pragma |#ifndef \w+\s*\n#define |<!DOCTYPE TS>|"
    r"\{\s*\"(?:\$schema|openapi|swagger|metadata\":\s*\{\s*\"apiVersion|version\":\s*\"\d\.\d\",\s*\"metadata\":\s*\{))"
)
_CHANGES = re.compile(
    r"^\S+ \([^)\n]+\) [\w .-]+; urgency=|^ -- [^\n]+<[^>\n]+>  \w{3}, |^(?:19|20)\d\d-\d\d-\d\d  [^\n]{3,60}<[^>\n]+>|^commit [0-9a-f]{40}$|^[0-9a-f]{7,12} [A-Za-z]"
    r"|^[ \t]+\* [\w./+-]+\.(?:c|h|cc|cpp|py|pl|pm|in|am|ac|m4|po|texi|html|js|ts|rb|go|rs|java|sh|ui|xml)\b|^[ \t]*[*-] (?:Fix|Fixed|Fixes|Add|Added|Adds|Remove|Removed|Update|Updated|Bump|Drop|Use|New upstream|Refresh|Closes?:)\b[^\n]*",
    re.M,
)
_LICENCES = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        r"permission is hereby granted|permission to use, copy",
        r"redistribution and use in source|redistributions (?:of|in)",
        r"(?:gnu|lesser|affero) (?:lesser )?general public licen|\b[al]?gpl(?:v?[23]|-[23])",
        r"licensed under the|apache license|mit license|bsd[ -](?:[234]|style)|spdx-license",
        r"as is[\"”'] (?:and|without|basis)|without (?:any )?warranty|in no event shall",
        r"copyright:? (?:\(c\)|©|\d{4})|^ ?(?:copyright|upstream-contact|upstream-name|source): ?\S",
    )
)
_MANUAL = re.compile(
    r"^\.(?:SH|TP|PP|BR?|IP|RS|RE|fi|nf|Sh|Pp|It)\b|^=(?:head\d|item|over|back|cut)\b|^msg(?:id|str)\b|^#[:~,] ", re.M
)
_INTERFACE = re.compile(
    r"\"(?:documentation|shape|httpMethod|operationId|additionalProperties|insertionOrder|readOnlyProperties|requestUri|exceptions)\"\s?:|\"\$ref\"\s?:|\"type\"\s?:\s?\"(?:string|object|array|structure|integer|boolean)\""
)
_CODE = re.compile(
    r"^\s*(?:(?:async )?def \w+\(|class \w+[(:]|from [\w.]+ import |import [\w.]+(?: as \w+)?;?$|return\b.*|(?:el|else )?if\b.*[:{]$|elsif\b|for\b.*[:{]$|while\b.*[:{]$|try:|except\b|raise \w|self\.|@\w+|#include\b|#define\b|#if|typedef\b|struct\b"
    r"|(?:public|private|protected|static|final|export|const|let|var|my|our|local|use|sub|fn|func|package|namespace|using|function|template)\b.*[;{(=]|/\*|\*/|\*\s|//|--\s\w|end\b|\}.*|.*[;{]$|.*\w\(.*\),?$|[\w.]+ \+?= (?:[\w.]+\(.*|[\[{(].*|[\"'].*[\"'],?|None|True|False|new .*))\s*$"
)
_PROGRAM = re.compile(
    r"^[ \t]*(?:(?:async )?def \w+\(|class \w+[(:{]|from [\w.]+ import |import [\w.]+(?: as \w+)?;?$|#include [<\"]|#define \w|function[ !]?[\w.:#]*\(|param ?\(|\$\w+ ?= |let [gsb]:\w|au(?:tocmd)? |(?:public|private|protected) (?:static |final )*\w+ \w+[(;=])",
    re.M,
)
ENOUGH_PROGRAM = 5  # lines that only a program has, whatever else stands in it


def is_software(raw: str) -> bool:
    """Whether a text is part of some software, by its form."""
    text = raw[:LOOKED_AT]
    if _HEAD.match(text):
        return True
    if "\n" not in text:
        return False
    lines = text.count("\n") + 1
    if len(_CHANGES.findall(text)) >= max(FEW - 1, 0.05 * lines):
        return True
    lowered = text.lower()
    if (
        sum(word in lowered for word in ("copyright", "licen", "warrant", "redistribut", "permission")) >= FEW - 1
        and sum(1 for licence in _LICENCES if licence.search(lowered)) >= FEW
    ):
        return True
    if len(_MANUAL.findall(text)) >= max(FEW, 0.1 * lines) or len(_INTERFACE.findall(text)) >= 2 * FEW:
        return True
    if len(_PROGRAM.findall(text)) >= ENOUGH_PROGRAM:
        return True
    if text.lstrip()[:1] in ("{", "[", "<"):  # data, whose lines end as those of programs do
        return False
    written = [line for line in text.split("\n") if line.strip()]
    code = sum(1 for line in written if line.count("\t", len(line) - len(line.lstrip())) < 2 and _CODE.match(line))
    return code >= max(ENOUGH_CODE, SHARE * len(written))
