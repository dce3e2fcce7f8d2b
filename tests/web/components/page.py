"""The page of components, in the frame that a technician of Northgate IT sees."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bailee.web.components.samples import samples
from bailee.web.jinja import environment
from bailee.web.layout import Banner, Flash, Layout, Place, SectionLink, Who

SECTIONS = (
    ("overview", "Overview", None),
    ("findings", "Findings", 1284),
    ("stores", "Stores", 12),
    ("people", "People", None),
    ("obligations", "Obligations", 41),
    ("notices", "Notices", None),
    ("requests", "Requests", 2),
    ("incidents", "Incidents", 0),
    ("evidence", "Evidence", None),
    ("reports", "Reports", None),
)
LAYOUT = Layout(
    organisation=Place("Harbour Dental", "/o/harbour-dental/"),
    provider=Place("Northgate IT", "/clients/"),
    others=(Place("Ostrom Freight", "/o/ostrom-freight/"), Place("All 23 clients", "/clients/")),
    sections=tuple(SectionLink(name, label, f"/o/harbour-dental/{name}/", count) for name, label, count in SECTIONS),
    current="overview",
    alerts=3,
    alerts_url="/alerts/",
    search_url="/search/",
    as_of_url="/as-of/",
    account=Who("M. Reyes", "technician", "/account/", "/sign-out/"),
    theme_url="/theme/",
    path="/components/?sort=files",
    help_url="/help/",
    version="0.1.0",
    banners=(Banner("past", "Seen as of 3 Mar 2026.", "Nothing can be changed here.", Place("Back to now", "/")),),
    flashes=(Flash("Dismissed 6 as test data.", undo=Place("Undo", "/undo/")), Flash("2 files are open.", "problem")),
)


def html(name: str = "components/page.html", *, layout: Layout = LAYOUT, **changes: Any) -> str:
    """A template of ours with the samples."""
    context = {**samples("files", True), "csrf_input": "", "layout": replace(layout, **changes)}
    return environment().get_template(name).render(context)
