"""Needle files: logs of servers, proxies, firewalls and name servers, as their makers write them."""

from __future__ import annotations

from needles_files import Plant, file


@file("messages")
def _(plant: Plant) -> bytes:
    lines = [
        f"<34>Oct 11 22:14:15 {plant('host, RFC 3164')} su: 'su root' failed for {plant('account, RFC 3164')} on /dev/pts/8",
        f'<165>1 2003-10-11T22:14:15.003Z gw app 1 ID47 [id@32473 user="{plant("structured data, RFC 5424")}"] {plant("message, RFC 5424")}',
    ]
    return "\n".join(lines * 3).encode()


@file("u_ex240603.log")
def _(plant: Plant) -> bytes:
    return (
        "#Software: Microsoft Internet Information Services 10.0\n#Version: 1.0\n#Fields: date time c-ip cs-username cs-uri-stem cs-uri-query cs(Cookie) sc-status\n"
        f"2024-06-03 10:00:02 10.0.3.17 CORP\\{plant('account')} /hr/{plant('path')} id={plant('query')} {plant('cookie')} 200\n"
    ).encode() * 2


@file("pfirewall.log")
def _(plant: Plant) -> bytes:
    return (
        "#Version: 1.5\r\n#Software: Microsoft Windows Firewall\r\n#Time Format: Local\r\n#Fields: date time action protocol src-ip dst-ip path\r\n\r\n"
        f"2024-06-03 10:00:02 ALLOW TCP 10.0.3.17 {plant('destination')} SEND\r\n"
    ).encode()


@file("http.log")
def _(plant: Plant) -> bytes:
    return f"#separator \\x09\n#fields\tts\tid.orig_h\thost\turi\n1717401602.1\t10.0.3.17\t{plant('host')}.example.net\t/{plant('address')}\n".encode()


@file("access.log")
def _(plant: Plant) -> bytes:
    line = f"1717401602.113    241 10.0.3.17 TCP_TUNNEL/200 5123 CONNECT {plant('host')}.example.net:443 {plant('account')} HIER_DIRECT/203.0.113.9 -\n"
    return (line * 3).encode()


@file("apache.log")
def _(plant: Plant) -> bytes:
    line = f'203.0.113.9 - {plant("account")} [03/Jun/2024:10:00:02 +0000] "GET /{plant("request")} HTTP/1.1" 200 512 "https://example.org/{plant("referrer")}" "{plant("agent")}"\n'
    return (line * 3).encode()


@file("pfsense.log")
def _(plant: Plant) -> bytes:
    line = f"Jun  3 10:00:02 fw filterlog[123]: 5,,,1000000103,igb1,match,pass,out,4,0x0,,64,0,0,DF,6,tcp,60,10.0.3.17,{plant('destination')},50000,443,0,S\n"
    return (line * 3).encode()


@file("fortigate.log")
def _(plant: Plant) -> bytes:
    line = f'date=2024-06-03 time=10:00:02 devname="FG" type="utm" subtype="webfilter" user="{plant("account")}" srcip=10.0.3.17 hostname="{plant("host")}.example.net" url="/{plant("address")}"\n'
    return (line * 3).encode()


@file("sonicwall.log")
def _(plant: Plant) -> bytes:
    line = f'<134>id=firewall sn=0017C5 time="2024-06-03 10:00:02" fw=203.0.113.1 pri=6 usr="{plant("account")}" src=10.0.3.17:50000:X0 dstname={plant("host")}.example.net arg=/{plant("address")}\n'
    return (line * 3).encode()


@file("unifi.log")
def _(plant: Plant) -> bytes:
    line = f"Jun  3 10:00:02 UDM kernel: [LAN_OUT-2001-A]IN=br0 OUT=eth8 MAC=x SRC=10.0.3.17 DST={plant('destination')} PROTO=TCP SPT=50000 DPT=443 HOSTNAME={plant('device')}\n"
    return (line * 3).encode()


@file("pihole.log")
def _(plant: Plant) -> bytes:
    return (f"Jun  3 10:00:02 dnsmasq[1]: query[A] {plant('host')}.example.net from 10.0.3.17\n" * 3).encode()


@file("utf16.log")
def _(plant: Plant) -> bytes:
    return (f"2024-06-03 10:00:02 user={plant('account')} opened file\r\n" * 3).encode("utf-16-le")


@file("broken.log")
def _(plant: Plant) -> bytes:
    return (
        f"2024-06-03 10:00:02 {plant('before the hole')}\n".encode()
        + bytes(4096)
        + f"2024-06-03 10:00:03 {plant('after the hole')} Gr\xfc\xdfe\n".encode("latin-1")
    )
