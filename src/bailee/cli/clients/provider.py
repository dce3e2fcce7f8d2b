"""What commands about clients share: the provider, and days as they are typed."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.store.workspace import Workspace

DAY = click.DateTime(["%Y-%m-%d"])


def provider_of(home: Path) -> Workspace:
    """The provider whose store this is. InvalidInput where the organisation looks after nobody."""
    from bailee.operations.open_store import open_store

    provider = open_store(home, create=False)
    if not provider.is_provider:
        raise InvalidInput(
            "this organisation has no clients, for it is no provider",
            hint="if it looks after others: bailee clients become-provider",
        )
    return provider


def today() -> date:
    return datetime.now(UTC).astimezone().date()


def end_of(day: datetime | None) -> datetime | None:
    """The last moment of a day, UTC."""
    return None if day is None else datetime.combine(day.date(), time.max, UTC)
