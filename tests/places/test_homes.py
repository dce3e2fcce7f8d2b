"""Home folders on file servers are told by their shape; folders of projects, programs and pictures are none."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bailee.places import System
from bailee.places.homes import homes_around, homes_below, named_in_address
from bailee.places.staff import concerns, watched


def made(root: Path, *paths: str) -> Path:
    """Folders, and empty files where the last part has a dot inside or is a file by its name."""
    for path in paths:
        target = root / path
        if path.endswith("/"):
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text("x")
    return root


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> System:
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "root")
    (tmp_path / "root").mkdir()
    return System(tmp_path, "linux", {})


HOMES = {
    "a profile of Windows": ["data/Profile/k.weber/NTUSER.DAT", "data/Profile/k.weber/Desktop/"],
    "one with AppData alone": ["c/Users/mdiaz/AppData/Local/", "c/Users/mdiaz/offer.docx"],
    "an old profile": [
        "c/Documents and Settings/mdiaz/Local Settings/",
        "c/Documents and Settings/mdiaz/Application Data/",
    ],
    "a home of Unix": ["pool/staff/fchan/.bash_history"],
    "keys of a shell": ["pool/staff/fchan/.ssh/"],
    "files of a shell": ["pool/staff/fchan/.bashrc", "pool/staff/fchan/.profile"],
    "a home of macOS": ["Volumes/Data/fchan/Desktop/", "Volumes/Data/fchan/Documents/", "Volumes/Data/fchan/Library/"],
    "all that a desktop makes": ["x/fchan/Desktop/", "x/fchan/Documents/", "x/fchan/Pictures/"],
    "in German": ["x/fchan/Schreibtisch/", "x/fchan/Dokumente/", "x/fchan/Bilder/"],
    "an export of homes": ["export/home/fchan/letter.txt"],
    "a share of homes": ["volume1/homes/fchan/drive/"],
}


@pytest.mark.parametrize("shape", HOMES)
def test_a_home_on_a_server_is_told_from_inside_and_from_around(shape: str, machine: System) -> None:
    root = made(machine.root / "srv", *HOMES[shape])
    home = next(path for path in root.rglob("*") if path.name in ("k.weber", "mdiaz", "fchan"))
    inside = next((path for path in home.iterdir() if path.is_dir()), home)
    for place in (home, inside, home.parent, root):
        assert concerns([str(place)], machine, account="scanner") == ("a home folder",), place
    (one,) = watched([str(home)], machine, account="scanner")
    assert (one.sort, one.whose) == ("home-folder", home.name)


def test_redirected_folders_are_homes_where_several_stand_side_by_side(machine: System) -> None:
    two = [f"redir/{who}/{what}/" for who in ("kweber", "mdiaz") for what in ("Desktop", "Documents")]
    root = made(machine.root / "srv", *two)
    assert concerns([str(root / "redir")], machine, account="scanner") == ("2 home folders",)
    assert concerns([str(root / "redir/kweber/Desktop")], machine, account="scanner") == ("a home folder",)


OTHERS = {
    "a project": ["site/src/", "site/Documents/", "site/README.md", "site/.git/", "site/.ssh/config"],
    "an application with a part called home": ["shop/home/templates/", "shop/home/static/", "shop/home/migrations/"],
    "one with pages": ["shop/pages/home/index.html", "shop/pages/home/de/"],
    "folders of users in a program": ["app/users/admin/", "app/users/models.py", "app/Users/views/"],
    "papers and pictures of a firm": ["firm/Documents/", "firm/Pictures/", "firm/Downloads/", "firm/Music/"],
    "what everybody may see": ["Users/Public/Desktop/", "Users/Public/Documents/", "Users/Public/Pictures/"],
    "one desk alone": ["office/front/Desktop/", "office/front/Documents/"],
    "departments": ["share/HR/", "share/Finance/2024/", "share/Patients/letters.docx"],
    "data of containers": ["user/appdata/plex/", "user/appdata/sonarr/"],
    "home care, a business": ["clients/home/notes.txt", "clients/home/visits/"],
}


@pytest.mark.parametrize("shape", OTHERS)
def test_what_is_no_home_asks_nothing(shape: str, machine: System) -> None:
    root = made(machine.root / "srv", *OTHERS[shape])
    for place in (root, *(path for path in root.rglob("*") if path.is_dir())):
        assert concerns([str(place)], machine, account="scanner") == (), place


def test_ones_own_home_asks_nothing_and_anothers_in_it_does(machine: System) -> None:
    own = made(machine.root / "root", ".bash_history", "Desktop/", "Documents/", "Downloads/")
    assert (
        concerns([str(own)], machine, account="root")
        == concerns([str(own / "Documents")], machine, account="root")
        == ()
    )
    made(own, "rescued/mdiaz/NTUSER.DAT")
    assert concerns([str(own / "rescued")], machine, account="root") == ("a home folder",)


@pytest.mark.parametrize(
    ("place", "whose"),
    [
        (r"\\fs1\home$\jroe", "jroe"), (r"\\fs1.corp.example\Users$", ""), ("//fs1/homes/mdiaz/Documents", "mdiaz"), (r"\\?\UNC\fs1\profiles$\mdiaz.V6", "mdiaz.V6"),
        (r"\\fs1\redirected\mdiaz", "mdiaz"), (r"\\fs1\projects\home", None), ("/srv/home$", None), (r"C:\Users\mdiaz", None), ("s3://home/x", None),
    ],
)  # fmt: skip
def test_a_share_says_by_its_name_that_it_holds_homes(place: str, whose: str | None, machine: System) -> None:
    assert named_in_address(place) == whose
    told = concerns([place], machine, account="scanner")
    assert told == (() if whose is None else ("a home folder",) if whose else ("home folders",))


def test_a_large_share_is_looked_at_in_bounds(machine: System, monkeypatch: pytest.MonkeyPatch) -> None:
    root = made(machine.root / "srv", *[f"d{one}/e{two}/f/" for one in range(40) for two in range(40)])
    looked = 0
    scandir = os.scandir

    def counted(path: object) -> object:
        nonlocal looked
        looked += 1
        return scandir(path)  # type: ignore[call-overload]

    monkeypatch.setattr(os, "scandir", counted)
    assert homes_below(root) == [] and homes_around(root) == []
    assert looked < 6_000
