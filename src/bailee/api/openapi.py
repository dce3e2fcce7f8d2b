"""OpenAPI 3.1 of all endpoints, made from their types: what is checked and what is described are one thing."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import msgspec

from bailee.api.interface import PARAMETERS, ROOT, Endpoint, File, Scope
from bailee.api.problems import KINDS, ProblemShape
from bailee.api.registry import collected

_REFERENCE = "#/components/schemas/{name}"
_ABOUT = """\
What programs ask of bailee, over the same door and with the same permissions as pages. Errors are problem details (RFC 9457).
Lists go on with `cursor`. docs/api.md says how to begin."""
_IDEMPOTENCY = "A POST with a key is done once: the same request again is given the same answer for 24 hours."


def document() -> bytes:
    """As it is served, and kept in docs/openapi.json."""
    return (json.dumps(openapi(), indent=1, ensure_ascii=False) + "\n").encode()


@cache
def openapi() -> dict[str, Any]:
    """The description."""
    endpoints = collected()
    types = [each.answer for each in endpoints if each.answer not in (None, File)]
    types += [each.body for each in endpoints if each.body is not None]
    types += [each.query for each in endpoints]
    shapes, schemas = msgspec.json.schema_components([ProblemShape, *types], ref_template=_REFERENCE)
    shape_of: dict[Any, dict[str, Any]] = dict(zip([ProblemShape, *types], shapes, strict=True))
    paths: dict[str, dict[str, Any]] = {}
    queries = set()
    for each in endpoints:
        query = shape_of[each.query]["$ref"].rpartition("/")[2]
        queries.add(query)
        paths.setdefault(f"{ROOT}{each.address}", {})[each.method.lower()] = _operation(each, schemas[query], shape_of)
    bodies = {shape_of[each.body].get("$ref", "").rpartition("/")[2] for each in endpoints if each.body is not None}
    kept = {name: schema for name, schema in sorted(schemas.items()) if name not in queries - bodies}
    return {
        "openapi": "3.1.0",
        "info": {"title": "bailee", "version": "1", "description": _ABOUT, "license": {"name": "Apache-2.0"}},
        "servers": [{"url": "/"}],
        "security": [{"token": []}, {"session": []}],
        "paths": paths,
        "components": {
            "schemas": json.loads(msgspec.json.encode(kept)),
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "bailee_…"},
                "session": {
                    "type": "apiKey",
                    "in": "cookie",
                    "name": "bailee_session",
                    "description": "Of somebody who is signed in; acts also send X-CSRFToken. Over TLS: __Host-bailee.",
                },
            },
            "responses": {
                kind: _response(KINDS[kind][1], shape_of[ProblemShape], "application/problem+json") for kind in KINDS
            },
        },
    }


def _operation(each: Endpoint, query: dict[str, Any], shape_of: dict[Any, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {
        "operationId": each.name,
        "summary": each.summary,
        "tags": [each.path.partition("/")[0].removesuffix(".json")],
    }
    if each.permission is not None:
        told["description"] = f"Takes the permission `{each.permission.value}`."
        told["x-permission"] = each.permission.value
    if each.dangerous:
        told["description"] += " Refused to tokens: it asks a person who she is, at the moment at which she does it."
        told["x-dangerous"] = True
        told["security"] = [{"session": []}]
    if each.scope is Scope.OPEN:
        told["security"] = []
    parameters = [*_in_path(each), *_in_query(query), *_in_headers(each)]
    if parameters:
        told["parameters"] = parameters
    if each.body is not None:
        told["requestBody"] = {
            "required": _has_needed(each.body),
            "content": {"application/json": {"schema": shape_of[each.body]}},
        }
    told["responses"] = _responses(each, shape_of)
    return told


def _has_needed(body: Any) -> bool:
    """Whether a body has to come: one of which every field may lack is the same as none."""
    fields = msgspec.structs.fields(body) if hasattr(body, "__struct_fields__") else None
    return fields is None or any(each.required for each in fields)


def _in_path(each: Endpoint) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            "description": about,
            "schema": {"type": "string", "pattern": f"^{pattern}$"},
        }
        for name, (pattern, about) in PARAMETERS.items()
        if f"{{{name}}}" in each.address
    ]


def _in_query(query: dict[str, Any]) -> list[dict[str, Any]]:
    told = []
    for name, schema in json.loads(msgspec.json.encode(query.get("properties", {}))).items():
        plain = dict(schema)
        if "anyOf" in plain:  # a query has no null: what is not given is not there
            default = {key: value for key, value in plain.items() if key not in ("anyOf", "default")}
            (only,) = [one for one in plain["anyOf"] if one != {"type": "null"}]
            plain = only | default
        about = plain.pop("description", "")
        told.append({"name": name, "in": "query", "schema": plain} | ({"description": about} if about else {}))
    return told


def _in_headers(each: Endpoint) -> list[dict[str, Any]]:
    def header(name: str, about: str, pattern: str = "") -> dict[str, Any]:
        schema = {"type": "string"} | ({"pattern": pattern} if pattern else {})
        return {"name": name, "in": "header", "description": about, "schema": schema}

    told = []
    if each.method == "GET":
        told.append(header("If-None-Match", "An ETag: 304 where nothing changed."))
    if each.matches:
        told.append(header("If-Match", "An ETag: 412 where somebody was faster."))
    if each.method == "POST" and each.scope is Scope.ORGANISATION and each.answer is not File:
        told.append(header("Idempotency-Key", _IDEMPOTENCY, "^[!-~]{1,200}$"))
    return told


def _responses(each: Endpoint, shape_of: dict[Any, Any]) -> dict[str, Any]:
    told: dict[str, Any] = {}
    if each.answer is None:
        told["204"] = {"description": "Done."}
    elif each.answer is File:
        bare: dict[str, Any] = {media: {"schema": {}} for media in each.media}
        told[str(each.status)] = {"description": f"{each.summary}.", "content": bare}
        told[str(each.status)]["headers"] = {"ETag": {"schema": {"type": "string"}}}
    else:
        told[str(each.status)] = _response(each.summary, shape_of[each.answer], "application/json")
        told[str(each.status)]["headers"] = {"ETag": {"schema": {"type": "string"}}}
    if each.method == "GET":
        told["304"] = {"description": "Nothing changed since."}
    kinds = {"malformed", "not-acceptable", "invalid-input", "fault-of-ours", "cannot-read"}
    if each.scope is not Scope.OPEN:
        kinds |= {"not-signed-in", "not-allowed", "too-many", "conflict"}
    if "{" in each.address or "organisation" in getattr(each.query, "__struct_fields__", ()):
        kinds.add("not-there")
    if each.matches:
        kinds.add("changed-meanwhile")
    kinds |= {"length-required", "too-large", "not-json"} if each.body is not None else {"length-required", "too-large"}
    for kind in KINDS:
        if kind in kinds:
            told[str(KINDS[kind][0])] = {"$ref": f"#/components/responses/{kind}"}
    return told


def _response(about: str, shape: dict[str, Any], media_type: str) -> dict[str, Any]:
    return {"description": f"{about}.", "content": {media_type: {"schema": shape}}}
