"""A review by counsel ends soon, or has ended: its texts print DRAFT again from the next day on, and nobody is told by them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bailee.counsel.reviews import Decision, Verdict
from bailee.dates import with_weekday
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "review-ends"
SOON, RECENT = 30, 30  # days before, and after


def find(look: Look) -> Iterator[Found]:
    newest: dict[str, Decision] = {each.text: each for each in look.reviews}  # oldest first: the last one stands
    ending: dict[date, int] = {}
    for each in newest.values():
        if each.expires_on is not None and each.verdict is not Verdict.REFUSE:
            left = (each.expires_on - look.on).days
            if -RECENT <= left <= SOON:
                ending[each.expires_on] = ending.get(each.expires_on, 0) + 1
    for day, count in sorted(ending.items()):
        is_over = day < look.on
        texts = f"{count} text{'s' if count != 1 else ''}"
        yield Found(
            SORT,
            f"{day.isoformat()} {'over' if is_over else 'soon'}",
            Severity.HIGH if is_over else Severity.MEDIUM,
            f"Counsel’s review of {texts} {'ended' if is_over else 'ends'} on {with_weekday(day)}",
            f"{'They print' if count != 1 else 'It prints'} DRAFT from the next day on, and who was told by a notice among them counts as not told.",
            "Make a packet, and have counsel review again.",
            "counsel",
        )
