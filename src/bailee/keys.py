"""Keys: one master key, one key an organisation, and under it one key a purpose. Fingerprints and fields use them.

    master key (file, 0600) → organisation key (random, wrapped) → fingerprint, content, field, log, seal and file keys

Every purpose key is random and wrapped under the organisation key (AES-256-GCM, bound to organisation and purpose), not
derived from it: so one can be replaced alone, and the organisation key can be replaced without making every fingerprint
anew. All of it is one blob, `wrapped`; destroying that blob is the erasure of all that hangs on it, so the store keeps
it once and a backup of it is a backup of the data. A file sealed for an organisation has a second recipient, the
recovery key, whose private part is written once, to a file that is to be moved away.

>>> master = MasterKey.random()
>>> keys, wrapped = OrganisationKeys.create(master, "acme")
>>> again = OrganisationKeys.open(master, "acme", wrapped)
>>> again.decrypt_field("roster.name", keys.encrypt_field("roster.name", b"Pat"))
b'Pat'
>>> again.fingerprint_key == keys.fingerprint_key == fingerprint_only(master, "acme", wrapped).fingerprint_key
True
>>> OrganisationKeys.open(master, "other", wrapped)
Traceback (most recent call last):
bailee.errors.CannotRead: the keys of this organisation do not open with this master key
"""

from __future__ import annotations

import base64
import binascii
import contextlib
import hashlib
import hmac
import json
import os
import secrets
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.errors import CannotRead, NotAllowed

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

FINGERPRINT_BYTES = 16  # HMAC-SHA-256 truncated to 128 bits
KEY_BYTES = 32
NONCE_BYTES = 12
VERSION = 1
_HEADER = "bailee-master-key-1"


def fingerprint(key: bytes, purpose: str, value: str) -> str:
    """Keyed fingerprint of a value in normal form, as 32 hex digits.

    A plain hash of an SSN is the SSN: one core tries all 10⁹ in 8 minutes. `purpose` (the detector's ident, or the name of
    a normal form) keeps equal digits of unlike kinds apart.

    >>> fingerprint(b"k" * 32, "us-ssn", "078051120") == fingerprint(b"k" * 32, "us-ein", "078051120")
    False
    """
    message = f"{purpose}\x00{value}".encode("utf-8", "surrogatepass")
    return hmac.digest(key, message, hashlib.sha256)[:FINGERPRINT_BYTES].hex()


# --- the master key and its file


@dataclass(frozen=True, slots=True)
class MasterKey:
    """32 bytes that wrap every organisation's key. `folder` is where its file lies; None for one that lives in memory."""

    secret: bytes = field(repr=False)
    folder: Path | None = None

    @classmethod
    def random(cls) -> MasterKey:
        """One that no file holds: for tests, and for a run that stores nothing."""
        return cls(secrets.token_bytes(KEY_BYTES))

    @classmethod
    def create(cls, home: Path) -> MasterKey:
        """Make HOME/keys/master.key, whole or not at all. One that is there already is opened, never overwritten."""
        folder = _folder(home)
        if not _path(home).exists():
            secret = secrets.token_bytes(KEY_BYTES)
            encoded = base64.b64encode(secret).decode()
            with contextlib.suppress(FileExistsError):  # another process was faster: its key counts
                _write_new(folder / "master.key", f"{_HEADER} {encoded} {_check(secret)}\n")
        return cls.open(home)

    @classmethod
    def open(cls, home: Path) -> MasterKey:
        """The key of this home. NotAllowed where others could read it, CannotRead where it is missing or damaged."""
        path = _path(home)
        hint = "put the file back from where you keep its copy; without it nothing that is encrypted here can be read"
        try:
            with os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb") as stream:
                _refuse_if_open_to_others(path, os.fstat(stream.fileno()))
                content = stream.read(1024)
            _refuse_if_open_to_others(path.parent, path.parent.stat())
        except FileNotFoundError:
            raise CannotRead(f"the master key {path} is missing", hint=hint) from None
        except PermissionError:
            raise NotAllowed(
                f"this account may not read the master key {path}", hint="run bailee as the owner of this folder"
            ) from None
        except OSError:
            raise CannotRead(f"the master key {path} is no plain file that can be read", hint=hint) from None
        words = content.decode("ascii", "replace").split()
        try:
            header, encoded, check = words
            secret = base64.b64decode(encoded, validate=True)
        except (ValueError, binascii.Error):
            header, check, secret = "", "", b""
        if header != _HEADER or len(secret) != KEY_BYTES or check != _check(secret):
            raise CannotRead(f"the master key {path} is damaged", hint=hint)
        return cls(secret, path.parent)


def _path(home: Path) -> Path:
    return home / "keys" / "master.key"


def _check(secret: bytes) -> str:
    """Tells damage from a wrong key; 32 bits about a random 256-bit key help nobody."""
    return hashlib.sha256(b"bailee master key check\x00" + secret).hexdigest()[:8]


