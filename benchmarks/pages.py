"""What a page costs: processor time and waiting, over a million findings, on both databases. `make pages` writes docs/pages.md.

    python benchmarks/pages.py                  # 1,000,000 findings
    python benchmarks/pages.py --findings 20000 # a quick look

The findings are multiplied inside the database from a scan of the sample company, so their texts are real ones. Pages are
asked of Django in the process that measures itself, as the server's worker is asked: processor time is that of the
application (on SQLite with the database, which is part of it); waiting is by the clock. Medians and the 95th of a hundred.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "tests"))
PAGES = (
    ("list of findings", "findings/"),
    ("its second page", "findings/?after={after}"),
    ("of one kind", "findings/?category=social-security-number"),
    ("of one store", "findings/?store={store}"),
    ("dismissed ones", "findings/?state=dismissed"),
    ("overview", ""),
    ("stores", "stores/"),
    ("scans", "scans/"),
    ("coverage", "coverage/"),
)
ROUNDS = 100


def multiply(home: Path, times: int) -> int:
    """Lay each file and each finding again and again, under new idents; how many findings there are then."""
    from django.db import connections

    from bailee.operations.open_store import open_store
    from bailee.store import database
    from bailee.store.models import Finding, ScannedFile

    workspace = open_store(home, create=False)
    connection = connections[workspace.alias]
    first_file, last_file = _span(workspace, ScannedFile)
    first, last = _span(workspace, Finding)
    files, findings = last_file - first_file + 1, last - first + 1
    file_columns = _columns(ScannedFile, {"id", "fingerprint"})
    finding_columns = _columns(Finding, {"id", "ident", "file_id"})
    series = (
        f"(SELECT generate_series(1, {times}) AS n) AS s"
        if connection.vendor == "postgresql"
        else f"(WITH RECURSIVE s(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM s WHERE n < {times}) SELECT n FROM s) AS s"  # noqa: S608
    )
    with workspace.transaction(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO scanned_file (id, fingerprint, {file_columns}) "  # noqa: S608 - names of our own columns
            f"SELECT id + s.n * {files}, fingerprint || '-' || s.n, {file_columns} FROM scanned_file, {series} "
            f"WHERE id BETWEEN {first_file} AND {last_file}"
        )
        cursor.execute(
            f"INSERT INTO finding (id, ident, file_id, {finding_columns}) "  # noqa: S608
            f"SELECT id + s.n * {findings}, ident || s.n, file_id + s.n * {files}, {finding_columns} FROM finding, {series} "
            f"WHERE id BETWEEN {first} AND {last}"
        )
    workspace.settle(datetime.now(UTC).astimezone().date())
    with workspace._reading():
        count: int = workspace._rows(Finding).count()
    database.engine(home).measure(workspace.alias)  # the server of the tests runs without autovacuum
    workspace.close()
    return count


def _span(workspace, model):
    from django.db.models import Max, Min

    with workspace._reading():
        row = workspace._rows(model).aggregate(a=Min("pk"), b=Max("pk"))
    return row["a"], row["b"]


def _columns(model, without):
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields if field.column not in without)


def measure(home: Path) -> list[dict[str, object]]:
    """Ask each page in this process, which has to be one of its own: Django runs on the pages' settings."""
    from django.test import Client

    from bailee.operations.open_store import open_store
    from bailee.store import database
    from bailee.store.organisations import organisations
    from bailee.web.findings.filters import position_text
    from web.people import AGENT, signed_in

    organisation = organisations(home)[0]
    cookie = signed_in(home, [(organisation, "owner")])["owner"]
    database.serve(home)
    name, _, value = cookie.partition("=")
    client = Client(headers={"user-agent": AGENT})
    client.cookies[name] = value
    workspace = open_store(home, create=False)
    first = workspace.queue(limit=50).rows
    store = workspace.store_names()[0]
    rows = []
    for words, path in PAGES:
        asked = f"/o/{organisation}/" + path.format(after=position_text(first[-1].position), store=store)
        client.get(asked, HTTP_HOST="127.0.0.1")  # templates are compiled, what is kept is made
        spent, waited = [], []
        for _ in range(ROUNDS):
            clock, used = time.perf_counter(), time.process_time()
            answer = client.get(asked, HTTP_HOST="127.0.0.1")
            spent.append(1000 * (time.process_time() - used))
            waited.append(1000 * (time.perf_counter() - clock))
            assert answer.status_code == 200, (asked, answer.status_code)
        rows.append(
            {
                "page": words,
                "cpu": statistics.median(spent),
                "wait": statistics.median(waited),
                "wait95": sorted(waited)[int(ROUNDS * 0.95)],
                "bytes": len(answer.content),
            }
        )
    return rows


