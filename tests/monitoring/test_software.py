"""Lists of software in the forms that machines and RMMs print them; errors by row; what is no list is refused."""

from __future__ import annotations

import contextlib
import random
import shutil
import subprocess
import time
from datetime import date

import pytest

from bailee.errors import InvalidInput
from bailee.monitoring.collect import from_list
from bailee.monitoring.software import SoftwareList, decoded, read

CSVS = {
    "NinjaOne": "Device Name,Organization,Software,Publisher,Version,Install Date\nWS-1,Acme,Hubstaff,Netsoft,1.6,2024-03-02\n",
    "Datto RMM": "Hostname;Name;Version;Install date\nWS-1;Hubstaff;1.6;02.03.2024\n",
    "ConnectWise": "Computer Name,Application Name,Application Version,Date Installed\nWS-1,Hubstaff,1.6,3/2/2024 10:00:00 AM\n",
    "Get-Package": "Name\tVersion\tPSComputerName\tInstallDate\nHubstaff\t1.6\tWS-1\t20240302\n",
    "wmic": "Node,Name,InstallDate,Version\nWS-1,Hubstaff,20240302,1.6\n",
    "quotes and a mark": '\ufeff"ComputerName","DisplayName","DisplayVersion","InstallDate"\r\n"WS-1","Hubstaff","1.6","20240302"\r\n',
    "Excel says its separator": "sep=;\nMachine;Program;Version;Installed on\nWS-1;Hubstaff;1.6;Mar 2, 2024\n",
}


@pytest.mark.parametrize("rmm", CSVS)
def test_columns_are_guessed_from_their_heads(rmm: str) -> None:
    (row,) = read(CSVS[rmm]).rows
    assert (row.name, row.version, row.machine, row.installed_on) == ("Hubstaff", "1.6", "WS-1", date(2024, 3, 2))


FORMS = {
    "winget": "Name                     Id                       Version   Available Source\n---------------------------------------------------------------------------------\nTeamViewer               TeamViewer.TeamViewer    15.62.4             winget\nMicrosoft Edge           Microsoft.Edge           131.0               winget\n",
    "registry": 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\TeamViewer]\n"DisplayName"="TeamViewer"\n"InstallDate"="20240302"\n"DisplayVersion"="15.62.4"\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\7-Zip]\n"DisplayName"="7-Zip 24.09 (x64)"\n',
    "rpm": "bash-5.1.8-6.el9.x86_64\nteamviewer-15.62.4-0.x86_64\nkernel-5.14.0-427.el9.x86_64\n",
    "sc query": "SERVICE_NAME: TeamViewer\nDISPLAY_NAME: TeamViewer\n        TYPE               : 10  WIN32_OWN_PROCESS\n        STATE              : 4  RUNNING\n\nSERVICE_NAME: Spooler\nDISPLAY_NAME: Print Spooler\n",
    "Get-Service": '#TYPE System.ServiceProcess.ServiceController\n"Name","RequiredServices","CanStop","DisplayName","Status","StartType"\n"TeamViewer","","True","TeamViewer","Running","Automatic"\n"Spooler","","True","Print Spooler","Running","Automatic"\n',
    "tasklist": '"Image Name","PID","Session Name","Session#","Mem Usage"\n"svchost.exe","812","Services","0","9,124 K"\n"TeamViewer_Service.exe","3120","Services","0","18,204 K"\n',
    "systemctl": "  UNIT                  LOAD   ACTIVE SUB     DESCRIPTION\n  cron.service          loaded active running Regular background program processing daemon\n  teamviewerd.service   loaded active running TeamViewer remote control daemon\n",
    "launchctl": "PID\tStatus\tLabel\n-\t0\tcom.apple.SafariHistoryServiceAgent\n512\t0\tcom.teamviewer.teamviewer\n",
    "json": '[{"name": "TeamViewer", "version": "15.62.4", "install_date": "20240302"}, {"name": "Firefox", "version": "133"}]',
    "applications": "/Applications/Safari.app\n/Applications/TeamViewer.app\n",
    "names": "Safari\nTeamViewer 15\nNumbers\n",
    "dpkg -l": "Desired=Unknown/Install/Remove/Purge/Hold\n||/ Name       Version   Architecture Description\n+++-==========-=========-============-=====\nii  bash       5.2       amd64        GNU Bourne Again SHell\nii  teamviewer 15.62.4   amd64        TeamViewer\nrc  oldthing   1.0       amd64        removed\n",
    "dpkg status": "Package: teamviewer\nStatus: install ok installed\nVersion: 15.62.4\n\nPackage: anydesk\nStatus: purge ok not-installed\n",
}  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_what_commands_print_is_read(form: str) -> None:
    listed = read(FORMS[form])
    assert {trace.product for trace in from_list(listed, "list")} == {"teamviewer"}, listed
    assert not any("oldthing" in row.name for row in listed.rows)


