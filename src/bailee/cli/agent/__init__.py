"""`bailee agent`: the installation on a device that scans for a server."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import click

from bailee.agent.folder import Folder, usual_home

STAGE, RANK = "run", 4


def folder() -> Folder:
    return Folder(usual_home())


@click.group()
def command() -> None:
    """Scan this device for a server: enrol it, run as a service, look at what it may do, remove it without a trace.

    \b
    Example:
      bailee agent enrol https://privacy.example.com --code 3-…
      bailee agent install
      bailee agent explain
    """


@command.command()
@click.argument("server")
@click.option(
    "--code", required=True, help="The code that `bailee fleet code` made, or - to read it from standard input."
)
@click.option(
    "--ca",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="File with the authority that signed the server's certificate.",
)
@click.option("--pin", metavar="sha256/…", default="", help="The server's own key, in place of an authority.")
@click.option("--again", is_flag=True, help="Also where this device is enrolled already.")
def enrol(server: str, code: str, ca: Path | None, pin: str, again: bool) -> None:
    """Enrol this device, with a key that never leaves it.

    \b
    Example:
      bailee agent enrol https://privacy.example.com --code 3-…
    """
    from bailee.agent.enrol import enrol as enrolled
    from bailee.agent.line import Trust

    code = sys.stdin.readline().strip() if code == "-" else code
    made = enrolled(folder(), Trust(server.rstrip("/"), str(ca.absolute()) if ca else "", pin), code, again=again)
    click.echo(f"enrolled as {made.ident} of {made.organisation}")


@command.command()
def run() -> None:
    """Work until it is stopped: what the service runs.

    \b
    Example:
      bailee agent run
    """
    from bailee.agent.work import Work

    Work(folder(), say=lambda words: click.echo(words, err=True)).run()


@command.command()
def once() -> None:
    """Do what waits, hand it in, and end. For a scheduler.

    \b
    Example:
      bailee agent once
    """
    from bailee.agent.work import Work

    done = Work(folder(), say=lambda words: click.echo(words, err=True)).once()
    click.echo(f"{done} job{'s' if done != 1 else ''} done")


@command.command(hidden=True)
@click.argument("lease")
def read(lease: str) -> None:
    """Read one place for a job that was taken on: the agent starts this itself.

    \b
    Example:
      bailee agent read lease-3fa2c19b41d0
    """
    from bailee.agent.reader import read as reading

    if said := reading(folder(), lease):
        click.echo(said, err=True)
        sys.exit(3)


@command.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def status(as_json: bool) -> None:
    """Where it is enrolled, what it holds, what it does.

    \b
    Example:
      bailee agent status
    """
    from bailee.agent.explain import standing

    told = standing(folder())
    if as_json:
        click.echo(json.dumps(told))
        return
    for name, value in told.items():
        click.echo(f"{name.replace('_', ' ')}: {value}")


@command.command()
@click.option("--json", "as_json", is_flag=True, help="For programs.")
def check(as_json: bool) -> None:
    """Try its key, folder, spool, clock and server. Exit 2 where something is wrong.

    \b
    Example:
      bailee agent check
    """
    from bailee.agent.check import checks

    found = checks(folder())
    if as_json:
        click.echo(json.dumps([{"what": each.what, "ok": each.is_good, "says": each.says} for each in found]))
    else:
        for each in found:
            click.echo(f"{'ok  ' if each.is_good else 'WRONG'} {each.what}: {each.says}")
    if not all(each.is_good for each in found):
        sys.exit(2)


@command.command()
def explain() -> None:
    """Say what it may do, holds, sends, and never does.

    \b
    Example:
      bailee agent explain
    """
    from bailee.agent.explain import explanation

    click.echo(explanation(folder()))


@command.command()
@click.argument("pin")
def pin(pin: str) -> None:
    """Believe another key of the server from now on.

    Its certificate was changed on purpose.

    \b
    Example:
      bailee agent pin sha256/3f…=
    """
    from bailee.agent.enrol import pin_anew

    pin_anew(folder(), pin)
    click.echo("pinned")


@command.command()
@click.option(
    "--root", type=click.Path(path_type=Path), default=Path("/"), hidden=True, help="Where the system lies, for tests."
)
@click.option("--print", "only_print", is_flag=True, help="Show what would be written, and write nothing.")
def install(root: Path, only_print: bool) -> None:
    """Have the system run it as a service.

    By a systemd unit, a launchd daemon, or a task of Windows' scheduler.

    \b
    Example:
      bailee agent install --print
    """
    from bailee.agent.install import install as installed
    from bailee.agent.install import service

    if only_print:
        click.echo(service().shown())
        return
    for line in installed(root):
        click.echo(line)


@command.command()
@click.option(
    "--root", type=click.Path(path_type=Path), default=Path("/"), hidden=True, help="Where the system lies, for tests."
)
@click.option("--yes", is_flag=True, help="Do not ask.")
def uninstall(root: Path, yes: bool) -> None:
    """Say goodbye to the server, and leave nothing here.

    \b
    Example:
      bailee agent uninstall --yes
    """
    from bailee.agent.install import uninstall as uninstalled

    if not yes:
        click.confirm("Remove the agent, its key and what it has not handed in yet?", abort=True)
    for line in uninstalled(folder(), root):
        click.echo(line)
