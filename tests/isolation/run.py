"""The isolation run, a process of its own: `python tests/isolation/run.py FOLDER ENGINE [--whole|--short] [--part WHAT] [--break WHAT]`.

It writes what it found as JSON on standard output. `--part` asks only `pages`, or only the API's `endpoints`. `--break` opens a
hole first, to see that the run finds it: `membership` lets everybody into every organisation, `filter` forgets which
organisation a site is of, `role` refuses what is allowed, `route` adds one that nothing leads to. Of several, with commas
between, one is opened after the other over the same store, and what was found stands under its name.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any
from unittest import mock

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))


def main(
    folder: Path, engine: str, *, is_whole: bool, broken: str, is_short: bool = False, part: str = ""
) -> dict[str, Any]:
    from bailee.store.database import set_up_django

    set_up_django()
    from isolation.exploring import watch
    from isolation.sql import try_sql
    from isolation.standing import standing
    from isolation.tenants import CANARY, MARK, actors, lay
    from isolation.visiting import visitors
    from isolation.walking import Walk

    begun = time.monotonic()
    reached = watch()
    with standing(folder, engine) as store:
        if store is None:
            return {"engine": engine, "missing": True}
        ours, theirs = lay(store.home, is_small=bool(broken), most=2 if is_whole else 4)
        if part == "sql":  # the database alone, without a page
            return {"engine": engine, "sql": asdict(try_sql(store.home, ours, theirs))}
        people = actors(store.home, ours, theirs)
        come = () if broken else visitors(ours)
        walk = Walk(store, ours, theirs, people, (MARK, CANARY), is_whole, reached, is_short, part, come)
        walk.begin()
        holes = broken.split(",") if broken else []
        if len(holes) > 1:
            return {hole: _found(hole, walk) for hole in holes}
        with _broken(broken):
            walk.run()
        tried = try_sql(store.home, ours, theirs) if engine == "postgresql" else None
        return {
            "engine": engine,
            "seconds": round(time.monotonic() - begun),
            "requests": walk.asker.requests,
            "acts_put_back": walk.restored,
            "actors": [each.name for each in people],
            "idents": len(theirs.idents),
            "tables": len(walk.before["theirs"]),
            "rows": sum(count for count, _ in walk.before["theirs"].values()),
            "filled": sum(1 for count, _ in walk.before["theirs"].values() if count),
            "seen": walk.asker.seen,
            "changed": walk.changed,
            "broken": walk.asker.broken,
            "faults": walk.faults,
            "unknown": walk.unknown,
            "lines": [
                {
                    "address": line.address,
                    "method": line.method,
                    "permission": line.permission,
                    "let_in": sorted(line.let_in),
                    "refused": sorted(line.refused),
                    "requests": line.requests,
                }
                for line in walk.lines.values()
            ],
            "sql": {
                "tables": tried.tables,
                "statements": tried.statements,
                "seen": tried.seen,
                "changed": tried.changed,
            }
            if tried
            else None,
        }


def _found(hole: str, walk: Any) -> dict[str, list[str]]:
    """What a walk finds of a hole, which is closed after it."""
    walk.store.put_back()
    walk.asker.seen.clear()
    walk.faults.clear()
    with _broken(hole):
        walk.run()
    return {"seen": list(walk.asker.seen), "faults": list(walk.faults)}


@contextmanager
def _broken(what: str) -> Iterator[None]:
    """A hole on purpose."""
    with ExitStack() as closing:
        for patch in _patches(what):
            closing.enter_context(patch)
        yield


def _patches(what: str) -> Iterator[AbstractContextManager[object]]:
    if what == "membership":
        from bailee.store import tenancy
        from bailee.web import door
        from bailee.web.accounts.models import Account

        honest = tenancy.memberships

        def everywhere(home: Path, account: str) -> Any:
            found = [each for one in Account.objects.values_list("ident", flat=True) for each in honest(home, one)]
            mine = honest(home, account)
            return (*mine, *(each for each in found if each.organisation not in {one.organisation for one in mine}))

        yield mock.patch.object(door, "memberships", everywhere)
    elif what == "filter":
        from bailee.store.models import Site
        from bailee.store.rows.base import Door

        honest_rows = Door._rows

        def unfiltered(self: Door, model: Any) -> Any:
            return model.objects.using(self.alias) if model is Site else honest_rows(self, model)

        yield mock.patch.object(Door, "_rows", unfiltered)
    elif what == "role":
        from bailee.permissions import TABLE, Permission, Role
        from bailee.web import door as refusing

        yield mock.patch.dict(TABLE, {Role.MANAGER: TABLE[Role.MANAGER] - {Permission.SEE_TABLE}})

        honest_may = refusing.may
        yield mock.patch.object(
            refusing, "may", lambda role, asked: honest_may(role, asked) and role is not Role.TECHNICIAN
        )
    elif what == "route":
        from bailee.permissions import Permission
        from bailee.web import routes

        hidden = routes.Route("hidden/<slug:unheard>/", "hidden", lambda request: None, get=Permission.SEE_TABLE)  # type: ignore[arg-type, return-value]
        found = (*routes.collected(), hidden)
        import isolation.walking

        yield mock.patch.object(isolation.walking, "routes", lambda: found)


def start(
    folder: Path, engine: str, *, is_whole: bool = False, broken: str = "", is_short: bool = False, part: str = ""
) -> dict[str, Any]:
    """Run it in a process of its own; what it found. `is_short`: three roles look at pages, no more."""
    import subprocess

    environment = {name: value for name, value in os.environ.items() if not name.startswith(("BAILEE_", "DJANGO_"))}
    (folder / "home").mkdir(mode=0o700, parents=True, exist_ok=True)
    environment |= {
        "BAILEE_SERVE_HOME": str(folder / "home"),
        "DJANGO_SETTINGS_MODULE": "bailee.web.django_settings",
        "BAILEE_API_REQUESTS_A_MINUTE": "0",
    }
    words = [
        sys.executable,
        __file__,
        str(folder),
        engine,
        *(["--whole"] if is_whole else []),
        *(["--short"] if is_short else []),
        *(["--part", part] if part else []),
        *(["--break", broken] if broken else []),
    ]
    done = subprocess.run(words, capture_output=True, text=True, env=environment, check=False)
    if done.returncode:
        raise AssertionError(done.stderr[-4000:])
    found: dict[str, Any] = json.loads(done.stdout)
    return found


if __name__ == "__main__":
    named = {name: sys.argv[sys.argv.index(name) + 1] for name in ("--part", "--break") if name in sys.argv}
    told = main(
        Path(sys.argv[1]),
        sys.argv[2],
        is_whole="--whole" in sys.argv,
        broken=named.get("--break", ""),
        is_short="--short" in sys.argv,
        part=named.get("--part", ""),
    )
    json.dump(told, sys.stdout)
