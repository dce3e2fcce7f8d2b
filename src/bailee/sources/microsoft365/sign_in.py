"""Signing in to Microsoft's identity platform by msal: as an application, or as the person who enters a code in a browser.

Tokens live in memory. What Microsoft answers is shown as the number of its error alone: its text names accounts and tenants.

>>> explained(7000222)
'AADSTS7000222: the client secret is too old'
>>> explained(99)
'AADSTS99'
"""

from __future__ import annotations

import re
import sys
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bailee.errors import InvalidInput
from bailee.sources.credentials import Credentials
from bailee.sources.interface import NotFetched
from bailee.sources.microsoft365.clouds import Cloud
from bailee.sources.waiting import Patience
from bailee.sources.web import Answer, TooMuch, Unreached, Untrusted, Web
from bailee.vocabulary import Reason

# learn.microsoft.com/entra/identity-platform/reference-error-codes, read 2026-11
_EXPLAINED = {
    65001: "nobody consented to what bailee asks for",
    65004: "the person declined to consent",
    50034: "there is no such account",
    50057: "the account is disabled",
    50076: "a second factor is asked for",
    50173: "the sign-in is too old",
    53003: "a rule of conditional access forbids it",
    70043: "the sign-in is too old",
    700016: "the application is not in this tenant",
    700024: "the clock of this machine is wrong",
    700027: "the certificate is not the one that is registered",
    7000112: "the application is disabled",
    7000215: "the client secret is wrong; it is the secret's value, not its ident",
    7000222: "the client secret is too old",
    90002: "there is no such tenant",
}
_DELEGATED = ("User.Read", "Mail.Read", "Files.Read.All", "Sites.Read.All")


def explained(number: int) -> str:
    why = _EXPLAINED.get(number)
    return f"AADSTS{number}: {why}" if why else f"AADSTS{number}"


@dataclass(frozen=True, slots=True)
class _Response:
    """An answer as msal wants it."""

    status_code: int
    text: str = field(repr=False)
    headers: Mapping[str, str] = field(repr=False)

    def raise_for_status(self) -> None:
        if self.status_code >= 400:
            raise Unreached


class _Through:
    """msal's requests through our own bounded client: TLS is checked, redirects are not followed."""

    def __init__(self, web: Web, patience: Patience) -> None:
        self._web, self._patience = web, patience

    def get(self, url: str, *, headers: Mapping[str, str] | None = None, **_: object) -> _Response:
        return self._told(self._web.ask(url, headers=headers, most=1 << 20))

    def post(
        self, url: str, *, headers: Mapping[str, str] | None = None, data: Mapping[str, str] | None = None, **_: object
    ) -> _Response:
        return self._told(self._web.ask(url, headers=headers, form=data or {}, most=1 << 20))

    def close(self) -> None:
        """The client is closed by whoever made it."""

    def _told(self, answer: Answer) -> _Response:
        self._patience.heard()  # also while a person looks for the code
        return _Response(answer.status, answer.body.decode("utf-8", "replace"), answer.headers)


