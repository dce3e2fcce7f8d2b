"""Files that the browser loads: styles, scripts, the font. All ours, all from here.

The address carries a hash of all of them, so that a file may be kept for ever and a new version is fetched at once, also
where one script imports another by its relative name:

>>> url("bailee.css").startswith("/static/") and url("bailee.css").endswith("/bailee.css")
True
>>> find("../layout.py") is None, find("inter.woff2") is not None
(True, True)
"""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, re_path

PREFIX = "/static/"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".png": "image/png",
}
FOR_EVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent; `packed` is empty where packing wins nothing."""

    content: bytes
    packed: bytes
    media_type: str


def folders() -> tuple[Path, ...]:
    """Where they lie: the pages' own, then the tokens and the font that the report has, too."""
    return (
        Path(str(resources.files("bailee.web"))) / "static",
        Path(str(resources.files("bailee.reports"))) / "static",
    )


@cache
def _all() -> dict[str, Asset]:
    found: dict[str, Asset] = {}
    for folder in folders():
        for file in sorted(folder.rglob("*")):
            if file.suffix in TYPES and file.is_file():
                content = file.read_bytes()
                packed = gzip.compress(content, 9, mtime=0) if file.suffix != ".woff2" else b""
                kept = packed if len(packed) < len(content) else b""
                found.setdefault(file.relative_to(folder).as_posix(), Asset(content, kept, TYPES[file.suffix]))
    return found


@cache
def version() -> str:
    """A hash over the names and the bytes of all of them."""
    seen = hashlib.sha256()
    for name, asset in sorted(_all().items()):
        seen.update(f"{name}\0{len(asset.content)}\0".encode() + asset.content)
    return seen.hexdigest()[:12]


def find(name: str) -> Asset | None:
    """A file by its name under `static/`; None where there is none. Names are looked up, never opened."""
    return _all().get(name)


def url(name: str) -> str:
    """Where a page links to. A name that is not there fails when the page is made, not when it is read."""
    if find(name) is None:
        raise LookupError(f"there is no static file {name}")
    return f"{PREFIX}{version()}/{name}"


def serve(request: HttpRequest, name: str, version: str = "") -> HttpResponse:
    """A file: packed where the browser takes that, kept for ever where its address carries the hash."""
    asset = find(name)
    if asset is None:
        raise Http404(name)
    takes_packed = "gzip" in request.headers.get("Accept-Encoding", "")
    packed = bool(asset.packed) and takes_packed
    response = HttpResponse(asset.packed if packed else asset.content, content_type=asset.media_type)
    if packed:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = FOR_EVER if version == _version() else "no-cache"
    return response


_version = version  # the view's argument has the same name

urlpatterns: list[URLPattern] = [
    re_path(r"^static/(?P<version>[0-9a-f]{12})/(?P<name>.+)$", serve, name="asset"),
    path("static/<path:name>", serve),
]
