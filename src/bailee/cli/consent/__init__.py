"""`bailee consent`: who agreed to what, shown which words, until when; taken back as easily; and what recording a call takes."""

from __future__ import annotations

import sys
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.consent.links import link_command, links_command, revoke_command
from bailee.cli.options import Steps, again, as_of_option, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.consents.records import Act, Purpose
from bailee.errors import CannotRead, InvalidInput
from bailee.vocabulary import LawfulBasis, SubjectCategory

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from bailee.consents.calls import Calls
    from bailee.consents.weakness import Weakness
    from bailee.store.rows.consents import ConsentLine
    from bailee.store.workspace import Workspace

STAGE, RANK = "inform", 7
SHOWN = 100
WHICH = "FORM --person WHO --purpose PURPOSE; or --calls US-CA US-NY"
_HOW = click.Choice(["paper", "spoken", "e-mail", "recorded-call"])


@click.group("consent", cls=Steps)
def command() -> None:
    """Ask for consent purpose by purpose, note what people say, take it back, check it; what recording a call takes.

    \b
    Example:
      bailee consent check --calls US-CA US-NY
      bailee consent form staff-photos --title "Photographs of staff" --purpose "web-site=Your photograph on our web site"
      bailee consent record staff-photos --person pat@example.org --give web-site --how paper
      bailee consent check staff-photos --person pat@example.org --purpose web-site
    """


def _today() -> date:
    from bailee.operations import as_of

    return as_of.today()


def _workspace(home: Path) -> Workspace:
    from bailee.operations.open_store import open_store

    return open_store(home, create=False)


@command.command("form")
@click.argument("kind", metavar="FORM")
@click.option("--title", required=True, metavar="TEXT", help="What it is about, as people read it.")
@click.option(
    "--purpose", "purposes", multiple=True, required=True, metavar="IDENT=WORDS",
    help="What people agree to, in their words; may be given again: each is agreed to by itself.",
)  # fmt: skip
@click.option(
    "--category",
    "categories",
    multiple=True,
    metavar="IDENT=CATEGORY",
    help="Which data a purpose uses; may be given again.",
)
@click.option("--recipient", "recipients", multiple=True, metavar="IDENT=WHO", help="Who gets it for a purpose.")
@click.option("--kept", multiple=True, metavar="IDENT=HOW-LONG", help="How long it is kept for a purpose.")
@click.option("--intro", default="", metavar="TEXT", help="What stands above the purposes.")
@click.option(
    "--subject", type=click.Choice([each.value for each in SubjectCategory]), default="employee", show_default=True,
    help="Who is asked.",
)  # fmt: skip
@click.option(
    "--days", type=int, metavar="N", help="For how many days consent counts; without it, until it is withdrawn."
)
@click.option("--language", default="en", show_default=True, metavar="CODE")
@json_option
@home_option
def form(
    kind: str, title: str, purposes: tuple[str, ...], categories: tuple[str, ...], recipients: tuple[str, ...], kept: tuple[str, ...],
    intro: str, subject: str, days: int | None, language: str, as_json: bool, home: Path,
) -> None:  # fmt: skip
    """Make a form, or its next version: what people are shown before they agree. Its hash stands with what they say.

    \b
    Example:
      bailee consent form staff-photos --title "Photographs of staff" --purpose "web-site=Your photograph on our web site" --days 730
    """
    from bailee.operations.ask_consent import make_form, weakness_of

    made_of = purposes_of(purposes, categories, recipients, kept)
    workspace = _workspace(home)
    made, is_new = make_form(
        workspace, kind, title, made_of, SubjectCategory(subject), intro=intro, days=days, language=language
    )
    show_made(kind, made.version, made.sha256, weakness_of(workspace, made, _today()), as_json, is_new=is_new)


def purposes_of(
    purposes: tuple[str, ...], categories: tuple[str, ...], recipients: tuple[str, ...], kept: tuple[str, ...]
) -> list[Purpose]:
    """What was typed, purpose by purpose. InvalidInput where an option names none of them."""
    said = _pairs(purposes, "--purpose")
    of = {
        name: _pairs(given, f"--{name}")
        for name, given in (("category", categories), ("recipient", recipients), ("kept", kept))
    }
    for name, given in of.items():
        for ident in given:
            if ident not in said:
                raise InvalidInput(f'--{name} names "{ident}", which is no purpose of this form')
    return [
        Purpose(
            ident, " ".join(words), tuple(of["category"].get(ident, ())), ", ".join(of["recipient"].get(ident, ())),
            ", ".join(of["kept"].get(ident, ())),
        )
        for ident, words in said.items()
    ]  # fmt: skip


