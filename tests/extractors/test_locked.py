"""Files that are nothing but locked say so, whatever they are called; what only looks a little like one does not."""

from __future__ import annotations

import random
import shutil
import subprocess
from pathlib import Path

import pytest
from reading import reasons, texts

from bailee.extractors.data_types import LOCKED, is_locked
from bailee.extractors.recognition import recognise
from bailee.items import Item
from bailee.vocabulary import Locator, Reason

CHANCE = random.Random(12).randbytes(600)


@pytest.mark.parametrize(
    "head",
    [
        "8c0d0409030ab6f5e127a772e8d3ffd24001", "c30d04090308a1b2c3d4e5f60718e6d25801", "8c0d04030302aabbccddeeff001160c9c080", "8c2e051a0304aabb" + "00" * 40 + "d20201",
        "85010c03" + "a7" * 267 + "d2c04e01", "84" + "5e" + "03" + "aa" * 8 + "12" + "00" * 84 + "d4e902", "c1c04c03" + "bb" * 267 + "c1c04c03",
        "308209df0201033082099506092a864886f70d010701", "3080020103308006092a864886f70d010701", "30820535305f06092a864886f70d01050d30",
        "4c554b53babe0002", "534b554cbabe0002", "eb58902d4656452d46532d", "feedfeed00000002", "cececece00000002", "4145530200", "56696d43727970747e303221", "52434c4f4e450000",
        "01000000d08c9ddf0115d1118c7a00c04fc297eb", "50575333", "c0b9072e4f93f146a015792ca1d9e821",
    ],
)  # fmt: skip
@pytest.mark.parametrize("name", ["backup", "pay.docx"])
def test_what_is_locked_is_told_by_its_head(head: str, name: str) -> None:
    assert reasons(bytes.fromhex(head) + CHANCE, name) == {Reason.ENCRYPTED}


@pytest.mark.skipif(shutil.which("openssl") is None, reason="no openssl here")
def test_key_stores_that_openssl_writes_are_locked(tmp_path: Path) -> None:
    def run(*words: str) -> None:
        subprocess.run(["openssl", *words], cwd=tmp_path, check=True, capture_output=True)

    run(
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:P-256",
        "-nodes",
        "-keyout",
        "k",
        "-out",
        "c",
        "-subj",
        "/CN=x",
    )
    run("pkcs12", "-export", "-inkey", "k", "-in", "c", "-passout", "pass:x", "-out", "store")
    run("pkcs8", "-topk8", "-in", "k", "-outform", "DER", "-passout", "pass:x", "-out", "key")
    run("enc", "-aes-256-cbc", "-pbkdf2", "-a", "-pass", "pass:x", "-in", "c", "-out", "letters")
    for name in ("store", "key", "letters"):
        assert reasons(tmp_path.joinpath(name).read_bytes(), name) == {Reason.ENCRYPTED}


def test_a_message_in_a_text_is_counted_beside_the_text() -> None:
    note = b"Ann, here it is:\n-----BEGIN PGP MESSAGE-----\n\nhQEMA2\n-----END PGP MESSAGE-----\nSSN 519-22-4410\n"
    assert reasons(note) == {Reason.ENCRYPTED} and "519-22-4410" in texts(note)[0].content


@pytest.mark.parametrize(
    "data",
    [
        b"\x8c\x0d",
        b"\xc3\xa9t\xc3\xa9 \xc3\xa0 Paris\n",
        b"\x85\x01 and \x8c more of it",
        b"\x30\x82\x01\x02\x02\x01\x00",
        bytes(64),
    ],
)
def test_what_only_begins_alike_is_not_locked(data: bytes) -> None:
    assert not is_locked(data)


def test_bytes_of_chance_are_hardly_ever_locked() -> None:
    chance = random.Random(5)
    told = sum(recognise(Item.nested(Locator(()), "x", chance.randbytes(400))) == LOCKED for _ in range(3_000))
    assert told <= 3
