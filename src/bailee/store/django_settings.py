"""Django, as the embedded store needs it: one app, no debug, and no database until a home folder is given.

The `default` connection is empty on purpose. A store is reached through the alias that `database.connect` makes for its
home folder, so that code which forgets to go through a `Workspace` fails instead of reading somebody's rows.
"""

from __future__ import annotations

import os
from typing import Any

DEBUG = False
SECRET_KEY = "unused: nothing here signs with it; the web has its own, made per start"  # noqa: S105 - no secret
INSTALLED_APPS = ["bailee.store.apps.StoreConfig"]
DATABASES: dict[str, dict[str, Any]] = {"default": {}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"  # of what is kept; `apps` gives the process the zone of its machine back, which Django takes for that
ZONE_OF_MACHINE = os.environ.get("TZ")
USE_I18N = False
LOGGING_CONFIG = None  # a library's log lines may quote what they were given; nothing of ours configures logging
