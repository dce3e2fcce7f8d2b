"""datafog's Rust core with what it looks for by default. Same lines in and out as presidio.py."""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    sys.path.pop(0)  # this folder holds a file of its name
    import datafog_core

    started = time.process_time()
    for line in sys.stdin:
        record = json.loads(line)
        found = datafog_core.scan(record["text"])
        print(
            json.dumps(
                {
                    "id": record["id"],
                    "spans": [[one.codepoint_range.start, one.codepoint_range.end, one.entity_type] for one in found],
                }
            )
        )
    print(json.dumps({"cpu": time.process_time() - started}))


main()
