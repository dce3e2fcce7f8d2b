"""`bailee read`: what stands in a file, and who can open it."""

from __future__ import annotations

from pathlib import Path

from cli.running import run


def test_a_file_is_shown_with_whose_it_is_and_who_can_open_it(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Nothing about anybody.\n")
    file.chmod(0o600)
    text = run("read", file).stdout
    assert "── notes.txt" in text and "Nothing about anybody." in text and "1 place, 23 characters" in text
    assert "-rw-------" in text and "changed " in text and "disk" in text


def test_programs_get_the_places_alone(tmp_path: Path) -> None:
    file = tmp_path / "notes.txt"
    file.write_text("Nothing about anybody.\n")
    assert run("read", file, "--jsonl").stdout.count("\n") == 1
