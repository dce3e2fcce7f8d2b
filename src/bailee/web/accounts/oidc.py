"""Sign-in by an issuer, stricter than the library: what it says of itself has to be of the issuer that was named, and signed by it.

The library takes what comes over TLS at its word. Here the signature of each identity token is checked all the same, the issuer
in the configuration is the one of `sign-in.toml` (OpenID Connect Discovery 1.0, 4.3), and the person that `userinfo` tells of is
the one of the token (OpenID Connect Core 1.0, 5.3.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from requests import RequestException

from bailee.web import answers
from bailee.web.accounts import heard

# What a token may be signed by: by the issuer's private key, never by a secret that we share, never not at all.
SIGNED_BY = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})


class Adapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    @property
    def openid_config(self) -> dict[str, Any]:
        """OAuth2Error where it is of another issuer than the one that was named."""
        told: dict[str, Any] = super().openid_config
        named = str(self.get_provider().app.settings["server_url"])
        if str(told.get("issuer", "")).rstrip("/") != named:
            raise OAuth2Error("the configuration is of another issuer")
        return told

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **told: Any) -> Any:
        if not told["response"].get("id_token"):
            raise OAuth2Error("no identity token")
        login = super().complete_login(request, app, token, **told)
        said = login.account.extra_data
        if "userinfo" in said and said["userinfo"].get("sub") != said["id_token"].get("sub"):
            raise OAuth2Error("two persons in one answer")
        return login

    def _decode_id_token(self, app: Any, id_token: str) -> dict[str, Any]:
        """What the token says, where one of the issuer's keys signed it for us and its time is not over."""
        told = self.openid_config
        try:
            head = jwt.get_unverified_header(id_token)
            if head.get("alg") not in SIGNED_BY:
                raise OAuth2Error("not signed in a way that counts")
            for key in self._keys(head.get("kid"), str(head["alg"])):
                with suppress(jwt.InvalidSignatureError):
                    said: dict[str, Any] = jwt.decode(
                        id_token, key, algorithms=[str(head["alg"])], audience=app.client_id, issuer=told["issuer"],
                        options={"require": ["exp", "iat", "iss", "aud", "sub"]},
                    )  # fmt: skip
                    jwtkit.verify_jti(said)
                    return said
        except jwt.PyJWTError:
            pass
        raise OAuth2Error("the identity token is not one of this issuer's for us")

    def _keys(self, ident: object, how: str) -> Iterator[jwt.PyJWK]:
        """The issuer's public keys that may have signed it: the one that the token names, else each."""
        with get_adapter().get_requests_session() as session:
            answer = session.get(self.openid_config["jwks_uri"])
            answer.raise_for_status()
            keys = answer.json().get("keys", [])
        for each in keys:
            if each.get("use", "sig") == "sig" and (ident is None or each.get("kid", ident) == ident):
                with suppress(jwt.PyJWTError):
                    yield jwt.PyJWK(each, algorithm=how)


@login_not_required  # type: ignore[untyped-decorator]
def login(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answered(OAuth2LoginView, request, provider_id)


@login_not_required  # type: ignore[untyped-decorator]
def callback(request: HttpRequest, provider_id: str) -> HttpResponse:
    return _answered(OAuth2CallbackView, request, provider_id)


def _answered(view: Any, request: HttpRequest, provider_id: str) -> HttpResponse:
    try:
        answer: HttpResponse = view.adapter_view(Adapter(request, provider_id))(request)
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except (OAuth2Error, RequestException, KeyError, ValueError):  # it is away, or what it answers is no answer
        heard.event(request, "sign-in-failed", "warning", why="issuer")
        said = "It did not answer, or not in a way that can be trusted. Try again in a minute, or ask whoever runs this server."
        link = (reverse("account_login"), "Sign in another way")
        return answers.message(
            request, "Signing in by that account does not work just now", said, status=502, link=link
        )
    return answer
