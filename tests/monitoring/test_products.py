"""The table of products: what it must name, that it says where its traces are from, and that ordinary things match none."""

from __future__ import annotations

import pytest

from bailee.monitoring import names
from bailee.monitoring.paths import seen_at
from bailee.monitoring.product import GROUPS, OBSERVES, load, parse
from bailee.vocabulary import DATA_CATEGORIES

WANTED = [
    "teramind",
    "activtrak",
    "veriato",
    "hubstaff",
    "time-doctor",
    "interguard",
    "kickidler",
    "staffcop",
    "sentrypc",
    "controlio",
    "currentware",
    "insightful",
    "desktime",
    "spyrix",
    "refog",
    "revealer-keylogger",
    "monitask",
    "veriato-cerebral",
    "apploye",
    "clever-control",
    "net-monitor-for-employees",
    "imonitor-eam",
    "syteca",
    "3cx",
    "ringcentral",
    "asterisk",
    "verint",
    "nice",
    "zoom",
    "teams-recordings",
    "hikvision",
    "dahua",
    "milestone-xprotect",
    "genetec",
    "blue-iris",
    "zoneminder",
    "frigate",
    "synology-surveillance-station",
    "unifi-protect",
    "axis-camera-station",
    "avigilon",
    "reolink",
    "shinobi",
    "ispy",
    "mailstore",
    "mimecast",
    "barracuda-archiver",
    "exchange-journal",
    "gfi-archiver",
    "piler",
    "proofpoint-archive",
    "pfsense",
    "opnsense",
    "fortigate",
    "sonicwall",
    "sophos-firewall",
    "watchguard",
    "meraki",
    "unifi-gateway",
    "squid",
    "e2guardian",
    "pi-hole",
    "cisco-umbrella",
    "dnsfilter",
    "cisco-asa",
    "purview-dlp",
    "forcepoint-dlp",
    "symantec-dlp",
    "digital-guardian",
    "safetica",
    "netwrix-auditor",
    "varonis",
    "endpoint-protector",
    "ninjaone",
    "datto-rmm",
    "connectwise-automate",
    "screenconnect",
    "n-able",
    "atera",
    "tactical-rmm",
    "action1",
    "kaseya-vsa",
    "syncro",
    "teamviewer",
    "anydesk",
    "splashtop",
    "beyondtrust",
    "rustdesk",
    "meshcentral",
    "intune",
    "jamf",
    "kandji",
    "find-my",
    "samsara",
    "geotab",
    "verizon-connect",
    "paxton-net2",
    "wazuh",
    "crowdstrike",
    "sentinelone",
    "defender-for-endpoint",
    "splunk-forwarder",
    "elastic-agent",
    "auditd",
    "sysmon",
]


def test_the_tools_that_an_office_meets_are_known() -> None:
    assert set(WANTED) <= set(load())
    assert {tool.group for tool in load().values()} == set(GROUPS)


@pytest.mark.parametrize("ident", sorted(load()))
def test_a_product_says_what_it_records_of_whom_and_where_that_is_written(ident: str) -> None:
    tool = load()[ident]
    assert tool.observes and tool.watched and all(source.startswith("http") for source in tool.sources)
    assert tool.software or tool.packages or tool.services or tool.processes or tool.paths or tool.rules
    assert set(tool.categories) <= set(DATA_CATEGORIES)


def test_what_is_observed_comes_to_a_category_of_data() -> None:
    assert {category for _, category in OBSERVES.values()} <= set(DATA_CATEGORIES)


def test_a_product_that_says_nonsense_is_refused() -> None:
    good = (
        'name = "X"\ngroup = "web-log"\nobserves = ["web"]\nwatched = ["employee"]\nsources = ["https://x.example"]\n'
    )
    assert parse("x", good).name == "X"
    for bad in (
        good.replace("web-log", "spying"),
        good.replace('"web"', '"thoughts"'),
        good + "colour = 1\n",
        good + "[traces]\nx = []\n",
    ):
        with pytest.raises((ValueError, KeyError)):
            parse("x", bad)


@pytest.mark.parametrize(
    "name",
    ["Google Chrome", "Microsoft Edge", "Microsoft 365 Apps for business - en-us", "7-Zip 24.09 (x64)", "Adobe Acrobat (64-bit)", "Zoom Workplace", "Microsoft Teams", "3CX Desktop App",
     "Microsoft Visual C++ 2015-2022 Redistributable (x64)", "NVIDIA Graphics Driver 551.23", "Windows Defender", "python3", "openssh-server", "QuickBooks Pro 2024", "Dropbox", "Slack",
     "Invoice for Teramind", "How to remove Spyrix", "Hubstaff Ltd invoices"],
)  # fmt: skip
def test_ordinary_software_is_no_monitoring(name: str) -> None:
    assert names.software(name) == ()


