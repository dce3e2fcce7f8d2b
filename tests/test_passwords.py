"""Passwords come from a private file, are tried and forgotten; what they open is read in its place."""

from __future__ import annotations

import io
import json
import os
import pickle
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.extractors.interface import Budget, Unreadable
from bailee.passwords import MOST, Passwords, read_passwords
from bailee.vocabulary import Reason
from waiting import PATIENCE

BAILEE = Path(sys.executable).with_name("bailee")


def listed(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "passwords.txt"
    path.write_bytes(text.encode())
    path.chmod(mode)
    return path


def locked(folder: Path, password: str) -> Path:
    import pyzipper

    path = folder / "pay.zip"
    with pyzipper.AESZipFile(path, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(password.encode())
        archive.writestr("pay.csv", "name,ssn\nAnn Roe,219-09-9999\n")
    return path


def bailee(*arguments: str | Path, home: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "BAILEE_HOME": str(home)}
    return subprocess.run(
        [BAILEE, *arguments], capture_output=True, text=True, env=environment, timeout=PATIENCE, check=False
    )


@pytest.mark.skipif(os.name != "posix", reason="rights of POSIX")
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604])
def test_a_file_that_others_may_read_is_refused_with_the_remedy(tmp_path: Path, mode: int) -> None:
    with pytest.raises(NotAllowed) as refusal:
        read_passwords(listed(tmp_path, "secret\n", mode))
    assert refusal.value.hint.startswith("chmod 600") and "secret" not in str(refusal.value)


@pytest.mark.parametrize(("text", "error"), [("", InvalidInput), ("\n\n", InvalidInput), ("x\n" * 2, None)])
def test_an_empty_list_is_refused(tmp_path: Path, text: str, error: type[Exception] | None) -> None:
    path = listed(tmp_path, text)
    if error is None:
        assert list(read_passwords(path).tries()) == ["x"]
    else:
        with pytest.raises(error):
            read_passwords(path)


def test_a_list_of_guesses_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        read_passwords(listed(tmp_path, "\n".join(f"guess{n}" for n in range(MOST + 1))))
    with pytest.raises(CannotRead):
        read_passwords(tmp_path / "none")


def test_blanks_belong_to_a_password_and_notepads_mark_does_not(tmp_path: Path) -> None:
    assert list(read_passwords(listed(tmp_path, "\ufeff pass word \r\nGrüße\r\n")).tries()) == [" pass word ", "Grüße"]


def test_no_password_stands_where_it_could_be_logged() -> None:
    passwords = pickle.loads(pickle.dumps(Passwords(("hidden", "AGE-SECRET-KEY-1X"))))  # noqa: S301 - made a line ago
    assert "hidden" not in repr(passwords) + str(passwords) and list(passwords.tries()) == ["hidden"]


def test_the_one_that_fitted_is_tried_first_the_next_time() -> None:
    passwords = Passwords(("a", "b", "c"))
    budget = Budget(passwords=passwords)
    assert budget.unlocked(lambda word: word if word == "c" else None) == "c"
    assert list(passwords.tries()) == ["c", "a", "b"]
    with pytest.raises(Unreadable) as refusal:
        budget.unlocked(lambda word: None)
    assert refusal.value.reason is Reason.ENCRYPTED


def test_a_scan_opens_what_a_known_password_opens_and_says_what_none_does(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    locked(place, "Spring-2024")
    report = tmp_path / "r.json"
    arguments = ("scan", place, "--no-store", "--exact-locators", "--names", "off", "--report", report)
    bailee(*arguments, home=tmp_path)
    told = json.loads(report.read_text("utf-8"))
    assert not [found for found in told["findings"] if found["detector"] == "us-ssn"]
    assert told["coverage"]["encrypted"]["items"] == 1
    run = bailee(*arguments, "--password-file", listed(tmp_path, "wrong\nSpring-2024\n"), home=tmp_path)
    told = json.loads(report.read_text("utf-8"))
    assert [found["locator"] for found in told["findings"] if found["detector"] == "us-ssn"] == [["pay.zip", "pay.csv"]]
    assert told["items"]["read"] == 1 and "Spring-2024" not in run.stdout + run.stderr + report.read_text("utf-8")


def test_a_store_tries_locked_files_again_once_a_password_is_known(tmp_path: Path) -> None:
    place = tmp_path / "place"
    place.mkdir()
    locked(place, "Spring-2024")
    (place / "other.txt").write_text("nothing here", "utf-8")
    home = tmp_path / "home"
    assert "1 read   1 partly" in bailee("scan", place, "--names", "off", home=home).stdout
    passwords = listed(tmp_path, "Spring-2024\n")
    second = bailee("scan", place, "--names", "off", "--password-file", passwords, home=home).stdout
    assert "2 read   0 partly" in second and "1 file unchanged" in second
    assert "2 read   0 partly" in bailee("scan", place, "--names", "off", home=home).stdout
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"Spring-2024" not in kept


def test_what_was_opened_lies_on_no_disk(tmp_path: Path) -> None:
    """The library for old Office files takes a temporary file; ours gives it memory."""
    from msoffcrypto.format import doc97, ppt97, xls97

    from bailee.extractors import encrypted_office

    with pytest.raises((Unreadable, ValueError, OSError)):
        encrypted_office._decrypted(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "x")
    assert all(isinstance(module.tempfile.TemporaryFile(), io.BytesIO) for module in (doc97, ppt97, xls97))
