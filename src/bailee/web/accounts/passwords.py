"""Rules for passwords beside their length: not what everybody guesses, not what leaked elsewhere, not what is at hand here, and not
so long that hashing it is an attack.

>>> from bailee.web.accounts.passwords import has_leaked
>>> has_leaked("1qaz2wsx3edc"), has_leaked("four words nobody joins")
(True, False)
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from functools import cache
from importlib import resources

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from bailee.store.standing import memberships
from bailee.web import visits

LONGEST = 256
DIGEST = 5  # bytes of each password that leaked: update/breached_passwords.py
# What is at hand for whoever guesses a password of this very server; docs/safeguards.md lists them, a test compares.
CONTEXT = ("bailee", "privacy", "compliance", "administrator", "provider", "technician", "passkey", "personaldata")
_TRIVIAL = 4  # letters and figures that have to be left beside such words, at least


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


class LeakedValidator:
    """Passwords that came out of breaches elsewhere are tried right after the common ones (ASVS 5.0, 6.2.4 and 6.2.12)."""

    def validate(self, password: str, user: object | None = None) -> None:
        if has_leaked(password):
            said = "This password leaked elsewhere, and is tried. Take words that nobody joins."
            raise ValidationError(said, code="leaked")

    def get_help_text(self) -> str:
        return "None that leaked elsewhere."


class ContextValidator:
    """What is made of words that are at hand: ours, of the trade, and the name of the organisation (ASVS 5.0, 6.1.2 and 6.2.11)."""

    def validate(self, password: str, user: object | None = None) -> None:
        named = [word for name in _organisations(user) for word in re.findall(r"[^\W_]{3,}", name.lower())]
        rest = password.lower()
        for word in sorted((*CONTEXT, *named), key=len, reverse=True):
            rest = rest.replace(word, "")
        rest = re.sub(r"[\W_\d]+", "", rest)
        if len(rest) < _TRIVIAL and any(word in password.lower() for word in (*CONTEXT, *named)):
            said = "Whoever guesses begins with such words: they are at hand. Take words that nobody joins."
            raise ValidationError(said, code="at_hand")

    def get_help_text(self) -> str:
        return "Not made of the names that are at hand here."


def _organisations(user: object | None) -> list[str]:
    """Names of the organisations that somebody is a member of, or is about to be."""
    names = [str(getattr(user, "organisation_name", ""))]
    if getattr(user, "pk", None):
        names += [each.name for each in memberships(visits.home(), str(getattr(user, "ident", "")))]
    return names


def has_leaked(password: str) -> bool:
    digests = _leaked()
    wanted = hashlib.sha256(password.strip().lower().encode("utf-8", "replace")).digest()[:DIGEST]
    place = bisect_left(range(len(digests) // DIGEST), wanted, key=lambda at: digests[at * DIGEST : (at + 1) * DIGEST])
    return digests[place * DIGEST : (place + 1) * DIGEST] == wanted


@cache
def _leaked() -> bytes:
    whole = (resources.files("bailee.web.accounts") / "breached_passwords.bin").read_bytes()
    return whole.partition(b"\n\n")[2]
