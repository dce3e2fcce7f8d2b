"""The recovery key still lies on the machine that it is to recover from: whoever breaks in has it."""

from __future__ import annotations

from collections.abc import Iterator

from bailee.operations.alerts import Look
from bailee.store.rows.alerts import Found
from bailee.vocabulary import Severity

SORT = "recovery-file-here"
DAYS = 2  # in which one may carry it away


def find(look: Look) -> Iterator[Found]:
    if not look.recovery_files or look.recovery_since is None or look.recovery_since > look.days_ago(DAYS):
        return
    yield Found(
        SORT,
        "here",
        Severity.HIGH,
        "The recovery key still lies on this machine",
        "It opens every sealed file. Where somebody breaks into this machine, or it burns, both keys are gone at once.",
        "Make a recovery kit, print it or carry it away, and remove the file here.",
        "keys",
    )
