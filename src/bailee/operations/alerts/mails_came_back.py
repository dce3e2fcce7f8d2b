"""Many mails of a delivery came back: a list that is out of date, a domain that was typed wrongly, or a server that refuses us."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from bailee.deliveries import Means, Standing
from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "mails-came-back"
SHARE, MUCH = 0.1, 0.3  # of those that were sent: somebody should know; most likely it is no single address
FEW = 3  # less than that are single people's addresses, and stand on the delivery's page
RECENT = timedelta(days=30)


def find(look: Look) -> Iterator[Found]:
    for each in look.campaigns:
        if each.means is not Means.EMAIL or look.at - each.started_at > RECENT:
            continue
        back = each.counts.get(Standing.FAILED, 0)
        sent = each.reached + back
        if back < FEW or back < SHARE * sent:
            continue
        yield Found(
            SORT,
            each.ident,
            Severity.HIGH if back >= MUCH * sent else Severity.MEDIUM,
            f"{back:,} of {sent:,} mails of a delivery came back: {each.kind.replace('-', ' ')}, version {each.version}",
            "Those people were not told. So many at once is seldom theirs to mend: a list that is out of date, a domain that was typed "
            "wrongly, or a mail server that refuses ours.",
            "See on its page why they came back, correct the roster, and send it to those again.",
            "delivery",
            (each.ident,),
            query="state=failed",
        )
