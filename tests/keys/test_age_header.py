"""Headers of age files: read, wrapped for others, and opened by the stock program with nothing else changed."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.errors import CannotRead, InvalidInput
from bailee.keys.age_header import Header, _bech32, closes_nothing

ALICE, BOB, CAROL = (pyrage.x25519.Identity.generate() for _ in range(3))


def closed(content: bytes, *readers: pyrage.x25519.Identity) -> bytes:
    return bytes(pyrage.encrypt(content, [each.to_public() for each in readers]))


def taken_apart(content: bytes) -> tuple[Header, bytes]:
    stream = io.BytesIO(content)
    header = Header.read(stream)
    return header, stream.read()


@given(st.binary(max_size=200_000))
@settings(max_examples=25, deadline=None)
def test_what_is_read_is_written_the_same(content: bytes) -> None:
    file = closed(content, ALICE, BOB)
    header, rest = taken_apart(file)
    assert header.written() + rest == file


def test_other_readers_open_the_same_bytes_and_those_of_before_do_not() -> None:
    header, rest = taken_apart(closed(b"hello" * 50_000, ALICE, BOB))
    anew = header.wrapped_for([str(CAROL.to_public()), str(BOB.to_public())], [str(ALICE)])
    for reader in (CAROL, BOB):
        assert pyrage.decrypt(anew.written() + rest, [reader]) == b"hello" * 50_000
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(anew.written() + rest, [ALICE])
    assert len(anew.written()) == len(header.written())


def test_stanzas_that_readers_skip_are_kept() -> None:
    greased = [header for header, _ in (taken_apart(closed(b"x", ALICE)) for _ in range(60)) if len(header.stanzas) > 1]
    assert greased, "the library that seals adds such stanzas now and then"
    for header in greased:
        anew = header.wrapped_for([str(BOB.to_public())], [str(ALICE)])
        assert anew.stanzas[1:] == header.stanzas[1:]
        assert pyrage.decrypt(closes_nothing(anew, [str(BOB)]), [BOB]) == b""


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_stock_age_opens_what_was_wrapped_anew(tmp_path: Path) -> None:
    header, rest = taken_apart(closed(b"hello" * 50_000, ALICE))
    anew = header.wrapped_for([str(BOB.to_public()), str(CAROL.to_public())], [str(ALICE)])
    (tmp_path / "a.age").write_bytes(anew.written() + rest)
    for reader in (BOB, CAROL):
        done = subprocess.run(
            ["age", "-d", "-i", "-", tmp_path / "a.age"], input=str(reader).encode(), capture_output=True, check=True
        )
        assert done.stdout == b"hello" * 50_000


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_what_stock_age_sealed_can_be_wrapped_anew(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"hello")
    command = ["age", "-r", str(ALICE.to_public()), "-o", str(tmp_path / "a.age"), str(tmp_path / "a")]
    subprocess.run(command, capture_output=True, check=True)
    header, rest = taken_apart((tmp_path / "a.age").read_bytes())
    anew = header.wrapped_for([str(BOB.to_public())], [str(ALICE)])
    assert pyrage.decrypt(anew.written() + rest, [BOB]) == b"hello"


def test_every_flip_in_a_header_is_noticed() -> None:
    file = closed(b"hello", ALICE)
    size = len(taken_apart(file)[0].written())
    for at in range(size):
        changed = file[:at] + bytes([file[at] ^ 1]) + file[at + 1 :]
        try:
            header, _ = taken_apart(changed)
        except CannotRead:
            continue
        with pytest.raises(CannotRead):
            header.wrapped_for([str(BOB.to_public())], [str(ALICE)])


@pytest.mark.parametrize(
    "content", [b"", b"age-encryption.org/v1\n", b"hello" * 100, b"age-encryption.org/v1\n-> X25519 " + b"a" * 99_999]
)
def test_what_is_no_age_file_is_named_so(content: bytes) -> None:
    with pytest.raises(CannotRead, match="no age file"):
        Header.read(io.BytesIO(content))


def test_a_stranger_wraps_nothing() -> None:
    header, _ = taken_apart(closed(b"hello", ALICE))
    assert header.opens(str(ALICE)) and not header.opens(str(BOB))
    with pytest.raises(CannotRead, match="none of these keys"):
        header.wrapped_for([str(CAROL.to_public())], [str(BOB)])


@given(st.integers(0, 61), st.sampled_from("qpzry9x8gf2tvdw0s3jn54khce6mua7l"))
@settings(max_examples=60, deadline=None)
def test_one_wrong_letter_of_a_key_is_noticed(at: int, letter: str) -> None:
    right = str(ALICE.to_public())
    place = 4 + at % (len(right) - 4)
    if right[place] == letter:
        return
    with pytest.raises(InvalidInput, match="no age key"):
        _bech32(right[:place] + letter + right[place + 1 :], "age")
