"""Shares: what smb.conf and exports say of whom they let in, and what that opens."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from bailee.items import ItemFacts
from bailee.places.interface import System
from bailee.protection.accounts import Account
from bailee.protection.exposure import SeenFile, exposures
from bailee.protection.posix import Rights
from bailee.protection.probe import Silent
from bailee.protection.shares import Share, nfs, samba, shares
from bailee.protection.whereabouts import Whereabouts

SMB = """
[global]
   workgroup = ACME
   Guest Account = ftp
   server smb encrypt = required
[homes]
   browseable = no
[Public]
   path = /srv/public/
   guest ok = Yes
[HR]
   path = /srv/hr
   valid users = @hr, pat "Domain Users"
   force user = archive
   smb encrypt = off
[Mine]
   path = /home/%U/share
; [Old]
;  path = /srv/old
"""
EXPORTS = r"""
# what the office mounts
/srv/hr        nas2(rw,sec=krb5p) 192.0.2.7(ro,sec=krb5i)
/srv/scans     192.0.2.0/24(rw,no_root_squash) \
               @trusted(rw)
"/srv/old files"  *(ro,all_squash)
/srv/plain
"""


def test_samba() -> None:
    public, hr = samba(SMB)
    assert (public.path, public.lets_in_guests, public.guest, public.is_encrypted) == ("/srv/public", True, "ftp", True)
    assert (hr.lets_in_guests, hr.users, hr.forced, hr.is_encrypted) == (
        False,
        ("@hr", "pat", "Domain Users"),
        "archive",
        False,
    )


def test_nfs() -> None:
    hr, scans, old, plain = nfs(EXPORTS)
    assert (hr.hosts, hr.trusts_any_host, hr.is_encrypted) == (("nas2", "192.0.2.7"), False, False)
    assert (scans.trusts_any_host, scans.as_root) == (True, True)
    assert (old.path, old.trusts_any_host) == ("/srv/old files", False)  # whoever it is, he is nobody there
    assert plain.trusts_any_host  # no host named is any host


def test_settings_are_read_where_the_system_keeps_them(tmp_path: Path) -> None:
    for name, text in {
        "etc/samba/smb.conf": SMB,
        "etc/exports": EXPORTS,
        "etc/exports.d/more.exports": "/srv/more *(ro)\n",
        "var/lib/samba/usershares/drop": "path=/srv/drop\nguest_ok=y\nusershare_acl=S-1-1-0:F\n",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    told = {each.path: each for each in shares(System(tmp_path, "linux", {}))}
    assert set(told) == {
        "/srv/public",
        "/srv/hr",
        "/srv/scans",
        "/srv/old files",
        "/srv/plain",
        "/srv/more",
        "/srv/drop",
    }
    assert told["/srv/drop"].lets_in_guests


@pytest.mark.parametrize("text", ["", "[", "path = /x", "[a]\npath\n", "\0\0", "[x]\npath = relative\n"])
def test_nonsense_shares_nothing(text: str) -> None:
    assert list(samba(text)) == [] and list(nfs(text)) == []


# --- what that opens


@dataclass
class Sharing(Silent):
    """A system that shares."""

    shared: tuple[Share, ...]
    known: tuple[Account, ...] = field(
        default=(
            Account("root", 0, frozenset({0})),
            Account("nobody", 65534, frozenset({65534})),
            Account("pat", 1001, frozenset({1001})),
            Account("bo", 1002, frozenset({1002})),
        )
    )

    def accounts(self) -> tuple[Account, ...]:
        return self.known

    def rights(self, path: Path) -> Rights:
        return Rights(0o40755, 0, 0)

    def is_disk_encrypted(self, device: int) -> bool:
        return True

    def rights_are_decided_here(self, device: int) -> bool:
        return True

    def shares(self) -> tuple[Share, ...]:
        return self.shared

    def whereabouts(self, folder: Path, device: int) -> Whereabouts:
        return Whereabouts.SHARE if any(each.holds(folder) for each in self.shared) else Whereabouts.LOCAL


def lying(mode: int, owner: int = 1001) -> SeenFile:
    return SeenFile("hr", Path("/srv/hr/pay.csv"), ItemFacts(1, 1, 1, 1, stat.S_IFREG | mode, owner, owner))


def test_guests_open_what_everybody_reads_and_nothing_else() -> None:
    system = Sharing((Share("HR", "/srv/hr", "SMB", lets_in_guests=True),))
    (told,) = exposures([lying(0o644)], system)
    assert (told.public, told.where) == (1, "public")
    assert told.through == ("the share HR (SMB): anybody in the network, without a password",)
    (told,) = exposures([lying(0o600)], system)
    assert (told.public, told.readers, told.where, told.through) == (0, 2, "share", ())


def test_everybody_who_comes_in_is_one_account() -> None:
    forced = Share("HR", "/srv/hr", "SMB", forced="pat", users=("bo",))
    (told,) = exposures([lying(0o600)], Sharing((forced,)))
    assert (told.readers, told.public) == (3, 0)  # root, pat, and bo who comes in as pat
    everybody = Share("HR", "/srv/hr", "SMB", forced="pat")
    (told,) = exposures([lying(0o600)], Sharing((everybody,)))
    assert told.open_to_everyone == 1


def test_a_machine_that_says_itself_who_is_asking_opens_whatever_somebody_reads() -> None:
    trusting = Share("/srv/hr", "/srv/hr", "NFS", hosts=("*",), trusts_any_host=True)
    assert exposures([lying(0o600)], Sharing((trusting,)))[0].public == 1
    assert exposures([lying(0o600, owner=0)], Sharing((trusting,)))[0].public == 0  # root is squashed
    as_root = Share("/srv/hr", "/srv/hr", "NFS", hosts=("*",), trusts_any_host=True, as_root=True)
    assert exposures([lying(0o600, owner=0)], Sharing((as_root,)))[0].public == 1


def test_a_share_of_another_folder_opens_nothing_here() -> None:
    other = Share("X", "/srv/hr2", "SMB", lets_in_guests=True)
    assert exposures([lying(0o644)], Sharing((other,)))[0].public == 0


def test_what_a_share_says_of_its_way_is_the_way_of_what_lies_in_it() -> None:
    for told, expected in ((True, True), (False, False), (None, None)):
        share = Share("HR", "/srv/hr", "SMB", is_encrypted=told)
        (seen,) = exposures([lying(0o600)], Sharing((share,)))
        assert seen.channel is expected and seen.where == "share"
    both = Share("HR", "/srv/hr", "SMB", is_encrypted=True), Share("/srv", "/srv", "NFS", is_encrypted=False)
    assert exposures([lying(0o600)], Sharing(both))[0].channel is False
    assert exposures([lying(0o600)], Sharing(()))[0].channel is None
