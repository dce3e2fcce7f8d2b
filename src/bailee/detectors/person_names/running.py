"""Names in running text and before e-mail addresses, by capitals, titles and lists of given names and surnames."""

from __future__ import annotations

import re

from bailee.detectors.interface import Judgement, Scene
from bailee.detectors.name_lists import HONORIFICS
from bailee.detectors.person_names.forms import normal
from bailee.detectors.person_names.reasons import TITLE
from bailee.detectors.person_names.titles import titled
from bailee.detectors.person_names.tokens import (
    AMBIGUOUS_GIVEN,
    CAP,
    NOT_SURNAMES,
    PARTICLES,
    SUFFIXES,
    TRAILING,
    commonness,
    fold,
    is_surname,
    is_word_and_surname,
    may_be_surname,
)
from bailee.detectors.tables import rows

_SEQUENCE = re.compile(
    rf"(?<![\w@#/\\$&%_-])(?<!\.\b){CAP}\.?(?: {{1,2}}(?:(?:{PARTICLES}) ){{0,2}}{CAP}\.?){{0,6}}(?![@_\\]|://|\w*\()"
)
_REVERSED = re.compile(
    rf"(?<![\w@#/\\$&%_-])(?P<last>{CAP}(?:[ \-]{CAP})?), (?P<first>{CAP}(?: (?:[A-Z]\.?|{CAP}))?)(?![\w@])"
)
_MAIL_ROLES = frozenset(rows("email_roles.txt"))
_WORD = re.compile(r"[^ ]+")


def _parse(content: str, start: int, end: int) -> list[tuple[int, int, Judgement]]:
    """Names among the capitalised words from `start` to `end`."""
    tokens = [(match.start() + start, match.end() + start, match[0]) for match in _WORD.finditer(content[start:end])]
    out: list[tuple[int, int, Judgement]] = []
    index = 0
    shouting = content[start:end].isupper() and len(tokens) > 1
    while index < len(tokens):
        low, high, token = tokens[index]
        folded = fold(token)
        if folded in HONORIFICS and index + 1 < len(tokens):
            last = index
            while (
                last + 1 < len(tokens)
                and last - index < 4
                and not tokens[last][2].endswith(("'s", "’s"))  # what follows is hers, and no name
                and (may_be_surname(tokens[last + 1][2]) or tokens[last + 1][2] in PARTICLES.split("|"))
            ):
                last += 1
                if tokens[last][2].endswith(".") and len(tokens[last][2]) > 2:
                    break
            if last > index:
                out.append(_name(content, tokens[index + 1][0], tokens[last][1], 0.93, TITLE))
                index = last + 1
                continue
        count = commonness(token)
        if count:
            last, after = index, index + 1
            while (
                after < len(tokens)
                and after - index <= 2
                and (
                    re.fullmatch(r"[A-Z]\.?", tokens[after][2])
                    or (
                        after == index + 1
                        and commonness(tokens[after][2])
                        and after + 1 < len(tokens)
                        and may_be_surname(tokens[after + 1][2])
                    )
                )
            ):
                after += 1
            while after < len(tokens) and tokens[after][2] in PARTICLES.split("|"):
                after += 1
            sure = count >= 8 and folded not in AMBIGUOUS_GIVEN
            if after < len(tokens) and may_be_surname(tokens[after][2]) and not token.endswith("'s"):
                known = is_surname(tokens[after][2])
                following = tokens[after + 1][2] if after + 1 < len(tokens) else ""
                firm = (
                    bool(following)
                    and fold(following) in NOT_SURNAMES
                    and fold(following) not in ("and", "is", "was", "will", "has", "had")
                )
                if sure:
                    probability = 0.93 if known else 0.8
                else:  # rare as a given name, or a word besides
                    probability = 0.85 if known and folded not in AMBIGUOUS_GIVEN else 0.5
                if firm or (not sure and fold(tokens[after][2]) in TRAILING):
                    probability = 0.15
                if shouting and not (sure and known):
                    probability = min(probability, 0.4)
                last = after
                while last + 1 < len(tokens) and (
                    fold(tokens[last + 1][2]) in SUFFIXES
                    or (is_surname(tokens[last + 1][2]) and may_be_surname(tokens[last + 1][2]) and last == after)
                ):
                    last += 1
                if probability > 0.2:
                    out.append(_name(content, low, tokens[last][1], probability, "a given name and a surname"))
                index = last + 1
                continue
            if sure and not shouting and (len(tokens) <= 2 or index > 0) and count >= 15:
                out.append(_name(content, low, high, 0.5, "a given name by itself"))
        index += 1
    return out


