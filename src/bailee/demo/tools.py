"""What monitoring tools leave where they run: settings, logs, recordings, a list of installed software; and what only names them."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

from bailee.demo import watching
from bailee.demo.papers import Built
from bailee.demo.people import World

Filed = tuple[str, Built]  # folder, file

FRIGATE = "IT/NVR/frigate"
CAPTURES = "IT/Agents/ProgramData/KickidlerNode"
SOFTWARE_LIST = "IT/RMM/installed software.csv"
# Tools whose traces lie in the company's files; those of the list are found once it is handed over.
PLANTED = ("spyrix", "kickidler", "frigate", "asterisk", "piler", "squid", "fortigate", "sonicwall")
LISTED = ("ninjaone", "screenconnect", "sentinelone", "kickidler", "spyrix")


def _text(name: str, lines: list[str], on: date) -> Built:
    return Built(name, ("\n".join(lines) + "\n").encode(), on)


def key_logger(w: World, rng: Random) -> list[Filed]:
    """Its settings, and a day's log of one desk."""
    on = date(2025, rng.randint(2, 9), rng.randint(1, 28))
    settings = ["[general]", "autostart=1", "hidden=1", "", "[log]", "keystrokes=1", "clipboard=1", "screenshots=0"]
    return [
        ("IT/Agents/Program Files (x86)/Spyrix Employee Monitoring", _text("settings.ini", settings, on)),
        ("IT/Agents/ProgramData/Spyrix/logs", watching.keys_as_text(w, rng, rng.choice(w.staff))),
    ]


def screen_capture(w: World, rng: Random) -> list[Filed]:
    """Settings of the agent whose pictures lie beside."""
    on = date(2026, rng.randint(1, 5), rng.randint(1, 28))
    return [(CAPTURES, _text("node.conf", ["server = 10.20.0.44:82", "screen_interval = 300", "keystrokes = 0"], on))]


def camera_recorder(rng: Random) -> list[Filed]:
    """Settings of the recorder whose films lie beside: kept for a fortnight, as it is set."""
    on = date(2025, rng.randint(6, 12), rng.randint(1, 28))
    lines = [
        "mqtt:", "  enabled: false", "record:", "  enabled: true", "  continuous:", "    days: 3", "  alerts:", "    retain:",
        "      days: 14", "cameras:", "  lobby:", "    ffmpeg:", "      inputs:", "        - path: rtsp://10.20.0.61:554/main",
        "          roles:", "            - record",
    ]  # fmt: skip
    return [(f"{FRIGATE}/config", _text("config.yml", lines, on))]


def call_recorder(rng: Random) -> list[Filed]:
    """The dial plan that records each call, and the list of calls, by extension alone."""
    on = date(2024, rng.randint(1, 12), rng.randint(1, 28))
    plan = [
        "[from-internal-custom]", "exten => _2XX,1,NoOp(record)", " same => n,MixMonitor(${UNIQUEID}.wav,b)", " same => n,Dial(PJSIP/${EXTEN},30)",
        " same => n,Hangup()",
    ]  # fmt: skip
    calls = []
    for number in range(40):
        day = on + timedelta(days=3 * number)
        first, second = rng.sample(range(201, 240), 2)
        calls.append(
            f'"","{first}","{second}","from-internal","","PJSIP/{first}-{number:04d}","PJSIP/{second}-{number:04d}","Dial","",'
            f'"{day} 09:{rng.randint(10, 59)}:00","{day} 10:00:00",{rng.randint(20, 900)},{rng.randint(10, 800)},"ANSWERED","DOCUMENTATION"'
        )
    return [
        ("IT/PBX/etc/asterisk", _text("extensions_custom.conf", plan, on)),
        ("IT/PBX/var/log/asterisk/cdr-csv", _text("Master.csv", calls, on + timedelta(days=120))),
    ]


def mail_archive(w: World, rng: Random) -> list[Filed]:
    """Settings of the archive: all mail is kept for seven years."""
    on = date(2021, rng.randint(1, 12), rng.randint(1, 28))
    lines = [
        f"hostid=archive.{w.domain}", "number_of_worker_processes=2", "default_retention_days=2557", "workdir=/var/piler/tmp",
        "archive_emails_not_having_message_id=1",
    ]  # fmt: skip
    return [("IT/Mail archive/etc/piler", _text("piler.conf", lines, on))]


def software_list(w: World, rng: Random) -> Filed:
    """What a remote-management tool exports of each computer's installed software."""
    folder, _, name = SOFTWARE_LIST.rpartition("/")
    on = date(2026, 6, 1)
    rows = ["Device Name,Software Name,Version,Publisher,Install Date"]
    common = (
        ("Google Chrome", "136.0.7103.93", "Google LLC"), ("Microsoft 365 Apps for business", "16.0.18730", "Microsoft Corporation"),
        ("7-Zip 24.09 (x64)", "24.09", "Igor Pavlov"), ("NinjaRMMAgent", "7.0.2317", "NinjaOne LLC"),
        ("ScreenConnect Client (6f2d91c04be7a355)", "25.2.4.9229", "ScreenConnect Software"), ("Sentinel Agent", "24.1.4.257", "SentinelOne"),
    )  # fmt: skip
    machines = [f"WS-{number:03d}" for number in range(1, len(w.staff) + 1)]
    watched = set(rng.sample(machines, 3))
    for machine in machines:
        installed = date(
            2025, rng.randint(1, 12), rng.randint(1, 28)
        )  # nobody here was born as late: a day is no match
        for software, version, publisher in common:
            rows.append(f"{machine},{software},{version},{publisher},{installed.isoformat()}")
        if machine in watched:
            rows.append(f"{machine},Kickidler Node,1.88,TeleLinkSoft,2026-01-{rng.randint(5, 28):02d}")
    rows.append(f"{min(watched)},Spyrix Employee Monitoring,12.3,Spyrix Inc.,2025-02-{rng.randint(3, 26):02d}")
    return folder, _text(name, rows, on)


def only_named(rng: Random) -> list[Filed]:
    """An offer, a licence and a comparison: the tools in them do not run here."""
    on = date(2025, rng.randint(1, 12), rng.randint(1, 28))
    return [
        ("Shared/Purchasing", _text("Teramind quote.txt", ["Quotation", "Teramind UAM, 40 seats, 12 months", "Valid for thirty days."], on)),
        ("Marketing", _text("employee monitoring compared.txt", ["Hubstaff, Time Doctor, ActivTrak and Veriato compared", "Prices per seat and month."], on)),
        ("IT/Docs", _text("Blue Iris licence.txt", ["Thank you for your order of Blue Iris.", "Install it on the new recorder after the move."], on)),
    ]  # fmt: skip
