"""Needle files: mails, mailboxes, calendars, address cards, and what mail programs pack."""

from __future__ import annotations

import base64
import binascii
import struct

from needles_files import Plant, file

_HEAD = "From: Ann <ann@example.org>\nTo: bo@example.org\nMIME-Version: 1.0\n"


def _multipart(kind: str, *parts: str, before: str = "", after: str = "") -> bytes:
    body = "".join(f"--b\n{part}\n" for part in parts)
    return f"{_HEAD}Content-Type: multipart/{kind}; boundary=b\n\n{before}\n{body}--b--\n{after}\n".encode()


def _encoded(content: bytes) -> str:
    return base64.encodebytes(content).decode()


@file("letter.eml")
def _(plant: Plant) -> bytes:
    inner = f"From: Carl <carl@example.org>\nSubject: {plant('subject of a mail in the mail')}\nTo: x@example.org\nDate: x\n\n{plant('body of a mail in the mail')}\n"
    name = plant("name of an attachment, in pieces")
    attached = "name\n" + plant("attachment")
    return _multipart(
        "mixed",
        f"Content-Type: multipart/alternative; boundary=c\n\n--c\nContent-Type: text/plain\n\n{plant('plain form')}\n--c\nContent-Type: text/html\n\n<p hidden>{plant('html form')}</p>\n--c--",
        f"Content-Type: text/csv\nContent-Disposition: attachment; filename*0*=utf-8''{name[:4]}; filename*1*={name[4:]}.csv\nContent-Transfer-Encoding: base64\n\n{_encoded(attached.encode())}",
        f"Content-Type: message/rfc822\n\n{inner}",
        f"Content-Type: text/calendar; method=REQUEST\n\nBEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:{plant('appointment')}\nATTENDEE;CN={plant('person invited')}:mailto:d@example.org\nEND:VEVENT\nEND:VCALENDAR",
        before=plant("before the parts"),
        after=plant("after the parts"),
    )


@file("headers.eml")
def _(plant: Plant) -> bytes:
    latin, utf = plant("subject, quoted"), plant("subject, base64")
    return (
        f"From: =?iso-8859-1?Q?J=F6rg_{latin}?= <j@example.org>\nTo: bo@example.org\nSubject: =?utf-8?B?{base64.b64encode(utf.encode()).decode()}?=\n"
        f" {plant('subject, second line')}\nX-Note: {plant('header of somebody')}\nMessage-ID: <1@x>\n\nbody\n"
    ).encode()


@file("report.eml")
def _(plant: Plant) -> bytes:
    return _multipart(
        "report; report-type=delivery-status",
        f"Content-Type: text/plain\n\n{plant('explanation')}",
        f"Content-Type: message/delivery-status\n\nReporting-MTA: dns; mx\n\nFinal-Recipient: rfc822; {plant('recipient')}@example.net",
        f"Content-Type: text/rfc822-headers\n\nFrom: x@example.org\nSubject: {plant('subject of the mail returned')}",
    )


@file("old.eml")
def _(plant: Plant) -> bytes:
    line = binascii.b2a_uu(plant("file by uuencode").encode()).decode()
    return f"{_HEAD}\nhello\nbegin 644 {plant('its name')}.txt\n{line}`\nend\n".encode()


@file("news.eml")
def _(plant: Plant) -> bytes:
    body = bytes((byte + 42) % 256 for byte in plant("file by yEnc").encode())
    return (
        f"{_HEAD}\nhello\n=ybegin line=128 size=11 name={plant('its name')}.txt\n".encode()
        + body
        + b"\n=yend size=11\n"
    )


@file("flowed.eml")
def _(plant: Plant) -> bytes:
    word = plant("word over two lines")
    return f"{_HEAD}Content-Type: text/plain; format=flowed; delsp=yes\n\nit is {word[:5]} \n{word[5:]} here\n".encode()


@file("wrong-charset.eml")
def _(plant: Plant) -> bytes:
    return f"{_HEAD}Content-Type: text/plain; charset=us-ascii\n\nGrüße {plant('body')}\n".encode("cp1252")


@file("wide.eml")
def _(plant: Plant) -> bytes:
    return f"{_HEAD}Subject: {plant('subject')}\nContent-Type: text/plain; charset=utf-16\n\n{plant('body')} and more words\n".encode(
        "utf-16-le"
    )


@file("signed.eml")
def _(plant: Plant) -> bytes:
    return _multipart(
        'signed; protocol="application/pgp-signature"',
        f"Content-Type: text/plain\n\n{plant('what was signed')}",
        "Content-Type: application/pgp-signature\n\n-----BEGIN PGP SIGNATURE-----\n\nx\n-----END PGP SIGNATURE-----",
    )


@file("smime.p7m")
def _(plant: Plant) -> bytes:
    from datetime import UTC, datetime, timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.hazmat.primitives.serialization import pkcs7

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, plant("who signed"))])
    now = datetime(2026, 1, 1, tzinfo=UTC)
    certificate = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(1)
        .not_valid_before(now).not_valid_after(now + timedelta(days=9)).sign(key, hashes.SHA256())
    )  # fmt: skip
    content = f"Content-Type: text/plain\r\n\r\n{plant('what was signed')}\r\n".encode()
    builder = pkcs7.PKCS7SignatureBuilder().set_data(content).add_signer(certificate, key, hashes.SHA256())
    return builder.sign(serialization.Encoding.DER, [pkcs7.PKCS7Options.Binary])


