"""Destroy an organisation's keys: from then on nothing that they closed can be read, wherever a copy of it lies.

The provider's log says so. Backups of before hold the keys still, each behind its own passphrase or key: they are to be
destroyed too, and sealed files open with the organisation's own recovery key alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from bailee.errors import InvalidInput
from bailee.evidence import kept
from bailee.keys import MasterKey, OrganisationKeys
from bailee.keys.key_files import flush_folder
from bailee.permissions import Permission
from bailee.store import key_rows
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Destroyed:
    """What went with the keys."""

    organisation: str
    recovery_files: tuple[Path, ...]  # removed from this machine


def destroy_organisation_keys(provider: Workspace, organisation: str) -> Destroyed:
    """Off-boarding: erase a client's keys, with a record in the provider's log. It cannot be undone.

    NotAllowed for whoever may not off-board; InvalidInput for the provider's own keys; CannotRead where they are gone already.
    """
    provider.require(Permission.OFF_BOARD)
    if organisation == provider.organisation:
        raise InvalidInput("an organisation cannot destroy the keys that its own log is signed with")
    recipient = _recovery_recipient(provider, organisation)
    with provider.transaction(Permission.OFF_BOARD):
        provider.record(key_rows.DESTROYED, organisation, {"recovery_recipient": recipient})
        number = key_rows.destroy(provider.home, organisation)
    removed = tuple(sorted((provider.home / "keys").glob(f"recovery-*-{recipient[4:12]}.txt"))) if recipient else ()
    for file in removed:
        file.unlink(missing_ok=True)
    if removed:
        flush_folder(provider.home / "keys")
    kept.path(provider.home, number).unlink(missing_ok=True)
    key_rows.scrub(provider.home)
    return Destroyed(organisation, removed)


def _recovery_recipient(provider: Workspace, organisation: str) -> str:
    wrapped = key_rows.wrapped_keys(provider.home, organisation)
    return OrganisationKeys.open(MasterKey.open(provider.home), organisation, wrapped).recovery_recipient
