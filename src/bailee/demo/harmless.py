"""What looks like personal data and is none: policies, blank forms, articles, part numbers, logs of machines, source code.

Of a file here a scan says nothing, save where `allowed` names a detector: a web server's log does hold addresses.
"""

from __future__ import annotations

import hashlib
import io
import json
import uuid
from datetime import UTC, date, datetime, timedelta
from random import Random

from bailee.demo import numbers, watching
from bailee.demo.papers import Block, Book, Built, Paper, Sheet, fields, grid, heading, lines, para, title
from bailee.demo.people import Style, World

_BLANK = "____________________"


def papers(w: World, rng: Random) -> list[Paper]:
    s = Style.drawn(rng)

    def paper(name: str, *blocks: Block) -> Paper:
        return Paper(list(blocks), s.day(date(2016, 3, 1)), name)

    drugs = ["Amphetamines", "Cocaine", "Marijuana", "Opiates", "PCP"]
    return [
        paper("drug free workplace policy", title("Drug-Free Workplace Policy"), para(f"{w.company} may ask employees to take a drug or alcohol test before hire, at random, after an accident, or on reasonable suspicion. A positive result, a refusal or a diluted specimen may lead to discipline."),
              para("Specimens are analysed by a certified laboratory; a Medical Review Officer speaks with the employee before a result is reported. Results are kept apart from the personnel file and shown only to those who need to know."), heading("Cutoffs"),
              grid(("Drug", "Screen", "Confirmation"), [(d, f"{rng.choice([50, 150, 300, 500])} ng/mL", f"{rng.choice([15, 100, 250])} ng/mL") for d in drugs])),
        paper("blank card form", title("Credit Card Authorization"), fields([("Cardholder", _BLANK), ("Card number", "____ ____ ____ ____"), ("Exp.", "__/__"), ("CVV", "___"), ("Billing address", _BLANK), ("Signature", _BLANK)]), para(f"I authorise {w.company} to charge the card above.")),
        paper("blank benefits enrollment", title("Group Medical Enrollment"), fields([("Employee", _BLANK), ("SSN", "___-__-____"), ("Date of birth", "__/__/____"), ("Member ID", _BLANK), ("Dependents", _BLANK)]), para("Return this form to Human Resources within thirty days of hire.")),
        paper("I-9 empty", title("Employment Eligibility Verification"), fields([("Last Name", ""), ("First Name", ""), ("Date of Birth (mm/dd/yyyy)", ""), ("U.S. Social Security Number", ""), ("Passport number", "")]), para("Anyone who signs this form must have examined the documents.")),
        paper("wellness questionnaire template", title("Family Health Inventory"), grid(("Relative", "Condition", "Age at onset"), [(r, "", "") for r in ("Mother", "Father", "Siblings", "Grandparents")]), para("Under GINA you need not give family medical history. Leave this page empty if you prefer.")),
        paper("article personality tests at work", title("Do personality tests predict performance?"), para("Half of large employers use some inventory of traits when they hire. Meta-analyses find modest validity for conscientiousness and almost none for openness. Scores drift with mood, and applicants guess what is wanted."),
              para("Psychologists warn that an instrument made for the clinic, such as the MMPI, counts as a medical examination under the ADA when an employer gives it before an offer.")),
        paper("article genetic privacy", title("Genes, jobs and insurance"), para("A carrier of a BRCA1 variant may fear for her job. Since 2009 the law forbids employers to ask about relatives' illnesses. Courts have read the word family broadly.")),
        paper("monitoring policy", title("Acceptable Use and Monitoring"), para("The company may log web addresses visited, capture screens, and keep mail. Cameras cover the entrance and the server room. No key logger is used without written notice. Logs are kept for ninety days."), para("Questions go to the privacy officer.")),
        paper("camera installation guide", title("Dome Camera DC-4K: Installation"), para("Mount the bracket at 2.8 m. Set the recorder to 15 frames per second and motion only. Footage is overwritten when the disk is full. Model numbers: DC-4K-28, DC-4K-36.")),
        paper("payroll calendar", title("Payroll Calendar"), grid(("Period", "Timesheets due", "Pay date"), [(str(i + 1), s.dated(date(2026, 1, 2) + timedelta(days=14 * i)), s.dated(date(2026, 1, 9) + timedelta(days=14 * i))) for i in range(10)]), para("Gross pay less taxes and deductions is deposited on the pay date.")),
        paper("hiring checklist", title("Background checks: what to order"), lines(["1. Get the applicant's written consent.", "2. Order county criminal, motor vehicle and education.", "3. Send a pre-adverse notice if a record is found.", "4. Keep the report five years."])),
        paper("health plan brochure", title("Your plan at a glance"), para("Deductible $1,500, coinsurance 20 %, out-of-pocket maximum $6,000. An explanation of benefits follows each claim. Show your member card at every visit.")),
        paper("first aid instructions", title("First aid in the server room"), para("Patient unconscious: call 911, start compressions at 100 to 120 a minute. Blood pressure falls with shock; keep the patient warm. Write down the time and medication given.")),
        paper("keyboard shortcuts", title("Shortcuts"), lines(["[Ctrl][C] copy", "[Ctrl][V] paste", "[Alt][Tab] switch window", "[Win][L] lock the screen", "[Enter] confirm, [Esc] cancel"])),
        paper("product manual UPS", title("SmartRack UPS 3000: manual"), para("Rated 3000 VA / 2700 W, 120 V. Battery cartridge RBC-4419-2207. Replace every 3 to 5 years. Error codes 1002-44-1187 to 1002-44-1190 mean overload; 000-12-3456 is a test pattern.")),
        paper("minutes", title("Operations meeting"), para("Tickets are down nine percent. The van needs tyres. We agreed to raise the hourly rate and to buy a second spare firewall. Next meeting in two weeks.")),
        paper("developer notes payments", title("Sandbox"), lines(["Test cards of the gateway:", "4111 1111 1111 1111", "5555 5555 5555 4444", "3782 822463 10005", "6011 1111 1111 1117", "declined: 4000 0000 0000 0002", "Sample SSN on the wallet insert: 078-05-1120"])),
        paper("performance review template", title("Annual review"), fields([("Employee", ""), ("Period", ""), ("Rating (1 to 5)", ""), ("Goals", "")])),
        paper("newsletter", title("Patch Tuesday, explained"), para("Three of this month's fixes matter to small offices. Restart your servers on Thursday. Our office is closed on the fourth.")),
        paper("drug panel cutoffs", title("Panels we offer"), grid(("Panel", "Analytes", "Turnaround"), [("5P", ", ".join(drugs), "24 h"), ("10P", "5P + benzodiazepines, methadone, propoxyphene", "48 h"), ("EtG", "ethyl glucuronide", "48 h")]), para("Price on request; a negative instant test is free of confirmation fees.")),
    ]  # fmt: skip


