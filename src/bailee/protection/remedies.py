"""What to do about an exposure: each in one sentence that names the place, the worst first.

>>> from bailee.inventory import Exposure
>>> for each in remedies(Exposure("acme/HR", 3, 0, 40, 2, where="web-root"), Reach()): print(each)
Move acme/HR out of the folder that a web server hands out; then look into its logs for who asked for it.
Take the right to read 2 files in acme/HR from everybody: `bailee protect plan acme/HR` shows which.
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator

from bailee.inventory import Exposure
from bailee.protection.least_privilege import Reach
from bailee.protection.whereabouts import Whereabouts


def remedies(exposure: Exposure, reach: Reach) -> tuple[str, ...]:
    return tuple(_remedies(exposure, reach))


def _remedies(exposure: Exposure, reach: Reach) -> Iterator[str]:
    store, where = exposure.store, Whereabouts(exposure.where or Whereabouts.LOCAL)
    plan = f"`bailee protect plan {shlex.quote(store)}`"
    if exposure.public:
        yield from _closing(exposure)
    if where is Whereabouts.WEB_ROOT:
        yield f"Move {store} out of the folder that a web server hands out; then look into its logs for who asked for it."
    if where is Whereabouts.REMOVABLE and exposure.encrypted_items != exposure.items:
        yield f"Encrypt the disk that {store} lies on, or seal what is on it: {plan}."
    if where is Whereabouts.SYNCED:
        yield f"Move {store} out of the synchronised folder; copies stay with the service and on other devices until they are deleted there."
    if where is Whereabouts.TEMPORARY:
        yield f"Move what is needed in {store} to where it belongs, and delete the rest."
    if exposure.open_to_everyone:
        count = "1 file" if exposure.open_to_everyone == 1 else f"{exposure.open_to_everyone:,} files"
        yield f"Take the right to read {count} in {store} from everybody: {plan} shows which."
    for each in reach.unneeded:
        yield f"{each.remedy[:1].upper()}{each.remedy[1:]}."
    if exposure.channel is False:
        yield f"Encrypt the way to {store}: `seal` for SMB, `sec=krb5p` or TLS for NFS, `sslmode=verify-full` for a database."
    if exposure.readers is None and where in (Whereabouts.CLOUD, Whereabouts.MAILBOX, Whereabouts.DATABASE):
        yield f"Ask the service who can open {store}: bailee reads its files, and not whom it lets in."


def _closing(exposure: Exposure) -> Iterator[str]:
    for way in exposure.through:
        yield f"Close {way}."
    if not exposure.through:
        yield (
            f"Close {exposure.store} to strangers: block public access to the bucket, or end the links that anybody can follow; "
            "`bailee protect by-hand` says which."
        )
