"""`bailee ask`: the questions that the law tables still have, one after the other, until no answer changes anything."""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.text import Text

from bailee.cli.options import home_option, json_option
from bailee.cli.output import console, write_json
from bailee.counting import count
from bailee.errors import InvalidInput
from bailee.obligations.questionnaire import Asked, Field, ForCounsel, in_number, lifting

if TYPE_CHECKING:
    from bailee.store.workspace import Workspace

STAGE, RANK = "obligations", 1
Open = tuple[Sequence[Asked], Sequence[ForCounsel], Sequence[Field]]
HOW = {
    "counts": "place and number, as US-NY:40,US-CT:3",
    "places": "codes with commas, as US-NY,DE; none where there are none",
    "countries": "codes with commas, as US,DE",
    "int": "a whole number",
    "percent": "a number from 0 to 100",
    "money": "with its currency, as USD 3000000",
    "date": "a day, as 2026-11-24",
    "text": "",
}


@click.command("ask")
@click.option(
    "--answers",
    metavar="FILE.toml",
    type=click.Path(path_type=Path, dir_okay=False),
    help='Take the answers from a file: facts as in docs/facts.md, and unknown = ["FACT"] for what nobody knows.',
)
@click.option("--list", "only_list", is_flag=True, help="Show what is asked and why; ask nothing.")
@json_option
@home_option
def command(answers: Path | None, only_list: bool, as_json: bool, home: Path) -> None:
    """Ask what the laws still need to know: the questions that settle most first, and none that changes nothing.

    Stop with Ctrl-C and go on later: every answer is kept at once. "I do not know" is an answer; the question then goes
    to counsel.

    \b
    Example:
      bailee ask
      bailee ask --answers answers.toml
      bailee ask --list
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    if answers is not None:
        _take(workspace, answers)
    if as_json or only_list or answers is not None or not sys.stdin.isatty():
        _list(workspace, as_json, said=f"Answers of {answers.name} are declared." if answers else "")
        return
    from bailee.operations.answer_questions import answer

    interview(console(), lambda: _asked(workspace), lambda facts, unknown: answer(workspace, facts, unknown))


def _take(workspace: Workspace, file: Path) -> None:
    from bailee.obligations.facts import read_declared
    from bailee.operations.answer_questions import answer, answers_in

    facts, unknown = answers_in(read_declared(file))
    answer(workspace, facts, unknown)


def _today() -> date:
    return datetime.now().astimezone().date()


def _list(workspace: Workspace, as_json: bool, said: str) -> None:
    asked, counsel, lifts = _asked(workspace)
    if as_json:
        write_json(
            {
                "questions": [
                    {
                        "ident": each.ident,
                        "text": each.text,
                        "rules": [one.ident for one in each.waiting],
                        "facts": [{"fact": f.name, "text": f.definition.question, "rules": len(f.waiting)} for f in each.fields],
                    }
                    for each in asked
                ],
                "for_counsel": [
                    {"fact": each.fact or None, "text": each.text, "rules": [one.ident for one in each.waiting]}
                    for each in counsel
                ],
                "could_lift": [{"fact": f.name, "text": f.definition.question, "rules": len(f.waiting)} for f in lifts],
            }
        )  # fmt: skip
        return
    show_list(asked, counsel, lifts, said=said)


def _asked(workspace: Workspace) -> Open:
    from bailee.operations.answer_questions import open_questions

    assessment, asked, counsel = open_questions(workspace, _today())
    return asked, counsel, lifting(assessment, workspace.unsure())


def show_list(asked: Sequence[Asked], counsel: Sequence[ForCounsel], lifts: Sequence[Field], *, said: str) -> None:
    out = console()
    if said:
        _line(out, said, style="bold")
    for number, each in enumerate(asked, 1):
        _line(out, "")
        _line(out, f"{number}. {each.text}", style="bold")
        _line(out, each.why, indent=3, style="dim")
        for one in each.fields:
            _line(out, f"{one.definition.question} ({one.name})", indent=5, first="   ·")
    _rest(out, asked, counsel, lifts)


def _rest(out: Console, asked: Sequence[Asked], counsel: Sequence[ForCounsel], lifts: Sequence[Field]) -> None:
    if counsel:
        _line(out, "")
        _line(out, f"For counsel, {len(counsel)}", style="bold")
        for each in counsel:
            waits = f"{count(len(each.waiting), 'rule')} {'waits' if len(each.waiting) == 1 else 'wait'}"
            _line(out, f"{each.text} ({waits})", indent=4, first="  ·")
    if lifts:
        _line(out, "")
        _line(out, f"Not asked, as it would only lift a duty, {len(lifts)}", style="bold")
        for one in lifts:
            _line(out, f"{one.definition.question} ({one.name})", indent=4, first="  ·", style="dim")
    _line(out, "")
    if asked:
        said = f"{in_number(asked)}; the first settles most. Next: bailee ask, or bailee ask --answers FILE.toml"
        _line(out, said, style="bold")
    else:
        _line(out, "No answer would change anything any more. Next: bailee assess", style="bold")


# ---- at the terminal -------------------------------------------------------------------------------------------------


def interview(
    out: Console, opened: Callable[[], Open], answer: Callable[[dict[str, Any], tuple[str, ...]], object]
) -> None:
    """One question after the other. `opened`: those that are open now; `answer`: keeps what was said, and what nobody knows."""
    number = 0
    while True:
        asked, counsel, lifts = opened()
        if not asked:
            _rest(out, asked, counsel, lifts)
            return
        number += 1
        facts, unknown = _ask(out, number, len(asked), asked[0])
        answer(facts, unknown)


def _ask(out: Console, number: int, left: int, asked: Asked) -> tuple[dict[str, Any], tuple[str, ...]]:
    """One question; its ticks as numbers, its values one by one."""
    _line(out, "")
    _line(out, f"Question {number}, {left} open: {asked.text}", style="bold")
    _line(out, asked.why, indent=2, style="dim")
    ticks = [each for each in asked.fields if each.definition.type == "bool"]
    facts: dict[str, Any] = {}
    unknown: list[str] = []
    for each in asked.fields:
        if each.definition.type != "bool":
            value = _value(out, each)
            if value is None:
                unknown.append(each.name)
            else:
                facts[each.name] = value
    if ticks:
        yes, not_known = _ticks(out, ticks)
        facts |= {each.name: each.name in yes for each in ticks if each.name not in not_known}
        unknown += not_known
    return facts, tuple(unknown)


def _value(out: Console, field: Field) -> Any:
    from bailee.obligations.facts import declared
    from bailee.operations.declare_activity import parse_fact

    while True:
        how = HOW[field.definition.type]
        _line(out, field.definition.question, indent=2)
        text = click.prompt(f"  {how or 'answer'}, or ? where nobody knows", default="?", show_default=False).strip()
        if text in ("?", ""):
            return None
        if text.casefold() == "none" and field.definition.type in ("places", "countries"):
            return []
        try:
            value = parse_fact(f"{field.name}={text}")[1]
            declared({field.name: value})  # a place that there is not is said here, and asked again
        except InvalidInput as error:
            _line(out, f"{error}: {HOW[field.definition.type] or error.hint}", indent=2, style="red")
        else:
            return value


def _ticks(out: Console, ticks: Sequence[Field]) -> tuple[set[str], list[str]]:
    """Numbers of what is so; the rest is not so, but what is named with a question mark, which nobody knows."""
    for number, each in enumerate(ticks, 1):
        _line(out, each.definition.question, indent=5, first=f"{number:>3}")
    if len(ticks) == 1:
        how = "1 if it is so, 0 if not, ? where nobody knows"
    else:
        how = "numbers of those that are so, as 1,3; 0 for none; 2? where nobody knows 2; ? where nobody knows any"
    _line(out, how, indent=2, style="dim")
    while True:
        text = click.prompt("  answer")
        if text.strip() == "?":
            return set(), [each.name for each in ticks]
        yes: set[str] = set()
        not_known: list[str] = []
        parts = [part.strip() for part in text.replace(" ", ",").split(",") if part.strip()]
        good = bool(parts)
        for part in parts:
            digits, unsure = part.removesuffix("?"), part.endswith("?")
            if not digits.isdecimal() or int(digits) > len(ticks):
                good = False
            elif int(digits):
                name = ticks[int(digits) - 1].name
                if unsure:
                    not_known.append(name)
                else:
                    yes.add(name)
        if good:
            return yes, not_known
        _line(out, f"Numbers from 1 to {len(ticks)} with commas; 0 for none of them.", indent=2, style="red")


def _line(out: Console, text: str, *, indent: int = 0, style: str = "", first: str = "") -> None:
    """Text wrapped to the terminal; `first` stands in the indent of the first line."""
    for number, part in enumerate(textwrap.wrap(text, min(out.width, 100) - indent, break_on_hyphens=False) or [""]):
        lead = first.ljust(indent) if first and number == 0 else " " * indent
        out.print(Text(lead + part, style=style), soft_wrap=True)
