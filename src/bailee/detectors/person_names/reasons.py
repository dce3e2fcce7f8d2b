"""What is said of a name that the rules found, and of what is called a name and is nobody's."""

from __future__ import annotations

import re

from bailee.detectors.interface import words
from bailee.detectors.person_names.tokens import ROLES

COLUMN = "the head of its column says so"
LABEL = "a label or a greeting stands before it"
TITLE = "an honorific stands before it"
TITLE_ABROAD = "a title in another tongue stands before it"  # the model, which reads English, has no say
# A name of something else: "company name", "file name".
OTHER_NAME = re.compile(
    r"(?i)\b(?:company|business|firm|file|host|user|product|bank|street|domain|server|event|project|display|table|column|class|method|function|package|image|brand|trade"
    r"|employer|school|course|drug|medication|test|plan|carrier|insurance|insurer|pharmacy|facility|hospital|clinic|vendor|supplier|site|network|group|team|device|computer|printer|service"
    r"|folder|path|database|field|variable|job|task|role|position|department|organi[sz]ation|entity|legal entity|city|county|place|screen|login|model|machine|account|common|generic|airport|station|operator|aircraft|species|state|country|region|area|park|river|building|street|store|shop|restaurant|movie|song|book|game|tag)"
    r"(?:['’]s)?[\s_:.-]{0,3}$"
)
PERSONAL = words("name", "first", "last", "given", "middle", "surname", "forename", "full name", *ROLES)
