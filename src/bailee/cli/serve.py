"""`bailee serve`: the table as a page on this machine, read-only, behind a link that works once."""

from __future__ import annotations

import os
import socket
from pathlib import Path

import click

from bailee.cli.options import home_option
from bailee.errors import CannotRead, InvalidInput

STAGE = "run"


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="0: any free one.")
@home_option
def command(port: int, home: Path) -> None:
    """Show the table as a page on this machine. Ctrl-C ends it.

    \b
    Example:
      bailee serve --port 8765
    """
    from bailee.operations.open_store import open_store
    from bailee.web import entrance, views

    try:
        from granian import Granian
        from granian.constants import Interfaces
    except ImportError:
        raise InvalidInput("the server is not installed", hint='pip install "bailee[server]"') from None

    open_store(home, create=False).close()
    port = _free(port)
    secret, digest = entrance.new_link()
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "bailee.web.django_settings",
        views.HOME_VARIABLE: str(home),
        entrance.VARIABLE: digest,
    }
    click.echo(f"http://127.0.0.1:{port}/")
    click.echo(f"open this link, once: http://127.0.0.1:{port}/enter/{secret}")
    server = Granian(
        "bailee.web.wsgi:application",
        address="127.0.0.1",
        port=port,
        interface=Interfaces.WSGI,
        workers=1,
        log_enabled=False,
    )
    server.serve()


def _free(port: int) -> int:
    """The port, or a free one for 0. CannotRead where another program has it."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            raise CannotRead(f"port {port} is taken", hint="name another with --port, or 0 for any") from None
        bound: int = probe.getsockname()[1]
        return bound
