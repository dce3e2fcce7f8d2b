"""aicomply's layer of expressions (its other one needs a server). Same lines in and out as presidio.py."""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    sys.path.pop(0)  # this file has its name
    import aicomply

    started = time.process_time()
    for line in sys.stdin:
        record = json.loads(line)
        found = aicomply.classify_with_regex(record["text"]).violations
        print(
            json.dumps(
                {"id": record["id"], "spans": [[one.original_start, one.original_end, one.type] for one in found]}
            )
        )
    print(json.dumps({"cpu": time.process_time() - started}))


main()
