"""Carry out SQL that was proposed and approved: in one transaction where the server has that, checked before it counts.

What a check does not hold is taken back, and the table is as it was. Nothing runs without an approval that somebody recorded.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bailee.errors import BrokenEvidence, CannotRead, NotAllowed
from bailee.protection.databases.shapes import Check, SqlProposal


@dataclass(frozen=True, slots=True)
class Approval:
    """Who proposed it, and who said yes, as the store has it."""

    ident: str
    proposed_by: str
    approved_by: str


def carry_out(
    connection: Any, dialect: Any, proposal: SqlProposal, approved: Approval | None, *, key: str = ""
) -> tuple[str, ...]:
    """What was found to hold afterwards, in words. `connection` is open, and in no transaction; `key`: of an encrypted column.

    NotAllowed without an approval, or where what cannot be undone was approved by who proposed it; CannotRead where the server
    refuses a statement; BrokenEvidence where a check does not hold. In each case the table is as it was; of a server that
    commits by itself, what was done before is undone.
    """
    _let_pass(proposal, approved)
    if proposal.needs_key and not key:
        raise NotAllowed("an encrypted column needs a key", hint="give a file that holds it with --key-file")
    run = _Run(connection, dialect)
    if not proposal.in_one_transaction:
        return run.step_by_step(proposal)
    run.execute("BEGIN")
    try:
        if proposal.needs_key:
            dialect.prepare(connection, key)
        before = [check for check in proposal.checks if proposal.is_irreversible]
        for at, statement in enumerate(proposal.statements):
            if proposal.is_irreversible and at == _last_copy(proposal):
                run.check(before)
            run.execute(statement)
        if not proposal.is_irreversible:
            run.check(proposal.checks)
        run.execute("COMMIT")
    except BaseException:
        run.execute("ROLLBACK")
        raise
    return tuple(check.says for check in proposal.checks)


def _let_pass(proposal: SqlProposal, approved: Approval | None) -> None:
    if proposal.refusal:
        raise NotAllowed(f"this cannot be done here: {proposal.refusal}")
    if approved is None:
        raise NotAllowed("nobody approved this", hint="`bailee protect approve IDENT` by somebody who may")
    if proposal.is_irreversible and approved.proposed_by == approved.approved_by:
        raise NotAllowed(
            "what cannot be undone is approved by another person than the one who proposed it",
            hint="ask another owner, lead or privacy person",
        )


def _last_copy(proposal: SqlProposal) -> int:
    """The first statement that drops something: all before it only copy."""
    return next(at for at, each in enumerate(proposal.statements) if "DROP COLUMN" in each)


@dataclass(slots=True)
class _Run:
    connection: Any
    dialect: Any

    def execute(self, statement: str) -> None:
        cursor = self.connection.cursor()
        try:
            cursor.execute(statement)
        except Exception as error:  # noqa: BLE001 - whatever a library raises: its message may quote a row
            raise CannotRead(
                f"{self.dialect.NAME} refused a statement ({type(error).__name__})",
                hint="nothing was changed; the login needs to own the table, and what is made must not be there yet",
            ) from None
        finally:
            cursor.close()

    def check(self, checks: Sequence[Check]) -> None:
        for check in checks:
            cursor = self.connection.cursor()
            try:
                cursor.execute(check.query)
                found = cursor.fetchone()[0]
            except Exception as error:  # noqa: BLE001 - as above
                raise CannotRead(f"{self.dialect.NAME} refused to be checked ({type(error).__name__})") from None
            finally:
                cursor.close()
            if found != check.expects:
                raise BrokenEvidence(
                    f"a check does not hold: {check.says}", hint="nothing was changed; look at the table"
                )

    def step_by_step(self, proposal: SqlProposal) -> tuple[str, ...]:
        """Of a server whose changes of tables commit by themselves: what was done is undone where a later step fails."""
        done = 0
        try:
            for at, statement in enumerate(proposal.statements):
                if proposal.is_irreversible and at == _last_copy(proposal):
                    self.check(proposal.checks)
                self.execute(statement)
                done += 1
            if not proposal.is_irreversible:
                self.check(proposal.checks)
        except BaseException:
            for statement in proposal.undo if done else ():
                try:
                    self.execute(statement)
                except CannotRead:  # a step that was not reached has nothing to undo
                    continue
            raise
        return tuple(check.says for check in proposal.checks)
