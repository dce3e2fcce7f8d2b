"""What watching leaves behind: web history of firewalls, proxies and browsers, key-logger output, screen captures, camera footage."""

from __future__ import annotations

import html
import importlib.util
import io
import struct
import zlib
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from random import Random

from bailee.demo import numbers
from bailee.demo.marks import Ink, Value
from bailee.demo.papers import Book, Built, Sheet
from bailee.demo.people import TODAY, Person, Style, World, table
from bailee.demo.tables import as_csv, as_sqlite

WEB, KEYS, SCREENS, FOOTAGE = "web-history", "keystroke-log", "screen-capture", "camera-footage"


def _moments(rng: Random, count: int, start: date) -> list[datetime]:
    at = datetime(start.year, start.month, start.day, 8, 2, tzinfo=UTC)
    out = []
    for _ in range(count):
        at += timedelta(seconds=rng.randint(2, 240))
        out.append(at)
    return out


def _split(site: str) -> tuple[str, str]:
    host, slash, path = site.partition("/")
    return host, slash + path


def _log(name: str, text: list[str], on: date, kind: str, people: list[Person], encoding: str = "utf-8") -> Built:
    ink = Ink()
    data = ink("\n".join(text) + "\n").encode(encoding)
    return Built(name, data, on, ink.seen, [(kind, (), tuple(p.owner for p in people))])


# Web history


def squid(w: World, rng: Random, people: list[Person]) -> Built:
    on, out = Style.drawn(rng).day(date(2024, 1, 1)), []
    for at in _moments(rng, 220, on):
        p, (host, path) = rng.choice(people), _split(rng.choice(table()["sites"]))
        secure = rng.random() < 0.6
        target = f"{host}:443" if secure else f"http://{host}{path}"
        status = (
            rng.choice(["TCP_TUNNEL/200", "TCP_MISS/200"])
            if secure
            else rng.choice(["TCP_MISS/200", "TCP_HIT/200", "TCP_DENIED/403", "TCP_MISS/302"])
        )
        hop = f"HIER_DIRECT/203.0.113.{rng.randint(2, 250)}"
        out.append(
            f"{at.timestamp():.0f}.{rng.randint(0, 999):03d} {rng.randint(4, 9000):6d} {p.host} {status} {rng.randint(300, 90000)} {'CONNECT' if secure else 'GET'} {target} {p.login} {hop} {'-' if secure else 'text/html'}"
        )
    return _log(rng.choice(["access.log", "access.log.3", "proxy-access.log"]), out, on, WEB, people)


def fortigate(w: World, rng: Random, people: list[Person]) -> Built:
    on, out = Style.drawn(rng).day(date(2024, 1, 1)), []
    for at in _moments(rng, 160, on):
        p, (host, path) = rng.choice(people), _split(rng.choice(table()["sites"]))
        out.append(
            f'<189>date={at:%Y-%m-%d} time={at:%H:%M:%S} devname="FG60F-HQ" devid="FGT60FTK{rng.randint(10000000, 99999999)}" logid="0317013312" type="utm" subtype="webfilter" eventtype="ftgd_allow" '
            f'level="notice" srcip={p.host} srcport={rng.randint(40000, 60000)} dstip=198.51.100.{rng.randint(2, 250)} dstport=443 service="HTTPS" user="{p.login.upper()}" hostname="{host}" '
            f'url="https://{host}{path}" action="{rng.choice(["passthrough", "passthrough", "blocked"])}" catdesc="{rng.choice(["Social Networking", "Shopping", "Health and Wellness", "Job Search", "Information Technology", "News and Media"])}" sentbyte={rng.randint(300, 9000)}'
        )
    return _log(rng.choice(["fgt-webfilter.log", "syslog-fw.log", "FG60F-HQ_utm.log"]), out, on, WEB, people)


