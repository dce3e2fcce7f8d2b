"""Redaction, measured: files with values planted in all places, redacted, and looked through by a checker of its own.

    python benchmarks/redaction.py                   # makes the corpus, redacts each file, prints the figures
    python benchmarks/redaction.py --files FOLDER    # and real files in a folder: released clean, or refused with a reason
    python benchmarks/redaction.py docx pdf          # only files whose names hold one of these words

A value is leaked if it stands in the copy in any form that the checker knows: unpacked, in UTF-16, without its marks, in Base64,
behind per cent signs, joined over runs, or readable in its pixels by an OCR engine run as it comes. Words are compared in their
order, as one extractor that is not ours gives them for the file and for its copy.
"""

from __future__ import annotations

import argparse
import base64
import difflib
import email
import email.policy
import hashlib
import html
import importlib
import io
import json
import random
import re
import sys
import time
import zipfile
import zlib
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from fractions import Fraction
from pathlib import Path
from typing import Any
from urllib.parse import unquote_to_bytes

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))

import needles_files  # noqa: E402 - it lies beside this file
from bailee.protection import redaction  # noqa: E402 - after the path that finds them
from bailee.protection.redaction import Redacted, RefusedRedaction, Wish  # noqa: E402 - after the path that finds them
from bailee.protection.redaction.engine import redact_bytes  # noqa: E402 - after the path that finds them

# Formats whose redaction is promised; of what else the makers of needles write, only how it is refused is told.
PROMISED = ["txt", "log", "csv", "tsv", "json", "jsonl", "ndjson", "html", "htm", "xhtml", "xml", "svg", "docx", "docm", "dotx", "xlsx", "xlsm", "xltx", "pptx", "pptm", "ppsx", "odt", "ods", "odp", "odg", "ott", "fodt", "fods", "fodp", "pdf", "eml", "mbox", "png", "jpg", "jpeg", "tif", "tiff", "gif", "bmp", "webp", "heic", "zip", "mp4", "mov", "mkv", "avi", "webm", "vcf", "ics", "yaml", "sql"]  # fmt: skip
WORD = re.compile(r"[^\W_]{3,}")


@dataclass(frozen=True)
class Made:
    name: str
    data: bytes
    values: dict[str, str] = field(default_factory=dict)  # by place


# --- values


def person(seed: str) -> dict[str, str]:
    """Values of a person that nobody is; the same for the same seed."""
    chance = random.Random(hashlib.sha256(seed.encode()).digest())
    first = chance.choice("Martha Edwin Paula Gordon Sylvia Hector Bertha Carlos Denise Walter".split())  # noqa: SIM905
    last = chance.choice(
        ["Pemberton", "Oakhurst", "Villanueva", "Castellano", "Brightwater", "Hollingsworth", "Ferncastle", "Redmayne"]
    )
    ssn = f"{chance.randint(100, 665):03}-{chance.randint(10, 99)}-{chance.randint(1000, 9999)}"
    digits = "4539" + "".join(str(chance.randint(0, 9)) for _ in range(11))
    double = [int(each) * (2 if place % 2 == 0 else 1) for place, each in enumerate(digits)]
    check = -sum(each - 9 if each > 9 else each for each in double) % 10
    card = f"{digits}{check}"
    return {
        "name": f"{first} {last}",
        "mail": f"{first}.{last}{chance.randint(10, 99)}@example.com".lower(),
        "ssn": ssn,
        "card": " ".join(card[at : at + 4] for at in range(0, 16, 4)),
        "phone": f"({chance.choice((212, 415, 617))}) 555-01{chance.randint(10, 99)}",
    }


SENTENCES = (
    "The garden behind the old mill was replanted in spring.",
    "Our next meeting takes place in the larger room upstairs.",
    "Please return the form before the end of the month.",
    "Nobody objected to the proposal, which was therefore accepted.",
    "The delivery of new chairs was late again this quarter.",
    "All windows on the north side have been repaired meanwhile.",
)


