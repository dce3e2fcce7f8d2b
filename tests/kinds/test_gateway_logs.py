"""Logs of firewalls and proxies are web history, by the form of their lines, and name the product that wrote them."""

from __future__ import annotations

import pytest

from bailee.monitoring.contents import look
from samples import document, kinds_of

CLIENTS = ("10.20.1.14", "10.20.1.31", "10.20.1.77")
USERS = ("kweber", "mdiaz", "fchan")


def lines(form: str, count: int = 30) -> str:
    """`form` filled in as a day goes on; `client` and `user` change, what is visited does not."""
    return "\n".join(
        form.format(
            second=f"{number % 60:02d}", minute=f"{number // 2:02d}", epoch=1_750_000_000 + 13 * number, client=CLIENTS[number % 3], user=USERS[number % 3],
            port=40_000 + 7 * number, server=f"198.51.100.{20 + number % 5}",
        )
        for number in range(count)
    )  # fmt: skip


LOGS = {
    "pfsense": "Mar  4 09:{minute}:{second} gw filterlog[80412]: 77,,,1000000103,em1,match,pass,in,4,0x0,,128,4711,0,DF,6,tcp,52,{client},{server},{port},443,0,S,28,,64240,,mss;nop",
    "pfsense with another mark": "<134>1 2025-03-04T09:{minute}:{second}+01:00 fw.office filterlog 80412 - - 77,,,1000000103,igc0,match,pass,out,4,0x0,,127,1,0,none,17,udp,1280,{client},{server},{port},443,1260",
    "unifi-gateway": "Mar  4 09:{minute}:{second} UCG-Ultra [LAN_IN-RET-2147483647] DESCR=\"all\" kernel: [LAN_OUT-4001-A]IN=br2 OUT=eth4 MAC=00 SRC={client} DST={server} LEN=60 PROTO=TCP SPT={port} DPT=443 WINDOW=64240",
    "unifi-gateway too": "Mar  4 09:{minute}:{second} gateway kernel: [WAN_OUT-3003-A]IN=br0 OUT=ppp0 SRC={client} DST={server} LEN=52 PROTO=TCP SPT={port} DPT=80 SYN",
    "squid": "{epoch}.417     88 {client} TCP_MISS/200 7311 GET http://shop.orchard.example/p/{port} {user} HIER_DIRECT/{server} text/html",
    "squid through": "{epoch}.417    901 {client} TCP_TUNNEL/200 9182 CONNECT mail.orchard.example:443 - HIER_DIRECT/{server} -",
    "fortigate": 'date=2025-03-04 time=09:{minute}:{second} devname="FGT-HQ" devid="FGT40FTK20001234" logid="0316013056" type="utm" subtype="webfilter" level="warning" srcip={client} srcport={port} '
    'user="{user}" dstip={server} dstport=443 hostname="clinic.orchard.example" profile="staff" action="blocked" url="https://clinic.orchard.example/" catdesc="Health and Wellness"',
    "sonicwall": 'id=firewall sn=C0EAE4112233 time="2025-03-04 09:{minute}:{second}" fw=203.0.113.40 pri=6 c=1024 m=97 n={port} src={client}:{port}:X0 dst={server}:443:X1 usr="{user}" '
    'proto=tcp/https op=1 dstname=union.orchard.example arg=/ code=14 Category="Politics"',
}  # fmt: skip


@pytest.mark.parametrize("form", LOGS)
def test_a_log_of_thirty_lines_is_web_history_though_they_visit_one_host(form: str) -> None:
    assert kinds_of(document(lines(LOGS[form]), "text/x-log")) == ["web-history"]


@pytest.mark.parametrize("form", LOGS)
def test_its_lines_enter_the_register_under_their_product(form: str) -> None:
    text = lines(LOGS[form])
    named = {said.product for said in look("/srv/logs/gateway.txt", [text], kinds_of(document(text, "text/x-log")))}
    assert form.split(" ")[0] in named


def test_a_report_of_users_and_addresses_is_web_history_and_no_chat() -> None:
    hosts = ("clinic.orchard.example", "jobs.meadow.example", "bank.harbor.example")
    three = "\n".join(
        f"2025-03-04 09:0{number}:11 {user} https://{host}/start 200"
        for number, (user, host) in enumerate(zip(USERS, hosts, strict=True))
    )
    assert kinds_of(document(three)) == ["web-history"]


@pytest.mark.parametrize(
    "form",
    [
        "2025-03-04 09:{minute}:{second} INFO client={client} GET https://api.orchard.example/v1/orders/{port} 200",
        "2025-03-04 09:{minute}:{second} fetching https://api.orchard.example/v1/orders/{port}",
        "Mar  4 09:{minute}:{second} gw filterlog[80412]: 9,,,1000000103,em0,match,block,in,4,0x0,,240,1,0,none,6,tcp,44,{server},203.0.113.40,{port},443,0,S,28,,1024,,",
        '{server} - - [04/Mar/2025:09:{minute}:{second} +0100] "GET /p/{port} HTTP/1.1" 200 512 "-" "Mozilla/5.0"',
        "Mar  4 09:{minute}:{second} web1 sshd[{port}]: Accepted password for {user} from {client} port {port} ssh2",
        "Mar  4 09:{minute}:{second} host kernel: usb 1-1: new device {port} pass,in,Aa4,0x0,Dd64",
    ],
)
def test_other_logs_are_neither_web_history_nor_passwords(form: str) -> None:
    assert kinds_of(document(lines(form), "text/x-log")) == []


def test_passwords_behind_the_word_are_still_told() -> None:
    note = "Router: log in with Plover!81x\nThe door code page: password is Heron#42b, the old pass Wren$17q does not work\n"
    assert kinds_of(document(note)) == ["password-list"]
