"""The recovery kit: one page to print, with the recovery key as text and as a code, and what it is for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bailee.errors import InvalidInput
from bailee.keys.recovery import blocks, recipient_of, recovery_files
from bailee.operations.recover import identity_in
from bailee.operations.write_closed import write_new
from bailee.permissions import Permission
from bailee.rendering.recovery_kit import RecoveryKit, code, render
from bailee.store.rows.key_acts import KIT
from bailee.store.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Made:
    """`still_here`: the file with the key on this machine, which is to be deleted now."""

    has_code: bool
    still_here: Path | None


def make_recovery_kit(workspace: Workspace, out: Path, *, keeper: str = "", identity_file: Path | None = None) -> Made:
    """Write the page. InvalidInput where the key lies nowhere here, or is of another organisation."""
    workspace.require(Permission.MANAGE_KEYS)
    wanted = workspace.keys.recovery_recipient
    if out.exists():
        raise InvalidInput(f'"{out}" is there already', hint="name a new file: nothing is replaced")
    still_here = next((file for file in recovery_files(workspace.home) if wanted[4:12] in file.name), None)
    source = identity_file or still_here
    if source is None:
        raise InvalidInput(
            "the recovery key does not lie on this machine any more, as it should be",
            hint="name the file that it was copied to with --identity-file, or copy the printed page",
        )
    identity = identity_in(source)
    if recipient_of(identity) != wanted:
        raise InvalidInput("this is the recovery key of another organisation", hint="see whose page it is")
    squares = code(identity)
    kit = RecoveryKit(
        workspace.organisation_name,
        blocks(identity),
        wanted,
        keeper,
        datetime.now(UTC).astimezone().date().isoformat(),
        squares,
    )
    write_new(out, render(kit))
    with workspace.transaction(Permission.MANAGE_KEYS):
        workspace.add_key_act(KIT, {"recipient": wanted, "keeper": keeper})
        workspace.record("recovery-kit-made", workspace.organisation, {"recovery_recipient": wanted})
    return Made(bool(squares), still_here)
