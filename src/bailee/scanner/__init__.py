"""Sources × extractors × detectors × kinds, with limits: a scan is an iterator of events.

from bailee.scanner import ScanKeys, scan
for event in scan(Path("/srv/hr"), keys=ScanKeys.random()): ...
"""

from bailee.scanner.conduct import Conduct
from bailee.scanner.events import (
    Event,
    FolderUnchanged,
    ItemPartly,
    ItemRead,
    KindFound,
    SeriesTold,
    Skipped,
    StoreEvent,
)
from bailee.scanner.known import Known
from bailee.scanner.limits import Limits
from bailee.scanner.pace import Hours, Pace, Pacer
from bailee.scanner.pieces import ScanKeys
from bailee.scanner.pool import warm_up
from bailee.scanner.scan import Scanner, scan

__all__ = [
    "Conduct",
    "Event",
    "FolderUnchanged",
    "Hours",
    "ItemPartly",
    "ItemRead",
    "KindFound",
    "Known",
    "Limits",
    "Pace",
    "Pacer",
    "ScanKeys",
    "Scanner",
    "SeriesTold",
    "Skipped",
    "StoreEvent",
    "scan",
    "warm_up",
]
