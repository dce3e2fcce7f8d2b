"""The choice is kept in the browser, for a year; nothing about a person is kept here."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from bailee.web.layout import KEYS_COOKIE, THEME_COOKIE, THEMES

_YEAR = 365 * 24 * 3600


def choose(request: HttpRequest) -> HttpResponse:
    """Keep it, and go back to the page it was chosen on."""
    back = request.POST.get("next", "")
    is_ours = url_has_allowed_host_and_scheme(back, allowed_hosts=None) and back.startswith("/")
    response = HttpResponseRedirect(back if is_ours else "/", status=303)
    theme, keys = request.POST.get("theme", ""), request.POST.get("keys", "")
    if theme in THEMES:
        _keep(request, response, THEME_COOKIE, theme)
    if keys in ("on", "off"):
        _keep(request, response, KEYS_COOKIE, keys)
    return response


def _keep(request: HttpRequest, response: HttpResponse, name: str, value: str) -> None:
    response.set_cookie(name, value, max_age=_YEAR, httponly=True, samesite="Lax", secure=request.is_secure())
