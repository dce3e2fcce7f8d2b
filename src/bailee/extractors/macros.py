"""Source of the macros in an Office document: passwords and addresses of servers like to stand there ([MS-OVBA] 2.4.1).

>>> expanded(b"\\x01\\x19\\xb0\\x00abcdefgh\\x00ijklmnop\\x00qrstuv.")
b'abcdefghijklmnopqrstuv.'
"""

from __future__ import annotations

import io
import re
import struct

_LARGEST = 16 << 20
_SOURCE = re.compile(rb"\x01[\s\S]{2}\x00Attribut")  # how the compressed source of every module begins
_WORDS = re.compile(rb"(?:[\x20-\x7e]\x00){4,}|[\x20-\x7e]{4,}")


def modules(data: bytes) -> list[tuple[str, str]]:
    """(module, source) of a macro project; none where it is no such project."""
    import olefile

    found: list[tuple[str, str]] = []
    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            for path in ole.listdir()[:2_000]:
                stream = ole.openstream(path).read(_LARGEST)
                if begins := _SOURCE.search(stream):
                    found.append((path[-1], expanded(stream[begins.start() :]).decode("cp1252", "replace")))
                elif path[-1] in ("f", "o"):  # a form: what stands on it and in its fields
                    found.append(
                        (
                            " ".join(path[-2:]),
                            "\n".join(
                                word[::2].decode() if b"\0" in word else word.decode()
                                for word in _WORDS.findall(stream)
                            ),
                        )
                    )
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError):
        return found
    return found


def expanded(data: bytes) -> bytes:
    """A compressed container as it was, up to its first fault: chunks of 4,096 bytes made of letters and copies of what stood before."""
    out = bytearray()
    at = 1
    while at + 2 <= len(data) and len(out) < _LARGEST:
        (header,) = struct.unpack_from("<H", data, at)
        if header & 0x7000 != 0x3000:
            break
        end = min(at + (header & 0x0FFF) + 3, len(data))
        at += 2
        if not header & 0x8000:
            out += data[at:end]
            at = end
            continue
        start = len(out)
        while at < end:
            flags = data[at]
            at += 1
            for bit in range(8):
                if at >= end:
                    break
                if not flags >> bit & 1:
                    out.append(data[at])
                    at += 1
                    continue
                if at + 2 > end:
                    return bytes(out)
                (token,) = struct.unpack_from("<H", data, at)
                at += 2
                width = max(
                    (len(out) - start - 1).bit_length(), 4
                )  # bits of the distance: more the further one is in the chunk
                back, length = (token >> (16 - width)) + 1, (token & (0xFFFF >> width)) + 3
                if back > len(out) - start:
                    return bytes(out)
                for _ in range(length):
                    out.append(out[-back])
    return bytes(out)
