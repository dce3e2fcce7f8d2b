"""All endpoints, found by their files."""

from __future__ import annotations

import pkgutil
from functools import cache
from importlib import import_module

import bailee.api.nouns
from bailee.api.interface import Endpoint


@cache
def collected() -> tuple[Endpoint, ...]:
    """By address, then by method."""
    found = [
        endpoint
        for module in pkgutil.iter_modules(bailee.api.nouns.__path__)
        for endpoint in import_module(f"bailee.api.nouns.{module.name}").ENDPOINTS
    ]
    return tuple(sorted(found, key=lambda endpoint: (endpoint.address, endpoint.method)))


@cache
def by_address() -> dict[str, dict[str, Endpoint]]:
    """The methods of each address."""
    found: dict[str, dict[str, Endpoint]] = {}
    for endpoint in collected():
        found.setdefault(endpoint.address, {})[endpoint.method] = endpoint
    return found
