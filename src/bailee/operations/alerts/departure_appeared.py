"""A severe departure appeared: something lies otherwise than a law asks, or than was declared, and did not before.

What was there at the first scan is no news: it stands in the list of departures as where to start.
"""

from __future__ import annotations

from collections.abc import Iterator

from bailee.departures import label, sorts
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "departure-appeared"


def find(look: Look) -> Iterator[Found]:
    for each in look.departures:
        if (
            each.severity is not Severity.SEVERE
            or each.cleared_at is not None
            or each.is_settled
            or each.is_of_first_scan
        ):
            continue
        yield Found(
            SORT,
            f"{each.ident} {each.times}",
            Severity.SEVERE,
            f"{label(each.sort) if each.sort in sorts() else 'A departure'}: something new",
            f"{each.says.get('title', 'Something lies otherwise than it should')}.",
            "Open it: why, the rule and the next step stand there.",
            "departure",
            (each.ident,),
        )
