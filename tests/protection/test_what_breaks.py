"""What breaks when a file goes, and what was not cleaned: found where it is, and nothing found where nothing is."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from shelf import KEYS, Shelf

from bailee.protection.breaks import Break, breaks_of
from bailee.protection.files import digest_of
from bailee.protection.leftovers import Sought, not_cleaned


def office_file(path: Path, part: str, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(path, "w") as parts:
        parts.writestr(part, content)
    return path


RELS = '<Relationships><Relationship Id="r1" Target="file:///S:/HR/{}" TargetMode="External"/></Relationships>'


@pytest.mark.parametrize(
    ("name", "part", "content"),
    [
        ("plan.xlsx", "xl/externalLinks/_rels/externalLink1.xml.rels", RELS.format("pay%20list.csv")),
        ("plan.docx", "word/_rels/document.xml.rels", RELS.format("pay%20list.csv")),
        ("plan.odt", "content.xml", '<a xlink:href="../HR/pay%20list.csv"/>'),
        ("plan.ods", "content.xml", "<c table:formula=\"of:=['file:///s/pay list.csv'#$Sheet1.A1]\"/>"),
    ],
)
def test_an_office_file_that_names_it(shelf: Shelf, tmp_path: Path, name: str, part: str, content: str) -> None:
    file = shelf.file("pay list.csv")
    linking = office_file(tmp_path / "desk" / name, part, content)
    office_file(tmp_path / "desk" / "other.docx", "word/_rels/document.xml.rels", RELS.format("another.csv"))
    found = breaks_of([file], [tmp_path])
    assert found.of(file) == (Break("formula", linking.resolve()),) and found.is_whole


def test_links_and_shortcuts_that_lead_to_it(shelf: Shelf, tmp_path: Path) -> None:
    file, desk = shelf.file(), tmp_path / "desk"
    desk.mkdir()
    (desk / "to it").symlink_to(file)
    (desk / "to its folder").symlink_to(shelf.folder)
    (desk / "to nothing").symlink_to(tmp_path / "absent")
    (desk / "pay.lnk").write_bytes(b"L\0\0\0" + r"\\server\hr\pay.csv".encode("utf-16-le") + b"\0\0")
    (desk / "pay.desktop").write_text("[Desktop Entry]\nType=Link\nURL=file:///srv/hr/pay.csv\n")
    (desk / "away.url").write_text("[InternetShortcut]\nURL=https://client.example/\n")
    found = {(each.sort, each.where.name) for each in breaks_of([file], [tmp_path]).of(file) if each.where}
    assert found == {("link", "to it"), ("link", "to its folder"), ("shortcut", "pay.lnk"), ("shortcut", "pay.desktop")}


def test_a_program_that_has_it_open(shelf: Shelf, tmp_path: Path) -> None:
    """Processes as /proc shows them: ours is left out, and what may not be looked at is passed over."""
    file, proc = shelf.file(), tmp_path / "proc"
    for number, name in (("71", "soffice.bin"), ("72", "cat")):
        (proc / number / "fd").mkdir(parents=True)
        (proc / number / "comm").write_text(f"{name}\n")
    (proc / "71" / "fd" / "5").symlink_to(file)
    (proc / "72" / "fd" / "3").symlink_to(tmp_path)
    (proc / "73").mkdir()
    assert breaks_of([file], [], proc=proc).of(file) == (Break("open", None, "soffice.bin"),)


def test_a_folder_that_goes_to_other_devices(tmp_path: Path) -> None:
    folder = tmp_path / "OneDrive - Acme" / "HR"
    folder.mkdir(parents=True)
    (folder / "pay.csv").write_text("x")
    assert breaks_of([folder / "pay.csv"], []).of(folder / "pay.csv") == (Break("sync", None, "OneDrive"),)


def test_nothing_breaks_where_nothing_leads_to_it(shelf: Shelf, tmp_path: Path) -> None:
    assert breaks_of([shelf.file()], [tmp_path]).found == {}


def test_damaged_office_files_are_passed_over(shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "bad.xlsx").write_bytes(b"PK\x03\x04 no zip")
    assert breaks_of([shelf.file()], [tmp_path]).found == {}


# --- what was not cleaned


def sought(path: Path) -> Sought:
    with path.open("rb", buffering=0) as stream:
        digest, size = digest_of(stream, KEYS.content_key)
    return Sought(path, size, digest)


def sorts(told: Sought, home: Path, **more: object) -> list[str]:
    return [each.sort for each in not_cleaned(told, KEYS.content_key, homes=[home], **more)]  # type: ignore[arg-type]


def test_copies_of_all_sorts_are_listed(shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.file(content=b"name,ssn\n" * 9)
    told, home = sought(path), tmp_path / "home-of-pat"
    bin_ = home / ".local/share/Trash"
    (bin_ / "files").mkdir(parents=True)
    (bin_ / "info").mkdir()
    (bin_ / "files" / "pay.csv").write_bytes(b"an older one")
    (bin_ / "info" / "pay.csv.trashinfo").write_text(f"[Trash Info]\nPath={path}\nDeletionDate=2026-01-01T00:00:00\n")
    (shelf.folder / "#recycle").mkdir()
    (shelf.folder / "#recycle" / "x1").write_bytes(path.read_bytes())
    (shelf.folder / ".pay.csv.swp").write_text("vim")
    (shelf.folder / "pay.bak").write_text("old")
    snapshot = tmp_path / ".snapshots" / "7" / "snapshot" / "hr"
    snapshot.mkdir(parents=True)
    (snapshot / "pay.csv").write_text("of last week")
    same, other = shelf.file("same.csv", path.read_bytes()), shelf.file("other.csv", b"x" * told.size)
    path.unlink()
    found = not_cleaned(told, KEYS.content_key, homes=[home], same=[same, other], backups=[("Timeshift", "/timeshift")])
    assert [(each.sort, each.where.name if each.where else "") for each in found] == [
        ("snapshot", "7"),
        ("bin", "pay.csv"),
        ("bin", "x1"),
        ("beside", ".pay.csv.swp"),
        ("beside", "pay.bak"),
        ("same-content", "same.csv"),
        ("backup", ""),
    ]
    assert [each.is_sure for each in found] == [True] * 6 + [False]


def test_nothing_is_listed_where_nothing_is(shelf: Shelf, tmp_path: Path) -> None:
    path = shelf.file(content=b"name,ssn\n" * 9)
    told = sought(path)
    path.unlink()
    assert sorts(told, tmp_path / "no home") == []


def test_a_cloud_is_named_though_nobody_can_look(tmp_path: Path) -> None:
    folder = tmp_path / "Dropbox"
    folder.mkdir()
    path = folder / "pay.csv"
    path.write_text("x")
    assert sorts(sought(path), tmp_path) == ["cloud-versions", "sync-peers"]
