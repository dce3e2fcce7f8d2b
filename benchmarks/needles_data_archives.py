"""Needle files: archives, whole, nested, hurt, locked, in volumes, behind other files; and locked documents."""

from __future__ import annotations

import base64
import binascii
import bz2
import gzip
import hashlib
import io
import lzma
import os
import struct
import tarfile
import zipfile
import zlib

from needles_files import Plant, file

BESIDE: dict[str, dict[str, bytes]] = {}
IDENTITIES: list[str] = []
PASSWORD, OTHER = "Spring-2024", "Grüße"  # of those that needles_data tries


def _zip(members: dict[str, bytes], comment: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
        archive.comment = comment
    return out.getvalue()


def _tar(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        for name, content in members.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return out.getvalue()


@file("plain.zip")
def _(plant: Plant) -> bytes:
    members = {
        "a.txt": plant("member").encode(),
        f"hr/{plant('name of a member')}.txt": b"x",
        "b.csv": f"n\n{plant('second member')}\n".encode(),
    }
    return _zip(members, plant("comment").encode())


@file("streamed.zip")
def _(plant: Plant) -> bytes:
    class Pipe(io.RawIOBase):  # what cannot be wound back gets data descriptors
        def __init__(self) -> None:
            self.parts: list[bytes] = []

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]  # a stream that only counts
            self.parts.append(bytes(data))
            return len(data)

    pipe = Pipe()
    with zipfile.ZipFile(pipe, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", plant("member with its length behind it"))
    return b"".join(pipe.parts)


@file("no-directory.zip")
def _(plant: Plant) -> bytes:
    data = _zip({"a.txt": plant("first member").encode(), "b.txt": plant("second member").encode()})
    return data[: data.index(b"PK\x01\x02")]


@file("broken-directory.zip")
def _(plant: Plant) -> bytes:
    return _zip({"a.txt": plant("first member").encode(), "b.txt": plant("second member").encode()}).replace(
        b"PK\x01\x02", b"PK\xff\xff"
    )


@file("deflate64.zip")
def _(plant: Plant) -> bytes:
    import inflate64

    packer = inflate64.Deflater()
    content = (plant("member") + " and again ").encode() * 50
    packed = packer.deflate(content) + packer.flush()
    return _member(b"a.txt", packed, content, method=9)


def _member(name: bytes, packed: bytes, content: bytes, *, method: int, flags: int = 0, prefix: bytes = b"") -> bytes:
    """A zip of one member, from its packed bytes."""
    crc = zlib.crc32(content)
    local = (
        struct.pack("<4s5H3I2H", b"PK\x03\x04", 20, flags, method, 0, 0, crc, len(packed), len(content), len(name), 0)
        + name
        + packed
    )
    entry = (
        struct.pack(
            "<4s6H3I5H2I",
            b"PK\x01\x02",
            20,
            20,
            flags,
            method,
            0,
            0,
            crc,
            len(packed),
            len(content),
            len(name),
            0,
            0,
            0,
            0,
            0,
            0,
        )
        + name
    )
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1, 1, len(entry), len(local), 0)
    return prefix + local + entry + end


@file("zstd.zip")
def _(plant: Plant) -> bytes:
    from backports import zstd

    content = (plant("member") + " and again ").encode() * 50
    return _member(b"a.txt", zstd.compress(content), content, method=93)


@file("locked-old.zip")
def _(plant: Plant) -> bytes:
    """By the cipher of PKWARE, as APPNOTE 6.1 has it."""
    content = plant("member behind a password").encode()
    table = [0] * 256
    for index in range(256):
        value = index
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table[index] = value
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 0xFF]
        keys[1] = ((keys[1] + (keys[0] & 0xFF)) * 134_775_813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 0xFF]

    for byte in PASSWORD.encode():
        update(byte)
    locked = bytearray()
    for byte in bytes(11) + bytes([zlib.crc32(content) >> 24]) + content:
        mask = keys[2] | 2
        locked.append(byte ^ (mask * (mask ^ 1) >> 8 & 0xFF))
        update(byte)
    return _member(b"a.txt", bytes(locked), content, method=0, flags=1)


