"""Texts that counsel reviews: a rule, a notice, a letter; each has an ident, a sort, and a hash of its present words.

>>> from bailee.obligations.load import rules_by_ident
>>> text = rule_text(rules_by_ident()["mon-us-ny-52c"])
>>> text.ident, text.kind.value, len(text.sha256)
('rule-mon-us-ny-52c', 'rule', 64)
>>> text.sha256 == rule_text(rules_by_ident()["mon-us-ny-52c"]).sha256
True
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from bailee.counsel.words import as_lines
from bailee.obligations.load import Rule
from bailee.rendering import from_data

# A file of a public repository at one commit, as the law tables name it.
_PINNED = re.compile(r"^github:([^@]+)@([0-9a-f]{8})[0-9a-f]{32}:")


class TextKind(StrEnum):
    RULE = "rule"
    NOTICE = "notice"
    LETTER = "letter"
    QUESTION = "question"  # not a text of ours: what counsel was asked


@dataclass(frozen=True)
class Text:
    """Words that people rely on. Its hash is over the words alone: a new date, or another layout, is the same text."""

    ident: str
    kind: TextKind
    title: str
    lines: tuple[str, ...]
    drafted_by: str
    citation: str = ""
    places: tuple[str, ...] = ()  # that a rule is of; empty: wherever the organisation is
    source: str = ""

    @cached_property
    def sha256(self) -> str:
        return digest(self.title, self.lines)


def digest(title: str, lines: tuple[str, ...]) -> str:
    """The hash by which words are known again."""
    return hashlib.sha256("\n".join((title, *lines)).encode()).hexdigest()


def rule_ident(ident: str) -> str:
    return f"rule-{ident}"


def notice_ident(kind: str, language: str = "en") -> str:
    return f"notice-{kind}" if language == "en" else f"notice-{kind}-{language}"


LABELS = (
    "It asks", "A notice says", "When", "In what form", "Consent", "Files and access", "Kept", "Penalty", "Outside it", "Note",
)  # fmt: skip


def rule_text(rule: Rule) -> Text:
    """What bailee says a rule asks. Who may be outside it and its penalty are words that people rely on, too."""
    lines = [rule.duty]
    said = (
        rule.requires, rule.notice_content, (rule.timing,), (rule.form,), (rule.consent,), (rule.files_and_access,),
        (rule.retention,), (rule.penalty,), rule.exempt, (rule.note,),
    )  # fmt: skip
    for label, each in zip(LABELS, said, strict=True):
        lines += [f"{label}: {line}" for line in each if line]
    return Text(
        rule_ident(rule.ident),
        TextKind.RULE,
        rule.name,
        tuple(line for line in lines if line),
        "bailee, as a row of its law tables",
        rule.citation,
        rule.places,
        read_in(rule.source),
    )


def read_in(sources: Sequence[str]) -> str:
    """Where a rule was read, as a footnote has it.

    >>> read_in(["github:a/b@7115acc547332fa98a8f58ec0ab2a659878af2ce:x/y.md", "https://law.example/1", "a third"])
    'a copy at github.com/a/b (7115acc5), x/y.md; https://law.example/1'
    """
    return "; ".join(_PINNED.sub(r"a copy at github.com/\1 (\2), ", each) for each in sources[:2])


def notice_text(kind: str, document: Mapping[str, Any], *, drafted_on: str = "") -> Text:
    """The words of a notice, from the document of a version (`Document.as_data`)."""
    made = from_data(document)
    drafted = f"bailee, from what is held and declared{f' on {drafted_on}' if drafted_on else ''}"
    return Text(notice_ident(kind, made.language), TextKind.NOTICE, made.title, as_lines(made.blocks), drafted)
