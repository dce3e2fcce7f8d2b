"""Who asks: what suffices to be believed, in proportion to what is asked for; what was seen is noted, and never a copy of it.

>>> needed([Right.OPT_OUT]), needed([Right.ERASE]), needed([Right.ACCESS], is_sensitive=True)
(<Level.NONE: 0>, <Level.REASONABLE: 2>, <Level.HIGH: 3>)
>>> METHODS["paper-seen"].level >= needed([Right.COPY], is_sensitive=True)
True
>>> check_seen("passport, photograph and name fit")
'passport, photograph and name fit'

A check that asks for more than it needs is itself a collection of data (GDPR Art. 12(6), 5(1)(c); 11 CCR 7060 to 7062): an opt-out
and a withdrawal need none, a list of categories a reply from an address that is known, values two details that fit, and what
would hurt most in a stranger's hands a paper that somebody looked at, or somebody who knows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from bailee.data_subject_requests.rights import Right
from bailee.errors import InvalidInput

LONGEST = 200  # characters of what was seen


class Level(IntEnum):
    """How sure it is."""

    NONE = 0
    CONTACT = 1  # whoever has the address that is known
    REASONABLE = 2
    HIGH = 3


@dataclass(frozen=True, slots=True)
class Method:
    """A way to show who one is. `is_for_another`: that one may ask for somebody else."""

    label: str
    level: Level
    is_for_another: bool = False


METHODS: dict[str, Method] = {
    "known-address": Method("answered from an address or a phone that was known before", Level.CONTACT),
    "two-details": Method("told two details that fit what is known", Level.REASONABLE),
    "signed-in": Method("signed in, or came by a link of their own and its code", Level.REASONABLE),
    "three-details": Method("told three details that fit, and declared in writing to be that person", Level.HIGH),
    "known-in-person": Method("somebody here knows them and spoke with them", Level.HIGH),
    "paper-seen": Method("showed an official paper; it was looked at, and no copy was kept", Level.HIGH),
    "permission-seen": Method("showed a signed permission of the person", Level.HIGH, True),
    "power-of-attorney": Method("showed a power of attorney", Level.HIGH, True),
    "parent": Method("is a parent or guardian, and showed it", Level.HIGH, True),
    "court": Method("was appointed by a court, and showed it", Level.HIGH, True),
}


def needed(rights: Iterable[Right], *, is_sensitive: bool = False) -> Level:
    """What has to be shown before what is asked for is done. `is_sensitive`: something of high severity is held about them."""
    asked = set(rights)
    if any(right.gives_values for right in asked):
        return Level.HIGH if is_sensitive else Level.REASONABLE
    return Level.REASONABLE if any(right.changes_data for right in asked) else Level.NONE


@dataclass(frozen=True, slots=True)
class Shown:
    """How far somebody came. `reached`: of the person; `for_another`: that whoever asks may ask for them."""

    reached: Level = Level.NONE
    for_another: bool = False


def shown(methods: Iterable[str]) -> Shown:
    """What was shown comes to. A permission says nothing of who the person is, and two weak ways make no strong one.

    >>> shown(["two-details", "permission-seen"])
    Shown(reached=<Level.REASONABLE: 2>, for_another=True)
    """
    known = [METHODS[each] for each in methods if each in METHODS]
    own = [each.level for each in known if not each.is_for_another]
    return Shown(max(own, default=Level.NONE), any(each.is_for_another for each in known))


def suffices(what: Shown, rights: Iterable[Right], *, is_sensitive: bool = False, is_for_another: bool = False) -> str:
    """Why it does not suffice yet, in words; empty: it does."""
    wanted = needed(rights, is_sensitive=is_sensitive)
    if is_for_another and not what.for_another:
        return "they ask for somebody else, and nobody has seen yet that they may"
    if what.reached < wanted:
        return f"who they are is not shown enough: this takes {WORDS[wanted]}"
    return ""


WORDS = {
    Level.NONE: "nothing",
    Level.CONTACT: "an answer from an address that is known",
    Level.REASONABLE: "two details that fit, or a sign-in",
    Level.HIGH: "an official paper that somebody looks at, somebody who knows them, or three details and a signed declaration",
}
_NUMBER = re.compile(r"\d(?:[ .-]?\d){3,}")


def check_seen(text: str) -> str:
    """What was seen, as it may be kept: what sort of thing, not what stands on it. InvalidInput where a number is in it.

    >>> check_seen("passport 123456789")
    Traceback (most recent call last):
    bailee.errors.InvalidInput: a number is in it: what was seen is noted, not what stands on it
    """
    said = " ".join(text.split())
    if _NUMBER.search(said):
        raise InvalidInput(
            "a number is in it: what was seen is noted, not what stands on it",
            hint='write what sort of thing it was, such as "passport"',
        )
    if len(said) > LONGEST:
        raise InvalidInput("that is too long", hint=f"at most {LONGEST} characters: what sort of thing it was")
    return said
