"""Findings in one table, and in partitions by organisation and month: what a page's question costs, and what taking old ones away costs.

    python benchmarks/partitions.py        # a minute: 20 organisations, 12 months, 120,000 rows; docs/adr/0027

Times are PostgreSQL's own (EXPLAIN ANALYZE), each the least of twenty on a machine that others use, too. The question is that
of the page of findings: those of one organisation that are to be judged, worst first. It names no month, for a finding is
judged whenever it was found.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))  # the simulators

ORGANISATIONS, MONTHS, EACH = 20, 12, 500
COLUMNS = (
    "id bigint, organisation_id bigint, month int, ident text, weight smallint, state smallint, gone_at timestamptz"
)
QUEUE = (
    "SELECT id FROM {} WHERE organisation_id = 7 AND state = 0 AND gone_at IS NULL ORDER BY weight DESC, id LIMIT 50"
)
BY_IDENT = "SELECT id FROM {} WHERE organisation_id = 7 AND ident = 'finding-7-3-5'"
INDEXES = (
    "CREATE INDEX ON {} (organisation_id, state, weight DESC, id) WHERE gone_at IS NULL",
    "CREATE INDEX ON {} (organisation_id, ident)",
)


def explained(connection: Any, asked: str) -> tuple[float, float]:
    """Least milliseconds of planning and of execution."""
    told = []
    for _ in range(20):
        row = connection.execute(f"EXPLAIN (ANALYZE, SUMMARY, FORMAT JSON) {asked}").fetchone()[0]
        row = json.loads(row) if isinstance(row, str) else row
        told.append((row[0]["Planning Time"], row[0]["Execution Time"]))
    return min(each[0] for each in told), min(each[1] for each in told)


def lay(connection: Any, table: str, *, partitioned: bool) -> None:
    connection.execute(
        f"CREATE TABLE {table} ({COLUMNS})" + (" PARTITION BY LIST (organisation_id)" if partitioned else "")
    )
    if partitioned:
        for organisation in range(1, ORGANISATIONS + 1):
            name = f"{table}_{organisation}"
            connection.execute(
                f"CREATE TABLE {name} PARTITION OF {table} FOR VALUES IN ({organisation}) PARTITION BY LIST (month)"
            )
            for month in range(1, MONTHS + 1):
                connection.execute(f"CREATE TABLE {name}_{month} PARTITION OF {name} FOR VALUES IN ({month})")
    for index in INDEXES:
        connection.execute(index.format(table))
    connection.execute(
        f"INSERT INTO {table} SELECT row_number() OVER (), o, m, 'finding-' || o || '-' || m || '-' || n, n % 7, n % 3, NULL "  # noqa: S608 - names of ours
        f"FROM generate_series(1, {ORGANISATIONS}) o, generate_series(1, {MONTHS}) m, generate_series(1, {EACH}) n"
    )
    connection.execute(f"ANALYZE {table}")


def main() -> None:
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    import psycopg

    from simulators import postgres_store
    from simulators.database_servers import BOSS, BOSS_PASSWORD

    with postgres_store.running() as cluster:
        if cluster is None:
            raise SystemExit("PostgreSQL is not installed")
        with psycopg.connect(cluster.url("postgres", BOSS, BOSS_PASSWORD), autocommit=True) as connection:
            connection.execute("SET max_parallel_workers_per_gather = 0")
            print(
                "| | laid in s | queue: plan + run, ms | by ident: plan + run, ms | a month of one organisation away, ms |"
            )
            print("|---|---|---|---|---|")
            for table, partitioned in (("one_table", False), ("in_partitions", True)):
                began = time.monotonic()
                lay(connection, table, partitioned=partitioned)
                laid = time.monotonic() - began
                queue, ident = explained(connection, QUEUE.format(table)), explained(connection, BY_IDENT.format(table))
                began = time.monotonic()
                if partitioned:
                    connection.execute(f"ALTER TABLE {table}_7 DETACH PARTITION {table}_7_3")
                else:
                    connection.execute(f"DELETE FROM {table} WHERE organisation_id = 7 AND month = 3")  # noqa: S608 - as above
                away = (time.monotonic() - began) * 1000
                print(
                    f"| {table.replace('_', ' ')} | {laid:.1f} | {queue[0]:.2f} + {queue[1]:.2f} "
                    f"| {ident[0]:.2f} + {ident[1]:.2f} | {away:.1f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