def sonicwall(w: World, rng: Random, people: list[Person]) -> Built:
    on, out = Style.drawn(rng).day(date(2023, 1, 1)), []
    for at in _moments(rng, 150, on):
        p, (host, path) = rng.choice(people), _split(rng.choice(table()["sites"]))
        out.append(
            f'{at:%b %d %H:%M:%S} gateway id=firewall sn=18B169{rng.randint(100000, 999999)} time="{at:%Y-%m-%d %H:%M:%S} UTC" pri=6 c=1024 m=97 msg="Web site hit" n={rng.randint(100, 99999)} usr="{p.login}" '
            f'src={p.host}:{rng.randint(40000, 60000)}:X0 dst=198.51.100.{rng.randint(2, 250)}:443:X1 proto=tcp/https op=GET result=200 rcvd={rng.randint(300, 90000)} dstname={host} arg={path} code={rng.randint(1, 64)} Category="{rng.choice(["Shopping", "Health", "Sports", "Employment", "Banking"])}"'
        )
    return _log(rng.choice(["sw-2023.log", "TZ370.log", "messages-fw"]), out, on, WEB, people)


def cloud_proxy(w: World, rng: Random, people: list[Person]) -> Built:
    on = Style.drawn(rng).day(date(2024, 1, 1))
    rows: list[tuple[object, ...]] = []
    for at in _moments(rng, 140, on):
        p, site = rng.choice(people), rng.choice(table()["sites"])
        rows.append(
            (
                f"{at:%a %b %d %H:%M:%S %Y}",
                p.mailbox,
                p.department,
                p.host,
                f"https://{site}",
                rng.choice(["Allowed", "Allowed", "Blocked"]),
                rng.choice(
                    ["Professional Services", "Entertainment", "Healthcare", "Job/Employment Search", "Gambling"]
                ),
                rng.randint(200, 80000),
            )
        )
    header = rng.choice(
        [
            ("Logged Time", "User", "Department", "Client IP", "URL", "Policy Action", "URL Category", "Bytes"),
            ("datetime", "login", "dept", "cip", "url", "action", "urlcat", "totalsize"),
        ]
    )
    made = as_csv(
        Book(
            [Sheet("web", header, rows)],
            on,
            rng.choice(["weblogs", "nss_web", "insights-web"]),
            WEB,
            tuple(p.owner for p in people),
        ),
        rng.choice([",", "\t"]),
    )
    return Built(made.name, made.data, made.on, made.planted, made.kinds)


def browsing_report(w: World, rng: Random, people: list[Person]) -> Built:
    """What a manager asked the technician for."""
    on, s = Style.drawn(rng).day(date(2023, 1, 1)), Style.drawn(rng)
    p, rows = people[0], []
    for at in _moments(rng, 60, on):
        rows.append((f"{at:%H:%M:%S}", p.login, f"https://{rng.choice(table()['sites'])}", f"{rng.randint(0, 9)} min"))
    ink = Ink()
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>\n" for row in rows)
    page = f"<html><head><title>Browsing detail</title></head><body><p>{html.escape(ink(f'{p.name}, workstation {p.host}, {s.dated(on)}', 'text'))}</p>\n<table><tr><th>Time</th><th>User</th><th>Address visited</th><th>Duration</th></tr>\n{body}</table></body></html>\n"
    return Built(f"browsing {p.login}.html", page.encode(), on, ink.seen, [(WEB, (), (p.owner,))])


def browser_history(w: World, rng: Random, people: list[Person]) -> Built:
    on, p = Style.drawn(rng).day(date(2024, 1, 1)), people[0]
    urls: list[tuple[object, ...]] = []
    visits: list[tuple[object, ...]] = []
    for i, at in enumerate(_moments(rng, 120, on), 1):
        site = rng.choice(table()["sites"])
        ticks = int((at - datetime(1601, 1, 1, tzinfo=UTC)).total_seconds() * 1_000_000)
        urls.append((f"https://{site}", site.split("/")[0].replace("www.", "").title(), rng.randint(1, 30), ticks))
        visits.append((i, ticks, rng.randint(1, 9) * 1_000_000))
    made = as_sqlite(
        Book(
            [
                Sheet("urls", ("url", "title", "visit_count", "last_visit_time"), urls),
                Sheet("visits", ("url_ref", "visit_time", "visit_duration"), visits),
            ],
            on,
            f"History {p.login}",
            WEB,
            (p.owner,),
        )
    )
    return Built(f"History-{p.login}", made.data, on, made.planted, made.kinds)


