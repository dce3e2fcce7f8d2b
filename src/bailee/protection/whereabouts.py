"""Where something lies, as far as that makes it easier to come by: on a disk that is carried off, in a web root, in a bucket.

From names of folders, from what is mounted, from the settings of web servers: whatever says the worst counts.

>>> by_names(PurePosixPath("/var/www/html/staff")), by_names(PurePosixPath("/home/pat/Downloads"))
(<Whereabouts.WEB_ROOT: 'web-root'>, <Whereabouts.TEMPORARY: 'temporary'>)
>>> by_names(PurePosixPath("/srv/hr")), Whereabouts.PUBLIC > Whereabouts.BACKUP
(<Whereabouts.LOCAL: 'local'>, True)
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from enum import StrEnum
from pathlib import Path, PurePath, PurePosixPath

from bailee.places.interface import System, below, read
from bailee.places.sync_folders import kept_with


class Whereabouts(StrEnum):
    """From what is hardest to come by to what is easiest."""

    LOCAL = "local"
    DEVICE = "device"  # of another machine, which its agent reads
    DATABASE = "database"
    MAILBOX = "mailbox"
    CLOUD = "cloud"  # with a service, behind a sign-in
    SHARE = "share"  # of another machine, or shared from this one
    BACKUP = "backup"
    TEMPORARY = "temporary"  # downloads, temp, desktop, bin: where nobody looks after it
    SYNCED = "synced"  # it lies with a service and on other devices too
    REMOVABLE = "removable"  # a disk that fits into a pocket
    WEB_ROOT = "web-root"
    PUBLIC = "public"  # anybody reads it: a public bucket, a link, a guest's share

    @property
    def rank(self) -> int:
        return _ORDER.index(self)

    @property
    def words(self) -> str:
        """Where it lies, in a sentence that begins with "It lies"."""
        return _WORDS[self]

    def __lt__(self, other: object) -> bool:
        return self.rank < other.rank if isinstance(other, Whereabouts) else NotImplemented

    def __gt__(self, other: object) -> bool:
        return self.rank > other.rank if isinstance(other, Whereabouts) else NotImplemented


_ORDER = tuple(Whereabouts)
_WORDS = {
    Whereabouts.LOCAL: "on a disk of this machine",
    Whereabouts.DEVICE: "on a disk of a device with an agent",
    Whereabouts.DATABASE: "in a database",
    Whereabouts.MAILBOX: "in a mailbox",
    Whereabouts.CLOUD: "with a cloud service",
    Whereabouts.SHARE: "on a share",
    Whereabouts.BACKUP: "in a folder of backups",
    Whereabouts.TEMPORARY: "in a folder for downloads and temporary files",
    Whereabouts.SYNCED: "in a folder kept in step with a cloud",
    Whereabouts.REMOVABLE: "on a disk that can be carried away",
    Whereabouts.WEB_ROOT: "in a folder that a web server hands out",
    Whereabouts.PUBLIC: "where anybody can read it",
}

# Folders that web servers of Linux distributions and of Windows hand out unless told otherwise
_WEB = (
    "/var/www", "/srv/www", "/srv/http", "/usr/share/nginx/html", "/usr/local/www", "/usr/local/nginx/html",
    "/var/lib/tomcat/webapps", "/Library/WebServer/Documents",
)  # fmt: skip
_WEB_PARTS = frozenset({"public_html", "htdocs", "wwwroot", "httpdocs", "webroot"})
_TEMPORARY = ("/tmp", "/var/tmp", "/dev/shm")  # noqa: S108 - looked for, not used
_TEMPORARY_PARTS = frozenset(
    {"downloads", "download", "temp", "tmp", "desktop", "trash", ".trash", "$recycle.bin", "scratch", "téléchargements"}
)
_BACKUP = (
    "/var/backups",
    "/timeshift",
    "/.snapshots",
    "/var/lib/bacula",
    "/var/lib/amanda",
    "/var/lib/vz/dump",
    "/Windows.old",
)
_BACKUP_PARTS = re.compile(r"(?i)(?:.*[^a-z])?(?:backups?|back-ups?|bak|snapshots?|dumps?)(?:[^a-z].*)?")
_REMOVABLE = ("/media", "/run/media", "/Volumes")


def by_names(folder: PurePath, web_roots: Collection[str] = ()) -> Whereabouts:
    """By the names of a folder and of those it lies in. `web_roots`: what web servers of this machine were told to hand out."""
    path = PurePosixPath(str(folder).replace("\\", "/"))
    parts = [part.casefold() for part in path.parts]
    if _is_in(path, _WEB) or _is_in(path, web_roots) or not _WEB_PARTS.isdisjoint(parts):
        return Whereabouts.WEB_ROOT
    if _is_in(path, _REMOVABLE):
        return Whereabouts.REMOVABLE
    if kept_with(Path(str(path))):
        return Whereabouts.SYNCED
    if _is_in(path, _TEMPORARY) or not _TEMPORARY_PARTS.isdisjoint(parts):
        return Whereabouts.TEMPORARY
    if _is_in(path, _BACKUP) or any(_BACKUP_PARTS.fullmatch(part) for part in parts):
        return Whereabouts.BACKUP
    return Whereabouts.LOCAL


def _is_in(path: PurePosixPath, folders: Collection[str]) -> bool:
    return any(path == PurePosixPath(folder) or PurePosixPath(folder) in path.parents for folder in folders)


_NGINX = re.compile(r"(?m)(?:^|[{;])\s*(?:root|alias)\s+[\"']?(/[^;\"'$]{1,500}?)[\"']?\s*;")
_APACHE = re.compile(r"(?mi)^\s*(?:DocumentRoot|Alias\s+\S+)\s+[\"']?(/[^\"'\n$%]{1,500}?)[\"']?\s*$")
_CADDY = re.compile(r"(?m)^\s*root\s+(?:\*\s+)?(/\S{1,500})\s*$")
_SETTINGS = {
    "/etc/nginx/nginx.conf": _NGINX,
    "/etc/nginx/conf.d": _NGINX,
    "/etc/nginx/sites-enabled": _NGINX,
    "/etc/apache2/sites-enabled": _APACHE,
    "/etc/apache2/apache2.conf": _APACHE,
    "/etc/httpd/conf": _APACHE,
    "/etc/httpd/conf.d": _APACHE,
    "/etc/caddy/Caddyfile": _CADDY,
}
_MOST = 200  # files of settings


def web_roots(system: System) -> frozenset[str]:
    """Folders that web servers of this machine hand out, as their settings say; `/` itself never."""
    return frozenset(root for root in _web_roots(system) if root.rstrip("/"))


def _web_roots(system: System) -> Iterator[str]:
    for name, pattern in _SETTINGS.items():
        path = system.path(name)
        for file in list(below(path))[:_MOST] if path.is_dir() else [path]:
            for found in pattern.finditer(read(file)):
                yield found[1].rstrip("/")