@file("locked-aes.zip")
def _(plant: Plant) -> bytes:
    import pyzipper

    out = io.BytesIO()
    with pyzipper.AESZipFile(out, "w", compression=zipfile.ZIP_DEFLATED, encryption=pyzipper.WZ_AES) as archive:
        archive.setpassword(PASSWORD.encode())
        archive.writestr("pay.csv", f"name\n{plant('member behind a password')}\n")
    return out.getvalue()


def _seven(members: dict[str, bytes], **how: object) -> bytes:
    import py7zr

    out = io.BytesIO()
    with py7zr.SevenZipFile(out, "w", **how) as archive:  # type: ignore[arg-type]  # its options come by name
        for name, content in members.items():
            archive.writestr(content, name)
    return out.getvalue()


@file("plain.7z")
def _(plant: Plant) -> bytes:
    return _seven({"a.txt": plant("member").encode(), f"{plant('name of a member')}.txt": b"x"})


@file("locked.7z")
def _(plant: Plant) -> bytes:
    return _seven({"a.txt": plant("member behind a password").encode()}, password=PASSWORD)


@file("locked-names.7z")
def _(plant: Plant) -> bytes:
    members = {f"{plant('name behind a password')}.txt": plant("member").encode()}
    return _seven(members, password=OTHER, header_encryption=True)


def _rar(members: dict[str, bytes]) -> bytes:
    """RAR 5, stored: https://www.rarlab.com/technote.htm."""

    def number(value: int) -> bytes:
        out = bytearray()
        while True:
            out.append(value & 0x7F | (0x80 if value > 0x7F else 0))
            value >>= 7
            if not value:
                return bytes(out)

    def block(content: bytes) -> bytes:
        sized = number(len(content)) + content
        return struct.pack("<I", zlib.crc32(sized)) + sized

    out = b"Rar!\x1a\x07\x01\x00" + block(number(1) + number(0) + number(0))
    for name, content in members.items():
        fields = (
            number(4)
            + number(len(content))
            + number(0o100644)
            + struct.pack("<I", zlib.crc32(content))
            + number(0)
            + number(1)
        )
        out += (
            block(number(2) + number(2) + number(len(content)) + fields + number(len(name)) + name.encode()) + content
        )
    return out + block(number(5) + number(0) + number(0))


@file("plain.rar")
def _(plant: Plant) -> bytes:
    return _rar({"a.txt": plant("member").encode(), f"{plant('name of a member')}.txt": b"x"})


@file("dos.rar")
def _(plant: Plant) -> bytes:
    content, name = plant("stored member").encode(), b"A.TXT"
    head = struct.pack("<IIHHIBBBBB", len(content), len(content), 0, 21 + len(name), 0, 0x20, 0, 2, len(name), 0)
    return b"RE\x7e\x5e\x07\0\0" + head + name + content


@file("backup.tgz")
def _(plant: Plant) -> bytes:
    inner = _zip({"deep.txt": plant("zip in tar in gzip").encode()})
    return gzip.compress(
        _tar({"a.txt": plant("member").encode(), "b.zip": inner, f"{plant('name of a member')}": b"x"})
    )


@file("notes.txt.bz2")
def _(plant: Plant) -> bytes:
    return bz2.compress(plant("content").encode())


@file("notes.txt.xz")
def _(plant: Plant) -> bytes:
    return lzma.compress(plant("content").encode())


@file("notes.txt.zst")
def _(plant: Plant) -> bytes:
    from backports import zstd

    return zstd.compress(plant("content").encode() * 3)


@file("rotated.log.1.gz")
def _(plant: Plant) -> bytes:
    return gzip.compress(f"Jun  3 10:00:02 gw squid: {plant('line')}\n".encode() * 4) + gzip.compress(
        plant("second stream").encode()
    )


@file("drivers.cab")
def _(plant: Plant) -> bytes:
    return _cab({"a.txt": plant("member").encode()})


def _cab(members: dict[str, bytes]) -> bytes:
    """Stored: [MS-CAB]."""
    content = b"".join(members.values())
    files, at = b"", 0
    for name, data in members.items():
        files += struct.pack("<IIHHHH", len(data), at, 0, 0, 0, 0x20) + name.encode() + b"\0"
        at += len(data)
    folder_at = 36
    files_at = folder_at + 8
    data_at = files_at + len(files)
    total = data_at + 8 + len(content)
    head = b"MSCF" + struct.pack("<IIIIIBBHHHHH", 0, total, 0, files_at, 0, 3, 1, 1, len(members), 0, 0, 0)
    folder = struct.pack("<IHH", data_at, 1, 0)
    return head + folder + files + struct.pack("<IHH", 0, len(content), len(content)) + content


