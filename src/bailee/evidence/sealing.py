"""A PDF, sealed: PAdES by the organisation's seal key (P-256), certified so that nothing may be changed after it.

What seals is the organisation's own certificate, made of its key: who checks the seal compares the key with the one that the
organisation's log names, for no authority vouches for it. The same key and name give the same certificate, byte for byte.

>>> from cryptography.hazmat.primitives.asymmetric import ec
>>> key = ec.generate_private_key(ec.SECP256R1())
>>> certificate_of(key, "Acme") == certificate_of(key, "Acme")
True
"""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from bailee.errors import CannotRead

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey

FIELD = "Seal"
_ROOM = 4_096  # letters of the seal: not measured by sealing twice, which takes as long again; the longest name takes some 1,900
_NAME = 64  # bytes of a common name (RFC 5280, A.1, says characters; what checks certificates counts bytes)
_SINCE = datetime(2026, 1, 1)  # noqa: DTZ001 - X.509 has no zones; the key's own age stands in the log
_NO_END = datetime(9999, 12, 31, 23, 59, 59)  # noqa: DTZ001 - RFC 5280, 4.1.2.5: no end that is known


def certificate_of(key: EllipticCurvePrivateKey, name: str) -> bytes:
    """The organisation's certificate, signed by itself: DER."""
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
    from cryptography.x509.oid import NameOID

    public = key.public_key()
    der = public.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)
    short = name.encode()[:_NAME].decode(errors="ignore").strip()
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, short or "Seal")])
    usage = x509.KeyUsage(True, True, *[False] * 7)  # signing, and that it was meant
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(public)
        .serial_number(int.from_bytes(hashlib.sha256(der).digest()[:16], "big") >> 1 or 1)
        .not_valid_before(_SINCE)
        .not_valid_after(_NO_END)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, SHA256(), ecdsa_deterministic=True)
    )
    return made.public_bytes(Encoding.DER)


def seal_pdf(document: bytes, key: EllipticCurvePrivateKey, name: str) -> bytes:
    """The document with its seal. The time in it is this machine's, and is nobody's word but ours: `timestamps` adds another's."""
    fields, signers = _library()
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    private = key.private_bytes(Encoding.DER, PrivateFormat.PKCS8, NoEncryption())
    meta = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        certify=True,
        docmdp_permissions=fields.MDPPerm.NO_CHANGES,
        subfilter=fields.SigSeedSubFilter.PADES,
    )
    out = io.BytesIO()
    signers.sign_pdf(
        appending(document),
        meta,
        signer=_signer(private, certificate_of(key, name)),
        output=out,
        bytes_reserved=_ROOM,
    )
    return out.getvalue()


def appending(document: bytes) -> Any:
    """What adds a signature behind a document. It leaves alone what the document says of itself: the library would write all of that
    anew behind each signature, 4 KB, with this machine's time as when it was changed."""
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

    class Appending(IncrementalPdfFileWriter):
        def _update_meta(self) -> None:
            return

    return Appending(io.BytesIO(document))


@lru_cache(maxsize=8)
def _signer(private: bytes, certificate: bytes) -> Any:
    """Loading and checking the key takes longer than the signature."""
    from asn1crypto import keys, x509
    from pyhanko.sign import signers
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    return signers.SimpleSigner(
        signing_cert=x509.Certificate.load(certificate),
        signing_key=keys.PrivateKeyInfo.load(private),
        cert_registry=SimpleCertificateStore(),  # type: ignore[no-untyped-call]  # its library has no types there
    )


def _library() -> Any:
    try:
        from pyhanko.sign import fields, signers
    except ImportError:
        raise CannotRead(
            "what seals documents is not installed here", hint='install it: pip install "bailee[server]"'
        ) from None
    return fields, signers
