"""Work on PostgreSQL: Procrastinate hands jobs out. Its tables hold numbers alone; what a job is stands in our own row.

A row of the queue says whose job it is and which one, so that a worker enters that organisation and no other. It is
deleted when the job has ended. Where the database goes away, workers wait for it and go on.
"""

from __future__ import annotations

import asyncio
import json
import logging
import queue
import threading
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bailee.errors import Error
from bailee.store import database
from bailee.store.work import rows
from bailee.store.work.running import Outcome, run_one
from bailee.store.work.task import Task
from bailee.store.work.values import Timing

if TYPE_CHECKING:
    from procrastinate import App
    from procrastinate.worker import Worker

QUEUE, TASK = "bailee", "job"
_AWAY = 1.0  # seconds before a database that went away is tried again

_DEFER = """
SELECT unnest(procrastinate_defer_jobs_v1(ARRAY[
  ROW(%s, %s, 0, %s, NULL, %s::jsonb, %s)::procrastinate_job_to_defer_v1
]))
"""
_HELD = """
SELECT id, (args->>'organisation')::bigint, args->>'job' FROM procrastinate_jobs WHERE status = 'doing' FOR UPDATE SKIP LOCKED
"""


def enqueue(alias: str, row: Any) -> None:
    """A place in the queue for a job's row, in the transaction that is open."""
    from django.db import connections

    lock = f"{row.organisation_id}:{row.lane}" if row.lane else None
    told = json.dumps({"organisation": row.organisation_id, "job": row.ident})
    with connections[alias].cursor() as cursor:
        cursor.execute(_DEFER, (QUEUE, TASK, lock, told, row.run_at))
        (ticket,) = cursor.fetchone()
    type(row).objects.using(alias).filter(pk=row.pk).update(ticket=ticket)


def requeue(home: Path, is_long: Callable[[str], bool]) -> int:
    """Places in the queue that a dead worker left, and jobs that have none (a restored backup): back into it; how many.

    `is_long` says whether something was so for longer than a worker that lives takes to tell the queue what our row says.
    """
    from django.db import connections

    from bailee.store.models import Job
    from bailee.store.organisations import numbers_of

    again = 0
    with rows.entered_all(home) as alias:
        numbers = numbers_of(home, alias)
        database.engine(home).enter(alias, numbers)
        with connections[alias].cursor() as cursor:
            cursor.execute(_HELD)
            for ticket, organisation, ident in cursor.fetchall():
                job = Job.objects.using(alias).filter(organisation_id=organisation, ident=ident).first()
                if job is not None and (job.state not in rows.LIVE or job.ticket != ticket):
                    job = None  # it has ended, or has another place
                if job is not None and job.state == "running":
                    continue  # its own row says whether its worker lives
                if not is_long(f"{ticket}:{job.attempts if job is not None else 'none'}"):
                    continue
                if job is not None:
                    cursor.execute("SELECT procrastinate_retry_job_v2(%s, %s, NULL, NULL, NULL)", (ticket, job.run_at))
                    again += 1
                else:
                    cursor.execute("SELECT procrastinate_finish_job_v1(%s, 'failed', true)", (ticket,))
            cursor.execute("SELECT id, args->>'job' FROM procrastinate_jobs")
            places = set(cursor.fetchall())
        for job in Job.objects.using(alias).filter(state="waiting"):
            if (job.ticket, job.ident) not in places:
                enqueue(alias, job)
                again += 1
    return again


def work(home: Path, tasks: Mapping[str, Task], timing: Timing, is_ending: Callable[[], bool]) -> None:
    """Do what Procrastinate hands out, in this thread; it runs in one of its own, and is started again where it ends."""
    handed: queue.Queue[tuple[int, str, Future[Outcome]]] = queue.Queue()
    hands = _Hands(home, handed, timing)
    hands.thread.start()
    try:
        while not is_ending():
            try:
                organisation, ident, future = handed.get(timeout=0.5)
            except queue.Empty:
                continue
            outcome = Outcome(again=True)
            try:
                outcome = run_one(home, tasks, organisation, ident, timing, is_ending)
            except Error:
                database.disconnect(home)  # it could not be had: whoever sweeps finds it
            finally:
                future.set_result(outcome)
    finally:
        hands.stop()


class _Again(Exception):
    """To Procrastinate: this place in the queue is wanted again."""

    def __init__(self, at: datetime | None) -> None:
        super().__init__("again")
        self.at = at


class _Hands:
    """Procrastinate's worker, in a thread."""

    def __init__(self, home: Path, handed: queue.Queue[tuple[int, str, Future[Outcome]]], timing: Timing) -> None:
        self.home, self.handed, self.timing = home, handed, timing
        self.ending = threading.Event()
        self.worker: Worker | None = None
        self.thread = threading.Thread(target=self._run, name="procrastinate", daemon=True)

    def stop(self) -> None:
        self.ending.set()
        if self.worker is not None:
            self.worker.stop()  # type: ignore[no-untyped-call]
        self.thread.join(5)

    def _run(self) -> None:
        logger = logging.getLogger("procrastinate")  # what it says of a fault may quote what it was given
        logger.addHandler(logging.NullHandler())
        logger.propagate = False
        logging.getLogger("psycopg.pool").addHandler(logging.NullHandler())
        logging.getLogger("psycopg.pool").propagate = False
        logging.getLogger("asyncio").propagate = False
        logging.getLogger("asyncio").addHandler(logging.NullHandler())
        while not self.ending.is_set():
            with suppress(Exception):  # the database went away, or is not there yet
                asyncio.run(self._serve())
            self.ending.wait(_AWAY)

    async def _serve(self) -> None:
        from procrastinate.worker import Worker

        app = self._app()
        async with app.open_async():
            self.worker = Worker(
                app,
                queues=[QUEUE],
                concurrency=1,
                fetch_job_polling_interval=self.timing.poll * 2,
                update_heartbeat_interval=max(self.timing.beat, 1.0),
                stalled_worker_timeout=self.timing.stale,
                delete_jobs="always",
                install_signal_handlers=False,
            )
            try:
                await self.worker.run()  # type: ignore[no-untyped-call]
            finally:
                self.worker = None

    def _app(self) -> App:
        from procrastinate import App, PsycopgConnector
        from procrastinate.jobs import Job
        from procrastinate.retry import BaseRetryStrategy, RetryDecision

        class AsWeSay(BaseRetryStrategy):
            def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
                return RetryDecision(retry_at=exception.at) if isinstance(exception, _Again) else None

        url = getattr(database.engine(self.home), "url", "")
        app = App(connector=PsycopgConnector(conninfo=url, min_size=1, max_size=3, timeout=10, reconnect_timeout=5))

        @app.task(name=TASK, queue=QUEUE, retry=AsWeSay())
        async def job(organisation: int, job: str) -> None:
            future: Future[Outcome] = Future()
            self.handed.put((organisation, job, future))
            outcome = await asyncio.wrap_future(future)
            if outcome.again:
                raise _Again(outcome.at)

        return app
