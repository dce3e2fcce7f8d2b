"""The master key moves between a file, a passphrase and a keychain, and there is no moment in which it is lost."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from bailee.errors import CannotRead, InvalidInput, NotAllowed
from bailee.keys import MasterKey, custody, master, passphrases
from bailee.keys.custody import LEFTOVER, MASTER, Custody

WORDS = "correct horse battery"


class Memory(KeyringBackend):
    """A keychain that lives as long as a test."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.held.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.held[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.held[service, username]


class Stopped(Exception):
    """As a kill: nothing after it is done."""


@pytest.fixture(autouse=True)
def fast(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """Cheap guesses, a passphrase in a file, nothing remembered from another test."""
    monkeypatch.setattr(passphrases, "N", 1 << 10)
    file = tmp_path / "words.txt"
    file.touch(mode=0o600)
    file.write_text(WORDS + "\n")
    monkeypatch.setenv(passphrases.FILE_VARIABLE, str(file))
    passphrases.forget()
    yield
    passphrases.forget()


@pytest.fixture
def chain() -> Iterator[Memory]:
    before, memory = keyring.get_keyring(), Memory()
    keyring.set_keyring(memory)
    yield memory
    keyring.set_keyring(before)


def places(home: Path) -> str:
    return (home / "keys" / MASTER).read_text()


@pytest.mark.parametrize("to", list(Custody))
@pytest.mark.parametrize("of", list(Custody))
def test_from_each_custody_to_each(tmp_path: Path, chain: Memory, of: Custody, to: Custody) -> None:
    home = tmp_path / "home"
    secret = MasterKey.create(home).secret
    for each in (of, to):
        custody.move(home, each, passphrase=WORDS)
        passphrases.forget()
        assert MasterKey.open(home).secret == secret
    file = home / "keys" / MASTER
    assert file.stat().st_mode & 0o777 == 0o600 and custody.read(file).custody is to
    assert len(chain.held) == (to is Custody.KEYCHAIN) and not (home / "keys" / LEFTOVER).exists()
    plain = file.read_text() if to is not Custody.FILE else ""
    assert custody.text(secret) not in plain and WORDS not in plain


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize(
    ("of", "to"),
    [(Custody.FILE, Custody.PASSPHRASE), (Custody.PASSPHRASE, Custody.KEYCHAIN), (Custody.KEYCHAIN, Custody.FILE)],
)
def test_killed_at_any_step_the_key_opens(tmp_path: Path, chain: Memory, of: Custody, to: Custody, at: int) -> None:
    home = tmp_path / "home"
    secret = MasterKey.create(home).secret
    custody.move(home, of, passphrase=WORDS)
    steps: list[str] = []

    def step(name: str) -> None:
        steps.append(name)
        if len(steps) == at + 1:
            raise Stopped

    with pytest.raises(Stopped):
        custody.move(home, to, passphrase=WORDS, step=step)
    passphrases.forget()
    assert MasterKey.open(home).secret == secret
    custody.move(home, Custody.FILE)
    assert MasterKey.open(home).secret == secret and chain.held == {}


def test_without_the_passphrase_it_stays_closed_and_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    MasterKey.create(home)
    custody.move(home, Custody.PASSPHRASE, passphrase=WORDS)
    passphrases.forget()
    monkeypatch.delenv(passphrases.FILE_VARIABLE)
    with pytest.raises(NotAllowed, match="nobody is here to type it") as caught:
        MasterKey.open(home)
    assert passphrases.FILE_VARIABLE in caught.value.hint
    for typed in ("wrong wrong wrong", WORDS):
        passphrases.asked_by(lambda _question, typed=typed: typed)
        try:
            if typed == WORDS:
                MasterKey.open(home)
            else:
                with pytest.raises(NotAllowed, match="does not open") as caught:
                    MasterKey.open(home)
                assert typed not in str(caught.value) + caught.value.hint
        finally:
            passphrases.asked_by(None)


def test_a_passphrase_that_can_be_guessed_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    before = MasterKey.create(home)
    with pytest.raises(InvalidInput, match="12 characters"):
        custody.move(home, Custody.PASSPHRASE, passphrase="short")
    assert MasterKey.open(home) == before


def test_a_passphrase_file_that_others_can_read_is_refused(tmp_path: Path) -> None:
    home = tmp_path / "home"
    MasterKey.create(home)
    custody.move(home, Custody.PASSPHRASE, passphrase=WORDS)
    passphrases.forget()
    Path(os.environ[passphrases.FILE_VARIABLE]).chmod(0o644)
    with pytest.raises(NotAllowed, match="other accounts"):
        MasterKey.open(home)


def test_a_machine_without_a_keychain_says_so_and_changes_nothing(tmp_path: Path) -> None:
    from keyring.backends.fail import Keyring

    home = tmp_path / "home"
    before = MasterKey.create(home)
    keyring.set_keyring(Keyring())
    with pytest.raises(NotAllowed, match="no keychain"):
        custody.move(home, Custody.KEYCHAIN)
    assert MasterKey.open(home) == before and custody.read(home / "keys" / MASTER).custody is Custody.FILE


def test_a_key_that_the_keychain_lost_is_named(tmp_path: Path, chain: Memory) -> None:
    home = tmp_path / "home"
    MasterKey.create(home)
    custody.move(home, Custody.KEYCHAIN)
    chain.held.clear()
    with pytest.raises(CannotRead, match="not in the keychain"):
        MasterKey.open(home)


@pytest.mark.parametrize("where", list(Custody))
def test_a_new_master_key_stays_in_the_custody_of_the_old_one(tmp_path: Path, chain: Memory, where: Custody) -> None:
    home = tmp_path / "home"
    old = MasterKey.create(home).secret
    custody.move(home, where, passphrase=WORDS)
    coming = master.prepare_next(home)
    assert coming.secret == old and coming.newest != old and coming.openers == (coming.coming, old)
    assert master.prepare_next(home) == coming  # again after a kill: the same
    master.take_place(home)
    passphrases.forget()
    after = MasterKey.open(home)
    assert (after.secret, after.coming) == (coming.newest, b"") and custody.read(
        home / "keys" / MASTER
    ).custody is where
    assert len(chain.held) == (where is Custody.KEYCHAIN)


CHILD = """
import os, sys
from pathlib import Path
from bailee.keys import MasterKey
print(MasterKey.open(Path(sys.argv[1])).secret.hex())
print("BAILEE_KEY_FD" in os.environ)
"""


def test_a_child_gets_what_it_needs_by_a_pipe_and_not_by_its_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "home"
    secret = MasterKey.create(home).secret
    custody.move(home, Custody.PASSPHRASE, passphrase=WORDS)
    MasterKey.open(home)
    monkeypatch.delenv(passphrases.FILE_VARIABLE)
    with passphrases.handed_over() as (descriptors, environment):
        told = subprocess.run(
            [sys.executable, "-c", CHILD, home],
            pass_fds=descriptors,
            env=os.environ | environment,
            capture_output=True,
            text=True,
            check=True,
        )
        assert all(word not in "".join(environment.values()) for word in (WORDS, secret.hex()))
    assert told.stdout.split() == [secret.hex(), "False"]
    alone = subprocess.run([sys.executable, "-c", CHILD, home], capture_output=True, text=True, check=False)
    assert alone.returncode and WORDS not in alone.stderr and secret.hex() not in alone.stderr


def test_a_process_with_keys_leaves_no_core_dump(tmp_path: Path) -> None:
    MasterKey.create(tmp_path / "home")
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] in (0, 1)


