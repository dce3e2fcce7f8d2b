"""Where something lies, how it comes from there, and what closes a file by itself."""

from __future__ import annotations

import io
import json
import os
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from bailee.disks import is_removable, read_mounts, says_zfs
from bailee.places.interface import System
from bailee.protection.channels import of_address, of_mount
from bailee.protection.locks import Lock, lock_of
from bailee.protection.whereabouts import Whereabouts, by_names, web_roots
from bailee.sources.addresses import parse


@pytest.mark.parametrize(
    ("folder", "where"),
    [
        ("/srv/hr", "local"),
        ("/var/www/html", "web-root"),
        ("/home/pat/public_html/old", "web-root"),
        ("/srv/intranet/staff", "web-root"),  # as the server's settings say
        ("/media/pat/STICK/hr", "removable"),
        ("/run/media/pat/STICK", "removable"),
        ("/home/pat/OneDrive - Acme/HR", "synced"),
        ("/home/pat/Dropbox", "synced"),
        ("/home/pat/Downloads", "temporary"),
        ("/tmp/x", "temporary"),
        ("/srv/backup/2019", "backup"),
        ("/srv/hr_bak", "backup"),
        ("/srv/old-snapshots", "backup"),
        ("/var/backups", "backup"),
        ("/home/pat/Dropbox/backup", "synced"),  # the worse of both
        ("/srv/backupless", "local"),
        ("/srv/dumplings", "local"),
    ],
)
def test_names_of_folders(folder: str, where: str) -> None:
    assert by_names(PurePosixPath(folder), {"/srv/intranet"}).value == where


def test_the_schema_of_exposure_names_each_sort_of_place() -> None:
    schema = json.loads((Path(__file__).parents[2] / "docs/schemas/exposure.schema.json").read_text("utf-8"))
    listed = [set(each) for each in _enums(schema) if "web-root" in each]
    assert len(listed) == 2 and all(each == set(Whereabouts) for each in listed)


def _enums(schema: Any) -> Iterator[list[str]]:
    below = schema.items() if isinstance(schema, dict) else enumerate(schema) if isinstance(schema, list) else ()
    for name, value in below:
        if name == "enum":
            yield value
        yield from _enums(value)


def test_windows_folders() -> None:
    assert by_names(PureWindowsPath("C:\\inetpub\\wwwroot\\hr")) is Whereabouts.WEB_ROOT
    assert by_names(PureWindowsPath("C:\\Users\\pat\\Downloads")) is Whereabouts.TEMPORARY