WEB_LOGS: tuple[Callable[[World, Random, list[Person]], Built], ...] = (
    squid,
    fortigate,
    sonicwall,
    cloud_proxy,
    browsing_report,
    browser_history,
)


# Key loggers


def _typed(w: World, rng: Random, s: Style, p: Person) -> list[tuple[str, str]]:
    """Window and what was typed in it, special keys in brackets."""
    other, client = rng.choice(w.staff), rng.choice(w.clients)
    card = client.contact.card
    all_of = [
        ("Outlook - Message (HTML)", f"hi {other.given.lower()},[Enter]can you cover my[BackSpace][BackSpace]e on friday? doctro[Backspace][Backspace]or appt at 3[Enter]thx"),
        ("Google Chrome - Sign in", f"{p.email}[Tab]{numbers.password(rng)}[Enter]"),
        ("Untitled - Notepad", "milk eggs printer toner[Enter]call mom"),
        ("Microsoft Edge - Chat", f"she said he is {rng.choice(['quitting', 'getting divorced', 'in rehab again'])}[Enter]dont tell[Space]anyone[Enter]"),
        ("ConnectWise - Ticket", "rebooted the swich[Left][Left]t, user confirms ok[Enter]"),
        ("QuickBooks - Receive payment", f"{Value('payment-card', card, client.contact.owner)}[Tab]{client.contact.expires.replace('/', '')}[Tab]{client.monthly}[Enter]"),
        ("Command Prompt", f"net user {p.login} /domain[Enter]ipconfig /all[Enter]"),
        ("Google Chrome - Search", f"{rng.choice(['symptoms of burnout', 'network engineer jobs albany', 'how to ask for a raise', 'ivf cost ny'])}[Enter]"),
        ("Payroll portal", f"{p.ssn(Style(rng, dash='-'))}[Tab]{p.given}[Tab]{p.surname}[Enter]"),
    ]  # fmt: skip
    chosen = [*all_of, *all_of[2:5]]
    rng.shuffle(chosen)
    return chosen


def keys_as_text(w: World, rng: Random, p: Person) -> Built:
    s = Style.drawn(rng)
    on = s.day(date(2024, 1, 1))
    out = rng.choice(
        [[f"Host {p.login.upper()}-PC  user {p.login}", ""], [], [f"== session {rng.randint(100, 999)} =="]]
    )
    style = rng.randrange(3)
    typed = _typed(w, rng, s, p)
    for at, (window, keys) in zip(_moments(rng, len(typed), on), typed, strict=True):
        match style:
            case 0:
                out += [f"[{at:%Y-%m-%d %H:%M:%S}] [{window}]", keys, ""]
            case 1:
                out.append(f"{at:%d/%m/%y %H:%M:%S} | {window} | {keys.replace('[', '<').replace(']', '>')}")
            case _:
                out += [f"### {window} ({at:%I:%M %p})", "    " + keys.replace("[", "{").replace("]", "}").upper().replace("{ENTER}", "{ENTER}\n    ")
                        if "\ue000" not in keys else keys.replace("[", "{").replace("]", "}")]  # fmt: skip
    return _log(
        rng.choice([f"{p.login}_{on:%m%d}.log", f"kl-{rng.randint(1000, 9999)}.txt", f"{p.login}.dat.txt"]),
        out,
        on,
        KEYS,
        [p],
        rng.choice(["utf-8", "utf-16"]),
    )


