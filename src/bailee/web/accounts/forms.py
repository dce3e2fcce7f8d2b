"""Forms that differ from allauth's, and those that are ours."""

from __future__ import annotations

import time
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError

from bailee.errors import InvalidInput
from bailee.store.typed import typed_name
from bailee.web.accounts.adapters import MFAAdapter
from bailee.web.accounts.models import Account


class _Once:
    """A code of an authenticator app counts once. allauth remembers it for one step, and we take codes of three steps."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        found = Authenticator.objects.filter(user=self.user, type=Authenticator.Type.TOTP).first()
        step = _step_of(found, str(self.cleaned_data["code"])) if found else None  # type: ignore[attr-defined]
        if found is not None and step is not None and step <= found.data.get("last_step", 0):
            raise MFAAdapter().validation_error("incorrect_code")
        code: str = super().clean_code()  # type: ignore[misc]
        if step is not None and self.authenticator.type == Authenticator.Type.TOTP:
            self.authenticator.data["last_step"] = step
            self.authenticator.save(update_fields=["data"])
        return code


def _step_of(authenticator: Authenticator, code: str) -> int | None:
    """Which step of the clock a code belongs to; None where it belongs to none that counts now."""
    secret = MFAAdapter().decrypt(authenticator.data["secret"])
    wanted = "".join(code.split())
    now = int(time.time()) // app_settings.TOTP_PERIOD
    for step in range(now - app_settings.TOTP_TOLERANCE, now + app_settings.TOTP_TOLERANCE + 1):
        if totp.format_hotp_value(totp.hotp_value(secret, step)) == wanted:
            return step
    return None


class SecondFactorForm(_Once, AuthenticateForm):  # type: ignore[misc]
    pass


class AgainForm(_Once, ReauthenticateForm):  # type: ignore[misc]
    pass


class AddPasskeyForm(AddWebAuthnForm):  # type: ignore[misc]
    """Every passkey signs in by itself: so it has to know its person."""

    def clean(self) -> dict[str, Any]:
        self.cleaned_data["passwordless"] = True
        cleaned: dict[str, Any] = super().clean()
        return cleaned


class NewAccountForm(forms.Form):
    """A person's name, and how she will sign in. Without a password she adds a passkey next."""

    name = forms.CharField(max_length=200, error_messages={"required": "Write your name."})
    way = forms.ChoiceField(
        choices=[("passkey", ""), ("password", "")],
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )
    password = forms.CharField(required=False, strip=False, max_length=1000)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("way") != "password":
            cleaned["password"] = None
        elif not cleaned.get("password"):
            self.add_error("password", "Write a password, or choose a passkey.")
        else:
            try:
                password_validation.validate_password(cleaned["password"], self._somebody(cleaned))
            except ValidationError as error:
                self.add_error("password", error)
        return cleaned

    def _somebody(self, cleaned: dict[str, Any]) -> Account:
        somebody = Account(name=cleaned.get("name", ""), email=cleaned.get("email", "") or getattr(self, "invited", ""))
        somebody.organisation_name = cleaned.get("organisation", "") or getattr(self, "organisation_named", "")
        return somebody

    def clean_name(self) -> str:
        return _typed(self.cleaned_data["name"], "Write your name.")


class NewWayForm(NewAccountForm):
    """How a person whose account is there will sign in from now on."""

    name = None  # type: ignore[assignment]  # it is known


class FirstRunForm(NewAccountForm):
    """What the wizard asks."""

    email = forms.EmailField(
        max_length=254,
        error_messages={"required": "Write your e-mail address.", "invalid": "This is no e-mail address."},
    )
    organisation = forms.CharField(max_length=200, error_messages={"required": "Write the organisation's name."})
    kind = forms.ChoiceField(
        choices=[("own", ""), ("provider", "")],
        error_messages={"required": "Choose one.", "invalid_choice": "Choose one."},
    )

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()

    def clean_organisation(self) -> str:
        return _typed(self.cleaned_data["organisation"], "Write the organisation's name.")


def _typed(text: object, missing: str) -> str:
    """A name that can be read; one of nothing but marks that show nothing is as good as none."""
    try:
        return typed_name(str(text), "this")
    except InvalidInput:
        raise ValidationError(missing) from None
