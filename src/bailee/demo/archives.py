"""Archives around files: zip, tar, gzip, and the old zip encryption that offices still mail each other."""

from __future__ import annotations

import gzip
import io
import tarfile
import zlib
from collections.abc import Sequence
from datetime import UTC, date, datetime
from random import Random

from bailee.demo.marks import plain, values
from bailee.demo.office import packed
from bailee.demo.papers import Built, Kinds, Planted


def _gathered(members: Sequence[Built]) -> tuple[Planted, Kinds]:
    planted: Planted = []
    kinds: Kinds = []
    for member in members:
        place = plain(member.name)
        planted += [(value, (place,)) for value in values(member.name)]
        inside, inner = member.within(place)
        planted += inside
        kinds += inner
    return planted, kinds


def _date(members: Sequence[Built]) -> date:
    return max(member.on for member in members)


def as_zip(members: Sequence[Built], name: str, kind: str = "") -> Built:
    planted, kinds = _gathered(members)
    if kind:
        kinds.append((kind, (), ()))
    data = packed([(plain(member.name), member.data) for member in members], _date(members))
    return Built(f"{name}.zip", data, _date(members), planted, kinds)


def as_tar_gz(members: Sequence[Built], name: str, kind: str = "") -> Built:
    """One locator segment for gzip (the name without `.gz`), one for the member."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=tarfile.USTAR_FORMAT) as archive:
        for member in members:
            info = tarfile.TarInfo(plain(member.name))
            info.size, info.mode, info.uname = len(member.data), 0o640, "backup"
            info.mtime = int(datetime(member.on.year, member.on.month, member.on.day, tzinfo=UTC).timestamp())
            archive.addfile(info, io.BytesIO(member.data))
    planted, kinds = _gathered(members)
    inner = f"{plain(name)}.tar"
    if kind:
        kinds.append((kind, (), ()))
    return Built(
        f"{name}.tar.gz", gzip.compress(stream.getvalue(), 6, mtime=0), _date(members),
        [(value, (inner, *place)) for value, place in planted], [(kind, (inner, *place), owners) for kind, place, owners in kinds],
    )  # fmt: skip


def as_gz(member: Built) -> Built:
    inside, kinds = member.within(plain(member.name))
    return Built(f"{member.name}.gz", gzip.compress(member.data, 6, mtime=0), member.on, inside, kinds)


_TABLE = [0] * 256
for _n in range(256):
    _c = _n
    for _ in range(8):
        _c = (_c >> 1) ^ (0xEDB88320 if _c & 1 else 0)
    _TABLE[_n] = _c


def as_locked_zip(members: Sequence[Built], name: str, password: str, rng: Random) -> Built:
    """Traditional PKWARE encryption (APPNOTE 6.1). What lies in it counts as planted nowhere: nobody can read it."""
    out, central = b"", b""
    for member in members:
        crc = zlib.crc32(member.data)
        body = zlib.compressobj(6, zlib.DEFLATED, -15)
        packed_data = body.compress(member.data) + body.flush()
        head = bytes(rng.randrange(256) for _ in range(11)) + bytes([crc >> 24])
        sealed = _encrypted(head + packed_data, password.encode())
        label = plain(member.name).encode()
        day = (member.on.year - 1980) << 9 | member.on.month << 5 | member.on.day
        numbers = (
            b"\x14\x00\x01\x00\x08\x00\x00\x48" + day.to_bytes(2, "little") + crc.to_bytes(4, "little") + len(sealed).to_bytes(4, "little")
            + len(member.data).to_bytes(4, "little") + len(label).to_bytes(2, "little") + b"\0\0"
        )  # fmt: skip
        central += b"PK\x01\x02\x14\x00" + numbers + bytes(10) + len(out).to_bytes(4, "little") + label
        out += b"PK\x03\x04" + numbers + label + sealed
    count = len(members).to_bytes(2, "little")
    end = (
        b"PK\x05\x06\0\0\0\0"
        + count * 2
        + len(central).to_bytes(4, "little")
        + len(out).to_bytes(4, "little")
        + b"\0\0"
    )
    return Built(f"{name}.zip", out + central + end, _date(members))


def _encrypted(data: bytes, password: bytes) -> bytes:
    keys = [0x12345678, 0x23456789, 0x34567890]

    def update(byte: int) -> None:
        keys[0] = (keys[0] >> 8) ^ _TABLE[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = (keys[2] >> 8) ^ _TABLE[(keys[2] ^ (keys[1] >> 24)) & 255]

    for byte in password:
        update(byte)
    out = bytearray()
    for byte in data:
        low = (keys[2] | 2) & 0xFFFF
        out.append(byte ^ ((low * (low ^ 1)) >> 8 & 255))
        update(byte)
    return bytes(out)