KILLED = """
import os, signal, sys
from pathlib import Path
from bailee.keys import custody, passphrases

passphrases.N = 1 << 10
home, to, at, words = sys.argv[1:]
left = int(at)

def step(name):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), signal.SIGKILL)

custody.move(Path(home), custody.Custody(to), passphrase=words, step=step)
"""


@pytest.mark.parametrize("at", range(5))
@pytest.mark.parametrize(("of", "to"), [(Custody.FILE, Custody.PASSPHRASE), (Custody.PASSPHRASE, Custody.FILE)])
def test_a_process_that_is_really_killed_leaves_a_key_that_opens(
    tmp_path: Path, of: Custody, to: Custody, at: int
) -> None:
    home = tmp_path / "home"
    secret = MasterKey.create(home).secret
    custody.move(home, of, passphrase=WORDS)
    command = [sys.executable, "-c", KILLED, str(home), to.value, str(at), WORDS]
    assert subprocess.run(command, capture_output=True, check=False).returncode == -9
    passphrases.forget()
    assert MasterKey.open(home).secret == secret
    assert subprocess.run([*command[:-2], "99", WORDS], capture_output=True, check=False).returncode == 0
    passphrases.forget()
    assert MasterKey.open(home).secret == secret and custody.read(home / "keys" / MASTER).custody is to
