"""Recordings of calls: the sound itself in a series, lists of recordings, transcripts, voice mail.

Its words: `words/call-recording.toml`; how they are weighed: `joining.py`.
"""

from __future__ import annotations

from bailee.vocabulary import SubjectCategory

IDENT = "call-recording"
NAME = "Call recording"
CATEGORY = "call-recordings"
SUBJECT = SubjectCategory.CUSTOMER
FROM = "transcripts, lists and metadata of recorded calls, voice mail, series of recordings in sound"