@pytest.mark.skipif(not shutil.which("dpkg-query"), reason="a system with dpkg")
@pytest.mark.parametrize(
    "command", [["dpkg", "-l"], ["dpkg-query", "-W"], ["systemctl", "list-unit-files", "--type=service", "--no-pager"]]
)
def test_what_this_machine_prints_is_read(command: list[str]) -> None:
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"COLUMNS": "200", "PATH": "/usr/bin:/bin"}
    )
    if done.returncode == 0 and done.stdout.strip():
        assert len(read(done.stdout).rows) > 20


def test_an_export_of_windows_in_utf_16_is_read() -> None:
    content = FORMS["registry"].encode("utf-16")
    assert [row.name for row in read(decoded(content)).rows] == ["TeamViewer", "7-Zip 24.09 (x64)"]


def test_errors_are_told_by_row_and_cost_no_other_row() -> None:
    listed = read("computer,software,install date\nWS-1,Hubstaff,soon\nWS-2,,2024-01-01\n\nWS-3,Hubstaff,2024-01-02\n")
    assert [row.machine for row in listed.rows] == ["WS-1", "WS-3"]
    assert listed.problems == ("line 2: the date of installation is not understood", "line 3: no name of a program")
    assert "soon" not in " ".join(listed.problems)


def test_many_errors_are_counted_and_not_all_printed() -> None:
    listed = read("computer,software\n" + "WS-1,\n" * 400 + "WS-2,Hubstaff\n")
    assert len(listed.problems) == 51 and listed.problems[-1] == "and 350 more" and len(listed.rows) == 1


@pytest.mark.parametrize(
    "text",
    ["", "  \n ", "Dear all, we thought about buying Teramind, and then about Hubstaff. Neither of them came to run here, as you know.\n", "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R /Producer (some writer of documents) >>\nendobj\n" * 3,
     "name,colour\n" and "colour,size\nred,4\n"],
)  # fmt: skip
def test_what_is_no_list_of_software_is_refused(text: str) -> None:
    with pytest.raises(InvalidInput):
        read(text)


def test_noise_never_raises_anything_else() -> None:
    rng = random.Random(5)
    pieces = [*FORMS.values(), *CSVS.values()]
    for _ in range(400):
        text = bytearray(rng.choice(pieces).encode())
        for _ in range(rng.randint(1, 30)):
            text[rng.randrange(len(text))] = rng.randrange(256)
        with contextlib.suppress(InvalidInput):
            assert isinstance(read(decoded(bytes(text[: rng.randint(1, len(text))]))), SoftwareList)


def test_a_long_list_is_read_in_seconds() -> None:
    rows = "".join(f"WS-{n % 500},Program {n % 900},{n}.0\n" for n in range(120_000))
    traces = from_list(read("computer,software,version\n" + rows + "WS-7,Hubstaff,1.6\n"), "list")
    assert [(trace.product, trace.where) for trace in traces] == [("hubstaff", "WS-7")]


def test_a_row_that_is_none_costs_no_other() -> None:
    listed = read('computer,software\nWS-1,Hubstaff\nWS-2,"' + "x" * 200_000 + '"\nWS-3,Hubstaff\n')
    assert [row.machine for row in listed.rows if row.name == "Hubstaff"] == ["WS-1", "WS-3"]
    assert len(listed.problems) == 1 and listed.problems[0].startswith("line 3")


@pytest.mark.parametrize(
    "line", ["a-1" * 200_000, "ii " * 200_000, "x.service " * 60_000, "," * 500_000, '"' * 300_001]
)
def test_lines_without_end_are_given_up_in_time(line: str) -> None:
    began = time.process_time()
    with contextlib.suppress(InvalidInput):
        read(f"{line}\n{line}\n")
    assert time.process_time() - began < 5
