"""Figures in the text format of Prometheus: what was asked and how fast, and how the work in the background stands.

They are shown with the token of the settings; without one, on this machine alone, and only where no proxy stands before the
server: behind one, whoever asks comes from this machine, or seems to.
"""

from __future__ import annotations

import hmac
import os
from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Gauge, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from bailee import settings as ours
from bailee.errors import Error
from bailee.operations.serve_pages import COUNTS_VARIABLE
from bailee.store.work.figures import figures
from bailee.web import visits


def metrics(request: HttpRequest) -> HttpResponse:
    """For a program that watches; 403 for everybody else."""
    token = _token()
    if token:
        said = request.headers.get("Authorization", "")
        if not hmac.compare_digest(said.encode("utf-8", "replace"), f"Bearer {token}".encode()):
            refused = HttpResponse("a token is asked for", content_type="text/plain; charset=utf-8", status=401)
            refused["WWW-Authenticate"] = "Bearer"
            return refused
    elif settings.IS_PUBLIC or request.META.get("REMOTE_ADDR") not in ("127.0.0.1", "::1"):
        said = "name a file with a token in BAILEE_METRICS_TOKEN_FILE, and send it: Authorization: Bearer …"
        return HttpResponse(said, content_type="text/plain; charset=utf-8", status=403)
    return HttpResponse(_counted() + _standing(visits.home()), content_type=CONTENT_TYPE_LATEST)


def _token() -> str:
    """Empty where none is set; one that cannot be read is one that nobody knows."""
    file = str(ours.read(os.environ)["metrics_token_file"])
    if not file:
        return ""
    try:
        return Path(file).read_text("utf-8").strip() or os.urandom(16).hex()
    except (OSError, ValueError):
        return os.urandom(16).hex()


def _counted() -> bytes:
    if not os.environ.get(COUNTS_VARIABLE):
        return generate_latest(REGISTRY)
    registry = CollectorRegistry()
    MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return generate_latest(registry)


def _standing(home: Path) -> bytes:
    """How things stand now, asked of the store: the same in whichever process answers."""
    registry = CollectorRegistry()

    def gauge(name: str, told: str, value: float, **labels: str) -> None:
        known = made.get(name) or Gauge(name, told, tuple(labels), registry=registry)
        made[name] = known
        (known.labels(**labels) if labels else known).set(value)

    made: dict[str, Gauge] = {}
    try:
        now = figures(home)
    except Error:
        gauge("bailee_database_up", "1: the database answers.", 0)
        return generate_latest(registry)
    gauge("bailee_database_up", "1: the database answers.", 1)
    told = "Work in the background: what waits and may begin, what runs, what failed within a day."
    for state, number in (("waiting", now.waiting), ("running", now.running), ("failed", now.failed)):
        gauge("bailee_jobs", told, number, state=state)
    gauge("bailee_jobs_oldest_seconds", "How long the oldest piece of work waits that may begin.", now.oldest)
    gauge(
        "bailee_scans_running",
        "Scans that began and did not end; one that was killed counts until the next.",
        now.scans,
    )
    gauge("bailee_worker_seen_seconds", "Since a worker of this home was last heard; -1: never.", now.worker_seen)
    return generate_latest(registry)
