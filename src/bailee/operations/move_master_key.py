"""Bring the master key into another custody: a file, a file behind a passphrase, the keychain of this machine."""

from __future__ import annotations

from bailee.keys import custody
from bailee.keys.custody import Custody
from bailee.permissions import Permission
from bailee.store.workspace import Workspace


def move_master_key(workspace: Workspace, to: Custody, *, passphrase: str = "") -> None:
    """NotAllowed for whoever may not manage keys. The record says where it lies, never how it is opened."""
    workspace.require(Permission.MANAGE_KEYS)
    before = custody.read(workspace.home / "keys" / custody.MASTER).custody
    custody.move(workspace.home, to, passphrase=passphrase)
    workspace.record("master-key-moved", workspace.organisation, {"from": before.value, "to": to.value})
