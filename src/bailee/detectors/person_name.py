"""Name of a person.

>>> [name for name, _ in found("person-name", "Please ask Jennifer Walker or Mr. Szafrański about it.")]
['Jennifer Walker', 'Szafrański']
>>> found("person-name", "From: Dunton, Heather <hd@example.com>")
[('Dunton, Heather', 'verified')]
>>> found("person-name", "Jackson County Bank opens on Wall Street in May.")
[]

Rules come first: titles, labels, heads of columns, mail headers, lists of given names and surnames. What they say is joined
with what a small model reads in the words around (`names_model`), where that is installed and wanted: one probability comes
of both, and where a name ends is the model's to say.
"""

from __future__ import annotations

from bailee.detectors import names_model
from bailee.detectors.engine import found as found
from bailee.detectors.interface import Label
from bailee.detectors.person_names.forms import forms as forms
from bailee.detectors.person_names.heads import FAMILY_OR_GIVEN, PLAIN
from bailee.detectors.person_names.joined import review as review
from bailee.detectors.person_names.labelled import judge as judge
from bailee.detectors.person_names.running import find as find
from bailee.detectors.person_names.tokens import CAP, PARTICLES, ROLES
from bailee.text import Match, Text

CATEGORY = "person-name"
SOURCE = "https://www.census.gov/topics/population/genealogy/data/1990_census.html"
PATTERNS_ONLY = False

_VALUE = rf"(?P<value>(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof)\.? )?{CAP}(?:,? (?:(?:{PARTICLES}) ){{0,2}}{CAP}){{0,3}})(?![\w@])"
LABELS = (
    Label(
        (
            "name", "names", "full name", "legal name", "print name", "printed name", "preferred name", "maiden name", "first name", "given name", "forename",
            "middle name", "last name", "surname", "family name", "name is", "name on card", "dear", "sincerely", "regards", "yours truly", "yours faithfully", "respectfully",
            "call me", "i'm", "i am", "from", "to", "cc", "bcc", "re", "regarding", "hi", "hello", "hey", "cheers", "/s/", *ROLES,
        ),
        _VALUE,
        headings=("user", "agent", "person", "staff", "who", "first", "last", "middle", "given", "payer", "payee", "individual", "full name", *FAMILY_OR_GIVEN, *PLAIN),
    ),
)  # fmt: skip


def by_rules(text: Text) -> list[tuple[int, int, float]]:
    """What the rules alone find in a text, and how sure they are: what the join with the model is fitted on."""
    from bailee.detectors.engine import detect

    mode = names_model.mode()
    names_model.begin("off")
    try:
        return [(match.start, match.end, match.probability) for match in detect(text, only="person-name")]
    finally:
        names_model.begin(mode)


def mask(match: Match) -> str:
    return " ".join(f"{token[:1]}•••" for token in match.value.split()[:3])
