"""Lists as CSV: cells that no spreadsheet runs."""

from bailee.rendering.spreadsheet import csv_text, safe_cell

__all__ = ["csv_text", "safe_cell"]
