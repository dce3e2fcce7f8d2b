"""bailee itself, as its peers are run: a process of its own. Same lines in and out as presidio.py.

python benchmarks/peers/bailee.py [--patterns-only] [--all]      # --all: what is only possible, too
"""

from __future__ import annotations

import json
import sys
import time


def main() -> None:
    sys.path.pop(0)  # this file has its name
    from bailee.detectors import detect, names_model
    from bailee.text import Text
    from bailee.vocabulary import Confidence, Locator

    patterns_only = "--patterns-only" in sys.argv
    least = Confidence.POSSIBLE if "--all" in sys.argv else Confidence.LIKELY
    locator = Locator(("text",))
    detect(Text.of("", locator), patterns_only=patterns_only)  # compiled before the clock starts, as peers' imports are
    started = time.process_time()
    for line in sys.stdin:
        record = json.loads(line)
        names_model.begin()  # each text is a file of its own, as lines of `bailee detect --jsonl` are
        text = Text.of(record["text"], locator)
        spans = [
            [*text.original_span(match.start, match.end), match.detector]
            for match in detect(text, patterns_only=patterns_only)
            if match.confidence >= least
        ]
        print(json.dumps({"id": record["id"], "spans": spans}))
    print(json.dumps({"cpu": time.process_time() - started}))


main()
