"""Keys: how they stand, never what they are: how old, whether a drill opened what is sealed, which recovery kits were made."""

from __future__ import annotations

from datetime import date

from bailee.api.interface import Call, Count, Endpoint, Shape, shapes
from bailee.operations.show_keys import show_keys
from bailee.permissions import Permission


class Key(Shape, frozen=True, kw_only=True):
    """One key of the organisation. `earlier`: how many came before it."""

    key: str
    made_on: str
    is_due: bool
    earlier: Count


class RecoveryKit(Shape, frozen=True, kw_only=True):
    made_on: date
    by: str


class Keys(Shape, frozen=True, kw_only=True):
    """As `bailee keys status`, without what would name a folder of the machine."""

    custody: str
    keys: tuple[Key, ...]
    recovery_files: Count
    is_master_being_replaced: bool
    are_fingerprints_rekeyed: bool
    drilled_on: date | None
    drill_due_on: date | None
    drill_failed_on: date | None
    is_drill_due: bool
    kits: tuple[RecoveryKit, ...]
    sealed_files: Count


def standing(call: Call) -> Keys:
    made = show_keys(call.workspace)
    return Keys(
        custody=made.custody,
        keys=shapes(made.keys, Key),
        recovery_files=len(made.recovery_files),
        is_master_being_replaced=made.is_master_being_replaced,
        are_fingerprints_rekeyed=made.are_fingerprints_rekeyed,
        drilled_on=made.drilled_on,
        drill_due_on=made.drill_due_on,
        drill_failed_on=made.drill_failed_on,
        is_drill_due=made.is_drill_due,
        kits=tuple(RecoveryKit(made_on=day, by=by) for day, by in made.kits),
        sealed_files=made.sealed_files,
    )


ENDPOINTS = (
    Endpoint("GET", "keys", "show_keys", "How the keys stand", standing, Permission.MANAGE_KEYS, Keys),
)  # fmt: skip
