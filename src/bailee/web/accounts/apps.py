"""Sign-in as a Django app."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "bailee.web.accounts"
    label = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added
        from django.contrib.auth.signals import user_logged_in

        user_logged_in.connect(_begin, dispatch_uid="bailee.begin")
        authenticator_added.connect(_note_factor, dispatch_uid="bailee.factor")


def _note_factor(sender: object, request: Any, authenticator: Any, **_told: Any) -> None:
    """The session in which a second factor is set up has it behind it from then on, and no other one."""
    from bailee.web.accounts import sessions

    sessions.note_factor(request, authenticator)


def _begin(sender: object, request: Any, **_told: Any) -> None:
    """Whichever way somebody signed in: the session's clock runs from now on."""
    from bailee.web.accounts import sessions

    sessions.begin(request)
