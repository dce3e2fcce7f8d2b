"""Which places are services of others: what lies there, lies with them, and people are told so.

>>> from bailee.sources.addresses import parse
>>> service(parse("microsoft365://contoso.example/"))
'Microsoft 365'
>>> service(parse("s3://acme-hr/?endpoint=http://127.0.0.1:9000")), service(Path("/home/pat/Dropbox/HR"))
('object storage at 127.0.0.1:9000', 'Dropbox')
>>> service(Path("/srv/hr"))
''
"""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from bailee.places.sync_folders import kept_with
from bailee.sources.addresses import Where
from bailee.store.workspace import Workspace

_NAMES = {
    "microsoft365": "Microsoft 365",
    "s3": "Amazon S3",
    "az": "Microsoft Azure",
    "gs": "Google Cloud Storage",
}
_MAIL = ("imap", "imaps")


def services_of(workspace: Workspace) -> dict[str, str]:
    """By the name of the place; those that are our own are not in it."""
    return {place.name: said for place in workspace.places() if (said := service(place.where))}


def service(where: Where) -> str:
    """Whose service a place is, in words; empty where it is a machine of our own, or nobody can tell."""
    if isinstance(where, Path):
        return kept_with(where)
    endpoint = urlsplit(where.options.get("endpoint", "")).netloc
    if endpoint and where.scheme in _NAMES:
        return f"object storage at {endpoint}"
    if where.scheme in _MAIL:
        return f"the mail server {where.host}"
    return _NAMES.get(where.scheme, "")
