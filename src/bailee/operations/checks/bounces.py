"""The mailbox that mail comes back to can be opened, by the address that stands in BAILEE_BOUNCES."""

from __future__ import annotations

import os
from collections.abc import Iterator

from bailee.operations.checks.told import Around, State, Told, Who, ok
from bailee.operations.read_bounces import try_mailbox
from bailee.operations.scan_options import CREDENTIALS
from bailee.sources.credentials import read

RANK = 9


def check(around: Around) -> Iterator[Told]:
    address = str(around.settings["bounces"])
    if not address:
        if around.settings["smtp_host"]:
            yield ok("no mailbox of bounces is set: what comes back is read by hand, `bailee deliver bounces FILE`")
        return
    file = around.home / CREDENTIALS
    fault = try_mailbox(address, read(file if file.is_file() else None, os.environ))
    if fault is None:
        yield ok("the mailbox of bounces opens")
    else:
        said, remedy = fault
        yield Told(
            State.WARNING, f"the mailbox of BAILEE_BOUNCES {said}: nobody hears which mails come back", remedy, Who.MAIL
        )
