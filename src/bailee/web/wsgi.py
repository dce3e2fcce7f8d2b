"""The application that the server runs."""

from __future__ import annotations

import os
from pathlib import Path

from django.core.wsgi import get_wsgi_application

from bailee.operations.serve_table import HOME_VARIABLE
from bailee.store import database

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "bailee.web.django_settings")
application = get_wsgi_application()
database.serve(Path(os.environ[HOME_VARIABLE]))
