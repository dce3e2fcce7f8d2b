"""How proposals and outcomes are shown to people, and handed to programs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from bailee.counting import count
from bailee.operations.known_files import shown
from bailee.operations.note_protection import Outcome
from bailee.protection.breaks import Break
from bailee.protection.plan import ACTS_WILL, Proposal
from bailee.protection.playbook import ACTS
from bailee.vocabulary import DATA_CATEGORIES

_READABLE = 100
AT_FIRST = 5  # files of a reason that are named before "and N more"
_ORDER = ("erase", "quarantine", "seal", "move", "redact", "restrict", "leave")
_REFUSALS = {
    "changed-since-scanned": "changed since the last scan: scan it again",
    "hard-linked": "has more than one name (hard links)",
    "in-use": "a program has it open for writing",
    "no-permission": "this account may not read or replace it",
    "belongs-to-bailee": "belongs to bailee itself",
    "sealed-already": "is sealed already",
    "symbolic-link": "is a symbolic link",
    "vanished": "is no longer there",
}


def files(number: int) -> str:
    return count(number, "file")


def left(count: int) -> str:
    return f", {count} cannot be" if count else ""


def nothing_known(paths: Sequence[Path]) -> None:
    click.echo(
        "Nothing to seal: the store knows of no personal data (likely and up) under " + ", ".join(map(str, paths)) + "."
    )
    click.echo("It knows what was scanned: `bailee scan FOLDER`. A file that you name itself is sealed in any case.")


def show(proposal: Proposal, paths: Sequence[Path]) -> None:
    mark = click.style("✗", fg="red") if proposal.refusal else click.style("•", fg="yellow")
    click.echo(f"{mark} {shown(proposal.path, paths)}")
    for reason in proposal.why():
        click.echo(f"    {reason}")
    for each in proposal.breaks:
        click.echo(f"    breaks: {broken(each, paths)}")
    if proposal.refusal:
        click.echo(f"    cannot be sealed: {proposal.refusal}")


# --- the table that somebody decides by


def show_table(proposals: Sequence[Proposal], paths: Sequence[Path], console: Console, *, whole: bool = False) -> None:
    """What is proposed, by act and reason, worst act first: which files, what they hold, who can open them, what breaks.

    Of each reason some files, those that break something or cannot be done among them; `whole`: all.
    """
    width = min(console.width, _READABLE)
    order = {act: number for number, act in enumerate(_ORDER)}
    ranked = sorted(proposals, key=lambda each: (order[each.act], each.because))
    for act, of_act in groupby(ranked, key=lambda each: each.act):
        group = list(of_act)
        _line(console, Text(f"{act}  ", style="bold").append(f"{files(len(group))}", style="not bold"))
        for line in textwrap.wrap(ACTS_WILL[act] + _to(group), width - 2):
            _line(console, Text(f"  {line}", style="dim"))
        for because, of_reason in groupby(group, key=lambda each: each.because):
            for line in textwrap.wrap(because, width - 2):
                _line(console, Text(f"  {line}"))
            every = list(of_reason)
            told = every if whole or len(every) <= AT_FIRST + 1 else sorted(every, key=_is_plain)[:AT_FIRST]
            for each in every:
                if each in told:
                    _file(each, paths, width, console)
            if len(told) < len(every):
                _line(console, Text(f"    … and {len(every) - len(told)} more; --all lists them", style="dim"))
        _line(console)


def _is_plain(proposal: Proposal) -> bool:
    return not proposal.breaks and not proposal.refusal


def _to(group: Sequence[Proposal]) -> str:
    labels = sorted({each.to_label for each in group if each.to_label})
    return f" (to {', '.join(labels)})" if labels else ""


def _file(proposal: Proposal, paths: Sequence[Path], width: int, console: Console) -> None:
    name, holds, opened = _below(proposal.path, paths), _holds(proposal), _opened(proposal)
    room = width - 4
    first = room * 45 // 100
    columns = (first, room - first - 2 - 12 - 2, 12)
    cells = [
        lines or [""]
        for lines in (
            _path_lines(name, columns[0]),
            textwrap.wrap(holds, columns[1], break_on_hyphens=False),
            textwrap.wrap(opened, columns[2]),
        )
    ]
    for row in range(max(map(len, cells))):
        parts = [cell[row] if row < len(cell) else "" for cell in cells]
        _line(console, Text("    " + "  ".join(part.ljust(size) for part, size in zip(parts, columns, strict=True))))
    if proposal.is_irreversible and proposal.dated:
        _line(console, Text(f"      {proposal.dated}", style="dim"))
    if proposal.until:
        _line(console, Text(f"      until {proposal.until:%-d %B %Y}"))
    if proposal.refusal:
        said = f"cannot be: {_REFUSALS.get(proposal.refusal, proposal.refusal.replace('-', ' '))}"
        _line(console, Text(f"      {said}", style="red"))
    for each in proposal.breaks:
        for line in textwrap.wrap(f"breaks: {broken(each, paths)}", width - 6):
            _line(console, Text(f"      {line}", style="yellow"))


def _path_lines(name: str, width: int) -> list[str]:
    """A path in lines, broken after its slashes where that is enough."""
    lines = [""]
    for part in name.replace("/", "/\0").split("\0"):
        if lines[-1] and len(lines[-1]) + len(part) > width:
            lines.append("")
        lines[-1] += part
    return [cut for line in lines for cut in textwrap.wrap(line, width, break_on_hyphens=False)]


def _below(path: Path, paths: Sequence[Path]) -> str:
    told = shown(path, paths)
    for named in paths:
        above = str(named.absolute() if named.is_dir() else named.absolute().parent)
        if told.startswith(f"{above}/"):
            return told.removeprefix(f"{above}/")
    return told


def _holds(proposal: Proposal) -> str:
    kinds = [kind.replace("-", " ") for kind in proposal.kinds]
    ranked = sorted(
        (each for each in proposal.categories if each[1]),
        key=lambda each: (-DATA_CATEGORIES[each[0]].severity.rank if each[0] in DATA_CATEGORIES else 0, -each[1]),
    )
    counted = [
        f"{DATA_CATEGORIES[name].label if name in DATA_CATEGORIES else name} ({count:,})" for name, count in ranked
    ]
    named = (kinds[:1] + counted[:1]) or ["nothing known"]
    return "; ".join(named)


def _opened(proposal: Proposal) -> str:
    if proposal.open_to_everyone:
        return "everybody"
    if proposal.readers is None:
        return "not known"
    return count(proposal.readers, "account")


def _line(console: Console, text: Text | str = "") -> None:
    if isinstance(text, Text):
        text.rstrip()
    console.print(text, soft_wrap=True)


def tally(proposals: Sequence[Proposal]) -> str:
    """How many are done at once, and how many wait for a second person."""
    able = [each for each in proposals if not each.refusal]
    acting = [each for each in able if each.act != "leave" and not each.is_irreversible]
    asked = [each for each in able if each.is_irreversible]
    said = f"{files(len(acting))} would be protected, and can be put back"
    return said + (f"; {files(len(asked))} would wait for a second person" if asked else "")


def broken(each: Break, paths: Sequence[Path] = ()) -> str:
    """What breaks, in words."""
    where = _below(each.where, paths) if each.where else ""
    return {
        "open": f"{each.what} has it open",
        "link": f"the link {where} leads to it",
        "formula": f"{where} names it in a link or a formula",
        "shortcut": f"the shortcut {where} leads to it",
        "sync": f"{each.what} carries the change to other devices, and keeps what was there for a time",
    }[each.sort]


# --- what became of it

_MARKS = {
    "sealed": ("sealed", "green"),
    "quarantined": ("quarantined", "green"),
    "moved": ("moved", "green"),
    "restricted": ("restricted", "green"),
    "redacted": ("redacted", "green"),
    "erased": ("erased", "green"),
    "undone": ("put back", "green"),
    "whole": ("whole", "green"),
    "proposed": ("waiting", "yellow"),
    "left": ("as it is", "yellow"),
    "kept": ("kept", "yellow"),
    "waiting": ("waiting", "yellow"),
    "refused": ("left", "red"),
}


def told(outcomes: Iterable[Outcome], paths: Sequence[Path], as_json: bool) -> list[Outcome]:
    """All outcomes, each shown as it comes."""
    done = []
    for each in outcomes:
        done.append(each)
        if not as_json:
            tell(each, paths)
    return done


def tell(each: Outcome, paths: Sequence[Path]) -> None:
    """One outcome, for people."""
    word, colour = _MARKS[each.state]
    click.echo(
        f"{click.style(word, fg=colour, bold=True)}  {shown(each.path, paths)}"
        + (f": {each.words}" if each.words else "")
    )
    if each.hint:
        click.echo(f"    {each.hint}")
    if each.lost:
        click.echo(f"    this account could not restore: {', '.join(each.lost)}")


def summary(outcomes: list[Outcome], state: str) -> None:
    done = sum(each.state == state for each in outcomes)
    left = sum(each.is_refused for each in outcomes)
    words = {"sealed": "sealed", "undone": "put back", "whole": "checked and whole"}[state]
    click.echo(f"\n{files(done)} {words}" + (f", {left} not" if left else ""))


def summary_of_acts(outcomes: Sequence[Outcome]) -> None:
    """How many of each."""
    counted = [
        (_MARKS[state][0] if state != "refused" else "not", sum(each.state == state for each in outcomes))
        for state in _MARKS
    ]
    said = [f"{count} {word}" for word, count in counted if count]
    click.echo(f"\n{files(len(outcomes))}: {', '.join(said)}" if said else "\nNothing was done.")


def proposed(proposal: Proposal, paths: Sequence[Path]) -> dict[str, Any]:
    return {
        "path": shown(proposal.path, paths),
        "bytes": proposal.size,
        "severity": proposal.severity.value,
        "categories": dict(proposal.categories),
        "kinds": list(proposal.kinds),
        "readers": proposal.readers,
        "open_to_everyone": proposal.open_to_everyone,
        "why": proposal.why(),
        "refused": proposal.refusal or None,
        "act": proposal.act,
        "because": proposal.because or None,
        "playbook": proposal.playbook,
        "irreversible": proposal.is_irreversible,
        "breaks": [
            {"sort": each.sort, "where": shown(each.where, paths) if each.where else None, "words": broken(each, paths)}
            for each in proposal.breaks
        ],
        "to": proposal.to_label or None,
        "until": proposal.until.isoformat() if proposal.until else None,
        "held_by": list(proposal.held_by),
    }


def outcome(outcome: Outcome, paths: Sequence[Path]) -> dict[str, Any]:
    return {
        "path": shown(outcome.path, paths),
        "state": outcome.state,
        "ident": outcome.ident,
        "reason": outcome.reason or None,
        "lost": list(outcome.lost),
        "act": outcome.act or None,
    }


assert set(_ORDER) == set(ACTS)  # noqa: S101 - an act that is added has to be given its rank here
