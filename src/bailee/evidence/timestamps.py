"""A time that somebody else vouches for: RFC 3161, asked of a time-stamp service, added to a sealed document.

    stamped = stamp(document, Service("http://stamps.example.com/tsa", trusted))     # document, at, by

A service that does not answer, answers something else, or whose stamp leads to no certificate that is trusted gives none:
`NoStamp` says why, and the document stays as it is. This machine's own time never stands in for it.
"""

from __future__ import annotations

import asyncio
import hashlib
import io
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from bailee.evidence import standalone
from bailee.evidence.sealing import appending

SECONDS = 10
_SPARE = 256  # letters by which one stamp of a service may be longer than another: its number, its signature
_MOST = 1 << 20  # bytes of an answer; a stamp has some 6,000


@dataclass(frozen=True, slots=True)
class Service:
    """Where stamps are asked for, and the certificates (DER) that they must lead to."""

    address: str
    trusted: tuple[bytes, ...] = field(repr=False)
    seconds: float = SECONDS


@dataclass(frozen=True, slots=True)
class Stamped:
    """A document with its time stamp: when, as the service says, and what the service calls itself."""

    document: bytes
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Told:
    """A time stamp by itself (RFC 3161, DER): when, as the service says, and what it calls itself; or why there is none."""

    token: bytes = field(repr=False)
    at: datetime | None
    by: str
    fault: str = ""


class NoStamp(Exception):
    """There is none, and why: no answer, another answer, not trusted."""


def stamp(document: bytes, service: Service) -> Stamped:
    """The document with a time stamp of the service after its seal. NoStamp where it gives none that holds."""
    out = io.BytesIO()
    try:
        asyncio.run(_stamped(document, _asking(service), out))
    except OSError:  # also a time that ran out, and an answer of HTTP that is a refusal
        raise NoStamp("the service does not answer") from None
    except Exception:  # noqa: BLE001 - a library over bytes of a stranger
        raise NoStamp("the service answers with no stamp of this document") from None
    return read_stamp(out.getvalue(), service.trusted)


async def _stamped(document: bytes, asking: Any, out: io.BytesIO) -> None:
    from pyhanko.sign.signers import PdfTimeStamper

    asked = await asking.async_dummy_response("sha256")
    room = len(asked.dump()) * 2 + _SPARE  # the library would take half as much again
    await PdfTimeStamper(asking).async_timestamp_pdf(appending(document), "sha256", bytes_reserved=room, output=out)


def token_for(content: bytes, service: Service) -> bytes:
    """A time stamp of the service by itself (DER): for a file that is no PDF. NoStamp where it gives none."""
    try:
        token = asyncio.run(_asking(service).async_timestamp(hashlib.sha256(content).digest(), "sha256"))
        made: bytes = token.dump()
    except OSError:
        raise NoStamp("the service does not answer") from None
    except Exception:  # noqa: BLE001 - a library over bytes of a stranger
        raise NoStamp("the service answers with no stamp of this file") from None
    return made


def asked(content: bytes, service: Service) -> Told:
    """A time stamp of some bytes that is of these, and leads to a certificate that is trusted. NoStamp says why there is none."""
    from asn1crypto import cms
    from cryptography.x509 import load_der_x509_certificate
    from cryptography.x509.oid import NameOID

    token = token_for(content, service)
    if wrong := standalone.stamp_faults(token, content, [load_der_x509_certificate(each) for each in service.trusted]):
        raise NoStamp(wrong[0])
    _, who, _, _ = standalone.cms_faults(token, None)
    names = who.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    info = cms.ContentInfo.load(token)["content"]["encap_content_info"]["content"].parsed
    by = str(names[0].value) if names else str(who.subject.rfc4514_string())
    return Told(token, info["gen_time"].native.astimezone(UTC), by)


def read_stamp(document: bytes, trusted: Sequence[bytes]) -> Stamped:
    """The time stamp at the end of a document. NoStamp where it does not hold, or leads to no certificate that is trusted."""
    from asn1crypto import x509
    from pyhanko.pdf_utils.reader import PdfFileReader
    from pyhanko.sign.validation import validate_pdf_timestamp
    from pyhanko_certvalidator import ValidationContext

    try:
        stamps = PdfFileReader(io.BytesIO(document)).embedded_timestamp_signatures
        roots = [x509.Certificate.load(each) for each in trusted]
        context = ValidationContext(trust_roots=roots, allow_fetching=False)
        status = validate_pdf_timestamp(stamps[-1], validation_context=context)
    except Exception:  # noqa: BLE001 - a library over bytes of a stranger
        raise NoStamp("the stamp cannot be read") from None
    if not (status.intact and status.valid):
        raise NoStamp("the stamp does not belong to this document")
    if not status.trusted:
        raise NoStamp("the stamp leads to no certificate that is trusted")
    by = str(status.signing_cert.subject.native.get("common_name") or status.signing_cert.subject.human_friendly)
    return Stamped(document, status.timestamp.astimezone(UTC), by)


def _asking(service: Service) -> Any:
    from asn1crypto import tsp
    from pyhanko.sign.timestamps import TimeStamper

    class Asking(TimeStamper):
        def __init__(self) -> None:
            super().__init__()  # type: ignore[no-untyped-call]

        async def async_request_tsa_response(self, req: Any) -> Any:
            return tsp.TimeStampResp.load(_ask(service, req.dump()))

    return Asking()


def _ask(service: Service, question: bytes) -> bytes:
    request = urllib.request.Request(  # noqa: S310 - the address is one of the settings, of http and https alone
        service.address, question, {"Content-Type": "application/timestamp-query"}
    )
    with _opener().open(request, timeout=service.seconds) as answer:
        return bytes(answer.read(_MOST))


def _opener() -> urllib.request.OpenerDirector:
    """HTTP and HTTPS, and no other kind of address; it follows no service elsewhere."""

    class Stays(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: Any) -> None:
            return None

    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler(), urllib.request.HTTPSHandler(), urllib.request.HTTPErrorProcessor(),
        urllib.request.HTTPDefaultErrorHandler(), Stays(),
    ):  # fmt: skip
        opener.add_handler(handler)
    return opener
