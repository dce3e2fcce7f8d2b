"""`bailee worker`: do what was put aside, such as scans that were started from a page."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

from bailee import logs, settings
from bailee.cli.options import bare_home_option, write_lines

if TYPE_CHECKING:
    from bailee.store.jobs import Task

STAGE = "run"
AFTER_DEATH, LONGEST_WAIT = 1.0, 60.0  # seconds before a worker beside the server that died is started again


@click.command()
@click.option("--jobs", type=click.IntRange(1, 64), default=1, show_default=True, help="So many at the same time.")
@bare_home_option
def command(jobs: int, home: Path) -> None:
    """Work in the background: scans from a page or by a schedule. Ctrl-C lets what runs go on with the next worker.

    `bailee serve` brings a worker of its own; more of them, also on other machines, share the work of a store on PostgreSQL.
    Credentials of addresses lie in HOME/credentials.toml, or in BAILEE_… variables. On a server of several organisations each
    table of that file says whose it is, organisation = "IDENT", and variables are not used (docs/sources.md).

    \b
    Example:
      bailee worker --jobs 2
    """
    from bailee.errors import CannotRead
    from bailee.store import database
    from bailee.store.jobs import run_worker

    if not database.exists(home):
        raise CannotRead(
            f'there is no store in "{home}" yet', hint="`bailee serve` makes one, and so does `bailee scan FOLDER`"
        )
    write_lines("worker")
    database.connect(home)  # says what is wrong before anything is started
    run_worker(
        home,
        tasks,
        jobs=jobs,
        chores=chores(),
        settle=lambda: click.echo("ready for work"),
    )


def chores() -> tuple[Callable[[Path], object], ...]:
    """What a worker does now and then beside jobs: it puts aside what is due, and sends mail."""
    from bailee.operations.archive_findings import look_where_archives_are_due
    from bailee.operations.further_words import forget_left
    from bailee.operations.keep_list import forget_lists
    from bailee.operations.look_after_deliveries import look_where_deliveries_are_due
    from bailee.operations.look_after_signatures import look_where_signatures_wait
    from bailee.operations.look_for_alerts import look_where_due
    from bailee.operations.schedule_report import look_where_reports_are_due
    from bailee.operations.schedule_scan import start_due_scans
    from bailee.operations.start_by_policy import start_due_by_policy
    from bailee.operations.sync_tickets import look_where_tickets_are_due

    return (
        start_due_scans,
        start_due_by_policy,
        look_where_due,
        look_where_deliveries_are_due,
        look_where_signatures_wait,
        look_where_reports_are_due,
        look_where_tickets_are_due,
        look_where_archives_are_due,
        forget_lists,
        forget_left,
        checkpoints,
        kept_files,
        bounces,
        mail,
        webhooks,
    )


def bounces(home: Path) -> None:
    """Look into the mailbox of bounces, where one is set."""
    from bailee.operations.read_bounces import read_where_due

    read_where_due(home, str(settings.read(os.environ)["bounces"]))


def checkpoints(home: Path) -> None:
    """Put aside the giving of checkpoints to whom they are due, and the asking for their time."""
    from bailee.operations.give_checkpoints import look_where_checkpoints_are_due

    look_where_checkpoints_are_due(home, stamps=bool(settings.read(os.environ)["time_stamps"]))


def kept_files(home: Path) -> None:
    """Let binders and exports go that have lain here for a week."""
    from bailee.operations import keep_binder, keep_exports

    for shelf in (keep_binder.SHELF, keep_exports.SHELF):
        shelf.forget(home)


def mail(home: Path) -> None:
    """Send what waits in the outbox."""
    from bailee.operations.mail_server import send_waiting_mail

    send_waiting_mail(home, settings.read(os.environ))


def webhooks(home: Path) -> None:
    """Tell webhooks what is due to them, and forget what was told a month ago."""
    from bailee.outward import Reach
    from bailee.store import webhook_sending

    webhook_sending.send_due(home, Reach.of(str(settings.read(os.environ)["outward_networks"])))
    webhook_sending.forget_old(home)


def tasks(home: Path) -> dict[str, Task]:
    """What can be done here, with the settings and credentials of this process."""
    from bailee.operations.scan_options import CREDENTIALS, Surroundings
    from bailee.operations.tasks import registry
    from bailee.sources.credentials import read as read_credentials

    write_lines("worker")  # each process that does jobs asks for them once
    given = home / CREDENTIALS
    keyring = read_credentials(given if given.is_file() else None, os.environ)
    return registry(Surroundings(home, settings.read(os.environ), keyring, settings.spool(os.environ, home)))


@contextmanager
def working_beside(home: Path, jobs: int = 1) -> Iterator[None]:
    """A worker in processes of its own, as long as the block lasts: what `bailee serve` brings with it."""
    worker = _Beside(home, jobs)
    try:
        yield
    finally:
        worker.end()


class _Beside:
    """Starts the worker, and another one where it died."""

    def __init__(self, home: Path, jobs: int) -> None:
        self.words, self.ending = [sys.executable, "-c", _BESIDE, str(home), str(jobs)], threading.Event()
        self.process = self._start()
        self.watch = threading.Thread(target=self._keep, name="worker beside", daemon=True)
        self.watch.start()

    def _start(self) -> subprocess.Popen[bytes]:
        from bailee.keys import passphrases

        told = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        with passphrases.handed_over() as (descriptors, environment):
            return subprocess.Popen(
                self.words,
                env=told | environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                pass_fds=descriptors,
            )

    def _keep(self) -> None:
        wait = AFTER_DEATH
        while not self.ending.is_set():
            code = self.process.wait()
            if self.ending.wait(wait):
                return
            logs.event("worker-ended", "error", code=code)
            wait = min(wait * 2, LONGEST_WAIT)
            self.process = self._start()

    def end(self) -> None:
        self.ending.set()
        if self.process.stdin is not None:
            self.process.stdin.close()  # it ends where this process does, however that ends
        try:
            self.process.wait(40)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


_BESIDE = "import sys; from bailee.cli.worker import beside; beside(sys.argv[1], int(sys.argv[2]))"


def beside(home: str, jobs: int) -> None:
    """The worker of `working_beside`: ends with whoever started it."""
    import signal
    import time

    from bailee.errors import Error
    from bailee.store import database
    from bailee.store.jobs import run_worker

    write_lines("worker")
    gone = threading.Event()

    def watch() -> None:
        sys.stdin.buffer.read()
        gone.set()

    threading.Thread(target=watch, daemon=True).start()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the terminal's Ctrl-C is heard by whoever started it
    where, values = Path(home), settings.read(os.environ)
    if url := str(values["database"]):
        database.use(where, url, str(values["database_owner"]))
    while not gone.is_set():
        try:
            run_worker(where, tasks, jobs=jobs, chores=chores(), is_ending=gone.is_set)
        except Error:
            time.sleep(2)  # the database is away