@pytest.mark.parametrize(
    ("name", "tool"),
    [("Perfect Keylogger 1.68", "other-key-logger"), ("Iwantsoft Free Keylogger", "other-key-logger"), ("Acme Employee Monitoring Agent", "other-employee-monitoring"),
     ("Total Call Recorder 4", "other-call-recorder"), ("Lorex CCTV Client", "other-camera-recorder"), ("Acme NVR Server 2.0.1", "other-camera-recorder"), ("Harbour Web Filter", "other-web-log"),
     ("SuperMail Archiver", "other-mail-archive"), ("Northwind DLP Agent", "other-data-loss-prevention"), ("Contoso RMM Agent (x64)", "other-remote-management"), ("Fleet Tracker Desktop", "other-location")],
)  # fmt: skip
def test_a_tool_that_is_in_no_file_is_known_by_what_its_name_says(name: str, tool: str) -> None:
    assert names.software(name) == (tool,) and load()[tool].by_words


@pytest.mark.parametrize(
    "name",
    ["Anti-Keylogger", "Zemana AntiLogger", "KeyScrambler", "Keylogger Detector 3", "Employee monitoring policy", "How to find a keylogger", "Activity Monitor.app", "Resource Monitor",
     "Call Recorder user guide", "Web Filter invoice 2024", "Performance Monitor", "CPU-Z", "HWMonitor", "SpyShelter Premium", "Spybot - Search & Destroy", "NVIDIA NVENC", "Screen Saver"],
)  # fmt: skip
def test_what_speaks_of_such_tools_or_keeps_them_off_is_none(name: str) -> None:
    assert names.software(name) == ()


def test_a_tool_with_a_file_of_its_own_is_named_as_itself_alone() -> None:
    assert names.software("Revealer Keylogger Free") == ("revealer-keylogger",)
    assert names.software("McAfee DLP Endpoint 11.6") == ("trellix-dlp",)


@pytest.mark.parametrize(
    "name", ["svchost.exe", "explorer.exe", "chrome.exe", "python3", "sshd", "systemd-journald", "dwm.exe", "agent.exe"]
)
def test_ordinary_processes_and_services_are_none_either(name: str) -> None:
    assert names.process(name) == () and names.service(name.removesuffix(".exe")) == ()


@pytest.mark.parametrize(
    ("name", "tool"),
    [("Teramind Agent", "teramind"), ("NinjaRMMAgent", "ninjaone"), ("ScreenConnect Client (6f2d91c04be7a355)", "screenconnect"), ("Blue Iris 5.9.9.12", "blue-iris"),
     ("Sentinel Agent", "sentinelone"), ("TeamViewer 15.62 (64-bit)", "teamviewer"), ("MailStore Server 24.4.0.22416", "mailstore"), ("wazuh-agent:amd64", "wazuh"), ("Hubstaff 1.6.29", "hubstaff")],
)  # fmt: skip
def test_software_is_known_with_and_without_its_version(name: str, tool: str) -> None:
    assert names.software(name) == (tool,)


NEAR_MISSES = [
    "C:/Users/ann/Downloads/TeramindAgent.msi", "C:/Users/ann/Downloads/Hubstaff/HubstaffClient.exe", "/home/ann/Documents/Teramind invoice 2024.pdf", "/srv/mail/licence Blue Iris.eml",
    "/srv/it/installers/Spyrix Employee Monitoring/setup.exe", "/srv/it/TeamViewer_Setup.exe", "/srv/share/Legal/ActivTrak contract.docx", "/srv/share/Purchasing/Frigate NVR quote.pdf",
    "/srv/share/IT/Docs/squid.conf.txt", "/home/ann/.local/share/Trash/files/Frigate/config.yml", "C:/$Recycle.Bin/S-1-5/Blue Iris 5/BlueIris.exe", "/srv/books/The Asterisk book/asterisk.pdf",
    "/srv/wazuh-agent_4.9.0-1_amd64.deb", "/srv/photos/Avigilon/party.jpg.lnk", "/srv/www/access.log", "/var/log/audit.txt", "/srv/HR/Recordings/note.txt",
]  # fmt: skip


@pytest.mark.parametrize("path", NEAR_MISSES)
def test_a_name_in_a_path_is_not_the_tool_running(path: str) -> None:
    assert list(seen_at(path)) == []


