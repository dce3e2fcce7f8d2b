"""The office of the simulator, furnished, and how to read it."""

from __future__ import annotations

from bailee.items import Item
from bailee.sources import microsoft365
from bailee.sources.addresses import parse
from bailee.sources.credentials import Credentials
from bailee.sources.interface import Asked, Entry, NotFetched, Unreachable
from bailee.vocabulary import Reason
from simulators.clock import Clock
from simulators.graph.sign_in import CLIENT, SECRET
from simulators.graph.simulator import Server

_opened: list[microsoft365.Tenant] = []


def close_all() -> None:
    while _opened:
        _opened.pop().close()


def connect(
    server: Server,
    path: str = "",
    options: str = "",
    *,
    state: bytes = b"",
    clock: Clock | None = None,
    **credentials: str,
) -> microsoft365.Tenant:
    address = parse(server.address(path, options))
    values = {"client_id": CLIENT, **(credentials or {"client_secret": SECRET})}
    tenant = microsoft365.connect(address, Credentials(address, values), Asked(state))
    clock = clock or Clock()
    tenant._patience.sleep, tenant._patience.clock = clock.sleep, clock.now
    _opened.append(tenant)
    return tenant


def listed(tenant: microsoft365.Tenant) -> dict[str, Entry]:
    """Entries by their names; nothing may be told twice."""
    entries = list(tenant.items())
    named = {str(entry.locator): entry for entry in entries}
    assert len(named) == len(entries)
    return named


def items(tenant: microsoft365.Tenant) -> dict[str, Item]:
    return {name: entry for name, entry in listed(tenant).items() if isinstance(entry, Item)}


def left(tenant: microsoft365.Tenant) -> dict[str, Reason]:
    return {name: entry.reason for name, entry in listed(tenant).items() if isinstance(entry, Unreachable)}


def reason_of(item: Item) -> Reason | None:
    try:
        item.read()
    except NotFetched as failure:
        return failure.reason
    return None
