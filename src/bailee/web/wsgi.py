"""The application that the server runs."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from bailee import settings
from bailee.operations.serve_pages import HOME_VARIABLE, PLAIN_VARIABLE, PROXIES_VARIABLE
from bailee.store import database
from bailee.web import logs
from bailee.web.agent_door import agent_door
from bailee.web.edge import Edge

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bailee.web.django_settings")
logs.set_up()
application = Edge(
    agent_door(get_wsgi_application(), Path(os.environ[HOME_VARIABLE])),
    os.environ.get(PROXIES_VARIABLE, "").split(),
    is_plain=bool(os.environ.get(PLAIN_VARIABLE)),
    is_tls=str(settings.read(os.environ)["address"]).startswith("https://"),
)
_HOME, _VALUES = Path(os.environ[HOME_VARIABLE]), settings.read(os.environ)
if _VALUES["database"]:  # where processes are started anew rather than forked, nobody told this one
    database.use(_HOME, str(_VALUES["database"]), str(_VALUES["database_owner"]))
database.serve(_HOME)
