"""The store as a Django app."""

from __future__ import annotations

import os
import time

from django.apps import AppConfig
from django.conf import settings


class StoreConfig(AppConfig):
    name = "bailee.store"
    label = "store"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Days, quiet hours and schedules go by the clock on the wall: where the system has `tzset`, Django turned it to UTC."""
        zone: str | None = settings.ZONE_OF_MACHINE
        if not hasattr(time, "tzset"):
            return
        if zone is None:
            os.environ.pop("TZ", None)
        else:
            os.environ["TZ"] = zone
        time.tzset()
