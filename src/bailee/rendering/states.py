"""The four states as shapes, which differ in grey and in print: a solid square with a cross, a triangle, a dashed diamond, a ring.

>>> [TONES[sign] for sign in "×!?✓"]
['red', 'amber', 'unknown', 'green']
>>> shape("×").startswith("<svg ")
True
"""

from __future__ import annotations

TONES = {"×": "red", "!": "amber", "?": "unknown", "✓": "green"}
INKS = {"red": "a01019", "amber": "744600", "unknown": "524280", "green": "0b6639"}  # of text
MARKS = {"red": "c21d29", "amber": "ad6500", "unknown": "6b5aa3", "green": "17804b"}  # of shapes

_INSIDE = {
    "red": '<rect x="1" y="1" width="14" height="14" rx="1.5" fill="#{mark}"/><path d="M5 5l6 6M11 5l-6 6" stroke="#fff" stroke-width="1.8"/>',
    "amber": '<path d="M8 1.8L15 14.2H1z" fill="none" stroke="#{mark}" stroke-width="1.5" stroke-linejoin="round"/>'
    '<path d="M8 6v4.2M8 11.6v1.4" stroke="#{mark}" stroke-width="1.5"/>',
    "unknown": '<path d="M8 1L15 8L8 15L1 8z" fill="none" stroke="#{mark}" stroke-width="1.4" stroke-dasharray="2.4 1.6"/>'
    '<path d="M6.3 6.6c0-2.4 3.6-2.2 3.4-.2-.1 1-1.7 1.1-1.7 2.4M8 10.2v1.2" fill="none" stroke="#{mark}" stroke-width="1.3"/>',
    "green": '<circle cx="8" cy="8" r="6.6" fill="none" stroke="#{mark}" stroke-width="1.5"/>'
    '<path d="M5 8.2l2.1 2.1L11.2 6" fill="none" stroke="#{mark}" stroke-width="1.6"/>',
}


def shape(sign: str) -> str:
    """The shape of a state by its sign, 16 by 16; unseen by readers, for the word beside it says the state."""
    tone = TONES[sign]
    inside = _INSIDE[tone].replace("{mark}", MARKS[tone])
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">{inside}</svg>'
