"""A scan of a source that is no folder: fetched ahead, copied to a private spool, never ended by a network."""

from __future__ import annotations

import stat
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from shelf_source import Shelf

from bailee.errors import InvalidInput
from bailee.findings import Finding
from bailee.scanner import Event, ItemRead, Limits, ScanKeys, Skipped, scan
from bailee.scanner.spool import Spool
from bailee.sources.addresses import parse
from bailee.sources.interface import EVERYTHING, NotFetched, Unreachable, reason_of_status
from bailee.vocabulary import Locator, Reason

PLACE = parse("shelf://here/")
PAY = b"Employee: Ann Roe, SSN 512-44-7313, born 3 May 1980\n"


def scanned(shelf: Shelf, spool: Path, limits: Limits | None = None) -> list[Event]:
    return list(scan(PLACE, keys=ScanKeys.random(), source=shelf, spool=spool, jobs=2, limits=limits))  # type: ignore[arg-type]


def outcomes(events: list[Event]) -> dict[str, str]:
    return {
        event.locator.item: event.reason.value if isinstance(event, Skipped) else type(event).__name__
        for event in events
        if isinstance(event, ItemRead | Skipped)
    }


def failing(error: Exception) -> Callable[[], BinaryIO]:
    def opener() -> BinaryIO:
        raise error

    return opener


def test_items_are_read_and_their_copies_are_gone_afterwards(tmp_path: Path) -> None:
    shelf = Shelf({f"hr/{number}.txt": PAY for number in range(40)})
    events = scanned(shelf, tmp_path / "spool")
    found = {event.locator.item for event in events if isinstance(event, Finding) and event.detector == "us-ssn"}
    assert len(found) == 40 and set(outcomes(events).values()) == {"ItemRead"}
    assert shelf.closed and not (tmp_path / "spool").exists()


def test_what_cannot_be_fetched_is_told_with_its_reason_and_the_others_are_read(tmp_path: Path) -> None:
    shelf = Shelf(
        {
            "a.txt": PAY,
            "refused": failing(ConnectionRefusedError()),
            "slow": failing(TimeoutError()),
            "forbidden": failing(NotFetched(reason_of_status(403))),
            "expired": failing(NotFetched(reason_of_status(401))),
            "gone": failing(NotFetched(reason_of_status(404))),
            "ours": failing(KeyError("512-44-7313")),
            "z.txt": PAY,
        }
    )
    told = outcomes(scanned(shelf, tmp_path / "spool"))
    assert told == {
        "a.txt": "ItemRead", "refused": "not-connected", "slow": "not-connected", "forbidden": "no-permission",
        "expired": "no-permission", "gone": "vanished", "ours": "crashed", "z.txt": "ItemRead",
    }  # fmt: skip


def test_a_listing_that_breaks_off_leaves_what_was_listed(tmp_path: Path) -> None:
    shelf = Shelf({"a.txt": PAY}, beside=[Unreachable(Locator(("archive",)), Reason.NOT_CONNECTED), ConnectionError()])
    told = outcomes(scanned(shelf, tmp_path / "spool"))
    assert told == {"a.txt": "ItemRead", "archive": "not-connected", EVERYTHING.item: "not-connected"}


def test_an_item_larger_than_the_limit_is_not_copied_whatever_its_listing_says(tmp_path: Path) -> None:
    class Endless:
        def read(self, size: int) -> bytes:
            return b"x" * size

        def __enter__(self) -> Endless:
            return self

        def __exit__(self, *_: object) -> None: ...

    shelf = Shelf({"endless": Endless, "large": b"x" * 6_000_000, "a.txt": PAY})  # type: ignore[dict-item]
    told = outcomes(scanned(shelf, tmp_path / "spool", Limits(fetched=5_000_000)))
    assert told == {"endless": "too-big", "large": "too-big", "a.txt": "ItemRead"}
    assert "large" not in shelf.opened


def test_copies_are_private_and_those_of_a_killed_scan_are_removed(tmp_path: Path) -> None:
    left = tmp_path / "spool" / "scan-dead"
    left.mkdir(parents=True)
    (left / "lock").touch()
    (left / "copy").write_bytes(PAY)
    with Spool(tmp_path / "spool") as running:
        file = running.new()
        assert stat.S_IMODE(file.stat().st_mode) == 0o600 and stat.S_IMODE(file.parent.stat().st_mode) == 0o700
        assert not left.exists()
        with Spool(tmp_path / "spool"):
            assert file.exists()  # of a scan that is alive


@pytest.mark.parametrize(
    "typed",
    ["postgresql://ann:hunter2@db/crm", "s3://bucket?secret_key=hunter2", "s3://b?endpoint=http://u:hunter2@h/"],
)
def test_a_password_in_an_address_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(InvalidInput) as refused:
        parse(typed)
    assert "hunter2" not in f"{refused.value} {refused.value.hint} {refused.value.__context__}"
