"""Channels: whether what is read from elsewhere comes encrypted over the network, as the mount or the address says. None: not said.

>>> of_mount("cifs", "//nas/hr", "rw,vers=3.1.1,seal"), of_mount("nfs4", "nas:/hr", "rw,vers=4.2,sec=sys")
(True, False)
>>> of_mount("ext4", "/dev/sda1", "rw") is None, of_address(parse("postgresql://reader@db.example/crm?sslmode=disable"))
(True, False)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from bailee.sources.addresses import Address, parse

__all__ = ["of_address", "of_mount", "parse"]

# Whatever comes from them comes out of the same machine: nothing goes over a wire.
_WITHIN = frozenset({"9p", "vboxsf", "drvfs", "virtiofs"})
_HERE = frozenset({"127.0.0.1", "::1", "localhost", ""})
_OLD_SMB = re.compile(r"(?:1|2|2\.0|2\.1)(?:\.\d+)?")


def of_mount(kind: str, source: str, options: str) -> bool | None:
    """`options`: of the mount and of its file system, as mountinfo has them, with commas."""
    told = dict(part.partition("=")[::2] for part in options.split(",") if part)
    if kind in ("cifs", "smb3", "smbfs"):
        return _of_smb(told)
    if kind in ("nfs", "nfs4"):
        # RFC 7530, 3.2.1.1: krb5p alone is private; RFC 9289: TLS below it
        return told.get("sec") == "krb5p" or told.get("xprtsec") in ("tls", "mtls")
    if kind in ("davfs", "fuse.davfs"):
        return {"https": True, "http": False}.get(source.partition("://")[0])
    if kind == "ceph":
        return {"secure": True, "prefer-secure": None}.get(told.get("ms_mode", ""), False)
    if kind == "fuse.sshfs":
        return True
    return True if kind in _WITHIN else None


def _of_smb(told: Mapping[str, str]) -> bool | None:
    """mount.cifs(8): `seal` asks for encryption, which SMB has from 3.0 on. Without it a server may still demand it."""
    if "seal" in told:
        return True
    return False if _OLD_SMB.fullmatch(told.get("vers", "")) else None


def of_address(address: Address, remarks: Collection[str] = ()) -> bool | None:
    """`remarks`: idents of notes of the last scan: `unencrypted` was seen then, whatever the address says."""
    if "unencrypted" in remarks:
        return False
    scheme, options = address.scheme, address.options
    if scheme in ("microsoft365", "gs", "az", "s3"):
        endpoint = options.get("endpoint", "")
        return not endpoint.startswith("http://") or _host(endpoint) in _HERE
    if scheme in ("imap", "imaps"):
        return True  # STARTTLS or TLS, and nothing is said before
    if scheme in ("postgresql", "postgres", "mysql", "mariadb"):
        if address.host in _HERE or options.get("socket"):
            return True
        asked = options.get("sslmode", "verify-full" if options.get("ca") else "")
        if asked in ("require", "verify-ca", "verify-full") or options.get("ca"):
            return True
        return False if asked == "disable" else None
    return None


def _host(url: str) -> str:
    return parse(url).host
