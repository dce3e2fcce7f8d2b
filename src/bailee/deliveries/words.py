"""What letters and mails say around a notice: plain words, the organisation's name, and whom to ask.

>>> said = first(Said("Acme", "What we hold", signs=False, contact="Pat"), "Ana Díaz")
>>> said.subject, said.text.splitlines()[0]
('Acme: What we hold', 'Dear Ana Díaz,')
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Said:
    """Of what all mails of a campaign speak."""

    organisation: str
    title: str
    signs: bool  # staff read and sign; customers are told, and need do nothing
    contact: str = ""
    page: str = ""  # where the notice stands for everybody
    sign_at: str = ""  # where one signs


@dataclass(frozen=True, slots=True)
class Words:
    subject: str = field(repr=False)
    text: str = field(repr=False)


def first(said: Said, name: str) -> Words:
    """The mail that brings the notice; its text follows below."""
    if said.signs:
        what = (
            f"{said.organisation} tells you what it holds about you, and how it watches. Please read it, ask what you like, "
            f"and sign that you have read it. Signing does not say that you agree."
        )
    else:
        what = f"{said.organisation} tells you what it holds about you, and why. You need not do anything."
    lines = [f"Dear {name},", what, *_where(said)]
    return Words(f"{said.organisation}: {said.title}", "\n\n".join(lines) + f"\n\n{'-' * 40}\n\n")


def sheet(said: Said) -> tuple[str, ...]:
    """Paragraphs of the sheet with the address."""
    if said.signs:
        lines = [
            f"This letter brings “{said.title}”: what {said.organisation} holds about you, and how it watches.",
            "Please read it, ask what you like, sign the last page, and hand it back. Signing does not say that you agree.",
        ]
    else:
        lines = [
            f"This letter brings “{said.title}”: what {said.organisation} holds about you, and why.",
            "You need not do anything.",
        ]
    return (*lines, *_where(said), said.organisation)


def reminder(said: Said, name: str, days: int) -> Words:
    since = "yesterday" if days == 1 else f"{days} days ago"
    lines = [
        f"Dear {name},",
        (
            f"{said.organisation} sent you “{said.title}” {since}, and your signature is missing. It says that you have received it, "
            "read it and understood it; it does not say that you agree. If something in it is not clear, ask."
        ),
        *_where(said),
        "This mail comes no more once you have signed.",
    ]
    return Words(f"Please sign: {said.title}", "\n\n".join(lines) + f"\n\n{'-' * 40}\n\n")


def to_manager(said: Said, manager: str, names: Sequence[str], days: int) -> Words:
    """To somebody's manager: names, and nothing else of anybody."""
    people = "person has" if len(names) == 1 else "people have"
    lines = [
        f"Dear {manager},",
        f"{len(names)} of your {people} not signed “{said.title}” {days} days after it was sent to them:",
        "\n".join(f"  {name}" for name in names),
        "Please give them the time to read it. Nobody has to agree to it; whoever does not want to sign can say so.",
        *_where(said),
    ]
    return Words(f"Not signed yet: {said.title}", "\n\n".join(lines) + "\n")


def _where(said: Said) -> list[str]:
    lines = []
    if said.sign_at:
        lines.append(f"Sign it here: {said.sign_at}")
    if said.page:
        lines.append(f"It also stands here: {said.page}")
    if said.contact:
        lines.append(f"Questions: {said.contact}.")
    return lines
