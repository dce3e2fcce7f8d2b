"""Words that somebody typed on a page for redacted copies: encrypted in the proposal of each, until its copy was made.

A job names only idents, so the words go by the proposals that it names; afterwards no row has them any more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bailee.counting import count
from bailee.operations.note_protection import Outcome
from bailee.permissions import Permission
from bailee.protection.redaction import Wish
from bailee.store.workspace import Workspace

MOST = 200  # words of one decision


def read(typed: str) -> tuple[str, ...]:
    """Words, one a line. InvalidInput where one is too short to be looked for; it is not said which.

    >>> read(" Project Heron \\n\\nHeron\\n")
    ('Project Heron', 'Heron')
    """
    words = tuple(dict.fromkeys(line.strip() for line in typed.splitlines() if line.strip()))
    return Wish(also=words).also


def keep(workspace: Workspace, files: Sequence[tuple[int, str]], words: Sequence[str]) -> tuple[str, ...]:
    """Keep words for the copies of files (number, masked name) that are decided; idents of their proposals."""
    with workspace.transaction(Permission.PROTECT):
        idents = workspace.add_proposals(
            {
                "act": "redact",
                "playbook": "default",
                "locator": name,
                "store": "",
                "details": {"file": number, "also": list(words), "account": workspace.account or ""},
            }
            for number, name in files
        )
        workspace.decide_proposals(idents, "approved", states=("proposed",))
        batch = workspace.proposals(idents=idents[:1])[0].batch
        told = {"acts": ["redact"], "files": len(files), "further_words": len(words)}
        workspace.record("protection-proposed", batch, told)
    return idents


def kept(workspace: Workspace, idents: Sequence[str]) -> tuple[str, ...]:
    """The words of these proposals."""
    found = workspace.proposals(idents=idents) if idents else ()
    return tuple(dict.fromkeys(str(word) for each in found for word in each.details.get("also", ())))


def done(workspace: Workspace, idents: Sequence[str], outcomes: Iterable[Outcome]) -> None:
    """Say what became of the copies, and forget the words."""
    if not idents:
        return
    refused = [each for each in outcomes if each.act == "redact" and each.is_refused]
    open_ones = [each.ident for each in workspace.proposals(state="approved", idents=idents)]
    with workspace.transaction(Permission.PROTECT):
        why = f"{count(len(refused), 'copy', 'copies')} could not be made" if refused else ""
        workspace.decide_proposals(open_ones, "stopped" if refused else "applied", reason=why, states=("approved",))
        workspace.forget_details(idents, "also")
        batch = workspace.proposals(idents=idents[:1])[0].batch
        workspace.record("further-words-forgotten", batch, {"proposals": list(idents), "refused": len(refused)})
