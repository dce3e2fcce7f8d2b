"""SQL for columns in which personal data was found: a masking view, the right to read taken, an encrypted column, a drop.

    for proposal in propose(postgresql, table, {"ssn": {"social-security-number"}}): print(script(proposal))

Each says what it breaks, as the server's catalogue tells; each has queries that must hold after it, or it is taken back.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from bailee.errors import InvalidInput
from bailee.protection.databases.quoting import comment
from bailee.protection.databases.shapes import ACTS, LABELS, SqlProposal, Table

Found = Mapping[str, Collection[str]]  # column → categories of data found in it


def propose(dialect: Any, table: Table, found: Found, acts: Sequence[str] = ACTS) -> tuple[SqlProposal, ...]:
    """In the order in which they cost least. InvalidInput where the table has no such column."""
    for name in found:
        if table.column(name) is None:
            raise InvalidInput(
                f'"{table.name}" has no column of that name', hint=f"its columns: {', '.join(table.others(()))}"
            )
    if not found:
        raise InvalidInput("which column?", hint="name one with --column TABLE.COLUMN")
    made = []
    for act in acts:
        proposal: SqlProposal = getattr(dialect, act.replace("-", "_"))(table, found)
        made.append(proposal)
    return tuple(made)


def script(proposal: SqlProposal) -> str:
    """As one reads it and gives it to the server's own client: what it does, what it breaks, the statements, how to undo it."""
    where = ".".join(filter(None, (proposal.table.schema, proposal.table.name)))
    lines = [f"-- {LABELS[proposal.act]}: {comment(where)} ({', '.join(map(comment, proposal.columns))})"]
    if proposal.refusal:
        return "\n".join([*lines, f"-- not here: {comment(proposal.refusal)}", ""])
    lines += [f"-- breaks: {comment(each)}" for each in proposal.breaks]
    lines += [f"-- mind: {comment(each)}" for each in proposal.notes]
    if proposal.is_irreversible:
        lines.append("-- this cannot be undone by SQL: a second person has to approve it")
    if proposal.in_one_transaction:
        lines.append("BEGIN;")
    lines += [f"{each};" for each in proposal.statements]
    for check in proposal.checks:
        lines += [f"-- must be {comment(str(check.expects))}: {comment(check.says)}", f"{check.query};"]
    if proposal.in_one_transaction:
        lines.append("COMMIT;")
    lines += [f"-- undo: {comment(each)};" for each in proposal.undo]
    return "\n".join([*lines, ""])
