"""Columns of databases in which personal data was found: what could be done with them, as SQL, and what that breaks.

A dialect is a file here with `NAME`, `inspect` and what it can do; SQL is proposed, never run by itself.
"""

from __future__ import annotations

import importlib
from typing import Any

from bailee.protection.databases.shapes import Column, Grant, SqlProposal, Table, Who

__all__ = ["DIALECTS", "Column", "Grant", "SqlProposal", "Table", "Who", "dialect_of"]

DIALECTS = {
    "postgresql": "postgresql",
    "postgres": "postgresql",
    "mysql": "mysql",
    "mariadb": "mysql",
    "sqlite": "sqlite",
}


def dialect_of(scheme: str) -> Any:
    """The module of a dialect, by the scheme of an address."""
    return importlib.import_module(f"{__name__}.{DIALECTS[scheme]}")
