"""The certificate of what was erased: what was done, who decided it, and what it does not reach.

In the words of NIST SP 800-88 (Guidelines for Media Sanitization): Clear, Purge and Destroy are done to media. A file that is
unlinked was none of the three; it says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bailee.rendering.document import Document, Heading, List, Paragraph, Table

_METHOD = (
    "Each file's name was removed from its folder and the folder was flushed to the disk (logical deletion). Before that the"
    " file was read once, for the keyed fingerprint that stands here: with it, copies of the same content can be recognised."
)
_NIST = (
    "In the terms of NIST SP 800-88 (Clear, Purge, Destroy) this is none of the three: those are done to a whole medium, and"
    " no medium was sanitised here. Physical erasure is not claimed. On solid-state disks, on copy-on-write file systems and in"
    " snapshots the blocks may stay until the device writes over them, and overwriting a single file does not reach them."
)
_SEALED = (
    "Of files that had been sealed, the sealed copy was deleted. It is cryptographic erasure only once the keys that open it"
    " are destroyed, the recovery key too; they were not destroyed by this."
)
_UNKNOWN = (
    "What lies where bailee cannot look: tapes, backups of others, mail that somebody sent, prints, copies on devices that"
    " were not scanned."
)


def certificate_of_erasure(told: Mapping[str, Any]) -> Document:
    """As a document. `told`: as it is kept: files, who proposed and approved, what was not cleaned; names masked."""
    files = told["files"]
    at = datetime.fromisoformat(told["at"])
    count = len(files)
    left = list(dict.fromkeys(_left(each, file) for file in files for each in file["not_cleaned"]))
    return Document(
        "Certificate of erasure",
        "en",
        at.date(),
        (
            Paragraph(
                f"{count:,} {'file' if count == 1 else 'files'} of {told['organisation']} "
                f"{'was' if count == 1 else 'were'} erased.",
                strong=True,
            ),
            Table(
                "What was erased",
                ("file", "bytes", "why", "erased (UTC)"),
                tuple(
                    (_spaced(file["locator"]), f"{file['bytes']:,}", _why(file), _when(file["erased_at"]))
                    for file in files
                ),
                widths=(4, 1, 4, 2),
            ),
            Table(
                "Who decided",
                ("file", "proposed", "approved", "reason"),
                tuple((file["ident"], _who(file["proposed"]), _who(file["approved"]), _reason(file)) for file in files),
                widths=(2, 2, 2, 3),
            ),
            Heading(1, "How"),
            Paragraph(_METHOD),
            Paragraph(_NIST),
            *((Paragraph(_SEALED),) if any(file["was_sealed"] for file in files) else ()),
            Heading(1, "What was not cleaned"),
            List((*left, _UNKNOWN) if left else ("No copy is known to bailee.", _UNKNOWN)),
            Heading(1, "Fingerprints"),
            Paragraph(
                "HMAC-SHA-256 of the content under a key of the organisation's: it tells nothing to whoever lacks that key."
            ),
            Table(
                "Fingerprints of what was erased",
                ("file", "fingerprint"),
                tuple((file["ident"], _grouped(file["digest"])) for file in files),
                widths=(1, 3),
            ),
        ),
        subtitle=f"{told['ident']}, {at:%-d %B %Y}",
        foot="The log of the organisation holds the SHA-256 of this document.",
        author="bailee",
    )


def _why(file: Mapping[str, Any]) -> str:
    return file["because"] or "its time was over"


def _who(told: Mapping[str, Any] | None) -> str:
    return f"{told['by']}, {_when(told['at'])}" if told else "not known"


def _reason(file: Mapping[str, Any]) -> str:
    return str(file["approved"]["reason"]) if file["approved"] else ""


def _when(at: str) -> str:
    return f"{datetime.fromisoformat(at):%Y-%m-%d %H:%M}"


def _left(each: Mapping[str, Any], file: Mapping[str, Any]) -> str:
    where = f"{_spaced(each['where'])}: " if each.get("where") else ""
    return f"{where}{each['words']} ({file['ident']})"


def _grouped(digest: str) -> str:
    return " ".join(digest[start : start + 8] for start in range(0, len(digest), 8))


def _spaced(path: str) -> str:
    """A path that may be broken into lines after its slashes."""
    return path.replace("/", "/\u200b")