def lines(who: dict[str, str], chance: random.Random) -> list[str]:
    """Sentences with the values among them, each as people write it."""
    told = [
        f"Employee: {who['name']}",
        f"Social Security number: {who['ssn']}",
        f"You can reach {who['name']} at {who['mail']} or {who['phone']}.",
        f"Paid with card {who['card']} on Monday.",
        f"SSN without marks: {who['ssn'].replace('-', '')}.",
    ]
    every = told + chance.sample(SENTENCES, 5)
    chance.shuffle(every)
    return every


# --- makers: one a format, each from a seed

MAKERS: dict[str, Callable[[dict[str, str], random.Random], bytes]] = {}
COUNTS: dict[str, int] = {}


def maker(ending: str, count: int = 8) -> Callable[[Callable[[dict[str, str], random.Random], bytes]], None]:
    def registered(make: Callable[[dict[str, str], random.Random], bytes]) -> None:
        MAKERS[ending], COUNTS[ending] = make, count

    return registered


@maker("txt")
def _(who: dict[str, str], chance: random.Random) -> bytes:
    text = chance.choice(("\n", "\r\n")).join(lines(who, chance)) + "\n"
    return text.encode(chance.choice(("utf-8", "utf-16", "cp1252", "utf-8-sig")))


@maker("csv")
def _(who: dict[str, str], chance: random.Random) -> bytes:
    mark = chance.choice(",;\t|")
    rows = [["name", "ssn", "email", "card", "note"]]
    for number in range(chance.randint(5, 40)):
        each = person(f"{who['ssn']}{number}") if number else who
        rows.append([each["name"], each["ssn"], each["mail"], each["card"], chance.choice(SENTENCES).replace(",", "")])
    quote = chance.choice(('"', ""))
    return "\r\n".join(mark.join(f"{quote}{cell}{quote}" for cell in row) for row in rows).encode()


@maker("json")
def _(who: dict[str, str], chance: random.Random) -> bytes:
    told = {"employee": {"name": who["name"], "ssn": who["ssn"], "emails": [who["mail"]]}, "card": who["card"].replace(" ", ""),
            "ssn_number": int(who["ssn"].replace("-", "")), "notes": chance.sample(SENTENCES, 4), "done": True, "none": None}  # fmt: skip
    return json.dumps(told, indent=chance.choice((None, 2, 4)), ensure_ascii=chance.random() < 0.5).encode()


@maker("jsonl", 4)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    return "\n".join(
        json.dumps({"id": number, "text": line}) for number, line in enumerate(lines(who, chance))
    ).encode()


def _markup(who: dict[str, str], chance: random.Random) -> str:
    split = who["ssn"]
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines(who, chance))
    return (
        f"<p>SSN <b>{split[:5]}</b>{split[5:]}</p>{body}<table><tr><th>SSN</th><th>Town</th></tr><tr><td>{split.replace('-', '')}</td><td>Rome</td></tr></table>"
        f'<a href="mailto:{who["mail"].replace("@", "%40")}" title="{who["mail"]}">write</a><!-- {who["mail"]} --><script>var who = "{who["ssn"]}";</script>'
    )


@maker("html")
def _(who: dict[str, str], chance: random.Random) -> bytes:
    return f"<!DOCTYPE html><html><head><meta charset=utf-8><title>Note</title></head><body>{_markup(who, chance)}</body></html>".encode()


@maker("xml", 5)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    inner = "".join(f"<line>{html.escape(line)}</line>" for line in lines(who, chance))
    return f'<?xml version="1.0" encoding="UTF-8"?><note mail="{who["mail"]}"><ssn>{who["ssn"]}</ssn>{inner}</note>'.encode()


