"""A maker of scanned pages: text with planted values, set in a font, printed, and seen through a scanner, a fax or a phone.

    for page in pages(seed=1, each=4): page.image, page.planted

Each sort of page has its own flaws: noise, askew, blurred, black and white, small, dark, turned. Values are generated; card
numbers, IBANs and identifiers have right check digits and belong to nobody.
"""

from __future__ import annotations

import io
import random
import string
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance, ImageFilter, ImageFont

FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
GIVEN = [
    "Ann",
    "Jürgen",
    "María",
    "Tyrone",
    "Wei",
    "Søren",
    "Zoë",
    "Priya",
    "Björn",
    "Fatima",
    "Katherine",
    "Łukasz",
    "Denise",
    "Owen",
]
FAMILY = [
    "Müller",
    "O'Brien",
    "Nguyen",
    "Okafor",
    "Lindqvist",
    "García",
    "Whitcombe",
    "Hofstätter",
    "Tremblay",
    "Sandoval",
    "Gröning",
    "Kowalski",
    "Patel",
]
STREETS = ["Maple Avenue", "Oak Street", "Hillcrest Road", "Elm Drive", "Lakeview Court", "Willow Lane"]
PROSE = (
    "The committee met on the second floor and went through the minutes of the last meeting without remarks. Repairs of the "
    "heating were put off until spring, when the parts that were ordered will have come. Visitors are asked to leave by the "
    "side door after six. A new copier was set up near the kitchen; paper is kept on the shelf above it. "
)


@dataclass(frozen=True, slots=True)
class Planted:
    detector: str
    value: str  # as printed


@dataclass(slots=True)
class Page:
    sort: str
    image: Image.Image
    planted: list[Planted]
    dpi: int
    form: str = "PNG"
    quality: int = 85

    def saved(self) -> bytes:
        buffer = io.BytesIO()
        if self.form == "JPEG":
            self.image.convert("RGB").save(buffer, "JPEG", quality=self.quality, dpi=(self.dpi, self.dpi))
        elif self.form == "TIFF":
            self.image.convert("1").save(buffer, "TIFF", compression="group4", dpi=(self.dpi, self.dpi))
        elif self.form == "PDF":
            self.image.convert("RGB").save(buffer, "PDF", resolution=self.dpi, quality=self.quality)
        else:
            self.image.save(buffer, "PNG", dpi=(self.dpi, self.dpi))
        return buffer.getvalue()

    @property
    def name(self) -> str:
        return {"PNG": ".png", "JPEG": ".jpg", "TIFF": ".tif", "PDF": ".pdf"}[self.form]


# values


def card(rng: random.Random) -> str:
    digits = [int(d) for d in rng.choice(["4", "51", "55", "37"])]
    length = 15 if digits[0] == 3 else 16
    while len(digits) < length - 1:
        digits.append(rng.randrange(10))
    total = sum(d if i % 2 else (d * 2 - 9 if d > 4 else d * 2) for i, d in enumerate(reversed(digits)))
    number = "".join(map(str, [*digits, -total % 10]))
    groups = (4, 6, 5) if length == 15 else (4, 4, 4, 4)
    parts, at = [], 0
    for size in groups:
        parts.append(number[at : at + size])
        at += size
    return rng.choice([" ", " ", "-", ""]).join(parts)


def iban(rng: random.Random) -> str:
    country, length = rng.choice([("DE", 18), ("AT", 16), ("FR", 0), ("GB", 0)])
    if country == "GB":
        account = "".join(rng.choices(string.ascii_uppercase, k=4)) + "".join(rng.choices(string.digits, k=14))
    elif country == "FR":
        bank = "".join(rng.choices(string.digits, k=21))
        key = 97 - (89 * int(bank[:5]) + 15 * int(bank[5:10]) + 3 * int(bank[10:21])) % 97
        account = bank + f"{key:02}"
    else:
        account = "".join(rng.choices(string.digits, k=length))
    turned = "".join(str(int(sign, 36)) for sign in account + country + "00")
    number = f"{country}{98 - int(turned) % 97:02}{account}"
    return " ".join(number[at : at + 4] for at in range(0, len(number), 4))


def ssn(rng: random.Random) -> str:
    return (
        f"{rng.choice([*range(101, 665), *range(667, 772)]):03}-{rng.randrange(10, 99):02}-{rng.randrange(1000, 9999)}"
    )


