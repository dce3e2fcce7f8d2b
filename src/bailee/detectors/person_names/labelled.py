"""Names after a label or under the head of a column."""

from __future__ import annotations

import re
from functools import lru_cache

from bailee.detectors.interface import Candidate, Judgement, words
from bailee.detectors.name_lists import FIELDS, HONORIFICS
from bailee.detectors.person_names.forms import normal
from bailee.detectors.person_names.heads import is_plain, is_sure
from bailee.detectors.person_names.reasons import COLUMN, LABEL, OTHER_NAME, PERSONAL
from bailee.detectors.person_names.tokens import (
    AMBIGUOUS_GIVEN,
    NOT_SURNAMES,
    PARTICLES,
    ROLES,
    SUFFIXES,
    TRAILING,
    commonness,
    fold,
    is_surname,
    is_word_and_surname,
)

_ROLES_SET = frozenset(ROLES)
_WORDS_OF_GREETING = frozenset(
    ["from", "to", "cc", "bcc", "hi", "hello", "hey", "i'm", "i am", "cheers", "call me", "re", "regarding"]
)


def _before_address(value: str) -> str:
    """What stands before a comma where that is a whole name, and no given name comes after it.

    >>> _before_address("Hans Müller, Hauptstr"), _before_address("Dunton, Heather"), _before_address("Roe Smith, Jane")
    ('Hans Müller', 'Dunton, Heather', 'Roe Smith, Jane')
    >>> _before_address("Rodel Cruz, Arnel N"), _before_address("García López, María José")
    ('Rodel Cruz', 'García López, María José')
    """
    name, comma, rest = value.partition(",")
    first, *others = name.split()
    behind = rest.split()
    if not comma or not others or not behind:
        return value
    if all(fold(token) in SUFFIXES or len(token.rstrip(".")) == 1 for token in behind):
        return value
    if len(behind) > 1:  # two names, unless it begins with two surnames
        return value if is_surname(first) and commonness(behind[0]) > commonness(first) else name
    return name if is_surname(others[-1]) and commonness(first) > commonness(behind[0]) else value


def judge(candidate: Candidate) -> Judgement | None:
    """Names after a label or under the head of a column."""
    if not candidate.labelled or candidate.scene.is_code:
        return None
    value, start = candidate.value, candidate.start
    first = value.split(" ", 1)[0]
    if fold(first) in HONORIFICS and len(first) < len(value):
        start, value = start + len(first) + 1, value[len(first) + 1 :]
    value = _before_address(value)
    tokens = re.split(r"[ ,]+", value)
    while len(tokens) > 1 and fold(tokens[-1]) in TRAILING:
        tokens.pop()
        value = value[: value.rindex(tokens[-1]) + len(tokens[-1])]
    end = start + len(value)
    last = tokens[0] if "," in value else tokens[-1]
    if not tokens or any(
        len(token) > 24 or (fold(token) in NOT_SURNAMES and not (token is last and is_word_and_surname(tokens, last)))
        for token in tokens
        if len(token) > 1
    ):
        return None
    if any(len(token) > 3 and not token[:1].isupper() and token not in PARTICLES for token in tokens):
        return None
    if any(token in FIELDS for token in tokens):
        return None
    given = any(commonness(token) for token in tokens)
    known = sum(1 for token in tokens if commonness(token) or is_surname(token))
    if candidate.heading:
        return _under_head(candidate, tokens, value, given, known, start, end)
    return _after_label(candidate, tokens, value, given, known, start, end)


_PLAIN_NAME = re.compile(r"(?i)[\W_]*(?:full|display|record|list)?[\W_]*names?[\W_]*")


@lru_cache(maxsize=256)
def _share_of_people(values: tuple[str, ...]) -> float:
    """Share of values that read as names: a column of names may be one of places, or of the labels of a form."""
    people = 0
    for value in values:
        tokens = [token for token in re.split(r"[ ,]+", value) if len(token.rstrip(".")) > 1]
        while len(tokens) > 1 and (fold(tokens[-1]) in TRAILING or fold(tokens[-1]) in SUFFIXES):
            tokens.pop()
        if any(fold(token) in NOT_SURNAMES and not is_surname(token) for token in tokens) or not tokens:
            continue
        if len(tokens) == 1:
            people += fold(tokens[0]) not in TRAILING and bool(commonness(tokens[0]) >= 1 or is_surname(tokens[0]))
        else:
            last = tokens[0] if "," in value else tokens[-1]
            people += any(commonness(token) for token in tokens if token is not last) and is_surname(last)
    return people / len(values) if values else 0.0