@file("archive.mbox")
def _(plant: Plant) -> bytes:
    mails = [
        f"From a@b Thu Jan  1 00:00:0{n} 2026\nFrom: x@example.org\nTo: y@example.org\nSubject: s\n\n>From {plant(f'mail {n}')}\n\n"
        for n in range(3)
    ]
    return "".join(mails).encode()


@file("1717401602.M1P2.host,S=99:2,S")
def _(plant: Plant) -> bytes:
    return (
        f"Return-Path: <a@example.org>\nReceived: from x\n{_HEAD}Subject: s\n\n{plant('mail of a Maildir')}\n".encode()
    )


@file("42.emlx")
def _(plant: Plant) -> bytes:
    mail = f"{_HEAD}Subject: s\n\n{plant('body')}\n".encode()
    return f"{len(mail)}\n".encode() + mail + b'<?xml version="1.0"?>\n<plist version="1.0"><dict></dict></plist>\n'


@file("page.mht")
def _(plant: Plant) -> bytes:
    return _multipart(
        "related",
        f"Content-Type: text/html\nContent-Location: http://example.org/{plant('address of a part')}\n\n<p>{plant('page')}</p>",
        f"Content-Type: text/css\n\n/* {plant('style')} */",
    )


@file("calendar.ics")
def _(plant: Plant) -> bytes:
    long = plant("folded line")
    return (
        f"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:{long[:5]}\r\n {long[5:]}\r\nDESCRIPTION:a\\n{plant('description')}\r\nLOCATION:{plant('place')}\r\n"
        f'ATTENDEE;CN="{plant("attendee")}":mailto:a@example.org\r\nATTACH;ENCODING=BASE64;VALUE=BINARY:{base64.b64encode(plant("attachment").encode()).decode()}\r\n'
        f"BEGIN:VALARM\r\nDESCRIPTION:{plant('alarm')}\r\nEND:VALARM\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    ).encode()


@file("people.vcf")
def _(plant: Plant) -> bytes:
    quoted = "".join(f"={byte:02X}" for byte in plant("note, quoted").encode())
    return (
        f"BEGIN:VCARD\r\nVERSION:2.1\r\nFN:{plant('name')}\r\nNOTE;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:{quoted}\r\nADR;HOME:;;{plant('street')};Rome\r\nEND:VCARD\r\n"
        f"BEGIN:VCARD\r\nVERSION:4.0\r\nFN:Bo\r\nitem1.X-ABRELATEDNAMES:{plant('relative')}\r\nEND:VCARD\r\n"
    ).encode()


@file("winmail.dat")
def _(plant: Plant) -> bytes:
    def attribute(level: int, name: int, kind: int, content: bytes) -> bytes:
        return (
            struct.pack("<BHHI", level, name, kind, len(content)) + content + struct.pack("<H", sum(content) & 0xFFFF)
        )

    return (
        struct.pack("<IH", 0x223E9F78, 1)
        + attribute(1, 0x8004, 1, plant("subject").encode() + b"\0")
        + attribute(1, 0x800C, 2, plant("body").encode() + b"\0")
        + attribute(2, 0x9002, 6, bytes(14))
        + attribute(2, 0x8010, 1, plant("name of an attachment").encode() + b".txt\0")
        + attribute(2, 0x800F, 6, plant("attachment").encode())
    )


@file("post.uue")
def _(plant: Plant) -> bytes:
    return b"begin 644 a.txt\n" + binascii.b2a_uu(plant("file").encode()) + b"`\nend\n"


@file("post.yenc")
def _(plant: Plant) -> bytes:
    return (
        b"=ybegin line=128 size=11 name=a.txt\r\n"
        + bytes((byte + 42) % 256 for byte in plant("file").encode())
        + b"\r\n=yend size=11\r\n"
    )


@file("Inbox.dbx")
def _(plant: Plant) -> bytes:
    """A tree of one node, two messages, the second in two segments."""
    head = bytearray(0x24BC)
    head[:20] = bytes.fromhex("cfad12fe") + bytes.fromhex("c5fd746f66e3d1119a4e00c04fa309d4")
    out = bytearray(head)

    def segments(mail: bytes) -> int:
        parts = [mail[at : at + 0x1F0] for at in range(0, len(mail), 0x1F0)]
        first = len(out)
        for number, part in enumerate(parts):
            place = len(out)
            following = place + 0x200 if number + 1 < len(parts) else 0
            out.extend(struct.pack("<IIII", place, 0x200, len(part), following) + part.ljust(0x1F0, b"\0"))
        return first

    def described(mail: str, *, direct: bool) -> int:
        body = segments(mail.encode())
        place = len(out)
        if direct:
            content = bytes([0x84]) + body.to_bytes(3, "little")
        else:
            content = bytes([0x04]) + (0).to_bytes(3, "little") + struct.pack("<I", body)
        out.extend(struct.pack("<IIHBB", place, len(content), len(content), 1, 0) + content)
        return place

    long = "x" * 600
    entries = [
        described(f"{_HEAD}Subject: s\n\n{plant('first message')}\n", direct=True),
        described(f"{_HEAD}Subject: s\n\n{long} {plant('second segment')}\n", direct=False),
    ]
    root = len(out)
    node = struct.pack("<IIIIBBHI", root, 0, 0, 0, 0, len(entries), 0, len(entries))
    out.extend((node + b"".join(struct.pack("<III", entry, 0, 0) for entry in entries)).ljust(0x27C, b"\0"))
    struct.pack_into("<I", out, 0xE4, root)
    return bytes(out)
