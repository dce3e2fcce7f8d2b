"""The ground of a drill: the sample company, made and scanned anew in a folder of its own, or one that lies there already."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bailee.errors import InvalidInput
from bailee.operations.make_demo import MANIFEST, begin_demo, end_demo
from bailee.operations.open_store import open_store
from bailee.operations.report_status import report_status
from bailee.operations.scan_store import scan_store
from bailee.operations.settle_tasks import settle_tasks
from bailee.store import database
from bailee.store.workspace import Workspace


@dataclass
class Ground:
    """`folder`: what a drill writes goes here, and goes with it."""

    workspace: Workspace
    folder: Path
    known: dict[str, Any] = field(default_factory=dict)  # what one step leaves for the next


@contextmanager
def ground(there: Path | None, told: Callable[[str], None] = lambda _: None) -> Iterator[Ground]:
    """`there`: the home of a sample company that was made before; without it one is made, and removed afterwards.

    InvalidInput where something else lies there: a drill changes what it is held on.
    """
    with tempfile.TemporaryDirectory(prefix="bailee-drill-") as name:
        folder = Path(name)
        if there is not None:
            if not (there / MANIFEST).is_file() or not (there / "company").is_dir() or not database.exists(there):
                raise InvalidInput(
                    f'there is no sample company in "{there}"',
                    hint="`bailee demo --home DIR` makes one; without --on a drill makes its own",
                )
            yield Ground(open_store(there, create=False), folder)
            return
        home = folder / "home"
        told("making a sample company, and scanning it")
        workspace = _made(home)
        try:
            yield Ground(workspace, folder)
        finally:
            workspace.close()
            database.disconnect(home)
            database.forget(home)


def _made(home: Path) -> Workspace:
    from bailee.scanner import Limits, warm_up

    warm_up()
    demo = begin_demo(home, seed=7)
    scan_store(demo.workspace, [demo.company], limits=Limits(ocr="off"))
    end_demo(demo)
    report = report_status(demo.workspace)
    settle_tasks(demo.workspace, report, stamp=demo.workspace.status_stamp(report.on))
    return demo.workspace
