"""Where the master key lies, whether a server can open it by itself, and what should not lie here any more."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bailee.keys import MasterKey, custody, master, recovery_files
from bailee.keys.custody import Custody
from bailee.keys.passphrases import FILE_VARIABLE
from bailee.operations.checks.told import Around, State, Told, Who, ok

RANK = 2


def check(around: Around) -> Iterator[Told]:
    home = around.home
    if not (home / "keys" / custody.MASTER).exists():
        if home.is_dir() and any((home / "keys").glob("*")):
            yield Told(
                State.CRITICAL,
                "the master key is missing: nothing that is encrypted here can be read",
                "put keys/master.key back from a backup",
            )
        return
    stored = custody.read(home / "keys" / custody.MASTER)
    if stored.custody is Custody.PASSPHRASE and not os.environ.get(FILE_VARIABLE):
        yield Told(
            State.WARNING, "the master key is behind a passphrase, which a server that is started by itself cannot type",
            f"name a file of mode 0600 with it in {FILE_VARIABLE}, or start the server by hand",
        )  # fmt: skip
    else:
        MasterKey.open(home)
        where = {
            Custody.FILE: "in a file of this account",
            Custody.PASSPHRASE: "behind a passphrase",
            Custody.KEYCHAIN: "in the keychain",
        }
        yield ok(f"the master key lies {where[stored.custody]}, and opens")
    if master.is_being_replaced(home):
        yield Told(
            State.WARNING, "the master key was being replaced, and that was cut short", "bailee keys rotate master"
        )
    files = recovery_files(home)
    for file in files:
        whose = file.stem.removeprefix("recovery-").rpartition("-")[0]
        yield Told(
            State.WARNING, f"a recovery key still lies on this machine: {file}",
            f"bailee keys recovery-kit --out recovery.pdf{f' --organisation {whose}' if len(files) > 1 else ''}; print it, then delete both files",
            Who.OWNER,
        )  # fmt: skip
