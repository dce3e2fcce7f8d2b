"""Scans of sources into the store: what did not change is not fetched again, and what cannot be seen is not taken for gone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from shelf_source import Shelf

from bailee import sources
from bailee.errors import CannotRead, NotAllowed
from bailee.operations.scan_store import ScanSummary, scan_store
from bailee.sources.addresses import Address, parse
from bailee.sources.credentials import Credentials, read
from bailee.sources.interface import EVERYTHING, Asked, Gone, NotFetched, Unreachable
from bailee.vocabulary import Locator, Reason
from lying import found
from world import World

PLACE = parse("shelf://acme/hr")
PAY = b"Employee: Maria Gonzalez, SSN 512-44-7313\n"
OTHER = b"Employee: Peter Schmidt, SSN 513-45-7314\n"


class Module:
    """The source module behind `shelf://`: it remembers what it was asked."""

    SCHEMES, LABEL, EXAMPLE, NEEDS, OPTIONS = ("shelf",), "Shelf", "shelf://acme/hr", (), frozenset[str]()
    STEERING = frozenset[str]()

    def __init__(self) -> None:
        self.shelf = Shelf({"hr/a.txt": PAY, "hr/old/b.txt": OTHER})
        self.asked: list[bytes] = []

    def connect(self, address: Address, credentials: Credentials, asked: Asked) -> Shelf:
        self.asked.append(asked.state)
        return self.shelf


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> Iterator[Module]:
    module = Module()
    monkeypatch.setitem(sources.schemes(), "shelf", module)  # type: ignore[arg-type]
    yield module


def scanned(world: World) -> ScanSummary:
    return scan_store(world.alice, [PLACE], jobs=1)


def held(world: World) -> set[str]:
    return {each.finding.locator.item for each in world.alice.findings() if each.finding.detector == "us-ssn"}


def test_a_second_scan_fetches_only_what_changed(world: World, module: Module) -> None:
    assert scanned(world).counts.read == 2 and held(world) == {"hr/a.txt", "hr/old/b.txt"}
    module.shelf.opened.clear()
    module.shelf.things["hr/a.txt"] = OTHER
    again = scanned(world)
    assert module.shelf.opened == ["hr/a.txt"] and again.counts.unchanged == 1


def test_what_is_no_longer_listed_is_gone(world: World, module: Module) -> None:
    scanned(world)
    del module.shelf.things["hr/a.txt"]
    assert scanned(world).counts.files_gone == 1 and held(world) == {"hr/old/b.txt"}


@pytest.mark.parametrize("unreachable", [EVERYTHING, Locator(("hr/old",)), Locator(("hr",))])
def test_nothing_beneath_what_could_not_be_listed_is_gone(world: World, module: Module, unreachable: Locator) -> None:
    scanned(world)
    del module.shelf.things["hr/old/b.txt"]
    module.shelf.beside = [Unreachable(unreachable, Reason.NOT_CONNECTED)]
    assert scanned(world).counts.files_gone == 0 and held(world) == {"hr/a.txt", "hr/old/b.txt"}
    module.shelf.beside = []
    assert scanned(world).counts.files_gone >= 1 and held(world) == {"hr/a.txt"}


def test_what_cannot_be_fetched_any_more_still_holds_what_it_held(world: World, module: Module) -> None:
    def refused() -> None:
        raise NotFetched(Reason.NO_PERMISSION)

    scanned(world)
    module.shelf.things["hr/a.txt"] = refused  # type: ignore[assignment]
    summary = scanned(world)
    assert summary.counts.skipped == 1 and held(world) == {"hr/a.txt", "hr/old/b.txt"}


def test_a_source_is_asked_only_for_changes_once_everything_was_read(world: World, module: Module) -> None:
    module.shelf.next_state = b"mark 1"
    scanned(world)
    module.shelf.things, module.shelf.only_changes = {"hr/new.txt": PAY}, True
    module.shelf.beside, module.shelf.next_state = [Gone(Locator(("hr/old",)))], b"mark 2"
    summary = scanned(world)
    assert module.asked[-1] == b"mark 1" and held(world) == {"hr/a.txt", "hr/new.txt"}
    assert (summary.counts.read, summary.counts.files_gone) == (1, 1)
    scanned(world)
    assert module.asked[-1] == b"mark 2"


def test_a_mark_is_not_moved_on_where_something_was_left_that_may_be_had_later(world: World, module: Module) -> None:
    module.shelf.next_state = b"mark 1"
    scanned(world)
    module.shelf.next_state = b"mark 2"
    module.shelf.things, module.shelf.only_changes = {}, True
    module.shelf.beside = [Unreachable(Locator(("hr/new.txt",)), Reason.NOT_CONNECTED)]
    scanned(world)
    scanned(world)
    assert module.asked[-1] == b"mark 1"


def test_what_another_bailee_read_is_listed_anew(world: World, module: Module, monkeypatch: pytest.MonkeyPatch) -> None:
    module.shelf.next_state = b"mark 1"
    scanned(world)
    monkeypatch.setattr("bailee.operations.scan_store.reader", lambda **_: "a newer one")
    scanned(world)
    assert module.asked[-1] == b""


def test_a_place_is_called_by_its_address_and_its_state_is_not_stored_in_the_clear(
    world: World, module: Module
) -> None:
    module.shelf.next_state = b"canary-state"
    scanned(world)
    (place,) = [place for place in world.alice.places() if place.path is None]
    assert place.name == "hr in acme (shelf)" and place.where == PLACE
    assert found(world.alice, b"canary-state") == []


def test_credentials_that_others_may_read_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "credentials.toml"
    file.write_text('["s3://acme"]\nsecret_access_key = "canary"\n')
    file.chmod(0o644)
    with pytest.raises(NotAllowed) as refused:
        read(file, {})
    assert "chmod 600" in refused.value.hint


def test_the_longest_beginning_of_an_address_gives_the_credentials(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("from a file\n")
    file = tmp_path / "credentials.toml"
    file.write_text(
        f'["s3://"]\naccess_key_id = "any"\nregion = "x"\n["s3://acme"]\naccess_key_id = "acme"\n'
        f'["s3://acme/hr"]\nsecret_access_key_file = "{secret}"\n["s3://other"]\naccess_key_id = "other"\n'
    )
    file.chmod(0o600)
    needs = sources.schemes()["s3"].NEEDS
    found = read(file, {"BAILEE_S3_SESSION_TOKEN": "set"}).of(parse("s3://acme/hr/2024"), needs)
    assert dict(found.values) == {"access_key_id": "acme", "secret_access_key": "from a file", "session_token": "set"}
    assert "from a file" not in repr(found)


@pytest.mark.parametrize("content", ['["s3://a"\nsecret = "hunter2"', 'secret = "hunter2"', '["s3://a"]\nsecret = 7'])
def test_a_file_of_credentials_that_makes_no_sense_is_not_quoted(content: str, tmp_path: Path) -> None:
    from bailee.errors import InvalidInput

    file = tmp_path / "credentials.toml"
    file.write_text(content)
    file.chmod(0o600)
    with pytest.raises(InvalidInput) as refused:
        read(file, {})
    assert "hunter2" not in f"{refused.value} {refused.value.hint} {refused.value.__cause__}"
    with pytest.raises(CannotRead):
        read(tmp_path / "none.toml", {})
