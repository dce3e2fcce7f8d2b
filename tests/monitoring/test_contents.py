"""What a file's own lines say: which tool writes this log, and how long a configuration keeps what is recorded."""

from __future__ import annotations

from datetime import date

import pytest

from bailee.monitoring.contents import day_of, look
from bailee.monitoring.traces import Sort

KEPT = [
    ("/config/frigate/config.yml", "mqtt:\n  enabled: true\nrecord:\n  enabled: true\n  continuous:\n    days: 3\n  alerts:\n    retain:\n      days: 30\ncameras:\n  a: {}\n", "frigate", 30),
    ("/config/frigate/config.yaml", "record:\n  enabled: true\n  retain:\n    days: 7\n    mode: all\nsnapshots:\n  retain:\n    default: 90\n", "frigate", 7),
    ("/etc/pihole/pihole.toml", "[database]\n  useWAL = true\n  maxDBdays = 91\n", "pi-hole", 91),
    ("/etc/pihole/pihole-FTL.conf", "PRIVACYLEVEL=0\nMAXDBDAYS=365\n", "pi-hole", 365),
    ("/opt/AdGuardHome/AdGuardHome.yaml", "dns:\n  port: 53\nquerylog:\n  ignored: []\n  interval: 2160h\n  size_memory: 1000\nstatistics:\n  interval: 24h\n", "adguard-home", 90),
    ("/etc/piler/piler.conf", "hostid=a.example\ndefault_retention_days=2557\n", "piler", 2557),
    ("/etc/logrotate.d/squid", "/var/log/squid/*.log {\n\tdaily\n\tcompress\n\trotate 2\n}\n", "squid", 2),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "tool", "days"), KEPT, ids=[f"{case[2]} {case[3]}" for case in KEPT])
def test_a_configuration_says_how_long_it_keeps(path: str, text: str, tool: str, days: int) -> None:
    (said,) = look(path, [text], ())
    assert (said.product, said.sort, said.kept_days) == (tool, Sort.SETTING, days)


@pytest.mark.parametrize("path", ["/srv/notes/frigate setup.md", "/srv/config.yml", "/home/ann/pihole.toml.bak"])
def test_the_same_lines_elsewhere_say_nothing(path: str) -> None:
    assert look(path, [KEPT[0][1], KEPT[2][1]], ()) == ()


def test_nonsense_in_a_configuration_is_no_time() -> None:
    for days in ("0", "999999999", "-5", "forever"):
        assert all(said.kept_days is None for said in look("/etc/pihole/pihole.toml", [f"maxDBdays = {days}\n"], ()))


def test_a_dial_plan_that_records_is_told_and_one_that_does_not_is_not() -> None:
    plan = "[internal]\nexten => s,1,MixMonitor(${UNIQUEID}.wav,b)\n"
    assert [said.product for said in look("/etc/asterisk/extensions_custom.conf", [plan], ())] == ["asterisk"]
    assert look("/etc/asterisk/extensions_custom.conf", ["[internal]\nexten => s,1,Dial(SIP/201)\n"], ()) == ()


def test_a_server_that_copies_all_mail_is_told() -> None:
    assert [said.product for said in look("/etc/postfix/main.cf", ["myhostname = a\nalways_bcc = archive\n"], ())] == [
        "postfix-copies"
    ]
    assert look("/etc/postfix/main.cf", ["myhostname = a\nalways_bcc =\n"], ()) == ()


