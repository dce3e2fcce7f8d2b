"""Letters of an incident by a server: their words, who gets one, printed, mailed, approved, posted, come back; forms for authorities."""

from __future__ import annotations

import io
import json
import zipfile
from collections import Counter
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee.cli.remote.reading import iso

if TYPE_CHECKING:
    from bailee.client import Client


def words(client: Client, *, ident: str, pairs: tuple[str, ...], home: object) -> None:
    from bailee.cli.incident.letters import show_words, words_of

    given = words_of(pairs)
    if given:
        client.say_about_incident(ident, {"act": "words", "words": given})
    show_words(client.plan_letters(ident)["words"])


def letters(client: Client, *, ident: str, home: object) -> None:
    from bailee.cli.incident.letters import show_plan

    plan = client.plan_letters(ident)
    made = Counter((each["run"], each["act"]) for each in client.all_letters(ident))
    kinds = [((each["kind"], each["language"]), each["people"]) for each in plan["kinds"]]
    low, high = plan["off_roster"]
    show_plan(plan["letters"], kinds, plan["told_already"], plan["not_due"], (low, high), plan["lacking"], made)


def print_(client: Client, *, ident: str, out: Path, envelope: str, home_country: str, home: object) -> None:
    from bailee.cli.incident.letters import said_printed, write_all

    packed = client.print_letters(ident, {"envelope": envelope, "country": home_country})
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        told = json.loads(archive.read("made.json"))
        write_all(out, [(name, archive.read(name)) for name in archive.namelist() if name != "made.json"])
    said_printed(ident, out, told["run"], told["letters"], told["unreachable"])


def mail(client: Client, *, ident: str, home: object) -> None:
    from bailee.cli.incident.letters import said_mailed

    made = client.mail_letters(ident)
    said_mailed(made["letters"], made["unreachable"])


def approve(client: Client, *, ident: str, by: str, home: object) -> None:
    client.approve_letters(ident, {"by": by})
    click.echo("approved")


def posted(client: Client, *, ident: str, run: str, day: datetime, home: object) -> None:
    click.echo(f"posted: {client.note_run_posted(ident, {'run': run, 'on': iso(day)})['count']:,}")


def returned(client: Client, *, ident: str, pieces: tuple[int, ...], reason: str, home: object) -> None:
    told = client.note_run_returned(ident, {"pieces": list(pieces), "reason": reason})
    click.echo(f"returned: {told['count']:,}")


def forms(client: Client, *, ident: str, out: Path, home: object) -> None:
    from bailee.cli.incident.options import written

    written(out, client.print_forms(ident))
    click.echo(f"for the authorities: {out}")
