"""ferret-scan, every check, every confidence. Same lines in and out as presidio.py.

It reads files and tells values with their lines, not offsets: each text is written to a file of a folder that is scanned in
one call, and a value is looked for on its line, the next occurrence for each time it is told.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path


def main() -> None:
    program = Path(sys.executable).with_name("ferret-scan")
    texts = [json.loads(line) for line in sys.stdin]
    with tempfile.TemporaryDirectory() as folder:
        for number, record in enumerate(texts):
            Path(folder, f"{number}.txt").write_text(record["text"], "utf-8", "surrogatepass", newline="")
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        answer = subprocess.run(
            [
                program,
                "--file",
                folder,
                "--recursive",
                "--format",
                "json",
                "--confidence",
                "all",
                "--show-match",
                "--limit",
                "0",
                "--quiet",
                "--no-color",
            ],
            capture_output=True,
            check=False,
            cwd=folder,
        ).stdout
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spans: dict[int, list[tuple[int, int, str]]] = {number: [] for number in range(len(texts))}
    seen: Counter[tuple[int, int, str, str]] = Counter()
    for found in json.loads(answer)["results"] or []:
        number, line, value = int(Path(found["filename"]).stem), found["line_number"], found["text"]
        # a card's type is its brand and an e-mail's its provider: the check that found it says what it is
        kind = found["type"] if found["validator"] == "bank_account" else found["validator"].lower()
        content = texts[number]["text"]
        start = 0
        for _ in range(line - 1):
            start = content.find("\n", start) + 1
        for _ in range(seen[number, line, value, kind] + 1):
            at = content.find(value, start)
            start = at + 1
        seen[number, line, value, kind] += 1
        if at >= 0:
            spans[number].append((at, at + len(value), kind))
    for number, record in enumerate(texts):
        print(json.dumps({"id": record["id"], "spans": spans[number]}))
    print(json.dumps({"cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}))


main()