@maker("docx", 12)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    from needles_word import docx, p, part

    def split(text: str) -> str:
        at = sorted(chance.sample(range(1, len(text)), min(3, len(text) - 1)))
        pieces = [text[low:high] for low, high in zip([0, *at], [*at, len(text)], strict=True)]
        return "<w:p>" + "".join(f'<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{html.escape(piece)}</w:t></w:r>' for piece in pieces) + "</w:p>"  # fmt: skip

    change = f'w:id="3" w:author="{who["name"]}" w:date="2026-01-01T00:00:00Z"'
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{p(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in (("Who", "SSN"), (who["name"], who["ssn"].replace("-", ""))))  # fmt: skip
    body = "".join(map(split, lines(who, chance))) + f"<w:tbl>{rows}</w:tbl>"
    body += f"<w:p><w:del {change}><w:r><w:delText>formerly SSN {who['ssn']}</w:delText></w:r></w:del><w:r><w:t>unchanged words</w:t></w:r></w:p>"
    return docx(
        body,
        {
            "word/header1.xml": part("hdr", p(f"Personal file of {who['mail']}")),
            "word/comments.xml": part("comments", f"<w:comment {change}>{p('see ' + who['ssn'])}</w:comment>"),
            "customXml/item1.xml": f"<r><ssn>{who['ssn'].replace('-', '')}</ssn></r>",
            "docProps/core.xml": needles_files.CORE.format(f"<dc:creator>{who['name']}</dc:creator><dc:title>{who['mail']}</dc:title>"),
        },
    )  # fmt: skip


@maker("xlsx", 12)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    head = "".join(f"<c r='{column}1' t='inlineStr'><is><t>{name}</t></is></c>" for column, name in zip("ABCD", ("Name", "SSN", "E-mail", "Note"), strict=True))  # fmt: skip
    rows = [f"<row r='1'>{head}</row>"]
    for number in range(2, chance.randint(4, 30)):
        each = person(f"{who['ssn']}{number}") if number > 2 else who
        digits = each["ssn"].replace("-", "")
        ssn = (
            f"<c r='B{number}'><v>{digits}</v></c>"
            if chance.random() < 0.5 and digits[0] != "0"
            else f"<c r='B{number}' t='str'><v>{each['ssn']}</v></c>"
        )
        rows.append(
            f"<row r='{number}'><c r='A{number}' t='inlineStr'><is><t>{each['name']}</t></is></c>{ssn}<c r='C{number}' t='s'><v>{number % 2}</v></c>"
            f"<c r='D{number}' t='inlineStr'><is><t>{chance.choice(SENTENCES)}</t></is></c></row>"
        )
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    main = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    return needles_files.zipped(
        {
            "[Content_Types].xml": needles_files.content_types(main, "xl/workbook.xml"),
            "_rels/.rels": needles_files.relations(("rId1", "officeDocument", "xl/workbook.xml")),
            "xl/workbook.xml": f"<workbook {space}><sheets><sheet name='{who['mail'].partition('@')[0]}' sheetId='1' r:id='rId1'/></sheets><definedNames><definedName name='ask'>\"{who['mail']}\"</definedName></definedNames></workbook>",
            "xl/_rels/workbook.xml.rels": needles_files.relations(("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")),
            "xl/sharedStrings.xml": f"<sst {space}><si><t>{who['mail']}</t></si><si><r><t>{person(who['ssn'])['mail'][:4]}</t></r><r><t>{person(who['ssn'])['mail'][4:]}</t></r></si></sst>",
            "xl/worksheets/sheet1.xml": f"<worksheet {space}><sheetData>{''.join(rows)}</sheetData><headerFooter><oddHeader>{who['mail']}</oddHeader></headerFooter></worksheet>",
        }
    )  # fmt: skip


@maker("pptx", 8)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    a = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'

    def slide(root: str, said: list[str]) -> str:
        paragraphs = "".join(
            f"<a:p><a:r><a:t>{html.escape(line[:9])}</a:t></a:r><a:r><a:t>{html.escape(line[9:])}</a:t></a:r></a:p>"
            for line in said
        )
        return f"<p:{root} {a}><p:cSld><p:spTree><p:sp><p:txBody>{paragraphs}</p:txBody></p:sp></p:spTree></p:cSld></p:{root}>"

    main = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
    return needles_files.zipped(
        {
            "[Content_Types].xml": needles_files.content_types(main, "ppt/presentation.xml"),
            "_rels/.rels": needles_files.relations(("rId1", "officeDocument", "ppt/presentation.xml")),
            "ppt/presentation.xml": f'<p:presentation {a}><p:sldIdLst><p:sldId id="256" r:id="rId1"/></p:sldIdLst></p:presentation>',
            "ppt/_rels/presentation.xml.rels": needles_files.relations(("rId1", "slide", "slides/slide1.xml")),
            "ppt/slides/slide1.xml": slide("sld", lines(who, chance)),
            "ppt/notesSlides/notesSlide1.xml": slide("notes", [f"call {who['phone']}, SSN {who['ssn']}"]),
        }
    )  # fmt: skip


def _odf(kind: str, content: str, who: dict[str, str]) -> bytes:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    declared = " ".join(f'xmlns:{name}="{space}{name}:1.0"' for name in ("office", "text", "table", "manifest", "meta"))
    dc = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'
    return needles_files.zipped(
        {
            "mimetype": f"application/vnd.oasis.opendocument.{kind}",
            "content.xml": f"<office:document-content {declared} {dc}><office:body><office:{kind}>{content}</office:{kind}></office:body></office:document-content>",
            "meta.xml": f"<office:document-meta {declared} {dc}><office:meta><dc:creator>{who['name']}</dc:creator><dc:title>{who['mail']}</dc:title></office:meta></office:document-meta>",
            "META-INF/manifest.xml": f'<manifest:manifest {declared}><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.{kind}"/></manifest:manifest>',
        },
        stored=("mimetype",),
    )


@maker("odt")
def _(who: dict[str, str], chance: random.Random) -> bytes:
    said = "".join(
        f"<text:p>{html.escape(line[:7])}<text:span>{html.escape(line[7:])}</text:span></text:p>"
        for line in lines(who, chance)
    )
    return _odf("text", said, who)


@maker("ods")
def _(who: dict[str, str], chance: random.Random) -> bytes:
    def row(*cells: str) -> str:
        return "<table:table-row>" + "".join(f"<table:table-cell><text:p>{html.escape(cell)}</text:p></table:table-cell>" for cell in cells) + "</table:table-row>"  # fmt: skip

    digits = who["ssn"].replace("-", "")
    number = f'<table:table-row><table:table-cell office:value-type="float" office:value="{digits}"><text:p>{digits}</text:p></table:table-cell></table:table-row>'
    return _odf("spreadsheet", f'<table:table table:name="One">{row("SSN", "E-mail", "Note")}{row(who["ssn"], who["mail"], chance.choice(SENTENCES))}{number}</table:table>', who)  # fmt: skip


@maker("pdf", 10)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    drawn = (
        "BT /F 12 Tf 50 780 Td 20 TL "
        + " ".join(
            f"({line.replace('(', chr(92) + '(').replace(')', chr(92) + ')')}) Tj T*" for line in lines(who, chance)
        )
        + " ET"
    )
    packed = zlib.compress(drawn.encode("latin-1"))
    attached = f"SSN {who['ssn']}".encode()
    bodies = [
        b"<< /Type /Catalog /Pages 2 0 R /Names << /EmbeddedFiles << /Names [(pay) 7 0 R] >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Annots [6 0 R] /Resources << /Font << /F 5 0 R >> >> >>",
        b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        f"<< /Type /Annot /Subtype /Text /Rect [0 0 9 9] /Contents (ask {who['mail']}) /T ({who['name']}) >>".encode(),
        f"<< /Type /Filespec /F ({who['ssn']}.txt) /EF << /F 8 0 R >> >>".encode(),
        b"<< /Type /EmbeddedFile /Length %d >>\nstream\n%s\nendstream" % (len(attached), attached),
        f"<< /Title (file of {who['mail']}) /Author ({who['name']}) >>".encode(),
    ]
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += f"xref\n0 {len(bodies) + 1}\n0000000000 65535 f \n".encode() + b"".join(
        f"{place:010} 00000 n \n".encode() for place in places
    )
    out += f"trailer << /Size {len(bodies) + 1} /Root 1 0 R /Info 9 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()
    return bytes(out)


def _page(who: dict[str, str], chance: random.Random) -> Any:
    from PIL import Image, ImageDraw, ImageFont

    said = lines(who, chance)
    image = Image.new("RGB", (1600, 80 + 70 * len(said)), "white")
    draw = ImageDraw.Draw(image)
    for number, line in enumerate(said):
        draw.text((60, 40 + 70 * number), line, fill="black", font=ImageFont.load_default(30))
    return image


def _saved(image: Any, form: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **options)
    return out.getvalue()


@maker("scan.pdf", 4)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    return _saved(_page(who, chance), "PDF", resolution=150)


@maker("png", 5)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    from PIL.PngImagePlugin import PngInfo

    info = PngInfo()
    info.add_text("Author", who["mail"])
    return _saved(_page(who, chance), "PNG", pnginfo=info)


@maker("jpg", 5)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    return _saved(_page(who, chance), "JPEG", quality=85, comment=who["mail"].encode())


@maker("tiff", 3)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    return _saved(_page(who, chance), "TIFF", save_all=True, append_images=[_page(who, chance)])


@maker("eml", 12)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    message = EmailMessage()
    message["From"], message["To"] = f'"{who["name"]}" <{who["mail"]}>', "payroll@example.org"
    message["Subject"] = f"File of {who['name']}, SSN {who['ssn']}"
    message.set_content("\n".join(lines(who, chance)), cte=chance.choice(("quoted-printable", "base64", "7bit")))
    if chance.random() < 0.7:
        message.add_alternative(f"<html><body>{_markup(who, chance)}</body></html>", subtype="html")
    ending = chance.choice(("docx", "xlsx", "csv", "txt", "zip"))
    inner = MAKERS[ending](who, chance)
    message.add_attachment(inner, maintype="application", subtype="octet-stream", filename=f"{who['ssn']}.{ending}")
    return message.as_bytes()


@maker("mbox", 5)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    return b"".join(
        f"From {who['mail']} Thu Jan  1 00:00:00 2026\n".encode() + MAKERS["eml"](who, chance).rstrip(b"\n") + b"\n\n"
        for _ in range(3)
    )


@maker("zip", 6)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    endings = chance.sample(("txt", "csv", "docx", "xlsx", "html", "json"), 3)
    return needles_files.zipped(
        {
            f"{who['mail']}/{number} {who['ssn']}.{ending}": MAKERS[ending](who, chance)
            for number, ending in enumerate(endings)
        }
    )


@maker("vcf", 3)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    return f"BEGIN:VCARD\r\nVERSION:3.0\r\nFN:{who['name']}\r\nEMAIL:{who['mail']}\r\nTEL:{who['phone']}\r\nNOTE:{chance.choice(SENTENCES)}\r\nEND:VCARD\r\n".encode()


@maker("sql", 3)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    return f"CREATE TABLE staff (name text, ssn text, email text, note text);\nINSERT INTO staff VALUES ('{who['name']}', '{who['ssn']}', '{who['mail']}', '{chance.choice(SENTENCES)}');\n".encode()


@maker("mp4", 2)
def _(who: dict[str, str], chance: random.Random) -> bytes:
    import av
    import numpy

    out = io.BytesIO()
    with av.open(out, "w", format="mp4") as container:
        container.metadata["title"] = who["mail"]
        stream = container.add_stream("mpeg4", rate=Fraction(10))
        stream.width, stream.height, stream.pix_fmt = 640, 360, "yuv420p"
        for number in range(20):
            frame = numpy.full((360, 640, 3), (90 + number, 100, 110), dtype=numpy.uint8)
            for packet in stream.encode(av.VideoFrame.from_ndarray(frame, format="rgb24")):
                container.mux(packet)
        for packet in stream.encode():
            container.mux(packet)
    return out.getvalue()


def generated(words: list[str]) -> Iterator[Made]:
    for ending, make in MAKERS.items():
        for number in range(COUNTS[ending]):
            name = f"generated-{number}.{ending}"
            if not words or any(word in name for word in words):
                who = person(name)
                yield Made(
                    name, make(who, random.Random(name)), {key: value for key, value in who.items() if key != "name"}
                )


def planted(words: list[str]) -> Iterator[Made]:
    """The files of `needles.py`, where text hides in every place of a format: with an address for each needle."""
    ordinary = needles_files.needle
    needles_files.needle = lambda name, place: ordinary(name, place) + "@mail.example.com"
    for name in ("word", "sheets", "slides", "open_documents", "pdf", "markup"):
        importlib.import_module(f"needles_{name}")
    for name, make in needles_files.FILES.items():
        if name.rpartition(".")[2] in PROMISED and (not words or any(word in name for word in words)):
            made = make()
            yield Made(
                f"needles-{name}", made.data, {place: value for place, value in made.needles.items() if "@" in value}
            )


# --- the checker


def unpacked(data: bytes, depth: int = 5) -> Iterator[bytes]:
    yield data
    if depth == 0:
        return
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for info in archive.infolist():
                yield info.filename.encode()
                inner = archive.read(info)
                yield from unpacked(inner, depth - 1)
                if inner[:1] == b"<":
                    yield html.unescape(re.sub(r"<[^>]*>", "", inner.decode("utf-8", "replace"))).encode()
    elif data[:5] == b"%PDF-":
        for found in re.finditer(rb"stream\r?\n", data):
            try:
                yield zlib.decompressobj().decompress(data[found.end() :])
            except zlib.error:
                continue
    elif re.match(rb"(?:[A-Z][\w-]*:|From )", data):
        for raw in re.split(rb"(?m)^From [^\n]*\n", data):
            for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
                yield "\n".join(f"{name}: {value}" for name, value in part.items()).encode("utf-8", "replace")
                body = part.get_payload(decode=True)
                if isinstance(body, bytes):
                    yield from unpacked(body, depth - 1)
    elif data.lstrip()[:1] == b"<":
        yield html.unescape(re.sub(r"<[^>]*>", "", data.decode("utf-8", "replace"))).encode()
    for run in re.finditer(rb"(?:[A-Za-z0-9+/]{4}){6,}={0,2}", data if len(data) < 1 << 20 else b""):
        try:
            yield base64.b64decode(run[0])
        except ValueError:
            continue


def leaked(data: bytes, values: dict[str, str]) -> list[str]:
    """Places whose value stands in these bytes, in any form."""
    streams = [
        form
        for stream in unpacked(data)
        for form in (stream, unquote_to_bytes(stream) if b"%" in stream else b"")
        if form
    ]
    streams = [form.lower() for form in streams]
    bare = [re.sub(rb"[\s\-.()]", b"", form.replace(b"\0", b"")) for form in streams]
    found = []
    for place, value in values.items():
        figures = re.sub(r"\D", "", value)
        forms = [value.lower().encode(coding) for coding in ("utf-8", "utf-16-le", "utf-16-be")]
        is_number = len(figures) >= 9 and "@" not in value
        if any(form in stream for form in forms for stream in streams) or (
            is_number and any(figures.encode() in each for each in bare)
        ):
            found.append(place)
    return found


def pixels_of(data: bytes, name: str) -> Iterator[Any]:
    from PIL import Image

    if name.endswith(".pdf"):
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        for page in document:
            yield page.render(scale=2).to_pil().convert("RGB")
        document.close()
    elif name.rpartition(".")[2] in ("png", "jpg", "tiff", "gif", "bmp", "webp"):
        image = Image.open(io.BytesIO(data))
        for number in range(getattr(image, "n_frames", 1)):
            image.seek(number)
            yield image.convert("RGB")


def seen(data: bytes, name: str) -> str:
    """What an OCR engine reads in the pixels of a file, run as it comes."""
    import numpy
    from rapidocr import RapidOCR

    global ENGINE
    ENGINE = ENGINE or RapidOCR(params={"Global.log_level": "critical"})
    texts: list[str] = []
    for image in pixels_of(data, name):
        texts += ENGINE(numpy.asarray(image)[:, :, ::-1]).txts or ()
    return "\n".join(texts)


ENGINE: Any = None


_ENDS = re.compile(
    r"</(?:\w+:)?(?:p|h|c|si|tc|table-cell|ssn|line|creator|title|definedName|oddHeader|td|th|tr|v|is)>|<br[^>]*>"
)


def text_of(data: bytes, name: str, depth: int = 4) -> str:
    """Text of a file in its order, by a reader that is not ours: paragraphs apart, runs of one paragraph together."""
    ending = name.rpartition(".")[2]
    if ending in ("png", "jpg", "tiff", "gif", "bmp", "webp") or name.endswith("scan.pdf"):
        return seen(data, name)
    if data[:5] == b"%PDF-":
        import pypdfium2

        document = pypdfium2.PdfDocument(data)
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        document.close()
        return text
    if data[:2] == b"PK" and depth:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = [info for info in archive.infolist() if not info.filename.endswith(".rels")]
            return "\n".join(text_of(archive.read(info), info.filename, depth - 1) for info in members)
    if ending in ("eml", "mbox"):
        return "\n".join(_text_of_mail(raw, depth - 1) for raw in re.split(rb"(?m)^From [^\n]*\n", data))
    if ending in ("mp4", "bin"):
        return ""
    text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace")
    if text.lstrip("\ufeff \n")[:1] == "<":
        return html.unescape(re.sub(r"<[^>]*>", "", _ENDS.sub(" ", text)))
    return text


def _text_of_mail(raw: bytes, depth: int) -> str:
    parts = []
    for part in email.message_from_bytes(raw, policy=email.policy.default).walk():
        body = part.get_payload(decode=True)
        inner = text_of(body, str(part.get_filename() or ""), depth) if isinstance(body, bytes) else ""
        parts.append(f"{part['Subject'] or ''}\n{inner}")
    return "\n".join(parts)


def kept(before: str, after: str, values: set[str]) -> tuple[int, int]:
    """(other words of the file, those of them that stand in the copy in the same order)."""
    for value in sorted(values, key=len, reverse=True):
        letters = [re.escape(letter) for letter in value if letter.isalnum()]
        pattern = re.compile(r"(?i)" + r"[\W_]{0,3}".join(letters))
        before, after = pattern.sub(" ", before), pattern.sub(" ", after)
    after = re.sub(r"█+|\bxxxxx\b|Redacted\d+", " ", after)
    other, there = WORD.findall(before), WORD.findall(after)
    matcher = difflib.SequenceMatcher(None, other, there, autojunk=False)
    return len(other), sum(block.size for block in matcher.get_matching_blocks())


def values_of(made: Made) -> set[str]:
    """Every value in a generated file, of all the people in it."""
    found = set(made.values.values())
    if made.name.startswith("generated"):
        found |= set(person(made.name).values()) | set(person(made.values["ssn"]).values())
        found |= {value for number in range(60) for value in person(f"{made.values['ssn']}{number}").values()}
    return {value for value in found if len(value) > 5}


# --- the run


@dataclass
class Result:
    name: str
    format: str
    state: str  # clean, leaked, refused
    why: str = ""
    words: int = 0
    kept: int = 0
    seconds: float = 0.0


def run(made: Made, wish: Wish, redact: Callable[[bytes, str, Wish], Redacted]) -> Result:
    form = "scan.pdf" if made.name.endswith("scan.pdf") else made.name.rpartition(".")[2]
    started = time.monotonic()
    try:
        copy = redact(made.data, made.name, wish)
    except RefusedRedaction as refused:
        return Result(
            made.name,
            form,
            "refused",
            f"{refused.why.value} {refused.place}".strip(),
            seconds=time.monotonic() - started,
        )
    seconds = time.monotonic() - started
    places = leaked(copy.data, made.values)
    if form in ("pdf", "scan.pdf", "png", "jpg", "tiff"):
        places += leaked(seen(copy.data, made.name).encode(), made.values)
    words, stay = kept(text_of(made.data, made.name), text_of(copy.data, made.name), values_of(made))
    return Result(made.name, form, "leaked" if places else "clean", ", ".join(places), words, stay, seconds)


def real(folder: Path) -> Iterator[Made]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix.lower().lstrip(".") in PROMISED and path.stat().st_size < 8 << 20:
            yield Made(path.name, path.read_bytes())


def told(results: list[Result]) -> str:
    by_format: dict[str, list[Result]] = defaultdict(list)
    for each in results:
        by_format[each.format].append(each)
    out = [
        "| format | files | clean | leaked | refused | other words kept | seconds, median |",
        "|---|---|---|---|---|---|---|",
    ]
    for form in [*sorted(by_format), ""]:
        rows = by_format[form] if form else results
        words, stay = sum(each.words for each in rows), sum(each.kept for each in rows)
        states = Counter(each.state for each in rows)
        times = sorted(each.seconds for each in rows)
        share = f"{100 * stay / words:.1f} %" if words else "–"
        out.append(
            f"| {form or '**all**'} | {len(rows)} | {states['clean']} | {states['leaked']} | {states['refused']} | {share} | {times[len(times) // 2]:.1f} |"
        )
    return "\n".join(out)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("words", nargs="*")
    parser.add_argument("--files", type=Path, help="a folder of real files")
    parser.add_argument("--most", type=int, default=10_000, help="files at most")
    parser.add_argument("--within", action="store_true", help="in this process: models of OCR are loaded once")
    parser.add_argument("--names", default="off", choices=("off", "sampled", "full"))
    options = parser.parse_args()
    wish = Wish(names=options.names)
    files = (
        real(options.files)
        if options.files
        else (each for source in (generated, planted) for each in source(options.words))
    )
    results: list[Result] = []
    for made in files:
        if len(results) >= options.most:
            break
        result = run(made, wish, redact_bytes if options.within else redaction.redact)
        results.append(result)
        print(f"{len(results)} {result.name} {result.state} {result.seconds:.1f}", file=sys.stderr, flush=True)
        if result.state != "clean" or (result.words and result.kept < 0.95 * result.words):
            share = f"{result.kept}/{result.words}" if result.words else ""
            print(f"{result.state}  {result.name}: {result.why} {share}", flush=True)
    print(told(results))
    leaks, refused = (sum(each.state == state for each in results) for state in ("leaked", "refused"))
    words, stay = sum(each.words for each in results), sum(each.kept for each in results)
    few = leaks == 0 and refused <= 0.1 * len(results) and stay >= 0.95 * words
    print(
        f"\n{len(results)} files, {leaks} leaked, {refused} refused, {stay} of {words} other words in place: {'as promised' if few else 'NOT as promised'}"
    )
    return 0 if few or options.files else 1


if __name__ == "__main__":
    sys.exit(main())
