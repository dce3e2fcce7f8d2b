"""`bailee declare`: what no scan can see. Purposes, recipients, facts about the organisation, the roster."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from rich.table import Table
from rich.text import Text

from bailee.cli.options import Steps, home_option, json_option
from bailee.cli.output import console, write_json
from bailee.cli.people import rosters
from bailee.counting import count
from bailee.inventory import Difference, ProcessingActivity
from bailee.inventory.activities import Transfer
from bailee.inventory.retention import Length, Period, length_of
from bailee.inventory.shapes import activity_shape
from bailee.vocabulary import DATA_CATEGORIES, PEOPLE, LawfulBasis, Role, SubjectCategory

STAGE = "inventory"
SUBJECTS = [subject.value for subject in SubjectCategory]
OF_PEOPLE = [subject.value for subject in PEOPLE]


@click.group("declare", cls=Steps)
def command() -> None:
    """Say what data is for, who gets it, and what the organisation is.

    \b
    Example:
      bailee declare organisation --name "Harbour IT" --set employees_by_state=US-NY:40
      bailee declare activity --name Payroll --purpose "paying staff" --basis contract \\
        --category payroll --category social-security-number --subject employee
      bailee declare list
    """


@command.command("activity")
@click.option("--name", required=True, metavar="TEXT", help="What you call it: Payroll, Billing, Cameras.")
@click.option("--purpose", "purposes", multiple=True, metavar="TEXT", help="What for; may be given again.")
@click.option(
    "--basis",
    "bases",
    multiple=True,
    type=click.Choice([basis.value for basis in LawfulBasis]),
    help="Lawful basis (GDPR Art. 6) of the purpose of the same rank; one for all where it is given once.",
)
@click.option("--category", "categories", multiple=True, metavar="IDENT", help="Category of data; may be given again.")
@click.option("--subject", "subjects", multiple=True, type=click.Choice(SUBJECTS), help="About whom (employee).")
@click.option("--store", "stores", multiple=True, metavar="IDENT", help="Only in this data store, such as company/HR.")
@click.option(
    "--recipient",
    "recipients",
    multiple=True,
    metavar="TEXT",
    help='Who else gets it; "nobody else" where there is none.',
)
@click.option("--retention", default="", metavar="TEXT", help='How long: "4 years after the tax year".')
@click.option("--at-most", metavar="LENGTH", help='The same as a bound: "7 years", "90 days".')
@click.option("--at-least", metavar="LENGTH", help="Kept at least so long.")
@click.option("--kept-from", default="", metavar="TEXT", help='From what on: "the end of employment".')
@click.option(
    "--transfer",
    "transfers",
    multiple=True,
    metavar="COUNTRY[:SAFEGUARD[:RECIPIENT]]",
    help="To another country, such as IN:standard-clauses:helpdesk; may be given again.",
)
@click.option("--measure", "measures", multiple=True, metavar="TEXT", help="What protects it; may be given again.")
@click.option("--on-behalf-of", multiple=True, metavar="TEXT", help="Of a processor: the controllers.")
@click.option("--joint-with", multiple=True, metavar="TEXT", help="Of a joint controller: the others.")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.CONTROLLER.value, show_default=True
)
@click.option("--withdraw", is_flag=True, help="The activity of this name is no more.")
@home_option
def activity(
    name: str, purposes: tuple[str, ...], bases: tuple[str, ...], categories: tuple[str, ...], subjects: tuple[str, ...],
    stores: tuple[str, ...], recipients: tuple[str, ...], retention: str, at_most: str | None, at_least: str | None, kept_from: str,
    transfers: tuple[str, ...], measures: tuple[str, ...], on_behalf_of: tuple[str, ...], joint_with: tuple[str, ...], role: str,
    withdraw: bool, home: Path,
) -> None:  # fmt: skip
    """Declare a processing activity. The same name again replaces it from today on; of a draft of that name, what is not given is taken over.

    \b
    Example:
      bailee declare activity --name Billing --purpose "collecting payment" --basis contract \\
        --category payment-card --subject customer --retention "7 years"
    """
    from bailee.operations.declare_activity import declare_activity, withdraw_activity
    from bailee.operations.open_store import open_store

    workspace = open_store(home)
    if withdraw:
        withdraw_activity(workspace, name)
        click.echo(f'withdrawn: "{name}"')
        return
    drafts = [each.activity for each in workspace.drafts()]
    made = activity_of(
        drafts, name, purposes, bases, categories, subjects, stores, recipients, retention, at_most, at_least, kept_from, transfers,
        measures, on_behalf_of, joint_with, role,
    )  # fmt: skip
    declare_activity(workspace, made)
    click.echo(f'declared: "{name.strip()}"')


def activity_of(
    drafts: Sequence[ProcessingActivity], name: str, purposes: tuple[str, ...], bases: tuple[str, ...], categories: tuple[str, ...],
    subjects: tuple[str, ...], stores: tuple[str, ...], recipients: tuple[str, ...], retention: str, at_most: str | None,
    at_least: str | None, kept_from: str, transfers: tuple[str, ...], measures: tuple[str, ...], on_behalf_of: tuple[str, ...],
    joint_with: tuple[str, ...], role: str,
) -> ProcessingActivity:  # fmt: skip
    """An activity as it was typed; what was not is taken over from a draft of its name."""
    from bailee.errors import InvalidInput

    if len(bases) > 1 and len(bases) != len(purposes):
        raise InvalidInput(
            f"{count(len(bases), 'basis', 'bases')} for {count(len(purposes), 'purpose')}",
            hint="give one basis for all, or one for each purpose",
        )
    given: list[LawfulBasis | None] = [LawfulBasis(basis) for basis in bases]
    given = given or [None]
    per_purpose = given if len(given) == len(purposes) else given * len(purposes)
    draft = next((each for each in drafts if each.name == name.strip()), None)
    begun = draft or ProcessingActivity("", (), (), (SubjectCategory.EMPLOYEE,))
    return ProcessingActivity(
        name.strip(),
        tuple(zip(purposes, per_purpose, strict=True)) or begun.purposes,
        categories or begun.categories,
        tuple(SubjectCategory(subject) for subject in subjects) or begun.subjects,
        stores or begun.stores,
        recipients or begun.recipients,
        retention or begun.retention,
        Role(role),
        Period(
            _length(at_most) or begun.period.at_most,
            _length(at_least) or begun.period.at_least,
            kept_from or begun.period.event,
        ),
        tuple(map(_transfer, transfers)) or begun.transfers,
        measures or begun.measures,
        on_behalf_of or begun.on_behalf_of,
        joint_with or begun.joint_with,
    )


def _length(said: str | None) -> Length | None:
    """InvalidInput where the words are no length."""
    from bailee.errors import InvalidInput

    if said is None:
        return None
    length = length_of(said)
    if length is None:
        raise InvalidInput(f'"{said}" is no length of time', hint="such as 7 years or 90 days")
    return length


def _transfer(said: str) -> Transfer:
    """
    >>> _transfer("in:standard-clauses:helpdesk")
    Transfer(country='IN', recipient='helpdesk', safeguard='standard-clauses')
    """
    country, _, rest = said.partition(":")
    safeguard, _, recipient = rest.partition(":")
    return Transfer(country.strip().upper(), recipient.strip(), safeguard.strip())


@command.command("organisation")
@click.option("--name", metavar="TEXT", help="Its name, as notices give it.")
@click.option("--set", "facts", multiple=True, metavar="FACT=VALUE", help="A fact; docs/facts.md lists their names.")
@home_option
def organisation(name: str | None, facts: tuple[str, ...], home: Path) -> None:
    """Name the organisation and state facts about it; `unknown` takes one back.

    \b
    Example:
      bailee declare organisation --name "Harbour IT" --set has_cctv=yes --set states_with_employees=US-NY,US-CT
    """
    from bailee.operations.declare_activity import declare_organisation
    from bailee.operations.open_store import open_store

    parsed = facts_of(name, facts)
    declare_organisation(open_store(home), name=name, facts=parsed)
    said_declared(name, parsed)


def facts_of(name: str | None, facts: tuple[str, ...]) -> dict[str, Any]:
    """Facts as they were typed. InvalidInput where one is none, or nothing was declared."""
    from bailee.errors import InvalidInput
    from bailee.operations.declare_activity import parse_fact

    if name is None and not facts:
        raise InvalidInput("nothing to declare", hint="give --name or --set FACT=VALUE")
    return dict(parse_fact(fact) for fact in facts)


def said_declared(name: str | None, parsed: Mapping[str, Any]) -> None:
    click.echo(f"declared: {', '.join([*(['name'] if name else []), *parsed])}")


@command.command("monitoring")
@click.argument("tool", metavar="TOOL")
@click.option("--purpose", "purposes", multiple=True, metavar="TEXT", help="What it is for; may be given again.")
@click.option(
    "--basis", type=click.Choice([basis.value for basis in LawfulBasis]), help="Lawful basis (GDPR Art. 6) of these."
)
@click.option("--watched", multiple=True, type=click.Choice(OF_PEOPLE), help="Whom it watches; may be given again.")
@click.option(
    "--observes",
    multiple=True,
    metavar="WHAT",
    help="screen, keystrokes, camera, calls …: for a tool that is in no table.",
)
@click.option("--kept", default="", metavar="TEXT", help='How long: "30 days", "until the case ends".')
@click.option("--viewer", "viewers", multiple=True, metavar="TEXT", help='Who can view it: a role, such as "HR".')
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Since when it watches.")
@click.option("--switched-off", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it was switched off.")
@click.option("--withdraw", is_flag=True, help="Take back what was declared of it.")
@home_option
def monitoring(
    tool: str,
    purposes: tuple[str, ...],
    basis: str | None,
    watched: tuple[str, ...],
    observes: tuple[str, ...],
    kept: str,
    viewers: tuple[str, ...],
    since: datetime | None,
    switched_off: datetime | None,
    withdraw: bool,
    home: Path,
) -> None:
    """Say what a monitoring tool is for, whom it watches, how long it keeps that, who can view it, or that it is off.

    \b
    Example:
      bailee declare monitoring frigate --purpose "protection of premises" --watched employee --watched visitor \\
        --kept "14 days" --viewer "office manager"
      bailee declare monitoring hubstaff --switched-off 2026-10-01
    """
    from bailee.monitoring.register import Declaration
    from bailee.operations.look_for_tools import days_in, declare_tool, find_tool, withdraw_tool
    from bailee.operations.open_store import open_store

    ident, name = find_tool(tool)
    workspace = open_store(home)
    if withdraw:
        withdraw_tool(workspace, ident)
        click.echo(f"withdrawn: {name}")
        return
    declare_tool(
        workspace,
        Declaration(
            ident,
            name,
            tuple((purpose.strip(), LawfulBasis(basis) if basis else None) for purpose in purposes if purpose.strip()),
            tuple(SubjectCategory(each) for each in watched),
            observes,
            kept.strip(),
            days_in(kept),
            tuple(viewer.strip() for viewer in viewers if viewer.strip()),
            since.date() if since else None,
            switched_off.date() if switched_off else None,
        ),
    )
    entry = next((each for each in workspace.register() if each.ident == ident), None)
    said_of_tool(name, entry.differences if entry else ())


def said_of_tool(name: str, differences: Sequence[str]) -> None:
    click.echo(f"declared: {name}")
    for difference in differences:
        click.echo(f"  differs: {difference}")


@command.command("paper")
@click.option("--name", required=True, metavar="TEXT", help='Where it stands: "HR cabinet, room 2".')
@click.option("--holds", multiple=True, metavar="IDENT", help="Category of data in it; may be given again.")
@click.option("--about", multiple=True, type=click.Choice(SUBJECTS), help="About whom; may be given again.")
@click.option("--withdraw", is_flag=True, help="These files are no more.")
@home_option
def paper(name: str, holds: tuple[str, ...], about: tuple[str, ...], withdraw: bool, home: Path) -> None:
    """Say that there are files on paper: no scan looks at them, and every coverage statement says so.

    \b
    Example:
      bailee declare paper --name "HR cabinet, room 2" --holds personnel-files --about employee
    """
    from bailee.operations.declare_paper import declare_paper
    from bailee.operations.open_store import open_store

    declare_paper(open_store(home), name, holds, about, withdraw=withdraw)
    said_on_paper(name, withdraw=withdraw)


def said_on_paper(name: str, *, withdraw: bool) -> None:
    click.echo(f"{'no more' if withdraw else 'declared'}: {name}, on paper")


command.add_command(rosters.declare)


@command.command("list")
@json_option
@home_option
def show(as_json: bool, home: Path) -> None:
    """Show what was declared, and where it differs from what was found.

    \b
    Example:
      bailee declare list
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    facts, activities, differences = workspace.facts(), workspace.activities(), workspace.differences()
    show_declared(workspace.organisation_name, facts, activities, len(workspace.roster()), differences, as_json)


