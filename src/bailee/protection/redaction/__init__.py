"""Redaction, fail closed: a copy of a file in which what is to go is gone, or none, and why.

    made = redact(Path("pay.csv").read_bytes(), "pay.csv", Wish(how="category"))   # Redacted, or RefusedRedaction

A file is read by our extractors, gone through by the module of its format (`formats`), and the copy is read again: by our
extractors, by others', by what reads pictures, and byte by byte. One trace of a value, and nothing is released.
"""

from __future__ import annotations

from bailee.protection.redaction.apart import redact
from bailee.protection.redaction.interface import HOWS, Redacted, RefusedRedaction, Why, Wish

__all__ = ["HOWS", "Redacted", "RefusedRedaction", "Why", "Wish", "redact"]
