"""Contracts: the register as it stands, a view of appended rows. Parties, contacts and scope are encrypted."""

from __future__ import annotations

from collections.abc import Iterable

from bailee.contracts import Contract, as_dict, contract_of
from bailee.errors import InvalidInput
from bailee.permissions import Permission
from bailee.store.rows.base import Door, now

_BATCH = 1_000


class Contracts(Door):
    def contracts(self) -> tuple[Contract, ...]:
        """The register, in the order in which contracts were first entered."""
        from bailee.store.models import Contract as Row

        with self._reading():
            latest = {row.ident: row for row in self._rows(Row).order_by("pk")}
        return tuple(
            contract_of(self._decrypted("contract.told", row.told)) for row in latest.values() if not row.removed
        )

    def contract(self, ident: str) -> Contract:
        """One of them; InvalidInput where there is none."""
        from bailee.store.models import Contract as Row

        with self._reading():
            row = self._rows(Row).filter(ident=ident).order_by("-pk").first()
        if row is None or row.removed:
            raise InvalidInput(f'there is no contract "{ident}"', hint="`bailee contracts` lists them")
        return contract_of(self._decrypted("contract.told", row.told))

    def save_contracts(self, contracts: Iterable[Contract], *, removed: bool = False) -> int:
        """Append contracts, or that they were entered by mistake; how many. One of the same ident is replaced."""
        from bailee.store.models import Contract as Row

        at = now()
        with self.transaction(Permission.DECLARE):
            rows = [
                Row(
                    organisation_id=self.organisation_id,
                    ident=each.ident,
                    sort=each.sort.value,
                    told=self._encrypted("contract.told", as_dict(each)),
                    removed=removed,
                    by=self.member,
                    at=at,
                )
                for each in contracts
            ]
            Row.objects.using(self.alias).bulk_create(rows, batch_size=_BATCH)
        return len(rows)
