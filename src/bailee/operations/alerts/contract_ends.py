"""A contract ends soon, renews itself soon, or is over: somebody has to give notice, or have another one."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "contract-ends"
RECENT = 30  # days: one that is over for longer was let go


def find(look: Look) -> Iterator[Found]:
    for contract in look.contracts:
        if contract.until is None or contract.signed_on is None:
            continue
        over = (look.on - contract.until).days
        is_over = over > 0 and not contract.renews
        if not contract.ends_soon(look.on) and not (is_over and over <= RECENT):
            continue
        # no name of a party: alerts are mailed
        what = (
            "is over"
            if is_over
            else f"renews itself on {contract.until}"
            if contract.renews
            else f"ends on {contract.until}"
        )
        by = f" Notice is to be given by {contract.act_by}." if contract.notice_days and not is_over else ""
        yield Found(
            SORT,
            f"{contract.ident} {contract.until.isoformat()} {'over' if is_over else 'soon'}",
            Severity.HIGH if is_over and contract.sort.value in ("dpa", "baa", "scc") else Severity.MEDIUM,
            f"The {contract.sort.label} “{contract.ident}” {what}",
            f"After its last day nothing is agreed with the other party.{by}"
            if not contract.renews
            else f"It goes on unless somebody ends it.{by}",
            "Have a new one signed and record it, or write down that it was let go.",
            "contracts",
        )
