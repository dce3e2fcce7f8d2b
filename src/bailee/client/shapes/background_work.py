"""What is sent and answered of background work, by type. Made by update/client.py from docs/openapi.json; do not edit."""

from __future__ import annotations

from typing import TypedDict

import bailee.client.shapes.common as common


class Works(TypedDict):
    items: list[common.Work]
