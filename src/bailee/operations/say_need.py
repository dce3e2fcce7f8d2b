"""Say who needs to open what: records of a kind, data of a category, or a data store. Who else can is then told."""

from __future__ import annotations

from collections.abc import Sequence

from bailee import kinds
from bailee.errors import InvalidInput
from bailee.protection.least_privilege import Need
from bailee.store.workspace import Workspace
from bailee.vocabulary import DATA_CATEGORIES


def say_need(
    workspace: Workspace,
    what: str,
    *,
    departments: Sequence[str] = (),
    accounts: Sequence[str] = (),
    managers: bool = False,
    why: str = "",
) -> Need:
    """`what`: ident of a kind or of a category of data, or a data store as `bailee protect exposure` names it.

    InvalidInput where there is no such thing, or nobody is named.
    """
    sort = _sort(workspace, what)
    departments, accounts = _tidy(departments), _tidy(accounts)
    if not (departments or accounts or managers):
        raise InvalidInput("who needs it?", hint="name a --department, an --account, or --managers")
    with workspace.transaction():
        ident = workspace.say_need(sort, what, departments=departments, accounts=accounts, managers=managers, why=why)
        workspace.record(
            "access-need-said",
            ident,
            {"sort": sort, "departments": len(departments), "accounts": len(accounts), "managers": managers},
        )
    return next(each for each in workspace.needs() if each.ident == ident)


def withdraw_need(workspace: Workspace, named: str) -> None:
    """Nobody says any more who needs it. `named`: the ident, or what it is about."""
    need = next((each for each in workspace.needs() if named in (each.ident, each.name)), None)
    if need is None:
        raise InvalidInput(f'nobody said who needs "{named}"', hint="`bailee protect need` lists what was said")
    with workspace.transaction():
        workspace.say_need(need.sort, need.name, withdrawn=True)
        workspace.record("access-need-withdrawn", need.ident, {})


def _sort(workspace: Workspace, what: str) -> str:
    if what in {kind.ident for kind in kinds.catalogue()}:
        return "kind"
    if what in DATA_CATEGORIES:
        return "category"
    if what in workspace.coverages()[1]:
        return "store"
    raise InvalidInput(
        f'"{what}" is no kind of record, no category of data, and no data store',
        hint="`bailee kinds` lists the kinds, `bailee protect exposure` the stores",
    )


def _tidy(names: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
