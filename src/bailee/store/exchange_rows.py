"""Rows of one organisation, out of the store and into another one, on whichever database either stands.

Numbers of rows are made anew on both ways: in an export a table's rows count from 1, in the order in which they came, and what
points at them follows. Ciphertexts are opened on the way out and closed under the keys of the other side on the way in.

    for row in rows_out(door, model, numbers): …      # (public, private): plain values, bytes by column
    load(alias, model, rows, numbers)                 # inside one transaction
"""

from __future__ import annotations

import base64
import json
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.exchange.schemas import Column
from bailee.keys import OrganisationKeys
from bailee.store import database, dump
from bailee.store.encrypted_columns import name_of
from bailee.store.rows.base import Door

# What is about this store, this server or this moment, and not about the organisation.
LEFT_OUT = {
    "alert_choice": "how a member hears of alerts here",
    "api_answer": "answers to programs, kept for a day",
    "api_token": "keys of programs of this server",
    "chat_channel": "channels that this server tells",
    "chat_message": "what it still tells them",
    "invitation": "links into this server",
    "job": "work that waits or runs here",
    "job_step": "steps of it",
    "mail_message": "mail that this server still sends",
    "organisation": "stands in the manifest",
    "person_link": "links into this server",
    "scan_range": "how a scan was divided among workers of this server",
    "sitting": "browsers that are open here",
    "status_page": "made anew from the rest",
    "task_feed": "addresses of calendars on this server",
    "task_look": "made anew from the rest",
    "ticket": "tickets of a system that this server tells; the log has when each was made and closed",
    "ticket_desk": "systems that this server tells, with keys of it",
    "ticket_rule": "what it tells them",
    "triage_count": "made anew from the rest",
    "triage_settled": "made anew from the rest",
    "webhook": "addresses that this server calls",
    "webhook_message": "what this server still tells them",
    "webhook_try": "how each try went",
}
# Columns that hold what opens this server: empty elsewhere.
EMPTIED = {("member", "account"): ""}
IMPORTED = (
    "organisation-imported"  # the record of an import; one that nothing followed is about the copy, and stays here
)
_LISTS = {("scan", "places"): "place", ("scan_request", "places"): "place", ("scan_schedule", "places"): "place"}
_BATCH = 2_000


class Numbers:
    """Rows of a table by their number in the store, counted from 1. Eight bytes a row: there may be millions."""

    def __init__(self) -> None:
        self.rows = array("q")

    def add(self, number: int) -> int:
        self.rows.append(number)
        return len(self.rows)

    def of(self, number: int) -> int | None:
        """Where a row of the store stands; None for one that is not carried."""
        at = bisect_left(self.rows, number)
        return at + 1 if at < len(self.rows) and self.rows[at] == number else None

    def back(self, place: Any) -> int:
        if not isinstance(place, int) or isinstance(place, bool) or not 0 < place <= len(self.rows):
            raise InvalidInput("this export points at a row that it does not hold", hint="take another copy of it")
        return self.rows[place - 1]


@cache
def carried() -> tuple[Any, ...]:
    """Models whose rows go out, each after those that it points at."""
    from django.apps import apps

    wanted = {
        model._meta.db_table: model
        for model in apps.get_app_config("store").get_models()
        if model._meta.db_table not in LEFT_OUT
        and any(f.attname == "organisation_id" for f in model._meta.concrete_fields)
    }
    also = {("finding", "cues"): "cue_words", ("task_state", "says"): "task_event", **_LISTS}
    after = {
        table: {each for each in _targets(model) if each in wanted and each != table}
        | {to for (of, _), to in also.items() if of == table}
        for table, model in wanted.items()
    }
    made: list[str] = []
    while len(made) < len(wanted):
        free = sorted(table for table in wanted if table not in made and after[table] <= set(made))
        made += free[:1]
    return tuple(wanted[table] for table in made)


def _targets(model: Any) -> set[str]:
    return {
        field.related_model._meta.db_table
        for field in model._meta.concrete_fields
        if field.is_relation and field.attname != "organisation_id"
    }


@cache
def columns(model: Any) -> tuple[Column, ...]:
    """Columns of a table as its lines have them: without whose they are, which the manifest says."""
    table = model._meta.db_table
    return tuple(
        Column(
            field.column,
            _sort(field),
            field.null,
            field.related_model._meta.db_table if field.is_relation else "",
            field.get_internal_type() == "BinaryField",
        )
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname != "organisation_id"
    ) + ((Column("organisation_id", "whole"),) if table in _OF_THE_LOG else ())


_OF_THE_LOG = frozenset({"evidence_record", "log_checkpoint"})  # their leaves and notes name the number of their log


def _sort(field: Any) -> str:
    if field.is_relation:
        return "whole"
    return {
        "DateTimeField": "time",
        "DateField": "day",
        "JSONField": "json",
        "BooleanField": "truth",
        "FloatField": "number",
        "TextField": "text",
        "BinaryField": "json",
    }.get(field.get_internal_type(), "whole")


# ---- out ---------------------------------------------------------------------------------------------------------------


def newest_record(door: Door) -> tuple[int, str]:
    """How many records its log has, and what the last of them says was done; 0 and nothing where it has none."""
    from bailee.store.models import EvidenceRecord

    newest = door._rows(EvidenceRecord).order_by("-sequence").values_list("sequence", "action").first()
    return newest or (0, "")


