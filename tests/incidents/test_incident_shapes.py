"""What programs read of incidents is what docs/schemas says, strictly."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from bailee.operations.incident_shapes import listed, shape
from bailee.operations.incident_sheet import incident_sheet, look_at
from bailee.operations.report_incident import mark_privileged
from cli.test_schemas import check
from laptops import ZONE, Laptop, reported


def test_sheets_and_the_list_have_the_shape_of_their_schemas(laptop: Laptop) -> None:
    workspace = laptop.workspace()
    ident = reported(workspace, drill=True)
    (place,) = [each.name for each in workspace.places()]
    never = look_at(workspace, place, zone=ZONE, at=datetime.now(UTC) - timedelta(days=400))
    for sheet in (incident_sheet(workspace, ident), look_at(workspace, place, zone=ZONE), never):
        check("incident", json.loads(json.dumps(shape(sheet))))
    mark_privileged(laptop.workspace("counsel"), ident)
    for member in ("auditor", "counsel"):
        check("incidents", listed(laptop.workspace(member)))
