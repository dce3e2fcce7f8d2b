"""Rosters: lists of people that somebody hands over, read whole or not at all.

    tables = read_tables(content, "staff.csv")     # CSV, workbooks, address cards, directory exports
    read = read_entries(tables[0], wanted)         # columns by name, dates by their order, what is wrong by line
    found = compare(known, read.entries)           # new, changed, gone

Nothing here keeps anything, and no message repeats what stands in a cell: a list of people is personal data of ours, too.
"""

from bailee.rosters.compare import Changed, Differences, Known, compare
from bailee.rosters.details import Details
from bailee.rosters.entries import Entry, Fault, Read, Wanted, read_entries
from bailee.rosters.forms import forms_of
from bailee.rosters.tables import Table, read_tables

__all__ = [
    "Changed",
    "Details",
    "Differences",
    "Entry",
    "Fault",
    "Known",
    "Read",
    "Table",
    "Wanted",
    "compare",
    "forms_of",
    "read_entries",
    "read_tables",
]
