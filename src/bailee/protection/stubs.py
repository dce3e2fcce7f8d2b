"""Stubs: the short note that stands where a file was, and says what happened and whom to ask. It names nothing of the file.

>>> print(note_of("seal", "2026-03-03T09:00:00Z", "the office", "3f9a").splitlines()[-1])
Name this reference: 3f9a
"""

from __future__ import annotations

NOTE_ENDING = {
    "seal": ".sealed.txt",
    "quarantine": ".quarantined.txt",
    "move": ".moved.txt",
    "erase": ".erased.txt",
}

_SEALED = """\
This file was sealed.

The file that stood here holds personal data, and more people could open it than need to. On {day} bailee encrypted it.
Nothing is lost: the sealed copy lies beside this note, under the same name with ".age" at its end. Please leave both
where they are.

To read it, or to have it put back, ask {ask}.
Name this reference: {ident}
"""
_QUARANTINED = """\
This file was taken into quarantine.

The file that stood here holds personal data that must not lie here. On {day} bailee encrypted it and took it to a folder
that nobody else can open. Nothing is lost.

To have it put back, ask {ask}.
Name this reference: {ident}
"""
_MOVED = """\
This file was moved.

The file that stood here belongs with records that are kept apart. On {day} bailee moved it to the folder that was declared
for them. Whoever needs it for the work can open it there.

To find it, or to have it put back, ask {ask}.
Name this reference: {ident}
"""
_ERASED = """\
This file was erased.

The time for which it had to be kept was over, and two people decided so. On {day} bailee erased it. It cannot be put back.

To see the certificate, ask {ask}.
Name this reference: {ident}
"""
_NOTES = {"seal": _SEALED, "quarantine": _QUARANTINED, "move": _MOVED, "erase": _ERASED}


def note_of(act: str, at: str, ask: str, ident: str) -> str:
    """The note for an act. `at`: RFC 3339; `ask`: who looks after it, in words."""
    return _NOTES[act].format(day=at[:10], ask=ask, ident=ident)