def person(rng: random.Random) -> str:
    return f"{rng.choice(GIVEN)} {rng.choice(FAMILY)}"


def email(rng: random.Random) -> str:
    return f"{rng.choice(['ann', 'j.mueller', 'tyrone_w', 'priya.patel', 'okafor'])}{rng.randrange(10, 99)}@{rng.choice(['fairmont-dental', 'lakeside', 'northgate'])}.{rng.choice(['com', 'org', 'net'])}"


def phone(rng: random.Random) -> str:
    area, line = rng.choice([212, 312, 415, 617, 718]), f"{rng.randrange(200, 999)}"
    last = f"{rng.randrange(0, 9999):04}"
    return rng.choice([f"({area}) {line}-{last}", f"{area}-{line}-{last}", f"+1 {area} {line} {last}"])


def birth(rng: random.Random) -> str:
    return f"{rng.randrange(1, 13):02}/{rng.randrange(1, 29):02}/{rng.randrange(1941, 2004)}"


LABELS: list[tuple[str, str, Callable[[random.Random], str]]] = [
    ("Name", "person-name", person),
    ("Social Security number", "us-ssn", ssn),
    ("Date of birth", "date-of-birth", birth),
    ("Phone", "phone-number", phone),
    ("E-mail", "email-address", email),
    ("Card number", "payment-card", card),
    ("IBAN", "iban", iban),
]


# pages


_PICTURES = ("Dingbats", "D050000L", "opens___")  # their letters are pictures


@cache
def fonts(extra: str = "") -> tuple[str, ...]:
    """Text fonts that are there; symbols and condensed cuts are left out."""
    found = []
    for folder in (*FONT_FOLDERS, *filter(None, [extra])):
        for path in sorted(Path(folder).rglob("*.[to]tf")) if Path(folder).is_dir() else ():
            if not any(
                word in path.name
                for word in ("Math", "Icon", "Awesome", "Symbol", "Emoji", "Thin", "Hairline", "Black", *_PICTURES)
            ):
                found.append(str(path))
    return tuple(found)


def _sheet(dpi: int, ground: str = "white") -> Image.Image:
    return Image.new("RGB", (round(8.27 * dpi), round(11.69 * dpi)), ground)


class Printer:
    """Prints on a sheet, and keeps what values it printed."""

    def __init__(
        self, rng: random.Random, image: Image.Image, dpi: int, points: float, extra: str, ink: str = "black"
    ) -> None:
        self.rng, self.image, self.dpi, self.ink = rng, image, dpi, ink
        self.drawing = ImageDraw.Draw(image)
        self.size = max(6, round(points * dpi / 72))
        names = fonts(extra)
        self.font = ImageFont.truetype(rng.choice(names), self.size) if names else ImageFont.load_default(self.size)
        self.planted: list[Planted] = []
        self.step = round(self.size * 1.5)

    def say(self, x: float, y: float, text: str) -> None:
        self.drawing.text((x, y), text, fill=self.ink, font=self.font)

    def value(self, detector: str, value: str) -> str:
        self.planted.append(Planted(detector, value))
        return value

    def width(self, text: str) -> float:
        return self.drawing.textlength(text, font=self.font)

    def wrapped(self, words: str, width: float) -> list[str]:
        lines, line = [], ""
        for word in words.split():
            if self.width(f"{line} {word}") > width and line:
                lines.append(line)
                line = word
            else:
                line = f"{line} {word}".strip()
        return [*lines, line]


def letter(p: Printer) -> None:
    """Running text, values among it, each beside its word."""
    margin, y = round(p.dpi * 0.9), round(p.dpi * 0.9)
    width = p.image.width - 2 * margin
    for _ in range(2):
        for line in p.wrapped(p.rng.choice([PROSE, PROSE[120:]]), width):
            p.say(margin, y, line)
            y += p.step
        y += p.step
        for label, detector, make in p.rng.sample(LABELS, 4):
            p.say(margin, y, f"{label}: {p.value(detector, make(p.rng))}")
            y += p.step
        y += p.step


