"""The isolation run, whole, on both databases: `make isolation`. It writes docs/isolation.md, and fails where anything is amiss.

Two providers with two clients each. All ten roles, by session and by token, nobody, an account of nowhere and people of the
other tenant ask every route and every endpoint with every method, of their own and of organisations that they do not belong
to; every ident of the other tenant's stands once in every parameter, query and field; SQL with the application's account
tries every table.
"""

from __future__ import annotations

import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

PAGE = ROOT / "docs" / "isolation.md"
AMISS = ("seen", "changed", "broken", "faults")


def main() -> int:
    from isolation.run import start

    def one(engine: str) -> dict[str, Any]:
        with tempfile.TemporaryDirectory(prefix="bailee-isolation-") as folder:
            return start(Path(folder), engine, is_whole=True)

    engines = os.environ.get("BAILEE_TEST_STORES", "sqlite postgresql").split()
    with ThreadPoolExecutor(len(engines)) as pool:  # each is a process of its own
        told = list(pool.map(one, engines))
    for each in told:
        for name in AMISS:
            for line in each.get(name, ())[:40]:
                print(f"{each['engine']}: {name}: {line}")
    ran = [each for each in told if not each.get("missing")]
    is_right = len(ran) == len(told) and all(not each[name] for each in ran for name in AMISS)
    is_right = is_right and all(not (each["sql"] and (each["sql"]["seen"] or each["sql"]["changed"])) for each in ran)
    if ran:
        PAGE.write_text(page(ran), "utf-8")
    print(f"{'nothing seen, nothing changed' if is_right else 'NOT ISOLATED'}: {PAGE}")
    return 0 if is_right else 1


def page(told: list[dict[str, Any]]) -> str:
    first = told[0]
    on = datetime.now(UTC).date().isoformat()
    lines = [
        f"<!-- Made by benchmarks/isolation.py on {on}; do not edit: make isolation. -->",
        "",
        "# Two tenants, and everything that one can ask tried against the other",
        "",
        "Two providers with two clients each lie in one store. Whatever one of them wrote (names of organisations, people, places,",
        "files, activities, notices, signatures, letters, consents, tokens) carries a word that is nowhere else; an answer to the other's",
        "people with that word, or one of its idents, in it (also in a ZIP, or in a PDF) has *seen* something. A hash over all columns of",
        "all rows of every table tells what was *changed*.",
        "",
        f"Who asks ({len(first['actors'])}): {', '.join(first['actors'])}. Besides, a person who came by her link and the device in the",
        "office: their own page opens to them, and no other page of anybody's.",
        "",
        "What is asked: every route and endpoint with GET, HEAD, POST, PUT, PATCH, DELETE and OPTIONS, of one's own organisation, of the",
        "other tenant's three, of another client of the same provider, and of one that does not exist (a method that nobody serves: of one",
        "of these); idents of the other tenant's rows, two of each table and organisation, in every parameter, query and field of a form;",
        "every act without the token of its form; texts that break what is put together from texts, in the query and the form of every",
        "page. Whoever may do it has to be let in, and every view has to be reached by somebody: else the run fails, too.",
        "",
        "| | " + " | ".join(each["engine"] for each in told) + " |",
        "| --- | " + " | ".join("---:" for _ in told) + " |",
        _row("requests", told, lambda each: f"{each['requests']:,}"),
        _row("of them acts that were allowed, and put back", told, lambda each: f"{each['acts_put_back']:,}"),
        _row("tables, with rows of the other tenant's", told, lambda each: f"{each['tables']}, {each['filled']}"),
        _row("rows of the other tenant's", told, lambda each: f"{each['rows']:,}"),
        _row("idents of the other tenant's that were tried", told, lambda each: f"{each['idents']}"),
        _row("**seen**", told, lambda each: f"**{len(each['seen'])}**"),
        _row("**changed**", told, lambda each: f"**{len(each['changed'])}**"),
        _row(
            "refused what is one's own, let in where one is not, or not reached", told, lambda each: len(each["faults"])
        ),
        _row("answered with 5xx", told, lambda each: len(each["broken"])),
        _row("SQL with the application's account: statements", told, _sql("statements")),
        _row("rows seen, rows changed by it", told, _sql("seen", "changed")),
        "",
        *_amiss(told),
        "## Address by address",
        "",
        "How many of those who ask were let in to their own organisation (or to the page, where it is about none), and how many were",
        f"refused; on {first['engine']}. Who, by role: [routes.md](routes.md). A method that is not served is refused to all, and not listed.",
        "",
        "| address | method | permission | let in | refused | requests |",
        "| --- | --- | --- | ---: | ---: | ---: |",
    ]
    lines += [
        f"| `{line['address']}` | {line['method']} | {line['permission']} | {len(line['let_in'])} | {len(line['refused'])} | {line['requests']} |"
        for line in first["lines"]
        if line["permission"] != "not served"
    ]
    if first["unknown"]:
        lines += [
            "",
            "Asked for with an object that nobody has, since none was made: "
            + ", ".join(f"`{each}`" for each in first["unknown"])
            + ".",
        ]
    return "\n".join(lines) + "\n"


def _row(head: str, told: list[dict[str, Any]], value: Any) -> str:
    return f"| {head} | " + " | ".join(str(value(each)) for each in told) + " |"


def _sql(*names: str) -> Any:
    def shown(each: dict[str, Any]) -> str:
        if not each["sql"]:
            return "–"
        return ", ".join(
            f"{len(each['sql'][name]) if isinstance(each['sql'][name], list) else each['sql'][name]}" for name in names
        )

    return shown


def _amiss(told: list[dict[str, Any]]) -> list[str]:
    found = [f"- {each['engine']}, {name}: {line}" for each in told for name in AMISS for line in each[name][:20]]
    return ["## Amiss", "", *found, ""] if found else []


if __name__ == "__main__":
    sys.exit(main())
