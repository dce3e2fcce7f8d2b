"""The hour by which somebody has to be told of an incident comes near, or is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bailee.dates import in_full
from bailee.incidents.duties import ADDRESSEES
from bailee.operations.alerts import Look
from bailee.operations.known_days import InDue
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "incident-due"
SOON = timedelta(days=7)
HOURS_BEFORE = timedelta(hours=24)  # of a period in hours: a week before is before it began


def find(look: Look) -> Iterator[Found]:
    for each in look.incidents:
        if each.at is None or each.at - look.at > (HOURS_BEFORE if each.by_the_hour else SOON):
            continue
        is_late = each.at < look.at
        if each.to == "assessment":
            title = f"the assessment {'was' if is_late else 'is'} to be finished by {_said(each)}"
        else:
            is_one = each.to in ("regulator", "owner")
            verb = "had" if is_late else "has" if is_one else "have"
            title = f"{ADDRESSEES[each.to]} {verb} to be told by {_said(each)}"
        # its number and its day, and nothing of what happened: alerts are mailed, and some incidents are counsel's
        yield Found(
            SORT,
            f"{each.ident} {each.at.isoformat()} {'late' if is_late else 'soon'}",
            Severity.SEVERE,
            f"Incident {each.incident}: {title}",
            f"The first of {each.open} that are open: {', '.join(each.laws[:3])}. Once that moment has passed the law is broken.",
            "Tell them and note it on the incident; or write down there, with grounds, what lifts the duty.",
            "incident",
            (each.incident,),
        )


def _said(each: InDue) -> str:
    day = in_full(each.at.date()) if each.at is not None else ""
    return f"{day}, {each.at:%H:%M %Z}" if each.at is not None and each.by_the_hour else day