@dataclass(slots=True)
class SignIn:
    """Access tokens for Graph. Several threads may ask."""

    tenant: str
    cloud: Cloud
    client: str
    credential: str | dict[str, str] | None = field(
        repr=False
    )  # secret, key of a certificate, or none: a person signs in
    web: Web
    patience: Patience
    tell: Callable[[str], None] | None = None  # shows a person where to sign in
    refused: str = ""  # why Microsoft let us in no more, by the number of its error
    _application: Any = None
    _token: str | None = field(default=None, repr=False)
    _until: float = 0.0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def is_application(self) -> bool:
        return self.credential is not None

    def token(self, refused: str = "") -> str:
        """The token of now; another than the `refused` one. NotFetched where there is none to be had."""
        with self._lock:
            if self.patience.lost is not None:
                raise NotFetched(self.patience.lost)
            if self._token not in (None, refused) and self.patience.clock() < self._until:
                return self._token or ""  # still good, or got by another thread already
            with self.patience.trying(120) as turn:
                while True:
                    turn.begin()
                    try:
                        told = self._acquire(renew=bool(refused))
                    except Unreached:
                        turn.wait()
                        continue
                    except (Untrusted, TooMuch):
                        raise self.patience.lose(Reason.NOT_CONNECTED) from None
                    except ValueError:  # msal: the tenant has no such endpoint, or its answer is none
                        self.refused = "there is no such tenant"
                        raise self.patience.lose(Reason.NO_PERMISSION) from None
                    self.patience.heard()
                    if isinstance(token := told.get("access_token"), str):
                        self._token, self._until = token, self.patience.clock() + _lasts(told)
                        return token
                    if told.get("error") in ("temporarily_unavailable", "server_error"):
                        turn.wait()
                        continue
                    self.refused = self._why(told)
                    raise self.patience.lose(Reason.NO_PERMISSION)

    def _acquire(self, *, renew: bool) -> dict[str, Any]:
        import msal

        try:
            return self._from_msal(renew=renew)
        except msal.exceptions.MsalError:  # the endpoint itself is out of order; what was refused is no exception
            raise Unreached from None

    def _from_msal(self, *, renew: bool) -> dict[str, Any]:
        application = self._made()
        if self.is_application:
            if renew:
                application.remove_tokens_for_client()
            told: dict[str, Any] = application.acquire_token_for_client([f"{self.cloud.graph}/.default"])
            return told
        scopes = [f"{self.cloud.graph}/{scope}" for scope in _DELEGATED]
        for account in application.get_accounts():
            found: dict[str, Any] | None = application.acquire_token_silent_with_error(
                scopes, account, force_refresh=renew
            )
            if found:
                return found
        if renew or self.tell is None:  # nobody is there to sign in again
            return {"error": "interaction_required"}
        flow: dict[str, Any] = application.initiate_device_flow(scopes)
        if "user_code" not in flow:
            return flow
        self.tell(f"To let bailee read, open {flow['verification_uri']} and enter the code {flow['user_code']}")
        signed_in: dict[str, Any] = application.acquire_token_by_device_flow(flow)
        return signed_in

    def _made(self) -> Any:
        if self._application is None:
            import msal

            authority = f"{self.cloud.login}/{self.tenant}"
            options = {
                "authority": authority,
                "http_client": _Through(self.web, self.patience),
                "instance_discovery": False,
            }
            self._application = (
                msal.ConfidentialClientApplication(self.client, client_credential=self.credential, **options)
                if self.is_application
                else msal.PublicClientApplication(self.client, **options)
            )
        return self._application

    @staticmethod
    def _why(told: Mapping[str, Any]) -> str:
        numbers = told.get("error_codes")
        if isinstance(numbers, list) and numbers and isinstance(numbers[0], int):
            return explained(numbers[0])
        return ""


def _lasts(told: Mapping[str, Any]) -> float:
    """Seconds for which a token can be relied on."""
    lasts = told.get("expires_in")
    return max(lasts - 300.0, lasts * 0.5) if isinstance(lasts, int | float) and lasts > 0 else 300.0


def credential_of(credentials: Credentials) -> str | dict[str, str] | None:
    """A secret, or a certificate with its key; None where a person is to sign in. NotAllowed where nothing is there."""
    if certificate := credentials.get("client_certificate"):
        return _certificate(certificate)
    if credentials.get("sign_in") == "device":
        return None
    return credentials.needed("client_secret")


_KEY = re.compile(r"-----BEGIN (?:RSA |EC )?PRIVATE KEY-----.+?-----END (?:RSA |EC )?PRIVATE KEY-----", re.DOTALL)
_CERTIFICATE = re.compile(r"-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----", re.DOTALL)


def _certificate(pem: str) -> dict[str, str]:
    """PEM with a certificate and its private key, as `openssl req -x509 -nodes` writes them into two files."""
    key, certificate = _KEY.search(pem), _CERTIFICATE.search(pem)
    if key is None or certificate is None:
        raise InvalidInput(
            "client_certificate is no certificate with its private key",
            hint="both in one PEM file, the key without a passphrase, named with client_certificate_file",
        )
    return {"private_key": key[0] + "\n", "public_certificate": certificate[0] + "\n"}


def on_terminal(says: str) -> None:
    """Where a person reads it: the way to sign in is no secret, and it is gone in minutes."""
    print(says, file=sys.stderr, flush=True)  # noqa: T201
