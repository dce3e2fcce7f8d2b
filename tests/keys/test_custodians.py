"""A master key that never comes out: a vault server of ours with two methods takes the place of the key, and all else stays."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from bailee.errors import CannotRead, NotAllowed
from bailee.keys import MasterKey, OrganisationKeys
from bailee.keys.bundle import Bundle


class Vault:
    """As a transit engine: it wraps by a method of its own, counts, and can be sealed."""

    def __init__(self) -> None:
        self._aead = AESSIV(AESSIV.generate_key(512))
        self.asked: list[str] = []
        self.is_sealed = False

    def wrap(self, plaintext: bytes, about: bytes) -> bytes:
        self._take("wrap")
        return b"vault:v1:" + self._aead.encrypt(plaintext, [about])

    def unwrap(self, wrapped: bytes, about: bytes) -> bytes:
        self._take("unwrap")
        try:
            return self._aead.decrypt(wrapped.removeprefix(b"vault:v1:"), [about])
        except (InvalidTag, ValueError):
            raise CannotRead("the vault does not open it") from None

    def _take(self, what: str) -> None:
        if self.is_sealed:
            raise NotAllowed("the vault is sealed", hint="unseal it")
        self.asked.append(what)


def test_an_organisation_lives_under_a_vault() -> None:
    vault = Vault()
    master = MasterKey(b"", custodian=vault)
    keys, wrapped = OrganisationKeys.create(master, "acme")
    assert OrganisationKeys.open(master, "acme", wrapped) == keys
    assert vault.asked == ["wrap", "unwrap"]


def test_another_vault_and_another_organisation_open_nothing() -> None:
    master = MasterKey(b"", custodian=Vault())
    _, wrapped = OrganisationKeys.create(master, "acme")
    for other, name in ((MasterKey(b"", custodian=Vault()), "acme"), (master, "other"), (MasterKey.random(), "acme")):
        with pytest.raises(CannotRead, match="do not open"):
            OrganisationKeys.open(other, name, wrapped)


def test_a_vault_that_refuses_is_no_wrong_key() -> None:
    vault = Vault()
    master = MasterKey(b"", custodian=vault)
    _, wrapped = OrganisationKeys.create(master, "acme")
    vault.is_sealed = True
    with pytest.raises(NotAllowed, match="sealed"):
        OrganisationKeys.open(master, "acme", wrapped)


def test_a_key_moves_from_memory_to_a_vault_and_back() -> None:
    """As a replacement of the master key does it: the bundle is sealed by the new one, nothing below it changes."""
    here, vault = MasterKey.random(), Vault()
    keys, wrapped = OrganisationKeys.create(here, "acme")
    there = Bundle.opened(here.openers, "acme", wrapped).sealed(vault)
    assert OrganisationKeys.open(MasterKey(b"", custodian=vault), "acme", there) == keys
    with pytest.raises(CannotRead):
        OrganisationKeys.open(here, "acme", there)
    back = Bundle.opened((vault,), "acme", there).sealed(here.newest)
    assert OrganisationKeys.open(here, "acme", back) == keys
