"""`bailee policy`: what is scanned, when, how hard, what is left out; for all clients, a client, a site, a device."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from bailee.cli.options import Steps, home_option, json_option
from bailee.cli.output import console, listing, write_json
from bailee.counting import count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.operations.change_policy import Preview
    from bailee.scan_policies.resolve import Level
    from bailee.store.workspace import Workspace

STAGE, RANK = "discover", 5
PREVIEWED = (
    "level", "about", "version", "settings", "devices", "newly_read", "no_longer_read", "elsewhere", "nothing_read_on", "warning",
    "clients_not_seen", "would_archive", "would_erase", "changed",
)  # fmt: skip


@click.group(cls=Steps)
def command() -> None:
    """What is scanned, when, how hard, and what is left out: said once for all clients, otherwise where it is otherwise.

    \b
    Example:
      bailee policy set hours=18:00-06:00 cpu_percent=25 --exclude "*.iso=disk images"
      bailee policy explain device-3fa2c19b
    """


def _whose(decorated: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--device", metavar="DEVICE", default="", help="Of this device."),
        click.option("--site", metavar="SITE", default="", help="Of this site, by name or ident."),
        click.option("--provider", is_flag=True, help="Of all clients of this provider."),
    ):
        decorated = option(decorated)
    return decorated


def _changes(decorated: Callable[..., Any]) -> Callable[..., Any]:
    for option in (
        click.option("--inherit", multiple=True, metavar="NAME", help="Take a setting back: what is said above counts again."),
        click.option("--read-again", multiple=True, metavar="PATTERN=REASON", help="Have something read that is left out above."),
        click.option("--drop", multiple=True, metavar="PATTERN", help="Take an exclusion, or a --read-again, of this policy back."),
        click.option("--exclude", multiple=True, metavar="PATTERN=REASON", help="Leave out, and say why."),
        click.argument("said", nargs=-1, metavar="[NAME=VALUE]…"),
    ):  # fmt: skip
        decorated = option(decorated)
    return decorated


@command.command("show")
@_whose
@home_option
@json_option
def show(provider: bool, site: str, device: str, home: Path, as_json: bool) -> None:
    """What one policy says, and nothing that it inherits.

    \b
    Example:
      bailee policy show --provider
    """
    from bailee.operations.change_policy import policy_of
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    level, about = _level(workspace, provider, site, device)
    policy = policy_of(workspace, level, about)
    show_policy(
        {"level": level.value, "about": about, "version": policy.version, "by": policy.by, "says": dict(policy.told),
         "at": policy.at.isoformat() if policy.at else None}, as_json,
    )  # fmt: skip


def show_policy(policy: Mapping[str, Any], as_json: bool) -> None:
    """What one policy says, as programs read it, or in words."""
    from bailee.scan_policies.settings import words

    if as_json:
        write_json(policy)
        return
    if not policy["version"]:
        click.echo("nothing is said here: what is said above counts, and then what is built in")
        return
    at = datetime.fromisoformat(policy["at"])
    click.echo(f"{policy['level']}, version {policy['version']}, by {policy['by']} on {at:%Y-%m-%d %H:%M} UTC")
    for name, value in policy["says"].items():
        click.echo(f"  {name:<16} {words(name, value)}")


@command.command("explain")
@click.argument("device", required=False)
@home_option
@json_option
def explain(device: str | None, home: Path, as_json: bool) -> None:
    """What holds for a device (without one: for what lies on none), each setting with where it comes from.

    \b
    Example:
      bailee policy explain device-3fa2c19b
    """
    from bailee.operations.change_policy import explained
    from bailee.operations.follow_policy import Chains
    from bailee.operations.open_store import open_store
    from bailee.scan_policies.resolve import resolve

    workspace = open_store(home, create=False)
    chains = Chains.of(workspace)
    if device is not None and device not in chains.devices:
        raise InvalidInput("there is no such device", hint="`bailee devices` lists them")
    held = chains.device(device) if device is not None else resolve(chains.chain())
    rows, nothing = explained(held), held.leaves_nothing()
    rules = [
        {"pattern": rule.pattern, "reason": rule.reason, "from": rule.origin.words(),
         "read_again": rule.lifted.words() if rule.lifted else None, "why": rule.why_lifted or None}
        for rule in held.rules
    ]  # fmt: skip
    show_held({"device": device, "settings": rows, "exclusions": rules, "nothing_is_read": nothing or None}, as_json)


def show_held(told: Mapping[str, Any], as_json: bool) -> None:
    """What holds for a device, as programs read it, or in words."""
    if as_json:
        write_json(told)
        return
    table = listing("Setting", "Holds", "Comes from", whole=("Setting",))
    for row in told["settings"]:
        table.add_row(row["setting"], row["words"], row["from"])
    console().print(table)
    for rule in told["exclusions"]:
        again = f"; read again ({rule['read_again']}: {rule['why']})" if rule["read_again"] else ""
        click.echo(f"left out: {rule['pattern']} ({rule['reason']}; {rule['from']}){again}")
    if told["nothing_is_read"]:
        click.echo(f"! Nothing is read: {told['nothing_is_read']}")


@command.command("preview")
@_changes
@_whose
@home_option
@json_option
def preview_command(
    said: tuple[str, ...], exclude: tuple[str, ...], drop: tuple[str, ...], read_again: tuple[str, ...],
    inherit: tuple[str, ...], provider: bool, site: str, device: str, home: Path, as_json: bool,
) -> None:  # fmt: skip
    """What a change would do: which devices, what is newly read, what is read no longer. Changes nothing.

    \b
    Example:
      bailee policy preview ocr=off --exclude "*.iso=disk images"
    """
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    level, about = _level(workspace, provider, site, device)
    told = _preview(workspace, level, about, said, exclude, drop, read_again, inherit)[0]
    show_preview(_shape(told), as_json)


@command.command("set")
@_changes
@_whose
@click.option("--yes", is_flag=True, help="Change it without asking.")
@home_option
@json_option
def set_command(
    said: tuple[str, ...], exclude: tuple[str, ...], drop: tuple[str, ...], read_again: tuple[str, ...],
    inherit: tuple[str, ...], provider: bool, site: str, device: str, yes: bool, home: Path, as_json: bool,
) -> None:  # fmt: skip
    """Change a policy, after its preview. The change is evidence.

    \b
    Example:
      bailee policy set --site "Main Street" cpu_percent=10
      bailee policy set --device device-3fa2c19b --inherit cpu_percent
    """
    from bailee.operations.change_policy import change_policy
    from bailee.operations.open_store import open_store

    workspace = open_store(home, create=False)
    level, about = _level(workspace, provider, site, device)
    told, changes = _preview(workspace, level, about, said, exclude, drop, read_again, inherit)
    agreed(_shape(told), yes, as_json)
    saved = change_policy(workspace, level, about, changes, after=told.version, seen=told)
    show_saved({"level": level.value, "about": about, "version": saved.version, "devices": told.devices}, as_json)


def agreed(told: Mapping[str, Any], yes: bool, as_json: bool) -> None:
    """Show what it does, and ask. InvalidInput where it does nothing; Abort where the answer is no."""
    if not told["settings"]:
        raise InvalidInput("this says what the policy says already", hint="`bailee policy show` shows it")
    if not as_json or not yes:
        show_preview(told, as_json and not yes)
    if not yes and not click.confirm("Change it?", err=True):
        raise click.Abort


def show_saved(told: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        write_json(told)
    else:
        click.echo(f"version {told['version']} holds from the next scan on")


def one_level(provider: bool, site: str, device: str) -> Level:
    """Whose policy is meant. InvalidInput where more than one is named."""
    from bailee.scan_policies.resolve import Level

    if sum(map(bool, (provider, site, device))) > 1:
        raise InvalidInput("a policy is of one thing", hint="--provider, or --site, or --device, or none: the client’s")
    if device or site:
        return Level.DEVICE if device else Level.SITE
    return Level.PROVIDER if provider else Level.CLIENT


def _level(workspace: Workspace, provider: bool, site: str, device: str) -> tuple[Level, str]:
    level = one_level(provider, site, device)
    if site:
        found = next((each.ident for each in workspace.sites() if site in (each.ident, each.name)), "")
        if not found:
            raise InvalidInput("there is no such site", hint="`bailee clients sites` lists them")
        return level, found
    return level, device


def _preview(
    workspace: Workspace, level: Level, about: str, said: tuple[str, ...], exclude: tuple[str, ...], drop: tuple[str, ...],
    read_again: tuple[str, ...], inherit: tuple[str, ...],
) -> tuple[Preview, dict[str, Any]]:  # fmt: skip
    from bailee.operations.change_policy import policy_of, preview, reached

    changes = typed(policy_of(workspace, level, about).told, said, exclude, drop, read_again, inherit)
    clients, unseen = reached(workspace) if provider_wide(level) else ((), 0)
    return preview(workspace, level, about, changes, clients=clients, unseen=unseen), changes


def typed(
    standing: Mapping[str, Any], said: tuple[str, ...], exclude: tuple[str, ...], drop: tuple[str, ...],
    read_again: tuple[str, ...], inherit: tuple[str, ...],
) -> dict[str, Any]:  # fmt: skip
    """What somebody typed, as changes of what a policy says; None takes a setting back."""
    from bailee.scan_policies.settings import BY_NAME

    changes: dict[str, Any] = {}
    for each in said:
        name, equals, value = each.partition("=")
        if not equals:
            raise InvalidInput(f'"{each}" is no NAME=VALUE', hint="one of: " + " ".join(BY_NAME))
        changes[name.strip()] = value.strip()
    for name, added in (("exclude", exclude), ("read_again", read_again)):
        kept = [pair for pair in standing.get(name, ()) if pair[0] not in drop]
        if added or len(kept) != len(standing.get(name, ())):
            changes[name] = [*kept, *BY_NAME[name].read("\n".join(added))] or None
    changes |= dict.fromkeys(inherit)
    if not changes:
        raise InvalidInput("nothing is said", hint="such as hours=18:00-06:00, --exclude or --inherit")
    return changes


def provider_wide(level: Level) -> bool:
    return level.value == "provider"


def _shape(told: Preview) -> dict[str, Any]:
    """A preview as programs read it."""
    return {
        "level": told.level.value, "about": told.about, "version": told.version, "settings": list(told.settings),
        "devices": told.devices, "newly_read": list(told.newly), "no_longer_read": list(told.no_longer),
        "elsewhere": [
            {"setting": each.name, "before": each.before, "after": each.after} for each in told.elsewhere.changes
        ],
        "nothing_read_on": told.left_dark, "warning": told.warning or None, "clients_not_seen": told.unseen,
        "would_archive": told.archived, "would_erase": told.erased,
        "changed": [
            {"organisation": each.organisation, "device": each.device.ident, "name": each.device.name,
             "newly_read": list(each.difference.newly), "no_longer_read": list(each.difference.no_longer),
             "nothing_is_read": each.leaves_nothing or None}
            for each in told.affected
        ],
    }  # fmt: skip


def show_preview(told: Mapping[str, Any], as_json: bool) -> None:
    """What a change would do, as programs read it, or in words."""
    if as_json:
        write_json(told)
        return
    changed = told["changed"]
    click.echo(f"{len(changed):,} of {count(told['devices'], 'device')} {'changes' if len(changed) == 1 else 'change'}")
    for sign, words, texts in (
        ("+", "newly read", told["newly_read"]),
        ("−", "read no longer", told["no_longer_read"]),
    ):
        for text in texts:
            click.echo(f"  {sign} {words}: {text}")
    for name, what in (("would_archive", "moved to an archive"), ("would_erase", "erased for good")):
        if number := told.get(name, 0):
            one = abs(number) == 1
            click.echo(f"  {number:+,} {'finding that is' if one else 'findings that are'} gone: {what} within a day")
    for change in told["elsewhere"]:
        click.echo(f"    {change['setting']}: {change['before']} → {change['after']}")
    for each in changed[:20]:
        dark = f"  ! nothing is read: {each['nothing_is_read']}" if each["nothing_is_read"] else ""
        click.echo(f"  {each['device']}  {each['name']}{dark}")
    if len(changed) > 20:
        click.echo(f"  and {len(changed) - 20:,} more")
    if told["clients_not_seen"]:
        click.echo(f"  and the devices of {count(told['clients_not_seen'], 'client')} that you are not assigned to")
    if told["warning"]:
        click.echo(f"! Nothing is read under it: {told['warning']}")