@file("disk.iso")
def _(plant: Plant) -> bytes:
    return _by_libarchive("iso9660", {"A.TXT": plant("member").encode()})


@file("old.cpio")
def _(plant: Plant) -> bytes:
    return _by_libarchive("cpio_newc", {"a.txt": plant("member").encode()})


@file("package.deb")
def _(plant: Plant) -> bytes:
    return _by_libarchive("ar_bsd", {"control": plant("member").encode()})


def _by_libarchive(kind: str, members: dict[str, bytes]) -> bytes:
    import libarchive

    parts: list[bytes] = []

    def keep(data: bytes) -> int:
        parts.append(bytes(data))
        return len(data)

    with libarchive.custom_writer(keep, kind) as archive:
        for name, content in members.items():
            archive.add_file_from_memory(name, len(content), content)
    return b"".join(parts)


# --- volumes


@file("pieces.7z.001")
def _(plant: Plant) -> bytes:
    data = _seven({"a.txt": plant("member in two pieces").encode()})
    BESIDE["pieces.7z.001"] = {"pieces.7z.002": data[60:]}
    return data[:60]


@file("split.zip")
def _(plant: Plant) -> bytes:
    """The first volume has a member, the last one another and the directory."""
    first, second = plant("member of the first volume").encode(), plant("member of the last volume").encode()

    def local(name: bytes, content: bytes) -> bytes:
        return (
            struct.pack(
                "<4s5H3I2H",
                b"PK\x03\x04",
                20,
                0,
                0,
                0,
                0,
                zlib.crc32(content),
                len(content),
                len(content),
                len(name),
                0,
            )
            + name
            + content
        )

    def entry(name: bytes, content: bytes, disk: int, at: int) -> bytes:
        sums = (zlib.crc32(content), len(content), len(content))
        return (
            struct.pack("<4s6H3I5H2I", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, *sums, len(name), 0, 0, disk, 0, 0, at) + name
        )

    volume = b"PK\x07\x08" + local(b"a.txt", first)
    last = local(b"b.txt", second)
    directory = entry(b"a.txt", first, 0, 4) + entry(b"b.txt", second, 1, 0)
    end = struct.pack("<4s4H2IH", b"PK\x05\x06", 1, 1, 2, 2, len(directory), len(last), 0)
    BESIDE["split.zip"] = {"split.z01": volume}
    return last + directory + end


# --- behind other files

_GIF = binascii.unhexlify("47494638396101000100800000000000ffffff2c00000000010001000002024401003b")
_PROGRAM = b"MZ" + bytes(58) + b"\x40\0\0\0PE\0\0" + bytes(400)


@file("holiday.gif")
def _(plant: Plant) -> bytes:
    return _GIF + _rar({"a.txt": plant("archive behind a picture").encode()})


@file("manual.pdf")
def _(plant: Plant) -> bytes:
    stream = f"BT /F1 12 Tf 20 100 Td ({plant('page')}) Tj ET".encode()
    parts = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n" % len(stream) + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n" % number + part + b"\nendobj\n"
    start = len(out)
    out += b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer << /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % start
    return out + _zip({"a.txt": plant("archive behind the pages").encode()})


@file("photo.jpg")
def _(plant: Plant) -> bytes:
    return binascii.unhexlify("ffd8ffe000104a46494600010100000100010000ffd9") + _zip(
        {"a.txt": plant("archive behind a picture").encode()}
    )


@file("setup.exe")
def _(plant: Plant) -> bytes:
    return _PROGRAM + _zip({"a.txt": plant("self-extracting zip").encode()})


@file("setup7.exe")
def _(plant: Plant) -> bytes:
    return _PROGRAM + _seven({"a.txt": plant("self-extracting 7z").encode()})


@file("setuprar.exe")
def _(plant: Plant) -> bytes:
    return _PROGRAM + _rar({"a.txt": plant("self-extracting rar").encode()})


