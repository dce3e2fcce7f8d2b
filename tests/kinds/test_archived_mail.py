"""Mailboxes and folders of many messages are archives; private letters in them are said, without their words."""

from __future__ import annotations

import pytest

from bailee.kinds import recognise, recognise_series
from bailee.kinds.archived_mail import PERSONAL
from bailee.kinds.interface import Document, Sibling
from bailee.text import Text
from bailee.vocabulary import Confidence, Locator
from kinds.samples import NOWHERE, document


def strong(found: list) -> list[str]:  # type: ignore[type-arg]
    return [row.kind for row in found if row.confidence >= Confidence.LIKELY]


@pytest.mark.parametrize("media_type", ["application/mbox", "application/vnd.ms-outlook-pst"])
def test_a_store_of_messages(media_type: str) -> None:
    store = Document(NOWHERE, media_type, 88_000, (), (), None, ("message/rfc822",) * 30)
    found = recognise(store)
    assert strong(found) == ["archived-mail"]
    assert found[0].confidence is Confidence.VERIFIED


def test_a_zip_of_messages_and_one_of_pictures() -> None:
    assert strong(recognise(Document(NOWHERE, "application/zip", 9, (), (), None, ("message/rfc822",) * 4))) == [
        "archived-mail"
    ]
    assert recognise(Document(NOWHERE, "application/zip", 9, (), (), None, ("image/png",) * 4)) == []


def test_one_message_is_no_archive_even_with_others_attached() -> None:
    message = Document(
        NOWHERE, "message/rfc822", 900, (Text.of("See the attached.", NOWHERE),), (), None, ("message/rfc822",) * 3
    )
    assert recognise(message) == []


def sibling(number: int, media_type: str = "message/rfc822", kinds: tuple[str, ...] = ()) -> Sibling:
    return Sibling(Locator((f"{number}",)), media_type, 900, number, None, kinds)


def test_a_folder_of_messages_says_that_some_are_private() -> None:
    letter = Text.of("Can you pick up the kids from school? Mom comes for dinner tonight. Love you", NOWHERE)
    private = recognise(Document(NOWHERE, "message/rfc822", 90, (letter,), ()))
    assert [(row.kind, row.confidence) for row in private] == [("archived-mail", Confidence.POSSIBLE)]
    plain = [sibling(number) for number in range(20)]
    assert PERSONAL not in recognise_series(plain)[0].reasons
    found = recognise_series([*plain, sibling(99, kinds=tuple(row.kind for row in private))])
    assert strong(found) == ["archived-mail"]
    assert PERSONAL in found[0].reasons


def test_a_letter_of_business_is_not_private() -> None:
    text = Text.of("Can you quote two workstations? My manager needs it by Friday. Thanks", NOWHERE)
    assert recognise(Document(NOWHERE, "message/rfc822", 90, (text,), ())) == []


def test_a_few_messages_among_many_files_are_no_archive() -> None:
    assert recognise_series([*map(sibling, range(20)), *(sibling(n, "application/pdf") for n in range(50))]) == []
    assert recognise_series([sibling(1), sibling(2)]) == []


def test_a_handful_of_saved_messages_is_no_archive() -> None:
    assert recognise_series([sibling(number) for number in range(9)]) == []


def test_messages_of_a_mailbox_are_told_once_of_the_mailbox() -> None:
    inside = [Sibling(Locator(("all.mbox", f"message {n}")), "message/rfc822", 900, 0, None, ()) for n in range(40)]
    assert recognise_series(inside) == []


def test_a_policy_on_archives_is_none() -> None:
    assert recognise(document("Mail is archived for a year. From, To and Subject are kept. Love your inbox.")) == []