# Lines as the makers' own documentation prints them, with made-up hosts.
LOGS = {
    "squid": "1717401602.113    241 10.0.3.17 TCP_TUNNEL/200 5123 CONNECT webmail.example.net:443 rmarsh HIER_DIRECT/203.0.113.9 -",
    "fortigate": 'date=2024-03-01 time=10:11:00 devname="FG60F" devid="FGT60FTK12345678" logid="0317013312" type="utm" subtype="webfilter" srcip=10.0.3.2 hostname="news.example.net"',
    "sonicwall": 'Mar  1 10:11:00 gateway id=firewall sn=18B169012345 time="2024-03-01 10:11:00 UTC" fw=203.0.113.9 pri=6 c=1024 m=97 n=2 src=10.0.3.2:51000:X0 dst=198.51.100.7:443:X1 dstname=news.example.net',
    "pi-hole": "Mar  1 10:11:00 dnsmasq[1234]: query[A] news.example.net from 10.0.3.2",
    "meraki": "1709287860.123456789 MX84 urls src=10.0.3.2:51000 dst=198.51.100.7:443 mac=00:18:0A:00:00:01 request: GET https://news.example.net/",
    "cisco-asa": "Mar 01 2024 10:11:00: %ASA-5-304001: 10.0.3.2 Accessed URL 198.51.100.7:http://news.example.net/",
    "palo-alto": "Mar  1 10:11:00 fw 1,2024/03/01 10:11:00,001901000999,THREAT,url,2561,2024/03/01 10:11:00,10.0.3.2,198.51.100.7",
    "bind": "01-Mar-2024 10:11:00.123 queries: info: client @0x7f3c 10.0.3.2#51000 (news.example.net): query: news.example.net IN A +",
    "pfsense": "Mar  1 10:11:00 fw filterlog[55555]: 100,,,1234567,igb1,match,pass,in,4,0x0,,64,1,0,DF,6,tcp,60,10.0.3.2,198.51.100.7,51000,443",
    "watchguard": 'Mar  1 10:11:00 Member1 80CE02F30ABCD http-proxy[2345]: msg_id="1AFF-0024" Allow 1-Trusted 0-External tcp 10.0.3.2 198.51.100.7',
    "sophos-firewall": 'device="SFW" date=2024-03-01 time=10:11:00 timezone="UTC" device_name="XG135" log_id=050901616001 log_type="Content Filtering" url="https://news.example.net/"',
    "e2guardian": "2024.3.1 10:11:00 rmarsh 10.0.3.2 https://news.example.net/  GET 5123 0  1 200 -",
    "adguard-home": '{"T":"2024-03-01T10:11:00Z","QH":"news.example.net","QT":"A","IP":"10.0.3.2"}',
    "cisco-umbrella": '"2024-03-01 10:11:00","rmarsh","rmarsh","10.0.3.2","203.0.113.9","Allowed","1 (A)","NOERROR","news.example.net."',
}


@pytest.mark.parametrize("tool", LOGS)
def test_the_lines_of_a_log_tell_whose_it_is_whatever_the_file_is_called(tool: str) -> None:
    found = look("/srv/share/export 7.txt", ["\n".join([LOGS[tool]] * 3)], ("web-history",))
    assert [(said.product, said.sort) for said in found] == [(tool, Sort.CONTENT)]


@pytest.mark.parametrize("tool", LOGS)
def test_they_say_nothing_where_the_file_is_no_record_of_surfing(tool: str) -> None:
    assert look("/srv/docs/how logs look.txt", [LOGS[tool]], ()) == ()


def test_the_day_of_the_first_line_is_since_when() -> None:
    (said,) = look("/x", [LOGS["fortigate"]], ("web-history",))
    assert said.first_on == date(2024, 3, 1)
    assert day_of("no day here 99/99/2024 2024-13-40") is None


def test_a_file_without_end_costs_no_time() -> None:
    assert look("/config/frigate/config.yml", ["record:\n" + " x: 1\n" * 2_000_000], ()) == ()


def test_a_list_of_software_in_a_share_tells_what_it_lists() -> None:
    table = "Device Name\tSoftware Name\tVersion\tInstall Date\nWS-1\tHubstaff\t1.6\t2024-03-02\nWS-2\tHubstaff\t1.6\t2024-01-09\nWS-2\t7-Zip 24.09\t24.09\t2023-01-01\n"
    assert [(said.product, said.sort, said.first_on) for said in look("/srv/it/rmm export.csv", [table], ())] == [
        ("hubstaff", Sort.LISTED, date(2024, 1, 9))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Software\tPrice per seat\tRating\nHubstaff\t7.00\t4.5\nTeramind\t15.00\t4.7\n",  # an offer
        "Product\tVersion\nTeramind\t24.1\n",  # a catalogue
        "Name\tComputer\tE-mail\nHubstaff\tWS-1\tx\n",  # a list of something else
        "Computer,Owner\nHubstaff,Ann\n",
        "We compared software on each machine: Hubstaff, Teramind, Spyrix.\n",
    ],
)
def test_an_offer_a_catalogue_and_a_comparison_tell_nothing(text: str) -> None:
    assert look("/srv/it/tools.csv", [text], ()) == ()


def test_an_export_of_windows_uninstall_keys_in_a_share_is_a_list_too() -> None:
    text = 'Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\X]\n"DisplayName"="Teramind Agent"\n"InstallDate"="20240302"\n'
    assert [(said.product, str(said.first_on)) for said in look("/srv/it/ws1.reg", [text], ())] == [
        ("teramind", "2024-03-02")
    ]
