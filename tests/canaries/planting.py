"""Canaries and the files that they stand in: values that are nobody's, each found nowhere else, in forms that detectors know."""

from __future__ import annotations

import base64
import csv
import gzip
import io
import json
import random
import sqlite3
import tarfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

_SYLLABLES = (
    "bra",
    "dov",
    "fil",
    "gun",
    "hask",
    "jor",
    "kel",
    "lim",
    "mor",
    "nat",
    "pel",
    "quin",
    "ros",
    "sten",
    "tav",
    "ul",
    "ver",
    "wex",
    "yor",
    "zim",
)


@dataclass(frozen=True, slots=True)
class Canary:
    """A value, and what it looks like."""

    value: str
    sort: str


def canaries(number: int, seed: int) -> list[Canary]:
    """So many values, no two alike. Cards have their check digit, SSNs a possible area, IBANs theirs; telephones are of the range for fiction."""
    dice = random.Random(seed)
    made: dict[str, Canary] = {}
    sorts: tuple[tuple[str, Callable[[random.Random], str]], ...] = (
        ("card", _card), ("ssn", _ssn), ("iban", _iban), ("email", _email), ("name", _name), ("phone", _phone), ("key", _key), ("address", _address),
    )  # fmt: skip
    while len(made) < number:
        sort, make = sorts[len(made) % len(sorts)]
        value = make(dice)
        made.setdefault(value, Canary(value, sort))
    return list(made.values())


def _card(dice: random.Random) -> str:
    digits = [4, *(dice.randrange(10) for _ in range(14))]
    total = sum(digit if at % 2 else sum(divmod(2 * digit, 10)) for at, digit in enumerate(digits))
    text = "".join(map(str, [*digits, -total % 10]))
    return " ".join(text[at : at + 4] for at in range(0, 16, 4)) if dice.random() < 0.5 else text


def _ssn(dice: random.Random) -> str:
    return f"{dice.choice([*range(1, 666), *range(667, 740)]):03d}-{dice.randrange(10, 99):02d}-{dice.randrange(1000, 9999):04d}"


def _iban(dice: random.Random) -> str:
    account = f"{dice.randrange(10**7, 10**8)}{dice.randrange(10**9, 10**10)}"
    check = 98 - int(account + "131400") % 97
    return f"DE{check:02d}{account}"


def _word(dice: random.Random, parts: int = 3) -> str:
    return "".join(dice.choice(_SYLLABLES) for _ in range(parts))


def _email(dice: random.Random) -> str:
    return f"{_word(dice)}.{_word(dice)}@{_word(dice, 2)}.example"


def _name(dice: random.Random) -> str:
    return f"{_word(dice).capitalize()} {_word(dice).capitalize()}"


def _phone(dice: random.Random) -> str:
    return f"({dice.randrange(201, 989)}) 555-01{dice.randrange(100):02d}"


def _key(dice: random.Random) -> str:
    return "AKIA" + "".join(dice.choice("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567") for _ in range(16))


def _address(dice: random.Random) -> str:
    return f"{dice.randrange(1000, 9999)} {_word(dice).capitalize()} Street"


# ---- files --------------------------------------------------------------------------------------------------------------


# Sorts that detectors know by themselves: what stands in the name of a file is masked where it is detected. An invented person's
# name, or a street without its town, is not, in a name of a file as little as in a text.
IN_NAMES = ("card", "ssn", "iban", "email", "phone")


