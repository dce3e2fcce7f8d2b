"""Signatures as Standard Webhooks has them, so that its libraries verify them: HMAC-SHA-256 over ident, time and body.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

>>> key = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
>>> headers_of("msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330, '{"test": 2432232314}', [key])["webhook-signature"]
'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE='

While a secret is being replaced a message has a signature by each of them; whoever knows one of them verifies it.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Sequence

PREFIX = "whsec_"
_BYTES = 32  # the specification takes 24 to 64


def new_secret() -> str:
    """A secret that nobody has."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def headers_of(ident: str, at: int, body: str, keys: Sequence[str]) -> dict[str, str]:
    """What goes along with a message. `at`: seconds since 1970 of this try; `keys`: secrets, the newest first."""
    signed = f"{ident}.{at}.{body}".encode()
    return {
        "webhook-id": ident,
        "webhook-timestamp": str(at),
        "webhook-signature": " ".join(f"v1,{_signature(key, signed)}" for key in keys),
    }


def _signature(key: str, signed: bytes) -> str:
    plain = base64.b64decode(key.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(plain, signed, hashlib.sha256).digest()).decode()
