"""The sample company: what the disk of a small managed service provider looks like, with every value invented.

`make_company` writes it from a seed and says in a manifest what it planted where; `declared` is what the company says
of itself. Nothing here knows how a detector or a kind of record is recognised, and none of them is worded after it.
"""

from __future__ import annotations

from bailee.demo.company import Manifest, make_company
from bailee.demo.declared import declared

__all__ = ["Manifest", "declared", "make_company"]
