"""What an organisation, a worker and a scanner on another machine hold.

| who | holds | can |
|---|---|---|
| the server | everything | open, sign, compare |
| a worker of its own | the scanner's fingerprint key, the content key | fingerprint; open nothing |
| a scanner elsewhere | the scanner's fingerprint key, a content key of scanners, the public file key | fingerprint, seal what it found to the server |

>>> keys, _ = OrganisationKeys.create(MasterKey.random(), "acme")
>>> elsewhere = keys.for_scanner()
>>> printed = fingerprint(elsewhere.fingerprint_key, "us-ssn", "078051120")
>>> keys.arrived(printed) == keys.fingerprint("us-ssn", "078051120") != printed
True
>>> keys.open_spool(elsewhere.seal(b"what was found"))
b'what was found'
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from bailee.errors import CannotRead, NotAllowed
from bailee.keys.bundle import Bundle
from bailee.keys.fingerprints import KEY_BYTES, fingerprint, rekeyed
from bailee.keys.master import MasterKey
from bailee.keys.recovery import write_recovery
from bailee.keys.wrapping import context, unwrap_any, wrap

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

LOG_UNTIL, SEAL_UNTIL = "log-until.", "seal-until."


@dataclass(frozen=True, slots=True)
class ScannerKeys:
    """What a scanner on another machine gets. Who steals it can neither open what it sent nor compare it with the store."""

    fingerprint_key: bytes = field(repr=False)
    content_key: bytes = field(repr=False)  # not the server's: digests of contents are re-keyed on arrival too
    recipient: str  # public age key of the server

    def seal(self, spool: bytes) -> bytes:
        """What was found, closed to the server."""
        import pyrage
        from pyrage import x25519

        return bytes(pyrage.encrypt(spool, [x25519.Recipient.from_str(self.recipient)]))


@dataclass(frozen=True, slots=True)
class OrganisationKeys:
    """The opened keys of one organisation. They live in memory and never leave the process."""

    organisation: str
    fingerprint_key: bytes = field(repr=False)  # values and their normal forms, as a scanner makes them
    content_key: bytes = field(repr=False)  # digests of whole files
    field_key: bytes = field(repr=False)
    log_key: bytes = field(repr=False)  # Ed25519, signs checkpoints of the log
    seal_key_der: bytes = field(repr=False)  # P-256, PKCS #8, seals certificates
    age_identity: str = field(repr=False)  # opens sealed files
    recovery_recipient: str = ""  # second recipient of every sealed file
    rekey_keys: tuple[bytes, ...] = field(default=(), repr=False)  # oldest first; none in a store of before
    index_key: bytes = field(default=b"", repr=False)  # names and places as the store looks them up
    reference_key: bytes = field(default=b"", repr=False)  # idents that are made of names
    older_field_keys: tuple[bytes, ...] = field(default=(), repr=False)
    older_identities: tuple[str, ...] = field(default=(), repr=False)
    retired_log_keys: tuple[tuple[bytes, int], ...] = ()  # public, and the size of the log up to which it signed
    retired_seal_keys: tuple[bytes, ...] = ()  # public, DER

    @classmethod
    def create(cls, master: MasterKey, organisation: str) -> tuple[OrganisationKeys, bytes]:
        """New keys and the blob that the store keeps.

        Where the master key lies in a folder, the private part of the recovery key is written beside it, once
        (`recovery_files` lists such files); without a folder nobody ever sees it.
        """
        from pyrage import x25519

        recovery = x25519.Identity.generate()
        names = ("fingerprint", "content", "field", "log", "rekey", "index", "reference")
        keys = {name: secrets.token_bytes(KEY_BYTES) for name in names}
        keys |= {
            "seal": new_seal_key(),
            "file": new_identity(),
            # public, yet wrapped: whoever could exchange it in the store would be a reader of every sealed file
            "recovery": str(recovery.to_public()).encode(),
        }
        bundle = Bundle.new(organisation, keys)
        if master.folder is not None:
            write_recovery(master.folder, organisation, str(recovery), str(recovery.to_public()))
        return cls.of(bundle), bundle.sealed(master.newest)

    @classmethod
    def open(cls, master: MasterKey, organisation: str, wrapped: bytes) -> OrganisationKeys:
        """CannotRead where the blob is damaged, belongs to another organisation or to another master key."""
        return cls.of(Bundle.opened(master.openers, organisation, wrapped))

    @classmethod
    def of(cls, bundle: Bundle) -> OrganisationKeys:
        fields, files = bundle.versions("field"), bundle.versions("file")
        if not fields or not files:
            raise CannotRead("the keys of this organisation are damaged", hint="restore the store from a backup")
        retired = [(name, key) for name, key in bundle.keys.items() if name.startswith(LOG_UNTIL)]
        return cls(
            bundle.organisation,
            bundle.key("fingerprint"),
            bundle.key("content"),
            fields[0],
            bundle.key("log"),
            bundle.key("seal"),
            files[0].decode(),
            bundle.key("recovery").decode(),
            tuple(reversed(bundle.versions("rekey"))),
            bundle.keys.get("index", b""),
            bundle.keys.get("reference", b""),
            fields[1:],
            tuple(each.decode() for each in files[1:]),
            tuple(sorted(((key, int(name.removeprefix(LOG_UNTIL))) for name, key in retired), key=lambda row: row[1])),
            tuple(key for name, key in sorted(bundle.keys.items()) if name.startswith(SEAL_UNTIL)),
        )

    def for_scanner(self) -> ScannerKeys:
        """For a scanner on another machine. NotAllowed in a store whose fingerprints are not re-keyed yet."""
        if not self.rekey_keys:
            raise NotAllowed(
                "this store was made before fingerprints were re-keyed, so no scanner elsewhere may have its key",
                hint="run `bailee keys rotate fingerprint`; nothing is scanned anew for it",
            )
        content = hmac.digest(self.content_key, b"bailee content key of scanners", hashlib.sha256)
        return ScannerKeys(self.fingerprint_key, content, self.age_recipient)

    # fingerprints

    def arrived(self, printed: str) -> str:
        """What the store keeps of a scanner's fingerprint of a value or of a normal form."""
        return rekeyed(self.rekey_keys, printed)

    def indexed(self, printed: str) -> str:
        """The same for idents, groups, names and places: under a key that is never replaced, so that idents stay."""
        return rekeyed((self.index_key,), printed) if self.index_key else printed

    def referenced(self, printed: str) -> str:
        """The same for idents that are made of names, and stand in the log."""
        return rekeyed((self.reference_key,), printed) if self.reference_key else printed

    def fingerprint(self, purpose: str, value: str) -> str:
        """What the store keeps of a value: the same, whichever scanner met it."""
        return self.arrived(fingerprint(self.fingerprint_key, purpose, value))

    # fields

    @property
    def field_keys(self) -> tuple[bytes, ...]:
        return (self.field_key, *self.older_field_keys)

    def encrypt_field(self, field: str, plaintext: bytes) -> bytes:
        """AES-256-GCM with a random nonce in front; bound to the organisation and to `field`, such as "finding.locator"."""
        return wrap(self.field_key, plaintext, self._about(field))

    def decrypt_field(self, field: str, ciphertext: bytes) -> bytes:
        failure = f'an encrypted "{field}" was changed or damaged'
        return unwrap_any(self.field_keys, bytes(ciphertext), self._about(field), failure)[0]

    def reencrypted_field(self, field: str, ciphertext: bytes) -> bytes | None:
        """The same under the newest key; None where it is under it already."""
        failure = f'an encrypted "{field}" was changed or damaged'
        plaintext, number = unwrap_any(self.field_keys, bytes(ciphertext), self._about(field), failure)
        return self.encrypt_field(field, plaintext) if number else None

    def _about(self, field: str) -> bytes:
        return context(self.organisation, "field", field)

    # files and spools

    @property
    def age_recipient(self) -> str:
        """The public part of `age_identity`: enough to seal, not to open."""
        from pyrage import x25519

        return str(x25519.Identity.from_str(self.age_identity).to_public())

    @property
    def age_identities(self) -> tuple[str, ...]:
        """All that open what was ever sealed, the one in use first."""
        return (self.age_identity, *self.older_identities)

    def open_spool(self, sealed: bytes) -> bytes:
        """What a scanner closed to the server. CannotRead where it is for somebody else, or damaged."""
        import pyrage
        from pyrage import x25519

        try:
            return bytes(pyrage.decrypt(sealed, [x25519.Identity.from_str(each) for each in self.age_identities]))
        except (pyrage.DecryptError, ValueError):
            raise CannotRead(
                "this spool is closed to another organisation, or damaged", hint="let the scanner send it again"
            ) from None

    # the log

    def sign(self, message: bytes) -> bytes:
        """Ed25519 by the key of the log, 64 bytes."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(self.log_key).sign(message)

    @property
    def verify_key(self) -> bytes:
        """The public part of the key of the log, 32 bytes."""
        return public_log_key(self.log_key)

    # seals

    @property
    def seal_key(self) -> EllipticCurvePrivateKey:
        from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey
        from cryptography.hazmat.primitives.serialization import load_der_private_key

        key = load_der_private_key(self.seal_key_der, None)
        if not isinstance(key, EllipticCurvePrivateKey):
            raise CannotRead("the seal key of this organisation is of another kind")
        return key


def new_seal_key() -> bytes:
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    return ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())


def new_identity() -> bytes:
    from pyrage import x25519

    return str(x25519.Identity.generate()).encode()


def public_log_key(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    public = Ed25519PrivateKey.from_private_bytes(private).public_key()
    return public.public_bytes(Encoding.Raw, PublicFormat.Raw)


def public_seal_key(private_der: bytes) -> bytes:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_der_private_key

    public = load_der_private_key(private_der, None).public_key()
    return public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
