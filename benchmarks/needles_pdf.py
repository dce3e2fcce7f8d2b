"""PDF files, object by object."""

from __future__ import annotations

import hashlib
import zlib

from needles_files import Plant, file


class Pdf:
    """Objects by number; `save` writes a table of them. An object is its bytes, or (dictionary, stream)."""

    def __init__(self) -> None:
        self.objects: dict[int, bytes] = {}
        self.root = b"<< /Type /Catalog /Pages 2 0 R >>"

    def add(self, number: int, body: str | bytes) -> None:
        self.objects[number] = body.encode("latin-1") if isinstance(body, str) else body

    def stream(self, number: int, dictionary: str, data: bytes, packed: bool = True) -> None:
        if packed:
            data = zlib.compress(data)
            dictionary += " /Filter /FlateDecode"
        self.objects[number] = f"<< {dictionary} /Length {len(data)} >>\nstream\n".encode() + data + b"\nendstream"

    def save(self, trailer: str = "") -> bytes:
        out = bytearray(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")
        places = {}
        for number, body in sorted(self.objects.items()):
            places[number] = len(out)
            out += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
        return bytes(out) + self._table(places, len(out), trailer)

    @staticmethod
    def _table(places: dict[int, int], at: int, trailer: str) -> bytes:
        size = max(places) + 1
        rows = ["0000000000 65535 f "] + [
            f"{places[n]:010} 00000 n " if n in places else "0000000000 65535 f " for n in range(1, size)
        ]
        return (
            f"xref\n0 {size}\n"
            + "\n".join(rows)
            + f"\ntrailer\n<< /Size {size} /Root 1 0 R {trailer} >>\nstartxref\n{at}\n%%EOF\n"
        ).encode()


def shows(*lines: str) -> bytes:
    return b"BT /F1 12 Tf 50 800 Td 14 TL " + b" ".join(f"({line}) Tj T*".encode("latin-1") for line in lines) + b" ET"


def simple(content: bytes, *, catalog: str = "", page: str = "", pages: str = "[3 0 R]", count: int = 1) -> Pdf:
    pdf = Pdf()
    pdf.add(1, f"<< /Type /Catalog /Pages 2 0 R {catalog} >>")
    pdf.add(2, f"<< /Type /Pages /Kids {pages} /Count {count} >>")
    pdf.add(
        3,
        f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents 4 0 R {page} >>",
    )
    pdf.stream(4, "", content)
    pdf.add(5, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    return pdf


def wide(text: str) -> str:
    return "<FEFF" + text.encode("utf-16-be").hex() + ">"


@file("page.pdf")
def _(plant: Plant) -> bytes:
    split = plant("word split by kerning")
    lined = plant("word hyphenated over lines")
    pdf = simple(
        shows(plant("page"))
        + f" BT /F1 12 Tf 50 700 Td [({split[:4]}) -20 ({split[4:]})] TJ ET".encode()
        + f" BT 3 Tr /F1 12 Tf 50 680 Td ({plant('invisible text')}) Tj ET".encode()
        + f" BT 0 Tr 1 1 1 rg /F1 12 Tf 50 660 Td ({plant('white text')}) Tj ET".encode()
        + f" BT 0 g /F1 1 Tf 50 640 Td ({plant('text of one point')}) Tj ET".encode()
        + f" BT /F1 12 Tf -900 620 Td ({plant('text beside the page')}) Tj ET".encode()
        + f" BT /F1 12 Tf 50 600 Td ({lined[:5]}-) Tj 0 -14 Td ({lined[5:]}) Tj ET".encode()
        + f" /Span << /ActualText {wide(plant('text in place of what is shown (ActualText)'))} /Alt {wide(plant('alternative text of a span'))} >> BDC BT /F1 12 Tf 50 570 Td (*) Tj ET EMC".encode()
        + f" /OC /L1 BDC BT /F1 12 Tf 50 550 Td ({plant('layer switched off')}) Tj ET EMC".encode()
        + f" q 0 0 1 1 re W n BT /F1 12 Tf 50 530 Td ({plant('text clipped away')}) Tj ET Q".encode()
        + b" /X1 Do",
        catalog="/OCProperties << /OCGs [20 0 R] /D << /OFF [20 0 R] /BaseState /ON >> >> /PageLabels << /Nums [0 << /P ("
        + plant("label of pages")
        + ") /S /D >>] >>",
    )
    pdf.add(
        3,
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> /Properties << /L1 20 0 R >> /XObject << /X1 21 0 R >> >> /Contents 4 0 R >>",
    )
    pdf.add(20, f"<< /Type /OCG /Name ({plant('name of a layer')}) >>")
    pdf.stream(
        21,
        "/Type /XObject /Subtype /Form /BBox [0 0 500 500] /Resources << /Font << /F1 5 0 R >> >>",
        shows(plant("form object")),
    )
    return pdf.save()  # fmt: skip


@file("form.pdf")
def _(plant: Plant) -> bytes:
    fields = "[10 0 R 11 0 R 12 0 R 13 0 R 16 0 R]"
    pdf = simple(
        shows("x"),
        catalog=f"/AcroForm << /Fields {fields} /NeedAppearances true /XFA [(datasets) 17 0 R (template) 18 0 R] >>",
        page="/Annots [10 0 R 11 0 R 12 0 R 15 0 R]",
    )
    pdf.add(
        10,
        f"<< /Type /Annot /Subtype /Widget /FT /Tx /T ({plant('name of a field')}) /TU ({plant('label of a field')}) /V ({plant('value of a field')}) /DV ({plant('default of a field')}) /Rect [0 0 9 9] >>",
    )
    pdf.add(
        11,
        f"<< /Type /Annot /Subtype /Widget /FT /Ch /Ff 131072 /T (choice) /Opt [[(a) ({plant('option of a list')})] (b)] /V (a) /Rect [0 0 9 9] >>",
    )
    pdf.add(
        12,
        f"<< /Type /Annot /Subtype /Widget /FT /Btn /T (box) /V /Off /AS /Off /MK << /CA ({plant('caption of a button')}) >> /AA << /U << /S /JavaScript /JS (var a = '{plant('script of a field')}') >> >> /Rect [0 0 9 9] >>",
    )
    pdf.add(
        13,
        f"<< /FT /Tx /T (nopage) /V {wide(plant('field that no page shows'))} /RV (<body>{plant('rich text of a field')}</body>) >>",
    )
    pdf.add(15, "<< /Type /Annot /Subtype /Widget /FT /Tx /T (kid) /V 19 0 R /Rect [0 0 9 9] >>")
    pdf.add(
        16,
        f"<< /FT /Sig /T (sig) /V << /Type /Sig /Filter /Adobe.PPKLite /Name ({plant('signer')}) /Reason ({plant('reason of a signature')}) /Location ({plant('place of a signature')}) /ContactInfo ({plant('contact of a signer')}) >> >>",
    )
    pdf.stream(
        17,
        "",
        f"<xfa:datasets xmlns:xfa='http://www.xfa.org/schema/xfa-data/1.0/'><xfa:data><form><ssn>{plant('data of an XFA form')}</ssn></form></xfa:data></xfa:datasets>".encode(),
    )
    pdf.stream(
        18,
        "",
        f"<template><subform><field><caption><value><text>{plant('caption in an XFA template')}</text></value></caption></field></subform></template>".encode(),
    )
    pdf.stream(19, "", plant("value kept as a stream").encode())
    return pdf.save()  # fmt: skip


@file("marks.pdf")
def _(plant: Plant) -> bytes:
    pdf = simple(shows("x"), page="/Annots [10 0 R 11 0 R 12 0 R 13 0 R 14 0 R 15 0 R 16 0 R 17 0 R 18 0 R 22 0 R]")
    pdf.add(
        10,
        f"<< /Type /Annot /Subtype /Text /Contents ({plant('note')}) /T ({plant('author of a note')}) /Subj ({plant('subject of a note')}) /Rect [0 0 9 9] /Popup 11 0 R >>",
    )
    pdf.add(11, f"<< /Type /Annot /Subtype /Popup /Contents ({plant('popup')}) /Rect [0 0 9 9] >>")
    pdf.add(
        12,
        f"<< /Type /Annot /Subtype /FreeText /Contents ({plant('free text')}) /RC (<body><p>{plant('rich text of a mark')}</p></body>) /DA (/Helv 9 Tf) /Rect [0 0 9 9] >>",
    )
    pdf.add(
        13,
        f"<< /Type /Annot /Subtype /Link /A << /S /URI /URI (mailto:{plant('target of a link')}@example.org) >> /Rect [0 0 9 9] >>",
    )
    pdf.add(
        14,
        f"<< /Type /Annot /Subtype /Link /A << /S /Launch /F ({plant('file that a link starts')}.exe) >> /Rect [0 0 9 9] >>",
    )
    pdf.add(
        15,
        f"<< /Type /Annot /Subtype /Link /A << /S /GoToR /F << /Type /Filespec /UF {wide(plant('other document that a link opens'))} >> /D [0 /Fit] >> /Rect [0 0 9 9] >>",
    )
    pdf.add(
        16,
        f"<< /Type /Annot /Subtype /Highlight /Contents {wide(plant('remark on a highlight'))} /QuadPoints [0 0 9 0 0 9 9 9] /Rect [0 0 9 9] >>",
    )
    pdf.add(17, "<< /Type /Annot /Subtype /Stamp /Name /Draft /AP << /N 19 0 R >> /Rect [0 0 300 30] >>")
    pdf.add(
        18,
        f"<< /Type /Annot /Subtype /FileAttachment /FS << /Type /Filespec /F (a.txt) /UF (a.txt) /Desc ({plant('description of an attached file')}) /EF << /F 20 0 R >> >> /Rect [0 0 9 9] >>",
    )
    pdf.stream(
        19,
        "/Type /XObject /Subtype /Form /BBox [0 0 300 30] /Resources << /Font << /F1 5 0 R >> >>",
        f"BT /F1 12 Tf 0 0 Td ({plant('appearance of a stamp')}) Tj ET".encode(),
    )
    pdf.stream(20, "/Type /EmbeddedFile", plant("file attached to a mark").encode())
    pdf.add(
        22, f"<< /Type /Annot /Subtype /Redact /OverlayText ({plant('text over a redaction')}) /Rect [0 0 9 9] /F 2 >>"
    )
    return pdf.save()  # fmt: skip


@file("attached.pdf")
def _(plant: Plant) -> bytes:
    inner = simple(shows(plant("page of an attached file"))).save()
    pdf = simple(
        shows("x"),
        catalog="/Names << /EmbeddedFiles << /Names [(a) 10 0 R (b) 12 0 R] >> /JavaScript << /Names [(s) << /S /JavaScript /JS 14 0 R >>] >> >> /Outlines 15 0 R /Metadata 17 0 R /StructTreeRoot 18 0 R /OpenAction << /S /JavaScript /JS ("
        f"app.alert('{plant('script at opening')}')"
        ") >> /Collection << /Type /Collection /View /D /Schema << /f << /Type /CollectionField /Subtype /S /N ("
        + plant("column of a portfolio")
        + ") >> >> >> /Lang (en)",
    )
    pdf.add(
        10,
        f"<< /Type /Filespec /F ({plant('name of an attachment')}.pdf) /UF ({plant('name of an attachment')}.pdf) /CI << /f ({plant('cell of a portfolio')}) >> /EF << /F 11 0 R >> >>",
    )
    pdf.stream(11, "/Type /EmbeddedFile /Subtype /application#2Fpdf", inner)
    pdf.add(12, "<< /Type /Filespec /F (b.csv) /EF << /F 13 0 R >> >>")
    pdf.stream(13, "/Type /EmbeddedFile", f"name,ssn\nAnn,{plant('table in an attachment')}\n".encode())
    pdf.stream(14, "", f"var key = '{plant('script')}';".encode())
    pdf.add(15, "<< /Type /Outlines /First 16 0 R /Last 16 0 R /Count 1 >>")
    pdf.add(
        16,
        f"<< /Title ({plant('bookmark')}) /Parent 15 0 R /A << /S /URI /URI (https://example.org/{plant('target of a bookmark')}) >> >>",
    )
    pdf.stream(
        17,
        "/Type /Metadata /Subtype /XML",
        f"<?xpacket begin=''?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><rdf:Description xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:own='urn:x' own:Case='{plant('attribute in XMP')}'><dc:creator><rdf:Seq><rdf:li>{plant('XMP')}</rdf:li></rdf:Seq></dc:creator></rdf:Description></rdf:RDF></x:xmpmeta>".encode(),
        packed=False,
    )
    pdf.add(
        18,
        f"<< /Type /StructTreeRoot /K << /Type /StructElem /S /Figure /Alt ({plant('alternative text of a figure')}) /ActualText ({plant('text in place of a figure')}) /E ({plant('expansion of an abbreviation')}) /T ({plant('title of an element')}) >> >>",
    )
    pdf.add(
        19,
        f"<< /Title ({plant('title')}) /Author {wide(plant('author'))} /Subject ({plant('subject')}) /Keywords ({plant('keywords')}) /Case ({plant('property of its own')}) /Creator ({plant('creator')}) >>",
    )
    return pdf.save("/Info 19 0 R")  # fmt: skip


@file("revised.pdf")
def _(plant: Plant) -> bytes:
    """Saved twice: the second time with another page and other properties."""
    pdf = simple(shows(plant("page before the last change")))
    pdf.add(6, f"<< /Title ({plant('title before the last change')}) >>")
    first = pdf.save("/Info 6 0 R")
    start = first.rindex(b"startxref") + 10
    previous = int(first[start : first.index(b"\n", start)])
    data = zlib.compress(shows(plant("page after the last change")))
    added = (
        f"4 0 obj\n<< /Length {len(data)} /Filter /FlateDecode >>\nstream\n".encode() + data + b"\nendstream\nendobj\n"
    )
    title = len(first) + len(added)
    added += b"6 0 obj\n<< /Title (x) >>\nendobj\n"
    at = len(first) + len(added)
    return (
        first
        + added
        + f"xref\n4 1\n{len(first):010} 00000 n \n6 1\n{title:010} 00000 n \ntrailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R /Prev {previous} >>\nstartxref\n{at}\n%%EOF\n".encode()
    )


@file("packed.pdf")
def _(plant: Plant) -> bytes:
    """Objects in a stream of objects, with a cross-reference stream; a page's content in two streams, ASCII85 around one."""
    import base64

    pdf = Pdf()
    bodies = {
        1: "<< /Type /Catalog /Pages 2 0 R >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 5 0 R >> >> /Contents [8 0 R 9 0 R] /Annots [7 0 R] >>",
        5: "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        6: f"<< /Title ({plant('title in a stream of objects')}) >>",
        7: f"<< /Type /Annot /Subtype /Text /Contents ({plant('note in a stream of objects')}) /Rect [0 0 9 9] >>",
    }
    table, content = "", ""
    for number, body in bodies.items():
        table += f"{number} {len(content)} "
        content += body + " "
    pdf.stream(10, f"/Type /ObjStm /N {len(bodies)} /First {len(table)}", (table + content).encode())
    pdf.stream(8, "", shows(plant("first stream of a page")))
    data = base64.a85encode(zlib.compress(shows("", "", plant("stream in ASCII85")))) + b"~>"
    pdf.add(
        9, f"<< /Length {len(data)} /Filter [/ASCII85Decode /FlateDecode] >>\nstream\n".encode() + data + b"\nendstream"
    )
    out = bytearray(b"%PDF-1.5\n")
    places = {}
    for number in (8, 9, 10):
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + pdf.objects[number] + b"\nendobj\n"
    rows = b""
    for number in range(12):
        if number in bodies:
            rows += bytes([2]) + (10).to_bytes(3, "big") + bytes([list(bodies).index(number)])
        elif number in places or number == 11:
            rows += bytes([1]) + places.get(number, len(out)).to_bytes(3, "big") + b"\0"
        else:
            rows += bytes(5)
    packed = zlib.compress(rows)
    at = len(out)
    out += (
        f"11 0 obj\n<< /Type /XRef /Size 12 /W [1 3 1] /Root 1 0 R /Info 6 0 R /Length {len(packed)} /Filter /FlateDecode >>\nstream\n".encode()
        + packed
        + f"\nendstream\nendobj\nstartxref\n{at}\n%%EOF\n".encode()
    )
    return bytes(out)


PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def _rc4(key: bytes, data: bytes) -> bytes:
    box = list(range(256))
    j = 0
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(byte ^ box[(box[i] + box[j]) & 255])
    return bytes(out)


@file("restricted.pdf")
def _(plant: Plant) -> bytes:
    """Encrypted with an empty password: anybody opens it, and every viewer does."""
    owner = _rc4(hashlib.md5(PAD, usedforsecurity=False).digest()[:5], PAD)
    ident = b"0123456789abcdef"
    key = hashlib.md5(PAD + owner + (-44 & 0xFFFFFFFF).to_bytes(4, "little") + ident, usedforsecurity=False).digest()[
        :5
    ]

    def locked(number: int, data: bytes) -> bytes:
        return _rc4(
            hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10], data
        )

    pdf = simple(b"", page="/Annots [6 0 R]")
    content = locked(4, shows(plant("page of a restricted file")))
    pdf.add(4, f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    note = locked(6, plant("note in a restricted file").encode()).hex()
    pdf.add(6, f"<< /Type /Annot /Subtype /Text /Contents <{note}> /Rect [0 0 9 9] >>")
    title = locked(7, plant("property of its own in a restricted file").encode()).hex()
    pdf.add(7, f"<< /Case <{title}> >>")
    user = _rc4(key, PAD).hex()
    return pdf.save(
        f"/Info 7 0 R /ID [<{ident.hex()}> <{ident.hex()}>] /Encrypt << /Filter /Standard /V 1 /R 2 /O <{owner.hex()}> /U <{user}> /P -44 >>"
    )
