"""The keychain of the operating system (macOS Keychain, Windows Credential Locker, Secret Service), through `keyring`."""

from __future__ import annotations

import base64
import binascii
from typing import Any

from bailee.errors import CannotRead, InvalidInput, NotAllowed

SERVICE = "bailee"


def _backend() -> Any:
    """NotAllowed where there is no keychain that closes what is put into it."""
    try:
        import keyring
    except ImportError:
        raise InvalidInput("the keychain cannot be reached", hint='pip install "bailee[keychain]"') from None
    backend = keyring.get_keyring()
    told = f"{type(backend).__module__}.{type(backend).__name__}".lower()
    # the library falls back to one that keeps nothing, and may be set to one that keeps plain text
    if any(word in told for word in (".fail.", ".null.", "plaintext")) or not getattr(backend, "priority", 0) > 0:
        raise NotAllowed(
            "this machine has no keychain that bailee could use",
            hint="a server has none as a rule: use `bailee keys custody passphrase` or `file`",
        )
    return backend


def put(entry: str, secret: bytes) -> None:
    """Keep a secret, and read it back. NotAllowed where the keychain is missing, locked or refuses."""
    backend = _backend()
    try:
        backend.set_password(SERVICE, entry, base64.b64encode(secret).decode())
    except Exception:  # noqa: BLE001 - each back end has errors of its own, and their text may quote the secret
        raise NotAllowed("the keychain refused to keep the key", hint="unlock it, and try again") from None
    if get(entry) != secret:
        raise CannotRead("the keychain does not give back what was put into it", hint="nothing was changed")


def get(entry: str) -> bytes:
    """NotAllowed where it cannot be asked, CannotRead where it has no such entry."""
    backend = _backend()
    try:
        told = backend.get_password(SERVICE, entry)
    except Exception:  # noqa: BLE001 - as above
        raise NotAllowed(
            "the keychain is locked, or this account may not ask it",
            hint="sign in as the account that owns it, and unlock it",
        ) from None
    try:
        return base64.b64decode(told or "", validate=True) or _missing()
    except binascii.Error:
        return _missing()


def _missing() -> bytes:
    raise CannotRead(
        "the master key is not in the keychain of this account",
        hint="run bailee as the account that moved it there, or restore a backup",
    )


def remove(entry: str) -> None:
    """Nothing happens where there is no such entry."""
    backend = _backend()
    try:
        if backend.get_password(SERVICE, entry) is not None:
            backend.delete_password(SERVICE, entry)
    except Exception:  # noqa: BLE001 - as above
        raise NotAllowed(
            "the keychain refused to remove an old key", hint="unlock it, and run `bailee keys status` again"
        ) from None
