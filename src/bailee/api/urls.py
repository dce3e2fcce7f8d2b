"""Addresses below /api/v1/, for Django: one pattern an address, and one for all that are none."""

from __future__ import annotations

import re

from django.urls import re_path

from bailee.api import door
from bailee.api.interface import PARAMETERS
from bailee.api.registry import by_address


def _pattern(address: str) -> str:
    """`findings/{finding}` as a regular expression."""
    parts = re.split(r"\{(\w+)\}", address)
    return "".join(
        f"(?P<{part}>{PARAMETERS[part][0]})" if odd % 2 else re.escape(part) for odd, part in enumerate(parts)
    )


urlpatterns = [
    *(re_path(rf"^{_pattern(address)}\Z", door.view_of(methods)) for address, methods in by_address().items()),
    re_path(r"^(?P<rest>.*)\Z", door.not_there),
]
