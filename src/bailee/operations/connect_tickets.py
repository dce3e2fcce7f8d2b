"""Connect a system that tickets are made in, or a channel of a chat; say what goes there; let go of it.

    desk = connect(workspace, "connectwise", access, reach=reach)
    map_things(workspace, desk, ["task", "alert"], least=Severity.HIGH, client="lind", mapping={"company": "LindDental", "board": "Privacy"})

A provider connects its system once and maps each client to a company there. Keys lie encrypted under the keys of the organisation whose
system it is; pages and lists show none of them, and letting go of a system forgets them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bailee.errors import InvalidInput
from bailee.outward import NoAnswer, Reach, check
from bailee.permissions import Permission
from bailee.store.rows.ticketed import DeskRow
from bailee.store.workspace import Workspace
from bailee.tickets.chats import chat
from bailee.tickets.drafts import EVERY_CLIENT, SORTS
from bailee.tickets.systems import filled, system
from bailee.vocabulary import Severity

MOST = 50  # desks, rules or channels of one organisation
_NAME = 80


def connect(workspace: Workspace, name: str, access: Mapping[str, str], *, reach: Reach, label: str = "") -> str:
    """A system, with its keys; its ident. Nothing goes there before something is mapped. InvalidInput names what is missing."""
    workspace.require(Permission.CHANGE_SETTINGS)
    known = system(name)
    told = filled(known.ACCESS, access)
    check_address(told["address"], reach)
    if len(workspace.ticket_desks()) >= MOST:
        raise InvalidInput(f"{MOST} systems are connected already", hint="let go of one that is not used")
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        ident = workspace.add_ticket_desk(name, " ".join(label.split())[:_NAME] or known.TITLE, told)
        workspace.record("ticket-desk-connected", ident, {"system": name})
    return ident


def change_keys(workspace: Workspace, ident: str, access: Mapping[str, str], *, reach: Reach) -> None:
    """Other keys or another address; what is left out stays as it is. Another address takes the keys anew: whoever may change it
    would otherwise be sent those that stand here."""
    name, before = workspace.ticket_access(ident)
    fields, given = system(name).ACCESS, {key: value for key, value in access.items() if value.strip()}
    told = filled(fields, before | given)
    missing = [each.name for each in fields if each.is_secret and each.name not in given]
    if told["address"] != before["address"] and missing:
        raise InvalidInput("another address takes its keys anew", hint=f"also say {', '.join(missing)}")
    check_address(told["address"], reach)
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.change_ticket_desk(ident, told)
        workspace.record("ticket-desk-changed", ident)


def disconnect(workspace: Workspace, ident: str) -> None:
    """A system or a channel: nothing more goes there, and its keys are forgotten. Tickets that are open there stay open there."""
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        if ident.startswith("channel-"):
            workspace.end_chat_channel(ident)
            workspace.record("chat-channel-ended", ident)
        else:
            workspace.end_ticket_desk(ident)
            workspace.record("ticket-desk-ended", ident)


def map_things(
    workspace: Workspace,
    desk: str,
    sorts: Sequence[str],
    *,
    least: Severity,
    client: str = "",
    mapping: Mapping[str, str],
) -> str:
    """What becomes a ticket from now on; the rule's ident. `client`: ident of one, `*` for every one, empty for oneself."""
    workspace.require(Permission.CHANGE_SETTINGS)
    found = desk_named(workspace, desk)
    wanted = tuple(dict.fromkeys(sorts))
    if not wanted or not set(wanted) <= set(SORTS):
        raise InvalidInput("say what becomes a ticket", hint="one or more of: " + ", ".join(SORTS))
    told = filled(system(found.system).MAPPING, mapping)
    whose = client_named(workspace, client)
    if len(workspace.ticket_rules()) >= MOST * 10:
        raise InvalidInput("so many rules are too many", hint="end those that are not used")
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        ident = workspace.add_ticket_rule(found.ident, whose, wanted, least, told)
        workspace.record(
            "ticket-rule-made",
            ident,
            {"desk": found.ident, "sorts": list(wanted), "least": least.value, "client": whose},
        )
    return ident


def end_rule(workspace: Workspace, ident: str) -> None:
    """Nothing new becomes a ticket by it; tickets that stand are still closed when their thing is over."""
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.end_ticket_rule(ident)
        workspace.record("ticket-rule-ended", ident)


def connect_channel(
    workspace: Workspace,
    name: str,
    address: str,
    *,
    reach: Reach,
    label: str = "",
    client: str = "",
    least: Severity | None = Severity.HIGH,
    weekly: bool = False,
) -> str:
    """A channel of a chat; its ident. It hears of what happens from now on."""
    workspace.require(Permission.CHANGE_SETTINGS)
    known = chat(name)
    if least is None and not weekly:
        raise InvalidInput("say what the channel hears of", hint="alerts from some severity on, the week, or both")
    check_address(address, reach)
    whose = client_named(workspace, client)
    if len(workspace.chat_channels()) >= MOST:
        raise InvalidInput(f"{MOST} channels are connected already", hint="let go of one that is not used")
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        title = " ".join(label.split())[:_NAME] or known.TITLE
        ident = workspace.add_chat_channel(name, title, address.strip(), whose, least=least, weekly=weekly)
        told = {"chat": name, "least": least.value if least else "", "weekly": weekly, "client": whose}
        workspace.record("chat-channel-connected", ident, told)
    return ident


def desk_named(workspace: Workspace, ident: str) -> DeskRow:
    """One of this organisation's; the only one where none is named. InvalidInput where that is not plain."""
    desks = workspace.ticket_desks()
    if not ident and len(desks) == 1:
        return desks[0]
    found = next((each for each in desks if each.ident == ident), None)
    if found is None:
        raise InvalidInput("there is no such desk", hint="`bailee ticket list` names them")
    return found


def client_named(workspace: Workspace, client: str) -> str:
    """As rules name it. InvalidInput for a client that is none of this organisation's."""
    if client in ("", workspace.organisation):
        return workspace.organisation
    if not workspace.is_provider:
        raise InvalidInput("only a provider has clients", hint="leave the client out: it is about yourselves")
    if client == EVERY_CLIENT:
        return EVERY_CLIENT
    wanted = client.strip().casefold()
    for each in workspace.clients():
        if wanted in (each.ident.casefold(), each.name.casefold()):
            return str(each.ident)
    raise InvalidInput("there is no such client", hint="`bailee clients` lists them; * is every one")


def check_address(address: str, reach: Reach) -> None:
    """InvalidInput where an address is none, or leads where it may not; one that does not answer just now is taken."""
    try:
        check(address.strip(), reach)
    except NoAnswer as fault:
        if fault.reason == "address":
            raise InvalidInput("this " + str(fault).removeprefix("its "), hint=fault.hint) from None
