"""Bring each language's words up to its template: what is new in English stands there empty, what is gone is taken out.

    .venv/bin/python update/catalogues.py           # then translate what is empty, in any editor of .po files
    .venv/bin/python update/catalogues.py --check   # says what is to be done, and changes nothing

English is `words.pot` in each folder of words: a text under its name (`msgctxt`). An English text that was changed stands empty in
the other languages, for nobody knows whether the words of before still say it. Tests refuse what is empty.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

SOURCE = Path(__file__).parent.parent / "src" / "bailee"
TEMPLATE = "words.pot"


def folders() -> list[Path]:
    return sorted(template.parent for template in SOURCE.rglob(TEMPLATE))


def renewed(path: Path) -> tuple[bytes, int]:
    """A language's file as it should be, and how many texts are to be translated."""
    with (path.parent / TEMPLATE).open("rb") as lines:
        template = read_po(lines)
    with path.open("rb") as lines:
        told = read_po(lines, locale=path.stem)
    made = Catalog(locale=path.stem, header_comment=told.header_comment, fuzzy=False)
    made.mime_headers = told.mime_headers
    waiting = 0
    for each in template:
        if not each.id:
            continue
        known = told.get(each.id, each.context)
        string = known.string if known is not None and known.id == each.id else ""
        made.add(each.id, string, context=each.context)
        waiting += not all(string if isinstance(string, tuple) else (string,))
    out = io.BytesIO()
    write_po(out, made, width=0)
    return out.getvalue(), waiting


def main(check: bool) -> int:
    """How many files are, or were, not as they should be."""
    stale = 0
    for path in (each for folder in folders() for each in sorted(folder.glob("*.po"))):
        content, waiting = renewed(path)
        stale += content != path.read_bytes()
        if waiting:
            print(f"{path.relative_to(SOURCE)}: {waiting} to translate")
        if not check:
            path.write_bytes(content)
    return stale


if __name__ == "__main__":
    sys.exit(bool(main("--check" in sys.argv)) and "--check" in sys.argv)
