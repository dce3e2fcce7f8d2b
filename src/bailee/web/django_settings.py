"""Django, as the pages need it: the store's settings, sign-in, and a policy that allows nothing inline and nothing from elsewhere.

Read from the environment once, when the process starts: the home that it serves, and its public address where it has one
(`BAILEE_ADDRESS`). With an address that begins with https, cookies are `__Host-` cookies: sent over TLS, to this host, by
no other host set.
"""

from __future__ import annotations

import os
import secrets
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from bailee import settings as ours
from bailee.store.django_settings import *  # noqa: F403 - the pages run on the store's settings, and add to them
from bailee.web.accounts import issuers, keys

_HERE = Path(__file__).parent
_HOME = os.environ.get("BAILEE_SERVE_HOME", "")
_ADDRESS = str(ours.read(os.environ)["address"]).rstrip("/")
IS_TLS = _ADDRESS.startswith("https://")
PUBLIC_HOST = urlsplit(_ADDRESS).netloc if IS_TLS else ""
IS_PUBLIC = bool(_ADDRESS or os.environ.get("BAILEE_SERVE_PROXIES"))  # others than this machine reach it

SECRET_KEY = keys.derived(Path(_HOME), "signatures").hex() if _HOME else secrets.token_urlsafe(32)
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]", *([urlsplit(_ADDRESS).hostname or ""] if _ADDRESS else [])]
ROOT_URLCONF = "bailee.web.urls"
USE_X_FORWARDED_HOST = False
# Of a body that is no file; files have limits of their own where they are taken. What is larger is refused unread.
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 << 20
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000
DATA_UPLOAD_MAX_NUMBER_FILES = 10

INSTALLED_APPS = [
    "bailee.store.apps.StoreConfig",
    "bailee.web.accounts.apps.AccountsConfig",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
]
MIDDLEWARE = [
    "bailee.web.logs.Requests",
    "bailee.api.middleware.Problems",
    "bailee.web.middleware.Headers",
    "bailee.web.middleware.Probes",
    "bailee.web.middleware.Packed",
    "bailee.web.accounts.middleware.Sizes",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "bailee.web.accounts.middleware.Sessions",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "bailee.web.middleware.Errors",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "NAME": "jinja",
        "DIRS": [_HERE / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "environment": "bailee.web.jinja.environment",
            "context_processors": ["bailee.web.accounts.templating.context"],
        },
    }
]
DATABASE_ROUTERS = ["bailee.web.accounts.tables.Router"]
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "sign_in_cache",
        # where it is full, entries are thrown away: nobody gets rid of the count of her attempts by making others
        "OPTIONS": {"MAX_ENTRIES": 200_000},
    }
}
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# --- who signs in
AUTH_USER_MODEL = "accounts.Account"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    # NIST SP 800-63B: length and a list of what everyone guesses; no rules about what it is composed of
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "bailee.web.accounts.passwords.LongestValidator"},
    {"NAME": "bailee.web.accounts.passwords.GuessedValidator"},
    {"NAME": "bailee.web.accounts.passwords.LeakedValidator"},
    {"NAME": "bailee.web.accounts.passwords.ContextValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("email", "name")},
    },
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_ADAPTER = "bailee.web.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_USER_DISPLAY = "bailee.web.accounts.models.display"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # who has an account was invited by a link to that address, or set the server up
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https" if IS_TLS else "http"
# bailee.web.edge says who asks: proxies of the settings are believed there, and nobody else
ALLAUTH_TRUSTED_PROXY_COUNT = 0
ACCOUNT_RATE_LIMITS = {"login_failed": "20/m/ip,5/5m/key", "login": "60/m/ip"}
MFA_ADAPTER = "bailee.web.accounts.adapters.MFAAdapter"
MFA_FORMS = {
    "authenticate": "bailee.web.accounts.forms.SecondFactorForm",
    "reauthenticate": "bailee.web.accounts.forms.AgainForm",
    "add_webauthn": "bailee.web.accounts.forms.AddPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # by a finger, a face or a PIN: so a passkey alone is two factors
MFA_TOTP_TOLERANCE = 1  # clocks that are off by up to 30 seconds
MFA_TOTP_ISSUER = "bailee"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10
MFA_ALLOW_UNVERIFIED_EMAIL = True
USERSESSIONS_TRACK_ACTIVITY = False  # our own Sessions says when one was last seen, once a minute

# --- issuers of identities (OpenID Connect)
SOCIALACCOUNT_ADAPTER = "bailee.web.accounts.by_issuer.IssuerAdapter"
SOCIALACCOUNT_LOGIN_ON_GET = True  # a form may not lead to another host under our policy; a link may
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False  # our adapter decides, by an address that the issuer verified
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "oidc"
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": issuers.configured(Path(_HOME) if _HOME else None)}
}

# --- sessions
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-bailee" if IS_TLS else "bailee_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = IS_TLS
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())  # whatever happens in it
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_IDLE_SECONDS = int(timedelta(hours=1).total_seconds())
CSRF_COOKIE_NAME = "__Host-bailee-csrf" if IS_TLS else "bailee_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = IS_TLS
CSRF_TRUSTED_ORIGINS = [_ADDRESS] if _ADDRESS else []
CSRF_FAILURE_VIEW = "bailee.web.accounts.views.csrf_failed"
SILENCED_SYSTEM_CHECKS = ["models.W042"]
