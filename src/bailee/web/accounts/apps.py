"""Sign-in as a Django app: what happens when somebody signed in, signed out, or changed how she does."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bailee.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.account.signals import password_changed, password_set
        from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_reset
        from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
        from django.contrib.auth.signals import user_logged_in, user_logged_out

        from bailee.web.accounts import heard, oidc, recovery

        recovery.install()
        OpenIDConnectProvider.oauth2_adapter_class = oidc.Adapter  # also where nobody has left for the issuer yet
        user_logged_in.connect(_begin, dispatch_uid="bailee.begin")
        user_logged_in.connect(heard.signed_in, dispatch_uid="bailee.signed-in")
        user_logged_out.connect(heard.signed_out, dispatch_uid="bailee.signed-out")
        authenticator_added.connect(_note_factor, dispatch_uid="bailee.factor")
        for signal, what in (
            (authenticator_added, "added"), (authenticator_removed, "removed"), (authenticator_reset, "renewed"),
            (password_changed, "changed"), (password_set, "added"),
        ):  # fmt: skip
            signal.connect(heard.way_changed(what), weak=False, dispatch_uid=f"bailee.heard.{id(signal)}")
        for signal in (authenticator_removed, authenticator_reset):
            signal.connect(_end_others, dispatch_uid=f"bailee.ended.{id(signal)}")


def _note_factor(sender: object, request: Any, authenticator: Any, **_told: Any) -> None:
    """The session in which a second factor is set up has it behind it from then on, and no other one."""
    from bailee.web.accounts import sessions

    sessions.note_factor(request, authenticator)


def _end_others(sender: object, request: Any, **_told: Any) -> None:
    """A way in was taken away or made anew: whoever came by it elsewhere is out. A changed password does the same by itself."""
    from bailee.web.accounts import sessions

    sessions.end_others(request)


def _begin(sender: object, request: Any, user: Any, **_told: Any) -> None:
    """Whichever way somebody signed in: the session's clock runs from now on."""
    from bailee.web.accounts import recovery, sessions

    sessions.begin(request)
    recovery.harden(user)
