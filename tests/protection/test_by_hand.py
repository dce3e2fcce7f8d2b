"""What a person does in a mailbox, a drive, a bucket: open until a later scan proves it, and nothing else does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date

import pytest

from bailee import sources
from bailee.errors import InvalidInput
from bailee.items import LINK, Item
from bailee.operations.do_by_hand import follow_up, propose_by_hand, to_do
from bailee.operations.scan_store import scan_store
from bailee.places.staff import Said
from bailee.protection.by_hand import Act, Proof, steps
from bailee.sources.addresses import parse
from bailee.sources.credentials import Credentials
from bailee.sources.interface import Asked, Entry, Note
from lying import found
from sources.shelf_source import Shelf
from world import World

PAY = b"Employee: Maria Gonzalez, SSN 512-44-7313\n"
HARMLESS = b"Call the office: +1 518 555 0100\n"
CANARY = "219-20-4000"


@dataclass
class Remote(Shelf):
    """A shelf whose items are shared, and that says something of itself."""

    scopes: dict[str, str] = field(default_factory=dict)
    said: tuple[Note, ...] = ()

    def items(self) -> Iterator[Entry]:
        for entry in super().items():
            if isinstance(entry, Item) and entry.facts is not None:
                scope = self.scopes.get(entry.locator.item)
                facts = replace(entry.facts, acl=LINK + scope.encode() if scope else None)
                yield replace(entry, facts=facts)
            else:
                yield entry

    def notes(self) -> tuple[Note, ...]:
        return self.said


class Module:
    LABEL, EXAMPLE, NEEDS = "Remote", "imaps://ann@mail.example/", ()
    OPTIONS = STEERING = frozenset[str]()

    def __init__(self, scheme: str, shelf: Remote) -> None:
        self.SCHEMES, self.shelf = (scheme,), shelf

    def connect(self, address: object, credentials: Credentials, asked: Asked) -> Remote:
        return self.shelf


@pytest.fixture
def stands_on() -> str:
    return "sqlite"


def lay(monkeypatch: pytest.MonkeyPatch, address: str, shelf: Remote) -> None:
    scheme = parse(address).scheme
    monkeypatch.setitem(sources.schemes(), scheme, Module(scheme, shelf))  # type: ignore[arg-type] # as much of one as is asked


def scan(world: World, address: str) -> None:
    told = Said(date(2026, 1, 5))  # staff were told that mail is looked at
    scan_store(world.alice, [parse(address)], jobs=1, said=told)


MAIL = "imaps://ann@mail.example/"


def test_a_message_is_open_until_a_scan_finds_it_gone(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Remote({f"INBOX/pay {CANARY}.eml": PAY, "INBOX/hello.eml": HARMLESS})
    lay(monkeypatch, MAIL, shelf)
    scan(world, MAIL)
    (todo,) = to_do(world.alice)  # a phone number is no reason to delete a mail
    assert todo.act is Act.DELETE_MESSAGE and CANARY not in " ".join(todo.steps())
    assert CANARY in " ".join(todo.steps(exact=True))
    propose_by_hand(world.alice, [todo])
    assert [each.proof for each in follow_up(world.alice)] == [Proof.OPEN] and to_do(world.alice) == ()
    scan(world, MAIL)
    assert [each.proof for each in follow_up(world.alice)] == [Proof.STILL_THERE]
    del shelf.things[f"INBOX/pay {CANARY}.eml"]
    assert [each.proof for each in follow_up(world.alice)] == [Proof.STILL_THERE]  # nobody looked since
    scan(world, MAIL)
    assert [each.proof for each in follow_up(world.alice)] == [Proof.GONE]
    assert follow_up(world.alice) == ()  # closed
    assert found(world.alice, CANARY.encode()) == []


def test_a_link_that_anybody_follows_is_ended_and_that_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    tenant = "microsoft365://contoso.example/"
    shelf = Remote(
        {"users/ann/Drives/OneDrive/list.txt": PAY}, scopes={"users/ann/Drives/OneDrive/list.txt": "anonymous"}
    )
    lay(monkeypatch, tenant, shelf)
    scan(world, tenant)
    (todo,) = to_do(world.alice)
    assert todo.act is Act.END_LINK
    (exposed,) = [each for every in world.alice.exposures().values() for each in every][:1]
    assert exposed.public == 1 and exposed.where == "public"
    propose_by_hand(world.alice, [todo])
    shelf.scopes.clear()  # the file stays, its content as it was
    scan(world, tenant)
    assert [each.proof for each in follow_up(world.alice)] == [Proof.GONE]
    assert all(each.public == 0 for every in world.alice.exposures().values() for each in every)


def test_a_bucket_is_one_thing_to_close_however_much_is_in_it(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    bucket = "s3://acme-hr/payroll"
    shelf = Remote(
        {f"{number}.txt": PAY for number in range(3)}, said=(Note("public", "anybody can list this bucket"),)
    )
    lay(monkeypatch, bucket, shelf)
    scan(world, bucket)
    (todo,) = to_do(world.alice)
    assert todo.act is Act.CLOSE_BUCKET and any("Block all public access" in step for step in todo.steps())
    propose_by_hand(world.alice, [todo])
    scan(world, bucket)
    assert [each.proof for each in follow_up(world.alice)] == [Proof.STILL_THERE]
    shelf.said = ()
    scan(world, bucket)
    assert [each.proof for each in follow_up(world.alice)] == [Proof.GONE] and to_do(world.alice) == ()


def test_charlie_has_nothing_to_do_and_no_folder_is_done_by_hand(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    lay(monkeypatch, MAIL, Remote({"INBOX/pay.eml": PAY}))
    scan(world, MAIL)
    propose_by_hand(world.alice, to_do(world.alice))
    assert to_do(world.charlie) == () and follow_up(world.charlie) == ()
    with pytest.raises(InvalidInput, match="no mailbox"):
        to_do(world.alice, "company/HR")


@pytest.mark.parametrize("act", [each.value for each in Act])
@pytest.mark.parametrize("scheme", ["s3", "az", "gs", "imaps", "microsoft365"])
def test_each_ends_with_the_scan_that_proves_it(act: str, scheme: str) -> None:
    told = steps(act, "INBOX/a", "acme", scheme)
    assert (
        3 < len(told) < 9 and told[-1].startswith("Scan the place again") and all(step.endswith(".") for step in told)
    )