def books(w: World, rng: Random) -> list[Book]:
    s = Style.drawn(rng)

    def book(name: str, header: tuple[str, ...], rows: list[tuple[object, ...]]) -> Book:
        return Book([Sheet("Sheet1", header, rows)], s.day(date(2017, 1, 1)), name)

    parts = ["SFP module", "patch cable", "rack shelf", "PSU", "fan tray", "antenna"]
    return [
        book("parts list", ("Part no.", "Description", "Qty", "Unit price"), [(f"{rng.randint(1, 9)}{rng.randint(10, 99)}-{rng.randint(1000, 9999)}-{rng.randint(10, 99)}", rng.choice(parts), rng.randint(1, 90), rng.randint(2, 400)) for _ in range(60)]),
        book("shipments", ("Carrier", "Tracking number", "Shipped", "Weight"), [(c, {"UPS": "1Z" + "".join(rng.choice("0123456789ABCDEFGHJKLMNPRSTUVWXYZ") for _ in range(16)), "USPS": "9400" + numbers.digits(rng, 18), "FedEx": numbers.digits(rng, 12, "7")}[c], s.dated(s.day(date(2024, 1, 1))), f"{rng.randint(1, 40)} lb") for c in (rng.choice(["UPS", "USPS", "FedEx"]) for _ in range(50))]),
        book("price list", ("SKU", "Item", "List", "Ours"), [(f"MS-{rng.randint(100, 999)}-{rng.randint(10, 99)}", rng.choice(["Managed workstation", "Managed server", "Mail security", "Backup 1 TB"]), rng.randint(20, 400), rng.randint(10, 300)) for _ in range(40)]),
        book("license serials", ("Product", "Serial", "Seats"), [(rng.choice(["AV suite", "Office LTSC", "Backup agent"]), numbers.wrong_card(rng), rng.randint(1, 50)) for _ in range(40)]),
        book("order numbers", ("Order", "Vendor order id", "Total"), [(rng.randint(1000, 9999), f"{numbers.wrong_card(rng)[:4]}-{numbers.wrong_card(rng)[4:11]}", rng.randint(50, 3000)) for _ in range(40)]),
        book("test accounts invalid", ("case", "input", "expected"), [(1, "000-12-3456", "rejected"), (2, "666-44-1111", "rejected"), (3, "123-00-4567", "rejected"), (4, "4111 1111 1111 1112", "rejected"), (5, "GB00 WEST 1234 5698 7654 32", "rejected")]),
        book("reading list", ("Title", "ISBN", "Shelf"), [(t, f"978-{rng.randint(0, 1)}-{rng.randint(100, 999)}-{rng.randint(10000, 99999)}-{rng.randint(0, 9)}", rng.randint(1, 9)) for t in ("Practice of System Administration", "TCP/IP Illustrated", "The Phoenix Project", "DNS and BIND")]),
        book("rate card", ("Service", "Hourly", "After hours"), [("Bench", 95, 140), ("On site", 120, 180), ("Project", 145, 145)]),
    ]  # fmt: skip


