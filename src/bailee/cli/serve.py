"""`bailee serve`: the pages, on this machine or behind TLS; the first time, a link that works once leads to setting them up."""

from __future__ import annotations

import os
from contextlib import ExitStack
from pathlib import Path

import click

from bailee import settings
from bailee.cli.options import bare_home_option, log_level, write_lines

STAGE = "run"


@click.command()
@click.option(
    "--host", metavar="ADDRESS", help="Where to listen (else BAILEE_HOST, else 127.0.0.1: this machine alone)."
)
@click.option("--port", type=click.IntRange(0, 65535), help="0: any free one (else BAILEE_PORT, else 8765).")
@click.option(
    "--address", metavar="URL", help="How others reach it, as in https://privacy.example.com (else BAILEE_ADDRESS)."
)
@click.option("--tls-cert", metavar="FILE", help="The server's own certificate, with its chain (else BAILEE_TLS_CERT).")
@click.option("--tls-key", metavar="FILE", help="Its key (else BAILEE_TLS_KEY).")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that make pages (else BAILEE_WORKERS, else 1).")
@click.option("--no-worker", is_flag=True, help="Bring no worker for scans and mail: `bailee worker` runs elsewhere.")
@bare_home_option
def command(
    host: str | None, port: int | None, address: str | None, tls_cert: str | None, tls_key: str | None,
    workers: int | None, no_worker: bool, home: Path,
) -> None:  # fmt: skip
    """Serve the pages: on this machine, behind a proxy with TLS, or with a certificate. Ctrl-C ends it.

    The first time it prints a link that works once: it leads to the first account, whose owner invites others.

    \b
    Example:
      bailee serve --port 8765
      bailee serve --address https://privacy.example.com
      bailee serve --host 0.0.0.0 --port 443 --tls-cert fullchain.pem --tls-key key.pem
    """
    from bailee.cli.worker import working_beside
    from bailee.operations.serve_pages import Listening, Served, serve_pages
    from bailee.virus_scanner import VirusScanner

    values = settings.read(os.environ)

    def chosen(typed: object, name: str) -> str:
        return str(typed if typed is not None else values[name])

    certificate, key = chosen(tls_cert, "tls_cert"), chosen(tls_key, "tls_key")
    listening = Listening(
        chosen(host, "host"),
        int(chosen(port, "port")),
        chosen(address, "address"),
        Path(certificate).expanduser() if certificate else None,
        Path(key).expanduser() if key else None,
        tuple(each for each in str(values["proxies"]).replace(",", " ").split() if each),
        int(chosen(workers, "workers")),
    )
    write_lines()
    VirusScanner.of(values)  # says what makes no sense before anybody hands a file in

    with ExitStack() as beside:

        def announce(served: Served) -> None:
            click.echo(served.address)
            click.echo(f"open this link, once: {served.link}" if served.link else "sign in there with your account")
            if not no_worker:
                beside.enter_context(working_beside(home))  # scans that are started from a page, or are due

        serve_pages(home, listening, announce, log_level=log_level())
