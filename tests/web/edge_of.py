"""The outermost wall by itself: Django is configured once a process, and not for pages here."""

from __future__ import annotations

import json
import subprocess
import sys

_RUN = """
import json, sys
from bailee.web.edge import Edge

said = json.load(sys.stdin)

class Stream:
    streaming, headers = True, {"Content-Type": said["media_type"]}
    def __iter__(self):
        yield from (part.encode("latin-1") for part in said["parts"])
        if said["fails"]:
            raise ValueError("512-44-7313")

content, told = b"", False
try:
    for part in Edge(lambda environment, start: Stream())({"REMOTE_ADDR": "127.0.0.1"}, None):
        content += part
except Exception as error:
    told = type(error).__name__ == "BrokenOff" and "512" not in str(error)
json.dump([content.decode("latin-1"), told], sys.stdout)
"""


def ended_stream(parts: list[bytes], *, fails: bool, media_type: str) -> tuple[bytes, bool]:
    """What a reader of a stream got, and whether the server was told that it broke off."""
    said = json.dumps({"parts": [part.decode("latin-1") for part in parts], "fails": fails, "media_type": media_type})
    done = subprocess.run([sys.executable, "-c", _RUN], input=said, capture_output=True, text=True, check=True)
    content, told = json.loads(done.stdout)
    return content.encode("latin-1"), told
