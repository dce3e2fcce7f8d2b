"""Files with a key in them: of mode 0600, in folders of mode 0700, written whole or not at all.

One with a key of its own (`bailee-key-1`) serves where there is no store.
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import os
import secrets
import stat
from pathlib import Path

from bailee.errors import CannotRead, NotAllowed
from bailee.keys.fingerprints import KEY_BYTES

_KEY_FILE = "bailee-key-1"


def create_key_file(path: Path) -> bytes:
    """Make a file with a key of 32 random bytes, mode 0600. One that is there already is opened, never overwritten."""
    if not path.exists():
        secret = secrets.token_bytes(KEY_BYTES)
        with contextlib.suppress(FileExistsError):
            write_new(path, f"{_KEY_FILE} {base64.b64encode(secret).decode()} {check(secret)}\n")
    return read_key_file(path)


def read_key_file(path: Path) -> bytes:
    """The key in a file that `create_key_file` made. NotAllowed where others could read it, CannotRead where it is none.

    >>> import tempfile
    >>> path = Path(tempfile.mkdtemp()) / "our.key"
    >>> create_key_file(path) == create_key_file(path) == read_key_file(path)
    True
    """
    hint = "`bailee known-values key FILE` makes one"
    try:
        with path.open("rb") as stream:
            refuse_if_open_to_others(path, os.fstat(stream.fileno()))
            content = stream.read(1024)
    except FileNotFoundError:
        raise CannotRead(f'there is no key file "{path}"', hint=hint) from None
    except OSError:
        raise CannotRead(f'the key file "{path}" cannot be read', hint="see to its rights") from None
    try:
        header, encoded, told = content.decode("ascii", "replace").split()
        secret = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        header, told, secret = "", "", b""
    if header != _KEY_FILE or len(secret) != KEY_BYTES or told != check(secret):
        raise CannotRead(f'"{path}" is no key file, or damaged', hint=hint)
    return secret


def check(secret: bytes) -> str:
    """Tells damage from a wrong key; 32 bits about a random 256-bit key help nobody."""
    return hashlib.sha256(b"bailee master key check\x00" + secret).hexdigest()[:8]


def folder_of_keys(home: Path) -> Path:
    """HOME/keys, made where it is missing."""
    folder = home / "keys"
    try:
        home.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise NotAllowed(
            f"the folder for keys {folder} cannot be made", hint="choose another home with --home or BAILEE_HOME"
        ) from None
    return folder


def refuse_if_open_to_others(path: Path, facts: os.stat_result) -> None:
    if os.name == "posix" and stat.S_IMODE(facts.st_mode) & 0o077:
        wanted = "700" if stat.S_ISDIR(facts.st_mode) else "600"
        raise NotAllowed(f"{path} can be opened by other accounts", hint=f"chmod {wanted} '{path}'")


def write_new(path: Path, content: str) -> None:
    """A file of mode 0600 with this content, or none: FileExistsError where the name is taken."""
    _write(path, content, replaces=False)


def replace(path: Path, content: str) -> None:
    """A file of mode 0600 with this content in place of the one that is there: whole, or the old one."""
    _write(path, content, replaces=True)


def _write(path: Path, content: str, *, replaces: bool) -> None:
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        if replaces:
            temporary.replace(path)
        else:
            os.link(temporary, path)  # unlike rename, never replaces what is there
    except FileExistsError:
        raise
    except OSError:
        raise NotAllowed(
            f"{path} cannot be written", hint="look for free space and for the right to write there"
        ) from None
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """What was renamed or removed in it is on the disk."""
    if os.name == "posix":
        directory = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
