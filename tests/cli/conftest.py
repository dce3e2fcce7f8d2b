"""A small company that was scanned once, for every test of what commands say about it."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from cli.running import run

# Numbers that the issuers published for testing, or that nobody can hold.
PAYROLL = "Employee,SSN,Home phone,E-mail\n" + "".join(
    f"{name},{ssn},212-555-01{n:02d},{name.split()[0].lower()}@example.com\n"
    for n, (name, ssn) in enumerate(
        [("Ana Diaz", "219-09-9999"), ("Ben Okafor", "457-55-5462"), ("Cleo Marsh", "512-44-7313")]
    )
)


@pytest.fixture(scope="session")
def company(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("company") / "shop"
    (folder / "HR").mkdir(parents=True)
    (folder / "HR" / "payroll.csv").write_text(PAYROLL)
    (folder / "notes.txt").write_text("Nothing about anybody.\n")
    with zipfile.ZipFile(folder / "cut.zip", "w") as archive:
        archive.writestr("whole.txt", "Nothing about anybody.\n")
        archive.writestr("half.txt", "Nothing about anybody.\n" * 9)
    (folder / "cut.zip").write_bytes((folder / "cut.zip").read_bytes()[:150])
    with zipfile.ZipFile(folder / "HR" / "old.zip", "w") as archive:
        archive.writestr("2019.csv", PAYROLL)
    return folder


@pytest.fixture(scope="session")
def home(company: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cli") / "home"
    done = run("scan", company, "--jobs", "1", home=folder)
    assert done.exit_code == 0, done.output
    return folder
