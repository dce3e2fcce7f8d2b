"""A file is read again where another bailee read it: one whose code or words are not the same."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

import bailee
from bailee.operations.scan_store import reader


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name in ("detectors/us/ssn.py", "kinds/words/payroll.toml", "text.py", "web/page.py", "detectors/notes.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("as it was")
    monkeypatch.setattr(bailee, "__file__", str(tmp_path / "__init__.py"))
    reader.cache_clear()
    yield tmp_path
    reader.cache_clear()


def anew() -> str:
    reader.cache_clear()
    return reader()


@pytest.mark.parametrize("name", ["detectors/us/ssn.py", "kinds/words/payroll.toml", "text.py"])
def test_what_reads_files_makes_another_reader(name: str, installed: Path) -> None:
    before = anew()
    (installed / name).write_text("as it is")
    os.utime(installed / name, ns=(1, 1))
    assert anew() != before


@pytest.mark.parametrize("name", ["web/page.py", "detectors/notes.md"])
def test_what_reads_none_makes_the_same(name: str, installed: Path) -> None:
    before = anew()
    (installed / name).write_text("another page")
    assert anew() == before


def test_a_module_more_is_another_reader_and_another_folder_is_not(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = anew()
    (installed / "kinds" / "payroll.py").write_text("new")
    assert anew() != before
    (installed / "kinds" / "payroll.py").unlink()
    installed.rename(installed.with_name("elsewhere"))
    monkeypatch.setattr(bailee, "__file__", str(installed.with_name("elsewhere") / "__init__.py"))
    assert anew() == before
