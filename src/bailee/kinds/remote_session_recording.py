"""Remote sessions: who saw or controlled whose computer, and recordings of it.

Its words: `words/remote-session-recording.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

import re

from bailee.kinds.reading import Reading
from bailee.kinds.weighing import Weighed
from bailee.vocabulary import Confidence, SubjectCategory

IDENT = "remote-session-recording"
NAME = "Remote-session recording"
CATEGORY = "remote-session-recordings"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = (
    "lists, traces and transcripts of sessions in which a technician saw or controlled a computer, recorded terminals"
)
BY_FORM = True

# A recorded terminal (asciicast, versions 1 to 3): a head, then events of time, sort and text.
_CAST_HEAD = re.compile(r'^\s*\{"version": ?[123], .{0,200}"(?:width|term)"', re.S)
_CAST_EVENT = re.compile(r'^\[\d+(?:\.\d+)?, ?"[oim]", ?"', re.M)
# The list that AnyDesk keeps of who connected, and with what leave.
_ANYDESK = re.compile(r"^(?:Incoming|Outgoing)\s+\d{4}-\d\d-\d\d, \d\d:\d\d\s+(?:User|Token|Passwd|REJECTED)\b", re.M)
FEW = 2  # events, or connections


def recognise(reading: Reading) -> Weighed | None:
    raw = reading.raw[:60_000]
    if raw.lstrip()[:1] == "{" and _CAST_HEAD.match(raw) and len(_CAST_EVENT.findall(raw)) >= FEW:
        return Weighed(Confidence.LIKELY, 10.0, ("a recorded terminal",))
    if len(_ANYDESK.findall(raw)) >= FEW:
        return Weighed(Confidence.LIKELY, 10.0, ("a list of connections from outside",))
    return None
