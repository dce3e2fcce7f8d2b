"""Keys: made once, whole or not at all, opened only by the right master for the right organisation."""

from __future__ import annotations

import contextlib
import json
import shutil
import subprocess
from multiprocessing import get_context
from pathlib import Path

import pyrage
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from hypothesis import given, settings
from hypothesis import strategies as st

from bailee.errors import CannotRead, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys, recovery_files

MASTER = MasterKey.random()
KEYS, WRAPPED = OrganisationKeys.create(MASTER, "acme")


def test_the_master_key_lies_in_a_closed_folder(tmp_path: Path) -> None:
    master = MasterKey.create(tmp_path / "home")
    file = tmp_path / "home" / "keys" / "master.key"
    assert file.stat().st_mode & 0o777 == 0o600
    assert file.parent.stat().st_mode & 0o777 == 0o700
    assert MasterKey.open(tmp_path / "home") == master == MasterKey.create(tmp_path / "home")
    assert master.secret not in repr(master).encode() and "secret" not in repr(master)
    assert [path.name for path in file.parent.iterdir()] == ["master.key"]


def _create(home: Path) -> bytes:
    return MasterKey.create(home).secret


def test_processes_that_start_together_agree_on_one_key(tmp_path: Path) -> None:
    with get_context("fork").Pool(4) as pool:
        assert len(set(pool.map(_create, [tmp_path] * 16))) == 1


def test_a_missing_key_is_named_and_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(CannotRead, match="missing"):
        MasterKey.open(tmp_path)
    assert not (tmp_path / "keys").exists()


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o666])
def test_a_key_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    MasterKey.create(tmp_path)
    (tmp_path / "keys" / "master.key").chmod(mode)
    with pytest.raises(NotAllowed, match="other accounts") as caught:
        MasterKey.open(tmp_path)
    assert caught.value.hint.startswith("chmod 600")


def test_a_folder_of_keys_that_others_can_enter_is_refused(tmp_path: Path) -> None:
    MasterKey.create(tmp_path)
    (tmp_path / "keys").chmod(0o755)
    with pytest.raises(NotAllowed, match="other accounts"):
        MasterKey.open(tmp_path)


def test_every_damage_to_the_master_key_is_called_damage(tmp_path: Path) -> None:
    MasterKey.create(tmp_path)
    file = tmp_path / "keys" / "master.key"
    good = file.read_bytes()
    for position in range(0, len(good) - 1, 3):
        file.write_bytes(good[:position] + bytes([good[position] ^ 1]) + good[position + 1 :])
        with pytest.raises(CannotRead, match="damaged"):
            MasterKey.open(tmp_path)
    for bad in (b"", good[:20], b"\x00" * 64, good + good):
        file.write_bytes(bad)
        with pytest.raises(CannotRead, match="damaged"):
            MasterKey.open(tmp_path)


def test_a_key_that_is_a_link_or_a_folder_is_refused(tmp_path: Path) -> None:
    MasterKey.create(tmp_path)
    file = tmp_path / "keys" / "master.key"
    file.rename(tmp_path / "elsewhere")
    file.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotRead, match="no plain file"):
        MasterKey.open(tmp_path)


def test_keys_are_the_same_after_opening_again() -> None:
    assert OrganisationKeys.open(MASTER, "acme", WRAPPED) == KEYS
    assert len({KEYS.fingerprint_key, KEYS.content_key, KEYS.field_key, KEYS.log_key}) == 4


@pytest.mark.parametrize(("master", "organisation"), [(MASTER, "other"), (MasterKey.random(), "acme")])
def test_keys_open_for_no_other_organisation_or_master(master: MasterKey, organisation: str) -> None:
    with pytest.raises(CannotRead, match="do not open"):
        OrganisationKeys.open(master, organisation, WRAPPED)


def test_purposes_cannot_be_exchanged_inside_the_blob() -> None:
    blob = json.loads(WRAPPED)
    blob["keys"]["fingerprint"] = blob["keys"]["field"]
    with pytest.raises(CannotRead, match="fingerprint key"):
        OrganisationKeys.open(MASTER, "acme", json.dumps(blob).encode())


@given(st.integers(min_value=0, max_value=len(WRAPPED) - 1), st.integers(min_value=1, max_value=255))
@settings(max_examples=60, deadline=None)
def test_a_changed_blob_opens_to_the_same_keys_or_not_at_all(position: int, flip: int) -> None:
    changed = WRAPPED[:position] + bytes([WRAPPED[position] ^ flip]) + WRAPPED[position + 1 :]
    with contextlib.suppress(CannotRead):
        assert OrganisationKeys.open(MASTER, "acme", changed) == KEYS


def test_the_blob_holds_no_key_in_the_clear() -> None:
    for key in (KEYS.age_identity.encode(), KEYS.fingerprint_key, KEYS.recovery_recipient.encode()):
        assert key not in WRAPPED
    assert KEYS.age_identity not in repr(KEYS)


@given(st.binary(max_size=200), st.text(max_size=20))
@settings(max_examples=50, deadline=None)
def test_a_field_opens_under_its_own_name_only(plaintext: bytes, name: str) -> None:
    sealed = KEYS.encrypt_field(name, plaintext)
    assert KEYS.decrypt_field(name, sealed) == plaintext
    assert KEYS.encrypt_field(name, plaintext) != sealed
    with pytest.raises(CannotRead):
        KEYS.decrypt_field(name + "x", sealed)


def test_a_damaged_field_is_refused_without_its_content() -> None:
    sealed = KEYS.encrypt_field("roster.name", b"Alice")
    for bad in (b"", sealed[:10], sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1])):
        with pytest.raises(CannotRead, match="changed or damaged"):
            KEYS.decrypt_field("roster.name", bad)


def test_signatures_verify_with_the_public_key() -> None:
    public = Ed25519PublicKey.from_public_bytes(KEYS.verify_key)
    public.verify(KEYS.sign(b"size 3"), b"size 3")
    with pytest.raises(InvalidSignature):
        public.verify(KEYS.sign(b"size 3"), b"size 4")
    assert KEYS.seal_key.curve.name == "secp256r1"


def test_the_recovery_file_opens_what_was_sealed_and_says_what_to_do(tmp_path: Path) -> None:
    master = MasterKey.create(tmp_path)
    keys, wrapped = OrganisationKeys.create(master, "Acme & Söns")
    (file,) = recovery_files(tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600
    text = file.read_text()
    assert "move this file away" in text and "age -d -i" in text
    assert OrganisationKeys.open(master, "Acme & Söns", wrapped).recovery_recipient == keys.recovery_recipient
    sealed = pyrage.encrypt(b"hello", [pyrage.x25519.Recipient.from_str(keys.recovery_recipient)])
    identity = pyrage.x25519.Identity.from_str(text.strip().splitlines()[-1])
    assert pyrage.decrypt(sealed, [identity]) == b"hello"


@pytest.mark.skipif(shutil.which("age") is None, reason="the age program is not installed")
def test_stock_age_takes_the_recovery_file_as_it_is(tmp_path: Path) -> None:
    keys, _ = OrganisationKeys.create(MasterKey.create(tmp_path), "acme")
    sealed = pyrage.encrypt(b"hello", [pyrage.x25519.Recipient.from_str(keys.recovery_recipient)])
    (file,) = recovery_files(tmp_path)
    opened = subprocess.run(["age", "-d", "-i", file], input=sealed, capture_output=True, check=True)
    assert opened.stdout == b"hello"