PATHS = {
    r"C:\ProgramData\{4CEC2908-5CE4-48F0-A717-8FC833D8017A}\svc\dwm.exe": ("teramind", "program"),
    r"C:\Windows\SysWOW64\scthost.exe": ("activtrak", "program"),
    r"D:\BlueIris\New\Lobby.20260503_090000.bvr": ("blue-iris", "recording"),
    "/media/frigate/recordings/2026-05-03/14/front/05.10.mp4": ("frigate", "recording"),
    "/opt/frigate/config/config.yaml": ("frigate", "configuration"),
    "/volume1/surveillance/Lobby/20260503AM/Lobby-20260503-090000-1.mp4": (
        "synology-surveillance-station",
        "recording",
    ),
    "/srv/unifi-protect/video/2026/05/03/E063DA_0_rotating_1.ubv": ("unifi-protect", "recording"),
    "/mnt/dvr/2026-05-03/001/dav/09/09.00.00-09.30.00[M][0@0][0].dav": ("dahua", "recording"),
    "/mnt/hik/datadir0/hiv00012.mp4": ("hikvision", "recording"),
    "/mnt/sd/Mp4Record/2026-05-03/RecM01_20260503_090000_090530_6D28808.mp4": ("reolink", "recording"),
    "/var/spool/asterisk/monitor/2026/05/03/out-5551234-201-20260503-090000.wav": ("asterisk", "recording"),
    "/var/lib/3cxpbx/Instance1/Data/Recordings/201/[Ann]_201.wav": ("3cx", "recording"),
    "C:/Users/ann/Documents/Zoom/2026-05-03 09.00.11 Ann's meeting/audio1.m4a": ("zoom", "recording"),
    "C:/Users/ann/OneDrive/Recordings/Weekly-20260503_090000-Meeting Recording.mp4": ("teams-recordings", "recording"),
    r"E:\MailArchive\Master\MailStore.fdb": ("mailstore", "database"),
    "/var/piler/store/00/piler/1a2b.m": ("piler", "database"),
    "/var/log/squid/access.log.3": ("squid", "log"),
    "/etc/pihole/pihole-FTL.db": ("pi-hole", "database"),
    "/var/ossec/logs/alerts/2026/May/ossec-alerts-03.json": ("wazuh", "log"),
    r"C:\Program Files\CrowdStrike\CSFalconService.exe": ("crowdstrike", "program"),
    r"C:\Program Files (x86)\NinjaRMMAgent\NinjaRMMAgent.exe": ("ninjaone", "program"),
    r"C:\Program Files\ATERA Networks\AteraAgent\AteraAgent.exe": ("atera", "program"),
    r"C:\Program Files\TeamViewer\Connections_incoming.txt": ("teamviewer", "program"),
    "/var/log/audit/audit.log.1": ("auditd", "log"),
    "C:/Users/ann/AppData/Local/Google/Chrome/User Data/Default/History": ("browser-history", "database"),
    "/Users/ann/Library/com.apple.icloud.searchpartyd/OwnedBeacons/1.record": ("find-my", "database"),
    r"C:\Windows\System32\winevt\Logs\Microsoft-Windows-Sysmon%4Operational.evtx": ("sysmon", "log"),
    r"C:\Users\ann\AppData\Local\CoreAIPlatform.00\UKP\{1B2C}\ImageStore\17A9": ("windows-recall", "recording"),
    r"C:\ProgramData\ScreenConnect Client (8a1b2c3d4e5f6a7b)\user.config": ("screenconnect", "configuration"),
    "/srv/cctv/hiv00001.mp4": ("hikvision", "recording"),
    "/opt/zeek/logs/2026-05-03/http.09:00:00-10:00:00.log.gz": ("zeek", "log"),
    "/var/log/suricata/eve.json": ("suricata", "log"),
}


@pytest.mark.parametrize("path", PATHS)
def test_what_a_running_tool_leaves_is_its_trace(path: str) -> None:
    assert [(seen.product, seen.sort.value) for seen in seen_at(path)] == [PATHS[path]]


@pytest.mark.parametrize(
    "name",
    [
        "Sense",
        "MDDlpSvc",
        "WinDefend",
        "TermService",
        "RemoteRegistry",
        "EventLog",
        "wuauserv",
        "CronService",
        "Schedule",
        "LanmanServer",
    ],
)
def test_services_that_every_windows_has_are_no_monitoring(name: str) -> None:
    assert names.service(name) == ()
