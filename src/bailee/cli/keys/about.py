"""Which organisation a command about keys is about."""

from __future__ import annotations

import click

organisation_option = click.option("--organisation", metavar="IDENT", help="Which one, where the store has several.")
