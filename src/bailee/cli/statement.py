"""`bailee statement`: what is held about one person, as they may read it; values only after they have shown who they are."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from bailee.cli.options import again, home_option, json_option
from bailee.cli.output import write_json
from bailee.counting import count
from bailee.errors import InvalidInput

if TYPE_CHECKING:
    from bailee.data_subject_requests.statement import Statement

STAGE, RANK = "respond", 1
FORMS = (".html", ".pdf", ".txt", ".json")


@click.command()
@click.argument("who", metavar="[PERSON]", default="")
@click.option("--email", default="", metavar="ADDRESS", help="An e-mail address that they brought.")
@click.option("--phone", default="", metavar="NUMBER", help="A phone number that they brought.")
@click.option(
    "--account",
    default="",
    metavar="NUMBER",
    help="An account, card or other number that they brought; it is not kept.",
)
@click.option("--name", default="", metavar="NAME", help="Their name, beside one of these.")
@click.option("--request", default="", metavar="IDENT", help="For this request; --values needs one.")
@click.option(
    "--values", is_flag=True, help="Show the values, opened from the files now; identity has to be noted first."
)
@click.option(
    "--language", default="", metavar="CODE", help="In this one, not in that of whoever it is about: en, es, fr, de."
)
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write FILE.html, .pdf, .txt or .json.",
)
@json_option
@home_option
def command(
    who: str, email: str, phone: str, account: str, name: str, request: str, values: bool, language: str, out: Path | None, as_json: bool, home: Path,
) -> None:  # fmt: skip
    """Say what is held about one person: what, where, what for, on which basis, who gets it, how long; what they were told and signed.

    PERSON is somebody on the roster, by e-mail address, number or name; or, of somebody who is on none, an e-mail address or a number
    that they brought, which is compared by fingerprint and kept nowhere. Other people's data are never in it.

    \b
    Example:
      bailee statement pat@example.org --out statement.pdf
      bailee statement --phone "(518) 457-5555" --name "Pat Doe"
      bailee statement --request dsr-1a2b3c4d --values --out statement.html
    """
    from bailee.data_subject_requests.statement import shape_of
    from bailee.operations.make_statement import make_statement
    from bailee.operations.open_store import open_store
    from bailee.operations.show_requests import subject_of_request
    from bailee.operations.whose_statement import find_subject

    workspace = open_store(home, create=False)
    is_named = bool(who or email or phone or account or name)
    if request and not is_named:
        subject = subject_of_request(workspace, request)
    elif request and values:
        values_go_to_whom_it_is_about(request)
    else:
        subject = find_subject(workspace, who, email=email, phone=phone, account=account, name=name)
    today = datetime.now().astimezone().date()
    made = make_statement(workspace, subject, on=today, request=request, values=values, language=language)
    if out is not None:
        write(made, out)
        click.echo(f"{count(len(made.lines), 'line')} written to {out}")
    elif as_json:
        write_json(shape_of(made))
    else:
        from bailee.data_subject_requests.statement import document_of
        from bailee.rendering import plain_text

        click.echo(plain_text.render(document_of(made)), nl=False)
        if not values:
            click.echo("\nnext  " + again("bailee request add access --name NAME --email ADDRESS"))


def values_go_to_whom_it_is_about(request: str) -> NoReturn:
    raise InvalidInput(
        "values go to whom the request is about",
        hint=f"bailee request match {request} says who that is; name nobody here",
    )


def write(made: Statement, out: Path) -> None:
    """The statement as a file, by its ending."""
    from bailee.data_subject_requests.statement import document_of, shape_of
    from bailee.operations.write_closed import write_closed
    from bailee.rendering import html, pdf, plain_text

    ending = out.suffix.lower()
    if ending == ".json":
        data = (json.dumps(shape_of(made), ensure_ascii=False, indent=2) + "\n").encode()
    elif ending == ".html":
        data = html.render(document_of(made)).encode()
    elif ending == ".pdf":
        data = pdf.render(document_of(made))
    elif ending == ".txt":
        data = plain_text.render(document_of(made)).encode()
    else:
        raise InvalidInput(f'"{out.name}" has no ending that says what it is to be', hint="one of: " + " ".join(FORMS))
    write_closed(out, data)
