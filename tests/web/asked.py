"""What a page asks of the database: counted in a process of its own, for Django is configured for pages there.

asked = statements(home, cookies["alice"], ["/o/alices-shop-1a2b/findings/"])     # {path: [statement, …]}
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from web.people import AGENT, in_pages


def statements(home: Path, cookie: str, paths: Sequence[str]) -> dict[str, list[str]]:
    """Of the second time that each page is asked for: what a process keeps is made the first time."""
    said = json.dumps({"cookie": cookie, "paths": list(paths)})
    asked: dict[str, list[str]] = json.loads(in_pages(home, said, ("web.asked", "count")))
    return asked


def count() -> None:
    from bailee.store import database

    said = json.load(sys.stdin)
    alias = database.serve(Path(os.environ["BAILEE_SERVE_HOME"]))
    from django.db import connections
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"user-agent": AGENT})
    name, _, value = said["cookie"].partition("=")
    client.cookies[name] = value
    asked = {}
    for path in said["paths"]:
        client.get(path, HTTP_HOST="127.0.0.1")
        with CaptureQueriesContext(connections[alias]) as captured:
            answer = client.get(path, HTTP_HOST="127.0.0.1")
        assert answer.status_code == 200, (path, answer.status_code)
        asked[path] = [each["sql"] for each in captured.captured_queries]
    json.dump(asked, sys.stdout)
