"""The record as a workbook: the table of `ropa_csv` for whoever works in a spreadsheet."""

from __future__ import annotations

from bailee.inventory.exports.ropa_csv import HEADS, row
from bailee.inventory.record import Record
from bailee.rendering.xlsx import workbook

LABEL = "Record of processing, Excel"
SUFFIX = ".xlsx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write(record: Record) -> bytes:
    return workbook("Record of processing", HEADS, (row(entry) for entry in record.entries))
