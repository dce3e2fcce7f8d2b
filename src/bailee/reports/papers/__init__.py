"""Reports that a client keeps. A report exists when its file exists: a module here, with

`TITLE` and `ABOUT` (what it is for), `NEEDS` (the permission to make and take it), `ORDER` in lists, and
`document(material) -> Document`.

>>> list(papers())[:2]
['one-page', 'quarterly-review']
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from typing import Any

from bailee.errors import InvalidInput
from bailee.rendering import Document
from bailee.reports.material import Material

HELPERS = frozenset({"drawings", "map_drawing", "open_data", "shared"})
FORMS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
}


@cache
def papers() -> dict[str, Any]:
    """Modules by ident, in the order in which lists show them."""
    names = [name for _, name, _ in pkgutil.iter_modules(__path__) if name not in HELPERS]
    modules = {name.replace("_", "-"): importlib.import_module(f"{__name__}.{name}") for name in names}
    return dict(sorted(modules.items(), key=lambda pair: pair[1].ORDER))


def paper(kind: str) -> Any:
    """The module of a report. InvalidInput where there is none of that name."""
    if kind not in papers():
        raise InvalidInput(f'there is no report "{kind}"', hint="one of: " + ", ".join(papers()))
    return papers()[kind]


def document(kind: str, material: Material) -> Document:
    """A report as a tree, which each form is written from."""
    made: Document = paper(kind).document(material)
    return made
