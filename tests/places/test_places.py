"""What could be scanned from here, on machines that are laid out in a folder."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from bailee.places import Found, Sort, System, places

PASSWD = """root:x:0:0:root:/root:/bin/bash
daemon:x:1:1:daemon:/usr/sbin:/usr/sbin/nologin
pat:x:1000:1000:Pat:/home/pat:/bin/bash
postgres:x:108:112::/var/lib/postgresql:/bin/bash
nobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin
"""
MOUNTS = r"""22 1 8:2 / / rw - ext4 /dev/sda2 rw
23 22 0:21 / /proc rw - proc proc rw
24 22 0:22 / /sys rw - sysfs sysfs rw
25 22 0:23 / /tmp rw - tmpfs tmpfs rw
26 22 254:0 / /srv rw - ext4 /dev/mapper/srv rw
27 22 254:0 /hr /srv/again rw - ext4 /dev/mapper/srv rw
28 22 8:1 / /boot/efi rw - vfat /dev/sda1 rw
29 22 0:44 / /mnt/Our\040files rw - cifs //server/Our\040files rw
30 22 0:45 / /home/pat/remote rw - fuse.sshfs pat@host:/ rw
"""


@pytest.fixture
def machine(tmp_path: Path) -> System:
    system = System(tmp_path, "linux", {})
    put(system, "/etc/passwd", PASSWD)
    put(system, "/proc/self/mountinfo", MOUNTS)
    for home in ("/root", "/home/pat", "/home/gone"):
        system.path(home).mkdir(parents=True)
    return system


def put(system: System, path: str, content: str) -> Path:
    target = system.path(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(content)
    return target


def of(system: System, sort: Sort) -> list[Found]:
    return [found for found in places(system) if found.sort is sort]


def test_disks_are_told_once_with_whether_they_are_encrypted(machine: System) -> None:
    put(machine, "/sys/dev/block/254:0/dm/uuid", "CRYPT-LUKS2-abc")
    put(machine, "/sys/dev/block/8:2/removable", "1\n")
    told = {found.address: (found.encrypted, found.removable) for found in of(machine, Sort.DISK)}
    assert told == {"/": (False, True), "/srv": (True, False)}


def test_a_disk_that_nobody_mounted_is_not_connected(machine: System) -> None:
    for name, number, blocks in (
        ("sda", "8:0", "999999999"),
        ("sda2", "8:2", "9999999"),
        ("sdb", "8:16", "99999999"),
        ("sdb1", "8:17", "9999999"),
        ("loop0", "7:0", "99999"),
    ):
        put(machine, f"/sys/class/block/{name}/dev", number)
        put(machine, f"/sys/class/block/{name}/size", blocks)
    for whole, part in (("sda", "sda2"), ("sdb", "sdb1")):
        put(machine, f"/sys/class/block/{whole}/{part}/partition", "1")
    [disk] = [found for found in of(machine, Sort.DISK) if found.why_not]
    assert disk.name == "/dev/sdb1" and not disk.address and "not mounted" in disk.why_not


def test_shares_that_are_mounted_expected_and_given(machine: System) -> None:
    put(
        machine,
        "/etc/fstab",
        "//server/Our\\040files /mnt/Our\\040files cifs ro 0 0\nnas:/old /mnt/old nfs4 ro 0 0\n# nas:/no /mnt/no nfs ro\n",
    )
    put(
        machine,
        "/etc/samba/smb.conf",
        "[global]\n  workgroup = X\n[homes]\n  path = /home/%U\n[HR]\n  path = /srv/hr\n[Old]\n  path = /srv/old\n",
    )
    put(machine, "/etc/exports", "# none\n/srv/projects 10.0.0.0/8(rw)\n")
    machine.path("/srv/hr").mkdir(parents=True)
    shares = {found.name: (found.address, bool(found.why_not)) for found in of(machine, Sort.SHARE)}
    assert shares == {
        "//server/Our files at /mnt/Our files": ("/mnt/Our files", False),
        "pat@host:/ at /home/pat/remote": ("/home/pat/remote", False),
        "nas:/old at /mnt/old": ("", True),
        "HR": ("/srv/hr", False),
        "Old": ("/srv/old", True),
        "/srv/projects": ("/srv/projects", True),
    }


def test_home_folders_of_people_and_of_those_who_left(machine: System) -> None:
    assert [(found.address, found.whose) for found in of(machine, Sort.PROFILE)] == [
        ("/home/gone", "gone"),
        ("/home/pat", "pat"),
        ("/root", "root"),
    ]


def test_folders_in_step_with_a_cloud_wherever_they_lie(machine: System) -> None:
    for folder in (
        "/home/pat/OneDrive - Harbour IT",
        "/home/pat/OneDriveless",
        "/data/box",
        "/data/firm",
        "/home/pat/Sync files",
    ):
        machine.path(folder).mkdir(parents=True)
    put(machine, "/home/pat/.dropbox/info.json", json.dumps({"business": {"path": "/data/firm"}}))
    put(
        machine,
        "/home/pat/.config/syncthing/config.xml",
        '<folder id="a" label="x" path="~/Sync files" type="sendreceive">',
    )
    put(machine, "/home/pat/.config/Nextcloud/nextcloud.cfg", "[Accounts]\n0\\Folders\\1\\localPath=/data/gone/\n")
    told = {(found.program, found.address) for found in of(machine, Sort.SYNC_FOLDER)}
    assert told == {
        ("OneDrive", "/home/pat/OneDrive - Harbour IT"),
        ("Dropbox", "/data/firm"),
        ("Syncthing", "/home/pat/Sync files"),
        ("Nextcloud", ""),
    }


def test_mail_that_lies_here_and_mailboxes_that_do_not(machine: System) -> None:
    put(machine, "/home/pat/.thunderbird/profiles.ini", "[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n")
    put(machine, "/home/pat/.thunderbird/abc.default/ImapMail/host/INBOX", "From x\n")
    put(
        machine,
        "/home/pat/.thunderbird/abc.default/prefs.js",
        "\n".join(
            f'user_pref("mail.server.server1.{name}", "{value}");'
            for name, value in (("hostname", "mail.example.com"), ("type", "imap"), ("userName", "pat@example.com"))
        ),
    )
    put(machine, "/home/gone/Documents/Outlook Files/archive.pst", "!BDN")
    put(machine, "/var/mail/pat", "From x\n")
    stores = {found.address for found in of(machine, Sort.MAIL_STORE)}
    assert stores == {
        "/home/pat/.thunderbird/abc.default/ImapMail",
        "/home/gone/Documents/Outlook Files/archive.pst",
        "/var/mail",
    }
    [mailbox] = of(machine, Sort.MAILBOX)
    assert mailbox.address == "imaps://pat%40example.com@mail.example.com/" and mailbox.why_not


def test_databases_by_port_socket_and_folder(machine: System, monkeypatch: pytest.MonkeyPatch) -> None:
    put(
        machine,
        "/proc/net/tcp",
        "  sl  local_address rem_address   st\n   0: 0100007F:1538 00000000:0000 0A 0\n   1: 0100007F:0CEA 0100007F:9999 01 0\n",
    )
    put(machine, "/var/lib/mongodb/WiredTiger", "x")
    put(machine, "/var/lib/mysql/ibdata1", "x")
    folder = machine.path("/var/run/redis")
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)  # the name of a socket may be a hundred characters long at most
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("redis.sock")
        told = {found.program: (found.address, found.why_not) for found in of(machine, Sort.DATABASE)}
    assert told["PostgreSQL"] == (
        "postgresql://localhost:5432/",
        "not connected: it needs a login that may read (--credentials)",
    )
    assert told["MySQL or MariaDB"][0] == "" and "does not run" in told["MySQL or MariaDB"][1]
    assert set(told) == {"PostgreSQL", "MySQL or MariaDB", "MongoDB", "Redis"}


def test_backups_and_clouds_are_named_without_their_keys(machine: System) -> None:
    put(machine, "/var/backups/passwd.bak", "x")
    put(machine, "/home/pat/.local/share/Trash/files/list.csv", "x" * 100)
    put(machine, "/home/pat/.aws/credentials", "[default]\naws_secret_access_key = wJalrXUtnFEMI/K7MDENG\n[client-a]\n")
    put(machine, "/home/pat/.config/rclone/rclone.conf", "[firm]\ntype = drive\ntoken = secret\n[here]\ntype = local\n")
    found = places(machine)
    backups = {place.address: place.size for place in found if place.sort is Sort.BACKUP}
    assert backups == {"/var/backups": 1, "/home/pat/.local/share/Trash": 100}
    clouds = {place.name for place in found if place.sort is Sort.CLOUD}
    assert clouds == {"AWS profile default of pat", "AWS profile client-a of pat", "rclone remote firm of pat"}
    assert "wJalr" not in str(found) and "secret" not in str(found)


def test_settings_that_make_no_sense_hide_nothing_else(machine: System) -> None:
    for path in (
        "/etc/samba/smb.conf",
        "/etc/fstab",
        "/etc/exports",
        "/home/pat/.dropbox/info.json",
        "/home/pat/.thunderbird/profiles.ini",
        "/home/pat/.config/rclone/rclone.conf",
        "/proc/net/tcp",
    ):
        put(machine, path, "[[[\n\x00=\n]broken\n{")
    assert {found.sort for found in places(machine)} == {Sort.DISK, Sort.SHARE, Sort.PROFILE}


def test_other_systems_are_asked_in_their_own_way(tmp_path: Path) -> None:
    for folder in ("Users/pat/OneDrive", "Users/Public", "C"):
        (tmp_path / folder).mkdir(parents=True)
    told = {(found.sort.value, found.address) for found in places(System(tmp_path, "win32", {}))}
    assert told == {("disk", "C:\\"), ("profile", "/Users/pat"), ("sync-folder", "/Users/pat/OneDrive")}


def test_this_machine_has_at_least_a_disk() -> None:
    assert any(found.sort is Sort.DISK for found in places())
