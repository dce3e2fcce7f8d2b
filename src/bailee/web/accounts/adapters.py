"""How allauth does things here: what it may say, whom it lets in, when it asks again."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.app_settings import REAUTHENTICATION_TIMEOUT
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.http import url_has_allowed_host_and_scheme

from bailee.web import visits
from bailee.web.accounts import heard, keys

STRONG = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = {  # noqa: RUF012 - as allauth has it
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": "Too many attempts. Wait five minutes, and try again.",
        "email_password_mismatch": "This e-mail address and this password do not belong together.",
        "incorrect_password": "This is not the password.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """By invitation alone."""
        return False

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        heard.failed(context.request, code)
        refused: ValidationError = super().validation_error(code, *args)
        return refused

    def is_safe_url(self, url: str) -> bool:
        """Paths of this server, and nothing else: neither another host nor another scheme."""
        return bool(url) and url.startswith("/") and url_has_allowed_host_and_scheme(url, allowed_hosts=None)

    def add_message(self, request: HttpRequest, level: int, *args: Any, message: Any = None, **kwargs: Any) -> None:
        """Only faults are said: that one is signed in, one sees."""
        if level >= messages.ERROR and message:
            messages.error(request, str(message))

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Mail of ours goes by our own outbox; allauth sends none."""

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """The same."""

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever proved herself within five minutes is not asked again, whichever way she did it."""
        request = context.request
        records = get_authentication_records(request, request.user)
        return not any(time.time() - record["at"] < REAUTHENTICATION_TIMEOUT for record in records)


class MFAAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    error_messages = {  # noqa: RUF012 - as allauth has it
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "This code is not right, or was used already. Wait for the next one.",
        "cannot_delete_authenticator": "This is the last one. Add another passkey or an authenticator app first.",
    }

    def validation_error(self, code: str, *args: Any) -> ValidationError:
        heard.failed(context.request, code)
        refused: ValidationError = super().validation_error(code, *args)
        return refused

    def encrypt(self, text: str) -> str:
        return keys.encrypt(visits.home(), text)

    def decrypt(self, encrypted_text: str) -> str:
        return keys.decrypt(visits.home(), encrypted_text)

    def build_totp_svg(self, url: str) -> str:
        """Black on white, whatever the page around it is: a camera needs that."""
        import qrcode
        from qrcode.image.svg import SvgPathFillImage

        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Never the last strong one: an account is never left with a password alone."""
        others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=STRONG)
        return bool(others.exclude(pk=authenticator.pk).exists())

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return "Passkey" if number == 1 else f"Passkey {number}"

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        entity: dict[str, Any] = super().get_public_key_credential_user_entity(user)
        return entity | {"display_name": user.name}
