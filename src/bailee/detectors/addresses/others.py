"""Addresses that the grammar of words and numbers does not read: military post, corners, and scripts without blanks.

>>> [text for text in map("Unit 2451 Box 9006, DPO AA 78045".__getitem__, [slice(*row[:2]) for row in others("Unit 2451 Box 9006, DPO AA 78045")])]
['Unit 2451 Box 9006, DPO AA 78045']
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_MILITARY = re.compile(
    r"(?:(?:PSC|[Uu]nit|UNIT|CMR|psc|cmr)[ ]\d{1,5},?[ ]{0,2}(?:\r?\n[ >?|]{0,6})?(?:[Bb]ox|BOX)[ ]\d{1,5}|(?i:USS|USNS|USNV|USCGC)[ ][^\W\d_][\w'’\-]{1,24}(?:[ ][\w'’\-]{1,24}){0,2})"
    r",?[ ]{0,2}(?:\r?\n[ >?|]{0,6})?(?i:APO|FPO|DPO),?[ ](?i:A[AEP]),?[ ]\d{5}(?:-\d{4})?(?!\d)"
)
_POST = re.compile(r"(?i)\b[AFD]PO\b")
_WORD = r"(?!(?i:and|or|of)\b)[^\W_][\w'’.\-]*"
_CORNER = re.compile(
    rf"(?:[Tt]he )?\b[Cc]orner of (?P<one>{_WORD}(?: {_WORD}){{0,4}}?) (?:and|&) (?P<two>(?:(?![a-zß-öø-ÿ])[^\W\d_][\w'’.\-]*|\d{{1,3}}(?:st|nd|rd|th))(?: (?:(?![a-zß-öø-ÿ])[^\W\d_][\w'’.\-]*|\d{{1,5}})){{0,4}}"
    rf"|{_WORD}(?: {_WORD}){{0,2}} (?:street|road|avenue|st|ave|rd)\b|P\.O\. Box \d+)"
)
_EAST = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7a3]")
_HAN = "\u4e00-\u9fff\u3005\u3040-\u30ff"
_JAPANESE = re.compile(
    rf"(?:〒? ?\d{{3}}-?\d{{4}}[ \n]{{0,3}})?[\u4e00-\u9fff]{{2,3}}[都道府県][{_HAN}]{{1,12}}[市区町村郡][{_HAN} ]{{0,16}}(?:\d{{1,4}}(?:丁目|番地?|号|-|の)?){{1,6}}(?:[ ]?[{_HAN}ー・]{{1,14}}[ ]?\d{{1,4}}号?室?)?"
)
_PLAIN_HAN = "(?:(?![省市州县縣区區路街])[\u4e00-\u9fff])"
_CHINESE = re.compile(
    rf"(?:{_PLAIN_HAN}{{2,8}}(?:省|自治区|特别行政区))?{_PLAIN_HAN}{{1,8}}(?:市|州|县|縣|区|區)[\u4e00-\u9fff]{{0,12}}?(?:路|街|道|巷|弄|里|村)"
    r"(?:[\u4e00-\u9fff]{0,3}?\d{1,5}(?:号|號|弄|室|栋|楼|单元|-)?){0,5}(?:[A-Za-z]座)?(?:[ ]?\d{6}(?!\d))?"
)
_KOREAN = re.compile(
    "(?:[\uac00-\ud7a3]{1,8}(?:특별자치도|특별자치시|특별시|광역시|도|시))[ ][\uac00-\ud7a3]{1,6}(?:시|군|구)(?:[ ][\uac00-\ud7a3]{1,6}(?:시|군|구|읍|면))?"
    r"[ ][\uac00-\ud7a30-9]{1,14}(?:로|길|동|리|가|거리)[ ](?:지하 ?)?\d{1,5}(?:-\d{1,5})?(?:번지)?(?:[ ]?\([\uac00-\ud7a30-9, ]{1,24}\))?"
)


def others(content: str) -> Iterator[tuple[int, int, float, str]]:
    """From where to where, how sure, and why."""
    if _POST.search(content) is not None:
        for match in _MILITARY.finditer(content):
            yield match.start(), match.end(), 0.995, "military post with its code"
    if "orner of " in content:
        for match in _CORNER.finditer(content):
            sure = any(map(str.isdigit, match[0])) or re.search(
                r"(?i)\b(?:street|st|road|rd|avenue|ave|lane|drive|allee|str)\b", match[0]
            )
            yield (
                match.start(),
                match.end() - match[0].endswith("."),
                0.91 if sure else 0.7,
                "the corner of two streets",
            )
    if content.isascii() or _EAST.search(content) is None:
        return
    for pattern, name in ((_JAPANESE, "Japanese"), (_CHINESE, "Chinese"), (_KOREAN, "Korean")):
        for match in pattern.finditer(content):
            digits = any(map(str.isdigit, match[0]))
            if digits or match[0][-1:] == "座":
                yield (
                    match.start(),
                    match.end(),
                    0.97 if len(match[0]) > 9 else 0.8,
                    f"has the order of a {name} address",
                )
