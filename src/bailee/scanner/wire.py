"""What goes between the scanner and a worker: JSON, never pickles, for a worker may have been taken over by a hostile file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from bailee.extractors.interface import Unread
from bailee.findings import Finding
from bailee.items import Item, ItemFacts, Media
from bailee.monitoring.contents import InFile
from bailee.monitoring.traces import Sort
from bailee.scanner.events import KindFound
from bailee.scanner.pieces import Done, Piece, Progress
from bailee.vocabulary import Confidence, Locator, Reason, SubjectCategory

_FACTS = ("size", "modified_ns", "inode", "device", "mode", "owner", "group")


def encode_item(item: Item, only: Sequence[Locator] = ()) -> bytes:
    """An item for a worker; `only` names what in it is to be looked through, where it is not all."""
    facts = [getattr(item.facts, name) for name in _FACTS] if item.facts else None
    return json.dumps(
        {
            "locator": item.locator.segments,
            "size": item.size,
            "path": str(item.path),
            "facts": facts,
            "only": [locator.segments for locator in only],
            "known_digest": item.known_digest,
            "is_elsewhere": item.is_elsewhere,
            "media_type": item.media_type,
            "file_name": item.file_name,
        }
    ).encode()


def decode_item(message: bytes) -> Item:
    told = json.loads(message)
    facts = ItemFacts(*told["facts"]) if told["facts"] else None
    return Item(
        Locator(tuple(told["locator"])),
        told["size"],
        path=Path(told["path"]),
        facts=facts,
        media_type=told["media_type"],
        known_digest=told["known_digest"],
        is_elsewhere=told["is_elsewhere"],
        file_name=told["file_name"],
    )


def decode_only(message: bytes) -> frozenset[Locator]:
    """What in an item is to be looked through; nothing where it is all."""
    return frozenset(Locator(tuple(segments)) for segments in json.loads(message)["only"])


def encode_pieces(pieces: list[Piece]) -> bytes:
    return json.dumps([encode_piece(piece) for piece in pieces]).encode()


def encode_piece(piece: Piece) -> dict[str, Any]:
    if isinstance(piece, Finding):
        told = {name: getattr(piece, name) for name in Finding.__slots__}
        return {"is": "finding", **told, "locator": piece.locator.segments}
    if isinstance(piece, KindFound):
        told = {name: getattr(piece, name) for name in KindFound.__slots__}
        return {"is": "kind", **told, "locator": piece.locator.segments}
    if isinstance(piece, Unread):
        return {"is": "unread", "locator": piece.locator.segments, "reason": piece.reason}
    if isinstance(piece, Progress):
        return {"is": "progress", **{name: getattr(piece, name) for name in Progress.__slots__}}
    media = None
    if piece.media is not None:
        media = {name: getattr(piece.media, name) for name in Media.__slots__} | {
            "locator": piece.media.locator.segments
        }
    unread = [[part.locator.segments, part.reason] for part in piece.unread]
    return {
        "is": "done",
        "media_type": piece.media_type,
        "digest": piece.content_digest,
        "unread": unread,
        "media": media,
        "kinds": piece.kinds,
        "names": piece.names,
        "pictures": piece.pictures,
        "deferred": [locator.segments for locator in piece.deferred],
        "owners": [locator.segments for locator in piece.owners],
        "tools": [
            [t.product, t.sort, t.kept_days, t.first_on.isoformat() if t.first_on else None] for t in piece.tools
        ],
        "same": piece.same,
    }


def decode_pieces(message: bytes) -> list[Piece]:
    return [_with_tools(decode_piece(told), told) for told in json.loads(message)]


def _with_tools(piece: Piece, told: dict[str, Any]) -> Piece:
    if not isinstance(piece, Done) or not told.get("tools"):
        return piece
    tools = (
        InFile(str(product), Sort(sort), int(days) if days else None, date.fromisoformat(first) if first else None)
        for product, sort, days, first in told["tools"]
    )
    return replace(piece, tools=tuple(tools))


def _pairs(told: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((intern(str(left)), str(right)) for left, right in told)


@lru_cache(maxsize=1_024)
def _locator(segments: tuple[str, ...]) -> Locator:
    """One object for the many findings of one place: a scan that keeps nothing may hold a million of them."""
    return Locator(segments)


@lru_cache(maxsize=4_096)
def _cues(told: tuple[tuple[str, str, float], ...]) -> tuple[tuple[str, str, float], ...]:
    """One object for the many findings that are as sure for the same reasons."""
    return tuple((intern(str(effect)), intern(str(says)), float(probability)) for effect, says, probability in told)


def decode_piece(told: dict[str, Any]) -> Piece:
    what = told.pop("is")
    if what == "progress":
        return Progress(**{name: int(told[name]) for name in Progress.__slots__})
    if what == "done":
        media = told["media"]
        if media is not None:
            media = Media(**{**media, "locator": Locator(tuple(media["locator"]))})
        unread = tuple(Unread(Locator(tuple(segments)), Reason(reason)) for segments, reason in told["unread"])
        wanted, asked = map(int, told["names"])
        pictures, seen = map(int, told["pictures"])
        deferred, owners = (
            tuple(Locator(tuple(map(str, each))) for each in told[name]) for name in ("deferred", "owners")
        )
        return Done(
            told["media_type"],
            told["digest"],
            unread,
            media,
            tuple(told["kinds"]),
            (wanted, asked),
            (pictures, seen),
            deferred,
            owners,
            told["same"] is True,
        )
    locator = _locator(tuple(map(str, told.pop("locator"))))
    if what == "unread":
        return Unread(locator, Reason(told["reason"]))
    told["confidence"] = Confidence(told["confidence"])
    told["subject"] = SubjectCategory(told["subject"])
    if what == "kind":
        told["reasons"] = tuple(told["reasons"])
        return KindFound(locator, **told)
    told["detector"], told["category"] = intern(told["detector"]), intern(told["category"])
    told["normal_forms"], told["attributes"] = _pairs(told["normal_forms"]), _pairs(told["attributes"])
    told["cues"] = _cues(tuple(map(tuple, told["cues"])))
    return Finding(locator=locator, **told)
