"""Issuers of identities (OpenID Connect) that the server's owner trusts: from HOME/sign-in.toml, or one from the environment.

[[issuer]]
ident = "office"                       # in the address to register: https://…/account/oidc/office/login/callback/
name = "Northgate account"             # on the button
issuer = "https://login.northgate.example"
client_id = "bailee"
secret_file = "/etc/bailee/oidc.secret"
two_factors = true                     # it asks everybody for two, and need not say so each time; else its word counts (amr)
"""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bailee import settings
from bailee.errors import CannotRead, InvalidInput

FILE = "sign-in.toml"
_FIELDS = {"ident", "name", "issuer", "client_id", "secret_file", "two_factors"}
# What an issuer says of how it was proven (`amr`, RFC 8176) that is two factors, or a key that knows its person.
_TWO = frozenset({"mfa", "hwk", "swk", "sc"})


def configured(home: Path | None) -> list[dict[str, Any]]:
    """Issuers as allauth wants them. InvalidInput names what makes no sense; CannotRead where a file is missing."""
    rows: list[dict[str, Any]] = []
    if home is not None and (home / FILE).is_file():
        try:
            rows += tomllib.loads((home / FILE).read_text("utf-8")).get("issuer", [])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError):
            raise InvalidInput(f"{home / FILE} is no TOML", hint="docs/server.md shows what it looks like") from None
    values = settings.read(os.environ)
    if values["oidc_issuer"]:
        fields = ("name", "issuer", "client_id", "secret_file")
        rows.append({"ident": "issuer"} | {name: str(values[f"oidc_{name}"]) for name in fields})
    idents = [str(row.get("ident")) for row in rows]
    if len(set(idents)) < len(idents):
        raise InvalidInput("two issuers have the same ident", hint=f"see to {FILE}")
    apps = [_app(row) for row in rows]
    if len({app["client_id"] for app in apps}) < len(
        apps
    ):  # between its first and second step a sign-in is known by that
        raise InvalidInput(
            "two issuers know this server by the same client_id", hint="register it under another name with one of them"
        )
    return apps


def _app(row: dict[str, Any]) -> dict[str, Any]:
    ident, issuer = str(row.get("ident", "")), str(row.get("issuer", "")).rstrip("/")
    if unknown := set(row) - _FIELDS:
        raise InvalidInput(
            f'an issuer has a field "{min(unknown)}" that is not known', hint=f"known: {sorted(_FIELDS)}"
        )
    if not re.fullmatch(r"[a-z0-9-]{1,40}", ident) or not row.get("client_id"):
        raise InvalidInput("an issuer needs an ident (a-z, 0-9, -) and a client_id", hint="docs/server.md shows one")
    parts = urlsplit(issuer)
    if parts.scheme != "https" and parts.hostname not in ("localhost", "127.0.0.1"):
        raise InvalidInput(
            f'the issuer "{ident}" has no https address', hint="one over http could be read and changed on its way"
        )
    return {
        "provider_id": ident,
        "name": str(row.get("name") or ident),
        "client_id": str(row["client_id"]),
        "secret": _secret(str(row.get("secret_file", ""))),
        "settings": {"server_url": issuer, "two_factors": row.get("two_factors") is True},
    }


def asked_two_factors(record: dict[str, Any]) -> bool:
    """Whether a proof (a record of the library) is the sign-in of an issuer that asked for two factors: by what its owner says of
    it, or by its own word for this sign-in. One that says nothing counts as one factor (ASVS 5.0, 6.8.4)."""
    if record["method"] != "socialaccount":
        return False
    from allauth.socialaccount.models import SocialAccount
    from django.conf import settings as django_settings

    apps = django_settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"]
    app = next((each for each in apps if each["provider_id"] == record.get("provider")), None)
    if app is None:
        return False
    if app["settings"]["two_factors"]:
        return True
    found = SocialAccount.objects.filter(provider=record["provider"], uid=record.get("uid", "")).first()
    said = (found.extra_data.get("id_token") or {}).get("amr") if found else None
    return isinstance(said, list) and not _TWO.isdisjoint(str(each) for each in said)


def _secret(file: str) -> str:
    if not file:
        return ""  # a public client: the code is bound by PKCE alone
    try:
        return Path(file).read_text("utf-8").strip()
    except OSError:
        raise CannotRead("the secret of an issuer cannot be read", hint=f"see to {file}") from None
