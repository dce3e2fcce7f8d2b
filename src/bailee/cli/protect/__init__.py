"""`bailee protect`: close what holds personal data so that it can be opened again by who should, and put it back.

A command below it exists when its file exists: `cli/protect/<name>.py` with `command` and, where it matters in which order
they are listed, `RANK`. What they share is in `named.py`, `showing.py`.
"""

from __future__ import annotations

import importlib
import pkgutil

import click

from bailee.cli.options import Steps

STAGE = "secure"
HELPERS = frozenset({"named", "showing"})


class Acts(Steps):
    """Commands found by their files, in the order of their rank; one alone is loaded where one is typed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return [ident for _, ident in sorted((self._added(ident), ident) for ident in _idents())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _idents():
            return None
        self._added(cmd_name)
        return self.commands[cmd_name]

    def _added(self, ident: str) -> int:
        """Its rank; the command itself is known from now on."""
        module = importlib.import_module(f"{__name__}.{ident.replace('-', '_')}")
        self.commands[ident] = module.command
        return int(getattr(module, "RANK", 9))


def _idents() -> list[str]:
    return [name.replace("_", "-") for _, name, _ in pkgutil.iter_modules(__path__) if name not in HELPERS]


@click.group(cls=Acts)
def command() -> None:
    """Seal files that hold personal data (age, two keys), and put them back byte for byte.

    By playbook they are moved apart, restricted, redacted, quarantined or erased as well, as their kind of record asks.

    \b
    Example:
      bailee protect plan /srv/hr --playbook
      bailee protect apply /srv/hr/pay.csv
      bailee protect undo /srv/hr/pay.csv
    """
