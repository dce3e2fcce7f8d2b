"""Archives by the API: what went is moved, looked through, verified and brought back, each by whoever may."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import scans
from api.asking import Api
from api.conftest import Served
from api.test_departures import with_role
from bailee.permissions import Role
from bailee.store.models import Finding
from bailee.store.workspace import Workspace

SSN = [("us-ssn", f"51244{number:04}") for number in range(7310, 7316)]


def gone(workspace: Workspace, place: Path, kept: int) -> int:
    """Six findings, of which all but so many went two months ago."""
    for number, content in ((6, "as it was"), (kept, "shorter")):
        scans.scan(workspace, scans.Files({"pay/a.csv": (content, SSN[:number])}), place)
    at = datetime.now(UTC) - timedelta(days=60)
    with workspace.transaction():
        return int(workspace._rows(Finding).filter(gone_at__isnull=False).update(gone_at=at))


def test_what_went_is_moved_found_there_and_brought_back(served: Served, alice: Api, tmp_path: Path) -> None:
    went = gone(served.world.alice, tmp_path, 2)
    before = alice.get("archives").json
    assert before["items"] == [] and sum(each["findings"] for each in before["gone"]) == went
    today = datetime.now(UTC).date().isoformat()
    answer = alice.post("archives", {"before": today})
    assert answer.status == 201 and sum(each["findings"] for each in answer.json["items"]) == went
    (archive,) = alice.get("archives").json["items"]
    assert alice.get("archives").json["gone"] == []

    first = alice.get(f"archived-findings?detector=us-ssn&month={archive['month']}&limit=3").json
    rest = alice.get(f"archived-findings?detector=us-ssn&month={archive['month']}&limit=3&cursor={first['next']}").json
    found = [*first["items"], *rest["items"]]
    assert len({each["ident"] for each in found}) == went and rest["next"] is None
    assert {each["archive"] for each in found} == {archive["ident"]}
    assert alice.get("archived-findings?detector=no-such-detector").status == 422
    assert alice.get("archived-findings?month=2025-13").status == 422
    assert alice.get("archive-verification").json == {"ok": True, "items": [{"ident": archive["ident"], "why": None}]}

    auditor = with_role(served, Role.CLIENT_AUDITOR)
    assert auditor.post(f"archives/{archive['ident']}/returns", None).status == 403
    charlie = served.api(served.world.charlie)
    assert charlie.post(f"archives/{archive['ident']}/returns", None).status == 404
    assert charlie.get("archives").json["items"] == [] and charlie.get("archived-findings").json["items"] == []

    back = alice.post(f"archives/{archive['ident']}/returns", None)
    assert back.status == 200 and back.json == {"findings": went, "there": 0, "homeless": 0}
    assert alice.get("archives").json["items"] == []
    assert alice.post(f"archives/{archive['ident']}/returns", None).status == 404


def test_a_day_that_is_to_come_is_refused(alice: Api) -> None:
    tomorrow = (datetime.now(UTC).date() + timedelta(days=2)).isoformat()
    assert alice.post("archives", {"before": tomorrow}).status == 422
