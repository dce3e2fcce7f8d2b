"""Addresses of the inventory."""

from __future__ import annotations

from bailee.permissions import Permission
from bailee.web.inventory import activities, differences, drafts, plots, views
from bailee.web.routes import Route, Section

_SEE, _DECLARE = Permission.SEE_TABLE, Permission.DECLARE

ROUTES = (
    Route("inventory/", "inventory", views.record, get=_SEE, past=True),
    Route("inventory/activity/", "inventory-activity", activities.one, get=_SEE, post=_DECLARE, past=True),
    Route("inventory/activity/withdraw/", "inventory-withdraw", activities.withdraw, post=_DECLARE),
    Route("inventory/contacts/", "inventory-contacts", views.contacts, post=_DECLARE),
    Route("inventory/drafts/", "inventory-drafts", drafts.listing, get=_SEE, post=_DECLARE),
    Route("inventory/templates/", "inventory-templates", drafts.template, get=_SEE, post=_DECLARE),
    Route("inventory/differences/", "differences", differences.listing, get=_SEE, post=_DECLARE),
    Route("inventory/plots/", "inventory-plots", plots.page, get=_SEE, past=True),
    Route("inventory/processor/", "inventory-processor", views.processor, get=Permission.SEE_CLIENTS),
    Route(
        "inventory/export/<slug:ident>/",
        "inventory-export",
        views.export,
        get=Permission.EXPORT,
        export=True,
        past=True,
    ),
)
SECTIONS = (Section("inventory", "Inventory", _SEE, 15),)
