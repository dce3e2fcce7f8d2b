"""Django, as the pages need it: the store's settings, and a policy that allows nothing inline and nothing from elsewhere."""

from __future__ import annotations

import secrets

from bailee.store.django_settings import *  # noqa: F403 - the pages run on the store's settings, and add to them

SECRET_KEY = secrets.token_urlsafe(32)  # signs nothing that must outlive the process
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
ROOT_URLCONF = "bailee.web.urls"
MIDDLEWARE = ["bailee.web.middleware.Headers", "bailee.web.middleware.Gate"]
USE_X_FORWARDED_HOST = False
