"""Held / Told / Secured: the truth function. Green is proven, amber has gaps, red is wrong, unknown was not read.

    rows(holdings, notices, sign_offs, exposures, obligations, coverage, on) -> Row, Row, …

A row is a category of data about a category of people; `held`, `told` and `secured` each say one of its cells, and when it
is green. Unknown is never green. What is known to be wrong stays red, whatever was not read. `tests/matrix/cases.toml` has
the cases.
"""

from bailee.matrix.cells import HELD, SECURED, SIGNS, SUBJECTS, TOLD, WORDS, Cell, Departed, Key
from bailee.matrix.shapes import cell_shape, row_shape
from bailee.matrix.steps import Step, next_steps
from bailee.matrix.table import Row, badness, count, rows
from bailee.matrix.told import PublishedNotice, SignOffs
from bailee.matrix.words import number, people_words

__all__ = [
    "HELD",
    "SECURED",
    "SIGNS",
    "SUBJECTS",
    "TOLD",
    "WORDS",
    "Cell",
    "Departed",
    "Key",
    "PublishedNotice",
    "Row",
    "SignOffs",
    "Step",
    "badness",
    "cell_shape",
    "count",
    "next_steps",
    "number",
    "people_words",
    "row_shape",
    "rows",
]