def plant(folder: Path, planted: list[Canary]) -> frozenset[str]:
    """Lay files of many formats into a folder, every value in at least one of them; those that stand in names of files and folders, too."""
    in_names: set[str] = set()

    def named(rows: list[Canary]) -> str:
        fitting = next((each.value for each in rows if each.sort in IN_NAMES), "somebody")
        in_names.add(fitting)
        return fitting.replace("/", "-")

    share = max(1, len(planted) // len(WRITERS))
    for number, (name, write) in enumerate(WRITERS.items()):
        own = planted[number * share : (number + 1) * share] if number < len(WRITERS) - 1 else planted[number * share :]
        if not own:
            own = planted[:3]
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(write([(named(own), each.sort, each.value) for each in own]))
    for each in [each for each in planted if each.sort in IN_NAMES][:: max(1, len(planted) // 12)]:
        inside = folder / "people" / named([each])
        inside.mkdir(parents=True, exist_ok=True)
        (inside / f"about {named([each])}.txt").write_text(f"notes about {each.value}\n", "utf-8")
    return frozenset(in_names)


Rows = list[tuple[str, str, str]]


def _text(rows: Rows) -> str:
    return "".join(f"{who}, {sort} {value}\n" for who, sort, value in rows)


def _csv(rows: Rows) -> bytes:
    made = io.StringIO()
    writer = csv.writer(made)
    writer.writerow(("name", "ssn", "card number", "email"))
    writer.writerows((who, value, sort, value) for who, sort, value in rows)
    return made.getvalue().encode()


def _json(rows: Rows) -> bytes:
    return json.dumps([{"customer": who, sort: value} for who, sort, value in rows]).encode()


def _xml(rows: Rows) -> bytes:
    return ("<r>" + "".join(f'<row {sort}="{value}">{value}</row>' for _, sort, value in rows) + "</r>").encode()


def _html(rows: Rows) -> bytes:
    return (
        "<html><body><table>"
        + "".join(f"<tr><td>{s}</td><td title='{v}'>{v}</td></tr>" for _, s, v in rows)
        + "</table></body></html>"
    ).encode()


def _mail(rows: Rows) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@office.example", "b@office.example", f"about {rows[0][0]}"
    message.set_content(_text(rows))
    message.add_attachment(_csv(rows), maintype="text", subtype="csv", filename="list.csv")
    return message


def _mbox(rows: Rows) -> bytes:
    return b"".join(b"From x Mon Jan  1 00:00:00 2024\n" + bytes(_mail([row])) + b"\n\n" for row in rows)


def _zip(files: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def _docx(rows: Rows) -> bytes:
    body = "".join(f"<w:p><w:r><w:t>{value}</w:t></w:r></w:p>" for _, _, value in rows)
    document = f'<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    return _zip({"[Content_Types].xml": types.encode(), "word/document.xml": document.encode()})


def _xlsx(rows: Rows) -> bytes:
    cells = "".join(f'<row><c t="inlineStr"><is><t>{value}</t></is></c></row>' for _, _, value in rows)
    sheet = f'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{cells}</sheetData></worksheet>'
    book = '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="r1"/></sheets></workbook>'
    relations = '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>'
    types = '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
    return _zip(
        {
            "[Content_Types].xml": types.encode(),
            "xl/workbook.xml": book.encode(),
            "xl/_rels/workbook.xml.rels": relations.encode(),
            "xl/worksheets/sheet1.xml": sheet.encode(),
        }
    )


def _odt(rows: Rows) -> bytes:
    body = "".join(f"<text:p>{value}</text:p>" for _, _, value in rows)
    content = f'<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:text>{body}</office:text></office:body></office:document-content>'
    return _zip({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode()})


def _pdf(rows: Rows) -> bytes:
    import typst

    quoted = json.dumps([value for _, _, value in rows])
    source = f"#let rows = json(bytes({json.dumps(quoted)}))\n#for row in rows [#row \\ ]"
    return bytes(typst.compile(source.encode(), format="pdf"))


def _sqlite(rows: Rows) -> bytes:
    base = sqlite3.connect(":memory:")
    base.execute("CREATE TABLE customer (name TEXT, ssn TEXT)")
    base.executemany("INSERT INTO customer VALUES (?, ?)", [(who, value) for who, _, value in rows])
    base.commit()
    return base.serialize()


def _tar(rows: Rows) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as archive:
        entry = tarfile.TarInfo(f"about {rows[0][0]}.txt")
        entry.size = len(content := _text(rows).encode())
        archive.addfile(entry, io.BytesIO(content))
    return made.getvalue()


def _vcf(rows: Rows) -> bytes:
    return "".join(
        f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{who}\r\nNOTE:{value}\r\nEND:VCARD\r\n" for who, _, value in rows
    ).encode()


def _ics(rows: Rows) -> bytes:
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:{n}\r\nSUMMARY:{value}\r\nEND:VEVENT\r\n" for n, (_, _, value) in enumerate(rows)
    )
    return f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\n{events}END:VCALENDAR\r\n".encode()


def _rtf(rows: Rows) -> bytes:
    return ("{\\rtf1 " + "\\par ".join(value for _, _, value in rows) + "}").encode()


def _sql(rows: Rows) -> bytes:
    return "".join(
        f"INSERT INTO customer (name, ssn) VALUES ('{who}', '{value}');\n"  # noqa: S608 - a file to be scanned, which nothing runs
        for who, _, value in rows
    ).encode()


def _log(rows: Rows) -> bytes:
    return "".join(
        f"2026-03-02T10:00:{n % 60:02d}Z ERROR no such {sort} {value}\n" for n, (_, sort, value) in enumerate(rows)
    ).encode()


def _base64(rows: Rows) -> bytes:
    return base64.encodebytes(_text(rows).encode())


def _broken_pdf(rows: Rows) -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + _text(rows).encode() + b"\nxref\n"


def _broken_docx(rows: Rows) -> bytes:
    content = _docx(rows)
    return content[: len(content) * 2 // 3] + _text(rows).encode()


WRITERS: dict[str, Callable[[Rows], bytes]] = {
    "notes.txt": lambda rows: _text(rows).encode(),
    "old notes.txt": lambda rows: _text(rows).encode("utf-16"),
    "hr/payroll.csv": _csv,
    "hr/list.tsv": lambda rows: _csv(rows).replace(b",", b"\t"),
    "app/export.json": _json,
    "app/export.xml": _xml,
    "app/page.html": _html,
    "app/dump.sql": _sql,
    "app/server.log": _log,
    "app/store.sqlite": _sqlite,
    "app/settings.yaml": lambda rows: "".join(f"{sort}: '{value}'\n" for _, sort, value in rows).encode(),
    "app/packed.b64": _base64,
    "mail/one.eml": lambda rows: bytes(_mail(rows)),
    "mail/box.mbox": _mbox,
    "mail/cards.vcf": _vcf,
    "mail/days.ics": _ics,
    "office/letter.docx": _docx,
    "office/table.xlsx": _xlsx,
    "office/text.odt": _odt,
    "office/old.rtf": _rtf,
    "office/paper.pdf": _pdf,
    "old/nested.zip": lambda rows: _zip(
        {f"about {rows[0][0]}.eml": bytes(_mail(rows)), "in.zip": _zip({"list.csv": _csv(rows)})}
    ),
    "old/all.tar.gz": _tar,
    "old/notes.txt.gz": lambda rows: gzip.compress(_text(rows).encode()),
    "broken/paper.pdf": _broken_pdf,
    "broken/letter.docx": _broken_docx,
    "broken/table.json": lambda rows: _json(rows)[:-9],
    "broken/list.csv": lambda rows: _csv(rows) + b'"' + b"\xff\xfe\x00",
}
