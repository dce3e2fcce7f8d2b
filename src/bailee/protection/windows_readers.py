"""Who can open a file of which there is a security descriptor: by SID, groups resolved as far as a directory answers.

>>> open_to_all = Descriptor(None, None, None)
>>> sorted(each.name for each in readers_of_descriptor(open_to_all, Directory()) or ())
['SYSTEM', 'anyone']
"""

from __future__ import annotations

from bailee.protection.accounts import ANYONE, Account
from bailee.protection.directories import Directory
from bailee.protection.ntfs import EVERYBODY, Descriptor, is_everybody, is_of_the_system, may

_SYSTEM = "S-1-5-18"
# Anonymous and Guests are not among them: whoever signs in is neither
_SIGNED_IN = EVERYBODY - {"S-1-5-7", "S-1-5-32-546"}


def readers_of_descriptor(descriptor: Descriptor, directory: Directory) -> frozenset[Account] | None:
    """Accounts that can read it, `ANYONE` where everybody can who signs in. None: a group could not be asked, or an entry hangs on a condition."""
    if descriptor.is_conditional:
        return None
    usual = _SIGNED_IN | {sid for sid in descriptor.sids if is_everybody(sid)}
    everyone = may(descriptor, usual)
    found: set[Account] = {ANYONE} if everyone else set()
    if may(descriptor, {_SYSTEM, *usual}):
        found.add(Account("SYSTEM", 0, frozenset(), _SYSTEM))
    people = _people(descriptor, directory)
    for sid, behind in people.items():
        if behind is None and not everyone and may(descriptor, {sid, *usual}):
            return None
    for person in {each for behind in people.values() for each in behind or ()}:
        groups = {sid for sid, behind in people.items() if behind and person in behind}
        if may(descriptor, {person, *groups, *usual}):
            found.add(Account(directory.name(person), -2, frozenset(), person))
    return frozenset(found)


def _people(descriptor: Descriptor, directory: Directory) -> dict[str, frozenset[str] | None]:
    """By SID of the list, who is behind it."""
    named = (sid for sid in descriptor.sids if not is_everybody(sid) and not is_of_the_system(sid))
    return {sid: directory.people(sid) for sid in named}
