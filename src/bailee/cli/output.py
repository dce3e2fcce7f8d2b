"""Output for people and for programs."""

from __future__ import annotations

import json
import sys
from typing import Any

from rich.console import Console


def write_json(value: Any) -> None:
    """UTF-8 JSON on standard output, one value."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2) + "\n")


def console(*, stderr: bool = False) -> Console:
    """A console that keeps to the reader's theme and honours NO_COLOR; plain text into pipes."""
    return Console(stderr=stderr, highlight=False, soft_wrap=False)
