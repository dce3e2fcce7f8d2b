"""Rules for passwords beside their length: not what everybody guesses, and not so long that hashing it is an attack."""

from __future__ import annotations

import re

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

LONGEST = 256


class LongestValidator:
    def validate(self, password: str, user: object | None = None) -> None:
        if len(password) > LONGEST:
            raise ValidationError(f"At most {LONGEST} characters.", code="password_too_long")

    def get_help_text(self) -> str:
        return f"At most {LONGEST} characters."


class GuessedValidator(CommonPasswordValidator):
    """The list of what everybody guesses, also with figures around it, written twice, or made of a few letters alone."""

    def validate(self, password: str, user: object | None = None) -> None:
        plain = password.lower().strip()
        letters = re.sub(r"[^a-z]+", "", plain)
        halves = {plain[: len(plain) // 2]} if plain[: len(plain) // 2] * 2 == plain else set()
        if len(set(plain)) < 5 or {plain, letters, *halves} & self.passwords:
            raise ValidationError("This is too common: it is tried first. Take words that nobody joins.", code="common")
