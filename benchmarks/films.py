"""Films of many sorts, made here, and how well footage of cameras is told from the others: precision and recall by sort.

    python benchmarks/films.py [--each 2] [--ocr]
    python benchmarks/run.py films

Nobody may hand out what cameras record of people, so these are drawn: rooms and yards seen by a camera that stands still or
turns, by day and by infrared light, with and without a printed clock; and what is none: phone clips, meetings, screens, slide
shows, somebody talking into a camera. The figures say how the rule fares on what was thought of, and no more. `--ocr` reads
what is printed in the frames, as a scan does where that is installed.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from bailee.scanner import KindFound, Limits, ScanKeys, scan
from bailee.vocabulary import Confidence
from page import Section

Frame = Image.Image


def room(rng: random.Random, size: tuple[int, int], *, outdoors: bool = False) -> Frame:
    """A still scene: floor, wall, furniture or trees, with some grain."""
    width, height = size
    picture = Image.new("RGB", size, tuple(rng.randrange(90, 200) for _ in range(3)))
    drawing = ImageDraw.Draw(picture)
    drawing.rectangle((0, height * 0.6, width, height), fill=tuple(rng.randrange(50, 140) for _ in range(3)))
    for _ in range(14 if outdoors else 9):
        x, y = rng.randrange(width), rng.randrange(round(height * 0.3), height)
        shade = tuple(rng.randrange(20, 230) for _ in range(3))
        box = (x, y, x + rng.randrange(20, width // 4), y + rng.randrange(20, height // 3))
        (drawing.ellipse if outdoors else drawing.rectangle)(box, fill=shade)
    return picture.filter(ImageFilter.GaussianBlur(1))


@cache
def _noise(size: tuple[int, int], strength: float) -> Frame:
    return Image.effect_noise(size, strength * 2).convert("RGB")


def grain(picture: Frame, strength: float) -> Frame:
    """As a sensor makes it: another part of one noise each time."""
    noise = _noise((picture.width + 16, picture.height + 16), strength)
    left, top = random.randrange(16), random.randrange(16)
    part = noise.crop((left, top, left + picture.width, top + picture.height))
    return ImageChops.add(picture, part, 1, -128)


def clock(picture: Frame, at: datetime, rng_label: str, pattern: str = "%Y-%m-%d %H:%M:%S") -> Frame:
    drawing = ImageDraw.Draw(picture)
    size = max(12, picture.height // 22)
    style: dict[str, Any] = {"fill": "white", "stroke_fill": "black", "stroke_width": 2, "font_size": size}
    drawing.text((8, 4), at.strftime(pattern), **style)
    if rng_label:
        drawing.text((picture.width - size * len(rng_label) * 0.62 - 8, picture.height - size - 10), rng_label, **style)
    return picture


def passer_by(picture: Frame, share: float, rng: random.Random) -> Frame:
    drawing = ImageDraw.Draw(picture)
    x, y = share * picture.width * 1.2 - 30, picture.height * 0.45
    drawing.ellipse((x, y, x + 24, y + 24), fill=(210, 170, 150))
    drawing.rectangle((x - 6, y + 24, x + 30, y + 100), fill=(60, 60, 140))
    return picture


START = datetime(2026, 3, 2, 7, 58, 3)  # noqa: DTZ001 - as a recorder prints it


def camera(
    rng: random.Random,
    seconds: int,
    rate: int,
    size: tuple[int, int],
    *,
    label: str = "CAM 01",
    printed: bool = True,
    night: bool = False,
    outdoors: bool = False,
    turns: bool = False,
    lapse: int = 1,
) -> Iterator[Frame]:
    wide = room(rng, (size[0] * (2 if turns else 1), size[1]), outdoors=outdoors)
    if night:
        wide = wide.convert("L").point(lambda level: level // 2 + 20).convert("RGB")
    pattern = rng.choice(["%Y-%m-%d %H:%M:%S", "%m/%d/%Y %H:%M:%S", "%d-%m-%Y %a %H:%M:%S"])
    for number in range(seconds * rate):
        left = round((size[0] - 1) * min(1.0, max(0.0, (number / (seconds * rate) * 3) % 1.4 - 0.2))) if turns else 0
        picture = wide.crop((left, 0, left + size[0], size[1]))
        if 0.3 < number / (seconds * rate) < 0.5:
            passer_by(picture, number / (seconds * rate) * 5 - 1.5, rng)
        picture = grain(picture, 6 if night else 2)
        yield clock(picture, START + timedelta(seconds=number * lapse / rate), label, pattern) if printed else picture


def moving(rng: random.Random, seconds: int, rate: int, size: tuple[int, int], *, printed: str = "") -> Iterator[Frame]:
    """Held in a hand, or behind a windscreen: everything moves all the time."""
    wide = room(rng, (size[0] * 3, size[1] * 2), outdoors=True)
    x, y = 0.0, 0.0
    for number in range(seconds * rate):
        x = (x + rng.uniform(0, 14)) % (size[0] * 1.9)
        y = min(max(y + rng.uniform(-6, 6), 0), size[1] * 0.9)
        picture = grain(wide.crop((round(x), round(y), round(x) + size[0], round(y) + size[1])), 3)
        if printed:
            picture = clock(picture, START + timedelta(seconds=number / rate), printed)
        yield picture


def talking(rng: random.Random, seconds: int, rate: int, size: tuple[int, int], *, people: int = 1) -> Iterator[Frame]:
    """Heads before a wall, each in its tile."""
    tiles = max(1, round(people**0.5 + 0.49))
    base = Image.new("RGB", size, (32, 33, 36))
    width, height = size[0] // tiles, size[1] // max(1, -(-people // tiles))
    walls = [room(rng, (width, height)) for _ in range(people)]
    for _ in range(seconds * rate):
        picture = base.copy()
        for place, wall in enumerate(walls):
            tile = wall.copy()
            drawing = ImageDraw.Draw(tile)
            nod = rng.uniform(-4, 4)
            x, y, r = width / 2 + nod, height / 2 + nod, height / 4
            drawing.ellipse((x - r, y - r, x + r, y + r), fill=(214, 176, 152))
            drawing.ellipse((x - r / 3, y + r / 3, x + r / 3, y + r / 3 + 4 + abs(nod) * 3), fill=(120, 40, 40))
            drawing.rectangle((x - r * 1.6, y + r, x + r * 1.6, height), fill=(70, 90, 120))
            picture.paste(grain(tile, 2), ((place % tiles) * width, (place // tiles) * height))
        yield picture


def screen(
    rng: random.Random, seconds: int, rate: int, size: tuple[int, int], *, slides: bool = False
) -> Iterator[Frame]:
    """A window in which text is typed, or slides that change."""
    words = [
        "Quarterly",
        "review",
        "of",
        "orders",
        "and",
        "returns",
        "by",
        "region,",
        "with",
        "notes",
        "for",
        "the",
        "meeting",
        "on",
        "Monday",
    ]
    for number in range(seconds * rate):
        picture = Image.new("RGB", size, "#f6f6f6")
        drawing = ImageDraw.Draw(picture)
        if slides:
            page = number // (rate * 5)
            drawing.text((40, 30), f"Slide {page + 1}: {words[page % len(words)]}", fill="#203050", font_size=34)
            for line in range(4):
                drawing.text(
                    (60, 100 + 40 * line), "• " + " ".join(words[(page + line) % 8 :][:5]), fill="black", font_size=20
                )
        else:
            drawing.rectangle((0, 0, size[0], 26), fill="#2b579a")
            drawing.text((10, 5), "Letter to the landlord - Editor", fill="white", font_size=13)
            typed = " ".join(words)[: number * 2 // max(1, rate // 5) % 80]
            for line in range(6):
                drawing.text(
                    (30, 50 + 22 * line), typed if line == 5 else " ".join(words[line:]), fill="black", font_size=14
                )
            drawing.rectangle((0, size[1] - 24, size[0], size[1]), fill="#20242c")
            drawing.text((size[0] - 120, size[1] - 20), "8:58 AM  3/2/2026", fill="white", font_size=12)
        yield picture


SD, HD = (704, 480), (960, 540)
Sort = tuple[bool, bool, int, str, dict[str, str], Callable[[random.Random, int, int], Iterator[Frame]]]
# whether it is footage of a camera, sound, frames a second, ending, tags, how it is drawn
SORTS: dict[str, Sort] = {
    "indoors, clock": (True, False, 12, "mp4", {}, lambda r, s, f: camera(r, s, f, SD)),
    "indoors, no clock": (True, False, 10, "avi", {}, lambda r, s, f: camera(r, s, f, SD, printed=False)),
    "night, infrared": (True, False, 10, "mkv", {}, lambda r, s, f: camera(r, s, f, SD, night=True, label="IPC")),
    "yard, 25 frames, sound": (True, True, 25, "mp4", {}, lambda r, s, f: camera(r, s, f, HD, outdoors=True, label="Yard East")),
    "turns, clock": (True, False, 15, "mp4", {}, lambda r, s, f: camera(r, s, f, SD, turns=True, label="PTZ 2")),
    "turns, sound, 20 frames": (True, True, 20, "mkv", {}, lambda r, s, f: camera(r, s, f, HD, turns=True, label="Camera 04")),
    "time lapse": (True, False, 10, "mp4", {}, lambda r, s, f: camera(r, s, f, SD, lapse=60, outdoors=True)),
    "export named by its maker": (True, True, 25, "mp4", {"encoder": "Hikvision VSPlayer"}, lambda r, s, f: camera(r, s, f, SD, printed=False)),
    "bare stream": (True, False, 12, "h264", {}, lambda r, s, f: camera(r, s, f, SD, label="CH03")),
    "dash camera": (True, True, 30, "mp4", {}, lambda r, s, f: moving(r, s, f, HD, printed="38 MPH N40.712 W74.006")),
    "phone clip": (False, True, 30, "mp4", {"com.apple.quicktime.make": "Apple"}, lambda r, s, f: moving(r, s, f, HD)),
    "phone clip, silent": (False, False, 30, "mp4", {}, lambda r, s, f: moving(r, s, f, SD)),
    "phone on a tripod": (False, True, 30, "mp4", {"make": "Google"}, lambda r, s, f: camera(r, s, f, HD, printed=False)),
    "talking head": (False, True, 25, "mp4", {}, lambda r, s, f: talking(r, s, f, HD)),
    "meeting of nine": (False, True, 25, "mp4", {}, lambda r, s, f: talking(r, s, f, HD, people=9)),
    "meeting of four, 15 frames": (False, True, 15, "mkv", {}, lambda r, s, f: talking(r, s, f, HD, people=4)),
    "screen": (False, True, 30, "mp4", {}, lambda r, s, f: screen(r, s, f, HD)),
    "screen, silent, 10 frames": (False, False, 10, "mp4", {}, lambda r, s, f: screen(r, s, f, HD)),
    "slide show": (False, False, 5, "mp4", {}, lambda r, s, f: screen(r, s, f, HD, slides=True)),
    "slides, spoken": (False, True, 25, "mp4", {}, lambda r, s, f: screen(r, s, f, HD, slides=True)),
}  # fmt: skip


def film(path: Path, sort: Sort, rng: random.Random, seconds: int) -> None:
    _, sound, rate, _, tags, draw = sort
    with av.open(path, "w", format="h264" if path.suffix == ".h264" else None) as container:
        container.metadata.update(tags)
        stream: Any = None
        audio = container.add_stream("aac", rate=16_000, layout="mono") if sound else None
        for number, picture in enumerate(draw(rng, seconds, rate)):
            if stream is None:
                stream = container.add_stream("libx264", rate=rate)
                stream.width, stream.height, stream.pix_fmt = *picture.size, "yuv420p"
                stream.gop_size, stream.options = rate * 2, {"preset": "ultrafast", "crf": "28"}
            container.mux(stream.encode(av.VideoFrame.from_image(picture)))
            if audio is not None and number % rate == 0:
                samples = (
                    (numpy.sin(numpy.arange(16_000) * rng.uniform(0.02, 0.2)) * 8_000).astype("int16").reshape(1, -1)
                )
                heard = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
                heard.rate = 16_000
                container.mux(audio.encode(heard))
        container.mux(stream.encode())
        if audio is not None:
            container.mux(audio.encode())


def measured(each: int, seconds: int, only: str = "", ocr: str = "full") -> dict[str, Counter[str]]:
    """By sort: how many films, how many were told as footage (likely and up), how many only possibly."""
    told: dict[str, Counter[str]] = {}
    with tempfile.TemporaryDirectory() as folder:
        names: dict[str, str] = {}
        for number, (name, sort) in enumerate(SORTS.items()):
            for again in range(each if only in name else 0):
                file = f"{number:02}{again}/film {again}.{sort[3]}"  # a folder each: no series tells
                Path(folder, file).parent.mkdir()
                film(Path(folder, file), sort, random.Random(f"{name}{again}"), seconds)
                names[file] = name
        found: dict[str, Confidence] = {}
        for event in scan(Path(folder), keys=ScanKeys.random(), limits=Limits(ocr=ocr, seconds=60)):
            if isinstance(event, KindFound) and event.kind == "camera-footage":
                found[event.locator.item] = max(found.get(event.locator.item, event.confidence), event.confidence)
        for file, name in names.items():
            told.setdefault(name, Counter())["films"] += 1
            told[name]["possible" if found.get(file) is Confidence.POSSIBLE else "told"] += file in found
    return told


def summed(told: dict[str, Counter[str]]) -> str:
    right = sum(tally["told"] for name, tally in told.items() if SORTS[name][0])
    wrong = sum(tally["told"] for name, tally in told.items() if not SORTS[name][0])
    wanted = sum(tally["films"] for name, tally in told.items() if SORTS[name][0])
    films = sum(tally["films"] for tally in told.values())
    return f"precision {right / max(right + wrong, 1):.2f}, recall {right / max(wanted, 1):.2f} of {films} films"


def measure(each: int = 1, seconds: int = 8) -> Sequence[Section]:
    told = measured(each, seconds)
    lines = [
        (
            f"{len(SORTS)} sorts of films, drawn by `benchmarks/films.py`, each {seconds} s and in a folder of its own; what is printed in frames is read. "
            f"**{summed(told)[:1].upper()}{summed(told)[1:]}.** The rule was made with these sorts in mind: on real footage it is a guess."
        ),
        "",
        "| film | footage of a camera | films | told | possible |",
        "|---|---|---|---|---|",
    ]
    lines += [
        f"| {name} | {'yes' if SORTS[name][0] else 'no'} | {tally['films']} | {tally['told']} | {tally['possible']} |"
        for name, tally in told.items()
    ]
    return [Section("films", "## Camera footage among films", lines)]


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--each", type=int, default=2)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--only", default="")
    parser.add_argument("--ocr", action="store_true", help="read what is printed in the frames")
    given = parser.parse_args()
    told = measured(given.each, given.seconds, given.only, "full" if given.ocr else "off")
    for name, tally in told.items():
        kind = "camera" if SORTS[name][0] else "other"
        print(f"{kind:7} {name:28} {tally['told']} of {tally['films']} told, {tally['possible']} possible")
    print(summed(told))


if __name__ == "__main__":
    main()
