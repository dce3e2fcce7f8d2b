"""The key of sign-in: it signs cookies and links, and encrypts the secrets of authenticators.

A file of its own beside the master key, so that sessions outlive a restart and several processes agree; a backup has it.
Replacing it ends every session, and everyone sets up her authenticator app anew.
"""

from __future__ import annotations

import base64
import contextlib
import hashlib
import hmac
import os
import secrets
from functools import cache
from pathlib import Path

from bailee.errors import CannotRead, NotAllowed

FILE = "sign-in.key"
_BYTES = 32


@cache
def sign_in_key(home: Path) -> bytes:
    """HOME/keys/sign-in.key, made on first use. NotAllowed where others could read it, CannotRead where it is damaged."""
    path = home / "keys" / FILE
    if not path.exists():
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        temporary = path.with_name(f".{FILE}.{secrets.token_hex(6)}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(base64.b64encode(secrets.token_bytes(_BYTES)) + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
            with contextlib.suppress(FileExistsError):  # another process was faster: its key counts
                os.link(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
    if os.name == "posix" and path.stat().st_mode & 0o077:
        raise NotAllowed(f"{path} can be opened by other accounts", hint=f"chmod 600 '{path}'")
    try:
        key = base64.b64decode(path.read_bytes().strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != _BYTES:
        raise CannotRead(
            f"{path} is damaged", hint="put it back from a backup; without it everyone sets up sign-in again"
        )
    return key


def derived(home: Path, purpose: str) -> bytes:
    """32 bytes for one purpose, of which nothing follows about the others."""
    return hmac.digest(sign_in_key(home), f"sign-in of bailee: {purpose}".encode(), hashlib.sha256)


def encrypt(home: Path, text: str) -> str:
    """AES-256-GCM, base64."""
    return _sealed(derived(home, "authenticators"), text, b"authenticator")


def decrypt(home: Path, text: str) -> str:
    """CannotRead where the text was changed, or the key is another one."""
    opened = _opened(derived(home, "authenticators"), text, b"authenticator")
    if opened is None:
        raise CannotRead("the secret of an authenticator does not open with this key of sign-in")
    return opened


def seal_for_session(home: Path, name: str, text: str) -> str:
    """What a session may hold: its row lies in the database, this key does not."""
    return _sealed(derived(home, "sessions"), text, name.encode())


def open_of_session(home: Path, name: str, text: str) -> str | None:
    """None where it was sealed for something else, or by another key."""
    return _opened(derived(home, "sessions"), text, name.encode())


def _sealed(key: bytes, text: str, bound: bytes) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(12)
    return base64.b64encode(nonce + AESGCM(key).encrypt(nonce, text.encode(), bound)).decode()


def _opened(key: bytes, text: str, bound: bytes) -> str | None:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        sealed = base64.b64decode(text)
        return AESGCM(key).decrypt(sealed[:12], sealed[12:], bound).decode()
    except (InvalidTag, ValueError):
        return None
