"""Ask a time-stamp service for the time of each certificate that has none yet; what it does not give stays pending.

A worker does so now and then, and `bailee sign-off stamp` at once. Without a service in the settings nothing is asked, and the
certificates say that they have no time but ours.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from bailee.errors import CannotRead, InvalidInput
from bailee.evidence.timestamps import NoStamp, Service, stamp
from bailee.store.workspace import Workspace

_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Asked:
    stamped: int = 0
    pending: int = 0
    fault: str = ""  # why, of the last one that was refused


def stamp_service(settings: Mapping[str, int | str]) -> Service | None:
    """The service of the settings; None where there is none. InvalidInput and CannotRead name what makes no sense.

    >>> stamp_service({"time_stamps": "", "time_stamps_trusted": ""}) is None
    True
    """
    address, file = str(settings["time_stamps"]), str(settings["time_stamps_trusted"])
    if not address:
        return None
    if urlsplit(address).scheme not in ("http", "https") or not urlsplit(address).hostname:
        raise InvalidInput("BAILEE_TIME_STAMPS is no address", hint="such as http://stamps.example.com/tsa")
    if not file:
        raise InvalidInput(
            "BAILEE_TIME_STAMPS_TRUSTED is not set",
            hint="name a file with the service's root certificate (PEM): a stamp that leads to nobody known proves nothing",
        )
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_pem_x509_certificates

    try:
        found = load_pem_x509_certificates(Path(file).read_bytes())
    except (OSError, ValueError):
        raise CannotRead(
            "the certificates of the time-stamp service cannot be read", hint="see to BAILEE_TIME_STAMPS_TRUSTED"
        ) from None
    return Service(address, tuple(each.public_bytes(Encoding.DER) for each in found))


def stamp_certificates(workspace: Workspace, service: Service | None) -> Asked:
    """Ask for stamps that are due. The first that is not given ends it for now: the others would wait as long."""
    stamped = 0
    fault = ""
    if service is not None:
        for certificate in workspace.certificates_to_stamp(_AT_ONCE):
            try:
                made = stamp(certificate.document, service)
            except NoStamp as refused:
                fault = str(refused)
                workspace.put_stamp_off(certificate, fault)
                break
            digest = hashlib.sha256(made.document).hexdigest()
            with workspace.transaction():
                workspace.stamp_certificate(certificate, made.document, digest, made.at, made.by)
                workspace.record(
                    "certificate-stamped",
                    f"sign-off-{certificate.sign_off}",
                    {"certificate_sha256": digest, "at": f"{made.at:%Y-%m-%dT%H:%M:%SZ}"},
                )
            stamped += 1
    return Asked(stamped, workspace.certificates_pending(), fault)
