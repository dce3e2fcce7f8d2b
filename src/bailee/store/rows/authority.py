"""Authority: instructions to scan, their withdrawal and the agreements beside them. Appended; the present is a view of them."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import date

from bailee.authority import EVERYWHERE, Agreement, Instruction, Signed
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.sources.addresses import looks_like_one, parse
from bailee.store.rows.base import now, today
from bailee.store.rows.proven import Proven


class Authorities(Proven):
    @property
    def needs_authority(self) -> bool:
        """Whether somebody else scans it: an organisation that scans itself asks nobody."""
        return self.provider_number is not None

    def instructions(self) -> tuple[Instruction, ...]:
        """Every written instruction, oldest first, those that were withdrawn too."""
        from bailee.store.models import Authority as Row

        found: dict[str, Instruction] = {}
        with self._reading():
            rows = list(self._rows(Row).filter(act__in=("given", "withdrawn")).order_by("pk"))
        for row in rows:
            told = self._decrypted("authority.told", row.told)
            if row.act == "withdrawn":
                found[row.ident] = replace(found[row.ident], withdrawn_on=row.given_on)
            else:
                places = tuple(told.pop("places"))
                found[row.ident] = Instruction(
                    row.ident, places=places, given_on=row.given_on, until=row.until, recorded_by=row.by, **told
                )
        return tuple(found.values())

    def agreements(self) -> dict[Agreement, Signed]:
        """What was last said of each agreement."""
        from bailee.store.models import Authority as Row

        with self._reading():
            rows = list(self._rows(Row).filter(act="agreement").order_by("pk"))
        found = {}
        for row in rows:
            told = self._decrypted("authority.told", row.told)
            on = None if told["missing"] else row.given_on
            found[Agreement(row.ident)] = Signed(on, told["kept_where"], told["missing"])
        return found

    def record_instruction(
        self,
        *,
        given_by: str,
        function: str,
        scope: str,
        places: tuple[str, ...],
        given_on: date,
        until: date | None = None,
        kept_where: str = "",
    ) -> str:
        """Record what somebody of this organisation wrote; its ident. InvalidInput where it says too little, or the day is none."""
        from bailee.store.models import Authority as Row

        said = {"given_by": given_by, "function": function, "scope": scope, "kept_where": kept_where}
        said = {name: " ".join(value.split()) for name, value in said.items()}
        for name, missing in (
            ("given_by", "who gave it"),
            ("function", "in what function"),
            ("scope", "what it allows"),
        ):
            if not said[name]:
                raise InvalidInput(f"an instruction says {missing}", hint="--by NAME --function FUNCTION --scope WORDS")
        if any(len(value) > 2000 for value in said.values()):
            raise InvalidInput(
                "this is too long for an instruction", hint="at most 2,000 letters; say where the paper is kept"
            )
        if not places:
            raise InvalidInput(
                "an instruction names places", hint=f"--place FOLDER or ADDRESS, once or more often; or {EVERYWHERE}"
            )
        for place in places:
            if looks_like_one(place):
                parse(place)  # InvalidInput where it holds a secret
        if given_on > today():
            raise InvalidInput("an instruction cannot be given in the future", hint="the day on which it was signed")
        if until is not None and until < given_on:
            raise InvalidInput("this instruction would be over before it was given")
        ident = f"instruction-{secrets.token_hex(3)}"
        told = self._encrypted("authority.told", {**said, "places": list(places)})
        with self.transaction(Permission.RECORD_AUTHORITY):
            self._add(
                Row, ident=ident, act="given", told=told, given_on=given_on, until=until, by=self.member, at=now()
            )
            details = {"given_on": given_on.isoformat(), "places": len(places)}
            if until is not None:
                details["until"] = until.isoformat()
            self.record("instruction-recorded", ident, details)
        return ident

    def withdraw_instruction(self, ident: str) -> None:
        """It was taken back: from now on no scan stands on it."""
        from bailee.store.models import Authority as Row

        with self.transaction(Permission.RECORD_AUTHORITY):
            if not any(each.ident == ident and each.withdrawn_on is None for each in self.instructions()):
                raise InvalidInput("there is no such instruction", hint="`bailee clients authorise CLIENT` lists them")
            told = self._encrypted("authority.told", {})
            day = today()
            self._add(Row, ident=ident, act="withdrawn", told=told, given_on=day, by=self.member, at=now())
            self.record("instruction-withdrawn", ident, {})

    def record_agreement(
        self, agreement: Agreement, *, on: date | None = None, kept_where: str = "", missing: str = ""
    ) -> None:
        """An agreement was signed on a day, or is missing, and why."""
        from bailee.store.models import Authority as Row

        kept_where, missing = " ".join(kept_where.split()), " ".join(missing.split())
        if (on is None) == (not missing):
            raise InvalidInput("an agreement was signed on a day, or it is missing", hint="one of the two")
        if on is not None and on > today():
            raise InvalidInput("an agreement cannot have been signed in the future")
        if max(len(kept_where), len(missing)) > 2000:
            raise InvalidInput("this is too long", hint="at most 2,000 letters")
        told = self._encrypted("authority.told", {"kept_where": kept_where, "missing": missing})
        with self.transaction(Permission.RECORD_AUTHORITY):
            day = on or today()
            self._add(Row, ident=agreement.value, act="agreement", told=told, given_on=day, by=self.member, at=now())
            details = {"signed_on": on.isoformat()} if on is not None else {"is_missing": True}
            self.record("agreement-recorded", agreement.value, details)