_FIRMS_TOO = words(
    "client",
    "customer",
    "vendor",
    "supplier",
    "contractor",
    "owner",
    "landlord",
    "lessor",
    "seller",
    "buyer",
    "payer",
    "payee",
    "account",
    "provider",
    "host",
    "agent",
    "user",
)


def _under_head(
    candidate: Candidate, tokens: list[str], value: str, given: bool, known: int, start: int, end: int
) -> Judgement | None:
    heading = candidate.heading
    if candidate.peers < 0.5 or OTHER_NAME.search(re.split(r"(?i)\bname", heading)[0]):
        return None
    share = _share_of_people(candidate.column)
    plain = _PLAIN_NAME.fullmatch(heading) is not None or is_plain(heading)
    sure = is_sure(heading) or (plain and is_sure(candidate.table))  # Name beside Vorname
    if plain and share < 0.3 and not sure:
        return None
    if candidate.spaced and (share < 0.5 or not given or len(tokens) < 2):
        return None
    personal = (PERSONAL.search(heading) is not None or is_plain(heading)) and not _FIRMS_TOO.search(heading)
    if sure:
        probability = 0.95 if known else 0.93 if candidate.peers > 0.8 else 0.4
    elif personal and share < 0.2:
        if len(tokens) < 2 or not known or any(fold(token) in TRAILING for token in tokens):
            return None
        probability = 0.4
    elif personal:
        probability = 0.95 if known else 0.8 if len(tokens) > 1 or candidate.peers > 0.8 else 0.4
    elif given and len(tokens) > 1 and known == len([token for token in tokens if len(token) > 2]):
        probability = 0.95
    elif given and len(tokens) > 1:
        probability = 0.6
    else:
        return None
    return Judgement(probability, normal(value), (COLUMN,), (), start, end)


def _after_label(
    candidate: Candidate, tokens: list[str], value: str, given: bool, known: int, start: int, end: int
) -> Judgement | None:
    content, label = candidate.content, candidate.label
    gap = content[max(0, candidate.start - 40) : candidate.start]
    gap = gap[gap.lower().rfind(label) + len(label) :] if label in gap.lower() else gap
    rest = content[end : end + 3]
    closed = (
        not rest.strip(" \r") or rest[0] in "\n\r\t,;(<|/" or rest.startswith(("  ", " (", " <", " -", ' "', ".\n"))
    )
    apart = bool(re.search(r"[:=\t|]|\.\.|  |\n|_", gap)) or label in ("dear", "/s/")
    reason = LABEL
    if label.startswith("name") and OTHER_NAME.search(
        content[max(0, candidate.start - 70) : candidate.start].lower().rpartition(label)[0]
    ):
        return None
    several = len(tokens) > 1
    if label in _WORDS_OF_GREETING or not apart:
        at_start = (
            content[: candidate.start - len(gap) - len(label)][-1:] in ("", "\n")
            if candidate.start < 400
            else (
                content[candidate.start - len(gap) - len(label) - 1 : candidate.start - len(gap) - len(label)]
                in ("", "\n")
            )
        )
        if not given or (several and known < len([token for token in tokens if len(token.rstrip(".")) > 1])):
            if not (several and known and at_start and closed):
                return None
            sure = label in _ROLES_SET and commonness(tokens[0]) > 0 and fold(tokens[0]) not in AMBIGUOUS_GIVEN
            return Judgement(0.9 if sure else 0.7, normal(value), (reason,), (), start, end)
        if label in ("from", "to", "cc", "re") and ":" not in gap:
            return None
        if not several and not (label in ("dear", "hi", "hello", "hey", "call me", "i'm", "i am", "cheers") or apart):
            return None
    if not several:
        if not (known and given):
            return (
                Judgement(0.5, normal(value), (reason,), (), start, end)
                if closed and known and "name" in label
                else None
            )
        sure = fold(tokens[0]) not in AMBIGUOUS_GIVEN and commonness(tokens[0]) >= 1 and label not in ("name", "names")
        return Judgement(0.9 if sure else 0.6, normal(value), (reason,), (), start, end)
    if not known:
        if not (apart and closed) or value.isupper():
            return None
        firm = _FIRMS_TOO.search(label) is not None
        return Judgement(0.75 if "name" in label else 0.3 if firm else 0.6, normal(value), (reason,), (), start, end)
    return Judgement(0.95 if given else 0.85, normal(value), (reason,), (), start, end)
