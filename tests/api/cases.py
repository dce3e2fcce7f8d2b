"""Cases that a tool makes up from docs/openapi.json: valid and broken ones, with and without a token, against a real server."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from api.conftest import Served
from bailee.api.interface import Nothing
from bailee.api.registry import collected

# What a type cannot say: a cursor is of one list, a dismissal has a reason, a place is there, somebody was faster, a day is over.
# So what has a body, fields of a query or a name in its address may be refused for what it means; everything else is answered.
# A list that is too long may be too long for a body, too.
CONFIG = """\
[checks.negative_data_rejection]
expected-statuses = ["400", "401", "403", "404", "405", "406", "409", "413", "415", "422", "428", "429", "5xx"]

[[operations]]
include-path-regex = "({lenient})$"
[operations.checks.positive_data_acceptance]
expected-statuses = ["2xx", "304", "403", "404", "409", "412", "422"]

[[operations]]
include-path-regex = "organisations"
parameters = {{ "path.organisation" = "{organisation}" }}

[[operations]]
include-path-regex = "finding}}"
parameters = {{ "path.organisation" = "{organisation}", "path.finding" = "{finding}" }}

[[operations]]
include-path-regex = "scan}}"
parameters = {{ "path.organisation" = "{organisation}", "path.scan" = "{scan}" }}
"""

# Nor that a day is within ten years of today: of the days that are made up, those that are farther away are brought near.
HOOKS = """\
import datetime
import schemathesis

@schemathesis.hook
def before_call(context, case, kwargs):
    today = datetime.date.today()
    try:
        day = datetime.date.fromisoformat((case.query or {}).get("on"))
    except (TypeError, ValueError):
        return
    if abs((day - today).days) > 3650:
        case.query["on"] = (today + datetime.timedelta(day.day)).isoformat()
"""


def run_cases(
    served: Served, folder: Path, *, most: int, seed: int = 1, phases: str = "examples,coverage,fuzzing"
) -> subprocess.CompletedProcess[str]:
    """All checks that the tool has, at most so many cases an operation; its exit status is 0 where nothing failed."""
    api = served.api(served.world.alice)
    folder.mkdir(exist_ok=True)
    config = folder / "schemathesis.toml"
    finding = api.get("findings?limit=1&state=all").json["items"][0]["ident"]
    scan = api.get("scans?limit=1").json["items"][0]["number"]
    config.write_text(CONFIG.format(organisation=api.at, finding=finding, scan=scan, lenient=_lenient()))
    hooks = folder / "cases_hooks.py"
    hooks.write_text(HOOKS)
    program = Path(sys.executable).with_name("schemathesis")
    words = [program, "--config-file", config, "run", f"http://127.0.0.1:{api.port}/api/v1/openapi.json"]
    words += ["--checks", "all", "--max-examples", str(most), "--seed", str(seed), "--phases", phases]
    words += ["--header", f"Authorization: Bearer {api.token}", "--mode", "all", "--no-shrink", "--warnings", "off"]
    words += ["--continue-on-failure", "--suppress-health-check", "all", "--report", "ndjson"]
    words += ["--report-ndjson-path", folder / "cases.ndjson", "--request-timeout", "60"]
    return subprocess.run(
        list(map(str, words)),
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=os.environ | {"SCHEMATHESIS_HOOKS": "cases_hooks", "PYTHONPATH": str(folder)},
    )


def _lenient() -> str:
    """Addresses, as an expression, of what may be refused although its form is right."""
    found = {each.path for each in collected() if each.body or "{" in each.path or each.query is not Nothing}
    return "|".join(sorted(re.escape(path).replace("\\", "\\\\") for path in found))


def cases_in(folder: Path) -> tuple[int, int]:
    """How many cases were tried, and how many of them were answered with 5xx."""
    tried = failed = 0
    for line in (folder / "cases.ndjson").read_text().splitlines():
        for recorder in _recorders(json.loads(line)):
            for interaction in recorder.get("interactions", {}).values():
                tried += 1
                status = (interaction.get("response") or {}).get("status_code", 0)
                failed += status >= 500
    return tried, failed


def _recorders(event: object) -> list[dict[str, object]]:
    if not isinstance(event, dict):
        return []
    found = [event["recorder"]] if isinstance(event.get("recorder"), dict) else []
    for value in event.values():
        found += _recorders(value) if isinstance(value, dict) else []
    return found
