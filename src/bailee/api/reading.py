"""What a program sent, read with care: sizes before contents, the form before the meaning, and every field by its name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import unquote_to_bytes

import msgspec
from django.http import HttpRequest

from bailee.api.interface import Request
from bailee.api.problems import Problem

LARGEST = 1_000_000  # bytes of a body
LONGEST_QUERY = 8_000
_WHERE = re.compile(r" - at `\$\.?([^`]*)`$")
_MOMENT = re.compile(r"\d{4}-")
_UNKNOWN = re.compile(r"^Object contains unknown field `(.*)`", re.DOTALL)
_MISSING = re.compile(r"^Object missing required field `([^`]*)`")


def check_size(request: HttpRequest) -> None:
    """Problem where the body is larger than we read, or does not say how large it is; it is not read for that."""
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        raise Problem("length-required", "A body is sent with its Content-Length.")
    told = request.META.get("CONTENT_LENGTH") or "0"
    if not (told.isascii() and told.isdigit()):
        raise Problem("malformed", "Content-Length is no number.")
    if len(told) > 12 or int(told) > LARGEST:
        raise Problem("too-large", f"A body has at most {LARGEST} bytes.", headers={"Connection": "close"})


def body_of(request: HttpRequest, wanted: Any) -> tuple[Any, bytes]:
    """The body by its type, and as it came. Where none is wanted, one that came is refused."""
    content = request.body
    if wanted is None:
        if content:
            raise Problem("malformed", "This request takes no body.")
        return None, content
    media_type = request.META.get("CONTENT_TYPE", "")
    kind, *options = (part.strip().lower() for part in media_type.split(";"))
    if kind != "application/json" or any(each and each not in ("charset=utf-8", 'charset="utf-8"') for each in options):
        if not content and not media_type:
            return _converted({}, wanted), content
        raise Problem("not-json", "The body is to be application/json in UTF-8.")
    try:
        return msgspec.json.decode(content, type=wanted), content
    except msgspec.ValidationError as error:
        raise _refused(str(error), "body") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise Problem("malformed", "The body is no JSON that can be read.", "UTF-8, one value, no NaN") from None


def query_of(request: HttpRequest, wanted: type[Request]) -> Any:
    """The query by its type: a field may be given again only where it takes several."""
    raw = request.META.get("QUERY_STRING", "")
    if len(raw) > LONGEST_QUERY:
        raise Problem("malformed", "The query is too long.")
    fields = msgspec.structs.fields(wanted)
    several = {each.encode_name for each in fields if "tuple" in str(each.type)}
    moments = {each.encode_name for each in fields if "datetime.datetime" in str(each.type)}
    given: dict[str, Any] = {}
    for part in raw.split("&"):
        if not part:
            continue
        name, _, value = (_unquoted(each) for each in part.partition("="))
        if name in several:
            given.setdefault(name, []).append(value)
        elif name in given:
            raise Problem("invalid-input", "It was given twice.", field=_named(name))
        elif name in moments and not _MOMENT.match(value):  # the library takes a number for seconds since 1970
            raise Problem("invalid-input", "It is to be a time as RFC 3339 writes it.", field=_named(name))
        else:
            given[name] = value
    read = _converted(given, wanted)
    for name in given:
        if getattr(read, name) is None:  # the library takes "null" for nothing
            raise Problem("invalid-input", "It has not the form that docs/openapi.json names.", field=name)
    return read


def _unquoted(text: str) -> str:
    try:
        plain = unquote_to_bytes(text.replace("+", " ")).decode("utf-8")
    except UnicodeDecodeError:
        raise Problem("malformed", "The query is no UTF-8.") from None
    if "\x00" in plain:
        raise Problem("malformed", "The query holds a NUL.")
    return plain


def _converted(given: Mapping[str, Any], wanted: Any) -> Any:
    try:
        return msgspec.convert(given, wanted, strict=False)
    except msgspec.ValidationError as error:
        raise _refused(str(error), "query") from None


def _refused(said: str, part: str) -> Problem:
    """The library's words without what was sent: a value may be anybody's."""
    unknown, missing, where = _UNKNOWN.match(said), _MISSING.match(said), _WHERE.search(said)
    if unknown:
        return Problem("invalid-input", f"The {part} has a field that is not known.", field=_named(unknown[1]))
    if missing:
        return Problem("invalid-input", f"The {part} lacks a field.", field=_named(missing[1]))
    plain = _WHERE.sub("", said)
    if not plain.startswith("Expected") or "matching regex" in plain:
        plain = "It has not the form, or is none of the values, that docs/openapi.json names"
    return Problem("invalid-input", plain.replace("`", "") + ".", field=_named(where[1]) if where else "")


def _named(name: str) -> str:
    """The name of a field, as it may be shown: short, and without what would steer a terminal."""
    return "".join(letter if letter.isprintable() else "�" for letter in name[:80])
