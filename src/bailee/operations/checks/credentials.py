"""On a server of several organisations, each table of credentials says whose it is."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bailee.operations.checks.told import Around, State, Told, ok
from bailee.operations.scan_options import CREDENTIALS
from bailee.sources import modules
from bailee.sources.credentials import read
from bailee.store import inspection
from bailee.store.organisations import is_shared, organisations

RANK = 10


def check(around: Around) -> Iterator[Told]:
    file = around.home / CREDENTIALS
    keyring = read(file if file.is_file() else None, os.environ)  # says itself what is wrong with the file
    if not inspection.is_current(around.home) or not is_shared(around.home):
        return
    is_well = True
    for section in keyring.unbound():
        is_well = False
        whose = "nobody said whose" if not section.organisation else "they name no host, and so would go to any"
        yield Told(
            State.WARNING,
            f"the credentials for {section.address} are lent to nobody: {whose}",
            f'in {CREDENTIALS}, name its host and write organisation = "IDENT" below (idents: bailee clients list)',
        )
    known = organisations(around.home)
    for section in keyring.sections:
        if section.organisation and section.organisation not in known:
            is_well = False
            yield Told(
                State.WARNING,
                f"the credentials for {section.address} are said to be of {section.organisation}, which is not here",
                f"mend its organisation in {CREDENTIALS} (idents: bailee clients list)",
            )
    for variable in _variables():
        is_well = False
        yield Told(
            State.WARNING,
            f"{variable} is not used: it would hold for every organisation here",
            f'take it away, and write a table of {CREDENTIALS} with organisation = "IDENT"',
        )
    if is_well and keyring.sections:
        yield ok("each table of credentials says whose it is")


def _variables() -> list[str]:
    named = (
        need.variable(each)
        for module in modules()
        for need in module.NEEDS
        for each in module.SCHEMES
        if need.fits(each)
    )
    return [name + end for name in sorted(set(named)) for end in ("", "_FILE") if os.environ.get(name + end)]
