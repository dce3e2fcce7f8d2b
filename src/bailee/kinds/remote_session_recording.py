"""Remote sessions: who saw or controlled whose computer, and recordings of it.

Its words: `words/remote-session-recording.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "remote-session-recording"
NAME = "Remote-session recording"
CATEGORY = "remote-session-recordings"
SUBJECT = SubjectCategory.EMPLOYEE
FROM = (
    "lists, traces and transcripts of sessions in which a technician saw or controlled a computer, recorded terminals"
)
