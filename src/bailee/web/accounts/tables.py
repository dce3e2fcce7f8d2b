"""Tables of sign-in: which there are, why they belong to no organisation, and that nobody reads the store past its door."""

from __future__ import annotations

from typing import Any

WITHOUT_ORGANISATION = {
    "account": "a person may be a member of several organisations: `member` says of which",
    "account_reset": "hashes of links that give an account a new way in",
    "used_link": "hashes of links that were used; about the server",
    "sign_in_cache": "counts of attempts, by hash",
    "account_emailaddress": "allauth: the address of an account",
    "account_emailconfirmation": "allauth: not used, empty",
    "mfa_authenticator": "allauth: passkeys, authenticator apps and recovery codes of an account",
    "socialaccount_socialaccount": "allauth: by which issuers an account signs in",
    "socialaccount_socialapp": "allauth: not used, empty; issuers are settings",
    "socialaccount_socialtoken": "allauth: not used, empty; no token is kept",
    "usersessions_usersession": "allauth: sessions of an account, for their list",
    "django_session": "sessions",
    "django_content_type": "Django: which models there are",
    "auth_permission": "Django: not used; what one may do says bailee.permissions",
    "auth_group": "Django: not used, empty",
    "auth_group_permissions": "Django: not used, empty",
}


class Router:
    """Sign-in's own rows lie in `default`. The store's rows are reached by the alias that its door names, or not at all."""

    def _chosen(self, model: Any, hints: dict[str, Any]) -> str | None:
        if model._meta.app_label != "store":
            return None
        instance = hints.get("instance")
        if instance is not None and instance._state.db:
            return str(instance._state.db)
        raise LookupError("rows of the store are read through its door")

    def db_for_read(self, model: Any, **hints: Any) -> str | None:
        return self._chosen(model, hints)

    def db_for_write(self, model: Any, **hints: Any) -> str | None:
        return self._chosen(model, hints)
