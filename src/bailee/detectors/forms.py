"""What may be shown of a value, and the normal forms by which two findings are known to be about one person.

>>> from bailee.vocabulary import Confidence
>>> ssn = Match(0, 11, "us-ssn", "social-security-number", Confidence.VERIFIED, 0.99, "512447313")
>>> mask(ssn), normal_forms(ssn)
('•••-••-7313', (('value', '512447313'),))
"""

from __future__ import annotations

from functools import cache

from bailee.detectors.interface import Detector
from bailee.detectors.listing import catalogue
from bailee.text import Match


@cache
def _by_ident() -> dict[str, Detector]:
    return {detector.ident: detector for detector in catalogue()}


def normal_forms(match: Match) -> tuple[tuple[str, str], ...]:
    """(form, value) pairs: `email`, `e164`, `birth-date`, `name` and its kin, else `value`. To be fingerprinted."""
    detector = _by_ident().get(match.detector)
    if detector is not None and detector.forms is not None:
        return detector.forms(match)
    return (("value", match.value),)


def mask(match: Match) -> str:
    """What may be shown of a value: at most its last four characters."""
    detector = _by_ident().get(match.detector)
    if detector is not None and detector.mask is not None:
        return detector.mask(match)
    value = match.value
    if len(value) < 8:
        return "•" * len(value)
    return "•" * (len(value) - 4) + value[-4:]
