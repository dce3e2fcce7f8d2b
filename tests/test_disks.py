"""Disks: what is mounted, and whether it is encrypted at rest."""

from __future__ import annotations

import os
from pathlib import Path

from bailee.disks import (
    Mount,
    is_block_device_encrypted,
    is_encrypted,
    mount_of,
    read_mounts,
    says_bit_locker,
    says_file_vault,
)


def test_disks_below_disks(tmp_path: Path) -> None:
    def device(number: str, uuid: str = "", *slaves: str) -> None:
        (tmp_path / number / "slaves").mkdir(parents=True)
        if uuid:
            (tmp_path / number / "dm").mkdir()
            (tmp_path / number / "dm" / "uuid").write_text(uuid)
        for each in slaves:
            (tmp_path / number / "slaves" / each.replace(":", "-")).symlink_to(tmp_path / each)

    device("8:1")
    device("8:2")
    device("254:0", "CRYPT-LUKS2-abc", "8:1")
    device("254:1", "LVM-xyz", "254:0")
    device("254:2", "LVM-xyz", "254:0", "8:2")
    found = [is_block_device_encrypted(tmp_path, os.makedev(*pair)) for pair in [(8, 1), (254, 0), (254, 1), (254, 2)]]
    assert found == [False, True, True, False]
    assert is_block_device_encrypted(tmp_path, os.makedev(9, 9)) is None


def test_mounts_that_make_no_sense_are_left_out() -> None:
    lines = "36 35 98:0 / /mnt rw - ext3 /dev/root rw\nnonsense\n1 2 x:y / / rw - a b c\n1 2 0:5 / / - \n"
    assert list(read_mounts(lines)) == [Mount(os.makedev(98, 0), "ext3", "/dev/root", "/mnt", "rw,rw")]


def test_a_blank_in_the_name_of_a_folder() -> None:
    [mount] = read_mounts(r"36 35 0:44 / /mnt/Pat\040Doe rw - cifs //server/Our\040files rw")
    assert (mount.target, mount.source, mount.is_network) == ("/mnt/Pat Doe", "//server/Our files", True)


def test_only_its_server_knows_how_a_share_is_kept() -> None:
    share, sealed = os.makedev(0, 44), os.makedev(0, 45)
    mounts = {
        share: Mount(share, "nfs4", "server:/hr", "/mnt"),
        sealed: Mount(sealed, "fuse.gocryptfs", "/home/pat/.vault", "/home/pat/vault"),
    }
    assert is_encrypted(share, mounts) is None
    assert is_encrypted(sealed, mounts) is True
    assert is_encrypted(os.makedev(0, 46), mounts) is None


def test_what_other_systems_say_of_their_disks() -> None:
    assert says_file_vault(lambda command: "FileVault is On.\n") is True
    assert says_bit_locker("C:", lambda command: "2\r\n") is False
    assert says_bit_locker("C:'); calc", lambda command: "1") is None  # no drive


def test_a_path_by_a_link_lies_where_the_link_leads(tmp_path: Path) -> None:
    (tmp_path / "hr").mkdir()
    (tmp_path / "letters").symlink_to("hr/2024")  # of the share, which nobody asks
    (tmp_path / "by").symlink_to(tmp_path / "letters")
    (tmp_path / "loop").symlink_to("loop")
    mounts = f"36 35 254:0 / / rw - ext4 /dev/vda rw\n40 36 0:52 / {tmp_path}/hr rw - cifs //office/hr rw"
    kinds = [mount_of(tmp_path / path, mounts) for path in ("letters/a.txt", "by/a.txt", "loop/a.txt", "hr/../a.txt")]
    assert [found.kind for found in kinds if found] == ["cifs", "cifs", "ext4", "ext4"]
