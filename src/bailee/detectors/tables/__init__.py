"""Tables that detectors read; their first lines say source, edition, date, and the script in `update/` that made them.

>>> rows("iban_registry.txt")[0]
'AD 4n4n12c'
"""

from __future__ import annotations

from pathlib import Path


def rows(name: str) -> list[str]:
    """Lines of a table, without those that describe it."""
    lines = Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]
