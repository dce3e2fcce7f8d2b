"""Choose how reports look: a provider for all its clients, a client for itself alone.

choose_look(workspace, name="Northgate IT", logo=Path("logo.png").read_bytes())
"""

from __future__ import annotations

import hashlib

from bailee.operations.gather_report import brand_of
from bailee.permissions import Permission
from bailee.reports.brand import Brand, logo_of
from bailee.reports.brand import brand_of as brand_from
from bailee.store.workspace import Workspace


def look_of(workspace: Workspace) -> Brand:
    """As it prints: the client's own over its provider's."""
    workspace.require(Permission.SEE_TABLE)
    return brand_of(workspace)


def choose_look(
    workspace: Workspace, *, name: str | None = None, logo: bytes | None = None, accent: str | None = None,
    closing: str | None = None, clear: bool = False,
) -> Brand:  # fmt: skip
    """Change what is named, and leave the rest; `clear` begins anew, and `logo` b"" takes the logo away. InvalidInput says what is wrong."""
    workspace.require(Permission.CHANGE_SETTINGS)
    before = Brand() if clear else workspace.report_brand()
    picture = before.logo if logo is None else logo_of(logo) if logo else b""
    made = brand_from(
        before.name if name is None else name,
        before.accent if accent is None else accent,
        before.closing if closing is None else closing,
        picture,
    )
    with workspace.transaction(Permission.CHANGE_SETTINGS):
        workspace.save_report_brand(made)
        digest = hashlib.sha256(made.logo).hexdigest() if made.logo else ""
        workspace.record(
            "report-look-chosen",
            workspace.organisation,
            {"logo": digest, "accent": made.accent, "is_empty": made.is_empty},
        )
    return made
