"""2,000 cases and more that a tool makes up from docs/openapi.json, against a server that it is served by: `make api`.

All of schemathesis' checks: no answer of 5xx, none that is not described, nothing broken that is taken, nothing that works
without a token.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from api.cases import cases_in, run_cases
from api.conftest import serving

MOST = 120  # cases an endpoint, beside those that go through every field's limits


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="bailee-api-") as name:
        folder = Path(name)
        begun = time.monotonic()
        with serving(folder, {"BAILEE_API_REQUESTS_A_MINUTE": "0"}) as served:
            done = run_cases(served, folder / "cases", most=MOST)
        tried, broken = cases_in(folder / "cases")
    print(done.stdout[-20_000:])
    print(
        f"{tried} cases in {time.monotonic() - begun:.0f} s, {broken} answered with 5xx, exit status {done.returncode}"
    )
    return 0 if done.returncode == 0 and broken == 0 and tried >= 2_000 else 1


if __name__ == "__main__":
    sys.exit(main())
