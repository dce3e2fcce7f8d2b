"""What is sent and answered of keys, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict


class Key(TypedDict):
    """One key of the organisation. `earlier`: how many came before it."""

    key: str
    made_on: str
    is_due: bool
    earlier: int


class Keys(TypedDict):
    """As `bailee keys status`, without what would name a folder of the machine."""

    custody: str
    keys: list[Key]
    recovery_files: int
    is_master_being_replaced: bool
    are_fingerprints_rekeyed: bool
    drilled_on: str | None
    drill_due_on: str | None
    drill_failed_on: str | None
    is_drill_due: bool
    kits: list[RecoveryKit]
    sealed_files: int


class RecoveryKit(TypedDict):
    made_on: str
    by: str
