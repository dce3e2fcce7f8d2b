"""Say in another language what was declared: a list goes out with what a notice takes over, and comes back with its words.

Nothing is translated by a machine. What has no words yet stands in the notice as it was declared, and stops it from being published.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from datetime import date

from bailee.errors import InvalidInput
from bailee.notices.wording import ENGLISH, wording
from bailee.operations.draft_notice import composing, in_language
from bailee.rendering.spreadsheet import csv_text, read_cell
from bailee.store.workspace import Workspace

_LONGEST = 2_000  # characters of one text
_MOST = 5_000  # lines of a list


def words_of(workspace: Workspace, kind: str, language: str, *, on: date) -> dict[str, str]:
    """Declared words that a notice of a kind takes over, each with how it is said in the language; empty where nobody said.

    What is usual has its words in the catalogue; those of the organisation come first.
    """
    if language == ENGLISH:
        raise InvalidInput("what is declared is declared in English", hint="name another language: --language es")
    notice = in_language(workspace, composing(workspace, on), kind, language)
    known, say = workspace.translations(language), wording(language)
    return {text: known.get(text) or say.usual(text) or "" for text in notice.snapshot.declared}


def as_list(words: Mapping[str, str], language: str) -> str:
    """The list as CSV: a column in English, one in the language."""
    return csv_text(_heads(language), words.items())


def read_list(content: str, language: str) -> dict[str, str]:
    """What came back. InvalidInput with the line and what to do; nothing of a list with a fault is taken."""
    rows = csv.reader(io.StringIO(content.removeprefix("\ufeff"), newline=""), strict=True)
    found: dict[str, str] = {}
    try:
        for number, row in enumerate(rows, 1):
            cells = [" ".join(read_cell(cell).split()) for cell in row]
            if not any(cells) or (number == 1 and tuple(cells) == _heads(language)):
                continue
            if number > _MOST:
                raise InvalidInput(f"the list has more than {_MOST:,} lines", hint="take it in parts")
            if len(cells) != 2:
                raise InvalidInput(
                    f"line {number}: {len(cells)} columns, and there are two",
                    hint="the declared words, a comma, and their translation; quote what holds a comma",
                )
            text, words = cells
            if not text:
                raise InvalidInput(
                    f"line {number}: words without what they translate", hint="keep the first column as it was"
                )
            if max(len(text), len(words)) > _LONGEST:
                raise InvalidInput(f"line {number}: longer than {_LONGEST:,} characters", hint="shorten it")
            found[text] = words
    except csv.Error:
        raise InvalidInput(f"line {rows.line_num}: this is no CSV", hint="save the list as CSV, UTF-8") from None
    return found


def translate(workspace: Workspace, language: str, words: Mapping[str, str]) -> dict[str, str]:
    """Keep words that are new or different. The record says how many, and their hash; words of an organisation may name people."""
    known, say = workspace.translations(language), wording(language)
    changed = {text: said for text, said in words.items() if said != (known.get(text) or say.usual(text) or "")}
    if changed:
        joined = "\n".join(f"{text}\x00{said}" for text, said in sorted(changed.items()))
        with workspace.transaction():
            workspace.translate(language, changed)
            details = {"texts": len(changed), "sha256": hashlib.sha256(joined.encode()).hexdigest()}
            workspace.record("words-translated", language, details)
    return changed


def _heads(language: str) -> tuple[str, str]:
    return "English", wording(language).name
