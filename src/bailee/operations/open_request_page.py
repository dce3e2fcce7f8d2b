"""The page on which people without an account ask about their own data: opened and closed by whoever handles requests."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.store.workspace import Workspace


def open_request_page(workspace: Workspace, *, is_open: bool) -> None:
    """Open or close it; nothing happens where it is so already."""
    if workspace.is_request_page_open() == is_open:
        workspace.require(Permission.HANDLE_REQUESTS)
        return
    with workspace.transaction(Permission.HANDLE_REQUESTS):
        workspace.set_request_page(is_open)
        workspace.record("request-page-opened" if is_open else "request-page-closed", "requests")
