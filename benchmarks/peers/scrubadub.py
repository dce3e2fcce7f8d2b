"""scrubadub with the detectors that it has on by default. Same lines in and out as presidio.py."""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    sys.path.pop(0)  # this file has its name
    import scrubadub

    scrubber = scrubadub.Scrubber()
    started = time.process_time()
    for line in sys.stdin:
        record = json.loads(line)
        spans = []
        for filth in scrubber.iter_filth(record["text"]):
            merged = getattr(filth, "filths", None) or [filth]
            spans += [[one.beg, one.end, one.type] for one in merged]
        print(json.dumps({"id": record["id"], "spans": spans}))
    print(json.dumps({"cpu": time.process_time() - started}))


main()
