"""Lists as CSV: cells that no spreadsheet runs.

>>> print(csv_text(("Name", "Files"), [("=1+1", -3)]), end="")
Name,Files
'=1+1,-3
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# A spreadsheet takes what begins so for a formula (OWASP, CSV injection).
_RUN = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A whole list. Pages stream theirs, row by row."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet runs. Numbers stay numbers.

    >>> safe_cell("@SUM(A1)"), safe_cell(-3), safe_cell(None)
    ("'@SUM(A1)", '-3', '')
    """
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(_RUN) else text