def rows_out(
    door: Door, model: Any, numbers: dict[str, Numbers], *, log_size: int
) -> Iterator[tuple[dict[str, Any], dict[str, bytes | None]]]:
    """Each row as its public line, and the plain bytes of what lies encrypted in it. In the order of their numbers."""
    table = model._meta.db_table
    fields = [f for f in model._meta.concrete_fields if not f.primary_key and f.attname != "organisation_id"]
    own = numbers[table] = Numbers()
    rows = door._rows(model).order_by("pk")
    if table in _OF_THE_LOG:
        rows = rows.filter(**{"sequence__lte" if table == "evidence_record" else "size__lte": log_size})
    for key, *values in rows.values_list("pk", *(f.attname for f in fields)).iterator(chunk_size=_BATCH):
        public: dict[str, Any] = {"number": own.add(key)}
        private: dict[str, bytes | None] = {}
        for field, value in zip(fields, values, strict=True):
            if field.get_internal_type() == "BinaryField":
                private[field.column] = None if value is None else bytes(value)
            else:
                public[field.column] = _said(table, field, value, numbers)
        if table in _OF_THE_LOG:
            public["organisation_id"] = door.log_number
        yield public, private


def _said(table: str, field: Any, value: Any, numbers: dict[str, Numbers]) -> Any:
    column = field.column
    if (table, column) in EMPTIED:
        return EMPTIED[table, column]
    if field.is_relation:
        to = numbers.get(field.related_model._meta.db_table)
        return None if value is None or to is None else to.of(value)
    if isinstance(value, datetime):
        return dump._OUT["time"](value)
    if isinstance(value, date):
        return value.isoformat()
    if (table, column) in _LISTS:
        known = numbers[_LISTS[table, column]]
        return [place for each in value if (place := known.of(each)) is not None]
    if (table, column) == ("finding", "cues") and value:
        return _cues(value, numbers["cue_words"].of)
    if (table, column) == ("task_state", "says"):
        return value | {"number": numbers["task_event"].of(value.get("number", 0)) or 0}
    return value


def _cues(text: str, move: Callable[[int], int | None]) -> str:
    told = [[move(number), effect, probability] for number, effect, probability in json.loads(text)]
    return json.dumps(told, separators=(",", ":"))


def opened(keys: OrganisationKeys, table: str, column: str, kept: bytes) -> bytes | None:
    """What stands in a ciphertext; None where it is none, as in lists of a store of before."""
    try:
        return keys.decrypt_field(name_of(table, column), kept)
    except CannotRead:
        return None


# ---- in ----------------------------------------------------------------------------------------------------------------


def load(
    home: Any,
    alias: str,
    organisation: int,
    model: Any,
    rows: Iterable[tuple[dict[str, Any], dict[str, bytes | None]]],
    numbers: dict[str, Numbers],
) -> int:
    """Write rows of a table: public lines as they were exported, and ciphertexts by column; how many there were.

    InvalidInput where they are no rows of it. Inside the transaction that is open.
    """
    table = model._meta.db_table
    own = numbers[table] = Numbers()
    new = database.engine(home).numbers(alias, table)
    fields = [f for f in model._meta.concrete_fields if not f.primary_key]
    head = json.dumps({"columns": [["id", "plain"], *([f.column, dump._sort(f)] for f in fields)]}).encode()
    lines: list[bytes] = []
    count = 0
    for public, private in rows:
        count += 1
        if public.get("number") != count:
            raise InvalidInput("this export does not count its rows", hint="take another copy of it")
        number = next(new)
        own.add(number)
        values = [number]
        for field in fields:
            values.append(_kept(table, field, public, private, numbers, organisation))
        lines.append(json.dumps(values).encode())
        if len(lines) >= _BATCH:
            dump.load(alias, table, b"\n".join([head, *lines]) + b"\n")
            lines = []
    if lines:
        dump.load(alias, table, b"\n".join([head, *lines]) + b"\n")
    database.engine(home).loaded(alias, table, "id")
    return count


_KINDS: dict[str, type | tuple[type, ...]] = {
    "text": str,
    "whole": int,
    "number": (int, float),
    "truth": bool,
    "time": str,
    "day": str,
}


def _kept(
    table: str,
    field: Any,
    public: dict[str, Any],
    private: dict[str, bytes | None],
    numbers: dict[str, Numbers],
    organisation: int,
) -> Any:
    """A value as `dump.load` takes it."""
    column = field.column
    if field.attname == "organisation_id":
        return organisation
    if field.get_internal_type() == "BinaryField":
        value = private.get(column)
        if value is None and not field.null:
            raise InvalidInput("this export lacks what stood encrypted in a row", hint="take another copy of it")
        return None if value is None else base64.b64encode(value).decode()
    if column not in public:
        raise InvalidInput("this export lacks a column of a table", hint="take another copy of it")
    value = public[column]
    if field.is_relation:
        if value is None:
            return _missing(field)
        to = numbers.get(field.related_model._meta.db_table)
        return _missing(field) if to is None else to.back(value)
    if (table, column) in _LISTS:
        known = numbers[_LISTS[table, column]]
        return [known.back(each) for each in value] if isinstance(value, list) else _none()
    if (table, column) == ("finding", "cues") and value:
        return _moved_cues(value, numbers["cue_words"])
    if (table, column) == ("task_state", "says"):
        if not isinstance(value, dict):
            return _none()
        return value | {"number": numbers["task_event"].back(value["number"]) if value.get("number") else 0}
    sort = _sort(field)
    if value is None:
        return _missing(field) if sort != "json" else None
    kind = _KINDS.get(sort)
    if kind is not None and (not isinstance(value, kind) or (sort != "truth" and isinstance(value, bool))):
        return _none()
    return value


def _moved_cues(text: Any, words: Numbers) -> str:
    try:
        return _cues(text, words.back)
    except (ValueError, TypeError, RecursionError):
        return str(_none())


def _missing(field: Any) -> None:
    if not field.null:
        _none()


def _none() -> Any:
    raise InvalidInput(
        "this export holds a row that is none of its table", hint="it was changed, or is of another version"
    )
