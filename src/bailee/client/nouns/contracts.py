"""Contracts. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from datetime import date

import bailee.client.shapes.common as common
import bailee.client.shapes.contracts as shapes
from bailee.client.asking import Asking


class Contracts(Asking):
    def import_contracts(self, body: shapes.ImportContracts) -> common.Counted:
        """Take over a register. Takes `declare`."""
        found: common.Counted = self._ask(
            "POST", self._at("organisations", self.organisation, "contracts", "imports"), None, body, once=True
        )
        return found

    def list_contracts(
        self, *, as_of: date | str | None = None, known_on: date | str | None = None
    ) -> shapes.ContractRegister:
        """The register of contracts, and what is missing in it. Takes `see-stores`."""
        found: shapes.ContractRegister = self._ask(
            "GET",
            self._at("organisations", self.organisation, "contracts"),
            {"as_of": as_of, "known_on": known_on},
            None,
        )
        return found

    def remove_contract(self, contract: str) -> common.Counted:
        """It was entered by mistake. Takes `declare`."""
        found: common.Counted = self._ask(
            "DELETE", self._at("organisations", self.organisation, "contracts", contract), None, None
        )
        return found

    def save_contract(self, body: shapes.NewContract) -> shapes.ContractShape:
        """Enter a contract, or correct one. Takes `declare`."""
        found: shapes.ContractShape = self._ask(
            "POST", self._at("organisations", self.organisation, "contracts"), None, body, once=True
        )
        return found
