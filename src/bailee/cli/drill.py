"""`bailee drill`: do once, on the sample company, what is asked of you on the day it counts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.text import Text

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.counting import count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.operations.drills.steps import Step, StepDone
    from bailee.store.rows.drills import DrillSheet

STAGE = "respond"


@click.command()
@click.argument("sort", required=False, default="", metavar="[DRILL]")
@click.option("--yes", is_flag=True, help="Straight through, without waiting for you at each step.")
@click.option(
    "--on",
    "there",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="On a sample company that `bailee demo --home DIR` made (else one is made, and removed afterwards).",
)
@json_option
@home_option
def command(sort: str, yes: bool, there: Path | None, as_json: bool, home: Path) -> None:
    """Hold a drill on the sample company, step by step and timed: stolen-laptop, access-request, lost-key, audit.

    Each step says what you do, and by which command you would do it on your own data. The sheet of how long each took is kept in
    your store, with a record in the log: so that you have done it once before. Without DRILL: those there are, and those you held.

    \b
    Example:
      bailee drill
      bailee drill stolen-laptop
      bailee drill lost-key --yes
    """
    from bailee.operations.drills import load

    if not sort:
        _listed(home, as_json)
        return
    load(sort)  # says which there are, before a company is made
    if not yes and not sys.stdin.isatty():
        raise InvalidInput(
            "a drill waits for you at each step, and nobody is there", hint="--yes goes straight through"
        )
    from bailee.operations.drills.ground import ground
    from bailee.operations.drills.hold import hold_drill
    from bailee.operations.open_store import open_store
    from bailee.store import database

    out, err = console(), console(stderr=True)
    module = load(sort)
    own = open_store(home, create=False) if database.exists(home) else None
    if not as_json:
        out.print(Text(f"{module.TITLE}. {module.ABOUT}", style="bold"), soft_wrap=True)
    with ground(there, lambda said: err.print(said, soft_wrap=True)) as made:

        def before(number: int, of: int, step: Step) -> None:
            if as_json:
                return
            out.print()
            out.print(Text(f"{number} of {of}  {step.title}", style="bold"), soft_wrap=True)
            out.print(Text(f"        {step.does}"), soft_wrap=True)
            if step.command:
                out.print(Text(f"        on your own data: {step.command}", style="dim"), soft_wrap=True)
            if not yes:
                click.prompt("        Enter to do it", default="", show_default=False, prompt_suffix=" ", err=True)

        def after(done: StepDone) -> None:
            if as_json:
                return
            sign = "✓" if done.is_done else "✗"
            out.print(Text(f"        {sign} {done.came}  ({_duration(done.seconds)})"), soft_wrap=True)

        sheet = hold_drill(own or made.workspace, sort, made, by_hand=not yes, before=before, after=after)
    if as_json:
        write_json(shape(sheet))
    else:
        out.print()
        whole = "done" if sheet.is_whole else f"{sheet.done} of {count(sheet.of, 'step')} done"
        out.print(Text(f"{sheet.title}: {whole} in {_duration(sheet.seconds)}", style="bold"))
        kept = (
            f"the sheet is kept as {sheet.ident}"
            if own is not None or there is not None
            else "the sheet went with the sample company: name your own --home to keep it"
        )
        out.print(Text(kept), soft_wrap=True)
    if not sheet.is_whole:
        sys.exit(1)


def _listed(home: Path, as_json: bool) -> None:
    from bailee.operations.drills import load, sorts
    from bailee.operations.open_store import open_store
    from bailee.store import database

    held = open_store(home, create=False).drill_sheets() if database.exists(home) else ()
    if as_json:
        write_json({"drills": list(sorts()), "held": [shape(each) for each in held]})
        return
    out = console()
    table = listing("drill", "what", "held last", "took", whole=("drill",))
    for sort in sorts():
        last = next((each for each in held if each.sort == sort), None)
        when = f"{last.at.astimezone():%-d %b %Y}" if last else "never"
        table.add_row(sort, load(sort).ABOUT, when, _duration(last.seconds) if last else "")
    out.print(table)
    out.print(Text(f"next  {again('bailee drill stolen-laptop')}"), soft_wrap=True)


def shape(sheet: DrillSheet) -> dict[str, Any]:
    return {
        "ident": sheet.ident,
        "drill": sheet.sort,
        "at": sheet.at.isoformat(),
        "by": sheet.by,
        "by_hand": sheet.by_hand,
        "seconds": round(sheet.seconds, 1),
        "steps": [{**each, "seconds": round(each["seconds"], 1)} for each in sheet.steps],
        "of": sheet.of,
        "done": sheet.done,
    }


def _duration(seconds: float) -> str:
    """
    >>> _duration(4.25), _duration(95)
    ('4.2 s', '1 min 35 s')
    """
    return f"{seconds:.1f} s" if seconds < 60 else f"{int(seconds) // 60} min {int(seconds) % 60} s"
