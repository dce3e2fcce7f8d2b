"""What lies in an OLE object that some document embeds: the file that a person dropped there, under its own name."""

from __future__ import annotations

import io
import struct

from bailee.extractors.media_type import OLE_MAGIC


def unwrapped(data: bytes, name: str) -> tuple[str, bytes]:
    """(name, bytes) of the file inside; the object itself where it is the document (an old Word or Excel file)."""
    if not data.startswith(OLE_MAGIC):
        return name, data
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            streams = {"/".join(path).lower(): path for path in ole.listdir()}
            if "\x01ole10native" in streams:
                return native(ole.openstream(streams["\x01ole10native"]).read()) or (name, data)
            for inner in ("package", "contents"):
                if inner in streams:
                    return name, ole.openstream(streams[inner]).read()
    except (OSError, ValueError, IndexError, struct.error, TypeError, AttributeError):
        return name, data  # the reader of OLE files says what is wrong with it
    return name, data


def native(stream: bytes) -> tuple[str, bytes] | None:
    """[MS-OLEDS] 2.3.6: size, flags, label, path, flags, temporary path, size, the file."""
    try:
        at = 6
        label, at = _string(stream, at)
        _, at = _string(stream, at)
        at += 4
        (length,) = struct.unpack_from("<I", stream, at)
        at += 4 + length
        (size,) = struct.unpack_from("<I", stream, at)
    except (struct.error, ValueError):
        return None
    at += 4
    if size > len(stream) - at:
        return None
    return label.replace("\\", "/").rsplit("/", 1)[-1] or "file", stream[at : at + size]


def _string(data: bytes, at: int) -> tuple[str, int]:
    end = data.index(b"\0", at)
    return data[at:end].decode("cp1252", "replace"), end + 1
