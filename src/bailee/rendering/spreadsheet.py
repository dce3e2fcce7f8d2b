"""Lists as CSV that no spreadsheet runs, and back.

>>> csv_text(("Name", "Files"), [("=1+1", -3)]).splitlines()
['Name,Files', "'=1+1,-3"]
>>> read_cell("'=1+1"), read_cell("'tis")
('=1+1', "'tis")
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

# a spreadsheet takes what begins so for a formula (OWASP, CSV injection)
RUN = ("=", "+", "-", "@", "\t", "\r", "|", "%")


def safe_cell(value: object) -> str:
    """A cell that no spreadsheet runs. Numbers stay numbers.

    >>> safe_cell("@SUM(A1)"), safe_cell(-3), safe_cell(None)
    ("'@SUM(A1)", '-3', '')
    """
    if value is None:
        return ""
    text = str(value)
    return f"'{text}" if isinstance(value, str) and text.startswith(RUN) else text


def read_cell(text: str) -> str:
    """What `safe_cell` made it from."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RUN) else text


def csv_text(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A list as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    return out.getvalue()