def files(w: World, rng: Random) -> list[tuple[Built, tuple[str, ...]]]:
    """Files of other forms, each with the detectors whose matches in it would be right."""
    s = Style.drawn(rng)

    def file(name: str, text: str) -> Built:
        return Built(name, text.encode(), s.day(date(2018, 1, 1)))

    sums = "\n".join(f"{hashlib.sha256(rng.randbytes(8)).hexdigest()}  image-{i:03d}.iso" for i in range(60))
    ids = [
        {
            "id": str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "state": rng.choice(["ok", "stale"]),
            "size": rng.randint(10**9, 10**11),
        }
        for _ in range(60)
    ]
    at, hits = datetime(2025, 3, 4, 0, 0, tzinfo=UTC), []
    for _ in range(150):
        at += timedelta(seconds=rng.randint(1, 300))
        hits.append(
            f'{rng.choice(["198.51.100", "203.0.113", "192.0.2"])}.{rng.randint(1, 254)} - - [{at:%d/%b/%Y:%H:%M:%S} +0000] "GET {rng.choice(["/", "/robots.txt", "/wp-login.php", "/css/site.css", "/api/v1/health"])} HTTP/1.1" {rng.choice([200, 304, 404])} {rng.randint(100, 9000)} "-" "Mozilla/5.0 (compatible; bot/2.1)"'
        )
    code = '"""Checks card numbers before they reach the gateway."""\n\n\ndef luhn(number: str) -> bool:\n    total = 0\n    for i, c in enumerate(reversed(number)):\n        d = int(c)\n        if i % 2:\n            d = d * 2 - 9 if d > 4 else d * 2\n        total += d\n    return total % 10 == 0\n\n\nassert not luhn("4111111111111112")\nSSN = r"\\d{3}-\\d{2}-\\d{4}"\n'  # fmt: skip
    sql = "CREATE TABLE employee (\n  id BIGINT PRIMARY KEY,\n  full_name TEXT NOT NULL,\n  ssn CHAR(11),\n  birth_date DATE,\n  routing_number CHAR(9),\n  password_hash TEXT\n);\n"
    events = "\n".join(
        f"2025-02-0{rng.randint(1, 9)}T0{rng.randint(0, 9)}:{rng.randint(10, 59)}:00Z nas02 raid[{rng.randint(100, 9999)}]: scrub pass {rng.randint(1, 90)} of 128, {rng.randint(10**9, 10**10)} bytes, 0 errors"
        for _ in range(120)
    )
    diff = "--- a/app.py\n+++ b/app.py\n@@ -12,7 +12,7 @@\n-    timeout = 300000123\n+    timeout = 300000456\n-    key = '021000021X'\n"
    proxy = "http_port 3128\nacl office src 10.20.0.0/16\nacl social dstdomain .facebook.com .reddit.com\nhttp_access deny social\nhttp_access allow office\naccess_log /var/log/squid/access.log squid\n"
    out: list[tuple[Built, tuple[str, ...]]] = [
        (file("SHA256SUMS", sums + "\n"), ()), (file("snapshots.json", json.dumps(ids, indent=1)), ()), (file("nginx-access.log", "\n".join(hits) + "\n"), ("ip-address",)), (file("luhn.py", code), ()),
        (file("schema.sql", sql), ()), (file("nas02.log", events + "\n"), ()), (file("fix-timeout.patch", diff), ()), (file("squid.conf", proxy), ("ip-address",)),
    ]  # fmt: skip
    # A photograph has no flat areas, a logo is no screen.
    photo = watching.Canvas(640, 424, 0)
    photo.pixels[:] = rng.randbytes(len(photo.pixels)).translate(bytes(i % 10 for i in range(256)))
    logo = watching.Canvas(220, 220, 1)
    logo.box(40, 40, 140, 140, 4)
    logo.box(80, 80, 60, 60, 1)
    out += [
        (Built("team outing.png", photo.png(), date(2022, 7, 9)), ()),
        (Built("logo.png", logo.png(), date(2018, 2, 2)), ()),
    ]
    if watching.has_video():
        out.append((_promotion(rng), ()))
    return out


def _promotion(rng: Random) -> Built:
    """A short advertising film: cuts, colours and no clock."""
    import av

    stream_out, width, height = io.BytesIO(), 480, 270
    with av.open(stream_out, "w", format="mp4", options={"fflags": "+bitexact"}) as out:
        stream = out.add_stream("mpeg4", rate=24, options={"flags": "+bitexact", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt, stream.bit_rate = width, height, "yuv420p", 300_000
        for index in range(24 * 5):
            scene = watching.Canvas(width, height, 40 + (index // 24) * 40)
            for i in range(6):
                scene.box(
                    (index * (5 + i * 3) + i * 80) % (width - 60),
                    (index * (2 + i)) % (height - 50),
                    60,
                    50,
                    (index * 3 + i * 40) % 255,
                )
            frame = av.VideoFrame(width, height, "yuv420p")
            for plane, data, w, h in zip(
                frame.planes,
                (
                    bytes(scene.pixels),
                    bytes([(index * 2) % 255]) * (width * height // 4),
                    bytes([255 - index]) * (width * height // 4),
                ),
                (width, width // 2, width // 2),
                (height, height // 2, height // 2),
                strict=True,
            ):
                watching.fill(plane, data, w, h)
            frame.pts = index
            for packet in stream.encode(frame):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
    return Built("promo spot.mp4", stream_out.getvalue(), date(2023, 4, 4))
