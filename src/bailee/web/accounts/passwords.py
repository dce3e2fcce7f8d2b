"""One more rule for passwords: not so long that hashing it is an attack."""

from __future__ import annotations

from django.core.exceptions import ValidationError

LONGEST = 256


class LongestValidator:
    def validate(self, password: str, user: object | None = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(f"At most {LONGEST} characters.", code="password_too_long")

    def get_help_text(self) -> str:
        return f"At most {LONGEST} characters."
