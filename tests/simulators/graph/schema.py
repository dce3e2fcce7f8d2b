"""What Graph takes: paths and options as its published description has them, and the few that only its documentation has."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import parse_qsl

_TABLE = json.loads((Path(__file__).parent / "schema.json").read_text("utf-8"))

# learn.microsoft.com/graph/api/{user-get, site-search, site-getbypath}, read 2026-11
_DOCUMENTED = {
    "/me": {"entity": "user", "options": ["$select", "$expand"]},
    "/sites/{hostname}:/{site-path}": {"entity": "site", "options": ["$select", "$expand"]},
}
_BESIDE = {  # options that the description leaves out, and the documentation has
    "/sites": ["search", "$skiptoken"],
    "/users": ["$skiptoken"],
    "/sites/getAllSites()": ["$skiptoken"],
    "/users/{user-id}/mailFolders": ["$skiptoken"],
    "/users/{user-id}/mailFolders/{mailFolder-id}/childFolders": ["$skiptoken"],
    "/users/{user-id}/drives": ["$skiptoken"],
    "/sites/{site-id}/drives": ["$skiptoken"],
    "/users/{user-id}/mailFolders/{mailFolder-id}/messages/delta()": ["$skiptoken", "$deltatoken"],
    "/drives/{drive-id}/items/{driveItem-id}/delta()": ["token"],
}
_PROPERTIES = {entity: set(names) for entity, names in _TABLE["entities"].items()}
# learn.microsoft.com/graph/api/message-delta: what a list of changes of a mail folder takes, and no more
_DELTA_OF_MESSAGES = {"$select", "$top", "$expand", "$filter", "$orderby", "changeType", "$skiptoken", "$deltatoken"}
SIZE = "singleValueExtendedProperties($filter=id eq 'Integer 0x0E08')"  # PidTagMessageSize
_PREFERENCES = re.compile(r"odata\.maxpagesize=\d{1,4}|IdType=\"ImmutableId\"", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Asked:
    """A request that Graph would serve."""

    path: str  # as the description writes it
    values: tuple[str, ...]  # what stands in its places
    options: dict[str, str]
    entity: str


class Refusal(Exception):
    """A request that Graph would not serve: status, code and message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(message)
        self.status, self.code, self.message = status, code, message


@cache
def _patterns() -> list[tuple[str, re.Pattern[str]]]:
    found = []
    for path in {**_TABLE["paths"], **_DOCUMENTED}:
        pattern = re.sub(r"\{[^}]+\}", "([^/]+)", re.escape(path).replace(r"\{", "{").replace(r"\}", "}"))
        pattern = pattern.replace(r"\(\)", r"(?:\(\))?")  # the documentation calls functions without brackets
        if "{site-path}" in path:
            pattern = r"/sites/([^/:]+):/(.+)"
        found.append((path, re.compile(pattern, re.IGNORECASE)))
    return sorted(found, key=lambda row: row[0].count("{"))


def _matched(path: str) -> tuple[str, tuple[str, ...]]:
    for written, pattern in _patterns():
        if match := pattern.fullmatch(path):
            return written, tuple(match.groups())
    raise Refusal(400, "BadRequest", f"Resource not found for the segment {path!r}")


def asked(target: str, query: str, headers: dict[str, str]) -> Asked:
    """Refusal where the path, an option, a property or a header is none of Graph's."""
    if not target.startswith("/v1.0/"):
        raise Refusal(400, "BadRequest", f"Invalid version: {target.split('/')[1]}")
    path, values = _matched(target[len("/v1.0") :])
    row = {**_TABLE["paths"], **_DOCUMENTED}[path]
    known = set(row["options"]) | set(_BESIDE.get(path, ()))
    if path.endswith("/messages/delta()"):
        known &= _DELTA_OF_MESSAGES
    options = dict(parse_qsl(query, keep_blank_values=True))
    if unknown := sorted(set(options) - known):
        raise Refusal(400, "BadRequest", f"The query parameter {unknown[0]!r} is not supported")
    entity = str(row["entity"])
    for name in filter(None, options.get("$select", "").split(",")):
        if name.strip() not in _PROPERTIES[entity] | {"@microsoft.graph.downloadUrl"}:
            raise Refusal(400, "RequestBroker--ParseUri", f"Could not find a property named {name!r} on {entity!r}")
    if options.get("$expand", SIZE) != SIZE or ("$expand" in options and entity != "message"):
        raise Refusal(400, "RequestBroker--ParseUri", "The $expand query option is not supported here")
    if "$top" in options and not (options["$top"].isdigit() and 1 <= int(options["$top"]) <= 999):
        raise Refusal(400, "BadRequest", "Invalid value for $top")
    for preference in filter(None, (part.strip() for part in headers.get("prefer", "").split(","))):
        if not _PREFERENCES.fullmatch(preference):
            raise Refusal(400, "BadRequest", f"Unknown preference {preference!r}")
    if not re.search(r"application/json|\*/\*|application/\*", headers.get("accept", "*/*")) and entity:
        raise Refusal(406, "NotAcceptable", "Only application/json can be given")
    return Asked(path, values, options, entity)
