"""A fact as a form asks for it, and what was typed read into its value."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bailee.errors import InvalidInput
from bailee.obligations.conditions import Money
from bailee.obligations.facts import FactDefinition
from bailee.operations.declare_activity import parse_fact

HINTS = {
    "int": "A whole number.",
    "percent": "A number from 0 to 100.",
    "money": "With its currency, such as USD 3000000.",
    "date": "",
    "counts": "Place and number, one a line or with commas: US-NY:40, US-CT:3. A country as DE, a state as US-NY.",
    "places": "Codes with commas: US-NY, DE.",
    "countries": "Codes with commas: US, DE.",
    "text": "",
}
_MOST = 2_000


def value_of(definition: FactDefinition, text: str) -> Any:
    """What was typed; None takes the fact back. InvalidInput says how it is written.

    >>> from bailee.obligations.facts import definitions
    >>> value_of(definitions()["has_cctv"], "yes"), value_of(definitions()["has_cctv"], "")
    (True, None)
    """
    text = " ".join(text[:_MOST].replace("\n", ",").split()).strip(" ,")
    if not text or text.casefold() == "unknown":
        return None
    if definition.type in ("text", "money"):
        return text
    while ",," in text.replace(", ", ","):
        text = text.replace(", ", ",").replace(",,", ",")
    try:
        return parse_fact(f"{definition.name}={text}")[1]
    except InvalidInput:
        raise InvalidInput("This is no answer to it.", hint=HINTS.get(definition.type, "") or "Yes or no.") from None


def typed(definition: FactDefinition, value: Any) -> str:
    """A value as it stands in the form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Money):
        return f"{value.currency} {value.amount:.0f}".strip()
    if isinstance(value, Mapping):
        if definition.type == "money":
            return f"{value.get('currency', '')} {value.get('amount', '')}".strip()
        return ", ".join(f"{place}:{number}" for place, number in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def words(definition: FactDefinition, value: Any) -> str:
    """A value as a sentence says it."""
    if value is None:
        return "not known"
    if isinstance(value, bool):
        said = definition.yes if value else definition.no
        return said or ("yes" if value else "no")
    return definition.yes.replace("{}", typed(definition, value)) or typed(definition, value)
