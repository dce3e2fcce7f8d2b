"""Lines that install the agent: run for real where there is a shell for them, read back where there is none."""

from __future__ import annotations

import base64
import functools
import hashlib
import io
import os
import subprocess
import tarfile
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bailee.errors import InvalidInput
from bailee.install_lines import CODES, MANAGERS, Wanted, line

SERVER, CODE = "https://privacy.example.com", "3-K7Q2_wXyZ-a"
# Stands for the program: it notes how it was called and what came by its standard input, and fails where it is told to.
PROGRAM = """#!/bin/sh
read -r given || given=
echo "$@ <$given>" >> "$(dirname "$0")/called"
case "$*" in *enrol*) [ -z "${REFUSE:-}" ] || { echo "${REFUSE}"; exit 2; } ;; esac
[ "$2" != install ] || [ -z "${NO_SERVICE:-}" ] || exit 1
"""


@pytest.fixture
def package(tmp_path: Path) -> Iterator[tuple[str, str]]:
    """An archive on a server on loopback: its address, and its SHA-256."""
    (tmp_path / "www").mkdir()
    with tarfile.open(tmp_path / "www/bailee.tar.gz", "w:gz") as archive:
        entry = tarfile.TarInfo("bailee/bailee")
        entry.mode, entry.size = 0o755, len(PROGRAM)
        archive.addfile(entry, io.BytesIO(PROGRAM.encode()))

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:
            return

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(tmp_path / "www")))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    digest = hashlib.sha256((tmp_path / "www/bailee.tar.gz").read_bytes()).hexdigest()
    yield f"http://127.0.0.1:{server.server_port}/bailee.tar.gz", digest
    server.shutdown()
    server.server_close()
    thread.join(5)


def run(text: str, folder: Path, **environment: str) -> int:
    around = {"PATH": os.environ["PATH"], "BAILEE_FOLDER": str(folder), **environment}
    return subprocess.run(["/bin/sh"], input=text.encode(), env=around, capture_output=True, check=False).returncode


@pytest.mark.skipif(os.geteuid() != 0, reason="the line wants root, and says so by 10")
@pytest.mark.parametrize("manager", ["shell", "connectwise-automate"])
def test_the_line_fetches_enrols_and_installs_and_the_code_is_in_no_list_of_processes(
    tmp_path: Path, package: tuple[str, str], manager: str
) -> None:
    folder = tmp_path / "opt" / "bailee"
    text = line(manager, "Linux", Wanted(SERVER, CODE, *package))
    assert run(text, folder) == 0
    enrolled, installed = (folder / "called").read_text().splitlines()
    assert enrolled == f"agent enrol {SERVER} --code - <{CODE}>" and installed.startswith("agent install")
    assert run(text, folder, REFUSE="this device is enrolled already") == 0  # a second time does no harm


@pytest.mark.skipif(os.geteuid() != 0, reason="the line wants root, and says so by 10")
def test_each_fault_has_its_exit_code(tmp_path: Path, package: tuple[str, str]) -> None:
    address, digest = package
    folder = tmp_path / "opt" / "bailee"
    good = Wanted(SERVER, CODE, address, digest)
    assert run(line("shell", "Linux", Wanted(SERVER, CODE, address + ".none", digest)), folder) == 11
    assert run(line("shell", "Linux", Wanted(SERVER, CODE, address, "0" * 64)), folder) == 12
    assert not folder.exists()  # what is another file was not unpacked
    assert run(line("shell", "Linux", Wanted(SERVER, CODE)), folder) == 13
    assert run(line("shell", "Linux", good), folder, REFUSE="this code has expired") == 14
    assert run(line("shell", "Linux", good), folder, NO_SERVICE="1") == 15
    assert {code for code, _, _ in CODES} == {0, 10, 11, 12, 13, 14, 15}


def test_every_manager_has_a_line_for_each_of_its_systems() -> None:
    for manager in MANAGERS:
        for system in manager.systems:
            text = line(manager.ident, system, Wanted(SERVER, CODE, f"{SERVER}/bailee.zip", "ab" * 32))
            assert manager.is_one_line == ("\n" not in text), (manager.ident, system)
            assert len(text) < 8_191 or not manager.is_one_line  # cmd.exe takes no longer line
    with pytest.raises(InvalidInput, match="does not install on Linux"):
        line("gpo", "Linux", Wanted(SERVER, CODE))


def test_the_one_line_of_powershell_is_the_script_itself() -> None:
    wanted = Wanted(SERVER, CODE)
    encoded = line("connectwise-automate", "Windows", wanted).rpartition(" ")[2]
    assert base64.b64decode(encoded).decode("utf-16-le") == line("shell", "Windows", wanted)


@pytest.mark.parametrize(
    "wanted",
    [
        Wanted("privacy.example.com", CODE), Wanted(SERVER, "3 K7'; rm -rf /"), Wanted(SERVER, ""), Wanted("", CODE),
        Wanted(SERVER, CODE, "https://a/b.zip", "beef"), Wanted("https://a\n$(id)", CODE), Wanted(SERVER, CODE, ca="a\nb"),
    ],
)  # fmt: skip
def test_what_would_not_stay_one_word_is_refused(wanted: Wanted) -> None:
    with pytest.raises(InvalidInput):
        line("shell", "Linux", wanted)


def test_a_quote_in_a_path_stays_in_its_string(tmp_path: Path) -> None:
    odd = "C:\\O'Neil\u2019s $(id) `x`\\ca.pem"
    assert "$ca = 'C:\\O''Neil\u2019\u2019s $(id) `x`\\ca.pem'" in line(
        "shell", "Windows", Wanted(SERVER, CODE, ca=odd)
    )
    script = line("shell", "Linux", Wanted(SERVER, CODE, ca=odd)).partition("folder=")[0] + 'printf %s "$ca"\n'
    said = subprocess.run(["/bin/sh"], input=script.encode(), capture_output=True, check=True)
    assert said.stdout.decode() == odd