@file("setupcab.exe")
def _(plant: Plant) -> bytes:
    return _PROGRAM + _cab({"a.txt": plant("self-extracting cab").encode()})


@file("no-ending")
def _(plant: Plant) -> bytes:
    return _zip({"inner": _zip({"a.txt": plant("zip in zip, neither named so").encode()})})


# --- locked files


@file("sealed.age")
def _(plant: Plant) -> bytes:
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    IDENTITIES.append(str(identity))
    return bytes(pyrage.encrypt(plant("content, with an identity").encode(), [identity.to_public()]))


@file("passphrase.age")
def _(plant: Plant) -> bytes:
    """https://age-encryption.org/v1, with little work so that it takes no second."""
    from cryptography.hazmat.primitives import hashes, hmac
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    def derived(salt: bytes, info: bytes) -> bytes:
        return HKDF(hashes.SHA256(), 32, salt, info).derive(file_key)

    def bare(data: bytes) -> bytes:
        return base64.b64encode(data).rstrip(b"=")

    file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
    wrapping = hashlib.scrypt(
        PASSWORD.encode(), salt=b"age-encryption.org/v1/scrypt" + salt, n=1 << 10, r=8, p=1, dklen=32
    )
    wrapped = ChaCha20Poly1305(wrapping).encrypt(bytes(12), file_key, None)
    head = b"age-encryption.org/v1\n-> scrypt " + bare(salt) + b" 10\n" + bare(wrapped) + b"\n---"
    sum_ = hmac.HMAC(derived(b"", b"header"), hashes.SHA256())
    sum_.update(head)
    body = ChaCha20Poly1305(derived(nonce, b"payload")).encrypt(
        bytes(11) + b"\1", plant("content, with a passphrase").encode(), None
    )
    return head + b" " + bare(sum_.finalize()) + b"\n" + nonce + body


@file("locked.docx")
def _(plant: Plant) -> bytes:
    from msoffcrypto.format.ooxml import OOXMLFile

    content = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>{plant("body behind a password")}</w:t></w:r></w:p></w:body></w:document>'
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
    )
    rels = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>'
    package = _zip(
        {
            "[Content_Types].xml": types.encode(),
            "_rels/.rels": rels.encode(),
            "word/document.xml": content.encode(),
            "pad.bin": os.urandom(5000),
        }
    )
    out = io.BytesIO()
    OOXMLFile(io.BytesIO(package)).encrypt(PASSWORD, out)
    return out.getvalue()


@file("locked.odt")
def _(plant: Plant) -> bytes:
    """OpenDocument 1.2, part 3, section 4, with few rounds."""
    from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

    office = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    content = f"<office:document-content {office}><office:body><office:text><text:p>{plant('body behind a password')}</text:p></office:text></office:body></office:document-content>"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(content.encode()) + packer.flush()
    salt, vector = os.urandom(16), os.urandom(16)
    key = hashlib.pbkdf2_hmac("sha1", hashlib.sha256(PASSWORD.encode()).digest(), salt, 1000, 32)
    padding = 16 - len(packed) % 16
    encryptor = Cipher(algorithms.AES(key), modes.CBC(vector)).encryptor()
    locked = encryptor.update(packed + bytes(padding - 1) + bytes([padding])) + encryptor.finalize()

    def text(raw: bytes) -> str:
        return base64.b64encode(raw).decode()

    space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
    manifest = (
        f'<manifest:manifest xmlns:manifest="{space}"><manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml" manifest:size="{len(content)}">'
        f'<manifest:encryption-data manifest:checksum-type="{space}#sha256-1k" manifest:checksum="{text(hashlib.sha256(packed[:1024]).digest())}">'
        f'<manifest:algorithm manifest:algorithm-name="http://www.w3.org/2001/04/xmlenc#aes256-cbc" manifest:initialisation-vector="{text(vector)}"/>'
        f'<manifest:key-derivation manifest:key-derivation-name="PBKDF2" manifest:key-size="32" manifest:iteration-count="1000" manifest:salt="{text(salt)}"/>'
        '<manifest:start-key-generation manifest:start-key-generation-name="http://www.w3.org/2000/09/xmldsig#sha256" manifest:key-size="32"/>'
        "</manifest:encryption-data></manifest:file-entry></manifest:manifest>"
    )
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr("content.xml", locked)
        archive.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()