def form(p: Printer) -> None:
    """A form: label left, value right, rules between."""
    left, right, y = round(p.dpi * 0.8), round(p.dpi * 3.6), round(p.dpi)
    for label, detector, make in [*LABELS, *p.rng.sample(LABELS, 3)]:
        p.say(left, y, label)
        p.say(right, y, p.value(detector, make(p.rng)))
        p.drawing.line((left, y + p.step, p.image.width - left, y + p.step), fill=p.ink, width=max(1, p.dpi // 150))
        y += round(p.step * 1.8)


def table(p: Printer) -> None:
    """A table of people: heads above, a row each."""
    columns = [
        ("Name", "person-name", person),
        ("SSN", "us-ssn", ssn),
        ("Born", "date-of-birth", birth),
        ("Phone", "phone-number", phone),
    ]
    left, y, width = round(p.dpi * 0.6), round(p.dpi), (p.image.width - round(p.dpi * 1.2)) / len(columns)
    for number, (head, _, _) in enumerate(columns):
        p.say(left + number * width, y, {"Born": "Date of birth"}.get(head, head))
    for _ in range(10):
        y += round(p.step * 1.4)
        p.drawing.line((left, y - p.size // 3, p.image.width - left, y - p.size // 3), fill=p.ink)
        for number, (_, detector, make) in enumerate(columns):
            p.say(left + number * width, y, p.value(detector, make(p.rng)))


def columns(p: Printer) -> None:
    """Two columns of running text, values in both."""
    margin, gap = round(p.dpi * 0.7), round(p.dpi * 0.35)
    width = (p.image.width - 2 * margin - gap) / 2
    for side in range(2):
        words = PROSE
        for label, detector, make in p.rng.sample(LABELS, 4):
            words += (
                f"{label} {p.value(detector, make(p.rng)).replace(' ', chr(160))}. " + PROSE[: p.rng.randrange(80, 240)]
            )
        y = round(p.dpi * 0.9)
        for line in p.wrapped(words.replace("\n", " "), width):
            p.say(margin + side * (width + gap), y, line.replace(chr(160), " "))
            y += p.step


def screen(p: Printer) -> None:
    """A program's window: small letters on grey, fields in white."""
    p.drawing.rectangle((0, 0, p.image.width, 28), fill="#2b579a" if p.ink == "black" else "#333333")
    y = 48
    for label, detector, make in [*LABELS, *p.rng.sample(LABELS, 2)]:
        p.say(20, y, label)
        p.say(220, y, p.value(detector, make(p.rng)))
        y += max(22, p.step)
    for line in p.wrapped(PROSE, p.image.width - 40):
        if y < p.image.height - 20:
            p.say(20, y, line)
            y += p.step


# what scanners, faxes and phones do to them


def noisy(image: Image.Image, rng: random.Random, strength: float = 22) -> Image.Image:
    noise = Image.effect_noise(image.size, strength).convert("L")
    return Image.merge("RGB", [_add(channel, noise) for channel in image.convert("RGB").split()])


def _add(channel: Image.Image, noise: Image.Image) -> Image.Image:
    from PIL import ImageChops

    return ImageChops.add(channel, noise, 1, -128)


def askew(image: Image.Image, rng: random.Random, most: float = 3.0) -> Image.Image:
    return image.rotate(rng.uniform(-most, most), Image.Resampling.BICUBIC, fillcolor="white")


def faded(image: Image.Image) -> Image.Image:
    return ImageEnhance.Contrast(image).enhance(0.45)


def faxed(image: Image.Image, rng: random.Random) -> Image.Image:
    """204 × 196 dots an inch, black or white, some dirt."""
    grey = noisy(image, rng, 30).convert("L").point(lambda level: 255 if level > 140 else 0)
    drawing = ImageDraw.Draw(grey)
    for _ in range(60):
        x, y = rng.randrange(grey.width), rng.randrange(grey.height)
        drawing.rectangle((x, y, x + 1, y + 1), fill=0)
    return grey.convert("1")


def photographed(image: Image.Image, rng: random.Random) -> Image.Image:
    """A sheet on a desk, seen from a little aside, one corner darker."""
    width, height = image.size
    desk = Image.new("RGB", (round(width * 1.25), round(height * 1.2)), (92, 70, 52))
    shift = [rng.uniform(0.0, 0.05) for _ in range(8)]
    ox, oy = width * 0.12, height * 0.1
    corners = [
        (ox + width * shift[0], oy + height * shift[1]),
        (ox + width * (1 - shift[2]), oy + height * shift[3]),
        (ox + width * (1 - shift[4]), oy + height * (1 - shift[5])),
        (ox + width * shift[6], oy + height * (1 - shift[7])),
    ]
    coefficients = _perspective(corners, [(0, 0), (width, 0), (width, height), (0, height)])
    laid = image.transform(desk.size, Image.Transform.PERSPECTIVE, coefficients, Image.Resampling.BICUBIC)
    mask = Image.new("L", image.size, 255).transform(desk.size, Image.Transform.PERSPECTIVE, coefficients)
    desk.paste(laid, (0, 0), mask)
    shade = Image.linear_gradient("L").resize(desk.size).point(lambda level: 170 + level // 3)
    from PIL import ImageChops

    lit = ImageChops.multiply(desk, Image.merge("RGB", [shade] * 3))
    return noisy(lit.filter(ImageFilter.GaussianBlur(0.7)), rng, 12)


def _perspective(source: list[tuple[float, float]], target: list[tuple[float, float]]) -> list[float]:
    import numpy

    rows = []
    for (x, y), (u, v) in zip(source, target, strict=True):
        rows += [[x, y, 1, 0, 0, 0, -u * x, -u * y], [0, 0, 0, x, y, 1, -v * x, -v * y]]
    right = [value for point in target for value in point]
    return list(numpy.linalg.solve(numpy.array(rows, dtype=float), numpy.array(right, dtype=float)))


SORTS: dict[str, str] = {
    "clean 200 dpi": "letters and forms, as printed",
    "noise 200 dpi": "grain of a worn scanner, JPEG",
    "askew 200 dpi": "fed up to 3° askew",
    "blurred 200 dpi": "out of focus",
    "faded 200 dpi": "light grey on white, JPEG 40",
    "table 200 dpi": "ten people in four columns",
    "two columns 200 dpi": "running text in two columns",
    "small print 200 dpi": "7 points",
    "fax 204 dpi": "black and white, dirt, CCITT G4 in TIFF",
    "scan in PDF 200 dpi": "a PDF whose page is a JPEG",
    "150 dpi": "letters and forms",
    "300 dpi": "letters and forms",
    "turned 90": "on its side, to the left",
    "turned 180": "on its head",
    "turned 270": "on its side, to the right",
    "phone photo": "on a desk, aslant, shaded",
    "screenshot 12 px": "a window, letters of 12 pixels",
    "dark screenshot": "light letters on dark",
}


def pages(seed: int = 1, each: int = 4, extra: str = "", only: str = "") -> Iterator[Page]:
    """`each` pages of every sort, or of those whose name holds `only`."""
    for sort in SORTS:
        if only in sort:
            for number in range(each):
                yield page(sort, random.Random(f"{seed}{sort}{number}"), extra)


def page(sort: str, rng: random.Random, extra: str = "") -> Page:
    """One page of a sort."""
    if "screenshot" in sort:
        dark = sort.startswith("dark")
        image = Image.new("RGB", rng.choice([(1280, 720), (1366, 768), (1024, 768)]), "#1e1e1e" if dark else "#f0f0f0")
        p = Printer(rng, image, 72, 12 if not dark else 14, extra, "#d4d4d4" if dark else "black")
        screen(p)
        return Page(sort, image, p.planted, 96)
    dpi = 150 if sort == "150 dpi" else 300 if sort == "300 dpi" else 204 if sort.startswith("fax") else 200
    p = Printer(rng, _sheet(dpi), dpi, 7 if sort.startswith("small") else rng.choice([9, 10, 11, 12]), extra)
    layout = table if sort.startswith("table") else columns if sort.startswith("two") else rng.choice([letter, form])
    if layout is table:
        p = Printer(rng, p.image, dpi, 9, extra)
    layout(p)
    image, made = p.image, Page(sort, p.image, p.planted, dpi)
    if sort.startswith("noise"):
        image, made.form, made.quality = noisy(image, rng), "JPEG", 60
    elif sort.startswith("askew"):
        image = askew(image, rng)
    elif sort.startswith("blurred"):
        image = image.filter(ImageFilter.GaussianBlur(1.4))
    elif sort.startswith("faded"):
        image, made.form, made.quality = faded(image.point(lambda level: 90 + level * 165 // 255)), "JPEG", 40
    elif sort.startswith("fax"):
        image, made.form = faxed(askew(image, rng, 1), rng), "TIFF"
    elif "PDF" in sort:
        image, made.form, made.quality = noisy(askew(image, rng, 1), rng, 12), "PDF", 70
    elif sort.startswith("turned"):
        image = noisy(image, rng, 10).rotate(int(sort.split()[1]), expand=True)
    elif sort.startswith("phone"):
        image, made.form, made.quality = photographed(image, rng), "JPEG", 80
    made.image = image
    return made
