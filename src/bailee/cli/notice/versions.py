"""Parts of `bailee notice`: what changed and why, what went stale, what stops a version, and policies that are there already."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json

_MARKS = {"new": "+", "changed": "~", "removed": "-", "same": "="}
_SIGNS = {"found": "✓", "missing": "?", "contradicts": "×"}
_MOST = 12  # lines of one sort


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


@click.command()
@click.argument("kind", metavar="KIND")
@click.option("--from", "before", type=int, metavar="N", help="Which version (the one that speaks now).")
@click.option("--to", "after", type=int, metavar="N", help="Which version (the newest).")
@click.option("--language", default="en", show_default=True, metavar="CODE")
@home_option
@json_option
def compare(kind: str, before: int | None, after: int | None, language: str, home: Path, as_json: bool) -> None:
    """Show what changed between two versions, clause by clause, and what caused it.

    \b
    Example:
      bailee notice compare employee-privacy-notice
      bailee notice compare employee-privacy-notice --from 1 --to 3
    """
    from bailee.counsel.redline import in_words
    from bailee.operations.compare_versions import compare_versions
    from bailee.operations.open_store import open_store

    made = compare_versions(open_store(home, create=False), kind, before=before, after=after, language=language)
    if as_json:
        write_json(made.as_data())
        return
    click.echo(f"{kind}: version {made.before.version} beside version {made.after.version}")
    for change in made.changes:
        if not change.is_changed:
            continue
        heading = f" {change.heading}" if change.heading else ""
        click.echo(f"\n{_MARKS[change.state.value]} {change.mark}{heading}: {change.state.value}")
        for cause in change.causes:
            click.echo(f"  because   {cause.says}")
        for line in in_words(change.before.lines if change.before else (), change.after.lines if change.after else ()):
            click.echo(f"  {line}")
    as_they_were = [change.mark for change in made.changes if not change.is_changed]
    if as_they_were:
        click.echo(f"\n= {', '.join(as_they_were)}: as they were")
    for cause in made.unplaced:
        click.echo(f"? no clause says: {cause.says}")
    choice, because = made.suggested
    click.echo(f"\nThis is {choice.value}, {because}.")
    click.echo("\nnext  " + again(f"bailee notice stops {kind}"))


@click.command(name="stale")
@home_option
@json_option
def list_stale(home: Path, as_json: bool) -> None:
    """Say which served notices do not mention what is found or declared by now, whom that touches, and the clauses that mend it.

    \b
    Example:
      bailee notice stale
    """
    from bailee.operations.find_stale import find_stale
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    found = find_stale(workspace, on=_today())
    if as_json:
        write_json(
            [
                {
                    "kind": each.version.kind,
                    "version": each.version.version,
                    "causes": [
                        {
                            "sort": cause.sort.value,
                            "category": cause.category or None,
                            "name": cause.name or None,
                            "says": cause.says,
                        }
                        for cause in each.stale.causes
                    ],
                    "touches": sorted(subject.value for subject in each.stale.touches),
                    "clauses": [{"heading": change.heading, "lines": list(change.added)} for change in each.changes],
                }
                for each in found
            ]
        )
        return
    if not found:
        served = any(each.is_published for each in workspace.notices())
        click.echo("No served notice is stale." if served else "No notice is served yet, so none can go stale.")
        return
    for each in found:
        click.echo(f"× {each.version.kind} version {each.version.version} is stale. It does not mention:")
        for cause in each.stale.causes[:_MOST]:
            click.echo(f"  {cause.says}")
        if len(each.stale.causes) > _MOST:
            click.echo(f"  and {len(each.stale.causes) - _MOST} more: --json has all")
        whom = ", ".join(sorted(subject.value for subject in each.stale.touches)) or "everybody"
        click.echo(f"  touches   {whom}")
        for change in each.changes:
            click.echo(f"  drafted   {change.heading or change.mark}")
            for line in change.added[:_MOST]:
                click.echo(f"    + {line}")
    click.echo("\nnext  " + again(f"bailee notice draft {found[0].version.kind}"))


@click.command()
@click.argument("kind", metavar="KIND")
@click.option("--version", type=int, help="Which one (the newest).")
@click.option("--language", default="en", show_default=True, metavar="CODE")
@home_option
@json_option
def stops(kind: str, version: int | None, language: str, home: Path, as_json: bool) -> None:
    """List what stops a version from being published, and what to do about each.

    \b
    Example:
      bailee notice stops employee-privacy-notice
    """
    from bailee.operations.open_store import open_store
    from bailee.operations.publish_notice import plan_publishing

    workspace = open_store(home, create=False)
    plan = plan_publishing(workspace, workspace.notice_version(kind, version, language))
    choice, because = plan.suggested
    if as_json:
        write_json(
            {
                "kind": kind,
                "version": plan.version.version,
                "stops": [stop.as_data() for stop in plan.stops],
                "asks_choice": plan.asks_choice,
                "suggested": choice.value,
                "because": because,
                "touches": sorted(each.value for each in plan.touches),
            }
        )
        return
    name = f"{kind} version {plan.version.version}"
    if not plan.stops:
        click.echo(f"✓ nothing stops {name}")
    for stop in plan.stops:
        click.echo(f"× {stop.says}\n  do        {stop.remedy}{f': {stop.command}' if stop.command else ''}")
    if plan.asks_choice:
        click.echo(f"\nVersion {plan.served_number} is served. Suggested: {choice.value}, {because}.")
        for each in type(choice):
            click.echo(f"  --{each.value:<9} {plan.consequence(each)}")
    done = f"bailee notice publish {kind}" + (
        f" --{choice.value}" if plan.asks_choice and choice.value == "material" else ""
    )
    click.echo("\nnext  " + again(done if not plan.stops else "bailee counsel packet --out packet"))


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as", "kind", required=True, metavar="KIND", help="The notice that it is: bailee notice kinds.")
@home_option
@json_option
def take(file: Path, kind: str, home: Path, as_json: bool) -> None:
    """Take a policy that you have already, a PDF, DOCX or HTML, as a version; say what it leaves out and says wrongly.

    \b
    Example:
      bailee notice take handbook.pdf --as employee-privacy-notice
    """
    from bailee.notices.causes import label
    from bailee.notices.policies import Standing
    from bailee.operations.open_store import open_store
    from bailee.operations.take_policy import take_policy

    taken = take_policy(open_store(home, create=False), kind, file, on=_today())
    if as_json:
        write_json(
            {
                "kind": kind,
                "version": taken.version.version,
                "sha256": taken.version.sha256,
                "points": [point.as_data() for point in taken.points],
            }
        )
        return
    click.echo(f"{kind} version {taken.version.version} is your file, SHA-256 {taken.version.sha256[:16]}…")
    for standing in (Standing.CONTRADICTS, Standing.MISSING, Standing.FOUND):
        own = [point for point in taken.points if point.standing is standing]
        if not own:
            continue
        click.echo(f"\n{len(own):,} {standing.value}")
        for point in own[:_MOST]:
            about = f"{point.law}: {point.about}" if point.law else label(point.about)
            click.echo(f"{_SIGNS[standing.value]} {about}{f', {point.clause}' if point.clause else ''}: {point.why}")
            if standing is Standing.CONTRADICTS:
                click.echo(f"  it says   “{point.quote}”")
        if len(own) > _MOST:
            click.echo(f"  and {len(own) - _MOST:,} more: --json has all")
    click.echo("\nnext  " + again(f"bailee notice stops {kind}"))


PARTS = (compare, list_stale, stops, take)
