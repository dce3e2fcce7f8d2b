r"""Regular expressions that somebody else wrote: what is wrong with one, and what the engine can stop at.

An expression may take a time that doubles with each character of a text that almost matches. Whether it can is a property
of the automaton behind it, and is decided here, not guessed: two ways round a loop that read the same text make it grow
without bound; two loops that can share one text make it grow with its square or worse (Weber and Seidl 1991).

>>> faults(r"C-\d{5}"), faults(r"(?:[A-Z]{2} ?){1,3}\d{6}")
([], [])
>>> print(*faults(r"(\w+\s?)+:"), sep="\n")
it begins with a repeat that has no upper end: give it one, such as \d{1,12}
it can read one text, such as "000…", in ever more ways, and would take minutes for a line: of two repeats, one inside the other, leave one
>>> print(*faults(r"A\d+ ?\d+Z"), sep="\n")
two of its repeats can share one text, such as "000…": put something between them that neither reads, or give both an upper end below 32

`triggers` are the rarest short stretches that every match must hold:

>>> triggers(r"C-\d{5}")[0]
(b'[C][\\-][0-9][0-9][0-9][0-9][0-9]',)
"""

from __future__ import annotations

from bailee.detectors.expressions.faults import LONGEST, faults, nearly
from bailee.detectors.expressions.stops import triggers
from bailee.detectors.expressions.syntax import widths

__all__ = ["LONGEST", "faults", "nearly", "triggers", "widths"]
