"""What technicians leave on the disk: configurations with passwords, inventories, leases, lists of accounts."""

from __future__ import annotations

import html
from datetime import date, timedelta
from random import Random

from bailee.demo import numbers
from bailee.demo.marks import Ink, Value
from bailee.demo.papers import ALSO, Book, Built, Paper, Sheet, fields, para, title
from bailee.demo.people import Style, World


def _file(name: str, text: str, on: date, *place: str) -> Built:
    ink = Ink()
    return Built(name, ink(text, *place).encode(), on, ink.seen)


def _of_logins(file: Built) -> Built:
    """A note of more than one login is a list of passwords."""
    file.kinds.append((f"{ALSO}password-list", (), ()))
    return file


def secret(rng: Random) -> Value:
    return Value("login-and-password", numbers.password(rng))


def configurations(w: World, rng: Random) -> list[Built]:
    s = Style.drawn(rng)
    client = rng.choice(w.clients)
    out = [
        _file(".env", f"APP_ENV=production\nDB_HOST=10.20.0.14\nDB_USERNAME=psa_app\nDB_PASSWORD={secret(rng)}\nMAIL_USERNAME=alerts\nMAIL_PASSWORD={secret(rng)}\n", s.day(date(2022, 1, 1))),
        _file("config.php", f"<?php\ndefine('DB_USER', 'wp_{client.ident.lower()}');\ndefine('DB_PASSWORD', '{secret(rng)}');\ndefine('DB_HOST', 'localhost');\n", s.day(date(2018, 1, 1))),
        _file("backup.ini", f"[target]\nserver = nas02\nuser = svc_backup\npassword = {secret(rng)}\n\n[retention]\ndays = 90\n", s.day(date(2019, 1, 1))),
        _file("map-drives.ps1", f"# maps the accounting share\n$user = 'CORP\\svc_scan'\nnet use Z: \\\\nas02\\acct /user:svc_scan {numbers.password(rng)}\n", s.day(date(2020, 1, 1))),
        _of_logins(_file(
            "router-notes.txt", f"{client.name} edge router\nlogin: admin\npassword: {secret(rng)}\n\nwifi guest\nuser: guest\npass: {secret(rng)}\nserial FGT60F{rng.randint(10000000, 99999999)}\n", s.day(client.since)
        )),
        _file("tasks.yaml", f"jobs:\n  - name: nightly\n    username: svc_sync\n    password: \"{secret(rng)}\"\n  - name: weekly\n    schedule: \"0 3 * * 0\"\n", s.day(date(2023, 1, 1))),
        _file("connections.json", f'{{"servers": [{{"host": "10.20.0.31", "username": "sa", "password": "{secret(rng)}"}}]}}\n', s.day(date(2021, 1, 1))),
    ]  # fmt: skip
    ink = Ink()
    password = html.escape(ink(str(secret(rng))))
    page = f'<?xml version="1.0"?>\n<configuration><connectionStrings><add name="main" connectionString="Server=sql01;Database=tickets;User ID=tickets_rw;Password={password};"/></connectionStrings></configuration>\n'
    return [*out, Built("web.config", page.encode(), s.day(date(2020, 1, 1)), ink.seen)]


def password_list(w: World, rng: Random) -> Book:
    s = Style.drawn(rng)
    rows: list[tuple[object, ...]] = [
        (
            c.name,
            s.one("domain admin", "firewall", "M365 global admin", "NAS"),
            s.one("administrator", "admin", f"adm-{c.ident.lower()}"),
            secret(rng),
            s.one("", "MFA on tech phone", "changed in spring"),
        )
        for c in rng.sample(w.clients, 14)
    ]
    header = s.rng.choice(
        [("Client", "System", "Username", "Password", "Notes"), ("Site", "What", "Login", "Passwd", "Comment")]
    )
    return Book(
        [Sheet(s.one("creds", "Sheet1", "Passwords"), header, rows)],
        s.day(date(2021, 1, 1)),
        s.one("client logins", "keepass dump", "tech cheat sheet"),
    )


def inventory(w: World, rng: Random) -> Book:
    s = Style.drawn(rng)
    rows: list[tuple[object, ...]] = [
        (
            f"WS-{p.login.upper()[:8]}",
            p.name,
            p.host,
            p.hardware,
            s.one("Latitude 5440", "ThinkPad T14", "EliteBook 840"),
            f"{rng.choice('BCDFGHJK')}{rng.randint(10**6, 10**7 - 1)}",
        )
        for p in w.staff
    ]
    return Book(
        [Sheet("Workstations", ("Hostname", "Assigned to", "IP address", "MAC address", "Model", "Serial"), rows)],
        s.day(date(2024, 1, 1)),
        s.one("asset inventory", "workstations", "RMM devices"),
    )


def leases(w: World, rng: Random) -> Built:
    s = Style.drawn(rng)
    on, out = s.day(date(2024, 1, 1)), []
    for p in w.staff[:25]:
        out.append(
            f'lease {p.host} {{\n  starts 3 {on:%Y/%m/%d} 08:0{rng.randint(0, 9)}:11;\n  ends 4 {on + timedelta(days=1):%Y/%m/%d} 08:01:11;\n  hardware ethernet {p.hardware};\n  client-hostname "{p.login}-pc";\n}}'
        )
    return _file("dhcpd.leases", "\n".join(out) + "\n", on)


def runbook(w: World, rng: Random) -> Paper:
    s = Style.drawn(rng)
    client, p = rng.choice(w.clients), rng.choice(w.staff)
    return Paper([
        title(s.one("Onboarding sheet", "Site documentation", "Client network notes")),
        fields([("Client", client.name), ("Contact", client.contact.name), ("Phone", client.contact.cell(s)), ("E-mail", client.contact.mailbox), ("Address", client.contact.address), ("Primary tech", p.name)]),
        fields([("VPN user", "ops-vpn"), ("VPN password", secret(rng)), ("Server", f"{Value('ip-address', f'192.168.{rng.randint(1, 60)}.10')}"), ("Switch management", f"{Value('ip-address', f'192.168.{rng.randint(61, 90)}.2')}")]),
        para(s.one("Reboot the core switch only after five.", "Backups run at two in the morning.", "Alarm code is with the office manager.")),
    ], s.day(client.since), s.one(f"{client.ident} runbook", f"network {client.ident}"))  # fmt: skip