def keys_as_table(w: World, rng: Random, p: Person) -> Built:
    s = Style.drawn(rng)
    on = s.day(date(2024, 1, 1))
    typed = _typed(w, rng, s, p)
    rows: list[tuple[object, ...]] = [
        (f"{at:%Y-%m-%d %H:%M:%S}", p.login, window.split(" - ")[0].lower().replace(" ", "") + ".exe", window, keys)
        for at, (window, keys) in zip(_moments(rng, len(typed), on), typed, strict=True)
    ]
    header = rng.choice(
        [
            ("Time", "User", "Process", "Window title", "Keys"),
            ("timestamp", "account", "application", "caption", "keystrokes"),
        ]
    )
    return as_csv(
        Book(
            [Sheet("keys", header, rows)],
            on,
            rng.choice([f"activity_{p.login}", f"agent-{rng.randint(100, 999)}-keys", "input capture"]),
            KEYS,
            (p.owner,),
        )
    )


# Screen captures


class Canvas:
    """A drawn screen of 8-bit colours. Words need Pillow; without it they are grey bars, as in a sketch."""

    def __init__(self, width: int, height: int, back: int) -> None:
        self.width, self.height = width, height
        self.pixels = bytearray([back]) * (width * height)
        self.words: list[tuple[int, int, int, str, int]] = []

    def box(self, x: int, y: int, w: int, h: int, colour: int) -> None:
        row = bytes([colour]) * min(w, self.width - x)
        for line in range(y, min(y + h, self.height)):
            self.pixels[line * self.width + x : line * self.width + x + len(row)] = row

    def text(self, x: int, y: int, text: str, colour: int, size: int = 15) -> None:
        self.words.append((x, y, size, text, colour))

    def png(self, software: str = "") -> bytes:
        self._write()
        colours = [
            (30, 60, 110),
            (255, 255, 255),
            (240, 240, 240),
            (45, 45, 48),
            (0, 120, 215),
            (20, 20, 20),
            (200, 205, 210),
            (232, 240, 254),
            (196, 43, 28),
            (16, 124, 16),
        ]
        raw = b"".join(b"\0" + bytes(self.pixels[y * self.width : (y + 1) * self.width]) for y in range(self.height))
        out = (
            b"\x89PNG\r\n\x1a\n"
            + _chunk(b"IHDR", struct.pack(">IIBBBBB", self.width, self.height, 8, 3, 0, 0, 0))
            + _chunk(b"PLTE", bytes(c for rgb in colours for c in rgb))
        )
        if software:
            out += _chunk(b"tEXt", b"Software\0" + software.encode("latin-1"))
        return out + _chunk(b"IDAT", zlib.compress(raw, 4)) + _chunk(b"IEND", b"")

    def _write(self) -> None:
        if not has_pillow():
            for x, y, size, text, colour in self.words:
                self.box(x, y + size // 3, min(len(text) * size // 2, self.width - x), max(size // 4, 2), colour)
            return
        from PIL import Image, ImageDraw, ImageFont

        image = Image.frombytes("P", (self.width, self.height), bytes(self.pixels))
        pen = ImageDraw.Draw(image)
        pen.fontmode = "1"  # no smoothing: the palette holds no shades
        for x, y, size, text, colour in self.words:
            pen.text((x, y), text, fill=colour, font=ImageFont.load_default(size))
        self.pixels = bytearray(image.tobytes())


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def has_pillow() -> bool:
    return importlib.util.find_spec("PIL") is not None


def screens(w: World, rng: Random, p: Person, count: int) -> list[Built]:
    """A series of one desk: every few minutes a picture."""
    s = Style.drawn(rng)
    on = s.day(date(2024, 6, 1))
    width, height = rng.choice([(1366, 768), (1280, 720), (1440, 900)])
    at = datetime(on.year, on.month, on.day, 9, 0, tzinfo=UTC)
    pattern = rng.choice(
        [
            f"{p.login}_%Y%m%d_%H%M%S",
            "Screenshot %Y-%m-%d %H%M%S",
            f"{p.login.upper()}-WS-%H%M",
            f"cap{rng.randint(10, 99)}_%d%m_%H-%M-%S",
        ]
    )
    out = []
    for _ in range(count):
        canvas = Canvas(width, height, 0)
        canvas.box(0, height - 40, width, 40, 3)
        canvas.text(width - 150, height - 30, f"{at:%I:%M %p}  {at:%m/%d/%Y}", 1, 13)
        for _ in range(rng.randint(1, 3)):
            _window(canvas, rng, w, p)
        out.append(
            Built(
                at.strftime(pattern) + ".png",
                canvas.png(rng.choice(["", "DeskRecorder 4.2"])),
                on,
                [],
                [(SCREENS, (), (p.owner,))],
            )
        )
        at += timedelta(seconds=rng.choice([180, 300, 300, 301]))
    return out


def _window(canvas: Canvas, rng: Random, w: World, p: Person) -> None:
    x, y = rng.randint(10, canvas.width // 3), rng.randint(10, canvas.height // 4)
    wide, high = rng.randint(500, canvas.width - x - 10), rng.randint(320, canvas.height - y - 60)
    canvas.box(x, y, wide, high, 1)
    canvas.box(x, y, wide, 30, rng.choice([4, 3, 2]))
    canvas.box(x + wide - 30, y, 30, 30, 8)
    kind = rng.randrange(3)
    canvas.text(x + 10, y + 7, ("Inbox - Mail", "Tickets - Service board", "Browser")[kind], 6)
    if kind == 2:
        canvas.box(x, y + 30, wide, 34, 2)
        canvas.text(x + 60, y + 39, "https://" + rng.choice(table()["sites"])[:60], 5)
    for line in range(rng.randint(5, 12)):
        top = y + 76 + line * 26
        if top > y + high - 24:
            break
        if line % 2 and kind != 2:
            canvas.box(x + 2, top - 4, wide - 4, 25, 7)
        words = (f"{rng.choice(w.staff).full}   RE: {rng.choice(['lunch?', 'server down', 'your review', 'invoice', 'PTO'])}", f"#{rng.randint(20000, 29999)}  {rng.choice(w.clients).name[:30]}  {rng.choice(['open', 'waiting', 'closed'])}",
                 rng.choice(["Results 1-10 of many", "Add to cart", "Read the full story", "Similar jobs near you", "Sign in to continue"]))[kind]  # fmt: skip
        canvas.text(x + 16, top, words, 5)


# Camera footage

_SEGMENTS = {
    "0": "abcdef",
    "1": "bc",
    "2": "abged",
    "3": "abgcd",
    "4": "fgbc",
    "5": "afgcd",
    "6": "afgedc",
    "7": "abc",
    "8": "abcdefg",
    "9": "abfgcd",
}


def has_video() -> bool:
    return importlib.util.find_spec("av") is not None


def _overlay(canvas: Canvas, text: str) -> None:
    """A recorder's clock in seven-segment figures, top left."""
    x = 6
    for character in text:
        for segment in _SEGMENTS.get(character, ""):
            dx, dy, w, h = {
                "a": (0, 0, 6, 2),
                "b": (5, 0, 2, 6),
                "c": (5, 6, 2, 6),
                "d": (0, 11, 6, 2),
                "e": (0, 6, 2, 6),
                "f": (0, 0, 2, 6),
                "g": (0, 5, 6, 2),
            }[segment]
            canvas.box(x + dx, 6 + dy, w, h, 235)
        if character in ":-":
            canvas.box(x + 1, 11, 3, 2, 235)
        x += 10 if character != " " else 8


def clip(rng: Random, name: str, container: str, start: datetime, seconds: int) -> Built:
    """A room that hardly changes, with a sensor's noise, and now and then somebody who walks through."""
    import av

    width, height = rng.choice([(352, 240), (320, 240), (352, 288)])
    rate = rng.choice([3, 4, 5])
    stream_out = io.BytesIO()
    extra = {"fflags": "+bitexact"}
    with av.open(stream_out, "w", format=container, options=extra) as out:
        if rng.random() < 0.6:
            out.metadata["creation_time"] = f"{start:%Y-%m-%dT%H:%M:%S}Z"
        stream = out.add_stream("mpeg4", rate=rate, options={"flags": "+bitexact", "threads": "1"})
        stream.width, stream.height, stream.pix_fmt = width, height, "yuv420p"
        stream.bit_rate = 220_000
        stream.gop_size = rate * 4
        base = Canvas(width, height, rng.randint(70, 120))
        for _ in range(12):
            base.box(
                rng.randint(0, width - 30),
                rng.randint(30, height - 30),
                rng.randint(12, 120),
                rng.randint(10, 90),
                rng.randint(30, 200),
            )
        # Adding two long integers adds all their bytes, as long as none carries.
        noise = [
            int.from_bytes(rng.randbytes(width * height).translate(bytes(i % 7 for i in range(256))), "big")
            for _ in range(5)
        ]
        walks = rng.random() < 0.4
        for index in range(seconds * rate):
            scene = Canvas(width, height, 0)
            scene.pixels[:] = base.pixels
            if walks and index % (rate * 8) > rate * 5:
                scene.box((index * 9) % (width - 30), height // 2, 22, 64, 50)
            _overlay(scene, (start + timedelta(seconds=index // rate)).strftime("%Y-%m-%d %H:%M:%S"))
            frame = av.VideoFrame(width, height, "yuv420p")
            grey = (int.from_bytes(scene.pixels, "big") + rng.choice(noise)).to_bytes(width * height, "big")
            fill(frame.planes[0], grey, width, height)
            for plane in frame.planes[1:]:
                fill(plane, bytes([128]) * (width * height // 4), width // 2, height // 2)
            frame.pts = index
            for packet in stream.encode(frame):
                out.mux(packet)
        for packet in stream.encode():
            out.mux(packet)
    return Built(name, stream_out.getvalue(), start.date(), [], [(FOOTAGE, (), ())])


def fill(plane: object, data: bytes, width: int, height: int) -> None:
    """Lines of a plane may be padded to a multiple of 16 or 32 bytes."""
    line = plane.line_size  # type: ignore[attr-defined]
    if line != width:
        data = b"".join(data[y * width : (y + 1) * width].ljust(line, b"\0") for y in range(height))
    plane.update(data.ljust(plane.buffer_size, b"\0"))  # type: ignore[attr-defined]


def footage(w: World, rng: Random) -> tuple[list[Built], list[Built]]:
    """A folder of a recorder's files, and a few clips that somebody exported."""
    day = Style.drawn(rng).day(date(2026, 5, 1), TODAY)
    at = datetime(day.year, day.month, day.day, rng.randint(1, 20), 0, tzinfo=UTC)
    channel = rng.randint(1, 4)
    pattern = rng.choice(
        [f"CH{channel:02d}_%Y%m%d_%H%M%S", f"cam{channel}-%Y%m%d%H%M", f"NVR_ch{channel}_main_%Y%m%d%H%M%S"]
    )
    first = [
        clip(rng, (at + timedelta(minutes=5 * i)).strftime(pattern) + ".mp4", "mp4", at + timedelta(minutes=5 * i), 8)
        for i in range(5)
    ]
    other = [
        clip(rng, rng.choice(["lobby incident", "back door 0312", "parking lot"]) + ".avi", "avi", at - timedelta(days=40), 7),
        clip(rng, rng.choice(["server room", "warehouse ch2", "export_17"]) + ".mkv", "matroska", at - timedelta(days=12), 7),
        clip(rng, "front desk.mp4", "mp4", at - timedelta(days=3), 6),
    ]  # fmt: skip
    return first, other