def show_declared(
    name: str, facts: Mapping[str, Any], activities: Sequence[ProcessingActivity], roster: int, differences: Sequence[Difference],
    as_json: bool,
) -> None:  # fmt: skip
    """All that was declared, activities by name, with where it differs. `roster`: how many are on it."""
    activities = sorted(activities, key=lambda each: each.name.casefold())
    if as_json:
        write_json(
            {
                "organisation": name,
                "facts": {
                    fact: value.isoformat() if isinstance(value, date) else value for fact, value in facts.items()
                },
                "activities": [activity_shape(each) for each in activities],
                "roster": roster,
                "differences": [_difference_shape(each) for each in differences],
            }
        )
        return
    _show(name, facts, activities, roster, differences)


def _difference_shape(difference: Difference) -> dict[str, Any]:
    return {
        "ident": difference.ident,
        "what": difference.what,
        "category": difference.category,
        "subject": difference.subject.value,
        "stores": list(difference.stores),
        "activities": list(difference.activities),
    }


WORDS = {
    "found-not-declared": "found, not declared",
    "declared-not-found": "declared, not found",
    "found-elsewhere": "found elsewhere than declared",
}


def _show(
    name: str,
    facts: Mapping[str, Any],
    activities: Sequence[ProcessingActivity],
    roster: int,
    differences: Sequence[Difference],
) -> None:
    out = console()
    out.print(Text(name, style="bold") + Text(f"  {roster} on the roster" if roster else ""))
    for fact, value in facts.items():
        out.print(Text(f"  {fact} = {_plain(value)}"))
    out.print()
    if activities:
        table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
        table.add_column("activity", max_width=18)
        table.add_column("purpose", ratio=1)
        table.add_column("about", max_width=12)
        table.add_column("data", ratio=1)
        for activity in activities:
            table.add_row(
                activity.name,
                "\n".join(f"{purpose} ({basis.value})" if basis else purpose for purpose, basis in activity.purposes),
                ", ".join(subject.value for subject in activity.subjects),
                ", ".join(DATA_CATEGORIES[category].label for category in activity.categories),
            )
        out.print(table)
    else:
        out.print("No activity declared yet: bailee declare activity --help")
    if differences:
        out.print()
        table = Table(box=None, pad_edge=False, show_edge=False, header_style="bold")
        table.add_column("differs", max_width=20)
        table.add_column("what", max_width=26)
        table.add_column("about", no_wrap=True)
        table.add_column("where", ratio=1, overflow="fold")
        for each in differences:
            table.add_row(
                WORDS[each.what], DATA_CATEGORIES[each.category].label, each.subject.value, ", ".join(each.stores)
            )
        out.print(table)


def _plain(value: Any) -> str:
    """
    >>> _plain(True), _plain({"US-NY": 40}), _plain(["US-NY", "DE"])
    ('yes', 'US-NY:40', 'US-NY,DE')
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, dict):
        return ",".join(f"{key}:{number}" for key, number in value.items())
    return ",".join(map(str, value)) if isinstance(value, list) else str(value)
