"""Who can open what a monitoring tool records, from a sample of its files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bailee.monitoring.register import Viewers
from bailee.protection.exposure import Probe, SeenFile, exposures

SAMPLED = 50  # files of a tool that are asked about


def viewers_of(files: Mapping[str, Sequence[SeenFile]], probe: Probe) -> dict[str, Viewers]:
    """By tool; one of which anything stays unknown is left out."""
    viewers: dict[str, Viewers] = {}
    for tool, seen in files.items():
        read = exposures(seen[:SAMPLED], probe)
        known = [each for each in read if each.readers is not None and each.open_to_everyone is not None]
        if known and len(known) == len(read):
            most = max(each.readers or 0 for each in known)
            viewers[tool] = Viewers(most, any(each.open_to_everyone for each in known))
    return viewers
