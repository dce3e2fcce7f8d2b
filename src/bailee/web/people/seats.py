"""From a page about all clients to the provider's door: as whom the person acts there."""

from __future__ import annotations

from django.http import Http404

from bailee.permissions import Permission, may
from bailee.store.rows.clients import Client
from bailee.store.tenancy import Desk
from bailee.store.workspace import Workspace


def providers(desk: Desk, permission: Permission) -> tuple[Workspace, ...]:
    """The providers of which the person is a member who may do it; most people have one, clients' people have none."""
    return tuple(
        Workspace(desk.home, each.organisation, each.member)
        for each in desk.memberships
        if each.is_provider and may(each.role, permission)
    )


def client_of(desk: Desk, ident: str, permission: Permission) -> tuple[Workspace, Client]:
    """A client by its ident, and the provider's door to it. 404 where none of the person's providers has it."""
    for provider in providers(desk, permission):
        for client in provider.clients(gone=True):
            if client.ident == ident:
                return provider, client
    raise Http404
