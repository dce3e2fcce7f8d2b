"""The recovery key on paper: typed back it is the same, and a slip is named by its line."""

from __future__ import annotations

import re
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyrage import encrypt, x25519

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.keys.recovery import blocks, recipient_of, typed
from bailee.operations.recover import identity_in, open_sealed
from bailee.rendering.recovery_kit import RecoveryKit, code, render

IDENTITY = str(x25519.Identity.generate())


def test_any_key_comes_back_from_its_lines() -> None:
    for identity in (str(x25519.Identity.generate()) for _ in range(20)):
        lines = blocks(identity)
        assert typed(lines) == identity == typed(line.lower() for line in lines)
        assert typed(re.sub(r"\s+", " ", line.partition("  ")[2]) for line in lines) == identity  # without numbers


@given(st.integers(0, 3), st.integers(0, 17), st.sampled_from("QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L"))
@settings(max_examples=80, deadline=None)
def test_one_wrong_letter_is_named_by_its_line(line: int, at: int, letter: str) -> None:
    lines = list(blocks(IDENTITY))
    number, rest = lines[line][:3], lines[line][3:]
    places = [place for place, each in enumerate(rest[:-4]) if each != " "]
    place = places[at % len(places)]
    if rest[place] == letter:
        return
    lines[line] = number + rest[:place] + letter + rest[place + 1 :]
    with pytest.raises(InvalidInput) as caught:
        recipient_of(typed(lines))
    # two check characters let one slip in a thousand pass; the key's own checksum finds that one
    assert f"line {line + 1}" in str(caught.value) or str(caught.value) == "this is no recovery key"


def test_lines_that_are_missing_or_exchanged_are_refused() -> None:
    lines = blocks(IDENTITY)
    for wrong in (lines[:3], (lines[1], lines[0], *lines[2:]), (), ("",)):
        with pytest.raises(InvalidInput):
            typed(wrong)


def test_the_page_holds_the_key_as_text_and_as_a_code_that_a_camera_reads() -> None:
    cv2 = pytest.importorskip("cv2")
    kit = RecoveryKit("Åse & <Söns> #1", blocks(IDENTITY), recipient_of(IDENTITY), "Dana", "2026-03-02", code(IDENTITY))
    document = pypdfium2.PdfDocument(render(kit))
    text = document[0].get_textpage().get_text_range()
    assert len(document) == 1 and "Åse & <Söns> #1" in text and all(line.split()[1] in text for line in kit.lines)
    picture = document[0].render(scale=2).to_numpy()
    assert cv2.QRCodeDetector().detectAndDecode(picture)[0] == IDENTITY


def test_a_sealed_file_opens_with_the_page_alone(tmp_path: Path) -> None:
    (tmp_path / "a.age").write_bytes(encrypt(b"hello" * 1_000, [x25519.Recipient.from_str(recipient_of(IDENTITY))]))
    page = tmp_path / "page.txt"
    page.touch(mode=0o600)
    page.write_text("\n".join(blocks(IDENTITY)))
    open_sealed(tmp_path / "a.age", tmp_path / "a", identity_in(page))
    assert (tmp_path / "a").read_bytes() == b"hello" * 1_000
    with pytest.raises(InvalidInput, match="there already"):
        open_sealed(tmp_path / "a.age", tmp_path / "a", IDENTITY)


@pytest.mark.parametrize("cut", [10, 400, -1])
def test_a_damaged_one_leaves_nothing(tmp_path: Path, cut: int) -> None:
    sealed = encrypt(b"hello" * 1_000, [x25519.Recipient.from_str(recipient_of(IDENTITY))])
    (tmp_path / "a.age").write_bytes(sealed[:cut])
    with pytest.raises(CannotRead):
        open_sealed(tmp_path / "a.age", tmp_path / "a", IDENTITY)
    with pytest.raises(CannotRead):
        open_sealed(tmp_path / "a.age", tmp_path / "a", str(x25519.Identity.generate()))
    assert [path.name for path in tmp_path.iterdir()] == ["a.age"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.txt"
    page.write_text(IDENTITY)
    page.chmod(0o644)
    with pytest.raises(NotAllowed, match="other accounts"):
        identity_in(page)
