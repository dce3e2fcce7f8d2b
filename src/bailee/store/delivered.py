"""What becomes of a message that carries somebody's copy of a notice: noted where it is known, in the transaction that is open.

The outbox says that a server took it, or that none will; a bounce says later that it came back. Neither has a member's
door: what they know of a message is its ident.
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from bailee.deliveries import Act, Reason, Standing, standing_after
from bailee.deliveries.bounces import Bounce
from bailee.store.asking import now


def settle(alias: str, organisation: int, message: str, act: Act, reason: Reason | None = None) -> bool:
    """Append what happened to the delivery that a message is of; False where it is of none, or that is known already."""
    from bailee.store.models import Delivery, DeliveryEvent

    rows = Delivery.objects.using(alias).select_for_update().filter(organisation_id=organisation, message=message)
    row = rows.first()
    if row is None:
        return False
    events = DeliveryEvent.objects.using(alias).filter(organisation_id=organisation, delivery=row)
    if events.filter(act=act.value, message=message).exists():
        return False
    at = now()
    _append(alias, organisation, row.pk, message, act, reason, at)
    after = standing_after(Standing(row.standing), act)
    row.standing, row.changed_at = after.value, at
    row.reason = reason.value if reason is not None and after in (Standing.FAILED, Standing.UNREACHABLE) else ""
    if act is Act.SENT:
        row.sent_at = row.sent_at or at
    row.save(using=alias, update_fields=["standing", "reason", "sent_at", "changed_at"])
    return True


def _append(
    alias: str, organisation: int, delivery: int, message: str, act: Act, reason: Reason | None, at: datetime
) -> None:
    from bailee.store.models import DeliveryEvent

    DeliveryEvent.objects.using(alias).create(
        organisation_id=organisation,
        delivery_id=delivery,
        act=act.value,
        reason=reason.value if reason is not None else "",
        message=message,
        on=at.astimezone().date(),
        at=at,
    )


def note_bounces(home: Path, organisations: tuple[int, ...], bounces: tuple[Bounce, ...]) -> int:
    """Note what came back to any of these organisations; how many of it was news."""
    from bailee.store import database
    from bailee.store.models import Delivery
    from bailee.store.work.rows import entered

    news = 0
    for bounce in bounces:
        with entered(home, *organisations) as alias:
            found = Delivery.objects.using(alias).filter(organisation_id__in=organisations, message=bounce.message)
            number = found.values_list("organisation_id", flat=True).first()
        if number is not None:
            with database.explained(home), entered(home, number) as alias:
                news += settle(alias, number, bounce.message, bounce.act, bounce.reason)
    return news