def _folder(home: Path) -> Path:
    folder = home / "keys"
    try:
        home.mkdir(parents=True, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError:
        raise NotAllowed(
            f"the folder for keys {folder} cannot be made", hint="choose another home with --home or BAILEE_HOME"
        ) from None
    return folder


def _refuse_if_open_to_others(path: Path, facts: os.stat_result) -> None:
    if os.name == "posix" and stat.S_IMODE(facts.st_mode) & 0o077:
        wanted = "700" if stat.S_ISDIR(facts.st_mode) else "600"
        raise NotAllowed(f"{path} can be opened by other accounts", hint=f"chmod {wanted} '{path}'")


def _write_new(path: Path, content: str) -> None:
    """A file of mode 0600 with this content, or none: FileExistsError where the name is taken."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(6)}")
    try:
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
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
    if os.name == "posix":
        directory = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)


# --- a key in a file, where there is no store


_KEY_FILE = "bailee-key-1"


def create_key_file(path: Path) -> bytes:
    """Make a file with a key of 32 random bytes, mode 0600. One that is there already is opened, never overwritten."""
    if not path.exists():
        secret = secrets.token_bytes(KEY_BYTES)
        with contextlib.suppress(FileExistsError):
            _write_new(path, f"{_KEY_FILE} {base64.b64encode(secret).decode()} {_check(secret)}\n")
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
            _refuse_if_open_to_others(path, os.fstat(stream.fileno()))
            content = stream.read(1024)
    except FileNotFoundError:
        raise CannotRead(f'there is no key file "{path}"', hint=hint) from None
    except OSError:
        raise CannotRead(f'the key file "{path}" cannot be read', hint="see to its rights") from None
    try:
        header, encoded, check = content.decode("ascii", "replace").split()
        secret = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        header, check, secret = "", "", b""
    if header != _KEY_FILE or len(secret) != KEY_BYTES or check != _check(secret):
        raise CannotRead(f'"{path}" is no key file, or damaged', hint=hint)
    return secret


# --- wrapping


def _context(*parts: str) -> bytes:
    """Associated data in which no two lists of parts look alike."""
    return json.dumps(["bailee", VERSION, *parts], ensure_ascii=True).encode()


def _wrap(key: bytes, plaintext: bytes, context: bytes) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, plaintext, context)


def _unwrap(key: bytes, wrapped: bytes, context: bytes, failure: str) -> bytes:
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], context)
    except (InvalidTag, ValueError):
        raise CannotRead(
            failure, hint="restore the store and its folder of keys from the same backup; they belong together"
        ) from None


_NOT_OURS = "the keys of this organisation do not open with this master key"


def _opened(master: MasterKey, organisation: str, wrapped: bytes) -> tuple[bytes, dict[str, Any]]:
    try:
        blob = json.loads(bytes(wrapped))
        version, organisation_key, keys = blob["version"], base64.b64decode(blob["organisation"]), blob["keys"]
    except (ValueError, KeyError, TypeError):
        raise CannotRead("the keys of this organisation are damaged", hint="restore the store from a backup") from None
    if version != VERSION or not isinstance(keys, dict):
        raise CannotRead(
            "the keys of this organisation were written by another version", hint="use the newer bailee that wrote them"
        )
    return _unwrap(master.secret, organisation_key, _context(organisation, "organisation"), _NOT_OURS), keys


def _purpose_key(organisation_key: bytes, organisation: str, keys: dict[str, Any], purpose: str) -> bytes:
    failure = f"the {purpose} key of this organisation is damaged"
    try:
        wrapped = base64.b64decode(keys[purpose])
    except (KeyError, ValueError, TypeError):
        raise CannotRead(failure, hint="restore the store from a backup") from None
    return _unwrap(organisation_key, wrapped, _context(organisation, purpose), failure)


# --- what an organisation, and what a worker, has


@dataclass(frozen=True, slots=True)
class WorkerKeys:
    """What a scanning process gets: it can fingerprint, and neither open nor sign anything. Can be pickled."""

    fingerprint_key: bytes = field(repr=False)
    content_key: bytes = field(repr=False)

    @classmethod
    def random(cls) -> WorkerKeys:
        """For a run that stores nothing: its fingerprints compare with those of no other run."""
        return cls(secrets.token_bytes(KEY_BYTES), secrets.token_bytes(KEY_BYTES))


@dataclass(frozen=True, slots=True)
class OrganisationKeys:
    """The opened keys of one organisation. They live in memory and never leave the process."""

    organisation: str
    fingerprint_key: bytes = field(repr=False)  # values and their normal forms
    content_key: bytes = field(repr=False)  # digests of whole files
    field_key: bytes = field(repr=False)
    log_key: bytes = field(repr=False)  # Ed25519, signs checkpoints of the log
    seal_key_der: bytes = field(repr=False)  # P-256, PKCS #8, seals certificates
    age_identity: str = field(repr=False)  # opens sealed files
    recovery_recipient: str = ""  # second recipient of every sealed file

    @classmethod
    def create(cls, master: MasterKey, organisation: str) -> tuple[OrganisationKeys, bytes]:
        """New keys and the blob that the store keeps.

        Where the master key lies in a folder, the private part of the recovery key is written beside it, once
        (`recovery_files` lists such files); without a folder nobody ever sees it.
        """
        from cryptography.hazmat.primitives.asymmetric import ec
        from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
        from pyrage import x25519

        seal_key = ec.generate_private_key(ec.SECP256R1())
        recovery = x25519.Identity.generate()
        secret = {
            "fingerprint": secrets.token_bytes(KEY_BYTES),
            "content": secrets.token_bytes(KEY_BYTES),
            "field": secrets.token_bytes(KEY_BYTES),
            "log": secrets.token_bytes(KEY_BYTES),
            "seal": seal_key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption()),
            "file": str(x25519.Identity.generate()).encode(),
            # public, yet wrapped: whoever could exchange it in the store would be a reader of every sealed file
            "recovery": str(recovery.to_public()).encode(),
        }
        organisation_key = secrets.token_bytes(KEY_BYTES)
        blob = {
            "version": VERSION,
            "organisation": _text(_wrap(master.secret, organisation_key, _context(organisation, "organisation"))),
            "keys": {
                name: _text(_wrap(organisation_key, key, _context(organisation, name))) for name, key in secret.items()
            },
        }
        wrapped = json.dumps(blob, separators=(",", ":")).encode()
        if master.folder is not None:
            _write_recovery(master.folder, organisation, str(recovery), str(recovery.to_public()))
        return cls.open(master, organisation, wrapped), wrapped

    @classmethod
    def open(cls, master: MasterKey, organisation: str, wrapped: bytes) -> OrganisationKeys:
        """CannotRead where the blob is damaged, belongs to another organisation or to another master key."""
        organisation_key, keys = _opened(master, organisation, wrapped)

        def key(purpose: str) -> bytes:
            return _purpose_key(organisation_key, organisation, keys, purpose)

        return cls(
            organisation,
            key("fingerprint"),
            key("content"),
            key("field"),
            key("log"),
            key("seal"),
            key("file").decode(),
            key("recovery").decode(),
        )

    def for_worker(self) -> WorkerKeys:
        return WorkerKeys(self.fingerprint_key, self.content_key)

    def encrypt_field(self, field: str, plaintext: bytes) -> bytes:
        """AES-256-GCM with a random nonce in front; bound to the organisation and to `field`, such as "finding.locator"."""
        return _wrap(self.field_key, plaintext, _context(self.organisation, "field", field))

    def decrypt_field(self, field: str, ciphertext: bytes) -> bytes:
        context = _context(self.organisation, "field", field)
        return _unwrap(self.field_key, bytes(ciphertext), context, f'an encrypted "{field}" was changed or damaged')

    @property
    def age_recipient(self) -> str:
        """The public part of `age_identity`: enough to seal, not to open."""
        from pyrage import x25519

        return str(x25519.Identity.from_str(self.age_identity).to_public())

    def sign(self, message: bytes) -> bytes:
        """Ed25519 by the key of the log, 64 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.log_key).sign(message)

    @property
    def verify_key(self) -> bytes:
        """The public part of the key of the log, 32 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        public: Ed25519PublicKey = Ed25519PrivateKey.from_private_bytes(self.log_key).public_key()
        return public.public_bytes(Encoding.Raw, PublicFormat.Raw)

    @property
    def seal_key(self) -> EllipticCurvePrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
        from cryptography.hazmat.primitives.serialization import load_der_private_key

        key = load_der_private_key(self.seal_key_der, None)
        if not isinstance(key, EllipticCurvePrivateKey):
            raise CannotRead("the seal key of this organisation is of another kind")
        return key


def fingerprint_only(master: MasterKey, organisation: str, wrapped: bytes) -> WorkerKeys:
    """The two keys of a worker, without opening any other."""
    organisation_key, keys = _opened(master, organisation, wrapped)
    return WorkerKeys(
        _purpose_key(organisation_key, organisation, keys, "fingerprint"),
        _purpose_key(organisation_key, organisation, keys, "content"),
    )


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


# --- the recovery key

_RECOVERY = """\
# RECOVERY KEY of {organisation}: move this file away from this computer.
#
# It opens every file that bailee sealed for this organisation, also when bailee, its store and its keys are lost:
#
#     age -d -i THIS-FILE  NAME.age  >  NAME
#
# What to do now:
#   1. Print this page, or copy the file to a stick, and lock it away, where whoever breaks into this computer is not.
#   2. Delete it here. Nothing in bailee needs it; it was written once and cannot be made again.
#   3. Write down who has it. Who has it can read what was sealed.
#
# public key: {recipient}
{identity}
"""


def _write_recovery(folder: Path, organisation: str, identity: str, recipient: str) -> None:
    safe = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in organisation)[:40]
    content = _RECOVERY.format(organisation=" ".join(organisation.split()), identity=identity, recipient=recipient)
    _write_new(folder / f"recovery-{safe}-{recipient[4:12]}.txt", content)


def recovery_files(home: Path) -> list[Path]:
    """Recovery keys that still lie in this home: each is to be moved away."""
    return sorted((home / "keys").glob("recovery-*.txt"))
