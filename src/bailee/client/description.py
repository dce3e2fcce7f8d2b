"""Which description of the API a client, or a server, stands for: told by a digest, so that another version is seen as one.

>>> digest_of({"b": 1, "a": [2]}) == digest_of({"a": [2], "b": 1}) != digest_of({"a": [1], "b": 1})
True
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any


def digest_of(description: Mapping[str, Any]) -> str:
    """Of what `openapi.json` says, however it is laid out."""
    text = json.dumps(description, sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]
