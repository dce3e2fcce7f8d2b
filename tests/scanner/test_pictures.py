"""Text in pictures is found in a scan, as part of its file; what reads it may die, and costs those pictures alone."""

from __future__ import annotations

import contextlib
import io
import os
import signal
import threading
import time
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest

from bailee.extractors import ocr, visible_text
from bailee.extractors.interface import Unread
from bailee.extractors.page_layout import Stretch
from bailee.findings import Finding
from bailee.scanner import Event, ItemPartly, ItemRead, Limits, ScanKeys, Scanner, Skipped, scan
from bailee.scanner.lane import Waiting
from bailee.scanner.processes import resident
from bailee.text import Text
from bailee.vocabulary import Locator, Reason

pytest.importorskip("rapidocr")
from PIL import Image, ImageDraw


def page(*lines: str, size: tuple[int, int] = (640, 200), letters: int = 24) -> bytes:
    picture = Image.new("RGB", size, "white")
    drawing = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        drawing.text((20, 20 + 2 * letters * number), line, fill="black", font_size=letters)
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


SCAN = page("Employee record", "SSN 512-44-7313", "Phone (212) 555-0143", "kept by the office")


def as_pdf(picture: bytes) -> bytes:
    buffer = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("L").save(buffer, "PDF", resolution=100)
    return buffer.getvalue()


def in_a_mail_in_a_zip(picture: bytes) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = "the form", "ann.roe@fairmont-dental.com"
    mail.set_content("See attached. SSN 530-12-8841")
    mail.add_attachment(picture, "image", "png", filename="form.png")
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("form.eml", mail.as_bytes())
    return buffer.getvalue()


def ends(events: list[Event]) -> dict[str, ItemRead | ItemPartly | Skipped]:
    found = [event for event in events if isinstance(event, ItemRead | ItemPartly | Skipped)]
    assert len({event.locator.item for event in found}) == len(found)  # each file ends once
    return {event.locator.item: event for event in found}


def where(events: list[Event], detector: str = "us-ssn") -> set[tuple[str, ...]]:
    return {event.locator.segments for event in events if isinstance(event, Finding) and event.detector == detector}


def test_values_in_pictures_are_found_wherever_the_picture_lies(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(SCAN)
    (tmp_path / "scan.pdf").write_bytes(as_pdf(SCAN))
    (tmp_path / "mails.zip").write_bytes(in_a_mail_in_a_zip(SCAN))
    waiting = Waiting()
    events = list(scan(tmp_path, keys=ScanKeys.random(), jobs=1, waiting=waiting))
    assert where(events) == {
        ("scan.png", "ocr"),
        ("scan.pdf", "page 1", "ocr"),
        ("mails.zip", "form.eml", "attachment 1", "ocr"),
        ("mails.zip", "form.eml", "body"),
    }
    assert all(isinstance(event, ItemRead) and event.pictures == (1, 1) for event in ends(events).values())
    assert (waiting.files, waiting.left, waiting.read) == (0, 0, 3)


def test_a_scan_that_reads_no_pictures_says_which_it_left(tmp_path: Path) -> None:
    (tmp_path / "scan.png").write_bytes(SCAN)
    (event,) = ends(list(scan(tmp_path, keys=ScanKeys.random(), limits=Limits(ocr="off")))).values()
    assert isinstance(event, ItemPartly) and event.parts == ((Locator(("scan.png", "ocr")), Reason.EXCLUDED),)
    assert event.pictures == (1, 0)


def test_the_death_of_what_reads_pictures_costs_the_pictures_of_one_file(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(in_a_mail_in_a_zip(SCAN))
    scanner = Scanner(tmp_path, ScanKeys.random(), jobs=1)
    killer = threading.Thread(target=_end_what_reads_pictures, args=(scanner,))
    killer.start()
    events = list(scanner.events())
    killer.join()
    (end,) = ends(events).values()
    assert isinstance(end, ItemPartly) and end.parts[0][0].segments[-1] == "ocr"
    assert ("a.zip", "form.eml", "body") in where(events)


def _end_what_reads_pictures(scanner: Scanner) -> None:
    """Wait for the worker that reads pictures to have one, and end it."""
    while True:
        with contextlib.suppress(ValueError):  # a worker that has just gone
            for worker in list(scanner.pool._workers) if scanner.pool else []:
                if worker.limits.reads_pictures and worker.item is not None:
                    os.kill(worker.pid, signal.SIGKILL)
                    return
        time.sleep(0.01)


def test_a_huge_picture_is_read_within_a_gigabyte(tmp_path: Path) -> None:
    (tmp_path / "plan.png").write_bytes(
        page(*["SSN 512-44-7313 on a large sheet"] * 8, size=(7_000, 6_900), letters=120)
    )
    scanner = Scanner(tmp_path, ScanKeys.random(), jobs=1)
    most = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal most
        while not done.wait(0.02):
            with contextlib.suppress(ValueError):  # a worker that has just gone
                for pid in scanner.pool.pids if scanner.pool else []:
                    most = max(most, resident(pid))

    watcher = threading.Thread(target=watch)
    watcher.start()
    events = list(scanner.events())
    done.set()
    watcher.join()
    assert isinstance(ends(events)["plan.png"], ItemRead) and where(events)
    assert most < 1 << 30


def test_a_sample_is_the_first_forty_pictures_of_a_file_and_every_tenth_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ocr, "read_picture", lambda image, alive: [Stretch((("SSN 512-44-7313",),))])
    visible_text.begin("sampled")
    try:
        told = [
            piece
            for number in range(80)
            for piece in visible_text.visible_text(Image.new("L", (60, 60), number), Locator((str(number),)), sure=True)
        ]
        assert visible_text.asked() == (80, 44)
    finally:
        visible_text.begin("off")
    read = [piece for piece in told if isinstance(piece, Text)]
    left = {piece.reason for piece in told if isinstance(piece, Unread)}
    assert (len(read), left) == (44, {Reason.EXCLUDED})