def on_store(home: Path, company: Path, findings: int) -> tuple[int, list[dict[str, object]]]:
    """Lay the store, multiply it, measure it in a process of its own."""
    from bailee.operations.open_store import open_store
    from bailee.store.models import Finding

    bailee = str(Path(sys.executable).with_name("bailee"))
    open_store(home).close()
    words = [
        bailee,
        "scan",
        str(company),
        "--home",
        str(home),
        "--override",
        "a benchmark",
        "--ocr",
        "off",
        "--names",
        "off",
    ]
    subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
    workspace = open_store(home, create=False)
    with workspace._reading():
        there = workspace._rows(Finding).count()
    workspace.close()
    count = multiply(home, max(findings // there, 1))
    environment = os.environ | {"BAILEE_SERVE_HOME": str(home), "DJANGO_SETTINGS_MODULE": "bailee.web.django_settings"}
    done = subprocess.run(
        [sys.executable, __file__, "--measure", str(home)], capture_output=True, text=True, env=environment, check=False
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return count, json.loads(done.stdout)


def page(told: dict[str, tuple[int, list[dict[str, object]]]], load: float) -> str:
    lines = [
        "# What a page costs",
        "",
        f"*Written by `make pages` on {datetime.now(UTC):%-d %B %Y}; two shared cores, load {load:.1f} when it ended.*",
        "",
        "Processor time is that of the application, on SQLite with the database in it. Medians of a hundred; waiting also the 95th.",
    ]
    for stands, (count, rows) in told.items():
        lines += [
            "",
            f"## {stands}, {count:,} findings",
            "",
            "| page | CPU ms | waiting ms | 95th | KB |",
            "|---|--:|--:|--:|--:|",
        ]
        lines += [
            f"| {row['page']} | {row['cpu']:.1f} | {row['wait']:.1f} | {row['wait95']:.1f} | {int(str(row['bytes'])) / 1000:.0f} |"
            for row in rows
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--findings", type=int, default=1_000_000)
    options.add_argument("--measure", type=Path)
    options.add_argument("--stores", default="SQLite PostgreSQL")
    asked = options.parse_args()
    if asked.measure:
        json.dump(measure(asked.measure), sys.stdout)
        return
    from simulators import postgres_store

    told = {}
    with tempfile.TemporaryDirectory(prefix="bailee-pages-") as folder:
        demo = [str(Path(sys.executable).with_name("bailee")), "demo", "--home", f"{folder}/demo"]
        subprocess.run(demo, check=True, stdout=subprocess.DEVNULL)
        company = Path(folder) / "demo" / "company"
        if "SQLite" in asked.stores:
            told["SQLite"] = on_store(Path(folder) / "sqlite", company, asked.findings)
        if "PostgreSQL" in asked.stores:
            with postgres_store.running() as cluster:
                if cluster is not None:
                    home = Path(folder) / "postgresql"
                    cluster.sql(f"CREATE DATABASE pages OWNER {postgres_store.OWNER}")
                    home.mkdir()
                    address = home / "database.url"
                    address.touch(mode=0o600)
                    address.write_text(
                        " ".join(cluster.url("pages", who) for who in (postgres_store.APP, postgres_store.OWNER))
                    )
                    told["PostgreSQL"] = on_store(home, company, asked.findings)
    text = page(told, os.getloadavg()[0])
    print(text)
    if asked.findings >= 1_000_000:
        (ROOT / "docs" / "pages.md").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
