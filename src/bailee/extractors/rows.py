"""Rows of any table as texts: title lines above it, the row that names its columns, and stretches that keep those names.

>>> from bailee.vocabulary import Locator
>>> report = [["Payroll, May"], [], ["name", "ssn", "pay"], ["Ann", "078-05-1120", "10"], ["Bo", "", "12"]]
>>> title, table = texts_of(report, Locator(("pay.csv",)))
>>> title.content, table.cells.headers, table.cells.header_at(table.content.index("078"))
('Payroll, May\\n', ('name', 'ssn', 'pay'), 'ssn')
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from bailee.text import Part, Text
from bailee.vocabulary import Locator

ROWS = 5_000  # of one stretch, at most
CHARACTERS = 1 << 19
_LOOK = 40  # rows among which the names of columns stand


def texts_of(
    rows: Iterable[Sequence[str]],
    locator: Locator,
    *,
    headers: Sequence[str] | None = None,
    part: Part = Part.BODY,
    offset: int = 0,
) -> Iterator[Text]:
    """`headers` where the table declares them; they are then no row of it."""
    source = iter(rows)
    if headers is None:
        first = list(islice(source, _LOOK))
        at = header_row(first)
        if at is None:
            headers, body = (), chain(first, source)
        else:
            if at and any(any(row) for row in first[:at]):
                title = Text.of(
                    "".join("\t".join(_trimmed(row)) + "\n" for row in first[:at] if any(row)), locator, part, offset
                )
                yield title
                offset += len(title.content)
            headers, body = tuple(first[at]), chain(first[at:], source)
    else:
        body = chain(source)
    number = 0
    batch: list[Sequence[str]] = []
    size = 0
    for row in body:
        batch.append(row)
        size += sum(map(len, row)) + len(row)
        if len(batch) >= ROWS or size >= CHARACTERS:
            text = Text.table(batch, locator, headers=headers, part=part, offset=offset, first_row=number)
            yield text
            number += len(batch)
            offset += len(text.content)
            batch, size = [], 0
    if batch:
        yield Text.table(batch, locator, headers=headers, part=part, offset=offset, first_row=number)


def header_row(rows: Sequence[Sequence[str]]) -> int | None:
    """Index of the row that names the columns: the first wide one, if it reads like names and not like values."""
    if is_form(rows):
        return None
    widths = sorted(filter(None, (sum(1 for cell in row if cell.strip()) for row in rows)))
    if not widths:
        return None
    usual = widths[len(widths) // 2]
    for index, row in enumerate(rows[:_LOOK]):
        filled = sum(1 for cell in row if cell.strip())
        if filled >= max(1, usual * 0.6) and (filled > 1 or usual == 1):
            return index if names_columns(row) else None
    return None


_LABEL = re.compile(
    r"\b(?:names?|date|number|no|address|phone|telephone|mobile|e-?mail|ssn|social security|birth|dob|title|department|position|id|account|"
    r"amount|total|results?|signature|city|state|zip|gender|sex|salary|employer|employee|patient|insurance|policy|type|status|manager|"
    r"supervisor|company|country|reason|notes?|comments?)\b|[:?]$",
    re.IGNORECASE,
)


def is_form(rows: Sequence[Sequence[str]]) -> bool:
    """Whether rows are labels and what was filled in beside them, so that no row names columns.

    >>> is_form([["Employee name", "Ann Roe"], ["Social Security number", "078-05-1120"], ["Start date", "3 May"]])
    True
    >>> is_form([["name", "ssn"], ["Ann Roe", "078-05-1120"], ["Bo Cy", "078-05-1121"]])
    False
    """
    filled = [[cell.strip() for cell in row if cell.strip()] for row in rows]
    filled = [row for row in filled if row]
    pairs = [row for row in filled if len(row) in (2, 4)]
    if len(pairs) < 3 or len(pairs) < 0.6 * len(filled):
        return False
    labels = [cell for row in pairs for cell in row[::2]]
    said = sum(1 for cell in labels if len(cell) <= 60 and sum(map(str.isdigit, cell)) <= 4 and _LABEL.search(cell))
    return len({label.lower() for label in labels}) >= 0.8 * len(labels) and said >= 0.6 * len(labels)


def names_columns(row: Sequence[str]) -> bool:
    """Whether a row reads like names of columns: short words, hardly a number, no address, nothing twice."""
    filled = [cell.strip() for cell in row if cell.strip()]
    if not filled or len({cell.lower() for cell in filled}) < len(filled) * 0.7:
        return False
    words = sum(1 for cell in filled if any(map(str.isalpha, cell)) and len(cell) <= 60 and "@" not in cell)
    return words >= 0.7 * len(filled) and not any(sum(map(str.isdigit, cell)) > 4 for cell in filled)


def _trimmed(row: Sequence[str]) -> Sequence[str]:
    end = len(row)
    while end and not row[end - 1]:
        end -= 1
    return row[:end]


def sparse_texts(
    rows: Iterable[dict[int, str]],
    locator: Locator,
    *,
    part: Part = Part.BODY,
    offset: int = 0,
    names: dict[int, str] | None = None,
) -> Iterator[Text]:
    """Rows as cells by column number, of which most may be empty: a cell in column 16,384 costs one cell.

    `names` (column numbers to names) is used where it holds any, and filled otherwise, for further rows of the same sheet.

    >>> from bailee.vocabulary import Locator
    >>> [text.content for text in sparse_texts([{0: "ssn", 9: "name"}, {0: "1", 9: "Ann"}, {16383: "far"}], Locator(()))]
    ['ssn\\tname\\t\\n1\\tAnn\\t\\n\\t\\tfar\\n']
    """
    source = iter(rows)
    names = {} if names is None else names
    number = 0
    while batch := _batch(source):
        columns = sorted({column for row in batch for column in row})
        if not names and not number:
            first = batch[:_LOOK]
            at = header_row([[row[column] for column in sorted(row)] for row in first])
            if at is not None:
                names.update(batch[at])
            if at:
                title = Text.of(
                    "".join("\t".join(row[c] for c in sorted(row)) + "\n" for row in batch[:at]), locator, part, offset
                )
                yield title
                offset += len(title.content)
                batch = batch[at:]
                columns = sorted({column for row in batch for column in row})
        headers = [names.get(column, "") for column in columns]
        # A row as wide as the batch would cost its empty cells: where there are many columns, cells stand side by side.
        if len(columns) > 60 and sum(map(len, batch)) * 8 < len(columns) * len(batch):
            text = Text.of(
                "".join("\t".join(row[c] for c in sorted(row)) + "\n" for row in batch), locator, part, offset
            )
        else:
            text = Text.table(
                ([row.get(column, "") for column in columns] for row in batch),
                locator, headers=headers, part=part, offset=offset, first_row=number,
            )  # fmt: skip
        yield text
        offset += len(text.content)
        number += len(batch)


def _batch(source: Iterator[dict[int, str]]) -> list[dict[int, str]]:
    batch: list[dict[int, str]] = []
    size = 0
    for row in source:
        batch.append(row)
        size += sum(map(len, row.values())) + len(row)
        if len(batch) >= ROWS or size >= CHARACTERS:
            break
    return batch