def show_made(kind: str, version: int, sha256: str, weak: Weakness, as_json: bool, *, is_new: bool) -> None:
    if as_json:
        write_json({"form": kind, "version": version, "sha256": sha256, "new": is_new, "weak": weak.is_weak})
        return
    click.echo(f"{kind} version {version}{'' if is_new else ', as it was'}, SHA-256 {sha256[:16]}…")
    if weak.is_weak:
        click.echo(f"\n! {weak.why}")
        for basis, takes in weak.instead:
            click.echo(f"  instead  {basis.value}: {takes}")
        click.echo("\nnext  " + again(f'bailee consent instead {kind} --basis legitimate-interests --why "…"'))
        click.echo("      or ask counsel: " + again("bailee counsel packet --out packet"))
        return
    click.echo("\nnext  " + again(f"bailee consent link {kind} --person WHO"))


def _pairs(given: tuple[str, ...], option: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for each in given:
        ident, equals, words = each.partition("=")
        if not equals or not words.strip():
            raise InvalidInput(f'{option} takes IDENT=WORDS, and "{each[:60]}" is none')
        found.setdefault(ident.strip(), []).append(" ".join(words.split()))
    return found


@command.command("instead")
@click.argument("kind", metavar="FORM")
@click.option(
    "--basis", required=True, type=click.Choice([each.value for each in LawfulBasis if each is not LawfulBasis.CONSENT])
)
@click.option(
    "--why", required=True, metavar="TEXT", help="The law, the part of the contract, or the interest and its test."
)
@home_option
def instead(kind: str, basis: str, why: str, home: Path) -> None:
    """Rest the purposes of a form on another basis: nobody is asked any more, and consent given before counts no more.

    \b
    Example:
      bailee consent instead web-logs --basis legitimate-interests --why "security of the network; logs are deleted after 30 days"
    """
    from bailee.operations.ask_consent import rest_on

    made = rest_on(_workspace(home), kind, LawfulBasis(basis), why, on=_today())
    said_instead(kind, made.version, basis, made.title)


def said_instead(kind: str, version: int, basis: str, title: str) -> None:
    click.echo(f"{kind} version {version} rests on {basis}; people are told of it by a notice")
    click.echo(
        "\nnext  " + again(f'bailee declare activity --name "{title}" --purpose "…" --basis {basis} --category …')
    )


@command.command("record")
@click.argument("kind", metavar="FORM")
@click.option("--person", required=True, metavar="WHO", help="By e-mail address, number, ident of the roster, or name.")
@click.option("--give", "given", multiple=True, metavar="PURPOSE", help="They agree to it; may be given again.")
@click.option("--refuse", "refused", multiple=True, metavar="PURPOSE", help="They do not.")
@click.option("--how", type=_HOW, required=True, help="How they said it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), help="The last day on which it counts.")
@click.option("--version", type=int, help="Of the form that they were shown (the newest).")
@json_option
@home_option
def record(
    kind: str, person: str, given: tuple[str, ...], refused: tuple[str, ...], how: str, until: datetime | None, version: int | None,
    as_json: bool, home: Path,
) -> None:  # fmt: skip
    """Note what somebody said to a form, each purpose by itself. A person's own page does the same without you.

    \b
    Example:
      bailee consent record staff-photos --person pat@example.org --give web-site --refuse newspaper --how paper
    """
    from bailee.operations.ask_consent import note_consent

    one_thing_each(given, refused)
    workspace = _workspace(home)
    shown = workspace.consent_form(kind, version)
    acts = dict.fromkeys(given, Act.GIVEN) | dict.fromkeys(refused, Act.REFUSED)
    ident = note_consent(workspace, person, shown, acts, how=how, on=_today(), until=until.date() if until else None)
    show_noted(ident, kind, shown.version, shown.sha256, person, as_json)


def one_thing_each(given: tuple[str, ...], refused: tuple[str, ...]) -> None:
    """InvalidInput where somebody is said to agree to a purpose, and not to."""
    if both := set(given) & set(refused):
        raise InvalidInput(f'"{min(both)}" is given and refused at once')


def show_noted(ident: str, kind: str, version: int, sha256: str, person: str, as_json: bool) -> None:
    if as_json:
        write_json({"record": ident, "form": kind, "version": version, "sha256": sha256})
        return
    click.echo(f"recorded: {ident}, shown {kind} version {version}")
    click.echo("\nnext  " + again(f"bailee consent receipt {kind} --person {_typed(person)} --out receipt.json"))


@command.command("withdraw")
@click.argument("kind", metavar="FORM")
@click.option("--person", required=True, metavar="WHO", help="By e-mail address, number, ident of the roster, or name.")
@click.option(
    "--purpose", "purposes", multiple=True, metavar="PURPOSE", help="Only this one; may be given again (all)."
)
@click.option("--how", type=_HOW, default="spoken", show_default=True, help="How they said it.")
@home_option
def withdraw(kind: str, person: str, purposes: tuple[str, ...], how: str, home: Path) -> None:
    """Take consent back: from now on it does not count. No reason is asked for.

    \b
    Example:
      bailee consent withdraw staff-photos --person pat@example.org
    """
    from bailee.operations import ask_consent

    ident = ask_consent.withdraw(_workspace(home), person, kind, purposes, how=how, on=_today())
    click.echo(f"withdrawn: {ident}")


@command.command("check")
@click.argument("kind", required=False, metavar="[FORM]")
@click.argument("places", nargs=-1, metavar="")
@click.option("--person", metavar="WHO", help="By e-mail address, number, ident of the roster, or name.")
@click.option("--purpose", metavar="PURPOSE")
@click.option(
    "--calls", is_flag=True, help="What recording a call takes: then name where each on it is, such as US-CA US-NY."
)
@as_of_option
@json_option
@home_option
def check(
    kind: str | None,
    places: tuple[str, ...],
    person: str | None,
    purpose: str | None,
    calls: bool,
    as_json: bool,
    home: Path,
) -> None:
    """Check whether somebody agreed to a purpose; or, with --calls, what recording a call takes where those on it are.

    Exit code 0: they agreed, or one party is enough; 1: not.

    \b
    Example:
      bailee consent check staff-photos --person pat@example.org --purpose web-site
      bailee consent check --calls US-CA US-NY
    """
    from bailee.operations.ask_consent import check_calls, check_consent
    from bailee.store import database

    if calls:
        if person or purpose:
            raise InvalidInput("--calls asks for places alone", hint="such as --calls US-CA US-NY")
        workspace = _workspace(home) if database.exists(home) else None
        found = check_calls(workspace, [each for each in (kind, *places) if each], on=_today())
        if as_json:
            write_json(calls_shape(found))
        else:
            show_calls(found)
        sys.exit(1 if found.announce else 0)
    if kind is None or places or not person or not purpose:
        raise InvalidInput("say which form, who, and to what", hint=WHICH)
    checked = check_consent(_workspace(home), person, kind, purpose, on=_today())
    event, state = checked.standing.event, checked.standing.state.value
    record, shown, until = (event.record, event.shown, event.until) if event else (None, None, None)
    show_checked(checked.is_given, state, checked.why, record, shown, until, as_json)
    sys.exit(0 if checked.is_given else 1)


def show_checked(
    is_given: bool, state: str, why: str, record: str | None, shown: str | None, until: date | None, as_json: bool
) -> None:
    """`shown`: hash of the words that they were shown."""
    if as_json:
        last = until.isoformat() if until else None
        write_json({"given": is_given, "state": state, "why": why, "record": record, "sha256": shown, "until": last})
    else:
        click.echo(f"{'✓ given' if is_given else '× not given'}: {why}")


def calls_shape(found: Calls) -> dict[str, Any]:
    """As programs read it."""
    return {
        "needs": found.needs.value,
        "announce": found.announce,
        "do": list(found.do),
        "ask_counsel": list(found.ask_counsel),
        "places": [
            {
                "place": each.place,
                "needs": each.needs.value,
                "law": each.rule or None,
                "citation": each.citation or None,
                "says": each.says or None,
                "form": each.form or None,
                "confidence": each.confidence or None,
            }
            for each in found.places
        ],
    }


def show_calls(found: Calls) -> None:
    out = console()
    out.print(f"{found.needs.value}: {found.needs.words}", style="bold", soft_wrap=True)
    for each in found.places:
        said = f": {each.says}" if each.says else ""
        law = f" ({each.citation})" if each.citation else ""
        out.print(f"  {each.place:<7} {each.needs.value:<10} {each.name}{said}{law}", markup=False, soft_wrap=True)
    out.print()
    for line in found.do:
        out.print(f"- {line}", markup=False, soft_wrap=True)
    for line in found.ask_counsel:
        out.print(f"? {line}. Ask counsel.", markup=False, soft_wrap=True)


@command.command("forms")
@as_of_option
@json_option
@home_option
def forms(as_json: bool, home: Path) -> None:
    """List forms, their newest version, and how many answered.

    \b
    Example:
      bailee consent forms
    """
    from bailee.operations.ask_consent import newest_forms, weakness_of

    workspace = _workspace(home)
    found = [
        {
            "form": each.kind,
            "version": each.version,
            "language": each.language,
            "title": each.title,
            "sha256": each.sha256,
            "subject": each.subject.value,
            "days": each.days,
            "purposes": {purpose.ident: purpose.words for purpose in each.purposes},
            "basis": each.instead.basis.value if each.instead else "consent",
            "weak": weakness_of(workspace, each, _today()).is_weak,
            "answered": workspace.consent_principals(each.kind),
        }
        for each in newest_forms(workspace)
    ]
    show_forms(found, as_json)


def show_forms(found: Sequence[Mapping[str, Any]], as_json: bool) -> None:
    """Forms as programs read them, or as a table of them."""
    if as_json:
        write_json(list(found))
        return
    if not found:
        click.echo(
            "Nobody is asked for consent. Most of what is done at work rests on another basis, and is told by a notice."
        )
        click.echo("\nnext  " + again('bailee consent form staff-photos --title "…" --purpose "web-site=…"'))
        return
    table = listing("form", "version", "for", "purposes", "rests on", "answered", right=("version", "answered"))
    for each in found:
        weak = each["weak"] and each["basis"] == "consent"
        table.add_row(
            each["form"], str(each["version"]), each["subject"], ", ".join(each["purposes"]),
            f"{each['basis']}{' (weak here)' if weak else ''}", str(each["answered"]),
        )  # fmt: skip
    console().print(table)


@command.command("list")
@click.argument("kind", required=False, metavar="[FORM]")
@as_of_option
@json_option
@home_option
def listed(kind: str | None, as_json: bool, home: Path) -> None:
    """List who said what, the newest first.

    \b
    Example:
      bailee consent list staff-photos
    """
    from bailee.operations.ask_consent import list_lines

    workspace = _workspace(home)
    lines = list_lines(workspace, kind, count=10**6 if as_json else SHOWN)
    show_lines(lines, workspace.consent_principals(kind), as_json)


def show_lines(lines: Sequence[ConsentLine], total: int, as_json: bool) -> None:
    from bailee.consents.records import by_purpose, standing

    today = _today()
    rows = [
        (line, {purpose: standing(events, on=today) for purpose, events in by_purpose(line.events).items()})
        for line in lines
    ]
    if as_json:
        write_json(
            [
                {
                    "person": line.principal.person,
                    "form": line.kind,
                    "purposes": {purpose: found.state.value for purpose, found in stands.items()},
                    "said_at": line.events[-1].at.isoformat(),
                    "sha256": line.events[-1].shown,
                }
                for line, stands in rows
            ]
        )
        return
    if not rows:
        click.echo("Nobody said anything yet.")
        return
    table = listing("who", "form", "how it stands", "said on", "how")
    for line, stands in rows:
        last = line.events[-1]
        said = ", ".join(f"{purpose}: {found.state.value}" for purpose, found in stands.items())
        table.add_row(line.principal.name, line.kind, said, last.at.astimezone().date().isoformat(), last.how)
    console().print(table)
    left = total - len(rows)
    if left > 0:
        click.echo(f"{left:,} more with --json")


@command.command("receipt")
@click.argument("kind", metavar="FORM")
@click.option("--person", required=True, metavar="WHO", help="By e-mail address, number, ident of the roster, or name.")
@click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="Write it to FILE.json (else it is printed)."
)
@home_option
def receipt(kind: str, person: str, out: Path | None, home: Path) -> None:
    """Give a person what she said and was shown, as JSON-LD in the words of W3C DPV (ISO/IEC TS 27560).

    \b
    Example:
      bailee consent receipt staff-photos --person pat@example.org --out receipt.json
    """
    from bailee.operations.ask_consent import receipt_of

    workspace = _workspace(home)
    give_receipt(receipt_of(workspace, workspace.principal(person), workspace.consent_form(kind), on=_today()), out)


def give_receipt(made: Mapping[str, Any], out: Path | None) -> None:
    """Print a receipt, or write it."""
    import json

    if out is None:
        write_json(made)
        return
    try:
        out.write_text(json.dumps(made, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError:
        raise CannotRead(f'cannot write "{out}"', hint="name a folder that exists and that you may write to") from None
    click.echo(f"written to {out}")


def _typed(text: str) -> str:
    return f'"{text}"' if " " in text else text


for each in (link_command, links_command, revoke_command):
    command.add_command(each)
