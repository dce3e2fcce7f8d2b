"""Microsoft's token endpoint: client credentials by secret or certificate, device code, refresh; and what it refuses, by number."""

from __future__ import annotations

import base64
import json
import secrets
import time
from dataclasses import dataclass, field
from urllib.parse import parse_qs

import jwt

TENANT = "contoso.onmicrosoft.com"
CLIENT = "11111111-2222-3333-4444-555555555555"
SECRET = "s3cret~of-the-app"
EVERYTHING = frozenset({"User.Read.All", "Mail.Read", "Files.Read.All", "Sites.Read.All"})

# learn.microsoft.com/entra/identity-platform/reference-error-codes
_SAYS = {
    7000215: ("invalid_client", "Invalid client secret provided"),
    7000222: ("invalid_client", "The provided client secret keys are expired"),
    700016: ("unauthorized_client", "Application was not found in the directory"),
    700027: ("invalid_client", "The certificate with identifier used to sign the client assertion is not registered"),
    65001: ("invalid_grant", "The user or administrator has not consented to use the application"),
    7000112: ("unauthorized_client", "Application is disabled"),
    70043: ("invalid_grant", "The refresh token has expired"),
    90033: ("temporarily_unavailable", "A transient error has occurred. Please try again"),
    90014: ("invalid_request", "The required field is missing"),
}


@dataclass
class Token:
    roles: frozenset[str]
    user: str = ""  # the person who signed in; empty: the application itself
    until: float = field(default_factory=lambda: time.time() + 3600)


@dataclass
class SignIn:
    """Who may have a token, and which tokens are good."""

    resource: str = ""
    roles: frozenset[str] = EVERYTHING
    tokens: dict[str, Token] = field(default_factory=dict)
    refused: int = 0  # number of the refusal that everybody gets from now on
    certificate: str = ""  # PEM of the certificate that is registered
    device_user: str = ""  # who will enter the code
    pending: int = 1  # how often the device is told to wait
    given: int = 0

    def metadata(self, base: str, tenant: str) -> bytes:
        root = f"{base}/{tenant}"
        return json.dumps(
            {
                "token_endpoint": f"{root}/oauth2/v2.0/token",
                "authorization_endpoint": f"{root}/oauth2/v2.0/authorize",
                "device_authorization_endpoint": f"{root}/oauth2/v2.0/devicecode",
                "issuer": f"{root}/v2.0",
            }
        ).encode()

    def revoke(self) -> None:
        """Tokens that were given are good no more; a new one may be."""
        self.tokens.clear()

    def give(self, tenant: str, form: str, content_type: str, endpoint: str) -> tuple[int, bytes]:
        told = {name: values[0] for name, values in parse_qs(form).items()}
        if not content_type.startswith("application/x-www-form-urlencoded"):
            return self._refuse(90014)
        if tenant != TENANT or told.get("client_id") != CLIENT:
            return self._refuse(700016)
        if self.refused:
            return self._refuse(self.refused)
        grant = told.get("grant_type")
        if grant == "client_credentials":
            if told.get("scope") != f"{self.resource}/.default":
                return self._refuse(90014)
            if number := self._wrong_credential(told, endpoint):
                return self._refuse(number)
            return self._grant(Token(self.roles))
        if grant in ("urn:ietf:params:oauth:grant-type:device_code", "device_code"):
            if self.pending:
                self.pending -= 1
                return 400, json.dumps({"error": "authorization_pending"}).encode()
            return self._grant(Token(self.roles, self.device_user), told)
        if grant == "refresh_token":
            return self._grant(Token(self.roles, self.device_user), told)
        return self._refuse(90014)

    def device(self, form: str) -> tuple[int, bytes]:
        if parse_qs(form).get("client_id") != [CLIENT]:
            return self._refuse(700016)
        return 200, json.dumps(
            {
                "user_code": "ABCD-EFGH",
                "device_code": secrets.token_hex(8),
                "verification_uri": "https://microsoft.com/devicelogin",
                "expires_in": 900,
                "interval": 1,
                "message": "To sign in, use a web browser to open the page https://microsoft.com/devicelogin …",
            }
        ).encode()

    def _wrong_credential(self, told: dict[str, str], endpoint: str) -> int:
        if "client_assertion" not in told:
            return 0 if told.get("client_secret") == SECRET else 7000215
        from cryptography.x509 import load_pem_x509_certificate

        try:
            key = load_pem_x509_certificate(self.certificate.encode()).public_key()
            jwt.decode(told["client_assertion"], key, ["RS256", "PS256"], audience=endpoint, issuer=CLIENT)  # type: ignore[arg-type]
        except (ValueError, jwt.InvalidTokenError):
            return 700027
        return 0

    def _grant(self, token: Token, person: dict[str, str] | None = None) -> tuple[int, bytes]:
        """A token; for a person also one to get others with, and who it is, where that was asked."""
        self.given += 1
        name = f"eyJ0-canary-token-{secrets.token_urlsafe(24)}"
        self.tokens[name] = token
        told: dict[str, object] = {"token_type": "Bearer", "expires_in": 3599, "access_token": name}
        if person is not None:
            told["refresh_token"] = "0.canary-refresh"
            told["scope"] = " ".join(f"{self.resource}/{role}" for role in sorted(token.roles))
            if person.get("client_info") == "1":
                who = json.dumps({"uid": "u", "utid": "t"}).encode()
                told["client_info"] = base64.urlsafe_b64encode(who).decode().rstrip("=")
            if "openid" in person.get("scope", ""):
                claims = {"aud": CLIENT, "iss": "x", "sub": "s", "oid": "u", "tid": "t", "exp": int(time.time()) + 3600}
                claims |= {"iat": int(time.time()), "preferred_username": self.device_user}
                told["id_token"] = jwt.encode(claims, "a key that nobody checks, since TLS vouches for it", "HS256")
        return 200, json.dumps(told).encode()

    @staticmethod
    def _refuse(number: int) -> tuple[int, bytes]:
        error, says = _SAYS[number]
        told = {"error": error, "error_description": f"AADSTS{number}: {says}.", "error_codes": [number]}
        return (503 if error == "temporarily_unavailable" else 401 if error == "invalid_client" else 400), json.dumps(
            told
        ).encode()
