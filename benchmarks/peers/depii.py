"""depii with every country pack. Same lines in and out as presidio.py."""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    sys.path.pop(0)  # this file has its name
    import depii

    started = time.process_time()
    for line in sys.stdin:
        record = json.loads(line)
        spans = [[one.start, one.end, one.entity] for one in depii.scan(record["text"])]
        print(json.dumps({"id": record["id"], "spans": spans}))
    print(json.dumps({"cpu": time.process_time() - started}))


main()
