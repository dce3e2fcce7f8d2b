"""A client that leaves: everything of it written out, then its keys destroyed, each step kept by the provider.

    begun → exported → keys-destroyed → certified

Between two steps the machine may die: the list of clients says that a leaving is not finished, and running it again goes
on from the last step that is kept. Keys are destroyed in one transaction with both logs, and only while the client's log
is as long as the one that was exported.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bailee.errors import CannotRead, InvalidInput
from bailee.keys import OrganisationKeys
from bailee.permissions import Permission
from bailee.store.encrypted_columns import name_of
from bailee.store.key_rows import DESTROYED
from bailee.store.organisations import append_change, begin_history
from bailee.store.rows.base import Door, is_standing, now
from bailee.store.rows.clients import Clients
from bailee.store.rows.incidents import Incidents
from bailee.store.rows.reviews import Reviewed

STEPS = ("begun", "exported", "keys-destroyed", "certified")


@dataclass(frozen=True, slots=True)
class Step:
    """How far a client's leaving came. `told`: its name, counts, digests."""

    step: str
    told: dict[str, Any]
    by: str
    at: datetime


class Leaving(Clients):
    def leaving(self, client: str) -> tuple[Step, ...]:
        """The steps of a client's leaving that are done, oldest first."""
        from bailee.store.models import OffBoarding

        self.require(Permission.OFF_BOARD)
        with self._reading():
            rows = list(self._rows(OffBoarding).filter(client=client).order_by("pk"))
        return tuple(Step(row.step, self._decrypted("off_boarding.told", row.told), row.by, row.at) for row in rows)

    def step_of_leaving(self, client: str, step: str, told: dict[str, Any]) -> None:
        """A step is done that changes nothing of the client's."""
        with self.transaction(Permission.OFF_BOARD):
            self._step(client, step, told)

    def destroy_client_keys(self, client: str, told: dict[str, Any], *, log_size: int) -> datetime:
        """Empty the keys of a client, end every membership there, and say so in both logs. Nothing of it opens any more.

        InvalidInput where its log is longer than the exported one: then something was changed since.
        """
        from bailee.store.models import Checkpoint, Member, Organisation

        with self.transaction(Permission.OFF_BOARD):
            row = self._client_row(client)
            keys = self._keys_of(row)
            with self._about(row.pk):
                self._engine.serialise(self.alias, row.pk)
                sizes = Checkpoint.objects.using(self.alias).filter(organisation_id=row.pk).order_by("-size")
                if sizes.values_list("size", flat=True).first() != log_size:
                    raise InvalidInput(
                        "something of this client was changed since it was written out",
                        hint="run the same again, with a new --out",
                    )
                for member in Member.objects.using(self.alias).filter(organisation_id=row.pk):
                    if is_standing(member.ended_at, member.until):
                        begin_history(self.alias, member)
                        member.ended_at = now()
                        member.save(using=self.alias, update_fields=["ended_at"])
                        append_change(self.alias, member, "ended", self.member)
                self._record_at(row, "keys-destroyed", row.ident, keys=keys)
                Organisation.objects.using(self.alias).filter(pk=row.pk).update(wrapped_keys=b"")
            self._step(row.ident, "keys-destroyed", told, log_key=keys.verify_key.hex())
        return now()

    def _step(self, client: str, step: str, told: dict[str, Any], **details: Any) -> None:
        from bailee.store.models import OffBoarding

        kept = self._encrypted("off_boarding.told", told)
        self._add(OffBoarding, client=client, step=step, told=kept, by=self.member, at=now())
        digests = {name: value for name, value in told.items() if name.endswith("sha256")}
        action = DESTROYED if step == "keys-destroyed" else f"client-{step}"  # by it a log without keys is known
        self.record(action, client, {**digests, **details})


def everything(door: Door) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """Every row of an organisation by table, what is encrypted in it decrypted. Within one snapshot of the database.

    What is privileged stays closed: the rows are there, what counsel was asked and decided is not, unless she released it.
    """
    from django.apps import apps

    from bailee.store.models.incidents import TABLES as INCIDENT_TABLES
    from bailee.store.models.reviews import PRIVILEGED

    released = door.released() if isinstance(door, Reviewed) else frozenset()
    shut = door.privileged_idents() if isinstance(door, Incidents) else frozenset()

    models = sorted(apps.get_app_config("store").get_models(), key=lambda model: str(model._meta.db_table))
    for model in models:
        names = {field.attname for field in model._meta.concrete_fields}
        if "organisation_id" in names or model._meta.db_table == "organisation":
            table = str(model._meta.db_table)
            rows = _rows(door, model)
            if table in INCIDENT_TABLES:
                rows = (_shut(row, shut) for row in rows)
            yield table, (_closed(row, released) for row in rows) if table in PRIVILEGED else rows


def _closed(row: dict[str, Any], released: frozenset[str]) -> dict[str, Any]:
    """A privileged row as it may leave the house."""
    is_open = row.get("ident") in released or (row.get("act") == "released" and row.get("about") in released)
    return row if is_open else {**row, "told": {"privileged": True}}


def _shut(row: dict[str, Any], shut: frozenset[str]) -> dict[str, Any]:
    """A row of an incident that counsel marked as privileged, without what it says."""
    if row.get("incident") not in shut:
        return row
    return row | {name: {"privileged": True} for name in ("told", "document") if name in row}


def how_many(door: Door) -> dict[str, int]:
    """Rows of an organisation by table, where there are any."""
    from django.apps import apps

    counted: dict[str, int] = {}
    with door._reading():
        for model in apps.get_app_config("store").get_models():
            if any(field.attname == "organisation_id" for field in model._meta.concrete_fields):
                number = door._rows(model).count()
                if number:
                    counted[str(model._meta.db_table)] = number
    return dict(sorted(counted.items()))


def _rows(door: Door, model: Any) -> Iterator[dict[str, Any]]:
    table = model._meta.db_table
    fields = [field for field in model._meta.concrete_fields if field.column != "wrapped_keys"]
    rows = model.objects.using(door.alias).order_by("pk")
    rows = rows.filter(pk=door.organisation_id) if table == "organisation" else door._rows(model).order_by("pk")
    for row in rows.values_list(*(field.attname for field in fields)).iterator(chunk_size=2_000):
        yield {
            field.column: _said(door.keys, table, field.column, value) for field, value in zip(fields, row, strict=True)
        }


def _said(keys: OrganisationKeys, table: str, column: str, value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if not isinstance(value, bytes | memoryview):
        return value
    kept = bytes(value)
    try:
        plain = keys.decrypt_field(name_of(table, column), kept)
    except CannotRead:
        return {"base64": base64.b64encode(kept).decode()}  # fingerprints: no ciphertext
    try:
        return json.loads(plain)
    except ValueError:
        pass
    try:
        return plain.decode()
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(plain).decode()}
