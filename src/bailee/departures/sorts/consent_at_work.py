"""Consent at work: an activity about staff stands on consent, or on nothing, where European law applies. A question for counsel.

Whether an employee's consent is free is for counsel: nothing is decided here, and nothing turns red.
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.departures.departure import Cited, Departure
from bailee.departures.ground import Ground
from bailee.inventory.activities import covers
from bailee.matrix import HELD
from bailee.obligations.load import members
from bailee.people import PeopleRange
from bailee.vocabulary import STAFF, LawfulBasis, Severity, State

SORT = "consent-at-work"
_EUROPE = members("EU") | {"EU", "GB", "UK"}


def find(ground: Ground) -> Iterator[Departure]:
    rules = [
        each
        for each in ground.obligations
        if each.applies
        and each.jurisdiction.split("-")[0] in _EUROPE
        and any("consent" in text.casefold() for text in (*each.for_counsel, each.note, each.duty))
        and (not each.touches.subjects or each.touches.subjects & STAFF)
    ]
    if not rules:
        return
    for activity in ground.activities:
        on_consent = [purpose for purpose, basis in activity.purposes if basis is LawfulBasis.CONSENT]
        if not on_consent or not STAFF.intersection(activity.subjects):
            continue
        keys = tuple(key for key in sorted(ground.holdings) if covers(activity, *key) and key[1] in STAFF)
        held = [ground.holdings[key] for key in keys]
        yield Departure(
            SORT,
            activity.name,
            f"{activity.name} stands on the consent of staff: a question for counsel",
            tuple(sorted({store for each in held for store in each.stores})),
            max((each.people for each in held), key=lambda each: each.high, default=PeopleRange(0, 0)),
            keys,
            HELD,
            Severity.MEDIUM,
            State.UNKNOWN,
            f"Declared for {', '.join(on_consent)} with consent as its basis. Whether staff can give it freely, and withdraw it "
            "without harm, is not ours to say.",
            Cited.of(rules[0]),
            tuple(map(Cited.of, rules[1:4])),
            next="Ask counsel 1 question",
            clears="Another basis that was declared, or counsel’s answer noted here.",
        )
