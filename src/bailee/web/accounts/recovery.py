"""Recovery codes as hashes: scrypt with a salt for each, in place of allauth's seed under a key.

Codes are made when their page is opened for the first time, so that they stand on that page and nowhere else; what is kept of each is
its hash, which goes when the code is used (ASVS 5.0, 6.5.2). What has a seed from before is hashed when its owner next signs in, types
a code, or opens the page of her ways in.

allauth has no seam for it: `install` puts the class where allauth looks its own up.
"""

from __future__ import annotations

import re
import secrets
import time
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal import auth, flows
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from bailee.errors import Error

_AT_A_TIME = 4  # hashes, each of which takes 16 MB
_UNSEEN = "•" * 10  # in place of one that was shown already


class HashedCodes(auth.RecoveryCodes):  # type: ignore[misc] # allauth has no types
    """`data` of its authenticator: `hashed`, one for each unused code, and `viewed_at`."""

    instance: Any
    _shown: tuple[str, ...] = ()  # in the one request that shows them

    @classmethod
    def activate(cls, user: Any) -> HashedCodes:
        instance, _ = Authenticator.objects.get_or_create(
            user=user, type=Authenticator.Type.RECOVERY_CODES, defaults={"data": {"hashed": []}}
        )
        return cls(instance)

    def mark_as_viewed(self) -> None:
        """They are shown now: made, hashed, kept as hashes. Of two that open the page at once, one sees them."""
        digits = app_settings.RECOVERY_CODE_DIGITS
        codes = tuple(f"{secrets.randbelow(10**digits):0{digits}}" for _ in range(app_settings.RECOVERY_CODE_COUNT))
        hashed = _hashed(codes)
        with transaction.atomic():
            self._locked()
            if not self.did_view:
                self._shown = codes
                self._keep(hashed, time.time())

    def get_unused_codes(self) -> list[str]:
        """Those that were made in this request; else as many words that say nothing."""
        self.harden()
        return list(self._shown) or [_UNSEEN] * len(self.instance.data["hashed"])

    def validate_code(self, code: str) -> bool:
        """Whether it is one of them, which it is no more afterwards."""
        self.harden()
        typed = re.sub(r"[\s-]", "", code)
        if not re.fullmatch(rf"[0-9]{{{app_settings.RECOVERY_CODE_DIGITS}}}", typed):
            return False  # an app's code: no hashing for it
        with transaction.atomic():
            self._locked()
            kept = list(self.instance.data["hashed"])
            for hashed in kept:
                if check_password(typed, hashed):
                    kept.remove(hashed)
                    self._keep(kept, self.instance.data.get("viewed_at"))
                    return True
        return False

    def harden(self) -> None:
        """Hash what has a seed from before, and forget the seed; codes that nobody has seen are made anew when they are shown."""
        if "seed" not in self.instance.data:
            return
        with transaction.atomic():
            self._locked()
            if "seed" in self.instance.data:
                codes = tuple(super().get_unused_codes()) if self.did_view else ()
                self._keep(_hashed(codes), self.instance.data.get("viewed_at"))

    def _locked(self) -> None:
        self.instance = Authenticator.objects.select_for_update().get(pk=self.instance.pk)

    def _keep(self, hashed: list[str], viewed_at: float | None) -> None:
        self.instance.data = {"hashed": hashed} | ({"viewed_at": viewed_at} if viewed_at else {})
        self.instance.save(update_fields=["data"])


def _hashed(codes: tuple[str, ...]) -> list[str]:
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        return list(threads.map(make_password, codes))


def harden(user: Any) -> None:
    """Those of somebody who signs in. Where her seed cannot be opened, it opens no door either, and stays as it is."""
    for instance in Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.RECOVERY_CODES):
        try:
            HashedCodes(instance).harden()
        except Error:
            return


def install() -> None:
    """In place of allauth's own."""
    auth.RecoveryCodes = flows.RecoveryCodes = HashedCodes