def _name(content: str, start: int, end: int, probability: float, reason: str) -> tuple[int, int, Judgement]:
    span = content[start:end]
    bare = (
        span.removesuffix("'s").removesuffix("’s").rstrip(".,")
        if not re.search(r"(?:Jr|Sr|\b[A-Z])\.$", span)
        else span
    )
    return start, start + len(bare), Judgement(probability, normal(bare), (reason,))


def find(scene: Scene) -> list[tuple[int, int, Judgement]]:
    if scene.is_code or scene.is_log or not scene.has_letters:
        return []
    content = scene.content
    out: list[tuple[int, int, Judgement]] = []
    for match in _SEQUENCE.finditer(content):
        out.extend(_parse(content, match.start(), match.end()))
    for match in _REVERSED.finditer(content):
        last, first = match["last"], match["first"].split()[0]
        if (count := commonness(first)) and is_surname(last.split()[-1]) and may_be_surname(last):
            line = content[max(content.rfind("\n", 0, match.start()), match.start() - 200) + 1 : match.start()]
            header = re.match(r"(?i)\W*(?:x ?- ?)?(?:from|to|cc|bcc|sent by|sender|name)\b", line) is not None
            given_too = commonness(last) > 0 and commonness(last) >= count
            probability = 0.99 if header else 0.6 if given_too or fold(first) in AMBIGUOUS_GIVEN else 0.92
            out.append(
                (match.start(), match.end(), Judgement(probability, normal(match[0]), ("surname, comma, given name",)))
            )
    out.extend(_addressed(content))
    out.extend(titled(content))
    return out


_ADDRESS = re.compile(r"['\"]?\s{0,2}<(?:mailto:)?(?P<local>[\w.+%\-]{1,64})@[\w.\-]{3,100}>")
_DISPLAY = re.compile(r"(?:^|[\"'\t\n,;:>(]\s{0,3}|\s{2})(?P<name>[^\W\d_](?:[\w.'’\-]|, ?| (?! )){1,58})$")


def _addressed(content: str) -> list[tuple[int, int, Judgement]]:
    """Names before an e-mail address in angle brackets."""
    out = []
    for match in _ADDRESS.finditer(content):
        low = max(0, match.start() - 64)
        shown = _DISPLAY.search(content[low : match.start()])
        if shown is None:
            continue
        name = shown["name"]
        if "," in name and not re.fullmatch(r"[^,]+, ?[^,]+", name):  # of a list of addresses, the last
            name = name.rpartition(",")[2].strip()
        tokens = [token for token in re.split(r"[ ,]+", name) if token]
        last = tokens[0] if "," in name else tokens[-1] if tokens else ""
        if not 1 <= len(tokens) <= 5 or any(
            (fold(token) in NOT_SURNAMES and not (token is last and is_word_and_surname(tokens, last)))
            or fold(token) in _MAIL_ROLES
            for token in tokens
        ):
            continue
        if not all(token[:1].isupper() or token in PARTICLES.split("|") for token in tokens):
            continue
        local = match["local"].lower()
        repeated = any(len(token) > 2 and fold(token) in local for token in tokens)
        known = any(commonness(token) or is_surname(token) for token in tokens)
        if len(tokens) == 1 and not commonness(tokens[0]):
            continue
        probability = 0.99 if repeated and known else 0.9 if known else 0.7 if repeated else 0.5
        end = low + shown.end("name")
        out.append(
            (end - len(name), end, Judgement(probability, normal(name), ("an e-mail address stands behind it",)))
        )
    return out
