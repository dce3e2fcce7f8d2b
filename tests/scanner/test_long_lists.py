"""A long list is read whole, and each of its lines told once, about whom it is."""

from __future__ import annotations

from email.message import EmailMessage
from math import inf
from types import SimpleNamespace

import pytest

from bailee.extractors import rows
from bailee.extractors.interface import Unread
from bailee.findings import Finding
from bailee.items import Item
from bailee.kinds.interface import Document, Recognition
from bailee.scanner import KindFound, Limits, ScanKeys, reading
from bailee.scanner.pieces import Progress
from bailee.vocabulary import Confidence, Locator, Reason, SubjectCategory

KEYS = ScanKeys(b"k" * 32, b"c" * 32)
WITHOUT = Limits(names="off", ocr="off")


def payroll(count: int) -> bytes:
    lines = ["Employee,Social Security number,E-mail,Gross pay,Net pay,Pay date"]
    for number in range(count):
        name = f"{('Ann', 'Kim', 'Pat', 'Joan', 'Mary')[number % 5]} R{chr(97 + number % 26)}oe"
        lines.append(f"{name},900-{number % 89 + 10}-{number:04},{number}@example.org,4100.00,3120.50,05/31/2024")
    return "\n".join(lines).encode()


@pytest.fixture
def in_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same with fifty rows as with five thousand."""
    monkeypatch.setattr(rows, "ROWS", 50)
    monkeypatch.setattr(reading, "SAMPLE", 4_000)
    monkeypatch.setattr(reading, "LATEST", 1e9)


def read(data: bytes, name: str = "list.csv") -> list[object]:
    item = Item(Locator((name,)), len(data), data=data)
    return list(reading.read_file(item, keys=KEYS, limits=WITHOUT, place="/srv"))


@pytest.mark.usefixtures("in_stretches")
def test_each_line_is_told_once_with_its_subject_as_soon_as_the_kind_is_known() -> None:
    pieces = read(payroll(300))
    told = [piece for piece in pieces if isinstance(piece, Finding) and piece.detector == "email-address"]
    assert [piece.kind for piece in pieces if isinstance(piece, KindFound)] == ["payroll"]
    assert {piece.subject for piece in told} == {SubjectCategory.EMPLOYEE}
    assert len(told) == len({piece.ident for piece in told}) == 300


@pytest.mark.usefixtures("in_stretches")
def test_a_kind_that_shows_only_at_the_end_is_the_one_that_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """What lies in an item, or what media it is, may be known after its text: kinds are asked again then, and only then."""
    asked: list[int] = []
    employees = Recognition("payroll", "payroll", SubjectCategory.EMPLOYEE, Confidence.LIKELY, ())
    customers = Recognition("customer-list", "customer-lists", SubjectCategory.CUSTOMER, Confidence.LIKELY, ())

    def recognise(document: Document) -> list[Recognition]:
        asked.append(len(document.children))
        return [customers if document.children else employees]

    monkeypatch.setattr(reading.kinds, "recognise", recognise)
    read(payroll(300))
    assert asked == [0]
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "a@example.org", "Pay"
    mail.set_content("\n".join(f"Mail to {number}@example.org about pay." for number in range(300)))
    mail.add_attachment(b"note", maintype="text", subtype="plain", filename="note.txt")
    pieces = read(mail.as_bytes(), "pay.eml")
    assert asked == [0, 0, 0, 1]  # the mail, its attachment, and the mail again
    last = {piece.ident: piece.subject for piece in pieces if isinstance(piece, Finding)}
    assert set(last.values()) == {SubjectCategory.CUSTOMER}
    assert [piece.kind for piece in pieces if isinstance(piece, KindFound)] == ["payroll", "customer-list"]


def test_the_time_that_findings_take_is_allowed_before_they_are_told() -> None:
    pieces = read(payroll(3_000))
    first = next(index for index, piece in enumerate(pieces) if isinstance(piece, Progress))
    told = next(index for index, piece in enumerate(pieces) if isinstance(piece, Finding))
    assert first < told
    steps = [piece for piece in pieces if isinstance(piece, Progress)]
    assert steps[-1].findings == len({piece.ident for piece in pieces if isinstance(piece, Finding)})
    by_text = WITHOUT.seconds_per_megabyte * steps[-1].characters / 1e6
    assert steps[-1].allows(WITHOUT, steps[-1].characters) == pytest.approx(by_text + steps[-1].findings / 1_000)


def test_what_was_found_is_told_before_much_text_is_looked_through(monkeypatch: pytest.MonkeyPatch) -> None:
    """A file may be given up in there; then what came before it stays."""
    from bailee.scanner import worker  # warms up where it is loaded

    sent: list[bytes] = []
    for limit in ("allow_cpu", "allow_time"):
        monkeypatch.setattr(worker, limit, lambda _: None)
    telling = worker._Telling(SimpleNamespace(send_bytes=sent.append), WITHOUT, 10_000_000)  # type: ignore[arg-type]
    telling.sent = inf  # as if it had just been heard
    telling.add(Progress(500_000))
    telling.add(Unread(Locator(("list.csv", "note")), Reason.DAMAGED))
    telling.add(Progress(500_000))
    assert sent == []
    telling.sent = inf
    telling.add(Progress(1_000_000))
    (message,) = sent
    assert b"damaged" in message