def test_web_servers_say_what_they_hand_out(tmp_path: Path) -> None:
    for name, text in {
        "etc/nginx/sites-enabled/a": "server {\n  root /srv/site;\n  location /x { alias '/srv/files/'; }\n}\n",
        "etc/apache2/sites-enabled/b.conf": 'DocumentRoot "/srv/web"\nAlias /doc /srv/doc\n# DocumentRoot /srv/not\n',
        "etc/caddy/Caddyfile": "example.org {\n root * /srv/caddy\n}\n",
        "etc/httpd/conf.d/c.conf": "DocumentRoot /\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    found = web_roots(System(tmp_path, "linux", {}))
    assert found == {"/srv/site", "/srv/files", "/srv/web", "/srv/doc", "/srv/caddy"}


@pytest.mark.parametrize(
    ("kind", "options", "encrypted"),
    [
        ("cifs", "rw,vers=3.1.1,seal", True),
        ("cifs", "rw,vers=2.1", False),
        ("cifs", "rw,vers=1.0", False),
        ("cifs", "rw,vers=3.1.1", None),  # the server may demand it
        ("nfs4", "rw,sec=krb5p", True),
        ("nfs4", "rw,sec=krb5i", False),
        ("nfs", "rw,vers=3", False),
        ("nfs4", "rw,sec=sys,xprtsec=mtls", True),
        ("fuse.sshfs", "rw", True),
        ("9p", "rw,trans=virtio", True),
        ("ceph", "rw,ms_mode=secure", True),
        ("ceph", "rw,ms_mode=crc", False),
        ("ext4", "rw", None),
    ],
)
def test_what_a_mount_says_of_its_way(kind: str, options: str, encrypted: bool | None) -> None:
    assert of_mount(kind, "//nas/hr", options) is encrypted


@pytest.mark.parametrize(
    ("address", "remarks", "encrypted"),
    [
        ("imaps://ann@mail.example/", (), True),
        ("imap://ann@mail.example/", (), True),
        ("postgresql://r@db.example/crm?sslmode=require", (), True),
        ("postgresql://r@db.example/crm", (), None),
        ("postgresql://r@db.example/crm", ("unencrypted",), False),
        ("postgresql://r@127.0.0.1/crm", (), True),
        ("mysql://r@db.example/crm?ca=/etc/ca.pem", (), True),
        ("s3://acme-hr/x", (), True),
        ("s3://acme-hr/x?endpoint=http://minio.example:9000", (), False),
        ("microsoft365://acme.example/", (), True),
    ],
)
def test_what_an_address_says_of_its_way(address: str, remarks: tuple[str, ...], encrypted: bool | None) -> None:
    assert of_address(parse(address), remarks) is encrypted


def test_mounts_keep_their_options() -> None:
    line = "40 36 0:51 / /mnt/hr rw,relatime shared:3 - cifs //nas/hr rw,vers=3.1.1,seal,username=x"
    (mount,) = read_mounts(line)
    assert of_mount(mount.kind, mount.source, mount.options) is True
    (plain,) = read_mounts("36 35 254:0 / /srv rw - ext4 /dev/sda1")
    assert plain.options == "rw"


def test_a_disk_on_usb_can_be_carried_away(tmp_path: Path) -> None:
    (disk := tmp_path / "devices/pci/usb2/2-1/block/sdb/sdb1").mkdir(parents=True)
    (tmp_path / "dev").mkdir()
    (tmp_path / "dev/8:17").symlink_to(disk)
    (fixed := tmp_path / "devices/pci/ata1/block/sda/sda1").mkdir(parents=True)
    (tmp_path / "dev/8:1").symlink_to(fixed)
    assert is_removable(os.makedev(8, 17), tmp_path / "dev") and not is_removable(os.makedev(8, 1), tmp_path / "dev")
    (fixed.parent / "removable").write_text("1\n")
    assert is_removable(os.makedev(8, 1), tmp_path / "dev") and not is_removable(os.makedev(9, 9), tmp_path / "dev")


def test_zfs_is_asked_for_the_dataset() -> None:
    assert says_zfs("tank/hr", lambda command: "aes-256-gcm\n" if command[-1] == "tank/hr" else "") is True
    assert says_zfs("tank/hr", lambda command: "off\n") is False
    assert says_zfs("-o", lambda command: "on\n") is None  # no name of a dataset


# --- what closes one file


def zipped(path: Path, *, locked: bool) -> Path:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("a.txt", "x" * 50)
        archive.writestr("b.txt", "y" * 50)
    data = bytearray(buffer.getvalue())
    if locked:  # the flag that says so, in each head and in the list at the end
        for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
            start = -1
            while (start := data.find(mark, start + 1)) >= 0:
                data[start + at] |= 1
    path.write_bytes(data)
    return path


def test_locks(tmp_path: Path) -> None:
    assert lock_of(zipped(tmp_path / "open.zip", locked=False)) is Lock.NONE
    assert lock_of(zipped(tmp_path / "old.zip", locked=True)) is Lock.WEAK  # ZipCrypto
    half = bytearray(zipped(tmp_path / "half.zip", locked=True).read_bytes())
    half[half.rfind(b"PK\x01\x02") + 8] &= 0xFE
    (tmp_path / "half.zip").write_bytes(half)
    assert lock_of(tmp_path / "half.zip") is Lock.NONE  # one member lies open
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<</Encrypt 5 0 R>>\n%%EOF\n")
    assert lock_of(tmp_path / "a.pdf") is Lock.PDF and not Lock.PDF.closes
    (tmp_path / "a.txt").write_bytes(b"/Encrypt")
    (tmp_path / "empty").write_bytes(b"")
    (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04\x14\x00\x01\x00")
    assert lock_of(tmp_path / "a.txt") is lock_of(tmp_path / "empty") is Lock.NONE
    assert lock_of(tmp_path / "cut.zip") is None and lock_of(tmp_path) is None
    (tmp_path / "link").symlink_to(tmp_path / "a.txt")
    assert lock_of(tmp_path / "link") is None


@pytest.mark.parametrize(("password", "lock"), [("correct horse", Lock.PASSWORD), ("VelvetSweatshop", Lock.WEAK)])
def test_office_files_with_a_password(tmp_path: Path, password: str, lock: Lock) -> None:
    msoffcrypto = pytest.importorskip("msoffcrypto")
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
        )
        archive.writestr("word/document.xml", "<w/>" * 400)
    from msoffcrypto.format.ooxml import OOXMLFile

    with (tmp_path / "a.docx").open("wb") as out:
        try:
            OOXMLFile(plain).encrypt(password, out)
        except AttributeError:
            pytest.skip(f"msoffcrypto {msoffcrypto.__version__} does not write")
    assert lock_of(tmp_path / "a.docx") is lock
