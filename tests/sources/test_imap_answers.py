"""What mail servers answer, as values: whatever comes, it is values or it is refused."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.sources.imap_answers import parse
from bailee.sources.imap_folders import decoded
from bailee.sources.imap_messages import message_in
from bailee.sources.imap_troubles import Hostile, Trouble, trouble_of

TOKENS = st.sampled_from(
    [b"(", b")", b" ", b"UID", b"7", b"RFC822.SIZE", b"99999999999999999999", b"INTERNALDATE", b'"01-Jan-9999 00:00:00 -2359"', b"NIL",
     b'"17-Jul-1996 02:44:25 -0700"', b'"', b"\\", b"BODY[]<0>", b"[", b"]", b"{3}", b"\xff", b"&", b"* 1 FETCH"]
)  # fmt: skip
LINES = st.lists(TOKENS | st.binary(max_size=6), max_size=30).map(b" ".join)
PIECES = st.lists(LINES | st.tuples(LINES.map(lambda line: line + b" {3}"), st.binary(max_size=9)), max_size=6)


@settings(max_examples=400, deadline=None)
@given(PIECES)
def test_any_answer_is_values_or_is_refused(pieces: list[bytes | tuple[bytes, bytes]]) -> None:
    try:
        for answer in parse(pieces):
            message_in(answer)
    except Hostile:
        pass


@settings(max_examples=300, deadline=None)
@given(st.binary(max_size=60))
def test_any_name_is_a_name_and_any_refusal_has_a_meaning(said: bytes) -> None:
    assert isinstance(decoded(said), str)
    assert isinstance(trouble_of(said)[0], Trouble)


def test_lists_in_lists_without_end_are_refused() -> None:
    with pytest.raises(Hostile):
        list(parse([b"(" * 100_000]))


@pytest.mark.parametrize(
    ("said", "trouble"),
    [
        (b"[UNAVAILABLE] Temporary authentication failure.", Trouble.BUSY),
        (b"[ALERT] Too many simultaneous connections. (Failure)", Trouble.BUSY),
        (b"Server Unavailable. 15", Trouble.BUSY),
        (b"[OVERQUOTA] Account exceeded command or bandwidth limits.", Trouble.BUSY),
        (b"[NOPERM] Permission denied", Trouble.NOT_ALLOWED),
        (b"[AUTHENTICATIONFAILED] Invalid credentials (Failure)", Trouble.NOT_ALLOWED),
        (b"Mailbox doesn't exist: Work", Trouble.VANISHED),
        (b"[SERVERBUG] Internal error occurred.", Trouble.BROKEN),
    ],
)
def test_what_servers_really_say_is_understood(said: bytes, trouble: Trouble) -> None:
    assert trouble_of(said)[0] is trouble
